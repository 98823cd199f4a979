//! Several articles in one transaction.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::entry::{Entry, Stored};
use super::store::{Fault, put};
use super::{Archive, ArchiveError, bulk};

impl Archive {
    /// Stores several articles in one transaction, which is what makes many of them fast. Each is stored whole or not
    /// at all, and one that fails does not stop the others: its error stands in its place.
    ///
    /// # Errors
    /// When the transaction itself fails (no room, no right to write); then none of them is stored.
    pub fn batch(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Result<Stored, ArchiveError>>, ArchiveError> {
        let Self { connection, path, .. } = self;
        let failed = |error| ArchiveError::of(path, error);
        let eased = bulk::ease(connection).map_err(failed)?;
        // A savepoint for each article makes SQLite copy every page that the article touches. As hardly any fails once it
        // is being written, they are made only where one did. Nor can rows wait for the end where SQLite looks up what they
        // point to, or others' triggers do.
        let together = if eased.is_so() { at_once(connection, path, entries, false) } else { Ok(None) };
        let outcomes = match together {
            Ok(None) => at_once(connection, path, entries, true).map(Option::unwrap_or_default),
            outcomes => outcomes.map(Option::unwrap_or_default),
        };
        eased.end(connection).map_err(failed)?;
        outcomes
    }
}

/// Stores `entries` in one transaction, each in a savepoint of its own where they are to be `apart`. None where they are not
/// and one failed that had changed something: nothing is stored then.
fn at_once(
    connection: &mut Connection,
    path: &Path,
    entries: &[Entry<'_>],
    apart: bool,
) -> Result<Option<Vec<Result<Stored, ArchiveError>>>, ArchiveError> {
    let failed = |error| ArchiveError::of(path, error);
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let mut bulk = bulk::begin(&transaction, entries, !apart).map_err(failed)?;
    let mut outcomes = Vec::with_capacity(entries.len());
    for entry in entries {
        let before = transaction.total_changes();
        let outcome = if apart {
            let savepoint = transaction.savepoint().map_err(failed)?;
            // Dropped without commit, a savepoint takes its changes back.
            put(&savepoint, entry, &mut bulk)
                .and_then(|stored| savepoint.commit().map(|()| stored).map_err(Fault::from))
        } else {
            put(&transaction, entry, &mut bulk)
        };
        match outcome.map_err(|fault| fault.into_error(path, entry.path)) {
            // SQLite may have rolled all of it back (a full disk), or will fail again for the next one.
            Err(error) if transaction.is_autocommit() || !error.is_of_one_article() => return Err(error),
            Err(_) if !apart && transaction.total_changes() != before => return Ok(None),
            outcome => {
                bulk.settle(outcome.is_ok());
                outcomes.push(outcome);
            }
        }
    }
    match bulk.end(&transaction).map_err(|error| Fault::from(error).into_error(path, "")) {
        Err(error) if !apart && !transaction.is_autocommit() && error.is_of_one_article() => return Ok(None),
        ended => ended?,
    }
    transaction.commit().map_err(failed)?;
    Ok(Some(outcomes))
}
