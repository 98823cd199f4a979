//! One document whose parts are members of a ZIP archive, as Word and EPUB files are: whole, or what is left of one that
//! breaks off.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use ::zip::ZipArchive;

use super::{Bounded, FormatError, MAX_DOCUMENT, open, salvage};

/// The members of a document.
pub(in crate::formats) enum Package<'a> {
    Whole(Box<ZipArchive<Cursor<&'a [u8]>>>),
    /// What could be unpacked of it, the last member as far as it goes.
    Broken(BTreeMap<Vec<u8>, Vec<u8>>),
}

impl<'a> Package<'a> {
    /// Opens the document that `bytes` are.
    pub(in crate::formats) fn open(bytes: &'a [u8]) -> Result<Self, FormatError> {
        match open(Cursor::new(bytes)) {
            Ok(archive) => Ok(Self::Whole(Box::new(archive))),
            Err(error) => {
                let left = left_of(bytes);
                if left.is_empty() { Err(error) } else { Ok(Self::Broken(left)) }
            }
        }
    }

    /// Whether its directory is lost.
    pub(in crate::formats) fn is_broken(&self) -> bool {
        matches!(self, Self::Broken(_))
    }

    /// Whether there is a member called `name`.
    pub(in crate::formats) fn has(&self, name: &str) -> bool {
        match self {
            Self::Whole(archive) => archive.index_for_name(name).is_some(),
            Self::Broken(left) => left.contains_key(name.as_bytes()),
        }
    }

    /// The pages that are left of a broken one, by their names.
    pub(in crate::formats) fn pages(&self) -> Vec<String> {
        let Self::Broken(left) = self else { return Vec::new() };
        let names = left.keys().filter_map(|name| std::str::from_utf8(name).ok());
        let page = |name: &&str| name.ends_with(".xhtml") || name.ends_with(".html") || name.ends_with(".htm");
        names.filter(page).map(str::to_owned).collect()
    }

    /// All of the member called `name`, of at most `limit` bytes; none where there is no such member.
    pub(in crate::formats) fn member(&mut self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, FormatError> {
        match self {
            Self::Whole(archive) => super::member(archive, name, limit),
            Self::Broken(left) => match left.get(name.as_bytes()) {
                Some(bytes) if bytes.len() > limit => {
                    Err(FormatError::TooLarge { what: "the document", bytes: bytes.len(), limit })
                }
                found => Ok(found.cloned()),
            },
        }
    }
}

/// The members that can be unpacked without a directory.
fn left_of(bytes: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut left = BTreeMap::new();
    let mut reader = bytes;
    let mut total = 0;
    while let Ok(Some(header)) = salvage::next(&mut reader) {
        let mut member = Vec::new();
        let Some(packed) = header.open(&mut reader) else {
            if header.pass(&mut reader).is_err() {
                break;
            }
            continue;
        };
        let room = (MAX_DOCUMENT - total) as u64;
        let sound = Bounded::member(packed, bytes.len() as u64).take(room).read_to_end(&mut member).is_ok();
        total += member.len();
        if !member.is_empty() {
            left.entry(header.name).or_insert(member);
        }
        if !sound || total >= MAX_DOCUMENT {
            break;
        }
    }
    left
}
