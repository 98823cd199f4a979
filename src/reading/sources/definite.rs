//! "the minister", "the company", "the report": whoever was described so before.

use crate::model::SourceKind;

use super::lexicon::{Gender, lexicon};
use super::mention::Noun;
use super::scene::Scene;

/// Words that tell nothing of who is meant.
const PLAIN: [&str; 10] = ["same", "latest", "new", "latter", "two", "three", "four", "five", "then", "current"];

/// Words that tell one holder of an office from another.
const TELLING: [&str; 18] = [
    "deputy",
    "vice",
    "assistant",
    "acting",
    "interim",
    "former",
    "ex",
    "second",
    "first",
    "third",
    "junior",
    "senior",
    "associate",
    "other",
    "rival",
    "local",
    "young",
    "old",
];

/// Words for whose a body is: "the federal health ministry" is none of a state.
const LEVELS: [&str; 9] =
    ["federal", "state", "national", "regional", "provincial", "municipal", "county", "city", "local"];

/// The entity that the definite noun phrase `noun` means, if the text brought one in before it.
pub(super) fn resolve(scene: &Scene, noun: &Noun) -> Option<usize> {
    let analysis = scene.analysis;
    let head = analysis.low(noun.head).to_owned();
    let modifiers: Vec<&str> = (noun.bare.start..noun.head)
        .map(|at| analysis.low(at))
        .filter(|word| {
            word.starts_with(char::is_alphanumeric) && !PLAIN.contains(word) && !super::mention::is_quantity(word)
        })
        .collect();
    // "the deputy minister" is not the minister, "the Iowa senator" not the one from Utah.
    let telling = (noun.bare.start..noun.head)
        .any(|at| TELLING.contains(&analysis.low(at)) || analysis.word(at).starts_with(char::is_uppercase));
    let gender = lexicon().role(&head).unwrap_or_default();
    let plural = lexicon().is_group(&head) || lexicon().is_roles(&head);
    let attached = noun.end > noun.head + 1;
    let mut keys = vec![head.as_str()];
    keys.extend(lexicon().same_role.get(head.as_str()).into_iter().flatten());
    let here = scene.sentence(noun.core.start);
    let first_block = scene.first_block();
    let mut best: Option<((i64, usize), usize)> = None;
    for (rank, key) in keys.into_iter().enumerate() {
        for &entity in scene.cast.called(key, noun.core.start) {
            let known = &scene.cast.entities[entity];
            if !known.gender.fits(gender)
                || (gender != Gender::Unknown && known.kind != SourceKind::Person && known.kind != SourceKind::Group)
            {
                continue;
            }
            // "his spokesperson" is not the rebel spokesman of whom nothing else is told.
            let hers = matches!(analysis.low(noun.core.start), "his" | "her");
            if hers && rank > 0 && !known.named {
                continue;
            }
            let level = modifiers.iter().find(|word| LEVELS.contains(word));
            let another = |word: &&str| {
                !known.words.iter().any(|own| own == *word)
                    && known.words.iter().any(|own| LEVELS.contains(&own.as_str()))
            };
            if level.is_some_and(another) {
                continue;
            }
            let people = matches!(known.kind, SourceKind::Person | SourceKind::Group);
            if people && known.plural != plural {
                continue;
            }
            let matched = modifiers.iter().filter(|word| tells(scene, entity, word)).count();
            // "the Iowa senator" is not the senator from Utah.
            // "the defense attorney" may be the lawyer.
            let unknown = modifiers.len() - matched;
            if unknown > 1
                || (unknown == 1 && matched == 0 && (!people || plural || telling || noun.owned || !known.named))
            {
                continue;
            }
            // "the head of the navy" is not the head of the bank.
            if attached && !attached_fits(scene, entity, noun) {
                continue;
            }
            let last = known.last_before(noun.core.start).unwrap_or(known.first);
            let distance = here.saturating_sub(scene.sentence(last)).min(if people { 12 } else { 8 }) as i64;
            // The body that the article begins with is what it is about.
            let first =
                !people && known.named && scene.block(known.first) <= first_block + 1 && known.first < noun.core.start;
            let spoke = known.spoke.first().is_some_and(|&at| at < noun.core.start);
            let score = i64::from(rank == 0) * 6 + matched as i64 * 3 - unknown as i64 * 4 - distance
                + i64::from(spoke) * 3
                + i64::from(first) * 3;
            if best.is_none_or(|(known, _)| (score, last) > known) {
                best = Some(((score, last), entity));
            }
        }
    }
    best.map(|(_, entity)| entity)
}

/// Whether `word` is among what is known of `entity`.
fn tells(scene: &Scene, entity: usize, word: &str) -> bool {
    let known = &scene.cast.entities[entity];
    let country = lexicon().country_of.get(word).map(|country| country.to_lowercase());
    let is_in = |words: &[String]| {
        words.iter().any(|other| {
            other == word
                || country.as_ref().is_some_and(|country| {
                    other == country
                        || lexicon().country_of.get(other.as_str()).is_some_and(|c| c.to_lowercase() == *country)
                })
        })
    };
    let role = known.role.as_deref().unwrap_or("").to_lowercase();
    let role_words: Vec<String> = role.split([' ', '-', '\'', '’']).map(str::to_owned).collect();
    let name_words: Vec<String> = known.name.split([' ', '-', '\'', '’']).map(str::to_lowercase).collect();
    let employer = known.affiliation.map(|body| &scene.cast.entities[body].words);
    is_in(&known.role_words)
        || is_in(&role_words)
        || is_in(&name_words)
        || is_in(&known.words)
        || employer.is_some_and(|words| is_in(words))
}

/// Whether what is attached to `noun` ("of the bank") is known of `entity`.
fn attached_fits(scene: &Scene, entity: usize, noun: &Noun) -> bool {
    let mut words = (noun.head + 1..noun.end)
        .map(|at| scene.analysis.low(at))
        .filter(|word| word.len() > 3 && !lexicon().prepositions.contains(word) && !super::role::is_determiner(word));
    words.all(|word| tells(scene, entity, word))
}
