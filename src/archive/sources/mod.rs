//! Sources: found again, or added, with what their article says of them, their aliases and mentions.

mod alike;
mod change;
#[cfg(test)]
mod change_tests;
mod decision;
mod fields;
mod identity;
mod list;
mod lookup;
mod namesakes;
mod naming;
mod page;
mod profile;
mod rows;
mod suggest;
#[cfg(test)]
mod tests;
mod usual_names;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, params};

use crate::model::{CodePoints, Source, SourceKind, SourceRef, Span};

use super::many::Table;

pub use change::Change;
pub use decision::Decision;
pub use list::{Filter, Ranked};
pub use lookup::SourceError;
pub use page::{Alias, InArticle, Merged, SourcePage};
pub use suggest::{Pair, Side};

use namesakes::Said;

static MENTIONS: Table<4> = Table::new("source_mentions", "article_id, source_id, start, \"end\"");

/// What an article said of a source when it was read before.
#[derive(Debug, Clone)]
pub(super) struct Before {
    id: i64,
    kind: String,
    name: String,
    role: Option<String>,
    affiliation: Option<i64>,
    is_local: bool,
}

/// What a source is known by, made of its article alone.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its name as all articles know it; none where only its article understands it.
    key: Option<String>,
    /// What else its article calls it, each once, with the key of those that say the same as its name.
    others: Vec<(String, Option<String>)>,
}

impl Named {
    /// That of each of `sources` of the text behind `points`, in which their mentions must lie.
    pub(super) fn of(sources: &[Source], points: &CodePoints<'_>) -> Vec<Self> {
        let of = |source: &Source| {
            let key = identity::key(source.kind, &source.name);
            let mut seen = Vec::new();
            let mut others = Vec::new();
            for &span in &source.mentions {
                let form = points.slice(span);
                if seen.contains(&form) || form == source.name {
                    continue;
                }
                seen.push(form);
                if identity::is_alias(form) {
                    // Other words than its name do not make it known in other articles: "the Times" may be any.
                    let same = identity::key(source.kind, form).filter(|other| key.as_ref() == Some(other));
                    others.push((identity::tidy(form).into_owned(), same));
                }
            }
            Self { key, others }
        };
        sources.iter().map(of).collect()
    }
}

/// The row of the outlet that metadata of `article` call `name`; none for a name of blanks.
pub(super) fn outlet(connection: &Connection, article: Option<i64>, name: &str) -> rusqlite::Result<Option<i64>> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let key = identity::outlet_key(name).unwrap_or_else(|| name.to_lowercase());
    let pinned = match article {
        Some(article) => pinned(connection, article, SourceKind::Outlet.name(), name)?,
        None => None,
    };
    let id = match pinned {
        Some(id) => Some(id),
        None => rows::body(connection, SourceKind::Outlet, name, &key)?,
    };
    let id = match id {
        Some(id) => id,
        None => rows::add(connection, name, SourceKind::Outlet.name(), None, None)?,
    };
    // What an outlet calls itself is its name, unlike what others who came first called it ("told the Valley Echo").
    connection
        .prepare_cached(
            "UPDATE sources
             SET name = ?2
             WHERE id = ?1
               AND name <> ?2
               AND (name = substr(?2, 5) COLLATE NOCASE AND ?2 LIKE 'The %' OR name = ?2 COLLATE NOCASE)
               AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.outlet_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM source_decisions AS d WHERE d.source_id = ?1 AND d.action = 'rename')",
        )?
        .execute((id, name))?;
    rows::alias(connection, id, name, Some(&key))?;
    Ok(Some(id))
}

/// Stores what `article` says of its sources and gives their rows, in their order. The references must be in range
/// and the mentions inside the text; `named` is what they are known by. `before` is what it said when it was read before; none for a new article, of which
/// nobody can have decided anything.
pub(super) fn store(
    connection: &Connection,
    article: i64,
    sources: &[Source],
    named: &[Named],
    before: Option<&[Before]>,
) -> rusqlite::Result<Vec<i64>> {
    let mut left: Option<Vec<&Before>> = before.map(|before| before.iter().collect());
    // Persons are told apart by their affiliation, so that comes first.
    let mut ids: Vec<Option<i64>> = vec![None; sources.len()];
    let mut noted: Vec<Option<i64>> = vec![None; sources.len()];
    let own = own_outlet(connection, article)?;
    for affiliated in [false, true] {
        for (seq, (source, named)) in sources.iter().zip(named).enumerate() {
            let waits = source.kind == SourceKind::Person && source.affiliation.is_some();
            if waits == affiliated {
                let affiliation = source.affiliation.and_then(|SourceRef(at)| ids.get(at).copied().flatten());
                let affiliation = shared(connection, affiliation)?;
                let key = named.key.as_deref();
                let id = find_or_add(connection, article, source, key, affiliation, own.as_ref(), &mut left)?;
                rows::note(connection, article, seq, id, &source.name, source.role.as_deref(), affiliation)?;
                ids[seq] = Some(id);
                noted[seq] = affiliation;
            }
        }
    }
    // A later source may have shown that an earlier one is somebody else.
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT source_id FROM article_sources WHERE article_id = ?1 ORDER BY seq")?
        .query_map([article], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut places: Vec<(i64, Span)> = Vec::new();
    for (seq, ((source, named), &id)) in sources.iter().zip(named).zip(&ids).enumerate() {
        if let Some(&affiliation) = source.affiliation.and_then(|SourceRef(at)| ids.get(at)) {
            let known_to_all = shared(connection, Some(affiliation))?;
            if known_to_all != noted[seq] {
                connection
                    .prepare_cached(
                        "UPDATE article_sources SET affiliation_id = ?3 WHERE article_id = ?1 AND seq = ?2",
                    )?
                    .execute(params![article, seq as i64, known_to_all])?;
            }
            connection
                .prepare_cached(
                    "UPDATE sources
                     SET affiliation_id = ?2
                     WHERE id = ?1
                       AND id <> ?2
                       AND (
                           affiliation_id IS NULL
                           -- A body that all know says more than one that a single article does.
                           OR (SELECT f.article_id FROM sources AS f WHERE f.id = sources.affiliation_id) IS NOT NULL
                           AND (SELECT f.article_id FROM sources AS f WHERE f.id = ?2) IS NULL
                       )",
                )?
                .execute((id, affiliation))?;
        }
        for (other, key) in &named.others {
            rows::alias(connection, id, other, key.as_deref())?;
        }
        places.extend(source.mentions.iter().map(|&span| (id, span)));
    }
    // One place may be known of two sources that are one row.
    places.sort_unstable_by_key(|&(id, span)| (id, span.start, span.end));
    places.dedup();
    let rows: Vec<[ToSqlOutput<'_>; 4]> =
        places.into_iter().map(|(id, span)| [article.into(), id.into(), span.start.into(), span.end.into()]).collect();
    MENTIONS.insert(connection, &rows)?;
    Ok(ids)
}

fn find_or_add(
    connection: &Connection,
    article: i64,
    source: &Source,
    key: Option<&str>,
    affiliation: Option<i64>,
    own: Option<&(i64, String)>,
    before: &mut Option<Vec<&Before>>,
) -> rusqlite::Result<i64> {
    let pinned = match before {
        Some(_) => pinned(connection, article, source.kind.name(), &source.name)?,
        None => None,
    };
    // The short name is nobody else's alias for that: elsewhere it may be another's.
    if let Some((id, _)) = own.filter(|(_, name)| pinned.is_none() && is_short_for(source, name)) {
        return Ok(*id);
    }
    let mut as_before = || as_before(source, affiliation, before.as_mut()?);
    let found = match pinned {
        Some(id) => Some(id),
        None => match (key, source.kind) {
            (None, _) => named_by_hand(connection, &source.name)?.or_else(as_before),
            (Some(key), SourceKind::Person) => match as_before() {
                Some(id) => Some(id),
                None => {
                    let said = Said { name: &source.name, role: source.role.as_deref(), affiliation };
                    namesakes::person(connection, key, said)?
                }
            },
            (Some(key), kind) => rows::body(connection, kind, &source.name, key)?,
        },
    };
    if let Some(id) = found {
        if source.role.is_some() {
            connection
                .prepare_cached("UPDATE sources SET role = ?2 WHERE id = ?1 AND role IS NULL")?
                .execute((id, &source.role))?;
        }
        rows::alias(connection, id, &source.name, key)?;
        return Ok(id);
    }
    let home = key.is_none().then_some(article);
    let id = rows::add(connection, &source.name, source.kind.name(), source.role.as_deref(), home)?;
    rows::first_alias(connection, id, &source.name, key)?;
    Ok(id)
}

/// The outlet of `article`, mergers aside, and its name.
fn own_outlet(connection: &Connection, article: i64) -> rusqlite::Result<Option<(i64, String)>> {
    connection
        .prepare_cached(
            "SELECT o.id, o.name FROM articles AS a JOIN sources AS o ON o.id = a.outlet_id WHERE a.id = ?1",
        )?
        .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Whether `source` is what an outlet called `outlet` calls itself for short: "told the Herald" in The Lakewood Herald, "told Fjord" in
/// Fjord News Agency.
fn is_short_for(source: &Source, outlet: &str) -> bool {
    if source.kind != SourceKind::Outlet {
        return false;
    }
    let (short, long) = (identity::form(&source.name), identity::form(outlet));
    let last = long.strip_suffix(&short).is_some_and(|front| front.ends_with(' '));
    let first = long
        .strip_prefix(&short)
        .and_then(|rest| rest.strip_prefix(' '))
        .is_some_and(|rest| rest.split(' ').all(|word| identity::class_of(word) == Some(identity::Class::Ending)));
    !short.is_empty() && (last || first)
}

/// The affiliation, unless its article alone knows it: "the company" says nothing of who somebody is.
fn shared(connection: &Connection, affiliation: Option<i64>) -> rusqlite::Result<Option<i64>> {
    let Some(affiliation) = affiliation else { return Ok(None) };
    connection
        .prepare_cached("SELECT id FROM sources WHERE id = ?1 AND article_id IS NULL")?
        .query_row([affiliation], |row| row.get(0))
        .optional()
}

/// The row that a person in charge wants `name`, of `kind`, to mean in `article`.
fn pinned(connection: &Connection, article: i64, kind: &str, name: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT s.id
             FROM source_pins AS p
             JOIN sources AS s ON s.id = p.source_id
             WHERE p.article_id = ?1
               AND p.name = ?2
               -- A body may turn out to publish; a person never is one.
               AND replace(s.kind, 'outlet', 'organisation') = replace(?3, 'outlet', 'organisation')",
        )?
        .query_row((article, identity::form(name), kind), |row| row.get(0))
        .optional()
}

/// The one source that a person in charge called `name`, a name by which no article could know it ("the minister").
fn named_by_hand(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    let mut known = rows::candidates(connection, &identity::form(name))?;
    known.retain(|candidate| candidate.by_hand);
    Ok(rows::only(&known).map(|candidate| candidate.id))
}

/// The row of the same words in an earlier reading of the article, taken out of `before`.
fn as_before(source: &Source, affiliation: Option<i64>, before: &mut Vec<&Before>) -> Option<i64> {
    let same = |known: &&Before| {
        known.kind == source.kind.name()
            && known.name == source.name
            // A row of this article alone stays what it is, whatever else is said of it now.
            && (known.is_local || known.role == source.role && known.affiliation == affiliation)
    };
    let at = before.iter().position(same)?;
    Some(before.remove(at).id)
}

/// Takes out what `article` says of its sources, before it is read again, and gives it.
pub(super) fn take_out(connection: &Connection, article: i64) -> rusqlite::Result<Vec<Before>> {
    let before = connection
        .prepare_cached(
            "SELECT n.source_id, s.kind, n.name, n.role, n.affiliation_id, s.article_id IS NOT NULL
             FROM article_sources AS n
             JOIN sources AS s ON s.id = n.source_id
             WHERE n.article_id = ?1
             ORDER BY n.seq",
        )?
        .query_map([article], |row| {
            Ok(Before {
                id: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                role: row.get(3)?,
                affiliation: row.get(4)?,
                is_local: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    for sql in [
        "DELETE FROM source_mentions
         WHERE article_id = ?1
           AND source_id IN (SELECT n.source_id FROM article_sources AS n WHERE n.article_id = ?1)",
        "DELETE FROM article_sources WHERE article_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([article])?;
    }
    Ok(before)
}

/// Gives what articles say of the row `id` under `name`, which it has no more, to whom they would mean now. Articles that
/// name it otherwise too stay, as do those for which a person said whom they mean.
fn release(connection: &Connection, id: i64, name: &str) -> rusqlite::Result<()> {
    let (own, kind): (String, String) = connection
        .prepare_cached("SELECT name, kind FROM sources WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let known_as = |name: &str| rows::key_of(&kind, name).unwrap_or_else(|| identity::form(name));
    let gone = [known_as(name), identity::form(name)];
    if gone.contains(&known_as(&own)) {
        return Ok(());
    }
    let articles: Vec<(i64, String, Option<String>, Option<i64>)> = connection
        .prepare_cached(
            "SELECT article_id, name, role, affiliation_id
             FROM article_sources
             WHERE source_id = ?1
             GROUP BY article_id
             HAVING count(*) = 1
             ORDER BY article_id",
        )?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<_, _>>()?;
    for (article, name, role, affiliation) in articles {
        if !gone.contains(&known_as(&name)) || pinned(connection, article, &kind, &name)?.is_some() {
            continue;
        }
        let key = rows::key_of(&kind, &name);
        let found = match (&key, kind.as_str()) {
            (None, _) => None,
            (Some(key), "person") => {
                namesakes::person(connection, key, Said { name: &name, role: role.as_deref(), affiliation })?
            }
            (Some(key), "outlet") => rows::body(connection, SourceKind::Outlet, &name, key)?,
            (Some(key), _) => rows::body(connection, SourceKind::Organisation, &name, key)?,
        };
        let to = match found {
            Some(to) => to,
            None => rows::add(connection, &name, &kind, role.as_deref(), key.is_none().then_some(article))?,
        };
        rows::give(connection, article, id, to)?;
        rows::refresh(connection, to)?;
    }
    rows::refresh(connection, id)
}

/// Brings to order what an earlier reading of an article left: names that it no longer says something of, and rows that
/// nothing rests on any more. `outlet` is the one it had.
pub(super) fn settle(connection: &Connection, before: &[Before], outlet: Option<i64>) -> rusqlite::Result<()> {
    // Persons first: a body may be there for their sake alone.
    let mut known: Vec<(bool, i64)> = before.iter().map(|known| (known.kind != "person", known.id)).collect();
    known.extend(outlet.map(|id| (true, id)));
    known.sort_unstable();
    known.dedup();
    for &(_, id) in &known {
        rows::clear(connection, id)?;
    }
    let mut keys: Vec<String> = before
        .iter()
        .filter(|known| known.kind == "person" && !known.is_local)
        .filter_map(|known| identity::key(SourceKind::Person, &known.name))
        .collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        namesakes::again(connection, &key)?;
    }
    known.into_iter().try_for_each(|(_, id)| rows::refresh(connection, id))
}
