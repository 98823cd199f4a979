//! `sayso source` and `sayso reread` from outside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::Desk;

const FIRST: &str = "Dykes\n\nThe dyke is safe, said Volodymyr Salo, president of the Dyke Board.\n";
const SECOND: &str = "Dykes again\n\nThe dyke will hold, said Vladimir Salo, president of the Dyke Board.\n";

fn count(desk: &Desk, name: &str) -> String {
    desk.out(0, &["query", "run", "most-quoted", "-f", "jsonl"])
        .lines()
        .find(|line| line.contains(&format!("\"source\": \"{name}\"")))
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn two_spellings_are_proposed_merged_read_again_and_taken_apart() {
    let desk = Desk::new();
    desk.write("a.txt", FIRST);
    desk.write("b.txt", SECOND);
    desk.out(0, &["ingest", "a.txt", "b.txt"]);
    let pairs = desk.out(0, &["source", "suggest", "-f", "csv"]);
    assert!(pairs.contains("another spelling"), "{pairs}");
    let said = desk.err(0, &["source", "merge", "Vladimir Salo", "Volodymyr Salo"]);
    assert!(said.contains("merged into") && said.contains("source undo 1"), "{said}");
    assert!(count(&desk, "Volodymyr Salo").contains("\"claims\": 2"));
    let again = desk.err(0, &["reread"]);
    assert!(again.contains("2 as before, 0 otherwise, 0 failed"), "{again}");
    let page = desk.out(0, &["source", "show", "vladimir salo"]);
    assert!(page.starts_with("Volodymyr Salo (source") && page.contains("merged"), "{page}");
    let json: serde_json::Value =
        serde_json::from_str(&desk.out(0, &["source", "show", "vladimir salo", "-f", "json"])).unwrap();
    assert_eq!(json["claims"], 2);
    assert!(desk.out(0, &["source", "list", "salo", "-f", "csv"]).lines().count() == 2);
    desk.out(0, &["source", "split", "Vladimir Salo"]);
    assert!(count(&desk, "Vladimir Salo").contains("\"claims\": 1"));
    assert!(desk.out(0, &["source", "log", "-f", "csv"]).contains("merged into"));
    assert!(desk.err(1, &["source", "undo"]).contains("no decision"));
    assert!(desk.err(1, &["source", "show", "Nobody Here"]).contains("no source"));
    assert!(desk.err(1, &["reread", "99"]).contains("no article 99"));
}
