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

/// The person known as `key` whom `source` is: whoever agrees in affiliation or role; or else, on the name alone, the
/// only one of that name, or of several the one of whom as little is known.
fn person(
    connection: &Connection,
    key: &str,
    source: &Source,
    affiliation: Option<i64>,
) -> rusqlite::Result<Option<i64>> {
    let mut candidates = candidates(connection, key)?;
    candidates.retain(|candidate| candidate.kind == "person");
    let theirs = match affiliation.filter(|_| !candidates.is_empty()) {
        Some(id) => Some((id, name_of(connection, id)?)),
        None => None,
    };
    let mine = Known { name: &source.name, role: source.role.as_deref(), affiliation: borrow(theirs.as_ref()) };
    let agreements: Vec<(u8, &Candidate)> = candidates
        .iter()
        .filter_map(|candidate| {
            let known = Known {
                name: &candidate.name,
                role: candidate.role.as_deref(),
                affiliation: borrow(candidate.affiliation.as_ref()),
            };
            Some((identity::agreement(mine, known)?, candidate))
        })
        .collect();
    // The first of those that agree best.
    let best = agreements.iter().rev().max_by_key(|(agreement, _)| agreement);
    if let Some((agreement, candidate)) = best
        && (*agreement > identity::BY_NAME_ALONE || candidates.iter().all(|other| other.id == candidate.id))
    {
        return Ok(Some(candidate.id));
    }
    let is_bare = |candidate: &Candidate| candidate.role.is_none() && candidate.affiliation.is_none();
    let bare = agreements.iter().find(|(_, candidate)| is_bare(candidate));
    Ok(bare.filter(|_| mine.role.is_none() && mine.affiliation.is_none()).map(|(_, candidate)| candidate.id))
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

#[cfg(test)]
mod tests {
    use super::super::invented::{document, entry, source, span};
    use super::super::{Archive, Entry};
    use super::*;
    use crate::model::Reading;

    /// Stores a text with `sources` and gives their rows, by name.
    fn store(archive: &mut Archive, text: &str, sources: Vec<Source>) -> Vec<i64> {
        let document = document(text);
        let reading = Reading { sources, ..Reading::default() };
        let article = archive.store(&entry(&document, &reading, text)).unwrap().article();
        let connection = archive.connection();
        let points = CodePoints::new(text);
        // Storing them once more finds the shared ones again and is how a test learns their rows.
        let again = connection.unchecked_transaction().unwrap();
        let shared = |source: &Source| identity::key(source.kind, &source.name).is_some();
        let ids = super::store(&again, article, &reading.sources, &points).unwrap();
        drop(again);
        reading
            .sources
            .iter()
            .zip(ids)
            .map(|(source, id)| {
                if shared(source) {
                    return id;
                }
                let sql = "SELECT id FROM sources WHERE article_id = ?1 AND name = ?2";
                connection.query_row(sql, (article, &source.name), |row| row.get(0)).unwrap()
            })
            .collect()
    }

    #[test]
    fn an_outlet_is_one_row_however_it_comes() {
        let mut archive = Archive::in_memory().unwrap();
        let mut first = document("One.");
        first.outlet = Some("The Daily Wire Service".to_owned());
        let nothing = Reading::default();
        archive.store(&entry(&first, &nothing, "1")).unwrap();
        let named = store(&mut archive, "Two.", vec![source(SourceKind::Organisation, "DAILY WIRE SERVICE")]);
        let mut third = document("Three.");
        third.outlet = Some("daily wire service".to_owned());
        let copy = Entry { reading: Some(&nothing), ..entry(&third, &nothing, "3") };
        let id = archive.store(&copy).unwrap().article();
        let outlet = archive.article(id).unwrap().unwrap();
        assert_eq!(outlet.outlet_id, Some(named[0]));
        assert_eq!(outlet.outlet.as_deref(), Some("The Daily Wire Service"));
        assert_eq!(archive.counts().unwrap().sources, 1);
    }

    #[test]
    fn an_organisation_that_publishes_becomes_an_outlet() {
        let mut archive = Archive::in_memory().unwrap();
        let spoken = store(&mut archive, "One.", vec![source(SourceKind::Organisation, "Northwind News")]);
        let published = store(&mut archive, "Two.", vec![source(SourceKind::Outlet, "Northwind News")]);
        assert_eq!(spoken, published);
        let kind: String = archive.connection().query_row("SELECT kind FROM sources", [], |row| row.get(0)).unwrap();
        assert_eq!(kind, "outlet");
    }

    #[test]
    fn an_alias_finds_its_body_unless_two_share_it() {
        let mut archive = Archive::in_memory().unwrap();
        let text = "The Harbour Times reported it. The Times stood by it.";
        let mut harbour = source(SourceKind::Outlet, "Harbour Times");
        harbour.mentions = vec![span(text, "Harbour Times"), span(text, "The Times")];
        let harbour = store(&mut archive, text, vec![harbour]);
        assert_eq!(store(&mut archive, "Again.", vec![source(SourceKind::Outlet, "Times")]), harbour);
        let text = "The Valley Times denied it, The Times said.";
        let mut valley = source(SourceKind::Outlet, "Valley Times");
        valley.mentions = vec![span(text, "Valley Times"), span(text, "The Times")];
        let valley = store(&mut archive, text, vec![valley]);
        assert_ne!(valley, harbour);
    }

    #[test]
    fn a_person_is_joined_by_full_name_unless_something_speaks_against_it() {
        let mut archive = Archive::in_memory().unwrap();
        let expert = |name: &str, role: Option<&str>, body: Option<&str>| {
            let mut sources = vec![source(SourceKind::Person, name)];
            sources[0].role = role.map(str::to_owned);
            if let Some(body) = body {
                sources[0].affiliation = Some(SourceRef(1));
                sources.push(source(SourceKind::Organisation, body));
            }
            sources
        };
        let first = store(&mut archive, "1", expert("Dana Q. Holt", Some("researcher"), Some("Ridge Institute")))[0];
        let same = [
            expert("Dana Holt", None, None),
            expert("Dr. Dana Holt", Some("senior researcher"), None),
            expert("Dana Holt", Some("analyst"), Some("Ridge")),
        ];
        for (at, sources) in same.into_iter().enumerate() {
            assert_eq!(store(&mut archive, &format!("same {at}"), sources)[0], first, "{at}");
        }
        // Now that there are namesakes, the name alone says no longer who it is.
        let others = [
            expert("Dana R. Holt", None, None),
            expert("Dana Holt", Some("striker"), Some("Lowland United")),
            expert("Dana Holt", Some("mayor"), None),
            expert("Holt", Some("researcher"), Some("Ridge Institute")),
        ];
        let mut seen = vec![first];
        for (at, sources) in others.into_iter().enumerate() {
            let id = store(&mut archive, &format!("other {at}"), sources)[0];
            assert!(!seen.contains(&id), "{at}");
            seen.push(id);
        }
        let known = store(&mut archive, "known", expert("Dana Holt", Some("a former striker"), None))[0];
        assert_eq!(known, seen[2]);
    }

    #[test]
    fn unnamed_sources_belong_to_their_article() {
        let mut archive = Archive::in_memory().unwrap();
        let unnamed = || {
            vec![
                source(SourceKind::Group, "officials"),
                source(SourceKind::Document, "reports"),
                source(SourceKind::Person, "the minister"),
                source(SourceKind::Person, "Lee"),
                source(SourceKind::Organisation, "the ministry"),
            ]
        };
        let first = store(&mut archive, "One.", unnamed());
        let second = store(&mut archive, "Two.", unnamed());
        assert!(first.iter().all(|id| !second.contains(id)));
        let homeless = "SELECT count(*) FROM sources WHERE article_id IS NULL";
        let homeless: i64 = archive.connection().query_row(homeless, [], |row| row.get(0)).unwrap();
        assert_eq!(homeless, 0);
    }

    #[test]
    fn mergers_are_followed_and_stay_one_step_deep() {
        let mut archive = Archive::in_memory().unwrap();
        let names = ["Alpha Agency", "Beta Agency", "Gamma Agency"];
        let ids = store(&mut archive, "One.", names.map(|name| source(SourceKind::Outlet, name)).to_vec());
        let merge = "UPDATE sources SET merged_into = ?2 WHERE id = ?1";
        archive.connection().execute(merge, (ids[0], ids[1])).unwrap();
        archive.connection().execute(merge, (ids[1], ids[2])).unwrap();
        let roots: Vec<i64> = archive
            .connection()
            .prepare("SELECT coalesce(merged_into, id) FROM sources ORDER BY id")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(roots, [ids[2]; 3]);
        assert!(archive.connection().execute(merge, (ids[2], ids[0])).is_err(), "a circle");
        assert_eq!(store(&mut archive, "Two.", vec![source(SourceKind::Outlet, "Alpha Agency")]), [ids[2]]);
    }

    #[test]
    fn aliases_are_the_names_in_the_text() {
        let mut archive = Archive::in_memory().unwrap();
        let text = "Ann Lee spoke. She left. Lee's lawyer and Ann\nLee agree.";
        let mut lee = source(SourceKind::Person, "Ann Lee");
        lee.mentions = ["Ann Lee", "She", "Lee's", "Ann\nLee"].map(|form| span(text, form)).to_vec();
        store(&mut archive, text, vec![lee]);
        let aliases: Vec<(String, Option<String>)> = archive
            .connection()
            .prepare("SELECT alias, key FROM source_aliases ORDER BY alias")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(aliases, [("Ann Lee".to_owned(), Some("ann lee".to_owned())), ("Lee's".to_owned(), None)]);
    }
}
