//! New names of a source, and names taken away.

use rusqlite::{Connection, OptionalExtension};

use super::change::{Record, home};
use super::lookup::{self, Fault};
use super::{identity, rows};

pub(super) fn rename(record: &Record<'_>, source: &str, name: &str, notes: &mut Vec<String>) -> Result<i64, Fault> {
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

pub(super) fn give_alias(
    record: &Record<'_>,
    source: &str,
    alias: &str,
    notes: &mut Vec<String>,
) -> Result<i64, Fault> {
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

pub(super) fn take_alias(record: &Record<'_>, source: &str, alias: &str) -> Result<i64, Fault> {
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
pub(super) fn know_as(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
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

/// Whether a decision that stands gives the row `id` this name.
pub(super) fn is_given(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT EXISTS (
             SELECT 1
             FROM source_decisions
             WHERE source_id = ?1 AND action IN ('alias', 'rename') AND after = ?2 AND undone_at IS NULL
         )",
        (id, name),
        |row| row.get(0),
    )
}

/// Takes back that `name` is an alias by hand of the row `id`: it stays one only if an article, or another decision, says
/// so. Articles that were joined by it alone go to whom they would have meant without it.
pub(super) fn know_no_more(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
    if is_given(connection, id, name)? {
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
pub(super) fn learn_again(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
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
