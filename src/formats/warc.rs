//! WARC crawls, record after record: the pages are taken, with the address they were fetched from; revisits, redirects
//! and everything that is no page are counted. A record's number counts all records of the file, from 1.

use std::io::{self, BufRead, Read as _};

use super::FormatError;
use super::detect::Detected;
use super::gzip;
use super::http;
use super::lines::{Line, line};
use super::parts::{Flow, MAX_MEMBER, Place, Walk};
use crate::model::{Format, Notice};

const WHAT: &str = "the WARC file";
/// A record's header may have this many bytes.
const MAX_HEADER: usize = 256 * 1024;

/// Takes apart a crawl.
pub(super) fn split(reader: &mut dyn BufRead, place: &Place, walk: &mut Walk<'_>) -> Flow {
    let mut number = 0usize;
    // Damage is said once for a stretch of it.
    let mut lost = false;
    loop {
        let (head, sound) = match header(reader) {
            Ok(Some(found)) => found,
            Ok(None) => return Flow::Continue(()),
            Err(error) if gzip::is_gap(&error) => {
                number += 1;
                walk.fail(&format!("{}#{number}", place.path), of_gap(&error))?;
                continue;
            }
            Err(error) => return walk.fail(&place.path, FormatError::io(&error, WHAT)),
        };
        if !sound {
            if !lost {
                let path = format!("{}#{}", place.path, number + 1);
                let message = "no record starts where one should".to_owned();
                walk.fail(&path, FormatError::Damaged { what: "the WARC record", message })?;
            }
            lost = true;
            continue;
        }
        lost = false;
        number += 1;
        let path = format!("{}#{number}", place.path);
        let record = Record::of(&head);
        let Some(length) = record.length else {
            let message = "it does not say how long it is".to_owned();
            walk.fail(&path, FormatError::Damaged { what: "the WARC record", message })?;
            continue;
        };
        let wanted = matches!(record.kind.as_str(), "response" | "resource" | "conversion");
        if !wanted || length > MAX_MEMBER as u64 {
            match record.kind.as_str() {
                "revisit" => walk.skip("revisit")?,
                _ if wanted => walk.skip("record beyond 64 MiB")?,
                _ => {}
            }
            match io::copy(&mut (&mut *reader).take(length), &mut io::sink()) {
                Ok(copied) if copied == length => continue,
                Err(error) if gzip::is_gap(&error) => {
                    walk.fail(&path, of_gap(&error))?;
                    continue;
                }
                Ok(_) => return walk.fail(&path, FormatError::CutShort { what: WHAT }),
                Err(error) => return walk.fail(&path, FormatError::io(&error, WHAT)),
            }
        }
        let mut block = Vec::new();
        match (&mut *reader).take(length).read_to_end(&mut block) {
            Ok(read) if read as u64 == length => {}
            Err(error) if gzip::is_gap(&error) => {
                walk.fail(&path, of_gap(&error))?;
                continue;
            }
            Ok(_) => return walk.fail(&path, FormatError::CutShort { what: WHAT }),
            Err(error) => return walk.fail(&path, FormatError::io(&error, WHAT)),
        }
        take(block, &record, path, place, walk)?;
    }
}

/// A record lost in a crawl whose members are packed one by one: the next is whole again.
fn of_gap(error: &io::Error) -> FormatError {
    FormatError::Damaged { what: "the WARC record", message: error.to_string() }
}

/// Hands on the page of a record, or counts what it is instead.
fn take(block: Vec<u8>, record: &Record, path: String, place: &Place, walk: &mut Walk<'_>) -> Flow {
    let fetched =
        record.kind == "response" && (record.mime.starts_with("application/http") || block.starts_with(b"HTTP/"));
    let (mime, charset, body) = if fetched {
        match http::response(&block) {
            Ok(response) if !(200..300).contains(&response.status) => {
                return walk.skip(format!("HTTP status {}", response.status));
            }
            Ok(response) => (response.mime, response.charset, response.body),
            Err(http::Fault::Encoding(name)) => return walk.skip(format!("page in the encoding {name}")),
            Err(http::Fault::Broken(message)) => {
                return walk.fail(&path, FormatError::Damaged { what: "the HTTP response", message });
            }
        }
    } else {
        let (mime, charset) = http::content_type(&record.mime);
        (mime, charset, block)
    };
    let says = if fetched { "its HTTP header says" } else { "its WARC header says" };
    let format = match mime.as_str() {
        "text/html" | "application/xhtml+xml" => Format::Html,
        "text/plain" if record.kind == "conversion" => Format::Text,
        "" if super::detect::is_page_of(&body) => Format::Html,
        "" => return walk.skip("record without a content type"),
        other => return walk.skip(other),
    };
    if body.trim_ascii().is_empty() {
        return walk.skip("empty page");
    }
    let reason = if mime.is_empty() { "it starts like a web page".to_owned() } else { format!("{says} {mime}") };
    let mut inner = place.within(path, None, WHAT);
    inner.known.url.clone_from(&record.url);
    inner.known.charset = charset;
    inner.known.seen.clone_from(&record.date);
    inner.known.crawled = true;
    if let Some(why) = &record.truncated {
        inner.known.notices.push(Notice::new(format!("the crawl cut this page short ({why})")));
    }
    walk.known(body, inner, Detected::new(format, reason))
}

/// The header of the next record, and whether it is one; none at the end.
fn header(reader: &mut dyn BufRead) -> io::Result<Option<(Vec<u8>, bool)>> {
    let mut first = Vec::new();
    loop {
        first.clear();
        match line(reader, &mut first, MAX_HEADER)? {
            Line::End => return Ok(None),
            _ if first.trim_ascii().is_empty() => {}
            Line::Whole if first.starts_with(b"WARC/") => break,
            Line::Whole | Line::TooLong(_) => return Ok(Some((Vec::new(), false))),
        }
    }
    let mut head = Vec::new();
    loop {
        let start = head.len();
        match line(reader, &mut head, MAX_HEADER)? {
            Line::End => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ if head.len() > MAX_HEADER => return Ok(Some((Vec::new(), false))),
            Line::TooLong(_) => return Ok(Some((Vec::new(), false))),
            Line::Whole if head[start..].trim_ascii().is_empty() => return Ok(Some((head, true))),
            Line::Whole => {}
        }
    }
}

/// What a record's header says.
#[derive(Default)]
struct Record {
    kind: String,
    length: Option<u64>,
    mime: String,
    url: Option<String>,
    date: Option<String>,
    truncated: Option<String>,
}

impl Record {
    fn of(head: &[u8]) -> Self {
        let mut record = Self::default();
        for (name, value) in http::fields(head) {
            match name.as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "content-length" => record.length = value.parse().ok(),
                "content-type" => record.mime = value,
                "warc-target-uri" => {
                    // Some writers put it in brackets.
                    let address = value.trim_start_matches('<').trim_end_matches('>');
                    record.url = address.starts_with("http").then(|| address.to_owned());
                }
                "warc-date" => record.date = Some(value),
                "warc-truncated" => record.truncated = Some(value),
                _ => {}
            }
        }
        record
    }
}
