//! Everybody and every body that an article names, each once: full names first, then what is short for them.

mod bodies;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::SourceKind;
use crate::reading::analysis::Analysis;

use super::acronym;
use super::apposition::{self, Apposition};
use super::called_it;
use super::entity::Entity;
use super::lexicon::{BodyKind, Gender, lexicon};
use super::names::{Class, Name, Names, is_acronym, is_suffix, source_kind};
use super::surname::{self, PersonKey};
use super::wording::{after_place_word, capitalised, folded, shown, words};

/// The entities of a text with the ways to find them.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub entities: Vec<Entity>,
    /// The entity of each name, by its place in [`Names`].
    pub of_name: Vec<Option<usize>>,
    /// The words of description behind each name; empty where none.
    pub spans: Vec<Range<usize>>,
    by_last: FxHashMap<String, Vec<usize>>,
    by_given: FxHashMap<String, Vec<usize>>,
    by_words: FxHashMap<String, usize>,
    by_word: FxHashMap<String, Vec<usize>>,
    by_body: FxHashMap<usize, usize>,
    by_acronym: FxHashMap<String, usize>,
    /// From the words of a description.
    by_key: FxHashMap<String, usize>,
    /// From a role or noun to those it describes, in order of their first mention.
    by_noun: FxHashMap<String, Vec<usize>>,
}

/// No look-up considers more candidates than this.
pub(super) const CANDIDATES: usize = 8;

impl Cast {
    /// Gathers who is named in `analysis`.
    pub fn gather(analysis: &Analysis, names: &Names) -> Self {
        let mut cast = Self { of_name: vec![None; names.0.len()], spans: vec![0..0; names.0.len()], ..Self::default() };
        let mut beside: Vec<Option<Apposition>> = Vec::with_capacity(names.0.len());
        for (index, name) in names.0.iter().enumerate() {
            let read = name.prose
                && matches!(name.class, Class::Person | Class::Unknown | Class::Organisation | Class::Outlet)
                && name.body.is_none();
            let found = read.then(|| apposition::around(analysis, names, index));
            if let Some(found) = &found {
                cast.spans[index] = found.span.clone();
            }
            beside.push(found);
        }
        for (index, name) in names.0.iter().enumerate().filter(|(_, name)| name.prose) {
            cast.of_name[index] = cast.full(analysis, names, name, beside[index].as_ref());
        }
        acronym::define(analysis, names, &cast.of_name, &mut cast.by_acronym);
        for (index, name) in names.0.iter().enumerate() {
            let found = cast.of_name[index].or_else(|| cast.short(analysis, name, beside[index].as_ref()));
            cast.of_name[index] = found;
            let Some(entity) = found else { continue };
            let tokens = shown(analysis, names, name);
            cast.see(analysis, entity, name, tokens);
            if let Some(found) = &beside[index] {
                cast.describe(analysis, entity, name, found);
            }
        }
        for (index, name) in names.0.iter().enumerate().filter(|(_, name)| name.prose && name.body.is_none()) {
            let Some(entity) = cast.of_name[index] else { continue };
            // "state news agency KTA"
            let low = |back: usize| name.tokens.start.checked_sub(back).map_or("", |at| analysis.low(at));
            if cast.entities[entity].kind == SourceKind::Organisation && lexicon().is_medium(low(2), low(1), false) {
                cast.entities[entity].kind = SourceKind::Outlet;
            }
            if name.sure || !called_it::is_thing(analysis, name) {
                continue;
            }
            if cast.entities[entity].kind == SourceKind::Person {
                cast.make_body(entity);
            }
            let known = &cast.entities[entity];
            if known.kind == SourceKind::Organisation && known.nouns.is_empty() {
                cast.call(entity, vec!["company".to_owned()]);
            }
        }
        for (index, found) in beside.iter().enumerate() {
            if let (Some(entity), Some(role)) = (cast.of_name[index], found.as_ref().and_then(|f| f.role.as_ref())) {
                cast.owned_role(analysis, names, entity, role);
            }
        }
        for (index, found) in beside.iter().enumerate() {
            let (Some(entity), Some(body)) = (cast.of_name[index], found.as_ref().and_then(|f| f.affiliation.as_ref()))
            else {
                continue;
            };
            let body = cast.affiliation(analysis, body).inspect(|&body| cast.make_body(body));
            if let Some(body) = body.filter(|&body| cast.entities[body].kind == SourceKind::Organisation) {
                cast.call_by_trade(body, entity);
            }
            // "Marsh spokesman X" where Marsh is a person: no body to belong to, but part of the role.
            if let Some(owner) = body.filter(|&body| cast.entities[body].kind == SourceKind::Person) {
                let owner = cast.entities[owner].person.as_ref().map_or(String::new(), |key| capitalised(&key.last));
                let role = &mut cast.entities[entity].role;
                if let Some(role) = role.as_mut().filter(|role| !role.contains(&owner)) {
                    *role = format!("{owner} {role}");
                }
                continue;
            }
            let belongs = cast.entities[entity].kind == SourceKind::Person && body != Some(entity);
            if belongs && cast.entities[entity].affiliation.is_none() {
                cast.entities[entity].affiliation = body;
            }
        }
        cast
    }

    /// The entity of a full name, made where it is new; none for what is short for another.
    fn full(&mut self, analysis: &Analysis, names: &Names, name: &Name, beside: Option<&Apposition>) -> Option<usize> {
        if let Some(body) = name.body {
            let alone = name.tokens.len() == 1;
            if alone
                && (is_acronym(analysis.word(name.tokens.start))
                    || name.class == Class::Place
                    || name.class == Class::Outlet)
            {
                return None;
            }
            return Some(self.listed(analysis, name, body));
        }
        let mut class = name.class;
        if let Some(hint) = beside.and_then(|found| found.hint).filter(|_| !name.sure) {
            class = match hint {
                SourceKind::Organisation => Class::Organisation,
                SourceKind::Outlet => Class::Outlet,
                _ => Class::Person,
            };
        }
        if class == Class::Office {
            return None;
        }
        if class == Class::Person && !name.sure && name.front.is_empty() && name.tokens.len() >= 2 {
            // "Hartmann Werke" after "Hartmann Werke AG".
            let words = words(analysis, name.tokens.clone());
            let first = analysis.word(name.tokens.start).to_lowercase();
            let known = self.by_word.get(&first).into_iter().flat_map(|list| list.iter().rev().take(CANDIDATES));
            let longer = |entity: &&usize| {
                let known = &self.entities[**entity];
                known.kind != SourceKind::Person && words.iter().all(|word| known.words.contains(word))
            };
            if let Some(&entity) = known.copied().collect::<Vec<_>>().iter().find(longer) {
                return Some(entity);
            }
        }
        let long = name.tokens.clone().filter(|&at| !is_suffix(analysis.word(at))).count() >= 2;
        match class {
            Class::Person if long => Some(self.person(analysis, name)),
            Class::Organisation | Class::Outlet | Class::Document if long => {
                Some(self.body(analysis, names, name, class))
            }
            _ => None,
        }
    }

    fn person(&mut self, analysis: &Analysis, name: &Name) -> usize {
        let key = PersonKey::new(analysis, &name.tokens);
        let known = self.by_last.get(&key.last).into_iter().flat_map(|list| list.iter().rev().take(CANDIDATES));
        let same = known
            .copied()
            .find(|&entity| self.entities[entity].person.as_ref().is_some_and(|other| other.is_same(&key)));
        if let Some(entity) = same {
            return entity;
        }
        let entity = self.add(Entity::new(String::new(), SourceKind::Person, name.tokens.start));
        self.by_last.entry(key.last.clone()).or_default().push(entity);
        if let Some(given) = key.given.first() {
            self.by_given.entry(given.clone()).or_default().push(entity);
        }
        self.entities[entity].person = Some(key);
        entity
    }

    /// The entity that a short name means: a surname, a first name, an acronym, "the Ministry".
    fn short(&mut self, analysis: &Analysis, name: &Name, beside: Option<&Apposition>) -> Option<usize> {
        if name.class == Class::Office {
            return None;
        }
        let at = name.tokens.start;
        let word = analysis.word(at);
        let plain = name.tokens.end - at == 1;
        let key = PersonKey::new(analysis, &name.tokens);
        let acronym = plain && is_acronym(word);
        if plain && let Some(&entity) = self.by_acronym.get(&acronym::letters(word)) {
            return Some(entity);
        }
        let personal = matches!(name.class, Class::Person | Class::Unknown)
            || (plain
                && matches!(name.class, Class::Place | Class::Outlet)
                && !acronym
                && !after_place_word(analysis, at));
        if personal {
            let title = surname::title_words(analysis, name);
            let courtesy = !name.front.is_empty() && !name.titled;
            // "Christie" alone may be a surname, whatever the list of given names says.
            let gender = if name.front.is_empty() { Gender::Unknown } else { name.gender };
            let wanted = surname::Wanted { token: at, gender, title: &title, courtesy, key: &key };
            if let Some(list) = self.by_last.get(&key.last)
                && let Some(entity) = surname::choose(analysis, &self.entities, list, &wanted)
            {
                self.entities[entity].bare += 1;
                return Some(entity);
            }
            if name.body.is_none()
                && !name.titled
                && let Some(list) = self.by_given.get(&key.last)
                && let Some(entity) = surname::choose(analysis, &self.entities, list, &wanted)
            {
                return Some(entity);
            }
        }
        if let Some(body) = name.body {
            return name.prose.then(|| self.listed(analysis, name, body)).or_else(|| self.by_body.get(&body).copied());
        }
        if plain && !name.titled {
            let low = word.to_lowercase();
            if let Some(list) = self.by_word.get(&low) {
                let upto = list.partition_point(|&entity| self.entities[entity].first <= at);
                let known = list[..upto]
                    .iter()
                    .rev()
                    .take(CANDIDATES)
                    .copied()
                    .max_by_key(|&e| self.entities[e].last_before(at));
                if let Some(entity) = known.or_else(|| list.first().copied()) {
                    return Some(entity);
                }
            }
        }
        if !name.prose {
            return None;
        }
        Some(self.alone(analysis, name, key, beside))
    }

    /// The entity of a source that is one word, large at a sentence's start and known to no list: "Halvorsen said".
    pub fn lone_word(&mut self, analysis: &Analysis, token: usize) -> Option<usize> {
        let tokens = token..token + 1;
        let name = Name {
            front: token..token,
            class: Class::Unknown,
            sure: false,
            body: None,
            gender: Gender::Unknown,
            titled: false,
            prose: true,
            tokens: tokens.clone(),
        };
        let entity = self.short(analysis, &name, None)?;
        let bytes = analysis.bytes(tokens);
        let known = &mut self.entities[entity];
        if known.name.is_empty() {
            known.name = analysis.text[bytes.clone()].to_owned();
        }
        known.mentions.push(bytes);
        Some(entity)
    }

    /// A new entity for a single word.
    fn alone(&mut self, analysis: &Analysis, name: &Name, key: PersonKey, beside: Option<&Apposition>) -> usize {
        let at = name.tokens.start;
        let hint = beside.and_then(|found| found.hint).filter(|_| !name.sure);
        let the = at > 0 && analysis.low(at - 1) == "the" && name.class == Class::Unknown;
        let kind = hint.unwrap_or(if the { SourceKind::Organisation } else { source_kind(name.class) });
        let entity = self.add(Entity::new(String::new(), kind, at));
        if kind == SourceKind::Person {
            self.by_last.entry(key.last.clone()).or_default().push(entity);
            self.entities[entity].person = Some(key);
        } else {
            let low = analysis.word(at).to_lowercase();
            self.by_word.entry(low.clone()).or_default().push(entity);
            self.entities[entity].words = vec![low];
            let nouns = self.nouns_of(analysis, &name.tokens);
            self.call(entity, nouns);
        }
        entity
    }

    pub fn add(&mut self, entity: Entity) -> usize {
        self.entities.push(entity);
        self.entities.len() - 1
    }

    /// Notes that `name` is a mention of `entity`.
    fn see(&mut self, analysis: &Analysis, entity: usize, name: &Name, tokens: Range<usize>) {
        let bytes = analysis.bytes(tokens.clone());
        let text = folded(&analysis.text[bytes.clone()]);
        // A listed body that goes by letters or one word has its usual name: "AP" is the Associated Press.
        let listed = name.body.and_then(|body| lexicon().body(body));
        let usual = listed
            .filter(|body| matches!(body.kind, BodyKind::Outlet | BodyKind::Organisation))
            .filter(|body| !text.contains(' ') || body.name.strip_prefix("The ") == Some(&text));
        let text = usual.map_or(text, |body| body.name.to_owned());
        let seen = &mut self.entities[entity];
        let gender = if seen.kind == SourceKind::Person { name.gender } else { Gender::Unknown };
        if seen.gender == Gender::Unknown {
            seen.gender = gender;
        }
        seen.titled |= name.titled;
        seen.sure |= name.sure;
        let measure = |name: &str| (name.split(' ').count(), name.chars().count());
        // A shouted or bracketed form never beats one as it is usually written.
        if seen.name.is_empty()
            || (measure(&text) > measure(&seen.name) && !is_acronym(&text) && usual.is_none())
            || (usual.is_some() && is_acronym(&seen.name))
        {
            seen.name = text;
        }
        if name.prose {
            seen.at.push(name.tokens.start);
        }
        seen.mentions.push(bytes);
    }

    fn describe(&mut self, analysis: &Analysis, entity: usize, name: &Name, found: &Apposition) {
        if self.entities[entity].gender == Gender::Unknown && found.hint == Some(SourceKind::Person) {
            self.entities[entity].gender = found.gender;
        }
        if self.entities[entity].kind != SourceKind::Person {
            if let (Some(role), Some(SourceKind::Organisation | SourceKind::Outlet)) = (&found.role, found.hint) {
                let nouns = self.nouns_of(analysis, role);
                self.call(entity, nouns);
            }
            return;
        }
        // "Roe, the group, …": what describes a body is nobody's role.
        if matches!(found.hint, Some(SourceKind::Organisation | SourceKind::Outlet)) {
            return;
        }
        let role = match (found.verbal, &found.role) {
            (Some(verbal), _) => verbal.to_owned(),
            (None, Some(role)) => folded(&analysis.text[analysis.bytes(role.clone())]),
            (None, None) => return,
        };
        let mut words: Vec<String> =
            role.split([' ', '-']).map(|word| word.trim_end_matches('.').to_lowercase()).collect();
        words.extend(surname::title_words(analysis, name));
        self.file_roles(entity, words);
        let slot = &mut self.entities[entity].role;
        let short = slot.as_ref().is_some_and(|known| known.ends_with('.') && !known.contains(' '));
        if slot.is_none() || (short && role.split(' ').count() > 1) {
            *slot = Some(role);
        }
    }

    /// "Norwell's chief economist": a body that owns a role is where its holder works, and no part of the role.
    fn owned_role(&mut self, analysis: &Analysis, names: &Names, entity: usize, role: &Range<usize>) {
        let Some(index) = names.at(role.start) else { return };
        let end = names.0[index].tokens.end;
        let owns = matches!(analysis.low(end), "'s" | "’s" | "'" | "’") && end + 1 < role.end;
        let Some(owner) = self.of_name[index].filter(|&owner| owns && owner != entity) else { return };
        let body = matches!(self.entities[owner].kind, SourceKind::Organisation | SourceKind::Outlet);
        if !body || names.0[index].class == Class::Place || self.entities[entity].kind != SourceKind::Person {
            return;
        }
        let text = |tokens: Range<usize>| folded(&analysis.text[analysis.bytes(tokens)]);
        if self.entities[entity].role.as_ref() == Some(&text(role.clone())) {
            self.entities[entity].role = Some(text(end + 1..role.end));
        }
        self.entities[entity].affiliation.get_or_insert(owner);
    }

    /// Files a person under the words of a role.
    pub fn file_roles(&mut self, entity: usize, words: Vec<String>) {
        for word in words {
            if lexicon().role(&word).is_some()
                || lexicon().is_group_singular(&word)
                || lexicon().title_at(|at| if at == 0 { word.as_str() } else { "" }).is_some()
            {
                let list = self.by_noun.entry(word.clone()).or_default();
                if list.last() != Some(&entity) {
                    // Kept in the order of first mention, which a later description may break.
                    let first = self.entities[entity].first;
                    let place = list.partition_point(|&other| self.entities[other].first <= first);
                    let near = list.len() - place <= 64;
                    if near && list.get(place.wrapping_sub(1)) != Some(&entity) {
                        list.insert(place, entity);
                    }
                }
            }
            if !self.entities[entity].role_words.contains(&word) && self.entities[entity].role_words.len() < 24 {
                self.entities[entity].role_words.push(word);
            }
        }
    }

    /// Those whom `noun` may describe and whom the text brought in before `token`, the last ones.
    pub fn called(&self, noun: &str, token: usize) -> &[usize] {
        let list = self.by_noun.get(noun).map_or(&[][..], Vec::as_slice);
        let upto = list.partition_point(|&entity| self.entities[entity].first < token);
        &list[upto.saturating_sub(CANDIDATES)..upto]
    }

    /// The entity that was described by the words of `key`.
    pub fn described(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    pub fn remember(&mut self, key: String, entity: usize) {
        self.by_key.insert(key, entity);
    }
}
