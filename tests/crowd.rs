//! Many at one archive: several `ingest` of folders that overlap, and readers all the while. Nobody hears of a lock, no article is
//! lost, none is there twice.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use support::{Desk, contents, corpus};

fn start(desk: &Desk, arguments: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
        .current_dir(desk.path(""))
        .env_remove("SAYSO_DB")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

const READERS: [&[&str]; 8] = [
    &["search", "harbour"],
    &["show", "1"],
    &["query", "run", "claims", "-f", "csv"],
    &["query", "run", "disagreements"],
    &["source", "list"],
    &["sql", "SELECT count(*) FROM articles"],
    &["export", "csv", "out"],
    &["backup", "--force", "copy.db"],
];

#[test]
fn four_writers_and_eight_readers() {
    let desk = Desk::new();
    corpus::write(&desk, "news/d", 120);
    // The texts of d under other names are copies wherever they come first.
    for number in (0..60).step_by(2) {
        let text = desk.read(&format!("news/d/{number:05}.txt"));
        desk.write(&format!("news/a/{number:05}.txt"), text);
    }
    desk.write("first.txt", support::BRIDGE);
    desk.out(0, &["ingest", "first.txt"]);
    let writers: Vec<Child> = [
        &["ingest", "news"][..],
        &["ingest", "news/d"],
        &["ingest", "news/d", "news/a"],
        &["ingest", "news/a", "news"],
    ]
    .into_iter()
    .map(|arguments| start(&desk, arguments))
    .collect();
    let over = &AtomicBool::new(false);
    let desk_of = &desk;
    thread::scope(|scope| {
        let readers: Vec<_> = READERS
            .iter()
            .map(|arguments| {
                scope.spawn(move || {
                    let mut looks = 0;
                    while looks == 0 || !over.load(Ordering::SeqCst) {
                        let output = start(desk_of, arguments).wait_with_output().unwrap();
                        let err = String::from_utf8_lossy(&output.stderr);
                        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {err}");
                        looks += 1;
                    }
                    looks
                })
            })
            .collect();
        let mut said = Vec::new();
        for writer in writers {
            let output = writer.wait_with_output().unwrap();
            said.push((output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        over.store(true, Ordering::SeqCst);
        let looks: i32 = readers.into_iter().map(|reader| reader.join().unwrap()).sum();
        assert!(looks >= 8);
        for (code, err) in said {
            // An empty JSONL file holds no document; that is said, and is no lock.
            assert!(!err.contains("locked") && !err.contains("another program") && !err.contains("busy"), "{err}");
            assert!(code == Some(0) || err.contains("wire.jsonl"), "{code:?} {err}");
        }
    });
    let db = desk.path("sayso.db");
    contents::verify(&db);
    // One article a path (two of one path would stop this), none lost.
    assert_eq!(contents::of(&db).len(), 1 + 120 + 30);
    let texts: i64 = contents::open(&db)
        .query_row("SELECT count(*) FROM articles WHERE duplicate_of IS NULL", [], |row| row.get(0))
        .unwrap();
    assert_eq!(texts, 121);
    desk.out(0, &["check"]);
    desk.out(0, &["check", "--db", "copy.db"]);
}
