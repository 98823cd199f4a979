//! Through whom a claim came: an outlet, a platform, somebody who publishes what is told to them. Who only listened ("told his
//! wife", "told the court", "told lawmakers", "told the president") is none.

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::attribution::{Told, Via};

use super::kind::is_brand;
use super::lexicon::{BodyKind, lexicon};
use super::mention::{self, Head};
use super::names::{Class, Name, is_acronym, is_capital};
use super::scene::Scene;
use super::unnamed;

/// The entity of the first of `candidates` that is a channel, with the tokens that name it.
pub(super) fn resolve(scene: &mut Scene, candidates: &[Via]) -> Option<usize> {
    candidates.iter().find_map(|via| {
        let tokens = scene.tokens(&via.bytes);
        if tokens.is_empty() {
            return None;
        }
        listed(scene, &tokens).or_else(|| named(scene, &tokens, via.told)).or_else(|| medium(scene, &tokens, via.told))
    })
}

/// A listed outlet among `tokens`, or one that its last word shows to be one: "CNN’s Dana Frey", "Russia's TASS", "Fox News host
/// Dana Frey", "the Lakewood Courier".
fn listed(scene: &mut Scene, tokens: &Range<usize>) -> Option<usize> {
    for at in tokens.clone() {
        if let Some(index) = scene.names.at(at) {
            let name = &scene.names.0[index];
            let initial = name.class == Class::Unknown && name.tokens.len() == 1;
            if name.class == Class::Outlet && name.tokens.start == at {
                let name = name.clone();
                return match name.body {
                    // One row whatever it is called here, and whatever else its word may mean in this article.
                    Some(_) => scene.cast.outlet(scene.analysis, &name),
                    None => scene.cast.of_name[index],
                };
            }
            if !initial {
                continue;
            }
        }
        // Hidden among the words that describe a person.
        // "on X." at a sentence's end is no initial.
        let bare = |word| if at + 1 == tokens.end { str::trim_end_matches(word, '.') } else { word };
        let word = |ahead: usize| if at + ahead < tokens.end { bare(scene.analysis.word(at + ahead)) } else { "" };
        let low = bare(scene.analysis.low(at));
        let Some((body, count)) = lexicon().body_at(low, true, word) else { continue };
        let outlet = lexicon().body(body).is_some_and(|body| body.kind == BodyKind::Outlet);
        if outlet && is_capital(scene.analysis.word(at)) {
            return scene.cast.outlet(scene.analysis, &Name::listed(at..at + count, body));
        }
    }
    None
}

/// A name that can be nobody's but an outlet's, or a body that publishes what it is told.
fn named(scene: &mut Scene, tokens: &Range<usize>, told: Told) -> Option<usize> {
    let index = tokens.clone().rev().find_map(|at| scene.names.at(at))?;
    let name = &scene.names.0[index];
    let entity = scene.cast.of_name[index]?;
    let known = &scene.cast.entities[entity];
    if known.kind == SourceKind::Outlet {
        return Some(entity);
    }
    // "the broadcaster LBCI"
    let medium = (tokens.start..name.tokens.start)
        .any(|at| lexicon().is_medium(scene.analysis.low(at.saturating_sub(1)), scene.analysis.low(at), false));
    if medium && known.role.is_none() && (!name.sure || known.kind != SourceKind::Person) {
        scene.cast.entities[entity].kind = SourceKind::Outlet;
        return Some(entity);
    }
    let closes = name.tokens.end >= tokens.end;
    if told == Told::On || !closes {
        return None;
    }
    // "told the Ledger": as a text it would have told nobody.
    let last = scene.analysis.low(name.tokens.end - 1);
    let outlet = lexicon().body_ending(last).is_some_and(|noun| noun.kind == SourceKind::Outlet);
    if outlet && matches!(known.kind, SourceKind::Organisation | SourceKind::Document) {
        scene.cast.entities[entity].kind = SourceKind::Outlet;
        return Some(entity);
    }
    // "told DAZN", "told TechWire": broadcasters go by their letters alone; other bodies that nobody spelt out have an article.
    let letters = name.tokens.len() == 1
        && name.tokens.start == tokens.start
        && name.body.is_none()
        && (is_acronym(scene.analysis.word(name.tokens.start)) || is_brand(scene.analysis.word(name.tokens.start)))
        && known.spoke.is_empty()
        && known.at.len() == 1;
    if known.kind == SourceKind::Organisation && letters {
        scene.cast.entities[entity].kind = SourceKind::Outlet;
        return Some(entity);
    }
    if known.kind == SourceKind::Organisation {
        return known.nouns.iter().any(|noun| lexicon().publishes(noun)).then_some(entity);
    }
    let surname = lexicon().surnames.contains(scene.analysis.word(name.tokens.end - 1));
    // "asked by JPMorgan's Harlan Sur"
    let owner =
        name.tokens.start.checked_sub(2).and_then(|at| scene.names.at(at)).map(|owner| scene.names.0[owner].class);
    let whose = matches!(scene.analysis.low(name.tokens.start.saturating_sub(1)), "'s" | "’s")
        && owner.is_some_and(|owner| owner.is_body());
    let stranger = known.kind == SourceKind::Person
        && !whose
        && matches!(name.class, Class::Unknown | Class::Person)
        && !name.sure
        && !surname
        && name.front.is_empty()
        && known.role.is_none()
        && known.spoke.is_empty()
        && known.at.len() == 1;
    if !stranger {
        return None;
    }
    scene.cast.entities[entity].kind = SourceKind::Outlet;
    Some(entity)
}

/// How many sentences before "the paper" the outlet may be named, …
const BACK: usize = 2;
/// … and how many names before.
const NAMES: usize = 8;

/// The outlet that was named last before token `at`: "a report in the Ledger … told the paper".
fn outlet_before(scene: &Scene, at: usize) -> Option<usize> {
    let upto = scene.names.from(at);
    (upto.saturating_sub(NAMES)..upto)
        .rev()
        .filter(|&index| scene.sentence(at) <= scene.sentence(scene.names.0[index].tokens.start) + BACK)
        .filter_map(|index| scene.cast.of_name[index])
        .find(|&entity| scene.cast.entities[entity].kind == SourceKind::Outlet)
}

/// "the newspaper", "state television", "a news conference"; not a speaker's own "its website".
fn medium(scene: &mut Scene, tokens: &Range<usize>, told: Told) -> Option<usize> {
    let last = tokens.end - 1;
    let low = |at: usize| scene.analysis.low(at);
    if !lexicon().is_medium(low(last.saturating_sub(1)), low(last), told == Told::On)
        || matches!(low(tokens.start), "his" | "her" | "its" | "their" | "our" | "my")
    {
        return None;
    }
    let last_word = low(last).to_owned();
    let Head::Noun(noun) = mention::head(scene.analysis, scene.names, tokens.clone()) else { return None };
    if noun.definite
        && noun.bare.len() == 1
        && let Some(entity) = outlet_before(scene, noun.head)
    {
        scene.note(noun.core.clone(), entity, false, true);
        return Some(entity);
    }
    let entity = unnamed::resolve(scene, &noun);
    let known = &mut scene.cast.entities[entity];
    if known.kind == SourceKind::Person {
        return None;
    }
    // An occasion is no body, whatever else a conference may be.
    if known.kind == SourceKind::Organisation && !known.named && matches!(last_word.as_str(), "conference" | "briefing")
    {
        known.kind = SourceKind::Document;
    }
    scene.note(noun.core.clone(), entity, false, true);
    Some(entity)
}
