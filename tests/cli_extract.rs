//! `sayso extract` from outside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use serde_json::Value;
use support::{BRIDGE, Desk};

#[test]
fn a_line_a_document_in_the_shape_that_is_fixed() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    let out = desk.out(0, &["extract", "a.txt"]);
    let line: Value = serde_json::from_str(&out).unwrap();
    let keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "path",
            "title",
            "byline",
            "outlet",
            "published_at",
            "url",
            "language",
            "text",
            "claims",
            "figures",
            "sources"
        ]
    );
    assert_eq!(line["text"], BRIDGE);
    assert_eq!(line["path"], "a.txt");
    let claim: Vec<&str> = line["claims"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        claim,
        [
            "kind",
            "content",
            "cue",
            "source",
            "source_name",
            "source_kind",
            "via",
            "hedge",
            "negated",
            "within",
            "confidence"
        ]
    );
    let figure: Vec<&str> = line["figures"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let fixed =
        ["span", "value", "low", "high", "bound", "unit", "per", "counted", "noun", "subject", "hedge", "claim"];
    assert_eq!(figure[..fixed.len()], fixed);
    assert_eq!(
        figure[fixed.len()..],
        [
            "subject_qualifier",
            "place",
            "as_of",
            "base_value",
            "base_low",
            "base_high",
            "base_unit",
            "topic",
            "topic_of",
            "course",
            "scene"
        ]
    );
    assert_eq!(desk.names(""), ["a.txt"]);
}

#[test]
fn an_id_comes_back_as_it_was() {
    let desk = Desk::new();
    desk.write(
        "in.jsonl",
        "{\"id\": \"x-1\", \"text\": \"One.\"}\n{\"id\": 7, \"text\": \"Two\\r\\nlines.\"}\n{\"text\": \"Three.\"}\n",
    );
    let out = desk.out(0, &["extract", "in.jsonl"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(out.starts_with("{\"id\":\"x-1\",\"path\":\"in.jsonl#1\""), "{out}");
    assert_eq!(lines[1]["id"], 7);
    assert_eq!(lines[1]["text"], "Two\r\nlines.");
    assert!(lines[2].get("id").is_none());
}

#[test]
fn a_broken_line_is_named_and_the_others_come() {
    let desk = Desk::new();
    desk.write("in.jsonl", "{\"text\": \"One.\"}\nnot json\n{\"text\": \"Three.\"}\n");
    let output = desk.sayso(&["extract", "in.jsonl"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("in.jsonl#2: "), "{err}");
}

#[test]
fn explain_names_the_rule() {
    let desk = Desk::new();
    desk.write("a.txt", BRIDGE);
    let line: Value = serde_json::from_str(&desk.out(0, &["extract", "--explain", "a.txt"])).unwrap();
    assert!(line["claims"][0]["rule"].is_string(), "{line}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    desk.write("in.jsonl", format!("{{\"text\": \"{}\"}}\n", "word ".repeat(400)).repeat(120));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("sayso"))
        .args(["extract", "in.jsonl"])
        .current_dir(desk.path(""))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
