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
                       'sources_merge', 'sources_unmerge', 'figure_subjects_insert', 'figure_subjects_update',
                       'claim_group_tallies_insert', 'claim_group_tallies_delete', 'claim_group_tallies_update'
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
    figure: i64,
}

/// Puts off the indexing of what comes in from here on, until [`Bulk::end`] in the same transaction.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<Bulk> {
    connection.prepare_cached("INSERT OR IGNORE INTO index_later (batch) VALUES (1)")?.execute([])?;
    let last = |sql: &str| connection.prepare_cached(sql)?.query_row([], |row| row.get(0));
    Ok(Bulk {
        article: last("SELECT coalesce(max(id), 0) FROM articles")?,
        claim: last("SELECT coalesce(max(id), 0) FROM claims")?,
        figure: last("SELECT coalesce(max(id), 0) FROM figures")?,
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
        self.tally(connection)?;
        connection.prepare_cached("DELETE FROM index_later")?.execute([]).map(drop)
    }

    /// Brings what reports go by up to date: what is counted, and how many claims each group has.
    fn tally(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO figure_subjects (subject, counted)
                 SELECT DISTINCT subject, coalesce(counted, '') FROM figures WHERE id > ?1 AND subject IS NOT NULL",
            )?
            .execute([self.figure])?;
        connection
            .prepare_cached(
                "UPDATE claim_group_tallies AS t
                 SET claims = t.claims + n.claims,
                     articles = t.articles + n.articles,
                     latest = n.latest,
                     asserted = max(t.asserted, n.asserted),
                     denied = max(t.denied, n.denied),
                     least_sure = coalesce(min(t.least_sure, n.least_sure), t.least_sure, n.least_sure),
                     most_sure = coalesce(max(t.most_sure, n.most_sure), t.most_sure, n.most_sure)
                 FROM (
                     SELECT
                         group_id,
                         count(*) AS claims,
                         count(DISTINCT article_id) AS articles,
                         max(id) AS latest,
                         max(denies IS NOT 1) AS asserted,
                         max(denies IS 1) AS denied,
                         min(certainty) AS least_sure,
                         max(certainty) AS most_sure
                     FROM claims
                     WHERE id > ?1 AND group_id IS NOT NULL
                     GROUP BY group_id
                 ) AS n
                 WHERE t.group_id = n.group_id",
            )?
            .execute([self.claim])?;
        // Those that have a second claim only now.
        connection
            .prepare_cached(
                "INSERT INTO claim_group_tallies
                     (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
                 SELECT
                     c.group_id,
                     count(*),
                     count(DISTINCT c.article_id),
                     max(c.id),
                     max(c.denies IS NOT 1),
                     max(c.denies IS 1),
                     min(c.certainty),
                     max(c.certainty)
                 FROM (
                     SELECT DISTINCT group_id
                     FROM claims
                     WHERE id > ?1
                       AND group_id IS NOT NULL
                       AND group_id NOT IN (SELECT t.group_id FROM claim_group_tallies AS t)
                 ) AS n
                 CROSS JOIN claims AS c ON c.group_id = n.group_id
                 GROUP BY c.group_id
                 HAVING count(*) >= 2",
            )?
            .execute([self.claim])
            .map(drop)
    }
}
