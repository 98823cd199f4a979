//! Claims and their parts.

use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::many::{Table, cell, numbered};

use crate::model::{Claim, ClaimRef, CodePoints, SourceRef, Span};

/// Stands between the pieces of words that do not follow one another.
const GAP: &str = " … ";
/// Parts that are kept before they are stored.
const AT_ONCE: usize = 4096;
static CLAIMS: Table<17> = Table::new(
    "claims",
    "article_id, source_id, via_id, kind, cue, content, start, \"end\", hedge, negated, within_id, confidence, speaker, rule,
     group_id, denies, certainty",
);
static PARTS: Table<5> = Table::new("claim_parts", "claim_id, seq, role, start, \"end\"");

/// Stores the claims of `article` and gives their ids, in their order. The references must be in range, the spans
/// inside the text, the content not empty; `groups` are theirs. The first claims get the free `numbers`, in their order.
pub(super) fn store(
    connection: &Connection,
    article: i64,
    claims: &[Claim],
    groups: &[Option<i64>],
    sources: &[i64],
    points: &CodePoints<'_>,
    numbers: &[i64],
) -> rusqlite::Result<Vec<i64>> {
    let row = |source: Option<SourceRef>| source.and_then(|SourceRef(at)| sources.get(at).copied());
    let ids = numbered(connection, "claims", numbers, claims.len())?;
    let mut rows: Vec<[ToSqlOutput<'_>; 17]> = Vec::new();
    let mut stored = 0;
    let mut every_part: Vec<[ToSqlOutput<'_>; 5]> = Vec::new();
    for (place, (claim, &id)) in claims.iter().zip(&ids).enumerate() {
        let extent = extent(&claim.content);
        let confidence = if claim.confidence.is_nan() { 0.0 } else { claim.confidence.clamp(0.0, 1.0) };
        rows.push([
            article.into(),
            cell(row(claim.speaker)),
            cell(row(claim.via)),
            claim.kind.name().into(),
            words(&claim.cue, points),
            points.slice(extent).into(),
            extent.start.into(),
            extent.end.into(),
            cell(claim.hedge.as_deref()),
            claim.negated.into(),
            cell(claim.within.and_then(|ClaimRef(at)| ids.get(at).filter(|_| at < place).copied())),
            confidence.into(),
            words(&claim.source, points),
            claim.rule.as_str().into(),
            cell(groups.get(place).copied().flatten()),
            cell(claim.gist.asserts.then_some(claim.gist.denies)),
            certainty(claim).into(),
        ]);
        let parts = [("content", &claim.content), ("cue", &claim.cue), ("source", &claim.source)];
        let spans = parts.into_iter().flat_map(|(role, spans)| spans.iter().map(move |&span| (role, span)));
        every_part.extend(spans.enumerate().map(|(seq, (role, span))| {
            [id.into(), (seq as i64).into(), role.into(), span.start.into(), span.end.into()]
        }));
        // A book has hundreds of thousands.
        if every_part.len() >= AT_ONCE {
            CLAIMS.insert_numbered(connection, numbers, &ids[stored..=place], &rows)?;
            PARTS.insert(connection, &every_part)?;
            stored = place + 1;
            rows.clear();
            every_part.clear();
        }
    }
    CLAIMS.insert_numbered(connection, numbers, &ids[stored..], &rows)?;
    PARTS.insert(connection, &every_part)?;
    // A claim may stand in one that comes after it.
    for (place, claim) in claims.iter().enumerate() {
        if let Some(ClaimRef(outer)) = claim.within.filter(|outer| outer.0 > place) {
            connection
                .prepare_cached("UPDATE claims SET within_id = ?2 WHERE id = ?1")?
                .execute((ids.get(place), ids.get(outer)))?;
        }
    }
    Ok(ids)
}

/// From the start of the first piece to the end of the last.
fn extent(pieces: &[Span]) -> Span {
    let start = pieces.iter().map(|piece| piece.start).min().unwrap_or(0);
    Span::new(start, pieces.iter().map(|piece| piece.end).max().unwrap_or(start))
}

/// How sure a claim is, as it is stored.
pub(super) fn certainty(claim: &Claim) -> u8 {
    claim.gist.certainty.clamp(1, 3)
}

fn words<'a>(pieces: &[Span], points: &CodePoints<'a>) -> ToSqlOutput<'a> {
    match pieces {
        [] => ToSqlOutput::Borrowed(ValueRef::Null),
        [piece] => points.slice(*piece).into(),
        pieces => pieces.iter().map(|&piece| points.slice(piece)).collect::<Vec<_>>().join(GAP).into(),
    }
}
