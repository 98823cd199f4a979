//! Many articles in one transaction: their words go into the full-text indexes at its end, all at once, and what their rows
//! point to is not looked up again.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::model::Claim;

use super::claim;
use super::entry::Entry;
use super::groups::{Groups, Statement};

/// What a connection does without while it stores a batch.
#[must_use]
pub(super) struct Eased(bool);

/// Lets SQLite store a batch without three things that cost as much as the rows themselves: triggers, for the sake of which it
/// copies, at every claim, all pages that the claim is written to, so that it could take back the claim alone; the look-up
/// of each row that another points to; and CHECKs, which make a table of the words that a column may have for each statement,
/// and, where one calls a function, have pages copied as triggers do. Nothing is lost: [`Bulk::end`] does what the triggers
/// would, rows point to what the very transaction found or made, and `fit` looks at what CHECKs would (`sayso check` asks
/// SQLite to go by them). Where another program has triggers here, or rows of its own that rest on sources
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
                       'sources_merge', 'sources_unmerge', 'source_mentions_of_article', 'figure_subjects_insert', 'figure_subjects_update',
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
        connection.pragma_update(None, "ignore_check_constraints", true)?;
    }
    Ok(Eased(ours_alone))
}

impl Eased {
    /// Whether it does without them.
    pub(super) const fn is_so(&self) -> bool {
        self.0
    }

    /// Puts the connection back into its usual state.
    pub(super) fn end(self, connection: &Connection) -> rusqlite::Result<()> {
        if self.0 {
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
            connection.pragma_update(None, "ignore_check_constraints", false)?;
        }
        Ok(())
    }
}

/// A batch while it is stored: where its articles, figures and claims start, and what waits for its end.
#[must_use]
pub(super) struct Bulk {
    article: i64,
    claim: i64,
    figure: i64,
    group: i64,
    /// Whether rows may wait: not where one article of it may be taken back alone.
    waits: bool,
    groups: Groups,
    tallies: BTreeMap<i64, Tally>,
    /// Claims of the article in hand, counted when it is stored: each one's group, number, whether it denies, how sure it is.
    counted: Vec<(i64, i64, bool, u8)>,
}

/// The columns of `claim_group_tallies`, as the claims of a group give them.
pub(super) const TALLY: &str = "
    group_id,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    max(id) AS latest,
    max(denies IS NOT 1) AS asserted,
    max(denies IS 1) AS denied,
    min(certainty) AS least_sure,
    max(certainty) AS most_sure";

/// How many claims of a batch are in a group; the columns of `claim_group_tallies`.
struct Tally {
    claims: i64,
    articles: i64,
    latest: i64,
    asserted: bool,
    denied: bool,
    least_sure: u8,
    most_sure: u8,
}

/// Puts off the indexing of what comes in from here on, until [`Bulk::end`] in the same transaction. `entries` are all that comes.
pub(super) fn begin(connection: &Connection, entries: &[Entry<'_>], waits: bool) -> rusqlite::Result<Bulk> {
    connection.prepare_cached("INSERT OR IGNORE INTO index_later (batch) VALUES (1)")?.execute([])?;
    let last = |sql: &str| connection.prepare_cached(sql)?.query_row([], |row| row.get(0));
    let read = || entries.iter().filter(|entry| entry.reading.is_some());
    let groups = if waits && read().all(|entry| entry.said().is_some()) {
        Groups::ahead(connection, read().filter_map(Entry::said).flat_map(|said| &said.statements))?
    } else {
        Groups::default()
    };
    Ok(Bulk {
        article: last("SELECT coalesce(max(id), 0) FROM articles")?,
        claim: last("SELECT coalesce(max(id), 0) FROM claims")?,
        figure: last("SELECT coalesce(max(id), 0) FROM figures")?,
        group: last("SELECT coalesce(max(id), 0) FROM claim_groups")?,
        waits,
        groups,
        tallies: BTreeMap::new(),
        counted: Vec::new(),
    })
}

impl Bulk {
    /// The group of each of an article's claims.
    pub(super) fn groups(
        &mut self,
        connection: &Connection,
        claims: &[Claim],
        statements: &[Statement],
    ) -> rusqlite::Result<Vec<Option<i64>>> {
        let groups = self.groups.find(connection, claims, statements, &[])?;
        if !self.waits || self.groups.are_many() {
            self.groups.put_in(connection)?;
        }
        Ok(groups)
    }

    /// Notes under which numbers the claims of an article came into which groups.
    pub(super) fn count(&mut self, claims: &[Claim], groups: &[Option<i64>], ids: &[i64]) {
        let rows = claims.iter().zip(groups).zip(ids);
        self.counted = rows
            .filter_map(|((claim, group), &id)| {
                Some(((*group)?, id, claim.gist.asserts && claim.gist.denies, claim::certainty(claim)))
            })
            .collect();
    }

    /// Ends an article, which was `stored` or taken back.
    pub(super) fn settle(&mut self, stored: bool) {
        if !stored {
            self.counted.clear();
            // One of several that wait together had changed nothing yet.
            if !self.waits {
                self.groups = Groups::default();
            }
            return;
        }
        self.counted.sort_unstable();
        for claims in self.counted.chunk_by(|one, next| one.0 == next.0) {
            for (place, &(group, latest, denies, sure)) in claims.iter().enumerate() {
                let tally = self.tallies.entry(group).or_insert(Tally {
                    claims: 0,
                    articles: 0,
                    latest,
                    asserted: false,
                    denied: false,
                    least_sure: sure,
                    most_sure: sure,
                });
                tally.claims += 1;
                tally.articles += i64::from(place == 0);
                tally.latest = tally.latest.max(latest);
                tally.asserted |= !denies;
                tally.denied |= denies;
                tally.least_sure = tally.least_sure.min(sure);
                tally.most_sure = tally.most_sure.max(sure);
            }
        }
        self.counted.clear();
    }

    /// Puts in what waits, and indexes what came in since.
    pub(super) fn end(mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.groups.put_in(connection)?;
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO figure_subjects (subject, counted)
                 SELECT DISTINCT subject, coalesce(counted, '') FROM figures WHERE id > ?1 AND subject IS NOT NULL",
            )?
            .execute([self.figure])?;
        self.tally(connection)?;
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

    /// Brings up to date how many claims each group has.
    fn tally(&self, connection: &Connection) -> rusqlite::Result<()> {
        let mut add = connection.prepare_cached(
            "INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let mut update = connection.prepare_cached(
            "UPDATE OR FAIL claim_group_tallies
             SET claims = claims + ?2,
                 articles = articles + ?3,
                 latest = ?4,
                 asserted = max(asserted, ?5),
                 denied = max(denied, ?6),
                 least_sure = min(coalesce(least_sure, ?7), ?7),
                 most_sure = max(coalesce(most_sure, ?8), ?8)
             WHERE group_id = ?1",
        )?;
        // It has a second claim only now.
        let mut count = connection.prepare_cached(&format!(
            "INSERT INTO claim_group_tallies (group_id, claims, articles, latest, asserted, denied, least_sure, most_sure)
             SELECT {TALLY}
             FROM claims
             WHERE group_id = ?1
             GROUP BY group_id
             HAVING count(*) >= 2"
        ))?;
        for (&group, tally) in &self.tallies {
            let Tally { claims, articles, latest, asserted, denied, least_sure, most_sure } = *tally;
            let row = (group, claims, articles, latest, asserted, denied, least_sure, most_sure);
            if group <= self.group {
                if update.execute(row)? == 0 {
                    count.execute([group])?;
                }
            } else if claims >= 2 {
                add.execute(row)?;
            }
        }
        Ok(())
    }
}
