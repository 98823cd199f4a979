//! Sources for people: found by what they type, listed, and one of them with all that is known of it.

use rusqlite::{Connection, Row, named_params};
use serde::Serialize;

use super::decision::{self, Decision};
use super::identity;
use crate::archive::{Archive, ArchiveError};

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

/// Which sources to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// Part of a name or alias; `%` and `_` stand for any run and any one character.
    pub name: Option<&'a str>,
    /// `person`, `organisation`, `outlet`, `group` or `document`.
    pub kind: Option<&'a str>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A source in a list, mergers followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// `person`, `organisation`, `outlet`, `group` or `document`.
    pub kind: String,
    /// What it is said to be.
    pub role: Option<String>,
    /// The body it belongs to.
    pub affiliation: Option<String>,
    /// How many articles name it.
    pub articles: i64,
    /// How many claims are its.
    pub claims: i64,
    /// How many figures it gave.
    pub figures: i64,
    /// What else it is called.
    pub aliases: Option<String>,
    /// The numbers of the rows merged into it.
    pub merged: Option<String>,
    /// The one article that knows it.
    pub article: Option<i64>,
}

/// A source with all that is known of it, mergers followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePage {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// `person`, `organisation`, `outlet`, `group` or `document`.
    pub kind: String,
    /// What it is said to be.
    pub role: Option<String>,
    /// The number of the body it belongs to.
    pub affiliation_id: Option<i64>,
    /// That body's name.
    pub affiliation: Option<String>,
    /// The one article that knows it.
    pub article_id: Option<i64>,
    /// What else it is called.
    pub aliases: Vec<Alias>,
    /// The rows merged into it.
    pub merged: Vec<Merged>,
    /// How many claims are its.
    pub claims: i64,
    /// How many claims were told to it or appeared in it.
    pub claims_via: i64,
    /// How many figures it gave.
    pub figures: i64,
    /// How many articles it published.
    pub published: i64,
    /// The articles that name it, oldest first.
    pub articles: Vec<InArticle>,
    /// What was decided about it, oldest first.
    pub decisions: Vec<Decision>,
}

/// Another name of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alias {
    /// The name.
    pub alias: String,
    /// Whether a person said so, and not an article.
    pub by_hand: bool,
}

/// A row merged into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// What it is said to be.
    pub role: Option<String>,
    /// The one article that knows it.
    pub article_id: Option<i64>,
}

/// What an article says of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InArticle {
    /// The article.
    pub article_id: i64,
    /// Its headline, or else where it came from.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// The name by which the article knows it.
    pub name: String,
    /// What the article says it is.
    pub role: Option<String>,
    /// The body it belongs to there.
    pub affiliation: Option<String>,
    /// Its claims there.
    pub claims: i64,
    /// Its figures there.
    pub figures: i64,
}

impl Archive {
    /// The sources that `filter` lets through, mergers followed, those with most claims first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn sources(&self, filter: Filter<'_>) -> Result<Vec<Ranked>, ArchiveError> {
        self.connection
            .prepare_cached(include_str!("list.sql"))
            .and_then(|mut statement| {
                let parameters = named_params! {
                    ":name": filter.name,
                    ":kind": filter.kind,
                    ":limit": filter.limit.map_or(-1, i64::from),
                };
                statement.query_map(parameters, ranked)?.collect()
            })
            .map_err(|error| self.failed(error))
    }

    /// The source that `typed`, a number or a name, means.
    ///
    /// # Errors
    /// When there is none, when there are several, or when the archive cannot be read.
    pub fn source(&self, typed: &str) -> Result<SourcePage, SourceError> {
        let read = || -> Result<SourcePage, Fault> {
            // One state of the archive for all the statements; nothing is written.
            let snapshot = self.connection.unchecked_transaction()?;
            let found = find(&snapshot, typed)?;
            Ok(page(&snapshot, found.root)?)
        };
        read().map_err(|fault| fault.into_error(&self.path))
    }
}

fn ranked(row: &Row<'_>) -> rusqlite::Result<Ranked> {
    Ok(Ranked {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        role: row.get(3)?,
        affiliation: row.get(4)?,
        articles: row.get(5)?,
        claims: row.get(6)?,
        figures: row.get(7)?,
        aliases: row.get(8)?,
        merged: row.get(9)?,
        article: row.get(10)?,
    })
}

fn page(connection: &Connection, root: i64) -> rusqlite::Result<SourcePage> {
    let mut page = connection.query_row(
        "WITH
         mine (id) AS (SELECT id FROM sources WHERE id = ?1 OR merged_into = ?1)
         SELECT
             s.id,
             s.name,
             s.kind,
             s.role,
             f.id,
             f.name,
             s.article_id,
             (SELECT count(*) FROM claims WHERE source_id IN (SELECT id FROM mine)),
             (SELECT count(*) FROM claims WHERE via_id IN (SELECT id FROM mine)),
             (SELECT count(*) FROM figures WHERE source_id IN (SELECT id FROM mine)),
             (SELECT count(*) FROM articles WHERE outlet_id IN (SELECT id FROM mine) AND duplicate_of IS NULL)
         FROM sources AS s
         LEFT JOIN sources AS e ON e.id = s.affiliation_id
         LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
         WHERE s.id = ?1",
        [root],
        |row| {
            Ok(SourcePage {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                role: row.get(3)?,
                affiliation_id: row.get(4)?,
                affiliation: row.get(5)?,
                article_id: row.get(6)?,
                claims: row.get(7)?,
                claims_via: row.get(8)?,
                figures: row.get(9)?,
                published: row.get(10)?,
                aliases: Vec::new(),
                merged: Vec::new(),
                articles: Vec::new(),
                decisions: Vec::new(),
            })
        },
    )?;
    page.aliases = connection
        .prepare(
            "SELECT a.alias, max(a.by_hand)
             FROM source_aliases AS a
             JOIN sources AS s ON s.id = a.source_id
             WHERE (s.id = ?1 OR s.merged_into = ?1)
               AND a.alias <> (SELECT root.name FROM sources AS root WHERE root.id = ?1)
             GROUP BY a.alias
             ORDER BY a.alias",
        )?
        .query_map([root], |row| Ok(Alias { alias: row.get(0)?, by_hand: row.get(1)? }))?
        .collect::<Result<_, _>>()?;
    page.merged = connection
        .prepare("SELECT id, name, kind, role, article_id FROM sources WHERE merged_into = ?1 ORDER BY id")?
        .query_map([root], |row| {
            Ok(Merged {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                role: row.get(3)?,
                article_id: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    page.articles = connection
        .prepare(include_str!("in_articles.sql"))?
        .query_map([root], |row| {
            Ok(InArticle {
                article_id: row.get(0)?,
                title: row.get(1)?,
                outlet: row.get(2)?,
                published_at: row.get(3)?,
                name: row.get(4)?,
                role: row.get(5)?,
                affiliation: row.get(6)?,
                claims: row.get(7)?,
                figures: row.get(8)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    page.decisions = decision::decisions(connection, Some(root))?;
    Ok(page)
}
