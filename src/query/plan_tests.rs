//! How SQLite goes about the built-in queries: a large table is not read from end to end where an index leads to its rows.

use std::collections::BTreeSet;

use super::builtin;
use super::invented::Invented;

/// Tables that grow with what is ingested.
const LARGE: [&str; 8] = [
    "articles",
    "claims",
    "claim_parts",
    "figures",
    "article_sources",
    "source_mentions",
    "near_signatures",
    "originals",
];

/// Where a large table is read as a whole because the question is about all of it, unless a parameter narrows it down: the
/// query, and what it calls the table.
const WHOLE: &[(&str, &str)] = &[
    // The newest first, in the order of an index, until a limit is reached.
    ("articles", "a"),
    ("claims", "a"),
    ("first-hand", "a"),
    ("hedged", "a"),
    ("unnamed", "a"),
    // The last of them, which tells how many there are.
    ("denials", "a"),
    // When and where each was published: from an index alone.
    ("most-quoted", "a"),
];

/// What `sql` calls the large tables, and nothing else: the words after `FROM claims AS`, `JOIN claims AS`.
fn names(sql: &str) -> BTreeSet<&str> {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let (mut large, mut other) = (BTreeSet::new(), BTreeSet::new());
    for words in words.windows(3) {
        if let [table, "AS", name] = words {
            let name = name.trim_end_matches([',', ')']);
            if LARGE.contains(table) {
                large.insert(name)
            } else {
                other.insert(name)
            };
        }
    }
    large.difference(&other).copied().collect()
}

#[test]
fn no_large_table_is_read_whole_without_need() {
    let archive = Invented::empty();
    let mut found = BTreeSet::new();
    for query in builtin() {
        let mut statement = archive.connection.prepare(&format!("EXPLAIN QUERY PLAN {}", query.sql)).unwrap();
        // Parameters that are not bound are null: nothing narrows the question down.
        let mut rows = statement.raw_query();
        let large = names(&query.sql);
        while let Some(row) = rows.next().unwrap() {
            let detail: String = row.get(3).unwrap();
            let scanned = detail.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            // An index of the few rows that are copies or later versions, came through another outlet, or count what is not
            // compared, is not large.
            let few = [
                "articles_by_original",
                "articles_by_near_original",
                "articles_by_first_version",
                "claims_by_via",
                "figures_without_subject",
            ];
            let few = few.iter().any(|index| detail.contains(index));
            if let Some(name) = scanned.filter(|name| large.contains(name) && !few) {
                found.insert((query.name.clone(), name.to_owned()));
            }
        }
    }
    let known: BTreeSet<_> = WHOLE.iter().map(|&(query, name)| (query.to_owned(), name.to_owned())).collect();
    let more: Vec<_> = found.difference(&known).collect();
    assert!(
        more.is_empty(),
        "read as a whole: {more:?}; lead to the rows by an index, or say in WHOLE why all are needed"
    );
    let fewer: Vec<_> = known.difference(&found).collect();
    assert!(fewer.is_empty(), "no longer read as a whole, so not to be named in WHOLE: {fewer:?}");
}
