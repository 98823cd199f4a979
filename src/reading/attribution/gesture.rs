//! Quotations behind a gesture: "Lee shrugged. “Where to?”". Whoever makes it says what follows.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::draft::Draft;
use super::groups::Shape;
use super::lexicon;
use super::scene::Scene;

/// The rule's name.
pub(super) const RULE: &str = "quotation_gesture";

/// So many words may follow the gesture in its sentence: "shook her head in disbelief".
const BEHIND: usize = 6;

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
    let ends = group.tokens.end + BEHIND >= before.tokens.end;
    if group.shape != Shape::Finite || group.passive || !ends || !gestures.contains(a.low(group.head)) {
        return None;
    }
    let subject = scene.subject(index)?.tokens;
    *taken.get_mut(index)? = true;
    Some(Draft::new(RULE, group.head, group.tokens.clone(), tokens.clone()).said_by(Some(subject)))
}
