//! Whether a source denies what is said, or is said not to have said it.
//!
//! Two denials are none: "has not denied that". What stands in the content ("said he did not") denies nothing.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::tagger::Tag;
use super::draft::Draft;
use super::lexicon::{self, Class, Cue, Lexicon};
use super::scene::Scene;
use super::turned_down;

/// How many words a phrase right before a source has at most.
const MOST_BEFORE: usize = 4;

struct Negations {
    /// Lemmas, and whether they deny only where they govern speech.
    lemmas: FxHashMap<&'static str, bool>,
    /// What turns a cue round, by first word, longest first, and whether it does: "not" does, "not only" does not.
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, bool)>>,
    /// The same at the front of a source: "no one", but not "no fewer than".
    subjects: FxHashMap<&'static str, Vec<(Vec<&'static str>, bool)>>,
    /// What turns a cue round right before its source, likewise: "no evidence that Roe ever said".
    before: FxHashMap<&'static str, Vec<(Vec<&'static str>, bool)>>,
    /// What may stand between a source and the verb of its cue.
    auxiliaries: FxHashSet<&'static str>,
    /// Speech that is no cue: "refused to name".
    speech: FxHashSet<&'static str>,
}

fn negations() -> &'static Negations {
    static NEGATIONS: OnceLock<Negations> = OnceLock::new();
    NEGATIONS.get_or_init(|| {
        let mut read = Negations {
            lemmas: lexicon::lines(include_str!("lexicon/negations.tsv"))
                .map(|line| line.split_once('\t').unwrap_or((line, "always")))
                .map(|(lemma, when)| (lemma, when.trim() == "speech"))
                .collect(),
            phrases: FxHashMap::default(),
            subjects: FxHashMap::default(),
            before: FxHashMap::default(),
            auxiliaries: FxHashSet::default(),
            speech: FxHashSet::default(),
        };
        for line in lexicon::lines(include_str!("lexicon/negators.tsv")) {
            let (words, sort) = line.split_once('\t').unwrap_or((line, "cue"));
            let words: Vec<&'static str> = words.split_whitespace().collect();
            let Some(&first) = words.first() else { continue };
            match sort.trim() {
                "auxiliary" => drop(read.auxiliaries.insert(first)),
                "speech" => drop(read.speech.insert(first)),
                "source" | "source no" => {
                    read.subjects.entry(first).or_default().push((words, sort.trim() == "source"));
                }
                "before" => read.before.entry(first).or_default().push((words, true)),
                other => read.phrases.entry(first).or_default().push((words, other == "cue")),
            }
        }
        for list in read.phrases.values_mut().chain(read.subjects.values_mut()) {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        read
    })
}

/// Whether the claim of `draft` is denied.
pub(super) fn negated(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let negations = negations();
    let mut turns = usize::from(draft.source.first().is_some_and(|source| {
        phrase_at(scene, &negations.subjects, past_marks(scene, source), source.end).is_some_and(|(_, turns)| turns)
    }));
    let first = draft.source.iter().chain(&draft.cue).map(|span| span.start).min().unwrap_or(draft.head);
    let before = |back: usize| {
        let start = first.checked_sub(back)?;
        phrase_at(scene, &negations.before, start, first).filter(|&(count, _)| count == back)
    };
    turns += usize::from((1..=MOST_BEFORE).any(|back| before(back).is_some()));
    let mut both = false;
    let mut denies = false;
    for (piece, cue) in draft.cue.iter().enumerate() {
        let mut at = if piece == 0 { lead(scene, draft, cue.start) } else { cue.start };
        while at < cue.end {
            if let Some((count, turned)) = phrase_at(scene, &negations.phrases, at, cue.end) {
                both |= a.low(at) == "neither";
                // "claimed without proof that"
                let behind = a.low(at) == "without"
                    && denial(scene, at + 1).is_none()
                    && (cue.start..at).any(|at| Lexicon::get().verb(a.low(at)).is_some());
                turns += usize::from(turned && a.low(at) != "nor" && !behind);
                at += count;
                continue;
            }
            // "was refusing | to call": what it governs is the cue.
            denies |= denies_at(scene, draft, at, cue.end) || at < cue.start && denial(scene, at).is_some();
            at += 1;
        }
    }
    denies |=
        denies_at(scene, draft, draft.head, draft.head + 1) || rejects(scene, draft) || draft.rule == turned_down::RULE;
    // "would neither confirm nor deny"
    both || (turns + usize::from(denies)) % 2 == 1
}

/// Whether `draft` turns down what is said, and is not only silent about it: "denied", "dismissed", but not "did not say".
pub(super) fn is_denial(scene: &Scene, draft: &Draft) -> bool {
    let first = draft.cue.first().map_or(draft.head, |cue| lead(scene, draft, cue.start));
    let end = draft.cue.last().map_or(draft.head, |cue| cue.end);
    let within = |at: &usize| !draft.content.iter().any(|span| span.contains(at));
    (first..end).chain([draft.head]).filter(within).any(|at| denial(scene, at) == Some(false))
        || rejects(scene, draft)
        || draft.rule == turned_down::RULE
}

/// Whether what `cue` has for its object is denied: "reject", but not "decline".
pub(super) fn always_denies(cue: Cue) -> bool {
    negations().lemmas.get(cue.lemma) == Some(&false)
}

/// Whether `low` is a form of a verb with which somebody says nothing: "declined".
pub(super) fn keeps_silent(low: &str) -> bool {
    Lexicon::get().verb(low).is_some_and(|cue| negations().lemmas.get(cue.lemma) == Some(&true))
}

/// Whether the cue of `draft` only keeps silent: "refused to confirm".
pub(super) fn is_silent(scene: &Scene, draft: &Draft) -> bool {
    draft
        .cue
        .iter()
        .flat_map(Clone::clone)
        .any(|at| denial(scene, at) == Some(true) && denies_at(scene, draft, at, at + 1))
}

/// "The bank rejected as baseless the claim that A": whether the noun that is the cue of `draft` is what its own source turns down.
fn rejects(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let Some(source) = draft.source.first().filter(|_| a.tag(draft.head).is_noun()) else { return false };
    let Some(group) = scene.group_from(draft.head).checked_sub(1).and_then(|index| scene.groups.get(index)) else {
        return false;
    };
    let between = group.tokens.end..draft.head;
    let phrase = |at: usize| {
        let tag = a.tag(at);
        tag.is_noun() || tag.is_adjective() || tag.is_adverb() || matches!(tag, Tag::Dt | Tag::In | Tag::Vbn | Tag::Vbg)
    };
    denial(scene, group.head).is_some()
        && source.end <= group.tokens.start
        && group.tokens.start <= source.end + 2
        && between.len() <= 8
        && between.into_iter().all(phrase)
}

/// The listed phrase at `at` that ends before `end`: how many tokens, and whether it turns the cue round.
fn phrase_at(
    scene: &Scene,
    phrases: &FxHashMap<&'static str, Vec<(Vec<&'static str>, bool)>>,
    at: usize,
    end: usize,
) -> Option<(usize, bool)> {
    let same = |words: &[&str]| words.iter().enumerate().all(|(step, word)| scene.a.low(at + step) == *word);
    let found = phrases.get(scene.a.low(at))?.iter().find(|(words, _)| same(words))?;
    (at < end).then_some((found.0.len(), found.1))
}

fn past_marks(scene: &Scene, tokens: &Range<usize>) -> usize {
    tokens.clone().find(|&at| scene.a.tag(at) != Tag::Punct).unwrap_or(tokens.start)
}

/// Where the words begin that lead to a cue at `start` and belong to its verb: "did not | say", "was unable to | say".
fn lead(scene: &Scene, draft: &Draft, start: usize) -> usize {
    let a = scene.a;
    let taken = |at: usize| draft.source.iter().chain(&draft.content).any(|span| span.contains(&at));
    let mut at = start;
    while at > 0
        && start - at < 5
        && !taken(at - 1)
        && a.sentence_of(at - 1) == a.sentence_of(start)
        && (negations().auxiliaries.contains(a.low(at - 1))
            || a.tag(at - 1) == Tag::Rb
            || Lexicon::get().verb(a.low(at - 1)).is_some_and(|cue| negations().lemmas.get(cue.lemma) == Some(&true)))
    {
        at -= 1;
    }
    at
}

/// Whether the word at `at` denies: "denied", "refused" before "to confirm".
fn denies_at(scene: &Scene, draft: &Draft, at: usize, end: usize) -> bool {
    match denial(scene, at) {
        Some(false) => true,
        // What it governs stands in the cue, right behind it, or at the front of the content.
        Some(true) => {
            // "refused | to be drawn"
            let governed = draft.content.first().map_or(at, |content| content.start + 1);
            let governed = governed + usize::from(scene.a.low(governed) == "be");
            (at + 1..end.max(at + 3)).chain([governed]).any(|at| says(scene, at))
        }
        None => false,
    }
}

/// Whether the word at `at` denies always or, `Some(true)`, only where it governs speech.
fn denial(scene: &Scene, at: usize) -> Option<bool> {
    let word = scene.a.low(at);
    let lexicon = Lexicon::get();
    // "pushed back on a report"
    let phrasal = lexicon.phrasal(word, scene.a.low(at + 1));
    let cue = phrasal.or_else(|| lexicon.verb(word)).or_else(|| lexicon.noun(word))?;
    negations().lemmas.get(cue.lemma).copied()
}

fn says(scene: &Scene, at: usize) -> bool {
    let told = negations().speech.contains(scene.a.low(at)) && matches!(scene.a.tag(at), Tag::Vb | Tag::Vbn);
    told || Lexicon::get()
        .verb(scene.a.low(at))
        .is_some_and(|cue| matches!(cue.class, Class::Say | Class::Show | Class::Admit | Class::Think))
}
