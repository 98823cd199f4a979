//! JSON Lines: an object a line.

use std::io::{self, Write};

use super::json::{keys, object};
use crate::query::{Cell, Column, Sink};

/// Writes an object a line.
pub(super) struct JsonlSink<W: Write> {
    out: W,
    keys: Vec<String>,
}

impl<W: Write> JsonlSink<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, keys: Vec::new() }
    }
}

impl<W: Write> Sink for JsonlSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.keys = keys(columns)?;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        object(&mut self.out, &self.keys, cells)?;
        self.out.write_all(b"\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{table, text, written};
    use super::super::{Format, Options};

    #[test]
    fn a_line_break_in_a_cell_is_no_line_break() {
        let rows = vec![[text("a\nb")], [text("\u{2028}")]];
        let jsonl = written(Format::Jsonl, &Options::default(), &table(["t"], rows));
        assert_eq!(jsonl, "{\"t\": \"a\\nb\"}\n{\"t\": \"\u{2028}\"}\n");
    }
}
