//! Numbers in digits and words, with the scales that multiply them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::piece::{Kind, Pieces, vulgar};
use super::signs::Signs;
use super::{bound, fraction, multiple, tables, unit, vague, words};

tables::word_files! {
    /// Units that are other things behind "a".
    vague_units = "lexicon/vague_units.txt";
}

/// What a number is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Digits,
    Words,
    /// "two-thirds", "one in five": a part of what follows.
    Share,
    /// "tens of thousands": a magnitude, no value.
    Vague,
    /// "twice", "tenfold": a factor.
    Multiple,
}

/// A number and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    /// What scale words multiplied it by; 1 without.
    pub scale: f64,
    pub style: Style,
    /// The piece after it.
    pub end: usize,
    /// Whether it says "about" by itself ("a couple of").
    pub about: bool,
}

/// What a word is among numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Class {
    Cardinal(f64),
    Scale(f64),
    Short(f64),
    Plural(f64),
    /// The denominator, and whether the word is plural.
    Part(f64, bool),
    Few,
    Multiple(f64),
    Ordinal,
}

/// What `word`, in lower case, is among numbers.
pub(super) fn class(word: &str) -> Option<Class> {
    table().0.get(word).copied()
}

/// Whether `word`, in small letters, is a number written out: "fourteen", "twenty-one", "million".
pub(in crate::reading) fn is_number(word: &str) -> bool {
    word.split('-').all(|part| matches!(class(part), Some(Class::Cardinal(_) | Class::Scale(_))))
}

/// Whether `word` counts places: "third", "fortieth".
pub(super) fn is_ordinal(word: &str) -> bool {
    table().1.contains(word)
}

type Table = (FxHashMap<&'static str, Class>, tables::Words);

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut classes = FxHashMap::default();
        let mut ordinals = tables::Words::default();
        for row in tables::rows(include_str!("lexicon/numbers.tsv")) {
            let value = row.number(1);
            for (index, word) in row.list(2).enumerate() {
                let class = match row.cell(0) {
                    "cardinal" => Class::Cardinal(value),
                    "scale" => Class::Scale(value),
                    "short" => Class::Short(value),
                    "plural" => Class::Plural(value),
                    "part" => Class::Part(value, index % 2 == 1),
                    "few" => Class::Few,
                    "multiple" => Class::Multiple(value),
                    _ => {
                        ordinals.insert(word);
                        Class::Ordinal
                    }
                };
                classes.entry(word).or_insert(class);
            }
        }
        (classes, ordinals)
    })
}

/// Whether a number may begin with `word`, which is in small letters.
pub(super) fn may_start_with(word: &str) -> bool {
    matches!(word, "a" | "an" | "minus" | "negative") || word.len() <= 15 && is_first(word)
}

/// Whether `word` is the first of a number by itself.
fn is_first(word: &str) -> bool {
    let first = |class| {
        matches!(class, Class::Cardinal(_) | Class::Plural(_) | Class::Part(2.0, _) | Class::Few | Class::Multiple(_))
    };
    class(word).is_some_and(first) || (word.len() > 6 && word.ends_with("fold"))
}

/// Whether a number may begin at `at`; cheap, as it is asked of every piece.
pub(super) fn may_start(c: &Pieces, at: usize) -> bool {
    match c.kind(at) {
        Some(Kind::Digits | Kind::Vulgar) => true,
        Some(Kind::Mark) => point(c, at),
        Some(Kind::Word) => {
            if !c.signs(at).has(Signs::NUMBER) {
                return false;
            }
            match c.low(at) {
                "a" | "an" => {
                    matches!(class(c.low(at + 1)), Some(Class::Scale(_) | Class::Part(..) | Class::Few))
                        || one_time(c, at)
                }
                // "plus or minus 3"
                "minus" if c.low_before(at, 1) == "or" => false,
                "minus" | "negative" => c.is_digits(at + 1) || (c.hyphen(at + 1) && c.is_digits(at + 2)),
                _ => true,
            }
        }
        _ => false,
    }
}

/// "A decade", and with a bound any time ("more than a year"); not "in a decade", which says since when.
fn one_time(c: &Pieces, at: usize) -> bool {
    if !matches!(c.low(at), "a" | "an") || !c.is_word(at + 1) {
        return false;
    }
    let long = matches!(c.low(at + 1), "decade" | "century" | "millennium");
    if long {
        return !matches!(c.low_before(at, 1), "in" | "once" | "of" | "twice");
    }
    bound::before(c, at).is_some_and(|found| found.bounds_time(c))
        && unit::measure(c, at + 1, 1.0).is_some_and(|unit| matches!(unit.kind, unit::Kind::Time | unit::Kind::Other))
        && !vague_units().contains(c.low(at + 1))
        && !c.hyphen(at + 2)
        && !(c.is(at + 1, "second") && super::counted::is_noun(c, at + 2))
}

/// Whether a decimal point opens a number: ".001".
fn point(c: &Pieces, at: usize) -> bool {
    c.is(at, ".") && !c.glued(at) && c.glued(at + 1) && c.is_digits(at + 1) && !c.text(at + 1).contains(['.', ','])
}

/// The number at `at`, after any currency sign; `money` where one stands there, so that "2m" is two million.
pub(super) fn read(c: &Pieces, at: usize, money: bool) -> Option<Number> {
    if let Some(found) = vague::read(c, at).or_else(|| fraction::read(c, at)).or_else(|| multiple::read(c, at)) {
        return Some(found);
    }
    let (value, end, style) = plain(c, at)?;
    Some(scaled(c, value, end, style, money))
}

/// Digits or words, with a fraction behind them, before any scale.
pub(super) fn plain(c: &Pieces, at: usize) -> Option<(f64, usize, Style)> {
    match c.kind(at)? {
        Kind::Digits => {
            let (value, end) = digits(c, at)?;
            let (value, end) = power(c, value, end).unwrap_or_else(|| with_fraction(c, value, end));
            Some((value, end, Style::Digits))
        }
        Kind::Mark if point(c, at) => Some((format!("0.{}", c.text(at + 1)).parse().ok()?, at + 2, Style::Digits)),
        Kind::Vulgar => Some((vulgar(c.text(at).chars().next()?)?, at + 1, Style::Digits)),
        Kind::Word if matches!(c.low(at), "minus" | "negative") => {
            let from = if c.hyphen(at + 1) { at + 2 } else { at + 1 };
            let (value, end) = digits(c, from)?;
            Some((-value, end, Style::Digits))
        }
        Kind::Word if one_time(c, at) => Some((1.0, at + 1, Style::Words)),
        Kind::Word => {
            let (value, end) = words::read(c, at)?;
            let (value, end) = with_fraction(c, value, end);
            Some((value, end, Style::Words))
        }
        _ => None,
    }
}

/// Multiplies by the scale words behind a number: "1.3 million", "$2bn", "4 hundred million", "three dozen".
pub(super) fn scaled(c: &Pieces, value: f64, end: usize, style: Style, money: bool) -> Number {
    let (mut scale, mut end) = (1.0, end);
    for _ in 0..3 {
        let next = if c.hyphen(end) { end + 1 } else { end };
        let factor = match class(c.low(next)) {
            Some(Class::Scale(factor)) if c.is_word(next) => Some(factor),
            Some(Class::Short(factor)) if style == Style::Digits && scale == 1.0 => short(c, next, factor, money),
            _ => None,
        };
        let Some(factor) = factor else { break };
        scale *= factor;
        end = next + 1;
    }
    if scale == 1.0 {
        return Number { value, scale, style, end, about: false };
    }
    Number { value: times(value, scale), scale, style, end, about: false }
}

/// Letters for a scale: always "bn" and "mn"; "m", "b", "k" and "t" with money, or stuck to the digits before a plural noun.
fn short(c: &Pieces, at: usize, factor: f64, money: bool) -> Option<f64> {
    // "4.3M sales", "$2B": a capital stuck to the digits is a scale everywhere.
    if matches!(c.text(at), "M" | "B") && c.glued(at) && !c.glued(at + 1) {
        return Some(factor);
    }
    let long = c.text(at).len() > 1 && !c.is(at, "mm") && !c.is(at, "mil") && !c.is(at, "tr");
    if long || (money && (c.glued(at) || c.text(at) == c.low(at).to_ascii_uppercase() || c.text(at) == "m")) {
        return Some(factor);
    }
    let counted = c.is_word(at + 1) && super::counted::reaches_plural(c, at + 1);
    (c.text(at).len() == 1 && c.glued(at) && counted && !c.is(at, "t")).then_some(factor)
}

/// "1.99×10−30", "6 x 10^23".
fn power(c: &Pieces, value: f64, end: usize) -> Option<(f64, usize)> {
    if !matches!(c.text(end), "×" | "x" | "*") || c.text(end + 1) != "10" {
        return None;
    }
    let caret = if c.is(end + 2, "^") { end + 3 } else { end + 2 };
    let minus = matches!(c.text(caret), "-" | "−" | "–");
    let digits = if minus { caret + 1 } else { caret };
    if !c.is_digits(digits) || !c.glued(digits) || (digits == end + 2) {
        return None;
    }
    let power: i32 = c.text(digits).parse().ok().filter(|power| *power < 100)?;
    Some((value * 10f64.powi(if minus { -power } else { power }), digits + 1))
}

/// "5½", "3 1/2", "two and a half".
fn with_fraction(c: &Pieces, value: f64, end: usize) -> (f64, usize) {
    if c.kind(end) == Some(Kind::Vulgar) {
        let part = c.text(end).chars().next().and_then(vulgar).unwrap_or(0.0);
        return (value + part, end + 1);
    }
    if c.is_digits(end)
        && value.fract() == 0.0
        && let Some((part, after)) = fraction::slashed(c, end)
    {
        return (value + part, after);
    }
    // "two and a half", "six-and-a-half"
    let over = |at: usize| if c.hyphen(at) { at + 1 } else { at };
    let and = over(end);
    let article = over(and + 1);
    let part = over(article + 1);
    if c.is(and, "and")
        && c.is(article, "a")
        && let Some(Class::Part(denominator, false)) = class(c.low(part))
    {
        return (value + 1.0 / denominator, part + 1);
    }
    (value, end)
}

/// No number has more groups of digits that spaces part.
const MOST_GROUPS: usize = 6;

/// Digits, with groups that a space of any width parts ("20 000").
fn digits(c: &Pieces, at: usize) -> Option<(f64, usize)> {
    let mut text = c.text(at);
    let mut owned;
    let mut end = at + 1;
    if text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let group = |end: usize| {
            let gap = c.gap(end);
            c.is_digits(end)
                && c.opens_token(end)
                && gap.chars().count() == 1
                && matches!(
                    gap.chars().next(),
                    Some(' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2008}' | '\u{200a}')
                )
                && c.text(end).split(['.', ',']).next().is_some_and(|first| first.len() == 3)
        };
        // An ordinary space joins groups only where nothing else could be meant.
        let plain = |end: usize| c.gap(end) != " " || (c.text(end).len() == 3 && !text.starts_with('0'));
        if group(end) && plain(end) && !(c.gap(end) == " " && starts_name(c, at)) {
            owned = text.to_owned();
            while group(end) && plain(end) && end < at + MOST_GROUPS {
                owned.push_str(c.text(end));
                end += 1;
                if owned.contains(['.', ',']) {
                    break;
                }
            }
            text = owned.as_str();
            return Some((parse(text)?, end));
        }
    }
    Some((parse(text)?, end))
}

/// Whether a capitalised word right before digits may name a thing ("Title 10 200 people").
fn starts_name(c: &Pieces, at: usize) -> bool {
    at > 0 && c.capital(at - 1) && at > 1
}

/// `value` times `scale`, without what binary fractions add: 4.1 billion is 4,100,000,000.
pub(super) fn times(value: f64, scale: f64) -> f64 {
    let product = value * scale;
    let near = product.round();
    if (product - near).abs() <= near.abs() * 1e-12 { near } else { product }
}

/// The value of digits with separators; none where they cannot be one number ("1.2.3", "3,4").
pub(super) fn parse(text: &str) -> Option<f64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let text = text.replace(['\'', '’'], ",");
    let commas = text.matches(',').count();
    let dots = text.matches('.').count();
    let cleaned = match (commas, dots) {
        (0, 1) => text,
        (0, _) => grouped(&text, '.')?,
        (_, 0) => grouped(&text, ',')?,
        (_, 1) if text.rfind('.') > text.rfind(',') => {
            let (whole, part) = text.split_once('.')?;
            format!("{}.{part}", grouped(whole, ',')?)
        }
        (1, _) => {
            let (whole, part) = text.split_once(',')?;
            format!("{}.{part}", grouped(whole, '.')?)
        }
        _ => return None,
    };
    cleaned.parse().ok()
}

/// The digits without separators, where they part groups of three, or of two as in India.
fn grouped(text: &str, mark: char) -> Option<String> {
    let groups: Vec<&str> = text.split(mark).collect();
    let (last, rest) = groups.split_last()?;
    let (first, middle) = rest.split_first().map_or((*last, rest), |(first, middle)| (*first, middle));
    let threes = middle.iter().all(|group| group.len() == 3);
    let indian = !middle.is_empty() && mark == ',' && middle.iter().all(|group| group.len() == 2);
    let sound = (1..=3).contains(&first.len()) && (groups.len() == 1 || last.len() == 3) && (threes || indian);
    sound.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("11,000", Some(11_000.0))]
    #[case("1.3", Some(1.3))]
    #[case("1.000.000", Some(1e6))]
    #[case("1.000,5", Some(1000.5))]
    #[case("12,345.75", Some(12_345.75))]
    #[case("1'000", Some(1000.0))]
    #[case("12,34,567", Some(1_234_567.0))]
    #[case("3,4", None)]
    #[case("1.2.3", None)]
    #[case("10.10.2020", None)]
    fn digits_have_separators(#[case] text: &str, #[case] expected: Option<f64>) {
        assert_eq!(parse(text), expected);
    }
}
