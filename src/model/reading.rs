//! What a document says, once read.

use super::{Claim, Figure, Notice, Source};

/// Everything that a reading finds in one document. Claims and figures stand in text order; references point into
/// these same lists.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Who said what.
    pub claims: Vec<Claim>,
    /// Which numbers.
    pub figures: Vec<Figure>,
    /// On whose say-so.
    pub sources: Vec<Source>,
    /// What the reading could not do ("the language is French: claims are not read").
    pub notices: Vec<Notice>,
}
