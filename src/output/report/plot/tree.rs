//! Where things come from as a tree: from whom, through whom, to which outlet.

use std::collections::BTreeMap;
use std::io;

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::Plot;
use super::drawing::{self, ACCENT, Area, Failure, GRID, WIDTH};
use crate::output::report::shape::{column, text};
use crate::query::Table;

/// The most leaves.
const MOST: usize = 30;
/// The height of a leaf, in pixels.
const STEP: i32 = 22;

/// What a tree grows from: sets of columns, the root's first. Where the first and one more are there, it is drawn.
const LEVELS: [&[&str]; 2] =
    [&["statement", "group", "subject", "origin", "via", "outlet"], &["source", "via", "outlet"]];
/// One of these must be there: what makes rows ways from somewhere.
const WAYS: [&str; 2] = ["origin", "via"];

#[derive(Default)]
struct Node {
    rows: usize,
    below: BTreeMap<String, Node>,
}

pub(super) fn of(table: &Table) -> io::Result<Option<Plot>> {
    let Some(levels) = levels(table) else { return Ok(None) };
    let mut root = Node::default();
    for row in &table.rows {
        let mut node = &mut root;
        for &level in &levels {
            // A way that is shorter than others ends early.
            let Some(name) = text(row, level) else { continue };
            node = node.below.entry(name.to_owned()).or_default();
            node.rows += 1;
        }
    }
    let all = root.leaves();
    if all < 2 {
        return Ok(None);
    }
    let leaves = all.min(MOST);
    let svg = drawing::draw(leaves as u32 * STEP as u32 + 8, |area| {
        let mut next = 0;
        branch(area, &root, &columns(table, &levels), &mut next).map(|_| ())
    })?;
    let names: Vec<&str> =
        levels.iter().filter_map(|&at| table.columns.get(at)).map(|column| column.name.as_str()).collect();
    let beginnings: Vec<&str> = root.ordered().into_iter().take(3).map(|(name, _)| name.as_str()).collect();
    let mut says = format!("{}: from {}.", names.join(", then "), beginnings.join(", "));
    if all > leaves {
        says.push_str(&format!(" The {leaves} of {all} branches with most rows."));
    }
    Ok(Some(Plot { svg, says, key: "Numbers count rows; what has none has one." }))
}

/// The columns of the levels, where there is a way to be drawn.
fn levels(table: &Table) -> Option<Vec<usize>> {
    let is_said = |at: usize| table.rows.iter().any(|row| text(row, at).is_some());
    WAYS.iter().find(|way| column(table, way).is_some_and(is_said))?;
    // Figures with a via are better seen over time.
    if column(table, "value").is_some() {
        return None;
    }
    let set = if column(table, "origin").is_some() { LEVELS.first()? } else { LEVELS.last()? };
    let levels: Vec<usize> = set.iter().filter_map(|name| column(table, name)).filter(|&at| is_said(at)).collect();
    // Where only some rows came through somebody, the ways of the others would hide them.
    let whole = WAYS
        .iter()
        .any(|way| column(table, way).is_some_and(|at| table.rows.iter().all(|row| text(row, at).is_some())));
    (whole && levels.len() > 1).then_some(levels)
}

impl Node {
    fn leaves(&self) -> usize {
        if self.below.is_empty() { 1 } else { self.below.values().map(Self::leaves).sum() }
    }

    /// What is below, the most rows first.
    fn ordered(&self) -> Vec<(&String, &Self)> {
        let mut below: Vec<_> = self.below.iter().collect();
        below.sort_by(|one, other| other.1.rows.cmp(&one.1.rows).then_with(|| one.0.cmp(other.0)));
        below
    }
}

/// Where each level begins and how wide it is; what is said needs more room than a name.
fn columns(table: &Table, levels: &[usize]) -> Vec<(i32, i32)> {
    let is_said = |&at: &usize| table.columns.get(at).is_some_and(|column| column.name == "statement");
    let parts: Vec<i32> = levels.iter().map(|level| if is_said(level) { 2 } else { 1 }).collect();
    let part = (WIDTH as i32 - 8) / parts.iter().sum::<i32>().max(1);
    let mut x = 8;
    parts
        .iter()
        .map(|parts| {
            let from = x;
            x += parts * part;
            (from, parts * part)
        })
        .collect()
}

/// Draws what is below `node`, as far as there is room; says at which heights its children stand.
fn branch(area: &Area<'_>, node: &Node, levels: &[(i32, i32)], next: &mut i32) -> Result<Vec<i32>, Failure> {
    let mut heights = Vec::new();
    let Some((&(x, column), deeper)) = levels.split_first() else { return Ok(heights) };
    for (name, child) in node.ordered() {
        if *next as usize >= MOST {
            break;
        }
        let label = if child.rows > 1 { format!("{name} ({})", child.rows) } else { name.clone() };
        let label = drawing::fitted(&label, column - 34);
        let below = branch(area, child, deeper, next)?;
        let y = match (below.first(), below.last()) {
            (Some(first), Some(last)) => (first + last) / 2,
            _ => {
                *next += 1;
                *next * STEP - STEP / 2 + 4
            }
        };
        let from = x + 10 + drawing::width(&label) + 4;
        let to = x + column - 6;
        for &height in &below {
            area.draw(&PathElement::new(
                vec![(from.min(to - 12), y), (to - 10, y), (to - 10, height), (to, height)],
                GRID,
            ))?;
        }
        area.draw(&Circle::new((x, y), 4, ACCENT.filled()))?;
        area.draw(&Text::new(label, (x + 10, y), drawing::words(HPos::Left)))?;
        heights.push(y);
    }
    Ok(heights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Column, Value};

    fn table(names: &[&str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| if text.is_empty() { Value::Null } else { Value::Text((*text).to_owned()) };
        Table {
            columns: names.iter().map(|name| Column { name: (*name).to_owned() }).collect(),
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }

    #[test]
    fn articles_hang_on_the_origins_that_they_share() {
        let rows: [&[&str]; 3] = [&["Lee", "Wire", "Post"], &["Lee", "Wire", "Times"], &["Kim", "Wire", "Times"]];
        let plot = of(&table(&["source", "via", "outlet"], &rows)).unwrap().unwrap();
        assert_eq!(plot.says, "source, then via, then outlet: from Lee, Kim.");
        assert_eq!(plot.svg.matches("<circle").count(), 7);
        assert_eq!(plot.svg.matches("Lee (2)").count(), 1);
    }

    #[test]
    fn where_few_rows_came_through_somebody_there_is_no_tree() {
        let rows: [&[&str]; 2] = [&["Lee", "Wire", "Post"], &["Kim", "", "Times"]];
        assert!(of(&table(&["source", "via", "outlet"], &rows)).unwrap().is_none());
    }

    #[test]
    fn of_many_branches_the_most_used_are_drawn() {
        let names: Vec<[String; 2]> = (0..100).map(|n| [format!("o{n}"), format!("p{n}")]).collect();
        let rows: Vec<Vec<&str>> = names.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let plot = of(&table(&["origin", "outlet"], &rows)).unwrap().unwrap();
        assert!(plot.says.contains("30 of 100"), "{}", plot.says);
        assert_eq!(plot.svg.matches("<circle").count(), 60);
    }
}
