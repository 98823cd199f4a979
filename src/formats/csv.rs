//! Tables with commas, semicolons or tabs whose header names an article's fields; an article a row. A row goes on its way
//! as a table of its own, with the header, so that it can be read again.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use ::csv::{ByteRecord, ReaderBuilder, StringRecord, WriterBuilder};
use serde_json::{Map, Value};

use super::detect::Detected;
use super::parts::{Flow, MAX_MEMBER, Part, Place, Walk};
use super::{FormatError, MAX_RECORD, encoding, fields, json};
use crate::model::{Document, Format};

const WHAT: &str = "the table";
/// Marks that part columns.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Takes apart a table.
pub(super) fn split(reader: &mut dyn Read, place: &Place, detected: &Detected, walk: &mut Walk<'_>) -> Flow {
    let mut head = Vec::new();
    if let Err(error) = reader.take(64 * 1024).read_to_end(&mut head) {
        return walk.fail(&place.path, FormatError::io(&error, WHAT));
    }
    // A table in UTF-16, as spreadsheets save it, is decoded as a whole.
    if json::is_wide(&head) {
        let read = reader.take(MAX_MEMBER as u64).read_to_end(&mut head);
        let text = read
            .map_err(|error| FormatError::io(&error, WHAT))
            .and_then(|_| encoding::decode(&head).map(|decoded| decoded.text.into_owned()));
        return match text {
            Ok(text) => {
                let text = text.get(mark_line(&text)..).unwrap_or_default();
                rows(&mut text.as_bytes(), text.as_bytes(), place, detected, walk)
            }
            Err(error) => walk.fail(&place.path, error),
        };
    }
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let start = &start[mark_line(&String::from_utf8_lossy(&start[..start.len().min(16)]))..];
    rows(&mut Cursor::new(start).chain(reader), start, place, detected, walk)
}

fn rows(reader: &mut dyn Read, head: &[u8], place: &Place, detected: &Detected, walk: &mut Walk<'_>) -> Flow {
    let left = Rc::new(Cell::new(MAX_RECORD));
    let bounded = Bounded { inner: reader, left: Rc::clone(&left) };
    let delimiter = delimiter(&String::from_utf8_lossy(head));
    let mut table = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bounded);
    let header = match table.byte_headers() {
        Ok(header) => header.clone(),
        Err(error) => return walk.fail(&place.path, fault(error)),
    };
    let names: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    if !names.iter().any(|name| fields::is_text(name)) {
        let found = names.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
        return walk.fail(&place.path, FormatError::NoColumn { looked_for: fields::text_names(), found });
    }
    let mut row = ByteRecord::new();
    let mut number = 0usize;
    loop {
        left.set(MAX_RECORD);
        match table.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return walk.fail(&place.path, fault(error)),
        }
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        number += 1;
        let mut alone = WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let written = alone.write_byte_record(&header).and_then(|()| alone.write_byte_record(&row));
        let path = format!("{}#{number}", place.path);
        // A Vec takes everything.
        let (Ok(()), Ok(bytes)) = (written, alone.into_inner()) else { continue };
        let known = place.known.clone();
        walk.part(Part { path, bytes, detected: detected.clone(), known, line: 0, element: 0 })?;
    }
    if number == 0 { walk.fail(&place.path, FormatError::NoArticles) } else { Flow::Continue(()) }
}

/// How long the line is by which spreadsheets are told what parts the cells ("sep=;"), where there is one.
fn mark_line(head: &str) -> usize {
    let Some(rest) = head.strip_prefix("sep=").or_else(|| head.strip_prefix("SEP=")) else { return 0 };
    let line = rest.find('\n').filter(|end| rest[..*end].trim_end_matches('\r').chars().count() == 1);
    line.map_or(0, |end| 4 + end + 1)
}

/// Reads a table of one row.
///
/// # Errors
/// When the row holds no text.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let decoded = encoding::decode(bytes)?;
    let mut table = ReaderBuilder::new().flexible(true).from_reader(decoded.text.as_bytes());
    let header = table.headers().map_err(fault)?.clone();
    let mut row = StringRecord::new();
    if !table.read_record(&mut row).map_err(fault)? {
        return Err(FormatError::NoArticles);
    }
    let record: Map<String, Value> = header
        .iter()
        .zip(row.iter())
        .filter(|(_, cell)| !cell.trim().is_empty())
        .map(|(name, cell)| (name.trim().to_owned(), Value::String(cell.to_owned())))
        .collect();
    let mut document = json::article(&record)?;
    document.format = Format::Csv;
    document.notices.splice(0..0, decoded.notices);
    Ok(document)
}

/// Whether `head` starts with a header that names an article's text and another of its fields.
pub(super) fn has_header(head: &str) -> bool {
    let head = head.get(mark_line(head)..).unwrap_or_default();
    let Some(line) = head.lines().next().filter(|line| line.len() < 4096) else { return false };
    let mark = char::from(delimiter(line));
    let names: Vec<&str> = line.split(mark).map(|name| name.trim().trim_matches('"').trim()).collect();
    names.len() > 1
        && names.iter().any(|name| fields::is_text(name))
        && names.iter().filter(|name| fields::is_field(name)).count() > 1
}

/// What parts the columns of the first line.
fn delimiter(head: &str) -> u8 {
    let line = head.lines().next().unwrap_or_default();
    let count = |mark: u8| {
        let mut quoted = false;
        line.bytes()
            .filter(|byte| {
                quoted ^= *byte == b'"';
                *byte == mark && !quoted
            })
            .count()
    };
    // The first of those that stand most often.
    DELIMITERS.into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

fn fault(error: ::csv::Error) -> FormatError {
    let message = error.to_string();
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => FormatError::io(&error, WHAT),
        _ => FormatError::Damaged { what: WHAT, message },
    }
}

/// Ends a row that never ends, as one with an open quotation mark does.
struct Bounded<'a> {
    inner: &'a mut dyn Read,
    left: Rc<Cell<usize>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            let error = FormatError::TooLarge { what: "a row of the table", bytes: MAX_RECORD, limit: MAX_RECORD };
            return Err(io::Error::other(error));
        }
        let read = self.inner.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(read));
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("title,text,date\n", true)]
    #[case("\"Headline\";\"Body\";\"Published at\"\r\n", true)]
    #[case("url\ttext\n", true)]
    #[case("sep=;\r\ntitle;text\r\n", true)]
    #[case("Titel;Volltext;Quelle\r\n", true)]
    #[case("text\n", false)]
    #[case("name,city,population\n", false)]
    #[case("The text, the title and the date were left out.\n", false)]
    fn headers_are_known(#[case] head: &str, #[case] expected: bool) {
        assert_eq!(has_header(head), expected);
    }

    #[test]
    fn the_line_that_names_the_mark_is_no_row() {
        let table = b"sep=;\r\ntitle;text;mediaName\r\nShips;Ten ships came.;Pier News\r\n";
        let articles = crate::formats::read(table, &crate::formats::Hints::default()).unwrap();
        let found: Vec<_> = articles.map(|article| article.unwrap().document).collect();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].text.as_str(), found[0].outlet.as_deref()), ("Ten ships came.", Some("Pier News")));
    }

    #[test]
    fn a_row_is_an_article() {
        let table = "headline,articleBody,author,datePublished\n\"Ships\",\"Ten ships, he said.\n\nMore came.\",Jane Doe,2024-11-03\n";
        let document = read(table.as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Ships"));
        assert_eq!(document.text, "Ten ships, he said.\n\nMore came.");
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03"));
    }
}
