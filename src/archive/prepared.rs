//! What can be made ready of an article before the archive is asked, on any thread: so that the one that writes only writes.

use super::near::Signature;
use super::original::Packed;
use super::{ArchiveError, article};
use crate::model::Document;

/// Hash, signature and packed bytes of one document.
#[derive(Debug)]
pub struct Prepared {
    pub(super) content_hash: String,
    pub(super) signature: Option<Signature>,
    pub(super) original: Packed,
}

impl Prepared {
    /// That of `document`, which was read from the bytes `original`. Neither may change until it is stored.
    ///
    /// # Errors
    /// When the bytes cannot be packed: there is no memory left for it.
    pub fn new(document: &Document, original: &[u8]) -> Result<Self, ArchiveError> {
        let body = article::body(document);
        Ok(Self {
            content_hash: article::content_hash(&body),
            signature: Signature::of(&body),
            original: Packed::new(original, &body)?,
        })
    }
}
