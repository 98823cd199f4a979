//! What is said by nobody named, or by whoever stands behind "by": "X is believed to …", "was criticized by Y", "X appears to …".

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::{Class, Cue, Frames};
use super::scene::Scene;
use super::{nouns, trailing};

/// How many words say when and where between "asked" and what.
const ASKED: usize = 9;

/// How many words what somebody calls something may have before "by".
const NAMED: usize = 12;

/// "X are reported to have …", "it is believed that …", "was criticized by Y for …", "is seen as …".
pub(super) fn passive(scene: &Scene, index: usize, cue: Cue) -> Option<Draft> {
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
        // "the agency, known by its initials"; "the town was hit by a flood"
        if is_summons(scene, group.head) || matches!(cue.lemma, "know" | "hit") {
            return None;
        }
        if nouns::is_time(a, agent.start) || a.tag(agent.start) == Tag::Cd {
            return None;
        }
        if a.low(agent.end) == "that" && full {
            let end = scene.content_end(index, agent.end, false);
            return Some(
                Draft::new("passive_by", group.head, group.tokens.start..by + 1, agent.end..end).said_by(Some(agent)),
            );
        }
        if let Some(draft) = as_said_by(scene, index, cue, by, &agent) {
            return Some(draft);
        }
        // "Asked by a colleague whether …, Lee said"
        if cue.class == Class::Ask && !full && opens_with_question(scene, index) {
            return question(scene, index, agent.end, Some(agent));
        }
        let subject = subject?;
        // What was written or released by somebody is not said by them in so many words; what is behind a bare
        // participle ("a plan backed by") is rarely an attribution.
        let attributes = match cue.class {
            Class::Accuse | Class::Oppose | Class::Describe | Class::Think | Class::Deny => true,
            Class::Praise => full,
            Class::Say => {
                let written = !full && matches!(cue.lemma, "write" | "report");
                cue.frames.any(Frames::QUOTE) && cue.frames.any(Frames::THAT) && !written
            }
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
    let ends = trailing::ends_here(scene, after, bounds.end);
    if let Some(comma) = comma.filter(|&comma| full && impersonal && ends && a.word(comma) == ",") {
        let start = trailing::opening(scene, bounds.start, comma);
        if cue.frames.any(Frames::THAT) && comma >= start + 2 {
            let rule = if cue.class == Class::Say { "it_is_said" } else { "passive_that" };
            return Some(Draft::new(rule, group.head, group.tokens.clone(), start..comma));
        }
    }
    // "It did not seal, an inquiry was told on Wednesday."
    let told = full && cue.lemma == "tell" && trailing::ends_here(scene, after, bounds.end);
    // "They fail, the BBC has been told."
    let hears = || {
        trailing::is_court(scene, index)
            || scene.own_subject(index).is_some_and(|subject| {
                let name = subject.tokens.start + usize::from(a.tag(subject.tokens.start) == Tag::Dt);
                let word = |at: usize| if name + at < subject.tokens.end { a.word(name + at) } else { "" };
                sources::names_body(word)
            })
    };
    if let Some(comma) = comma.filter(|&comma| told && a.word(comma) == "," && hears()) {
        let start = trailing::opening(scene, bounds.start, comma);
        if comma >= start + 2 {
            let draft = Draft::new("trailing_when", group.head, group.tokens.clone(), start..comma);
            return Some(draft.said_by(subject));
        }
    }
    // "It was reported in June that A"
    let dated = usize::from(matches!(low, "in" | "on"));
    let month = (low == "in" && matches!(a.tag(after + 1), Tag::Nnp | Tag::Cd)).then_some(after + 2);
    let late = nouns::time_end(a, after + dated).or(month).filter(|&end| impersonal && full && a.low(end) == "that");
    let (after, low) = late.map_or((after, low), |end| (end, "that"));
    if low == "that" && cue.frames.any(Frames::THAT) && (impersonal || full) {
        let end = scene.content_end(index, after, false);
        let said = impersonal && full && cue.class == Class::Say;
        let rule = if said { "it_is_said" } else { "passive_that" };
        return Some(Draft::new(rule, group.head, group.tokens.clone(), after..end));
    }
    if low == "as" && matches!(cue.class, Class::Describe | Class::Deny | Class::Oppose) && subject.is_some() {
        let end = scene.content_end(index, after, true);
        // "was dismissed as “laughable” by Roe, who": by whom stands behind what it is called.
        let by = (after + 1..end.max(after + 1).min(bounds.end)).chain(end..end + 1).take(NAMED).find(|&at| {
            a.low(at) == "by"
                && scene.quotation_at(at).is_none()
                && a.tag(at + 1) != Tag::Vbg
                && !nouns::is_time(a, at + 1)
        });
        if let Some(agent) = by.and_then(|by| nouns::starting_at(a, by + 1, bounds.end))
            && full
        {
            let draft = Draft::new("passive_by", group.head, group.tokens.clone(), after..agent.start - 1);
            return Some(with_subject(draft, subject).said_by(Some(agent)));
        }
        if cue.class != Class::Describe {
            return None;
        }
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
    if cue.class == Class::Ask && !full && opens_with_question(scene, index) {
        return question(scene, index, after, None);
    }
    if cue.class == Class::Ask && full && matches!(low, "whether" | "if" | "why" | "how" | "what" | "who") {
        let end = scene.content_end(index, after, false);
        return Some(Draft::new("passive_question", group.head, group.tokens.clone(), after..end));
    }
    None
}

/// "a surgeon called by the Crown": whether the verb at token `verb` brings a witness in.
pub(super) fn is_summons(scene: &Scene, verb: usize) -> bool {
    let low = |at: usize| scene.a.low(at);
    let side = |at: usize| matches!(low(at), "crown" | "prosecution" | "defence" | "defense" | "state" | "court");
    low(verb) == "called" && low(verb + 1) == "by" && low(verb + 2) == "the" && side(verb + 3)
}

/// Whether group `index` is a participle of asking with which its sentence, or a clause of it, begins.
fn opens_with_question(scene: &Scene, index: usize) -> bool {
    let first = scene.groups[index].tokens.start;
    first == scene.bounds(first).start || matches!(scene.a.low(first - 1), "when" | "if")
}

/// The question that group `index` leads to, from token `from` on, asked by `asker`: it ends where the main clause begins.
fn question(scene: &Scene, index: usize, from: usize, asker: Option<Range<usize>>) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let is_question =
        |at: usize| matches!(a.low(at), "whether" | "if" | "why" | "how" | "what" | "who" | "which" | "where");
    // "Asked later on Radio Nord whether"
    let plain = |at: &usize| a.tag(*at) != Tag::Punct && !a.tag(*at).is_verb() && a.tag(*at) != Tag::To;
    let moved = (from..from + ASKED).take_while(plain).find(|&at| is_question(at)).filter(|&at| at > from);
    let from = moved.unwrap_or(from);
    let asks = is_question(from);
    let about = a.low(from) == "about";
    if !asks && !about && a.low(from) != "to" {
        return None;
    }
    let start = from + usize::from(about);
    let limit = scene.bounds(group.head).end;
    let end = (start..limit).find(|&at| a.word(at) == "," && scene.clause_at(at + 1, limit)).unwrap_or(limit);
    let end = scene.trim(start, end);
    let cue = match asker {
        None if moved.is_none() => group.tokens.start..start,
        _ => group.tokens.clone(),
    };
    (end > start).then(|| Draft::new("passive_question", group.head, cue, start..end).said_by(asker))
}

/// "A, as first reported by the Post", "As reported by the Post, A".
fn as_said_by(scene: &Scene, index: usize, cue: Cue, by: usize, agent: &Range<usize>) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let bounds = scene.bounds(group.head);
    if cue.class != Class::Say || !cue.frames.any(Frames::THAT) {
        return None;
    }
    let mut at = group.tokens.start;
    while at > bounds.start && (a.tag(at - 1).is_adverb() || matches!(a.low(at - 1), "first" | "was" | "is" | "been")) {
        at -= 1;
    }
    let conjunction = at.checked_sub(1).filter(|&at| at >= bounds.start && a.low(at) == "as")?;
    let content = if conjunction <= bounds.start + 1 {
        let comma = (agent.end..bounds.end.min(agent.end + 15)).find(|&at| a.word(at) == ",")?;
        comma + 1..scene.trim(comma + 1, bounds.end)
    } else {
        // "the sale, as reported by the Post, fell through": part of a sentence is not what the Post said.
        let comma = conjunction - 1;
        let ends = trailing::ends_here(scene, agent.end, bounds.end);
        let start = trailing::opening(scene, bounds.start, comma);
        (ends && a.word(comma) == ",").then(|| start..scene.trim(start, comma))?
    };
    let verb = scene.groups.get(scene.group_from(content.start)).is_some_and(|group| group.head < content.end);
    let draft = Draft::new("as_said", group.head, group.tokens.start..by + 1, content).said_by(Some(agent.clone()));
    verb.then_some(draft)
}

/// The subject of a passive is part of what is said.
fn with_subject(mut draft: Draft, subject: Option<Range<usize>>) -> Draft {
    if let Some(subject) = subject {
        draft.content.insert(0, subject);
    }
    draft
}

/// The rule of what seems to show something.
pub(super) const SEEMS_TO_SAY: &str = "seems_to_say";

/// "The images appear to show": whether what seems is that somebody or something says or shows what follows.
pub(super) fn seems_to_say(scene: &Scene, index: usize) -> bool {
    let group = &scene.groups[index];
    let next = scene.groups.get(index + 1).filter(|next| next.tokens.start == group.tokens.end);
    next.is_some_and(|next| {
        next.shape == Shape::Infinitive
            && !next.passive
            && next.cue.is_some_and(|cue| {
                matches!(cue.class, Class::Show | Class::Say | Class::Admit) && cue.frames.any(Frames::THAT)
            })
    }) && scene.own_subject(index).is_some_and(|subject| !subject.tokens.clone().any(|at| scene.a.low(at) == "it"))
}

/// `draft` of group `index` with the words before it in its cue that only say so with care: "appear to show".
pub(super) fn with_what_seems(scene: &Scene, index: usize, mut draft: Draft) -> Draft {
    let seems = |index: usize| {
        scene.groups[index].cue.is_some_and(|cue| cue.class == Class::Seem) && seems_to_say(scene, index)
    };
    if let Some(before) = index.checked_sub(1).filter(|&before| seems(before))
        && let Some(cue) = draft.cue.first_mut()
    {
        cue.start = scene.groups[before].tokens.start;
        draft.rule = SEEMS_TO_SAY;
    }
    draft
}

/// "The troops appear to have left": said by nobody named.
pub(super) fn seeming(scene: &Scene, index: usize) -> Option<Draft> {
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
