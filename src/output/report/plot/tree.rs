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
            node = node.below.entry(if is_said(table, level) { bare(name) } else { name.to_owned() }).or_default();
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
        branch(area, &root, &columns(table, &levels, &root), &mut next).map(|_| ())
    })?;
    let names: Vec<&str> =
        levels.iter().filter_map(|&at| table.columns.get(at)).map(|column| column.name.as_str()).collect();
    let first = root.ordered().into_iter().take(3);
    let says = if levels.first().is_some_and(|&level| is_said(table, level)) {
        first.map(|(name, _)| format!("“{name}”")).collect::<Vec<_>>().join(", ")
    } else {
        format!("from {}", first.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "))
    };
    let mut says = format!("{}: {says}.", names.join(", then "));
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

    /// How many rows it has, as it stands behind its name.
    fn count(&self) -> String {
        if self.rows > 1 { format!(" ({})", self.rows) } else { String::new() }
    }

    /// Raises `longest`, level by level, to what the widest name below takes.
    fn measure(&self, longest: &mut [i32]) {
        let Some((first, deeper)) = longest.split_first_mut() else { return };
        for (name, child) in &self.below {
            *first = (*first).max(drawing::width(name) + drawing::width(&child.count()));
            child.measure(deeper);
        }
    }

    /// What is below, the most rows first.
    fn ordered(&self) -> Vec<(&String, &Self)> {
        let mut below: Vec<_> = self.below.iter().collect();
        below.sort_by(|one, other| other.1.rows.cmp(&one.1.rows).then_with(|| one.0.cmp(other.0)));
        below
    }
}

/// Whether the column at `level` holds what is said.
fn is_said(table: &Table, level: usize) -> bool {
    table.columns.get(level).is_some_and(|column| column.name == "statement")
}

/// What is said without the marks around it and the "that" before it.
fn bare(said: &str) -> String {
    let said = said.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | ','));
    said.strip_prefix("that ").unwrap_or(said).to_owned()
}

/// What a label takes beside its words: the dot, and the lines to what is below.
const BESIDE: i32 = 34;

/// Where each level begins and how wide it is: as its longest name, up to what may be; what is said takes the rest.
fn columns(table: &Table, levels: &[usize], root: &Node) -> Vec<(i32, i32)> {
    let mut longest = vec![0; levels.len()];
    root.measure(&mut longest);
    let room = WIDTH as i32 - 8;
    let share = room / (levels.len() as i32 + i32::from(levels.iter().any(|&level| is_said(table, level)))).max(1);
    let names = levels.iter().filter(|&&level| !is_said(table, level)).count() as i32;
    // What names may take beyond an equal share, of what those before it leave free.
    let most = if names < levels.len() as i32 { (room * 2 / 3) / names.max(1) } else { share };
    let wanted: Vec<i32> = levels
        .iter()
        .zip(&longest)
        .map(|(&level, &longest)| if is_said(table, level) { 0 } else { (longest + BESIDE).clamp(share / 2, most) })
        .collect();
    let said = room - wanted.iter().sum::<i32>();
    let mut x = 8;
    levels
        .iter()
        .zip(wanted)
        .map(|(&level, wanted)| {
            let (from, wide) = (x, if is_said(table, level) { said } else { wanted });
            x += wide;
            (from, wide)
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
        // How many they are is never cut off.
        let count = child.count();
        let label = drawing::fitted(name, column - BESIDE - drawing::width(&count)) + &count;
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
    fn what_is_said_is_quoted_and_counts_stay_whole() {
        let rows: [&[&str]; 3] = [
            &["“The ferry will not sail,”", "A Harbourmaster of a Very Long Name Indeed", "Post"],
            &["“The ferry will not sail,”", "A Harbourmaster of a Very Long Name Indeed", "Times"],
            &["that the quay is closed", "Kim", "Times"],
        ];
        let plot = of(&table(&["statement", "origin", "outlet"], &rows)).unwrap().unwrap();
        assert_eq!(plot.says, "statement, then origin, then outlet: “The ferry will not sail”, “the quay is closed”.");
        assert!(plot.svg.contains("… (2)") && plot.svg.contains("The ferry will not sail (2)"), "{}", plot.svg);
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
