"""Runs sayso and its peers in turn, each as a whole process, and prints medians and ratios. Called by peers.sh."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

CORPUS, RUNS, FOLDER, BIN = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
VENV = FOLDER / "venv" / "bin"
SAYSO, OURS, THEIRS = str(BIN / "sayso"), str(FOLDER / "sayso.db"), str(FOLDER / "peer.db")

PYTHON = """
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[2])
db.execute("CREATE TABLE articles (id TEXT, headline TEXT, datePublished TEXT, publisher TEXT, url TEXT, articleBody TEXT)")
rows = (tuple(json.loads(line).values()) for line in open(sys.argv[1]))
db.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", rows)
db.execute("CREATE VIRTUAL TABLE articles_fts USING fts5 (headline, articleBody, content = 'articles')")
db.execute("INSERT INTO articles_fts (rowid, headline, articleBody) SELECT rowid, headline, articleBody FROM articles")
db.commit()
"""
DUCKDB = """
import duckdb, sys
db = duckdb.connect(sys.argv[1])
db.execute(f"COPY articles TO '{sys.argv[2]}' (HEADER)")
"""
TO_DUCKDB = """
import duckdb, sys
db = duckdb.connect(sys.argv[2])
db.execute(f"CREATE TABLE articles AS SELECT * FROM read_json_auto('{sys.argv[1]}', format = 'newline_delimited')")
"""
QUERY = """
SELECT a.id, a.title, count(c.id) AS claims, sum(length(c.content)) AS letters
FROM articles AS a
JOIN claims AS c ON c.article_id = a.id
WHERE c.kind <> 'indirect'
GROUP BY a.id
ORDER BY letters DESC, a.id
"""
FIND = "SELECT rowid, title, snippet(articles_fts, 1, '[', ']', '…', 12) FROM articles_fts WHERE articles_fts MATCH '{}' ORDER BY rank LIMIT 20"


def remove(path):
    for ending in ("", "-wal", "-shm"):
        pathlib.Path(path + ending).unlink(missing_ok=True)


def run(command, fresh=None):
    """Wall seconds, processor seconds and peak KiB of a command whose output goes nowhere."""
    if fresh:
        remove(fresh)
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{command}: exit {child.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss


def versus(job, target, ours, peers, runs=RUNS):
    """Runs ours and each peer in turn and prints a line each: medians, and the median of the ratios pair by pair."""
    table = {}
    for _ in range(runs):
        for name, (command, fresh) in {"sayso": ours, **peers}.items():
            table.setdefault(name, []).append(run(command, fresh))
    for name, rows in table.items():
        wall, cpu, peak = (statistics.median(row[at] for row in rows) for at in range(3))
        line = f"{job:<28} {name:<24} {wall:8.3f} s {cpu:8.3f} s {peak / 1024:7.0f} MiB"
        if name != "sayso":
            ratios = [(a[0] / b[0], a[1] / b[1]) for a, b in zip(table["sayso"], rows)]
            line += "  {:6.2f} × {:6.2f} ×".format(*(statistics.median(r[at] for r in ratios) for at in (0, 1)))
            line += f"  {target}"
        print(line, flush=True)


def main():
    python = str(VENV / "python")
    size = os.path.getsize(CORPUS)
    text = sum(len(json.loads(line)["articleBody"].encode()) for line in open(CORPUS))
    print(f"{CORPUS}: {size / 1e6:.1f} MB, {text / 1e6:.1f} MB of text; {RUNS} runs, {os.cpu_count()} processors\n")
    print(f"{'job':<28} {'who':<24} {'wall':>10} {'processor':>10} {'peak':>11}  {'wall':>8} {'processor':>8}  at most")

    utils = f"{VENV}/sqlite-utils insert {THEIRS} articles {CORPUS} --nl && {VENV}/sqlite-utils enable-fts {THEIRS} articles headline articleBody"
    versus("ingest, all read", "2.0", ([SAYSO, "--db", OURS, "ingest", CORPUS], OURS), {
        "Python sqlite3 + FTS5": ([python, "-c", PYTHON, CORPUS, THEIRS], THEIRS),
        "sqlite-utils + FTS": (["sh", "-c", utils], THEIRS),
    })
    extract = run([SAYSO, "extract", CORPUS])
    print(f"{'(of which reading)':<28} {'sayso extract':<24} {extract[0]:8.3f} s {extract[1]:8.3f} s {extract[2] / 1024:7.0f} MiB")
    print(subprocess.run([str(BIN / "examples" / "writing"), CORPUS, str(RUNS)], check=True, capture_output=True, text=True).stdout, end="")

    duck = str(FOLDER / "peer.duckdb")
    remove(duck)
    run([python, "-c", TO_DUCKDB, CORPUS, duck])
    out = str(FOLDER / "out.csv")
    versus("export articles as CSV", "1.5", ([SAYSO, "--db", OURS, "sql", "SELECT * FROM articles", "--format", "csv", "-o", out], None), {
        "sqlite3 -csv": (["sh", "-c", f"sqlite3 -csv -header {OURS} 'SELECT * FROM articles' > {out}"], None),
        "DuckDB COPY": ([python, "-c", DUCKDB, duck, out], None),
    })
    subprocess.run([SAYSO, "--db", OURS, "query", "remove", "bench"], capture_output=True)
    subprocess.run([SAYSO, "--db", OURS, "query", "save", "bench", "--sql", QUERY], check=True, capture_output=True)
    versus("query run", "1.1", ([SAYSO, "--db", OURS, "query", "run", "bench", "--format", "csv"], None), {
        "sqlite3 -csv": (["sqlite3", "-csv", "-header", OURS, QUERY], None),
    })
    for words in ("minister", "soldiers training"):
        versus(f"search {words}", "1.5", ([SAYSO, "--db", OURS, "search", words], None), {
            "sqlite3, FTS5": (["sqlite3", OURS, FIND.format(words)], None),
            "sqlite-utils search": ([f"{VENV}/sqlite-utils", "search", THEIRS, "articles", words, "--limit", "20"], None),
        }, RUNS * 2)
    versus("start", "5 ms", ([SAYSO, "--version"], None), {"sqlite3": (["sqlite3", "--version"], None)}, RUNS * 4)

    names = [row["name"] for row in json.loads(subprocess.run([SAYSO, "--db", OURS, "query", "list", "--format", "json"], check=True, capture_output=True).stdout)]
    for name in (name for name in names if name not in ("bench", "search")):
        asked = ["-p", "subject=troop"] if name == "timeline" else []
        took = [run([SAYSO, "--db", OURS, "query", "run", name, *asked])[0] for _ in range(RUNS)]
        print(f"{'report':<28} {name:<24} {statistics.median(took):8.3f} s")
    print(f"\narchive: {os.path.getsize(OURS) / 1e6:.1f} MB, {os.path.getsize(OURS) / text:.2f} × the text (at most 2.5)")


main()
