//! "One" as a pronoun, and number words that point at things named before: "one of them", "the two met".

use super::super::super::tagger::Tag;
use super::super::number::{Class, class};
use super::super::piece::Pieces;
use super::super::tables::word_files;
use super::super::{counted, fraction, unit};

word_files! {
    /// What "one" counts nothing with.
    idioms = "../lexicon/one_idioms.txt";
}

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if c.is_digits(at) {
        return None;
    }
    let Some(Class::Cardinal(value)) = class(c.low(at)) else { return None };
    if fraction::read(c, at).is_some() {
        return None;
    }
    let next = at + 1;
    let joined = c.hyphen(next);
    if joined
        && counted::joined(c, next + 1).is_none()
        && unit::measure(c, next, value).is_none()
        && class(c.low(next + 1)).is_none()
        && !c.is(next + 1, "and")
    {
        return Some(next + 2);
    }
    let after = class(c.low(if joined { next + 1 } else { next }));
    let goes_on = matches!(after, Some(Class::Scale(_) | Class::Cardinal(_) | Class::Part(..)))
        || (c.is(next, "and") && c.is(next + 1, "a"))
        || (matches!(c.low(next), "or" | "to") && matches!(class(c.low(next + 1)), Some(Class::Cardinal(_))));
    if goes_on {
        return None;
    }
    if value == 1.0 {
        let measured = unit::measure(c, next, 1.0)
            .is_some_and(|unit| !idioms().contains(c.low(unit.end - 1)) || unit.kind == unit::Kind::Percent);
        if measured {
            return None;
        }
        let on_one_hand = c.is(next, "hand") && c.low_before(at, 1) == "on";
        let counts = !joined
            && !matches!(
                c.low_before(at, 1),
                "no" | "the"
                    | "this"
                    | "that"
                    | "which"
                    | "every"
                    | "any"
                    | "each"
                    | "some"
                    | "another"
                    | "day"
                    | "number"
                    | "phase"
                    | "level"
                    | "-"
            )
            && !idioms().contains(c.low(next))
            && !c.is(next, "of")
            && !on_one_hand
            && counted::read(c, next).is_some_and(|found| {
                (c.tag(found.head) == Tag::Nn || found.clone().of_one(c).head < found.head)
                    && !idioms().contains(c.low(found.head))
                    && !c.capital(found.head)
                    && found.words.len() <= 4
            });
        return (!counts).then_some(next);
    }
    // "the two met", "those two", "between the two".
    let pointing = matches!(c.low_before(at, 1), "the" | "these" | "those" | "all" | "us" | "them" | "other");
    let alone = !c.is(next, "of")
        && counted::read(c, next).is_none()
        && unit::measure(c, next, value).is_none()
        && super::super::money::suffix(c, next, value, 1.0).is_none();
    (pointing && alone).then_some(next)
}
