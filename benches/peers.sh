#!/usr/bin/env bash
# How long sayso takes beside others that store articles, and how much memory: a table of ratios.
#
#     benches/peers.sh [ARTICLES] [RUNS]
#
# Installs the peers into a folder of their own (sqlite-utils, datasette and DuckDB from PyPI; sqlite3 must be there: Debian's
# package of that name), makes a corpus of ARTICLES (20,000) from the fixtures, and measures RUNS (5) times, in turn. The
# folder is $PEERS, or target/peers; it is kept for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."

articles=${1:-20000}
runs=${2:-5}
folder=${PEERS:-target/peers}

command -v sqlite3 >/dev/null || { echo "sqlite3 is missing: apt-get install sqlite3" >&2; exit 1; }
mkdir -p "$folder"
if ! [ -x "$folder/venv/bin/duckdb-ready" ]; then
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet sqlite-utils datasette duckdb
  ln -sf python "$folder/venv/bin/duckdb-ready"
fi
cargo build --locked --quiet --release --example writing --bin sayso
corpus="$folder/articles-$articles.jsonl"
[ -s "$corpus" ] || { python3 benches/corpus.py "$articles" >"$corpus.new" && mv "$corpus.new" "$corpus"; }

"$folder/venv/bin/python" benches/peers.py "$corpus" "$runs" "$folder" target/release
