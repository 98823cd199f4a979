//! No room, or a system that will not write: said with the archive's name and what to do; what was stored is whole, and the rest
//! comes in once there is room.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]
#![cfg(unix)]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use rstest::rstest;
use support::{Desk, contents, corpus};

const ARTICLES: usize = 64;

/// Runs the program where no file may become larger than `kib`.
fn limited(desk: &Desk, kib: usize, arguments: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin!("sayso");
    // The signal ignored, a write beyond the limit fails as on a failing disk; `ulimit -f` counts 512 bytes.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec {} {arguments}", kib * 2, program.display());
    Command::new("sh").args(["-c", &script]).current_dir(desk.path("")).env_remove("SAYSO_DB").output().unwrap()
}

fn goes_on_from_here(desk: &Desk, db: &Path, undisturbed: &contents::Contents) {
    let db = db.to_str().unwrap();
    if Path::new(db).exists() {
        contents::verify(Path::new(db));
        let found = contents::of(Path::new(db));
        assert!(found.len() < undisturbed.len(), "all of it went in: the limit is no limit");
        assert!(found.keys().all(|path| undisturbed.contains_key(path)));
        desk.out(0, &["check", "--db", db]);
    }
}

#[rstest]
#[case(4)]
#[case(100)]
#[case(400)]
#[case(500)]
fn a_write_that_fails_costs_nothing_that_was_stored(#[case] kib: usize) {
    let desk = Desk::new();
    corpus::write(&desk, "news", ARTICLES);
    desk.out(0, &["ingest", "--db", "whole.db", "news"]);
    let undisturbed = contents::of(&desk.path("whole.db"));
    let output = limited(&desk, kib, "ingest news");
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.lines().any(|line| line.contains("sayso.db") && line.contains("do it again")), "{err}");
    assert!(err.lines().count() <= 2, "{err}");
    goes_on_from_here(&desk, &desk.path("sayso.db"), &undisturbed);
    assert!(desk.names("").iter().all(|name| !name.starts_with(".sayso")), "{:?}", desk.names(""));
    desk.out(0, &["ingest", "news"]);
    assert_eq!(contents::of(&desk.path("sayso.db")), undisturbed);
    desk.out(0, &["check"]);
}

#[test]
fn a_backup_or_an_answer_without_room_leaves_nothing() {
    let desk = Desk::new();
    corpus::write(&desk, "news", ARTICLES);
    desk.out(0, &["ingest", "news"]);
    let names = desk.names("");
    for arguments in [
        "backup copy.db",
        "export csv out",
        "sql 'SELECT a.body, b.title FROM articles AS a, articles AS b' -o texts.csv",
    ] {
        let output = limited(&desk, 40, arguments);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}: {err}");
        assert!(err.contains("copy.db") || err.contains("out") || err.contains("texts.csv"), "{err}");
        assert_eq!(desk.names(""), names, "{arguments}");
    }
    desk.out(0, &["check"]);
}

/// A file system of its own, smaller than the archive; only the super-user can make one.
struct Small(tempfile::TempDir);

impl Small {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_costs_nothing_that_was_stored() {
    let Some(small) = Small::new() else {
        eprintln!("not tried: no file system can be mounted here");
        return;
    };
    let desk = Desk::new();
    corpus::write(&desk, "news", ARTICLES);
    desk.out(0, &["ingest", "--db", "whole.db", "news"]);
    let undisturbed = contents::of(&desk.path("whole.db"));
    let db = small.0.path().join("full.db");
    let message = desk.err(1, &["ingest", "news", "--db", db.to_str().unwrap()]);
    assert!(message.contains("full.db: the disk is full; make room"), "{message}");
    goes_on_from_here(&desk, &db, &undisturbed);
    let remount = Command::new("mount").args(["-o", "remount,size=64m"]).arg(small.0.path()).status().unwrap();
    assert!(remount.success());
    desk.out(0, &["ingest", "news", "--db", db.to_str().unwrap()]);
    assert_eq!(contents::of(&db), undisturbed);
    desk.out(0, &["check", "--db", db.to_str().unwrap()]);
}
