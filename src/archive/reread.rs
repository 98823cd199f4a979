//! Articles read again from the bytes that were kept, by a better reader; what people decided about sources holds.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::model::{Certainty, CodePoints, Document, Format, Reading};

use super::article::{self, Row};
use super::groups::Groups;
use super::original::{self, Packed};
use super::prepared::Said;
use super::store::Fault;
use super::{Archive, ArchiveError, claim, figure, fit, groups, near, sources, version};

/// What became of an article that was read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reread {
    /// All is as it was.
    Same,
    /// Something of it is read otherwise.
    Changed,
    /// It is a copy of another article, as before.
    Copy,
}

impl Archive {
    /// The articles to be read again: `wanted` with their copies, or all; first ones before their copies, by number.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn to_reread(&self, wanted: &[i64]) -> Result<Vec<i64>, ArchiveError> {
        let wanted = serde_json::Value::from(wanted.to_vec()).to_string();
        self.connection
            .prepare_cached(
                "SELECT id
                 FROM articles
                 WHERE json_array_length(?1) = 0
                    OR id IN (SELECT value FROM json_each(?1))
                    OR duplicate_of IN (SELECT value FROM json_each(?1))
                 ORDER BY duplicate_of IS NOT NULL, id",
            )
            .and_then(|mut statement| statement.query_map([wanted], |row| row.get(0))?.collect())
            .map_err(|error| self.failed(error))
    }

    /// The name and format under which the article numbered `id` was read; none where there is no such article.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn read_as(&self, id: i64) -> Result<Option<(String, Option<Format>)>, ArchiveError> {
        self.connection
            .prepare_cached("SELECT path, format FROM articles WHERE id = ?1")
            .and_then(|mut statement| {
                statement.query_row([id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.parse().ok()))).optional()
            })
            .map_err(|error| self.failed(error))
    }

    /// Fills in what `document` does not say of itself and the archive knows: what was said when it was ingested.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn fill_in(&self, id: i64, document: &mut Document) -> Result<(), ArchiveError> {
        let known: Option<[Option<String>; 5]> = self
            .connection
            .prepare_cached(
                "SELECT o.name, a.url, a.published_at, a.original_url, a.published_certainty
                 FROM articles AS a
                 LEFT JOIN sources AS o ON o.id = a.outlet_id
                 WHERE a.id = ?1",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([id], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))
                    .optional()
            })
            .map_err(|error| self.failed(error))?;
        if let Some([outlet, url, published_at, original_url, certainty]) = known {
            if document.url.is_none() {
                document.original_url = original_url;
            }
            let fill = |slot: &mut Option<String>, known| *slot = slot.take().or(known);
            fill(&mut document.outlet, outlet);
            fill(&mut document.url, url);
            if document.published_at.is_none() {
                document.published_certainty = certainty.as_deref().and_then(Certainty::from_name);
            }
            fill(&mut document.published_at, published_at);
        }
        Ok(())
    }

    /// Puts `reading`, of what the bytes of `article` are read as now, in place of the earlier one, in a transaction of
    /// its own. Claims and figures keep their numbers in order, so the same reading again changes nothing.
    ///
    /// # Errors
    /// When it cannot be stored; the article is as it was then.
    pub fn reread(&mut self, article: i64, document: &Document, reading: &Reading) -> Result<Reread, ArchiveError> {
        let name = self.read_as(article)?.map_or_else(|| format!("article {article}"), |(path, _)| path);
        let Self { connection, path, .. } = self;
        let failed = |error| ArchiveError::of(path, error);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let outcome =
            put(&transaction, article, &name, document, reading).map_err(|fault| fault.into_error(path, &name))?;
        transaction.commit().map_err(failed)?;
        Ok(outcome)
    }
}

fn put(
    connection: &Connection,
    article: i64,
    name: &str,
    document: &Document,
    reading: &Reading,
) -> Result<Reread, Fault> {
    let body = article::body(document);
    let hash = article::content_hash(&body);
    let points = CodePoints::new(&body);
    fit::check(reading, points.at_byte(body.len()))
        .map_err(|what| ArchiveError::Unfit { path: name.to_owned(), what })?;
    let (outlet_id, outlet, first, url): (Option<i64>, Option<String>, Option<i64>, Option<String>) = connection
        .prepare_cached(
            "SELECT a.outlet_id, o.name, f.id, a.url
             FROM articles AS a
             LEFT JOIN sources AS o ON o.id = a.outlet_id
             -- Still a copy, if the first one's text is the same now.
             LEFT JOIN articles AS f ON f.id = a.duplicate_of AND f.content_hash = ?2
             WHERE a.id = ?1",
        )?
        .query_row((article, &hash), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let before = state(connection, article)?;
    let outlet = match &document.outlet {
        Some(said) if outlet.as_ref() == Some(said) => outlet_id,
        Some(said) => sources::outlet(connection, Some(article), said)?,
        None => None,
    };
    // Packed beside a text that will be another.
    let original = match original::find(connection, article)? {
        Some(kept) if !is_text_of(connection, article, &hash)? => Some(kept.unpack()?),
        _ => None,
    };
    let numbers = |sql: &str| -> rusqlite::Result<Vec<i64>> {
        connection.prepare_cached(sql)?.query_map([article], |row| row.get(0))?.collect()
    };
    let claims = numbers("SELECT id FROM claims WHERE article_id = ?1 ORDER BY id")?;
    let figures = numbers("SELECT id FROM figures WHERE article_id = ?1 ORDER BY id")?;
    let in_groups = groups::of_article(connection, article)?;
    // Figures first: they hold on to their claims.
    for sql in [
        "DELETE FROM figures
         WHERE article_id = ?1 OR claim_id IN (SELECT id FROM claims WHERE article_id = ?1)",
        "DELETE FROM claims WHERE article_id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([article])?;
    }
    let earlier = sources::take_out(connection, article)?;
    let row = Row {
        body: &body,
        content_hash: &hash,
        path: name,
        // Stays what it is.
        ingested_at: "",
        outlet,
        duplicate_of: first,
    };
    let notices = if first.is_none() { reading.notices.as_slice() } else { &[] };
    article::update(connection, article, document, row, notices)?;
    if let Some(original) = original {
        Packed::new(&original, &body)?.keep(connection, article)?;
    }
    if first.is_none() {
        let said = Said::of(reading, &points);
        let rows = sources::store(connection, article, &reading.sources, &said.named, Some(&earlier))?;
        let mut book = Groups::default();
        let groups = book.find(connection, &reading.claims, &said.statements, &in_groups)?;
        book.put_in(connection)?;
        let claims = claim::store(connection, article, &reading.claims, &groups, &rows, &points, &claims)?;
        figure::store(connection, article, &reading.figures, &claims, &rows, &points, &figures)?;
        figure::store_names(connection, article, &reading.names)?;
        near::note_again(connection, article, &body)?;
    }
    groups::settle(connection, &in_groups)?;
    if url != document.url {
        version::leave(connection, article, url.as_deref())?;
    }
    version::number(connection, document.url.as_deref())?;
    sources::settle(connection, &earlier, outlet_id)?;
    Ok(match first {
        Some(_) => Reread::Copy,
        None if state(connection, article)? == before => Reread::Same,
        None => Reread::Changed,
    })
}

/// Whether the text of `article` has that hash.
fn is_text_of(connection: &Connection, article: i64, hash: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT content_hash = ?2 FROM articles WHERE id = ?1")?
        .query_row((article, hash), |row| row.get(0))
}

/// All that is read of an article, as one text, to see whether it changed.
fn state(connection: &Connection, article: i64) -> rusqlite::Result<String> {
    let mut state = String::new();
    for sql in [
        "SELECT json_array(title, byline, outlet_id, url, published_at, published_certainty, language, content_hash,
                           duplicate_of, version_of, version)
         FROM articles WHERE id = ?1",
        "SELECT json_array(seq, message) FROM article_notices WHERE article_id = ?1 ORDER BY seq",
        "SELECT json_array(seq, source_id, name, role, affiliation_id)
         FROM article_sources WHERE article_id = ?1 ORDER BY seq",
        "SELECT json_array(m.source_id, m.start, m.\"end\")
         FROM (SELECT DISTINCT n.source_id FROM article_sources AS n WHERE n.article_id = ?1) AS n
         CROSS JOIN source_mentions AS m ON m.source_id = n.source_id AND m.article_id = ?1
         ORDER BY 1",
        "SELECT json_array(id, source_id, via_id, kind, cue, start, \"end\", hedge, negated, within_id, confidence,
                           speaker, rule, group_id, denies, certainty)
         FROM claims WHERE article_id = ?1 ORDER BY id",
        "SELECT json_array(p.claim_id, p.seq, p.role, p.start, p.\"end\")
         FROM claims AS c
         JOIN claim_parts AS p ON p.claim_id = c.id
         WHERE c.article_id = ?1
         ORDER BY p.claim_id, p.seq",
        // Infinity is no JSON; quote() writes any number.
        "SELECT json_array(id, claim_id, source_id, text, start, \"end\", quote(value), quote(low), quote(high), bound, hedge,
                           unit, per, counted, noun, subject, subject_qualifier, place, as_of, quote(base_value),
                           quote(base_low), quote(base_high), base_unit, topic, topic_of, course, scene)
         FROM figures WHERE article_id = ?1 ORDER BY id",
        "SELECT json_array(kind, seq, name) FROM article_names WHERE article_id = ?1 ORDER BY kind, seq",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([article])?;
        while let Some(row) = rows.next()? {
            state.push_str(&row.get::<_, String>(0)?);
            state.push('\n');
        }
        state.push('\n');
    }
    Ok(state)
}
