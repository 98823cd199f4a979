//! How long storing takes, without reading: `Archive::batch` beside the floor, the very same rows put into the same tables
//! with prepared statements, in as many transactions. `benches/peers.sh` prints its lines.
//!
//!     cargo run --release --example writing -- articles.jsonl [RUNS]

#![allow(clippy::print_stdout, reason = "a program that prints what it measured")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use sayso::archive::{Archive, Entry, Prepared};
use sayso::formats::{self, Hints};
use sayso::model::{Document, Format};
use sayso::reading;

/// Articles in a transaction, as `ingest` has them.
const BATCH: usize = 256;

/// A table, and which of its rows come with which batch: those whose value here is an article's (or a source's) of it.
const TABLES: [(&str, &str); 17] = [
    ("sources", "SELECT min(article_id) FROM article_sources WHERE source_id = t.id"),
    ("source_aliases", "SELECT min(article_id) FROM article_sources WHERE source_id = t.source_id"),
    ("articles", "t.id"),
    ("article_notices", "t.article_id"),
    ("originals", "t.article_id"),
    ("article_sources", "t.article_id"),
    ("source_mentions", "t.article_id"),
    ("claim_groups", "SELECT min(article_id) FROM claims WHERE group_id = t.id"),
    ("claim_group_keys", "SELECT min(article_id) FROM claims WHERE group_id = t.group_id"),
    ("claims", "t.article_id"),
    ("claim_parts", "SELECT article_id FROM claims WHERE id = t.claim_id"),
    ("figures", "t.article_id"),
    ("article_names", "t.article_id"),
    (
        "figure_subjects",
        "SELECT min(article_id) FROM figures WHERE subject = t.subject AND coalesce(counted, '') = t.counted",
    ),
    ("claim_group_tallies", "SELECT min(article_id) FROM claims WHERE group_id = t.group_id"),
    ("near_signatures", "t.article_id"),
    ("near_bands", "t.article_id"),
];

/// The time of this thread on a processor, where Linux tells; else what the clock shows. The first is the same on a machine
/// that does other things too.
fn spent(since: Instant) -> Duration {
    // Brings the kernel's count up to date.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.filter(|&count| count > 0).map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn main() -> Result<()> {
    let began = Instant::now();
    let mut args = std::env::args().skip(1);
    let corpus = args.next().context("name a JSONL file of articles")?;
    let runs: usize = args.next().map_or(Ok(3), |runs| runs.parse())?;
    let folder = tempfile::tempdir()?;
    let text = std::fs::read_to_string(&corpus)?;
    let mut lines: Vec<(Duration, Duration)> = Vec::new();
    for _ in 0..runs {
        let (ours, floor) = (folder.path().join("ours.db"), folder.path().join("floor.db"));
        let stored = store(&ours, &text, began)?;
        let floor_took = copy(&ours, &floor, began)?;
        lines.push((stored, floor_took));
        std::fs::remove_file(ours)?;
        std::fs::remove_file(floor)?;
    }
    let mut ratios: Vec<f64> = lines.iter().map(|(ours, floor)| ours.as_secs_f64() / floor.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    lines.sort();
    let (ours, _) = lines[lines.len() / 2];
    lines.sort_by_key(|&(_, floor)| floor);
    let (_, floor) = lines[lines.len() / 2];
    println!("{:<28} {:<24} {:8.3} s", "writing alone", "sayso", ours.as_secs_f64());
    let ratio = ratios[ratios.len() / 2];
    println!("{:<28} {:<24} {:8.3} s {ratio:36.2} ×  1.2", "", "the same rows, inserted", floor.as_secs_f64());
    Ok(())
}

/// Reads the articles of `text` and stores them at `path`; says how long storing took.
fn store(path: &Path, text: &str, began: Instant) -> Result<Duration> {
    let mut archive = Archive::create(path)?;
    let mut took = Duration::ZERO;
    let lines: Vec<&str> = text.lines().collect();
    for (batch, lines) in lines.chunks(BATCH).enumerate() {
        let hints = Hints { name: Some("articles.json"), format: Some(Format::Json) };
        let mut ready: Vec<(String, Document)> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            for article in formats::read(line.as_bytes(), &hints)? {
                let document = article?.document;
                let place = batch * BATCH + at + 1;
                ready.push((format!("articles.jsonl#{place}"), document));
            }
        }
        let documents: Vec<&Document> = ready.iter().map(|(_, document)| document).collect();
        let readings = reading::read_all(&documents, reading::Aim::Store);
        let prepared: Vec<Prepared> = documents
            .iter()
            .zip(&readings)
            .zip(lines)
            .map(|((document, reading), line)| Prepared::new(document, line.as_bytes(), Some(reading)))
            .collect::<Result<_, _>>()?;
        let entries: Vec<Entry<'_>> = ready
            .iter()
            .zip(&readings)
            .zip(&prepared)
            .zip(lines)
            .map(|((((path, document), reading), prepared), line)| Entry {
                document,
                reading: Some(reading),
                original: line.as_bytes(),
                path,
                ingested_at: "2024-11-03T12:00:00Z",
                prepared: Some(prepared),
            })
            .collect();
        let start = spent(began);
        for stored in archive.batch(&entries)? {
            stored?;
        }
        took += spent(began).saturating_sub(start);
    }
    Ok(took)
}

/// Puts all rows of the archive at `from` into a new one at `to`; says how long the inserts and commits took.
fn copy(from: &Path, to: &Path, began: Instant) -> Result<Duration> {
    drop(Archive::create(to)?);
    let source = Connection::open(from)?;
    let target = Connection::open(to)?;
    target.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    target.execute_batch(
        "PRAGMA foreign_keys = OFF;
         PRAGMA synchronous = NORMAL;
         PRAGMA cache_size = -32000;
         PRAGMA wal_autocheckpoint = 8000;",
    )?;
    let articles: i64 = source.query_row("SELECT max(id) FROM articles", [], |row| row.get(0))?;
    // Rows by table and batch, so that reading them is not measured.
    let mut rows: Vec<BTreeMap<i64, Vec<Vec<Value>>>> = Vec::new();
    let mut inserts = Vec::new();
    for (table, article) in TABLES {
        let names: Vec<String> = source
            .prepare("SELECT '\"' || name || '\"' FROM pragma_table_info(?1)")?
            .query_map([table], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let marks = vec!["?"; names.len()].join(", ");
        inserts.push(format!("INSERT INTO {table} ({}) VALUES ({marks})", names.join(", ")));
        let mut of_table: BTreeMap<i64, Vec<Vec<Value>>> = BTreeMap::new();
        let columns = names.join(", ");
        let sql = format!("SELECT coalesce(({article}), 1) / {BATCH}, {columns} FROM {table} AS t");
        let mut statement = source.prepare(&sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let cells = (1..=names.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
            of_table.entry(row.get(0)?).or_default().push(cells);
        }
        rows.push(of_table);
    }
    let mut took = Duration::ZERO;
    for batch in 0..=articles / BATCH as i64 {
        let start = spent(began);
        target.execute_batch("BEGIN IMMEDIATE")?;
        for (insert, of_table) in inserts.iter().zip(&rows) {
            let mut statement = target.prepare_cached(insert)?;
            for cells in of_table.get(&batch).into_iter().flatten() {
                statement.execute(params_from_iter(cells))?;
            }
        }
        let first = batch * BATCH as i64;
        target
            .prepare_cached(
                "INSERT INTO articles_fts (rowid, title, body)
                 SELECT id, title, body FROM articles_indexed WHERE id >= ?1 ORDER BY id",
            )?
            .execute([first])?;
        target
            .prepare_cached(
                "INSERT INTO claims_fts (rowid, content, speaker)
                 SELECT id, content, speaker FROM claims
                 WHERE id >= (SELECT min(id) FROM claims WHERE article_id >= ?1)",
            )?
            .execute([first])?;
        target.execute_batch("COMMIT")?;
        took += spent(began).saturating_sub(start);
    }
    Ok(took)
}
