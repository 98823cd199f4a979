//! Rates: "per month", "a day", "-an-hour", "each year", "annually", "a monthly salary of".

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::tagger::Tag;
use super::piece::{Kind, Pieces};
use super::tables::{rows, word_files};
use super::{counted, number, unit};

word_files! {
    /// What "a" may make a rate of, beside units.
    nouns = "lexicon/rate_nouns.txt";
}

/// How far behind a number its rate may stand, in pieces.
const REACH: usize = 12;
/// How far before.
const REACH_BACK: usize = 12;

fn adverbs() -> &'static FxHashMap<&'static str, &'static str> {
    static ADVERBS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    ADVERBS.get_or_init(|| rows(include_str!("lexicon/rates.tsv")).map(|row| (row.cell(0), row.cell(1))).collect())
}

/// The rate right behind a number and its unit, and the piece after it.
pub(super) fn after(c: &Pieces, at: usize, kind: unit::Kind) -> Option<(String, usize)> {
    if c.is(at, "/") && c.glued(at) {
        let name = unit::by_symbol(c.text(at + 1)).map(str::to_owned);
        let name = name.or_else(|| unit::named(c, at + 1).map(|unit| unit.name.to_owned()));
        return name.map(|name| (name, at + 2));
    }
    let joined = c.hyphen(at);
    let from = if joined { at + 1 } else { at };
    if let Some(found) = phrase(c, from, true) {
        return Some(found);
    }
    let per = adverbs().get(c.low(from))?;
    // "10 weekly papers" are papers; "$10 weekly" is a rate.
    let counts = kind == unit::Kind::Count && (counted::is_noun(c, from + 1) || counted::reaches_plural(c, from + 1));
    (!counts).then(|| ((*per).to_owned(), from + 1))
}

/// "per X", "a X", "each X", "every X" at `at`. Away from the number (`near` false) only times count.
fn phrase(c: &Pieces, at: usize, near: bool) -> Option<(String, usize)> {
    let word = c.low(at);
    let next = if c.hyphen(at + 1) { at + 2 } else { at + 1 };
    if !matches!(word, "per" | "a" | "an" | "each" | "every") || (word != "per" && !c.is_word(next)) {
        return None;
    }
    if word == "per" {
        match c.low(next) {
            "capita" | "head" => return Some(("person".to_owned(), next + 1)),
            "annum" => return Some(("year".to_owned(), next + 1)),
            "diem" => return Some(("day".to_owned(), next + 1)),
            "cent" | "se" => return None,
            _ => {}
        }
    }
    if let Some(unit) = unit::named(c, next) {
        // "a year ago", "every four years", "a day-long strike".
        let when = matches!(c.low(unit.end), "ago" | "later" | "earlier" | "before" | "after" | "old" if word != "per" && word != "each" && word != "every" || c.is(unit.end, "ago"));
        let plural = unit.end == next + 1 && c.low(next).ends_with('s') && word != "per";
        if when || plural || (c.hyphen(unit.end) && !near) {
            return None;
        }
        return (near || unit.kind == unit::Kind::Time || word == "per").then(|| (unit.name.to_owned(), unit.end));
    }
    if !near && word != "per" {
        return None;
    }
    let named = match word {
        "per" => c.is_word(next),
        "a" | "an" => nouns().contains(c.low(next)),
        _ => counted::is_noun(c, next),
    };
    if !named {
        return None;
    }
    let noun = match c.low(next) {
        "head" => "person".to_owned(),
        low => counted::singular(low),
    };
    Some((noun, next + 1))
}

/// A rate in the same clause behind what is counted: "20 veterans commit suicide each day".
pub(super) fn later(c: &Pieces, at: usize) -> Option<String> {
    for from in at..at + REACH {
        match c.kind(from)? {
            Kind::Mark if matches!(c.text(from), "," | ";" | ":" | "." | "(" | ")" | "—" | "–" | "?" | "!") => {
                return None;
            }
            Kind::Digits | Kind::Opaque | Kind::Vulgar => return None,
            Kind::Word => {
                let word = c.low(from);
                if matches!(word, "and" | "but" | "while" | "because" | "after" | "before" | "since" | "when" | "than")
                {
                    return None;
                }
                let article = matches!(word, "a" | "an");
                if article && AFTER_ARTICLE.contains(&c.low_before(from, 1)) {
                    continue;
                }
                // "8.1 rebounds a game": what touches the thing counted need be no time.
                let near = from == at && article && nouns().contains(c.low(from + 1));
                if let Some((per, _)) = phrase(c, from, near) {
                    return Some(per);
                }
                let adverb = matches!(
                    word,
                    "annually" | "daily" | "weekly" | "monthly" | "yearly" | "hourly" | "nightly" | "quarterly"
                );
                let alone = !c.is_word(from + 1)
                    || word == "annually"
                    || matches!(
                        c.tag(from + 1),
                        Tag::In | Tag::Cc | Tag::To | Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Rb
                    );
                let repeated = matches!(c.low_before(from, 1), "once" | "twice" | "thrice" | "times");
                if adverb && alone && !repeated {
                    return adverbs().get(word).map(|per| (*per).to_owned());
                }
                if from > at && number::may_start(c, from) && !article {
                    return None;
                }
            }
            Kind::Mark => {}
        }
    }
    None
}

/// Words before "a year" that make it a time of its own: "in a year", "once a year".
const AFTER_ARTICLE: &[&str] = &[
    "in", "for", "within", "of", "than", "after", "once", "over", "about", "nearly", "almost", "as", "is", "was", "be",
    "during", "on",
];

/// A rate before a number: "a monthly salary of", "each day", for the number whose words begin at `at`.
pub(super) fn earlier(c: &Pieces, at: usize) -> Option<String> {
    for from in (at.saturating_sub(REACH_BACK)..at).rev() {
        let word = c.low(from);
        match c.kind(from)? {
            Kind::Mark if c.is(from, ",") && at - from == 1 => {}
            Kind::Mark if c.hyphen(from) || matches!(c.text(from), "“" | "”" | "\"") => {}
            Kind::Mark | Kind::Digits | Kind::Opaque | Kind::Vulgar => return None,
            Kind::Word => {
                if matches!(word, "each" | "every") {
                    let unit = unit::named(c, from + 1)?;
                    return (unit.kind == unit::Kind::Time && unit.end <= at).then(|| unit.name.to_owned());
                }
                // "Spending per pupil is $14,300".
                if word == "per" {
                    let (per, end) = phrase(c, from, true)?;
                    let named = from > 0
                        && (counted::is_noun(c, from - 1) || c.tag(from - 1) == Tag::Vbg)
                        && unit::named(c, from - 1).is_none();
                    return (named && end <= at).then_some(per);
                }
                // "the Daily Chronicle"
                if let Some(per) = adverbs().get(word).filter(|_| !(c.capital(from) && c.capital(from + 1))) {
                    // The adjective's noun stands between: "a monthly salary of $200"; or the adjective alone: "an annual $5m".
                    let linked = from + 1 == at
                        || counted::is_noun(c, from + 1)
                        || counted::is_noun(c, from + 2)
                        || matches!(c.low_before(at, 1), "of" | "is" | "was" | "to" | "at");
                    return linked.then(|| (*per).to_owned());
                }
                let said = matches!(word, "said" | "says" | "saying" | "that" | "which" | "who");
                if said || matches!(word, "and" | "but" | "while" | "than" | "by" | "after" | "before") {
                    return None;
                }
            }
        }
    }
    None
}
