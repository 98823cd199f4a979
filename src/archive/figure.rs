//! Figures.

use rusqlite::Connection;
use rusqlite::types::ToSqlOutput;

use super::many::{Table, cell, numbered};

use crate::model::{ClaimRef, CodePoints, Figure, Name, SourceRef};

/// Rows that are kept before they are stored.
const AT_ONCE: usize = 1024;
static FIGURES: Table<27> = Table::new(
    "figures",
    "article_id, claim_id, source_id, text, start, \"end\", value, low, high, bound, hedge, unit, per, counted, noun, subject,
     subject_qualifier, place, as_of, base_value, base_low, base_high, base_unit, topic, topic_of, course, scene",
);
static NAMES: Table<4> = Table::new_or_ignore("article_names", "article_id, kind, name, seq");

/// Stores the figures of `article`. The references must be in range and the spans inside the text. The first
/// figures get the free `numbers`, in their order.
pub(super) fn store<'a>(
    connection: &Connection,
    article: i64,
    figures: &'a [Figure],
    claims: &[i64],
    sources: &[i64],
    points: &CodePoints<'a>,
    numbers: &[i64],
) -> rusqlite::Result<()> {
    let ids = numbered(connection, "figures", numbers, figures.len())?;
    let row = |figure: &'a Figure| -> [ToSqlOutput<'a>; 27] {
        let (low, high) = in_order(figure.low, figure.high);
        let (base_low, base_high) = figure.base.as_ref().map_or((None, None), |base| in_order(base.low, base.high));
        [
            article.into(),
            cell(figure.claim.and_then(|ClaimRef(at)| claims.get(at)).copied()),
            cell(figure.source.and_then(|SourceRef(at)| sources.get(at)).copied()),
            points.slice(figure.span).into(),
            figure.span.start.into(),
            figure.span.end.into(),
            cell(figure.value.filter(|value| !value.is_nan())),
            cell(low),
            cell(high),
            figure.bound.name().into(),
            cell(figure.hedge.as_deref()),
            figure.unit.as_str().into(),
            cell(figure.per.as_deref()),
            cell(figure.counted.as_deref()),
            cell(figure.noun.as_deref()),
            cell(figure.subject.as_deref()),
            cell(figure.subject_qualifier.as_deref()),
            cell(figure.place.as_deref()),
            cell(figure.as_of.as_deref()),
            cell(figure.base.as_ref().and_then(|base| base.value)),
            cell(base_low),
            cell(base_high),
            cell(figure.base.as_ref().map(|base| base.unit.as_str())),
            cell(figure.topic.as_ref().map(|topic| topic.what.as_str())),
            cell(figure.topic.as_ref().map(|topic| topic.of.as_str())),
            cell(figure.topic.as_ref().map(|topic| topic.course.name())),
            cell(figure.scene.as_deref()),
        ]
    };
    for (figures, ids) in figures.chunks(AT_ONCE).zip(ids.chunks(AT_ONCE)) {
        let rows: Vec<_> = figures.iter().map(row).collect();
        FIGURES.insert_numbered(connection, numbers, ids, &rows)?;
    }
    Ok(())
}

/// Notes by which `names` other articles may tell of what `article` does, instead of those noted before.
pub(super) fn store_names(connection: &Connection, article: i64, names: &[Name]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM article_names WHERE article_id = ?1")?.execute([article])?;
    let rows: Vec<[ToSqlOutput<'_>; 4]> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.text.is_empty())
        .map(|(seq, name)| [article.into(), name.kind.name().into(), name.text.as_str().into(), (seq as i64).into()])
        .collect();
    NAMES.insert(connection, &rows)
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
