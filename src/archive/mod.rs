//! The SQLite file: open, migrate, store, search, show.
//!
//! One [`Archive`] is one read-write connection. Several may work on one file at once, from one process or many:
//! writers wait for one another, readers never wait. Nothing here reads the clock; times come from the caller.

mod article;
mod backup;
mod batch;
mod bulk;
mod check;
mod claim;
mod counts;
mod entry;
mod error;
mod extent;
mod figure;
mod fit;
mod groups;
mod many;
mod migrate;
mod near;
mod open;
mod original;
mod prepared;
mod reread;
mod saved;
mod search;
mod show;
mod sources;
mod store;
#[cfg(test)]
mod store_tests;
mod version;

#[cfg(test)]
mod invented;

pub use check::{Finding, Matter, Mend};
pub use counts::Counts;
pub use entry::{Entry, Known, Stored};
pub use error::ArchiveError;
pub use extent::Extent;
pub use open::{StandBy, is_of_this_version};
pub use prepared::Prepared;
pub use reread::Reread;
pub use saved::SavedQuery;
pub use search::{Hit, HitKind, Snippet};
pub use show::{StoredArticle, StoredClaim, StoredFigure, StoredPart, StoredSource};
pub use sources::{Alias, Change, Decision, Filter, InArticle, Merged, Pair, Ranked, Side, SourceError, SourcePage};

use std::path::PathBuf;

/// One read-write connection to an archive.
#[derive(Debug)]
pub struct Archive {
    connection: rusqlite::Connection,
    /// The file, for messages.
    path: PathBuf,
    /// Opened where nothing can be written.
    immutable: bool,
}

impl Archive {
    /// The connection itself.
    #[cfg(test)]
    pub(crate) const fn connection(&self) -> &rusqlite::Connection {
        &self.connection
    }

    /// A transaction that only reads: all in it see one state, and nobody waits for it.
    fn snapshot(&self) -> rusqlite::Result<rusqlite::Transaction<'_>> {
        // By itself a transaction here would take the write lock.
        rusqlite::Transaction::new_unchecked(&self.connection, rusqlite::TransactionBehavior::Deferred)
    }

    /// Says which file a database error is about.
    fn failed(&self, error: rusqlite::Error) -> ArchiveError {
        ArchiveError::of(&self.path, error)
    }
}
