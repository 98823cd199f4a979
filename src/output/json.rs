//! JSON: an array of objects, one a line.

use std::io::{self, Write};

use super::{hex, number, unique_names};
use crate::query::{Cell, Column, Sink};

/// Writes an array of objects.
pub(super) struct JsonSink<W: Write> {
    out: W,
    keys: Vec<String>,
    rows: u64,
}

impl<W: Write> JsonSink<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, keys: Vec::new(), rows: 0 }
    }
}

impl<W: Write> Sink for JsonSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.keys = keys(columns)?;
        self.out.write_all(b"[")
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.out.write_all(if self.rows == 0 { b"" } else { b",\n " })?;
        self.rows += 1;
        object(&mut self.out, &self.keys, cells)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"]\n")?;
        self.out.flush()
    }
}

/// The names of `columns` as JSON strings, each once.
pub(super) fn keys(columns: &[Column]) -> io::Result<Vec<String>> {
    unique_names(columns).iter().map(|name| Ok(serde_json::to_string(name)?)).collect()
}

/// One row as an object, without a line end.
pub(super) fn object(out: &mut dyn Write, keys: &[String], cells: &[Cell<'_>]) -> io::Result<()> {
    out.write_all(b"{")?;
    for (index, (key, cell)) in keys.iter().zip(cells).enumerate() {
        if index > 0 {
            out.write_all(b", ")?;
        }
        write!(out, "{key}: ")?;
        match cell {
            Cell::Null => out.write_all(b"null")?,
            Cell::Integer(number) => write!(out, "{number}")?,
            // JSON has no infinity; every reader takes this for one, and SQLite writes the same.
            Cell::Real(value) if value.is_infinite() => {
                out.write_all(if *value > 0.0 { b"9e999" } else { b"-9e999" })?;
            }
            Cell::Real(value) => out.write_all(number::real(*value).as_bytes())?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Cell::Blob(bytes) => write!(out, "\"{}\"", hex(bytes))?,
        }
    }
    out.write_all(b"}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{table, text, written};
    use super::super::{Format, Options};
    use crate::query::Value;

    #[test]
    fn every_kind_of_value() {
        let rows = vec![
            [Value::Integer(i64::MAX), Value::Real(1.5), text("“a”\n\"b\"\u{1b}")],
            [Value::Null, Value::Real(-11000.0), Value::Blob(vec![1])],
        ];
        let json = written(Format::Json, &Options::default(), &table(["id", "n", "id"], rows));
        assert_eq!(
            json,
            "[{\"id\": 9223372036854775807, \"n\": 1.5, \"id_2\": \"“a”\\n\\\"b\\\"\\u001b\"},\n \
             {\"id\": null, \"n\": -11000, \"id_2\": \"01\"}]\n"
        );
        let parsed: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(parsed.len(), 2);
    }
}
