#!/bin/sh
# Brings a packed program to the staging slot, or, where there is none (dev), to the service itself. The swap is a
# step of its own, after somebody has looked (RUNBOOK.md).
# Usage: infra/upload.sh dev|prod RESOURCE_GROUP SITE PACKAGE.zip
set -eu
[ $# -eq 4 ] || { echo "usage: $0 dev|prod RESOURCE_GROUP SITE PACKAGE.zip" >&2; exit 2; }
case $1 in
  prod)
    az webapp start --resource-group "$2" --name "$3" --slot staging
    az webapp deploy --resource-group "$2" --name "$3" --slot staging --type zip --src-path "$4" --track-status true
    ;;
  dev)
    az webapp deploy --resource-group "$2" --name "$3" --type zip --src-path "$4" --track-status true
    ;;
  *)
    echo "$0: dev or prod, not $1" >&2
    exit 2
    ;;
esac
