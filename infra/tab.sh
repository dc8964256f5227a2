#!/bin/sh
# Tells Entra ID what the tab's registration is for: its address api://HOST/ID, the scope that Teams asks for, that
# Teams may ask for it without a question to the person, tokens of version 2.0, and that tokens say who is a guest.
# Can be repeated at any time; needed again when the host name changes. No secret is made: the tab needs none.
# Usage: infra/tab.sh HOST TAB_APP_ID
set -eu
[ $# -eq 2 ] || { echo "usage: $0 HOST TAB_APP_ID" >&2; exit 2; }
case $1 in *[!a-z0-9.-]* | '') echo "$0: $1 is no host name (small letters, no https://)" >&2; exit 2 ;; esac
case $2 in
  ????????-????-????-????-????????????) ;;
  *) echo "$0: $2 is no client id" >&2; exit 2 ;;
esac

# Unique within the registration, and the same at every repetition: a scope in use cannot be replaced.
scope=6f1d3b0e-7c52-4c0e-9a55-2d7e41b8c901
scopes='"oauth2PermissionScopes": [{
    "id": "'$scope'", "value": "access_as_user", "type": "User", "isEnabled": true,
    "adminConsentDisplayName": "Tate: 記録台帳を開く",
    "adminConsentDescription": "Teamsの中の記録台帳が、開いた職員がだれかをTateに伝えることを許可します。",
    "userConsentDisplayName": "Tate: 記録台帳を開く",
    "userConsentDescription": "記録台帳が、あなたがだれかをTateに伝えることを許可します。"
  }]'

# Teams on desktops and phones, and Teams on the web. src/http/api/issuers.ts takes tokens of these two and no others.
clients='"preAuthorizedApplications": [
    {"appId": "1fec8e78-bce4-4aaf-ab1b-5451cc387264", "delegatedPermissionIds": ["'$scope'"]},
    {"appId": "5e3ce6c0-2b1f-4285-8d4b-75ee78787346", "delegatedPermissionIds": ["'$scope'"]}
  ]'

patch() {
  az rest --method patch --url "https://graph.microsoft.com/v1.0/applications(appId='$1')" \
    --headers 'Content-Type=application/json' --body "$2" --output none
}

# Entra ID finds a scope only in a request after the one that made it.
patch "$2" '{
  "signInAudience": "AzureADMyOrg",
  "identifierUris": ["api://'"$1"'/'"$2"'"],
  "optionalClaims": {"accessToken": [{"name": "acct"}]},
  "api": {"requestedAccessTokenVersion": 2, '"$scopes"'}
}'
patch "$2" '{"api": {"requestedAccessTokenVersion": 2, '"$scopes, $clients"'}}'
# Tokens are given only for what the tenant knows as an application.
az ad sp show --id "$2" --output none 2>/dev/null || az ad sp create --id "$2" --output none
echo "api://$1/$2"
