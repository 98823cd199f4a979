//! Whom the words of a source mean: kind, role, affiliation, and later names, surnames and pronouns.
//!
//! First everybody whom the text names is gathered ([`names`], [`segment`], [`kind`], [`apposition`] with [`role`], [`cast`],
//! with [`surname`]s and [`acronym`]s joined to full names). Then the sources of the attributions are taken in text order: what they come
//! down to ([`mention`]) is a name, a noun ([`definite`], [`unnamed`]) or a [`pronoun`]; [`owner`] says whose it is, [`via`] through whom
//! a claim came. Of two sources in one breath ("Kim and Park") the first is meant. Those that a claim rests on, and
//! the bodies they belong to, are the sources. Every look back has a bound, so the cost is linear in the text.

mod acronym;
mod apposition;
mod called_it;
mod cast;
mod definite;
mod entity;
mod introduced;
mod kind;
mod lexicon;
mod mention;
mod names;
mod owner;
mod pronoun;
mod reach;
mod role;
mod run;
mod scene;
mod segment;
mod surname;
mod unnamed;
mod via;
mod wording;

#[cfg(test)]
mod gold;
#[cfg(test)]
mod laws;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::{CodePoints, Source, SourceKind, SourceRef};

use super::analysis::Analysis;
use super::attribution::{Attribution, Turn, hears, turn};

use cast::Cast;
use lexicon::{Gender, lexicon};
use mention::{Head, Pronoun};
use scene::Scene;

/// The sources of a text, and which of them each attribution rests on.
#[derive(Debug, Default)]
pub(super) struct Resolution {
    /// Every source, in order of its first mention.
    pub sources: Vec<Source>,
    /// The speaker of each attribution.
    pub speakers: Vec<Option<SourceRef>>,
    /// Whom each attribution went through.
    pub vias: Vec<Option<SourceRef>>,
}

/// Resolves the source and via words of `attributions`.
pub(super) fn resolve(analysis: &Analysis, attributions: &[Attribution]) -> Resolution {
    if attributions.is_empty() {
        return Resolution::default();
    }
    let names = names::names(analysis);
    let cast = Cast::gather(analysis, &names);
    let mut resolver = Resolver {
        scene: Scene::new(analysis, &names, cast),
        attributions,
        speakers: vec![None; attributions.len()],
        vias: vec![None; attributions.len()],
        own: Vec::new(),
        last: None,
        interviewed: None,
        same: FxHashMap::default(),
        nouns: FxHashMap::default(),
    };
    for (_, event) in resolver.events() {
        resolver.meet(event);
    }
    resolver.quoted_selves();
    resolver.finish()
}

/// Whether the noun `low` is one for those who say something, or for what it is said in: "officials", "a letter", but not "concerns".
pub(super) fn may_say(low: &str) -> bool {
    let lexicon = lexicon();
    lexicon.is_people_noun(low)
        || lexicon.is_group_singular(low)
        || lexicon.is_document(low)
        || lexicon.body_noun(low).is_some()
        || matches!(low, "person" | "people" | "sources")
}

/// Whether the noun `low` is one for what somebody is: "director", "friend".
pub(super) fn is_trade(low: &str) -> bool {
    lexicon().role(low).is_some()
}

/// Whether the words that `word` gives by how far they stand name a body that lists know, and not only a people or a place.
pub(super) fn names_body<'t>(word: impl Fn(usize) -> &'t str) -> bool {
    let found = lexicon().body_at(&word(0).to_lowercase(), true, &word);
    let kind = found.and_then(|(body, _)| lexicon().body(body)).map(|body| body.kind);
    matches!(kind, Some(lexicon::BodyKind::Outlet | lexicon::BodyKind::Organisation))
}

/// What is met on the way through the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The source words of an attribution.
    Speaker(usize),
    /// The via words of one.
    Via(usize),
    /// "he" or "she" at a token, in the article's own voice.
    Pronoun(usize),
}

struct Resolver<'a, 'b> {
    scene: Scene<'a, 'b>,
    attributions: &'b [Attribution],
    speakers: Vec<Option<usize>>,
    vias: Vec<Option<usize>>,
    /// Attributions whose source is "I" or "we", with its token.
    own: Vec<(usize, usize)>,
    /// Who spoke last.
    last: Option<usize>,
    /// Who answers the questions of an interview.
    interviewed: Option<usize>,
    /// Those who were described before they were named, with whom they are.
    same: FxHashMap<usize, usize>,
    /// The entity of each noun met, by its head: two claims may share their source's words.
    nouns: FxHashMap<usize, usize>,
}

/// Whether the source of `attribution` only asks another: "Asked by a reporter".
fn asks(text: &str, attribution: &Attribution) -> bool {
    let (Some(cue), Some(source)) = (attribution.cue.first(), attribution.source.first()) else { return false };
    let word = text.get(cue.clone()).unwrap_or_default();
    let asked = |word: &str| matches!(word.to_ascii_lowercase().as_str(), "asked" | "pressed" | "challenged");
    source.start > cue.start && word.split_whitespace().any(asked)
}

impl Resolver<'_, '_> {
    /// Everything to resolve, in text order.
    fn events(&self) -> Vec<(usize, Event)> {
        let mut events = Vec::new();
        for (index, attribution) in self.attributions.iter().enumerate() {
            if let Some(tokens) =
                attribution.source.iter().map(|range| self.scene.tokens(range)).find(|tokens| !tokens.is_empty())
            {
                events.push((tokens.start, Event::Speaker(index)));
            }
            if let Some(tokens) =
                attribution.via.iter().map(|via| self.scene.tokens(&via.bytes)).find(|tokens| !tokens.is_empty())
            {
                events.push((tokens.start, Event::Via(index)));
            }
        }
        for sentence in self.scene.analysis.sentences.iter().filter(|sentence| sentence.prose) {
            for token in sentence.tokens.clone() {
                if matches!(self.scene.analysis.low(token), "he" | "she") && self.scene.quotation(token).is_none() {
                    events.push((token, Event::Pronoun(token)));
                }
            }
        }
        events.sort_unstable();
        events
    }

    fn meet(&mut self, event: Event) {
        match event {
            Event::Speaker(index) => {
                let attributions = self.attributions;
                if let Some(answers) = self.answer(index) {
                    self.speakers[index] = answers;
                    return;
                }
                let ranges = attributions[index].source.iter().map(|range| self.scene.tokens(range));
                let heads: Vec<_> = ranges
                    .map(|tokens| (mention::head(self.scene.analysis, self.scene.names, tokens.clone()), tokens))
                    .collect();
                if let Some((head, tokens)) = heads.into_iter().find(|(head, _)| *head != Head::Nothing) {
                    // "Asked by a reporter whether it hurt, Roe smiled. “…,” she said": who asks has not the floor.
                    let speaks = !asks(self.scene.analysis.text, &attributions[index]);
                    self.speakers[index] = self.mean(&head, speaks, Some(index));
                    if let (Head::Name(name), Some(entity)) = (head, self.speakers[index]) {
                        owner::attach(&mut self.scene, &tokens, entity);
                        self.introduce(name, entity);
                        self.testify(index, entity);
                    }
                    if speaks && self.speakers[index].is_some() && attributions[index].within.is_none() {
                        self.last = self.speakers[index];
                    }
                }
            }
            Event::Via(index) => self.vias[index] = via::resolve(&mut self.scene, &self.attributions[index].via),
            Event::Pronoun(token) => {
                // The words of a source are resolved already.
                if self.scene.log.iter().rev().take(4).any(|meant| meant.token == token) {
                    return;
                }
                let gender =
                    lexicon().pronoun(self.scene.analysis.low(token)).map_or(Gender::Unknown, |(_, gender)| gender);
                let meant = match pronoun::demanded_of(&self.scene, token) {
                    // "Babic demanded that she resign": whoever demands it is another.
                    Some(demands) => pronoun::named(&mut self.scene, token, gender, Some(demands)),
                    None => pronoun::resolve(&mut self.scene, token, Pronoun::One, gender),
                };
                if let Some(entity) = meant {
                    self.learn(entity, gender);
                    self.scene.note(token..token + 1, entity, false, true);
                }
            }
        }
    }

    /// "A: Two weeks." The answers of an interview are whose who was spoken of before it; `None` where attribution `index` is
    /// none of them.
    fn answer(&mut self, index: usize) -> Option<Option<usize>> {
        let tokens = self.attributions[index].source.first().map(|range| self.scene.tokens(range))?;
        let analysis = self.scene.analysis;
        if tokens.len() != 1
            || analysis.word(tokens.end) != ":"
            || turn(analysis.word(tokens.start)) != Some(Turn::Answer)
        {
            return None;
        }
        if self.interviewed.is_none() {
            self.interviewed = pronoun::resolve(&mut self.scene, tokens.start, Pronoun::One, Gender::Unknown);
        }
        if let Some(entity) = self.interviewed {
            self.scene.note(tokens, entity, true, true);
        }
        Some(self.interviewed)
    }

    /// "Roe told the inquiry that", "Roe testified that": she is a witness from there on, if that is what attribution `index` says.
    fn testify(&mut self, index: usize, entity: usize) {
        let analysis = self.scene.analysis;
        let attribution = &self.attributions[index];
        let any = |spans: &[Range<usize>], wanted: &dyn Fn(&str) -> bool| {
            spans.iter().any(|span| analysis.tokens_in(span).any(|at| wanted(analysis.low(at))))
        };
        let heard = attribution.via.iter().any(|via| any(std::slice::from_ref(&via.bytes), &hears));
        let testifies = any(&attribution.cue, &|word| word.starts_with("testif"));
        if (heard || testifies) && self.scene.cast.entities[entity].kind == SourceKind::Person {
            self.scene.cast.file_roles(entity, vec!["witness".to_owned()]);
        }
    }

    /// Joins whoever spoke last to `named`, if that is who was described.
    fn introduce(&mut self, name: usize, named: usize) {
        let token = self.scene.names.0[name].tokens.start;
        if let Some(described) = self.last
            && introduced::is_same(&self.scene, described, named, token)
        {
            introduced::join(&mut self.scene, described, named);
            self.same.insert(described, named);
        }
    }

    /// Whom an entity is, by name.
    fn known_as(&self, entity: usize) -> usize {
        self.same.get(&entity).copied().unwrap_or(entity)
    }

    /// The entity that `head` means.
    fn mean(&mut self, head: &Head, speaks: bool, attribution: Option<usize>) -> Option<usize> {
        match head {
            Head::Nothing => None,
            Head::Name(index) => {
                let entity = self.scene.cast.of_name[*index]?;
                let tokens = self.scene.names.0[*index].tokens.clone();
                self.scene.note(tokens, entity, speaks, false);
                Some(entity)
            }
            Head::Noun(noun) => {
                let entity = match self.nouns.get(&noun.head) {
                    Some(&known) => known,
                    None => unnamed::resolve(&mut self.scene, noun),
                };
                let entity = self.known_as(entity);
                self.nouns.insert(noun.head, entity);
                self.scene.note(noun.core.clone(), entity, speaks, true);
                Some(entity)
            }
            Head::Pronoun { token, sort: Pronoun::Own, .. } => {
                self.own.extend(attribution.map(|index| (index, *token)));
                None
            }
            Head::Pronoun { token, sort, gender } => {
                let entity = pronoun::resolve(&mut self.scene, *token, *sort, *gender)?;
                let entity = self.known_as(entity);
                self.learn(entity, *gender);
                self.scene.note(*token..*token + 1, entity, speaks, true);
                Some(entity)
            }
        }
    }

    /// "she" tells of the person she means.
    fn learn(&mut self, entity: usize, gender: Gender) {
        let known = &mut self.scene.cast.entities[entity].gender;
        if *known == Gender::Unknown {
            *known = gender;
        }
    }

    /// "I" in a quotation is whoever is quoted.
    fn quoted_selves(&mut self) {
        let mut contents: Vec<(usize, usize, usize)> = Vec::new();
        for (index, attribution) in self.attributions.iter().enumerate() {
            contents.extend(attribution.content.iter().map(|range| (range.start, range.end, index)));
        }
        contents.sort_unstable();
        for (index, token) in std::mem::take(&mut self.own) {
            let Some(start) = self.scene.analysis.tokens.get(token).map(|token| token.start as usize) else { continue };
            let upto = contents.partition_point(|&(from, ..)| from <= start);
            let around = contents[upto.saturating_sub(8)..upto].iter().rev();
            let holder =
                around.filter(|&&(_, end, other)| end > start && other != index).map(|&(.., other)| other).next();
            let outer = self.attributions[index].within.or(holder);
            let speaker = outer.and_then(|outer| self.speakers.get(outer).copied().flatten());
            if let Some(entity) = speaker {
                self.speakers[index] = Some(entity);
                self.scene.note(token..token + 1, entity, true, true);
            }
        }
    }

    /// The sources that claims rest on and their affiliations, in order of first mention.
    fn finish(mut self) -> Resolution {
        let same = std::mem::take(&mut self.same);
        for entity in self.speakers.iter_mut().chain(&mut self.vias).flatten() {
            *entity = same.get(entity).copied().unwrap_or(*entity);
        }
        let entities = &self.scene.cast.entities;
        let mut used = vec![false; entities.len()];
        let mut open: Vec<usize> = self.speakers.iter().chain(&self.vias).copied().flatten().collect();
        while let Some(entity) = open.pop() {
            if !std::mem::replace(&mut used[entity], true) {
                open.extend(entities[entity].affiliation);
            }
        }
        let mut order: Vec<usize> = (0..entities.len()).filter(|&entity| used[entity]).collect();
        let first =
            |entity: usize| entities[entity].mentions.iter().map(|bytes| bytes.start).min().unwrap_or(usize::MAX);
        order.sort_by_key(|&entity| (first(entity), entity));
        let mut place = vec![None; entities.len()];
        for (index, &entity) in order.iter().enumerate() {
            place[entity] = Some(SourceRef(index));
        }
        let points = CodePoints::new(self.scene.analysis.text);
        let sources = order
            .iter()
            .map(|&entity| {
                let known = &entities[entity];
                let mut mentions: Vec<_> = known.mentions.iter().map(|bytes| points.span(bytes.clone())).collect();
                mentions.sort_unstable();
                mentions.dedup();
                Source {
                    name: known.name.clone(),
                    kind: known.kind,
                    role: known.role.clone(),
                    affiliation: known.affiliation.and_then(|body| place[body]),
                    mentions,
                }
            })
            .collect();
        let refer =
            |list: &[Option<usize>]| list.iter().map(|entity| entity.and_then(|entity| place[entity])).collect();
        Resolution { sources, speakers: refer(&self.speakers), vias: refer(&self.vias) }
    }
}
