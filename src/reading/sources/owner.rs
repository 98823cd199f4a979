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
    if known.kind != SourceKind::Person || known.affiliation.is_some() || tokens.is_empty() {
        return;
    }
    let clitic = |at: usize| matches!(scene.analysis.low(at), "'s" | "’s" | "'" | "’");
    let its = tokens.clone().take(24).find(|&at| {
        scene.analysis.low(at) == "its" && (at == tokens.start || matches!(scene.analysis.low(at - 1), "," | "of" | "for"))
    });
    let end = tokens.clone().take(6).find(|&at| clitic(at));
    let owner = if let Some(at) = its {
        pronoun::resolve(scene, at, Pronoun::Thing, Gender::Unknown)
    } else if let Some(end) = end.filter(|_| scene.analysis.low(tokens.start) == "the") {
        match mention::head(scene.analysis, scene.names, tokens.start..end) {
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

/// The named person whom "his" or "her" at the front of `noun` means.
pub(super) fn person(scene: &mut Scene, noun: &Noun) -> Option<usize> {
    let gender = match scene.analysis.low(noun.core.start) {
        "his" => Gender::Male,
        "her" => Gender::Female,
        _ => return None,
    };
    let owner = pronoun::named(scene, noun.core.start, gender)?;
    scene.cast.entities[owner].named.then_some(owner)
}
