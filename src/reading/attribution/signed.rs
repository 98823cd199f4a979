//! Signed quotations: "“We were never asked.” — Jane Roe, Toledo". A dash before a name that ends its paragraph is the cue.

use std::ops::Range;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::scene::Scene;

/// A name has no more words than this, …
const NAME: usize = 6;
/// … and what is told of whom it names, to the paragraph's end, no more than this.
const REST: usize = 16;

/// The draft of the quotation `tokens`, if somebody signed it.
pub(super) fn draft(scene: &Scene, tokens: &Range<usize>) -> Option<Draft> {
    let a = scene.a;
    let dash = tokens.end;
    if !matches!(a.word(dash), "—" | "–" | "―" | "--" | "-") {
        return None;
    }
    let sentence = a.sentence_of(dash)?;
    let block = a.sentences[sentence].block;
    let same_block = |at: usize| a.sentence_of(at).is_some_and(|sentence| a.sentences[sentence].block == block);
    let start = dash + 1;
    let named = |at: usize| a.word(at).starts_with(char::is_uppercase) && same_block(at);
    let mut name = start;
    while name < start + NAME && (named(name) || name > start && a.word(name) == "." && named(name - 1)) {
        name += 1;
    }
    // A lone capital opens a sentence as well as a name.
    if name == start || !(start..name).any(|at| a.tag(at).is_proper()) || matches!(a.tag(start), Tag::Dt | Tag::Prp) {
        return None;
    }
    let mut end = name;
    while end <= name + REST && end < a.tokens.len() && same_block(end) {
        if scene.quotation_at(end).is_some() || a.tag(end).is_finite_verb() {
            return None;
        }
        end += 1;
    }
    let tail = end - name;
    if tail > REST || tail > 1 && !matches!(a.word(name), "," | "(" | "of" | "from" | "in") {
        return None;
    }
    let source = start..scene.trim(start, end);
    (!source.is_empty())
        .then(|| Draft::new("quotation_signed", dash, dash..start, tokens.clone()).said_by(Some(source)))
}
