//! What stands around the text of page after page and is none of it: running heads and feet, page numbers, and what a
//! browser prints around a page (its address, the time).
//!
//! They are looked for before the page is cut into columns: afterwards the two ends of one head lie in different columns.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::page::{Line, median};
use crate::formats::{byline, date};

/// How many rows at a page's top and bottom may be running heads.
const ROWS: usize = 3;
/// The part of a page's height in which they stand.
const MARGIN: f64 = 0.14;

const PAGE_NUMBERS: &str = include_str!("../lexicon/page_numbers.txt");

/// Takes running heads and page numbers away from `pages`.
pub(super) fn drop(pages: &mut [Vec<Line>]) {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for pieces in pages.iter() {
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for row in rows(pieces) {
            let whole = whole(pieces, &row);
            let parts = row.pieces.iter().map(|at| shape(&pieces[*at].text));
            seen.extend(parts.chain([whole]));
        }
        for shape in seen {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let few = (pages.len() / 3).max(2);
    let repeated = |shape: &str| counts.get(shape).is_some_and(|count| *count >= few);
    let alone = pages.len() == 1;
    for pieces in pages.iter_mut() {
        let mut dropped: FxHashSet<usize> = FxHashSet::default();
        for row in rows(pieces) {
            let small = alone && row.is_outer && is_small_head(pieces, &row);
            let whole = repeated(&whole(pieces, &row)) || row.is_outer && is_print(pieces, &row) || small;
            let stays = |at: &&usize| !whole && !repeated(&shape(&pieces[**at].text));
            let stay: Vec<usize> = row.pieces.iter().filter(stays).copied().collect();
            let numbers = stay.iter().all(|at| is_page_number(&pieces[*at].text));
            dropped.extend(row.pieces.iter().filter(|at| numbers || !stay.contains(at)));
        }
        let mut at = 0;
        pieces.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// Pieces beside one another in a margin.
struct Row {
    pieces: Vec<usize>,
    /// Whether nothing stands above it, or below it.
    is_outer: bool,
}

/// The rows at the top and at the bottom.
fn rows(pieces: &[Line]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|a, b| pieces[*a].y.total_cmp(&pieces[*b].y));
    let mut all: Vec<Range<usize>> = Vec::new();
    for at in 0..order.len() {
        let piece = &pieces[order[at]];
        match all.last_mut() {
            Some(row) if (piece.y - pieces[order[row.start]].y).abs() < piece.size * 0.4 => row.end = at + 1,
            _ => all.push(at..at + 1),
        }
    }
    let place = |row: &Range<usize>| pieces[order[row.start]].y / pieces[order[row.start]].height;
    let tops = all.iter().take(ROWS).filter(|row| place(row) < MARGIN).count();
    let feet = all.iter().skip(tops).rev().take(ROWS).filter(|row| place(row) > 1.0 - MARGIN).count();
    let last = all.len();
    let in_margin = all.into_iter().enumerate().filter(|(at, _)| *at < tops || *at >= last - feet);
    let rows = in_margin.map(|(at, row)| {
        let mut found = order[row].to_vec();
        found.sort_by(|a, b| pieces[*a].left.total_cmp(&pieces[*b].left));
        Row { pieces: found, is_outer: at == 0 || at + 1 == last }
    });
    rows.collect()
}

fn whole(pieces: &[Line], row: &Row) -> String {
    row.pieces.iter().map(|at| shape(&pieces[*at].text)).collect::<Vec<_>>().join(" ")
}

/// A line without its numbers, by which heads of different pages are the same.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && shape.ends_with('#')) {
            shape.extend(c.to_lowercase());
        }
    }
    shape
}

/// A line in small letters far above all others, where there is no other page to compare: not who wrote it, nor when.
fn is_small_head(pieces: &[Line], row: &Row) -> bool {
    let Some(first) = row.pieces.first().and_then(|at| pieces.get(*at)) else { return false };
    let text = median(pieces.iter().flat_map(|piece| piece.text.chars().map(|_| piece.size)));
    let others = pieces.iter().enumerate().filter(|(at, _)| !row.pieces.contains(at));
    let gap = others.map(|(_, other)| other.y - first.y).fold(f64::INFINITY, f64::min);
    let small = row.pieces.iter().all(|at| pieces[*at].size < text * 0.92);
    let tells = |at: &usize| date::line(&pieces[*at].text).is_some() || byline::line(&pieces[*at].text).is_some();
    gap.is_finite() && gap > text * 2.0 && small && !row.pieces.iter().any(tells)
}

/// What a browser prints: "11/3/24, 9:15 AM    The title", an address and "1/3".
fn is_print(pieces: &[Line], row: &Row) -> bool {
    let time = |text: &str| {
        let shape = shape(text);
        let shape = shape.trim_end_matches(char::is_alphabetic);
        ["#/#/#,#:#", "#.#.#,#:#", "#-#-#,#:#", "#.#.#,#.#", "#/#/#,#:#:#"].contains(&shape)
    };
    let address = |text: &str| {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        matches!(scheme, Some("http" | "https" | "file"))
    };
    row.pieces.iter().any(|at| time(&pieces[*at].text) || address(&pieces[*at].text) && row.pieces.len() > 1)
}

/// "7", "- 7 -", "Page 7 of 12", "7/12".
fn is_page_number(text: &str) -> bool {
    let mut numbers = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 5 {
            numbers += 1;
        } else if !PAGE_NUMBERS.lines().any(|known| known == word.to_lowercase()) {
            return false;
        }
    }
    matches!(numbers, 1 | 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn piece(left: f64, y: f64, text: &str) -> Line {
        let right = left + 5.0 * text.chars().count() as f64;
        Line { left, right, y, size: 10.0, text: text.to_owned(), block: 0, height: 800.0 }
    }

    fn left_of(mut pages: Vec<Vec<Line>>) -> Vec<Vec<String>> {
        drop(&mut pages);
        pages.into_iter().map(|page| page.into_iter().map(|piece| piece.text).collect()).collect()
    }

    #[test]
    fn heads_in_two_parts_go() {
        let page = |number: usize, text: &str| {
            vec![
                piece(50.0, 30.0, "THE WEEKLY SAMPLE"),
                piece(400.0, 30.0, "No. 4"),
                piece(50.0, 60.0, text),
                piece(300.0, 780.0, &format!("{number}")),
            ]
        };
        let found = left_of(vec![page(1, "Envoys met in the hall."), page(2, "Nobody spoke to the press.")]);
        assert_eq!(found, [["Envoys met in the hall."], ["Nobody spoke to the press."]]);
    }

    #[test]
    fn what_a_browser_prints_goes_from_a_single_page() {
        let page = vec![
            piece(30.0, 20.0, "3/11/24, 9:15 PM"),
            piece(250.0, 20.0, "Envoys met in the hall"),
            piece(50.0, 60.0, "Envoys met in the hall"),
            piece(50.0, 90.0, "They met at 3/11/24, 9:15 PM, it was said."),
            piece(30.0, 785.0, "https://example.org/envoys"),
            piece(550.0, 785.0, "1/1"),
        ];
        assert_eq!(left_of(vec![page]), [["Envoys met in the hall", "They met at 3/11/24, 9:15 PM, it was said."]]);
    }

    #[test]
    fn a_small_line_far_above_a_single_page_goes() {
        let page = |small: &str| {
            vec![
                Line { size: 8.0, ..piece(200.0, 25.0, small) },
                piece(50.0, 90.0, "Envoys met in the hall, and nobody"),
                piece(50.0, 102.0, "spoke to the press when they left."),
            ]
        };
        assert_eq!(left_of(vec![page("THE WEEKLY SAMPLE")])[0].len(), 2);
        assert_eq!(left_of(vec![page("November 3, 2024")])[0].len(), 3);
        assert_eq!(left_of(vec![page("By Jane Doe")])[0].len(), 3);
    }

    #[test]
    fn the_rows_of_a_list_stay() {
        let page = vec![
            piece(30.0, 30.0, "1."),
            piece(60.0, 30.0, "Envoys meet"),
            piece(30.0, 42.0, "2."),
            piece(60.0, 42.0, "Envoys part"),
        ];
        assert_eq!(left_of(vec![page])[0].len(), 4);
    }

    #[rstest]
    #[case("- 7 -", true)]
    #[case("Page 7 of 12", true)]
    #[case("Seite 7 von 12", true)]
    #[case("Page 1/1", true)]
    #[case("7 soldiers", false)]
    #[case("of", false)]
    fn page_numbers_are_known(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_page_number(text), expected);
    }
}
