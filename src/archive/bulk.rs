//! Many articles in one transaction: their words go into the full-text indexes at its end, all at once, and what their rows
//! point to is not looked up again.

use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// What a connection does without while it stores a batch.
#[must_use]
pub(super) struct Eased(bool);

/// Lets SQLite store a batch without two things that cost as much as the rows themselves: triggers, for the sake of which it
/// copies, at every claim, all pages that the claim is written to, so that it could take back the claim alone; and the look-up
/// of each row that another points to. Nothing is lost: [`Bulk::end`] does what the triggers would, and rows point to what the
/// very transaction found or made. Where another program has triggers here, or rows of its own that rest on sources
/// (the one thing of which a batch deletes some), all stays on.
pub(super) fn ease(connection: &Connection) -> rusqlite::Result<Eased> {
    let ours_alone: bool = connection
        .prepare_cached(
            "SELECT NOT EXISTS (
                 SELECT 1
                 FROM sqlite_schema AS t
                 WHERE t.type = 'trigger'
                   AND t.name NOT IN (
                       'articles_fts_insert', 'articles_fts_delete', 'articles_fts_update_out', 'articles_fts_update_in',
                       'claims_fts_insert', 'claims_fts_delete', 'claims_fts_update_out', 'claims_fts_update_in',
                       'sources_merge', 'sources_unmerge'
                   )
             ) AND NOT EXISTS (
                 SELECT 1
                 FROM sqlite_schema AS t
                 JOIN pragma_foreign_key_list(t.name) AS f
                 WHERE t.type = 'table'
                   AND f.\"table\" = 'sources' COLLATE NOCASE
                   AND t.name NOT IN (
                       'articles', 'sources', 'source_aliases', 'source_mentions', 'claims', 'figures', 'article_sources',
                       'source_decisions', 'source_pins'
                   )
             )",
        )?
        .query_row([], |row| row.get(0))?;
    if ours_alone {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, false)?;
    }
    Ok(Eased(ours_alone))
}

impl Eased {
    /// Whether it does without them.
    #[cfg(test)]
    pub(super) const fn is_so(&self) -> bool {
        self.0
    }

    /// Puts the connection back into its usual state.
    pub(super) fn end(self, connection: &Connection) -> rusqlite::Result<()> {
        if self.0 {
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
        }
        Ok(())
    }
}

/// Where the articles and claims of a batch start.
#[must_use]
pub(super) struct Bulk {
    article: i64,
    claim: i64,
}

/// Puts off the indexing of what comes in from here on, until [`Bulk::end`] in the same transaction.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<Bulk> {
    connection.prepare_cached("INSERT OR IGNORE INTO index_later (batch) VALUES (1)")?.execute([])?;
    let last = |sql: &str| connection.prepare_cached(sql)?.query_row([], |row| row.get(0));
    Ok(Bulk {
        article: last("SELECT coalesce(max(id), 0) FROM articles")?,
        claim: last("SELECT coalesce(max(id), 0) FROM claims")?,
    })
}

impl Bulk {
    /// Indexes what came in since.
    pub(super) fn end(self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO articles_fts (rowid, title, body)
                 SELECT id, title, body FROM articles_indexed WHERE id > ?1 ORDER BY id",
            )?
            .execute([self.article])?;
        connection
            .prepare_cached(
                "INSERT INTO claims_fts (rowid, content, speaker)
                 SELECT id, content, speaker FROM claims WHERE id > ?1 ORDER BY id",
            )?
            .execute([self.claim])?;
        connection.prepare_cached("DELETE FROM index_later")?.execute([]).map(drop)
    }
}
