//! Subjects that a verb group shares with another, or that stand behind it: "Lee left, saying that", "said A and accused B".

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::lemma;
use super::super::sources;
use super::super::tagger::Tag;
use super::groups::{self, Shape};
use super::lexicon::{self, Class, Frames};
use super::nouns;
use super::scene::{Scene, Subject, is_vehicle};
use super::subject::ASIDE;

/// Whether `low` is a form of a verb with which somebody has somebody else do something.
fn makes_do(low: &str) -> bool {
    static VERBS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    VERBS
        .get_or_init(|| lexicon::lines(include_str!("lexicon/makes_do.txt")).map(str::trim).collect())
        .contains(&*lemma::verb(low))
}

impl Scene<'_> {
    /// "said that A, an officer adding that B", "…, with officers adding that B": who adds it, behind a comma.
    pub fn adder(&self, index: usize) -> Option<Range<usize>> {
        let a = self.a;
        let group = self.groups.get(index).filter(|group| a.low(group.head) == "adding")?;
        let start = self.bounds(group.head).start;
        let tokens = nouns::ending_at(a, group.tokens.start, start)?;
        let last = tokens.end - 1;
        let before = tokens.start.checked_sub(1).filter(|&before| before > start)?;
        let comma = before.checked_sub(usize::from(a.low(before) == "with"))?;
        let speaks = a.tag(last).is_proper() || sources::may_say(a.low(last)) || sources::is_trade(a.low(last));
        (a.word(comma) == "," && tokens.end == group.tokens.start && speaks).then_some(tokens)
    }

    /// The subject of the clause that group `index` belongs to.
    pub fn shared_subject(&self, index: usize) -> Option<Subject> {
        let group = &self.groups[index];
        let a = self.a;
        let bounds = self.bounds(group.head);
        let first = group.tokens.start;
        // "a judge who friends say wants to retire": it is the judge who wants to.
        if let Some(before) = index.checked_sub(1).map(|before| &self.groups[before])
            && before.tokens.end == first
            && self.is_inserted(before)
            && let Some(subject) = self.own_subject(index - 1)
        {
            return Some(Subject { tokens: subject.tokens.start - 1..subject.tokens.start });
        }
        // "prompting the bank to announce A": the bank announces it.
        if group.shape == Shape::Infinitive
            && let Some(before) = index.checked_sub(1).map(|before| &self.groups[before])
            && !before.passive
            && before.head >= bounds.start
            && makes_do(a.low(before.head))
            && self.quotation_at(before.head) == self.quotation_at(group.head)
            && let Some(object) = nouns::starting_at(a, before.tokens.end, first).filter(|object| object.end == first)
        {
            return Some(Subject { tokens: object });
        }
        // "said it would meet its allies adding that": whoever says the one adds the other.
        if group.shape == Shape::Gerund
            && a.low(group.head) == "adding"
            && first > bounds.start
            && a.tag(first - 1).is_noun()
            && !matches!(a.low(first - 1), "one" | "another" | "some" | "many" | "both" | "others")
        {
            if let Some(tokens) = self.adder(index) {
                return Some(Subject { tokens });
            }
            let says = |other: &usize| {
                let other = &self.groups[*other];
                other.shape == Shape::Finite
                    && other.cue.is_some_and(|cue| cue.class == Class::Say && cue.frames.any(Frames::THAT))
            };
            let speech =
                (0..index).rev().take(7).take_while(|&other| self.groups[other].head >= bounds.start).find(says);
            if let Some(subject) = speech.and_then(|speech| self.own_subject(speech)) {
                return Some(subject);
            }
        }
        // "it is for others to decide how"
        if group.shape == Shape::Infinitive
            && first > bounds.start + 2
            && let Some(object) = nouns::ending_at(a, first, bounds.start)
            && let Some(preposition) = object.start.checked_sub(1).filter(|&at| at > bounds.start)
            && a.low(preposition) == "for"
            && (groups::is_be(a.low(preposition - 1)) || a.tag(preposition - 1).is_adjective())
        {
            return Some(Subject { tokens: object });
        }
        // "polls showing that": what a gerund stands right behind says it, unless that is somebody's statement.
        if matches!(group.shape, Shape::Gerund) && first > bounds.start {
            let before = first - 1;
            // "…, with one adding that"
            // "…, with one calling it A and another wondering B"
            let joined = a.low(before.saturating_sub(1)) == "and"
                && matches!(a.low(before), "another" | "others" | "some" | "many");
            if before > bounds.start
                && (joined
                    || a.low(before - 1) == "with"
                        && matches!(a.low(before), "one" | "another" | "some" | "many" | "both" | "others"))
            {
                return Some(Subject { tokens: before..first });
            }
            if a.tag(before).is_noun()
                // "said it would meet its allies adding that": they add nothing.
                && a.low(group.head) != "adding"
                && !is_vehicle(a.low(before))
                && self.quotation_at(before) == self.quotation_at(group.head)
            {
                let tokens = nouns::ending_at(a, first, bounds.start)?;
                return Some(Subject { tokens });
            }
        }
        // "The agency quoted an official as saying": who is quoted, not who quotes.
        if matches!(group.shape, Shape::Gerund)
            && first > bounds.start + 1
            && a.low(first - 1) == "as"
            && let Some(quoting) = index.checked_sub(1).map(|before| &self.groups[before])
            && matches!(
                a.low(quoting.head),
                "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing" | "quote" | "cite"
            )
            && !quoting.passive
            && let Some(quoted) = nouns::starting_at(a, quoting.tokens.end, first - 1)
        {
            return Some(Subject { tokens: quoted });
        }
        // "The army said the toll was four, and accused the rebels": the verb that it is on a par with shares its subject.
        if group.cue.is_some()
            && first >= bounds.start + 2
            && matches!(a.low(first - 1), "and" | "but")
            && group.shape == Shape::Finite
        {
            let comma = a.word(first - 2) == "," || self.quoted_comma(first - 1);
            let governing =
                (0..index).rev().take(7).take_while(|&other| self.groups[other].head >= bounds.start).find(|&other| {
                    let cue = self.groups[other].cue.is_some_and(|cue| cue.frames.any(Frames::THAT));
                    cue && self.groups[other].shape == Shape::Finite && self.starts_anew(other, first - 1, comma, false)
                });
            if let Some(subject) = governing.and_then(|other| self.own_subject(other)) {
                return Some(Subject { tokens: subject.tokens });
            }
        }
        // "He has asked for it, according to a person briefed on it, and has": the person is an aside.
        let joined = first >= bounds.start + 2 && matches!(a.low(first - 1), "and" | "but") && a.word(first - 2) == ",";
        let aside = joined
            .then(|| (bounds.start + 1..first - 2).rev().take(ASIDE).find(|&at| a.word(at) == ","))
            .flatten()
            .filter(|&at| a.low(at + 1) == "according");
        for other in (0..index).rev().take(7) {
            let earlier = &self.groups[other];
            if earlier.head < bounds.start {
                break;
            }
            if aside.is_some_and(|aside| earlier.head > aside) {
                continue;
            }
            if self.quotation_at(earlier.head) != self.quotation_at(group.head) {
                continue;
            }
            // "before the planned session": an article alone is no subject.
            let article = |subject: &Subject| {
                subject.tokens.len() == 1 && matches!(a.low(subject.tokens.start), "the" | "a" | "an")
            };
            let Some(subject) = self.own_subject(other).filter(|subject| !article(subject)) else { continue };
            let word = if a.tag(subject.tokens.start).is_proper() { "" } else { a.low(subject.tokens.start) };
            // A clause that ended before a comma does not share its "who".
            if matches!(word, "who" | "which" | "that") && (earlier.head..first).any(|at| a.word(at) == ",") {
                continue;
            }
            // "Friends who have seen him say": the whole of it is who says so.
            if group.shape == Shape::Finite && matches!(word, "who" | "which" | "that") && other + 1 == index {
                let before = nouns::ending_at(a, subject.tokens.start, bounds.start)?;
                return Some(Subject { tokens: before.start..first });
            }
            // "the captain, whose name was not released, denies"
            let owner = subject.tokens.start.checked_sub(1).filter(|&at| at >= bounds.start);
            if word == "whose" || owner.is_some_and(|at| a.low(at) == "whose") {
                continue;
            }
            // "It was said and denied": nobody; "It thanked him and said" is somebody.
            let acts = word == "it"
                && !earlier.passive
                && !groups::is_be(a.low(earlier.head))
                && earlier.shape == Shape::Finite;
            if matches!(word, "it" | "there") && subject.tokens.len() == 1 && !acts {
                return None;
            }
            // "A judge blocked a rule that would have let mines dump waste, saying", "The bank left rates unchanged and signaled": what
            // a verb has before it as its object did not say so.
            let governs =
                |at: usize| a.tag(at).is_verb() || a.tag(at) == Tag::Rp && a.tag(at.saturating_sub(1)).is_verb();
            let object = subject.tokens.start > bounds.start && governs(subject.tokens.start - 1);
            if object
                && (group.shape == Shape::Gerund && a.word(first - 1) == "," || earlier.shape == Shape::Participle)
            {
                continue;
            }
            return Some(Subject { tokens: subject.tokens });
        }
        // "Speaking in Seoul, Lee said": the subject comes after.
        if group.shape == Shape::Gerund && first <= bounds.start + 2 {
            for other in index + 1..(index + 6).min(self.groups.len()) {
                if self.groups[other].head >= bounds.end {
                    break;
                }
                if let Some(subject) = self.own_subject(other)
                    && subject.tokens.start > 0
                    && a.word(subject.tokens.start - 1) == ","
                {
                    return Some(Subject { tokens: subject.tokens });
                }
            }
        }
        None
    }
}
