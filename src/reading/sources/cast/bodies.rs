//! Bodies and outlets among the entities: made of a name or of the words of an affiliation, and what each may be called.

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::analysis::Analysis;

use super::super::entity::Entity;
use super::super::lexicon::{Gender, lexicon};
use super::super::names::{Class, Name, Names, source_kind};
use super::super::role::Body;
use super::super::surname::PersonKey;
use super::super::wording::{folded, head_word, shown, words};
use super::{CANDIDATES, Cast};

impl Cast {
    pub(super) fn body(&mut self, analysis: &Analysis, names: &Names, name: &Name, class: Class) -> usize {
        let words = words(analysis, shown(analysis, names, name));
        let key = words.join(" ");
        if let Some(&entity) = self.by_words.get(&key) {
            return entity;
        }
        let head = head_word(analysis, &name.tokens);
        // "the Defense Ministry" after "Ukraine's Defense Ministry".
        let known = self.by_word.get(&head).into_iter().flat_map(|list| list.iter().rev().take(CANDIDATES));
        let longer = known.copied().find(|&entity| words.iter().all(|word| self.entities[entity].words.contains(word)));
        if let Some(entity) = longer {
            return entity;
        }
        let entity = self.add(Entity::new(String::new(), source_kind(class), name.tokens.start));
        let nouns = self.nouns_of(analysis, &name.tokens);
        self.by_words.insert(key, entity);
        // "Lakewood" is a town, "the Courier" the "Lakewood Courier".
        let first = (class != Class::Outlet).then(|| analysis.word(name.tokens.start).to_lowercase());
        for word in first.into_iter().chain([head.clone()]) {
            let list = self.by_word.entry(word).or_default();
            if list.last() != Some(&entity) {
                list.push(entity);
            }
        }
        self.entities[entity].words = words;
        self.call(entity, nouns);
        entity
    }

    pub(super) fn nouns_of(&self, analysis: &Analysis, tokens: &Range<usize>) -> Vec<String> {
        let noun = tokens.clone().rev().map(|at| analysis.low(at)).find(|low| lexicon().body_ending(low).is_some());
        noun.map(|noun| noun.trim_end_matches('.').to_owned()).into_iter().collect()
    }

    /// Files `entity` under what it may be called.
    pub fn call(&mut self, entity: usize, nouns: Vec<String>) {
        for noun in nouns {
            let others = lexicon().body_ending(&noun).map(|noun| noun.also.clone()).unwrap_or_default();
            for word in std::iter::once(noun.as_str()).chain(others) {
                let list = self.by_noun.entry(word.to_owned()).or_default();
                // In the order of first mention, whenever that it is a body was found out.
                let first = self.entities[entity].first;
                let at = list.partition_point(|&other| self.entities[other].first <= first);
                if at == 0 || list[at - 1] != entity {
                    list.insert(at, entity);
                }
            }
            self.entities[entity].nouns.push(noun);
        }
    }

    pub(super) fn listed(&mut self, analysis: &Analysis, name: &Name, body: usize) -> usize {
        if let Some(&entity) = self.by_body.get(&body) {
            return entity;
        }
        let entity = self.add(Entity::new(String::new(), source_kind(name.class), name.tokens.start));
        self.by_body.insert(body, entity);
        if let Some(listed) = lexicon().body(body) {
            let words = listed.name.split(' ').map(str::to_lowercase).collect();
            self.entities[entity].words = words;
            let mut nouns = vec![listed.noun.to_owned()];
            if name.class == Class::Outlet && listed.noun != "outlet" {
                nouns.push("outlet".to_owned());
            }
            self.call(entity, nouns);
        }
        // "the Post" after "Washington Post".
        if name.class == Class::Outlet {
            self.by_word.entry(head_word(analysis, &name.tokens)).or_default().push(entity);
        }
        entity
    }

    /// The entity that the listed `body` makes, whatever else its word may mean in this article.
    pub fn outlet(&mut self, analysis: &Analysis, name: &Name) -> Option<usize> {
        let body = name.body?;
        let entity = self.listed(analysis, name, body);
        if self.entities[entity].name.is_empty() {
            self.see(analysis, entity, name, name.tokens.clone());
        }
        Some(entity)
    }

    /// The entity of an affiliation, made where it is new.
    pub fn affiliation(&mut self, analysis: &Analysis, body: &Body) -> Option<usize> {
        let tokens = match body {
            Body::Name(index) => {
                return self.of_name.get(*index).copied().flatten().inspect(|&entity| self.make_body(entity));
            }
            Body::Words(tokens) => tokens.clone(),
        };
        let low = |at: usize| analysis.low(at);
        let word =
            |ahead: usize| if tokens.start + ahead < tokens.end { analysis.word(tokens.start + ahead) } else { "" };
        let listed = lexicon().body_at(low(tokens.start), true, word).filter(|(_, count)| *count == tokens.len());
        if let Some((_, entity)) = listed.and_then(|(body, _)| self.by_body.get_key_value(&body)) {
            return Some(*entity);
        }
        let words = words(analysis, tokens.clone());
        let key = words.join(" ");
        if words.is_empty() {
            return None;
        }
        if let Some(&entity) = self.by_words.get(&key) {
            return Some(entity);
        }
        // "Salmar Nord", taken for a person before its chief executive spoke.
        let person = PersonKey::new(analysis, &tokens);
        let known = self.by_last.get(&person.last).into_iter().flat_map(|list| list.iter().rev().take(CANDIDATES));
        let same = |entity: &&usize| {
            let known = &self.entities[**entity];
            !known.sure && known.person.as_ref().is_some_and(|key| key.given == person.given)
        };
        if let Some(entity) = known.copied().collect::<Vec<_>>().iter().find(same).copied() {
            // "an analyst with Marlcord Adams"
            let plain = !self.entities[entity].titled && self.entities[entity].role.is_none();
            if plain && tokens.len() > 1 {
                self.become_body(entity);
            }
            return Some(entity);
        }
        // "Rovers" after "Northgate Rovers".
        if tokens.len() == 1 && analysis.word(tokens.start).starts_with(char::is_uppercase) {
            let known = self.by_word.get(&low(tokens.start).to_lowercase()).and_then(|list| list.last());
            if let Some(&entity) = known.filter(|&&entity| self.entities[entity].kind != SourceKind::Person) {
                return Some(entity);
            }
        }
        let kind = lexicon().body_noun(low(tokens.end - 1)).map_or(SourceKind::Organisation, |noun| noun.kind);
        let bytes = analysis.bytes(tokens.clone());
        let mut made = Entity::new(folded(&analysis.text[bytes.clone()]), kind, tokens.start);
        made.words = words;
        made.meant.push(tokens.start);
        made.mentions.push(bytes);
        let entity = self.add(made);
        self.by_words.insert(key, entity);
        if let Some((body, _)) = listed {
            self.by_body.insert(body, entity);
        }
        let nouns = self.nouns_of(analysis, &tokens);
        self.call(entity, nouns);
        Some(entity)
    }

    /// The body whose words those of `tokens` are.
    pub fn body_of_words(&self, analysis: &Analysis, tokens: Range<usize>) -> Option<usize> {
        self.by_words.get(&words(analysis, tokens).join(" ")).copied()
    }

    pub fn remember_body(&mut self, analysis: &Analysis, tokens: Range<usize>, entity: usize) {
        let words = words(analysis, tokens);
        self.by_words.entry(words.join(" ")).or_insert(entity);
        self.entities[entity].words = words;
    }

    /// A body that has a chief executive is a company, one that has a coach a club.
    pub(super) fn call_by_trade(&mut self, body: usize, member: usize) {
        if !self.entities[body].nouns.is_empty() {
            return;
        }
        let is = |words: &[&str]| self.entities[member].role_words.iter().any(|word| words.contains(&word.as_str()));
        if is(&["executive", "ceo", "cfo", "coo", "founder", "co-founder"]) {
            self.call(body, vec!["company".to_owned()]);
        } else if is(&["coach", "captain", "striker", "midfielder", "goalkeeper", "defender", "skipper", "winger"]) {
            self.call(body, vec!["club".to_owned()]);
        }
    }

    /// Whether `entity` is a body, or a name that may be one's.
    pub fn may_be_body(&self, entity: usize) -> bool {
        let known = &self.entities[entity];
        let lone = known.person.as_ref().is_some_and(|key| key.given.is_empty());
        let plain = known.role.is_none() && !known.titled && !known.sure && known.gender == Gender::Unknown;
        known.named && (known.kind == SourceKind::Organisation || known.kind == SourceKind::Person && lone && plain)
    }

    /// `entity` is a body, whatever it was taken for.
    pub fn become_body(&mut self, entity: usize) {
        self.entities[entity].kind = SourceKind::Organisation;
    }

    /// An entity that somebody belongs to is no person.
    pub(super) fn make_body(&mut self, entity: usize) {
        let entity = &mut self.entities[entity];
        // One word, or two of which no list knows a given name: "Real Sociedad".
        let lone = entity.person.as_ref().is_some_and(|key| key.given.is_empty() && entity.role.is_none());
        let surname = entity.name.rsplit(' ').next().is_some_and(|last| lexicon().surnames.contains(last));
        let strange = !entity.sure && entity.gender == Gender::Unknown && !surname;
        if entity.kind == SourceKind::Person && !entity.titled && (lone || strange) {
            entity.kind = SourceKind::Organisation;
            entity.role = None;
        }
    }
}
