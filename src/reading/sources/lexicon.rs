//! The words that the rules of sources go by, read once from the data files beside this module's `lexicon/`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::SourceKind;
use crate::reading::token::tokenize;

use super::mention::Pronoun;

/// Whether a name or a word is a man's or a woman's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Whether both can be one person.
    pub const fn fits(self, other: Self) -> bool {
        !matches!((self, other), (Self::Male, Self::Female) | (Self::Female, Self::Male))
    }

    fn parse(field: &str) -> Self {
        match field.trim() {
            "m" => Self::Male,
            "f" => Self::Female,
            _ => Self::Unknown,
        }
    }
}

/// What a listed name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyKind {
    Outlet,
    Organisation,
    /// A country, region or city: as a source, its government.
    Place,
    /// "North Korean", "Russians": it names nobody, but tells of whom or whose.
    Demonym,
}

/// An entry of outlets.tsv, organisations.tsv or places.tsv.
#[derive(Debug)]
pub(super) struct Body {
    pub name: &'static str,
    pub kind: BodyKind,
    /// What it is called without its name: "agency".
    pub noun: &'static str,
}

/// One way to write a [`Body`]: its tokens as listed.
#[derive(Debug)]
struct Alias {
    tokens: Vec<&'static str>,
    body: usize,
    /// It counts only after "the".
    needs_the: bool,
}

/// A noun for bodies.
#[derive(Debug)]
pub(super) struct BodyNoun {
    pub kind: SourceKind,
    /// Whether it means a body only where a name ends in it.
    ending: bool,
    /// Whether a name that begins with it is one too: "Radio Prague".
    pub leads: bool,
    /// Other words for the same.
    pub also: Vec<&'static str>,
}

/// What stands before a person's name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Title {
    /// "Mr.": it says nothing of the person's work.
    pub courtesy: bool,
    pub gender: Gender,
}

/// All lists, ready to be asked.
pub(super) struct Lexicon {
    pub given: FxHashMap<String, Gender>,
    pub family_first: FxHashSet<&'static str>,
    pub family_maybe: FxHashSet<&'static str>,
    pub syllables: FxHashSet<&'static str>,
    pub surnames: FxHashSet<&'static str>,
    pub particles: FxHashSet<&'static str>,
    titles: FxHashMap<&'static str, Title>,
    /// How the words begin that titles begin with.
    title_beginnings: FxHashSet<[u8; 2]>,
    longest_title: usize,
    roles: FxHashMap<&'static str, Gender>,
    pub same_role: FxHashMap<&'static str, Vec<&'static str>>,
    pub role_verbs: FxHashMap<&'static str, &'static str>,
    group_plurals: FxHashSet<&'static str>,
    group_singulars: FxHashSet<&'static str>,
    documents: FxHashSet<&'static str>,
    /// What somebody leads once, and is its leader for good: "the search".
    pub undertakings: FxHashSet<&'static str>,
    /// Nouns of media, and whether they name a via also after "on".
    media: FxHashMap<&'static str, bool>,
    /// By first word, longest first; and whether it only says how they know.
    anonymity: FxHashMap<&'static str, Vec<(Vec<&'static str>, bool)>>,
    pronouns: FxHashMap<&'static str, (Pronoun, Gender)>,
    body_nouns: FxHashMap<&'static str, BodyNoun>,
    pub prepositions: FxHashSet<&'static str>,
    pub adjectives: FxHashSet<&'static str>,
    pub not_names: FxHashSet<&'static str>,
    pub modifiers: FxHashSet<&'static str>,
    body_pairs: FxHashSet<(&'static str, &'static str)>,
    pub place_words: FxHashSet<&'static str>,
    /// Nouns that end like agents and are none: "summer".
    pub not_agents: FxHashSet<&'static str>,
    /// "KC", "PhD": what follows a person's name and is no part of it.
    pub postnominals: FxHashSet<&'static str>,
    /// Ranks, in small letters: they say less than an office.
    pub ranks: FxHashSet<&'static str>,
    /// "a number of": words that count what follows.
    pub quantities: FxHashSet<&'static str>,
    bodies: Vec<Body>,
    aliases: Vec<Alias>,
    /// From an alias's first token, in small letters, to aliases, longest first.
    by_first: FxHashMap<String, Vec<usize>>,
    /// From "korean" to "korea", word by word, so that a body of a country is one under both.
    pub country_of: FxHashMap<String, &'static str>,
}

/// The lists, parsed on first use.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::parse)
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn set(file: &'static str) -> FxHashSet<&'static str> {
    lines(file).flat_map(str::split_whitespace).collect()
}

fn fields(line: &'static str) -> [&'static str; 3] {
    let mut parts = line.splitn(3, '\t').map(str::trim);
    [parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or("")]
}

fn phrases(file: &'static str) -> FxHashMap<&'static str, Vec<(Vec<&'static str>, bool)>> {
    let mut by_first: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for line in lines(file) {
        let [phrase, sort, _] = fields(line);
        let words: Vec<_> = phrase.split_whitespace().collect();
        by_first.entry(words.first().copied().unwrap_or("")).or_default().push((words, sort == "knows"));
    }
    for list in by_first.values_mut() {
        list.sort_by_key(|(words, _): &(Vec<_>, bool)| std::cmp::Reverse(words.len()));
    }
    by_first
}

impl Lexicon {
    fn parse() -> Self {
        let mut given = FxHashMap::default();
        for [gender, names, _] in lines(include_str!("lexicon/given_names.tsv")).map(fields) {
            for name in names.split_whitespace() {
                let gender = Gender::parse(gender);
                // A name in both lists is either's.
                given.entry(name.to_lowercase()).and_modify(|known| merge(known, gender)).or_insert(gender);
            }
        }
        let family: Vec<_> = lines(include_str!("lexicon/family_first.tsv")).map(fields).collect();
        let named = |key: &str| -> FxHashSet<&'static str> {
            family.iter().filter(|line| line[0] == key).flat_map(|line| line[1].split_whitespace()).collect()
        };
        let family_maybe = named("maybe");
        let family_first = named("sure").into_iter().filter(|name| !family_maybe.contains(name)).collect();
        let titles: FxHashMap<_, _> = lines(include_str!("lexicon/titles.tsv"))
            .map(fields)
            .map(|[sort, title, gender]| (title, Title { courtesy: sort == "courtesy", gender: Gender::parse(gender) }))
            .collect();
        let pairs = |file| lines(file).map(fields);
        let groups: Vec<_> = pairs(include_str!("lexicon/groups.txt")).collect();
        let mut lexicon = Self {
            given,
            family_first,
            family_maybe,
            syllables: named("syllables"),
            surnames: set(include_str!("lexicon/surnames.txt")),
            particles: set(include_str!("lexicon/particles.txt")),
            title_beginnings: titles.keys().filter_map(|title| title_beginning(title.split(' ').next()?)).collect(),
            longest_title: titles.keys().map(|title| title.split(' ').count()).max().unwrap_or(1),
            titles,
            roles: pairs(include_str!("lexicon/roles.tsv")).map(|[role, g, _]| (role, Gender::parse(g))).collect(),
            same_role: pairs(include_str!("lexicon/same_role.tsv"))
                .map(|[word, others, _]| (word, others.split_whitespace().collect()))
                .collect(),
            role_verbs: pairs(include_str!("lexicon/role_verbs.tsv")).map(|[verb, role, _]| (verb, role)).collect(),
            group_plurals: groups.iter().map(|line| line[0]).collect(),
            group_singulars: groups.iter().map(|line| line[1]).filter(|word| !word.is_empty()).collect(),
            documents: lines(include_str!("lexicon/documents.txt")).collect(),
            undertakings: lines(include_str!("lexicon/undertakings.txt")).collect(),
            media: pairs(include_str!("lexicon/media.tsv")).map(|[noun, after, _]| (noun, after == "on")).collect(),
            anonymity: phrases(include_str!("lexicon/anonymity.tsv")),
            pronouns: pairs(include_str!("lexicon/pronouns.tsv"))
                .map(|[word, sort, gender]| (word, (Pronoun::parse(sort), Gender::parse(gender))))
                .collect(),
            body_nouns: pairs(include_str!("lexicon/bodies.tsv"))
                .map(|[noun, sort, also]| {
                    let kind = if sort.starts_with("outlet") { SourceKind::Outlet } else { SourceKind::Organisation };
                    let ending = sort.split(' ').any(|word| word == "ending");
                    let leads = kind == SourceKind::Organisation && !ending || sort.ends_with("leading");
                    let also = also.split_whitespace().collect();
                    (noun, BodyNoun { kind, ending, leads, also })
                })
                .collect(),
            prepositions: set(include_str!("lexicon/prepositions.txt")),
            adjectives: set(include_str!("lexicon/adjectives.txt")),
            not_names: set(include_str!("lexicon/not_names.txt")),
            modifiers: set(include_str!("lexicon/modifiers.txt")),
            body_pairs: lines(include_str!("lexicon/body_pairs.txt")).filter_map(|line| line.split_once(' ')).collect(),
            place_words: set(include_str!("lexicon/place_words.txt")),
            not_agents: set(include_str!("lexicon/not_agents.txt")),
            postnominals: set(include_str!("lexicon/postnominals.txt")),
            ranks: set(include_str!("lexicon/ranks.txt")),
            quantities: set(include_str!("lexicon/quantities.txt")),
            bodies: Vec::new(),
            aliases: Vec::new(),
            by_first: FxHashMap::default(),
            country_of: FxHashMap::default(),
        };
        lexicon.list_bodies();
        lexicon
    }

    fn list_bodies(&mut self) {
        for [name, also, _] in lines(include_str!("lexicon/outlets.tsv")).map(fields) {
            // "the agency" after "Xinhua"
            let agency = name.ends_with(" Agency") || also.split('|').any(|name| name.ends_with(" Agency"));
            self.list(name, BodyKind::Outlet, if agency { "agency" } else { "outlet" }, also);
        }
        for [name, noun, also] in lines(include_str!("lexicon/organisations.tsv")).map(fields) {
            self.list(name, BodyKind::Organisation, noun, also);
        }
        for [names, demonyms, capitals] in lines(include_str!("lexicon/places.tsv")).map(fields) {
            let (name, also) = names.split_once('|').unwrap_or((names, ""));
            self.list(name, BodyKind::Place, "country", also);
            for capital in capitals.split('|').filter(|capital| !capital.is_empty()) {
                self.list(capital, BodyKind::Place, "city", "");
            }
            for demonym in demonyms.split('|').filter(|demonym| !demonym.is_empty()) {
                self.list(demonym, BodyKind::Demonym, "people", "");
                let last = |phrase: &'static str| phrase.rsplit(' ').next().unwrap_or(phrase);
                self.country_of.insert(last(demonym).to_lowercase(), last(name));
            }
        }
        for list in self.by_first.values_mut() {
            list.sort_by_key(|&alias| std::cmp::Reverse(self.aliases[alias].tokens.len()));
        }
    }

    fn list(&mut self, name: &'static str, kind: BodyKind, noun: &'static str, also: &'static str) {
        let body = self.bodies.len();
        self.bodies.push(Body { name, kind, noun });
        for alias in std::iter::once(name).chain(also.split('|').filter(|alias| !alias.is_empty())) {
            let needs_the = alias.starts_with("the ") || alias.starts_with("The ");
            let bare = if needs_the { &alias[4..] } else { alias };
            let tokens: Vec<_> = tokenize(bare).iter().map(|token| &bare[token.bytes()]).collect();
            if let Some(first) = tokens.first() {
                self.by_first.entry(first.to_lowercase()).or_default().push(self.aliases.len());
                self.aliases.push(Alias { tokens, body, needs_the });
            }
        }
    }

    /// The longest listed name among the words that `word` gives for 0, 1, …, and how many of them it takes.
    pub fn body_at<'t>(&self, first_low: &str, the: bool, word: impl Fn(usize) -> &'t str) -> Option<(usize, usize)> {
        // "W.H.O." is the WHO.
        let undotted = || self.by_first.get(first_low.replace('.', "").as_str());
        for &index in self.by_first.get(first_low).or_else(|| first_low.contains('.').then(undotted)?)? {
            let alias = &self.aliases[index];
            if alias.needs_the && !the {
                continue;
            }
            let matches = alias.tokens.iter().enumerate().all(|(at, &listed)| same_word(listed, word(at)));
            if matches {
                return Some((alias.body, alias.tokens.len()));
            }
        }
        None
    }

    pub fn body(&self, index: usize) -> Option<&Body> {
        self.bodies.get(index)
    }

    /// The title that the words from 0 make, and how many of them; the longest.
    pub fn title_at<'t>(&self, word: impl Fn(usize) -> &'t str) -> Option<(Title, usize)> {
        let mut found = None;
        // Most words begin like no title.
        if !title_beginning(word(0)).is_some_and(|beginning| self.title_beginnings.contains(&beginning)) {
            return found;
        }
        let mut phrase = String::new();
        for at in 0..self.longest_title {
            let next = word(at);
            if next.is_empty() {
                break;
            }
            if at > 0 {
                phrase.push(' ');
            }
            phrase.extend(next.trim_end_matches('.').chars().map(|c| c.to_ascii_lowercase()));
            if let Some(&title) = self.titles.get(phrase.as_str()) {
                found = Some((title, at + 1));
            }
        }
        found
    }

    /// The gender that `role` tells, if it is a role; `role` in small letters, singular or plural.
    pub fn role(&self, role: &str) -> Option<Gender> {
        self.roles.get(role).copied().or_else(|| {
            // "vice-president", "ex-minister", "lawyer-activist": the last part is the trade.
            let (first, rest) = role.split_once('-')?;
            let (_, last) = role.rsplit_once('-')?;
            // "under-secretary-general"
            let under = matches!(first, "under" | "deputy" | "vice" | "ex" | "co").then_some(rest);
            self.roles.get(last).or_else(|| self.roles.get(under?)).copied()
        })
    }

    /// Whether `word` is the plural of a role.
    pub fn is_roles(&self, word: &str) -> bool {
        singulars(word).any(|one| self.role(&one).is_some())
    }

    /// Whether `low` is a day.
    pub fn is_time(&self, low: &str) -> bool {
        low.ends_with("day") || low.ends_with("days")
    }

    /// How `word` stands for somebody, if it is a pronoun.
    pub fn pronoun(&self, word: &str) -> Option<(Pronoun, Gender)> {
        self.pronouns.get(word).copied()
    }

    /// How many of the words that `word` gives make a phrase that leaves a source unnamed, and whether it only says how they know.
    pub fn anonymity_at<'t>(&self, word: impl Fn(usize) -> &'t str) -> Option<(usize, bool)> {
        let list = self.anonymity.get(word(0))?;
        let found = list.iter().find(|(phrase, _)| phrase.iter().enumerate().all(|(at, &part)| word(at) == part));
        found.map(|(phrase, knows)| (phrase.len(), *knows))
    }

    /// Whether `word`, as written, is for people of a country, party or creed: "Ukrainians", "Democrats".
    pub fn is_people(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase)
            && (self.adjectives.contains(word) || self.country_of.contains_key(&word.to_lowercase()))
    }

    pub fn is_group(&self, word: &str) -> bool {
        self.group_plurals.contains(word)
    }

    pub fn is_group_singular(&self, word: &str) -> bool {
        self.group_singulars.contains(word)
    }

    /// Whether `word`, singular or plural, is a kind of text.
    pub fn is_document(&self, word: &str) -> bool {
        self.documents.contains(word) || singulars(word).any(|one| self.documents.contains(one.as_str()))
    }

    /// Whether a phrase that ends in the words `before` and `last` is where things are told for publication; `on` after "on".
    pub fn is_medium(&self, before: &str, last: &str, on: bool) -> bool {
        let both = format!("{before} {last}");
        let after = self.media.get(both.as_str()).or_else(|| self.media.get(last));
        after.is_some_and(|&anywhere| anywhere || !on)
    }

    /// Whether a body that is called `noun` makes public what it is told, as those do that watch and study others.
    pub fn publishes(&self, noun: &str) -> bool {
        matches!(noun, "think tank" | "charity" | "watchdog")
    }

    /// Whether `word` is a noun for one person by what they are, for several, or for a group.
    pub fn is_people_noun(&self, word: &str) -> bool {
        self.role(word).is_some() || self.is_roles(word) || self.is_group(word)
    }

    /// The noun for bodies that `word` is.
    pub fn body_noun(&self, word: &str) -> Option<&BodyNoun> {
        self.body_ending(word).filter(|noun| !noun.ending)
    }

    /// Whether the words `first` and `last` make a body, though `last` alone would be a person.
    pub fn is_body_pair(&self, first: &str, last: &str) -> bool {
        self.body_pairs.contains(&(first, last))
    }

    /// What `word` tells of a name that ends in it, if that is a body's.
    pub fn body_ending(&self, word: &str) -> Option<&BodyNoun> {
        self.body_nouns.get(word.trim_end_matches('.'))
    }
}

fn merge(known: &mut Gender, other: Gender) {
    if *known != other {
        *known = Gender::Unknown;
    }
}

/// Whether `word` in the text is the `listed` one. Abbreviations ("AP", "WHO") must be written as listed; other words
/// may be all in capitals.
fn same_word(listed: &str, word: &str) -> bool {
    listed == word
        || listed.len() == word.len()
            && listed.contains(char::is_lowercase)
            && listed.eq_ignore_ascii_case(word)
            && (listed.starts_with(char::is_lowercase) || word.starts_with(char::is_uppercase))
        || word.contains('.')
            && !listed.contains(char::is_lowercase)
            && listed.len() > 1
            && word.replace('.', "") == listed
        || matches!((listed, word), ("'s", "’s"))
}

/// The singulars that an English plural may have.
pub(super) fn singulars(word: &str) -> impl Iterator<Item = String> + '_ {
    let ies = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let es = word.strip_suffix("es").map(str::to_owned);
    let s = word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map(str::to_owned);
    let men = word.strip_suffix("men").map(|stem| format!("{stem}man"));
    let people = word.strip_suffix("people").filter(|stem| !stem.is_empty()).map(|stem| format!("{stem}person"));
    [ies, es, s, men, people].into_iter().flatten()
}

/// The first two bytes of `word` in ASCII small letters, without full stops at its end; none of an empty one.
fn title_beginning(word: &str) -> Option<[u8; 2]> {
    let bytes = word.trim_end_matches('.').as_bytes();
    Some([bytes.first()?.to_ascii_lowercase(), bytes.get(1).map_or(0, u8::to_ascii_lowercase)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn body(words: &[&'static str], the: bool) -> Option<(&'static str, usize)> {
        let words = words.to_vec();
        let low = words[0].to_lowercase();
        let (body, count) = lexicon().body_at(&low, the, |at| words.get(at).copied().unwrap_or(""))?;
        Some((lexicon().body(body)?.name, count))
    }

    #[rstest]
    #[case(&["Radio", "Free", "Europe", "that"], false, Some(("Radio Free Europe/Radio Liberty", 3)))]
    #[case(&["RFE/RL"], false, Some(("Radio Free Europe/Radio Liberty", 1)))]
    #[case(&["who", "said"], false, None)]
    #[case(&["WHO", "said"], false, Some(("World Health Organization", 1)))]
    #[case(&["POLITICO"], false, Some(("Politico", 1)))]
    #[case(&["Hill"], true, Some(("The Hill", 1)))]
    #[case(&["Emily", "’s", "List"], false, Some(("Emily's List", 3)))]
    #[case(&["North", "Korean"], false, Some(("North Korean", 2)))]
    fn finds_listed_bodies(#[case] words: &[&'static str], #[case] the: bool, #[case] found: Option<(&str, usize)>) {
        assert_eq!(body(words, the), found);
    }

    #[test]
    fn the_longest_title_wins() {
        let words = ["Lt.", "Gen.", "Smith"];
        let (title, count) = lexicon().title_at(|at| words.get(at).copied().unwrap_or("")).unwrap();
        assert_eq!(count, 2);
        assert!(!title.courtesy);
    }

    #[rstest]
    #[case("congressmen", true)]
    #[case("secretaries", true)]
    #[case("bosses", true)]
    #[case("tables", false)]
    fn plurals_of_roles(#[case] word: &str, #[case] expected: bool) {
        assert_eq!(lexicon().is_roles(word), expected);
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        let lexicon = lexicon();
        assert!(lexicon.bodies.iter().all(|body| !body.name.is_empty() && !body.name.contains(['|', '\t'])));
        let noun = |body: &&Body| body.kind == BodyKind::Organisation && lexicon.body_noun(body.noun).is_none();
        let odd: Vec<_> = lexicon.bodies.iter().filter(noun).map(|body| body.noun).collect();
        assert!(odd.is_empty(), "nouns that bodies.tsv does not know: {odd:?}");
        assert!(lexicon.bodies.iter().filter(|body| body.kind == BodyKind::Outlet).count() > 300);
    }
}
