//! Shares and counts as bars.

use std::io;

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::Plot;
use super::drawing::{self, ACCENT, WIDTH};
use crate::output::number;
use crate::output::report::cells;
use crate::output::report::shape::{column, number as numeric, text};
use crate::query::Table;

/// The most bars.
const MOST: usize = 12;
/// The height of one, with the space below, in pixels.
const STEP: i32 = 26;
/// What is counted a row, the most telling first.
const COUNTS: [&str; 6] = ["origins", "claims", "articles", "figures", "rows", "n"];
/// Columns of which every value is one of few kinds: rows are counted a kind.
const KINDS: [&str; 4] = ["standing", "rests_on", "change", "hedge"];

pub(super) fn of(table: &Table) -> io::Result<Option<Plot>> {
    let Some((what, bars)) = shares(table).or_else(|| counts(table)).or_else(|| kinds(table)) else {
        return Ok(None);
    };
    if bars.len() < 2 {
        return Ok(None);
    }
    let is_share = cells::is_share(&what);
    let value_of = |value: f64| if is_share { cells::percent(value) } else { number::grouped(value) };
    let most = bars.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let full = if is_share { 1.0 } else { most };
    if full <= 0.0 {
        return Ok(None);
    }
    let left = bars.iter().map(|(label, _)| drawing::width(label)).max().unwrap_or(0).min(WIDTH as i32 / 3) + 10;
    let room = f64::from(WIDTH as i32 - left - 70);
    let svg = drawing::draw(bars.len() as u32 * STEP as u32 + 6, |area| {
        for (index, (label, value)) in bars.iter().enumerate() {
            let top = 3 + index as i32 * STEP;
            let end = left + (room * value / full).round() as i32;
            let middle = top + STEP / 2 - 2;
            area.draw(&Text::new(drawing::fitted(label, left - 8), (left - 8, middle), drawing::words(HPos::Right)))?;
            area.draw(&Rectangle::new([(left, top), (end.max(left + 1), top + STEP - 6)], ACCENT.filled()))?;
            area.draw(&Text::new(value_of(*value), (end + 6, middle), drawing::words(HPos::Left)))?;
        }
        Ok(())
    })?;
    let listed: Vec<String> =
        bars.iter().take(3).map(|(label, value)| format!("{label} {}", value_of(*value))).collect();
    let says = format!("{}: {}.", cells::heading(&what), listed.join(", "));
    Ok(Some(Plot { svg, says, key: if is_share { "A full width would be all of them." } else { "" } }))
}

type Bars = (String, Vec<(String, f64)>);

/// A share a name: `outlet_share` goes with `outlet`.
fn shares(table: &Table) -> Option<Bars> {
    let at = table.columns.iter().position(|column| cells::is_share(&column.name))?;
    let name = &table.columns.get(at)?.name;
    let of = name.strip_suffix("_share").and_then(|of| column(table, of));
    let of = of.or_else(|| ["outlet", "subject", "source", "name"].iter().find_map(|name| column(table, name)))?;
    Some((name.clone(), distinct(table, of, at)))
}

/// A count a name, where each row is of another one.
fn counts(table: &Table) -> Option<Bars> {
    let at = COUNTS.iter().find_map(|name| column(table, name))?;
    let of =
        ["source", "statement", "subject", "outlet", "name", "content"].iter().find_map(|name| column(table, name))?;
    if table.rows.iter().all(|row| numeric(row, at).is_none_or(|count| count == 1.0)) {
        return None;
    }
    Some((table.columns.get(at)?.name.clone(), distinct(table, of, at)))
}

/// How many rows there are of a kind.
fn kinds(table: &Table) -> Option<Bars> {
    let at = KINDS.iter().find_map(|name| column(table, name))?;
    let mut kinds: Vec<(String, f64)> = Vec::new();
    for row in &table.rows {
        let kind = text(row, at)?;
        match kinds.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1.0,
            None => kinds.push((kind.to_owned(), 1.0)),
        }
        if kinds.len() > 40 {
            return None;
        }
    }
    kinds.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    kinds.truncate(MOST);
    Some((table.columns.get(at)?.name.clone(), kinds))
}

/// The first value that each name comes with, the largest first.
fn distinct(table: &Table, of: usize, at: usize) -> Vec<(String, f64)> {
    let mut bars: Vec<(String, f64)> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for row in &table.rows {
        let label = text(row, of).unwrap_or("(not said)");
        if let Some(value) = numeric(row, at).filter(|value| value.is_finite() && *value >= 0.0)
            && known.insert(label)
        {
            bars.push((label.to_owned(), value));
        }
    }
    bars.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    bars.truncate(MOST);
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Column, Value};

    fn table(names: [&str; 2], rows: &[(&str, Value)]) -> Table {
        Table {
            columns: names.map(|name| Column { name: name.to_owned() }).to_vec(),
            rows: rows.iter().map(|(name, value)| vec![Value::Text((*name).to_owned()), value.clone()]).collect(),
        }
    }

    #[test]
    fn a_share_that_stands_in_every_row_is_one_bar() {
        let half = Value::Real(0.5);
        let table =
            table(["outlet", "outlet_share"], &[("A <b>", half.clone()), ("A <b>", half), ("B", Value::Real(1.0))]);
        let plot = of(&table).unwrap().unwrap();
        assert_eq!(plot.says, "outlet share: B 100 %, A <b> 50 %.");
        assert!(plot.svg.contains("A &lt;b&gt;") && !plot.svg.contains("<b>"), "{}", plot.svg);
    }

    #[test]
    fn nothing_is_drawn_of_one_or_of_none() {
        assert!(of(&table(["source", "claims"], &[("A", Value::Integer(3))])).unwrap().is_none());
        assert!(of(&table(["x", "y"], &[])).unwrap().is_none());
        let infinite = [("A", Value::Real(f64::INFINITY)), ("B", Value::Real(f64::NAN))];
        assert!(of(&table(["source", "claims"], &infinite)).unwrap().is_none());
    }
}
