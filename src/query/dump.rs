//! Every table of an archive, whole, as one moment left them.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::archive::Archive;

use super::guard::connect;
use super::{Cell, Column, Limits, QueryError, Sink};

/// One table, as its schema describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<ColumnShape>,
    /// The names of the primary key's columns, in order.
    pub primary_key: Vec<String>,
    /// What its columns point to.
    pub foreign_keys: Vec<ForeignKey>,
}

/// A column, as its schema describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnShape {
    /// Its name.
    pub name: String,
    /// Its type: `INTEGER`, `REAL`, `TEXT`, `BLOB`.
    pub kind: String,
    /// Whether it is never null.
    pub not_null: bool,
}

/// Columns that point to rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The columns that point.
    pub from: Vec<String>,
    /// The table they point to.
    pub table: String,
    /// The columns there.
    pub to: Vec<String>,
}

/// A read transaction over a whole archive.
pub struct Dump {
    connection: Connection,
    /// Closed last, as it clears away the files that SQLite keeps beside an open archive.
    _keeper: Archive,
}

impl Dump {
    /// Opens the archive at `path`; what others write from now on is not seen.
    ///
    /// # Errors
    /// When there is no archive, or it cannot be read.
    pub fn open(path: &Path) -> Result<Self, QueryError> {
        let fail = |message: String| QueryError::Open { path: path.to_owned(), message };
        let keeper = Archive::open(path).map_err(|error| {
            // The archive's message names the file already.
            let message = error.to_string();
            let named = format!("{}: ", path.display());
            fail(message.strip_prefix(&named).unwrap_or(&message).to_owned())
        })?;
        let connection = connect(path, &Limits::default()).map_err(|error| fail(error.to_string()))?;
        connection
            .execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema;")
            .map_err(|error| fail(error.to_string()))?;
        Ok(Self { connection, _keeper: keeper })
    }

    /// All tables by name, but SQLite's own, the full-text indexes (made from the others) and the record of migrations.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn tables(&self) -> Result<Vec<TableShape>, QueryError> {
        shapes(&self.connection).map_err(|error| failed("the schema", &error))
    }

    /// Sends all rows of `table` to `sink`, in the order of its primary key. Says how many there were.
    ///
    /// # Errors
    /// When the archive cannot be read, or as `sink` fails.
    pub fn send(&self, table: &TableShape, sink: &mut dyn Sink) -> Result<u64, QueryError> {
        let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
        let order: Vec<String> = table.primary_key.iter().map(|name| quoted(name)).collect();
        let order = if order.is_empty() { "rowid".to_owned() } else { order.join(", ") };
        let sql = format!("SELECT {} FROM {} ORDER BY {order}", names.join(", "), quoted(&table.name));
        self.rows(&format!("table {:?}", table.name), &sql, sink)
    }

    /// The connection, for what else is read in this transaction.
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Sends all rows of `sql`, which messages call `label`, to `sink`. Says how many there were.
    pub(super) fn rows(&self, label: &str, sql: &str, sink: &mut dyn Sink) -> Result<u64, QueryError> {
        let fail = |error: rusqlite::Error| failed(label, &error);
        let mut statement = self.connection.prepare(sql).map_err(fail)?;
        let columns: Vec<Column> = statement.column_names().map(|name| Column { name: name.to_owned() }).collect();
        sink.columns(&columns).map_err(QueryError::Output)?;
        let mut rows = statement.query([]).map_err(fail)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(fail)? {
            let mut texts: Vec<Option<std::borrow::Cow<'_, str>>> = Vec::with_capacity(columns.len());
            for index in 0..columns.len() {
                texts.push(match row.get_ref(index).map_err(fail)? {
                    ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes)),
                    _ => None,
                });
            }
            let mut cells = Vec::with_capacity(columns.len());
            for (index, text) in texts.iter().enumerate() {
                cells.push(match (row.get_ref(index).map_err(fail)?, text) {
                    (_, Some(text)) => Cell::Text(text),
                    (ValueRef::Integer(number), _) => Cell::Integer(number),
                    (ValueRef::Real(number), _) => Cell::Real(number),
                    (ValueRef::Blob(bytes), _) => Cell::Blob(bytes),
                    (ValueRef::Null | ValueRef::Text(_), _) => Cell::Null,
                });
            }
            sink.row(&cells).map_err(QueryError::Output)?;
            count += 1;
        }
        sink.end().map_err(QueryError::Output)?;
        Ok(count)
    }
}

fn shapes(connection: &Connection) -> rusqlite::Result<Vec<TableShape>> {
    let names: Vec<String> = connection
        .prepare(
            "SELECT name
             FROM pragma_table_list
             WHERE schema = 'main'
               AND type = 'table'
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND name NOT IN ('refinery_schema_history', 'index_later')
             ORDER BY name",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    names.into_iter().map(|name| shape(connection, name)).collect()
}

fn shape(connection: &Connection, name: String) -> rusqlite::Result<TableShape> {
    let mut keyed: Vec<(i64, String)> = Vec::new();
    let mut columns = Vec::new();
    let mut statement =
        connection.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let mut rows = statement.query([&name])?;
    while let Some(row) = rows.next()? {
        let column = ColumnShape { name: row.get(0)?, kind: row.get(1)?, not_null: row.get(2)? };
        let place: i64 = row.get(3)?;
        if place > 0 {
            keyed.push((place, column.name.clone()));
        }
        columns.push(column);
    }
    keyed.sort();
    let mut foreign_keys: Vec<(i64, ForeignKey)> = Vec::new();
    let mut statement = connection
        .prepare("SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq")?;
    let mut rows = statement.query([&name])?;
    while let Some(row) = rows.next()? {
        let (id, table, from): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        // Null where the key points to the primary key without naming it; this archive's are all called id.
        let to = row.get::<_, Option<String>>(3)?.unwrap_or_else(|| "id".to_owned());
        match foreign_keys.last_mut().filter(|(last, _)| *last == id) {
            Some((_, key)) => {
                key.from.push(from);
                key.to.push(to);
            }
            None => foreign_keys.push((id, ForeignKey { from: vec![from], table, to: vec![to] })),
        }
    }
    Ok(TableShape {
        name,
        columns,
        primary_key: keyed.into_iter().map(|(_, name)| name).collect(),
        foreign_keys: foreign_keys.into_iter().map(|(_, key)| key).collect(),
    })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(super) fn failed(what: &str, error: &rusqlite::Error) -> QueryError {
    QueryError::Sql { query: what.to_owned(), message: error.to_string(), at: None, hint: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Table;

    #[test]
    fn a_fresh_archive_has_all_tables_of_the_design() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Archive::create(&path).unwrap());
        let dump = Dump::open(&path).unwrap();
        let tables = dump.tables().unwrap();
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        for name in ["articles", "claim_parts", "claims", "figures", "saved_queries", "source_aliases", "sources"] {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(!names.iter().any(|name| name.contains("_fts") || name.contains("refinery")), "{names:?}");
        let figures = tables.iter().find(|table| table.name == "figures").unwrap();
        assert_eq!(figures.primary_key, ["id"]);
        assert!(figures.foreign_keys.iter().any(|key| key.table == "claims" && key.from == ["claim_id"]));
        let mut rows = Table::default();
        assert_eq!(dump.send(figures, &mut rows).unwrap(), 0);
        assert_eq!(rows.columns.len(), figures.columns.len());
    }

    #[test]
    fn no_archive_is_an_error_that_names_it_once() {
        let error = Dump::open(Path::new("/nowhere/x.db")).err().unwrap().to_string();
        assert_eq!(error.matches("/nowhere/x.db").count(), 1, "{error}");
    }
}
