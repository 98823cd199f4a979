//! What people decide about sources: merge, split, rename, alias; each on record, and each taken back at will.
//!
//! A merger leaves both rows as they are: claims stay with the row by whose name they were found, also those that come
//! later, and readers follow `merged_into`. So taking it back is exact. Which row counts for which is worked out anew
//! from the decisions that stand ([`rebuild`]), in whatever order they are taken back.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::decision::{Decision, decision, decisions};
use super::lookup::{self, Fault, Found, SourceError};
use super::naming::{give_alias, is_given, know_as, know_no_more, learn_again, rename, take_alias};
use super::{identity, rows};
use crate::archive::Archive;

/// Something to be done.
#[derive(Debug, Clone, Copy)]
pub enum Change<'a> {
    /// What is the first one's counts as the other's. Both are numbers or names.
    Merge(&'a str, &'a str),
    /// Takes a merger apart.
    Unmerge(&'a str),
    /// What these articles say of it is somebody else's.
    Split {
        /// A number or a name.
        source: &'a str,
        /// The articles.
        articles: &'a [i64],
        /// The other one's name; that in the articles, if none is given.
        name: Option<&'a str>,
    },
    /// Gives a new name; the old one stays an alias.
    Rename(&'a str, &'a str),
    /// A name by which it is known in any article.
    Alias(&'a str, &'a str),
    /// A name by which it is known no more.
    Unalias(&'a str, &'a str),
    /// Takes a decision back: the one of this number, or else the last that stands.
    Undo(Option<i64>),
}

impl Archive {
    /// Does `change`, at `now` (RFC 3339), in one transaction. Gives the decision on record, or the one taken back, and
    /// what else one should know.
    ///
    /// # Errors
    /// When a name means no source or several, when it makes no sense, or when the archive cannot be written; nothing
    /// is changed then.
    pub fn change_source(&mut self, change: Change<'_>, now: &str) -> Result<(Decision, Vec<String>), SourceError> {
        let Self { connection, path, .. } = self;
        let mut run = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut notes = Vec::new();
            let decision = apply(&transaction, change, now, &mut notes)?;
            transaction.commit()?;
            Ok((decision, notes))
        };
        run().map_err(|fault: Fault| fault.into_error(path))
    }

    /// All decisions about sources, oldest first, those taken back among them.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn source_decisions(&self) -> Result<Vec<Decision>, crate::archive::ArchiveError> {
        decisions(&self.connection, None).map_err(|error| self.failed(error))
    }
}

fn apply(
    connection: &Transaction<'_>,
    change: Change<'_>,
    now: &str,
    notes: &mut Vec<String>,
) -> Result<Decision, Fault> {
    let record = Record { connection, now };
    let id = match change {
        Change::Merge(one, other) => merge(&record, one, other)?,
        Change::Unmerge(source) => {
            let merger = merger_of(connection, source)?;
            undo(&record, merger)?;
            merger
        }
        Change::Split { source, articles, name } => split(&record, source, articles, name)?,
        Change::Rename(source, name) => rename(&record, source, name, notes)?,
        Change::Alias(source, alias) => give_alias(&record, source, alias, notes)?,
        Change::Unalias(source, alias) => take_alias(&record, source, alias)?,
        Change::Undo(id) => {
            let last = "SELECT max(id) FROM source_decisions WHERE undone_at IS NULL";
            let id = match id {
                Some(id) => Some(id),
                None => connection.query_row(last, [], |row| row.get(0))?,
            };
            let Some(id) = id else { return Fault::refused("there is no decision to take back") };
            undo(&record, id)?;
            id
        }
    };
    match decision(connection, id)? {
        Some(decision) => Ok(decision),
        None => Fault::refused(format!("there is no decision {id}; `sayso source log` shows them")),
    }
}

/// Writes decisions down.
pub(super) struct Record<'a> {
    pub(super) connection: &'a Connection,
    now: &'a str,
}

impl Record<'_> {
    pub(super) fn put(
        &self,
        action: &str,
        source: i64,
        other: Option<i64>,
        names: (Option<&str>, Option<&str>),
    ) -> Result<i64, Fault> {
        self.connection
            .prepare_cached(
                "INSERT INTO source_decisions (made_at, action, source_id, other_id, before, after)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![self.now, action, source, other, names.0, names.1])?;
        Ok(self.connection.last_insert_rowid())
    }
}

fn merge(record: &Record<'_>, one: &str, other: &str) -> Result<i64, Fault> {
    let connection = record.connection;
    let (one, other) = (lookup::find(connection, one)?.root, lookup::find(connection, other)?.root);
    if one == other {
        return Fault::refused(format!("these are one source already: {}", lookup::label(connection, one)?));
    }
    if let (None, Some(article)) = (home(connection, one)?, home(connection, other)?) {
        return Fault::refused(format!(
            "source {other} belongs to article {article} alone; do it the other way round: sayso source merge {other} {one}"
        ));
    }
    let id = record.put("merge", one, Some(other), (None, None))?;
    rebuild(connection, &[one, other])?;
    Ok(id)
}

/// The article that alone knows the row `id`.
pub(super) fn home(connection: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
    connection.query_row("SELECT article_id FROM sources WHERE id = ?1", [id], |row| row.get(0))
}

/// The standing merger to take apart for `typed`: that of the row so called, or else the only one into it.
fn merger_of(connection: &Connection, typed: &str) -> Result<i64, Fault> {
    // A name may be that of the row that counts and of one merged into it: then the merged one is meant.
    let all = lookup::all(connection, typed)?;
    let merged: Vec<&Found> = all.iter().filter(|found| found.row != found.root).collect();
    let found = match merged.as_slice() {
        [only] if all.iter().all(|other| other.root == only.root) => **only,
        _ => lookup::find(connection, typed)?,
    };
    let edges = |sql: &str| -> rusqlite::Result<Vec<i64>> {
        connection.prepare_cached(sql)?.query_map([found.row], |row| row.get(0))?.collect()
    };
    let up = edges("SELECT id FROM source_decisions WHERE source_id = ?1 AND action = 'merge' AND undone_at IS NULL")?;
    if let Some(&id) = up.last() {
        return Ok(id);
    }
    let down = edges(
        "SELECT id FROM source_decisions WHERE other_id = ?1 AND action = 'merge' AND undone_at IS NULL ORDER BY id",
    )?;
    match down.as_slice() {
        [] => Fault::refused(format!(
            "nothing was merged into {}; to take persons of one name apart, say which articles mean the other one: \
             sayso source split {} --article 3,7",
            lookup::label(connection, found.row)?,
            found.row
        )),
        [id] => Ok(*id),
        several => {
            let labels: Vec<String> = connection
                .prepare_cached(
                    "SELECT source_id
                     FROM source_decisions
                     WHERE other_id = ?1 AND action = 'merge' AND undone_at IS NULL
                     ORDER BY id",
                )?
                .query_map([found.row], |row| row.get(0))?
                .map(|id| lookup::label(connection, id?))
                .collect::<Result<_, _>>()?;
            Fault::refused(format!(
                "{} were merged into it; name the one to split off: {}",
                several.len(),
                labels.join(", ")
            ))
        }
    }
}

fn split(record: &Record<'_>, source: &str, articles: &[i64], name: Option<&str>) -> Result<i64, Fault> {
    let connection = record.connection;
    let root = lookup::find(connection, source)?.root;
    let mut stands: Vec<(i64, i64)> = connection
        .prepare_cached(
            "WITH
             -- A person merged into a body, or the other way round, is taken out as a merger.
             mine (id) AS (
                 SELECT s.id
                 FROM sources AS root
                 JOIN sources AS s ON s.id = root.id OR s.merged_into = root.id
                 WHERE root.id = ?1
                   AND replace(s.kind, 'outlet', 'organisation') = replace(root.kind, 'outlet', 'organisation')
             )
             SELECT article_id, source_id FROM article_sources WHERE source_id IN (SELECT id FROM mine)
             UNION
             SELECT article_id, source_id FROM claims WHERE source_id IN (SELECT id FROM mine)
             UNION
             SELECT article_id, via_id FROM claims WHERE via_id IN (SELECT id FROM mine)
             UNION
             SELECT id, outlet_id FROM articles WHERE outlet_id IN (SELECT id FROM mine)
             ORDER BY 1, 2",
        )?
        .query_map([root], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut known: Vec<i64> = stands.iter().map(|(article, _)| *article).collect();
    known.dedup();
    let numbers = |ids: &[i64]| ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    if let Some(missing) = articles.iter().find(|article| !known.contains(article)) {
        let shown = known.get(..20).unwrap_or(&known);
        return Fault::refused(format!(
            "article {missing} does not name {}; these do: {}{}",
            lookup::label(connection, root)?,
            numbers(shown),
            if shown.len() < known.len() { ", …" } else { "" }
        ));
    }
    if known.iter().all(|article| articles.contains(article)) {
        return Fault::refused(format!(
            "these are all the articles that name {}; nothing would be left of it",
            lookup::label(connection, root)?
        ));
    }
    stands.retain(|(article, _)| articles.contains(article));
    let (old_name, kind): (String, String) =
        connection
            .query_row("SELECT name, kind FROM sources WHERE id = ?1", [root], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // By the names that these articles use, and any other by which the row is known, they mean the new one from now on.
    let mut names: Vec<(i64, String)> = Vec::new();
    for &(article, row) in &stands {
        names.extend(
            connection
                .prepare_cached(
                    "SELECT name FROM article_sources WHERE article_id = ?1 AND source_id = ?2
                     UNION
                     SELECT alias FROM source_aliases WHERE source_id = ?2 AND key IS NOT NULL",
                )?
                .query_map((article, row), |row| row.get::<_, String>(0))?
                .map(|name| Ok((article, name?)))
                .collect::<rusqlite::Result<Vec<_>>>()?,
        );
    }
    let called = |article: i64, row: i64| -> rusqlite::Result<Option<String>> {
        connection
            .prepare_cached(
                "SELECT name FROM article_sources WHERE article_id = ?1 AND source_id = ?2 ORDER BY seq LIMIT 1",
            )?
            .query_row((article, row), |row| row.get(0))
            .optional()
    };
    let first = match stands.first() {
        Some(&(article, row)) => called(article, row)?,
        None => None,
    };
    let new_name = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).or(first).unwrap_or(old_name);
    let new = rows::add(connection, &new_name, &kind, None, None)?;
    rows::alias(connection, new, &new_name, rows::key_of(&kind, &new_name).as_deref())?;
    for &(article, row) in &stands {
        rows::give(connection, article, row, new)?;
    }
    // What metadata call an outlet is noted with no article, so it may be any of its names.
    connection.execute(
        "INSERT INTO source_aliases (source_id, alias, key)
         SELECT ?1, a.alias, a.key
         FROM source_aliases AS a
         JOIN sources AS s ON s.id = a.source_id
         WHERE (s.id = ?2 OR s.merged_into = ?2)
           AND a.key IS NOT NULL
           AND NOT a.by_hand
           AND EXISTS (SELECT 1 FROM articles WHERE outlet_id = ?1)
         ON CONFLICT DO NOTHING",
        (new, root),
    )?;
    for (article, name) in names {
        connection
            .prepare_cached("INSERT OR REPLACE INTO source_pins (article_id, name, source_id) VALUES (?1, ?2, ?3)")?
            .execute((article, identity::form(&name), new))?;
    }
    // Taken back, it counts as the row that had it, whatever that one is merged into then.
    let from = match stands.first() {
        Some(&(_, row)) if stands.iter().all(|(_, other)| *other == row) => row,
        _ => root,
    };
    let mut sorted = articles.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    connection.execute(
        "INSERT INTO source_decisions (made_at, action, source_id, other_id, articles)
         VALUES (?1, 'split', ?2, ?3, ?4)",
        params![record.now, new, from, serde_json::Value::from(sorted).to_string()],
    )?;
    let id = connection.last_insert_rowid();
    let mut touched: Vec<i64> = stands.iter().map(|(_, row)| *row).chain([new, root]).collect();
    touched.sort_unstable();
    touched.dedup();
    for row in touched {
        rows::refresh(connection, row)?;
    }
    Ok(id)
}

fn undo(record: &Record<'_>, id: i64) -> Result<(), Fault> {
    let connection = record.connection;
    let Some(decision) = decision(connection, id)? else {
        return Fault::refused(format!("there is no decision {id}; `sayso source log` shows them"));
    };
    if let Some(when) = &decision.undone_at {
        return Fault::refused(format!("decision {id} was taken back already ({when})"));
    }
    let source = decision.source_id;
    let take_back =
        || connection.execute("UPDATE source_decisions SET undone_at = ?2 WHERE id = ?1", (id, record.now)).map(drop);
    match (decision.action.as_str(), &decision.before, &decision.after) {
        ("merge", ..) => {
            take_back()?;
            rebuild(connection, &[source, decision.other_id.unwrap_or(source)])?;
        }
        ("split", ..) => {
            let other = decision.other_id.unwrap_or(source);
            // Another merger of one of the two would have it count for two, or for itself.
            if root_of(connection, source)? != source || root_of(connection, other)? == source {
                return Fault::refused(format!(
                    "source {source} was merged since; take that back first: sayso source split {source}"
                ));
            }
            take_back()?;
            rebuild(connection, &[source, other])?;
        }
        ("rename", Some(before), Some(after)) => {
            if decision.source != *after {
                return Fault::refused(format!(
                    "source {source} was renamed since, to {:?}; take that back first, or rename it",
                    decision.source
                ));
            }
            take_back()?;
            connection.execute("UPDATE sources SET name = ?2 WHERE id = ?1", (source, before))?;
            know_no_more(connection, source, after)?;
        }
        ("alias", _, Some(alias)) => {
            take_back()?;
            know_no_more(connection, source, alias)?;
        }
        ("unalias", Some(alias), _) => {
            take_back()?;
            if is_given(connection, source, alias)? {
                know_as(connection, source, alias)?;
            } else {
                learn_again(connection, source, alias)?;
            }
        }
        _ => take_back()?,
    }
    Ok(())
}

fn root_of(connection: &Connection, id: i64) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(merged_into, id) FROM sources WHERE id = ?1", [id], |row| row.get(0))
}

/// Works out from the standing decisions which row counts for those that `rows` are joined with.
fn rebuild(connection: &Connection, rows: &[i64]) -> rusqlite::Result<()> {
    let mut members: Vec<i64> = rows.to_vec();
    let mut up: Vec<(i64, i64)> = Vec::new();
    let mut at = 0;
    while let Some(&row) = members.get(at) {
        at += 1;
        let edges: Vec<(i64, i64)> = connection
            .prepare_cached(
                // A split that was taken back joins as a merger does.
                "SELECT source_id, other_id
                 FROM source_decisions
                 WHERE (source_id = ?1 OR other_id = ?1)
                   AND (action = 'merge' AND undone_at IS NULL OR action = 'split' AND undone_at IS NOT NULL)
                 ORDER BY id",
            )?
            .query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (from, to) in edges {
            if from == row {
                up.push((from, to));
            }
            for other in [from, to] {
                if !members.contains(&other) {
                    members.push(other);
                }
            }
        }
    }
    let root = |row: i64| {
        let mut root = row;
        // No longer than there are rows: decisions make no circle, but a file may hold anything.
        for _ in 0..=up.len() {
            match up.iter().find(|(from, _)| *from == root) {
                Some((_, to)) => root = *to,
                None => break,
            }
        }
        root
    };
    for &row in &members {
        connection.prepare_cached("UPDATE sources SET merged_into = NULL WHERE id = ?1")?.execute([row])?;
    }
    for &row in members.iter().filter(|&&row| root(row) != row) {
        connection.prepare_cached("UPDATE sources SET merged_into = ?2 WHERE id = ?1")?.execute((row, root(row)))?;
    }
    members.sort_unstable();
    members.into_iter().try_for_each(|row| rows::refresh(connection, row))
}
