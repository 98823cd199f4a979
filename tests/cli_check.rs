//! `sayso check` and `sayso backup` from outside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::Desk;

fn edit(desk: &Desk, sql: &str) {
    rusqlite::Connection::open(desk.path("sayso.db")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_whole_archive_is_said_to_be_so() {
    let desk = Desk::with_articles();
    insta::assert_snapshot!(desk.out(0, &["check"]), @r"
    file          ok
    foreign-keys  ok
    links         ok
    hashes        ok
    originals     ok
    spans         ok
    index         ok
    tallies       ok
    sayso.db: 2 articles, 0 linked copies, 4 claims, 2 figures
    ");
    assert_eq!(desk.out(0, &["check", "--json"]), "");
    assert_eq!(desk.names(""), ["news", "sayso.db"]);
}

#[test]
fn what_is_wrong_is_named_with_what_mends_it_and_that_does() {
    let desk = Desk::with_articles();
    edit(&desk, "UPDATE figures SET start = start + 1, \"end\" = \"end\" + 1 WHERE article_id = 1");
    edit(&desk, "INSERT INTO claims_fts (rowid, content, speaker) VALUES (77, 'ghost', NULL)");
    insta::assert_snapshot!(desk.out(1, &["check"]), @r"
    spans: article 1: figures 1: at 34 to 49 the text has other words than the row
      mend: sayso reread 1 --db sayso.db
    index: claims 77: the full-text index holds words of it, and there is no such row
      mend: sayso check --reindex --db sayso.db
    file          ok
    foreign-keys  ok
    links         ok
    hashes        ok
    originals     ok
    spans         1 finding
    index         1 finding
    tallies       ok
    sayso.db: 2 articles, 0 linked copies, 4 claims, 2 figures
    ");
    let lines = desk.out(1, &["check", "--json"]);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let keys: Vec<&str> = first.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["check", "article", "problem", "mend"]);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let mend: Vec<&str> = line["mend"].as_str().unwrap().split(' ').skip(1).collect();
        desk.sayso(&mend).output().unwrap();
    }
    desk.out(0, &["check"]);
}

#[test]
fn a_file_that_is_damaged_is_no_panic() {
    let desk = Desk::with_articles();
    let path = desk.path("sayso.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let output = desk.sayso(&["check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("backup") || said.contains("restore"), "{said}");
    let message = desk.err(1, &["backup", "copy.db"]);
    assert!(message.contains("copy.db") && message.contains("damaged") || message.contains("malformed"), "{message}");
    assert_eq!(desk.names(""), ["news", "sayso.db"]);
}

#[test]
fn a_backup_is_an_archive_and_replaces_nothing_unless_told() {
    let desk = Desk::with_articles();
    let out = desk.out(0, &["backup", "copy.db"]);
    assert!(out.starts_with("copy.db: a whole copy of sayso.db, "), "{out}");
    assert_eq!(
        desk.out(0, &["query", "run", "claims", "-f", "csv"]),
        desk.out(0, &["query", "run", "claims", "-f", "csv", "--db", "copy.db"])
    );
    desk.out(0, &["check", "--db", "copy.db"]);
    let before = std::fs::read(desk.path("copy.db")).unwrap();
    desk.write("more.txt", "More\n\nForty people left, the mayor said.\n");
    desk.out(0, &["ingest", "more.txt"]);
    for (file, words) in
        [("copy.db", "--force"), ("sayso.db", "the archive itself"), ("news", "a folder"), ("-", "name a file")]
    {
        let message = desk.err(1, &["backup", file]);
        assert!(message.contains(words) && message.lines().count() == 1, "{message}");
    }
    let message = desk.err(1, &["backup", "--force", "./sayso.db"]);
    assert!(message.contains("the archive itself"), "{message}");
    assert_eq!(std::fs::read(desk.path("copy.db")).unwrap(), before);
    desk.out(0, &["backup", "--force", "copy.db"]);
    assert_eq!(
        desk.out(0, &["sql", "-f", "csv", "SELECT count(*) AS n FROM articles", "--db", "copy.db"]),
        "n\r\n3\r\n"
    );
    // A log beside it belongs to the file that is there.
    desk.write("copy.db-wal", "x");
    let message = desk.err(1, &["backup", "--force", "copy.db"]);
    assert!(message.contains("open"), "{message}");
    let message = desk.err(1, &["backup", "nowhere/copy.db"]);
    assert!(message.contains("nowhere/copy.db"), "{message}");
    assert_eq!(desk.names(""), ["copy.db", "copy.db-wal", "more.txt", "news", "sayso.db"]);
}
