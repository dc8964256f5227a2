#!/bin/sh
# Makes or changes everything in Azure except secrets (secrets.sh) and the program itself (upload.sh).
# Shows the changes first and asks. Can be repeated at any time.
# Usage: infra/deploy.sh dev|prod RESOURCE_GROUP
set -eu
[ $# -eq 2 ] || { echo "usage: $0 dev|prod RESOURCE_GROUP" >&2; exit 2; }
case $1 in dev | prod) ;; *) echo "$0: dev or prod, not $1" >&2; exit 2 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
az deployment group create --confirm-with-what-if --resource-group "$2" --name tate \
  --parameters "$here/$1.bicepparam" --query properties.outputs --output json
