//! Whether an archive is whole: what SQLite can say of its file, and what only sayso knows of its rows.
//!
//! All is read in one transaction that takes no lock, so an ingest may go on meanwhile. One matter is one file here.

mod articles;
mod index;
mod rows;
mod tallies;

use rusqlite::{Connection, ErrorCode};

use super::{Archive, ArchiveError, Counts};

/// What is looked at, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// SQLite's own `integrity_check`: pages, indexes, types, the full-text index in itself.
    File,
    /// Every row that another one points to is there.
    ForeignKeys,
    /// Copies, claims within claims, figures of claims and merged sources point to what they may point to.
    Links,
    /// Each text has the hash that stands beside it.
    Hashes,
    /// The original bytes are there and can be unpacked.
    Originals,
    /// Each span of a claim, a figure or a mention holds the words that are stored for it.
    Spans,
    /// The full-text indexes hold the words of the articles and claims, and nothing else.
    Index,
    /// What is counted for the reports: claims of each statement, and what figures count.
    Tallies,
}

impl Matter {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::File,
        Self::ForeignKeys,
        Self::Links,
        Self::Hashes,
        Self::Originals,
        Self::Spans,
        Self::Index,
        Self::Tallies,
    ];

    /// Its name, for people and programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::ForeignKeys => "foreign-keys",
            Self::Links => "links",
            Self::Hashes => "hashes",
            Self::Originals => "originals",
            Self::Spans => "spans",
            Self::Index => "index",
            Self::Tallies => "tallies",
        }
    }
}

/// What puts a finding right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// Reading the article again from its original bytes.
    Reread,
    /// Making the full-text indexes anew, and counting what reports go by.
    Reindex,
    /// A copy of the archive from before.
    Restore,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub matter: Matter,
    /// The article that it is about, where it is about one.
    pub article: Option<i64>,
    /// What is wrong, with table and row.
    pub problem: String,
    /// What puts it right.
    pub mend: Mend,
}

impl Archive {
    /// Looks at all that the archive holds and tells what is wrong, in the order of [`Matter::ALL`] for the most part; says how much
    /// there is. Memory does not grow with the texts; it holds a number for each article and claim.
    ///
    /// # Errors
    /// When the archive cannot be read for another reason than damage, which is a finding.
    pub fn check(&self, tell: &mut dyn FnMut(Finding)) -> Result<Counts, ArchiveError> {
        let failed = |error| self.failed(error);
        let snapshot = self.snapshot().map_err(failed)?;
        let looks: [Look; 6] =
            [rows::file, rows::foreign_keys, rows::links, articles::look, index::look, tallies::look];
        for look in looks {
            match look(&snapshot, tell) {
                Err(error) if is_damage(&error) => tell(Finding {
                    matter: Matter::File,
                    article: None,
                    problem: error.to_string(),
                    mend: Mend::Restore,
                }),
                outcome => outcome.map_err(failed)?,
            }
        }
        let counts = self.counts();
        snapshot.finish().map_err(failed)?;
        match counts {
            Err(ArchiveError::Damaged { .. }) => Ok(Counts::default()),
            counts => counts,
        }
    }

    /// Makes the full-text indexes anew from the articles and claims, and counts anew what reports go by.
    ///
    /// # Errors
    /// When the archive cannot be written; each is as it was then, or made anew.
    pub fn reindex(&mut self) -> Result<(), ArchiveError> {
        let Self { connection, path, .. } = self;
        index::rebuild(connection)
            .and_then(|()| tallies::rebuild(connection))
            .map_err(|error| ArchiveError::of(path, error))
    }
}

/// One look at the archive.
type Look = fn(&Connection, &mut dyn FnMut(Finding)) -> rusqlite::Result<()>;

/// Whether SQLite found the file damaged; [`Look`]s that come after may still find what is left.
fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure)
    ) || matches!(
        error,
        rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
    )
}

#[cfg(test)]
mod tests;
