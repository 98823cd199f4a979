//! Opens an archive, or refuses what is none, without leaving a trace.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{Archive, ArchiveError, migrate};

/// "sayS" in the header of every archive (SQLite's `application_id`); set by the first migration.
pub(super) const APPLICATION_ID: u32 = 0x7361_7953;

/// How long a connection waits for another writer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often to look at a file that seems to be another program's.
const RETRIES: u32 = 5;

/// A connection that does nothing but to be there; see [`Archive::stand_by`].
#[derive(Debug)]
pub struct StandBy {
    _connection: Connection,
}

/// Whether an archive, open by `connection`, has the schema of this program, by its record of migrations.
pub fn is_of_this_version(connection: &Connection) -> bool {
    migrate::has_record(connection)
}

/// What stands at a path.
enum Found {
    Nothing,
    /// An empty file or a database without a table.
    Blank,
    Archive,
}

impl Archive {
    /// Opens the archive at `path`, or makes one there. An older schema is brought up to date.
    ///
    /// A new archive appears under its name only when it is whole, so two processes may do this at once.
    ///
    /// # Errors
    /// When the folder is missing, or what stands there is no archive, or one of a newer sayso; nothing is created then.
    pub fn create(path: &Path) -> Result<Self, ArchiveError> {
        if let Found::Nothing = look(path)? {
            make(path)?;
        }
        Self::connect(path)
    }

    /// Opens the archive at `path`, which must exist. An older schema is brought up to date. Where nothing can be
    /// written, the archive can be read all the same.
    ///
    /// Whoever opens a read-only connection of their own should keep this one until after: it has made sure that the
    /// file is an archive of this version, and the last connection clears SQLite's files beside it away only if it may write.
    ///
    /// # Errors
    /// When there is none, or what stands there is no archive, or one of a newer sayso; nothing is created or changed then.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        match look(path)? {
            Found::Nothing => Err(ArchiveError::Missing(path.to_owned())),
            Found::Blank => Err(ArchiveError::Empty(path.to_owned())),
            Found::Archive => match Self::connect(path) {
                // Beside a write-ahead log it would be read without what the log holds.
                Err(ArchiveError::ReadOnly(_) | ArchiveError::Unreadable { .. }) if !is_beside(path, "-wal") => {
                    Self::connect_immutable(path)
                }
                outcome => outcome,
            },
        }
    }

    /// Stands by while the archive at `path` is read by another connection: the last one to close it clears SQLite's files
    /// beside it away, if it may write. Nothing of the schema is read for it, which takes as long as a short query. None where
    /// it must be opened as [`Archive::open`] does: an older schema, a place that cannot be written. The reader is to ask
    /// [`is_of_this_version`].
    ///
    /// # Errors
    /// When there is none, or what stands there is no archive.
    pub fn stand_by(path: &Path) -> Result<Option<StandBy>, ArchiveError> {
        match look(path)? {
            Found::Nothing => return Err(ArchiveError::Missing(path.to_owned())),
            Found::Blank => return Err(ArchiveError::Empty(path.to_owned())),
            Found::Archive => {}
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let quietly = || -> rusqlite::Result<Option<StandBy>> {
            let connection = Connection::open_with_flags(plain(path), flags)?;
            connection.busy_timeout(PATIENCE)?;
            let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            Ok((version == migrate::newest()).then_some(StandBy { _connection: connection }))
        };
        Ok(quietly().unwrap_or(None))
    }

    /// An archive that lives as long as its connection, for tests.
    ///
    /// # Errors
    /// When SQLite cannot set it up.
    pub fn in_memory() -> Result<Self, ArchiveError> {
        let path = PathBuf::from(":memory:");
        let mut connection = Connection::open_in_memory().map_err(|error| ArchiveError::of(&path, error))?;
        migrate::migrate(&mut connection, &path)?;
        prepare(&connection, &path)?;
        Ok(Self { connection, path, immutable: false })
    }

    /// Whether the archive lies where nothing can be written: it is read as it stands, and a second connection must
    /// open it with SQLite's `immutable=1` too.
    pub const fn is_immutable(&self) -> bool {
        self.immutable
    }

    /// Opens an archive on media that cannot be written.
    fn connect_immutable(path: &Path) -> Result<Self, ArchiveError> {
        let failed = |error| ArchiveError::of(path, error);
        let connection = immutable(path).map_err(failed)?;
        if !migrate::is_current(&connection, path)? {
            return Err(ArchiveError::ReadOnly(path.to_owned()));
        }
        Ok(Self { connection, path: path.to_owned(), immutable: true })
    }

    fn connect(path: &Path) -> Result<Self, ArchiveError> {
        let failed = |error| ArchiveError::of(path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(plain(path), flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        migrate::migrate(&mut connection, path)?;
        prepare(&connection, path)?;
        Ok(Self { connection, path: path.to_owned(), immutable: false })
    }
}

/// Sets what holds for one connection only, and the write-ahead log, which holds for the file.
fn prepare(connection: &Connection, path: &Path) -> Result<(), ArchiveError> {
    let failed = |error| ArchiveError::of(path, error);
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(192);
    // A plan holds whatever is bound: else SQLite prepares again, at each new value, what might use an index of some rows.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
    // In KiB when negative: pages that a bulk load comes back to, full-text index above all.
    connection.pragma_update(None, "cache_size", -32_000).map_err(failed)?;
    // In pages: what a bulk load writes again and again goes to the file once for several batches.
    connection.pragma_update(None, "wal_autocheckpoint", 8_000).map_err(failed)?;
    // Where the file system cannot share memory, SQLite keeps its rollback journal; that is slower, not wrong.
    // The change needs the file for itself and does not wait by itself.
    let start = Instant::now();
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).map_err(failed) {
            Err(ArchiveError::Busy(_)) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(5)),
            outcome => return outcome,
        }
    }
}

/// A whole, empty archive under a name of its own, moved to `path` unless another process was faster.
fn make(path: &Path) -> Result<(), ArchiveError> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(ArchiveError::NoFolder { path: path.to_owned(), folder });
    }
    let unwritable = |error: std::io::Error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => ArchiveError::ReadOnly(path.to_owned()),
        ErrorKind::StorageFull => ArchiveError::Full(path.to_owned()),
        _ => ArchiveError::Unreadable { path: path.to_owned(), reason: error.to_string() },
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sayso-").suffix(".new");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any new file gets; the umask takes its share.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(&folder).map_err(unwritable)?.into_temp_path();
    drop(Archive::connect(&file).map_err(|error| rename(error, path))?);
    match file.persist_noclobber(path) {
        Ok(()) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(unwritable(error.error)),
    }
}

/// Names the file that was asked for in an error about its makeshift.
fn rename(error: ArchiveError, path: &Path) -> ArchiveError {
    let path = path.to_owned();
    match error {
        ArchiveError::Full(_) => ArchiveError::Full(path),
        ArchiveError::ReadOnly(_) => ArchiveError::ReadOnly(path),
        ArchiveError::Busy(_) => ArchiveError::Busy(path),
        ArchiveError::Io { reason, .. } => ArchiveError::Io { path, reason },
        ArchiveError::Unreadable { reason, .. } => ArchiveError::Unreadable { path, reason },
        ArchiveError::Migration { reason, .. } => ArchiveError::Migration { path, reason },
        ArchiveError::Sqlite { source, .. } => ArchiveError::Sqlite { path, source },
        other => other,
    }
}

/// The folder that a file at `path` stands in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// SQLite takes some names for more than names (`:memory:`, the empty one); with a folder before it, none.
fn plain(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

/// Looks at what stands at `path` without opening it for writing, so that what is refused stays as it was.
fn look(path: &Path) -> Result<Found, ArchiveError> {
    let refuse = |what| ArchiveError::NotAFile { path: path.to_owned(), what };
    let unreadable =
        |error: std::io::Error| ArchiveError::Unreadable { path: path.to_owned(), reason: error.to_string() };
    if path.as_os_str().is_empty() {
        return Err(refuse("no name"));
    }
    let meta = match fs::metadata(plain(path)) {
        Ok(meta) => meta,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(ArchiveError::NoFolder { path: path.to_owned(), folder: folder_of(path) });
        }
        Err(error) => return Err(unreadable(error)),
    };
    if meta.is_dir() {
        return Err(refuse("a folder"));
    }
    if !meta.is_file() {
        return Err(refuse("no ordinary file"));
    }
    if meta.len() == 0 {
        return Ok(Found::Blank);
    }
    // A file that another process is filling at this moment may look like anything for an instant.
    for _ in 0..RETRIES {
        match judge(path)? {
            Some(found) => return Ok(found),
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
    Err(ArchiveError::Foreign(path.to_owned()))
}

/// What the file that is not empty holds; none when it seems to be another program's.
fn judge(path: &Path) -> Result<Option<Found>, ArchiveError> {
    // The header of an SQLite file: 16 bytes of magic; the application's number at byte 68, big-endian.
    let mut header = Vec::with_capacity(100);
    File::open(plain(path))
        .and_then(|file| file.take(100).read_to_end(&mut header))
        .map_err(|error| ArchiveError::Unreadable { path: path.to_owned(), reason: error.to_string() })?;
    let magic = header.get(..16) == Some(b"SQLite format 3\0".as_slice());
    let Some(&[a, b, c, d]) = header.get(68..72).filter(|_| magic && header.len() == 100) else {
        return Err(ArchiveError::NotADatabase(path.to_owned()));
    };
    Ok(match u32::from_be_bytes([a, b, c, d]) {
        APPLICATION_ID => Some(Found::Archive),
        // Whose it becomes is decided under SQLite's lock.
        0 if is_beside(path, "-journal") => Some(Found::Blank),
        0 if !is_beside(path, "-wal") && has_no_table(path).unwrap_or(false) => Some(Found::Blank),
        _ => None,
    })
}

/// Whether one of SQLite's own files stands beside `path` and is not empty. A write-ahead log ("-wal") may hold tables
/// that the file does not show yet; a journal ("-journal") tells of a change under way, or cut short.
fn is_beside(path: &Path, ending: &str) -> bool {
    let mut name = plain(path).into_os_string();
    name.push(ending);
    fs::metadata(name).is_ok_and(|meta| meta.len() > 0)
}

/// Whether the database at `path` holds nothing yet.
fn has_no_table(path: &Path) -> rusqlite::Result<bool> {
    migrate::holds_nothing(&immutable(path)?)
}

/// A connection that takes the file as it stands: no lock, nothing beside it looked at or made.
fn immutable(path: &Path) -> rusqlite::Result<Connection> {
    let mut address = String::from("file:");
    for &byte in plain(path).as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(address, flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// What a folder holds, to see that nothing was left or changed.
    fn listing(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }

    #[track_caller]
    fn refused(path: &Path, folder: &Path, create_too: bool, words: &str) {
        let before = listing(folder);
        let mut outcomes = vec![Archive::open(path).map(drop)];
        if create_too {
            outcomes.push(Archive::create(path).map(drop));
        }
        for outcome in outcomes {
            let message = outcome.unwrap_err().to_string();
            assert!(message.contains(words), "{message}");
            assert!(!message.contains('\n'), "{message}");
            assert!(message.starts_with(&path.display().to_string()), "{message}");
        }
        assert_eq!(listing(folder), before);
    }

    #[test]
    fn made_opened_and_closed_without_litter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new archive #1?.db");
        drop(Archive::create(&path).unwrap());
        drop(Archive::create(&path).unwrap());
        drop(Archive::open(&path).unwrap());
        let names: Vec<_> = listing(folder.path()).into_keys().collect();
        assert_eq!(names, std::slice::from_ref(&path));
        let mode: String =
            Archive::open(&path).unwrap().connection().query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_archive_has_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, plain) = (folder.path().join("a.db"), folder.path().join("b"));
        drop(Archive::create(&path).unwrap());
        fs::write(&plain, "").unwrap();
        let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(rights(&path), rights(&plain));
    }

    #[test]
    fn read_as_it_stands_where_nothing_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("on a disc.db");
        drop(Archive::create(&path).unwrap());
        let before = listing(folder.path());
        // As the super-user may write anywhere, what `open` falls back to is asked for by name.
        let mut archive = Archive::connect_immutable(&path).unwrap();
        assert!(archive.is_immutable());
        assert_eq!(archive.counts().unwrap(), crate::archive::Counts::default());
        assert_eq!(archive.search("anything", 5).unwrap(), []);
        assert!(archive.article(1).unwrap().is_none());
        let refused = archive.remove_query("x").unwrap_err();
        assert!(matches!(refused, ArchiveError::ReadOnly(_)), "{refused}");
        drop(archive);
        assert_eq!(listing(folder.path()), before);
    }

    #[test]
    fn a_mistyped_path_creates_nothing() {
        let folder = tempfile::tempdir().unwrap();
        refused(&folder.path().join("saso.db"), folder.path(), false, "no such archive");
        refused(&folder.path().join("nowhere/saso.db"), folder.path(), false, "no such archive");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nowhere").join("sayso.db");
        let message = Archive::create(&path).unwrap_err().to_string();
        assert!(message.contains("nowhere does not exist"), "{message}");
        assert!(listing(folder.path()).is_empty());
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        refused(folder.path(), folder.path(), true, "a folder");
        refused(Path::new(""), folder.path(), true, "no name");
        #[cfg(unix)]
        refused(Path::new("/dev/null"), folder.path(), true, "no ordinary file");
    }

    #[test]
    fn what_is_no_database_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("notes.txt", b"These are my notes, long enough to be taken for a header of one hundred bytes, if not longer than that.".as_slice()),
            ("short", b"SQLite format 3\0".as_slice()),
            ("tiny", b"x".as_slice()),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            refused(&path, folder.path(), true, "not an archive");
        }
    }

    #[test]
    fn another_programs_database_is_refused_and_left_alone() {
        for setup in [
            "CREATE TABLE theirs (id INTEGER)",
            "PRAGMA application_id = 7; CREATE TABLE theirs (id INTEGER)",
            "PRAGMA journal_mode = WAL; CREATE TABLE articles (id INTEGER)",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("theirs 100%.db");
            Connection::open(&path).unwrap().execute_batch(setup).unwrap();
            refused(&path, folder.path(), true, "another program");
        }
    }

    #[test]
    fn another_programs_database_in_use_is_refused() {
        // All it holds is still in its write-ahead log.
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theirs.db");
        let theirs = Connection::open(&path).unwrap();
        theirs
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (id INTEGER)")
            .unwrap();
        assert!(matches!(Archive::create(&path), Err(ArchiveError::Foreign(_))));
    }

    #[test]
    fn an_empty_file_may_be_filled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sayso.db");
        fs::write(&path, "").unwrap();
        refused(&path, folder.path(), false, "empty");
        drop(Archive::create(&path).unwrap());
        drop(Archive::open(&path).unwrap());
    }

    #[test]
    fn a_newer_archive_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sayso.db");
        drop(Archive::create(&path).unwrap());
        let newer = Connection::open(&path).unwrap();
        newer
            .execute_batch(
                "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
                 VALUES (99, 'later', '2030-01-01T00:00:00Z', '1')",
            )
            .unwrap();
        drop(newer);
        refused(&path, folder.path(), true, "newer sayso (schema 99");
    }

    #[test]
    fn a_name_that_sqlite_reads_as_more_is_a_file() {
        assert_eq!(plain(Path::new(":memory:")), Path::new("./:memory:"));
        assert_eq!(plain(Path::new("file:x?mode=memory")), Path::new("./file:x?mode=memory"));
    }

    #[test]
    fn many_make_the_archive_at_once() {
        for _ in 0..5 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("sayso.db");
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| Archive::create(&path).unwrap());
                }
            });
            assert_eq!(listing(folder.path()).len(), 1);
        }
    }

    #[test]
    fn many_fill_one_empty_file_at_once() {
        for _ in 0..5 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("sayso.db");
            fs::write(&path, "").unwrap();
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| Archive::create(&path).unwrap());
                }
            });
            drop(Archive::open(&path).unwrap());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf_8_works() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(std::ffi::OsStr::from_bytes(b"arch\xff.db"));
        let outcome = Archive::create(&path).and_then(|_| Archive::open(&path));
        assert!(outcome.is_ok(), "{outcome:?}");
    }
}
