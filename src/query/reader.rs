//! The reader of an archive: runs a statement on the guarded connection, hands its rows to a sink, and says what to do where
//! it fails.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode};

use crate::archive::is_of_this_version;

use super::guard::{connect, open_message, watch};
use super::{Bindings, Cell, Column, Limits, Query, QueryError, Sink, Table, Value, header, scan, suggest};

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunSummary {
    /// How many rows went to the sink.
    pub rows: u64,
    /// How long it took, the sink's time included.
    pub elapsed: Duration,
}

/// What [`Reader::run`] runs: a statement, and the name that messages call it by.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    name: &'a str,
    sql: &'a str,
}

impl<'a> From<&'a str> for Statement<'a> {
    fn from(sql: &'a str) -> Self {
        Self { name: "", sql }
    }
}

impl<'a> From<&'a String> for Statement<'a> {
    fn from(sql: &'a String) -> Self {
        Self { name: "", sql }
    }
}

impl<'a> From<&'a Query> for Statement<'a> {
    fn from(query: &'a Query) -> Self {
        Self { name: &query.name, sql: &query.sql }
    }
}

/// The guarded connection to one archive.
pub struct Reader {
    connection: Connection,
    limits: Limits,
    /// Until when the run at hand may go on.
    deadline: Arc<Mutex<Option<Instant>>>,
    /// What the authorizer refused first.
    refused: Arc<Mutex<Option<String>>>,
}

impl Reader {
    /// Opens the archive at `path` for reading. Nothing is created but SQLite's own `-wal` and `-shm` beside a
    /// write-ahead archive; an archive on media that cannot be written is read as it stands.
    ///
    /// # Errors
    /// The file is missing, no SQLite database, or cannot be read where it lies.
    pub fn open(path: &Path, limits: Limits) -> Result<Self, QueryError> {
        let fail = |message: String| QueryError::Open { path: path.to_owned(), message };
        match fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(fail("no such file; make an archive with `sayso ingest`".to_owned()));
            }
            Err(error) => return Err(fail(error.to_string())),
            Ok(about) if about.is_dir() => return Err(fail("it is a folder, not an archive".to_owned())),
            Ok(_) => {}
        }
        let mut connection = connect(path, &limits).map_err(|error| fail(open_message(&error, path)))?;
        let deadline: Arc<Mutex<Option<Instant>>> = Arc::default();
        let refused: Arc<Mutex<Option<String>>> = Arc::default();
        watch(&mut connection, &deadline, &refused).map_err(|error| fail(error.to_string()))?;
        Ok(Self { connection, limits, deadline, refused })
    }

    /// The connection, for what the rest of the room reads.
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Whether the archive has the schema of this program.
    pub fn is_current(&self) -> bool {
        is_of_this_version(&self.connection)
    }

    /// Runs one statement, or a [`Query`], and pushes its answer into `sink` row by row.
    ///
    /// # Errors
    /// No statement or several, one that does not only read, a parameter without a value, whatever SQLite reports,
    /// the time or memory used up, or the sink's own failure. Rows that went into the sink before stay there.
    pub fn run<'a>(
        &self,
        statement: impl Into<Statement<'a>>,
        parameters: &Bindings,
        sink: &mut dyn Sink,
    ) -> Result<RunSummary, QueryError> {
        let statement = statement.into();
        let begun = Instant::now();
        self.set_deadline(Some(begun + self.limits.timeout));
        let outcome = self.answer(statement, parameters, sink);
        self.set_deadline(None);
        outcome.map(|rows| RunSummary { rows, elapsed: begun.elapsed() })
    }

    /// Runs a statement and keeps its whole answer in memory.
    ///
    /// # Errors
    /// As [`Reader::run`].
    pub fn table<'a>(&self, statement: impl Into<Statement<'a>>, parameters: &Bindings) -> Result<Table, QueryError> {
        let mut table = Table::default();
        self.run(statement, parameters, &mut table)?;
        Ok(table)
    }

    /// Prepares a statement without running it: whether it reads, and nothing else, and SQLite understands it.
    ///
    /// # Errors
    /// As [`Reader::run`], but for what shows only in running.
    pub fn check<'a>(&self, statement: impl Into<Statement<'a>>) -> Result<(), QueryError> {
        let statement = statement.into();
        self.set_deadline(Some(Instant::now() + self.limits.timeout));
        let outcome = self.prepare(statement).map(drop);
        self.set_deadline(None);
        outcome
    }

    fn prepare(&self, statement: Statement<'_>) -> Result<rusqlite::Statement<'_>, QueryError> {
        let Statement { name, sql } = statement;
        let label = || header::label(name);
        if sql.contains('\0') {
            let message = "there is a NUL character in it".to_owned();
            return Err(QueryError::Sql { query: label(), message, at: None, hint: String::new() });
        }
        let found = scan::scan(sql);
        if found.statement.is_none() {
            return Err(QueryError::Empty { query: label() });
        }
        if let Some(second) = found.second {
            return Err(QueryError::Several { query: label(), line: scan::line_and_column(sql, second).0 });
        }
        if let Ok(mut refused) = self.refused.lock() {
            *refused = None;
        }
        let prepared = self.connection.prepare(sql).map_err(|error| self.explain(name, sql, &error))?;
        if !prepared.readonly() || prepared.column_count() == 0 {
            return Err(QueryError::Refused { query: label(), what: "it does not read".to_owned() });
        }
        Ok(prepared)
    }

    fn answer(&self, statement: Statement<'_>, parameters: &Bindings, sink: &mut dyn Sink) -> Result<u64, QueryError> {
        let Statement { name, sql } = statement;
        let label = || header::label(name);
        let fail = |error: rusqlite::Error| self.explain(name, sql, &error);
        let mut prepared = self.prepare(statement)?;
        let mut missing = Vec::new();
        for index in 1..=prepared.parameter_count() {
            let parameter = prepared.parameter_name(index).unwrap_or("?").get(1..).unwrap_or_default().to_owned();
            match parameters.get(&parameter) {
                Some(value) => prepared.raw_bind_parameter(index, bound(value)).map_err(fail)?,
                None => missing.push(parameter),
            }
        }
        if !missing.is_empty() {
            return Err(QueryError::MissingParameter { query: label(), missing });
        }
        let columns: Vec<Column> = prepared.column_names().map(|name| Column { name: name.to_owned() }).collect();
        let width = columns.len();
        self.apart(|| sink.columns(&columns))?;
        let mut rows = prepared.raw_query();
        let mut count = 0;
        while let Some(row) = rows.next().map_err(fail)? {
            // Text that is not UTF-8 is mended in copies, which must outlive the cells that borrow them.
            let mut mended: Vec<(usize, String)> = Vec::new();
            let mut cells = Vec::with_capacity(width);
            for index in 0..width {
                cells.push(match row.get_ref(index).map_err(fail)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(number) => Cell::Integer(number),
                    ValueRef::Real(number) => Cell::Real(number),
                    ValueRef::Blob(bytes) => Cell::Blob(bytes),
                    ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_or_else(
                        |_| {
                            mended.push((index, String::from_utf8_lossy(bytes).into_owned()));
                            Cell::Null
                        },
                        Cell::Text,
                    ),
                });
            }
            for (index, text) in &mended {
                if let Some(cell) = cells.get_mut(*index) {
                    *cell = Cell::Text(text);
                }
            }
            self.apart(|| sink.row(&cells))?;
            count += 1;
        }
        self.apart(|| sink.end())?;
        Ok(count)
    }

    /// Does what the sink asks without counting its time: a pager at the other end may wait as long as it likes.
    fn apart(&self, act: impl FnOnce() -> std::io::Result<()>) -> Result<(), QueryError> {
        let begun = Instant::now();
        let outcome = act();
        if let Ok(mut deadline) = self.deadline.lock()
            && let Some(deadline) = deadline.as_mut()
        {
            *deadline += begun.elapsed();
        }
        outcome.map_err(QueryError::Output)
    }

    fn set_deadline(&self, to: Option<Instant>) {
        if let Ok(mut deadline) = self.deadline.lock() {
            *deadline = to;
        }
    }

    /// Turns SQLite's error into one that says what to do.
    fn explain(&self, name: &str, sql: &str, error: &rusqlite::Error) -> QueryError {
        let query = header::label(name);
        if let Some(what) = self.refused.lock().ok().and_then(|mut refused| refused.take()) {
            return QueryError::Refused { query, what };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => {
                return QueryError::Timeout { query, limit: self.limits.timeout };
            }
            Some(ErrorCode::OutOfMemory) => {
                let message = format!("it needs more than {} MiB of memory", self.limits.memory >> 20);
                return QueryError::TooBig { query, message };
            }
            Some(ErrorCode::TooBig) => {
                let message = format!("a text, a blob or the statement is longer than {} bytes", self.limits.length);
                return QueryError::TooBig { query, message };
            }
            _ => {}
        }
        let (message, at) = match error {
            rusqlite::Error::SqlInputError { msg, offset, .. } => {
                let at = usize::try_from(*offset).ok().map(|offset| scan::line_and_column(sql, offset));
                (msg.clone(), at)
            }
            rusqlite::Error::SqliteFailure(_, Some(message)) => (message.clone(), None),
            other => (other.to_string(), None),
        };
        // What the look-ups below do must not end as this query's error, nor in its time.
        self.set_deadline(Some(Instant::now() + Duration::from_secs(1)));
        let hint = self.hint(&message);
        QueryError::Sql { query, message, at, hint }
    }

    fn hint(&self, message: &str) -> String {
        let names = |sql: &str| -> Vec<String> {
            let read = || -> rusqlite::Result<Vec<String>> {
                self.connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
            };
            read().unwrap_or_default()
        };
        if let Some(typed) = message.strip_prefix("no such table: ") {
            let known = names("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name");
            return suggest::did_you_mean(typed, known.iter().map(String::as_str));
        }
        if let Some(typed) = message.strip_prefix("no such column: ") {
            if let Some(quoted) = typed.strip_prefix('"') {
                return format!("; write a text in single quotes: '{}'", quoted.split('"').next().unwrap_or_default());
            }
            let known = names(
                "SELECT DISTINCT c.name
                 FROM sqlite_schema AS t
                 JOIN pragma_table_info(t.name) AS c
                 WHERE t.type = 'table' AND t.name NOT LIKE '%\\_fts%' ESCAPE '\\'
                 ORDER BY c.name",
            );
            let bare = typed.rsplit('.').next().unwrap_or(typed);
            return suggest::did_you_mean(bare, known.iter().map(String::as_str).filter(|name| *name != bare));
        }
        String::new()
    }
}

fn bound(value: &Value) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match value {
        Value::Null => ValueRef::Null,
        Value::Integer(number) => ValueRef::Integer(*number),
        Value::Real(number) => ValueRef::Real(*number),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Blob(bytes) => ValueRef::Blob(bytes),
    })
}
