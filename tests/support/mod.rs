//! A folder of its own for each test, and the program run in it.
#![allow(dead_code, clippy::unwrap_used)]

pub mod contents;
pub mod corpus;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders it stands in.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, run in this folder, with nothing of the outer environment that it looks at.
    pub fn sayso(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("sayso").unwrap();
        command.current_dir(self.folder.path()).env_remove("SAYSO_DB").env_remove("COLUMNS").env_remove("NO_COLOR");
        command.args(arguments);
        command
    }

    /// Runs it and takes its stdout; it must end with `code`.
    pub fn out(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.sayso(arguments).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n--- stdout\n{out}\n--- stderr\n{err}");
        out.into_owned()
    }

    /// Runs it and takes its stderr; it must end with `code`.
    pub fn err(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.sayso(arguments).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n--- stdout\n{out}\n--- stderr\n{err}");
        err.into_owned()
    }

    /// Two articles that disagree, in our own words.
    pub fn with_articles() -> Self {
        let desk = Self::new();
        desk.write("news/bridge.txt", BRIDGE);
        desk.write("news/river.txt", RIVER);
        desk.out(0, &["ingest", "news"]);
        desk
    }
}

pub const BRIDGE: &str = "Column crosses the bridge\n\nUp to 12,000 soldiers crossed the bridge on Monday, said Mara \
    Lindqvist, a spokeswoman for the border guard. “We counted every one of them,” she told Example Agency.\n";
pub const RIVER: &str = "Few seen at the river\n\nAt least 30,000 soldiers crossed the bridge, according to experts. \
    The ministry denied that any soldiers were there.\n";

pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
