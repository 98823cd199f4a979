//! Claims that pass on one statement are grouped, others are not: pairs of sentences that were labelled beforehand.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rusqlite::Connection;
use sayso::archive::{Archive, Entry};
use sayso::model::Document;
use sayso::reading;

/// Stores each of `texts` as an article and gives the groups of each one's claims.
fn groups(texts: &[&str]) -> Vec<BTreeSet<i64>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pairs.db");
    let mut archive = Archive::create(&path).unwrap();
    let ids: Vec<i64> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let document = Document { text: (*text).to_owned(), ..Document::default() };
            let reading = reading::read(&document);
            let path = format!("{at}.txt");
            let entry = Entry {
                prepared: None,
                document: &document,
                reading: Some(&reading),
                original: text.as_bytes(),
                path: &path,
                ingested_at: "2025-01-01T00:00:00Z",
            };
            archive.store(&entry).unwrap().article()
        })
        .collect();
    drop(archive);
    let connection = Connection::open(&path).unwrap();
    let mut find = connection
        .prepare("SELECT group_id FROM claims WHERE coalesce((SELECT duplicate_of FROM articles WHERE id = ?1), ?1) = article_id AND group_id IS NOT NULL")
        .unwrap();
    ids.iter().map(|id| find.query_map([id], |row| row.get(0)).unwrap().map(Result::unwrap).collect()).collect()
}

/// Precision, recall and their harmonic mean over `pairs`, with what went wrong.
fn score(pairs: &[(bool, &str, &str)]) -> (f64, String) {
    let texts: Vec<&str> = pairs.iter().flat_map(|(_, a, b)| [*a, *b]).collect();
    let groups = groups(&texts);
    let (mut hits, mut found, mut wanted, mut unread) = (0.0, 0.0, 0.0, 0);
    let mut wrong = String::new();
    for ((same, a, b), sides) in pairs.iter().zip(groups.chunks(2)) {
        let joined = !sides[0].is_disjoint(&sides[1]);
        hits += f64::from(u8::from(joined && *same));
        found += f64::from(u8::from(joined));
        wanted += f64::from(u8::from(*same));
        unread += u32::from(*same && sides.iter().any(BTreeSet::is_empty));
        if joined != *same {
            writeln!(wrong, "{} {a} | {b}", if *same { "missed:" } else { "wrong: " }).unwrap();
        }
    }
    let f1 = 2.0 * hits / (found + wanted);
    (
        f1,
        format!(
            "precision {:.3}, recall {:.3}, F1 {f1:.3}; {unread} of one statement not read on both sides\n{wrong}",
            hits / found,
            hits / wanted
        ),
    )
}

#[test]
fn pairs_are_grouped_as_they_were_labelled() {
    let pairs: Vec<(bool, &str, &str)> = include_str!("groups/pairs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[0] == "same", cells[1], cells[2])
        })
        .collect();
    assert!(pairs.len() >= 150);
    // Two lines in a row are about one story: of four, two were looked at and two were kept aside.
    let half = |kept: bool| -> Vec<_> {
        pairs.iter().enumerate().filter(|(at, _)| (at / 2 % 2 == 1) == kept).map(|(_, pair)| *pair).collect()
    };
    let (seen, kept) = (score(&half(false)), score(&half(true)));
    eprintln!("looked at: {}", seen.1);
    if std::env::var_os("SHOW_KEPT").is_some() {
        eprintln!("kept aside: {}", kept.1);
    } else {
        eprintln!("kept aside: {}", kept.1.lines().next().unwrap());
    }
    assert!(seen.0 >= 0.85 && kept.0 >= 0.85);
}
