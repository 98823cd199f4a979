//! The walls between the rooms: who may use whom, and that only `cli` touches the world outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use, as `docs/architecture.md` gives them.
const ROOMS: [(&str, &[&str]); 7] = [
    ("model", &[]),
    ("formats", &["model"]),
    ("reading", &["model"]),
    ("archive", &["model"]),
    ("query", &["model", "archive"]),
    ("output", &["model", "query"]),
    ("cli", &["model", "formats", "reading", "archive", "query", "output"]),
];

fn sources(room: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "room {room} is empty");
    found
}

/// The code of a file, without comment lines.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms that `code` names by `crate::room` or, in a group, `crate::{room::…, room::…}`.
fn rooms_used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if ROOMS.iter().any(|(room, _)| *room == name) {
                used.push(name);
            }
        }
    }
    used
}

#[test]
fn no_room_reaches_into_one_that_it_may_not() {
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        for path in sources(room) {
            for used in rooms_used(&code(&path)) {
                if used != room && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_source_is_a_room() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(ROOMS.iter().any(|(room, _)| *room == name), "src/{name} is no room of this list");
        }
    }
}

#[test]
fn only_the_cli_touches_clock_environment_arguments_and_terminal() {
    let forbidden = [
        "println!",
        "eprintln!",
        "print!(",
        "eprint!(",
        "process::exit",
        "env::var",
        "env::args",
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "stdout()",
        "stderr()",
        "stdin()",
        "IsTerminal",
    ];
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "cli") {
        for path in sources(room) {
            // Gold is compiled for tests alone, which print how well they did.
            if path.components().any(|part| part.as_os_str() == "gold") {
                continue;
            }
            let code = code(&path);
            // Tests may look at the clock to bound how long a thing takes.
            let code = code.split("#[cfg(test)]").next().unwrap_or("");
            for word in forbidden {
                assert!(!code.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn sql_stands_in_archive_and_query_alone() {
    for room in ["model", "formats", "reading", "output", "cli"] {
        for path in sources(room) {
            assert!(!code(&path).contains("rusqlite"), "{} talks to SQLite itself", path.display());
        }
    }
}

#[test]
fn no_room_is_a_drawer() {
    for (room, _) in ROOMS {
        for path in sources(room) {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(
                !["util", "utils", "common", "misc", "helpers", "helper"].contains(&stem.as_str()),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn the_walls_are_seen() {
    assert_eq!(rooms_used("use crate::{model::Span, archive};"), ["model", "archive"]);
    assert_eq!(rooms_used("let x = crate::query::Table::default();"), ["query"]);
}
