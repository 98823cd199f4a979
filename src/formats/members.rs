//! The files of an archive: what they are called, which of them are documents, and how many there may be.

use rustc_hash::FxHashSet;

use super::parts::{Flow, Place, Walk};
use super::{FormatError, lexicon};

/// An archive may have this many members.
const MOST: usize = 1_000_000;

/// Endings of files that are no documents.
const NO_DOCUMENTS: &str = include_str!("lexicon/no_documents.txt");
/// How folders of saved pages end.
const SAVED_PARTS: &str = include_str!("lexicon/saved_parts.txt");

/// The ending, in small letters, of a file that is no document by its name.
pub fn no_document(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = file.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    (!stem.is_empty() && NO_DOCUMENTS.lines().any(|listed| listed == ending)).then_some(ending)
}

/// The name of the saved page, without its ending, whose parts a folder called `name` holds by that name.
pub fn saved_page_of(name: &str) -> Option<&str> {
    let endings = lexicon::rows(SAVED_PARTS).filter_map(|row| row.first().copied());
    endings.filter_map(|ending| name.strip_suffix(ending)).find(|stem| !stem.is_empty())
}

/// How saved pages end.
pub const PAGE_ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Counts the members of one archive.
#[derive(Default)]
pub(super) struct Members {
    seen: usize,
    /// The pages seen so far, without their endings.
    pages: FxHashSet<String>,
}

impl Members {
    /// What the next member is called, if it is to be read.
    pub(super) fn next(&mut self, raw: &[u8], place: &Place, walk: &mut Walk<'_>) -> Result<Option<String>, Flow> {
        self.seen += 1;
        if self.seen > MOST {
            return Err(walk.fail(&place.path, FormatError::TooMany { limit: MOST }));
        }
        let name = shown(raw);
        if name.is_empty() || name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
            return Ok(None); // hidden, as in folders
        }
        if self.is_part_of_page(&name) {
            return match walk.skip("part of a saved page") {
                Flow::Continue(()) => Ok(None),
                stop => Err(stop),
            };
        }
        if let Some((stem, ending)) = name.rsplit_once('.')
            && PAGE_ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
        {
            self.pages.insert(stem.to_owned());
        }
        if let Some(ending) = no_document(&name) {
            return match walk.skip(format!(".{ending}")) {
                Flow::Continue(()) => Ok(None),
                stop => Err(stop),
            };
        }
        Ok(Some(name))
    }

    /// Whether `name` lies in the folder of a page that came before it.
    fn is_part_of_page(&self, name: &str) -> bool {
        !self.pages.is_empty()
            && name
                .match_indices('/')
                .any(|(at, _)| saved_page_of(&name[..at]).is_some_and(|page| self.pages.contains(page)))
    }
}

/// A member's name as it is shown, never as a path of this machine: no `..`, no root, bytes that are no UTF-8 as `\xNN`.
fn shown(raw: &[u8]) -> String {
    let parting = if raw.contains(&b'/') { b'/' } else { b'\\' };
    let parts = raw.split(|byte| *byte == parting).filter(|part| !matches!(*part, b"" | b"." | b".."));
    parts.map(escaped).collect::<Vec<_>>().join("/")
}

fn escaped(raw: &[u8]) -> String {
    let mut name = String::new();
    for chunk in raw.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(b"inner/a.html", "inner/a.html")]
    #[case(b"../../etc/passwd", "etc/passwd")]
    #[case(b"/abs/a.txt", "abs/a.txt")]
    #[case(b"..\\..\\a.txt", "a.txt")]
    #[case(b"caf\xE9/a.txt", "caf\\xE9/a.txt")]
    #[case(b"caf\xE9.txt", "caf\\xE9.txt")]
    #[case(b"..", "")]
    fn names_stay_inside(#[case] raw: &[u8], #[case] expected: &str) {
        assert_eq!(shown(raw), expected);
    }

    #[rstest]
    #[case("a/b.CSS", Some("css"))]
    #[case("a.txt", None)]
    #[case("css", None)]
    #[case(".css", None)]
    fn what_is_no_document_shows_by_its_ending(#[case] name: &str, #[case] expected: Option<&str>) {
        assert_eq!(no_document(name).as_deref(), expected);
    }
}
