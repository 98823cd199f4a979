//! Each kind of damage is found, named, and where reading again or indexing again is said to mend it, it does.

use rstest::rstest;

use super::*;
use crate::archive::invented::{claim, document, entry, figure, source, span};
use crate::model::{Claim, ClaimRef, Document, Reading, Source, SourceKind};

const TEXT: &str = "Élan\n\nSeven ships sailed, said Mara Lindqvist. Nine stayed.";

fn reading() -> Reading {
    let mara = Source { mentions: vec![span(TEXT, "Mara Lindqvist")], ..source(SourceKind::Person, "Mara Lindqvist") };
    let outer = Claim { cue: vec![span(TEXT, "said")], ..claim(&[span(TEXT, "Seven ships sailed")], Some(0)) };
    let inner = Claim { within: Some(ClaimRef(0)), ..claim(&[span(TEXT, "ships sailed")], None) };
    let mut ships = figure(span(TEXT, "Seven ships"), 7.0);
    ships.claim = Some(ClaimRef(0));
    Reading { claims: vec![outer, inner], figures: vec![ships], sources: vec![mara], ..Reading::default() }
}

fn text() -> Document {
    Document { title: Some("Élan".to_owned()), ..document(TEXT) }
}

/// Two articles and a copy of the first.
fn archive() -> Archive {
    let mut archive = Archive::in_memory().unwrap();
    archive.store(&entry(&text(), &reading(), "a.txt")).unwrap();
    let other = document("Nothing was said about it by anybody at all.");
    archive.store(&entry(&other, &Reading::default(), "b.txt")).unwrap();
    archive.store(&entry(&text(), &reading(), "c.txt")).unwrap();
    archive
}

fn findings(archive: &Archive) -> Vec<Finding> {
    let mut found = Vec::new();
    archive.check(&mut |finding| found.push(finding)).unwrap();
    found
}

#[test]
fn a_whole_archive_has_no_findings() {
    let archive = archive();
    assert_eq!(findings(&archive), []);
    assert_eq!(archive.check(&mut |_| ()).unwrap(), archive.counts().unwrap());
    assert_eq!(findings(&Archive::in_memory().unwrap()), []);
}

#[rstest]
#[case::a_word_of_a_text("UPDATE articles SET body = replace(body, 'Seven', 'Eight') WHERE id = 1", &[
    ("hashes", "articles 1: its text has another hash than content_hash"),
    ("spans", "claims 1: at 6 to 24 the text has other words than the row"),
    ("originals", "originals 1"),
    ("spans", "figures 1: at 6 to 17"),
])]
#[case::a_text_cut_short("UPDATE articles SET body = substr(body, 1, 20) WHERE id = 1", &[
    ("hashes", "articles 1"), ("spans", "claims 1"), ("spans", "claims 2"), ("originals", "originals 1"),
    ("spans", "claim_parts of claim 1"),
    ("spans", "source_mentions of source 1: it is said to stand at 31 to 45, which is not in the text"),
])]
#[case::a_hash("UPDATE articles SET content_hash = replace(hex(zeroblob(32)), '00', 'ab') WHERE id = 2", &[
    ("hashes", "articles 2"),
])]
#[case::a_span("UPDATE figures SET start = start + 1, \"end\" = \"end\" + 1", &[("spans", "figures 1: at 7 to 18")])]
#[case::a_mention("UPDATE source_mentions SET \"end\" = 9000", &[("spans", "source_mentions of source 1")])]
#[case::packed_bytes("UPDATE originals SET content = x'28b52ffd' WHERE article_id = 2", &[("originals", "originals 2")])]
#[case::number_of_bytes("UPDATE originals SET bytes = bytes + 1 WHERE article_id = 2", &[("originals", "bytes where")])]
#[case::no_bytes("DELETE FROM originals WHERE article_id = 3", &[("originals", "originals 3: the bytes that it was read from: they are not there")])]
#[case::a_lost_source("PRAGMA foreign_keys = OFF; DELETE FROM sources WHERE id = 1", &[
    ("foreign-keys", "points to a row that is not in sources"),
])]
#[case::a_copy_of_another("UPDATE articles SET duplicate_of = 2 WHERE id = 3", &[("links", "articles 3: it is a copy of an article")])]
#[case::a_foreign_inner_claim("INSERT INTO claims (article_id, kind, content, start, \"end\", negated, within_id, confidence, rule)
    VALUES (2, 'direct', 'Nothing', 0, 7, 0, 1, 1, 'x');
    INSERT INTO claim_parts VALUES (3, 0, 'content', 0, 7)", &[("links", "claims 3: it stands within a claim of another article")])]
#[case::a_claim_without_words("DELETE FROM claim_parts WHERE claim_id = 2", &[("links", "claims 2: it has no words")])]
#[case::a_mention_elsewhere("UPDATE source_mentions SET article_id = 2", &[
    ("links", "source_mentions of source 1: the article in which it stands does not name it"),
])]
#[case::a_figure_of_another("UPDATE figures SET article_id = 2", &[("links", "figures 1"), ("spans", "figures 1")])]
#[case::a_chain_of_mergers("DROP TRIGGER sources_merge;
    INSERT INTO sources (id, name, kind) VALUES (8, 'x', 'person'), (9, 'y', 'person');
    UPDATE sources SET merged_into = 8 WHERE id = 1;
    UPDATE sources SET merged_into = 9 WHERE id = 8", &[("links", "sources 1: it is merged into a source that is merged itself")])]
#[case::an_index_without_an_article("INSERT INTO articles_fts (articles_fts, rowid, title, body)
    SELECT 'delete', id, title, body FROM articles WHERE id = 2", &[("index", "articles 2: its words are not in the full-text index")])]
#[case::an_index_with_too_much("INSERT INTO claims_fts (rowid, content, speaker) VALUES (77, 'ghost', NULL)", &[("index", "claims 77")])]
#[case::an_index_of_other_words("DROP TRIGGER articles_fts_update_in; UPDATE articles SET title = 'Verve' WHERE id = 1", &[("index", "articles 1")])]
#[case::a_broken_index("UPDATE articles_fts_data SET block = x'00' WHERE id > 1", &[("index", "articles 1"), ("index", "articles 2")])]
fn damage_is_found(#[case] damage: &str, #[case] expected: &[(&str, &str)]) {
    let archive = archive();
    archive.connection().execute_batch(damage).unwrap();
    let found = findings(&archive);
    let shown: Vec<String> =
        found.iter().map(|finding| format!("{}: {}", finding.matter.name(), finding.problem)).collect();
    for (matter, words) in expected {
        let told = found.iter().any(|finding| finding.matter.name() == *matter && finding.problem.contains(words));
        assert!(told, "{matter} {words} is not among {shown:#?}");
    }
    let matters: Vec<&str> = expected.iter().map(|(matter, _)| *matter).collect();
    assert!(found.iter().all(|finding| matters.contains(&finding.matter.name())), "more was found: {shown:#?}");
}

#[rstest]
#[case("UPDATE figures SET start = start + 1, \"end\" = \"end\" + 1")]
#[case("DELETE FROM claim_parts WHERE claim_id = 2")]
#[case("UPDATE figures SET article_id = 2")]
fn reading_again_mends(#[case] damage: &str) {
    let mut archive = archive();
    archive.connection().execute_batch(damage).unwrap();
    let found = findings(&archive);
    assert!(!found.is_empty());
    assert!(found.iter().all(|finding| finding.mend == Mend::Reread), "{found:#?}");
    for id in [1, 2, 3] {
        let (document, reading) = if id == 2 {
            (document("Nothing was said about it by anybody at all."), Reading::default())
        } else {
            (text(), reading())
        };
        archive.reread(id, &document, &reading).unwrap();
    }
    assert_eq!(findings(&archive), []);
}

/// Two articles that say the same, and a third that denies it.
fn counted() -> Archive {
    let mut archive = Archive::in_memory().unwrap();
    for (number, denies) in [(0, false), (1, false), (2, true)] {
        let text = format!("Number {number}. Forty wagons reached Tessel, the carters say.");
        let mut said = claim(&[span(&text, "Forty wagons reached Tessel")], None);
        said.gist.words = ["!reach", "#40", "@tessel", "wagon"].map(str::to_owned).to_vec();
        said.gist.denies = denies;
        let mut wagons = figure(span(&text, "Forty wagons"), 40.0);
        wagons.subject = Some("wagon".to_owned());
        wagons.counted = Some("wagons".to_owned());
        let reading = Reading { claims: vec![said], figures: vec![wagons], ..Reading::default() };
        archive.store(&entry(&document(&text), &reading, &format!("{number}.txt"))).unwrap();
    }
    archive
}

#[rstest]
#[case::one_too_many("UPDATE claim_group_tallies SET claims = 4", &["claim_group_tallies 1: the statement has 3 claims, and 4 are counted"])]
#[case::nobody_denies("UPDATE claim_group_tallies SET denied = 0", &["claim_group_tallies 1: the statement has 3 claims, and it is counted otherwise what they say"])]
#[case::not_counted("DELETE FROM claim_group_tallies", &["claim_group_tallies 1: the statement has 3 claims, and 0 are counted"])]
#[case::of_one_claim("PRAGMA foreign_keys = OFF; INSERT INTO claim_groups (id, words) VALUES (8, 'x y');
    INSERT INTO claim_group_tallies VALUES (8, 2, 2, 9, 1, 0, 2, 2)", &["claim_group_tallies 8: the statement has 0 claims, and 2 are counted"])]
#[case::a_lost_subject("DELETE FROM figure_subjects", &["figure_subjects: figures count \"wagon\", called \"wagons\", and it is not there"])]
fn what_reports_go_by_is_counted_again(#[case] damage: &str, #[case] expected: &[&str]) {
    let mut archive = counted();
    assert_eq!(findings(&archive), []);
    archive.connection().execute_batch(damage).unwrap();
    let found = findings(&archive);
    let problems: Vec<&str> = found.iter().map(|finding| finding.problem.as_str()).collect();
    assert_eq!(problems, expected);
    assert!(found.iter().all(|finding| finding.matter == Matter::Tallies && finding.mend == Mend::Reindex));
    archive.reindex().unwrap();
    assert_eq!(findings(&archive), []);
}

#[rstest]
#[case(
    "INSERT INTO articles_fts (articles_fts, rowid, title, body) SELECT 'delete', id, title, body FROM articles WHERE id < 3"
)]
#[case("INSERT INTO claims_fts (rowid, content, speaker) VALUES (77, 'ghost', NULL)")]
#[case("UPDATE articles_fts_data SET block = x'00' WHERE id > 1")]
fn indexing_again_mends(#[case] damage: &str) {
    let mut archive = archive();
    archive.connection().execute_batch(damage).unwrap();
    let found = findings(&archive);
    assert!(!found.is_empty());
    assert!(found.iter().all(|finding| finding.mend == Mend::Reindex), "{found:#?}");
    archive.reindex().unwrap();
    assert_eq!(findings(&archive), []);
}

#[test]
fn every_byte_that_changes_in_a_file_is_told_of_or_harmless() {
    // One byte in each page, where rows stand: nothing panics, and what SQLite cannot open is an error with the file's name.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut archive = Archive::create(&path).unwrap();
    archive.store(&entry(&text(), &reading(), "a.txt")).unwrap();
    drop(archive);
    let whole = std::fs::read(&path).unwrap();
    let mut told = 0;
    for at in (100..whole.len()).step_by(1031) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x5a;
        let copy = folder.path().join(format!("{at}.db"));
        std::fs::write(&copy, bytes).unwrap();
        match Archive::open(&copy) {
            Ok(archive) => {
                let mut found = 0;
                // What SQLite can open and not read is an error too: a word of a full-text index's own definition.
                let checked = archive.check(&mut |_| found += 1);
                told += usize::from(found > 0 || checked.is_err());
            }
            Err(error) => {
                assert!(error.to_string().contains(&format!("{at}.db")), "{error}");
                told += 1;
            }
        }
    }
    assert!(told > 10, "{told}");
}
