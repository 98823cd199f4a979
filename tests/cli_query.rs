//! `sayso query`, `sql`, `search` and `show` from outside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::Desk;

#[test]
fn a_query_of_ones_own_is_saved_shown_run_changed_and_removed() {
    let desk = Desk::with_articles();
    let sql = "-- title: Articles whose text holds a word\n-- param word text\n\
               SELECT id FROM articles WHERE body LIKE '%' || :word || '%' ORDER BY id";
    desk.write("q.sql", sql);
    desk.out(0, &["query", "save", "holding", "--file", "q.sql"]);
    let list = desk.out(0, &["query", "list", "-f", "csv"]);
    assert!(list.contains("holding,Articles whose text holds a word,word,yours\r\n"), "{list}");
    let shown = desk.out(0, &["query", "show", "holding"]);
    assert!(shown.contains("word (text, must be given)") && shown.contains(":word"), "{shown}");
    assert_eq!(desk.out(0, &["query", "run", "holding", "-p", "word=denied", "-f", "csv"]), "id\r\n2\r\n");
    let missing = desk.err(1, &["query", "run", "holding"]);
    assert!(missing.contains("word"), "{missing}");
    let misspelt = desk.err(1, &["query", "run", "holding", "-p", "wrod=x"]);
    assert!(misspelt.contains("wrod") && misspelt.contains("word"), "{misspelt}");
    desk.out(0, &["query", "save", "holding", "--sql", "SELECT 5 AS five", "--title", "Five"]);
    assert_eq!(desk.out(0, &["query", "run", "holding", "-f", "csv"]), "five\r\n5\r\n");
    desk.out(0, &["query", "remove", "holding"]);
    assert!(desk.err(1, &["query", "run", "holding"]).contains("holding"));
    assert!(desk.err(1, &["query", "remove", "holding"]).contains("holding"));
}

#[test]
fn a_query_that_sqlite_refuses_is_not_saved() {
    let desk = Desk::with_articles();
    for sql in ["SELECT nope FROM articles", "DELETE FROM articles", "SELECT 1; SELECT 2", "", "ATTACH 'x.db' AS x"] {
        let message = desk.err(1, &["query", "save", "bad", "--sql", sql]);
        assert!(!message.is_empty(), "{sql}");
    }
    assert!(!desk.out(0, &["query", "list", "-f", "csv"]).contains("bad,"));
    for name in ["articles", "Bad Name", "../x"] {
        desk.err(1, &["query", "save", name, "--sql", "SELECT 1"]);
    }
}

#[test]
fn built_in_queries_need_no_archive_to_be_seen() {
    let desk = Desk::new();
    let list = desk.out(0, &["query", "list", "-f", "csv"]);
    assert!(list.lines().filter(|line| line.contains(",built in")).count() >= 8, "{list}");
    assert!(desk.out(0, &["query", "show", "disagreements"]).contains("SELECT"));
    assert!(desk.err(1, &["query", "show", "disagreement"]).contains("disagreements"));
    assert!(desk.names("").is_empty());
}

#[test]
fn every_built_in_query_runs() {
    let desk = Desk::with_articles();
    let list = desk.out(0, &["query", "list", "-f", "jsonl"]);
    for line in list.lines() {
        let query: serde_json::Value = serde_json::from_str(line).unwrap();
        let mut arguments = vec!["query", "run", query["name"].as_str().unwrap(), "-f", "json"];
        let needed: Vec<String> = query["parameters"]
            .as_str()
            .unwrap()
            .split(' ')
            .filter(|name| !name.is_empty() && !name.starts_with('['))
            .map(|name| format!("{name}=soldier"))
            .collect();
        for parameter in &needed {
            arguments.extend(["-p", parameter]);
        }
        let answer = desk.out(0, &arguments);
        assert!(serde_json::from_str::<Vec<serde_json::Value>>(&answer).is_ok(), "{arguments:?}: {answer}");
    }
}

#[test]
fn every_format_says_the_same() {
    let desk = Desk::with_articles();
    let sql = "SELECT 1 AS n, 'a|b' AS t, NULL AS z, 2.5 AS r, x'00ff' AS b";
    insta::assert_snapshot!(desk.out(0, &["sql", sql]), @r"
    n  t    z    r  b
    ─────────────────────────
    1  a|b     2.5  (2 bytes)
    ");
    assert_eq!(desk.out(0, &["sql", sql, "-f", "csv"]), "n,t,z,r,b\r\n1,a|b,,2.5,00ff\r\n");
    assert_eq!(desk.out(0, &["sql", sql, "-f", "tsv"]), "n\tt\tz\tr\tb\n1\ta|b\t\t2.5\t00ff\n");
    let json = "{\"n\": 1, \"t\": \"a|b\", \"z\": null, \"r\": 2.5, \"b\": \"00ff\"}";
    assert_eq!(desk.out(0, &["sql", sql, "-f", "json"]), format!("[{json}]\n"));
    assert_eq!(desk.out(0, &["sql", sql, "-f", "jsonl"]), format!("{json}\n"));
    assert!(desk.out(0, &["sql", sql, "-f", "markdown"]).contains("| 1 | a\\|b |  | 2.5 | (2 bytes) |"));
    assert!(desk.out(0, &["sql", sql, "-f", "html"]).contains("<td>a|b</td>"));
}

#[test]
fn a_file_gets_the_format_of_its_ending_and_appears_whole() {
    let desk = Desk::with_articles();
    let sql = "SELECT id FROM articles ORDER BY id";
    desk.out(0, &["sql", sql, "-o", "ids.csv"]);
    assert_eq!(desk.read("ids.csv"), "id\r\n1\r\n2\r\n");
    desk.out(0, &["sql", sql, "-o", "ids.json"]);
    assert!(desk.read("ids.json").starts_with('['));
    desk.out(0, &["sql", sql, "-f", "jsonl", "-o", "ids.csv"]);
    assert_eq!(desk.read("ids.csv"), "{\"id\": 1}\n{\"id\": 2}\n");
    // An answer that breaks off leaves what was there, and nothing beside it.
    let before = desk.names("");
    desk.err(
        1,
        &["sql", "SELECT id, abs(CASE id WHEN 2 THEN -9223372036854775808 ELSE 1 END) FROM articles", "-o", "ids.csv"],
    );
    assert_eq!(desk.read("ids.csv"), "{\"id\": 1}\n{\"id\": 2}\n");
    assert_eq!(desk.names(""), before);
    assert!(desk.err(1, &["sql", sql, "-o", "news"]).contains("news"));
    assert!(desk.err(1, &["sql", sql, "-o", "no/such/folder.csv"]).contains("no/such/folder.csv"));
}

#[test]
fn spreadsheets_run_nothing() {
    let desk = Desk::with_articles();
    let sql = "SELECT '=1+1' AS a, -5 AS b, '-5' AS c, '+x' AS d";
    assert_eq!(
        desk.out(0, &["sql", sql, "-f", "csv", "--spreadsheet-safe", "--bom"]),
        "\u{feff}a,b,c,d\r\n'=1+1,-5,-5,'+x\r\n"
    );
    assert!(desk.err(2, &["sql", sql, "-f", "json", "--bom"]).contains("--bom"));
    assert!(desk.err(2, &["sql", sql, "--spreadsheet-safe"]).contains("--format csv"));
}

#[test]
fn only_reading_is_allowed() {
    let desk = Desk::with_articles();
    for sql in [
        "DELETE FROM articles",
        "DROP TABLE claims",
        "PRAGMA user_version = 9",
        "ATTACH 'x.db' AS x",
        "VACUUM INTO 'x.db'",
    ] {
        desk.err(1, &["sql", sql]);
    }
    assert_eq!(desk.out(0, &["sql", "SELECT count(*) AS n FROM articles", "-f", "csv"]), "n\r\n2\r\n");
    assert!(!support::exists(&desk.path("x.db")));
}

#[test]
fn time_runs_out() {
    let desk = Desk::with_articles();
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let message = desk.err(1, &["sql", endless, "--timeout", "0.3"]);
    assert!(message.contains("--timeout"), "{message}");
}

#[test]
fn a_statement_may_come_from_stdin_with_parameters() {
    let desk = Desk::with_articles();
    let output = desk.sayso(&["sql", "-", "-p", "x=é", "-f", "csv"]).write_stdin("SELECT :x AS x").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "x\r\né\r\n");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::with_articles();
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n";
    for format in ["table", "csv", "tsv", "json", "jsonl", "markdown", "html"] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("sayso"))
            .args(["sql", many, "--format", format])
            .current_dir(desk.path(""))
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn search_takes_whatever_is_typed() {
    let desk = Desk::with_articles();
    let found = desk.out(0, &["search", "soldiers", "-f", "csv"]);
    assert!(found.starts_with("article,date,outlet,title,source,snippet\r\n"), "{found}");
    assert!(found.contains("[soldiers]"), "{found}");
    for terms in ["don't", "\"trump-clinton\"", "C++", "🪖", "NEAR(", "a OR", "*", "title:x", "\"", "^", "-x", ""] {
        desk.out(0, &["search", "--", terms]);
    }
    let nothing = desk.err(0, &["search", "zeppelin"]);
    assert!(nothing.contains("zeppelin"), "{nothing}");
    assert_eq!(desk.out(0, &["search", "zeppelin"]), "");
    assert_eq!(desk.out(0, &["search", "zeppelin", "-f", "json"]), "[]\n");
    assert_eq!(desk.out(0, &["search", "crossed", "--limit", "1", "-f", "jsonl"]).lines().count(), 1);
}

#[test]
fn show_marks_claims_and_figures() {
    let desk = Desk::with_articles();
    let text = desk.out(0, &["show", "1"]);
    assert!(text.contains("«F1: ") && text.contains("[C1: ") && text.contains("Mara Lindqvist"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let json: serde_json::Value = serde_json::from_str(&desk.out(0, &["show", "1", "--format", "json"])).unwrap();
    assert_eq!(json["id"], 1);
    assert!(json["claims"].as_array().is_some_and(|claims| !claims.is_empty()));
    desk.out(0, &["show", "1", "-o", "story.html"]);
    assert!(desk.read("story.html").starts_with("<!DOCTYPE html>"));
    let message = desk.err(1, &["show", "99"]);
    assert!(message.contains("99"), "{message}");
}

#[test]
fn escape_sequences_of_an_article_never_come_out() {
    let desk = Desk::new();
    desk.write("evil.jsonl", "{\"title\": \"\\u001b]0;pwned\\u0007 <script>\", \"text\": \"\\u001b[31mOfficials said \\u202eten soldiers crossed.\"}\n");
    desk.out(0, &["ingest", "evil.jsonl"]);
    for command in [
        &["show", "1"][..],
        &["search", "soldiers"],
        &["sql", "SELECT title, body FROM articles"],
        &["sql", "SELECT title, body FROM articles", "-f", "markdown"],
        &["sql", "SELECT title, body FROM articles", "-f", "html"],
        &["show", "1", "--format", "html"],
        &["query", "run", "articles"],
    ] {
        let out = desk.out(0, command);
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{command:?}: {out:?}");
        assert!(!out.contains("<script>") || !command.contains(&"html"), "{command:?}: {out}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_answer_leaves_no_file() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let desk = Desk::with_articles();
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("sayso"))
        .args(["sql", endless, "-o", "out.csv"])
        .current_dir(desk.path(""))
        .env_remove("SAYSO_DB")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let growing = |name: &String| name.ends_with(".part");
    let begun = Instant::now();
    while !desk.names("").iter().any(growing) {
        assert!(begun.elapsed() < Duration::from_secs(20), "no file appears: {:?}", desk.names(""));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let names = desk.names("");
    assert!(!names.iter().any(|name| growing(name) || name == "out.csv"), "{names:?}");
}
