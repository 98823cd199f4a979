//! Figures: quantities with value, bounds, unit, rate and what is counted.
//!
//! A sentence is cut into [`piece`]s. Where a number may begin, [`exclude`] first takes away what is none; then
//! [`amount`] reads number and unit, [`range`] a second one, [`bound`], [`hedge`] and [`rate`] look around, [`counted`]
//! takes the noun phrase behind, [`ellipsis`] what was left unsaid; [`subject`] and [`base`] make figures comparable,
//! and [`setting`] says where and, by [`when`], as of when they hold.

mod amount;
mod base;
mod bound;
mod clause;
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
mod signs;
mod subject;
mod tables;
mod topic;
mod unit;
mod vague;
mod when;
mod words;

use std::ops::Range;

use crate::model::{Base, BlockKind, Bound, Document, Name, Topic};

use super::Aim;
use super::analysis::Analysis;

pub(super) use number::is_number;
pub(super) use topic::back::{Refers, fill_from_others};
pub(super) use topic::beside::fill as fill_beside;
#[cfg(feature = "trainer")]
pub(super) use topic::dispute::candidates as disputed;
pub(super) use topic::dispute::fill as fill_disputed;
pub(super) use unit::of_several as unit_of_several;

/// Notes where another than the speaker gives a figure in his sentence: "the owner said 40 tonnes had leaked; divers spoke of 95".
pub(super) fn note_givers(analysis: &Analysis, found: &mut [FoundFigure]) {
    for figure in found {
        if figure.other_giver.is_none() {
            figure.other_giver = topic::witness::own_clause(analysis, figure);
        }
    }
}

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
    /// By what it compares across articles.
    pub topic: Option<Topic>,
    /// Whether it gives another number of what was counted last.
    pub refers: Refers,
    /// Where the words of another than the speaker begin who gives it: "he put it at 15 million, the insurer at 6 million".
    pub other_giver: Option<usize>,
    /// Whether somebody puts or estimates what stands before it "at" this number, or has counted it.
    pub is_put: bool,
    /// In which paragraph of the article it stands.
    pub paragraph: usize,
    /// Where it holds, as far as the whole article tells.
    pub scene: Option<String>,
}

/// What is read of a document: its figures, and by what names and kinds of events other articles may tell of the same.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The figures, in order, without overlap.
    pub figures: Vec<FoundFigure>,
    /// The names, those that matter most first.
    pub names: Vec<Name>,
}

/// The figures of `document`, whose analysis is `analysis`; times without a year are reckoned from its day of publication. The names
/// are looked for only where `aim` asks for them.
pub(super) fn figures(analysis: &Analysis, document: &Document, aim: Aim) -> Found {
    let published = when::published(document.published_at.as_deref());
    let mut pieces = piece::Pieces::new(analysis);
    let mut found = Vec::new();
    let mut names = topic::names::Collector::default();
    let outlet = topic::names::outlet(document.outlet.as_deref());
    let mut places = topic::scene::Places::default();
    let apart = analysis.sentences.iter().take_while(|sentence| !sentence.prose);
    for sentence in apart
        .filter(|sentence| analysis.blocks.get(sentence.block).is_some_and(|block| block.kind == BlockKind::Dateline))
    {
        pieces.cut(sentence.tokens.clone());
        places.take_dateline(&pieces, |place| {
            if aim == Aim::Store {
                names.place(place);
            }
        });
    }
    topic::side::note_all_nations(analysis, &mut pieces);
    for (index, sentence) in analysis.sentences.iter().filter(|sentence| sentence.prose).enumerate() {
        pieces.cut(sentence.tokens.clone());
        match aim {
            Aim::Store => names.take(&pieces, &outlet),
            Aim::Show => names.take_countries(&pieces),
        }
        places.take(&pieces, index == 0, |place| {
            if aim == Aim::Store {
                names.place(place);
            }
        });
        pieces.countries.clone_from(&names.countries);
        let mut drafts = draft::drafts(&pieces);
        // "two nights out of three": the whole of a share counts nothing by itself.
        drafts.retain(|draft| {
            let before = |back: usize| pieces.low_before(draft.words_start, back);
            !(draft.is_elliptical() && before(1) == "of" && before(2) == "out")
        });
        topic::side::note_rebels(&mut pieces);
        topic::side::note_nations(&mut pieces);
        pieces.rebels |= !drafts.is_empty() && !pieces.rebels && topic::side::tells_of_rebels(&pieces);
        ellipsis::fill(&pieces, &mut drafts);
        setting::settle(&pieces, &mut drafts, published);
        found.extend(drafts.into_iter().map(|draft| draft.finish(&pieces)));
        pieces.side = topic::side::told(&pieces);
    }
    money::settle_dollars(analysis.text, &mut found);
    money::settle_pounds(analysis, &mut found);
    let mut byte = 0;
    let mut paragraph = 0;
    for figure in &mut found {
        paragraph += analysis.text[byte..figure.bytes.start].matches('\n').count();
        (byte, figure.paragraph) = (figure.bytes.start, paragraph);
    }
    topic::back::fill(&mut found);
    if let Some(title) = &document.title {
        names.take_title(title);
    }
    let own: Vec<_> = found
        .iter()
        .map(|figure: &FoundFigure| topic::scene::Placed {
            byte: figure.bytes.start,
            own: figure.place.as_deref(),
            happens: figure.topic.as_ref().is_some_and(topic::happens_somewhere),
        })
        .collect();
    let scenes = places.scenes(document.title.as_deref(), &own);
    for (figure, scene) in found.iter_mut().zip(scenes) {
        figure.scene = scene;
    }
    // Two articles tell of one thing only as far as there is a number to compare.
    let names = if found.is_empty() || aim == Aim::Show { Vec::new() } else { names.finish() };
    Found { figures: found, names }
}

#[cfg(test)]
mod tests;
