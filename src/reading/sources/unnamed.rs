//! Sources without a name: "officials", "a Western diplomat", "the company", "a study", and why they stay unnamed.

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::tagger::Tag;

use super::definite;
use super::entity::Entity;
use super::lexicon::{Gender, lexicon, singulars};
use super::mention::{Noun, is_quantity};
use super::names::{Class, ends_in_pair};
use super::owner;
use super::role::{self, Body, is_agent};
use super::scene::Scene;
use super::wording::folded;

/// The entity that `noun` means: one described before, or one of its own.
pub(super) fn resolve(scene: &mut Scene, noun: &Noun) -> usize {
    // "Her office" is no office that was spoken of before.
    let hers = matches!(scene.analysis.low(noun.core.start), "his" | "her");
    let body = lexicon().body_noun(scene.analysis.low(noun.head)).is_some();
    if (noun.definite || noun.owned && !(hers && body))
        && let Some(known) = definite::resolve(scene, noun)
    {
        anonymity(scene, noun, known);
        return known;
    }
    if let Some(known) = salient_person(scene, noun).or_else(|| salient_body(scene, noun)) {
        return known;
    }
    if let Some(longer) = (body && noun.definite && noun.core.len() == 2).then(|| fuller(scene, noun)).flatten() {
        return entity(scene, &longer);
    }
    if is_lone_word(scene, noun)
        && let Some(known) = scene.cast.lone_word(scene.analysis, noun.head)
    {
        return known;
    }
    entity(scene, noun)
}

/// "the Ohio Republican", "the 34-year-old" of which nothing matches what was said of anybody: whoever was just spoken of,
/// if nothing was said of them that may tell against it.
fn salient_person(scene: &mut Scene, noun: &Noun) -> Option<usize> {
    let low = scene.analysis.low(noun.head).to_owned();
    // "the 68-year-old widow from Tralee"
    let described = noun.bare.clone().any(|at| scene.analysis.low(at).ends_with("-year-old"));
    let aged = low.ends_with("-old") || described;
    let party = matches!(low.as_str(), "republican" | "democrat");
    let role = lexicon().role(&low).is_some() && !is_body_pair(scene, noun.head);
    // "the German"
    let of_country = noun.bare.len() == 1 && low.ends_with("an") && lexicon().country_of.contains_key(&low);
    // "the city's mayor" is nobody who is known by something else.
    let owned = noun.owned || noun.bare.clone().any(|at| matches!(scene.analysis.low(at), "'s" | "’s" | "'" | "’"));
    let gender = lexicon().role(&low).unwrap_or_default();
    if noun.definite
        && !owned
        && described
        && role
        && let Some(named) = just_named(scene, noun.core.start, gender)
    {
        return Some(named);
    }
    if !noun.definite || owned || noun.end > noun.head + 1 || !(aged || role || of_country) {
        return None;
    }
    let token = noun.core.start;
    // Whoever says it speaks of somebody else: "Roe said the German had left".
    let start = scene.sentence_start(token);
    let opening = scene.names.0.get(scene.names.from(start)).filter(|name| name.front.start <= start + 1);
    let speaker = opening.and_then(|name| scene.names.at(name.tokens.start)).and_then(|name| scene.cast.of_name[name]);
    let found = super::pronoun::named(scene, token, gender, speaker.filter(|_| token > start + 1))?;
    let known = &scene.cast.entities[found];
    let last = known.last_before(token)?;
    let distance = scene.sentence(token).saturating_sub(scene.sentence(last));
    // "Cross-examined by Ms Roe, the nurse said": whoever does it is another.
    if distance == 0 && by_somebody(scene, last) {
        return None;
    }
    // A bare trade, "the analyst", only right after somebody of whom none is known.
    let bare = role && noun.bare.len() == 1 && !party;
    let same_block = scene.block(token) == scene.block(last);
    // "The village chief", a paragraph on, is somebody else; "the retired surgeon" may not be.
    let modifier = noun.head.checked_sub(1).map_or("", |at| scene.analysis.low(at));
    let trade =
        role && matches!(modifier, "village" | "town" | "district" | "camp" | "base" | "tribal" | "clan" | "hamlet");
    let near = distance <= if bare { 1 } else { 2 }
        && (!bare || !known.spoke.is_empty() && same_block)
        && (!trade || same_block);
    (near && known.named && (aged || party || of_country || known.role.is_none())).then_some(found)
}

/// "It hurt Berta Quill. The 68-year-old widow said": the last one named before `token`, in the paragraph, in this sentence or the one before.
fn just_named(scene: &Scene, token: usize, gender: Gender) -> Option<usize> {
    let upto = scene.names.from(token);
    let (here, block) = (scene.sentence(token), scene.block(token));
    (upto.saturating_sub(LOOK_BACK)..upto).rev().find_map(|index| {
        let name = &scene.names.0[index];
        let entity = scene.cast.of_name[index].filter(|_| name.prose && name.tokens.end <= token)?;
        let known = &scene.cast.entities[entity];
        // “From Day One,” the 71-year-old diplomat said: what is quoted before is not who says it, nor is one word a full name.
        let full = known.name.contains(' ') && scene.quotation(name.tokens.start).is_none();
        let near =
            here.saturating_sub(scene.sentence(name.tokens.start)) <= 1 && block == scene.block(name.tokens.start);
        (near && full && known.named && known.kind == SourceKind::Person && known.gender.fits(gender)).then_some(entity)
    })
}

/// Whether the name that token `at` is part of stands behind "by".
fn by_somebody(scene: &Scene, at: usize) -> bool {
    let name = scene.names.at(at).map(|name| &scene.names.0[name]);
    name.is_some_and(|name| name.front.start > 0 && scene.analysis.low(name.front.start - 1) == "by")
}

/// Whether the noun at `head` and the word before it make a body: "the coast guard".
fn is_body_pair(scene: &Scene, head: usize) -> bool {
    head > 0 && ends_in_pair(scene.analysis, &(head - 1..head + 1))
}

/// "the company", where none was called so: the body that was just spoken of, of which nothing else is known.
fn salient_body(scene: &mut Scene, noun: &Noun) -> Option<usize> {
    let analysis = scene.analysis;
    let low = analysis.low(noun.head);
    let body = lexicon().body_noun(low).filter(|body| body.kind == SourceKind::Organisation)?;
    let trade = matches!(
        low,
        "company" | "firm" | "group" | "maker" | "organisation" | "organization" | "startup" | "business"
    ) || body.also.contains(&"company");
    if !noun.definite || noun.owned || noun.end > noun.head + 1 || !trade {
        return None;
    }
    let token = noun.core.start;
    let (here, block) = (scene.sentence(token), scene.block(token));
    let upto = scene.names.from(token);
    let mut best: Option<(i64, usize)> = None;
    for index in (upto.saturating_sub(LOOK_BACK)..upto).rev() {
        let name = &scene.names.0[index];
        let Some(entity) = scene.cast.of_name[index].filter(|_| name.prose && name.tokens.end <= token) else {
            continue;
        };
        let sentences = here.saturating_sub(scene.sentence(name.tokens.start));
        if sentences > 2 || block.saturating_sub(scene.block(name.tokens.start)) > 1 {
            break;
        }
        let known = &scene.cast.entities[entity];
        // "Torvik Foods" may be called a company; so may a retailer.
        let plain = known.nouns.iter().all(|noun| {
            matches!(noun.as_str(), "company" | "firm" | "group" | "business") || known.words.contains(noun)
        });
        let called = known.nouns.is_empty() || plain && body.also.contains(&"company");
        if !scene.cast.may_be_body(entity) || !called || name.class == Class::Place {
            continue;
        }
        let (start, end) = (name.front.start, name.tokens.end);
        let mut score = 8 - 3 * sentences as i64;
        score += if scene.is_subject(start) { 3 } else { 0 };
        // "shares of Corvex", "shares in Corvex": who owns them is spoken of.
        let owned = analysis.low(start.saturating_sub(1)) == "of"
            || analysis.low(start.saturating_sub(1)) == "in"
                && matches!(
                    analysis.low(start.saturating_sub(2)),
                    "shares" | "stock" | "stake" | "investors" | "shareholders"
                );
        score -= if scene.is_aside(start, end) && !owned { 5 } else { 0 };
        // "the night train from Hamra": a place, unless it is known for a body.
        let placed = matches!(
            analysis.low(start.saturating_sub(1)),
            "from" | "in" | "at" | "to" | "near" | "through" | "between" | "outside" | "via" | "into" | "towards"
        );
        score -= if placed && !owned && known.kind == SourceKind::Person { 9 } else { 0 };
        score += if known.spoke.is_empty() { 0 } else { 3 };
        // "in a statement to the Post, the company said"
        score -= if known.kind == SourceKind::Outlet || name.class == Class::Outlet { 9 } else { 0 };
        if score > 2 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, entity));
        }
    }
    let (_, entity) = best?;
    scene.cast.become_body(entity);
    scene.cast.call(entity, vec![low.to_owned()]);
    Some(entity)
}

/// The names that are looked at for a body.
const LOOK_BACK: usize = 12;
/// How many tokens before "the agency" a fuller description of it may stand.
const FULLER: usize = 160;

/// "The state water agency had been warned. The agency says": a fuller description of what `noun` means that stood before.
fn fuller(scene: &Scene, noun: &Noun) -> Option<Noun> {
    let analysis = scene.analysis;
    let head = analysis.low(noun.head);
    let from = noun.core.start.saturating_sub(FULLER);
    let found = (from..noun.core.start).rev().find(|&at| {
        analysis.low(at) == head && scene.quotation(at).is_none() && !analysis.tag(at - usize::from(at > 0)).is_verb()
    })?;
    let mut start = found;
    while start > from && matches!(analysis.tag(start - 1), Tag::Jj | Tag::Nn | Tag::Nnp | Tag::Nnps | Tag::Pos) {
        start -= 1;
    }
    let definite = start > 0 && matches!(analysis.low(start - 1), "the" | "The");
    (start < found && found - start <= 4 && definite).then(|| Noun {
        core: start - 1..found + 1,
        bare: start..found + 1,
        head: found,
        end: found + 1,
        ..noun.clone()
    })
}

/// Whether a source is a single word written large that no list knows: a surname, most often.
fn is_lone_word(scene: &Scene, noun: &Noun) -> bool {
    let (word, low) = (scene.analysis.word(noun.head), scene.analysis.low(noun.head));
    let lexicon = lexicon();
    noun.core.len() == 1
        && noun.end == noun.head + 1
        && super::names::is_capital(word)
        && !lexicon.not_names.contains(word)
        && !lexicon.is_group(low)
        && !lexicon.is_group_singular(low)
        && !lexicon.is_document(low)
        && lexicon.role(low).is_none()
        && !lexicon.is_roles(low)
        && !lexicon.is_people(word)
        && singulars(low).chain([low.to_owned()]).all(|one| lexicon.body_noun(&one).is_none())
        && !matches!(scene.analysis.tag(noun.head), Tag::Nns | Tag::Rb | Tag::In | Tag::Dt)
        && scene.names.at(noun.head).is_none()
}

/// The entity that `noun` makes by itself; "officials" are the same each time, "an official" is another each time.
pub(super) fn entity(scene: &mut Scene, noun: &Noun) -> usize {
    let analysis = scene.analysis;
    let (kind, plural) = kind(scene, noun);
    let mut name = folded(&analysis.text[analysis.bytes(noun.bare.start..noun.end.max(noun.head + 1))]);
    if !keeps_capital(scene, noun.bare.start) {
        name = lower_first(&name);
    }
    if matches!(kind, SourceKind::Person | SourceKind::Organisation | SourceKind::Group)
        && let Some(owner) = owner::person(scene, noun)
    {
        name = format!("{}’s {name}", scene.cast.entities[owner].name);
    }
    let key = format!("{} {}", kind.name(), name.to_lowercase());
    if !noun.indefinite {
        if let Some(known) = scene.cast.described(&key) {
            anonymity(scene, noun, known);
            return known;
        }
        if matches!(kind, SourceKind::Organisation | SourceKind::Outlet)
            && let Some(known) = scene.cast.body_of_words(analysis, noun.bare.clone())
        {
            return known;
        }
    }
    let mut made = Entity::new(name, kind, noun.core.start);
    made.named = false;
    made.definite = noun.definite || noun.owned;
    made.plural = plural;
    let head = analysis.low(noun.head).to_owned();
    if let Some(gender) = lexicon().role(&head) {
        made.gender = gender;
    }
    let first = noun.head;
    let made = scene.cast.add(made);
    let limit = noun.end.max(first + 1);
    let phrase = role::describe(analysis, scene.names, noun.bare.start, limit);
    let body = match (&phrase, kind) {
        (Some(phrase), SourceKind::Person | SourceKind::Group) => phrase.affiliation.clone(),
        (_, SourceKind::Document) => publisher(scene, noun.bare.start..limit),
        _ => None,
    };
    let affiliation = body.and_then(|body| scene.cast.affiliation(analysis, &body)).filter(|&body| body != made);
    scene.cast.entities[made].affiliation = affiliation;
    if kind == SourceKind::Person {
        let role = phrase.map(|phrase| phrase.role).filter(|role| !role.is_empty()).unwrap_or(noun.bare.clone());
        let text = folded(&analysis.text[analysis.bytes(role.clone())]);
        let text = if keeps_capital(scene, role.start) { text } else { lower_first(&text) };
        scene.cast.file_roles(made, text.split([' ', '-']).map(str::to_lowercase).collect());
        scene.cast.entities[made].role = Some(text);
    }
    let mut words = vec![head.clone()];
    if matches!(kind, SourceKind::Document | SourceKind::Group) {
        words.extend(singulars(&head).filter(|one| lexicon().is_document(one) || lexicon().role(one).is_some()));
    }
    scene.cast.call(made, words);
    scene.cast.remember(key, made);
    if matches!(kind, SourceKind::Organisation | SourceKind::Outlet) {
        scene.cast.remember_body(analysis, noun.bare.clone(), made);
    }
    anonymity(scene, noun, made);
    made
}

/// Whether "who" stands behind `noun`: somebody is meant.
fn is_who(scene: &Scene, noun: &Noun) -> bool {
    let analysis = scene.analysis;
    let end = noun.end.max(noun.head + 1);
    analysis.low(end + usize::from(analysis.word(end) == ",")) == "who"
}

/// What sort of source a noun phrase is, and whether it is many.
fn kind(scene: &Scene, noun: &Noun) -> (SourceKind, bool) {
    let lexicon = lexicon();
    let low = scene.analysis.low(noun.head);
    let tag = scene.analysis.tag(noun.head);
    let plural = matches!(tag, Tag::Nns | Tag::Nnps)
        || (low.ends_with('s') && !low.ends_with("ss") && tag != Tag::Nn && tag != Tag::Nnp);
    if low == "%" || low == "percent" || low.starts_with(|c: char| c.is_ascii_digit()) && !low.ends_with("-old") {
        return (SourceKind::Group, true);
    }
    if low.ends_with("-old") || low.ends_with("-something") {
        return (SourceKind::Person, false);
    }
    if lexicon.is_group(low) || is_quantity(low) {
        // "Another said that she": one of them.
        return (SourceKind::Group, !matches!(low, "one" | "another"));
    }
    // "Lund's agent" is one person, who only has no name.
    let owned = noun.bare.clone().any(|at| matches!(scene.analysis.low(at), "'s" | "’s"));
    if owned && low == "agent" {
        return (SourceKind::Person, false);
    }
    // "Norway's rail regulator" is a body, "a regulator" somebody.
    let body = owned && lexicon.body_noun(low).is_some();
    if lexicon.is_group_singular(low) && !body {
        // "the official" after nobody is as unnamed as "an official".
        return (SourceKind::Group, false);
    }
    // "An insurer with knowledge of the matter, who asked not to be named": one of them speaks.
    if !plural && noun.indefinite && is_who(scene, noun) && lexicon.body_noun(low).is_some() {
        return (SourceKind::Group, false);
    }
    // "Norway's military intelligence" is a service.
    let service = low == "intelligence"
        && (owned
            || noun.head > noun.bare.start
                && matches!(
                    scene.analysis.low(noun.head - 1),
                    "military" | "army" | "defence" | "defense" | "foreign"
                ));
    if lexicon.is_document(low) && !service {
        return (SourceKind::Document, plural);
    }
    if is_body_pair(scene, noun.head) {
        return (SourceKind::Organisation, false);
    }
    if lexicon.role(low).is_some() {
        return (SourceKind::Person, false);
    }
    if lexicon.is_roles(low) {
        return (SourceKind::Group, true);
    }
    if let Some(body) = lexicon.body_noun(low) {
        return (body.kind, false);
    }
    if lexicon.is_people(scene.analysis.word(noun.head)) {
        return (if low.ends_with('s') || !noun.indefinite { SourceKind::Group } else { SourceKind::Person }, true);
    }
    // "the hotel said", "the airport": whoever runs it.
    if lexicon.place_words.contains(low) {
        return (SourceKind::Organisation, false);
    }
    let body = singulars(low).find_map(|one| {
        let place = || lexicon.place_words.contains(one.as_str()).then_some(SourceKind::Organisation);
        lexicon.body_noun(&one).map(|body| body.kind).or_else(place)
    });
    match body {
        // Several bodies: "regulators", "airlines", "local newspapers".
        Some(_) if plural => (SourceKind::Group, true),
        // "Beekeepers may not wait": large as a sentence begins with it.
        _ if plural
            && noun.core.len() == 1
            && noun.core.start == scene.sentence_start(noun.core.start)
            && singulars(low).any(|one| is_agent(&one)) =>
        {
            (SourceKind::Group, true)
        }
        _ if scene.names.at(noun.head).is_some() => (SourceKind::Person, false),
        _ if plural && singulars(low).any(|one| is_agent(&one) || one.ends_with("ant") || one.ends_with("ee")) => {
            (SourceKind::Group, true)
        }
        _ if plural => (SourceKind::Document, true),
        _ if is_agent(low) => (SourceKind::Person, false),
        _ => (SourceKind::Document, false),
    }
}

/// Whether the first word of a description is large by itself, and not as the first of a sentence.
fn keeps_capital(scene: &Scene, at: usize) -> bool {
    let word = scene.analysis.word(at);
    scene.names.at(at).is_some()
        || word.chars().filter(|c| c.is_uppercase()).count() > 1
        || lexicon().is_people(word)
        || lexicon().body_at(scene.analysis.low(at), true, |ahead| scene.analysis.word(at + ahead)).is_some()
        || matches!(scene.analysis.tag(at), Tag::Nnp | Tag::Nnps)
        // "Prime Minister Roe's cabinet": a title is written large in its second word as well.
        || super::names::is_capital(word) && lexicon().title_at(|ahead| scene.analysis.word(at + ahead)).is_some_and(|(_, count)| {
            count > 1 && super::names::is_capital(scene.analysis.word(at + 1))
        })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

/// Who made a text: "a CNN poll", "a report by Amnesty".
fn publisher(scene: &Scene, tokens: Range<usize>) -> Option<Body> {
    let first = scene.names.from(tokens.start);
    let mut inside = (first..first + 4)
        .take_while(|&index| scene.names.0.get(index).is_some_and(|name| name.tokens.end <= tokens.end));
    inside.find(|&index| scene.names.0[index].class.is_body()).map(Body::Name)
}

/// Keeps the condition under which `entity` spoke, from the sentence of `noun` or one that goes on about it.
fn anonymity(scene: &mut Scene, noun: &Noun, entity: usize) {
    let known = &scene.cast.entities[entity];
    let analysis = scene.analysis;
    if known.named || !matches!(known.kind, SourceKind::Group | SourceKind::Person) {
        return;
    }
    let sentence = analysis.sentence_of(noun.head);
    let end = scene.sentence_end(noun.head);
    let mut found = condition(scene, noun.head + 1..end.min(noun.head + 60), noun);
    if found.is_none() {
        let next = sentence.and_then(|index| analysis.sentences.get(index + 1)).map(|next| next.tokens.clone());
        found = next.and_then(|next| {
            let goes_on = matches!(analysis.low(next.start), "he" | "she" | "they")
                || (matches!(analysis.low(next.start), "the" | "both" | "all")
                    && (next.start..next.start + 4).any(|at| analysis.low(at) == analysis.low(noun.head)));
            goes_on.then(|| condition(scene, next.start..next.end.min(next.start + 40), noun)).flatten()
        });
    }
    let Some(words) = found else { return };
    let text = folded(&analysis.text[analysis.bytes(words)]);
    let slot = &mut scene.cast.entities[entity].role;
    match slot {
        Some(known) if known.contains(&text) => {}
        Some(known) => *known = format!("{known}, {text}"),
        None => *slot = Some(text),
    }
}

/// Why whoever `tokens` tell of is unnamed, or else how they know; the first phrase of either sort that is about `noun` or
/// about nobody else.
fn condition(scene: &Scene, tokens: Range<usize>, noun: &Noun) -> Option<Range<usize>> {
    let mut knows = None;
    for at in tokens.clone() {
        let word = |ahead: usize| if at + ahead < tokens.end { scene.analysis.low(at + ahead) } else { "" };
        let Some((count, only_knows)) = lexicon().anonymity_at(word) else { continue };
        if !is_about(scene, at, tokens.start.max(noun.end), noun.head) {
            continue;
        }
        if !only_knows {
            return Some(at..at + count);
        }
        knows = knows.or(Some(at..at + count));
    }
    knows
}

/// Whether what begins at `at` is said of the noun at `head` rather than of people named between: "jurors may hear it, a person
/// who was not authorized to speak said".
fn is_about(scene: &Scene, at: usize, start: usize, head: usize) -> bool {
    let verb = |at: usize| matches!(scene.analysis.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    let mut back = at;
    // "who was | not authorized"
    while back > start && (verb(back - 1) || matches!(scene.analysis.low(back - 1), "who" | "," | "been")) {
        back -= 1;
    }
    let mut near = (start..back).rev().take(8).take_while(|&at| !verb(at));
    let other = near.find(|&at| {
        let low = scene.analysis.low(at);
        low != scene.analysis.low(head)
            && (lexicon().is_group(low) || lexicon().is_group_singular(low) || lexicon().role(low).is_some())
    });
    other.is_none()
}
