//! What can be made ready of an article before the archive is asked, on any thread: so that the one that writes only writes.

use super::groups::Statement;
use super::near::Signature;
use super::original::Packed;
use super::sources::Named;
use super::{ArchiveError, article};
use crate::model::{CodePoints, Document, Reading};

/// Hash, signature and packed bytes of one document, and what its claims come down to.
#[derive(Debug)]
pub struct Prepared {
    pub(super) content_hash: String,
    pub(super) signature: Option<Signature>,
    pub(super) original: Packed,
    /// None of an article that was not read.
    pub(super) said: Option<Said>,
}

/// By what claims and sources of a reading are found again, in their order.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) statements: Vec<Statement>,
    pub(super) named: Vec<Named>,
}

impl Prepared {
    /// That of `document`, which was read from the bytes `original` and says what `reading` is, if it was read. None of them
    /// may change until it is stored.
    ///
    /// # Errors
    /// When the bytes cannot be packed: there is no memory left for it.
    pub fn new(document: &Document, original: &[u8], reading: Option<&Reading>) -> Result<Self, ArchiveError> {
        let body = article::body(document);
        Ok(Self {
            content_hash: article::content_hash(&body),
            signature: Signature::of(&body),
            original: Packed::new(original, &body)?,
            said: reading.map(|reading| Said::of(reading, &CodePoints::new(&body))),
        })
    }
}

impl Said {
    /// What `reading` of the text behind `points` is known by.
    pub(super) fn of(reading: &Reading, points: &CodePoints<'_>) -> Self {
        Self { statements: Statement::of(&reading.claims), named: Named::of(&reading.sources, points) }
    }

    /// Whether it is of as many claims and sources as `reading` has.
    pub(super) fn fits(&self, reading: &Reading) -> bool {
        self.statements.len() == reading.claims.len() && self.named.len() == reading.sources.len()
    }
}
