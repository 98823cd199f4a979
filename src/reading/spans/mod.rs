//! The learned tagger of spans: which words are a source, a cue, a content.
//!
//! Two conditional random fields over one set of hashed features: the first finds cues alone, the second everything,
//! given the cues. [`sight`] is what is known of a token, [`features`] what the model sees of it,
//! [`near`] what the cues add, [`model`] keeps the
//! weights, [`score`] adds them up, [`crf`] finds the labels ([`mod@label`]). It knows nothing of rules or claims: those
//! stand in `attribution/`. `examples/train_spans.rs` learns the weights; `docs/claims.md` says from what, and how well
//! they do.

pub mod crf;
pub mod features;
pub mod label;
pub mod model;
pub mod near;
pub mod score;
pub mod sight;

use std::sync::OnceLock;

use crf::{Posterior, viterbi};
use label::{Label, OUTSIDE};
use model::{Model, Scores};
use near::Cues;
use score::Memo;
use sight::{Paragraph, Sight};

/// The model that the program carries; `None` should it be unreadable.
pub fn shipped() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Model::decode(include_bytes!("model.bin").as_slice().into())).as_ref()
}

/// A paragraph, labelled.
pub struct Labelled {
    /// Its tokens.
    pub tokens: Paragraph,
    /// A label a token.
    pub labels: Vec<Label>,
    /// How probable labels are; `None` where nothing speaks for a claim.
    pub posterior: Option<Posterior<{ label::COUNT }>>,
}

/// Labels `paragraph`. Linear in its tokens.
pub fn label(model: &Model, memo: &mut Memo, sights: &[Sight], paragraph: Paragraph) -> Labelled {
    let mut scores = memo.room();
    memo.base(model, sights, &paragraph, &mut scores);
    let cues = cues(model, &scores, &paragraph);
    let (mut labels, mut posterior) = (Vec::new(), None);
    if is_plain(sights, &paragraph, &cues) {
        labels.resize(paragraph.len(), OUTSIDE);
    } else {
        memo.near(model, sights, &paragraph, &cues, &mut scores);
        let emissions = || scores.iter().map(Scores::labels);
        viterbi(emissions(), &model.transitions, &mut labels);
        let spoken = labels.iter().any(|&label| label != OUTSIDE)
            || sights[paragraph.clone()].iter().any(|sight| sight.said != OUTSIDE);
        posterior = spoken.then(|| Posterior::new(emissions(), &model.transitions, &model.scale));
    }
    memo.give_back(scores);
    Labelled { tokens: paragraph, labels, posterior }
}

/// The cues that the first stage finds.
fn cues(model: &Model, scores: &[Scores], paragraph: &Paragraph) -> Cues {
    let mut labels = Vec::new();
    viterbi(scores.iter().map(Scores::cues), &model.cue_transitions, &mut labels);
    Cues::new(paragraph, &labels)
}

/// Whether nothing in `paragraph` speaks for a claim: no cue, no quotation, no rule.
pub fn is_plain(sights: &[Sight], paragraph: &Paragraph, cues: &Cues) -> bool {
    cues.is_empty() && sights[paragraph.clone()].iter().all(|sight| sight.quote == 0 && sight.said == OUTSIDE)
}
