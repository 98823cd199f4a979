//! On whose side those counted are: what an army lost is not what it killed.

use std::ops::Range;

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::clause;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::tables::{word_files, word_maps};
use super::names;

word_maps! {
    /// Words for a side to the one that stands for it.
    sides = "../lexicon/sides.tsv";
}

word_files! {
    /// Verbs whose subject has what they are followed by.
    owns = "../lexicon/owns.txt";
}

/// What `word` says of the side, if anything.
pub(super) fn named(word: &str) -> Option<&'static str> {
    sides().get(word).copied()
}

/// How many words a side's name has at most.
const LONGEST: usize = 6;

/// How far before its verb a pronoun stands, in pieces: "they have already lost".
const PRONOUN: usize = 4;

/// Whose those are that `draft` counts, by "fighters of the Highland Front", "the army lost 17 soldiers".
pub(super) fn of(c: &Pieces, draft: &Draft) -> Option<String> {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    if c.is(end, "of") {
        let start = end + 1 + usize::from(matches!(c.tag(end + 1), Tag::Dt | Tag::PrpPoss));
        return of_name(c, start..start + LONGEST);
    }
    let verb = draft.words_start.checked_sub(1)?;
    if !owns().contains(lemma::verb(c.low(verb)).as_ref()) {
        return None;
    }
    if let Some((words, _)) = clause::subject(c, verb) {
        return of_name(c, words);
    }
    // "The rebels' commander said that he had 8,000 men": his who speaks.
    let pronoun = (verb.saturating_sub(PRONOUN)..verb)
        .rev()
        .find(|&at| matches!(c.low(at), "he" | "she" | "it" | "they" | "we"))?;
    (0..pronoun).rev().find_map(|at| word(c, at)).map(str::to_owned)
}

/// The side that the word at `at` stands for.
fn word(c: &Pieces, at: usize) -> Option<&'static str> {
    named(c.low(at)).or_else(|| named(&lemma::noun(c.low(at))))
}

/// The side that the name within `words` is of: by a word for it, else by the name itself.
fn of_name(c: &Pieces, words: Range<usize>) -> Option<String> {
    let whole: Vec<usize> = words
        .take_while(|&at| c.is_word(at) && (c.capital(at) || matches!(c.tag(at), Tag::Nn | Tag::Nns | Tag::Jj)))
        .collect();
    let listed = whole.iter().rev().find_map(|&at| word(c, at));
    let name = || {
        let last = whole.iter().rev().find(|&&at| c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps))?;
        Some(names::stem(c.low(*last)))
    };
    listed.map(str::to_owned).or_else(name)
}
