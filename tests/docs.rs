//! The documents keep their word: every `console` block of the README and of `docs/` is run, and prints what it shows.
//!
//! A block's lines that start with `$ ` are commands, run by `sh` in one folder a document, which holds `fixtures/` and the
//! program on its path. The lines under a command are what it prints on either stream; a line `…` stands for any number
//! of lines. A command with nothing under it must only succeed. `cargo run --release -- ` stands for the program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Example {
    line: usize,
    command: String,
    output: Vec<String>,
}

fn examples(markdown: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in markdown.lines().enumerate() {
        if line.starts_with("```") {
            inside = !inside && line.trim_end() == "```console";
        } else if inside {
            if let Some(command) = line.strip_prefix("$ ") {
                examples.push(Example { line: number + 1, command: command.to_owned(), output: Vec::new() });
            } else if let Some(example) = examples.last_mut() {
                example.output.push(line.trim_end().to_owned());
            }
        }
    }
    examples
}

/// Whether `printed` is `shown`, in which a line `…` stands for any lines.
fn matches(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first.trim() == "…" => {
            (0..=printed.len()).any(|skipped| matches(rest, &printed[skipped..]))
        }
        Some((first, rest)) => {
            printed.split_first().is_some_and(|(line, others)| line == first && matches(rest, others))
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn check(document: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy(&root.join("fixtures"), &folder.path().join("fixtures"));
    let program = PathBuf::from(env!("CARGO_BIN_EXE_sayso"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let found = examples(&fs::read_to_string(root.join(document)).unwrap());
    assert!(!found.is_empty(), "{document} shows no example");
    let mut wrong = String::new();
    for example in found {
        let command = example.command.replace("cargo run --release -- ", "sayso ");
        if !command.contains("sayso") {
            continue; // building, testing, other programs
        }
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("NO_COLOR", "1")
            .env_remove("SAYSO_DB")
            .env_remove("COLUMNS")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        let place = format!("{document}:{}: $ {}", example.line, example.command);
        if example.output.is_empty() {
            if !output.status.success() {
                writeln!(wrong, "{place}\nfails with\n{printed}").unwrap();
            }
        } else if !matches(&example.output, &lines) {
            writeln!(wrong, "{place}\nprints\n{}\n", lines.join("\n")).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_readme_prints_what_it_shows() {
    check("README.md");
}

#[test]
fn an_elision_stands_for_any_lines() {
    let shown: Vec<String> = ["a", "…", "d"].map(str::to_owned).to_vec();
    assert!(matches(&shown, &["a", "b", "c", "d"]));
    assert!(matches(&shown, &["a", "d"]));
    assert!(!matches(&shown, &["a", "b"]));
}
