//! Shares and counts as bars.

use std::collections::{BTreeMap, BTreeSet};
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
/// What is counted, the most telling first, and of what: the first such column that is there.
const COUNTS: [(&str, &[&str]); 6] = [
    ("origins", &["statement", "content"]),
    ("claims", &["source", "outlet", "name", "subject"]),
    ("articles", &["statement", "content", "outlet", "name"]),
    ("figures", &["source", "outlet", "subject", "name"]),
    ("rows", &["name", "kind", "subject"]),
    ("n", &["name", "kind", "subject"]),
];
/// Columns of which every value is one of few kinds: rows are counted a kind.
const KINDS: [&str; 6] = ["standing", "ends_in", "rests_on", "change", "sure", "hedge"];

pub(super) fn of(table: &Table) -> io::Result<Option<Plot>> {
    let Some((what, mut bars)) = shares(table).or_else(|| counts(table)).or_else(|| kinds(table)) else {
        return Ok(None);
    };
    bars.truncate(MOST);
    if bars.len() < 2 {
        return Ok(None);
    }
    let is_share = cells::is_share(&what);
    let value_of = |value: f64| if is_share { cells::percent(value) } else { number::grouped(value) };
    let most = bars.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    // Bars that are all one long show nothing.
    if !is_share && bars.iter().all(|(_, value)| *value <= 1.0) {
        return Ok(None);
    }
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
    let listed: Vec<String> = bars
        .iter()
        .take(3)
        .map(|(label, value)| format!("{} {}", drawing::fitted(label, 450), value_of(*value)))
        .collect();
    let says = format!("{}: {}.", cells::heading(&what), listed.join(", "));
    Ok(Some(Plot { svg, says, key: if is_share { "A full width would be all of them." } else { "" } }))
}

/// What has no name.
const NOT_SAID: &str = "(not said)";

type Bars = (String, Vec<(String, f64)>);

/// A share a name: `outlet_share` goes with `outlet`.
fn shares(table: &Table) -> Option<Bars> {
    let at = table.columns.iter().position(|column| cells::is_share(&column.name))?;
    let name = &table.columns.get(at)?.name;
    let of = name.strip_suffix("_share").and_then(|of| column(table, of));
    let of = of.or_else(|| ["outlet", "subject", "source", "name"].iter().find_map(|name| column(table, name)))?;
    Some((name.clone(), distinct(table, of, at)))
}

/// A count a name.
fn counts(table: &Table) -> Option<Bars> {
    let (at, of) = COUNTS
        .iter()
        .find_map(|(count, names)| Some((column(table, count)?, names.iter().find_map(|name| column(table, name))?)))?;
    let name = table.columns.get(at)?.name.clone();
    // A row a day: the days of one add up. Else a count that comes again is the same one.
    let bars = if column(table, "day").is_some() { sums(table, of, at) } else { distinct(table, of, at) };
    // Where all are one, there is nothing to see.
    bars.iter().any(|(_, count)| *count != 1.0).then_some((name, bars))
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
    order(&mut kinds);
    kinds.truncate(MOST);
    Some((table.columns.get(at)?.name.clone(), kinds))
}

/// The first value that each name comes with, the largest first.
fn distinct(table: &Table, of: usize, at: usize) -> Vec<(String, f64)> {
    let mut bars: Vec<(String, f64)> = Vec::new();
    let mut known = BTreeSet::new();
    for row in &table.rows {
        let label = text(row, of).unwrap_or(NOT_SAID);
        if let Some(value) = numeric(row, at).filter(|value| value.is_finite() && *value >= 0.0)
            && known.insert(label)
        {
            bars.push((label.to_owned(), value));
        }
    }
    order(&mut bars);
    bars
}

/// The sum of each name's values, the largest first.
fn sums(table: &Table, of: usize, at: usize) -> Vec<(String, f64)> {
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for row in &table.rows {
        *sums.entry(text(row, of).unwrap_or(NOT_SAID)).or_default() += numeric(row, at).unwrap_or(0.0);
    }
    let mut bars: Vec<_> = sums.into_iter().map(|(label, sum)| (label.to_owned(), sum)).collect();
    order(&mut bars);
    bars
}

/// The largest first.
fn order(bars: &mut [(String, f64)]) {
    bars.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
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
    fn the_days_of_an_outlet_add_up() {
        let mut table = table(
            ["outlet", "articles"],
            &[("A", Value::Integer(1)), ("B", Value::Integer(1)), ("A", Value::Integer(1))],
        );
        assert!(of(&table).unwrap().is_none());
        table.columns.push(Column { name: "day".to_owned() });
        assert_eq!(of(&table).unwrap().unwrap().says, "articles: A 2, B 1.");
    }

    #[test]
    fn nothing_is_drawn_of_one_or_of_none() {
        let ones = [("A", Value::Integer(1)), ("B", Value::Integer(1))];
        assert!(of(&table(["source", "claims"], &ones)).unwrap().is_none());
        assert!(of(&table(["source", "claims"], &[("A", Value::Integer(3))])).unwrap().is_none());
        assert!(of(&table(["x", "y"], &[])).unwrap().is_none());
        let infinite = [("A", Value::Real(f64::INFINITY)), ("B", Value::Real(f64::NAN))];
        assert!(of(&table(["source", "claims"], &infinite)).unwrap().is_none());
    }
}
