//! Brings an archive's schema up to this program's, or says why not.

use std::path::Path;

use chrono::DateTime;
use rusqlite::{Connection, TransactionBehavior};

use super::ArchiveError;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// How often to look again when another process migrates at the same moment.
const ATTEMPTS: u32 = 20;

/// How the schema of a file compares with this program's.
enum Schema {
    Current,
    /// Empty, or a beginning of our migrations.
    Behind,
}

/// The record of an archive that lacks none: number, name and checksum of each migration. To make refinery's own list takes as
/// long as to open an archive, so it is made only where the record is another.
const APPLIED: &str = include_str!("applied.tsv");

/// Applies the migrations that `connection` lacks, all or none. Safe when several processes do it at once.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), ArchiveError> {
    if is_recorded(connection) {
        return Ok(());
    }
    run(connection, path, &embedded::migrations::runner())
}

/// Whether `connection` needs no migration. Only looks.
pub(super) fn is_current(connection: &Connection, path: &Path) -> Result<bool, ArchiveError> {
    if is_recorded(connection) {
        return Ok(true);
    }
    let schema = compare(connection, path, &embedded::migrations::runner())?;
    Ok(matches!(schema, Schema::Current))
}

/// Whether the record of migrations is [`APPLIED`], to the letter. Where it cannot be read it is for [`compare`] to say why.
fn is_recorded(connection: &Connection) -> bool {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    version.is_ok_and(|version| version == newest()) && has_record(connection)
}

/// As [`is_recorded`], but for the number that the file itself bears.
pub(super) fn has_record(connection: &Connection) -> bool {
    let read = || -> rusqlite::Result<bool> {
        let mut statement = connection.prepare(
            "SELECT version || char(9) || name || char(9) || checksum, applied_on
             FROM refinery_schema_history
             ORDER BY version",
        )?;
        let mut rows = statement.query([])?;
        for line in APPLIED.lines() {
            let Some(row) = rows.next()? else { return Ok(false) };
            let applied_on: String = row.get(1)?;
            if row.get::<_, String>(0)? != line || DateTime::parse_from_rfc3339(&applied_on).is_err() {
                return Ok(false);
            }
        }
        Ok(rows.next()?.is_none())
    };
    read().unwrap_or(false)
}

/// The number of the last migration.
pub(super) fn newest() -> i64 {
    APPLIED.lines().last().and_then(|line| line.split('\t').next()?.parse().ok()).unwrap_or(0)
}

fn run(connection: &mut Connection, path: &Path, runner: &refinery::Runner) -> Result<(), ArchiveError> {
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let mut last = String::new();
    let mut failure = None;
    for _ in 0..ATTEMPTS {
        if let Schema::Current = compare(connection, path, runner)? {
            return Ok(());
        }
        // Grouped: one transaction for all that are missing.
        match grouped(runner).run(connection) {
            Ok(_) => return Ok(()),
            Err(error) => {
                // Another process may have been faster: then the tables stand, and the next look finds it so.
                let now = describe(&error);
                failure = of_the_disk(&error, path);
                if now == last {
                    break;
                }
                last = now;
            }
        }
    }
    if let Ok(Schema::Current) = compare(connection, path, runner) {
        return Ok(());
    }
    Err(failure.unwrap_or_else(|| ArchiveError::Migration { path: path.to_owned(), reason: last }))
}

/// A failure that says nothing of the migrations: no room, or a disk that cannot be written.
fn of_the_disk(error: &refinery::Error, path: &Path) -> Option<ArchiveError> {
    let refinery::error::Kind::Connection(_, cause) = error.kind() else { return None };
    let cause = cause.downcast_ref::<rusqlite::Error>()?;
    match cause.sqlite_error_code()? {
        rusqlite::ErrorCode::DiskFull => Some(ArchiveError::Full(path.to_owned())),
        rusqlite::ErrorCode::SystemIoFailure => {
            Some(ArchiveError::Io { path: path.to_owned(), reason: cause.to_string() })
        }
        _ => None,
    }
}

fn grouped(runner: &refinery::Runner) -> refinery::Runner {
    refinery::Runner::new(runner.get_migrations()).set_grouped(true)
}

/// The sentence that SQLite said, without refinery's wrapping and without the migration itself.
fn describe(error: &refinery::Error) -> String {
    match error.kind() {
        refinery::error::Kind::Connection(_, cause) => match cause.downcast_ref::<rusqlite::Error>() {
            Some(rusqlite::Error::SqlInputError { msg, .. }) => msg.clone(),
            _ => cause.to_string(),
        },
        kind => kind.to_string(),
    }
}

/// Whether the database holds no table, but for the record of migrations, which stands a moment before the first.
pub(super) fn holds_nothing(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT count(*) = 0
         FROM sqlite_schema
         WHERE tbl_name <> 'refinery_schema_history'",
        [],
        |row| row.get(0),
    )
}

/// Looks at the record of migrations without changing anything.
fn compare(connection: &Connection, path: &Path, runner: &refinery::Runner) -> Result<Schema, ArchiveError> {
    let failed = |error| ArchiveError::of(path, error);
    let known = i64::from(runner.get_migrations().iter().map(refinery::Migration::version).max().unwrap_or(0));
    let user_version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    if user_version > known {
        return Err(ArchiveError::Newer { path: path.to_owned(), found: user_version, known });
    }
    // In one statement: between two, another process may be done.
    let (recorded, foreign): (bool, bool) = connection
        .query_row(
            "SELECT
                 count(*) FILTER (WHERE name = 'refinery_schema_history') > 0,
                 count(*) FILTER (WHERE tbl_name <> 'refinery_schema_history') > 0
             FROM sqlite_schema",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(failed)?;
    match (recorded, foreign) {
        (true, _) => {}
        (false, false) => return Ok(Schema::Behind),
        (false, true) => return Err(ArchiveError::Foreign(path.to_owned())),
    }
    let mut statement = connection
        .prepare(
            "SELECT version, coalesce(name, ''), coalesce(applied_on, ''), coalesce(checksum, '')
             FROM refinery_schema_history
             ORDER BY version",
        )
        .map_err(failed)?;
    let applied = statement
        .query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
        })
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(failed)?;
    if let Some(&(found, ..)) = applied.last().filter(|(version, ..)| *version > known) {
        return Err(ArchiveError::Newer { path: path.to_owned(), found, known });
    }
    let mut ours = runner.get_migrations().iter().collect::<Vec<_>>();
    ours.sort_by_key(|migration| migration.version());
    for (place, (version, name, applied_on, checksum)) in applied.iter().enumerate() {
        // Refinery takes date and checksum on trust and would panic on others.
        let same = ours.get(place).is_some_and(|migration| {
            i64::from(migration.version()) == *version
                && migration.name() == name
                && migration.checksum().to_string() == *checksum
        });
        if !same || DateTime::parse_from_rfc3339(applied_on).is_err() {
            return Err(ArchiveError::Divergent { path: path.to_owned(), version: *version });
        }
    }
    Ok(if applied.len() == ours.len() { Schema::Current } else { Schema::Behind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use refinery::{Migration, Runner};
    use std::path::PathBuf;

    fn fresh() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Path::new("test.db")).unwrap();
        connection
    }

    fn with(extra: &[(&str, &str)]) -> Runner {
        let mut all = embedded::migrations::runner().get_migrations().clone();
        all.extend(extra.iter().map(|(name, sql)| Migration::unapplied(name, sql).unwrap()));
        Runner::new(&all)
    }

    fn schema(connection: &Connection) -> Vec<(String, Option<String>)> {
        let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn the_file_says_what_it_is_and_which_version() {
        let connection = fresh();
        let application: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).unwrap();
        assert_eq!(application, i64::from(super::super::open::APPLICATION_ID));
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let newest = embedded::migrations::runner().get_migrations().iter().map(Migration::version).max().unwrap();
        assert_eq!(version, i64::from(newest), "the newest migration must end with its own PRAGMA user_version");
    }

    #[test]
    fn the_record_of_a_current_archive_is_known() {
        let mut migrations = embedded::migrations::runner().get_migrations().clone();
        migrations.sort_by_key(Migration::version);
        let record: String =
            migrations.iter().map(|one| format!("{}\t{}\t{}\n", one.version(), one.name(), one.checksum())).collect();
        assert_eq!(APPLIED, record, "src/archive/applied.tsv must be:\n{record}");
        assert!(is_recorded(&fresh()));
        for change in [
            "DELETE FROM refinery_schema_history WHERE version = 7",
            "UPDATE refinery_schema_history SET checksum = 5 WHERE version = 7",
            "UPDATE refinery_schema_history SET applied_on = 'once' WHERE version = 7",
            "INSERT INTO refinery_schema_history SELECT 99, name, applied_on, checksum FROM refinery_schema_history LIMIT 1",
            "PRAGMA user_version = 99",
            "DROP TABLE refinery_schema_history",
        ] {
            let connection = fresh();
            connection.execute_batch(change).unwrap();
            assert!(!is_recorded(&connection), "{change}");
        }
    }

    #[test]
    fn every_migration_opens_with_why() {
        for migration in embedded::migrations::runner().get_migrations() {
            assert!(migration.sql().unwrap().starts_with("-- Why: "), "{migration}");
        }
    }

    #[test]
    fn every_table_is_strict() {
        let connection = fresh();
        let loose: Vec<String> = connection
            .prepare(
                "SELECT name FROM pragma_table_list
                 WHERE schema = 'main' AND type = 'table' AND NOT strict
                   AND name NOT IN ('refinery_schema_history', 'sqlite_schema')",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(loose, Vec::<String>::new());
    }

    #[test]
    fn every_foreign_key_has_an_index() {
        // Without one, deleting a row scans the tables that point to it.
        let connection = fresh();
        let unindexed: Vec<String> = connection
            .prepare(
                "SELECT t.name || '.' || f.\"from\"
                 FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
                 WHERE t.schema = 'main' AND t.type = 'table'
                   AND NOT EXISTS (
                       SELECT 1
                       FROM pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
                       WHERE c.seqno = 0 AND c.name = f.\"from\")
                   AND NOT EXISTS (
                       SELECT 1 FROM pragma_table_info(t.name) AS p WHERE p.pk = 1 AND p.name = f.\"from\")",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(unindexed, Vec::<String>::new());
    }

    #[test]
    fn a_later_migration_is_applied_to_an_older_archive() {
        let mut connection = fresh();
        let path = PathBuf::from("test.db");
        run(&mut connection, &path, &with(&[("V900__later", "CREATE TABLE later (id INTEGER) STRICT;")])).unwrap();
        assert!(schema(&connection).iter().any(|(name, _)| name == "later"));
        // And the program without it refuses the file.
        match migrate(&mut connection, &path) {
            Err(ArchiveError::Newer { found: 900, .. }) => {}
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_migration_that_fails_leaves_everything_as_it_was() {
        let mut connection = fresh();
        let before = schema(&connection);
        let runner = with(&[
            ("V900__good", "CREATE TABLE good (id INTEGER) STRICT;"),
            ("V901__bad", "CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"),
        ]);
        match run(&mut connection, Path::new("test.db"), &runner) {
            Err(ArchiveError::Migration { reason, .. }) => assert!(reason.contains("nowhere"), "{reason}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(schema(&connection), before);
        migrate(&mut connection, Path::new("test.db")).unwrap();
    }

    #[test]
    fn a_higher_user_version_is_a_newer_archive() {
        let mut connection = fresh();
        connection.execute_batch("PRAGMA user_version = 4711").unwrap();
        assert!(matches!(migrate(&mut connection, Path::new("test.db")), Err(ArchiveError::Newer { found: 4711, .. })));
    }

    #[test]
    fn tables_of_others_are_not_built_upon() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE theirs (id INTEGER)").unwrap();
        assert!(matches!(migrate(&mut connection, Path::new("test.db")), Err(ArchiveError::Foreign(_))));
        assert_eq!(schema(&connection).len(), 1);
    }

    #[test]
    fn a_meddled_record_is_refused_without_a_panic() {
        for meddling in [
            "UPDATE refinery_schema_history SET checksum = '1' WHERE version = 1",
            "UPDATE refinery_schema_history SET checksum = 'x', applied_on = 'yesterday'",
            "UPDATE refinery_schema_history SET applied_on = NULL",
            "UPDATE refinery_schema_history SET name = 'other' WHERE version = 2",
            "DELETE FROM refinery_schema_history WHERE version = 1",
        ] {
            let mut connection = fresh();
            connection.execute_batch(meddling).unwrap();
            let outcome = migrate(&mut connection, Path::new("test.db"));
            assert!(matches!(outcome, Err(ArchiveError::Divergent { .. })), "{meddling}: {outcome:?}");
        }
    }
}
