//! The gist of a claim: the words that carry what is said, in normal form, by which the archive finds claims that pass on one
//! statement; with it whether the claim denies that statement, and how sure it is.
//!
//! Hedges, denials and bounds of numbers are no part of the words, so that a statement, its denial and its weaker versions
//! have one gist. Everything is read off tokens once; the words stand in `lexicon/`.
//!
//! [`statement`] parts what is said, [`words`] brings it into normal form, [`denial`] and [`mod@certainty`] say the rest.

mod certainty;
mod denial;
mod lexicon;
mod statement;
mod words;

use std::ops::Range;

use crate::model::{ClaimKind, Gist, Source, SourceKind};

use super::analysis::Analysis;
use super::attribution::Attribution;
use super::figures::FoundFigure;
use super::tagger::Tag;

use certainty::certainty;
use denial::is_contrary;
use statement::{main_clause, statements, verdict};
use words::{name_words, take, word};

/// What is said at more length is compared by its beginning.
const MOST_WORDS: usize = 40;
/// A pronoun among so many words at the beginning is the claim's subject.
const SUBJECT: usize = 3;

/// The gist of `attribution`, whose speaker is `speaker`; `figures` are those of the text, in order.
pub(super) fn gist(
    analysis: &Analysis,
    attribution: &Attribution,
    speaker: Option<&Source>,
    figures: &[FoundFigure],
) -> Gist {
    if !attribution.states {
        return Gist { asserts: false, ..Gist::default() };
    }
    let mut words = Vec::new();
    let statements: Vec<Range<usize>> =
        attribution.content.iter().flat_map(|piece| statements(analysis, analysis.tokens_in(piece))).collect();
    // What is asserted and what is denied are two: the gist is of the first that says enough, and of what goes on as it does.
    let mut contrary = None;
    for (place, tokens) in statements.iter().enumerate() {
        let how = if place == 0 && attribution.negated { verdict(analysis, tokens.clone()) } else { 0 };
        let is_contrary = is_contrary(analysis, main_clause(analysis, tokens.start + how..tokens.end));
        if contrary.is_some_and(|before| before != is_contrary) && says_enough(&words) {
            break;
        }
        let bytes = analysis.bytes(tokens.clone());
        let first = figures.partition_point(|figure| figure.bytes.start < bytes.start);
        let inside = figures[first..].iter().take_while(|figure| figure.bytes.end <= bytes.end);
        take(analysis, tokens.clone(), inside, &mut words);
        if !words.is_empty() {
            contrary = Some(is_contrary || contrary == Some(true));
        }
        if words.len() > MOST_WORDS {
            break;
        }
    }
    words.truncate(MOST_WORDS);
    if let Some(speaker) = speaker.filter(|_| speaks_of_itself(analysis, attribution)) {
        let own = name_words(&speaker.name, speaker.kind).into_iter();
        words.extend(own.map(|word| match word.strip_prefix('@') {
            Some(name) => format!("={name}"),
            None => word,
        }));
        // "The coach of Jane Roe said that she never knew": of whom she speaks may stand beside her.
        let beside = attribution.source.iter().flat_map(|source| analysis.tokens_in(source));
        let beside = beside.filter(|&at| analysis.tag(at).is_proper()).filter_map(|at| word(analysis, at, false));
        let others: Vec<String> = beside
            .filter(|word| {
                word.strip_prefix('@').is_none_or(|name| !words.iter().any(|own| own.strip_prefix('=') == Some(name)))
            })
            .collect();
        words.extend(others);
    }
    words.sort();
    words.dedup();
    let main: Vec<Range<usize>> =
        attribution.content.iter().map(|piece| main_clause(analysis, analysis.tokens_in(piece))).collect();
    let cue = attribution.cue.iter().map(|cue| analysis.tokens_in(cue));
    let said = main.into_iter().take(1).chain(cue);
    let certainty = said.map(|tokens| certainty(analysis, tokens)).min().unwrap_or(Gist::STATED);
    // "It is said that": what nobody stands for is no more than likely.
    let is_hedged = attribution.hedge.is_some()
        || attribution.source.is_empty() && attribution.kind == ClaimKind::Indirect
        || speaker.is_some_and(is_hearsay);
    let hedged = if is_hedged { Gist::LIKELY } else { Gist::STATED };
    let denies = contrary.unwrap_or_default() != attribution.negated;
    Gist { words, denies, asserts: attribution.asserts, certainty: certainty.min(hedged) }
}

/// Whether `speaker` is nobody who stands for it: "unconfirmed reports", "rumours".
fn is_hearsay(speaker: &Source) -> bool {
    speaker.kind == SourceKind::Document
        && speaker.affiliation.is_none()
        && matches!(
            speaker.name.rsplit(' ').next().unwrap_or_default(),
            "reports" | "rumours" | "rumors" | "gossip" | "speculation"
        )
}

/// Whether these words of a gist are enough to know a statement by: two that say something.
fn says_enough(words: &[String]) -> bool {
    words.iter().filter(|word| !word.starts_with(['~', '@'])).count() > 1
}

/// Whether what is said is about its own speaker: "we never ordered it", "denied that she had taken money", "plans to resign".
fn speaks_of_itself(analysis: &Analysis, attribution: &Attribution) -> bool {
    let Some(first) = attribution.content.first() else { return false };
    let tokens = analysis.tokens_in(first);
    let from = tokens.start;
    (from..tokens.end.min(from + SUBJECT))
        .any(|at| analysis.tag(at) == Tag::Prp && matches!(analysis.low(at), "i" | "we" | "he" | "she" | "it" | "they"))
        || attribution.negated && tokens.len() > 1 && analysis.tag(from) == Tag::Vbg
        || attribution.rule == "intention"
}

#[cfg(test)]
mod tests {
    use crate::model::{Document, Gist};

    /// The gist of the first claim in `text`.
    pub(super) fn first(text: &str) -> Gist {
        let document = Document { text: text.to_owned(), ..Document::default() };
        crate::reading::read(&document).claims.first().map(|claim| claim.gist.clone()).unwrap_or_default()
    }

    /// Whether a word of the gist holds `part`.
    pub(super) fn has(gist: &Gist, part: &str) -> bool {
        gist.words.iter().any(|word| word.contains(part))
    }

    #[test]
    fn what_is_denied_is_apart_from_what_is_asserted_with_it() {
        for (text, said, other) in [
            ("“We never melted the silver bell. We ask for a fair hearing,” Mara Holt said.", "silver", "fair"),
            ("The guard said that he had not locked the gate and that the alarm rang twice.", "gate", "alarm"),
            ("The bell is cracked and cannot be moved to the abbey, Mara Holt said.", "crack", "abb"),
            ("The yard did not sack any welders but moved two to the dock, its director said.", "welder", "dock"),
        ] {
            let gist = first(text);
            assert_eq!(gist.denies, said != "crack", "{text} {gist:?}");
            assert!(has(&gist, said) && !has(&gist, other), "{text} {gist:?}");
        }
        // What goes on as it began is one.
        let gist = first("“The bell was sold. The tower was burnt,” Mara Holt said.");
        assert!(!gist.denies && has(&gist, "bell") && has(&gist, "tower"), "{gist:?}");
    }

    #[test]
    fn who_speaks_of_another_names_both() {
        let gist = first("The lawyer of Hedda Roth, Nils Aune, said she never saw the map.");
        assert!(gist.denies && has(&gist, "@roth") && has(&gist, "=aun"), "{gist:?}");
    }

    #[test]
    fn who_speaks_of_themselves_is_told_from_whom_they_speak_of() {
        let gist = first("Nils Aune, one of the wardens, said he had not been paid by Tarn Timber.");
        assert!(gist.denies && has(&gist, "=aun") && has(&gist, "@tarn") && !has(&gist, "@aun"), "{gist:?}");
    }

    #[test]
    fn what_is_denied_goes_without_the_word_for_it() {
        let (plain, named) = (
            first("Nora Vik denied that the guild had forged the map."),
            first("Nora Vik rejected the accusation that the guild had forged the map."),
        );
        assert_eq!(plain.words, named.words);
        assert!(!has(&first("The husband of Nora Vik said that she never forged the map."), "husband"));
    }
}
