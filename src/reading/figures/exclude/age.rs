//! Ages: "aged 26", "a 26-year-old", "26 years old", "Maria Gomez, 43,", "between the ages of 17 and 20".

use super::super::super::tagger::Tag;
use super::super::number;
use super::super::piece::Pieces;
use super::super::tables::word_files;
use super::super::unit::{self, Kind};

word_files! {
    /// Who is "under 5".
    people = "../lexicon/age_people.txt";
    /// What makes an age of a number behind it.
    cues = "../lexicon/age_cues.txt";
}

/// Nobody is older.
const OLDEST: f64 = 120.0;

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    let (value, end, _) = number::plain(c, at)?;
    let number = number::scaled(c, value, end, number::Style::Digits, false);
    if let Some(end) = old(c, number.end) {
        return Some(end);
    }
    // "18- to 24-year-old", "200,000-to-260,000-year-old", "17 or 18 years old".
    let dash = if c.hyphen(number.end) || (c.is(number.end, "-") && c.glued(number.end)) {
        number.end + 1
    } else {
        number.end
    };
    let link = if matches!(c.low(dash), "to" | "or" | "and" | "–") { dash + 1 } else { dash };
    let link = if c.hyphen(link) { link + 1 } else { link };
    if link > number.end
        && let Some((value, end, _)) = number::plain(c, link)
    {
        let second = number::scaled(c, value, end, number::Style::Digits, false);
        if let Some(end) = old(c, second.end) {
            return Some(end);
        }
    }
    if number.value > OLDEST || number.value.fract() != 0.0 || number.scale != 1.0 {
        return None;
    }
    cued(c, at, number.end)
        .or_else(|| lived(c, at, number.end))
        .or_else(|| apposed(c, at, number.end))
        .or_else(|| group(c, at, number.end))
}

/// "-year-old", "years old", "months of age", behind a number that ends at `at`.
fn old(c: &Pieces, at: usize) -> Option<usize> {
    let unit = unit::measure(c, at, 2.0).filter(|unit| unit.kind == Kind::Time).map(|unit| unit.end).or_else(|| {
        // "4-year-old" where the words hang together otherwise: "year olds".
        (c.hyphen(at) && unit::named(c, at + 1).is_some_and(|unit| unit.kind == Kind::Time)).then_some(at + 2)
    })?;
    let next = if c.hyphen(unit) { unit + 1 } else { unit };
    if matches!(c.low(next), "old" | "olds") {
        return Some(next + 1);
    }
    (c.is(unit, "of") && c.is(unit + 1, "age")).then_some(unit + 2)
}

/// "aged 26", "the age of 21", "ages 17 to 20".
fn cued(c: &Pieces, at: usize, end: usize) -> Option<usize> {
    let before = match c.low_before(at, 1) {
        "of" | "between" | "from" | "over" | "under" | "around" | "about" | ":" => c.low_before(at, 2),
        word => word,
    };
    if !cues().contains(before) || unit::measure(c, end, 2.0).is_some() && !c.is(end, "years") {
        return None;
    }
    // "turned 40 homes into flats" counts homes.
    if before.starts_with("turn") && super::super::counted::reaches_plural(c, end) {
        return None;
    }
    let more = matches!(c.low(end), "to" | "and" | "or" | "-" | "–").then(|| number::plain(c, end + 1)).flatten();
    match more {
        Some((value, after, _)) if value <= OLDEST && !super::super::counted::reaches_plural(c, after) => Some(after),
        _ => Some(end),
    }
}

/// "when he was 12", "she died at 43": a bare number behind a pronoun and "was", or behind "died at".
fn lived(c: &Pieces, at: usize, end: usize) -> Option<usize> {
    let alone = !c.is_word(end) && !matches!(c.text(end), "'" | "’" | "′" | "-")
        || matches!(
            c.low(end),
            "and" | "when" | "or" | "but" | "at" | "by" | "in" | "on" | "next" | "this" | "he" | "she" | "they"
        );
    let person = matches!(c.low_before(at, 2), "he" | "she" | "i" | "who")
        && matches!(c.low_before(at, 1), "was" | "is" | "am" | "turns" | "turned");
    // "He will be 35 by spring".
    let person = person
        || c.low_before(at, 1) == "be"
            && matches!(c.low_before(at, 2), "will" | "would" | "'ll" | "’ll" | "must" | "may" | "might")
            && matches!(c.low_before(at, 3), "he" | "she" | "i" | "who");
    let me = matches!(c.low_before(at, 1), "'m" | "’m" | "'re" | "’re");
    // "put the number of dead at 71" counts them.
    let ended = c.low_before(at, 1) == "at"
        && !matches!(c.low_before(at, 3), "of" | "the" | "'s" | "’s" | "its" | "their" | "his")
        && matches!(c.low_before(at, 2), "died" | "dies" | "dead" | "retired" | "married" | "retire" | "die");
    (alone && (person || me || ended)).then_some(end)
}

/// "Maria Gomez, 43," and "Carla Diaz (34)".
fn apposed(c: &Pieces, at: usize, end: usize) -> Option<usize> {
    if !c.is_digits(at) || at < 2 {
        return None;
    }
    let opened = c.text(at - 1);
    let closed = c.text(end);
    // "The president, 78, has": commas on both sides, whoever it is.
    let kin = people().contains(c.low(at - 2));
    let grown = (c.text(at).len() == 2 || kin)
        && opened == ","
        && closed == ","
        && c.tag(at - 2) == Tag::Nn
        && !c.is_digits(end + 1);
    if !c.capital(at - 2) && !matches!(c.text(at - 2), "\"" | "”" | ")") {
        return grown.then_some(end);
    }
    let ends = match opened {
        "," => {
            matches!(closed, "," | "." | ";" | ":" | ")" | "—" | "–" | "" | "?" | "!")
                || (c.is(end, "and") && c.capital(end + 1))
                || matches!(c.low(end), "of" | "from" | "who" | "was" | "is" | "said" | "told")
        }
        "(" => closed == ")" && c.text(at).len() == 2,
        _ => false,
    };
    ends.then_some(end)
}

/// "over-65s", "under-21s", "the over 65s".
fn group(c: &Pieces, at: usize, end: usize) -> Option<usize> {
    let before = if at > 0 && c.hyphen(at - 1) { c.low_before(at, 2) } else { c.low_before(at, 1) };
    let grouped = matches!(before, "over" | "under" | "u");
    let plural = c.is(end, "s") && c.glued(end);
    if grouped && (plural || (at > 0 && c.hyphen(at - 1))) {
        return Some(if plural { end + 1 } else { end });
    }
    // "children under 5", "anyone over 65", "Americans 65 and older"
    let next = |words: [&str; 2]| words.contains(&c.low(end + 1)) && matches!(c.low(end), "and" | "or");
    if next(["older", "younger"]) {
        return Some(end + 2);
    }
    let limited =
        matches!(c.low_before(at, 1), "under" | "over" | "above" | "below") && people().contains(c.low_before(at, 2));
    (limited && !super::super::counted::reaches_plural(c, end) && unit::measure(c, end, 2.0).is_none()).then_some(end)
}
