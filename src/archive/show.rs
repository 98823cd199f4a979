//! One article as it is stored, with everything that was read from it.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

use crate::model::Span;

use super::{Archive, ArchiveError, original};

/// An article with its claims, figures and sources, each in text order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoredArticle {
    /// Its number.
    pub id: i64,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// That outlet's row in `sources`.
    pub outlet_id: Option<i64>,
    /// Where it stands.
    pub url: Option<String>,
    /// When, ISO 8601.
    pub published_at: Option<String>,
    /// How sure that is: `stated`, `inferred` or `guessed`.
    pub published_certainty: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// SHA-256 of the body's UTF-8, hex.
    pub content_hash: String,
    /// The format it was read from.
    pub format: String,
    /// Where it was ingested from.
    pub path: String,
    /// The input's own identifier.
    pub external_id: Option<serde_json::Value>,
    /// When it was ingested, RFC 3339.
    pub ingested_at: String,
    /// The first article with this text; claims and figures are there.
    pub duplicate_of: Option<i64>,
    /// Other articles with this text, which point here.
    pub duplicates: Vec<i64>,
    /// The first article that this one is nearly word for word.
    pub near_duplicate_of: Option<i64>,
    /// How alike the two are, 0 to 1.
    pub near_duplicate_similarity: Option<f64>,
    /// Other articles that are nearly this one word for word.
    pub near_duplicates: Vec<i64>,
    /// What was odd about it.
    pub notices: Vec<String>,
    /// The canonical text.
    pub body: String,
    /// Who said what.
    pub claims: Vec<StoredClaim>,
    /// Which numbers.
    pub figures: Vec<StoredFigure>,
    /// On whose say-so.
    pub sources: Vec<StoredSource>,
}

/// A claim as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoredClaim {
    /// Its number.
    pub id: i64,
    /// Who said it: row in `sources`, mergers followed.
    pub source_id: Option<i64>,
    /// That source's name.
    pub source: Option<String>,
    /// That source's kind.
    pub source_kind: Option<String>,
    /// Whom it was told to: row in `sources`, mergers followed.
    pub via_id: Option<i64>,
    /// That source's name.
    pub via: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// From the first piece of what is said to the last.
    pub content: String,
    /// Where that stands, in code points.
    pub span: Span,
    /// The words that weaken it.
    pub hedge: Option<String>,
    /// Whether it is denied.
    pub negated: bool,
    /// The claim in which it stands.
    pub within_id: Option<i64>,
    /// 0 to 1.
    pub confidence: f64,
    /// The words that name the source in the text.
    pub speaker: Option<String>,
    /// The rule that found it.
    pub rule: String,
    /// Its pieces: content, then cue, then source.
    pub parts: Vec<StoredPart>,
}

/// A piece of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredPart {
    /// `content`, `cue` or `source`.
    pub role: String,
    /// Where, in code points.
    pub span: Span,
    /// The words there.
    pub text: String,
}

/// A figure as it is stored; the fields are those of [`crate::model::Figure`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "said once, at model::Figure")]
pub struct StoredFigure {
    /// Its number.
    pub id: i64,
    /// The claim that gives it.
    pub claim_id: Option<i64>,
    /// Who gave it: row in `sources`, mergers followed.
    pub source_id: Option<i64>,
    /// That source's name.
    pub source: Option<String>,
    pub text: String,
    pub span: Span,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub bound: String,
    pub hedge: Option<String>,
    pub unit: String,
    pub per: Option<String>,
    pub counted: Option<String>,
    pub noun: Option<String>,
    pub subject: Option<String>,
    pub subject_qualifier: Option<String>,
    pub place: Option<String>,
    pub as_of: Option<String>,
    pub base_value: Option<f64>,
    pub base_low: Option<f64>,
    pub base_high: Option<f64>,
    pub base_unit: Option<String>,
}

/// A source as one article names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredSource {
    /// Its number, mergers followed.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// `person`, `organisation`, `outlet`, `group` or `document`.
    pub kind: String,
    /// What it is said to be.
    pub role: Option<String>,
    /// The body it belongs to.
    pub affiliation: Option<String>,
    /// Where the article names it, in code points.
    pub mentions: Vec<Span>,
}

impl Archive {
    /// The article numbered `id`.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn article(&self, id: i64) -> Result<Option<StoredArticle>, ArchiveError> {
        self.connection
            .unchecked_transaction() // One state of the archive for all the statements; nothing is written.
            .and_then(|snapshot| load(&snapshot, id))
            .map_err(|error| self.failed(error))
    }

    /// The bytes that the article numbered `id` was read from.
    ///
    /// # Errors
    /// When the archive cannot be read, or the bytes cannot be unpacked.
    pub fn original(&self, id: i64) -> Result<Option<Vec<u8>>, ArchiveError> {
        let kept = original::find(&self.connection, id).map_err(|error| self.failed(error))?;
        kept.map(|kept| kept.unpack()).transpose()
    }
}

fn load(connection: &Connection, id: i64) -> rusqlite::Result<Option<StoredArticle>> {
    let found = connection
        .prepare_cached(
            "SELECT a.id, a.title, a.byline, coalesce(root.name, outlet.name), coalesce(root.id, outlet.id), a.url,
                    a.published_at, a.language, a.content_hash, a.format, a.path, a.external_id, a.ingested_at,
                    a.duplicate_of, a.body, a.published_certainty, a.near_duplicate_of, a.near_duplicate_similarity
             FROM articles AS a
             LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
             LEFT JOIN sources AS root ON root.id = outlet.merged_into
             WHERE a.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(StoredArticle {
                id: row.get(0)?,
                title: row.get(1)?,
                byline: row.get(2)?,
                outlet: row.get(3)?,
                outlet_id: row.get(4)?,
                url: row.get(5)?,
                published_at: row.get(6)?,
                language: row.get(7)?,
                content_hash: row.get(8)?,
                format: row.get(9)?,
                path: row.get(10)?,
                external_id: row.get::<_, Option<String>>(11)?.and_then(|json| serde_json::from_str(&json).ok()),
                ingested_at: row.get(12)?,
                duplicate_of: row.get(13)?,
                body: row.get(14)?,
                published_certainty: row.get(15)?,
                near_duplicate_of: row.get(16)?,
                near_duplicate_similarity: row.get(17)?,
                duplicates: Vec::new(),
                near_duplicates: Vec::new(),
                notices: Vec::new(),
                claims: Vec::new(),
                figures: Vec::new(),
                sources: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut article) = found else { return Ok(None) };
    article.duplicates =
        list(connection, id, "SELECT id FROM articles WHERE duplicate_of = ?1 ORDER BY id", |row| row.get(0))?;
    article.near_duplicates =
        list(connection, id, "SELECT id FROM articles WHERE near_duplicate_of = ?1 ORDER BY id", |row| row.get(0))?;
    article.notices =
        list(connection, id, "SELECT message FROM article_notices WHERE article_id = ?1 ORDER BY seq", |row| {
            row.get(0)
        })?;
    article.claims = claims(connection, id)?;
    article.figures = figures(connection, id)?;
    article.sources = sources(connection, id)?;
    Ok(Some(article))
}

fn list<T>(
    connection: &Connection,
    id: i64,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map([id], read)?.collect()
}

fn span(row: &Row<'_>, at: usize) -> rusqlite::Result<Span> {
    Ok(Span::new(row.get(at)?, row.get(at + 1)?))
}

fn claims(connection: &Connection, article: i64) -> rusqlite::Result<Vec<StoredClaim>> {
    let mut claims = list(
        connection,
        article,
        "SELECT c.id, coalesce(s.merged_into, s.id), coalesce(sr.name, s.name), coalesce(sr.kind, s.kind),
                coalesce(v.merged_into, v.id), coalesce(vr.name, v.name), c.kind, c.cue, c.content, c.start, c.\"end\",
                c.hedge, c.negated, c.within_id, c.confidence, c.speaker, c.rule
         FROM claims AS c
         LEFT JOIN sources AS s ON s.id = c.source_id
         LEFT JOIN sources AS sr ON sr.id = s.merged_into
         LEFT JOIN sources AS v ON v.id = c.via_id
         LEFT JOIN sources AS vr ON vr.id = v.merged_into
         WHERE c.article_id = ?1
         ORDER BY c.id",
        |row| {
            Ok(StoredClaim {
                id: row.get(0)?,
                source_id: row.get(1)?,
                source: row.get(2)?,
                source_kind: row.get(3)?,
                via_id: row.get(4)?,
                via: row.get(5)?,
                kind: row.get(6)?,
                cue: row.get(7)?,
                content: row.get(8)?,
                span: span(row, 9)?,
                hedge: row.get(11)?,
                negated: row.get(12)?,
                within_id: row.get(13)?,
                confidence: row.get(14)?,
                speaker: row.get(15)?,
                rule: row.get(16)?,
                parts: Vec::new(),
            })
        },
    )?;
    for claim in &mut claims {
        claim.parts = list(
            connection,
            claim.id,
            "SELECT p.role, p.start, p.\"end\", substr(a.body, p.start + 1, p.\"end\" - p.start)
             FROM claim_parts AS p
             JOIN claims AS c ON c.id = p.claim_id
             JOIN articles AS a ON a.id = c.article_id
             WHERE p.claim_id = ?1
             ORDER BY p.seq",
            |row| Ok(StoredPart { role: row.get(0)?, span: span(row, 1)?, text: row.get(3)? }),
        )?;
    }
    Ok(claims)
}

fn figures(connection: &Connection, article: i64) -> rusqlite::Result<Vec<StoredFigure>> {
    list(
        connection,
        article,
        "SELECT f.id, f.claim_id, coalesce(s.merged_into, s.id), coalesce(root.name, s.name), f.text, f.start, f.\"end\",
                f.value, f.low, f.high, f.bound, f.hedge, f.unit, f.per, f.counted, f.noun, f.subject,
                f.subject_qualifier, f.place, f.as_of, f.base_value, f.base_low, f.base_high, f.base_unit
         FROM figures AS f
         LEFT JOIN sources AS s ON s.id = f.source_id
         LEFT JOIN sources AS root ON root.id = s.merged_into
         WHERE f.article_id = ?1
         ORDER BY f.id",
        |row| {
            Ok(StoredFigure {
                id: row.get(0)?,
                claim_id: row.get(1)?,
                source_id: row.get(2)?,
                source: row.get(3)?,
                text: row.get(4)?,
                span: span(row, 5)?,
                value: row.get(7)?,
                low: row.get(8)?,
                high: row.get(9)?,
                bound: row.get(10)?,
                hedge: row.get(11)?,
                unit: row.get(12)?,
                per: row.get(13)?,
                counted: row.get(14)?,
                noun: row.get(15)?,
                subject: row.get(16)?,
                subject_qualifier: row.get(17)?,
                place: row.get(18)?,
                as_of: row.get(19)?,
                base_value: row.get(20)?,
                base_low: row.get(21)?,
                base_high: row.get(22)?,
                base_unit: row.get(23)?,
            })
        },
    )
}

fn sources(connection: &Connection, article: i64) -> rusqlite::Result<Vec<StoredSource>> {
    // By first mention; a source that a claim rests on without one comes last.
    let mut sources: Vec<StoredSource> = list(
        connection,
        article,
        "WITH named (id) AS (
             SELECT n.source_id
             FROM article_sources AS n
             WHERE n.article_id = ?1
               AND EXISTS (SELECT 1 FROM source_mentions AS m WHERE m.source_id = n.source_id AND m.article_id = ?1)
             UNION SELECT source_id FROM claims WHERE article_id = ?1
             UNION SELECT via_id FROM claims WHERE article_id = ?1
             UNION SELECT source_id FROM figures WHERE article_id = ?1
             UNION SELECT id FROM sources WHERE article_id = ?1
         )
         SELECT DISTINCT root.id, root.name, root.kind, root.role, coalesce(body_root.name, body.name)
         FROM named
         JOIN sources AS s ON s.id = named.id
         JOIN sources AS root ON root.id = coalesce(s.merged_into, s.id)
         LEFT JOIN sources AS body ON body.id = root.affiliation_id
         LEFT JOIN sources AS body_root ON body_root.id = body.merged_into
         ORDER BY root.id",
        |row| {
            Ok(StoredSource {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                role: row.get(3)?,
                affiliation: row.get(4)?,
                mentions: Vec::new(),
            })
        },
    )?;
    let mentions: Vec<(i64, Span)> = list(
        connection,
        article,
        "SELECT coalesce(s.merged_into, s.id), m.start, m.\"end\"
         FROM (SELECT DISTINCT n.source_id FROM article_sources AS n WHERE n.article_id = ?1) AS n
         CROSS JOIN source_mentions AS m ON m.source_id = n.source_id AND m.article_id = ?1
         JOIN sources AS s ON s.id = m.source_id
         ORDER BY m.start, m.\"end\"",
        |row| Ok((row.get(0)?, span(row, 1)?)),
    )?;
    for (id, span) in mentions {
        // In order of their numbers, as the query gave them.
        if let Ok(place) = sources.binary_search_by_key(&id, |source| source.id) {
            sources[place].mentions.push(span);
        }
    }
    sources.sort_by_key(|source| (source.mentions.first().map_or(u32::MAX, |span| span.start), source.id));
    Ok(sources)
}
