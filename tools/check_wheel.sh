#!/usr/bin/env bash
# Build the wheel with PYTHON (which has the build tools), install it into an empty environment, and run it from an
# empty directory, so that nothing of the checkout can help.
set -euo pipefail
python=$1
case $python in /*) ;; *) python=$PWD/$python ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --wheel --no-isolation --outdir "$work/dist" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ls -l "$work"/dist/*.whl | awk '{printf "wheel %s: %.1f MB\n", $NF, $5 / 1e6}' | sed "s#$work/dist/##"
"$python" -m venv "$work/venv"
grep -v '^-e' requirements.lock > "$work/constraints.txt"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$work/constraints.txt"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/dist/*.whl
mkdir "$work/elsewhere"
cd "$work/elsewhere"
"$work/venv/bin/fogline" --version
DEMO_SERVE=0 "$work/venv/bin/fogline" demo --ledger demo.fog 2>&1 | tail -n 12
"$work/venv/bin/fogline" export demo.fog --format jsonl | head -n 1 | cut -c 1-120
