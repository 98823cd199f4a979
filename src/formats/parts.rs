//! What holds many documents is taken apart as a stream: each document becomes a [`Part`], which is small enough to hold
//! and is read on its own, on any thread. One way for archives in archives, with bounds on depth, number and size.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

use super::detect::{Detected, detect};
use super::html::Saved;
use super::{Article, FormatError, Hints, address, csv, gzip, json, jsonl, mbox, read_as, tar, warc, zip};
use crate::model::{Document, Format, Notice};

/// One document may have this many bytes, where it may hold pictures.
pub(super) const MAX_DOCUMENT: usize = 256 << 20;
/// One document of nothing but text, or inside of an archive, crawl or mailbox, may have this many.
pub(super) const MAX_MEMBER: usize = 64 << 20;
/// Archives may lie in one another this deep.
const MAX_DEPTH: usize = 4;
/// How much is read of a document at a time.
const STEP: usize = 4 << 20;
/// How much is looked at to know a format.
const HEAD: usize = 16 * 1024;

/// Whether to go on.
pub(super) type Flow = ControlFlow<()>;

/// Bytes that can be read from anywhere in them.
pub trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// Where the bytes come from.
pub enum Source<'a> {
    /// One after the other.
    Stream(Box<dyn Read + 'a>),
    /// As one likes, which ZIP archives need.
    File(Box<dyn Seekable + 'a>),
}

/// What comes out of something that holds many documents.
#[derive(Debug)]
pub enum Piece {
    /// A document.
    Part(Part),
    /// A document, or a stretch of the whole, that cannot be read.
    Failed {
        /// What it is called.
        path: String,
        /// Why.
        error: FormatError,
    },
    /// Something that is no document, to be counted.
    Skipped {
        /// What it is, in few words: "image/png", "revisit".
        why: String,
    },
}

/// What is known of a document from whatever held it. The document's own word comes first.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Where it stood.
    pub url: Option<String>,
    /// When it was fetched, in ISO 8601.
    pub seen: Option<String>,
    /// The encoding that its server gave.
    pub charset: Option<String>,
    /// Whether a crawler fetched it, which takes pages without an article as well.
    pub crawled: bool,
    /// What was odd about the whole.
    pub notices: Vec<Notice>,
}

/// One document on its way to its reader.
#[derive(Debug)]
pub struct Part {
    /// What it is called: the file's name, with `/` and its name in an archive, `#` and its place in a file of several.
    pub path: String,
    /// The document's own bytes.
    pub bytes: Vec<u8>,
    /// Its format, and why.
    pub detected: Detected,
    pub(super) known: Known,
    /// The line of the whole where it starts, for messages; 0 for none.
    pub(super) line: usize,
    /// Its place in a list, for messages; 0 for none.
    pub(super) element: usize,
}

impl Part {
    /// Its articles, each with its own path.
    pub fn articles(&self) -> Vec<(String, Result<Article<'_>, FormatError>)> {
        let found: Vec<Result<Article<'_>, FormatError>> = match self.detected.format {
            Format::Json | Format::Jsonl => vec![self.record()],
            _ => match read_as(&self.decoded(), &self.detected, self.saved()) {
                Ok(articles) => articles.map(|article| article.map(Article::into_owned)).collect(),
                Err(error) => vec![Err(error)],
            },
        };
        // Entries of a feed come and go, so each has its number even where it is alone.
        let several = found.len() > 1 || self.detected.format == Format::Feed && found.iter().all(Result::is_ok);
        let mut named = Vec::with_capacity(found.len());
        for (index, mut article) in found.into_iter().enumerate() {
            if let Ok(article) = &mut article {
                self.tell(&mut article.document);
            }
            let path = if several { format!("{}#{}", self.path, index + 1) } else { self.path.clone() };
            named.push((path, article));
        }
        named
    }

    /// What it is to be counted as, where `error` is all that came of it and nobody need be told.
    pub fn passed_over(&self, error: &FormatError) -> Option<&'static str> {
        let nothing = matches!(error, FormatError::NoArticle | FormatError::Empty);
        (self.known.crawled && nothing).then_some("page without an article")
    }

    /// The article of a record of JSON.
    fn record(&self) -> Result<Article<'_>, FormatError> {
        let read = json::record(&self.bytes, self.line.max(1));
        let mut document = match (self.element, self.detected.format) {
            (_, Format::Jsonl) => {
                read.map_err(|source| FormatError::Line { line: self.line, source: Box::new(source.without_line()) })?
            }
            (0, _) => read?,
            (number, _) => read.map_err(|source| FormatError::Element { number, source: Box::new(source) })?,
        };
        document.format = self.detected.format;
        Ok(Article { document, original: Cow::Borrowed(&self.bytes) })
    }

    fn saved(&self) -> Saved {
        Saved { url: self.known.url.clone(), when: self.known.seen.clone() }
    }

    /// In UTF-8, where a server said what encoding the bytes have.
    fn decoded(&self) -> Cow<'_, [u8]> {
        let named = self.known.charset.as_deref().and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
        match named {
            // One encoding of Japanese is ASCII that means something else.
            Some(encoding)
                if encoding != encoding_rs::UTF_8
                    && (std::str::from_utf8(&self.bytes).is_err()
                        || encoding == encoding_rs::ISO_2022_JP && self.bytes.contains(&0x1B)) =>
            {
                Cow::Owned(encoding.decode(&self.bytes).0.into_owned().into_bytes())
            }
            _ => Cow::Borrowed(&self.bytes),
        }
    }

    fn tell(&self, document: &mut Document) {
        document.url = document.url.take().or_else(|| self.known.url.clone());
        address::settle(document);
        document.notices.splice(0..0, self.known.notices.iter().cloned());
    }
}

/// Takes apart what `source` holds and hands it to `sink`, in its order, until it breaks.
pub fn split(source: Source<'_>, path: &str, hints: &Hints<'_>, sink: &mut dyn FnMut(Piece) -> ControlFlow<()>) {
    let mut walk = Walk { sink, format: hints.format, depth: 0 };
    let place = Place {
        path: path.to_owned(),
        name: hints.name.map(str::to_owned),
        inside: String::new(),
        known: Known::default(),
        packed: None,
    };
    let _ = walk.open(source, place);
}

/// Where in the whole the walk stands.
pub(super) struct Place {
    /// What it is called.
    pub path: String,
    /// Its name, for its ending.
    pub name: Option<String>,
    /// What it lies in and how that was known, for those who wonder.
    pub inside: String,
    /// What is known of it.
    pub known: Known,
    /// How many bytes it was packed in.
    pub packed: Option<std::rc::Rc<std::cell::Cell<u64>>>,
}

impl Place {
    /// The place of something called `name` in what is `here`.
    pub(super) fn within(&self, path: String, name: Option<String>, here: &str) -> Self {
        let inside = if self.inside.is_empty() { here.to_owned() } else { format!("{here}, {}", self.inside) };
        Self { path, name, inside, known: self.known.clone(), packed: None }
    }
}

/// Takes apart.
pub(super) struct Walk<'a> {
    sink: &'a mut dyn FnMut(Piece) -> ControlFlow<()>,
    /// The format asked for.
    pub format: Option<Format>,
    depth: usize,
}

impl Walk<'_> {
    /// Says what is wrong with `path`.
    pub(super) fn fail(&mut self, path: &str, error: FormatError) -> Flow {
        (self.sink)(Piece::Failed { path: path.to_owned(), error })
    }

    /// Counts something that is no document.
    pub(super) fn skip(&mut self, why: impl Into<String>) -> Flow {
        (self.sink)(Piece::Skipped { why: why.into() })
    }

    /// Hands on a document.
    pub(super) fn part(&mut self, part: Part) -> Flow {
        (self.sink)(Piece::Part(part))
    }

    /// Hands on `bytes` whose format is known.
    pub(super) fn known(&mut self, bytes: Vec<u8>, place: Place, detected: Detected) -> Flow {
        let detected = explained(detected, &place);
        self.part(Part { path: place.path, bytes, detected, known: place.known, line: 0, element: 0 })
    }

    /// A document or an archive that lies inside of another.
    pub(super) fn inner(&mut self, source: Source<'_>, place: Place) -> Flow {
        let asked = self.format;
        self.format = asked.filter(|asked| !is_archive(*asked));
        let flow = self.unpacked(source, place);
        self.format = asked;
        flow
    }

    /// What lay compressed here: the format asked for is that of what comes out.
    pub(super) fn unpacked(&mut self, source: Source<'_>, place: Place) -> Flow {
        self.depth += 1;
        let flow = if self.depth > MAX_DEPTH {
            self.fail(&place.path, FormatError::TooDeep { limit: MAX_DEPTH })
        } else {
            self.open(source, place)
        };
        self.depth -= 1;
        flow
    }

    /// How large a document of `format` may be here: what is nothing but text has no need to be as large as what holds pictures.
    const fn limit(&self, format: Format) -> usize {
        let more =
            matches!(format, Format::Pdf | Format::Docx | Format::Epub | Format::Mail | Format::Mhtml | Format::Zip);
        if self.depth == 0 && more { MAX_DOCUMENT } else { MAX_MEMBER }
    }

    fn open(&mut self, source: Source<'_>, mut place: Place) -> Flow {
        let (head, source) = match peek(source) {
            Ok(peeked) => peeked,
            Err(error) => return self.fail(&place.path, FormatError::io(&error, "the file")),
        };
        if head.len() < HEAD && is_blank(&head) {
            return self.fail(&place.path, FormatError::Empty);
        }
        let asked = self.format.filter(|asked| *asked != Format::Gzip);
        let hints = Hints { name: place.name.as_deref(), format: asked };
        let detected = match (packed(&head), asked) {
            (Some(found), None) => found,
            (Some(found), _) if found.format == Format::Gzip => found,
            // What was asked for is what lies inside, unless it is itself a kind of archive.
            (Some(found), Some(asked)) if !is_archive(asked) && !matches!(asked, Format::Docx | Format::Epub) => found,
            _ => detect(&head, &hints),
        };
        match detected.format {
            Format::Gzip => gzip::split(source.read(), place, self),
            Format::Zip => match source {
                Peeked::File(file) => zip::split(file, place, self),
                stream => match self.whole(&mut *stream.read(), &mut place, Format::Zip) {
                    Ok(bytes) => zip::split(Box::new(Cursor::new(bytes)), place, self),
                    Err(error) => self.fail(&place.path, error),
                },
            },
            Format::Tar => tar::split(&mut *source.read(), &place, self),
            Format::Warc => warc::split(&mut BufReader::with_capacity(1 << 16, source.read()), &place, self),
            Format::Mbox => mbox::split(&mut BufReader::with_capacity(1 << 16, source.read()), &place, self),
            Format::Csv => {
                let detected = explained(detected, &place);
                csv::split(&mut *source.read(), &place, &detected, self)
            }
            Format::Json | Format::Jsonl => self.records(source, place, detected, &head),
            _ => match self.whole(&mut *source.read(), &mut place, detected.format) {
                Ok(bytes) => {
                    // The head shows most; the whole shows the rest.
                    let hints = Hints { name: place.name.as_deref(), format: asked };
                    let detected = if asked.is_some() { detected } else { detect(&bytes, &hints) };
                    self.known(bytes, place, detected)
                }
                Err(error) => self.fail(&place.path, error),
            },
        }
    }

    /// JSON and JSONL. What holds no ASCII as it is must be decoded as a whole.
    fn records(&mut self, source: Peeked<'_>, mut place: Place, detected: Detected, head: &[u8]) -> Flow {
        let mut reader: Box<dyn BufRead + '_> = if json::is_wide(head) {
            let decoded = self.whole(&mut *source.read(), &mut place, detected.format).and_then(|bytes| {
                let (bytes, notices) = json::ascii_based(&bytes)?;
                place.known.notices.extend(notices);
                Ok(bytes.into_owned())
            });
            match decoded {
                Ok(bytes) => Box::new(Cursor::new(bytes)),
                Err(error) => return self.fail(&place.path, error),
            }
        } else {
            Box::new(BufReader::with_capacity(1 << 16, source.read()))
        };
        let detected = explained(detected, &place);
        if detected.format == Format::Jsonl {
            jsonl::split(&mut *reader, &place, &detected, self)
        } else {
            json::split(&mut *reader, &place, &detected, self)
        }
    }

    /// All bytes of one document.
    fn whole(&self, reader: &mut dyn Read, place: &mut Place, format: Format) -> Result<Vec<u8>, FormatError> {
        let limit = self.limit(format);
        let mut bytes = Vec::new();
        let packed = place.packed.take();
        // A bomb is known long before all of it is there.
        while bytes.len() <= limit {
            let read = reader.take(STEP.min(limit + 1 - bytes.len()) as u64).read_to_end(&mut bytes);
            if read.map_err(|error| FormatError::io(&error, "the file"))? == 0 {
                break;
            }
            let unpacked = bytes.len() as u64;
            if let Some(bomb) = packed.as_ref().and_then(|packed| super::budget::of_document(unpacked, packed.get())) {
                return Err(bomb);
            }
        }
        if bytes.len() > limit {
            return Err(FormatError::TooLarge { what: "the document", bytes: bytes.len(), limit });
        }
        Ok(bytes)
    }
}

/// `detected` with what the document lies in.
fn explained(mut detected: Detected, place: &Place) -> Detected {
    if !place.inside.is_empty() {
        detected.reason = format!("{}; it lies in {}", detected.reason, place.inside);
    }
    detected
}

/// Whether what starts with `head` is an archive or compressed, which says nothing of what is in it.
pub fn is_packed(head: &[u8]) -> bool {
    packed(head).is_some()
}

/// Archives and compressed data, by their first bytes.
pub(super) fn packed(head: &[u8]) -> Option<Detected> {
    if head.starts_with(b"\x1F\x8B") {
        Some(Detected::new(Format::Gzip, "its first bytes are those of gzip data"))
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Detected::new(Format::Zip, "its first bytes are those of a ZIP archive"))
    } else if head.get(257..262) == Some(b"ustar") {
        Some(Detected::new(Format::Tar, "its first block is that of a tar archive"))
    } else {
        None
    }
}

/// Whether nothing is there but a byte-order mark and white space.
pub(super) fn is_blank(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 4] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF", b""];
    marks.iter().any(|mark| bytes.strip_prefix(*mark).is_some_and(|rest| rest.trim_ascii().is_empty()))
}

/// Whether documents of other formats lie in files of `format`.
const fn is_archive(format: Format) -> bool {
    matches!(format, Format::Gzip | Format::Zip | Format::Tar | Format::Warc | Format::Mbox)
}

/// A source whose head is known.
enum Peeked<'a> {
    File(Box<dyn Seekable + 'a>),
    Stream(Box<dyn Read + 'a>),
}

impl<'a> Peeked<'a> {
    fn read(self) -> Box<dyn Read + 'a> {
        match self {
            Self::File(file) => Box::new(file),
            Self::Stream(stream) => stream,
        }
    }
}

fn peek(source: Source<'_>) -> std::io::Result<(Vec<u8>, Peeked<'_>)> {
    let mut head = Vec::with_capacity(HEAD);
    match source {
        Source::File(mut file) => {
            file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
            file.rewind()?;
            Ok((head, Peeked::File(file)))
        }
        Source::Stream(mut stream) => {
            let read = stream.by_ref().take(HEAD as u64).read_to_end(&mut head);
            let start = Cursor::new(head.clone());
            let whole: Box<dyn Read + '_> = match read {
                Ok(_) => Box::new(start.chain(stream)),
                Err(error) if head.is_empty() => return Err(error),
                // What came before the fault may hold whole documents, and so may what comes after a gap in it.
                Err(error) => Box::new(start.chain(Fault(Some(error))).chain(stream)),
            };
            Ok((head, Peeked::Stream(whole)))
        }
    }
}

/// Fails as the reader did whose beginning was read.
struct Fault(Option<std::io::Error>);

impl Read for Fault {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
