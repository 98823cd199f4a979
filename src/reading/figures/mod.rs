//! Figures: quantities with value, bounds, unit, rate and what is counted.
//!
//! A sentence is cut into [`piece`]s. Where a number may begin, [`exclude`] first takes away what is none; then
//! [`amount`] reads number and unit, [`range`] a second one, [`bound`], [`hedge`] and [`rate`] look around, [`counted`]
//! takes the noun phrase behind, [`ellipsis`] what was left unsaid; [`subject`] and [`base`] make figures comparable,
//! and [`setting`] says where and, by [`when`], as of when they hold.

mod amount;
mod base;
mod bound;
mod counted;
mod country;
mod draft;
mod ellipsis;
mod exclude;
mod fraction;
mod hedge;
mod money;
mod multiple;
mod number;
mod piece;
mod range;
mod rate;
mod setting;
mod subject;
mod tables;
mod unit;
mod vague;
mod when;
mod words;

use std::ops::Range;

use crate::model::{Base, Bound};

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
    /// The numbers in the base unit.
    pub base: Option<Base>,
    /// The words for place and time.
    pub subject_qualifier: Option<String>,
    /// The place's normal form.
    pub place: Option<String>,
    /// The date that the words speak of.
    pub as_of: Option<String>,
}

/// The figures of `analysis`, in order, without overlap; times without a year are reckoned from `published` (ISO 8601).
pub(super) fn figures(analysis: &Analysis, published: Option<&str>) -> Vec<FoundFigure> {
    let published = when::published(published);
    let mut pieces = piece::Pieces::new(analysis);
    let mut found = Vec::new();
    for sentence in analysis.sentences.iter().filter(|sentence| sentence.prose) {
        pieces.cut(sentence.tokens.clone());
        let mut drafts = draft::drafts(&pieces);
        ellipsis::fill(&pieces, &mut drafts);
        setting::settle(&pieces, &mut drafts, published);
        found.extend(drafts.into_iter().map(|draft| draft.finish(&pieces)));
    }
    inherit_places(&mut found);
    found
}

/// Gives "the quake injured 900 people" the place of "killed 120 people in Riverton" before it: what happened to people or
/// things in one article, with no place of its own, happened where the last such thing did.
fn inherit_places(found: &mut [FoundFigure]) {
    let mut last = None;
    for figure in found.iter_mut() {
        if !figure.subject.as_deref().is_some_and(subject::has_state) {
            continue;
        }
        if figure.place.is_some() {
            last.clone_from(&figure.place);
        } else {
            figure.place.clone_from(&last);
        }
    }
}

#[cfg(test)]
mod tests;
