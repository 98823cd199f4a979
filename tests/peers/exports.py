"""What DuckDB, pandas, sqlite-utils and Datasette make of an export; run by exports.sh in a folder that holds one."""

import json
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import duckdb
import pandas
import sqlite_utils

SAYSO = sys.argv[1]
PORT = "8765"
failures = 0


def expect(what, got, wanted):
    global failures
    if got != wanted:
        failures += 1
        print(f"WRONG: {what}: {got!r}, not {wanted!r}")


archive = sqlite3.connect("sayso.db")
tables = ["articles", "claims", "claim_parts", "figures", "sources"]
for table in tables:
    (count,) = archive.execute(f"SELECT count(*) FROM {table}").fetchone()
    expect(f"DuckDB, {table}", duckdb.sql(f"SELECT count(*) FROM 'parquet/{table}.parquet'").fetchall()[0][0], count)
    expect(f"pandas, {table}", len(pandas.read_parquet(f"parquet/{table}.parquet")), count)
    expect(f"pandas, {table} of JSON Lines", len(pandas.read_json(f"jsonl/{table}.jsonl", lines=True)), count)
    expect(f"sqlite-utils, {table}", sqlite_utils.Database("sayso.db")[table].count, count)
highest = duckdb.sql("SELECT max(high) FROM 'parquet/figures.parquet' WHERE unit = 'count'").fetchall()[0][0]
expect("DuckDB, highest count", highest, archive.execute("SELECT max(high) FROM figures WHERE unit = 'count'").fetchone()[0])
print("DuckDB, pandas and sqlite-utils count as the archive does")

server = subprocess.Popen(
    ["datasette", "sayso.db", "-m", "metadata.yaml", "--setting", "sql_time_limit_ms", "30000", "-p", PORT],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
base = f"http://127.0.0.1:{PORT}"
try:
    for _ in range(60):
        try:
            urllib.request.urlopen(base)
            break
        except OSError:
            time.sleep(0.5)
    queries = json.load(open("metadata.yaml"))["databases"]["sayso"]["queries"]
    for name, query in queries.items():
        # Whatever has no default is asked for with a word of the fixtures.
        needed = [line.split()[2] for line in query["sql"].splitlines() if line.startswith("-- param ") and " = " not in line]
        given = {parameter: "troops" if parameter in needed else "" for parameter in query.get("params", [])}
        address = f"{base}/sayso/{name}.json?{urllib.parse.urlencode(given)}&_shape=array&_size=max"
        try:
            rows = len(json.load(urllib.request.urlopen(address)))
        except urllib.error.HTTPError as error:
            failures += 1
            print(f"WRONG: Datasette, {name}: {error.read().decode()[:300]}")
            continue
        arguments = [word for parameter in needed for word in ("-p", f"{parameter}=troops")]
        own = subprocess.run([SAYSO, "query", "run", name, "-f", "jsonl", *arguments], capture_output=True, text=True)
        expect(f"Datasette, {name}", rows, min(len(own.stdout.splitlines()), 1000))
    for page in ["/", "/sayso", "/sayso/claims", "/sayso/figures?_facet=unit", "/sayso/disagreements"]:
        expect(page, urllib.request.urlopen(base + page).status, 200)
    print(f"Datasette answers {len(queries)} queries as sayso does")
finally:
    server.terminate()
    server.wait()
sys.exit(1 if failures else 0)
