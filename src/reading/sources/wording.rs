//! How names and descriptions are written, shown and compared.

use std::ops::Range;

use crate::reading::analysis::Analysis;

use super::lexicon::lexicon;
use super::names::{Class, Name, Names};

/// "in Jordan", "from Washington": a place, whoever is called so.
pub(super) fn after_place_word(analysis: &Analysis, at: usize) -> bool {
    at > 0 && matches!(analysis.low(at - 1), "in" | "from" | "near" | "to" | "at" | "around" | "outside" | "across")
}

/// The tokens to show for `name`: with the country that owns a body ("Ukraine's Defense Ministry").
pub(super) fn shown(analysis: &Analysis, names: &Names, name: &Name) -> Range<usize> {
    let tokens = name.tokens.clone();
    if name.body.is_some() || !name.class.is_body() || tokens.start < 2 || !name.front.is_empty() {
        return tokens;
    }
    if !matches!(analysis.low(tokens.start - 1), "'s" | "’s" | "'" | "’") {
        return tokens;
    }
    match names.at(tokens.start - 2).map(|index| &names.0[index]) {
        Some(owner) if owner.class == Class::Place => owner.tokens.start..tokens.end,
        _ => tokens,
    }
}

/// A body's words by which it is known again: small, sorted, adjectives of countries as countries.
pub(super) fn words(analysis: &Analysis, tokens: Range<usize>) -> Vec<String> {
    let mut words: Vec<String> = tokens
        .map(|at| analysis.word(at).to_lowercase())
        .filter(|word| {
            !matches!(word.as_str(), "the" | "of" | "for" | "and" | "&" | "on" | "'s" | "’s" | "'" | "’" | "a" | "an")
        })
        .map(|word| match word.as_str() {
            "defence" => "defense".to_owned(),
            "organisation" => "organization".to_owned(),
            "centre" => "center".to_owned(),
            other => lexicon().country_of.get(other).map_or_else(|| word.clone(), |country| country.to_lowercase()),
        })
        .collect();
    words.sort();
    words
}

/// The word that says what a body is: the last, or the one before "of".
pub(super) fn head_word(analysis: &Analysis, tokens: &Range<usize>) -> String {
    let of = tokens.clone().find(|&at| matches!(analysis.low(at), "of" | "for" | "on" | "to" | "in"));
    let head = of.filter(|&of| of > tokens.start).unwrap_or(tokens.end).saturating_sub(1);
    analysis.word(head).to_lowercase()
}

/// `word` with a large first letter.
pub(super) fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// `text` on one line, inner white space as single spaces.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'))
        .filter(|word| !word.is_empty())
    {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}
