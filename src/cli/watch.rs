//! `sayso ingest --watch`: what comes into folders, as it comes.
//!
//! The folders are looked at again and again, which works on every file system, shared ones among them. A file is complete
//! when its size and time stay the same from one look to the next and its name is not that of a download under way.
//! What was taken is known to the archive, so that a new start takes nothing twice.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use super::args::IngestArgs;
use super::exit::{Ending, complain};
use super::input::{Found, Inputs};
use super::{ingest, interrupt};
use crate::archive::Archive;

/// Between one look and the next.
const PAUSE: Duration = Duration::from_secs(1);
/// How long Ctrl-C may have to wait.
const NAP: Duration = Duration::from_millis(50);
/// Endings that programs give to files they are still writing.
const UNDER_WAY: [&str; 7] = ["part", "partial", "crdownload", "download", "filepart", "tmp", "swp"];

/// What tells whether a file changed.
type State = (u64, Option<SystemTime>);

pub(super) fn run(db: &Path, args: &IngestArgs, archive: Archive) -> anyhow::Result<Ending> {
    let mut archive = Some(archive);
    let (mut seen, mut taken) = (BTreeMap::new(), BTreeMap::new());
    let mut failed = false;
    complain("watching; Ctrl-C ends it");
    loop {
        let now = look(db, &args.input.paths);
        let ready: Vec<PathBuf> = complete(&now, &seen, &taken);
        if !ready.is_empty() {
            let (back, tally, _) = ingest::take(args, archive.take(), Inputs::new(&ready, Some(db)))?;
            archive = back;
            failed |= tally.failed > 0;
            complain(&tally.line());
            if let Some(line) = tally.in_future() {
                complain(&line);
            }
            if !interrupt::seen() {
                taken.extend(ready.into_iter().filter_map(|path| now.get(&path).map(|&state| (path, state))));
            }
        }
        seen = now;
        let mut rested = Duration::ZERO;
        while rested < PAUSE && !interrupt::seen() {
            thread::sleep(NAP);
            rested += NAP;
        }
        if interrupt::seen() {
            complain(if failed { "ended; some documents could not be read" } else { "ended" });
            return Ok(Ending::Interrupted);
        }
    }
}

/// The files that are there, each with what tells whether it changed.
fn look(db: &Path, paths: &[PathBuf]) -> BTreeMap<PathBuf, State> {
    Inputs::new(paths, Some(db))
        .filter_map(|found| match found {
            Found::File(input) => input.place,
            _ => None,
        })
        .filter(|path| !is_under_way(path))
        .filter_map(|path| {
            let about = fs::metadata(&path).ok()?;
            Some((path, (about.len(), about.modified().ok())))
        })
        .collect()
}

/// Those of `now` that have not changed since they were `seen`, and were not taken as they are.
fn complete(
    now: &BTreeMap<PathBuf, State>,
    seen: &BTreeMap<PathBuf, State>,
    taken: &BTreeMap<PathBuf, State>,
) -> Vec<PathBuf> {
    let is_new =
        |(path, state): &(&PathBuf, &State)| seen.get(*path) == Some(*state) && taken.get(*path) != Some(*state);
    now.iter().filter(is_new).map(|(path, _)| path.clone()).collect()
}

fn is_under_way(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.ends_with('~') || UNDER_WAY.iter().any(|ending| name.ends_with(&format!(".{ending}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("story.html", false)]
    #[case("story.html.part", true)]
    #[case("Story.HTML.CRDOWNLOAD", true)]
    #[case("story.txt~", true)]
    #[case("part", false)]
    fn downloads_are_left_alone(#[case] name: &str, #[case] under_way: bool) {
        assert_eq!(is_under_way(Path::new(name)), under_way);
    }

    #[test]
    fn a_file_is_complete_when_it_rests() {
        let state = |size: u64| BTreeMap::from([(PathBuf::from("a"), (size, None))]);
        let none = BTreeMap::new();
        assert!(complete(&state(1), &none, &none).is_empty(), "just seen");
        assert!(complete(&state(2), &state(1), &none).is_empty(), "still growing");
        assert_eq!(complete(&state(2), &state(2), &none), [PathBuf::from("a")]);
        assert!(complete(&state(2), &state(2), &state(2)).is_empty(), "taken");
        assert_eq!(complete(&state(3), &state(3), &state(2)), [PathBuf::from("a")], "changed since");
    }
}
