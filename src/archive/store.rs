//! Articles in: whole, or not at all.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::model::{ClaimRef, CodePoints, Document, Reading, SourceRef, Span};

use super::article::{self, Packer, Row};
use super::{Archive, ArchiveError, claim, figure, source};

/// One article to be stored.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its text and what is known about it.
    pub document: &'a Document,
    /// What the text says; may be none for a text that the archive holds already.
    pub reading: Option<&'a Reading>,
    /// The bytes it was read from.
    pub original: &'a [u8],
    /// Where it came from, with its place in a file of several ("wire.jsonl#12").
    pub path: &'a str,
    /// When, RFC 3339.
    pub ingested_at: &'a str,
}

/// What the archive holds of a document already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing: read it.
    New,
    /// The very document: nothing to do.
    Unchanged {
        /// Its article.
        article: i64,
    },
    /// The text, under another name or address: link it, without reading it.
    Duplicate {
        /// The first article with this text.
        of: i64,
    },
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// A new article.
    Added {
        /// Its id.
        article: i64,
    },
    /// The very document is there; nothing was written.
    Unchanged {
        /// Its id.
        article: i64,
    },
    /// The text is there under another name or address; a row that points to it was added.
    Duplicate {
        /// The id of the new row.
        article: i64,
        /// The first article with this text.
        of: i64,
    },
}

impl Stored {
    /// The row that stands for the document.
    pub const fn article(self) -> i64 {
        match self {
            Self::Added { article } | Self::Unchanged { article } | Self::Duplicate { article, .. } => article,
        }
    }
}

/// How much an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles, linked copies aside.
    pub articles: i64,
    /// Linked copies.
    pub duplicates: i64,
    /// Claims.
    pub claims: i64,
    /// Figures.
    pub figures: i64,
    /// Sources, those merged into others aside.
    pub sources: i64,
}

impl Archive {
    /// What the archive holds of `document` from `path`. Ask before reading: a known text need not be read again.
    ///
    /// The same text from the same path or address is the same document; from elsewhere it is a copy.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn known(&self, document: &Document, path: &str) -> Result<Known, ArchiveError> {
        let hash = article::content_hash(&article::body(document));
        known(&self.connection, &hash, path, document.url.as_deref()).map_err(|error| self.failed(error))
    }

    /// Stores one article in a transaction of its own.
    ///
    /// # Errors
    /// When it cannot be stored; the archive is as it was then.
    pub fn store(&mut self, entry: &Entry<'_>) -> Result<Stored, ArchiveError> {
        let Self { connection, path, packer } = self;
        let failed = |error| ArchiveError::of(path, error);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let stored = put(&transaction, packer, entry).map_err(|fault| fault.into_error(path, entry))?;
        transaction.commit().map_err(failed)?;
        Ok(stored)
    }

    /// Stores several articles in one transaction, which is what makes many of them fast. Each is stored whole or not
    /// at all, and one that fails does not stop the others: its error stands in its place.
    ///
    /// # Errors
    /// When the transaction itself fails (no room, no right to write); then none of them is stored.
    pub fn batch(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Result<Stored, ArchiveError>>, ArchiveError> {
        let Self { connection, path, packer } = self;
        let failed = |error| ArchiveError::of(path, error);
        let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let mut outcomes = Vec::with_capacity(entries.len());
        for entry in entries {
            let savepoint = transaction.savepoint().map_err(failed)?;
            // Dropped without commit, a savepoint takes its changes back.
            let outcome = put(&savepoint, packer, entry)
                .and_then(|stored| savepoint.commit().map(|()| stored).map_err(Fault::from))
                .map_err(|fault| fault.into_error(path, entry));
            match outcome {
                // SQLite may have rolled all of it back (a full disk), or will fail again for the next one.
                Err(error) if transaction.is_autocommit() || !error.is_of_one_article() => return Err(error),
                outcome => outcomes.push(outcome),
            }
        }
        transaction.commit().map_err(failed)?;
        Ok(outcomes)
    }

    /// How much the archive holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn counts(&self) -> Result<Counts, ArchiveError> {
        self.connection
            .query_row(
                "SELECT
                     (SELECT count(*) FROM articles) - (SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL),
                     (SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL),
                     (SELECT count(*) FROM claims),
                     (SELECT count(*) FROM figures),
                     (SELECT count(*) FROM sources) - (SELECT count(*) FROM sources WHERE merged_into IS NOT NULL)",
                [],
                |row| {
                    Ok(Counts {
                        articles: row.get(0)?,
                        duplicates: row.get(1)?,
                        claims: row.get(2)?,
                        figures: row.get(3)?,
                        sources: row.get(4)?,
                    })
                },
            )
            .map_err(|error| self.failed(error))
    }
}

/// Why one entry was not stored, before file or path are named.
enum Fault {
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
    fn into_error(self, archive: &std::path::Path, entry: &Entry<'_>) -> ArchiveError {
        match self {
            Self::Other(error) => error,
            Self::Sql(error) => match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::TooBig) => ArchiveError::TooLarge { path: entry.path.to_owned() },
                Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    ArchiveError::Unfit { path: entry.path.to_owned(), what: error.to_string() }
                }
                _ => ArchiveError::of(archive, error),
            },
        }
    }
}

fn known(connection: &Connection, hash: &str, path: &str, url: Option<&str>) -> rusqlite::Result<Known> {
    let same = connection
        .prepare_cached(
            "SELECT id
             FROM articles
             WHERE content_hash = ?1 AND (path = ?2 OR url = ?3)
             ORDER BY path <> ?2, id
             LIMIT 1",
        )?
        .query_row((hash, path, url), |row| row.get(0))
        .optional()?;
    if let Some(article) = same {
        return Ok(Known::Unchanged { article });
    }
    let first = connection
        .prepare_cached("SELECT min(id) FROM articles WHERE content_hash = ?1 AND duplicate_of IS NULL")?
        .query_row([hash], |row| row.get(0))?;
    Ok(match first {
        Some(of) => Known::Duplicate { of },
        None => Known::New,
    })
}

/// Stores `entry` within the caller's transaction.
fn put(connection: &Connection, packer: &mut Packer, entry: &Entry<'_>) -> Result<Stored, Fault> {
    let document = entry.document;
    let body = article::body(document);
    let hash = article::content_hash(&body);
    // Asked again here, under the write lock: another process may have stored it since.
    let known = known(connection, &hash, entry.path, document.url.as_deref())?;
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
        check(reading, points.at_byte(body.len())).map_err(unfit)?;
    }
    let outlet = match &document.outlet {
        Some(name) => source::outlet(connection, name)?,
        None => None,
    };
    let row = Row {
        body: &body,
        content_hash: &hash,
        path: entry.path,
        ingested_at: entry.ingested_at,
        outlet,
        duplicate_of,
    };
    let notices = reading.map(|reading| reading.notices.as_slice()).unwrap_or_default();
    let article = article::insert(connection, document, row, notices)?;
    article::keep_original(connection, packer, article, entry.original)??;
    if let Some(reading) = reading {
        let sources = source::store(connection, article, &reading.sources, &points)?;
        let claims = claim::store(connection, article, &reading.claims, &sources, &points)?;
        figure::store(connection, article, &reading.figures, &claims, &sources, &points)?;
    }
    Ok(match duplicate_of {
        Some(of) => Stored::Duplicate { article, of },
        None => Stored::Added { article },
    })
}

/// Whether `reading` fits a text of `len` code points: every span inside it and not empty, every reference in range.
fn check(reading: &Reading, len: u32) -> Result<(), String> {
    let inside = |what: &str, place: usize, span: Span| {
        if span.start < span.end && span.end <= len {
            Ok(())
        } else {
            Err(format!("{what} {place} at {}–{} in a text of {len}", span.start, span.end))
        }
    };
    let points_to = |what: &str, place: usize, at: Option<usize>, many: usize| match at {
        Some(at) if at >= many => Err(format!("{what} {place} points to number {at} of {many}")),
        _ => Ok(()),
    };
    let sources = reading.sources.len();
    let claims = reading.claims.len();
    let at_source = |source: Option<SourceRef>| source.map(|SourceRef(at)| at);
    let at_claim = |claim: Option<ClaimRef>| claim.map(|ClaimRef(at)| at);
    for (place, source) in reading.sources.iter().enumerate() {
        points_to("source", place, at_source(source.affiliation), sources)?;
        source.mentions.iter().try_for_each(|&span| inside("a mention of source", place, span))?;
    }
    for (place, claim) in reading.claims.iter().enumerate() {
        points_to("claim", place, at_source(claim.speaker), sources)?;
        points_to("claim", place, at_source(claim.via), sources)?;
        points_to("claim", place, at_claim(claim.within), claims)?;
        if claim.within == Some(ClaimRef(place)) {
            return Err(format!("claim {place} stands in itself"));
        }
        if claim.content.is_empty() {
            return Err(format!("claim {place} has no content"));
        }
        let mut spans = claim.content.iter().chain(&claim.cue).chain(&claim.source);
        spans.try_for_each(|&span| inside("a part of claim", place, span))?;
    }
    for (place, figure) in reading.figures.iter().enumerate() {
        points_to("figure", place, at_source(figure.source), sources)?;
        points_to("figure", place, at_claim(figure.claim), claims)?;
        inside("figure", place, figure.span)?;
        if figure.unit.is_empty() {
            return Err(format!("figure {place} has no unit"));
        }
    }
    Ok(())
}
