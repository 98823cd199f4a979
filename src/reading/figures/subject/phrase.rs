//! Noun phrases around a number, and which of them hang on which by a preposition: "cases in the city".

use std::ops::Range;

use super::super::super::tagger::Tag;
use super::super::piece::Pieces;
use super::super::{counted, number};
use super::spent_on;

/// The noun phrase that ends right before `end`: its words and head.
pub(in super::super) fn phrase_before(c: &Pieces, end: usize) -> Option<(Range<usize>, usize)> {
    let head = end.checked_sub(1)?;
    if !counted::is_noun(c, head) {
        return None;
    }
    let mut start = head;
    while start > 0 && head - start < 5 {
        let before = start - 1;
        let modifies = (c.is_word(before)
            && matches!(
                c.tag(before),
                Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Jjs | Tag::Pos | Tag::Vbn
            )
            // "the league put inflation at 5 percent": behind a noun this is a verb.
            && !(c.tag(before) == Tag::Vbn && before > 0 && counted::is_noun(c, before - 1))
            && !number::may_start(c, before))
            || c.hyphen(before);
        if !modifies {
            break;
        }
        start = before;
    }
    while start < head && !c.is_word(start) {
        start += 1;
    }
    // "each soldier": whom a rate is for.
    if start > 0 && matches!(c.low(start - 1), "each" | "every") {
        start -= 1;
    }
    Some((start..head + 1, head))
}

/// How many noun phrases hang on one another at most: linear, and no subject is put in more.
const MOST_HUNG: usize = 3;

/// The noun phrase that `phrase` hangs on: the men of "men under arms", the cases of "cases in the city", the
/// toll of "the toll from the flood in the valley"; else itself.
pub(in super::super) fn governing(c: &Pieces, phrase: (Range<usize>, usize)) -> (Range<usize>, usize) {
    (0..MOST_HUNG).try_fold(phrase, |inner, _| hung_on(c, &inner).ok_or(inner)).unwrap_or_else(|outermost| outermost)
}

/// The noun phrase that `phrase` hangs on by a preposition.
fn hung_on(c: &Pieces, phrase: &(Range<usize>, usize)) -> Option<(Range<usize>, usize)> {
    let mut start = phrase.0.start;
    while start > 0 && matches!(c.tag(start - 1), Tag::Dt | Tag::PrpPoss) {
        start -= 1;
    }
    let hangs = start > 0
        && matches!(
            c.low(start - 1),
            "in" | "at"
                | "to"
                | "on"
                | "from"
                | "for"
                | "under"
                | "across"
                | "among"
                | "inside"
                | "near"
                | "within"
                | "throughout"
                | "around"
                | "off"
                | "along"
                | "outside"
                | "against"
        );
    let end = start.checked_sub(1).filter(|_| hangs)?;
    // "Spending on roads"
    let gerund = || {
        let at = end.checked_sub(1).filter(|&at| c.tag(at) == Tag::Vbg && spent_on().contains(c.low(at)))?;
        Some((at..end, at))
    };
    phrase_before(c, end).or_else(gerund)
}
