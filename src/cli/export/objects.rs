//! Rows as JSON objects, one after the other into one document.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::query::{Cell, Column, Sink};

/// A row, by the names of its columns.
pub(super) struct Row(Map<String, Value>);

impl Row {
    /// What stands under `name`; null where nothing does.
    pub fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// As text, where it is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).as_str()
    }

    /// JSON that stands under `name` as text.
    pub fn parsed(&self, name: &str) -> Value {
        self.text(name).and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
    }

    /// What of `names` is not null, by name.
    pub fn some(&self, names: &[&str]) -> Map<String, Value> {
        names
            .iter()
            .filter(|name| !self.get(name).is_null())
            .map(|name| ((*name).to_owned(), self.get(name).clone()))
            .collect()
    }
}

/// Writes what `shape` makes of each row, as elements of an array that stands open in `out`.
pub(super) struct Elements<'a, W: Write> {
    out: W,
    names: Vec<String>,
    shape: &'a dyn Fn(&Row) -> Value,
    /// Whether an element stands there already.
    pub begun: bool,
}

impl<'a, W: Write> Elements<'a, W> {
    pub fn new(out: W, begun: bool, shape: &'a dyn Fn(&Row) -> Value) -> Self {
        Self { out, names: Vec::new(), shape, begun }
    }
}

impl<W: Write> Sink for Elements<'_, W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.names = columns.iter().map(|column| column.name.clone()).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let cells = cells.iter().map(|cell| match cell {
            Cell::Null | Cell::Blob(_) => Value::Null,
            Cell::Integer(number) => json!(number),
            Cell::Real(number) => json!(number),
            Cell::Text(text) => json!(text),
        });
        let row = Row(self.names.iter().cloned().zip(cells).collect());
        self.out.write_all(if self.begun { b",\n  " } else { b"\n  " })?;
        self.begun = true;
        serde_json::to_writer(&mut self.out, &(self.shape)(&row))?;
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where an article is to be found: at its address, or by the SHA-256 of its text.
pub(super) fn address(row: &Row) -> String {
    row.text("url")
        .map_or_else(|| format!("urn:sha256:{}", row.text("content_hash").unwrap_or_default()), str::to_owned)
}
