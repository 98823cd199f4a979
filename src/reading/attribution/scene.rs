//! What the rules of attribution look at: the verb groups and quotations of each sentence, subjects, ends of contents.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::quote::Quotation;
use super::super::tagger::Tag;
use super::groups::{self, Group, Shape};
use super::lexicon::{Class, Frames};
use super::nouns;

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
}

/// What a cue's clause is to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clause {
    Main,
    /// "When Lee said …, …"
    Subordinate,
    /// "Lee, who said …, …"
    Relative,
}

/// A subject, and how it was found.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub tokens: Range<usize>,
    pub own: bool,
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
        Self { a, groups, outer, quoted }
    }

    /// The outermost quotation that holds token `at`, by its place in `outer`.
    pub fn quotation_at(&self, at: usize) -> Option<usize> {
        self.quoted.get(at).copied().and_then(|place| (place as usize).checked_sub(1))
    }

    /// The quotation at `place` in `outer`.
    pub fn quotation(&self, place: usize) -> &Quotation {
        &self.a.quotations[self.outer[place]]
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

    /// The subject that stands before a finite group.
    pub fn own_subject(&self, index: usize) -> Option<Subject> {
        let group = self.groups.get(index)?;
        if group.shape != Shape::Finite && !(group.shape == Shape::Participle && !group.passive) {
            return None;
        }
        let a = self.a;
        let bounds = self.bounds(group.head);
        let first = group.tokens.start;
        let before = first.checked_sub(1).filter(|&before| before >= bounds.start)?;
        if self.quotation_at(before) != self.quotation_at(group.head) {
            return None;
        }
        if matches!(a.low(before), "who" | "which") || a.low(before) == "that" && matches!(a.tag(before), Tag::Wdt) {
            return Some(Subject { tokens: before..first, own: true });
        }
        let mut floor = bounds.start;
        // A subject stands after whatever was said before it.
        if let Some(last) = (floor..first).rev().take(60).find(|&at| {
            self.quotation_at(at) != self.quotation_at(group.head)
                && !self.quotation_at(at).is_some_and(|place| self.is_scare(place))
        }) {
            floor = floor.max(last + 1);
        }
        let tokens = nouns::ending_at(a, first, floor)?;
        (tokens.start < tokens.end).then_some(Subject { tokens, own: true })
    }

    /// The subject of the clause that group `index` belongs to.
    fn shared_subject(&self, index: usize) -> Option<Subject> {
        let group = &self.groups[index];
        let a = self.a;
        let bounds = self.bounds(group.head);
        let first = group.tokens.start;
        // "polls showing that": what a gerund stands right behind says it, unless that is somebody's statement.
        if matches!(group.shape, Shape::Gerund) && first > bounds.start {
            let before = first - 1;
            if a.tag(before).is_noun()
                && !is_vehicle(a.low(before))
                && self.quotation_at(before) == self.quotation_at(group.head)
            {
                let tokens = nouns::ending_at(a, first, bounds.start)?;
                return Some(Subject { tokens, own: true });
            }
        }
        for other in (0..index).rev().take(7) {
            let earlier = &self.groups[other];
            if earlier.head < bounds.start {
                break;
            }
            if self.quotation_at(earlier.head) != self.quotation_at(group.head) {
                continue;
            }
            let Some(subject) = self.own_subject(other) else { continue };
            let word = a.low(subject.tokens.start);
            // A clause that ended before a comma does not share its "who".
            if matches!(word, "who" | "which" | "that") && (earlier.head..first).any(|at| a.word(at) == ",") {
                continue;
            }
            // "Friends who have seen him say": the whole of it is who says so.
            if group.shape == Shape::Finite && matches!(word, "who" | "which" | "that") && other + 1 == index {
                let before = nouns::ending_at(a, subject.tokens.start, bounds.start)?;
                return Some(Subject { tokens: before.start..first, own: true });
            }
            if matches!(word, "it" | "there") && subject.tokens.len() == 1 {
                return None;
            }
            return Some(Subject { tokens: subject.tokens, own: false });
        }
        // "Speaking in Seoul, Lee said": the subject comes after.
        if group.shape == Shape::Gerund && first <= bounds.start + 2 {
            for other in index + 1..(index + 6).min(self.groups.len()) {
                if self.groups[other].head >= bounds.end {
                    break;
                }
                if let Some(subject) = self.own_subject(other) {
                    if subject.tokens.start > 0 && a.word(subject.tokens.start - 1) == "," {
                        return Some(Subject { tokens: subject.tokens, own: false });
                    }
                }
            }
        }
        None
    }

    /// Whether a clause with a subject of its own begins at token `at`.
    pub fn clause_at(&self, at: usize, ceiling: usize) -> bool {
        if !nouns::starts_phrase(self.a, at) && !matches!(self.a.tag(at), Tag::In | Tag::Vbg) {
            return false;
        }
        let next = self.group_from(at);
        let Some(group) = self.groups.get(next) else { return false };
        let start = group.tokens.start;
        if group.head >= ceiling || start <= at || start > at + 25 || group.shape != Shape::Finite {
            return false;
        }
        (at..start).all(|token| {
            let tag = self.a.tag(token);
            tag.is_noun()
                || tag.is_adjective()
                || tag.is_adverb()
                || matches!(
                    tag,
                    Tag::Dt
                        | Tag::Pdt
                        | Tag::Prp
                        | Tag::PrpPoss
                        | Tag::Cd
                        | Tag::Pos
                        | Tag::In
                        | Tag::Cc
                        | Tag::To
                        | Tag::Fw
                        | Tag::Ex
                        | Tag::Sym
                )
        }) && nouns::ends_phrase(self.a, start - 1)
            && self.a.low(start - 1) != "that"
    }

    /// Where the content that starts at token `from` ends, for the cue of group `index`: one past its last token.
    pub fn content_end(&self, index: usize, from: usize, phrase: bool) -> usize {
        let a = self.a;
        let group = &self.groups[index];
        let ceiling = self.bounds(group.head).end.max(from);
        let inside = self.quotation_at(group.head);
        let clause = self.clause_of(index);
        let mut at = from;
        let mut depth = 0usize;
        while at < ceiling {
            if let Some(place) = self.quotation_at(at).filter(|_| inside.is_none()) {
                at = self.quotation_tokens(place).end.max(at + 1);
                continue;
            }
            match a.word(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => {
                    if depth == 0 {
                        break;
                    }
                    depth -= 1;
                }
                _ => {}
            }
            if at > from && depth == 0 && self.stops(index, at, phrase, clause) {
                break;
            }
            at += 1;
        }
        self.trim(from, at)
    }

    /// Gives up the closing marks of `from..end`, as the content of a claim does without its full stop.
    pub fn trim(&self, from: usize, mut end: usize) -> usize {
        while end > from
            && matches!(self.a.word(end - 1), "." | "," | ";" | ":" | "!" | "?" | "-" | "–" | "—" | "--" | "...")
            && self.quotation_at(end - 1).is_none()
        {
            end -= 1;
        }
        end
    }

    /// Whether the content of group `index` ends before token `at`.
    fn stops(&self, index: usize, at: usize, phrase: bool, clause: Clause) -> bool {
        let a = self.a;
        let word = a.low(at);
        if word == ";" {
            return true;
        }
        let comma = word == ",";
        let next = if comma { at + 1 } else { at };
        let follower = || self.groups.get(self.group_from(next));
        let finite_next = || follower().is_some_and(|f| f.shape == Shape::Finite && f.tokens.start == next);
        if comma && a.low(next) == "according" || word == "while" && a.tag(at + 1) == Tag::Vbg {
            return true;
        }
        // "When Lee said that A, the troops …": the main clause begins.
        if comma && clause == Clause::Subordinate && self.clause_at(next, at + 40) {
            return true;
        }
        // "Lee, who said that A, left": so does its verb.
        if clause == Clause::Relative && (comma || phrase && a.tag(at - 1) != Tag::Prp) && finite_next() {
            return true;
        }
        if comma && a.tag(next) == Tag::Vbg {
            // "…, adding that": the next cue of the same speaker.
            return follower().is_some_and(|f| {
                f.tokens.start == next
                    && f.shape == Shape::Gerund
                    && f.cue.is_some_and(|cue| {
                        cue.frames.any(Frames::THAT)
                            || matches!(
                                cue.class,
                                Class::Say | Class::Accuse | Class::Describe | Class::Call | Class::Praise
                            )
                    })
            });
        }
        let cc = if comma && matches!(a.low(next), "and" | "but") { next } else { at };
        if matches!(a.low(cc), "and" | "but") && self.starts_anew(index, cc, comma && cc == next, phrase) {
            return true;
        }
        phrase
            && comma
            && matches!(a.low(next), "which" | "who" | "while" | "but" | "although" | "though" | "where" | "when")
    }

    /// Whether the conjunction at `cc` joins a verb or clause to that of group `index`, not to what is said.
    fn starts_anew(&self, index: usize, cc: usize, comma: bool, phrase: bool) -> bool {
        let a = self.a;
        let group = &self.groups[index];
        let place = self.group_from(cc);
        let Some(f) = self.groups.get(place) else { return false };
        let direct = f.tokens.start == cc + 1 || (f.tokens.start == cc + 2 && a.tag(cc + 1).is_adverb());
        if direct && f.shape == Shape::Finite && f.head > group.head {
            let tensed = a.tag(f.tokens.start).is_finite_verb() || a.tag(f.head).is_finite_verb();
            // A tensed verb that nothing in the content is on a par with goes with the cue.
            if tensed && !self.has_finite(index + 1, cc) && group.shape == Shape::Finite {
                return true;
            }
            let alike = a.tag(f.tokens.start) == a.tag(group.tokens.start) || a.tag(f.head) == a.tag(group.head);
            return alike && (phrase || f.cue.is_some_and(|cue| cue.frames.any(Frames::THAT)));
        }
        if direct && f.shape == Shape::Gerund && group.shape == Shape::Gerund {
            return f.cue.is_some_and(|cue| cue.frames.any(Frames::THAT));
        }
        if !comma {
            return false;
        }
        // "said A, and B said C": another attribution with a subject of its own.
        if let Some(cue) = f.cue.filter(|_| f.shape == Shape::Finite && f.tokens.start <= cc + 12) {
            let speaks = cue.frames.any(Frames::QUOTE) || cue.frames.any(Frames::THAT);
            if speaks && self.own_subject(place).is_some_and(|subject| subject.tokens.start <= cc + 3) {
                return true;
            }
        }
        phrase && self.clause_at(cc + 1, cc + 30)
    }

    /// What kind of clause group `index` stands in, by what introduces it.
    fn clause_of(&self, index: usize) -> Clause {
        let Some(subject) = self.own_subject(index).map(|subject| subject.tokens) else { return Clause::Main };
        let a = self.a;
        if matches!(a.low(subject.start), "who" | "which" | "that")
            && subject.len() == 1
            && a.tag(subject.start) != Tag::Dt
        {
            return Clause::Relative;
        }
        let bounds = self.bounds(self.groups[index].head);
        let opens = |at: usize| {
            matches!(
                a.low(at),
                "when"
                    | "while"
                    | "as"
                    | "if"
                    | "although"
                    | "though"
                    | "after"
                    | "because"
                    | "since"
                    | "before"
                    | "once"
                    | "even"
                    | "whereas"
                    | "until"
                    | "unless"
            )
        };
        // Only a clause that opens the sentence is followed by the main one.
        match subject.start.checked_sub(1) {
            Some(before) if before >= bounds.start && before <= bounds.start + 2 && opens(before) => {
                Clause::Subordinate
            }
            _ => Clause::Main,
        }
    }

    /// Whether a finite group stands from `index` on before token `end`.
    fn has_finite(&self, index: usize, end: usize) -> bool {
        self.groups[index.min(self.groups.len())..]
            .iter()
            .take_while(|group| group.head < end)
            .any(|group| group.shape == Shape::Finite)
    }
}

/// Nouns of what one says something in: "issued a statement saying".
pub(super) fn is_vehicle(low: &str) -> bool {
    super::vehicle::is_one(low)
}
