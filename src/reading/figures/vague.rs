//! Vague plurals: "tens of thousands", "dozens", "several hundred", "a couple of". They have a magnitude and no value.

use super::number::{Class, Number, Style, class};
use super::piece::Pieces;
use super::{counted, unit};

/// No magnitude is built of more words ("hundreds of thousands of millions").
const MOST_WORDS: usize = 6;

/// The vague number at `at`.
pub(super) fn read(c: &Pieces, at: usize) -> Option<Number> {
    if c.is(at, "a") {
        return few(c, at + 1);
    }
    match class(c.low(at))? {
        Class::Plural(value) => plural(c, at, value),
        Class::Few => few(c, at),
        _ => None,
    }
}

/// "dozens", "hundreds of thousands".
fn plural(c: &Pieces, at: usize, value: f64) -> Option<Number> {
    // "test scores", "three tens", "in their tens": only what can be counted by it.
    if c.is(at, "scores") && !c.is(at + 1, "of") || c.is(at, "tens") && !c.is(at + 1, "of") {
        return None;
    }
    let (mut value, mut end) = (value, at + 1);
    while (c.is(end, "of") || c.is(end, "upon")) && end < at + MOST_WORDS {
        match class(c.low(end + 1)) {
            Some(Class::Plural(more)) => value *= more,
            _ => break,
        }
        end += 2;
    }
    // "dozens and dozens of stories"
    if matches!(c.low(end), "and" | "upon") && c.low(end + 1) == c.low(at) && end == at + 1 {
        end += 2;
    }
    Some(Number { value, scale: value, style: Style::Vague, end, about: true })
}

/// "several hundred", "a few thousand", "a couple of days".
fn few(c: &Pieces, at: usize) -> Option<Number> {
    if !matches!(class(c.low(at)), Some(Class::Few)) {
        return None;
    }
    let couple = c.is(at, "couple");
    let of = couple && c.is(at + 1, "of");
    let next = if of { at + 2 } else { at + 1 };
    if let Some(Class::Scale(scale)) = class(c.low(next)) {
        let mut value = scale;
        let mut end = next + 1;
        while let (Some(Class::Scale(more)), true) = (class(c.low(end)), end < at + MOST_WORDS) {
            value *= more;
            end += 1;
        }
        let (value, style) = if couple { (2.0 * value, Style::Words) } else { (value, Style::Vague) };
        return Some(Number { value, scale, style, end, about: true });
    }
    let counts = couple && (of || unit::measure(c, next, 2.0).is_some() || counted::reaches_plural(c, next));
    let said = of && matches!(c.low(next), "the" | "whom");
    (counts && !said).then_some(Number {
        value: 2.0,
        scale: 1.0,
        style: Style::Words,
        end: if of { at + 1 } else { next },
        about: true,
    })
}
