//! What people decide about sources: merge, split, rename, alias; each on record, and each taken back at will.
//!
//! A merger leaves both rows as they are: claims stay with the row by whose name they were found, also those that come
//! later, and readers follow `merged_into`. So taking it back is exact. Which row counts for which is worked out anew
//! from the decisions that stand ([`rebuild`]), in whatever order they are taken back.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Serialize;

use super::lookup::{self, Fault, Found, SourceError};
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
struct Record<'a> {
    connection: &'a Connection,
    now: &'a str,
}

impl Record<'_> {
    fn put(
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
fn home(connection: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
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

fn rename(record: &Record<'_>, source: &str, name: &str, notes: &mut Vec<String>) -> Result<i64, Fault> {
    let connection = record.connection;
    let name = tidy(name, "a source")?;
    let root = lookup::find(connection, source)?.root;
    let before: String = connection.query_row("SELECT name FROM sources WHERE id = ?1", [root], |row| row.get(0))?;
    if before == name {
        return Fault::refused(format!("source {root} is called {name:?} already"));
    }
    let id = record.put("rename", root, None, (Some(&before), Some(&name)))?;
    connection.execute("UPDATE sources SET name = ?2 WHERE id = ?1", (root, &name))?;
    if home(connection, root)?.is_none() {
        know_as(connection, root, &name)?;
        others(connection, root, &name, notes)?;
    } else {
        rows::alias(connection, root, &name, None)?;
    }
    Ok(id)
}

fn give_alias(record: &Record<'_>, source: &str, alias: &str, notes: &mut Vec<String>) -> Result<i64, Fault> {
    let connection = record.connection;
    let alias = tidy(alias, "an alias")?;
    let root = lookup::find(connection, source)?.root;
    if let Some(article) = home(connection, root)? {
        return Fault::refused(format!(
            "source {root} belongs to article {article} alone, and no other article can mean it; merge it into one that \
             all know first"
        ));
    }
    let known: Option<bool> = connection
        .query_row("SELECT by_hand FROM source_aliases WHERE source_id = ?1 AND alias = ?2", (root, &alias), |row| {
            row.get(0)
        })
        .optional()?;
    if known == Some(true) {
        return Fault::refused(format!("source {root} is known as {alias:?} already"));
    }
    let id = record.put("alias", root, None, (None, Some(&alias)))?;
    know_as(connection, root, &alias)?;
    others(connection, root, &alias, notes)?;
    let kind: String = connection.query_row("SELECT kind FROM sources WHERE id = ?1", [root], |row| row.get(0))?;
    if kind == "person" && rows::key_of(&kind, &alias).is_none() {
        notes.push(format!("from now on {alias:?} alone means this source in every article that does not say more"));
    }
    Ok(id)
}

fn take_alias(record: &Record<'_>, source: &str, alias: &str) -> Result<i64, Fault> {
    let connection = record.connection;
    let root = lookup::find(connection, source)?.root;
    let found: Option<(i64, String, String)> = connection
        .query_row(
            "SELECT s.id, s.name, a.alias
             FROM sources AS s
             JOIN source_aliases AS a ON a.source_id = s.id
             WHERE (s.id = ?1 OR s.merged_into = ?1) AND a.alias = ?2 COLLATE NOCASE
             ORDER BY a.alias <> ?2, s.id <> ?1, s.id
             LIMIT 1",
            (root, alias),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    match found {
        None => Fault::refused(format!(
            "{} is not known as {alias:?}; `sayso source show {root}` lists its names",
            lookup::label(connection, root)?
        )),
        Some((id, name, alias)) if name == alias => {
            Fault::refused(format!("{alias:?} is the name of source {id} itself; rename it first"))
        }
        Some((id, _, alias)) => {
            let decision = record.put("unalias", id, None, (Some(&alias), None))?;
            connection.execute("DELETE FROM source_aliases WHERE source_id = ?1 AND alias = ?2", (id, &alias))?;
            Ok(decision)
        }
    }
}

fn tidy(name: &str, what: &str) -> Result<String, Fault> {
    let name = identity::tidy(name.trim());
    if identity::form(&name).is_empty() {
        return Fault::refused(format!("{what} must have a letter or digit in its name"));
    }
    Ok(name.into_owned())
}

/// Makes `name` an alias by hand of the row `id`.
fn know_as(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
    let kind: String = connection.query_row("SELECT kind FROM sources WHERE id = ?1", [id], |row| row.get(0))?;
    // What a person says of a body goes before the lists; a person's name is known in the form that articles are.
    let key = match kind.as_str() {
        "person" => rows::key_of(&kind, name),
        _ => None,
    };
    connection
        .execute(
            "INSERT INTO source_aliases (source_id, alias, key, by_hand)
             VALUES (?1, ?2, ?3, 1)
             ON CONFLICT DO UPDATE SET key = excluded.key, by_hand = 1",
            (id, name, key.unwrap_or_else(|| identity::form(name))),
        )
        .map(drop)
}

/// Takes back that `name` is an alias by hand of the row `id`: it stays one only if an article, or another decision, says
/// so. Articles that were joined by it alone go to whom they would have meant without it.
fn know_no_more(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
    let said: bool = connection.query_row(
        "SELECT EXISTS (
             SELECT 1
             FROM source_decisions
             WHERE source_id = ?1 AND action IN ('alias', 'rename') AND after = ?2 AND undone_at IS NULL
         )",
        (id, name),
        |row| row.get(0),
    )?;
    if said {
        return Ok(());
    }
    connection.execute("DELETE FROM source_aliases WHERE source_id = ?1 AND alias = ?2", (id, name))?;
    let was_name: bool = connection.query_row(
        "SELECT EXISTS (
             SELECT 1
             FROM source_decisions
             WHERE source_id = ?1 AND action = 'rename' AND before = ?2 AND undone_at IS NULL
         )",
        (id, name),
        |row| row.get(0),
    )?;
    if !was_name {
        super::release(connection, id, name)?;
    }
    learn_again(connection, id, name)
}

/// Makes `name` an alias of the row `id` if an article calls it so, or it is its name.
fn learn_again(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
    let (kind, is_name): (String, bool) = connection.query_row(
        "SELECT
             s.kind,
             s.name = ?2
             OR EXISTS (SELECT 1 FROM article_sources AS n WHERE n.source_id = s.id AND n.name = ?2)
             OR EXISTS (
                 SELECT 1
                 FROM source_decisions AS d
                 WHERE d.source_id = s.id AND d.before = ?2 AND d.action = 'rename' AND d.undone_at IS NULL
             )
         FROM sources AS s
         WHERE s.id = ?1",
        (id, name),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let is_form = || {
        connection.query_row(
            "SELECT EXISTS (
                 SELECT 1
                 FROM source_mentions AS m
                 JOIN articles AS a ON a.id = m.article_id
                 WHERE m.source_id = ?1 AND substr(a.body, m.start + 1, m.\"end\" - m.start) = ?2
             )",
            (id, name),
            |row| row.get::<_, bool>(0),
        )
    };
    if is_name {
        rows::alias(connection, id, name, rows::key_of(&kind, name).as_deref())
    } else if is_form()? {
        rows::alias(connection, id, name, None)
    } else {
        Ok(())
    }
}

/// Notes which other sources go by `name`, as these may be the same.
fn others(connection: &Connection, id: i64, name: &str, notes: &mut Vec<String>) -> Result<(), Fault> {
    let mut roots: Vec<i64> =
        lookup::all(connection, name)?.into_iter().filter(|found| found.root != id).map(|found| found.root).collect();
    let form = identity::form(name);
    roots.extend(rows::candidates(connection, &form)?.into_iter().map(|other| other.root).filter(|&root| root != id));
    roots.sort_unstable();
    roots.dedup();
    for other in roots.into_iter().take(3) {
        notes.push(format!(
            "there is also {}; if it is the same: sayso source merge {other} {id}",
            lookup::label(connection, other)?
        ));
    }
    Ok(())
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
            let by_hand: bool = connection.query_row(
                "SELECT EXISTS (
                     SELECT 1
                     FROM source_decisions
                     WHERE source_id = ?1 AND action IN ('alias', 'rename') AND after = ?2 AND undone_at IS NULL
                 )",
                (source, alias),
                |row| row.get(0),
            )?;
            if by_hand {
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

fn decision(connection: &Connection, id: i64) -> rusqlite::Result<Option<Decision>> {
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
