//! What statements alone can find: a whole archive gives none of them a row.

use rusqlite::Connection;

use super::{Finding, Matter, Mend};

/// At most so many lines of SQLite's own; a file with more is beyond repair.
const LINES: u32 = 100;

/// What SQLite says of the file.
pub(super) fn file(connection: &Connection, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    connection.pragma(None, "integrity_check", LINES, |row| {
        let line: String = row.get(0)?;
        if line != "ok" {
            // The indexes of the full text are tables of their own, and made anew from the texts.
            let mend = if line.contains("_fts") { Mend::Reindex } else { Mend::Restore };
            tell(Finding { matter: Matter::File, article: None, problem: line, mend });
        }
        Ok(())
    })
}

/// Rows that point to rows that are not there.
pub(super) fn foreign_keys(connection: &Connection, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check ORDER BY 1, 2")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        let place = row.get::<_, Option<i64>>(1)?.map_or_else(String::new, |id| format!(" {id}"));
        let problem = format!("{table}{place}: points to a row that is not in {parent}");
        tell(Finding { matter: Matter::ForeignKeys, article: None, problem, mend: Mend::Restore });
    }
    Ok(())
}

/// Each with what it finds: the article where it is about one, the row, and what is wrong.
const LINKS: &[(&str, &str, Mend)] = &[
    (
        "articles: it is a copy of an article that is a copy itself or has another text",
        "SELECT c.id, c.id
         FROM articles AS c
         JOIN articles AS o ON o.id = c.duplicate_of
         WHERE o.duplicate_of IS NOT NULL OR o.content_hash <> c.content_hash",
        Mend::Reread,
    ),
    (
        "articles: it is a copy, and has claims or figures all the same",
        "SELECT a.id, a.id
         FROM articles AS a
         WHERE a.duplicate_of IS NOT NULL
           AND (EXISTS (SELECT 1 FROM claims AS c WHERE c.article_id = a.id)
                OR EXISTS (SELECT 1 FROM figures AS f WHERE f.article_id = a.id))",
        Mend::Reread,
    ),
    (
        "claims: it stands within a claim of another article",
        "SELECT i.article_id, i.id
         FROM claims AS i
         JOIN claims AS o ON o.id = i.within_id
         WHERE o.article_id <> i.article_id",
        Mend::Reread,
    ),
    (
        "claims: it has no words",
        "SELECT c.article_id, c.id
         FROM claims AS c
         WHERE NOT EXISTS (SELECT 1 FROM claim_parts AS p WHERE p.claim_id = c.id AND p.role = 'content')",
        Mend::Reread,
    ),
    (
        "figures: it belongs to a claim of another article",
        "SELECT c.article_id, f.id
         FROM figures AS f
         JOIN claims AS c ON c.id = f.claim_id
         WHERE c.article_id <> f.article_id",
        Mend::Reread,
    ),
    (
        "source_mentions of source: the article in which it stands does not name it",
        "SELECT DISTINCT m.article_id, m.source_id
         FROM source_mentions AS m
         WHERE NOT EXISTS (
             SELECT 1
             FROM article_sources AS n
             WHERE n.source_id = m.source_id AND n.article_id = m.article_id
         )",
        Mend::Restore,
    ),
    (
        "sources: it is merged into a source that is merged itself",
        "SELECT NULL, s.id
         FROM sources AS s
         JOIN sources AS t ON t.id = s.merged_into
         WHERE t.merged_into IS NOT NULL",
        Mend::Restore,
    ),
    (
        "sources: it is of one article alone, and another names it",
        "SELECT c.article_id, s.id
         FROM sources AS s
         JOIN claims AS c ON c.source_id = s.id AND c.article_id <> s.article_id",
        Mend::Reread,
    ),
];

/// Rows that point to rows that they may not point to.
pub(super) fn links(connection: &Connection, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    for (what, sql, mend) in LINKS {
        let (table, what) = what.split_once(':').unwrap_or(("", what));
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (article, id): (Option<i64>, i64) = (row.get(0)?, row.get(1)?);
            tell(Finding { matter: Matter::Links, article, problem: format!("{table} {id}:{what}"), mend: *mend });
        }
    }
    Ok(())
}
