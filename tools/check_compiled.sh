#!/usr/bin/env bash
# Whether COMPILED, the Python that has Fogline compiled, runs what was compiled, and reads the shipped sample to the same
# claims, byte for byte, as PLAIN does.
set -euo pipefail
plain=$1 compiled=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run_compiled() { env -u PYTHONPATH "$compiled" "$@"; }
run_plain() { "$plain" "$@"; }
version() { "run_$1" -m fogline --version; }
version compiled | grep -q compiled || { echo "$compiled has Fogline without anything compiled"; exit 1; }
if version plain | grep -q compiled; then echo "$plain has Fogline compiled, too: nothing to compare with"; exit 1; fi
for which in plain compiled; do
  "run_$which" -m fogline build sample/dispatches --ledger "$work/$which.fog" --workers 1 --quiet
  "run_$which" -m fogline export "$work/$which.fog" --format jsonl -o "$work/$which.jsonl"
done
cmp "$work/plain.jsonl" "$work/compiled.jsonl"
echo "$(wc -l < "$work/plain.jsonl") claims of the sample are the same, plain and compiled"
