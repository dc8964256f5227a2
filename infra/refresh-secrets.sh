#!/bin/sh
# Makes App Service fetch the secrets of the key vault again, which it otherwise does once a day, and says whether
# it could. A reference that cannot be resolved reaches the program as the text of the reference.
# Usage: infra/refresh-secrets.sh dev|prod RESOURCE_GROUP SITE
set -eu
usage() {
  echo "usage: $0 dev|prod RESOURCE_GROUP SITE" >&2
  exit 2
}
[ $# -eq 3 ] || usage
case $1 in dev) places='' ;; prod) places=/slots/staging ;; *) usage ;; esac
site=$(az webapp show --resource-group "$2" --name "$3" --query id --output tsv)
bad=0
for place in '' $places; do
  url="https://management.azure.com$site$place/config/configreferences/appsettings"
  az rest --method post --url "$url/refresh?api-version=2022-03-01" --output none
  states=$(az rest --method get --url "$url?api-version=2022-03-01" --query 'value[].[name, properties.status]' --output tsv)
  [ -n "$states" ] || { echo "no reference in ${place:-the service}" >&2; bad=1; }
  printf '%s\n' "$states" | while read -r name state; do echo "${place:-the service}: $name $state"; done
  if printf '%s\n' "$states" | awk '$NF != "Resolved" { found = 1 } END { exit !found }'; then bad=1; fi
done
exit $bad
