//! A table for the eye that fits its width.
//!
//! The first rows decide the columns' widths, the rest stream in these widths. Long text wraps, and is cut with `…`
//! after a few lines: whoever needs all of it asks for another format. Where there are more columns than fit side by
//! side, each row becomes a record, a line a column ([`super::records`]).

use std::io::{self, Write};

use comfy_table::{
    Cell as Shown, CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, TableComponent, Width,
};
use unicode_width::UnicodeWidthStr;

use super::{blob_note, number, records, visible};
use crate::query::{Cell, Column, Sink};

/// How many rows decide the widths, and how many are laid out at a time after them.
const SAMPLE: usize = 300;
/// Spaces between two columns.
const GAP: usize = 2;
/// Lines that a cell may take.
const LINES: usize = 8;
/// A text column narrower than this is no longer readable.
const NARROWEST: usize = 10;
/// A word longer than this may be broken.
const WORD: usize = 18;

/// Writes a table, or records where a table does not fit.
pub(super) struct TableSink<W: Write> {
    out: W,
    width: usize,
    names: Vec<String>,
    /// Whether all that came in a column so far is numbers.
    numeric: Vec<bool>,
    rows: Vec<Vec<String>>,
    layout: Option<Layout>,
    /// Rows already written.
    written: u64,
}

enum Layout {
    Columns { widths: Vec<usize>, spaced: bool },
    Records,
}

impl<W: Write> TableSink<W> {
    pub(super) const fn new(out: W, width: usize) -> Self {
        Self { out, width, names: Vec::new(), numeric: Vec::new(), rows: Vec::new(), layout: None, written: 0 }
    }

    /// Writes the rows in hand; `more` follow.
    fn lay_out(&mut self, more: bool) -> io::Result<()> {
        let layout = self.layout.get_or_insert_with(|| {
            let natural = widths(&self.names, &self.rows, |text| text.width());
            let longest_word = |text: &str| text.split(' ').map(|word| word.width()).max().unwrap_or(0);
            let words = widths(&self.names, &self.rows, longest_word);
            match fit(&natural, &words, &self.numeric, self.width) {
                Some(mut widths) => {
                    if more {
                        widen(&mut widths, self.width);
                    }
                    let spaced = widths.iter().zip(&natural).any(|(given, wanted)| given < wanted);
                    Layout::Columns { widths, spaced }
                }
                None => Layout::Records,
            }
        });
        match layout {
            Layout::Columns { widths, spaced } => {
                let block = Block {
                    names: (self.written == 0).then_some(&self.names),
                    numeric: &self.numeric,
                    rows: &self.rows,
                    widths,
                    spaced: *spaced,
                };
                // An empty line between rows that wrap, also between two blocks of them.
                if self.written > 0 && *spaced {
                    self.out.write_all(b"\n")?;
                }
                for line in block.lines() {
                    writeln!(self.out, "{}", line.trim_end())?;
                }
            }
            Layout::Records => {
                for (index, row) in self.rows.iter().enumerate() {
                    records::record(&mut self.out, self.written + index as u64 + 1, &self.names, row, self.width)?;
                }
            }
        }
        self.written += self.rows.len() as u64;
        self.rows.clear();
        Ok(())
    }
}

impl<W: Write> Sink for TableSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.names = columns.iter().map(|column| visible::line(&column.name).into_owned()).collect();
        self.numeric = vec![true; columns.len()];
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let longest = self.width.saturating_mul(LINES);
        let shown = |cell: &Cell<'_>| match cell {
            Cell::Null => String::new(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(value) => number::real(*value),
            Cell::Text(text) => clipped(text, longest),
            Cell::Blob(bytes) => blob_note(bytes),
        };
        if self.layout.is_none() {
            for (numeric, cell) in self.numeric.iter_mut().zip(cells) {
                *numeric &= !matches!(cell, Cell::Text(_) | Cell::Blob(_));
            }
        }
        let row = cells.iter().map(shown).collect();
        // Only with one more in hand is it known that others follow.
        if self.rows.len() >= SAMPLE {
            self.lay_out(true)?;
        }
        self.rows.push(row);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if !self.rows.is_empty() || self.written == 0 {
            self.lay_out(false)?;
        }
        self.out.flush()
    }
}

/// `text` in one visible line of at most `longest` characters, so that a whole article in a cell costs no memory.
fn clipped(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => visible::line(&text[..end]).into_owned() + "…",
        None => visible::line(text).into_owned(),
    }
}

/// The most that `measure` finds in each column.
fn widths(names: &[String], rows: &[Vec<String>], measure: impl Fn(&str) -> usize) -> Vec<usize> {
    // A column without a name and without content still is one.
    let mut widths: Vec<usize> = names.iter().map(|name| measure(name).max(1)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(measure(cell));
        }
    }
    widths
}

/// The columns' widths within `width`, from what they would take and their longest words: numbers get what they need,
/// texts share the rest by their lengths. None where some text would have less than it takes to be read.
fn fit(natural: &[usize], words: &[usize], numeric: &[bool], width: usize) -> Option<Vec<usize>> {
    let gaps = GAP * natural.len().saturating_sub(1);
    if natural.iter().sum::<usize>() + gaps <= width {
        return Some(natural.to_vec());
    }
    let floor = |index: usize| {
        if numeric[index] { natural[index] } else { natural[index].min(words[index].clamp(NARROWEST, WORD)) }
    };
    let floors: Vec<usize> = (0..natural.len()).map(floor).collect();
    let mut spare = width.checked_sub(gaps + floors.iter().sum::<usize>())?;
    let mut widths = floors;
    // Widens the column that takes the most lines, a character at a time: rows come out as low as they can be.
    while spare > 0 {
        let wants = (0..widths.len()).filter(|&at| widths[at] < natural[at]);
        let Some(index) = wants.max_by_key(|&at| (natural[at] * 1000 / widths[at], natural.len() - at)) else { break };
        widths[index] += 1;
        spare -= 1;
    }
    Some(widths)
}

/// Gives what is left of `width` to all columns alike: rows to come may need more than the first did.
fn widen(widths: &mut [usize], width: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    let spare = width.saturating_sub(gaps + widths.iter().sum::<usize>());
    let share = spare / widths.len().max(1);
    widths.iter_mut().for_each(|width| *width += share);
}

/// Some rows, with the header where they are the first.
struct Block<'a> {
    names: Option<&'a Vec<String>>,
    numeric: &'a [bool],
    rows: &'a [Vec<String>],
    widths: &'a [usize],
    spaced: bool,
}

impl Block<'_> {
    fn lines(&self) -> Vec<String> {
        let mut table = Table::new();
        table.load_preset(comfy_table::presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_truncation_indicator("…");
        if self.spaced {
            table.set_style(TableComponent::HorizontalLines, ' ');
        }
        let total = self.widths.iter().sum::<usize>() + GAP * self.widths.len();
        table.set_width(u16::try_from(total).unwrap_or(u16::MAX));
        if let Some(names) = self.names {
            table.set_header(Row::from(names.iter().map(Shown::new).collect::<Vec<_>>()));
            table.set_style(TableComponent::HeaderLines, '─');
        }
        for cells in self.rows {
            let mut row = Row::from(cells.iter().map(Shown::new).collect::<Vec<_>>());
            row.max_height(LINES);
            table.add_row(row);
        }
        let last = self.widths.len().saturating_sub(1);
        for (index, (&width, &numeric)) in self.widths.iter().zip(self.numeric).enumerate() {
            if let Some(column) = table.column_mut(index) {
                let gap = if index == last { 0 } else { GAP };
                column.set_padding((0, u16::try_from(gap).unwrap_or(0)));
                let width = u16::try_from(width + gap).unwrap_or(u16::MAX);
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
                if numeric {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        table.lines().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{table, text, written};
    use super::super::{Format, Options};
    use super::*;
    use crate::query::{Table as Answer, Value};
    use proptest::prelude::*;

    fn shown(width: usize, answer: &Answer) -> String {
        written(Format::Table, &Options { width, ..Options::default() }, answer)
    }

    #[test]
    fn what_fits_is_not_wrapped() {
        let rows = vec![
            [Value::Integer(1), text("officials"), Value::Real(11000.0)],
            [Value::Integer(22), text("a report"), Value::Null],
        ];
        insta::assert_snapshot!(shown(80, &table(["id", "source", "value"], rows)), @r"
        id  source     value
        ────────────────────
         1  officials  11000
        22  a report
        ");
    }

    #[test]
    fn long_text_wraps_at_words_within_the_width() {
        let words = "the ministry plans to send more units in spring, people close to it said";
        let rows = vec![[Value::Integer(1), text(words), text("one")], [Value::Integer(2), text("short"), text("two")]];
        insta::assert_snapshot!(shown(40, &table(["id", "content", "who"], rows)), @r"
        id  content                          who
        ────────────────────────────────────────
         1  the ministry plans to send more  one
            units in spring, people close
            to it said

         2  short                            two
        ");
    }

    #[test]
    fn what_controls_a_terminal_is_shown_instead() {
        let answer = table(["t"], vec![[text("\u{1b}]0;title\u{7}\nnext")]]);
        assert!(shown(80, &answer).contains("␛]0;title␇ next"));
    }

    #[test]
    fn more_columns_than_fit_become_records() {
        let columns = (0..12).map(|index| Column { name: format!("column_{index}") }).collect();
        let row = (0..12).map(|index| text(&"word ".repeat(index + 1))).collect();
        let answer = Answer { columns, rows: vec![row] };
        let records = shown(60, &answer);
        assert!(records.contains("column_11"), "{records}");
        assert!(records.lines().count() > 12, "{records}");
    }

    #[test]
    fn rows_past_the_sample_come_too() {
        let rows = (0..2000).map(|index| [Value::Integer(index), text(&format!("row number {index}"))]).collect();
        let lines = shown(80, &table(["id", "x"], rows));
        assert_eq!(lines.lines().count(), 2002);
        assert!(lines.lines().nth(2001).unwrap().ends_with("1999  row number 1999"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_line_is_wider_than_the_terminal(
            width in 20_usize..120,
            cells in proptest::collection::vec(("[a-z 漢é🪖\u{1b}\n]{0,200}", -99_999_i64..99_999), 1..5),
        ) {
            let rows = cells.iter().map(|(words, count)| [text(words), Value::Integer(*count)]).collect();
            for line in shown(width, &table(["some words", "count"], rows)).lines() {
                prop_assert!(line.width() <= width, "{} > {width}: {line}", line.width());
            }
        }
    }
}
