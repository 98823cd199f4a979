#!/usr/bin/env bash
# Hands an archive of the fixtures on to the programs that its users have: frictionless, DuckDB, pandas, sqlite-utils, PyLD and
# Datasette, each installed into a throw-away Python environment. Prints what each makes of it; fails where one refuses.
# Usage: tests/peers/exports.sh [path of the sayso binary]
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
sayso=$(realpath "${1:-$here/target/release/sayso}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet frictionless duckdb pandas pyarrow sqlite-utils datasette pyld
export PATH="$work/venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
cd "$work"
"$sayso" ingest "$here/fixtures/news" >/dev/null
for form in csv jsonl parquet; do "$sayso" export "$form" "$form" >/dev/null; done
"$sayso" export datasette metadata.yaml
"$sayso" export claimreview claims.jsonld
"$sayso" export claimreview drafts.jsonld --reviewer "The Fact Desk"
"$sayso" export annotations annotations.jsonld
for form in csv jsonl parquet; do
  frictionless validate "$form/datapackage.json" >"$form.log" || { cat "$form.log"; exit 1; }
  echo "frictionless takes the $form export"
done
python "$here/tests/peers/linked.py"
python "$here/tests/peers/exports.py" "$sayso"
