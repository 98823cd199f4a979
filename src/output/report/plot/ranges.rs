//! Figures over time: a dot for the number that was said, a whisker for what its words allow.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use chrono::{Datelike as _, NaiveDate};
use plotters::coord::ranged1d::{Ranged, ValueFormatter};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::Plot;
use super::drawing::{self, ACCENT, Failure, GRID, INK, TEXT};
use crate::output::number::grouped;
use crate::output::report::shape::{Shape, column, number, text};
use crate::query::{Table, Value};

const HEIGHT: u32 = 300;
/// The most dots: beyond, one sees none.
const MOST: usize = 150;
/// Where the largest is this many times the smallest, heights grow by the power.
const FAR: f64 = 30.0;

/// A figure on its day.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    /// Days since the year 1.
    day: f64,
    /// What is said: the number, or the bound that is given.
    at: f64,
    low: Option<f64>,
    high: Option<f64>,
}

pub(super) fn of(table: &Table) -> io::Result<Option<Plot>> {
    let affixes = affixes(table);
    let sides: Vec<Columns> = affixes.iter().filter_map(|affix| Columns::of(table, affix)).collect();
    let mut groups: BTreeMap<(String, usize), Vec<Point>> = BTreeMap::new();
    let topics = topics(table, &sides);
    let mut known: BTreeSet<i64> = BTreeSet::new();
    for side in &sides {
        for (row, topic) in table.rows.iter().zip(&topics) {
            if side.figure(row).is_some_and(|figure| !known.insert(figure)) {
                continue;
            }
            if let Some((group, point)) = side.point(row) {
                groups.entry((group, *topic)).or_default().push(point);
            }
        }
    }
    // The group with the most figures; of two, the first.
    let Some(((group, _), mut points)) = groups.into_iter().rev().max_by_key(|(_, points)| points.len()) else {
        return Ok(None);
    };
    if points.len() < 2 {
        return Ok(None);
    }
    points.sort_by(|one, other| one.day.total_cmp(&other.day).then(one.at.total_cmp(&other.at)));
    let all = points.len();
    points.truncate(MOST);
    let svg = drawn(&points, &group)?;
    let least = points.iter().map(|point| point.at).fold(f64::INFINITY, f64::min);
    let most = points.iter().map(|point| point.at).fold(f64::NEG_INFINITY, f64::max);
    let (first, last) = (points.first().map_or(0.0, |point| point.day), points.last().map_or(0.0, |point| point.day));
    let mut says = format!(
        "{group}: {} figures from {} to {}, {}.",
        points.len(),
        grouped(least),
        grouped(most),
        if date(first) == date(last) {
            format!("on {}", date(first))
        } else {
            format!("{} to {}", date(first), date(last))
        }
    );
    if all > points.len() {
        says.push_str(&format!(" The first of {all}."));
    }
    let key =
        "A dot is the number that was said, a line what its words allow; one that runs to the edge has no end there.";
    Ok(Some(Plot { svg, says, key }))
}

/// What tells figures apart that stand in one row: nothing, or what the sides of a comparison have.
fn affixes(table: &Table) -> Vec<String> {
    let mut affixes = vec![String::new()];
    if Shape::of(table).is_comparison() {
        affixes =
            table.columns.iter().filter_map(|column| column.name.strip_prefix("value").map(str::to_owned)).collect();
    }
    affixes
}

/// For each row what it is about: rows of a comparison that share a figure are about one thing, and two floods are two.
fn topics(table: &Table, sides: &[Columns]) -> Vec<usize> {
    if sides.len() < 2 {
        return vec![0; table.rows.len()];
    }
    let mut of_figure: BTreeMap<i64, usize> = BTreeMap::new();
    let mut topics: Vec<usize> = Vec::new();
    // What a topic is part of by now; itself, where nothing.
    let mut part_of: Vec<usize> = Vec::new();
    let root = |part_of: &[usize], mut topic: usize| {
        while let Some(&next) = part_of.get(topic).filter(|&&next| next != topic) {
            topic = next;
        }
        topic
    };
    for (row, values) in table.rows.iter().enumerate() {
        part_of.push(row);
        topics.push(row);
        for figure in sides.iter().filter_map(|side| side.figure(values)) {
            let here = root(&part_of, row);
            let there = root(&part_of, *of_figure.entry(figure).or_insert(row));
            // The older one holds the newer.
            if let Some(part) = part_of.get_mut(here.max(there)) {
                *part = here.min(there);
            }
        }
    }
    topics.iter().map(|&topic| root(&part_of, topic)).collect()
}

struct Columns {
    value: usize,
    low: usize,
    high: usize,
    as_of: Option<usize>,
    published: Option<usize>,
    group: Vec<usize>,
    id: Option<usize>,
}

impl Columns {
    fn of(table: &Table, affix: &str) -> Option<Self> {
        let at = |name: &str| column(table, &format!("{name}{affix}"));
        let shared = |name: &str| at(name).or_else(|| column(table, name));
        Some(Self {
            value: at("value")?,
            low: at("low")?,
            high: at("high")?,
            as_of: at("as_of"),
            published: shared("published_at"),
            group: ["subject", "unit", "per"].iter().filter_map(|name| column(table, name)).collect(),
            id: at("figure_id"),
        })
    }

    /// The number of the figure in `row`.
    fn figure(&self, row: &[Value]) -> Option<i64> {
        match row.get(self.id?)? {
            Value::Integer(figure) => Some(*figure),
            _ => None,
        }
    }

    /// The figure in `row` and what it is of.
    fn point(&self, row: &[Value]) -> Option<(String, Point)> {
        let finite = |at: usize| number(row, at).filter(|number| is_drawable(*number));
        let (value, low, high) = (finite(self.value), finite(self.low), finite(self.high));
        let middle = || Some((low? + high?) / 2.0);
        let at = value.or_else(middle).or(high).or(low)?;
        let said = |at: Option<usize>| text(row, at?);
        // A year says less of when than the day of the article.
        let day = said(self.as_of).filter(|day| day.len() > 4).and_then(day).or_else(|| day(said(self.published)?))?;
        // A plain number allows itself alone: its columns may leave that out.
        let (low, high) = if low.is_none() && high.is_none() { (Some(at), Some(at)) } else { (low, high) };
        let group: Vec<&str> =
            self.group.iter().filter_map(|&at| text(row, at)).filter(|word| *word != "count").collect();
        Some((group.join(", "), Point { day, at, low, high }))
    }
}

/// Whether an axis can hold it: plotters counts the powers of ten between the ends.
fn is_drawable(number: f64) -> bool {
    number == 0.0 || (1e-9..1e15).contains(&number.abs())
}

/// The days from the year 1 to an ISO date; of a month or year, its middle.
fn day(text: &str) -> Option<f64> {
    let date = match text.len() {
        4 => NaiveDate::from_ymd_opt(text.parse().ok()?, 7, 1),
        7 => NaiveDate::parse_from_str(&format!("{text}-15"), "%Y-%m-%d").ok(),
        _ => NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok(),
    };
    date.map(|date| f64::from(date.num_days_from_ce()))
}

fn date(day: f64) -> String {
    NaiveDate::from_num_days_from_ce_opt(day.floor() as i32).map_or_else(String::new, |date| date.to_string())
}

fn drawn(points: &[Point], label: &str) -> io::Result<String> {
    let numbers = || points.iter().flat_map(|point| [Some(point.at), point.low, point.high]).flatten();
    let (least, most) = (numbers().fold(f64::INFINITY, f64::min), numbers().fold(f64::NEG_INFINITY, f64::max));
    let (first, last) = (
        points.iter().map(|point| point.day).fold(f64::INFINITY, f64::min),
        points.iter().map(|point| point.day).fold(f64::NEG_INFINITY, f64::max),
    );
    let margin = ((last - first) * 0.06).max(1.0);
    let days = first - margin..last + margin;
    drawing::draw(HEIGHT, |area| {
        let mut builder = ChartBuilder::on(area);
        builder.margin(8).margin_right(44).x_label_area_size(30).y_label_area_size(84);
        if least > 0.0 && most / least > FAR {
            let heights = least / 1.5..most * 1.5;
            let mut chart = builder.build_cartesian_2d(days, heights.clone().log_scale())?;
            fill(&mut chart, points, heights, last - first, label)
        } else {
            let room = ((most - least) * 0.1).max(most.abs() * 0.05).max(0.5);
            // Zero is worth seeing where it is near.
            let floor = if least >= 0.0 && least < most * 0.5 { 0.0 } else { least - room };
            let heights = floor..most + room;
            let mut chart = builder.build_cartesian_2d(days, heights.clone())?;
            fill(&mut chart, points, heights, last - first, label)
        }
    })
}

fn fill<'a, Y>(
    chart: &mut ChartContext<'_, SVGBackend<'a>, Cartesian2d<RangedCoordf64, Y>>,
    points: &[Point],
    heights: std::ops::Range<f64>,
    period: f64,
    label: &str,
) -> Result<(), Failure>
where
    Y: Ranged<ValueType = f64> + ValueFormatter<f64>,
{
    let words = ("sans-serif", TEXT).into_font().color(&INK);
    chart
        .configure_mesh()
        .axis_style(INK)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .label_style(words)
        .x_labels((period as usize + 2).clamp(2, 5))
        .y_labels(6)
        .x_label_formatter(&|day| date(*day))
        .y_label_formatter(&|value| grouped((*value * 1000.0).round() / 1000.0))
        .y_desc(drawing::fitted(label, 260))
        .draw()?;
    let drawing_width = period.max(2.0);
    for (index, point) in points.iter().enumerate() {
        // Those of one day stand side by side.
        let before = points.iter().take(index).filter(|other| other.day == point.day).count() as f64;
        let same = points.iter().filter(|other| other.day == point.day).count() as f64;
        let step = (drawing_width * 0.015).min(drawing_width * 0.1 / same.max(1.0));
        let x = point.day + (before - (same - 1.0) / 2.0) * step;
        let (low, high) = (point.low.unwrap_or(heights.start), point.high.unwrap_or(heights.end));
        if high > low {
            chart.draw_series(std::iter::once(PathElement::new(vec![(x, low), (x, high)], ACCENT.stroke_width(2))))?;
            for end in [point.low, point.high].into_iter().flatten() {
                let half = drawing_width * 0.006;
                let cap = PathElement::new(vec![(x - half, end), (x + half, end)], ACCENT.stroke_width(2));
                chart.draw_series(std::iter::once(cap))?;
            }
        }
        chart.draw_series(std::iter::once(Circle::new((x, point.at), 4, ACCENT.filled())))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Column;

    /// A day, then value, low and high.
    type Row<'a> = (&'a str, Option<f64>, Option<f64>, Option<f64>);

    fn table(rows: &[Row<'_>]) -> Table {
        let real = |value: Option<f64>| value.map_or(Value::Null, Value::Real);
        Table {
            columns: ["published_at", "value", "low", "high", "subject"]
                .map(|name| Column { name: name.to_owned() })
                .to_vec(),
            rows: rows
                .iter()
                .map(|&(day, value, low, high)| {
                    vec![
                        Value::Text(day.to_owned()),
                        real(value),
                        real(low),
                        real(high),
                        Value::Text("troop".to_owned()),
                    ]
                })
                .collect(),
        }
    }

    #[test]
    fn a_bound_is_a_line_to_the_edge_and_a_number_a_dot() {
        let plot = of(&table(&[
            ("2024-11-03", Some(11000.0), None, Some(11000.0)),
            ("2024-11", Some(9000.0), Some(9000.0), Some(9000.0)),
            ("soon", Some(1.0), None, None),
        ]));
        let plot = plot.unwrap().unwrap();
        assert_eq!(plot.says, "troop: 2 figures from 9,000 to 11,000, 2024-11-03 to 2024-11-15.");
        assert_eq!(plot.svg.matches("<circle").count(), 2);
    }

    #[test]
    fn the_same_number_twice_and_numbers_far_apart_are_drawn() {
        for numbers in [[5.0, 5.0], [0.0, 0.0], [1.0, 1e12], [-3.0, 4e9], [1e-9, 9e14]] {
            let rows: Vec<_> = numbers.iter().map(|&n| ("2024-01-01", Some(n), None, None)).collect();
            let plot = of(&table(&rows)).unwrap().unwrap();
            assert!(plot.svg.len() < 60_000 && !plot.svg.contains("NaN"), "{numbers:?}: {}", plot.svg);
        }
    }

    #[test]
    fn numbers_that_no_axis_can_hold_are_left_out() {
        let far = [1e300, 1e-300, f64::INFINITY].map(|n| ("2024-01-01", Some(n), None, None));
        assert!(of(&table(&far)).unwrap().is_none());
    }

    #[test]
    fn two_things_of_one_name_are_not_drawn_together() {
        let names = ["subject", "value_a", "low_a", "high_a", "figure_id_a", "article_id_a", "published_at_a"];
        let others = ["value_b", "low_b", "high_b", "figure_id_b", "article_id_b", "published_at_b"];
        let row = |a: i64, b: i64| {
            let side = |id: i64| {
                let mut side = vec![Value::Integer(id * 100), Value::Null, Value::Null];
                side.extend([Value::Integer(id), Value::Integer(1), Value::Text("2024-01-02".to_owned())]);
                side
            };
            [vec![Value::Text("person killed".to_owned())], side(a), side(b)].concat()
        };
        let table = Table {
            columns: names.iter().chain(&others).map(|name| Column { name: (*name).to_owned() }).collect(),
            rows: vec![row(9, 8), row(3, 2), row(5, 4), row(4, 3)],
        };
        let plot = of(&table).unwrap().unwrap();
        assert_eq!(plot.says, "person killed: 4 figures from 200 to 500, on 2024-01-02.");
    }

    #[test]
    fn one_figure_is_not_drawn() {
        assert!(of(&table(&[("2024-01-01", Some(1.0), None, None)])).unwrap().is_none());
    }
}
