//! Number words: "forty-three", "a hundred and five". The `text2num` crate gives their value.

use text2num::lang::English;
use text2num::text2digits;

use super::number::{Class, class};
use super::piece::Pieces;

/// No number is written in more words.
const MOST_WORDS: usize = 14;

/// The value of the number words at `at` and the piece after them. Scales from "million" on, and "dozen", may follow.
pub(super) fn read(c: &Pieces, at: usize) -> Option<(f64, usize)> {
    // Small scales stand inside ("two hundred and five thousand"); the run ends before a million.
    let mut ends = Vec::new();
    let mut joined = String::new();
    let mut end = at;
    if matches!(c.low(at), "a" | "an") {
        let Some(Class::Scale(scale)) = class(c.low(at + 1)) else { return None };
        if scale != 100.0 && scale != 1000.0 {
            return Some((1.0, at + 1));
        }
        joined.push_str("one");
        end += 1;
    } else if let (Some(Class::Cardinal(value)), false) = (class(c.low(at)), continues(c, at + 1)) {
        return Some((value, at + 1));
    }
    while ends.len() < MOST_WORDS {
        let next = if end > at && c.hyphen(end) { end + 1 } else { end };
        let and = c.is(next, "and") && end > at && matches!(class(c.low(next - 1)), Some(Class::Scale(_)));
        let next = if and { next + 1 } else { next };
        let joins = c.is_word(next)
            && match class(c.low(next)) {
                Some(Class::Cardinal(_)) => !c.capital(next) || end == at || c.title_case,
                Some(Class::Scale(scale)) => !and && scale >= 100.0 && end > at && scale <= 1000.0,
                _ => false,
            };
        if !joins {
            break;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(match c.low(next) {
            "fourty" => "forty",
            "nil" | "nought" => "zero",
            word => word,
        });
        end = next + 1;
        ends.push((joined.len(), end));
    }
    let english = English::new();
    ends.iter().rev().find_map(|&(len, end)| {
        let value = text2digits(joined.get(..len)?, &english).ok()?.parse().ok()?;
        Some((value, end))
    })
}

/// Whether the word at `at`, or behind a hyphen there, goes on with the number.
fn continues(c: &Pieces, at: usize) -> bool {
    let next = if c.hyphen(at) { at + 1 } else { at };
    match class(c.low(next)) {
        Some(Class::Cardinal(_)) => true,
        Some(Class::Scale(scale)) => (100.0..=1000.0).contains(&scale),
        _ => false,
    }
}
