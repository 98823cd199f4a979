//! Clock times: "9:15", "5 p.m.", "10.45pm", "six o'clock", "0900 GMT".

use super::super::number::{Class, class};
use super::super::piece::Pieces;

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    let word = matches!(class(c.low(at)), Some(Class::Cardinal(value)) if (1.0..=12.0).contains(&value));
    if !c.is_digits(at) && !word {
        return None;
    }
    // "half past nine"
    if matches!(c.low_before(at, 1), "past" | "to") && matches!(c.low_before(at, 2), "half" | "quarter") {
        return Some(at + 1);
    }
    // "9:15", "9:15:30", a time or a ratio: no figure either way.
    let mut end = at + 1;
    while c.is_digits(at) && c.is(end, ":") && c.glued(end) && c.is_digits(end + 1) && c.glued(end + 1) {
        end += 2;
    }
    if end > at + 1 {
        return Some(half_of_day(c, end).unwrap_or(end));
    }
    if let Some(end) = half_of_day(c, end) {
        return Some(end);
    }
    // "by seven in the morning", "at ten at night"
    let begins = matches!(
        c.low_before(at, 1),
        "at" | "by" | "around" | "about" | "until" | "till" | "before" | "after" | "since" | "from" | "past" | "nearly"
    );
    let part = match (c.low(end), c.low(end + 1)) {
        ("in", "the") if matches!(c.low(end + 2), "morning" | "afternoon" | "evening") => Some(end + 3),
        ("at", "night") => Some(end + 2),
        _ => None,
    };
    if let Some(end) = part.filter(|_| begins) {
        return Some(end);
    }
    // "9 to 5 p.m.", "10-11am", "between 9 and 10 a.m."
    if matches!(c.low(end), "to" | "-" | "–" | "and" | "or")
        && (c.is_digits(end + 1) || matches!(class(c.low(end + 1)), Some(Class::Cardinal(_))))
    {
        let mut second = end + 2;
        while c.is(second, ":") && c.is_digits(second + 1) {
            second += 2;
        }
        if let Some(end) = half_of_day(c, second) {
            return Some(end);
        }
    }
    let zone = matches!(
        c.text(end),
        "GMT" | "UTC" | "BST" | "EST" | "EDT" | "PST" | "PDT" | "CET" | "CEST" | "ET" | "PT" | "IST"
    );
    (zone && c.text(at).len() >= 3).then_some(end + 1)
}

/// What says that a clock time stands before `at`, and the piece after it.
fn half_of_day(c: &Pieces, at: usize) -> Option<usize> {
    match c.low(at) {
        "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock" | "o’clock" => Some(at + 1),
        "noon" | "midnight" => Some(at + 1),
        _ => None,
    }
}
