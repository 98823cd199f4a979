//! Scores and votes: "52-48", "won 3-1", "voted 52 to 48", "0-for-4".

use super::super::piece::Pieces;
use super::super::tables::word_files;
use super::super::{counted, number, unit};

word_files! {
    /// Words of voting and of matches.
    cues = "../lexicon/vote_cues.txt";
}

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    // "four to one", "3 to 1": a ratio.
    let small = c.is_digits(at) || matches!(number::class(c.low(at)), Some(number::Class::Cardinal(_)));
    if small && c.is(at + 1, "to") && matches!(c.low(at + 2), "one" | "1") && !counted::reaches_plural(c, at + 3) {
        return Some(at + 3);
    }
    if !c.is_digits(at) {
        return None;
    }
    // "0-for-4", "10-of-15"
    if c.hyphen(at + 1) && matches!(c.low(at + 2), "for" | "of") && c.hyphen(at + 3) && c.is_digits(at + 4) {
        return Some(at + 5);
    }
    let left: f64 = c.text(at).parse().ok()?;
    // "Ander Keita: 7 Ran all day": how a player did.
    let rated = at > 1 && c.is(at - 1, ":") && (0..at - 1).all(|name| c.capital(name) || c.hyphen(name));
    if rated && left <= 10.0 && (c.capital(at + 1) || at + 1 == c.len()) {
        return Some(at + 1);
    }
    // "a 4-to-4 tie", not "a 10-to-15-minute walk"
    if c.hyphen(at + 1) && c.is(at + 2, "to") && c.hyphen(at + 3) && c.is_digits(at + 4) {
        let right: f64 = c.text(at + 4).parse().ok()?;
        return (left >= right && !c.hyphen(at + 5)).then_some(at + 5);
    }
    let dash = matches!(c.text(at + 1), "-" | "–" | "—" | "\u{2011}")
        && c.glued(at + 1)
        && c.is_digits(at + 2)
        && c.glued(at + 2);
    if dash {
        let right: f64 = c.text(at + 2).parse().ok()?;
        if left.fract() != 0.0
            || right.fract() != 0.0
            || (c.glued(at + 3) && (c.is_word(at + 3) || c.hyphen(at + 3) && c.is_word(at + 4)))
        {
            return None;
        }
        let measured = unit::measure(c, at + 3, right).is_some()
            || matches!(number::class(c.low(at + 3)), Some(number::Class::Scale(_)));
        if measured || (left < right && counted::reaches_plural(c, at + 3)) {
            return None;
        }
        return Some(at + 3);
    }
    // "by 52 to 48", "voted 52 to 48"
    if c.is(at + 1, "to") && c.is_digits(at + 2) {
        let right: f64 = c.text(at + 2).parse().ok()?;
        let cued = (at.saturating_sub(5)..at).any(|before| cues().contains(c.low(before)))
            || (at + 3..at + 6).any(|after| cues().contains(c.low(after)));
        let measured = unit::measure(c, at + 3, right).is_some() || counted::reaches_plural(c, at + 3);
        return (left > right && cued && !measured).then_some(at + 3);
    }
    None
}
