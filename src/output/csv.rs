//! CSV by RFC 4180: a header row, CRLF, quotes where they are needed, UTF-8.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::{Options, hex, number};
use crate::query::{Cell, Column, Sink};

/// Writes CSV, or with another delimiter its relatives.
pub(super) struct CsvSink<W: Write> {
    writer: Writer<Marked<W>>,
    spreadsheet_safe: bool,
}

impl<W: Write> CsvSink<W> {
    pub(super) fn new(out: W, options: &Options) -> Self {
        Self::with(out, options, b',', Terminator::CRLF)
    }

    pub(super) fn with(out: W, options: &Options, delimiter: u8, terminator: Terminator) -> Self {
        let writer = WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .quote_style(QuoteStyle::Necessary)
            .from_writer(Marked { out, bom: options.bom });
        Self { writer, spreadsheet_safe: options.spreadsheet_safe }
    }

    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.spreadsheet_safe && runs_as_formula(text) {
            Cow::Owned(format!("'{text}"))
        } else {
            Cow::Borrowed(text)
        }
    }
}

impl<W: Write> Sink for CsvSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        for column in columns {
            let name = self.text(&column.name);
            self.writer.write_field(name.as_bytes()).map_err(to_io)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(to_io)
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Null => self.writer.write_field(b""),
                Cell::Integer(number) => self.writer.write_field(number.to_string()),
                Cell::Real(value) => self.writer.write_field(number::real(*value)),
                Cell::Text(text) => {
                    let text = self.text(text);
                    self.writer.write_field(text.as_bytes())
                }
                Cell::Blob(bytes) => self.writer.write_field(hex(bytes)),
            }
            .map_err(to_io)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(to_io)
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Whether a spreadsheet would run `text` as a formula (OWASP, "CSV Injection"): it starts with a sign that opens one,
/// in ASCII or full width, and is no plain number, which is harmless as it stands.
fn runs_as_formula(text: &str) -> bool {
    let opens =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    opens && !is_number(text)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'))
        && text.parse::<f64>().is_ok()
}

/// Keeps the kind of an I/O error, by which a closed pipe is known.
fn to_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// Puts the byte-order mark before the first byte.
struct Marked<W: Write> {
    out: W,
    bom: bool,
}

impl<W: Write> Write for Marked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bom {
            self.out.write_all("\u{feff}".as_bytes())?;
            self.bom = false;
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{table, text, written};
    use super::super::{Format, Options};
    use super::*;
    use crate::query::Value;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn every_kind_of_value() {
        let rows = vec![
            [Value::Integer(-7), Value::Real(11000.0), text("a \"b\", c\nd"), Value::Blob(vec![0, 255])],
            [Value::Null, Value::Real(0.1), text(""), Value::Null],
        ];
        assert_eq!(
            written(Format::Csv, &Options::default(), &table(["i", "r", "t, u", "b"], rows)),
            "i,r,\"t, u\",b\r\n-7,11000,\"a \"\"b\"\", c\nd\",00ff\r\n,0.1,,\r\n"
        );
    }

    #[test]
    fn the_mark_comes_once_and_first() {
        let options = Options { bom: true, ..Options::default() };
        assert_eq!(written(Format::Csv, &options, &table(["a"], vec![[text("é")]])), "\u{feff}a\r\né\r\n");
    }

    #[rstest]
    #[case("=1+1", true)]
    #[case("+cmd|'/C calc'!A0", true)]
    #[case("-2+3", true)]
    #[case("@SUM(1)", true)]
    #[case("\t=1", true)]
    #[case("\r=1", true)]
    #[case("\u{ff1d}1", true)]
    #[case("+82 2 555 0100", true)]
    #[case("-5", false)]
    #[case("+3.5e2", false)]
    #[case("-", true)]
    #[case("1=1", false)]
    #[case("", false)]
    fn formulas(#[case] given: &str, #[case] expected: bool) {
        assert_eq!(runs_as_formula(given), expected);
    }

    #[test]
    fn formulas_are_neutralised_in_text_and_headers_only() {
        let options = Options { spreadsheet_safe: true, ..Options::default() };
        let rows = vec![[Value::Integer(-5), text("=HYPERLINK(\"x\")")], [Value::Real(-0.5), text("-5")]];
        assert_eq!(
            written(Format::Csv, &options, &table(["n", "=t"], rows)),
            "n,'=t\r\n-5,\"'=HYPERLINK(\"\"x\"\")\"\r\n-0.5,-5\r\n"
        );
    }

    proptest! {
        #[test]
        fn any_text_reads_back(cells in proptest::collection::vec(any::<String>(), 2..6)) {
            let row: Vec<_> = cells.iter().map(|cell| text(cell)).collect();
            let columns = row.iter().map(|_| Column { name: "c".to_owned() }).collect();
            let given = crate::query::Table { columns, rows: vec![row] };
            let csv = written(Format::Csv, &Options::default(), &given);
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let read: Vec<String> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
            prop_assert_eq!(read, cells);
        }
    }
}
