//! What is to be stored, what the archive holds of it already, and what became of it.

use rusqlite::{Connection, OptionalExtension, named_params};

use crate::model::{Document, Reading};

use super::article;
use super::prepared::{Prepared, Said};
use super::{Archive, ArchiveError};

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
    /// What was made ready of it beforehand, on another thread; none leaves that to the archive.
    pub prepared: Option<&'a Prepared>,
}

impl Entry<'_> {
    /// What its reading is known by, where that was made ready.
    pub(super) fn said(&self) -> Option<&Said> {
        let said = self.prepared?.said.as_ref()?;
        said.fits(self.reading?).then_some(said)
    }
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

impl Archive {
    /// What the archive holds of `document` from `path`. Ask before reading: a known text need not be read again.
    ///
    /// The same text from the same path or address is the same document, as is one of the same identifier that has
    /// moved within its file ("wire.jsonl#12" to "wire.jsonl#13"); from elsewhere it is a copy.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn known(&self, document: &Document, path: &str) -> Result<Known, ArchiveError> {
        let hash = article::content_hash(&article::body(document));
        known(&self.connection, document, &hash, path).map_err(|error| self.failed(error))
    }
}

/// As [`Archive::known`], of a text with that hash.
pub(super) fn known(connection: &Connection, document: &Document, hash: &str, path: &str) -> rusqlite::Result<Known> {
    let same = connection
        .prepare_cached(
            "SELECT id
             FROM articles
             WHERE content_hash = :hash
               AND (path = :path
                    OR url = :url
                    OR external_id = :external_id
                       AND (path = :file OR substr(path, 1, length(:file) + 1) = :file || '#'))
             ORDER BY path <> :path, id
             LIMIT 1",
        )?
        .query_row(
            named_params! {
                ":hash": hash,
                ":path": path,
                ":file": file_of(path),
                ":url": document.url,
                ":external_id": article::external_id(document),
            },
            |row| row.get(0),
        )
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

/// The file of an article that has a place in one: "wire.jsonl" of "wire.jsonl#12".
fn file_of(path: &str) -> &str {
    match path.rsplit_once('#') {
        Some((file, place)) if !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit()) => file,
        _ => path,
    }
}
