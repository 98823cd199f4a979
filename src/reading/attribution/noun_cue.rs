//! Nouns that attribute: "the ministry's claim that …", "his opposition to …", "issued a warning that …".

use std::ops::Range;

use super::super::tagger::Tag;
use super::complement;
use super::draft::Draft;
use super::groups::{Shape, is_be};
use super::lexicon::{Class, Cue, Frames, Lexicon};
use super::nouns;
use super::scene::Scene;

/// The drafts of all noun cues; `taken` marks the light verbs that they use.
pub(super) fn drafts(scene: &Scene, taken: &mut [bool], into: &mut Vec<Draft>) {
    let a = scene.a;
    let lexicon = Lexicon::get();
    for sentence in a.sentences.iter().filter(|sentence| sentence.prose) {
        for at in sentence.tokens.clone() {
            if !matches!(a.tag(at), Tag::Nn | Tag::Nns) {
                continue;
            }
            let Some(cue) = lexicon.noun(a.low(at)) else { continue };
            let bounds = scene.bounds(at);
            // "told RNZ's Morning Report that": a programme's name.
            let large = |at: usize| a.word(at).starts_with(char::is_uppercase);
            if large(at) && at > bounds.start && large(at - 1) {
                continue;
            }
            let after = at + 1;
            if after >= bounds.end {
                continue;
            }
            let low = a.low(after);
            let owned = cue.frames.any(Frames::THAT) && owner(scene, at, bounds.start).is_some();
            let is_that = owned.then(|| is_that(scene, at, bounds.end)).flatten();
            let (joint, content, cue_end, phrase) = if let Some(that) = is_that {
                ("that", that, after, false)
            } else if low == "that" && cue.frames.any(Frames::THAT) {
                ("that", after, after, false)
            } else if a.low(at - usize::from(at > 0)) == "no"
                && cue.lemma == "doubt"
                && scene.clause_at(after, bounds.end)
            {
                // "has no doubt the club will win"
                ("that", after, after, false)
            } else if low == "to" && cue.frames.any(Frames::TO) {
                ("to", after, after, true)
            } else if cue.frames.any(Frames::preposition(low)) || low == "against" && cue.frames.any(Frames::AGAINST) {
                ("of", after + 1, after + 1, true)
            } else {
                continue;
            };
            // "gave a figure of 400", not "of a man"
            if cue.lemma == "figure" && !(content..content + 4).any(|token| a.tag(token) == Tag::Cd) {
                continue;
            }
            // "an idea that the bank has rejected": which one, not what.
            if joint == "that" && (leaves_gap(scene, after, bounds.end) || a.tag(after) == Tag::Wdt && thinks(*cue)) {
                continue;
            }
            // "It is a lie that A": whoever says so does not say A.
            let judged = joint == "that"
                && at >= bounds.start + 3
                && a.low(at - 3) == "it"
                && is_be(a.low(at - 2))
                && a.low(at - 1) == "a";
            if judged {
                continue;
            }
            // "the largest order that the yard has had": which one, not what.
            if joint == "that" && (bounds.start.max(at.saturating_sub(2))..at).any(|before| a.tag(before) == Tag::Jjs) {
                continue;
            }
            let light = light_verb(scene, at, bounds.start);
            let says = joint == "that" && !thinks(*cue);
            let owner =
                owner(scene, at, bounds.start).or_else(|| body_before(scene, at, bounds.start).filter(|_| says));
            // What a noun is said to be goes with the verb that says so.
            let index = match is_that {
                Some(that) => scene.group_from(that - 1),
                None => scene.group_from(at).saturating_sub(1),
            };
            let head_group = light.or_else(|| (index < scene.groups.len()).then_some(index));
            let Some(head_group) = head_group else { continue };
            let end = match phrase {
                // What hangs on a noun ends where its clause's verb begins.
                true => phrase_end(scene, content, bounds.end),
                false => scene.content_end(head_group, content, false).min(that_end(scene, at, content, bounds.end)),
            };
            // "Amid reports that A, a chief said B": what leads to a clause ends where that begins.
            let leads = at <= bounds.start + 2 && a.tag(bounds.start) == Tag::In;
            let comma = (content..end).find(|&at| leads && a.word(at) == "," && scene.clause_at(at + 1, bounds.end));
            let end = comma.unwrap_or(end);
            if end <= content {
                continue;
            }
            let (rule, cue_start, source): (_, _, Option<Range<usize>>) = if let Some(light) = light {
                let group = &scene.groups[light];
                let subject = scene.subject(light).map(|subject| subject.tokens);
                if subject.is_none() {
                    continue;
                }
                ("light_verb", group.tokens.start, subject)
            } else if let Some(owner) = owner {
                ("noun_owned", owner.end, Some(owner))
            } else if joint == "that" {
                ("noun_that", at, None)
            } else {
                continue;
            };
            if let Some(light) = light {
                // "claimed without offering evidence that": what is claimed.
                let first = scene.groups[light].tokens.start;
                if (first.saturating_sub(2)..first).any(|at| complement::without(scene, at).is_some()) {
                    continue;
                }
                taken[light] = true;
            }
            into.push(Draft::new(rule, at, cue_start..cue_end, content..end).said_by(source));
        }
    }
}

/// The light verb that the noun at `at` is the object of.
fn light_verb(scene: &Scene, at: usize, floor: usize) -> Option<usize> {
    let a = scene.a;
    let index = scene.group_from(at).checked_sub(1)?;
    let group = &scene.groups[index];
    if group.head < floor || group.passive || group.head + 7 < at || !Lexicon::get().is_light(a.low(group.head)) {
        return None;
    }
    let between = group.head + 1..at;
    between
        .clone()
        .all(|token| {
            let tag = a.tag(token);
            tag.is_noun()
                || tag.is_adjective()
                || tag.is_adverb()
                || matches!(tag, Tag::Dt | Tag::Cd | Tag::Pdt | Tag::Vbn | Tag::Vbg | Tag::PrpPoss | Tag::Cc)
                || matches!(a.low(token), "of" | "in")
        })
        .then_some(index)
        .filter(|_| group.shape != Shape::Participle)
}

/// "The board's answer, given by mail, was that A": where the clause begins that the noun at `at` is said to be.
fn is_that(scene: &Scene, at: usize, end: usize) -> Option<usize> {
    let a = scene.a;
    let aside = a.word(at + 1) == ",";
    let close = (at + 2..end.min(at + ASIDE)).find(|&token| aside && a.word(token) == ",");
    // "Her message to voters is that A"
    let verb = match close {
        Some(close) => close + 1,
        None if a.low(at + 1) == "to" => nouns::base(a, at + 2, end)?.end,
        None => at + 1,
    };
    (is_be(a.low(verb)) && a.low(verb + 1) == "that").then_some(verb + 1)
}

/// So many words may stand between a noun and what it is.
const ASIDE: usize = 12;

/// "the ministry's claim", "his claim": whose the noun at `at` is; the clitic stays with the noun.
fn owner(scene: &Scene, at: usize, floor: usize) -> Option<Range<usize>> {
    let a = scene.a;
    for before in (floor.max(at.saturating_sub(5))..at).rev() {
        match a.tag(before) {
            Tag::PrpPoss => return Some(before..before + 1),
            Tag::Pos => return nouns::ending_at(a, before, floor),
            tag if tag.is_adjective()
                || tag.is_adverb()
                || tag.is_noun()
                || matches!(tag, Tag::Cd | Tag::Vbn | Tag::Vbg) => {}
            _ => return None,
        }
    }
    None
}

/// "a World Health Organization (WHO) declaration": the name right before the noun at `at`.
fn body_before(scene: &Scene, at: usize, floor: usize) -> Option<Range<usize>> {
    let a = scene.a;
    let named = |at: usize| a.tag(at).is_proper() && !nouns::is_time(a, at);
    let mut end = at;
    if at >= floor + 4 && a.word(at - 1) == ")" && a.word(at - 3) == "(" && named(at - 2) {
        end = at - 3;
    }
    let name = (floor..end).rev().take_while(|&at| named(at)).last()?;
    // "the 2015 Paris claim that": only what follows an article is whole.
    let article = name > floor && matches!(a.low(name - 1), "a" | "an" | "the");
    let word = |ahead: usize| if name + ahead < end { a.word(name + ahead) } else { "" };
    let body = end < at || super::super::sources::names_body(word);
    (article && body).then_some(name..at)
}

/// Where a phrase that hangs on a noun ends: before the next finite verb or mark.
fn phrase_end(scene: &Scene, from: usize, ceiling: usize) -> usize {
    let a = scene.a;
    let mut at = from;
    let inside = scene.quotation_at(from.saturating_sub(1));
    while at < ceiling {
        if let Some(place) = scene.quotation_at(at).filter(|_| inside.is_none()) {
            at = scene.quotation_tokens(place).end.max(at + 1);
            continue;
        }
        let tag = a.tag(at);
        if matches!(a.word(at), "," | ";" | ":" | "." | "—" | "–" | "--" | "(" | ")" | "?" | "!") {
            break;
        }
        if tag.is_finite_verb()
            && a.low(from) != "to"
            && at > from
            && !matches!(a.low(from), "what" | "how" | "why" | "whether" | "who")
        {
            break;
        }
        at += 1;
    }
    scene.trim(from, at)
}

/// Where a that-clause that hangs on a subject noun ends: before the sentence's own verb.
fn that_end(scene: &Scene, at: usize, content: usize, ceiling: usize) -> usize {
    // Only a noun that begins its clause is a subject.
    let a = scene.a;
    let first = scene.group_from(at);
    // "said that assertions that A were a lie"
    let clause = at.checked_sub(1).is_some_and(|that| a.low(that) == "that" && a.tag(that) == Tag::In);
    let opens = clause
        || first
            .checked_sub(1)
            .and_then(|index| scene.groups.get(index))
            .is_none_or(|group| a.sentence_of(group.head) != a.sentence_of(at));
    if !opens {
        return ceiling;
    }
    let first = scene.group_from(content);
    let verbs: Vec<usize> = scene.groups[first.min(scene.groups.len())..]
        .iter()
        .take(4)
        .filter(|group| group.head < ceiling && group.shape == Shape::Finite)
        .map(|group| group.tokens.start)
        .collect();
    verbs.get(1).copied().unwrap_or(ceiling)
}

/// "an idea that the bank has rejected three times": whether the clause behind "that", at token `that`, has a verb without its object.
fn leaves_gap(scene: &Scene, that: usize, ceiling: usize) -> bool {
    let a = scene.a;
    let Some(group) = scene.groups.get(scene.group_from(that)).filter(|group| group.head < ceiling) else {
        return false;
    };
    let behind = group.tokens.end;
    let often = a.tag(behind) == Tag::Cd && a.low(behind + 1) == "times";
    let ends = often || behind >= ceiling || a.tag(behind) == Tag::Punct && scene.quotation_at(behind).is_none();
    let takes = group.cue.is_some_and(|cue| cue.frames.any(Frames::NP) && !cue.frames.any(Frames::QUOTE));
    ends && takes && !group.passive && group.shape == Shape::Finite
}

/// Whether `cue` is a noun of thought or will, which a relative clause follows as often as what it holds: "an idea that", "a plan that".
fn thinks(cue: Cue) -> bool {
    !matches!(cue.class, Class::Say | Class::Show | Class::Accuse | Class::Admit | Class::Deny)
}
