//! Quotations behind a gesture, a tone or a question: "Lee shrugged. “Where to?”", "Lee was blunt. “No.”", "Does she regret it? “No.”".
//! Whoever makes it, has it or is asked says what follows.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::draft::Draft;
use super::groups::{Shape, is_be};
use super::lexicon::{self, Frames};
use super::nouns;
use super::scene::Scene;

/// The rule's name.
pub(super) const RULE: &str = "quotation_gesture";

/// So many words may follow the gesture in its sentence: "shook her head in disbelief".
const BEHIND: usize = 6;

/// So many words stand from the verb to the end of a tone: "rather less forgiving".
const DEGREES: usize = 3;

/// The draft of the quotation `tokens`, which is a sentence of its own, if somebody makes a gesture in the one before it; `taken`
/// marks the gesture's verb group.
pub(super) fn draft(scene: &Scene, tokens: &Range<usize>, taken: &mut [bool]) -> Option<Draft> {
    static GESTURES: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let gestures =
        GESTURES.get_or_init(|| lexicon::lines(include_str!("lexicon/gestures.txt")).map(str::trim).collect());
    let a = scene.a;
    let own = a.sentence_of(tokens.start).filter(|&own| a.sentences[own].tokens.start == tokens.start)?;
    let before = own.checked_sub(1).map(|before| &a.sentences[before])?;
    if !before.prose || before.block != a.sentences[own].block || scene.quotation_at(before.tokens.end - 1).is_some() {
        return None;
    }
    let index = scene.group_from(before.tokens.end).checked_sub(1)?;
    let group = scene.groups.get(index).filter(|group| group.head >= before.tokens.start)?;
    // "Lee paused. “I tried,” she said.": what has a cue of its own needs no other.
    let end = a.sentence_of(tokens.end).filter(|&last| a.sentences[last].block == before.block);
    let end = end.map_or(tokens.end, |last| a.sentences[last].tokens.end);
    let told = scene
        .groups
        .get(scene.group_from(tokens.end))
        .is_some_and(|own_cue| own_cue.head < end && own_cue.cue.is_some_and(|cue| cue.frames.any(Frames::QUOTE)));
    if told {
        return None;
    }
    if let Some((index, asked)) = question(scene, before.tokens.clone()) {
        let group = &scene.groups[index];
        *taken.get_mut(index)? = true;
        return Some(Draft::new(RULE, group.head, group.tokens.clone(), tokens.clone()).said_by(Some(asked)));
    }
    if group.shape != Shape::Finite || group.passive {
        return None;
    }
    let gesture = gestures.contains(a.low(group.head)) && group.tokens.end + BEHIND >= before.tokens.end;
    let tone =
        tone_end(scene, group.tokens.end).filter(|&end| is_be(a.low(group.head)) && end + 1 >= before.tokens.end);
    let cue = match tone {
        Some(end) => group.tokens.start..end,
        None if gesture => group.tokens.clone(),
        None => return None,
    };
    let subject = scene.subject(index)?.tokens;
    *taken.get_mut(index)? = true;
    Some(Draft::new(RULE, group.head, cue, tokens.clone()).said_by(Some(subject)))
}

/// "Does she regret it? “Not for a minute.”": the verb group of the question that the article asks in `sentence`, and whom it asks.
fn question(scene: &Scene, sentence: Range<usize>) -> Option<(usize, Range<usize>)> {
    let a = scene.a;
    let start = scene.question_start(sentence.clone())?;
    let asked = nouns::base(a, start + 1, sentence.end)?;
    let person = matches!(a.low(asked.start), "he" | "she" | "they") || a.tag(asked.start).is_proper();
    // The verb behind whom it asks, or "is" itself: "Is she afraid?"
    let index = scene.group_from(asked.end);
    let index = match scene.groups.get(index) {
        Some(group) if group.head < sentence.end => index,
        _ => scene.group_from(start),
    };
    let inside = scene.groups.get(index).is_some_and(|group| group.head < sentence.end);
    (person && inside).then_some((index, asked))
}

/// Where the words for a tone that begin at token `at` end: "blunt", "rather less forgiving".
fn tone_end(scene: &Scene, at: usize) -> Option<usize> {
    static TONES: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let tones = TONES.get_or_init(|| lexicon::lines(include_str!("lexicon/tones.txt")).map(str::trim).collect());
    let a = scene.a;
    let found = (at..at + DEGREES).find(|&at| tones.contains(a.low(at)))?;
    let degree = |at: usize| a.tag(at).is_adverb() || matches!(a.low(at), "more" | "less" | "as" | "most");
    (at..found).all(degree).then_some(found + 1)
}
