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

from expecting import expect, leave, wrong

SAYSO = sys.argv[1]
PORT = "8765"

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
base = f"http://127.0.0.1:{PORT}"


def ask(name, query, chosen):
    """Asks Datasette and sayso the same; whether Datasette answered."""
    # Whatever has no default is asked for with a word of the fixtures.
    needed = [line.split()[2] for line in query["sql"].splitlines() if line.startswith("-- param ") and " = " not in line]
    words = {parameter: "troops" for parameter in needed} | chosen
    given = {parameter: words.get(parameter, "") for parameter in query.get("params", [])}
    what = " with ".join([name, *(f"{parameter}={value}" for parameter, value in chosen.items())])
    address = f"{base}/sayso/{name}.json?{urllib.parse.urlencode(given)}&_shape=array&_size=max"
    try:
        rows = len(json.load(urllib.request.urlopen(address)))
    except urllib.error.HTTPError as error:
        wrong(f"Datasette, {what}: {error.read().decode()[:300]}")
        return False
    arguments = [word for parameter, value in words.items() for word in ("-p", f"{parameter}={value}")]
    own = subprocess.run([SAYSO, "query", "run", name, "-f", "jsonl", *arguments], capture_output=True, text=True)
    expect(f"Datasette, {what}", rows, min(len(own.stdout.splitlines()), 1000))
    return True


asked = 0
server = subprocess.Popen(
    ["datasette", "sayso.db", "-m", "metadata.yaml", "--setting", "sql_time_limit_ms", "30000", "-p", PORT],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
try:
    for _ in range(60):
        try:
            urllib.request.urlopen(base)
            break
        except OSError:
            time.sleep(0.5)
    queries = json.load(open("metadata.yaml"))["databases"]["sayso"]["queries"]
    for name, query in queries.items():
        ask(name, query, {})
    # Each parameter by itself, as a reader types it into the page's form: all values come as text.
    for name, query in queries.items():
        for parameter in query.get("params", []):
            asked += ask(name, query, {parameter: GIVEN[parameter]})
    print(f"Datasette answers {asked} questions with a parameter as sayso does")
    for page in ["/", "/sayso", "/sayso/claims", "/sayso/figures?_facet=unit", "/sayso/disagreements"]:
        expect(page, urllib.request.urlopen(base + page).status, 200)
    print(f"Datasette answers {len(queries)} queries as sayso does")
finally:
    server.terminate()
    server.wait()
leave()
