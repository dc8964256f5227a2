#!/bin/sh
# Puts the secrets into the key vault. The key for telephone numbers is made once and never replaced by this script:
# with another key earlier numbers are no longer recognised (RUNBOOK.md). The bot's secret is read from standard
# input, so that it is in no history and no list of processes.
# Usage: infra/secrets.sh VAULT                  the telephone key
#        infra/secrets.sh VAULT bot < FILE       the bot's secret as well (SingleTenant)
set -eu
case $#,${2:-bot} in 1,bot | 2,bot) ;; *) echo "usage: $0 VAULT [bot]" >&2; exit 2 ;; esac
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names=$(az keyvault secret list --vault-name "$1" --query '[].name' --output tsv)
if printf '%s\n' "$names" | grep -qx tate-phone-key; then
  echo 'tate-phone-key is there already and stays as it is'
else
  head -c 48 /dev/urandom | base64 | tr -d '\n' > "$work/key"
  az keyvault secret set --vault-name "$1" --name tate-phone-key --file "$work/key" --encoding utf-8 --output none
  echo 'tate-phone-key was made'
fi

if [ $# -eq 2 ]; then
  tr -d '\r\n' > "$work/secret"
  [ -s "$work/secret" ] || { echo 'nothing came on standard input' >&2; exit 1; }
  az keyvault secret set --vault-name "$1" --name tate-bot-secret --file "$work/secret" --encoding utf-8 --output none
  echo 'tate-bot-secret was written'
fi
