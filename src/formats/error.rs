//! What can be wrong with a document, and what to do about it. No file name inside: whoever has the path adds it.

use std::io;

/// Why a document was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// No bytes, or white space alone.
    #[error("the file is empty; there is nothing to read")]
    Empty,
    /// Not text at all.
    #[error("this is binary data ({seems}), not a document; convert it to text, HTML or PDF first")]
    Binary {
        /// What its first bytes look like.
        seems: String,
    },
    /// Text of a kind that sayso does not read.
    #[error("this looks like {seems}, which sayso does not read; save it as PDF, Word, HTML or text first")]
    Unsupported {
        /// What it looks like.
        seems: String,
    },
    /// More than one article may hold.
    #[error(
        "{what} is {bytes} bytes long, more than the {limit} that one article may have; split it, or use JSONL with one article a line"
    )]
    TooLarge {
        /// What is too large: "the text", "the page".
        what: &'static str,
        /// Its length in bytes.
        bytes: usize,
        /// What is allowed, in bytes.
        limit: usize,
    },
    /// A page built to exhaust its reader, or broken beyond use.
    #[error("the HTML is too tangled to read ({why}); save the page's article as text instead")]
    Tangled {
        /// Which bound it breaks.
        why: String,
    },
    /// A page without an article.
    #[error("no article text found in the HTML; save the page again once its text shows, or give the text itself")]
    NoArticle,
    /// JSON that breaks off.
    #[error("the JSON ends in the middle{}; it was probably cut short, so get it again", at_line(*.line))]
    Truncated {
        /// The line where it ends, from 1; 0 where it goes without saying.
        line: usize,
    },
    /// JSON that is none.
    #[error("this is not valid JSON: {message} ({}column {column}); correct it there", line_and(*.line))]
    Json {
        /// What the parser says.
        message: String,
        /// Line, from 1; 0 where it goes without saying.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON of so many values that it is no article.
    #[error("the record holds more than {limit} values; leave the article's own fields in it")]
    TooManyValues {
        /// How many it may hold.
        limit: usize,
    },
    /// JSON, but no object.
    #[error("expected a JSON object with an article's fields, found {found}")]
    NotAnObject {
        /// What stands there: "a number", "a list".
        found: &'static str,
    },
    /// An empty list.
    #[error("it holds no articles: its list is empty")]
    NoArticles,
    /// An object without a text.
    #[error("no article text: none of the fields {looked_for} holds any{}", found_list(.found))]
    NoText {
        /// The names that were looked for.
        looked_for: String,
        /// The fields that are there.
        found: String,
    },
    /// Bytes that do not come.
    #[error("it cannot be read: {message}")]
    Read {
        /// What the system says.
        message: String,
    },
    /// An archive, crawl or mailbox that breaks off.
    #[error("{what} breaks off in the middle; what came before was read, so get the whole of it and read it again")]
    CutShort {
        /// What breaks off: "the gzip data".
        what: &'static str,
    },
    /// An archive or document that is not as its format wants it.
    #[error("{what} is damaged ({message}); get it again, or unpack it with a tool that repairs it")]
    Damaged {
        /// What is damaged: "the ZIP archive".
        what: &'static str,
        /// What is wrong.
        message: String,
    },
    /// What unpacks to far more than anybody packs.
    #[error(
        "it unpacks to more than {unpacked} bytes from {packed}, as data made to fill a memory does; unpack it yourself if you trust it"
    )]
    Bomb {
        /// Bytes that came out.
        unpacked: u64,
        /// Bytes that went in.
        packed: u64,
    },
    /// Archives in archives in archives.
    #[error("archives lie in one another more than {limit} deep; unpack the outer ones and read what is in them")]
    TooDeep {
        /// How deep they may lie.
        limit: usize,
    },
    /// More members than an archive may have.
    #[error(
        "the archive has more than {limit} members; those after them were not read, so unpack it and read the folder"
    )]
    TooMany {
        /// How many it may have.
        limit: usize,
    },
    /// What only a password opens.
    #[error("{what} is encrypted; save it without a password first")]
    Encrypted {
        /// What is: "the PDF".
        what: &'static str,
    },
    /// A PDF of pictures.
    #[error(
        "the PDF holds pictures of its {pages} and no text; make their text readable first (OCR, for example with ocrmypdf)"
    )]
    NoTextLayer {
        /// "3 pages".
        pages: String,
    },
    /// A document that its parser cannot bear.
    #[error("{what} is broken in a way that its parser cannot bear; save it anew with the program that made it")]
    GaveUp {
        /// What is: "the PDF".
        what: &'static str,
    },
    /// A document without words.
    #[error("{what} holds no text of an article")]
    Wordless {
        /// What does: "the Word document".
        what: &'static str,
    },
    /// A table that names no field of an article.
    #[error("the table's header names no column with an article's text ({looked_for}); it names {found}")]
    NoColumn {
        /// The names that were looked for.
        looked_for: String,
        /// The columns that are there.
        found: String,
    },
    /// What is wrong with one line of a JSONL file; the others are read.
    #[error("line {line}: {source}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: Box<FormatError>,
    },
    /// What is wrong with one element of a JSON list; the others are read.
    #[error("article {number} of the list: {source}")]
    Element {
        /// Its place, from 1.
        number: usize,
        /// What is wrong with it.
        source: Box<FormatError>,
    },
}

fn at_line(line: usize) -> String {
    if line == 0 { String::new() } else { format!(" (line {line})") }
}

fn line_and(line: usize) -> String {
    if line == 0 { String::new() } else { format!("line {line}, ") }
}

fn found_list(found: &str) -> String {
    if found.is_empty() { String::new() } else { format!(" (the fields there are {found})") }
}

impl FormatError {
    /// From what reading `what` ("the gzip data") failed with.
    pub(super) fn io(error: &io::Error, what: &'static str) -> Self {
        if let Some(own) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return own.clone();
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutShort { what },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Self::Damaged { what, message: error.to_string() }
            }
            _ => Self::Read { message: error.to_string() },
        }
    }

    /// From the parser's error, whose lines count from `first_line`.
    pub(super) fn json(error: &serde_json::Error, first_line: usize) -> Self {
        let line = first_line + error.line().saturating_sub(1);
        if error.is_eof() {
            return Self::Truncated { line };
        }
        let said = error.to_string();
        // The place is said once, in our own words.
        let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message).to_owned();
        Self::Json { message, line, column: error.column() }
    }

    /// Without the line, which whoever wraps it says.
    pub(super) fn without_line(self) -> Self {
        match self {
            Self::Truncated { .. } => Self::Truncated { line: 0 },
            Self::Json { message, column, .. } => Self::Json { message, line: 0, column },
            other => other,
        }
    }
}
