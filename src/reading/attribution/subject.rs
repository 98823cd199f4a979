//! Who the subject of a verb group is: what stands before it, past asides, times and objects. [`super::shared`] knows those that share
//! one.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;
use super::groups::Shape;
use super::lexicon::Frames;
use super::nouns;
use super::scene::{Scene, Subject};

impl Scene<'_> {
    /// The subject that stands before a finite group.
    pub fn own_subject(&self, index: usize) -> Option<Subject> {
        self.subject_within(index, true)
    }

    /// As [`Self::own_subject`]; `asides` says whether the group may stand behind an aside that has a subject of its own, as no aside stands
    /// behind another: "said, said, said" goes no deeper.
    fn subject_within(&self, index: usize, asides: bool) -> Option<Subject> {
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
        let named = |start: usize| {
            let name = nouns::base(a, start, bounds.end).filter(|name| a.tag(name.end - 1).is_proper());
            name.is_some_and(|name| !a.tag(name.end).is_verb())
        };
        // "“We are near” in Tarn, the county's largest town, said the director Jan Roe": what stands behind the place is the place.
        if floor > bounds.start && self.is_placed(floor, first) && named(group.tokens.end) {
            return None;
        }
        // "Unions, she pointed out, have asked for more": what stands before the aside.
        if asides
            && a.word(before) == ","
            && let Some(aside) = index.checked_sub(1).filter(|&aside| {
                let aside = &self.groups[aside];
                aside.tokens.end == before && aside.cue.is_some() && aside.shape == Shape::Finite
            })
            && let Some(speaker) = self.subject_within(aside, false)
            && let Some(comma) = speaker.tokens.start.checked_sub(1).filter(|&at| at > floor && a.word(at) == ",")
        {
            return nouns::ending_at(a, comma, floor).map(|tokens| Subject { tokens });
        }
        if a.word(before) == ","
            && let Some(tokens) = self.before_aside(index, floor)
        {
            return Some(Subject { tokens });
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
        let tokens = narrowed(a, tokens, floor);
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

    /// Whether tokens `start` to `end` say where, and what that place is: "in Tarn, the county's largest town,".
    fn is_placed(&self, start: usize, end: usize) -> bool {
        let a = self.a;
        matches!(a.low(start), "in" | "at" | "near" | "outside")
            && a.tag(start + 1).is_proper()
            && end > start + 4
            && a.word(end - 1) == ","
            && (start + 2..end - 3)
                .any(|at| a.word(at) == "," && (a.tag(at + 1) == Tag::Dt || a.tag(at + 1).is_proper()))
            && (start..end - 1).all(|at| !a.tag(at).is_verb())
    }

    /// Who stands before an aside whose comma group `index` follows: why there is no name, what was asked, which of many.
    fn before_aside(&self, index: usize, floor: usize) -> Option<Range<usize>> {
        let a = self.a;
        let group = &self.groups[index];
        let bounds = self.bounds(group.head);
        let first = group.tokens.start;
        let before = first - 1;
        // "Three bankers, speaking on condition they not be identified, said", "a clerk, asked whether the file was whole, had answered",
        // "Quill, whom Vale beat in May, wrote": what stands between commas tells nothing of who.
        if let Some(open) = (floor + 1..before).rev().take(ASIDE).find(|&at| a.word(at) == ",")
            && matches!(a.low(open + 1), "speaking" | "asked" | "pressed" | "questioned" | "whom")
            && let Some(tokens) = nouns::ending_at(a, open, floor)
        {
            return Some(tokens);
        }
        // "A porter who has worked there for years, and who spoke on condition that he not be named, said": the porter.
        if (before.saturating_sub(NAMELESS)..before).any(|at| matches!(a.low(at), "named" | "identified" | "anonymity"))
            && let Some(who) = ((floor + 1).max(before.saturating_sub(DESCRIBED))..before)
                .find(|&at| a.low(at) == "who" && a.tag(at - 1).is_noun())
            && let Some(tokens) = nouns::ending_at(a, who, floor)
            && (who..before).any(|at| a.word(at) == "," && a.low(at + 1) == "and" && a.low(at + 2) == "who")
        {
            return Some(tokens.start..first);
        }
        // "Two nurses who asked to stay unnamed, because colleagues have lost posts for speaking, said": why is told, not by whom.
        if let Some(open) = (floor + 2..before).rev().take(DESCRIBED).find(|&at| a.word(at) == ",")
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
            return Some(tokens.start..first);
        }
        // "One, who put in two million, told them", "Another, the teacher Jan Roe, said"
        if let mark = (floor + 1..before).rev().take(DESCRIBED).find(|&at| a.word(at) == ";")
            && let start = mark.map_or(bounds.start, |mark| mark + 1)
            && let start = start + usize::from(matches!(a.low(start), "and" | "but"))
            && let Some(comma) = one_of_many(a, start)
            && comma + 1 < before
            && self.quotation_at(start) == self.quotation_at(group.head)
            && (matches!(a.low(comma + 1), "who" | "which" | "whose")
                || (comma + 1..before).all(|at| a.word(at) != "," && !a.tag(at).is_finite_verb())
                || (comma + 2..before).all(|at| a.tag(at).is_noun()))
        {
            return Some(start..first);
        }
        None
    }
}

/// `tokens` without what tells how long and where, which stands before a subject, and what belongs to another verb.
fn narrowed(a: &Analysis, tokens: Range<usize>, floor: usize) -> Range<usize> {
    // "Roe himself warns"
    let own = tokens.len() == 1 && nouns::is_reflexive(a.low(tokens.start));
    let whose = own.then(|| nouns::ending_at(a, tokens.start, floor)).flatten();
    let tokens = whose.map_or(tokens.clone(), |whose| whose.start..tokens.end);
    // "For three years the firm told": how long is no part of who.
    let long = a.tag(tokens.start) == Tag::Cd && tokens.len() > 3 && is_stretch(a.low(tokens.start + 1));
    let tokens = match a.tag(tokens.start + 2) {
        Tag::Dt | Tag::Prp | Tag::PrpPoss if long => tokens.start + 2..tokens.end,
        _ => tokens,
    };
    // "In Tarn, 90 miles from the sea, the head of the town's council, Jan Roe, told": where is no part of who.
    let situated =
        tokens.start.checked_sub(1).filter(|&at| at == floor && matches!(a.low(at), "in" | "at" | "near" | "outside"));
    let behind = situated.and_then(|at| {
        (at + 2..tokens.end.saturating_sub(1))
            .find(|&comma| a.word(comma) == "," && (a.tag(comma + 1) == Tag::Dt || a.tag(comma + 1) == Tag::PrpPoss))
    });
    let tokens = behind.map_or(tokens.start, |comma| comma + 1)..tokens.end;
    let tokens = behind_object(a, tokens, floor);
    reached(a, tokens, floor)
}

/// So far before the comma stands why somebody has no name: "on condition that he not be named,".
const NAMELESS: usize = 12;
/// So far before it stands who that is.
const DESCRIBED: usize = 40;
/// How many words an aside has at most.
pub(super) const ASIDE: usize = 20;

/// How many words may stand between a participle and the last noun that goes with it.
const HUNG: usize = 8;

/// "The union pledged two million and the city said": what a verb has before "and" is its object, where that is an amount; the
/// subject is what stands behind.
fn behind_object(a: &Analysis, tokens: Range<usize>, floor: usize) -> Range<usize> {
    let governed = tokens.start.checked_sub(1).is_some_and(|at| at > floor && a.tag(at).is_finite_verb());
    let amount =
        matches!(a.tag(tokens.start), Tag::Cd | Tag::Sym) || matches!(a.low(tokens.start), "a" | "an" | "some");
    // "will not attend the congress and others have said"
    let others = matches!(a.low(tokens.end - 1), "others" | "some" | "many" | "most" | "another")
        && tokens.start.checked_sub(1).is_some_and(|at| at > floor && a.tag(at).is_verb());
    match tokens.clone().rev().find(|&at| a.low(at) == "and").filter(|_| governed && amount || others) {
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
    // "Unions representing 700 workers in Portland": who represents them.
    let gerund =
        tokens.start.checked_sub(1).filter(|&at| at > floor && a.tag(at) == Tag::Vbg && a.tag(at - 1).is_noun());
    if let Some(whole) = gerund.and_then(|gerund| nouns::ending_at(a, gerund, floor))
        && whole.start <= floor + 1
    {
        return whole.start..tokens.end;
    }
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
    // "Farmers protesting against the laws said"
    let against = matches!(a.low(preposition), "against" | "over" | "about" | "for")
        && a.tag(preposition - 1) == Tag::Vbg
        && preposition <= floor + 4;
    if !against
        && !matches!(a.low(preposition), "by" | "at" | "in" | "near" | "outside" | "on" | "with" | "from" | "to")
    {
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
pub(super) fn is_who(a: &Analysis, at: usize) -> bool {
    matches!(a.low(at), "who" | "which") && !a.tag(at).is_proper()
}
