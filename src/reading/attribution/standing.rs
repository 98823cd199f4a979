//! How a rule's claim stands: who says it, and in what form its cue is. "It to reach" is less of a claim than "Lee warned".

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::tagger::Tag;
use super::confidence;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::Class;
use super::scene::Scene;

/// What the standing of `draft` adds to the log odds of its being right.
pub(super) fn log_odds(scene: &Scene, draft: &Draft) -> f64 {
    static TABLE: OnceLock<FxHashMap<&'static str, f64>> = OnceLock::new();
    let table = TABLE.get_or_init(|| confidence::pairs(include_str!("lexicon/standing.tsv")).collect());
    let of = |name: &str| table.get(name).copied().unwrap_or_default();
    let form = match scene.groups.get(scene.group_from(draft.head)) {
        Some(group) if group.head == draft.head => match group.shape {
            Shape::Infinitive => of("infinitive"),
            Shape::Gerund => of("gerund"),
            Shape::Finite | Shape::Participle if group.cue.is_some_and(|cue| cue.class == Class::Deny) => of("denial"),
            Shape::Finite if scene.withholds(scene.group_from(draft.head)) => of("withheld"),
            Shape::Finite | Shape::Participle => 0.0,
        },
        _ => 0.0,
    };
    of(sort(scene, draft)) + form
}

/// What the source of `draft` is, as `lexicon/standing.tsv` calls it.
fn sort(scene: &Scene, draft: &Draft) -> &'static str {
    let a = scene.a;
    let Some(source) = draft.source.first().filter(|source| !source.is_empty()) else {
        // "is thought to have left"
        return if draft.rule.starts_with("passive_") { "hearsay" } else { "nobody" };
    };
    let low = a.low(source.start);
    if matches!(low, "who" | "which" | "that") && !a.tag(source.start).is_proper() {
        "relative"
    } else if a.tag(source.start) == Tag::Prp && source.len() == 1 {
        if matches!(low, "he" | "she") { "person" } else { "thing" }
    } else if source.clone().any(|at| a.tag(at).is_proper()) {
        "named"
    } else {
        "noun"
    }
}
