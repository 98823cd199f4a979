//! Units of measure: percent, points, times, durations, lengths, weights and the rest of `units.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::piece::Pieces;
use super::tables::{Phrases, Row, key, longest, rows};

/// What a unit measures, as far as rules tell units apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Count,
    Percent,
    Point,
    Times,
    Money,
    Time,
    Other,
}

/// A unit behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its English singular, or its ISO 4217 code.
    pub name: &'static str,
    pub kind: Kind,
    /// The rate that it holds itself ("mph").
    pub per: Option<&'static str>,
    /// The piece after it.
    pub end: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    name: &'static str,
    kind: Kind,
    per: Option<&'static str>,
}

#[derive(Default)]
struct Units {
    words: Phrases<Entry>,
    symbols: FxHashMap<&'static str, Entry>,
    tight: FxHashMap<&'static str, Entry>,
}

fn units() -> &'static Units {
    static UNITS: OnceLock<Units> = OnceLock::new();
    UNITS.get_or_init(|| {
        let mut units = Units::default();
        for row in rows(include_str!("lexicon/units.tsv")) {
            let kind = match row.cell(1) {
                "percent" => Kind::Percent,
                "point" => Kind::Point,
                "times" => Kind::Times,
                "money" => Kind::Money,
                "time" => Kind::Time,
                _ => Kind::Other,
            };
            let per = Some(row.cell(5)).filter(|per| !per.is_empty());
            let entry = Entry { name: row.cell(0), kind, per };
            for word in row.list(2) {
                units.words.add(key(word), entry);
            }
            for symbol in row.list(3) {
                units.symbols.entry(symbol).or_insert(entry);
            }
            for symbol in row.list(4) {
                units.tight.entry(symbol).or_insert(entry);
            }
        }
        units
    })
}

/// A unit as one says it of several, "tonnes" of "tonne"; what has no plural ("percent", "USD") as it is.
pub(in crate::reading) fn of_several(unit: &str) -> &str {
    static PLURALS: OnceLock<FxHashMap<&str, &str>> = OnceLock::new();
    let plurals = PLURALS.get_or_init(|| {
        let plural = |row: &Row| {
            let name = row.cell(0);
            let mut words = row.list(2).skip_while(|word| *word != name);
            let next = words.nth(1).filter(|next| next.ends_with('s') || next.ends_with("feet"))?;
            Some((name, next))
        };
        rows(include_str!("lexicon/units.tsv")).filter_map(|row| plural(&row)).collect()
    });
    plurals.get(unit).copied().unwrap_or(unit)
}

/// The unit at `at`, the piece after a number of `value`.
pub(super) fn measure(c: &Pieces, at: usize, value: f64) -> Option<Unit> {
    let joined = c.hyphen(at);
    let from = if joined { at + 1 } else { at };
    let found = |entry: Entry, end: usize| Unit { name: entry.name, kind: entry.kind, per: entry.per, end };
    if let Some((entry, end)) = symbol(c, from, joined) {
        return Some(found(entry, end));
    }
    if !c.is_word(from) {
        return None;
    }
    let (entry, end) = longest(c, from, 4, &units().words)?;
    // "20 Days" in running text is a title; "11 FEET" only shouts.
    let text = c.text(from);
    let shouts = text.chars().all(|c| !c.is_lowercase());
    if c.capital(from)
        && !shouts
        && !c.title_case
        && !matches!(entry.name, "celsius" | "fahrenheit" | "kelvin")
        && at > 0
    {
        return None;
    }
    if end == from + 1 {
        let singular = matches!(c.low(from), "second" | "quarter" | "night" | "mach" | "time" | "minute");
        // "two second-half goals": the word counts places here, or names a thing.
        if singular && !joined && value != 1.0 && value.fract() == 0.0 {
            return None;
        }
        if c.is(from, "time") && !joined || c.is(from, "fold") && !c.glued(from) {
            return None;
        }
    }
    Some(found(entry, end))
}

/// A symbol of one to three pieces that touch: "%", "°C", "km/h", "m2".
fn symbol(c: &Pieces, from: usize, joined: bool) -> Option<(Entry, usize)> {
    if c.text(from).is_empty() {
        return None;
    }
    let mut written = String::new();
    let mut found = None;
    for end in from + 1..=from + 3 {
        if end > from + 1 && !c.glued(end - 1) {
            break;
        }
        written.push_str(c.text(end - 1));
        let entry = units()
            .symbols
            .get(written.as_str())
            .or_else(|| if c.glued(from) && !joined { units().tight.get(written.as_str()) } else { None });
        // "4x4", "5C7": a symbol ends where no letter or digit touches it.
        // "12 C" is a temperature, "12 C students" are students.
        let apart = !c.glued(from) && !joined && c.text(from).len() == 1 && end == from + 1;
        if apart && super::counted::reaches_plural(c, end) {
            continue;
        }
        let ends = !c.glued(end) || !(c.is_digits(end) || c.is_word(end));
        if let (Some(&entry), true) = (entry, ends) {
            found = Some((entry, end));
        }
    }
    found
}

/// The unit that `word` alone names, for what a rate is per ("a day", "per gallon").
pub(super) fn named(c: &Pieces, at: usize) -> Option<Unit> {
    let (entry, end) = longest(c, at, 3, &units().words)?;
    (entry.kind != Kind::Percent).then_some(Unit { name: entry.name, kind: entry.kind, per: None, end })
}

/// The unit that `text` writes as a symbol, for "$5/kg".
pub(super) fn by_symbol(text: &str) -> Option<&'static str> {
    units().symbols.get(text).or_else(|| units().tight.get(text)).map(|entry| entry.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::reading::analysis::Analysis;
    use rstest::rstest;

    #[rstest]
    #[case("45-minute ride", 1, Some("minute"))]
    #[case("5 per cent", 1, Some("percent"))]
    #[case("5 percentage points", 1, Some("point"))]
    #[case("20°C today", 1, Some("celsius"))]
    #[case("100km/h winds", 1, Some("kilometer"))]
    #[case("32m2 flat", 1, Some("square meter"))]
    #[case("155mph", 1, Some("mile"))]
    #[case("24.5 cubic feet", 1, Some("cubic foot"))]
    #[case("4x4 car", 1, None)]
    #[case("2 second-half goals", 1, None)]
    #[case("5 kilowatt-hours", 1, Some("kilowatt hour"))]
    #[case("80 sq. ft. of floor", 1, Some("square foot"))]
    #[case("5 thieves", 1, None)]
    fn reads_units(#[case] text: &str, #[case] at: usize, #[case] expected: Option<&str>) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let mut pieces = Pieces::new(&analysis);
        pieces.cut(0..analysis.tokens.len());
        assert_eq!(measure(&pieces, at, 2.0).map(|unit| unit.name), expected);
    }

    #[rstest]
    #[case("tonne", "tonnes")]
    #[case("square foot", "square feet")]
    #[case("century", "centuries")]
    #[case("light-year", "light-years")]
    #[case("percent", "percent")]
    #[case("celsius", "celsius")]
    #[case("psi", "psi")]
    #[case("USD", "USD")]
    fn several_of_a_unit_are_in_the_plural(#[case] unit: &str, #[case] several: &str) {
        assert_eq!(super::of_several(unit), several);
    }

    #[test]
    fn every_row_is_whole() {
        for row in rows(include_str!("lexicon/units.tsv")) {
            assert!(!row.cell(0).is_empty() && !row.cell(1).is_empty(), "{}", row.cell(0));
            assert!(row.cell(6).is_empty() || row.number(6) > 0.0, "{}: {}", row.cell(0), row.cell(6));
            assert!(row.list(2).chain(row.list(3)).chain(row.list(4)).count() > 0, "{}", row.cell(0));
        }
    }
}
