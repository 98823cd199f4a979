//! Archives of every schema that was ever released open in this version, with all that they hold.
//!
//! `fixtures/archives/v<n>.db` are as the schema of that number was. A new migration brings its own, which stays as it is:
//!
//!     cargo test --test archives -- --ignored make

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};
use support::{Desk, contents};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// The first schema that a program was released with: those before it came in one go.
const FIRST: u32 = 4;
/// The newest of which one is kept; each later one adds to them.
const AT_LEAST: u32 = 11;

const TEXT: &str = "Column crosses the bridge\n\nUp to 12,000 soldiers crossed the bridge on Monday, said Mara Lindqvist, a \
    spokeswoman for the border guard. “We counted every one of them,” she told Example Agency.\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archives")
}

/// The kept archives, by the number of their schema.
fn kept() -> Vec<(u32, PathBuf)> {
    let mut kept: Vec<(u32, PathBuf)> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| Some((path.file_stem()?.to_str()?.strip_prefix('v')?.parse().ok()?, path)))
        .collect();
    kept.sort();
    kept
}

fn put(desk: &Desk, archive: &Path) {
    fs::copy(archive, desk.path("sayso.db")).unwrap();
}

#[test]
fn every_schema_has_its_archive() {
    let numbers: Vec<u32> = kept().into_iter().map(|(number, _)| number).collect();
    assert!((FIRST..=AT_LEAST).all(|number| numbers.contains(&number)), "{numbers:?}");
}

#[test]
fn each_opens_with_all_that_it_holds() {
    for (number, archive) in kept() {
        let desk = Desk::new();
        put(&desk, &archive);
        desk.out(0, &["check"]);
        let articles = desk.out(0, &["sql", "-f", "csv", "SELECT path, length(body) AS n FROM articles ORDER BY id"]);
        let length = TEXT.chars().count();
        assert_eq!(articles, format!("path,n\r\nbridge.txt,{length}\r\ncopy.txt,{length}\r\n"), "v{number}");
        let claims = desk.out(0, &["query", "run", "claims", "-f", "csv"]);
        assert!(claims.contains("Up to 12,000 soldiers crossed the bridge on Monday"), "v{number}: {claims}");
        assert!(desk.out(0, &["search", "12,000", "soldiers"]).contains("soldiers"), "v{number}");
        assert_eq!(desk.out(0, &["query", "run", "mine", "-f", "csv"]), "n\r\n2\r\n", "v{number}");
        // The bytes are there, and read as any article is today.
        desk.out(0, &["reread"]);
        desk.out(0, &["check"]);
        desk.write("bridge.txt", TEXT);
        assert!(desk.out(0, &["ingest", "--json", "bridge.txt"]).contains("\"unchanged\""), "v{number}");
        assert!(desk.out(0, &["query", "run", "claims", "-f", "csv"]).contains("Mara Lindqvist"), "v{number}");
    }
}

#[cfg(unix)]
#[test]
fn a_migration_for_which_there_is_no_room_leaves_the_archive_as_it_was() {
    for (number, archive) in kept() {
        let desk = Desk::new();
        put(&desk, &archive);
        let before = fs::read(&archive).unwrap();
        let program = assert_cmd::cargo::cargo_bin!("sayso");
        // No file may grow, the journal of the change included.
        let script = format!("trap '' XFSZ; ulimit -f 1; exec {} query list", program.display());
        let output =
            std::process::Command::new("sh").args(["-c", &script]).current_dir(desk.path("")).output().unwrap();
        if output.status.success() {
            continue; // The newest needs no migration.
        }
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains("sayso.db"), "v{number}: {err}");
        assert_eq!(fs::read(desk.path("sayso.db")).unwrap(), before, "v{number}");
        desk.out(0, &["check"]);
        contents::verify(&desk.path("sayso.db"));
    }
}

/// Makes the archives that are missing: the migrations up to a number, and the rows that its program would have written.
#[test]
#[ignore = "writes fixtures"]
fn make() {
    fs::create_dir_all(folder()).unwrap();
    let mut numbers: Vec<i32> =
        embedded::migrations::runner().get_migrations().iter().map(refinery::Migration::version).collect();
    numbers.sort_unstable();
    for number in numbers.into_iter().filter(|number| *number >= FIRST as i32) {
        let path = folder().join(format!("v{number}.db"));
        if path.exists() {
            continue;
        }
        let mut connection = Connection::open(&path).unwrap();
        connection.execute_batch("PRAGMA page_size = 1024; PRAGMA foreign_keys = ON").unwrap();
        let target = refinery::Target::Version(number);
        embedded::migrations::runner().set_grouped(true).set_target(target).run(&mut connection).unwrap();
        fill(&connection, number);
        connection.execute_batch("VACUUM").unwrap();
    }
}

fn fill(connection: &Connection, number: i32) {
    let hash: String = Sha256::digest(TEXT.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    connection
        .execute_batch(
            "INSERT INTO sources (id, name, kind, role) VALUES
                 (1, 'Mara Lindqvist', 'person', 'spokeswoman'), (2, 'Example Agency', 'outlet', NULL), (3, 'M. Lindqvist', 'person', NULL);
             UPDATE sources SET merged_into = 1 WHERE id = 3;
             INSERT INTO source_aliases (source_id, alias, key) VALUES
                 (1, 'Mara Lindqvist', 'mara lindqvist'), (2, 'Example Agency', 'example agency'), (3, 'M. Lindqvist', 'm lindqvist');",
        )
        .unwrap();
    for (id, path, of) in [(1, "bridge.txt", None), (2, "copy.txt", Some(1))] {
        connection
            .execute(
                "INSERT INTO articles (id, title, published_at, language, content_hash, format, path, ingested_at, duplicate_of, body)
                 VALUES (?1, 'Column crosses the bridge', '2024-11-03', 'en', ?2, 'text', ?3, '2024-11-04T08:00:00Z', ?4, ?5)",
                params![id, hash, path, of, TEXT],
            )
            .unwrap();
        let packed = zstd::bulk::compress(TEXT.as_bytes(), 3).unwrap();
        connection
            .execute(
                "INSERT INTO originals (article_id, bytes, content) VALUES (?1, ?2, ?3)",
                params![id, TEXT.len() as i64, packed],
            )
            .unwrap();
    }
    let place = |words: &str| {
        let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
        (start as i64, (start + words.chars().count()) as i64)
    };
    let (start, end) = place("Mara Lindqvist");
    connection.execute("INSERT INTO source_mentions VALUES (1, 1, ?1, ?2)", [start, end]).unwrap();
    let content = "Up to 12,000 soldiers crossed the bridge on Monday";
    let (start, end) = place(content);
    connection
        .execute(
            "INSERT INTO claims (id, article_id, source_id, kind, cue, content, start, \"end\", negated, confidence, speaker, rule)
             VALUES (1, 1, 1, 'indirect', 'said', ?1, ?2, ?3, 0, 0.9, 'Mara Lindqvist', 'cue')",
            params![content, start, end],
        )
        .unwrap();
    for (seq, role, words) in [(0, "content", content), (1, "cue", "said"), (2, "source", "Mara Lindqvist")] {
        let (start, end) = place(words);
        connection
            .execute(
                if number < 10 {
                    "INSERT INTO claim_parts (claim_id, seq, role, start, \"end\", text) VALUES (1, ?1, ?2, ?3, ?4, ?5)"
                } else {
                    "INSERT INTO claim_parts (claim_id, seq, role, start, \"end\") SELECT 1, ?1, ?2, ?3, ?4 WHERE ?5 <> ''"
                },
                params![seq, role, start, end, words],
            )
            .unwrap();
    }
    let (start, end) = place("Up to 12,000 soldiers");
    connection
        .execute(
            "INSERT INTO figures (article_id, claim_id, source_id, text, start, \"end\", high, bound, unit, counted, noun, subject)
             VALUES (1, 1, 1, 'Up to 12,000 soldiers', ?1, ?2, 12000, 'at_most', 'count', 'soldiers', 'soldier', 'soldier')",
            [start, end],
        )
        .unwrap();
    connection
        .execute(
            "INSERT INTO saved_queries (name, sql, created_at, updated_at)
             VALUES ('mine', 'SELECT count(*) AS n FROM articles', '2024-11-04T08:00:00Z', '2024-11-04T08:00:00Z')",
            [],
        )
        .unwrap();
    if number >= 6 {
        connection
            .execute_batch(
                "INSERT INTO article_sources (article_id, seq, source_id, name, role) VALUES (1, 0, 1, 'Mara Lindqvist', 'spokeswoman');
                 INSERT INTO source_decisions (made_at, action, source_id, other_id) VALUES ('2024-11-04T09:00:00Z', 'merge', 3, 1);",
            )
            .unwrap();
    }
    if number >= 8 {
        connection.execute("INSERT INTO near_bands VALUES (?1, 1), (7, 1), (-7, 1)", [i64::MIN]).unwrap();
    }
    if number >= 9 {
        connection
            .execute_batch(
                "INSERT INTO claim_groups (id, words) VALUES (1, '!cross #12000 bridge soldier');
                 INSERT INTO claim_group_keys (key, group_id) VALUES (281474976710655, 1), (7, 1);
                 UPDATE claims SET group_id = 1, denies = 0, certainty = 3;",
            )
            .unwrap();
    }
}
