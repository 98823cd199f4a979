//! Factors: "twice as many", "double the", "tenfold".

use super::super::tagger::Tag;
use super::bound;
use super::number::{Class, Number, Style, class};
use super::piece::Pieces;

/// The factor at `at`. "Three times" and "3x" are numbers with a unit and not read here.
pub(super) fn read(c: &Pieces, at: usize) -> Option<Number> {
    let low = c.low(at);
    let value = match class(low) {
        Some(Class::Multiple(value)) => {
            // "twice as many", not "scored twice as United won".
            let as_much = c.is(at + 1, "as") && matches!(c.tag(at + 2), Tag::Jj | Tag::Rb | Tag::Jjr);
            let compares =
                as_much || matches!(c.low(at + 1), "the" | "that" | "what" | "its" | "their" | "his" | "her" | "those");
            // "He called twice" says how often; "more than twice" compares.
            let bounded = bound::before(c, at).is_some() && !matches!(c.low(at + 1), "a" | "in");
            if !compares && !bounded {
                return None;
            }
            // "to double the fee" changes it.
            if !matches!(low, "twice" | "thrice")
                && matches!(c.low_before(at, 1), "to" | "will" | "would" | "could" | "can")
            {
                return None;
            }
            value
        }
        _ => {
            let stem = low.strip_suffix("fold")?;
            match class(stem) {
                Some(Class::Cardinal(value)) => value,
                Some(Class::Scale(value)) => value,
                _ => return None,
            }
        }
    };
    Some(Number { value, scale: 1.0, style: Style::Multiple, end: at + 1, about: false })
}
