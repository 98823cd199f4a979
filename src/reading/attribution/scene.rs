//! What the rules of attribution look at: the verb groups and quotations of each sentence, subjects, ends of contents.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::quote::Quotation;
use super::super::tagger::Tag;
use super::groups::{self, Group, Shape};
use super::kind;
use super::subject::is_who;

/// No rule looks further than this many tokens, so that a text without full stops costs no more than one with.
const WINDOW: usize = 240;

/// A text with its verb groups, and where its quotations lie.
pub(super) struct Scene<'a> {
    pub a: &'a Analysis<'a>,
    /// All verb groups of the prose, in order.
    pub groups: Vec<Group>,
    /// The outermost quotations, by index into the analysis, in order.
    pub outer: Vec<usize>,
    /// For each token the outermost quotation that holds it, by its place in `outer`, plus one; 0 for none.
    quoted: Vec<u32>,
    /// Letters and digits before each token, and those of them that are quoted.
    pub letters: Vec<(u32, u32)>,
}

/// The words of a subject.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub tokens: Range<usize>,
}

impl<'a> Scene<'a> {
    pub fn new(a: &'a Analysis<'a>) -> Self {
        let outer: Vec<usize> = a
            .quotations
            .iter()
            .enumerate()
            .filter(|(_, quotation)| quotation.depth == 0)
            .map(|(index, _)| index)
            .collect();
        let mut quoted = vec![0; a.tokens.len()];
        for (place, &index) in outer.iter().enumerate() {
            for token in a.tokens_in(&a.quotations[index].outer) {
                quoted[token] = place as u32 + 1;
            }
        }
        let mut groups = Vec::new();
        for sentence in a.sentences.iter().filter(|sentence| sentence.prose) {
            groups.extend(groups::groups(a, sentence.tokens.clone()));
        }
        let letters = kind::letters(a, |token| quoted[token] != 0);
        Self { a, groups, outer, quoted, letters }
    }

    /// The outermost quotation that holds token `at`, by its place in `outer`.
    pub fn quotation_at(&self, at: usize) -> Option<usize> {
        self.quoted.get(at).copied().and_then(|place| (place as usize).checked_sub(1))
    }

    /// The quotation at `place` in `outer`.
    pub fn quotation(&self, place: usize) -> &Quotation {
        &self.a.quotations[self.outer[place]]
    }

    /// The quotation of the paragraph before that the one at `place` goes on with.
    pub fn continued(&self, place: usize) -> Option<usize> {
        let before = self.quotation(place).continues?;
        self.outer.binary_search(&before).ok()
    }

    /// The tokens of the quotation at `place`, marks included.
    pub fn quotation_tokens(&self, place: usize) -> Range<usize> {
        self.a.tokens_in(&self.quotation(place).outer)
    }

    /// Whether a quotation is of a few words that nobody need have said: “so-called”.
    pub fn is_scare(&self, place: usize) -> bool {
        let quotation = self.quotation(place);
        let tokens = self.a.tokens_in(&quotation.inner);
        let words = tokens.clone().filter(|&token| self.a.tag(token) != Tag::Punct).count();
        words <= 3 && !self.a.text[quotation.inner.clone()].trim_end().ends_with([',', '.', '!', '?', '…'])
    }

    /// The last token before the closing marks of the quotation at `place`, as written.
    pub fn last_word(&self, place: usize) -> &'a str {
        let tokens = self.quotation_tokens(place);
        let last = tokens.clone().rev().find(|&at| {
            !matches!(self.a.word(at), "\"" | "“" | "”" | "'" | "‘" | "’" | "»" | "«" | "„" | "`" | ")" | "]")
        });
        last.map_or("", |at| self.a.word(at))
    }

    /// How far a rule at token `at` may look: its sentence, inside its quotation if it stands in one.
    pub fn bounds(&self, at: usize) -> Range<usize> {
        let Some(sentence) = self.a.sentence_of(at) else { return at..at + 1 };
        let mut bounds = self.a.sentences[sentence].tokens.clone();
        if let Some(place) = self.quotation_at(at) {
            let inner = self.a.tokens_in(&self.quotation(place).inner);
            bounds = bounds.start.max(inner.start)..bounds.end.min(inner.end).max(at + 1);
        } else {
            // A sentence that begins inside a quotation begins, for what is outside, where that ends.
            if let Some(place) = self.quotation_at(bounds.start) {
                let first = self.quotation_tokens(place);
                if first.start < bounds.start {
                    bounds.start = first.end.min(at);
                }
            }
        }
        bounds.start.max(at.saturating_sub(WINDOW))..bounds.end.min(at + WINDOW)
    }

    /// The first group that starts at or after token `at`.
    pub fn group_from(&self, at: usize) -> usize {
        self.groups.partition_point(|group| group.head < at)
    }

    /// The subject of group `index`: its own, or one that it shares.
    pub fn subject(&self, index: usize) -> Option<Subject> {
        self.own_subject(index).or_else(|| self.shared_subject(index))
    }

    /// "Does she believe that A?": whether the verb at token `at` is that of a question which the article asks.
    pub fn is_asked(&self, at: usize) -> bool {
        let a = self.a;
        let Some(sentence) = a.sentence_of(at).map(|sentence| a.sentences[sentence].tokens.clone()) else {
            return false;
        };
        self.question_start(sentence).is_some_and(|start| {
            let first = self.groups.get(self.group_from(start + 1)).map_or(at, |group| group.head);
            self.quotation_at(start).is_none() && at <= first
        })
    }

    /// The auxiliary that the question which `sentence` is begins with, if it is one: "Does she …?", "And was it …?"
    pub fn question_start(&self, sentence: Range<usize>) -> Option<usize> {
        let a = self.a;
        let start = sentence.start + usize::from(matches!(a.low(sentence.start), "and" | "but" | "so"));
        let asks = matches!(
            a.low(start),
            "does"
                | "do"
                | "did"
                | "is"
                | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
        );
        (asks && a.word(sentence.end.saturating_sub(1)) == "?").then_some(start)
    }

    /// "pledged two million and the city said": the "and" before the subject of the next verb behind token `at`, where no clause
    /// begins.
    pub fn another_begins(&self, at: usize, ceiling: usize) -> Option<usize> {
        let next = self.group_from(at);
        let verb = self.groups.get(next).filter(|group| group.head < ceiling && group.shape == Shape::Finite);
        let and = verb.and_then(|_| self.own_subject(next))?.tokens.start.checked_sub(1)?;
        let plain = |token: usize| self.a.tag(token) != Tag::Punct && !self.a.tag(token).is_verb();
        let ends = and > at && matches!(self.a.tag(and - 1), Tag::Cd | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
        (ends && self.a.low(and) == "and" && (at..and).all(plain)).then_some(and)
    }

    /// Whether `group` with its subject stands behind a relative pronoun whose clause goes on after it: "who police say was armed".
    pub fn is_inserted(&self, group: &Group) -> bool {
        let Some(subject) = self.own_subject(self.group_from(group.head)) else { return false };
        let pronoun = subject.tokens.start.checked_sub(1);
        group.shape == Shape::Finite
            && subject.tokens.end == group.tokens.start
            && pronoun.is_some_and(|at| {
                is_who(self.a, at) || self.a.tag(at) == Tag::Wdt || matches!(self.a.low(at), "what" | "whom")
            })
    }
}

/// Nouns of what one says something in: "issued a statement saying".
pub(super) fn is_vehicle(low: &str) -> bool {
    super::vehicle::is_one(low)
}
