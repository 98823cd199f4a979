//! An amount: a number with the unit that stands before or behind it.

use super::money;
use super::number::{self, Number, Style};
use super::piece::Pieces;
use super::unit::{self, Kind, Unit};

/// A number and its unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    /// The first piece: a sign, or the number's own first.
    pub start: usize,
    pub number: Number,
    /// None for what is counted.
    pub unit: Option<Unit>,
    /// Whether a currency sign or code opens it.
    pub money_first: bool,
    /// The piece after number and unit.
    pub end: usize,
}

/// The amount at `at`.
pub(super) fn read(c: &Pieces, at: usize) -> Option<Amount> {
    let prefix = money::prefix(c, at);
    let from = prefix.map_or(at, |(_, from)| from);
    if prefix.is_none() && !number::may_start(c, from) {
        return None;
    }
    let mut number = number::read(c, from, prefix.is_some())?;
    let mut start = at;
    if from > 0 && signed(c, from) {
        number.value = -number.value;
        start = start.min(from - 1);
    }
    if let Some((code, _)) = prefix {
        let mut end = number.end;
        // "$76 US", "$5 million USD", "€5 euros"
        if matches!(c.text(end), "US" | "U.S." | "USD" | "CAD" | "AUD") {
            end += 1;
        }
        let unit = Unit { name: code, kind: Kind::Money, per: None, end };
        return Some(Amount { start, number, unit: Some(unit), money_first: true, end });
    }
    // "tens of thousands of dollars", "a couple of days".
    let of = c.is(number.end, "of") && (number.style == Style::Vague || number.about);
    let next = if of { number.end + 1 } else { number.end };
    let unit = if matches!(number.style, Style::Share) {
        // "two hundredths of a second", "a third of a mile".
        let of = c.is(number.end, "of") && matches!(c.low(number.end + 1), "a" | "an");
        of.then(|| unit::measure(c, number.end + 2, 1.0))
            .flatten()
            .filter(|unit| unit.kind != Kind::Percent || unit.name == "percent")
    } else if number.style == Style::Multiple {
        Some(Unit { name: "times", kind: Kind::Times, per: None, end: number.end })
    } else {
        height(c, &mut number, next).or_else(|| find(c, next, &number)).or_else(|| {
            let cash = number.style == Style::Vague && number.scale >= 1e3;
            cash.then(|| money::in_cash(c, number.end)).flatten().map(|end| Unit {
                name: "USD",
                kind: Kind::Money,
                per: None,
                end,
            })
        })
    };
    let end = unit.map_or(number.end, |unit| unit.end);
    Some(Amount { start, number, unit, money_first: false, end })
}

fn find(c: &Pieces, at: usize, number: &Number) -> Option<Unit> {
    if let Some((name, end)) = money::suffix(c, at, number.value, number.scale) {
        return Some(Unit { name, kind: Kind::Money, per: None, end });
    }
    unit::measure(c, at, number.value)
}

/// 6'3", "5 feet 11 inches", "5ft 11in": inches.
fn height(c: &Pieces, number: &mut Number, at: usize) -> Option<Unit> {
    let inches = |feet: f64, at: usize| -> Option<f64> {
        let inches: f64 = c.text(at).parse().ok()?;
        (c.is_digits(at) && inches < 12.0).then_some(feet * 12.0 + inches)
    };
    let unit = |end: usize| Some(Unit { name: "inch", kind: Kind::Other, per: None, end });
    if matches!(c.text(at), "'" | "′" | "’") && c.glued(at) && c.is_digits(at + 1) {
        let closed = matches!(c.text(at + 2), "\"" | "″" | "”" | "''");
        number.value = inches(number.value, at + 1).filter(|_| closed)?;
        return unit(at + 3);
    }
    let feet = unit::measure(c, at, number.value).filter(|unit| unit.name == "foot")?;
    let next = if matches!(c.text(feet.end), "," | "-") { feet.end + 1 } else { feet.end };
    // "5-foot-3"
    if c.hyphen(feet.end) && c.is_digits(next) && !(c.glued(next + 1) && (c.is_word(next + 1) || c.hyphen(next + 1))) {
        number.value = inches(number.value, next)?;
        return unit(next + 1);
    }
    let second = unit::measure(c, next + 1, 2.0).filter(|unit| unit.name == "inch")?;
    number.value = inches(number.value, next)?;
    unit(second.end)
}

/// Whether a minus stands before the digits at `at`: "-5", not "2-5" nor "mid-5".
fn signed(c: &Pieces, at: usize) -> bool {
    c.is_digits(at)
        && matches!(c.text(at - 1), "-" | "−")
        && c.glued(at)
        && (!c.glued(at - 1) || money::is_sign(c, at.wrapping_sub(2)))
}
