//! Sources that are likely the same, each pair with the reason, for a person to decide.
//!
//! Never every source with every other: each goes into blocks by what it has in common with those it may be ("same
//! surname and office"), and only within a block are they compared; a block of many is compared with its best known
//! member alone.

use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash, Hasher};

use rusqlite::Connection;

use super::alike;
use super::identity::{self, Class, untitled, words};
use super::profile::{Agreement, Profile};
use crate::archive::{Archive, ArchiveError};

/// Up to so many, all in a block are compared with one another.
const SMALL: usize = 8;

/// Two sources that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// How likely, from 0 to 1: a rank, not a probability.
    pub score: f64,
    /// The one of which less is known.
    pub one: Side,
    /// The other one, into which it would be merged.
    pub other: Side,
    /// What speaks for it.
    pub reason: String,
}

/// A source of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Kind, role, affiliation, or the article that alone knows it.
    pub about: String,
    /// How many claims are its.
    pub claims: i64,
}

/// What can make two sources one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Trait {
    Name,
    SurnameAndBody,
    SurnameAndOffice,
    Order,
    Spelling,
    Letter,
    Alias,
    Letters,
    Ending,
}

/// A source, made ready.
struct Known {
    side: Side,
    is_person: bool,
    is_local: bool,
    /// The name without titles, article and initials, in lower case.
    words: Vec<String>,
    profile: Profile,
    body: Option<i64>,
    /// What articles call it besides its name, in normal form.
    aliases: Vec<(String, String)>,
}

impl Archive {
    /// The likeliest pairs of sources that may be one, best first, at most `limit`. Pairs about which a person has
    /// decided already are left out.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn suggest_mergers(&self, limit: usize) -> Result<Vec<Pair>, ArchiveError> {
        let read = || -> rusqlite::Result<Vec<Pair>> {
            let snapshot = self.connection.unchecked_transaction()?;
            let known = load(&snapshot)?;
            Ok(pairs(&known, &decided(&snapshot)?, limit))
        };
        read().map_err(|error| self.failed(error))
    }
}

fn load(connection: &Connection) -> rusqlite::Result<Vec<Known>> {
    let mut known: Vec<Known> = connection
        .prepare(
            "WITH
             said (root, claims) AS (
                 SELECT coalesce(s.merged_into, s.id), count(*)
                 FROM claims AS c
                 JOIN sources AS s ON s.id = c.source_id
                 GROUP BY 1
             )
             SELECT s.id, s.name, s.kind, s.role, f.id, f.name, f.article_id IS NULL, s.article_id,
                    coalesce(said.claims, 0)
             FROM sources AS s
             LEFT JOIN sources AS e ON e.id = s.affiliation_id
             LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
             LEFT JOIN said ON said.root = s.id
             WHERE s.merged_into IS NULL
               AND s.kind IN ('person', 'organisation', 'outlet')
             ORDER BY s.id",
        )?
        .query_map([], |row| {
            let (name, kind): (String, String) = (row.get(1)?, row.get(2)?);
            let (role, body): (Option<String>, Option<String>) = (row.get(3)?, row.get(5)?);
            let home: Option<i64> = row.get(7)?;
            let body_id: Option<i64> = if row.get(6)? { row.get(4)? } else { None };
            let mut about = kind.clone();
            for more in [&role, &body].into_iter().flatten() {
                about.push_str(", ");
                about.push_str(more);
            }
            if let Some(article) = home {
                about.push_str(&format!(", in article {article}"));
            }
            let is_person = kind == "person";
            Ok(Known {
                words: name_words(&name, is_person),
                profile: Profile::new(&name, role.as_deref(), body_id.zip(body.as_deref())),
                side: Side { id: row.get(0)?, name, about, claims: row.get(8)? },
                is_person,
                is_local: home.is_some(),
                body: body_id,
                aliases: Vec::new(),
            })
        })?
        .collect::<Result<_, _>>()?;
    // What an article knows alone counts only where its words are a name, such as a bare surname.
    known.retain(|it| !it.is_local || it.is_person && identity::is_alias(&it.side.name) && !it.words.is_empty());
    let mut statement = connection.prepare(
        "SELECT coalesce(s.merged_into, s.id), a.alias
         FROM source_aliases AS a
         JOIN sources AS s ON s.id = a.source_id
         WHERE s.kind <> 'person' AND s.article_id IS NULL
         ORDER BY 1, 2",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, alias): (i64, String) = (row.get(0)?, row.get(1)?);
        if let Ok(at) = known.binary_search_by_key(&id, |it| it.side.id) {
            let form = identity::form(&alias);
            known[at].aliases.push((form, alias));
        }
    }
    Ok(known)
}

/// Pairs about which a person has decided that they are two.
fn decided(connection: &Connection) -> rusqlite::Result<HashSet<(i64, i64)>> {
    connection
        .prepare(
            "SELECT coalesce(s.merged_into, s.id), coalesce(o.merged_into, o.id)
             FROM source_decisions AS d
             JOIN sources AS s ON s.id = d.source_id
             JOIN sources AS o ON o.id = d.other_id
             WHERE d.action = 'merge' AND d.undone_at IS NOT NULL
                OR d.action = 'split' AND d.undone_at IS NULL",
        )?
        .query_map([], |row| {
            let (one, other): (i64, i64) = (row.get(0)?, row.get(1)?);
            Ok((one.min(other), one.max(other)))
        })?
        .collect()
}

/// The words by which names are compared: no titles, no article, no initials inside, hyphens parting words.
fn name_words(name: &str, is_person: bool) -> Vec<String> {
    let all = words(name);
    let rest = if is_person { untitled(&all) } else { identity::bare(&all) };
    let last = rest.len().saturating_sub(1);
    rest.iter()
        .enumerate()
        .filter(|(at, word)| *at == 0 || *at == last || !word.is_initial())
        .flat_map(|(_, word)| word.folded.split('-').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect()
}

fn pairs(known: &[Known], decided: &HashSet<(i64, i64)>, limit: usize) -> Vec<Pair> {
    let mut blocks: Vec<(Trait, u64, usize)> = Vec::new();
    for (at, it) in known.iter().enumerate() {
        let mut put = |which: Trait, of: &dyn Fn(&mut dyn Hasher)| {
            let mut hasher = rustc_hash::FxHasher::default();
            it.is_person.hash(&mut hasher);
            of(&mut hasher);
            blocks.push((which, hasher.finish(), at));
        };
        if it.is_person { put_person(it, &mut put) } else { put_body(it, &mut put) }
    }
    blocks.sort_unstable();
    blocks.dedup();
    let mut found: BTreeMap<(usize, usize), (f64, String)> = BTreeMap::new();
    for block in blocks.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let Some(&(which, _, first)) = block.first() else { continue };
        let mut compare = |one: usize, other: usize| {
            let (Some(a), Some(b)) = (known.get(one), known.get(other)) else { return };
            let ids = (a.side.id.min(b.side.id), a.side.id.max(b.side.id));
            if decided.contains(&ids) {
                return;
            }
            if let Some((score, reason)) = judge(which, a, b) {
                let best = found.entry((one.min(other), one.max(other))).or_insert((0.0, String::new()));
                best.0 = score.max(best.0);
                if !best.1.is_empty() {
                    best.1.push_str("; ");
                }
                best.1.push_str(&reason);
            }
        };
        if block.len() <= SMALL {
            for (place, one) in block.iter().enumerate() {
                block.iter().skip(place + 1).for_each(|other| compare(one.2, other.2));
            }
        } else {
            let claims = |at: usize| known.get(at).map_or(0, |it| it.side.claims);
            let hub =
                block.iter().map(|it| it.2).fold(first, |best, at| if claims(at) > claims(best) { at } else { best });
            block.iter().filter(|it| it.2 != hub).for_each(|it| compare(hub, it.2));
        }
    }
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .filter_map(|((one, other), (score, reason))| {
            let (one, other) = (known.get(one)?, known.get(other)?);
            // Into the one that all articles know, and that says most.
            let weight = |it: &Known| (!it.is_local, it.side.claims, -it.side.id);
            let (one, other) = if weight(one) > weight(other) { (other, one) } else { (one, other) };
            Some(Pair { score, one: one.side.clone(), other: other.side.clone(), reason })
        })
        .collect();
    let claims = |pair: &Pair| pair.one.claims + pair.other.claims;
    pairs.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| claims(b).cmp(&claims(a)))
            .then_with(|| (a.other.id, a.one.id).cmp(&(b.other.id, b.one.id)))
    });
    pairs.truncate(limit);
    pairs
}

type Put<'a> = &'a mut dyn FnMut(Trait, &dyn Fn(&mut dyn Hasher));

fn text(text: &str) -> impl Fn(&mut dyn Hasher) + '_ {
    move |mut hasher| text.hash(&mut hasher)
}

fn put_person(it: &Known, put: Put<'_>) {
    let Some(surname) = it.words.last() else { return };
    if let Some(body) = it.body {
        put(Trait::SurnameAndBody, &|mut hasher| (surname, body).hash(&mut hasher));
    }
    for head in it.profile.heads() {
        put(Trait::SurnameAndOffice, &|mut hasher| (surname, head).hash(&mut hasher));
    }
    if it.words.len() > 1 && !it.is_local {
        put(Trait::Name, &text(&it.words.join(" ")));
        put_spellings(&it.words, put);
    }
}

fn put_body(it: &Known, put: Put<'_>) {
    put(Trait::Alias, &text(&it.words.join(" ")));
    for (form, _) in &it.aliases {
        put(Trait::Alias, &text(form));
    }
    let telling = telling(&it.words);
    if telling.len() < it.words.len() && !telling.is_empty() || it.words.len() == 1 {
        put(Trait::Ending, &text(&telling.join(" ")));
    }
    put(Trait::Ending, &text(&it.words.join(" ")));
    for letters in alike::letters(&it.words) {
        put(Trait::Letters, &text(&letters));
    }
    if let [word] = it.words.as_slice() {
        put(Trait::Letters, &text(word));
    }
    put_spellings(&it.words, put);
}

fn put_spellings(words: &[String], put: Put<'_>) {
    put(Trait::Order, &text(&sorted(words).join(" ")));
    let sound = alike::sound(words);
    if sound.len() > 4 {
        put(Trait::Spelling, &text(&sound));
    }
    for form in alike::one_letter_less(&words.join(" ")) {
        put(Trait::Letter, &text(&form));
    }
}

/// The words in the order of the alphabet, small ones aside.
fn sorted(words: &[String]) -> Vec<&str> {
    let small =
        |word: &&str| !matches!(identity::class_of(word), Some(Class::Article | Class::Preposition | Class::Joiner));
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).filter(small).collect();
    sorted.sort_unstable();
    sorted
}

/// A body's words without those at the end that may be left out.
fn telling(words: &[String]) -> &[String] {
    let end = words.iter().rposition(|word| identity::class_of(word) != Some(Class::Ending)).map_or(0, |at| at + 1);
    words.get(..end).unwrap_or(words)
}

/// What `which` says of two in one of its blocks.
fn judge(which: Trait, one: &Known, other: &Known) -> Option<(f64, String)> {
    if one.is_local && other.is_local {
        // Two bare surnames of two articles: nothing to go by.
        return None;
    }
    let same = one.words == other.words;
    // What is said of persons: for it, against it, or nothing.
    let agreement = one.profile.agreement(&other.profile);
    let weigh = |score: f64| match agreement {
        Agreement::Against if one.is_person => score * 0.5,
        Agreement::Role | Agreement::Affiliation if one.is_person => score + 0.1,
        _ => score,
    };
    let of = |score: f64, reason: &str| Some((((weigh(score)) * 100.0).round() / 100.0, reason.to_owned()));
    match which {
        Trait::Name if same => of(
            0.8,
            match agreement {
                Agreement::Against => "same name, but they are said to be different things",
                Agreement::NameAlone => "same name; too little is said of one of them",
                _ => "same name, and what is said of them agrees",
            },
        ),
        Trait::SurnameAndBody if given_names_fit(one, other) => of(0.75, "same surname and affiliation"),
        Trait::SurnameAndOffice if given_names_fit(one, other) && agreement > Agreement::NameAlone => {
            of(0.55, "same surname and role")
        }
        Trait::Order if !same => of(0.75, "the same words in another order"),
        Trait::Spelling if !same && one.words.len() == other.words.len() => of(0.75, "another spelling of the name"),
        Trait::Letter if !same && alike::one_letter_apart(&one.words.join(" "), &other.words.join(" ")) => {
            of(0.65, "one letter apart")
        }
        Trait::Alias => {
            let calls = |one: &Known, other: &Known| {
                let name = other.words.join(" ");
                let alias = one.aliases.iter().find(|(form, _)| *form == name)?;
                Some(format!("an article calls {} {:?} too", one.side.name, alias.1))
            };
            let reason =
                if same { Some("same name".to_owned()) } else { calls(one, other).or_else(|| calls(other, one)) };
            Some((0.85, reason?))
        }
        Trait::Letters => {
            let stands_for = |short: &Known, long: &Known| {
                matches!(short.words.as_slice(), [word] if is_acronym(&short.side.name)
                    && alike::letters(&long.words).contains(word))
            };
            (stands_for(one, other) || stands_for(other, one)).then(|| (0.7, "the letters of the full name".to_owned()))
        }
        Trait::Ending if !same && telling(&one.words) == telling(&other.words) => {
            of(0.8, "the same but for a word like \"Corporation\"")
        }
        _ => None,
    }
}

/// "NGS", "RAND": letters, all of them capitals.
fn is_acronym(name: &str) -> bool {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// Whether the first names can be one: the same, an initial of the other, a short form of it, or not told.
fn given_names_fit(one: &Known, other: &Known) -> bool {
    if one.words == other.words {
        return false;
    }
    let (Some((_, one)), Some((_, other))) = (one.words.split_last(), other.words.split_last()) else { return false };
    match (one.first(), other.first()) {
        (Some(one), Some(other)) => {
            let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
            (short.chars().count() != 2 && long.starts_with(short.as_str()))
                || alike::sound(std::slice::from_ref(one)) == alike::sound(std::slice::from_ref(other))
        }
        _ => true,
    }
}
