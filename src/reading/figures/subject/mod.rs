//! The subject: the normal form of what is counted or measured, by which figures compare.
//!
//! [`phrase`] finds the noun phrases around a number, [`measure`] which of them it measures, [`befell`] what happened to those
//! counted.

mod befell;
mod measure;
mod phrase;

use std::ops::Range;

use super::super::lemma;
use super::super::tagger::Tag;
use super::piece::Pieces;
use super::tables::{word_files, word_maps};
use super::{counted, country};

pub(super) use befell::{after, before, has_state, state, told};
pub(super) use measure::{is_measurer, measured_before};
pub(super) use phrase::{governing, phrase_before};

word_files! {
    /// Modifiers that change nothing.
    dropped = "../lexicon/subject_drop.txt";
    /// Verbs whose subject gives a number.
    gives = "../lexicon/gives.txt";
    /// What "of" and a noun is measured by.
    measures = "../lexicon/measures.txt";
    /// Nouns that say too little alone.
    generic = "../lexicon/generic.txt";
    /// Nouns that are compared by what they are of.
    of_what = "../lexicon/of_what.txt";
    /// Nouns for money that "on" and what it is for follow.
    spent_on = "../lexicon/spent_on.txt";
}

word_maps! {
    /// Nouns to their normal form.
    synonyms = "../lexicon/synonyms.tsv";
    /// Verbs to what those counted do.
    acts = "../lexicon/acts.tsv";
    /// Verbs to what they measure.
    measure_verbs = "../lexicon/measure_verbs.tsv";
    /// Verbs to what an amount is to those it is given to.
    given_verbs = "../lexicon/given_verbs.tsv";
}

/// Whether two nouns in the singular are one, or mean the same.
pub(super) fn same_noun(a: &str, b: &str) -> bool {
    let normal = |noun| synonyms().get(noun).copied().unwrap_or(noun);
    normal(a) == normal(b)
}

/// The normal form of the noun phrase `words` with its head `head`: country, other modifiers, head, state.
pub(super) fn normal(c: &Pieces, words: Range<usize>, head: usize) -> String {
    let mut place = None;
    let mut modifiers: Vec<String> = Vec::new();
    let mut happened = None;
    let mut at = words.start;
    while at < head {
        if let Some((country, end)) = country::any(c, at).filter(|(_, end)| *end <= head) {
            place.get_or_insert(country);
            at = end;
            continue;
        }
        let low = c.low(at);
        let time = c.capital(at) && counted::not_heads().contains(low);
        if c.is_word(at) && !time && !dropped().contains(low) && !matches!(low, "'s" | "’s" | "and" | "or" | "of") {
            match state(low) {
                Some(state) => happened = Some(state),
                None => modifiers.push(clean(low)),
            }
        }
        at += 1;
    }
    // "20 Americans": the people is the head.
    let mut noun = match country::adjective(c, head) {
        Some((country, _)) if c.capital(head) && place.is_none() => {
            place = Some(country);
            "person".to_owned()
        }
        _ => clean(&counted::singular(c.low(head))),
    };
    // "340 cases of the new fever" are new fever cases.
    if of_what().contains(noun.as_str()) && c.is(head + 1, "of")
        || spent_on().contains(noun.as_str()) && matches!(c.low(head + 1), "on" | "for")
    {
        let start = head + 2 + usize::from(matches!(c.tag(head + 2), Tag::Dt | Tag::PrpPoss));
        let is_part = |at: &usize| c.is_word(*at) && (counted::is_noun(c, *at) || c.tag(*at) == Tag::Jj);
        let words: Vec<usize> = (start..start + 4).take_while(is_part).collect();
        if words.last().is_some_and(|&last| counted::is_noun(c, last)) {
            modifiers.extend(words.into_iter().map(|at| clean(&counted::singular(c.low(at)))));
        }
    }
    // "military personnel", "death toll": the longest synonym from the head backwards.
    for take in (0..=modifiers.len().min(2)).rev() {
        let from = modifiers.len() - take;
        let phrase = modifiers[from..].iter().chain([&noun]).map(String::as_str).collect::<Vec<_>>().join(" ");
        if let Some(&normal) = synonyms().get(phrase.as_str()) {
            noun = normal.to_owned();
            modifiers.truncate(from);
            break;
        }
    }
    if place.is_none() {
        place = origin(c, head + 1);
    }
    let mut happened = happened.or_else(|| after(c, head + 1));
    // "elephant carcasses"
    if noun == "carcass"
        && let Some(animal) = modifiers.pop()
    {
        noun = animal;
        happened = Some("killed");
    }
    // "and 30 others wounded"
    if noun == "other" {
        "person".clone_into(&mut noun);
    }
    let mut parts: Vec<&str> = Vec::new();
    parts.extend(place);
    parts.extend(modifiers.iter().map(String::as_str));
    parts.push(&noun);
    parts.extend(happened.filter(|state| !noun.ends_with(state)));
    parts.join(" ")
}

/// The normal form of what `words` with their head `head` measure: "sales of cars" are "car sale".
pub(super) fn measured(c: &Pieces, words: Range<usize>, head: usize) -> String {
    let normal = normal(c, words.clone(), head);
    let mut before = words.start;
    while before > 0 && matches!(c.tag(before - 1), Tag::Dt | Tag::PrpPoss) {
        before -= 1;
    }
    if before < 2 || !c.is(before - 1, "of") || !c.is_word(before - 2) {
        return normal;
    }
    let measure = counted::singular(c.low(before - 2));
    if measures().contains(measure.as_str()) { format!("{normal} {measure}") } else { normal }
}

/// `normal` with what a verb among the pieces `between` it and its number measures of it: "the bridge will cost $80".
pub(super) fn with_measure(c: &Pieces, normal: String, mut between: Range<usize>) -> String {
    let measure = between.find_map(|at| measure_verbs().get(lemma::verb(c.low(at)).as_ref()));
    match measure {
        Some(measure) if !normal.ends_with(measure) => format!("{normal} {measure}"),
        _ => normal,
    }
}

/// `normal` with what is done by or to those counted, where their noun says too little: "person attend". The number's
/// words begin at `at`, what it counts ends before `end`.
pub(super) fn with_act(c: &Pieces, normal: String, at: usize, end: usize) -> String {
    if !generic().contains(normal.as_str()) {
        return normal;
    }
    let is_verb = |at: usize| {
        c.is_word(at) && matches!(c.tag(at), Tag::Vb | Tag::Vbd | Tag::Vbn | Tag::Vbp | Tag::Vbz | Tag::Vbg)
    };
    let mut verb = None;
    for next in end..end + 5 {
        if is_verb(next) {
            verb = Some(next);
            let helps = matches!(
                c.low(next),
                "were" | "was" | "are" | "is" | "be" | "been" | "being" | "have" | "has" | "had" | "do" | "did"
            );
            if !helps {
                break;
            }
        } else if !(c.is_word(next) && matches!(c.tag(next), Tag::Md | Tag::Rb | Tag::To) || c.is(next, "who")) {
            break;
        }
    }
    let verb = verb.or_else(|| at.checked_sub(1).filter(|&before| is_verb(before)));
    match verb.map(|at| lemma::verb(c.low(at))) {
        Some(base) if !matches!(base.as_ref(), "be" | "have" | "do" | "say" | "include" | "number") => {
            let act = acts().get(base.as_ref()).copied().unwrap_or(&base);
            format!("{normal} {act}")
        }
        _ => normal,
    }
}

/// What an amount, whose words begin at `at`, is to those named right before it: "pays its miners $900" is a miner wage. The
/// normal form and their words.
pub(super) fn given(c: &Pieces, at: usize) -> Option<(String, Range<usize>)> {
    let (words, head) = phrase_before(c, at)?;
    let mut verb = words.start.checked_sub(1)?;
    while verb > 0 && matches!(c.tag(verb), Tag::Dt | Tag::PrpPoss) {
        verb -= 1;
    }
    let given = given_verbs().get(lemma::verb(c.low(verb)).as_ref())?;
    Some((format!("{} {given}", normal(c, words.clone(), head)), words))
}

/// A word as subjects write it: ASCII lower case, without the marks at its ends.
fn clean(word: &str) -> String {
    word.trim_matches(['.', '\'', '’']).to_lowercase()
}

/// "soldiers from North Korea", "residents of Kyiv".
fn origin(c: &Pieces, at: usize) -> Option<&'static str> {
    if !matches!(c.low(at), "from" | "of") {
        return None;
    }
    country::any(c, at + 1).map(|(country, _)| country)
}
