//! Money: signs, ISO 4217 codes and names, told apart by country ("A$5", "Australian dollars").

use std::sync::OnceLock;

use iso_currency::Currency;
use rustc_hash::FxHashMap;

use super::super::analysis::Analysis;
use super::country;
use super::piece::{Kind, Pieces};
use super::tables::{Phrases, key, longest, rows, word_files};

word_files! {
    /// Words that make "pounds" money.
    money_cues = "lexicon/money_cues.txt";
    /// Words of a sentence in which "pounds" are weight.
    weight_cues = "lexicon/weight_cues.txt";
    /// What "millions in …" may go on with.
    money_nouns = "lexicon/money_nouns.txt";
}

/// A currency noun: its singular, its code by default, and the codes so called.
#[derive(Debug, Clone, Copy)]
struct Noun {
    name: &'static str,
    default: &'static str,
    codes: &'static [&'static str],
}

struct Sign {
    default: &'static str,
    /// Letters in lower case, and the code they make of the sign.
    letters: FxHashMap<&'static str, &'static str>,
}

struct Money {
    nouns: Phrases<Noun>,
    signs: FxHashMap<&'static str, Sign>,
    letters: FxHashMap<&'static str, &'static str>,
}

fn money() -> &'static Money {
    static MONEY: OnceLock<Money> = OnceLock::new();
    MONEY.get_or_init(|| {
        let mut money = Money { nouns: Phrases::default(), signs: FxHashMap::default(), letters: FxHashMap::default() };
        for row in rows(include_str!("lexicon/currencies.tsv")) {
            // Parsed once and kept for good.
            let codes: &'static [&'static str] = Vec::leak(row.list(2).collect());
            let name = row.list(0).next().unwrap_or_default();
            for word in row.list(0) {
                money.nouns.add(key(word), Noun { name, default: row.cell(1), codes });
            }
        }
        for row in rows(include_str!("lexicon/signs.tsv")) {
            let letters = row.list(2).filter_map(|pair| pair.split_once('=')).collect();
            money.signs.insert(row.cell(0), Sign { default: row.cell(1), letters });
        }
        for row in rows(include_str!("lexicon/codes.tsv")) {
            money.letters.insert(row.cell(0), row.cell(1));
        }
        money
    })
}

/// Whether piece `at` is a currency sign.
pub(super) fn is_sign(c: &Pieces, at: usize) -> bool {
    c.kind(at) == Some(Kind::Mark) && money().signs.contains_key(c.text(at))
}

/// The currency that letters stand for: an ISO 4217 code in capitals, or one of `codes.tsv`.
fn code(text: &str) -> Option<&'static str> {
    if let Some(code) = money().letters.get(text) {
        return Some(*code).filter(|code| *code != "-");
    }
    let iso = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    iso.then(|| Currency::from_code(text)).flatten().map(|currency| currency.code())
}

/// The currency before a number whose digits begin at the piece returned: "$", "US$", "$A", "HK $", "USD", "Rs.".
pub(super) fn prefix(c: &Pieces, at: usize) -> Option<(&'static str, usize)> {
    if let Some(sign) = sign_at(c, at) {
        // "$US5", "$A82".
        if c.is_word(at + 1)
            && c.glued(at + 1)
            && c.is_digits(at + 2)
            && let Some(code) = sign.letters.get(c.low(at + 1))
        {
            return Some((code, at + 2));
        }
        let next = if matches!(c.text(at + 1), "-" | "−" | "=" | "+") && c.glued(at + 1) { at + 2 } else { at + 1 };
        return amount(c, next).then_some((sign.default, next));
    }
    if !c.is_word(at) {
        return None;
    }
    // "US$5", "HK $5".
    if let Some(sign) = sign_at(c, at + 1) {
        let near = c.glued(at + 1) || c.text(at).bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
        if near && amount(c, at + 2) {
            let letters = c.low(at);
            let code = sign.letters.get(letters).or_else(|| sign.letters.get(letters.trim_end_matches('.')))?;
            return Some((code, at + 2));
        }
    }
    // "Y=28,030", "PS8.1bn"
    let equals = usize::from(c.is(at + 1, "=") && c.glued(at + 1));
    if c.is_digits(at + 1 + equals)
        && c.glued(at + 1 + equals)
        && c.text(at + 1 + equals).len() > 1
        && let Some(code) = money().letters.get(format!("{}=", c.text(at)).as_str())
    {
        return Some((code, at + 1 + equals));
    }
    let dot = if c.is(at + 1, ".") && c.glued(at + 1) { at + 2 } else { at + 1 };
    let letters = money().letters.contains_key(c.text(at));
    (c.is_digits(dot) && (dot == at + 1 || c.glued(dot) || letters))
        .then(|| code(c.text(at)))
        .flatten()
        .map(|code| (code, dot))
}

fn sign_at(c: &Pieces, at: usize) -> Option<&'static Sign> {
    if c.kind(at) != Some(Kind::Mark) {
        return None;
    }
    money().signs.get(c.text(at))
}

fn amount(c: &Pieces, at: usize) -> bool {
    c.is_digits(at) || (c.is_word(at) && super::number::may_start(c, at))
}

/// The currency behind a number that ends at `at`: "€", "USD", "dollars", "Australian dollars".
pub(super) fn suffix(c: &Pieces, at: usize, value: f64, scale: f64) -> Option<(&'static str, usize)> {
    if let Some(sign) = sign_at(c, at) {
        // "5 $10 notes": a sign that another number follows is that one's.
        return (c.glued(at) || !c.is_digits(at + 1)).then_some((sign.default, at + 1));
    }
    let from = if c.hyphen(at) { at + 1 } else { at };
    if !c.is_word(from) {
        return None;
    }
    if let Some(code) = code(c.text(from)) {
        return (!(c.glued(from + 1) && (c.is_word(from + 1) || c.is_digits(from + 1)))).then_some((code, from + 1));
    }
    if let Some((noun, end)) = longest(c, from, 3, &money().nouns) {
        return plain_noun(c, from, end, noun, value, scale).map(|code| (code, end));
    }
    // "Australian dollars", "U.S. dollars".
    let (country, next) = country::adjective(c, from)?;
    let next = if c.hyphen(next) { next + 1 } else { next };
    let (noun, end) = longest(c, next, 2, &money().nouns)?;
    let code = country::currency(country)
        .filter(|code| noun.codes.contains(code))
        .or(Some(noun.default).filter(|code| !code.is_empty()))?;
    Some((code, end))
}

/// A currency noun that names no country.
fn plain_noun(c: &Pieces, from: usize, end: usize, noun: Noun, value: f64, scale: f64) -> Option<&'static str> {
    let word = c.low(from);
    match word {
        // "3 won gold" is a verb, "500 real people" an adjective, "two crown princes" a noun.
        "won" if scale < 1000.0 && value < 100.0 => return None,
        "won" | "real" | "sol" | "colon" | "crown" | "som" if c.hyphen(end) || super::counted::is_noun(c, end) => {
            return None;
        }
        "real" | "crown" | "sol" | "colon" | "buck" | "bucks" | "reals" if value < 5.0 => return None,
        "pound" | "pounds" | "mark" | "marks" if end == from + 1 => {
            let before = (from.saturating_sub(9)..from).any(|at| money_cues().contains(c.low(at)));
            let after = (end..end + 2).any(|at| money_cues().contains(c.low(at)) && !c.low(at).starts_with("cost"));
            if scale < 1_000_000.0 && !before && !after {
                return None;
            }
        }
        _ => {}
    }
    // Where the noun tells nothing, the country named last may; else it is money by its own name.
    let named =
        || c.countries.iter().rev().filter_map(|name| country::currency(name)).find(|code| noun.codes.contains(code));
    Some(noun.default).filter(|code| !code.is_empty()).or_else(named).or(Some(noun.name))
}

/// Whether `unit` is money: an ISO 4217 code, or the name of what no code is known for.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase())
        || money().nouns.get(unit).is_some_and(|noun| noun.default.is_empty() && noun.name == unit)
}

/// Whether "millions", ending at `at`, goes on with "in" and a noun of money.
pub(super) fn in_cash(c: &Pieces, at: usize) -> Option<usize> {
    if !c.is(at, "in") {
        return None;
    }
    (at + 1..at + 4).find(|&noun| money_nouns().contains(c.low(noun))).map(|noun| noun + 1)
}

/// Of which country bare "dollars" are, where the article told of another country's before: "24 billion Canadian dollars; the auditor
/// put it at 38 billion dollars". A sign stays that of the United States.
pub(super) fn settle_dollars(text: &str, found: &mut [super::FoundFigure]) {
    let mut told: Option<String> = None;
    for figure in found {
        let words = text.get(figure.bytes.clone()).unwrap_or_default();
        if figure.unit == "USD" {
            let bare =
                words.ends_with("dollars") && !words.contains('$') && !words.contains("U.S.") && !words.contains("US");
            match &told {
                Some(unit) if bare => figure.unit.clone_from(unit),
                _ => told = None,
            }
        } else if words.ends_with("dollars") && is_currency(&figure.unit) {
            told = Some(figure.unit.clone());
        }
    }
}

/// From so many on, "pounds" are hardly what somebody or something weighs.
const HEAVY: f64 = 500.0;

/// Bare "pounds" are money where the article told of sums in pounds before, and their sentence tells of money or they are many; not
/// where it tells of weight.
pub(super) fn settle_pounds(analysis: &Analysis, found: &mut [super::FoundFigure]) {
    let mut told = false;
    for figure in found {
        let bare = || analysis.text.get(figure.bytes.clone()).unwrap_or_default().ends_with("pounds");
        if figure.unit == "GBP" {
            told = true;
        } else if told && figure.unit == "pound" && figure.topic.is_none() && bare() {
            let sentence = analysis.sentence_of(analysis.tokens_in(&figure.bytes).start);
            let words = sentence.and_then(|at| analysis.sentences.get(at)).map_or(0..0, |it| it.tokens.clone());
            let weighs = words.clone().any(|at| weight_cues().contains(analysis.low(at)));
            let many = figure.value.is_some_and(|value| value >= HEAVY);
            if !weighs && (many || words.into_iter().any(|at| money_cues().contains(analysis.low(at)))) {
                "GBP".clone_into(&mut figure.unit);
                figure.base = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use rstest::rstest;

    fn with<T>(text: &str, look: impl Fn(&Pieces) -> T) -> T {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let mut pieces = Pieces::new(&analysis);
        pieces.cut(0..analysis.tokens.len());
        look(&pieces)
    }

    #[rstest]
    #[case("$5", Some(("USD", 1)))]
    #[case("US$5", Some(("USD", 2)))]
    #[case("$A82,615", Some(("AUD", 2)))]
    #[case("HK $5.4m", Some(("HKD", 2)))]
    #[case("USD1,700", Some(("USD", 1)))]
    #[case("RM23.50", Some(("MYR", 1)))]
    #[case("Rs. 500", Some(("INR", 2)))]
    #[case("TRY 5 times", None)]
    #[case("the 5", None)]
    fn before_the_number(#[case] text: &str, #[case] expected: Option<(&str, usize)>) {
        assert_eq!(with(text, |c| prefix(c, 0)), expected);
    }

    #[rstest]
    #[case("100 Australian dollars", Some("AUD"))]
    #[case("100 U.S. dollars", Some("USD"))]
    #[case("100 Russian rubles", Some("RUB"))]
    #[case("100 South Korean won", Some("KRW"))]
    #[case("100 Danish crowns", Some("DKK"))]
    #[case("100€ more", Some("EUR"))]
    #[case("100 GBP", Some("GBP"))]
    #[case("100 dollars", Some("USD"))]
    #[case("100 pounds of flour", None)]
    #[case("3 won medals", None)]
    #[case("100 apples", None)]
    fn behind_the_number(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(
            with(text, |c| suffix(c, 1, 100.0_f64.min(c.text(0).parse().unwrap_or(0.0)), 1.0).map(|found| found.0)),
            expected
        );
    }

    #[test]
    fn every_code_is_a_currency() {
        for row in rows(include_str!("lexicon/currencies.tsv")) {
            for code in row.list(2).chain(row.list(1)) {
                let known =
                    Currency::from_code(code).is_some() || matches!(code, "SUR" | "DEM" | "XBT" | "ZWG" | "HRK");
                assert!(known, "{code}");
            }
        }
    }
}
