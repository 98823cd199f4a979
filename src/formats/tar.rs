//! tar archives, file after file. Nothing is unpacked to disk; links and special files are counted and left alone.

use std::io::Read;

use super::FormatError;
use super::budget;
use super::members::Members;
use super::parts::{Flow, Place, Source, Walk};

const WHAT: &str = "the tar archive";

/// Takes apart a tar archive.
pub(super) fn split(reader: &mut dyn Read, place: &Place, walk: &mut Walk<'_>) -> Flow {
    let mut archive = ::tar::Archive::new(reader);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.fail(&place.path, FormatError::io(&error, WHAT)),
    };
    let mut members = Members::default();
    let mut unpacked = 0;
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return walk.fail(&place.path, fault(&error)),
        };
        let kind = entry.header().entry_type();
        if !kind.is_file() && kind != ::tar::EntryType::Continuous {
            if kind.is_symlink() || kind.is_hard_link() {
                walk.skip("link")?;
            }
            continue;
        }
        let raw = entry.path_bytes().into_owned();
        let name = match members.next(&raw, place, walk) {
            Ok(Some(name)) => name,
            Ok(None) => continue,
            Err(flow) => return flow,
        };
        unpacked += entry.size();
        if let Some(bomb) = place.packed.as_ref().and_then(|packed| budget::of_members(unpacked, packed.get())) {
            return walk.fail(&place.path, bomb);
        }
        let inner = place.within(format!("{}/{name}", place.path), Some(name), WHAT);
        walk.inner(Source::Stream(Box::new(entry)), inner)?;
    }
    Flow::Continue(())
}

/// The crate says in words that a header is cut short.
fn fault(error: &std::io::Error) -> FormatError {
    match FormatError::io(error, WHAT) {
        FormatError::Read { message } if message.contains("failed to read entire block") => {
            FormatError::CutShort { what: WHAT }
        }
        FormatError::Read { message } => FormatError::Damaged { what: WHAT, message },
        other => other,
    }
}
