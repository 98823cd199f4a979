//! What follows a cue: a quotation, a clause, an infinitive, a noun phrase, after a listener or the time of day.

use std::ops::Range;

use super::super::tagger::Tag;
use super::groups::{Group, Shape};
use super::lexicon::{Class, Frames};
use super::nouns;
use super::scene::Scene;

/// How what is said is joined to its cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// "said that …"
    That,
    /// "said the …" with a verb to come.
    Bare,
    /// "said: “…”"
    Quotation,
    /// "asked whether …"
    Wh,
    /// "plans to …"
    To,
    /// "recommended leaving"
    Gerund,
    /// "criticized the …"
    Phrase,
    /// "called for …"
    Preposition,
    /// "described as …"
    As,
    /// Nothing: the sentence, or what the cue interrupts, ends here.
    End,
}

/// What follows a cue.
#[derive(Debug, Clone)]
pub(super) struct Complement {
    pub joint: Joint,
    /// The first token of what is said; where it would begin for [`Joint::End`].
    pub start: usize,
    /// Whom it is told to.
    pub listener: Option<Range<usize>>,
}

/// What follows group `index`, by the frames that its cue takes.
pub(super) fn complement(scene: &Scene, index: usize, frames: Frames) -> Complement {
    let group = &scene.groups[index];
    let ceiling = scene.bounds(group.head).end;
    let from = group.tokens.end;
    let mut found = Complement { joint: Joint::End, start: from, listener: None };
    if let Some((joint, start)) = joint(scene, group, from, ceiling, frames, true) {
        // "told reporters that": a noun phrase may be whom it is told to.
        let listens = frames.any(Frames::OBJ) && matches!(joint, Joint::Phrase | Joint::Bare | Joint::To);
        if !listens || joint == Joint::To {
            return Complement { joint, start, listener: None };
        }
        if let Some(listener) = listener(scene, start, ceiling) {
            if let Some((after, start)) = after_listener(scene, group, listener.end, ceiling, frames) {
                return Complement { joint: after, start, listener: Some(listener) };
            }
            if joint == Joint::Phrase && !frames.any(Frames::NP) {
                return Complement { start: listener.end, listener: Some(listener), ..found };
            }
        }
        return Complement { joint, start, listener: None };
    }
    if frames.any(Frames::OBJ)
        && let Some(listener) = listener(scene, from, ceiling)
    {
        if let Some((joint, start)) = after_listener(scene, group, listener.end, ceiling, frames) {
            return Complement { joint, start, listener: Some(listener) };
        }
        found.start = listener.end;
        found.listener = Some(listener);
        return found;
    }
    if let Some(start) = skip_circumstances(scene, from, ceiling)
        && let Some((joint, start)) = joint(scene, group, start, ceiling, frames, false)
        && (matches!(joint, Joint::That | Joint::Quotation | Joint::Wh | Joint::Bare)
            || joint == Joint::To && frames.any(Frames::TO))
    {
        return Complement { joint, start, listener: None };
    }
    found
}

/// The most tokens of an aside that says who is cited.
const ASIDE: usize = 20;

fn listener(scene: &Scene, at: usize, ceiling: usize) -> Option<Range<usize>> {
    let phrase = nouns::base(scene.a, at, ceiling)?;
    let mut end = phrase.end;
    // "told reporters Tokyo had protested": a name behind a plural noun is no part of it.
    let a = scene.a;
    let name = (phrase.start + 1..phrase.end).find(|&at| a.tag(at).is_proper() && a.tag(at - 1) == Tag::Nns);
    if let Some(name) = name.filter(|&name| scene.clause_at(name, ceiling)) {
        return Some(phrase.start..name);
    }
    // "told Xinhua rescuers who hiked in found it": who hears it is an outlet.
    let last = phrase.end - 1;
    let outlet = phrase.len() == 2 && a.tag(phrase.start).is_proper() && a.tag(last) == Tag::Nns && {
        super::super::sources::names_body(|ahead| if ahead == 0 { a.word(phrase.start) } else { "" })
    };
    if outlet
        && matches!(a.low(phrase.end), "who" | "had" | "were" | "have" | "are")
        && !a.low(last).ends_with("ists")
        && !a.low(last).ends_with("ters")
        && !matches!(
            a.low(last),
            "viewers"
                | "listeners"
                | "readers"
                | "customers"
                | "subscribers"
                | "users"
                | "staffers"
                | "producers"
                | "editors"
        )
    {
        return Some(phrase.start..last);
    }
    // "told the News Agency of Nigeria (NAN) that"
    let bracketed = |end: usize| (a.word(end) == "(" && a.word(end + 2) == ")" && end + 3 < ceiling).then_some(end + 3);
    // "told a crowd of supporters in Ohio that", "told “Meet the Press” that" is a quotation, and none.
    for _ in 0..3 {
        if matches!(scene.a.low(end), "of" | "at" | "in" | "from" | "on" | "and" | "&")
            && !nouns::is_time(scene.a, end + 1)
        {
            match nouns::base(scene.a, end + 1, ceiling) {
                Some(next) => end = next.end,
                None => break,
            }
        } else {
            break;
        }
    }
    end = bracketed(end).unwrap_or(end);
    // "told CNN's “State of the Union”"
    if let Some(place) = scene
        .quotation_at(end)
        .filter(|&place| scene.is_scare(place) || matches!(a_pos(scene, end), Some(Tag::Pos | Tag::Nnp)))
    {
        let title = scene.quotation_tokens(place);
        let written = scene.a.text[scene.a.bytes(title.start + 1..title.start + 2)].starts_with(char::is_uppercase);
        if title.start == end && title.len() <= 9 && written && title.end < ceiling {
            end = title.end;
        }
    }
    Some(phrase.start..end)
}

fn a_pos(scene: &Scene, end: usize) -> Option<Tag> {
    end.checked_sub(1).map(|at| scene.a.tag(at))
}

fn after_listener(scene: &Scene, group: &Group, at: usize, ceiling: usize, frames: Frames) -> Option<(Joint, usize)> {
    let direct = joint(scene, group, at, ceiling, frames, false);
    let tried = direct.or_else(|| {
        let start = skip_circumstances(scene, at, ceiling)?;
        joint(scene, group, start, ceiling, frames, false)
    });
    tried.filter(|(joint, _)| !matches!(joint, Joint::Phrase | Joint::As | Joint::Gerund | Joint::End))
}

/// What kind of complement begins at token `at`.
fn joint(
    scene: &Scene,
    group: &Group,
    mut at: usize,
    ceiling: usize,
    frames: Frames,
    direct: bool,
) -> Option<(Joint, usize)> {
    let a = scene.a;
    let inside = scene.quotation_at(group.head);
    // "said again that", "said, however, that"
    // … but "said as many as 40 were".
    while at < ceiling && direct && a.tag(at).is_adverb() && a.low(at) != "as" && at < group.tokens.end + 2 {
        // "said more data were needed"
        if matches!(a.tag(at), Tag::Rbr | Tag::Rbs) && a.tag(at + 1).is_noun() {
            break;
        }
        at += 1;
    }
    if at >= ceiling {
        return None;
    }
    let low = a.low(at);
    let next = a.low(at + 1);
    if as_late_as(scene, at).is_some() {
        return None;
    }
    // "is likely to continue unless it rains": that is when, not what.
    if group.shape == Shape::Infinitive && matches!(low, "although" | "though" | "while" | "once" | "unless") {
        return None;
    }
    let opens = |token: usize| {
        inside.is_none()
            && token < ceiling + 1
            && scene.quotation_at(token).is_some_and(|place| scene.quotation_tokens(place).start == token)
    };
    // A quotation, straight on or after a comma, a colon or "that".
    if frames.any(Frames::QUOTE) {
        if opens(at) {
            return Some((Joint::Quotation, at));
        }
        if matches!(low, "," | ":") && opens(at + 1) {
            return Some((Joint::Quotation, at + 1));
        }
    }
    // "called that “a lie”": what was said before is the object.
    if low == "that" && frames.any(Frames::NP) && !frames.any(Frames::THAT) && direct && opens(at + 1) {
        return Some((Joint::Phrase, at));
    }
    if low == "that" && (frames.any(Frames::THAT) || frames.any(Frames::CONJUNCTION)) {
        // "claims in a paper that has split the field": what has no subject hangs on the paper.
        let auxiliary = matches!(next, "has" | "have" | "had" | "is" | "are" | "was" | "were");
        let hangs = !direct && a.tag(at) == Tag::Wdt && a.tag(at - 1).is_noun() && auxiliary;
        // "who has read that criticism, does not": it points at a noun.
        let points = direct
            && group.shape != Shape::Gerund
            && a.tag(at) == Tag::Dt
            && a.tag(at + 1).is_noun()
            && (at + 2 >= ceiling || a.tag(at + 2) == Tag::Punct);
        if points {
            return frames.any(Frames::NP).then_some((Joint::Phrase, at));
        }
        if hangs {
            return None;
        }
        // "said that day" is none, but rare; "said that" with a verb to come is.
        return Some((Joint::That, at));
    }
    if low == "," {
        // "cautioned, however, that", "said, in a letter to the mayor, that"
        if frames.any(Frames::THAT) {
            // "reported, citing two people who know the plans, that"
            let cites = matches!(a.low(at + 1), "citing" | "quoting");
            let reach = if cites { ASIDE } else { 10 };
            let close = (at + 1..ceiling.min(at + reach)).find(|&close| a.word(close) == ",");
            if let Some(close) = close.filter(|&close| close > at + 1 && a.low(close + 1) == "that") {
                if cites {
                    return Some((Joint::That, close + 1));
                }
                let aside = a.tag(at + 1).is_adverb() || a.tag(at + 1) == Tag::In;
                if aside && !(at + 1..close).any(|token| a.tag(token).is_finite_verb()) {
                    return Some((Joint::That, close + 1));
                }
            }
        }
        // ", he said, that" and the like end here.
        return None;
    }
    if low == ":" {
        // "Not everyone agrees: Lee thinks that A"
        let leads = group.cue.is_some_and(|cue| matches!(cue.lemma, "agree" | "disagree"));
        return (frames.any(Frames::QUOTE) && !leads && at + 2 < ceiling).then_some((Joint::Bare, at + 1));
    }
    if frames.any(Frames::WH)
        && (matches!(low, "whether" | "how" | "why" | "what" | "who" | "where" | "which")
            || low == "if" && group.cue.is_some_and(|cue| cue.class == Class::Ask)
            || low == "when" && group.cue.is_some_and(|cue| cue.class != Class::Say))
    {
        return Some((Joint::Wh, at));
    }
    if low == "to" && frames.any(Frames::TO) && matches!(a.tag(at + 1), Tag::Vb | Tag::Rb | Tag::Vbp | Tag::Nn) {
        return Some((Joint::To, at));
    }
    if low == "not" && next == "to" && frames.any(Frames::TO) {
        return Some((Joint::To, at));
    }
    let preposition = Frames::preposition(low);
    // "insisted on Tuesday that"
    if frames.any(preposition) && !nouns::is_time(a, at + 1) {
        return Some((Joint::Preposition, at + 1));
    }
    if low == "against" && frames.any(Frames::AGAINST) {
        return Some((Joint::Preposition, at + 1));
    }
    if low == "as" && frames.any(Frames::AS) {
        return Some((Joint::As, at));
    }
    if frames.any(Frames::THAT)
        && (!matches!(low, "in" | "on" | "at" | "during" | "after" | "for" | "by" | "with" | "from" | "to" | "because")
            // "said at least two firms were"
            || low == "at" && matches!(next, "least" | "most"))
        && scene.clause_at(at, ceiling)
        && scene.another_begins(at, ceiling).is_none()
        && !nouns::is_time(a, at)
        // "said two days ago the quay would close"
        && !(a.low(at + 2) == "ago" && nouns::time_end(a, at) == Some(at + 3))
        // "suggested this week that"
        && nouns::time_end(a, at).is_none_or(|end| a.low(end) != "that")
        // "has known since the spring that"
        && !(low == "since" && nouns::base(a, at + 1, ceiling).is_some_and(|when| a.low(when.end) == "that"))
    {
        return Some((Joint::Bare, at));
    }
    // "a man who police say was armed": what is said of him begins with its verb.
    if frames.any(Frames::THAT)
        && direct
        && (a.tag(at).is_finite_verb() || a.tag(at) == Tag::Md)
        && scene.is_inserted(group)
    {
        return Some((Joint::Bare, at));
    }
    // "believes the real number to be higher"
    if frames.any(Frames::PTO)
        && group.cue.is_some_and(|cue| cue.class == Class::Think)
        && let Some(object) = nouns::base(a, at, ceiling)
        && a.low(object.end) == "to"
        && a.tag(object.end + 1) == Tag::Vb
    {
        return Some((Joint::Bare, at));
    }
    if frames.any(Frames::ING) && a.tag(at) == Tag::Vbg {
        return Some((Joint::Gerund, at));
    }
    if frames.any(Frames::NP) && direct {
        // "claimed earlier this week that"
        // "said two days ago the quay would close"
        let when = nouns::time_end(a, at).is_some_and(|end| a.low(end) == "that" || a.low(end - 1) == "ago");
        let phrase = nouns::starts_phrase(a, at) && !nouns::is_time(a, at) && !when
            || opens(at)
            || a.tag(at) == Tag::Vbg
            // "shows at least six tanks"
            || nouns::bounds_number(a, at);
        if phrase {
            return Some((Joint::Phrase, at));
        }
    }
    // "insisted there is", "said if …"
    if frames.any(Frames::THAT)
        && (matches!(low, "there" | "if" | "although" | "though" | "while" | "it" | "once" | "unless")
            // "had not declared it because he was afraid" tells why, "said because of the ice it closed" what.
            || low == "because"
                && !group.tokens.clone().any(|at| super::groups::is_negation(a.low(at)))
                && (next == "of" || (at..ceiling.min(at + ASIDE)).any(|comma| a.word(comma) == ",")))
        && group.shape != Shape::Participle
        && a.tag(at + 1) != Tag::Punct
    {
        return Some((Joint::Bare, at));
    }
    None
}

/// "claimed without offering evidence that": the gerund behind the "without" at token `at`.
pub(super) fn without(scene: &Scene, at: usize) -> Option<usize> {
    let a = scene.a;
    let verb = at + 1 + (at + 1..at + 3).take_while(|&at| a.tag(at).is_adverb()).count();
    (a.low(at) == "without" && a.tag(verb) == Tag::Vbg).then_some(verb)
}

/// Past "as recently as August".
fn as_late_as(scene: &Scene, at: usize) -> Option<usize> {
    let a = scene.a;
    let late =
        matches!(a.low(at + 1), "recently" | "late" | "early" | "lately") && a.low(at) == "as" && a.low(at + 2) == "as";
    let end =
        late.then(|| nouns::time_end(a, at + 3).or_else(|| nouns::base(a, at + 3, at + 7).map(|phrase| phrase.end)));
    end.flatten()
}

/// Past "on Tuesday", "in an interview with Reuters", "at a rally", when what is said follows.
fn skip_circumstances(scene: &Scene, from: usize, ceiling: usize) -> Option<usize> {
    let a = scene.a;
    let mut at = from;
    for _ in 0..5 {
        let low = a.low(at);
        if let Some(end) = as_late_as(scene, at) {
            at = end;
        } else if let Some(end) = nouns::time_end(a, at) {
            at = end;
            if matches!(a.low(at), "morning" | "afternoon" | "evening" | "night") {
                at += 1;
            }
        } else if low == "throughout" && a.low(at + 1) == "that" {
            at += 1;
        } else if low == "to" && a.tag(at + 1) == Tag::Vb {
            break;
        } else if let Some(gerund) = without(scene, at) {
            at = nouns::base(a, gerund + 1, ceiling).map_or(gerund + 1, |object| object.end);
        } else if matches!(
            low,
            "in" | "on"
                | "at"
                | "during"
                | "after"
                | "via"
                | "through"
                | "by"
                | "from"
                | "to"
                | "over"
                | "with"
                | "of"
                | "for"
                | "before"
                | "since"
                | "about"
        ) {
            let phrase = nouns::base(a, at + 1, ceiling)?;
            at = phrase.end;
        } else if a.tag(at).is_adverb() || low == "," && at > from && a.low(at + 1) == "that" {
            at += 1;
        } else {
            break;
        }
        if at >= ceiling {
            return None;
        }
    }
    (at > from).then_some(at)
}
