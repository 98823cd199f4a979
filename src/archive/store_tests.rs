//! What storing keeps to, article by article and in batches.

use super::entry::{Entry, Known, Stored};
use super::invented::{NOON, articles, claim, document, entry, figure, source, span};
use super::{Archive, ArchiveError, Counts, article, bulk};
use crate::model::{Base, ClaimRef, CodePoints, Document, Figure, Reading, SourceKind, SourceRef, Span};
use proptest::prelude::*;
use rstest::rstest;

/// Every table's rows, so that "nothing changed" means nothing.
fn dump(archive: &Archive) -> Vec<String> {
    let connection = archive.connection();
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut rows = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cells: Vec<String> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            rows.push(format!("{table}: {}", cells.join(", ")));
        }
    }
    rows
}

/// As [`dump`], without how the full-text indexes are laid out and when the archive was made.
fn rows_of(archive: &Archive) -> Vec<String> {
    dump(archive).into_iter().filter(|row| !row.contains("_fts_") && !row.starts_with("refinery")).collect()
}

fn number(archive: &Archive, sql: &str) -> i64 {
    archive.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// What anybody with an SQLite client may check.
fn verify(archive: &Archive) {
    for (table, text) in [("claims", "content"), ("figures", "text")] {
        let broken = format!(
            "SELECT count(*) FROM {table} AS t JOIN articles AS a ON a.id = t.article_id
             WHERE substr(a.body, t.start + 1, t.end - t.start) IS NOT t.{text}"
        );
        assert_eq!(number(archive, &broken), 0, "{table}");
    }
    let lost = "SELECT count(*) FROM source_mentions AS m JOIN articles AS a ON a.id = m.article_id
                WHERE m.end > length(a.body)";
    assert_eq!(number(archive, lost), 0);
    let connection = archive.connection();
    for index in ["articles_fts", "claims_fts"] {
        let check = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
        connection.execute_batch(&check).unwrap();
    }
    let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    assert_eq!(number(archive, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_batch_is_as_one_after_the_other(articles in prop::collection::vec(articles(), 1..5)) {
        let paths: Vec<String> = (0..articles.len()).map(|at| format!("{at}.txt")).collect();
        let entries: Vec<Entry<'_>> = articles
            .iter()
            .zip(&paths)
            .map(|((document, reading), path)| entry(document, reading, path))
            .collect();
        let (mut batch, mut alone) = (Archive::in_memory().unwrap(), Archive::in_memory().unwrap());
        batch.batch(&entries).unwrap();
        for entry in &entries {
            alone.store(entry).unwrap();
        }
        verify(&batch);
        prop_assert_eq!(rows_of(&batch), rows_of(&alone));
    }

    #[test]
    fn what_is_stored_comes_back((document, reading) in articles()) {
        let mut archive = Archive::in_memory().unwrap();
        let stored = archive.store(&entry(&document, &reading, "a.txt")).unwrap();
        let back = archive.article(stored.article()).unwrap().unwrap();
        verify(&archive);

        let body = document.text.replace('\0', "\u{FFFD}");
        let points = CodePoints::new(&body);
        prop_assert_eq!(&back.body, &body);
        prop_assert_eq!(&back.content_hash, &article::content_hash(&body));
        prop_assert_eq!(&back.title, &document.title);
        prop_assert_eq!(&back.byline, &document.byline);
        prop_assert_eq!(&back.external_id, &document.id);
        prop_assert_eq!(&back.published_at, &document.published_at);
        prop_assert_eq!(back.format.as_str(), document.format.name());
        prop_assert_eq!(back.notices.len(), 1 + reading.notices.len());
        prop_assert_eq!(archive.original(back.id).unwrap().unwrap(), document.text.as_bytes());

        prop_assert_eq!(back.claims.len(), reading.claims.len());
        for (claim, stored) in reading.claims.iter().zip(&back.claims) {
            prop_assert_eq!(stored.kind.as_str(), claim.kind.name());
            prop_assert_eq!(&stored.hedge, &claim.hedge);
            prop_assert_eq!(stored.negated, claim.negated);
            prop_assert_eq!(stored.confidence, claim.confidence);
            prop_assert_eq!(stored.source_id.is_some(), claim.speaker.is_some());
            prop_assert_eq!(stored.via_id.is_some(), claim.via.is_some());
            let outer = claim.within.map(|ClaimRef(at)| back.claims[at].id);
            prop_assert_eq!(stored.within_id, outer);
            let spans: Vec<Span> = claim.content.iter().chain(&claim.cue).chain(&claim.source).copied().collect();
            let texts: Vec<&str> = spans.iter().map(|&span| points.slice(span)).collect();
            prop_assert_eq!(stored.parts.iter().map(|part| part.span).collect::<Vec<_>>(), spans);
            prop_assert_eq!(stored.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>(), texts);
        }
        prop_assert_eq!(back.figures.len(), reading.figures.len());
        for (figure, stored) in reading.figures.iter().zip(&back.figures) {
            prop_assert_eq!(stored.span, figure.span);
            prop_assert_eq!((stored.value, stored.low, stored.high), (figure.value, figure.low, figure.high));
            prop_assert_eq!(stored.bound.as_str(), figure.bound.name());
            prop_assert_eq!((&stored.unit, &stored.per), (&figure.unit, &figure.per));
            prop_assert_eq!((&stored.counted, &stored.noun), (&figure.counted, &figure.noun));
            prop_assert_eq!((&stored.subject, &stored.hedge), (&figure.subject, &figure.hedge));
            prop_assert_eq!(
                (&stored.subject_qualifier, &stored.place, &stored.as_of),
                (&figure.subject_qualifier, &figure.place, &figure.as_of)
            );
            let base = stored.base_unit.clone().map(|unit| Base {
                unit,
                value: stored.base_value,
                low: stored.base_low,
                high: stored.base_high,
            });
            prop_assert_eq!(base, figure.base.clone());
            prop_assert_eq!(stored.claim_id, figure.claim.map(|ClaimRef(at)| back.claims[at].id));
            prop_assert_eq!(stored.source_id.is_some(), figure.source.is_some());
        }
    }

    #[test]
    fn again_changes_nothing_and_deletion_leaves_nothing((document, reading) in articles()) {
        let mut archive = Archive::in_memory().unwrap();
        let first = archive.store(&entry(&document, &reading, "a.txt")).unwrap().article();
        let before = dump(&archive);
        let again = archive.store(&entry(&document, &reading, "a.txt")).unwrap();
        prop_assert_eq!(again, Stored::Unchanged { article: first });
        prop_assert_eq!(dump(&archive), before);

        archive.connection().execute("DELETE FROM articles", []).unwrap();
        verify(&archive);
        for table in ["claims", "claim_parts", "figures", "originals", "article_notices", "source_mentions"] {
            prop_assert_eq!(number(&archive, &format!("SELECT count(*) FROM {table}")), 0, "{}", table);
        }
        prop_assert_eq!(number(&archive, "SELECT count(*) FROM sources WHERE article_id IS NOT NULL"), 0);
        prop_assert_eq!(number(&archive, "SELECT count(*) FROM claims_fts_docsize"), 0);
    }
}

/// An article with a claim in two pieces around its cue, a figure in it, and a source.
fn payday() -> (Document, Reading) {
    let text = "“The pay 🪖 is low,” Ann Lee said, “at 900 dollars a month.”";
    let mut said = claim(&[span(text, "“The pay 🪖 is low,”"), span(text, "“at 900 dollars a month.”")], Some(0));
    said.cue = vec![span(text, "said")];
    said.source = vec![span(text, "Ann Lee")];
    let mut pay = figure(span(text, "900 dollars"), 900.0);
    pay.claim = Some(ClaimRef(0));
    pay.source = Some(SourceRef(0));
    let mut lee = source(SourceKind::Person, "Ann Lee");
    lee.mentions = vec![span(text, "Ann Lee")];
    (document(text), Reading { claims: vec![said], figures: vec![pay], sources: vec![lee], ..Reading::default() })
}

#[test]
fn the_content_runs_from_the_first_piece_to_the_last() {
    let (document, reading) = payday();
    let mut archive = Archive::in_memory().unwrap();
    let id = archive.store(&entry(&document, &reading, "a.txt")).unwrap().article();
    let article = archive.article(id).unwrap().unwrap();
    assert_eq!(article.claims[0].content, document.text);
    assert_eq!(article.claims[0].speaker.as_deref(), Some("Ann Lee"));
    assert_eq!(article.claims[0].cue.as_deref(), Some("said"));
    let content: Vec<_> =
        article.claims[0].parts.iter().filter(|part| part.role == "content").map(|part| &part.text).collect();
    assert_eq!(content, ["“The pay 🪖 is low,”", "“at 900 dollars a month.”"]);
    assert_eq!(article.figures[0].source.as_deref(), Some("Ann Lee"));
}

#[rstest]
#[case::same_path("a.txt", None, None, "unchanged")]
#[case::same_address("b.txt", Some("https://x/1"), Some("https://x/1"), "unchanged")]
#[case::other_path("b.txt", None, None, "duplicate")]
#[case::other_address("b.txt", Some("https://x/1"), Some("https://x/2"), "duplicate")]
#[case::place_in_a_file("a.txt#2", None, None, "duplicate")]
fn the_same_text(
    #[case] path: &str,
    #[case] first_url: Option<&str>,
    #[case] second_url: Option<&str>,
    #[case] expected: &str,
) {
    let (mut document, reading) = payday();
    let mut archive = Archive::in_memory().unwrap();
    assert_eq!(archive.known(&document, "a.txt").unwrap(), Known::New);
    document.url = first_url.map(str::to_owned);
    let first = archive.store(&entry(&document, &reading, "a.txt")).unwrap().article();
    document.url = second_url.map(str::to_owned);
    let known = archive.known(&document, path).unwrap();
    let unread = Entry { reading: None, ..entry(&document, &reading, path) };
    let stored = archive.store(&unread).unwrap();
    match expected {
        "unchanged" => {
            assert_eq!(known, Known::Unchanged { article: first });
            assert_eq!(stored, Stored::Unchanged { article: first });
            assert_eq!(archive.counts().unwrap().duplicates, 0);
        }
        _ => {
            assert_eq!(known, Known::Duplicate { of: first });
            assert!(matches!(stored, Stored::Duplicate { of, article } if of == first && article != first));
            let counts = archive.counts().unwrap();
            assert_eq!((counts.articles, counts.duplicates, counts.claims, counts.figures), (1, 1, 1, 1));
            assert_eq!(archive.article(first).unwrap().unwrap().duplicates, [stored.article()]);
            // A third copy points to the first, not to the second.
            let third = archive.store(&Entry { path: "c.txt", ..unread }).unwrap();
            assert!(matches!(third, Stored::Duplicate { of, .. } if of == first) || second_url.is_some());
        }
    }
    verify(&archive);
}

#[rstest]
#[case::moved("wire.jsonl#2", 7, true)]
#[case::alone_now("wire.jsonl", 7, true)]
#[case::of_another_identifier("wire.jsonl#2", 8, false)]
#[case::of_another_file("other.jsonl#1", 7, false)]
#[case::of_a_file_whose_name_goes_on("wire.jsonl.old#1", 7, false)]
fn an_entry_that_moved_in_its_file_is_the_same(#[case] path: &str, #[case] id: u32, #[case] same: bool) {
    let (mut document, reading) = payday();
    let mut archive = Archive::in_memory().unwrap();
    document.id = Some(7.into());
    archive.store(&entry(&document, &reading, "wire.jsonl#1")).unwrap();
    document.id = Some(id.into());
    let known = archive.known(&document, path).unwrap();
    assert_eq!(known, if same { Known::Unchanged { article: 1 } } else { Known::Duplicate { of: 1 } });
}

#[test]
fn a_changed_text_under_the_same_path_is_another_article() {
    let (document, reading) = payday();
    let mut archive = Archive::in_memory().unwrap();
    archive.store(&entry(&document, &reading, "a.txt")).unwrap();
    let changed = super::invented::document("Something else.");
    let stored = archive.store(&entry(&changed, &Reading::default(), "a.txt")).unwrap();
    assert!(matches!(stored, Stored::Added { .. }));
    assert_eq!(archive.counts().unwrap().articles, 2);
}

#[test]
fn a_new_text_without_a_reading_is_refused() {
    let (document, reading) = payday();
    let mut archive = Archive::in_memory().unwrap();
    let unread = Entry { reading: None, ..entry(&document, &reading, "a.txt") };
    assert!(matches!(archive.store(&unread), Err(ArchiveError::Unread { .. })));
    assert_eq!(archive.counts().unwrap(), Counts::default());
}

#[rstest]
#[case::in_the_claims("claims")]
#[case::in_the_parts("claim_parts")]
#[case::in_the_figures("figures")]
#[case::in_the_mentions("source_mentions")]
#[case::in_the_originals("originals")]
fn a_failure_midway_leaves_no_trace(#[case] table: &str) {
    let (document, reading) = payday();
    let mut archive = Archive::in_memory().unwrap();
    let before = dump(&archive);
    let fail =
        format!("CREATE TEMP TRIGGER fail BEFORE INSERT ON main.{table} BEGIN SELECT raise(FAIL, 'injected'); END");
    archive.connection().execute_batch(&fail).unwrap();
    assert!(archive.store(&entry(&document, &reading, "a.txt")).unwrap_err().to_string().contains("injected"));
    assert_eq!(dump(&archive), before);
    archive.connection().execute_batch("DROP TRIGGER temp.fail").unwrap();
    archive.store(&entry(&document, &reading, "a.txt")).unwrap();
    verify(&archive);
}

#[test]
fn one_bad_article_of_a_batch_stops_no_other() {
    let (good, reading) = payday();
    let other = super::invented::document("Short.");
    let third = super::invented::document("Third text.");
    let mut archive = Archive::in_memory().unwrap();
    let outcomes = archive
        .batch(&[
            entry(&good, &reading, "a.txt"),
            // Its spans lie beyond the text.
            entry(&other, &reading, "b.txt"),
            entry(&third, &Reading::default(), "c.txt"),
            entry(&good, &reading, "d.txt"),
        ])
        .unwrap();
    assert!(matches!(outcomes[0], Ok(Stored::Added { article: 1 })));
    assert!(matches!(&outcomes[1], Err(ArchiveError::Unfit { path, .. }) if path == "b.txt"));
    assert!(matches!(outcomes[2], Ok(Stored::Added { .. })));
    assert!(matches!(outcomes[3], Ok(Stored::Duplicate { of: 1, .. })));
    assert_eq!(archive.counts().unwrap().articles, 2);
    verify(&archive);
}

#[test]
fn an_article_that_fails_while_it_is_written_leaves_nothing_in_its_batch() {
    let (good, reading) = payday();
    let other = super::invented::document(&format!("{} Again.", good.text));
    let third = super::invented::document("Third text.");
    let nothing = Reading::default();
    let batch = [entry(&good, &reading, "a.txt"), entry(&other, &reading, "b.txt"), entry(&third, &nothing, "c.txt")];
    let fail = "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.figures WHEN new.article_id = 2
                BEGIN SELECT raise(ABORT, 'no'); END";
    let mut archive = Archive::in_memory().unwrap();
    archive.connection().execute_batch(fail).unwrap();
    let outcomes = archive.batch(&batch).unwrap();
    assert!(matches!(outcomes[0], Ok(Stored::Added { article: 1 })));
    assert!(matches!(&outcomes[1], Err(ArchiveError::Unfit { path, .. }) if path == "b.txt"));
    assert!(matches!(outcomes[2], Ok(Stored::Added { article: 2 })));
    verify(&archive);
    let mut without = Archive::in_memory().unwrap();
    for at in [0, 2] {
        without.store(&batch[at]).unwrap();
    }
    assert_eq!(rows_of(&archive), rows_of(&without));
    // Foreign keys and triggers are on again.
    let connection = archive.connection();
    assert!(connection.execute("INSERT INTO article_notices VALUES (99, 0, 'x')", []).is_err());
    connection.execute("UPDATE articles SET title = 'Anew' WHERE id = 1", []).unwrap();
    verify(&archive);
}

#[test]
fn what_another_program_added_to_an_archive_is_served_in_a_batch_too() {
    let (good, reading) = payday();
    for theirs in [
        "CREATE TABLE seen (id INTEGER);
         CREATE TRIGGER theirs AFTER INSERT ON articles BEGIN INSERT INTO seen VALUES (new.id); END",
        "CREATE TABLE seen (id INTEGER REFERENCES SOURCES (id) ON DELETE CASCADE);
         INSERT INTO seen VALUES (NULL)",
    ] {
        let mut archive = Archive::in_memory().unwrap();
        archive.connection().execute_batch(theirs).unwrap();
        let eased = bulk::ease(archive.connection()).unwrap();
        assert!(!eased.is_so());
        eased.end(archive.connection()).unwrap();
        archive.batch(&[entry(&good, &reading, "a.txt")]).unwrap().remove(0).unwrap();
        assert_eq!(number(&archive, "SELECT count(*) FROM seen"), 1);
        verify(&archive);
    }
    let archive = Archive::in_memory().unwrap();
    assert!(bulk::ease(archive.connection()).unwrap().is_so());
}

#[test]
fn a_batch_that_cannot_go_on_stores_nothing() {
    let (good, reading) = payday();
    let other = super::invented::document("Short.");
    let mut archive = Archive::in_memory().unwrap();
    // As a full disk: the second article's insert fails in SQLite.
    let fail = "CREATE TEMP TRIGGER fail BEFORE INSERT ON main.articles WHEN new.path = 'b.txt'
                BEGIN SELECT raise(ROLLBACK, 'disk'); END";
    archive.connection().execute_batch(fail).unwrap();
    let nothing = Reading::default();
    let outcome = archive.batch(&[entry(&good, &reading, "a.txt"), entry(&other, &nothing, "b.txt")]);
    assert!(outcome.is_err());
    assert_eq!(archive.counts().unwrap(), Counts::default());
    // And the connection is fit for more.
    archive.store(&entry(&good, &reading, "a.txt")).unwrap();
}

#[rstest]
#[case::span_beyond_the_text(|reading: &mut Reading| reading.figures[0].span = Span::new(5, 6000))]
#[case::empty_span(|reading: &mut Reading| reading.figures[0].span = Span::new(5, 5))]
#[case::claim_without_content(|reading: &mut Reading| reading.claims[0].content.clear())]
#[case::claim_in_itself(|reading: &mut Reading| reading.claims[0].within = Some(ClaimRef(0)))]
#[case::no_such_source(|reading: &mut Reading| reading.claims[0].via = Some(SourceRef(7)))]
#[case::no_such_claim(|reading: &mut Reading| reading.figures[0].claim = Some(ClaimRef(7)))]
#[case::no_unit(|reading: &mut Reading| reading.figures[0].unit.clear())]
fn a_reading_that_does_not_fit_is_refused(#[case] spoil: fn(&mut Reading)) {
    let (document, mut reading) = payday();
    spoil(&mut reading);
    let mut archive = Archive::in_memory().unwrap();
    assert!(matches!(archive.store(&entry(&document, &reading, "a.txt")), Err(ArchiveError::Unfit { .. })));
    assert_eq!(archive.counts().unwrap(), Counts::default());
}

#[test]
fn a_date_that_is_none_is_a_notice() {
    let (mut document, reading) = payday();
    document.published_at = Some("last Tuesday".to_owned());
    let mut archive = Archive::in_memory().unwrap();
    let id = archive.store(&entry(&document, &reading, "a.txt")).unwrap().article();
    let article = archive.article(id).unwrap().unwrap();
    assert_eq!(article.published_at, None);
    assert!(article.notices[0].contains("last Tuesday"));
    assert_eq!(article.ingested_at, NOON);
}

#[test]
fn two_connections_store_the_same_articles_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sayso.db");
    let (sample, reading) = payday();
    let documents: Vec<Document> = (0..30).map(|n| document(&format!("{} {n}", sample.text))).collect();
    // Each thread also makes the archive: whoever comes first.
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (path, documents, reading) = (&path, &documents, &reading);
            scope.spawn(move || {
                let mut archive = Archive::create(path).unwrap();
                for at in 0..documents.len() {
                    let at = (at + writer * 7) % documents.len();
                    archive.store(&entry(&documents[at], reading, &format!("{at}.txt"))).unwrap();
                }
            });
            scope.spawn(move || {
                // A reader never waits, and sees whole articles only.
                let reader = loop {
                    match Archive::open(path) {
                        Err(ArchiveError::Missing(_)) => std::thread::yield_now(),
                        opened => break opened.unwrap(),
                    }
                };
                for _ in 0..20 {
                    let torn: i64 = reader
                        .connection()
                        .query_row(
                            "SELECT count(*) FROM articles AS a
                             WHERE NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.article_id = a.id)",
                            [],
                            |row| row.get(0),
                        )
                        .unwrap();
                    assert_eq!(torn, 0);
                }
            });
        }
    });
    let archive = Archive::open(&path).unwrap();
    let counts = archive.counts().unwrap();
    assert_eq!((counts.articles, counts.duplicates, counts.claims), (30, 0, 30));
    assert_eq!(counts.sources, 1, "Ann Lee is one person");
    verify(&archive);
}

#[test]
fn figures_keep_infinity_and_drop_what_is_no_number() {
    let (document, mut reading) = payday();
    let sample = reading.figures[0].clone();
    reading.figures.push(Figure { value: Some(f64::INFINITY), low: Some(f64::NAN), high: None, ..sample });
    let mut archive = Archive::in_memory().unwrap();
    let id = archive.store(&entry(&document, &reading, "a.txt")).unwrap().article();
    let article = archive.article(id).unwrap().unwrap();
    assert_eq!((article.figures[1].value, article.figures[1].low), (Some(f64::INFINITY), None));
}
