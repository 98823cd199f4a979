//! Who is said to have said what: source, cue and content.
//!
//! [`scene`] finds verb groups, [`subject`] and [`shared`] whose they are, [`extent`] and [`anew`] where contents end; one file a rule proposes [`draft`]s: [`quoted`], [`reported`]
//! (with [`trailing`], [`passive`], [`placing`], [`taken_up`]), [`according_to`], [`by_account`], [`noun_cue`], [`state`], [`transcript`], [`hearsay`]; [`settle`] makes
//! attributions of them, nests and orders them. [`agree`] brings them together with what the tagger of spans finds, which [`apart`] (with
//! [`known`], [`left_out`], [`unsaid`] and [`reach`]) and [`mend`] with [`edges`] put right; [`told`] says which nested ones count, [`cited`] adds who is cited for what. [`hedge`], [`negation`] and [`via`] add what else is known. Words stand in
//! `lexicon/`.

mod according_to;
mod agree;
mod anew;
mod apart;
mod beside;
mod by_account;
mod cited;
mod complement;
pub(in crate::reading) mod confidence;
mod draft;
mod edges;
mod extent;
mod gesture;
mod groups;
mod hearsay;
mod hedge;
mod kind;
mod known;
mod left_out;
mod lexicon;
mod link;
mod mend;
mod negation;
mod noun_cue;
mod nouns;
mod passive;
mod placing;
mod quoted;
mod reach;
mod reported;
mod scene;
mod settle;
mod shared;
mod sights;
mod signed;
mod stance;
mod standing;
mod state;
mod subject;
mod taken_up;
mod told;
mod trailing;
mod transcript;
mod turned_down;
mod unsaid;
mod vehicle;
mod via;

use std::ops::Range;

use crate::model::ClaimKind;

use super::analysis::Analysis;
use super::spans::{self, score::Memo};
pub(super) use draft::Finder;
pub(super) use nouns::time_end;
pub(super) use trailing::hears;
pub(super) use transcript::{Turn, turn};

/// A claim that is less probable than this is left out: keeping it would take more from what is right among those kept
/// than it adds to what is found (the best threshold for F1 is half of the F1 it gives; Lipton et al. 2014).
const LEAST: f64 = 0.35;

/// Rules whose claims hardly can be anything else, but are too rare for the tagger of spans to have learned: they are always kept.
const RARE: [&str; 11] = [
    "trailing_last",
    "placing",
    "trailing_when",
    "taken_up",
    "hearsay",
    "it_is_said",
    passive::SEEMS_TO_SAY,
    quoted::QUOTED_AS,
    by_account::RULE,
    gesture::RULE,
    turned_down::RULE,
];

std::thread_local! {
    /// What the tagger of spans need not add up again; no result depends on it.
    static MEMO: std::cell::RefCell<Memo> = std::cell::RefCell::default();
}

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
    /// The words that may name through whom it came ("Business Insider"), the likeliest first.
    pub via: Vec<Via>,
    /// The words that weaken it.
    pub hedge: Option<String>,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether it says that something is so or is not so.
    pub states: bool,
    /// Whether it says so in a clause, or with words for a charge, a plan or an announcement: what others may deny.
    pub asserts: bool,
    /// The attribution in whose content this one stands.
    pub within: Option<usize>,
    /// 0 to 1.
    pub confidence: f64,
    /// The rule that has its cue; `spans` for none.
    pub rule: &'static str,
    /// Whether that rule, the tagger of spans or both found it.
    pub finder: Finder,
}

impl Attribution {
    /// One of these spans, sure and by a rule without a name, of which nothing else is known.
    pub fn bare(
        kind: ClaimKind,
        source: Vec<Range<usize>>,
        cue: Vec<Range<usize>>,
        content: Vec<Range<usize>>,
    ) -> Self {
        Self {
            kind,
            content,
            cue,
            source,
            via: Vec::new(),
            hedge: None,
            negated: false,
            states: true,
            asserts: true,
            within: None,
            confidence: 1.0,
            rule: "",
            finder: Finder::Rule,
        }
    }

    /// Who found it, for those who ask why: a rule's name, `spans` for the tagger, `spans+rule` for both.
    pub fn found_by(&self) -> String {
        match self.finder {
            Finder::Both => format!("spans+{}", self.rule),
            Finder::Rule | Finder::Spans => self.rule.to_owned(),
        }
    }
}

/// Words that may name through whom a claim came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Via {
    pub bytes: Range<usize>,
    pub told: Told,
}

/// How words stand that may name a via.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// "told …", "in an interview with …": a name that is nobody's else will be an outlet's.
    To,
    /// "on …", "in …": only what is known to be an outlet or platform is one.
    On,
}

/// The attributions of each of `analyses`, in order of their first byte. Linear in the texts; any text has some, or none.
pub(super) fn attributions<'a>(analyses: impl Iterator<Item = &'a Analysis<'a>>) -> Vec<Vec<Attribution>> {
    let Some(model) = spans::shipped() else { return analyses.map(|_| Vec::new()).collect() };
    let scenes: Vec<scene::Scene> = analyses.map(scene::Scene::new).collect();
    let found = MEMO.with_borrow_mut(|memo| candidates(&scenes, model, memo));
    let likely = found.into_iter().zip(&scenes).map(|(found, scene)| likely(found, scene.a.tokens.len()));
    let settled = likely.zip(&scenes).map(|(drafts, scene)| (scene, cited::add(scene, settle::settle(scene, drafts))));
    settled.map(|(scene, settled)| finished(scene, settled)).collect()
}

/// The drafts of the candidates that are likely enough, and of the nested ones that stand in such. `tokens` is how many
/// the text has.
fn likely(candidates: Vec<agree::Candidate>, tokens: usize) -> Vec<draft::Draft> {
    let mut said = vec![false; tokens];
    let (mut drafts, mut nested) = (Vec::with_capacity(candidates.len()), Vec::new());
    for agree::Candidate { mut draft, evidence, standing } in candidates {
        let Some(evidence) = evidence else {
            nested.push(draft);
            continue;
        };
        draft.confidence = evidence.confidence(standing);
        // "It will rain, experts believe." is hardly anything else, however rare the verb.
        // So is "puts it at 12,000".
        if RARE.contains(&draft.rule) {
            draft.confidence = draft.confidence.max(LEAST);
        }
        if draft.rule == "transcript_turn" {
            draft.confidence = draft.confidence.max(confidence::of_rule(draft.rule));
        }
        if draft.confidence >= LEAST {
            draft.content.iter().flat_map(Clone::clone).for_each(|at| said[at] = true);
            drafts.push(draft);
        }
    }
    drafts.extend(nested.into_iter().filter(|draft| said.get(draft.head) == Some(&true)));
    drafts
}

/// What the rules alone find, without the tagger of spans.
#[cfg(test)]
fn ruled(analysis: &Analysis) -> Vec<Attribution> {
    let scene = scene::Scene::new(analysis);
    finished(&scene, settle::settle(&scene, proposals(&scene)))
}

/// `settled` with all that the words around the spans tell.
fn finished(scene: &scene::Scene, settled: Vec<(Attribution, draft::Draft)>) -> Vec<Attribution> {
    let bounds: Vec<_> = settled
        .iter()
        .map(|(attribution, _)| attribution.within.map(|outer| settled[outer].0.content.clone()))
        .collect();
    let parts = settled.into_iter().zip(bounds);
    parts.map(|((attribution, draft), bounds)| complete(scene, attribution, &draft, bounds.as_deref())).collect()
}

/// What rules and the tagger find in each of `scenes`, with what speaks for it.
fn candidates(scenes: &[scene::Scene], model: &spans::model::Model, memo: &mut Memo) -> Vec<Vec<agree::Candidate>> {
    let ruled: Vec<_> = scenes.iter().map(|scene| settle::settle(scene, proposals(scene))).collect();
    let sighted: Vec<_> =
        scenes.iter().zip(&ruled).map(|(scene, rules)| sights::sights(scene, learned(rules), memo)).collect();
    let labelled: Vec<Vec<spans::Labelled>> = scenes
        .iter()
        .zip(&sighted)
        .map(|(scene, sights)| {
            let paragraphs = sights::paragraphs(scene).into_iter();
            paragraphs.map(|paragraph| spans::label(model, memo, sights, paragraph)).collect()
        })
        .collect();
    let found = scenes.iter().zip(ruled).zip(labelled.iter().zip(&sighted));
    found.map(|((scene, rules), (labelled, sights))| agree::candidates(scene, rules, labelled, sights)).collect()
}

/// The tokens of `analysis` as the tagger of spans sees them, and its paragraphs.
#[cfg(feature = "trainer")]
pub(super) fn observe(analysis: &Analysis) -> (Vec<spans::sight::Sight>, Vec<spans::sight::Paragraph>) {
    let scene = scene::Scene::new(analysis);
    let rules = settle::settle(&scene, proposals(&scene));
    let sights = sights::sights(&scene, learned(&rules), &mut Memo::default());
    (sights, sights::paragraphs(&scene))
}

/// The contents, in tokens, of what rules and `model` find, with what speaks for each; nested claims left out.
#[cfg(feature = "trainer")]
pub(super) fn judge(
    analysis: &Analysis,
    model: &spans::model::Model,
    memo: &mut Memo,
) -> Vec<(Vec<Range<usize>>, confidence::Evidence)> {
    candidates(&[scene::Scene::new(analysis)], model, memo)
        .into_iter()
        .flatten()
        .filter_map(|candidate| Some((candidate.draft.content, candidate.evidence?)))
        .collect()
}

/// Those of `rules` that the tagger of spans has learned to look at.
fn learned(rules: &[(Attribution, draft::Draft)]) -> impl Iterator<Item = &Attribution> {
    rules
        .iter()
        .filter(|(_, draft)| !matches!(draft.rule, "hearsay" | turned_down::RULE))
        .map(|(attribution, _)| attribution)
}

/// What the rules propose.
fn proposals(scene: &scene::Scene) -> Vec<draft::Draft> {
    let mut taken = vec![false; scene.groups.len()];
    let mut drafts = Vec::new();
    quoted::drafts(scene, &mut taken, &mut drafts);
    noun_cue::drafts(scene, &mut taken, &mut drafts);
    according_to::drafts(scene, &mut drafts);
    by_account::drafts(scene, &mut drafts);
    state::drafts(scene, &mut drafts);
    transcript::drafts(scene, &mut drafts);
    reported::drafts(scene, &taken, &mut drafts);
    hearsay::drafts(scene, &mut drafts);
    turned_down::drafts(scene, &mut drafts);
    taken_up::leave_out_its_noun(&mut drafts);
    trailing::end_before_own_part(scene, &mut drafts);
    drafts
}

/// `attribution` with what the words around the spans of `draft` tell: how sure, denied or not, through whom. `bounds` is the
/// content that it stands in: what stands outside is the outer claim's.
fn complete(
    scene: &scene::Scene,
    mut attribution: Attribution,
    draft: &draft::Draft,
    bounds: Option<&[Range<usize>]>,
) -> Attribution {
    attribution.hedge = hedge::hedge(scene, &draft.cue, &draft.content);
    attribution.negated = negation::negated(scene, draft);
    attribution.states = stance::states(scene, draft, attribution.negated);
    attribution.asserts = stance::asserts(scene, draft, attribution.negated);
    attribution.via = via::candidates(scene, draft);
    if let Some(bounds) = bounds {
        attribution
            .via
            .retain(|via| bounds.iter().any(|span| span.start <= via.bytes.start && via.bytes.end <= span.end));
    }
    attribution
}

#[cfg(test)]
mod agency;
#[cfg(test)]
mod gold;
#[cfg(test)]
mod relayed;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod together;
#[cfg(test)]
mod voices;
#[cfg(test)]
mod wire;
