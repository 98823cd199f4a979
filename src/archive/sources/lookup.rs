//! Sources for people: found by what they type, or else what is said of why not.

use rusqlite::Connection;

use super::identity;
use crate::archive::ArchiveError;

/// How many candidates a message names.
const SHOWN: usize = 10;

/// Why nothing could be said about a source, or done to it.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The archive itself.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Nobody is called so.
    #[error("no source is called {name:?}{}; `sayso source list` shows them", there_is(.near))]
    Unknown {
        /// What was typed.
        name: String,
        /// Sources of a similar name, each with its number.
        near: Vec<String>,
    },
    /// Several are called so.
    #[error("{name:?} may be any of {}; give the number instead", one_of(.candidates, *.more))]
    Ambiguous {
        /// What was typed.
        name: String,
        /// Some of them, each with its number.
        candidates: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// It makes no sense, or would undo what came later.
    #[error("{0}")]
    Refused(String),
}

fn there_is(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; there is {}", one_of(near, 0)) }
}

fn one_of(sources: &[String], more: usize) -> String {
    let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("{}{rest}", sources.join(", "))
}

/// What went wrong within a transaction, before the archive is named.
#[derive(Debug)]
pub(super) enum Fault {
    Sql(rusqlite::Error),
    Source(SourceError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<SourceError> for Fault {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl Fault {
    pub(super) fn refused<T>(why: impl Into<String>) -> Result<T, Self> {
        Err(Self::Source(SourceError::Refused(why.into())))
    }

    pub(super) fn into_error(self, path: &std::path::Path) -> SourceError {
        match self {
            Self::Sql(error) => SourceError::Archive(ArchiveError::of(path, error)),
            Self::Source(error) => error,
        }
    }
}

/// A row that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The row that goes by the name.
    pub(super) row: i64,
    /// The row that counts, mergers followed.
    pub(super) root: i64,
}

/// The one source that `typed`, a number or a name, means.
pub(super) fn find(connection: &Connection, typed: &str) -> Result<Found, Fault> {
    let found = all(connection, typed)?;
    let first = found.first().copied();
    match first {
        Some(first) if found.iter().all(|other| other.root == first.root) => {
            // By the name of the row that counts, that one is meant.
            Ok(found.iter().find(|found| found.row == found.root).copied().unwrap_or(first))
        }
        Some(_) => {
            let mut roots: Vec<i64> = found.iter().map(|found| found.root).collect();
            roots.sort_unstable();
            roots.dedup();
            let candidates = roots.iter().take(SHOWN).map(|&id| label(connection, id)).collect::<Result<_, _>>()?;
            let more = roots.len().saturating_sub(SHOWN);
            Err(SourceError::Ambiguous { name: typed.to_owned(), candidates, more }.into())
        }
        None => {
            let near = similar(connection, typed)?;
            Err(SourceError::Unknown { name: typed.to_owned(), near }.into())
        }
    }
}

/// All rows that `typed` may mean: the number; or else the name, an alias, a form of these, whichever comes first.
pub(super) fn all(connection: &Connection, typed: &str) -> rusqlite::Result<Vec<Found>> {
    let typed = typed.trim();
    let ask = |sql: &str, with: &dyn rusqlite::ToSql| -> rusqlite::Result<Vec<Found>> {
        connection
            .prepare_cached(sql)?
            .query_map([with], |row| Ok(Found { row: row.get(0)?, root: row.get(1)? }))?
            .collect()
    };
    if let Ok(id) = typed.trim_start_matches('#').parse::<i64>() {
        let found = ask("SELECT id, coalesce(merged_into, id) FROM sources WHERE id = ?1", &id)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let form = identity::form(typed);
    let steps: [(&str, &str); 3] = [
        (
            "SELECT id, coalesce(merged_into, id)
             FROM sources
             WHERE name = ?1 COLLATE NOCASE
             ORDER BY id",
            typed,
        ),
        (
            "SELECT DISTINCT s.id, coalesce(s.merged_into, s.id)
             FROM source_aliases AS a
             JOIN sources AS s ON s.id = a.source_id
             WHERE a.alias = ?1 COLLATE NOCASE
             ORDER BY s.id",
            typed,
        ),
        (
            "SELECT DISTINCT s.id, coalesce(s.merged_into, s.id)
             FROM source_aliases AS a
             JOIN sources AS s ON s.id = a.source_id
             WHERE a.key = ?1
             ORDER BY s.id",
            form.as_str(),
        ),
    ];
    for (sql, name) in steps {
        let found = ask(sql, &name)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Some sources whose name holds what was typed, or its last word.
fn similar(connection: &Connection, typed: &str) -> rusqlite::Result<Vec<String>> {
    let form = identity::form(typed);
    for part in [form.as_str(), form.rsplit(' ').next().unwrap_or_default()] {
        if part.chars().count() < 3 {
            continue;
        }
        let ids: Vec<i64> = connection
            .prepare_cached(
                "SELECT id
                 FROM sources
                 WHERE merged_into IS NULL AND instr(lower(name), ?1) > 0
                 ORDER BY article_id IS NOT NULL, id
                 LIMIT 5",
            )?
            .query_map([part], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if !ids.is_empty() {
            return ids.into_iter().map(|id| label(connection, id)).collect();
        }
    }
    Ok(Vec::new())
}

/// A source in a few words, with its number: `12 Ann Lee (person, mayor of Ashford)`.
pub(super) fn label(connection: &Connection, id: i64) -> rusqlite::Result<String> {
    connection
        .prepare_cached(
            "SELECT s.id || ' ' || s.name || ' (' || s.kind
                    || coalesce(', ' || s.role, '')
                    || coalesce(', ' || f.name, '')
                    || coalesce(', in article ' || s.article_id, '') || ')'
             FROM sources AS s
             LEFT JOIN sources AS f ON f.id = s.affiliation_id
             WHERE s.id = ?1",
        )?
        .query_row([id], |row| row.get(0))
}
