//! Article by article: the text and its hash, the original bytes, and every span of it.

use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, OptionalExtension};

use super::{Finding, Matter, Mend};
use crate::archive::{article, original};
use crate::model::{CodePoints, Span};

/// The spans of an article, with what they should hold (null: anything) and the table and row that say so.
const SPANS: &[(&str, &str)] = &[
    ("claims", "SELECT id, start, \"end\", content FROM claims WHERE article_id = ?1 ORDER BY id"),
    (
        "claim_parts of claim",
        "SELECT p.claim_id, p.start, p.\"end\", NULL
         FROM claims AS c
         JOIN claim_parts AS p ON p.claim_id = c.id
         WHERE c.article_id = ?1
         ORDER BY p.claim_id, p.seq",
    ),
    ("figures", "SELECT id, start, \"end\", text FROM figures WHERE article_id = ?1 ORDER BY id"),
    (
        "source_mentions of source",
        "SELECT m.source_id, m.start, m.\"end\", NULL
         FROM (SELECT DISTINCT n.source_id FROM article_sources AS n WHERE n.article_id = ?1) AS n
         CROSS JOIN source_mentions AS m ON m.source_id = n.source_id AND m.article_id = ?1
         ORDER BY m.source_id, m.start",
    ),
];

/// Looks at each article; one that cannot be read does not hide the others.
pub(super) fn look(connection: &Connection, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    let mut spans = Vec::new();
    for (table, sql) in SPANS {
        spans.push((*table, connection.prepare_cached(sql)?));
    }
    let mut texts = connection.prepare_cached("SELECT body, content_hash, duplicate_of FROM articles WHERE id = ?1")?;
    let mut after = i64::MIN;
    let mut next = connection.prepare_cached("SELECT id FROM articles WHERE id > ?1 ORDER BY id LIMIT 1")?;
    while let Some(id) = next.query_row([after], |row| row.get(0)).optional()? {
        let outcome = text(&mut texts, id, &mut spans, tell).and_then(|()| kept(connection, id, tell));
        match outcome {
            Err(error) if super::is_damage(&error) => tell(Finding {
                matter: Matter::File,
                article: Some(id),
                problem: format!("articles {id}: {error}"),
                mend: Mend::Restore,
            }),
            outcome => outcome?,
        }
        after = id;
        if id == i64::MAX {
            break;
        }
    }
    Ok(())
}

fn text(
    texts: &mut CachedStatement<'_>,
    id: i64,
    spans: &mut [(&str, CachedStatement<'_>)],
    tell: &mut dyn FnMut(Finding),
) -> rusqlite::Result<()> {
    let mut finding = |matter, problem| tell(Finding { matter, article: Some(id), problem, mend: Mend::Reread });
    let mut found = texts.query([id])?;
    let Some(row) = found.next()? else { return Ok(()) };
    let Ok(body) = row.get_ref(0)?.as_str() else {
        finding(Matter::Hashes, format!("articles {id}: its text is no UTF-8"));
        return Ok(());
    };
    if article::content_hash(body) != row.get::<_, String>(1)? {
        finding(Matter::Hashes, format!("articles {id}: its text has another hash than content_hash"));
    }
    let points = CodePoints::new(body);
    let end = i64::from(points.at_byte(body.len()));
    for (table, statement) in spans {
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let (of, start, stop): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let held = match (u32::try_from(start), u32::try_from(stop)) {
                (Ok(start), Ok(stop_at)) if start < stop_at && stop <= end => {
                    Some(points.slice(Span::new(start, stop_at)))
                }
                _ => None,
            };
            match (held, row.get_ref(3)?) {
                (None, _) => finding(
                    Matter::Spans,
                    format!("{table} {of}: it is said to stand at {start} to {stop}, which is not in the text"),
                ),
                (Some(held), ValueRef::Text(words)) if held.as_bytes() != words => finding(
                    Matter::Spans,
                    format!("{table} {of}: at {start} to {stop} the text has other words than the row"),
                ),
                _ => {}
            }
        }
    }
    Ok(())
}

fn kept(connection: &Connection, id: i64, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    let problem = match original::find(connection, id)?.map(|kept| kept.unpack()) {
        Some(Ok(_)) => return Ok(()),
        Some(Err(error)) => error.to_string(),
        None => "they are not there".to_owned(),
    };
    let problem = format!("originals {id}: the bytes that it was read from: {problem}");
    tell(Finding { matter: Matter::Originals, article: Some(id), problem, mend: Mend::Restore });
    Ok(())
}
