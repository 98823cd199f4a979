//! What an article holds reaches no terminal as a command to it: each command is run at one (of util-linux' `script`), and what comes
//! out has no control character but those that sayso itself writes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]
#![cfg(target_os = "linux")]

mod support;

use std::process::{Command, Stdio};

use support::Desk;

/// In titles, bylines, names, addresses, paths and texts: colours, a title for the window, a bell, the C1 form, directions.
const EVIL: &str = "\u{1b}[31m\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\u{8}\u{7f}";

/// Runs a command at a terminal and gives all that it wrote there; none where there is no `script`.
fn at_a_terminal(desk: &Desk, arguments: &str) -> Option<String> {
    let program = assert_cmd::cargo::cargo_bin!("sayso");
    let output = Command::new("script")
        .args(["-q", "-e", "-c", &format!("{} {arguments}", program.display()), "/dev/null"])
        .current_dir(desk.path(""))
        .env_remove("SAYSO_DB")
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// `shown` without the colours of sayso's own and what a progress bar moves by: only such as no article wrote.
fn without_own(shown: &str) -> String {
    let mut rest = shown.replace("\r\n", "\n").replace('\r', "");
    for own in [
        "[0m", "[0;1m", "[0;36m", "[0;1;33m", "[2K", "[1A", "[1B", "[K", "[0K", "[0G", "[?25l", "[?25h", "[32m", "[36m",
    ] {
        rest = rest.replace(&format!("\u{1b}{own}"), "");
    }
    rest
}

#[test]
fn no_command_passes_on_what_an_article_would_tell_the_terminal() {
    let desk = Desk::new();
    let article = serde_json::json!({
        "title": format!("Bridge {EVIL} crossed"),
        "byline": format!("Ann {EVIL} Other"),
        "outlet": format!("Daily {EVIL} Paper"),
        "url": format!("https://example.org/{EVIL}"),
        "text": format!("“We {EVIL} saw 40 people cross,” said Mara {EVIL} Lindqvist, mayor of {EVIL} Ashford.\n\n\
                         Officials {EVIL} said that 900 people crossed the bridge, according to Mara Lindqvist {EVIL}."),
    });
    desk.write(&format!("in/a{EVIL}b.jsonl"), format!("{article}\n{{\"text\": \"{}\n", "broken"));
    desk.write(&format!("in/a{EVIL}b.txt"), "");
    let name = format!("x{EVIL}y");
    desk.write("q.sql", format!("-- title: T {EVIL}\n-- description: D {EVIL}\nSELECT title, byline FROM articles"));
    let commands = [
        "ingest in".to_owned(),
        "ingest --json in".to_owned(),
        "ingest --dry-run in".to_owned(),
        "extract in".to_owned(),
        "search crossed".to_owned(),
        "search crossed -f json".to_owned(),
        "search crossed -f csv".to_owned(),
        "show 1".to_owned(),
        "show 1 -f json".to_owned(),
        "show 1 -f html".to_owned(),
        "query save mine --file q.sql".to_owned(),
        "query list".to_owned(),
        "query show mine".to_owned(),
        "query run mine".to_owned(),
        "query run mine -f tsv".to_owned(),
        "query run mine -f markdown".to_owned(),
        "query run mine -f jsonl".to_owned(),
        "query run claims".to_owned(),
        "query run disagreements".to_owned(),
        format!("query run '{name}'"),
        "source list".to_owned(),
        "source show 1".to_owned(),
        "source show 2".to_owned(),
        "source suggest".to_owned(),
        "source log".to_owned(),
        format!("source show '{name}'"),
        "sql 'SELECT * FROM articles' -f csv".to_owned(),
        format!("sql 'SELECT 1 AS \"{name}\"'"),
        format!("sql 'SELECT nothing FROM \"{name}\"'"),
        "reread".to_owned(),
        "check".to_owned(),
        format!("check --db '{name}'"),
        format!("export csv 'out{EVIL}'"),
        format!("backup 'copy{EVIL}.db'"),
    ];
    for command in commands {
        let Some(shown) = at_a_terminal(&desk, &command) else {
            eprintln!("not tried: there is no `script` here");
            return;
        };
        assert!(!shown.is_empty(), "{command:?} showed nothing");
        let left = without_own(&shown);
        let bad: Vec<char> = left
            .chars()
            .filter(|c| {
                c.is_control() && !matches!(c, '\n' | '\t')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            .collect();
        assert!(bad.is_empty(), "{command:?} passes on {bad:?}: {left:?}");
        assert!(!shown.contains("\u{1b}[31m") && !shown.contains("\u{1b}]0"), "{command:?}: {shown:?}");
    }
}
