#!/bin/sh
# Shows what a deployment would change, and changes nothing.
# Usage: infra/what-if.sh dev|prod RESOURCE_GROUP
set -eu
[ $# -eq 2 ] || { echo "usage: $0 dev|prod RESOURCE_GROUP" >&2; exit 2; }
case $1 in dev | prod) ;; *) echo "$0: dev or prod, not $1" >&2; exit 2 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
az deployment group what-if --resource-group "$2" --parameters "$here/$1.bicepparam"
