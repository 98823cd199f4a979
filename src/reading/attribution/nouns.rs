//! Noun phrases as sources span them: with what is attached to them, and with their apposition.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::phrase;
use super::super::tagger::Tag;
use super::beside;

/// How far a source may reach, in tokens.
pub(super) const REACH: usize = 40;

/// Whether a token is written as part of a name, whatever its tag: "Business Insider", where the tagger sees a verb.
pub(super) fn is_name_part(a: &Analysis, at: usize) -> bool {
    let capital = |at: usize| a.word(at).starts_with(char::is_uppercase);
    at > 0
        && !matches!(a.tag(at), Tag::Punct | Tag::Pos | Tag::None)
        && capital(at)
        && a.tag(at - 1).is_proper()
        && capital(at - 1)
        && super::lexicon::Lexicon::get().verb(a.low(at)).is_none()
}

/// Whether the word `low` points back at whoever does something.
pub(super) fn is_reflexive(low: &str) -> bool {
    matches!(low, "himself" | "herself" | "itself" | "themselves")
}

/// Whether a token may stand inside a simple noun phrase.
fn inside(a: &Analysis, at: usize) -> bool {
    let tag = a.tag(at);
    tag.is_noun()
        || matches!(
            tag,
            Tag::Dt | Tag::Pdt | Tag::Prp | Tag::PrpPoss | Tag::Cd | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Pos | Tag::Fw
        )
        || matches!(a.word(at), "$" | "%" | "&" | "#")
        || is_name_part(a, at)
}

/// Whether a token may be the last of a noun phrase.
pub(super) fn ends_phrase(a: &Analysis, at: usize) -> bool {
    let tag = a.tag(at);
    tag.is_noun()
        || matches!(tag, Tag::Prp | Tag::Cd | Tag::Fw | Tag::Dt | Tag::Jjs | Tag::Jj | Tag::Jjr | Tag::Ex)
        || is_name_part(a, at)
}

/// Whether a token may be the first of a noun phrase.
pub(super) fn starts_phrase(a: &Analysis, at: usize) -> bool {
    let tag = a.tag(at);
    tag.is_noun()
        || matches!(
            tag,
            Tag::Dt | Tag::Pdt | Tag::Prp | Tag::PrpPoss | Tag::Cd | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Fw | Tag::Ex
        )
        || a.word(at) == "$"
        // "more nurses"
        || matches!(tag, Tag::Rbr | Tag::Rbs) && a.tag(at + 1).is_noun()
}

/// Prepositions that attach to the noun before them.
fn attaches(low: &str) -> bool {
    matches!(
        low,
        "of" | "for" | "at" | "from" | "in" | "with" | "on" | "to" | "against" | "behind" | "near" | "between"
    )
}

const fn temporal(low: &str) -> bool {
    matches!(
        low.as_bytes(),
        b"monday"
            | b"tuesday"
            | b"wednesday"
            | b"thursday"
            | b"friday"
            | b"saturday"
            | b"sunday"
            | b"today"
            | b"yesterday"
            | b"tomorrow"
            | b"tonight"
            | b"earlier"
            | b"later"
            | b"recently"
    )
}

/// Whether token `at` says when: "Tuesday", "earlier".
pub(super) fn is_time(a: &Analysis, at: usize) -> bool {
    temporal(a.low(at)) && !phrase::is_titled_day(a, at) && !is_paper(a, at)
}

/// Whether the day at `at` begins what a paper is called: "the Sunday Herald".
fn is_paper(a: &Analysis, at: usize) -> bool {
    matches!(a.word(at), "Sunday" | "Saturday")
        && at.checked_sub(1).is_some_and(|before| a.low(before) == "the")
        && a.tag(at + 1).is_proper()
}

/// Where the words at `at` end that say when without a preposition: "last week", "this morning", "Monday".
pub(in crate::reading) fn time_end(a: &Analysis, at: usize) -> Option<usize> {
    if is_time(a, at) {
        return Some(at + 1);
    }
    // "a week ago", "two days ago"
    if a.low(at + 2) == "ago" && (a.tag(at) == Tag::Cd || matches!(a.low(at), "a" | "an")) {
        return Some(at + 3);
    }
    let leads = matches!(a.low(at), "last" | "this" | "next" | "earlier" | "late" | "early");
    let stretch = matches!(
        a.low(at + 1),
        "week"
            | "weekend"
            | "month"
            | "year"
            | "night"
            | "morning"
            | "afternoon"
            | "evening"
            | "spring"
            | "summer"
            | "fall"
            | "autumn"
            | "winter"
            | "quarter"
    );
    (leads && (stretch || is_time(a, at + 1))).then_some(at + 2)
}

/// The noun phrase that ends before token `end`, not reaching past `floor`: its subject, with apposition.
pub(super) fn ending_at(a: &Analysis, end: usize, floor: usize) -> Option<Range<usize>> {
    let floor = floor.max(end.saturating_sub(REACH));
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    if a.word(last) == "," || a.word(last) == "—" || a.word(last) == ")" {
        return beside::apposition(a, last, end, floor);
    }
    // "The ministry on Monday denied": the time of day is not the subject.
    // So it is in "The ministry last week denied".
    let stretch = last > floor && time_end(a, last - 1) == Some(end);
    if is_time(a, last) || stretch {
        let mut edge = last;
        while edge > floor && matches!(a.low(edge - 1), "on" | "late" | "early" | "earlier" | "last" | "this") {
            edge -= 1;
        }
        if edge > floor
            && (edge < last || a.tag(last) == Tag::Nnp || a.word(edge - 1) == ")")
            && (ends_phrase(a, edge - 1) || matches!(a.word(edge - 1), "," | ")"))
            && let Some(subject) = ending_at(a, edge, floor).filter(|found| !found.clone().all(|at| is_time(a, at)))
        {
            return Some(subject);
        }
    }
    let start = walk_left(a, end, floor)?;
    // "Neither side": a determiner, whatever its tag.
    let neither = start > floor && a.low(start - 1) == "neither";
    Some(start - usize::from(neither)..end)
}

/// Where the noun phrase that ends before `end` begins.
pub(super) fn walk_left(a: &Analysis, end: usize, floor: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    if !ends_phrase(a, last) {
        return None;
    }
    let mut start = last;
    while start > floor {
        let before = start - 1;
        let low = a.low(before);
        if a.tag(start) == Tag::Prp {
            // "one of them"
            let part = start >= floor + 2
                && low == "of"
                && (a.tag(start - 2) == Tag::Cd
                    || matches!(a.low(start - 2), "some" | "many" | "most" | "several" | "none" | "all" | "both"));
            start -= if part { 2 } else { 0 };
            break;
        }
        // "he is sure OPEC will cut": what somebody is does not describe the next.
        if a.tag(before).is_adjective()
            && before > floor
            && super::groups::is_be(a.low(before - 1))
            && super::lexicon::Lexicon::get().adjective(low).is_some()
        {
            break;
        }
        // "saved from the hall and another 22 are": those are counted anew.
        if matches!(low, "and" | "or") && a.low(start) == "another" && a.tag(start + 1) == Tag::Cd {
            break;
        }
        // "in a rarity the Navy said": an article begins another phrase.
        if matches!(a.low(start), "the" | "a" | "an")
            && a.tag(start) == Tag::Dt
            && matches!(a.tag(before), Tag::Nn | Tag::Nns)
        {
            break;
        }
        // "the Navy as well as its staff"
        if low == "as"
            && start >= floor + 4
            && a.low(start - 2) == "well"
            && a.low(start - 3) == "as"
            && a.tag(start - 4).is_noun()
            // "hit the mill as well as the miller": not what a verb does something to.
            && (floor.max(start.saturating_sub(4 + REACH))..start - 4).all(|at| !a.tag(at).is_finite_verb())
        {
            start -= 3;
            continue;
        }
        let goes_on = inside(a, before) && a.tag(before) != Tag::Prp
            || matches!(low, "neighbouring" | "neighboring" | "surrounding")
            // "the newly elected president", "leading researchers"
            || (matches!(a.tag(before), Tag::Vbn | Tag::Vbg | Tag::Rb | Tag::Rbr | Tag::Rbs)
                && before > floor
                && inside(a, before - 1)
                && (matches!(a.tag(before - 1), Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Jj | Tag::Cd)
                    // "the town's only working hospital"
                    || a.low(before - 1) == "only")
                && !a.tag(start).is_proper())
            // "one captured soldier"
            || (a.tag(before) == Tag::Vbd && before > floor && matches!(a.tag(before - 1), Tag::Cd | Tag::Dt) && a.tag(start).is_noun())
            // "at least two officials"
            || (matches!(low, "about" | "least" | "most" | "nearly" | "almost" | "some") && a.tag(start) == Tag::Cd)
            // "the head of the union", "officials in Seoul", "Smith and Jones"
            || ((attaches(low) || matches!(low, "and" | "or" | "&")) && before > floor && joins(a, before, floor))
            || (matches!(a.word(before), "," ) && list_goes_on(a, before, floor))
            || (matches!(a.word(before), "“" | "”" | "\"" | "'" | "‘" | "’") && nickname(a, before, floor, end));
        if !goes_on {
            break;
        }
        start = before;
    }
    start = quantity(a, start, floor);
    // Leading prepositions, conjunctions and times are not the phrase: "On Tuesday the ministry", "and officials".
    while start < end
        && !bounds_number(a, start)
        && (matches!(a.tag(start), Tag::In | Tag::Cc | Tag::To) || a.tag(start).is_adverb())
    {
        start += 1;
    }
    start = behind_setting(a, start, end, floor);
    (start < end).then_some(start)
}

/// "Under cross-examination Lenz", "In court Smith", "In a statement Turkish forces": where the name begins behind the circumstances that
/// open the sentence, which have no article and are no title.
fn behind_setting(a: &Analysis, start: usize, end: usize, floor: usize) -> usize {
    let opens = start == floor + 1 && a.tag(floor) == Tag::In;
    // No article of one stands before many.
    if opens && matches!(a.low(start), "a" | "an") && matches!(a.tag(end - 1), Tag::Nns | Tag::Nnps) {
        let noun = (start + 1..end).rev().find(|&at| a.tag(at) == Tag::Nn);
        let many =
            |noun: usize| noun + 1 < end && (noun + 1..end).all(|at| a.tag(at).is_noun() || a.tag(at).is_adjective());
        return noun.filter(|&noun| many(noun)).map_or(start, |noun| noun + 1);
    }
    let name = (start..end).find(|&at| a.tag(at).is_proper() && a.word(at).starts_with(char::is_uppercase));
    let plain =
        |at: usize| matches!(a.tag(at), Tag::Nn | Tag::Nns | Tag::Jj) && a.word(at).starts_with(char::is_lowercase);
    match name.filter(|&name| opens && name > start && (start..name).all(plain)) {
        Some(name) if (name..end).all(|at| a.tag(at).is_proper()) => name,
        _ => start,
    }
}

/// Where a phrase that begins with a number begins with what bounds that: "up to", "more than", "as many as".
fn quantity(a: &Analysis, start: usize, floor: usize) -> usize {
    if a.tag(start) != Tag::Cd && a.word(start) != "$" {
        return start;
    }
    (1..=3)
        .rev()
        .filter_map(|back| start.checked_sub(back))
        .find(|&at| at >= floor && bounds_number(a, at))
        .unwrap_or(start)
}

/// Whether words that bound a number begin at token `at`.
pub(super) fn bounds_number(a: &Analysis, at: usize) -> bool {
    let number = |at: usize| a.tag(at) == Tag::Cd || a.word(at) == "$";
    match (a.low(at), a.low(at + 1)) {
        ("up", "to") | ("more" | "less" | "fewer" | "other", "than") | ("at", "least" | "most") => number(at + 2),
        ("as", "many" | "few" | "much") => a.low(at + 2) == "as" && number(at + 3),
        ("about" | "around" | "over" | "nearly" | "almost" | "roughly" | "some" | "approximately" | "only", _) => {
            number(at + 1)
        }
        _ => false,
    }
}

/// Whether the preposition or conjunction at `at` joins two nouns of one phrase.
fn joins(a: &Analysis, at: usize, floor: usize) -> bool {
    let before = at - 1;
    before >= floor
        && (a.tag(before).is_noun() || matches!(a.tag(before), Tag::Cd | Tag::Dt) && a.low(at) == "of")
        && !is_time(a, before)
        && !is_time(a, at + 1)
}

/// "Smith, Jones and Brown": a comma between names, with an "and" to come.
fn list_goes_on(a: &Analysis, at: usize, floor: usize) -> bool {
    at > floor
        && a.tag(at - 1).is_proper()
        && a.tag(at + 1).is_proper()
        && (at + 1..at + 6).any(|ahead| matches!(a.low(ahead), "and" | "jr." | "sr.") || a.word(ahead) == "III")
}

/// A quotation mark inside a name: Joseph “Joe” Doe.
fn nickname(a: &Analysis, at: usize, floor: usize, end: usize) -> bool {
    at > floor
        && at + 1 < end
        && (at.saturating_sub(3)..at).any(|before| before >= floor && a.tag(before).is_proper())
        && (at + 1..end.min(at + 4)).any(|after| a.tag(after).is_proper())
        && at >= 1
        && a.tag(at - 1).is_proper()
}

/// The noun phrase that starts at token `start`, not reaching `ceiling`, with its apposition.
pub(super) fn starting_at(a: &Analysis, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let ceiling = ceiling.min(start + REACH);
    let simple = base(a, start, ceiling)?;
    let mut end = attached(a, simple.end, ceiling, a.tag(simple.end - 1).is_proper());
    // An apposition: ", a researcher at RAND" up to the next comma, or the end.
    if end + 1 < ceiling && a.word(end) == "," {
        let next = end + 1;
        let describes = matches!(a.tag(next), Tag::Dt | Tag::Cd | Tag::Jj | Tag::PrpPoss)
            || a.tag(next).is_noun() && !(a.tag(next).is_verb())
            || a.low(next) == "who"
            || a.low(next) == "whose";
        if describes {
            let relative = matches!(a.low(next), "who" | "whose");
            // "one, a graduate who asked to be called Ann": what tells of a noun is a part of it.
            let told = |at: &usize| matches!(a.low(*at), "who" | "whose") && a.tag(*at - 1).is_noun();
            let tells = |words: Range<usize>| {
                let first = words.start;
                words.take_while(|at| *at == first || !told(at)).any(|at| a.tag(at).is_finite_verb())
            };
            let close = (next..ceiling.min(next + 30)).find(|&at| {
                matches!(a.word(at), "," | "." | ";" | "“" | "\"" | "”" | ":" | "!" | "?" | "—" | "–" | "--" | "''")
            });
            match close {
                // ", a researcher, and …" closes; a clause is none, but one that tells of whom it stands behind.
                Some(close) if tells(next..close) == relative => end = close + usize::from(a.word(close) == ","),
                None if !tells(next..ceiling) && ceiling < start + REACH => end = ceiling,
                _ => {}
            }
        }
    }
    Some(start..end)
}

/// The noun phrase behind a cue that stands before its subject: "said lead author Jane Roe", where the tagger takes a
/// word before the name for a verb.
pub(super) fn behind_cue(a: &Analysis, start: usize, ceiling: usize) -> Option<Range<usize>> {
    starting_at(a, start, ceiling).or_else(|| {
        let modifies = |at: usize| (a.tag(at).is_verb() || a.tag(at).is_adverb()) && !is_time(a, at);
        (start + 1..ceiling.min(start + 3))
            .take_while(|&at| modifies(at - 1))
            .find_map(|at| starting_at(a, at, ceiling).filter(|_| a.tag(at).is_noun()))
            .map(|found| start..found.end)
    })
}

/// A simple noun phrase from `start`.
pub(super) fn base(a: &Analysis, start: usize, ceiling: usize) -> Option<Range<usize>> {
    if start >= ceiling || !starts_phrase(a, start) {
        return None;
    }
    // "put it to her that": nothing is hers.
    let her = a.low(start) == "her" && matches!(a.tag(start + 1), Tag::In | Tag::To | Tag::Punct | Tag::Wdt);
    if a.tag(start) == Tag::Prp || her {
        return Some(start..start + 1);
    }
    let mut at = start;
    let mut noun = None;
    while at < ceiling {
        let modifies = matches!(a.tag(at), Tag::Vbn | Tag::Vbg | Tag::Rb | Tag::Rbs | Tag::Rbr)
            && at + 1 < ceiling
            // "a televised statement": an article alone is no phrase yet
            && noun.is_none_or(|noun: usize| matches!(a.low(noun), "a" | "an" | "the"))
            && inside(a, at + 1)
            // "a televised statement"
            || a.tag(at) == Tag::Vbd && at == start + 1 && a.tag(start) == Tag::Dt && a.tag(at + 1).is_noun();
        if !(inside(a, at) && !(at > start && matches!(a.tag(at), Tag::Prp)) || modifies) {
            break;
        }
        // A new determiner begins a new phrase.
        if noun.is_some() && matches!(a.tag(at), Tag::Dt | Tag::Pdt | Tag::PrpPoss) && a.tag(at - 1) != Tag::Pos {
            break;
        }
        if noun.is_some() && is_time(a, at) {
            break;
        }
        if ends_phrase(a, at) {
            noun = Some(at);
        }
        at += 1;
    }
    noun.map(|noun| start..noun + 1)
}

/// "of the ministry", "for the union", "and Jane Roe", after a noun phrase that ends at `end`.
fn attached(a: &Analysis, mut end: usize, ceiling: usize, proper: bool) -> usize {
    for _ in 0..4 {
        let low = a.low(end);
        let takes = match low {
            "of" | "for" => true,
            "at" | "with" | "from" | "in" | "on" => !proper && !is_time(a, end + 1),
            "and" | "&" => a.tag(end + 1).is_proper() && proper,
            _ => false,
        };
        if !takes {
            break;
        }
        let Some(next) = base(a, end + 1, ceiling) else { break };
        end = next.end;
        // "a doctor at the town's only hospital"
        let owned = |from: usize| {
            let from = from + usize::from(a.tag(from).is_adverb());
            base(a, from, ceiling)
        };
        if matches!(a.low(end), "'s" | "’s")
            && let Some(owned) = owned(end + 1)
        {
            end = owned.end;
        }
    }
    end
}
