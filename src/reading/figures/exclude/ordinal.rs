//! Ordinals: "21st", "thirty-first", "one hundredth".

use super::super::number::{Class, class, is_ordinal};
use super::super::piece::Pieces;
use super::super::words;

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if c.is_digits(at) {
        let suffix = c.glued(at + 1) && matches!(c.low(at + 1), "st" | "nd" | "rd" | "th");
        // "18th- and 19th-century" goes on by itself.
        return suffix.then_some(at + 2);
    }
    if !matches!(class(c.low(at)), Some(Class::Cardinal(_))) {
        return None;
    }
    let (value, end) = words::read(c, at)?;
    let joined = c.hyphen(end);
    let next = if joined { end + 1 } else { end };
    if !is_ordinal(c.low(next)) || !(joined || value >= 100.0) {
        return None;
    }
    // "two-thirds" is a fraction; "twenty-third" and "two hundred third" are none.
    let fraction = value < 20.0 && matches!(class(c.low(next)), Some(Class::Part(..)));
    (!fraction).then_some(next + 1)
}
