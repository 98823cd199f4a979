//! ZIP archives, by their directory: each member is unpacked as a stream. Word and EPUB files are ZIP archives that are
//! one document, and known by what is in them.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek};
use std::ops::Range;

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::FormatError;
use super::budget::{self, Bounded, Counted};
use super::detect::Detected;
use super::members::Members;
use super::parts::{Flow, MAX_DOCUMENT, Place, Seekable, Source, Walk};
use crate::model::Format;

const WHAT: &str = "the ZIP archive";

/// What a ZIP archive is.
pub(super) enum Kind {
    /// One document.
    Document(Detected),
    /// A document of a kind that sayso does not read.
    Other(&'static str),
    /// Many documents.
    Archive,
}

/// What `archive` is, by its members' names.
pub(super) fn kind<R: Read + Seek>(archive: &ZipArchive<R>) -> Kind {
    let mut kind = Kind::Archive;
    for name in archive.file_names().flatten() {
        match name.as_ref() {
            "word/document.xml" => {
                return Kind::Document(Detected::new(Format::Docx, "it is a ZIP archive with word/document.xml in it"));
            }
            "META-INF/container.xml" => {
                kind = Kind::Document(Detected::new(
                    Format::Epub,
                    "it is a ZIP archive with META-INF/container.xml in it",
                ));
            }
            "xl/workbook.xml" => return Kind::Other("an Excel workbook"),
            "ppt/presentation.xml" => return Kind::Other("a PowerPoint presentation"),
            "META-INF/manifest.xml" => return Kind::Other("an OpenDocument file"),
            _ => {}
        }
    }
    kind
}

/// Where in the file the members seen so far lie: each start with its end.
#[derive(Default)]
struct Taken(BTreeMap<u64, u64>);

impl Taken {
    /// Adds a member at `bytes`; says whether it lies apart from all others.
    fn add(&mut self, bytes: Range<u64>) -> bool {
        let before = self.0.range(..=bytes.start).next_back();
        let after = self.0.range(bytes.start..).next();
        let apart = before.is_none_or(|(&start, &end)| start != bytes.start && end <= bytes.start)
            && after.is_none_or(|(&start, _)| start >= bytes.end);
        self.0.insert(bytes.start, bytes.end);
        apart
    }
}

/// Takes apart a ZIP archive.
pub(super) fn split(file: Box<dyn Seekable + '_>, place: Place, walk: &mut Walk<'_>) -> Flow {
    let mut file = BufReader::new(file);
    let size = file.seek(std::io::SeekFrom::End(0)).unwrap_or(0);
    let mut archive = match open(&mut file) {
        Ok(archive) => archive,
        Err(error) => return walk.fail(&place.path, error),
    };
    if walk.format.is_none() {
        match kind(&archive) {
            Kind::Archive => {}
            Kind::Other(seems) => {
                return walk.fail(&place.path, FormatError::Unsupported { seems: seems.to_owned() });
            }
            Kind::Document(detected) => {
                drop(archive);
                let mut bytes = Vec::new();
                let read = file.rewind().and_then(|()| file.take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes));
                return match read {
                    Err(error) => walk.fail(&place.path, FormatError::io(&error, WHAT)),
                    Ok(_) if bytes.len() > MAX_DOCUMENT => walk.fail(
                        &place.path,
                        FormatError::TooLarge { what: "the document", bytes: bytes.len(), limit: MAX_DOCUMENT },
                    ),
                    Ok(_) => walk.known(bytes, place, detected),
                };
            }
        }
    }
    let mut members = Members::default();
    let mut unpacked = 0;
    let mut taken = Taken::default();
    for index in 0..archive.len() {
        let member = match archive.by_index(index) {
            Ok(member) => member,
            Err(error) => {
                let number = index + 1;
                walk.fail(&format!("{}#{number}", place.path), fault(error))?;
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let name = match members.next(member.name_raw(), &place, walk) {
            Ok(Some(name)) => name,
            Ok(None) => continue,
            Err(flow) => return flow,
        };
        if member.is_symlink() {
            walk.skip("link")?;
            continue;
        }
        let (said, packed) = (member.size(), member.compressed_size());
        unpacked += said;
        if let Some(bomb) = budget::of_members(unpacked, size) {
            return walk.fail(&place.path, bomb);
        }
        let start = member.header_start();
        if !taken.add(start..member.data_start().unwrap_or(start).saturating_add(packed)) {
            let message = "its members lie on one another, as in data made to fill a memory".to_owned();
            return walk.fail(&place.path, FormatError::Damaged { what: WHAT, message });
        }
        let inner = place.within(format!("{}/{name}", place.path), Some(name), WHAT);
        let (member, really) = Counted::new(member);
        walk.inner(Source::Stream(Box::new(Bounded::member(member, packed))), inner)?;
        // What a directory says of a member's size need not be true.
        unpacked += really.get().saturating_sub(said);
    }
    Flow::Continue(())
}

/// Opens a ZIP archive by its directory.
pub(super) fn open<R: Read + Seek>(file: R) -> Result<ZipArchive<R>, FormatError> {
    ZipArchive::new(file).map_err(fault)
}

/// All of the member called `name`, of at most `limit` bytes; none where there is no such member.
pub(super) fn member<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    limit: usize,
) -> Result<Option<Vec<u8>>, FormatError> {
    let member = match archive.by_name(name) {
        Ok(member) => member,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(fault(error)),
    };
    let packed = member.compressed_size();
    let mut bytes = Vec::new();
    let read = Bounded::member(member, packed).take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| FormatError::io(&error, WHAT))?;
    if bytes.len() > limit {
        return Err(FormatError::TooLarge { what: "the document", bytes: bytes.len(), limit });
    }
    Ok(Some(bytes))
}

fn fault(error: ZipError) -> FormatError {
    match error {
        ZipError::Io(error) => FormatError::io(&error, WHAT),
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
            FormatError::Encrypted { what: "the archive's member" }
        }
        error => FormatError::Damaged { what: WHAT, message: error.to_string() },
    }
}
