//! Who is said to have said what: source, cue and content.
//!
//! [`scene`] finds verb groups and subjects; one file a rule proposes [`draft`]s: [`quoted`], [`reported`],
//! [`according_to`], [`noun_cue`], [`state`]; [`settle`] makes attributions of them, nests and orders them; [`hedge`],
//! [`negation`] and [`via`] add what else is known. Words stand in `lexicon/`.

mod according_to;
mod complement;
mod draft;
mod groups;
mod hedge;
mod kind;
mod lexicon;
mod negation;
mod noun_cue;
mod nouns;
mod quoted;
mod reported;
mod scene;
mod settle;
mod state;
mod transcript;
mod vehicle;
mod via;

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

/// The attributions of `analysis`, in order of their first byte. Linear in the text; any text has some, or none.
pub(super) fn attributions(analysis: &Analysis) -> Vec<Attribution> {
    let scene = scene::Scene::new(analysis);
    let mut taken = vec![false; scene.groups.len()];
    let mut drafts = Vec::new();
    quoted::drafts(&scene, &mut taken, &mut drafts);
    noun_cue::drafts(&scene, &mut taken, &mut drafts);
    according_to::drafts(&scene, &mut drafts);
    state::drafts(&scene, &mut drafts);
    transcript::drafts(&scene, &mut drafts);
    reported::drafts(&scene, &taken, &mut drafts);
    settle::settle(&scene, drafts)
        .into_iter()
        .map(|(mut attribution, draft)| {
            attribution.hedge = hedge::hedge(&scene, &draft.cue, &draft.content);
            attribution.negated = negation::negated(&scene, &draft);
            attribution.via = via::via(&scene, &draft);
            attribution
        })
        .collect()
}
