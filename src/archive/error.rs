//! What can go wrong with an archive, each in one line: the file, what is wrong, what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why an archive could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// No file of that name.
    #[error("{}: no such archive; check the name, or make one with `sayso ingest`", .0.display())]
    Missing(PathBuf),
    /// The folder that the archive should stand in does not exist.
    #[error("{}: the folder {} does not exist; make it first", .path.display(), .folder.display())]
    NoFolder {
        /// The archive asked for.
        path: PathBuf,
        /// The folder that is missing.
        folder: PathBuf,
    },
    /// A folder, a pipe, a device, or no name at all.
    #[error("{}: this is {what}, not an archive; name a file", .path.display())]
    NotAFile {
        /// The path asked for.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// An empty file.
    #[error("{}: the file is empty; fill it with `sayso ingest`, or name another", .0.display())]
    Empty(PathBuf),
    /// Not SQLite at all.
    #[error("{}: this file is not an archive, nor any SQLite database; name another", .0.display())]
    NotADatabase(PathBuf),
    /// SQLite, but not ours.
    #[error("{}: this SQLite database belongs to another program; name another file", .0.display())]
    Foreign(PathBuf),
    /// Written by a sayso that knows more migrations.
    #[error(
        "{}: the archive was written by a newer sayso (schema {found}, this one knows {known}); use that version",
        .path.display()
    )]
    Newer {
        /// The archive.
        path: PathBuf,
        /// The version of its schema.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// Its record of migrations is not one that a released sayso wrote.
    #[error("{}: migration {version} in the archive is not the one this sayso knows; use the sayso that made it", .path.display())]
    Divergent {
        /// The archive.
        path: PathBuf,
        /// The first migration that differs.
        version: i64,
    },
    /// A migration failed; the archive is as it was.
    #[error("{}: the archive could not be brought up to date and is as it was: {reason}", .path.display())]
    Migration {
        /// The archive.
        path: PathBuf,
        /// What SQLite or the migrations said.
        reason: String,
    },
    /// Another writer held the file for too long.
    #[error("{}: another program is writing to the archive and did not finish; try again later", .0.display())]
    Busy(PathBuf),
    /// No room on the disk.
    #[error("{}: the disk is full; make room and do it again, what was stored is safe", .0.display())]
    Full(PathBuf),
    /// The system could not read or write the file: a limit, a quota, a disk that fails.
    #[error(
        "{}: the system could not read or write the archive ({reason}); look after the disk, its room and its limits, and do it \
         again: what was stored is safe",
        .path.display()
    )]
    Io {
        /// The archive.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// No right to write.
    #[error("{}: the archive cannot be written; check the rights of the file and its folder", .0.display())]
    ReadOnly(PathBuf),
    /// The file cannot be opened at all.
    #[error("{}: the file cannot be opened: {reason}", .path.display())]
    Unreadable {
        /// The archive.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file is damaged.
    #[error("{}: the archive is damaged ({reason}); restore a copy", .path.display())]
    Damaged {
        /// The archive.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// A reading that does not fit its document: a fault of the program, found before anything is stored.
    #[error("{path}: the reading does not fit the text ({what}); nothing of it was stored, please report this")]
    Unfit {
        /// Where the document came from.
        path: String,
        /// What does not fit.
        what: String,
    },
    /// A text that the archive does not hold was given without a reading.
    #[error("{path}: the text is new to the archive but was not read; nothing of it was stored, please report this")]
    Unread {
        /// Where the document came from.
        path: String,
    },
    /// A text longer than SQLite keeps in one value.
    #[error("{path}: the article is too large for one row of SQLite; nothing of it was stored")]
    TooLarge {
        /// Where the document came from.
        path: String,
    },
    /// The original bytes could not be packed or unpacked.
    #[error("article's original bytes: {0}")]
    Packing(#[from] std::io::Error),
    /// Anything else that SQLite says.
    #[error("{}: {source}", .path.display())]
    Sqlite {
        /// The archive.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl ArchiveError {
    /// The error that SQLite's `error` means for the archive at `path`.
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::SystemIoFailure) => Self::Io { path, reason: error.to_string() },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::NotADatabase) => Self::NotADatabase(path),
            Some(ErrorCode::CannotOpen) => Self::Unreadable { path, reason: error.to_string() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, reason: error.to_string() },
            _ => Self::Sqlite { path, source: error },
        }
    }

    /// Whether the fault lies with one document, so that the next may still be stored.
    pub const fn is_of_one_article(&self) -> bool {
        matches!(self, Self::Unfit { .. } | Self::Unread { .. } | Self::TooLarge { .. } | Self::Packing(_))
    }
}
