//! List numbers and footnotes: "1. Wash the rice.", "(3) Members", "\[12\]".

use super::super::piece::Pieces;

/// So many words stand in brackets before a number that closes them, at most.
const BRACKET: usize = 24;

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if !c.is_digits(at) || c.text(at).len() > 3 {
        return None;
    }
    let closed = matches!(c.text(at + 1), "." | ")" | "]") && c.glued(at + 1);
    if at == 0 && closed {
        return Some(at + 2);
    }
    let opened = at > 0 && c.glued(at);
    if at == 1 && closed && opened && matches!(c.text(0), "(" | "[") {
        return Some(at + 2);
    }
    // "for two reasons: 1) the price and 2) the weather"
    let item = c.is(at + 1, ")")
        && c.glued(at + 1)
        && at > 0
        && matches!(c.low(at - 1), ":" | "," | ";" | "and" | "or")
        && !(at.saturating_sub(BRACKET)..at).any(|before| c.is(before, "("));
    if item {
        return Some(at + 2);
    }
    // A rank: "(8.)".
    if at > 0 && c.is(at - 1, "(") && c.is(at + 1, ".") && c.is(at + 2, ")") {
        return Some(at + 3);
    }
    // A footnote touches the word it explains.
    let note = opened && closed && c.is(at - 1, "[") && c.is(at + 1, "]");
    note.then_some(at + 2)
}
