//! Articles in: whole, or not at all.

use rusqlite::Connection;

use crate::model::CodePoints;

use super::article::{self, Row};
use super::bulk::Bulk;
use super::entry::{Entry, Known, Stored, known};
use super::prepared::{Prepared, Said};
use super::{Archive, ArchiveError, claim, figure, fit, near, sources, version};

impl Archive {
    /// Stores one article in a transaction of its own.
    ///
    /// # Errors
    /// When it cannot be stored; the archive is as it was then.
    pub fn store(&mut self, entry: &Entry<'_>) -> Result<Stored, ArchiveError> {
        let lost = || ArchiveError::Unread { path: entry.path.to_owned() };
        self.batch(std::slice::from_ref(entry))?.pop().unwrap_or_else(|| Err(lost()))
    }
}

/// Why one entry was not stored, before file or path are named.
pub(super) enum Fault {
    Sql(rusqlite::Error),
    Other(ArchiveError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<ArchiveError> for Fault {
    fn from(error: ArchiveError) -> Self {
        Self::Other(error)
    }
}

impl Fault {
    pub(super) fn into_error(self, archive: &std::path::Path, document: &str) -> ArchiveError {
        match self {
            Self::Other(error) => error,
            Self::Sql(error) => match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::TooBig) => ArchiveError::TooLarge { path: document.to_owned() },
                Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    ArchiveError::Unfit { path: document.to_owned(), what: error.to_string() }
                }
                _ => ArchiveError::of(archive, error),
            },
        }
    }
}

/// Stores `entry` within the caller's transaction, of which `bulk` keeps count.
pub(super) fn put(connection: &Connection, entry: &Entry<'_>, bulk: &mut Bulk) -> Result<Stored, Fault> {
    let document = entry.document;
    let body = article::body(document);
    let made;
    let prepared = match entry.prepared {
        Some(prepared) => prepared,
        None => {
            made = Prepared::new(document, entry.original, entry.reading)?;
            &made
        }
    };
    // Asked again here, under the write lock: another process may have stored it since.
    let known = known(connection, document, &prepared.content_hash, entry.path)?;
    let (reading, duplicate_of) = match known {
        Known::Unchanged { article } => return Ok(Stored::Unchanged { article }),
        Known::Duplicate { of } => (None, Some(of)),
        Known::New => {
            let unread = || ArchiveError::Unread { path: entry.path.to_owned() };
            (Some(entry.reading.ok_or_else(unread)?), None)
        }
    };
    let points = CodePoints::new(&body);
    if let Some(reading) = reading {
        let unfit = |what| ArchiveError::Unfit { path: entry.path.to_owned(), what };
        fit::check(reading, points.at_byte(body.len())).map_err(unfit)?;
    }
    let outlet = match &document.outlet {
        Some(name) => sources::outlet(connection, None, name)?,
        None => None,
    };
    let row = Row {
        body: &body,
        content_hash: &prepared.content_hash,
        path: entry.path,
        ingested_at: entry.ingested_at,
        outlet,
        duplicate_of,
    };
    let notices = reading.map(|reading| reading.notices.as_slice()).unwrap_or_default();
    let article = article::insert(connection, document, row, notices)?;
    prepared.original.keep(connection, article)?;
    if let Some(reading) = reading {
        let made;
        let said = match &prepared.said {
            Some(said) if said.fits(reading) => said,
            _ => {
                made = Said::of(reading, &points);
                &made
            }
        };
        let rows = sources::store(connection, article, &reading.sources, &said.named, None)?;
        let groups = bulk.groups(connection, &reading.claims, &said.statements)?;
        let claims = claim::store(connection, article, &reading.claims, &groups, &rows, &points, &[])?;
        bulk.count(&reading.claims, &groups, &claims);
        figure::store(connection, article, &reading.figures, &claims, &rows, &points, &[])?;
        figure::store_names(connection, article, &reading.names)?;
        near::note(connection, article, prepared.signature.as_ref())?;
    }
    version::number_added(connection, document.url.as_deref())?;
    Ok(match duplicate_of {
        Some(of) => Stored::Duplicate { article, of },
        None => Stored::Added { article },
    })
}
