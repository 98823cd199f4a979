//! Figures.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params};

use super::many;

use crate::model::{ClaimRef, CodePoints, Figure, Name, SourceRef};

/// Stores the figures of `article`. The references must be in range and the spans inside the text. The first
/// figures get the free `numbers`, in their order.
pub(super) fn store(
    connection: &Connection,
    article: i64,
    figures: &[Figure],
    claims: &[i64],
    sources: &[i64],
    points: &CodePoints<'_>,
    numbers: &[i64],
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO figures (
             article_id, claim_id, source_id, text, start, \"end\", value, low, high, bound, hedge, unit, per, counted,
             noun, subject, subject_qualifier, place, as_of, base_value, base_low, base_high, base_unit, id, topic,
             topic_of, course, scene)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                 ?23, ?24, ?25, ?26, ?27, ?28)",
    )?;
    for (place, figure) in figures.iter().enumerate() {
        let (low, high) = in_order(figure.low, figure.high);
        let (base_low, base_high) = figure.base.as_ref().map_or((None, None), |base| in_order(base.low, base.high));
        insert.execute(params![
            article,
            figure.claim.and_then(|ClaimRef(at)| claims.get(at)),
            figure.source.and_then(|SourceRef(at)| sources.get(at)),
            points.slice(figure.span),
            figure.span.start,
            figure.span.end,
            figure.value.filter(|value| !value.is_nan()),
            low,
            high,
            figure.bound.name(),
            figure.hedge,
            figure.unit,
            figure.per,
            figure.counted,
            figure.noun,
            figure.subject,
            figure.subject_qualifier,
            figure.place,
            figure.as_of,
            figure.base.as_ref().and_then(|base| base.value),
            base_low,
            base_high,
            figure.base.as_ref().map(|base| base.unit.as_str()),
            numbers.get(place),
            figure.topic.as_ref().map(|topic| topic.what.as_str()),
            figure.topic.as_ref().map(|topic| topic.of.as_str()),
            figure.topic.as_ref().map(|topic| topic.course.name()),
            figure.scene,
        ])?;
    }
    Ok(())
}

/// Notes by which `names` other articles may tell of what `article` does, instead of those noted before.
pub(super) fn store_names(connection: &Connection, article: i64, names: &[Name]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM article_names WHERE article_id = ?1")?.execute([article])?;
    let rows: Vec<[ToSqlOutput<'_>; 4]> = names
        .iter()
        .enumerate()
        .map(|(seq, name)| [article.into(), name.kind.name().into(), name.text.as_str().into(), (seq as i64).into()])
        .collect();
    many::insert(connection, "INSERT OR IGNORE INTO article_names (article_id, kind, name, seq)", &rows)
}

/// "between 12 and 10" allows what "between 10 and 12" does.
fn in_order(low: Option<f64>, high: Option<f64>) -> (Option<f64>, Option<f64>) {
    let known = |limit: Option<f64>| limit.filter(|limit| !limit.is_nan());
    match (known(low), known(high)) {
        (Some(low), Some(high)) if low > high => (Some(high), Some(low)),
        limits => limits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_stored_low_first() {
        assert_eq!(in_order(Some(12.0), Some(10.0)), (Some(10.0), Some(12.0)));
        assert_eq!(in_order(None, Some(10.0)), (None, Some(10.0)));
        assert_eq!(in_order(Some(f64::NAN), Some(1.0)), (None, Some(1.0)));
    }
}
