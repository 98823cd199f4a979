//! Fractions and shares: "½", "two-thirds", "half of", "one in five", "half a million".

use super::super::tagger::Tag;
use super::number::{Class, Number, Style, class, is_ordinal, plain, scaled};
use super::piece::{Kind, Pieces};
use super::{bound, counted, unit, words};

/// The fraction at `at`.
pub(super) fn read(c: &Pieces, at: usize) -> Option<Number> {
    if c.is_digits(at)
        && let Some((value, end)) = slashed(c, at)
    {
        return Some(Number { value, scale: 1.0, style: fraction_style(c, end), end, about: false });
    }
    if c.kind(at) == Some(Kind::Vulgar) {
        return None;
    }
    match c.low(at) {
        "half" => half(c, at),
        "a" | "an" => part_of(c, at),
        _ => parts(c, at).or_else(|| one_in(c, at)),
    }
}

/// "1/2", "1⁄32": only denominators that fractions have, so that "9/11" and "24/7" stay what they are.
pub(super) fn slashed(c: &Pieces, at: usize) -> Option<(f64, usize)> {
    if !matches!(c.text(at + 1), "/" | "⁄") || !c.glued(at + 1) || !c.glued(at + 2) || !c.is_digits(at + 2) {
        return None;
    }
    if matches!(c.text(at + 3), "/" | "⁄") && c.glued(at + 3) {
        return None;
    }
    let over: f64 = c.text(at).parse().ok()?;
    let under: f64 = c.text(at + 2).parse().ok()?;
    let usual =
        matches!(c.text(at + 2), "2" | "3" | "4" | "5" | "6" | "8" | "10" | "12" | "16" | "32" | "64" | "100" | "128");
    (usual && over < under && over > 0.0).then_some((over / under, at + 3))
}

fn fraction_style(c: &Pieces, end: usize) -> Style {
    if c.is(end, "of") { Style::Share } else { Style::Digits }
}

fn half(c: &Pieces, at: usize) -> Option<Number> {
    let before = c.low_before(at, 1);
    // The half of a match, of a year, of a whole that was named.
    if is_ordinal(before) || (at > 0 && c.hyphen(at - 1) && !c.low_before(at, 2).ends_with("one")) {
        return None;
    }
    let joined = c.hyphen(at + 1);
    let mut next = if joined { at + 2 } else { at + 1 };
    if matches!(c.low(next), "a" | "an") && c.is_word(next) {
        next = if c.hyphen(next + 1) { next + 2 } else { next + 1 };
    }
    // "half a million", "half-dozen".
    if matches!(class(c.low(next)), Some(Class::Scale(_))) {
        return Some(scaled(c, 0.5, next, Style::Words, false));
    }
    // "half an hour", "half-mile"; not "half years" nor "half percent of".
    if next > at + 1 && unit::measure(c, next, 0.5).is_some() {
        return Some(Number { value: 0.5, scale: 1.0, style: Style::Words, end: next, about: false });
    }
    if c.is(at + 1, "hour") {
        return Some(Number { value: 0.5, scale: 1.0, style: Style::Words, end: at + 1, about: false });
    }
    if joined || HALVES.contains(&before) {
        return None;
    }
    // "half of 1 percent".
    if c.is(at + 1, "of")
        && let Some((value, end, style)) = plain(c, at + 2)
        && unit::measure(c, end, value).is_some_and(|unit| unit.kind == unit::Kind::Percent)
    {
        return Some(Number { value: value / 2.0, scale: 1.0, style, end, about: false });
    }
    let share = Number { value: 0.5, scale: 1.0, style: Style::Share, end: at + 1, about: false };
    let of = matches!(
        c.low(at + 1),
        "of" | "the" | "its" | "their" | "his" | "her" | "our" | "my" | "all" | "those" | "these"
    );
    (of || bound::before(c, at).is_some()).then_some(share)
}

/// Words before "half" that make it a thing and not a number.
const HALVES: &[&str] =
    &["other", "latter", "better", "opening", "closing", "back", "top", "bottom", "in", "final", "the", "by", "and"];

/// "a third of", "nearly a quarter".
fn part_of(c: &Pieces, at: usize) -> Option<Number> {
    let Some(Class::Part(denominator, false)) = class(c.low(at + 1)) else { return None };
    // "a quarter of a million"
    if c.is(at + 2, "of") && c.is(at + 3, "a") && matches!(class(c.low(at + 4)), Some(Class::Scale(_))) {
        return Some(scaled(c, 1.0 / denominator, at + 4, Style::Words, false));
    }
    // "a third of", "a quarter more than".
    let of = matches!(c.low(at + 2), "of" | "more" | "less" | "fewer" | "higher" | "lower" | "larger" | "smaller");
    (of || (denominator != 2.0 && bound::before(c, at).is_some() && !super::counted::is_noun(c, at + 2)))
        .then_some(Number { value: 1.0 / denominator, scale: 1.0, style: Style::Share, end: at + 2, about: false })
}

/// "two-thirds", "one third", "three quarters of".
fn parts(c: &Pieces, at: usize) -> Option<Number> {
    let Some(Class::Cardinal(over)) = class(c.low(at)) else { return None };
    let joined = c.hyphen(at + 1);
    let next = if joined { at + 2 } else { at + 1 };
    let Some(Class::Part(under, plural)) = class(c.low(next)) else { return None };
    let of = c.is(next + 1, "of");
    // "three quarters" of a year is a time, "one second" no part, "one third party" none either.
    if of && c.is(next + 2, "a") && over < under && matches!(class(c.low(next + 3)), Some(Class::Scale(_))) {
        return Some(scaled(c, over / under, next + 3, Style::Words, false));
    }
    let sound = plural == (over != 1.0)
        && over < under
        && (under != 4.0 || joined || of || c.low(next).starts_with("fourth"))
        && (joined || of || plural || bound::before(c, at).is_some());
    sound.then_some(Number { value: over / under, scale: 1.0, style: Style::Share, end: next + 1, about: false })
}

/// "one in five", "three out of every 10".
fn one_in(c: &Pieces, at: usize) -> Option<Number> {
    let small = |at: usize| match class(c.low(at)) {
        Some(Class::Cardinal(value)) => Some(value),
        _ => c.text(at).parse::<f64>().ok().filter(|value| value.fract() == 0.0),
    };
    let over = small(at).filter(|&value| (1.0..10.0).contains(&value))?;
    let out = c.is(at + 1, "out") && c.is(at + 2, "of");
    let joined = c.hyphen(at + 1) && c.is(at + 2, "in") && c.hyphen(at + 3);
    // "one pupil in five"
    let named = over == 1.0 && c.is(at + 2, "in") && c.tag(at + 1) == Tag::Nn && !c.is_digits(at + 3);
    let mut next = match () {
        () if out => at + 3,
        () if joined => at + 4,
        () if c.is(at + 1, "in") => at + 2,
        () if named => at + 3,
        () => return None,
    };
    if c.is(next, "every") {
        next += 1;
    }
    let (value, end, style) = if c.is_digits(next) {
        plain(c, next)?
    } else {
        words::read(c, next).map(|(value, end)| (value, end, Style::Words))?
    };
    let under = scaled(c, value, end, style, false);
    let year = style == Style::Digits && under.scale == 1.0 && c.text(next).len() == 4;
    let measured = named && counted::is_noun(c, under.end) || unit::measure(c, under.end, under.value).is_some();
    (!year && !measured && under.value > over && (out || over / under.value <= 0.95)).then_some(Number {
        value: over / under.value,
        scale: 1.0,
        style: Style::Share,
        end: under.end,
        about: false,
    })
}
