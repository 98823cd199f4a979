//! One neutral answer → text: table, csv, tsv, json, jsonl, markdown, html; one file a format, each a [`Sink`].
//!
//! Every format streams: memory does not grow with the rows. What is the same in all of them:
//! whole reals print without a fraction (`11000`, not `11000.0`), other reals in the shortest form that reads back as
//! the same number; NULL is empty (`null` in JSON); bytes are lower-case hexadecimal, and only their number where a
//! person reads (table, markdown, html).

mod csv;
mod html;
mod json;
mod jsonl;
mod markdown;
pub mod marked;
pub mod number;
pub mod parquet;
mod records;
pub mod report;
mod table;
mod tsv;
pub mod visible;

pub use html::head as page_head;
pub use records::wrap;

use std::fmt;
use std::io::Write;
use std::str::FromStr;

use crate::query::{Column, Sink};

/// The formats an answer can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Format {
    /// Columns for the eye, fitted to a width.
    #[default]
    Table,
    /// RFC 4180.
    Csv,
    /// Tab-separated, quoted as CSV is.
    Tsv,
    /// An array of objects.
    Json,
    /// An object a line.
    Jsonl,
    /// A GitHub-flavoured Markdown table.
    Markdown,
    /// A web page that needs nothing but itself.
    Html,
}

impl Format {
    /// All formats, in the order of help texts.
    pub const ALL: [Self; 7] = [Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Jsonl, Self::Markdown, Self::Html];

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// The format that a file's ending names: `csv`, `tsv`, `json`, `jsonl`, `md`, `html`, …, without the dot.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "txt" => Some(Self::Table),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("no format is called {name:?}; choose one of {}", known.join(", "))
        })
    }
}

/// What a format needs to know of where its text goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many terminal columns a table may take.
    pub width: usize,
    /// CSV and TSV: start with a UTF-8 byte-order mark, by which Excel knows the encoding.
    pub bom: bool,
    /// CSV and TSV: put `'` before a text cell that a spreadsheet would run as a formula.
    pub spreadsheet_safe: bool,
    /// HTML: the page's title.
    pub title: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 80, bom: false, spreadsheet_safe: false, title: "sayso".to_owned() }
    }
}

/// A sink that writes what it takes to `out` as `format`; `out` is flushed at the end.
pub fn writer<'a>(format: Format, options: &Options, out: Box<dyn Write + 'a>) -> Box<dyn Sink + 'a> {
    match format {
        Format::Table => Box::new(table::TableSink::new(out, options.width)),
        Format::Csv => Box::new(csv::CsvSink::new(out, options)),
        Format::Tsv => Box::new(tsv::sink(out, options)),
        Format::Json => Box::new(json::JsonSink::new(out)),
        Format::Jsonl => Box::new(jsonl::JsonlSink::new(out)),
        Format::Markdown => Box::new(markdown::MarkdownSink::new(out)),
        Format::Html => Box::new(html::HtmlSink::new(out, options)),
    }
}

/// The columns' names, each once: where a name comes again (`SELECT a.id, b.id`), it gets `_2`, `_3`, …, so that no
/// cell is lost in a JSON object.
fn unique_names(columns: &[Column]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let mut name = column.name.clone();
        let mut count = 1;
        while names.contains(&name) {
            count += 1;
            name = format!("{}_{count}", column.name);
        }
        names.push(name);
    }
    names
}

/// `bytes` in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What a person is shown of a BLOB.
fn blob_note(bytes: &[u8]) -> String {
    match bytes.len() {
        1 => "(1 byte)".to_owned(),
        length => format!("({length} bytes)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Table, Value};

    /// What `table` looks like in `format`.
    pub(super) fn written(format: Format, options: &Options, table: &Table) -> String {
        let mut bytes = Vec::new();
        table.send(&mut *writer(format, options, Box::new(&mut bytes))).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    pub(super) fn table<const N: usize>(names: [&str; N], rows: Vec<[Value; N]>) -> Table {
        Table {
            columns: names.iter().map(|name| Column { name: (*name).to_owned() }).collect(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }

    pub(super) fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn every_name_reads_back() {
        for format in Format::ALL {
            assert_eq!(format.name().parse::<Format>().unwrap(), format);
        }
        assert!("xml".parse::<Format>().unwrap_err().contains("markdown"));
    }

    #[test]
    fn names_are_made_unique() {
        let columns: Vec<_> = ["id", "id", "id_2", "id"].map(|name| Column { name: name.to_owned() }).to_vec();
        assert_eq!(unique_names(&columns), ["id", "id_2", "id_2_2", "id_3"]);
    }

    #[test]
    fn an_answer_without_rows_is_still_an_answer() {
        let empty = table(["id", "name"], vec![]);
        for (format, expected) in [
            (Format::Csv, "id,name\r\n"),
            (Format::Tsv, "id\tname\n"),
            (Format::Json, "[]\n"),
            (Format::Jsonl, ""),
            (Format::Markdown, "| id | name |\n| --- | --- |\n"),
        ] {
            assert_eq!(written(format, &Options::default(), &empty), expected, "{format}");
        }
    }
}
