//! `sayso ingest` from outside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use serde_json::Value;
use support::{BRIDGE, Desk, RIVER};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn statuses(text: &str) -> Vec<String> {
    lines(text)
        .iter()
        .map(|line| format!("{} {}", line["path"].as_str().unwrap(), line["status"].as_str().unwrap()))
        .collect()
}

#[test]
fn the_same_again_changes_nothing() {
    let desk = Desk::new();
    desk.write("news/a.txt", BRIDGE);
    desk.write("news/sub/b.txt", RIVER);
    let first = desk.out(0, &["ingest", "--json", "news"]);
    assert_eq!(statuses(&first), ["news/a.txt added", "news/sub/b.txt added"]);
    let again = desk.out(0, &["ingest", "--json", "./news/", "news/a.txt"]);
    assert_eq!(statuses(&again), ["news/a.txt unchanged", "news/sub/b.txt unchanged", "news/a.txt unchanged"]);
    assert_eq!(desk.out(0, &["sql", "-f", "csv", "SELECT count(*) AS n FROM articles"]), "n\r\n2\r\n");
}

#[test]
fn a_json_line_has_the_keys_that_are_fixed() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    let line = desk.out(0, &["ingest", "--json", "a.txt"]);
    let keys: Vec<String> = lines(&line)[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["path", "status", "article", "claims", "figures", "sources", "error"]);
}

#[test]
fn a_copy_is_linked_to_the_first() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    desk.write("b.txt", BRIDGE);
    assert_eq!(statuses(&desk.out(0, &["ingest", "--json", "a.txt", "b.txt"])), ["a.txt added", "b.txt duplicate"]);
    let rows = desk.out(0, &["sql", "-f", "csv", "SELECT path, duplicate_of FROM articles ORDER BY id"]);
    assert_eq!(rows, "path,duplicate_of\r\na.txt,\r\nb.txt,1\r\n");
}

#[test]
fn what_fails_is_named_and_stops_nothing() {
    let desk = Desk::new();
    desk.write("news/a.txt", BRIDGE);
    desk.write("news/empty.txt", "");
    desk.write("news/picture.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01");
    desk.write("news/z.txt", RIVER);
    desk.write("news/.hidden", RIVER);
    let output = desk.sayso(&["ingest", "news", "gone.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8(output.stderr).unwrap();
    for name in ["news/empty.txt: ", "news/picture.jpg: ", "gone.txt: no such file or folder"] {
        assert!(err.contains(name), "{name} is missing in {err}");
    }
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("2 added, 0 unchanged, 0 duplicate, 3 failed"), "{out}");
}

#[test]
fn the_order_is_that_of_the_inputs_for_any_number_of_jobs() {
    let desk = Desk::new();
    for number in 0..40 {
        desk.write(&format!("news/{number:02}.txt"), format!("Story {number}\n\n{}", BRIDGE.repeat(1 + number % 7)));
    }
    let one = desk.out(0, &["extract", "--jobs", "1", "news"]);
    let many = desk.out(0, &["extract", "--jobs", "8", "news"]);
    assert_eq!(one, many);
    let paths: Vec<_> = lines(&one).iter().map(|line| line["path"].clone()).collect();
    let mut sorted = paths.clone();
    sorted.sort_by_key(|path| path.as_str().unwrap().to_owned());
    assert_eq!(paths, sorted);
    assert_eq!(paths.len(), 40);
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    desk.write("b.txt", BRIDGE);
    let out = desk.out(0, &["ingest", "--dry-run", "--json", "a.txt", "a.txt", "b.txt"]);
    assert_eq!(statuses(&out), ["a.txt added", "a.txt unchanged", "b.txt duplicate"]);
    assert_eq!(desk.names(""), ["a.txt", "b.txt"]);
    desk.out(0, &["ingest", "a.txt"]);
    let out = desk.out(0, &["ingest", "--dry-run", "--json", "a.txt", "b.txt"]);
    assert_eq!(statuses(&out), ["a.txt unchanged", "b.txt duplicate"]);
    assert_eq!(desk.out(0, &["sql", "-f", "csv", "SELECT count(*) AS n FROM articles"]), "n\r\n1\r\n");
}

#[test]
fn options_fill_what_a_document_does_not_say() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"text\": \"One thing.\", \"outlet\": \"Its Own\"}\n{\"text\": \"Another thing.\"}\n");
    desk.out(0, &["ingest", "--outlet", "Given", "--published", "2024-11", "in.jsonl"]);
    let rows = desk.out(
        0,
        &[
            "sql",
            "-f",
            "csv",
            "SELECT a.path, s.name, a.published_at FROM articles AS a JOIN sources AS s ON s.id = a.outlet_id ORDER BY a.id",
        ],
    );
    assert_eq!(rows, "path,name,published_at\r\nin.jsonl#1,Its Own,2024-11\r\nin.jsonl#2,Given,2024-11\r\n");
}

#[test]
fn a_url_is_that_of_one_document() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    desk.write("b.txt", RIVER);
    let message = desk.err(2, &["ingest", "--url", "https://example.org/x", "a.txt", "b.txt"]);
    assert!(message.contains("--url"), "{message}");
    assert_eq!(desk.names(""), ["a.txt", "b.txt"]);
}

#[test]
fn stdin_is_a_document() {
    let desk = Desk::new();
    let output = desk.sayso(&["ingest", "--json", "-"]).write_stdin(BRIDGE).output().unwrap();
    assert_eq!(statuses(&String::from_utf8(output.stdout).unwrap()), ["- added"]);
}

#[test]
fn the_archive_in_the_folder_is_no_document() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    desk.out(0, &["ingest", "."]);
    assert_eq!(statuses(&desk.out(0, &["ingest", "--json", "."])), ["a.txt unchanged"]);
}

#[test]
fn the_archive_is_where_db_or_the_environment_say() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    desk.out(0, &["ingest", "--db", "one.db", "a.txt"]);
    desk.sayso(&["ingest", "a.txt"]).env("SAYSO_DB", "two.db").assert().success();
    assert_eq!(desk.names(""), ["a.txt", "one.db", "two.db"]);
}

#[test]
fn what_is_no_archive_is_refused_and_left_alone() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    desk.write(
        "notes.db",
        "these are notes, and they are long enough to be looked at as a database header would be...",
    );
    let before = desk.read("notes.db");
    let message = desk.err(1, &["ingest", "--db", "notes.db", "a.txt"]);
    assert!(message.contains("notes.db") && message.lines().count() == 1, "{message}");
    assert_eq!(desk.read("notes.db"), before);
    for command in [
        &["search", "x"][..],
        &["show", "1"],
        &["sql", "SELECT 1"],
        &["query", "run", "articles"],
        &["export", "csv", "out"],
    ] {
        let message = desk.err(1, command);
        assert!(message.contains("sayso.db"), "{command:?}: {message}");
    }
    assert_eq!(desk.names(""), ["a.txt", "notes.db"]);
    // Another program's database is not ours to read either.
    let other = rusqlite::Connection::open(desk.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);").unwrap();
    drop(other);
    for command in [&["sql", "--db", "other.db", "SELECT 1"][..], &["query", "run", "articles", "--db", "other.db"]] {
        let message = desk.err(1, command);
        assert!(message.contains("another program") && message.lines().count() == 1, "{command:?}: {message}");
    }
    assert_eq!(desk.names(""), ["a.txt", "notes.db", "other.db"]);
}

#[cfg(unix)]
#[test]
fn odd_names_neither_stop_nor_command_the_terminal() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::new();
    desk.write("news/new\nline \u{1b}[31m.txt", "");
    desk.write("news/quote \"' $(x).txt", RIVER);
    std::fs::write(desk.path("news").join(OsStr::from_bytes(b"latin\xe9.txt")), BRIDGE).unwrap();
    std::os::unix::fs::symlink(desk.path("news"), desk.path("news/circle")).unwrap();
    let output = desk.sayso(&["ingest", "news"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(!err.contains('\u{1b}'), "{err:?}");
    assert!(err.contains("news/new line ␛[31m.txt: "), "{err:?}");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("2 added, 0 unchanged, 0 duplicate, 1 failed"), "{out}");
    let paths = desk.out(0, &["sql", "-f", "jsonl", "SELECT path FROM articles ORDER BY path"]);
    assert!(paths.contains("latin\\\\xE9.txt"), "{paths}");
}

#[test]
fn the_summary_shows_who_disagrees() {
    let desk = Desk::new();
    desk.write("news/bridge.txt", BRIDGE);
    desk.write("news/river.txt", RIVER);
    let out = desk.out(0, &["ingest", "news"]);
    assert!(out.contains("2 added"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    for words in
        ["Up to 12,000 soldiers", "At least 30,000 soldiers", "Mara Lindqvist", "experts", "Few seen at the river"]
    {
        assert!(out.contains(words), "{words} is missing in\n{out}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_after_the_article_in_hand() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};
    let desk = Desk::new();
    let lines: String = (0..6000).map(|number| format!("{{\"text\": \"Story {number} has words.\"}}\n")).collect();
    desk.write("in.jsonl", lines);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("sayso"))
        .args(["ingest", "--json", "in.jsonl"])
        .current_dir(desk.path(""))
        .env_remove("SAYSO_DB")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let others = out.lines().count();
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(err.contains("interrupted"), "{err}");
    assert!(others + 1 < 6000, "it was over before the interrupt");
    let stored = desk.out(0, &["sql", "-f", "csv", "SELECT count(*) AS n FROM articles"]);
    assert_eq!(stored, format!("n\r\n{}\r\n", others + 1));
    let archive = rusqlite::Connection::open(desk.path("sayso.db")).unwrap();
    let sound: String = archive.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    drop(archive);
    desk.out(0, &["ingest", "in.jsonl"]);
    assert_eq!(desk.out(0, &["sql", "-f", "csv", "SELECT count(*) AS n FROM articles"]), "n\r\n6000\r\n");
}

/// Sends Ctrl-C, as a terminal does.
#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
}

#[test]
#[cfg(unix)]
fn what_comes_into_a_watched_folder_is_taken_once_it_is_complete() {
    use std::time::{Duration, Instant};

    let desk = Desk::new();
    desk.write("in/first.txt", "A title\n\nThe mayor said that 40 people had left the town of Ashford.\n");
    let watch = || {
        std::process::Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
            .current_dir(desk.path(""))
            .args(["ingest", "--watch", "--json", "in"])
            .stdout(std::fs::File::create(desk.path("out.jsonl")).unwrap())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let wait_for = |text: &str| {
        let start = Instant::now();
        while !desk.read("out.jsonl").contains(text) {
            assert!(start.elapsed() < Duration::from_secs(60), "{text} is not in {}", desk.read("out.jsonl"));
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    let mut child = watch();
    wait_for("in/first.txt");
    desk.write("in/second.txt.part", "Half of a text");
    desk.write("in/third.txt", "Another\n\nThe minister said that 90 people had left the town of Ashford.\n");
    wait_for("in/third.txt");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!desk.read("out.jsonl").contains("second"));
    let mut child = watch();
    wait_for("in/third.txt");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(
        desk.read("out.jsonl").lines().all(|line| line.contains(r#""status":"unchanged""#)),
        "nothing is taken twice"
    );
    assert_eq!(desk.out(0, &["sql", "SELECT count(*) FROM articles", "--format", "csv"]).lines().nth(1), Some("2"));
}
