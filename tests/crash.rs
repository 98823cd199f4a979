//! `ingest` killed at any moment: no article is half there, none that was reported is lost, and the same command ends in the
//! archive that an undisturbed one makes.
//!
//! The short form kills it 50 times. The long form, with other moments:
//!
//!     SAYSO_KILLS=1000 SAYSO_SEED=7 cargo test --release --test crash

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]
#![cfg(unix)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::contents::{self, Contents};
use support::{Desk, corpus};

/// Articles ingested.
const ARTICLES: usize = 240;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// SplitMix64: random enough for moments, and the same for the same seed.
struct Moments(u64);

impl Moments {
    fn below(&mut self, bound: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bound.mul_f64((z >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

fn start(desk: &Desk, arguments: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
        .current_dir(desk.path(""))
        .env_remove("SAYSO_DB")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The paths that a run reported as added or as a duplicate until it was killed.
fn reported(lines: impl Iterator<Item = std::io::Result<String>>) -> Vec<String> {
    let whole = lines.map_while(Result::ok).filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
    whole
        .filter(|line| matches!(line["status"].as_str(), Some("added" | "duplicate" | "unchanged")))
        .map(|line| line["path"].as_str().unwrap().to_owned())
        .collect()
}

/// The archive as the crash left it, its log with it, looked at in a copy: the next run must find it as it was left.
fn look(desk: &Desk, undisturbed: &Contents, known: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["sayso.db", "sayso.db-wal"] {
        if desk.path(name).exists() {
            std::fs::copy(desk.path(name), folder.path().join(name)).unwrap();
        }
    }
    let copy = folder.path().join("sayso.db");
    if !copy.exists() {
        assert_eq!(known, <[String; 0]>::default(), "reported, and there is no archive");
        return;
    }
    contents::verify(&copy);
    let found = contents::of(&copy);
    for path in known {
        assert!(found.contains_key(path), "{path} was reported and is not there");
    }
    for (path, lines) in &found {
        let whole = &undisturbed[path];
        // Who a source of several articles is may still become more exact with articles to come.
        let own = |lines: &[String]| -> Vec<String> {
            lines.iter().filter(|line| !line.starts_with("[\"source\"")).cloned().collect()
        };
        assert_eq!(own(lines), own(whole), "{path} is not whole");
    }
}

#[test]
fn whatever_the_moment_of_a_crash_nothing_is_lost() {
    let desk = Desk::new();
    corpus::write(&desk, "news", ARTICLES);
    let begun = Instant::now();
    desk.out(0, &["ingest", "--json", "--db", "whole.db", "news"]);
    let takes = begun.elapsed();
    let undisturbed = contents::of(&desk.path("whole.db"));
    assert_eq!(undisturbed.len(), ARTICLES);

    let (kills, seed) = (number("SAYSO_KILLS", 50), number("SAYSO_SEED", 1));
    let mut moments = Moments(seed);
    let (mut killed, mut finished, mut runs) = (0, 0, 0_u32);
    let mut known: Vec<String> = Vec::new();
    while killed < kills {
        // From the very start, when the archive is made, to some moment in the first third: several crashes an archive.
        let at = moments.below(takes / 3);
        let mut child = start(&desk, &["ingest", "--json", "news"]);
        let out = BufReader::new(child.stdout.take().unwrap());
        let lines = std::thread::spawn(move || reported(out.lines()));
        std::thread::sleep(at);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        known.extend(lines.join().unwrap());
        runs += 1;
        if status.success() {
            finished += 1;
        } else {
            killed += 1;
        }
        look(&desk, &undisturbed, &known);
        if status.success() || runs % 12 == 0 {
            // All over again, after the same command has gone through.
            desk.out(0, &["ingest", "--json", "news"]);
            assert_eq!(contents::of(&desk.path("sayso.db")), undisturbed, "seed {seed}, kill {killed}");
            desk.out(0, &["check"]);
            clear(&desk.path(""));
            known.clear();
        }
    }
    desk.out(0, &["ingest", "--json", "news"]);
    assert_eq!(contents::of(&desk.path("sayso.db")), undisturbed, "seed {seed}");
    desk.out(0, &["check"]);
    eprintln!("killed {killed} times, finished before that {finished} times, seed {seed}");
}

/// Removes the archive, and what crashes left beside it.
fn clear(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("sayso.db") || name.starts_with(".sayso-") {
            std::fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn a_crash_while_reading_again_costs_nothing() {
    let desk = Desk::new();
    corpus::write(&desk, "news", 60);
    desk.out(0, &["ingest", "news"]);
    let undisturbed = contents::of(&desk.path("sayso.db"));
    let mut moments = Moments(number("SAYSO_SEED", 1));
    for _ in 0..number("SAYSO_KILLS", 50) / 10 {
        let mut child = start(&desk, &["reread"]);
        std::thread::sleep(moments.below(Duration::from_millis(400)));
        child.kill().unwrap();
        child.wait().unwrap();
        contents::verify(&desk.path("sayso.db"));
        assert_eq!(contents::of(&desk.path("sayso.db")), undisturbed);
    }
    desk.out(0, &["check"]);
}
