//! What the trainers need of the reading: texts as the tagger of spans sees them, what a model makes of them, and numbers side by side.
//! Behind the feature `trainer`; the program has none of it.

use std::ops::Range;

pub use super::spans::crf::{NEVER, lanes, viterbi};
pub use super::spans::features::Key;
pub use super::spans::label::{self, Label, Role};
pub use super::spans::model::{CUE_LABELS, LANES, Model, Weights, encode};
pub use super::spans::near::Cues;
pub use super::spans::sight::{Paragraph, Sight};

use super::analysis::Analysis;
use super::attribution;
use super::spans::features;
use super::spans::score::Memo;
use crate::model::Document;

/// The names of what speaks for a claim, in the order of [`Candidate::evidence`].
pub const FACTS: &[&str] = attribution::confidence::Fact::NAMES;

/// A text as the tagger sees it.
pub struct Observed {
    /// Its tokens, in bytes.
    pub tokens: Vec<Range<usize>>,
    /// The same tokens with what is known of each.
    pub sights: Vec<Sight>,
    /// Its paragraphs of prose, in tokens.
    pub paragraphs: Vec<Paragraph>,
}

/// What may be a claim.
pub struct Candidate {
    /// Its content, in bytes.
    pub content: Vec<Range<usize>>,
    /// What speaks for it.
    pub evidence: Vec<f64>,
}

/// Looks at `document`.
pub fn observe(document: &Document) -> Observed {
    let analysis = Analysis::new(document);
    let (sights, paragraphs) = attribution::observe(&analysis);
    Observed { tokens: analysis.tokens.iter().map(|token| token.bytes()).collect(), sights, paragraphs }
}

impl Observed {
    /// The features of each token of `paragraph` that do not ask for cues.
    pub fn base(&self, paragraph: &Paragraph) -> Vec<Vec<Key>> {
        let features_at = |at| {
            let mut keys = Vec::new();
            features::base(&self.sights, paragraph, at, &mut |key| keys.push(key));
            keys
        };
        paragraph.clone().map(features_at).collect()
    }

    /// The features that `cues` add.
    pub fn near(&self, paragraph: &Paragraph, cues: &Cues) -> Vec<Vec<Key>> {
        let mut walk = cues.walk(&self.sights);
        let mut features_at = |at| {
            let mut keys = Vec::new();
            walk.near(at).features(&mut |key| keys.push(key));
            keys
        };
        paragraph.clone().map(&mut features_at).collect()
    }

    /// Whether nothing in `paragraph` speaks for a claim, so that its tokens are not labelled.
    pub fn is_plain(&self, paragraph: &Paragraph, cues: &Cues) -> bool {
        super::spans::is_plain(&self.sights, paragraph, cues)
    }
}

/// What rules and `model` find in `document` that stands in no other claim.
pub fn candidates(document: &Document, model: &Model, memo: &mut Memo) -> Vec<Candidate> {
    let analysis = Analysis::new(document);
    attribution::judge(&analysis, model, memo)
        .into_iter()
        .map(|(content, evidence)| Candidate {
            content: content.into_iter().map(|tokens| analysis.bytes(tokens)).collect(),
            evidence: evidence.0.to_vec(),
        })
        .collect()
}

/// Two numbers that stand side by side in `document`, with the names of the signs that they may be of one thing: those of
/// `figures/lexicon/dispute.tsv`.
pub fn side_by_side(document: &Document) -> Vec<([f64; 2], Vec<&'static str>)> {
    let analysis = Analysis::new(document);
    let attributions = attribution::attributions(std::iter::once(&analysis)).pop().unwrap_or_default();
    let resolution = super::sources::resolve(&analysis, &attributions);
    let given = super::given(document, &analysis, &attributions, &resolution, super::Aim::Store);
    super::figures::disputed(&analysis, &given.found, &given.voices)
}

/// What a model remembers between texts.
pub fn memo() -> Memo {
    Memo::default()
}
