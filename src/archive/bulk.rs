//! Many articles in one transaction: their words go into the full-text indexes at its end, all at once.

use rusqlite::Connection;

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
