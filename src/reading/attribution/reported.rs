//! Indirect speech, thought and intention: SOURCE cue CONTENT, in whatever form the content follows; what seems or is
//! expected, said by nobody named; and CONTENT, SOURCE cue.

use std::ops::Range;

use super::super::tagger::Tag;
use super::complement::{Complement, Joint, complement};
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::{Class, Cue, Frames};
use super::nouns;
use super::placing;
use super::scene::Scene;
use super::taken_up;

/// The drafts of all verb groups but `taken`, whose cue a quotation already has.
pub(super) fn drafts(scene: &Scene, taken: &[bool], into: &mut Vec<Draft>) {
    for index in 0..scene.groups.len() {
        if taken.get(index).copied().unwrap_or(false) {
            continue;
        }
        let group = &scene.groups[index];
        if let Some(draft) = placing::draft(scene, index) {
            into.push(draft);
            continue;
        }
        if let Some(draft) = taken_up::draft(scene, index, into) {
            into.push(draft);
            continue;
        }
        let Some(cue) = group.cue else { continue };
        let draft = if group.passive || group.shape == Shape::Participle && !acts(scene, index) {
            passive(scene, index, cue)
        } else if cue.class == Class::Seem {
            seeming(scene, index, cue)
        } else {
            active(scene, index, cue)
        };
        into.extend(draft);
    }
}

/// Whether what looks like a bare participle is a verb of its own, wrongly tagged: "the ministry said that", "Lee, who
/// farms here, called it".
fn acts(scene: &Scene, index: usize) -> bool {
    let group = &scene.groups[index];
    let a = scene.a;
    let next = group.tokens.end;
    if matches!(a.low(next), "that" | "he" | "she" | "they") {
        return true;
    }
    let Some(before) = group.tokens.start.checked_sub(1) else { return false };
    // "An inquiry has begun, prosecutors announced on Wednesday."
    let bounds = scene.bounds(group.head);
    if group.cue.is_some_and(|cue| cue.class == Class::Say && cue.frames.any(Frames::THAT))
        && (ends_with_time(scene, next, bounds.end) || ends_with_listener(scene, index, next, bounds.end))
        && scene
            .own_subject(index)
            .is_some_and(|subject| subject.tokens.start > bounds.start + 2 && a.word(subject.tokens.start - 1) == ",")
    {
        return true;
    }
    // "The bank insisted on Tuesday, after a week of silence, that": somebody who is told something is no source.
    if let Some(cue) = group.cue.filter(|cue| cue.class == Class::Say && !cue.frames.any(Frames::OBJ))
        && complement(scene, index, cue.frames).joint == Joint::That
        && scene.own_subject(index).is_some()
    {
        return true;
    }
    // Only a verb of naming, telling or asking keeps an object when it is passive: "a bill called the Peace Act".
    let keeps = group.cue.is_some_and(|cue| {
        matches!(cue.class, Class::Describe | Class::Ask | Class::Think) || cue.frames.any(Frames::OBJ)
    });
    let object = matches!(a.tag(next), Tag::Prp | Tag::PrpPoss)
        || matches!(a.tag(next), Tag::Dt | Tag::Nnp | Tag::Nnps | Tag::Nns)
            && (!keeps || a.word(before) == "," || a.tag(before) == Tag::Prp || a.tag(before).is_proper());
    // "The army denied responsibility."
    let bare = a.tag(next) == Tag::Nn
        && !keeps
        && scene.own_subject(index).is_some_and(|subject| subject.tokens.start == scene.bounds(group.head).start);
    (object || bare) && scene.own_subject(index).is_some()
}

fn active(scene: &Scene, index: usize, cue: Cue) -> Option<Draft> {
    let group = &scene.groups[index];
    let found = complement(scene, index, cue.frames);
    if found.joint == Joint::End {
        return trailing(scene, index, cue, &found);
    }
    // "A rose, the office said last week, compared with B": when is not what.
    if found.joint == Joint::Phrase
        && let Some(start) = nouns::time_end(scene.a, found.start).filter(|&end| scene.a.word(end) == ",")
        && let Some(draft) = trailing(scene, index, cue, &Complement { joint: Joint::End, start, listener: None })
    {
        return Some(draft);
    }
    // Taken back to front: "the plan, said Lee" is the quoted rule's or the trailing one's.
    if group.shape == Shape::Finite
        // "a diplomat, asked by the agency, told it that": nobody tells that A after A.
        && !(found.listener.is_some() && found.joint == Joint::That)
        && let Some(draft) = inverted(scene, index, cue)
    {
        return Some(draft);
    }
    // ", citing the police": what is cited is a source, not what is said.
    if group.shape == Shape::Gerund && cue.lemma == "cite" && found.joint == Joint::Phrase {
        return None;
    }
    let subject = scene.subject(index)?;
    if keeps_name_back(scene, group.tokens.clone()) {
        return None;
    }
    let (rule, phrase) = match found.joint {
        Joint::That => ("reported_that", false),
        Joint::Bare => ("reported_clause", false),
        Joint::Quotation => ("reported_quotation", false),
        Joint::Wh => ("reported_question", false),
        Joint::To => ("intention", false),
        Joint::Gerund => ("reported_gerund", true),
        Joint::Preposition => ("reported_about", true),
        Joint::Phrase => ("reported_phrase", true),
        Joint::As => ("described_as", true),
        Joint::End => return None,
    };
    let mut start = found.start;
    if cue.class == Class::Order
        && found.joint == Joint::To
        && let Some(listener) = &found.listener
    {
        start = listener.start;
    }
    let end = scene.content_end(index, start, phrase);
    if end <= start || found.joint == Joint::Phrase && only_time(scene, start..end) {
        return None;
    }
    let mut draft = Draft::new(rule, group.head, group.tokens.clone(), start..end)
        .said_by(Some(subject.tokens))
        .told_to(found.listener.filter(|_| start == found.start));
    // A preposition belongs to the cue: "spoke about", "asked the mayor about".
    if found.joint == Joint::Preposition {
        let preposition = start - 1..start;
        match draft.cue.last_mut().filter(|cue| cue.end == preposition.start) {
            Some(cue) => cue.end = start,
            None => draft.cue.push(preposition),
        }
    }
    Some(draft)
}

/// Words with which a name is kept back, and how far behind "who" they stand.
const NAMING: [&str; 7] = ["named", "identified", "name", "names", "identity", "quoted", "anonymity"];
const NAMED: usize = 9;

/// "who asked not to be named", "who did not want to give her name": a relative clause that tells why a source has no name
/// says nothing else. `cue` are the tokens of its verb.
pub(super) fn keeps_name_back(scene: &Scene, cue: Range<usize>) -> bool {
    let a = scene.a;
    let relative = cue.start.checked_sub(1).is_some_and(|at| a.low(at) == "who" && !a.tag(at).is_proper());
    let clause = cue.start..cue.start + NAMED;
    relative
        && clause.clone().take_while(|&at| !matches!(a.word(at), "," | ";" | ".")).any(|at| NAMING.contains(&a.low(at)))
        && clause.clone().any(|at| {
            matches!(
                a.low(at),
                "not" | "n't" | "n’t" | "only" | "declined" | "refused" | "requested" | "insisted" | "condition" | "anonymity"
            )
        })
}

fn only_time(scene: &Scene, tokens: Range<usize>) -> bool {
    tokens.clone().all(|at| nouns::is_time(scene.a, at) || scene.a.tag(at) == Tag::Punct)
}

/// "It will rain, she said." and "It will rain, she said on Tuesday."
fn trailing(scene: &Scene, index: usize, cue: Cue, found: &Complement) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let bounds = scene.bounds(group.head);
    // "It will rain, experts believe." ends the sentence; elsewhere only what may follow a quotation trails.
    let ends =
        group.tokens.end >= bounds.end || a.tag(group.tokens.end) == Tag::Punct && group.tokens.end + 1 >= bounds.end;
    let quotes = cue.frames.any(Frames::QUOTE);
    let may_trail = quotes || ends && cue.class == Class::Think;
    if !may_trail || !(cue.frames.any(Frames::THAT) || cue.frames.any(Frames::CONJUNCTION)) {
        return None;
    }
    if group.shape != Shape::Finite && !(group.shape == Shape::Participle && acts(scene, index)) {
        return None;
    }
    let own = scene.own_subject(index);
    if let Some(subject) =
        own.as_ref().filter(|subject| subject.tokens.start > bounds.start && a.low(subject.tokens.start - 1) == "as")
    {
        return as_said(scene, index, subject.tokens.clone(), bounds);
    }
    let (cut, source) = match own {
        Some(subject) => {
            let before = subject.tokens.start.checked_sub(1).filter(|&before| before > bounds.start)?;
            if is_break(scene, before) {
                (before, subject.tokens)
            } else {
                let comma = long_source(scene, subject.tokens.start, bounds.start)?;
                (comma, comma + 1..group.tokens.start)
            }
        }
        None => {
            // ", said Lee, a researcher"
            let before = group.tokens.start.checked_sub(1).filter(|&before| before > bounds.start)?;
            if !is_break(scene, before) {
                return None;
            }
            (before, nouns::behind_cue(a, group.tokens.end, bounds.end)?)
        }
    };
    let start = opening(scene, bounds.start, cut);
    if cut <= start || cut - start < 2 {
        return None;
    }
    let end = if scene.quotation_at(cut).is_some() { cut + 1 } else { scene.trim(start, cut) };
    let rule = match quotes {
        true if ends_with_time(scene, group.tokens.end, bounds.end) => "trailing_when",
        // "…, three diplomats told Reuters."
        true if found.listener.is_some() && a.tag(found.start) == Tag::Punct && found.start + 1 >= bounds.end => {
            "trailing_when"
        }
        true => "trailing",
        false => "trailing_last",
    };
    let draft = Draft::new(rule, group.head, group.tokens.clone(), start..end).said_by(Some(source));
    // "The plan, she said, would cost …": what goes on after the comma is said too.
    if a.word(found.start) == "," && a.word(cut) == "," && found.start + 2 < bounds.end {
        let rest = found.start + 1..scene.content_end(index, found.start + 1, false);
        let speaks_itself = matches!(a.low(rest.start), "and" | "but") && another_speaks(scene, index, rest.clone());
        if !rest.is_empty() && scene.quotation_at(rest.start).is_none() && goes_on(scene, rest.start) && !speaks_itself
        {
            return Some(draft.and(rest));
        }
    }
    Some(draft)
}

/// "It is closed, the port announced on Wednesday.": whether nothing but the day follows, or that no name may be told.
fn ends_with_time(scene: &Scene, from: usize, end: usize) -> bool {
    let a = scene.a;
    let ends = |after: usize| after >= end || a.tag(after) == Tag::Punct && after + 1 >= end;
    let at = from + usize::from(a.low(from) == "on");
    // "said on condition of anonymity"
    let unnamed = (from..end.min(from + 5)).find(|&at| a.low(at) == "anonymity").filter(|_| a.low(from) == "on");
    nouns::time_end(a, at).is_some_and(ends) || unnamed.is_some_and(|last| ends(last + 1))
}

/// "…, three diplomats told Reuters.": whether nothing but whom it was told to follows at token `from`.
fn ends_with_listener(scene: &Scene, index: usize, from: usize, end: usize) -> bool {
    let a = scene.a;
    scene.groups[index].cue.is_some_and(|cue| cue.frames.any(Frames::OBJ))
        && nouns::base(a, from, end)
            .is_some_and(|listener| listener.end >= end || a.tag(listener.end) == Tag::Punct && listener.end + 1 >= end)
}

/// The comma before a source that reaches past one noun phrase: ", people familiar with the plans of two states said".
fn long_source(scene: &Scene, from: usize, floor: usize) -> Option<usize> {
    let a = scene.a;
    let comma = (floor + 2..from).rev().take(25).find(|&at| a.word(at) == ",")?;
    let head = nouns::base(a, comma + 1, from)?;
    let narrows = matches!(a.low(head.end), "familiar" | "close" | "briefed" | "who")
        || a.tag(head.end) == Tag::In
        || matches!(a.tag(head.end), Tag::Vbn | Tag::Vbg)
        // The base phrase may have taken the adjective: "people familiar with".
        || head.len() > 1 && a.tag(head.end - 1).is_adjective() && a.tag(head.end - 2).is_noun();
    let plain = |at: usize| !a.tag(at).is_finite_verb() || a.low(head.end) == "who";
    let told = scene.groups.get(scene.group_from(floor)).is_some_and(|group| group.head < comma);
    (narrows && told && (head.end..from).all(plain) && (comma..from).all(|at| scene.quotation_at(at).is_none()))
        .then_some(comma)
}

/// "As the paper reported, A." and "A, as the paper reported."
fn as_said(scene: &Scene, index: usize, source: Range<usize>, bounds: Range<usize>) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let conjunction = source.start - 1;
    let content = if conjunction <= bounds.start + 1 {
        let comma =
            (group.tokens.end..bounds.end.min(group.tokens.end + 15)).find(|&at| matches!(a.word(at), "," | ":"))?;
        comma + 1..scene.trim(comma + 1, bounds.end)
    } else {
        let comma = conjunction.checked_sub(1).filter(|&comma| a.word(comma) == "," && comma > bounds.start)?;
        bounds.start..scene.trim(bounds.start, comma)
    };
    (content.len() > 1).then(|| Draft::new("as_said", group.head, group.tokens.clone(), content).said_by(Some(source)))
}

/// "…, officials said, and rescuers fear that": whether behind the conjunction at the beginning of `rest` somebody else is cited, not
/// the speaker of group `index`.
fn another_speaks(scene: &Scene, index: usize, rest: Range<usize>) -> bool {
    let next = scene.group_from(rest.start).max(index + 1);
    let cited = scene.groups.get(next).is_some_and(|group| {
        group.head < rest.end
            && group.shape == Shape::Finite
            && group.cue.is_some_and(|cue| cue.frames.any(Frames::THAT))
    });
    cited && scene.own_subject(next).is_some_and(|subject| subject.tokens.start == rest.start + 1)
}

/// What may go on a sentence that a cue interrupts: not a participle, a relative clause or another attribution.
fn goes_on(scene: &Scene, at: usize) -> bool {
    let tag = scene.a.tag(at);
    !matches!(tag, Tag::Vbg | Tag::Vbn | Tag::Wdt | Tag::Wp | Tag::Wrb)
        && !matches!(scene.a.low(at), "who" | "which" | "according" | "as" | "while" | "but")
}

/// Whether token `at` closes what was said before it.
fn is_break(scene: &Scene, at: usize) -> bool {
    let a = scene.a;
    match a.word(at) {
        "," | "—" | "–" | "--" | "?" | "!" => true,
        _ => scene.quotation_at(at).is_some_and(|place| {
            scene.quotation_tokens(place).end == at + 1
                && matches!(scene.last_word(place), "," | "?" | "!" | "—" | "…" | "...")
        }),
    }
}

/// Where a content that ends before `cut` begins: the sentence's start, or that of the quotation running into it.
fn opening(scene: &Scene, start: usize, cut: usize) -> usize {
    let mut start = start;
    while start < cut && matches!(scene.a.word(start), "-" | "–" | "—" | "•" | "," | ")" | "*") {
        start += 1;
    }
    start
}

/// ", said Lee" before more of the sentence.
fn inverted(scene: &Scene, index: usize, cue: Cue) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    if !cue.frames.any(Frames::QUOTE) || scene.own_subject(index).is_some() {
        return None;
    }
    let bounds = scene.bounds(group.head);
    let before = group.tokens.start.checked_sub(1).filter(|&before| before > bounds.start)?;
    if !is_break(scene, before) || a.tag(group.tokens.end - 1) == Tag::Vbg {
        return None;
    }
    let source = nouns::starting_at(a, group.tokens.end, bounds.end)?;
    // A verb that follows at once means that this is a clause: ", said the troops were".
    if scene.clause_at(group.tokens.end, bounds.end) && a.word(source.end) != "," {
        return None;
    }
    let start = opening(scene, bounds.start, before);
    if before < start + 2 {
        return None;
    }
    let end = if scene.quotation_at(before).is_some() { before + 1 } else { scene.trim(start, before) };
    Some(Draft::new("trailing_inverted", group.head, group.tokens.clone(), start..end).said_by(Some(source)))
}

/// "X are reported to have …", "it is believed that …", "was criticized by Y for …", "is seen as …".
fn passive(scene: &Scene, index: usize, cue: Cue) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let bounds = scene.bounds(group.head);
    let after = group.tokens.end;
    let low = a.low(after);
    let own = scene.own_subject(index).map(|subject| subject.tokens);
    let full = group.passive;
    // What a participle without auxiliary stands behind is what it is said of.
    let subject = own.or_else(|| {
        let before = group.tokens.start;
        (before > bounds.start && group.shape == Shape::Participle)
            .then(|| nouns::ending_at(a, before, bounds.start))
            .flatten()
    });
    let impersonal = subject.as_ref().is_some_and(|s| s.len() == 1 && a.low(s.start) == "it");
    // "by X"
    if low == "by" || a.low(after + 1) == "by" && a.tag(after).is_adverb() {
        let by = if low == "by" { after } else { after + 1 };
        let agent = nouns::starting_at(a, by + 1, bounds.end)?;
        if nouns::is_time(a, agent.start) || a.tag(agent.start) == Tag::Cd {
            return None;
        }
        if a.low(agent.end) == "that" && full {
            let end = scene.content_end(index, agent.end, false);
            return Some(
                Draft::new("passive_by", group.head, group.tokens.start..by + 1, agent.end..end).said_by(Some(agent)),
            );
        }
        let subject = subject?;
        // What was written or released by somebody is not said by them in so many words; what is behind a bare
        // participle ("a plan backed by") is rarely an attribution.
        let attributes = match cue.class {
            Class::Accuse | Class::Oppose | Class::Describe | Class::Think | Class::Deny => true,
            Class::Praise => full,
            Class::Say => cue.frames.any(Frames::QUOTE) && cue.frames.any(Frames::THAT),
            _ => false,
        };
        if attributes {
            let rest_start = agent.end;
            let mut draft =
                Draft::new("passive_by", group.head, group.tokens.start..by + 1, subject).said_by(Some(agent));
            if matches!(a.low(rest_start), "for" | "as" | "of" | "to" | "on") {
                let end = scene.content_end(index, rest_start, true);
                draft = draft.and(rest_start..end);
            }
            return Some(draft);
        }
        return None;
    }
    let to = low == "to" && matches!(a.tag(after + 1), Tag::Vb | Tag::Rb | Tag::Vbp);
    if to && (cue.frames.any(Frames::PTO) || cue.class == Class::Think && cue.frames.any(Frames::TO)) && full {
        let end = scene.content_end(index, after, false);
        let draft = Draft::new("passive_to", group.head, group.tokens.clone(), after..end);
        return Some(with_subject(draft, subject));
    }
    // "The bank has been sold, it is reported."
    let comma = subject.as_ref().and_then(|subject| subject.start.checked_sub(1));
    let ends = after >= bounds.end || a.tag(after) == Tag::Punct && after + 1 >= bounds.end;
    if let Some(comma) = comma.filter(|&comma| full && impersonal && ends && a.word(comma) == ",") {
        let start = opening(scene, bounds.start, comma);
        if cue.frames.any(Frames::THAT) && comma >= start + 2 {
            return Some(Draft::new("passive_that", group.head, group.tokens.clone(), start..comma));
        }
    }
    if low == "that" && cue.frames.any(Frames::THAT) && (impersonal || full) {
        let end = scene.content_end(index, after, false);
        return Some(Draft::new("passive_that", group.head, group.tokens.clone(), after..end));
    }
    if low == "as" && cue.class == Class::Describe && subject.is_some() {
        let end = scene.content_end(index, after, true);
        let draft = Draft::new("passive_as", group.head, group.tokens.clone(), after..end);
        return Some(with_subject(draft, subject));
    }
    let preposition = Frames::preposition(low);
    if cue.class == Class::Ask && cue.lemma.ends_with("about") {
        // The cue has its preposition.
        let end = (after..bounds.end).find(|&at| a.word(at) == "," && scene.clause_at(at + 1, bounds.end));
        let end = end.map_or_else(|| scene.content_end(index, after, true), |end| scene.trim(after, end));
        return (end > after).then(|| Draft::new("passive_about", group.head, group.tokens.clone(), after..end));
    }
    if cue.frames.any(preposition) && matches!(cue.class, Class::Accuse | Class::Ask) {
        let end = scene.content_end(index, after + 1, true);
        let draft = Draft::new("passive_about", group.head, group.tokens.start..after + 1, after + 1..end);
        return Some(if cue.class == Class::Ask { draft } else { with_subject(draft, subject) });
    }
    // "Asked whether …, Lee said": by nobody named.
    if cue.class == Class::Ask
        && !full
        && (group.tokens.start == bounds.start || matches!(a.low(group.tokens.start - 1), "when" | "if"))
        && (matches!(low, "whether" | "if" | "why" | "how" | "what" | "who" | "which" | "where")
            || matches!(low, "about" | "to"))
    {
        let from = if low == "about" { after + 1 } else { after };
        let end = (from..bounds.end)
            .find(|&at| a.word(at) == "," && scene.clause_at(at + 1, bounds.end))
            .unwrap_or(bounds.end);
        let end = scene.trim(from, end);
        return (end > from).then(|| Draft::new("passive_question", group.head, group.tokens.start..from, from..end));
    }
    if cue.class == Class::Ask && full && matches!(low, "whether" | "if" | "why" | "how" | "what" | "who") {
        let end = scene.content_end(index, after, false);
        return Some(Draft::new("passive_question", group.head, group.tokens.clone(), after..end));
    }
    None
}

/// The subject of a passive is part of what is said.
fn with_subject(mut draft: Draft, subject: Option<Range<usize>>) -> Draft {
    if let Some(subject) = subject {
        draft.content.insert(0, subject);
    }
    draft
}

/// "The troops appear to have left": said by nobody named.
fn seeming(scene: &Scene, index: usize, _cue: Cue) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let after = group.tokens.end;
    if group.shape != Shape::Finite || matches!(a.low(after), "in" | "on" | "at" | "before" | "with" | "alongside") {
        return None;
    }
    let low = a.low(after);
    let fits = low == "to"
        || low == "that"
        || low == "as"
        || low == "like"
        || a.tag(after).is_adjective()
        || a.tag(after).is_adverb()
        || a.tag(after) == Tag::Vbn;
    if !fits {
        return None;
    }
    let subject = scene.own_subject(index).map(|subject| subject.tokens);
    let end = scene.content_end(index, after, false);
    if end <= after {
        return None;
    }
    let draft = Draft::new("seeming", group.head, group.tokens.clone(), after..end);
    let impersonal = subject.as_ref().is_some_and(|s| s.len() == 1 && matches!(a.low(s.start), "it" | "there"));
    Some(if impersonal {
        draft
    } else {
        with_subject(draft, subject.filter(|s| !matches!(a.low(s.start), "who" | "which" | "that")))
    })
}
