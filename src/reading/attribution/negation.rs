//! Whether a source denies what is said, or is said not to have said it.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Draft;
use super::lexicon::{self, Class, Lexicon};
use super::scene::Scene;

struct Negations {
    /// Lemmas, and whether they deny only where they govern speech.
    lemmas: FxHashMap<&'static str, bool>,
    words: FxHashSet<&'static str>,
}

fn negations() -> &'static Negations {
    static NEGATIONS: OnceLock<Negations> = OnceLock::new();
    NEGATIONS.get_or_init(|| Negations {
        lemmas: lexicon::lines(include_str!("lexicon/negations.tsv"))
            .map(|line| line.split_once('\t').unwrap_or((line, "always")))
            .map(|(lemma, when)| (lemma, when.trim() == "speech"))
            .collect(),
        words: lexicon::lines(include_str!("lexicon/negators.txt")).map(str::trim).collect(),
    })
}

/// Whether the claim of `draft` is denied.
pub(super) fn negated(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let negations = negations();
    let in_cue = |tokens: &Range<usize>| tokens.clone().any(|at| negations.words.contains(a.low(at)));
    if draft.cue.iter().any(in_cue) {
        return true;
    }
    // "denied a report that": the verb before the noun that attributes.
    let denies = |at: usize| {
        let cue = Lexicon::get().verb(a.low(at));
        cue.is_some_and(|cue| negations.lemmas.get(cue.lemma) == Some(&false))
    };
    if draft.cue.iter().any(|tokens| tokens.clone().any(denies)) {
        return true;
    }
    let cue = Lexicon::get().verb(a.low(draft.head)).or_else(|| Lexicon::get().noun(a.low(draft.head)));
    if let Some(&speech) = cue.and_then(|cue| negations.lemmas.get(cue.lemma)) {
        if !speech {
            return true;
        }
        // "refused to confirm that": what it governs is the speech.
        let governed = draft.content.first().map_or(draft.head + 2, |content| content.start + 1);
        if says(scene, governed) || says(scene, draft.head + 2) {
            return true;
        }
    }
    // "refused to confirm that …" seen from "confirm": the verb before it denies.
    (draft.cue.first().map_or(draft.head, |cue| cue.start).saturating_sub(2)..draft.head).any(|at| {
        Lexicon::get()
            .verb(a.low(at))
            .and_then(|cue| negations.lemmas.get(cue.lemma))
            .is_some_and(|&speech| speech && a.sentence_of(at) == a.sentence_of(draft.head))
    }) && matches!(a.low(draft.cue.first().map_or(draft.head, |cue| cue.start)), "to")
}

fn says(scene: &Scene, at: usize) -> bool {
    Lexicon::get()
        .verb(scene.a.low(at))
        .is_some_and(|cue| matches!(cue.class, Class::Say | Class::Show | Class::Admit | Class::Think))
}
