//! The neutral shape of every answer: columns, then rows, pushed one at a time so that memory stays flat.

use std::io;

/// A column of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, as the statement gives it.
    pub name: String,
}

/// One value of an answer, borrowed from the row it stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// SQL NULL.
    Null,
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text; where SQLite holds text that is not UTF-8, the bad bytes come as U+FFFD.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// One value of an answer, owned.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL NULL.
    Null,
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Cell<'_> {
    /// A copy that outlives the row.
    pub fn to_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(number),
            Self::Real(number) => Value::Real(number),
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Blob(bytes) => Value::Blob(bytes.to_vec()),
        }
    }
}

impl Value {
    /// The value, borrowed.
    pub fn as_cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Integer(number) => Cell::Integer(*number),
            Self::Real(number) => Cell::Real(*number),
            Self::Text(text) => Cell::Text(text),
            Self::Blob(bytes) => Cell::Blob(bytes),
        }
    }
}

/// Takes an answer row by row: every output format is one, and so is [`Table`].
///
/// # Errors
/// Each method fails as the writing behind it does.
pub trait Sink {
    /// Called once, before any row.
    fn columns(&mut self, columns: &[Column]) -> io::Result<()>;
    /// Called once a row, with as many cells as there are columns.
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()>;
    /// Called once, after the last row.
    fn end(&mut self) -> io::Result<()>;
}

/// An answer held in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, each as wide as the columns.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// Pushes the whole of it into `sink`.
    ///
    /// # Errors
    /// Fails as `sink` does.
    pub fn send(&self, sink: &mut dyn Sink) -> io::Result<()> {
        sink.columns(&self.columns)?;
        for row in &self.rows {
            let cells: Vec<_> = row.iter().map(Value::as_cell).collect();
            sink.row(&cells)?;
        }
        sink.end()
    }
}

impl Sink for Table {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.columns = columns.to_vec();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.rows.push(cells.iter().map(|cell| cell.to_value()).collect());
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}
