//! Sources: found again, or added, with their aliases and mentions.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::{CodePoints, Source, SourceKind, SourceRef};

use super::identity::{self, Known};

/// A row that a name might mean.
struct Candidate {
    /// The row that counts, mergers followed.
    id: i64,
    name: String,
    kind: String,
    role: Option<String>,
    affiliation: Option<(i64, String)>,
}

/// The row of the outlet that metadata call `name`; none for a name of blanks.
pub(super) fn outlet(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let key = identity::outlet_key(name).unwrap_or_else(|| name.to_lowercase());
    let id = match body(connection, SourceKind::Outlet, &key)? {
        Some(id) => id,
        None => add(connection, name, SourceKind::Outlet, None, None)?,
    };
    alias(connection, id, name, Some(&key))?;
    Ok(Some(id))
}

/// Stores what `article` says of its sources and gives their rows, in their order. The references must be in range
/// and the mentions inside the text.
pub(super) fn store(
    connection: &Connection,
    article: i64,
    sources: &[Source],
    points: &CodePoints<'_>,
) -> rusqlite::Result<Vec<i64>> {
    // Persons are told apart by their affiliation, so that comes first.
    let mut ids: Vec<Option<i64>> = vec![None; sources.len()];
    for affiliated in [false, true] {
        for (place, source) in sources.iter().enumerate() {
            let waits = source.kind == SourceKind::Person && source.affiliation.is_some();
            if waits == affiliated {
                let affiliation = source.affiliation.and_then(|SourceRef(at)| ids.get(at).copied().flatten());
                ids[place] = Some(find_or_add(connection, article, source, affiliation)?);
            }
        }
    }
    let ids: Vec<i64> = ids.into_iter().flatten().collect();
    for (source, &id) in sources.iter().zip(&ids) {
        if let Some(&affiliation) = source.affiliation.and_then(|SourceRef(at)| ids.get(at)) {
            connection
                .prepare_cached(
                    "UPDATE sources
                     SET affiliation_id = ?2
                     WHERE id = ?1 AND affiliation_id IS NULL AND id <> ?2",
                )?
                .execute((id, affiliation))?;
        }
        mentions(connection, article, source, id, points)?;
    }
    Ok(ids)
}

fn find_or_add(
    connection: &Connection,
    article: i64,
    source: &Source,
    affiliation: Option<i64>,
) -> rusqlite::Result<i64> {
    let key = identity::key(source.kind, &source.name);
    let found = match (&key, source.kind) {
        (None, _) => None,
        (Some(key), SourceKind::Person) => person(connection, key, source, affiliation)?,
        (Some(key), kind) => body(connection, kind, key)?,
    };
    let id = match found {
        Some(id) => {
            if source.role.is_some() {
                connection
                    .prepare_cached("UPDATE sources SET role = ?2 WHERE id = ?1 AND role IS NULL")?
                    .execute((id, &source.role))?;
            }
            id
        }
        None => add(connection, &source.name, source.kind, source.role.as_deref(), key.is_none().then_some(article))?,
    };
    alias(connection, id, &source.name, key.as_deref())?;
    Ok(id)
}

/// The outlet or organisation known as `key`: by its own name, or else by an alias that only one body has.
fn body(connection: &Connection, kind: SourceKind, key: &str) -> rusqlite::Result<Option<i64>> {
    let candidates = candidates(connection, key)?;
    let bodies = || candidates.iter().filter(|candidate| matches!(candidate.kind.as_str(), "outlet" | "organisation"));
    let own_name = |candidate: &&Candidate| identity::outlet_key(&candidate.name).as_deref() == Some(key);
    let found =
        bodies().filter(own_name).min_by_key(|candidate| (candidate.kind != kind.name(), candidate.id)).or_else(|| {
            let first = bodies().next()?;
            bodies().all(|candidate| candidate.id == first.id).then_some(first)
        });
    if let Some(found) = found
        && kind == SourceKind::Outlet
        && found.kind == "organisation"
    {
        // An article of its own, or a reader who knew, says that this body publishes.
        connection.prepare_cached("UPDATE sources SET kind = 'outlet' WHERE id = ?1")?.execute([found.id])?;
    }
    Ok(found.map(|found| found.id))
}

/// The person known as `key` with whom nothing about `source` disagrees; whoever agrees best, then the oldest row.
fn person(
    connection: &Connection,
    key: &str,
    source: &Source,
    affiliation: Option<i64>,
) -> rusqlite::Result<Option<i64>> {
    let candidates = candidates(connection, key)?;
    let theirs = match affiliation.filter(|_| !candidates.is_empty()) {
        Some(id) => Some((id, name_of(connection, id)?)),
        None => None,
    };
    let mine = Known { name: &source.name, role: source.role.as_deref(), affiliation: borrow(theirs.as_ref()) };
    let mut best: Option<(u8, i64)> = None;
    for candidate in candidates.iter().filter(|candidate| candidate.kind == "person") {
        let known = Known {
            name: &candidate.name,
            role: candidate.role.as_deref(),
            affiliation: borrow(candidate.affiliation.as_ref()),
        };
        if let Some(agreement) = identity::agreement(mine, known)
            && best.is_none_or(|(most, _)| agreement > most)
        {
            best = Some((agreement, candidate.id));
        }
    }
    Ok(best.map(|(_, id)| id))
}

fn borrow(affiliation: Option<&(i64, String)>) -> Option<(i64, &str)> {
    affiliation.map(|(id, name)| (*id, name.as_str()))
}

fn name_of(connection: &Connection, id: i64) -> rusqlite::Result<String> {
    connection
        .prepare_cached("SELECT name FROM sources WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}

/// The shared rows that carry `key`, oldest first.
fn candidates(connection: &Connection, key: &str) -> rusqlite::Result<Vec<Candidate>> {
    connection
        .prepare_cached(
            "SELECT coalesce(s.merged_into, s.id), s.name, s.kind, s.role, f.id, f.name
             FROM source_aliases AS a
             JOIN sources AS s ON s.id = a.source_id
             LEFT JOIN sources AS e ON e.id = s.affiliation_id
             LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
             WHERE a.key = ?1
             GROUP BY s.id
             ORDER BY s.id",
        )?
        .query_map([key], |row| {
            let affiliation = match (row.get(4)?, row.get(5)?) {
                (Some(id), Some(name)) => Some((id, name)),
                _ => None,
            };
            Ok(Candidate { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, role: row.get(3)?, affiliation })
        })?
        .collect()
}

fn add(
    connection: &Connection,
    name: &str,
    kind: SourceKind,
    role: Option<&str>,
    home: Option<i64>,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO sources (name, kind, role, article_id) VALUES (?1, ?2, ?3, ?4)")?
        .execute((name, kind.name(), role, home))?;
    Ok(connection.last_insert_rowid())
}

fn alias(connection: &Connection, id: i64, alias: &str, key: Option<&str>) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO source_aliases (source_id, alias, key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute((id, alias, key))
        .map(drop)
}

fn mentions(
    connection: &Connection,
    article: i64,
    source: &Source,
    id: i64,
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    let shared = identity::key(source.kind, &source.name).is_some();
    let mut seen = Vec::new();
    for &span in &source.mentions {
        connection
            .prepare_cached(
                "INSERT INTO source_mentions (article_id, source_id, start, \"end\")
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![article, id, span.start, span.end])?;
        let form = points.slice(span);
        if seen.contains(&form) || form == source.name {
            continue;
        }
        seen.push(form);
        if identity::is_alias(form) {
            let key = if shared { identity::key(source.kind, form) } else { None };
            alias(connection, id, &identity::tidy(form), key.as_deref())?;
        }
    }
    Ok(())
}
