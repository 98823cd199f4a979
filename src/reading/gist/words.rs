//! The words of a gist: tokens in the form by which they are compared, each with the mark of what it is.
//!
//! `#` stands before numbers, `@` before names and countries, `=` before those of whoever says it of themselves, `!` before verbs, `~` before what matters less.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::SourceKind;

use super::super::analysis::Analysis;
use super::super::figures::{FoundFigure, is_number};
use super::super::lemma;
use super::super::tagger::Tag;
use super::MOST_WORDS;
use super::lexicon::{lexicon, reduced};

/// No synonym or country has more words.
const LONGEST_PHRASE: usize = 4;
/// A verb's object has fewer words.
const LONGEST_OBJECT: usize = 10;

/// The normal forms of `tokens` into `words`.
pub(super) fn take<'f>(
    analysis: &Analysis,
    tokens: Range<usize>,
    figures: impl Iterator<Item = &'f FoundFigure>,
    words: &mut Vec<String>,
) {
    let mut figures = figures.peekable();
    let mut at = tokens.start;
    let mut number_ends = 0;
    while at < tokens.end && words.len() <= MOST_WORDS {
        let bytes = analysis.tokens.get(at).map_or(0..0, |token| token.bytes());
        if let Some(figure) = figures.next_if(|figure| figure.bytes.start <= bytes.start) {
            words.push(number(figure));
            number_ends = figure.bytes.end;
            if figure.unit != "count" {
                words.push(format!("~{}", figure.unit.to_lowercase()));
                at = analysis.tokens_in(&(figure.bytes.start..figure.bytes.end)).end.max(at + 1);
                continue;
            }
        }
        let counted = bytes.start < number_ends;
        if let Some((country, length)) = country(analysis, at, tokens.end) {
            words.push(format!("@{country}"));
            at += length;
        } else if let Some((normal, length)) = synonym(analysis, at, tokens.end) {
            words.extend(weighed(normal).map(|word| of_kind(word, analysis.tag(at))));
            at += length;
        } else {
            words.extend(word(analysis, at, counted));
            at += 1;
        }
    }
}

/// The number of `figure` as a word of a gist.
fn number(figure: &FoundFigure) -> String {
    match (figure.value, figure.low, figure.high) {
        (Some(value), ..) => format!("#{value}"),
        (None, Some(low), Some(high)) => format!("#{low}-{high}"),
        (None, low, high) => format!("#{}", low.or(high).unwrap_or_default()),
    }
}

/// The normal form of the token at `at` alone; none where it says nothing. Inside of a figure its number stands for its digits.
pub(super) fn word(analysis: &Analysis, at: usize, counted: bool) -> Option<String> {
    let (text, low, tag) = (analysis.word(at), analysis.low(at), analysis.tag(at));
    if !low.starts_with(char::is_alphanumeric) || low.ends_with("n't") || low.ends_with("n’t") {
        return None;
    }
    let has_digit = low.bytes().any(|byte| byte.is_ascii_digit());
    if counted && (has_digit || tag == Tag::Cd || is_number(low)) {
        return None;
    }
    if has_digit {
        return Some(format!("#{}", low.replace(',', "")));
    }
    // "closed until Friday", "until Sunday" are two statements; any other day says no more than the article's own.
    let until = || at.checked_sub(1).is_some_and(|before| matches!(analysis.low(before), "until" | "till"));
    if is_weekday(low) && until() {
        return Some(format!("#{low}"));
    }
    let is_name = tag.is_proper() && text.starts_with(char::is_uppercase);
    let low = low.trim_end_matches("'s").trim_end_matches("’s");
    if lexicon().left_out.contains(low) && !(is_name && low == "may") {
        return None;
    }
    if is_name {
        // "President Orlan": a title says as little with a capital.
        return Some(if lexicon().light.contains(low) {
            format!("~{}", reduced(low))
        } else {
            format!("@{}", reduced(low))
        });
    }
    weighed(&base(analysis, at)).map(|word| of_kind(word, tag))
}

fn is_weekday(low: &str) -> bool {
    low.ends_with("day")
        && matches!(low, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// `word` with the mark of what `tag` makes it: a verb, or how something was done, which matters less than what.
fn of_kind(word: String, tag: Tag) -> String {
    match tag {
        _ if word.starts_with('~') => word,
        Tag::Rb => format!("~{word}"),
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => format!("!{word}"),
        _ => word,
    }
}

/// `normal` with a mark where it says little.
fn weighed(normal: &str) -> Option<String> {
    if lexicon().left_out.contains(normal) {
        return None;
    }
    let reduced = reduced(normal);
    Some(if lexicon().light.contains(normal) { format!("~{reduced}") } else { reduced.replace(' ', "-") })
}

/// The base form of the token at `at`, by its part of speech.
pub(super) fn base<'a>(analysis: &'a Analysis, at: usize) -> Cow<'a, str> {
    let low = analysis.low(at);
    match analysis.tag(at) {
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => lemma::verb(low),
        Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => lemma::noun(low),
        // A participle is taken for an adjective now and then: "having copied pages".
        Tag::Jj if low.ends_with("ed") => lemma::verb(low),
        _ => Cow::Borrowed(low),
    }
}

/// The country named at `at` by any name, and in how many tokens.
fn country(analysis: &Analysis, at: usize, end: usize) -> Option<(String, usize)> {
    let text = analysis.word(at);
    if !text.starts_with(char::is_uppercase) || analysis.low(at) == "us" && text != "US" {
        return None;
    }
    let (country, length) =
        longest(at, end, |index| clean(analysis.low(index)), |phrase| lexicon().countries.get(phrase).copied())?;
    Some((country.replace(' ', "-"), length))
}

/// The normal form of the words at `at`, where they are listed, and how many tokens they are.
fn synonym(analysis: &Analysis, at: usize, end: usize) -> Option<(&'static str, usize)> {
    let tag = analysis.tag(at);
    if tag.is_proper() && analysis.word(at).starts_with(char::is_uppercase) {
        return None;
    }
    let found = longest(at, end, |index| base(analysis, index), |phrase| lexicon().synonyms.get(phrase).copied());
    let verb = || {
        let meaning = tag.is_verb().then(|| lexicon().verbs.get(base(analysis, at).as_ref()).copied());
        meaning.flatten().map(|meaning| (meaning, 1))
    };
    let apart = || if tag.is_verb() { apart(analysis, at, end) } else { None };
    found.filter(|(_, length)| *length > 1).or_else(apart).or_else(verb).or(found)
}

/// What the verb at `at` means with the word that its object keeps from it: "sell the yard to a fund", "call the talks off".
fn apart(analysis: &Analysis, at: usize, end: usize) -> Option<(&'static str, usize)> {
    let verb = base(analysis, at);
    if !lexicon().beginnings.contains(verb.as_ref()) {
        return None;
    }
    for next in at + 1..end.min(at + LONGEST_OBJECT) {
        let low = analysis.low(next);
        let tag = analysis.tag(next);
        if next > at + 1 && matches!(low, "to" | "off" | "down" | "over" | "out" | "up" | "back" | "away") {
            let meaning = lexicon().synonyms.get(format!("{verb} {low}").as_str()).copied();
            // "sell the yard to pay debts"
            let goes_on = analysis.tag(next + 1) == Tag::Vb;
            return meaning.filter(|_| !goes_on).map(|meaning| (meaning, 1));
        }
        let inside = tag.is_noun()
            || tag.is_adjective()
            || matches!(tag, Tag::Dt | Tag::Pdt | Tag::Prp | Tag::PrpPoss | Tag::Pos | Tag::Cd | Tag::Vbn | Tag::Vbg)
            || matches!(low, "of" | "in" | "at" | "and");
        if !inside {
            return None;
        }
    }
    None
}

/// What the most of the words from `at` on mean together, and how many they are.
fn longest<'a, T>(
    at: usize,
    end: usize,
    word: impl Fn(usize) -> Cow<'a, str>,
    meaning: impl Fn(&str) -> Option<T>,
) -> Option<(T, usize)> {
    let mut phrase = word(at);
    let mut found = meaning(&phrase).map(|meaning| (meaning, 1));
    for index in at + 1..end.min(at + LONGEST_PHRASE) {
        if !lexicon().beginnings.contains(phrase.as_ref()) {
            break;
        }
        let longer = phrase.to_mut();
        longer.push(' ');
        longer.push_str(&word(index));
        if let Some(meaning) = meaning(&phrase) {
            found = Some((meaning, index + 1 - at));
        }
    }
    found
}

/// `low` as the list of countries has it.
fn clean(low: &str) -> Cow<'_, str> {
    let bare = low.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('.');
    if bare.contains('-') { Cow::Owned(bare.replace('-', " ")) } else { Cow::Borrowed(bare) }
}

/// The words of a speaker's name, as they would stand in a gist.
pub(super) fn name_words(name: &str, kind: SourceKind) -> Vec<String> {
    if matches!(kind, SourceKind::Document | SourceKind::Group) {
        return Vec::new();
    }
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words
        .filter_map(|word| {
            let low = word.to_lowercase();
            if lexicon().left_out.contains(low.as_str()) {
                return None;
            }
            if let Some(country) = lexicon().countries.get(low.as_str()) {
                return Some(format!("@{}", country.replace(' ', "-")));
            }
            let is_name = word.starts_with(char::is_uppercase) && !lexicon().light.contains(low.as_str());
            // "Ann Lee's lawyer", "the husband of Ann Lee": what is denied is said of her.
            if !is_name && kind == SourceKind::Person {
                return None;
            }
            if is_name { Some(format!("@{}", reduced(&low))) } else { weighed(&low) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{first, has};

    #[test]
    fn what_its_object_parts_is_one_word() {
        for text in [
            "Vale Ferries is selling its yard at Lesk to a fund, the agent said.",
            "The yard will be sold to a fund, the agent said.",
        ] {
            assert!(has(&first(text), "!buy"), "{text} {:?}", first(text));
        }
        assert!(has(&first("Vale Ferries is selling the yard to pay its debts, the agent said."), "!sell"));
        let gist = first("The guild put its vote off, the agent said.");
        assert!(has(&gist, "postpon"), "{gist:?}");
    }

    #[test]
    fn until_which_day_is_part_of_what_is_said() {
        let (monday, tuesday) = (
            first("The lock will stay shut until Monday, the keeper said."),
            first("The lock will stay shut until Tuesday, the keeper said."),
        );
        assert_ne!(monday.words, tuesday.words);
        let (monday, tuesday) =
            (first("The lock broke on Monday, the keeper said."), first("The lock broke on Tuesday, the keeper said."));
        assert_eq!(monday.words, tuesday.words);
    }

    #[test]
    fn a_number_in_words_is_its_number() {
        assert!(!has(&first("Sixteen rafts sank, the agent said."), "sixteen"));
        assert!(has(&first("Sixteen rafts sank, the agent said."), "#16"));
    }

    #[test]
    fn some_words_mean_the_same_only_as_verbs() {
        assert!(has(&first("The firm shipped barley to Lesk, the agent said."), "send"));
        assert!(!has(&first("Two ships lay off Lesk, the agent said."), "send"));
    }
}
