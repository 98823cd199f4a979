//! Whom a pronoun means: the most salient of those who fit.

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::tagger::Tag;

use super::lexicon::{Gender, lexicon};
use super::mention::{self, Head, Pronoun};
use super::names::Class;
use super::scene::Scene;
use super::unnamed;
use super::wording::after_place_word;

/// By so much more salient are those meant who stand before a name that might be.
const SURELY: i64 = 3;
/// No question that somebody is asked is longer, in tokens.
const QUESTION: usize = 24;
/// No look back passes more names than this, …
const NAMES: usize = 40;
/// … or more sentences.
const SENTENCES: usize = 12;
/// … or more paragraphs.
const BLOCKS: usize = 3;

/// The entity that the pronoun at `token` means.
pub(super) fn resolve(scene: &mut Scene, token: usize, sort: Pronoun, gender: Gender) -> Option<usize> {
    match sort {
        Pronoun::One | Pronoun::Many | Pronoun::Thing => salient(scene, token, sort, gender, None),
        Pronoun::Relative => relative(scene, token),
        Pronoun::Own | Pronoun::Listener => None,
    }
}

/// The named person whom "he" or "she" at `token` would mean, were it not `except`.
pub(super) fn named(scene: &mut Scene, token: usize, gender: Gender, except: Option<usize>) -> Option<usize> {
    salient(scene, token, Pronoun::One, gender, Some(except))
}

/// Who demands it, where "he" or "she" at `token` is to do something: a plain verb follows ("asked that she resign").
pub(super) fn demanded_of(scene: &Scene, token: usize) -> Option<usize> {
    let plain = matches!(scene.analysis.tag(token + 1), Tag::Vb | Tag::Vbp)
        && token > 0
        && scene.analysis.low(token - 1) == "that";
    if !plain {
        return None;
    }
    let start = scene.sentence_start(token);
    let upto = scene.names.from(token);
    let name = upto.checked_sub(1).filter(|&index| scene.names.0[index].tokens.start >= start)?;
    scene.cast.of_name[name]
}

/// "It ordered the federation to pay": whom the verb behind the pronoun at `token` has for its object, and who is not "it".
fn object(scene: &Scene, token: usize) -> Option<usize> {
    let analysis = scene.analysis;
    let verb = analysis.tag(token + 1).is_finite_verb() && analysis.low(token + 2) == "the";
    if !verb {
        return None;
    }
    let end = analysis.sentence_of(token).map_or(token, |sentence| analysis.sentences[sentence].tokens.end);
    match mention::head(analysis, scene.names, token + 2..end.min(token + 8)) {
        Head::Noun(noun) => super::definite::resolve(scene, &noun),
        _ => None,
    }
}

fn fits(scene: &Scene, entity: usize, sort: Pronoun, gender: Gender) -> bool {
    let known = &scene.cast.entities[entity];
    match sort {
        Pronoun::One => {
            let one = known.kind == SourceKind::Person || (known.kind == SourceKind::Group && !known.plural);
            one && known.gender.fits(gender)
        }
        Pronoun::Many => {
            known.plural || matches!(known.kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Group)
        }
        _ => {
            matches!(known.kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Document) && !known.plural
        }
    }
}

/// A place in the text that may be what the pronoun points back to.
struct Candidate {
    entity: usize,
    score: i64,
    token: usize,
}

/// The most salient of those who fit; `named` asks for somebody with a name, other than the one it gives.
fn salient(
    scene: &mut Scene,
    token: usize,
    sort: Pronoun,
    gender: Gender,
    named: Option<Option<usize>>,
) -> Option<usize> {
    let nouns = named.is_none();
    let except = named.flatten().or_else(|| (sort == Pronoun::Thing).then(|| object(scene, token)).flatten());
    let here = scene.sentence(token);
    let block = scene.block(token);
    let quotation = scene.quotation(token);
    let mut best: Option<Candidate> = None;
    let mut offer = |candidate: Candidate| {
        if candidate.score > 0
            && best.as_ref().is_none_or(|known| (candidate.score, candidate.token) > (known.score, known.token))
        {
            best = Some(candidate);
        }
    };
    let near = |scene: &Scene, at: usize| {
        let sentences = here.saturating_sub(scene.sentence(at));
        let blocks = block.saturating_sub(scene.block(at));
        (sentences <= SENTENCES && blocks < BLOCKS).then_some((sentences.min(4) as i64, blocks as i64))
    };
    // Names.
    let upto = scene.names.from(token);
    for index in (upto.saturating_sub(NAMES)..upto).rev() {
        let name = &scene.names.0[index];
        if !name.prose || name.tokens.end > token {
            continue;
        }
        let Some(entity) = scene.cast.of_name[index] else { continue };
        let Some((sentences, blocks)) = near(scene, name.tokens.start) else { break };
        // "For Ann and Bo Roe, who lost both, it is late. Their debts, they say, …"
        let pair = (sort == Pronoun::Many && blocks == 0).then(|| paired(scene, index)).flatten();
        if let Some(first) = pair {
            let begins = scene.names.0[first].front.start;
            let subject = if scene.is_subject(begins) || opens_for(scene, begins) { 4 } else { 0 };
            let quoted = scene.quotation(begins).is_some();
            let score = 17 - 3 * sentences - 2 * blocks + subject - if quoted { 9 } else { 0 };
            offer(Candidate { entity, score, token: name.tokens.start });
            continue;
        }
        if !fits(scene, entity, sort, gender) || except == Some(entity) {
            continue;
        }
        let known = &scene.cast.entities[entity];
        // "from Halden": a place, as long as no list knows it for somebody.
        if sort == Pronoun::One && name.class == Class::Unknown && after_place_word(scene.analysis, name.tokens.start) {
            continue;
        }
        // "It proved", behind "Sen. Roe of Idaho": not the state.
        if sort == Pronoun::Thing && name.class == Class::Place && of_place(scene, name.tokens.start) {
            continue;
        }
        let begins = name.front.start;
        let quoted = scene.quotation(begins);
        // A pronoun's own paragraph brings in whom it means.
        let mut score = 14 - 3 * sentences - 2 * blocks + if blocks == 0 && sort == Pronoun::One { 2 } else { 0 };
        score += if scene.is_subject(begins) || opens_for(scene, begins) { 4 } else { 0 };
        score -= if scene.is_aside(begins, name.tokens.end) { 4 } else { 0 };
        score -= if quoted.is_some() && quoted != quotation { 9 } else { 0 };
        score += if gender != Gender::Unknown && known.gender == gender { 3 } else { 0 };
        score -= if name.class == Class::Place && sort != Pronoun::Many { 3 } else { 0 };
        score -= if sort == Pronoun::Many && !known.plural { 3 } else { 0 };
        // Whoever is only described by the sentence that speaks of another.
        score -= if inside_description(scene, index) { 5 } else { 0 };
        offer(Candidate { entity, score, token: name.tokens.start });
    }
    // Those who spoke, or whom other words meant.
    let upto = scene.log.partition_point(|meant| meant.token < token);
    for meant in scene.log[upto.saturating_sub(NAMES)..upto].iter().rev() {
        let Some((sentences, blocks)) = near(scene, meant.token) else { break };
        // "A spokesperson said A. B, they added.": one of whom no more is known.
        let unknown = sort == Pronoun::Many && meant.speaks && blocks == 0 && is_unknown(scene, meant.entity);
        if !unknown && !fits(scene, meant.entity, sort, gender)
            || except == Some(meant.entity)
            || !nouns && !scene.cast.entities[meant.entity].named
        {
            continue;
        }
        let known = &scene.cast.entities[meant.entity];
        let across = if sort == Pronoun::One { 5 } else { 3 };
        let inner = scene.quotation(meant.token).is_some() && quotation.is_none();
        let mut score = 17 - 2 * sentences - across * blocks + if meant.speaks { 5 } else { 1 };
        score += if gender != Gender::Unknown && known.gender == gender { 3 } else { 0 };
        score -= if inner { 9 } else { 0 };
        offer(Candidate { entity: meant.entity, score, token: meant.token });
    }
    let best = best.map(|candidate| (candidate.entity, candidate.score, candidate.token));
    // "…, they point out, …": whoever spoke, not of whom.
    let point_out = token > 0
        && scene.analysis.word(token - 1) == ","
        && (token + 2..token + 4).any(|at| scene.analysis.word(at) == ",");
    if nouns
        && sort == Pronoun::Many
        && !point_out
        && let Some((noun, score)) = people_before(scene, token)
        && best.is_none_or(|(_, known, at)| score > known && (noun.head > at || score > known + SURELY))
    {
        let entity = unnamed::entity(scene, &noun);
        scene.note(noun.core.clone(), entity, false, true);
        return Some(entity);
    }
    // A noun that opens this sentence or one of the two before: "A farmer lost two cows. He said …"
    for back in 0..if nouns { 3 } else { 0 } {
        let Some(sentence) = here.checked_sub(back).and_then(|index| scene.analysis.sentences.get(index)) else {
            break;
        };
        let start = sentence.tokens.start;
        if !sentence.prose || block.saturating_sub(sentence.block) > 1 {
            break;
        }
        let start_token = start + usize::from(matches!(scene.analysis.low(start), "“" | "\""));
        // "Asked which was right, a nurse laughed. “…,” she said."
        let asked = matches!(scene.analysis.low(start_token), "asked" | "pressed" | "questioned" | "challenged");
        let question = (start_token..sentence.tokens.end.min(start_token + QUESTION))
            .find(|&at| asked && scene.analysis.word(at) == "," && scene.analysis.tag(at + 1) == Tag::Dt);
        let start_token = question.map_or(start_token, |comma| comma + 1);
        let limit = sentence.tokens.end.min(start_token + 14).min(token);
        // "Her office on Thursday stood by it": when is no part of who.
        let day = (start_token + 1..limit).find(|&at| lexicon().is_time(scene.analysis.low(at)));
        let limit =
            day.map_or(limit, |day| day - usize::from(matches!(scene.analysis.low(day - 1), "on" | "in" | "last")));
        if scene.quotation(start_token).is_some()
            || limit <= start_token
            || matches!(scene.analysis.tag(start_token), Tag::In | Tag::Prp)
        {
            continue;
        }
        let Head::Noun(noun) = mention::head(scene.analysis, scene.names, start_token..limit) else { continue };
        // "Its owner, Solvane, said A; it did not say B": whoever is named right behind is looked at by name.
        if scene.analysis.word(noun.end) == "," && scene.names.at(noun.end + 1).is_some() {
            continue;
        }
        let role = lexicon().role(scene.analysis.low(noun.head));
        let group =
            lexicon().is_group(scene.analysis.low(noun.head)) || lexicon().is_roles(scene.analysis.low(noun.head));
        let suits = match sort {
            Pronoun::One => role.is_some_and(|known| known.fits(gender)),
            Pronoun::Many => group,
            // "Her office stood by that. “…,” it said": also a body that has no name.
            _ => {
                let low = scene.analysis.low(noun.head);
                let owned = scene.analysis.tag(start_token) == Tag::PrpPoss && lexicon().body_noun(low).is_some();
                owned || lexicon().is_document(low) && noun.definite
            }
        };
        let score = 17 - 3 * back as i64 + if question.is_some() { SURELY + 1 } else { 0 };
        if suits && best.is_none_or(|(_, known, at)| score > known && noun.head > at) {
            let entity = unnamed::entity(scene, &noun);
            scene.note(noun.core.clone(), entity, false, true);
            return Some(entity);
        }
    }
    best.map(|(entity, ..)| entity)
}

/// "For Roe, who lost both, it is hard. “…,” she said.": whether the name at `begins` opens its sentence behind a preposition.
fn opens_for(scene: &Scene, begins: usize) -> bool {
    scene.sentence_start(begins) + 1 == begins && scene.analysis.low(begins - 1) == "for"
}

/// "Ann and Bo Roe": the name of the other person that stands right before that at `index`.
fn paired(scene: &Scene, index: usize) -> Option<usize> {
    let first = index.checked_sub(1)?;
    let (one, other) = (&scene.names.0[first], &scene.names.0[index]);
    let joined = one.tokens.end + 1 == other.front.start && scene.analysis.low(one.tokens.end) == "and";
    let person = |index: usize| {
        scene.cast.of_name[index].is_some_and(|entity| {
            let known = &scene.cast.entities[entity];
            known.kind == SourceKind::Person && known.named
        })
    };
    // "crime and police" are no two people.
    let full = scene.cast.of_name[index].is_some_and(|entity| scene.cast.entities[entity].name.contains(' '));
    (joined && full && person(first) && person(index)).then_some(first)
}

/// Whether the name at `begins` says where, or where somebody is from: "in Beira", "of Idaho".
fn of_place(scene: &Scene, begins: usize) -> bool {
    after_place_word(scene.analysis, begins) || begins > 0 && scene.analysis.low(begins - 1) == "of"
}

/// Whether of a person neither name nor gender is known.
fn is_unknown(scene: &Scene, entity: usize) -> bool {
    let known = &scene.cast.entities[entity];
    known.kind == SourceKind::Person && !known.named && known.gender == Gender::Unknown
}

/// The last unnamed people before `token`, in its sentence or the one before, outside quotations, and how salient they are:
/// "She said voters were angry and that they blamed both parties".
fn people_before(scene: &Scene, token: usize) -> Option<(mention::Noun, i64)> {
    let here = scene.sentence(token);
    let floor = here.saturating_sub(1);
    let start = scene.analysis.sentences.get(floor)?.tokens.start.max(token.saturating_sub(60));
    let people = (start..token).rev().filter(|&at| {
        let low = scene.analysis.low(at);
        let people = lexicon().is_group(low) || lexicon().is_roles(low);
        people && matches!(scene.analysis.tag(at), Tag::Nns | Tag::Nnps) && scene.quotation(at).is_none()
    });
    let mut best: Option<(mention::Noun, i64)> = None;
    for found in people {
        let phrase = noun_before(scene, found);
        let first = phrase.start;
        // "Researchers at the university examined 47 cities": whoever opens the sentence did it.
        let opens = first == scene.sentence_start(found) && scene.analysis.tag(found + 1) == Tag::In;
        let subject = opens || matches!(scene.analysis.tag(found + 1), Tag::Vbd | Tag::Vbp | Tag::Md);
        let Head::Noun(noun) = mention::head(scene.analysis, scene.names, phrase) else { continue };
        let aside = !subject && scene.is_aside(first, found + 1);
        let back = (here - scene.sentence(found)) as i64;
        let blocks = (scene.block(token) - scene.block(found)) as i64;
        let score = 16 - 3 * back - 3 * blocks + if subject { 5 } else { 0 } - if aside { 6 } else { 0 };
        if best.as_ref().is_none_or(|(_, known)| score > *known) {
            best = Some((noun, score));
        }
    }
    best
}

/// Whether the name at `index` stands in the description of the name before it.
fn inside_description(scene: &Scene, index: usize) -> bool {
    let token = scene.names.0[index].tokens.start;
    (index.saturating_sub(3)..index).any(|before| scene.cast.spans[before].contains(&token))
}

/// "who", "which", "that": what stands right before.
fn relative(scene: &mut Scene, token: usize) -> Option<usize> {
    let start = scene.sentence_start(token).max(token.saturating_sub(16));
    let person = scene.analysis.low(token).starts_with("who");
    let mut at = token;
    let mut place = None;
    while at > start {
        at -= 1;
        if let Some(index) = scene.names.at(at) {
            let name = &scene.names.0[index];
            let (tokens, class) = (name.tokens.clone(), name.class);
            // "The ministry in Moravsk, which has denied it": not the town, if a body stands before.
            let situated = !person && place.is_none() && class != Class::Person && !class.is_body();
            if situated && after_place_word(scene.analysis, tokens.start) {
                place = scene.cast.of_name[index];
                at = tokens.start - 1;
                let low = scene.analysis.low(at.saturating_sub(1));
                if lexicon().body_noun(low).is_none() {
                    return place;
                }
                continue;
            }
            // "X, a researcher at RAND who says": the one described.
            if person && class != Class::Person {
                if let Some(owner) = described(scene, index) {
                    return Some(owner);
                }
                if class != Class::Unknown {
                    at = tokens.start;
                    continue;
                }
            }
            return scene.cast.of_name[index];
        }
        let low = scene.analysis.low(at);
        let noun = if person {
            lexicon().is_people_noun(low)
        } else {
            let right_before = at + 1 == token || at + 2 == token && scene.analysis.low(at + 1) == ",";
            right_before && matches!(scene.analysis.tag(at), Tag::Nn | Tag::Nns)
                || lexicon().is_document(low)
                || lexicon().body_noun(low).is_some()
        };
        if !noun {
            continue;
        }
        let before = scene.names.from(at);
        if let Some(owner) = (before.saturating_sub(3)..before).rev().find(|&name| scene.cast.spans[name].contains(&at))
        {
            return scene.cast.of_name[owner];
        }
        let phrase = noun_before(scene, at);
        if let Head::Noun(noun) = mention::head(scene.analysis, scene.names, phrase) {
            return Some(unnamed::resolve(scene, &noun));
        }
        return place;
    }
    place
}

/// The person in whose description the name at `index` stands.
fn described(scene: &Scene, index: usize) -> Option<usize> {
    let token = scene.names.0[index].tokens.start;
    let owner = (index.saturating_sub(4)..index).rev().find(|&before| scene.cast.spans[before].contains(&token))?;
    scene.cast.of_name[owner]
}

/// The tokens of the noun phrase that ends with the noun at `head`.
fn noun_before(scene: &Scene, head: usize) -> Range<usize> {
    let floor = scene.sentence_start(head).max(head.saturating_sub(8));
    let mut start = head;
    while start > floor {
        let tag = scene.analysis.tag(start - 1);
        let part = matches!(
            tag,
            Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Pos | Tag::Cd | Tag::Vbn
        );
        let first = matches!(tag, Tag::Dt | Tag::PrpPoss);
        // "had quoted two people": a participle of a verb before them.
        let verb = tag == Tag::Vbn
            && start > floor + 1
            && (scene.analysis.tag(start - 2).is_verb() || scene.analysis.tag(start - 2).is_adverb());
        if verb {
            break;
        }
        if !part && !first {
            break;
        }
        start -= 1;
        if first {
            break;
        }
    }
    start..head + 1
}
