//! ZIP archives, by their directory: each member is unpacked as a stream. Word and EPUB files are ZIP archives that are
//! one document, and known by what is in them. What the directory does not tell is told by the members themselves.

mod package;
mod salvage;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use ::zip::ZipArchive;
use ::zip::result::ZipError;
use rustc_hash::FxHashMap;

pub(super) use package::Package;

use super::FormatError;
use super::budget::{self, Bounded, Counted};
use super::detect::Detected;
use super::members::Members;
use super::parts::{Flow, MAX_DOCUMENT, Place, Seekable, Source, Walk};
use crate::model::Format;

const WHAT: &str = "the ZIP archive";
/// So much of an archive without a directory is looked at to know what it is.
const KNOWN_BY: u64 = 4 << 20;

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
    kind_of(archive.file_names().flatten())
}

/// What the ZIP archive `bytes` is, whose directory is lost.
pub(super) fn kind_of_broken(bytes: &[u8]) -> Kind {
    let starts = memchr::memmem::find_iter(bytes, b"PK\x03\x04").take(10_000);
    let names = starts.filter_map(|at| {
        let length = bytes.get(at + 26..at + 28)?;
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        std::str::from_utf8(bytes.get(at + 30..at + 30 + length)?).ok()
    });
    let names: Vec<&str> = names.collect();
    // The first members tell Word and EPUB files where those that name them are lost.
    match kind_of(names.iter()) {
        Kind::Archive | Kind::Other(_) if names.iter().any(|name| name.starts_with("word/")) => {
            Kind::Document(Detected::new(Format::Docx, "it is a broken ZIP archive with word/ in it"))
        }
        Kind::Archive if names.first() == Some(&"mimetype") && names.iter().any(|name| name.ends_with(".xhtml")) => {
            Kind::Document(Detected::new(Format::Epub, "it is a broken ZIP archive that starts like a book"))
        }
        kind => kind,
    }
}

fn kind_of<S: AsRef<str>>(names: impl Iterator<Item = S>) -> Kind {
    let mut kind = Kind::Archive;
    let mut office = false;
    for name in names {
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
            "[Content_Types].xml" => office = true,
            _ => {}
        }
    }
    match kind {
        Kind::Archive if office => Kind::Other("a file of an office program without a document in it"),
        kind => kind,
    }
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
    let size = file.seek(SeekFrom::End(0)).unwrap_or(0);
    let archive = match open(&mut file) {
        Ok(archive) => archive,
        Err(error) => return broken(file, size, place, error, walk),
    };
    if walk.format.is_none() {
        match kind(&archive) {
            Kind::Archive => {}
            Kind::Other(seems) => {
                return walk.fail(&place.path, FormatError::Unsupported { seems: seems.to_owned() });
            }
            Kind::Document(detected) => {
                drop(archive);
                return match whole(file) {
                    Ok(bytes) => walk.known(bytes, place, detected),
                    Err(error) => walk.fail(&place.path, error),
                };
            }
        }
    }
    // The directory keeps one of several members of a name.
    let known = archive.len();
    drop(archive);
    if named_in(&mut file, size) > known {
        return in_order(&mut file, size, &place, walk).0;
    }
    let mut archive = match open(&mut file) {
        Ok(archive) => archive,
        Err(error) => return walk.fail(&place.path, error),
    };
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

/// All of `file`.
fn whole(mut file: BufReader<Box<dyn Seekable + '_>>) -> Result<Vec<u8>, FormatError> {
    let mut bytes = Vec::new();
    let read = file.rewind().and_then(|()| file.take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(FormatError::io(&error, WHAT)),
        Ok(_) if bytes.len() > MAX_DOCUMENT => {
            Err(FormatError::TooLarge { what: "the document", bytes: bytes.len(), limit: MAX_DOCUMENT })
        }
        Ok(_) => Ok(bytes),
    }
}

/// How many members the directory of `file`, of `size` bytes, says that there are.
fn named_in(file: &mut (impl Read + Seek), size: u64) -> usize {
    const LONGEST: u64 = 22 + 0xFFFF;
    let mut tail = Vec::new();
    let start = size.saturating_sub(LONGEST);
    let read = file.seek(SeekFrom::Start(start)).and_then(|_| file.take(LONGEST).read_to_end(&mut tail));
    let Some(at) = read.ok().and_then(|_| memchr::memmem::rfind(&tail, b"PK\x05\x06")) else { return 0 };
    // Of more members than fit into two bytes there is another count, and the directory is believed.
    match tail.get(at + 10..at + 12) {
        Some(count) if count != [0xFF, 0xFF] => usize::from(u16::from_le_bytes([count[0], count[1]])),
        _ => 0,
    }
}

/// What can be had of an archive whose directory is lost, as `error` says.
fn broken(
    mut file: BufReader<Box<dyn Seekable + '_>>,
    size: u64,
    place: Place,
    error: FormatError,
    walk: &mut Walk<'_>,
) -> Flow {
    let mut head = Vec::new();
    let read = file.rewind().and_then(|()| (&mut file).take(KNOWN_BY).read_to_end(&mut head));
    if walk.format.is_none() && read.is_ok() {
        match kind_of_broken(&head) {
            Kind::Document(detected) => {
                return match whole(file) {
                    Ok(bytes) => walk.known(bytes, place, detected),
                    Err(error) => walk.fail(&place.path, error),
                };
            }
            Kind::Other(seems) => return walk.fail(&place.path, FormatError::Unsupported { seems: seems.to_owned() }),
            Kind::Archive => {}
        }
    }
    let (flow, found) = in_order(&mut file, size, &place, walk);
    flow?;
    walk.fail(&place.path, if found > 0 { FormatError::CutShort { what: WHAT } } else { error })
}

/// Takes the members as they lie in the file; says how many there were.
fn in_order(file: &mut (impl BufRead + Seek), size: u64, place: &Place, walk: &mut Walk<'_>) -> (Flow, usize) {
    let mut found = 0;
    if let Err(error) = file.rewind() {
        return (walk.fail(&place.path, FormatError::io(&error, WHAT)), found);
    }
    let mut members = Members::default();
    let mut names: FxHashMap<String, usize> = FxHashMap::default();
    let mut unpacked = 0;
    while let Ok(Some(header)) = salvage::next(file) {
        let name = if header.name.ends_with(b"/") { Ok(None) } else { members.next(&header.name, place, walk) };
        let name = match name {
            Ok(name) => name,
            Err(flow) => return (flow, found),
        };
        if header.encrypted {
            let path = format!("{}/{}", place.path, name.unwrap_or_default());
            if walk.fail(&path, FormatError::Encrypted { what: "the archive's member" }).is_break() {
                return (Flow::Break(()), found);
            }
            let _ = header.pass(file);
            continue;
        }
        let Some(member) = header.open(file) else {
            let _ = header.pass(file);
            continue;
        };
        found += 1;
        let (mut member, really) = Counted::new(Bounded::member(member, size));
        if let Some(name) = name {
            let times = names.entry(name.clone()).or_insert(0);
            *times += 1;
            let again = if *times > 1 { format!("#{times}") } else { String::new() };
            let inner = place.within(format!("{}/{name}{again}", place.path), Some(name), WHAT);
            if walk.inner(Source::Stream(Box::new(&mut member)), inner).is_break() {
                return (Flow::Break(()), found);
            }
        }
        // The next begins where this one ends, read or not.
        let _ = std::io::copy(&mut member, &mut std::io::sink());
        unpacked += really.get();
        if let Some(bomb) = budget::of_members(unpacked, size) {
            return (walk.fail(&place.path, bomb), found);
        }
    }
    (Flow::Continue(()), found)
}

/// Opens a ZIP archive by its directory.
pub(super) fn open<R: Read + Seek>(file: R) -> Result<ZipArchive<R>, FormatError> {
    ZipArchive::new(file).map_err(fault)
}

/// All of the member called `name`, of at most `limit` bytes; none where there is no such member.
fn member<R: Read + Seek>(
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
