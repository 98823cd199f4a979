//! Decisions about sources as they are on record.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

/// A decision as it is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its number.
    pub id: i64,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// `merge`, `split`, `rename`, `alias` or `unalias`.
    pub action: String,
    /// The source that it is about: of a split, the new one.
    pub source_id: i64,
    /// That source's name now.
    pub source: String,
    /// The source that it was merged into or split from.
    pub other_id: Option<i64>,
    /// That source's name now.
    pub other: Option<String>,
    /// The name that was taken away.
    pub before: Option<String>,
    /// The name that was given.
    pub after: Option<String>,
    /// The articles of a split.
    pub articles: Vec<i64>,
    /// When it was taken back, RFC 3339.
    pub undone_at: Option<String>,
}

impl Decision {
    /// Whether it holds.
    pub const fn stands(&self) -> bool {
        self.undone_at.is_none()
    }
}

const COLUMNS: &str = "SELECT d.id, d.made_at, d.action, d.source_id, s.name, d.other_id, o.name, d.before, d.after,
            coalesce(d.articles, '[]'), d.undone_at
     FROM source_decisions AS d
     JOIN sources AS s ON s.id = d.source_id
     LEFT JOIN sources AS o ON o.id = d.other_id";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        id: row.get(0)?,
        made_at: row.get(1)?,
        action: row.get(2)?,
        source_id: row.get(3)?,
        source: row.get(4)?,
        other_id: row.get(5)?,
        other: row.get(6)?,
        before: row.get(7)?,
        after: row.get(8)?,
        articles: serde_json::from_str(&row.get::<_, String>(9)?).unwrap_or_default(),
        undone_at: row.get(10)?,
    })
}

pub(super) fn decision(connection: &Connection, id: i64) -> rusqlite::Result<Option<Decision>> {
    connection.prepare_cached(&format!("{COLUMNS} WHERE d.id = ?1"))?.query_row([id], from_row).optional()
}

/// All decisions, oldest first, or those about one source that counts and the rows merged into it.
pub(super) fn decisions(connection: &Connection, root: Option<i64>) -> rusqlite::Result<Vec<Decision>> {
    connection
        .prepare_cached(&format!(
            "{COLUMNS}
             WHERE ?1 IS NULL
                OR s.id = ?1 OR s.merged_into = ?1 OR o.id = ?1 OR o.merged_into = ?1
             ORDER BY d.id"
        ))?
        .query_map([root], from_row)?
        .collect()
}
