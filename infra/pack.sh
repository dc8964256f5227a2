#!/bin/sh
# Packs the program for App Service: sources, cards, the built page of the tab, the packages of production and the
# ward's departments. What only a developer's machine needs stays out.
# Usage: infra/pack.sh WARD.json OUT.zip
set -eu
[ $# -eq 2 ] || { echo "usage: $0 WARD.json OUT.zip" >&2; exit 2; }
[ -r "$1" ] || { echo "$0: $1 cannot be read" >&2; exit 1; }
case $2 in /*) out=$2 ;; *) out=$(pwd)/$2 ;; esac
here=$(cd "$(dirname "$0")/.." && pwd)
# The service says the same when it starts, but by then it is uploaded.
"$here/node_modules/.bin/node" --input-type=module - "$1" "$here" <<'CHECK'
const [file, here] = process.argv.slice(2);
const { readWard } = await import(`${here}/src/content/ward.ts`);
const read = readWard(file);
if (!read.ok) {
  for (const problem of read.problems) process.stderr.write(`${file}: ${problem}\n`);
  process.exitCode = 1;
}
CHECK
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$here" && npm run -s build -- --outDir "$work/dist/tab" --logLevel warn)
cp -R "$here/src" "$here/cards" "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work/"
rm -rf "$work/src/local" "$work/src/app-package" "$work/src/assess" "$work/src/match" "$work/src/tab"
cp "$1" "$work/ward.json"
(cd "$work" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund)
rm -f "$out"
(cd "$work" && zip -q -X -r "$out" .)
echo "$out"
