//! "Officials put the toll at 40", "the ministry counted some 40 dead": verbs that attribute a number and little else.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon;
use super::nouns;
use super::scene::Scene;

fn verbs() -> &'static FxHashMap<&'static str, &'static str> {
    static VERBS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    VERBS.get_or_init(|| {
        lexicon::lines(include_str!("lexicon/placing.tsv")).filter_map(|l| l.split_once('\t')).collect()
    })
}

/// The draft of verb group `index`, if it gives a number.
pub(super) fn draft(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let place = verbs().get(a.low(group.head))?;
    if group.passive
        || group.shape == Shape::Infinitive
        || group.tokens.end != group.head + 1 && a.low(group.head + 1) != "it"
    {
        return None;
    }
    let ceiling = scene.bounds(group.head).end;
    // "put it" may be a cue of its own.
    let start = group.head + 1;
    let number = |from: usize| {
        (from..ceiling.min(from + 5)).any(|at| {
            a.tag(at) == Tag::Cd || matches!(a.low(at), "half" | "third" | "quarter" | "twice" | "double" | "triple")
        })
    };
    let gives = if place.trim() == "as" {
        let object = nouns::base(a, start, ceiling)?;
        a.low(object.end) == "as" && number(object.end + 1)
    } else if place.trim() == "at" {
        let object = nouns::starting_at(a, start, ceiling)?;
        let at = (object.start + 1..ceiling.min(object.end + 8)).find(|&at| {
            matches!(
                a.low(at),
                "at" | "near"
                    | "around"
                    | "above"
                    | "below"
                    | "under"
                    | "over"
                    | "between"
                    | "closer"
                    | "nearer"
                    | "higher"
                    | "lower"
            )
        })?;
        number(at + 1) && (object.start..at).all(|token| a.tag(token) != Tag::Punct && !a.tag(token).is_finite_verb())
    } else {
        (start..ceiling.min(start + 4))
            .take_while(|&at| !a.tag(at).is_noun() && a.tag(at) != Tag::Punct)
            .any(|at| a.tag(at) == Tag::Cd)
    };
    let subject = scene.subject(index).filter(|_| gives)?;
    let end = scene.content_end(index, start, true);
    (end > start)
        .then(|| Draft::new("placing", group.head, group.tokens.start..start, start..end).said_by(Some(subject.tokens)))
}
