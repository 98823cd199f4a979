//! Who is said to have said what: source, cue and content.

use std::ops::Range;

use crate::model::ClaimKind;

use super::analysis::Analysis;

/// One attribution, in bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Attribution {
    /// Whether its words are quoted.
    pub kind: ClaimKind,
    /// What is said, in order; never empty.
    pub content: Vec<Range<usize>>,
    /// The words that attribute it.
    pub cue: Vec<Range<usize>>,
    /// The words that name who says it; empty where nobody is named.
    pub source: Vec<Range<usize>>,
    /// The words that name whom it was told to ("Business Insider").
    pub via: Option<Range<usize>>,
    /// The words that weaken it.
    pub hedge: Option<String>,
    /// Whether it is denied.
    pub negated: bool,
    /// The attribution in whose content this one stands.
    pub within: Option<usize>,
    /// 0 to 1.
    pub confidence: f64,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The attributions of `analysis`, in order of their first byte.
pub(super) fn attributions(_analysis: &Analysis) -> Vec<Attribution> {
    Vec::new()
}
