//! Whom a described person belongs to, where a word stands for it: "its chief executive, X,", "the company's lawyer, X,".

use std::ops::Range;

use crate::model::SourceKind;

use super::lexicon::{Gender, lexicon};
use super::mention::{self, Head, Noun, Pronoun};
use super::scene::Scene;
use super::{definite, pronoun};

/// Ties the person `entity`, whom the words at `tokens` name, to the body that "its" or "the company's" there means.
pub(super) fn attach(scene: &mut Scene, tokens: &Range<usize>, entity: usize) {
    let known = &scene.cast.entities[entity];
    if known.kind != SourceKind::Person || tokens.is_empty() {
        return;
    }
    if let Some(body) = known.affiliation {
        return name_body(scene, tokens, entity, body);
    }
    let clitic = |at: usize| matches!(scene.analysis.low(at), "'s" | "’s" | "'" | "’");
    let its = tokens.clone().take(24).find(|&at| {
        scene.analysis.low(at) == "its"
            && (at == tokens.start || matches!(scene.analysis.low(at - 1), "," | "of" | "for"))
    });
    let end = tokens.clone().take(24).find(|&at| clitic(at));
    let the = end.and_then(|end| (end.saturating_sub(5)..end).rev().find(|&at| scene.analysis.low(at) == "the"));
    let owner = if let Some(at) = its {
        pronoun::resolve(scene, at, Pronoun::Thing, Gender::Unknown)
    } else if let (Some(start), Some(end)) = (the.filter(|the| tokens.contains(the)), end) {
        match mention::head(scene.analysis, scene.names, start..end) {
            Head::Noun(noun) if lexicon().body_noun(scene.analysis.low(noun.head)).is_some() => {
                definite::resolve(scene, &noun)
            }
            _ => None,
        }
    } else {
        None
    };
    // A study's author works where the study was made.
    let owner = owner.and_then(|owner| match scene.cast.entities[owner].kind {
        SourceKind::Organisation | SourceKind::Outlet => Some(owner),
        SourceKind::Document => scene.cast.entities[owner].affiliation,
        _ => None,
    });
    let Some(owner) = owner.filter(|&owner| owner != entity) else { return };
    let known = &mut scene.cast.entities[entity];
    known.affiliation = Some(owner);
    if let Some((_, rest)) = known.role.as_ref().and_then(|role| role.split_once("’s ").or(role.split_once("'s "))) {
        known.role = Some(rest.to_owned());
    }
}

/// "a spokeswoman for the watchdog": the body that "the watchdog" means, if the text named it before.
fn name_body(scene: &mut Scene, tokens: &Range<usize>, entity: usize, body: usize) {
    let described = scene.cast.entities[body].name.clone();
    if described.contains(char::is_uppercase) || described.contains(' ') {
        return;
    }
    let the =
        tokens.clone().take(24).find(|&at| scene.analysis.low(at) == "the" && scene.analysis.low(at + 1) == described);
    let Some(the) = the else { return };
    let Head::Noun(noun) = mention::head(scene.analysis, scene.names, the..the + 2) else { return };
    let meant = definite::resolve(scene, &noun).filter(|&meant| {
        meant != body
            && scene.cast.entities[meant].named
            && matches!(scene.cast.entities[meant].kind, SourceKind::Organisation | SourceKind::Outlet)
    });
    let Some(meant) = meant else { return };
    let known = &mut scene.cast.entities[entity];
    known.affiliation = Some(meant);
    let attached = format!(" the {described}");
    if let Some(role) = known.role.as_ref().and_then(|role| role.strip_suffix(&attached)) {
        known.role = role.rsplit_once(' ').map(|(role, _)| role.to_owned());
    }
}

/// The named person whom "his" or "her" at the front of `noun` means.
pub(super) fn person(scene: &mut Scene, noun: &Noun) -> Option<usize> {
    let gender = match scene.analysis.low(noun.core.start) {
        "his" => Gender::Male,
        "her" => Gender::Female,
        _ => return None,
    };
    let owner = pronoun::named(scene, noun.core.start, gender, None)?;
    // Better nobody's office than somebody else's.
    let known = &scene.cast.entities[owner];
    let last = known.last_before(noun.core.start)?;
    let near = scene.sentence(noun.core.start).saturating_sub(scene.sentence(last)) <= 1;
    (known.gender == gender && near).then_some(owner)
}
