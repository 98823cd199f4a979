//! Persons of one name: which of them an article means, and who turns out to be two, or one.
//!
//! Every new thing that is said of a name is weighed with all that was said before ([`profile::group`]), and the rows
//! are made to follow, so that the same articles in another order lead to the same persons. Where a person in charge
//! has merged or split rows of the name, theirs is the last word: nothing is moved any more.

use rusqlite::{Connection, OptionalExtension};

use super::profile::{self, Agreement, Profile};
use super::rows::{self, Candidate};

/// With more different things said of one name than this, rows are no longer moved: comparing costs the square.
const MOST_PROFILES: usize = 48;

/// What some article says of a person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) name: &'a str,
    pub(super) role: Option<&'a str>,
    /// A row that its article names.
    pub(super) affiliation: Option<i64>,
}

/// Something said of a row, the same words once.
struct Fact {
    row: i64,
    name: String,
    role: Option<String>,
    affiliation: Option<i64>,
    profile: Profile,
}

/// The row of the person known as `key` of whom `said` is said; none where it is nobody the archive knows.
pub(super) fn person(connection: &Connection, key: &str, said: Said<'_>) -> rusqlite::Result<Option<i64>> {
    let mut known = rows::candidates(connection, key)?;
    known.retain(|candidate| candidate.kind == "person");
    for candidate in &known {
        // Said before, word for word: as nearly always.
        let before = connection
            .prepare_cached(
                "SELECT 1
                 FROM article_sources
                 WHERE source_id = ?1 AND name = ?2 AND role IS ?3 AND affiliation_id IS ?4
                 LIMIT 1",
            )?
            .query_row((candidate.id, said.name, said.role, said.affiliation), |_| Ok(()))
            .optional()?;
        if before.is_some() {
            return Ok(Some(candidate.id));
        }
    }
    if known.is_empty() {
        return Ok(None);
    }
    let facts = facts(connection, &known)?;
    let mine = Profile::new(said.name, said.role, affiliation(connection, said.affiliation)?.as_ref().map(borrow));
    if facts.len() > MOST_PROFILES || decided(connection, &known)? {
        return Ok(nearest(&known, &facts, &mine));
    }
    regroup(connection, &known, &facts, Some(&mine))
}

/// Looks at the persons known as `key` again, after an article says something else of them.
pub(super) fn again(connection: &Connection, key: &str) -> rusqlite::Result<()> {
    let mut known = rows::candidates(connection, key)?;
    known.retain(|candidate| candidate.kind == "person");
    let facts = facts(connection, &known)?;
    if known.len() > 1 && facts.len() <= MOST_PROFILES && !decided(connection, &known)? {
        regroup(connection, &known, &facts, None)?;
    }
    Ok(())
}

/// Whether a person in charge decided who is who among `known`.
fn decided(connection: &Connection, known: &[Candidate]) -> rusqlite::Result<bool> {
    // Also a name that a person gave is theirs to say.
    if known.iter().any(|candidate| candidate.by_hand) {
        return Ok(true);
    }
    for candidate in known {
        let decided: bool = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM source_decisions WHERE source_id = ?1 AND action <> 'rename')
                     OR EXISTS (SELECT 1 FROM source_decisions WHERE other_id = ?1)",
            )?
            .query_row([candidate.id], |row| row.get(0))?;
        if decided {
            return Ok(true);
        }
    }
    Ok(false)
}

fn facts(connection: &Connection, known: &[Candidate]) -> rusqlite::Result<Vec<Fact>> {
    let mut facts = Vec::new();
    for candidate in known {
        let mut said: Vec<(String, Option<String>, Option<i64>)> = connection
            .prepare_cached(
                "SELECT DISTINCT name, role, affiliation_id
                 FROM article_sources
                 WHERE source_id = ?1
                 ORDER BY name, role, affiliation_id",
            )?
            .query_map([candidate.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        if said.is_empty() {
            let (role, affiliation) = connection
                .prepare_cached("SELECT role, affiliation_id FROM sources WHERE id = ?1")?
                .query_row([candidate.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            said.push((candidate.name.clone(), role, affiliation));
        }
        for (name, role, body) in said {
            let place = affiliation(connection, body)?;
            let profile = Profile::new(&name, role.as_deref(), place.as_ref().map(borrow));
            facts.push(Fact { row: candidate.id, name, role, affiliation: body, profile });
        }
    }
    Ok(facts)
}

/// An affiliation's row, mergers followed, and its name; none for one that only its article knows.
fn affiliation(connection: &Connection, id: Option<i64>) -> rusqlite::Result<Option<(i64, String)>> {
    connection
        .prepare_cached(
            "SELECT root.id, root.name
             FROM sources AS s
             JOIN sources AS root ON root.id = coalesce(s.merged_into, s.id)
             WHERE s.id = ?1 AND root.article_id IS NULL",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

fn borrow(affiliation: &(i64, String)) -> (i64, &str) {
    (affiliation.0, affiliation.1.as_str())
}

/// The row that agrees best with `mine`; on the name alone, the only person of the name, or the one of whom as little is
/// known.
fn nearest(known: &[Candidate], facts: &[Fact], mine: &Profile) -> Option<i64> {
    let of = |candidate: &Candidate| {
        let id = candidate.id;
        facts.iter().filter(move |fact| fact.row == id)
    };
    let agreements: Vec<(Agreement, &Candidate)> = known
        .iter()
        .filter_map(|candidate| Some((of(candidate).map(|fact| fact.profile.agreement(mine)).max()?, candidate)))
        .filter(|(agreement, _)| *agreement > Agreement::Against)
        .collect();
    // The first of those that agree best.
    let best = agreements.iter().rev().max_by_key(|(agreement, _)| *agreement)?;
    if best.0 > Agreement::NameAlone || rows::only(known).is_some() {
        return Some(best.1.id);
    }
    let bare = |candidate: &Candidate| of(candidate).all(|fact| fact.profile.is_bare());
    agreements.iter().find(|(_, candidate)| mine.is_bare() && bare(candidate)).map(|(_, candidate)| candidate.id)
}

/// Makes the rows of one name follow from all that is said of it, and gives the one of which `mine` is said; none where
/// that is a person of its own.
fn regroup(
    connection: &Connection,
    known: &[Candidate],
    facts: &[Fact],
    mine: Option<&Profile>,
) -> rusqlite::Result<Option<i64>> {
    let profiles: Vec<Profile> = facts.iter().map(|fact| &fact.profile).chain(mine).cloned().collect();
    let labels = profile::group(&profiles);
    let mut persons: Vec<usize> = labels.clone();
    persons.sort_unstable();
    persons.dedup();
    // Whoever is best known keeps the oldest row: of the others, bare names above all, less is to be moved.
    let members = |person: usize| labels.iter().zip(facts).filter(move |(label, _)| **label == person);
    let rank = |person: usize| {
        let profiles = || labels.iter().zip(&profiles).filter(|(label, _)| **label == person).map(|(_, it)| it);
        let bare = profiles().all(Profile::is_bare);
        (bare, members(person).map(|(_, fact)| fact.row).min().unwrap_or(i64::MAX), person)
    };
    persons.sort_by_key(|&person| rank(person));
    let mut homes: Vec<(usize, i64)> = Vec::new();
    let mut answer = None;
    for &person in &persons {
        let is_free = |row: &i64| homes.iter().all(|(_, taken)| taken != row);
        let home = match members(person).map(|(_, fact)| fact.row).filter(is_free).min() {
            Some(row) => Some(row),
            None => match members(person).next() {
                Some((_, fact)) => Some(rows::add(connection, &fact.name, "person", None, None)?),
                None => None,
            },
        };
        homes.extend(home.map(|row| (person, row)));
        if mine.is_some() && labels.last() == Some(&person) {
            answer = home;
        }
    }
    let mut changed = Vec::new();
    for (label, fact) in labels.iter().zip(facts) {
        let Some(&(_, home)) = homes.iter().find(|(person, _)| person == label) else { continue };
        if home != fact.row {
            let articles: Vec<i64> = connection
                .prepare_cached(
                    "SELECT DISTINCT article_id
                     FROM article_sources
                     WHERE source_id = ?1 AND name = ?2 AND role IS ?3 AND affiliation_id IS ?4",
                )?
                .query_map((fact.row, &fact.name, &fact.role, fact.affiliation), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for article in articles {
                rows::give(connection, article, fact.row, home)?;
            }
            changed.extend([fact.row, home]);
        }
    }
    changed.sort_unstable();
    changed.dedup();
    for &row in &changed {
        rows::refresh(connection, row)?;
    }
    for candidate in known.iter().filter(|candidate| homes.iter().all(|(_, home)| *home != candidate.id)) {
        rows::clear(connection, candidate.id)?;
    }
    Ok(answer)
}
