//! The rows of sources: found by name, added, moved, brought up to date, cleared away.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::SourceKind;

use super::identity;

/// A shared row that a name might mean.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The row that carries the name.
    pub(super) id: i64,
    /// The row that counts, mergers followed.
    pub(super) root: i64,
    pub(super) name: String,
    pub(super) kind: String,
    /// Whether a person gave it this name.
    pub(super) by_hand: bool,
}

impl Candidate {
    pub(super) fn is_body(&self) -> bool {
        matches!(self.kind.as_str(), "outlet" | "organisation")
    }
}

/// The rows that carry `key`, oldest first.
pub(super) fn candidates(connection: &Connection, key: &str) -> rusqlite::Result<Vec<Candidate>> {
    // Sorted here: SQLite would make a table to sort in, even for the many names that nobody has.
    let mut found: Vec<Candidate> = connection
        .prepare_cached(
            "SELECT s.id, coalesce(s.merged_into, s.id), s.name, s.kind, a.by_hand
             FROM source_aliases AS a
             JOIN sources AS s ON s.id = a.source_id
             WHERE a.key = ?1",
        )?
        .query_map([key], |row| {
            Ok(Candidate {
                id: row.get(0)?,
                root: row.get(1)?,
                name: row.get(2)?,
                kind: row.get(3)?,
                by_hand: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    found.sort_by_key(|candidate| (candidate.id, !candidate.by_hand));
    found.dedup_by_key(|candidate| candidate.id);
    Ok(found)
}

/// The outlet or organisation called `name`, known as `key`: what a person called so, or else the oldest of the name.
pub(super) fn body(connection: &Connection, kind: SourceKind, name: &str, key: &str) -> rusqlite::Result<Option<i64>> {
    let form = identity::form(name);
    let mut called = candidates(connection, &form)?;
    called.retain(Candidate::is_body);
    let by_hand: Vec<Candidate> = called.iter().filter(|candidate| candidate.by_hand).cloned().collect();
    let mut known = if form == key { Vec::new() } else { candidates(connection, key)? };
    known.retain(Candidate::is_body);
    // Where the lists have learnt a name since, its row may still be known by the name alone.
    known.extend(called);
    let found =
        only(&by_hand).or_else(|| known.iter().min_by_key(|candidate| (candidate.kind != kind.name(), candidate.id)));
    if let Some(found) = found
        && kind == SourceKind::Outlet
        && found.kind == "organisation"
    {
        // An article of its own, or a reader who knew, says that this body publishes.
        connection
            .prepare_cached("UPDATE sources SET kind = 'outlet' WHERE id IN (?1, ?2) AND kind = 'organisation'")?
            .execute((found.id, found.root))?;
    }
    Ok(found.map(|found| found.id))
}

/// The first of `candidates`, where all count as one.
pub(super) fn only(candidates: &[Candidate]) -> Option<&Candidate> {
    let first = candidates.first()?;
    candidates.iter().all(|other| other.root == first.root).then_some(first)
}

/// Adds a row; `home` is the article that alone knows it.
pub(super) fn add(
    connection: &Connection,
    name: &str,
    kind: &str,
    role: Option<&str>,
    home: Option<i64>,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO sources (name, kind, role, article_id) VALUES (?1, ?2, ?3, ?4)")?
        .execute((name, kind, role, home))?;
    Ok(connection.last_insert_rowid())
}

/// Notes what an article calls a source, unless a person said that it is not called so.
pub(super) fn alias(connection: &Connection, id: i64, alias: &str, key: Option<&str>) -> rusqlite::Result<()> {
    let needs_none = connection
        .prepare_cached(
            "SELECT 1
             FROM source_aliases
             WHERE source_id = ?1 AND alias = ?2
             UNION ALL
             SELECT 1
             FROM source_decisions
             WHERE source_id = ?1 AND action = 'unalias' AND before = ?2 AND undone_at IS NULL",
        )?
        .exists((id, alias))?;
    if needs_none { Ok(()) } else { first_alias(connection, id, alias, key) }
}

/// Notes what a row is called that was just added: nobody can have said anything of it yet.
pub(super) fn first_alias(connection: &Connection, id: i64, alias: &str, key: Option<&str>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO source_aliases (source_id, alias, key) VALUES (?1, ?2, ?3)")?
        .execute((id, alias, key))
        .map(drop)
}

/// What `article` says of its `seq`th source.
pub(super) fn note(
    connection: &Connection,
    article: i64,
    seq: usize,
    id: i64,
    name: &str,
    role: Option<&str>,
    affiliation: Option<i64>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO article_sources (article_id, seq, source_id, name, role, affiliation_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![article, seq as i64, id, name, role, affiliation])
        .map(drop)
}

/// Gives all that `article` has of the row `from` to the row `to`: claims, figures, mentions, what it says of it.
pub(super) fn give(connection: &Connection, article: i64, from: i64, to: i64) -> rusqlite::Result<()> {
    for sql in [
        "UPDATE claims SET source_id = ?3 WHERE article_id = ?1 AND source_id = ?2",
        "UPDATE claims SET via_id = ?3 WHERE article_id = ?1 AND via_id = ?2",
        "UPDATE figures SET source_id = ?3 WHERE article_id = ?1 AND source_id = ?2",
        // The same place may be known of both.
        "UPDATE OR REPLACE source_mentions SET source_id = ?3 WHERE article_id = ?1 AND source_id = ?2",
        "UPDATE article_sources SET source_id = ?3 WHERE article_id = ?1 AND source_id = ?2",
        "UPDATE article_sources SET affiliation_id = ?3 WHERE article_id = ?1 AND affiliation_id = ?2",
        "UPDATE articles SET outlet_id = ?3 WHERE id = ?1 AND outlet_id = ?2",
    ] {
        connection.prepare_cached(sql)?.execute((article, from, to))?;
    }
    learn(connection, article, to)
}

/// Notes as aliases of the row `id` what `article` calls it.
fn learn(connection: &Connection, article: i64, id: i64) -> rusqlite::Result<()> {
    let kind: String =
        connection.prepare_cached("SELECT kind FROM sources WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let names: Vec<String> = connection
        .prepare_cached("SELECT DISTINCT name FROM article_sources WHERE article_id = ?1 AND source_id = ?2")?
        .query_map((article, id), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for name in &names {
        alias(connection, id, name, key_of(&kind, name).as_deref())?;
    }
    let forms: Vec<String> = connection
        .prepare_cached(
            "SELECT DISTINCT substr(a.body, m.start + 1, m.\"end\" - m.start)
             FROM source_mentions AS m
             JOIN articles AS a ON a.id = m.article_id
             WHERE m.article_id = ?1 AND m.source_id = ?2",
        )?
        .query_map((article, id), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for form in forms.iter().filter(|form| identity::is_alias(form)) {
        alias(connection, id, &identity::tidy(form), None)?;
    }
    Ok(())
}

/// As [`identity::key`], by the kind's stored name.
pub(super) fn key_of(kind: &str, name: &str) -> Option<String> {
    match kind {
        "person" => identity::key(SourceKind::Person, name),
        "outlet" => identity::key(SourceKind::Outlet, name),
        "organisation" => identity::key(SourceKind::Organisation, name),
        _ => None,
    }
}

/// Sets role and affiliation of the row that counts to what the first article says that says anything: of this row, or
/// else of those merged into it. A row of which no article says anything keeps what it has.
pub(super) fn refresh(connection: &Connection, root: i64) -> rusqlite::Result<()> {
    let known: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM article_sources WHERE source_id = ?1)")?
        .query_row([root], |row| row.get(0))?;
    if !known {
        return Ok(());
    }
    let role: Option<String> = connection
        .prepare_cached(
            "SELECT n.role
             FROM sources AS s
             JOIN article_sources AS n ON n.source_id = s.id
             WHERE (s.id = ?1 OR s.merged_into = ?1) AND n.role IS NOT NULL
             ORDER BY s.id <> ?1, n.article_id, n.seq
             LIMIT 1",
        )?
        .query_row([root], |row| row.get(0))
        .optional()?;
    let affiliation: Option<i64> = connection
        .prepare_cached(
            "SELECT n.affiliation_id
             FROM sources AS s
             JOIN article_sources AS n ON n.source_id = s.id
             WHERE (s.id = ?1 OR s.merged_into = ?1) AND n.affiliation_id IS NOT NULL AND n.affiliation_id <> ?1
             ORDER BY s.id <> ?1, n.article_id, n.seq
             LIMIT 1",
        )?
        .query_row([root], |row| row.get(0))
        .optional()?;
    connection
        .prepare_cached(
            "UPDATE sources
             SET role = ?2,
                 affiliation_id = coalesce(
                     ?3,
                     -- One that a single article knows is noted nowhere else.
                     (SELECT f.id FROM sources AS f WHERE f.id = sources.affiliation_id AND f.article_id IS NOT NULL)
                 )
             WHERE id = ?1",
        )?
        .execute((root, role, affiliation))
        .map(drop)
}

/// Deletes the row `id` where nothing rests on it any more: no article names it, and nobody decided anything about it.
pub(super) fn clear(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    let deleted = connection
        .prepare_cached(
            "DELETE FROM sources
             WHERE id = ?1
               AND NOT EXISTS (SELECT 1 FROM article_sources AS n WHERE n.source_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM article_sources AS n WHERE n.affiliation_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM claims AS c WHERE c.source_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM claims AS c WHERE c.via_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.source_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM source_mentions AS m WHERE m.source_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.outlet_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM sources AS s WHERE s.affiliation_id = ?1 OR s.merged_into = ?1)
               AND NOT EXISTS (SELECT 1 FROM source_pins AS p WHERE p.source_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM source_decisions AS d WHERE d.source_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM source_decisions AS d WHERE d.other_id = ?1)",
        )?
        .execute([id])?;
    // While a batch is stored, SQLite does not see to it.
    if deleted > 0 {
        connection.prepare_cached("DELETE FROM source_aliases WHERE source_id = ?1")?.execute([id])?;
    }
    Ok(())
}
