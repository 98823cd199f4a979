//! One source with all that is known of it: its names, what was merged into it, its articles, what was decided about it.

use rusqlite::Connection;
use serde::Serialize;

use super::decision::{self, Decision};
use super::lookup::{Fault, SourceError, find};
use crate::archive::Archive;

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
