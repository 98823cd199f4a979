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
    # Value by value, in the order of the archive.
    frame = pandas.read_parquet(f"parquet/{table}.parquet")
    columns = [column for column in frame.columns if column in {row[1] for row in archive.execute(f"PRAGMA table_info({table})")}]
    stored = archive.execute(f"SELECT {', '.join(chr(34) + column + chr(34) for column in columns)} FROM {table} ORDER BY 1, 2").fetchall()
    read = [tuple(None if pandas.isna(value) else value for value in row) for row in frame[columns].itertuples(index=False, name=None)]
    expect(f"Parquet, values of {table} that differ", sum(one != other for one, other in zip(read, stored)), 0)
highest = duckdb.sql("SELECT max(high) FROM 'parquet/figures.parquet' WHERE unit = 'count'").fetchall()[0][0]
expect("DuckDB, highest count", highest, archive.execute("SELECT max(high) FROM figures WHERE unit = 'count'").fetchone()[0])
print("DuckDB, pandas and sqlite-utils count as the archive does")

# What is typed for each parameter.
GIVEN = {
    "about": "troops", "among": "[1,2,3]", "articles": "2", "claims": "400", "copies": "2", "each": "10", "factor": "2", "figures": "300",
    "grown": "1", "hedge": "may", "kind": "person", "limit": "7", "name": "minister", "outlet": "post", "since": "2024-11-10",
    "source": "minister", "subject": "troops", "terms": "troops", "unit": "count", "until": "2024-11", "url": "example", "within": "30",
}
asked = 0
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
    # Each parameter by itself, as a reader types it into the page's form: all values come as text.
    for name, query in queries.items():
        needed = [line.split()[2] for line in query["sql"].splitlines() if line.startswith("-- param ") and " = " not in line]
        for parameter in query.get("params", []):
            value = GIVEN[parameter]
            given = {other: "troops" if other in needed else "" for other in query["params"]} | {parameter: value}
            address = f"{base}/sayso/{name}.json?{urllib.parse.urlencode(given)}&_shape=array&_size=max"
            try:
                rows = len(json.load(urllib.request.urlopen(address)))
            except urllib.error.HTTPError as error:
                failures += 1
                print(f"WRONG: Datasette, {name} with {parameter}={value}: {error.read().decode()[:300]}")
                continue
            words = {other: "troops" for other in needed} | {parameter: value}
            arguments = [word for other, given_value in words.items() for word in ("-p", f"{other}={given_value}")]
            own = subprocess.run([SAYSO, "query", "run", name, "-f", "jsonl", *arguments], capture_output=True, text=True)
            expect(f"Datasette, {name} with {parameter}={value}", rows, min(len(own.stdout.splitlines()), 1000))
            asked += 1
    print(f"Datasette answers {asked} questions with a parameter as sayso does")
    for page in ["/", "/sayso", "/sayso/claims", "/sayso/figures?_facet=unit", "/sayso/disagreements"]:
        expect(page, urllib.request.urlopen(base + page).status, 200)
    print(f"Datasette answers {len(queries)} queries as sayso does")
finally:
    server.terminate()
    server.wait()
sys.exit(1 if failures else 0)
