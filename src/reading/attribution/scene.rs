//! What the rules of attribution look at: the verb groups and quotations of each sentence, subjects, ends of contents.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::quote::Quotation;
use super::super::tagger::Tag;
use super::groups::{self, Group, Shape};
use super::kind;
use super::lexicon::Frames;
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

    /// The subject that stands before a finite group.
    pub fn own_subject(&self, index: usize) -> Option<Subject> {
        let group = self.groups.get(index)?;
        if group.shape != Shape::Finite && (group.passive || group.shape != Shape::Participle) {
            return None;
        }
        let a = self.a;
        let bounds = self.bounds(group.head);
        let first = group.tokens.start;
        let before = first.checked_sub(1).filter(|&before| before >= bounds.start)?;
        if self.quotation_at(before) != self.quotation_at(group.head) {
            return None;
        }
        if is_who(a, before) || a.low(before) == "that" && matches!(a.tag(before), Tag::Wdt) {
            return Some(Subject { tokens: before..first });
        }
        let mut floor = bounds.start;
        // A subject stands after whatever was said before it.
        if let Some(last) = (floor..first).rev().take(60).find(|&at| {
            self.quotation_at(at) != self.quotation_at(group.head)
                && !self.quotation_at(at).is_some_and(|place| self.is_scare(place))
        }) {
            floor = floor.max(last + 1);
        }
        // "Unions, she pointed out, have asked for more": what stands before the aside.
        if a.word(before) == ","
            && let Some(aside) = index.checked_sub(1).filter(|&aside| {
                let aside = &self.groups[aside];
                aside.tokens.end == before && aside.cue.is_some() && aside.shape == Shape::Finite
            })
            && let Some(speaker) = self.own_subject(aside)
            && let Some(comma) = speaker.tokens.start.checked_sub(1).filter(|&at| at > floor && a.word(at) == ",")
        {
            return nouns::ending_at(a, comma, floor).map(|tokens| Subject { tokens });
        }
        // "Three bankers, speaking on condition they not be identified, said", "a clerk, asked whether the file was whole, had answered",
        // "Quill, whom Vale beat in May, wrote": what stands between commas tells nothing of who.
        if a.word(before) == ","
            && let Some(open) = (floor + 1..before).rev().take(ASIDE).find(|&at| a.word(at) == ",")
            && matches!(a.low(open + 1), "speaking" | "asked" | "pressed" | "questioned" | "whom")
            && let Some(tokens) = nouns::ending_at(a, open, floor)
        {
            return Some(Subject { tokens });
        }
        // "A porter who has worked there for years, and who spoke on condition that he not be named, said": the porter.
        if a.word(before) == ","
            && (before.saturating_sub(NAMELESS)..before)
                .any(|at| matches!(a.low(at), "named" | "identified" | "anonymity"))
            && let Some(who) = ((floor + 1).max(before.saturating_sub(DESCRIBED))..before)
                .find(|&at| a.low(at) == "who" && a.tag(at - 1).is_noun())
            && let Some(tokens) = nouns::ending_at(a, who, floor)
            && (who..before).any(|at| a.word(at) == "," && a.low(at + 1) == "and" && a.low(at + 2) == "who")
        {
            return Some(Subject { tokens: tokens.start..first });
        }
        // "An official who asked not to be named said", "The guard who fled told": what stands right behind a verb of a relative clause
        // has the noun before that for its subject.
        if a.tag(before).is_verb()
            && group.cue.is_some()
            && let Some(who) = (floor + 1..before)
                .rev()
                .take(DESCRIBED)
                .take_while(|&at| a.tag(at) != Tag::Punct)
                .find(|&at| a.low(at) == "who" && a.tag(at - 1).is_noun())
            && let Some(tokens) = nouns::ending_at(a, who, floor)
        {
            return Some(Subject { tokens: tokens.start..first });
        }
        // "Two nurses who asked to stay unnamed, because colleagues have lost posts for speaking, said": why is told, not by whom.
        if a.word(before) == ","
            && let Some(open) = (floor + 2..before).rev().take(DESCRIBED).find(|&at| a.word(at) == ",")
            && matches!(
                a.low(open + 1),
                "because" | "since" | "although" | "though" | "as" | "while" | "if" | "when" | "after"
            )
            && let Some(who) =
                (floor + 1..open).rev().take(DESCRIBED).find(|&at| a.low(at) == "who" && a.tag(at - 1).is_noun())
            && (who..open).all(|at| a.tag(at) != Tag::Punct)
            && let Some(tokens) = nouns::ending_at(a, who, floor)
            && tokens.start <= bounds.start + 1
        {
            return Some(Subject { tokens: tokens.start..first });
        }
        // "One, who put in two million, told them", "Another, the teacher Jan Roe, said"
        if a.word(before) == ","
            && let start = bounds.start + usize::from(matches!(a.low(bounds.start), "and" | "but"))
            && let Some(comma) = one_of_many(a, start)
            && comma + 1 < before
            && self.quotation_at(start) == self.quotation_at(group.head)
            && (matches!(a.low(comma + 1), "who" | "which" | "whose")
                || (comma + 1..before).all(|at| a.word(at) != "," && !a.tag(at).is_finite_verb())
                || (comma + 2..before).all(|at| a.tag(at).is_noun()))
        {
            return Some(Subject { tokens: start..first });
        }
        // "Moscow, which for months denied it", "who for several years ran it": the time is no subject.
        let when = (floor + 2..first).rev().take(3).find(|&at| {
            matches!(a.low(at), "for" | "in" | "since" | "over") && is_who(a, at - 1) && is_stretch(a.low(first - 1))
        });
        if let Some(when) = when {
            return Some(Subject { tokens: when - 1..when });
        }
        // "An officer there denied it": the adverb is the officer's.
        let there = matches!(a.low(before), "there" | "here") && before > floor && a.tag(before - 1).is_noun();
        let tokens = match there {
            true => nouns::ending_at(a, before, floor)?.start..first,
            false => nouns::ending_at(a, first, floor)?,
        };
        // "Roe himself warns"
        let own = tokens.len() == 1 && matches!(a.low(tokens.start), "himself" | "herself" | "itself" | "themselves");
        let whose = own.then(|| nouns::ending_at(a, tokens.start, floor)).flatten();
        let tokens = whose.map_or(tokens, |whose| whose.start..first);
        // "For three years the firm told": how long is no part of who.
        let long = a.tag(tokens.start) == Tag::Cd && tokens.len() > 3 && is_stretch(a.low(tokens.start + 1));
        let tokens = match a.tag(tokens.start + 2) {
            Tag::Dt | Tag::Prp | Tag::PrpPoss if long => tokens.start + 2..tokens.end,
            _ => tokens,
        };
        let tokens = behind_object(a, tokens, floor);
        let tokens = reached(a, tokens, floor);
        // "A deputy who attended the briefing declined", "the company that makes the vaccine, Biovax, said": what stands
        // right behind the verb of a relative clause is its object; the subject is what the clause hangs on.
        // So it is behind an infinitive of that clause: "a neighbour who did not want to give her name said".
        let clause = self.groups[..index].iter().rev().take(3).find(|earlier| earlier.shape == Shape::Finite);
        if let Some(earlier) = clause {
            let relative = earlier.tokens.start.checked_sub(1).filter(|&at| at > floor);
            let hangs = relative.filter(|&at| is_who(a, at) || a.low(at) == "that" && a.tag(at - 1).is_noun());
            // "A man who thinks the army lied said": where another verb follows, this one's clause is what is thought.
            let governs = earlier.cue.is_some_and(|cue| cue.frames.any(Frames::THAT))
                && self.groups[index + 1..]
                    .iter()
                    .take(4)
                    .any(|later| later.head < bounds.end && later.shape == Shape::Finite);
            if let Some(pronoun) = hangs.filter(|_| {
                !governs
                    && tokens.start >= earlier.tokens.end
                    && (earlier.tokens.end..tokens.start).all(|at| a.tag(at) != Tag::Punct)
            }) && let Some(whole) = nouns::ending_at(a, pronoun, floor).filter(|_| a.word(pronoun - 1) != ",")
            {
                return Some(Subject { tokens: whole.start..first });
            }
        }
        (tokens.start < tokens.end).then_some(Subject { tokens })
    }

    /// "Does she believe that A?": whether the verb at token `at` is that of a question which the article asks.
    pub fn is_asked(&self, at: usize) -> bool {
        let a = self.a;
        let Some(sentence) = a.sentence_of(at).map(|sentence| a.sentences[sentence].tokens.clone()) else {
            return false;
        };
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
        let first = self.groups.get(self.group_from(start + 1)).map_or(at, |group| group.head);
        asks && a.word(sentence.end - 1) == "?" && self.quotation_at(start).is_none() && at <= first
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
            && pronoun.is_some_and(|at| is_who(self.a, at) || self.a.tag(at) == Tag::Wdt || self.a.low(at) == "what")
    }

    /// The subject of the clause that group `index` belongs to.
    fn shared_subject(&self, index: usize) -> Option<Subject> {
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
            let Some(subject) = self.own_subject(other) else { continue };
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
                && !super::groups::is_be(a.low(earlier.head))
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

/// How many words such an aside has at most.
/// So far before the comma stands why somebody has no name: "on condition that he not be named,".
const NAMELESS: usize = 12;
/// So far before it stands who that is.
const DESCRIBED: usize = 40;
const ASIDE: usize = 20;

/// How many words may stand between a participle and the last noun that goes with it.
const HUNG: usize = 8;

/// "The union pledged two million and the city said": what a verb has before "and" is its object, where that is an amount; the
/// subject is what stands behind.
fn behind_object(a: &Analysis, tokens: Range<usize>, floor: usize) -> Range<usize> {
    let governed = tokens.start.checked_sub(1).is_some_and(|at| at > floor && a.tag(at).is_finite_verb());
    let amount =
        matches!(a.tag(tokens.start), Tag::Cd | Tag::Sym) || matches!(a.low(tokens.start), "a" | "an" | "some");
    match tokens.clone().rev().find(|&at| a.low(at) == "and").filter(|_| governed && amount) {
        Some(and) if and + 1 < tokens.end => and + 1..tokens.end,
        _ => tokens,
    }
}

/// "One, …", "Another, …", "The other two, …": the comma behind some of those who were counted before, at token `start`.
fn one_of_many(a: &Analysis, start: usize) -> Option<usize> {
    if matches!(a.low(start), "one" | "another" | "some" | "others" | "many" | "both" | "most") {
        return (a.word(start + 1) == ",").then_some(start + 1);
    }
    let mut at = start + 1;
    while matches!(a.low(at), "other" | "remaining") {
        at += 1;
    }
    (a.low(start) == "the" && a.tag(at) == Tag::Cd && a.word(at + 1) == ",").then_some(at + 1)
}

/// Whether `word` is a stretch of time, in the plural.
fn is_stretch(word: &str) -> bool {
    matches!(word, "minutes" | "hours" | "days" | "weeks" | "months" | "years" | "decades")
}

/// "A seller reached by phone", "a paper published on Thursday in the journal": `tokens` with the noun that a participle hangs
/// them on.
fn reached(a: &Analysis, tokens: Range<usize>, floor: usize) -> Range<usize> {
    let Some(preposition) = tokens.start.checked_sub(1).filter(|&at| at > floor + 1) else { return tokens };
    // "a man convicted of killing two women": what a gerund has behind it, which hangs on a participle.
    if a.tag(preposition) == Tag::Vbg
        && preposition > floor + 3
        && a.tag(preposition - 1) == Tag::In
        && matches!(a.tag(preposition - 2), Tag::Vbn | Tag::Vbd)
        && a.tag(preposition - 3).is_noun()
        && let Some(whole) = nouns::ending_at(a, preposition - 2, floor)
    {
        return whole.start..tokens.end;
    }
    // "a source close to the club", "people familiar with the talks"
    if matches!(a.low(preposition), "to" | "with")
        && a.tag(preposition - 1).is_adjective()
        && preposition > floor + 1
        && a.tag(preposition - 2).is_noun()
        && let Some(whole) = nouns::ending_at(a, preposition - 1, floor)
    {
        return whole.start..tokens.end;
    }
    if !matches!(a.low(preposition), "by" | "at" | "in" | "near" | "outside" | "on" | "with" | "from" | "to") {
        return tokens;
    }
    let between = |at: usize| {
        let tag = a.tag(at);
        tag.is_noun()
            || tag.is_adjective()
            || tag.is_adverb()
            || matches!(tag, Tag::In | Tag::Dt | Tag::Cd | Tag::PrpPoss | Tag::Pos)
    };
    // "a message circulating widely on Tuesday" too.
    let hangs = |at: usize| {
        matches!(a.tag(at), Tag::Vbn | Tag::Vbd) || a.tag(at) == Tag::Vbg && at > floor && a.tag(at - 1).is_noun()
    };
    let participle = |end: usize| {
        (floor + 1..end)
            .rev()
            .take(HUNG)
            .take_while(|&at| between(at) || hangs(at))
            // As the clause has a verb to come, what looks like a past tense is none.
            .find(|&at| hangs(at))
    };
    // "papers obtained by the station and shared with the police"
    let hung =
        participle(preposition).and_then(|at| if a.low(at - 1) == "and" { participle(at - 1) } else { Some(at) });
    let Some(participle) = hung.filter(|&at| a.tag(at - 1).is_noun()) else { return tokens };
    match nouns::ending_at(a, participle, floor) {
        Some(whole) => whole.start..tokens.end,
        None => tokens,
    }
}

/// "who" and "which", but not the WHO.
fn is_who(a: &Analysis, at: usize) -> bool {
    matches!(a.low(at), "who" | "which") && !a.tag(at).is_proper()
}

/// Nouns of what one says something in: "issued a statement saying".
pub(super) fn is_vehicle(low: &str) -> bool {
    super::vehicle::is_one(low)
}
