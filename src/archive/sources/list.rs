//! Sources in a list, those with most claims first.

use rusqlite::{Row, named_params};

use crate::archive::{Archive, ArchiveError};

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
