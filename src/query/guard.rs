//! The guarded connection: it reads the archive and can do nothing else.
//!
//! Each of these would be enough against most mischief; together they leave none that is known. The file is opened
//! read-only; `query_only` and the defensive mode are on, the schema is not trusted, triggers and ATTACH are off; an
//! authorizer lets through SELECT, plain functions and the pragmas that describe the schema; lengths, memory and time
//! are bounded.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::allowed;

/// What a query may use up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long SQLite may work on one run; the time that the [`Sink`](super::Sink) takes does not count.
    pub timeout: Duration,
    /// The most bytes that one value or row may have.
    pub length: u32,
    /// The most bytes that SQLite may hold, in the whole process: once lowered, it is not raised again.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), length: 256 << 20, memory: 1 << 30 }
    }
}

impl Limits {
    /// The usual bounds, but with this much time.
    pub fn with_timeout(timeout: Duration) -> Self {
        Self { timeout, ..Self::default() }
    }
}

/// Virtual machine steps between two looks at the clock: some tens of microseconds.
const STEPS: i32 = 2_000;

/// Opens `path` read-only; as it stands where its place cannot be written.
pub(super) fn connect(path: &Path, limits: &Limits) -> rusqlite::Result<Connection> {
    match open_guarded(path, false, limits) {
        Err(error) if is_unwritable_place(&error) && !has_log(path) => open_guarded(path, true, limits),
        outcome => outcome,
    }
}

/// Opens and bounds the connection, and reads once, as SQLite looks at the file only then.
pub(super) fn open_guarded(path: &Path, immutable: bool, limits: &Limits) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if immutable {
        Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        // SQLite takes a name that starts with "file:" for a URI, with options of its own.
        let plain = if path.is_relative() { Path::new(".").join(path) } else { path.to_owned() };
        Connection::open_with_flags(plain, flags)?
    };
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false)?;
    // A misspelt "column" in double quotes would pass for a text.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.pragma_update(None, "query_only", true)?;
    // SQLite's own cache is small, and should be: memory that is touched for the first time costs what reading a page again does.
    connection.query_row(&format!("PRAGMA hard_heap_limit = {}", limits.memory), [], |_| Ok(()))?;
    for (limit, to) in [
        (Limit::SQLITE_LIMIT_LENGTH, i32::try_from(limits.length).unwrap_or(i32::MAX)),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
        (Limit::SQLITE_LIMIT_COLUMN, 500),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 1000),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
        (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
        (Limit::SQLITE_LIMIT_FUNCTION_ARG, 127),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        // Matching costs text × pattern, and no clock is looked at meanwhile.
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 999),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, to)?;
    }
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Bounds the time of `connection` by `deadline`, and keeps in `refused` what it was first not allowed to do.
pub(super) fn watch(
    connection: &mut Connection,
    deadline: &Arc<Mutex<Option<Instant>>>,
    refused: &Arc<Mutex<Option<String>>>,
) -> rusqlite::Result<()> {
    let deadline = Arc::clone(deadline);
    let late =
        move || deadline.lock().is_ok_and(|deadline| deadline.is_some_and(|deadline| Instant::now() >= deadline));
    connection.progress_handler(STEPS, Some(late))?;
    let refused = Arc::clone(refused);
    let judge = move |context: AuthContext<'_>| match allowed::judge(&context.action) {
        Ok(()) => Authorization::Allow,
        Err(what) => {
            if let Ok(mut refused) = refused.lock() {
                refused.get_or_insert(what);
            }
            Authorization::Deny
        }
    };
    connection.authorizer(Some(judge))
}

/// Whether SQLite could not make the files that a write-ahead archive needs beside it.
fn is_unwritable_place(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// Whether writes stand beside the archive that are not in it yet: read as it stands, it would lack them.
fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|about| about.len() > 0)
}

/// The file beside the archive that ends so.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Why the archive at `path` cannot be opened, and what to do.
pub(super) fn open_message(error: &rusqlite::Error, path: &Path) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => "it is no sayso archive (no SQLite database at all)".to_owned(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) if has_log(path) => format!(
            "{} holds writes that are not in it yet, and its folder cannot be written; copy both files to a folder \
             that can, and read them there",
            beside(path, "-wal").display()
        ),
        Some(ErrorCode::CannotOpen) => "it cannot be opened; check who may read it and its folder".to_owned(),
        Some(ErrorCode::DatabaseCorrupt) => "it is damaged; restore it from a backup".to_owned(),
        _ => error.to_string(),
    }
}

/// The URI that reads the file as one that nobody changes.
fn immutable_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = "file:".to_owned();
    // On Unix every byte that could mean something else is escaped; a name that is not UTF-8 stays itself.
    for byte in absolute.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?immutable=1");
    uri
}
