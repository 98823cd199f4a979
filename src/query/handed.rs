//! What is handed on to other programs whole: the statements, and the mark by which an archive's content is known.

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::dump::failed;
use super::{Dump, QueryError, Reader, Sink};

/// What can be handed on row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// A row a claim.
    Claims,
    /// A row a figure.
    Figures,
}

impl Handed {
    /// The statement.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Claims => include_str!("handed/claims.sql"),
            Self::Figures => include_str!("handed/figures.sql"),
        }
    }
}

/// By what an archive's content is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many articles there are.
    pub articles: u64,
    /// SHA-256, in hexadecimal, of the articles' content hashes in ascending order, each with a line feed behind it: what
    /// `SELECT content_hash FROM articles ORDER BY content_hash` prints.
    pub sha256: String,
}

impl Dump {
    /// Sends all rows of `what` to `sink`. Says how many there were.
    ///
    /// # Errors
    /// When the archive cannot be read, or as `sink` fails.
    pub fn hand(&self, what: Handed, sink: &mut dyn Sink) -> Result<u64, QueryError> {
        self.rows("what is handed on", what.sql(), sink)
    }

    /// By what the archive's content is known.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn fingerprint(&self) -> Result<Fingerprint, QueryError> {
        fingerprint(self.connection()).map_err(|error| failed("the fingerprint", &error))
    }
}

impl Reader {
    /// By what the archive's content is known.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn fingerprint(&self) -> Result<Fingerprint, QueryError> {
        fingerprint(self.connection()).map_err(|error| failed("the fingerprint", &error))
    }
}

fn fingerprint(connection: &Connection) -> rusqlite::Result<Fingerprint> {
    let mut statement = connection.prepare("SELECT content_hash FROM articles ORDER BY content_hash")?;
    let mut rows = statement.query([])?;
    let (mut articles, mut hash) = (0, Sha256::new());
    while let Some(row) = rows.next()? {
        hash.update(row.get_ref(0)?.as_bytes().unwrap_or_default());
        hash.update(b"\n");
        articles += 1;
    }
    Ok(Fingerprint { articles, sha256: format!("{:x}", hash.finalize()) })
}
