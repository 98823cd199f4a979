//! Base noun phrases: runs of determiner, modifiers and head.

use std::ops::Range;

use super::analysis::Analysis;

/// A noun phrase without what is attached to it by a preposition or a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// Its tokens, determiner included.
    pub tokens: Range<usize>,
    /// The token of its head noun, name or pronoun.
    pub head: usize,
}

/// The noun phrases of `analysis`, in order, without overlap.
pub(super) fn noun_phrases(_analysis: &Analysis) -> Vec<NounPhrase> {
    Vec::new()
}
