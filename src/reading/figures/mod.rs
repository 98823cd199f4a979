//! Figures: quantities with value, bounds, unit, rate and what is counted.

use std::ops::Range;

use crate::model::Bound;

use super::analysis::Analysis;

/// One figure, in bytes of the text. The fields are those of [`crate::model::Figure`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FoundFigure {
    /// Where it stands.
    pub bytes: Range<usize>,
    /// The number.
    pub value: Option<f64>,
    /// The least.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
    /// How it is bounded.
    pub bound: Bound,
    /// The words that weaken it.
    pub hedge: Option<String>,
    /// Its unit.
    pub unit: String,
    /// What a rate is per.
    pub per: Option<String>,
    /// What is counted, in the text's words.
    pub counted: Option<String>,
    /// The singular head noun.
    pub noun: Option<String>,
    /// Its normal form.
    pub subject: Option<String>,
}

/// The figures of `analysis`, in order.
pub(super) fn figures(_analysis: &Analysis) -> Vec<FoundFigure> {
    Vec::new()
}
