//! One page: letters → pieces of lines → the order in which they are read.

use std::cmp::Ordering;

use super::rtl;

/// A letter, or what the font gives as one.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    /// Where it starts.
    pub x: f64,
    /// Its base line, from the top.
    pub y: f64,
    pub width: f64,
    pub size: f64,
    pub text: String,
}

/// A line of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub left: f64,
    pub right: f64,
    /// Its base line, from the top.
    pub y: f64,
    pub size: f64,
    pub text: String,
    /// Which column or stretch of the page it belongs to.
    pub block: usize,
    /// The height of its page.
    pub height: f64,
}

/// A space is at least this much of the letters' size; a gap that parts pieces of a line …
const SPACE: f64 = 0.16;
/// … at least this much; the gutter between columns, as one strip down the page, …
const APART: f64 = 1.3;
/// … at least this much.
const GUTTER: f64 = 0.8;
/// A column has at least this many lines, and …
const COLUMN_LINES: usize = 3;
/// … letters in each of them, so that the numbers of a list are none.
const COLUMN_LETTERS: usize = 12;
/// Stretches of a page lie in one another this deep.
const DEEPEST: usize = 24;

/// The lines of a page in the order of reading.
pub(super) fn ordered(mut pieces: Vec<Line>) -> Vec<Line> {
    rtl::turn(&mut pieces);
    let mut ordered = Vec::with_capacity(pieces.len());
    let mut block = 0;
    cut(pieces, 0, &mut block, &mut ordered);
    ordered
}

/// Letters that follow one another on a base line, with the spaces between them.
pub(super) fn pieces(letters: Vec<Letter>, height: f64) -> Vec<Line> {
    let mut pieces: Vec<Line> = Vec::new();
    for letter in letters {
        let words = plain(&letter.text);
        let end = letter.x + letter.width;
        if let Some(line) = pieces.last_mut() {
            let size = line.size.max(letter.size);
            let gap = letter.x - line.right;
            let same = (letter.y - line.y).abs() < size * 0.4 && gap > -size * 0.6 && gap < size * APART;
            if same {
                let spaced = line.text.ends_with(' ') || words.starts_with(' ');
                if gap > size * SPACE && !spaced {
                    line.text.push(' ');
                }
                if !(words == " " && line.text.ends_with(' ')) {
                    line.text.push_str(&words);
                }
                line.right = line.right.max(end);
                // A raised figure or an initial does not make the line larger.
                if line.text.len() < 3 {
                    line.size = letter.size;
                }
                continue;
            }
        }
        if words.trim().is_empty() {
            continue;
        }
        pieces.push(Line { left: letter.x, right: end, y: letter.y, size: letter.size, text: words, block: 0, height });
    }
    for piece in &mut pieces {
        let kept = piece.text.trim_end().len();
        piece.text.truncate(kept);
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Ligatures as their letters, odd spaces as plain ones.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => words.push_str("ff"),
            'ﬁ' => words.push_str("fi"),
            'ﬂ' => words.push_str("fl"),
            'ﬃ' => words.push_str("ffi"),
            'ﬄ' => words.push_str("ffl"),
            'ﬅ' | 'ﬆ' => words.push_str("st"),
            '\u{a0}' | '\t' | '\r' | '\n' => words.push(' '),
            c if c.is_control() => {}
            c => words.push(c),
        }
    }
    words
}

/// Cuts a stretch of the page into columns, else into what stands above and below its widest gap, until neither is
/// there; then its lines are read downwards.
fn cut(pieces: Vec<Line>, depth: usize, block: &mut usize, ordered: &mut Vec<Line>) {
    if depth < DEEPEST && pieces.len() > 1 {
        if let Some(gutter) = gutter(&pieces) {
            let (left, right) = pieces.into_iter().partition(|piece| piece.right <= gutter);
            cut(left, depth + 1, block, ordered);
            return cut(right, depth + 1, block, ordered);
        }
        // Only where columns may stand below or above.
        if side_by_side(&pieces)
            && let Some(level) = level(&pieces)
        {
            let (above, below) = pieces.into_iter().partition(|piece| piece.y <= level);
            cut(above, depth + 1, block, ordered);
            return cut(below, depth + 1, block, ordered);
        }
    }
    let mut lines = joined(pieces);
    for line in &mut lines {
        line.block = *block;
    }
    *block += 1;
    ordered.extend(lines);
}

/// Whether pieces stand beside one another.
fn side_by_side(pieces: &[Line]) -> bool {
    let mut sorted: Vec<&Line> = pieces.iter().collect();
    sorted.sort_by(|a, b| by(a.y, b.y));
    sorted.windows(2).any(|pair| (pair[0].y - pair[1].y).abs() < pair[0].size * 0.4)
}

/// The right edge of a column beside another: a strip that no piece crosses.
fn gutter(pieces: &[Line]) -> Option<f64> {
    let mut sorted: Vec<&Line> = pieces.iter().collect();
    sorted.sort_by(|a, b| by(a.left, b.left));
    let size = median(pieces.iter().map(|piece| piece.size));
    let mut right = f64::NEG_INFINITY;
    let mut best: Option<(f64, f64)> = None;
    for (index, piece) in sorted.iter().enumerate() {
        let width = piece.left - right;
        if index > 0 && width > size * GUTTER && best.is_none_or(|(known, _)| width > known) {
            let is_column = |lines: &[&Line]| {
                let letters: usize = lines.iter().map(|line| line.text.chars().count()).sum();
                lines.len() >= COLUMN_LINES && letters >= lines.len() * COLUMN_LETTERS
            };
            // Both sides must share some height, or one is merely set in.
            let (before, after) = sorted.split_at(index);
            let bounds = |lines: &[&Line]| {
                lines.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), line| {
                    (top.min(line.y), bottom.max(line.y))
                })
            };
            let ((top, bottom), (other_top, other_bottom)) = (bounds(before), bounds(after));
            let shared = bottom.min(other_bottom) - top.max(other_top);
            if is_column(before) && is_column(after) && shared > size {
                best = Some((width, right));
            }
        }
        right = right.max(piece.right);
    }
    best.map(|(_, right)| right)
}

/// The base line above the widest gap between lines.
fn level(pieces: &[Line]) -> Option<f64> {
    let mut sorted: Vec<&Line> = pieces.iter().collect();
    sorted.sort_by(|a, b| by(a.y, b.y));
    let widest = sorted.windows(2).map(|pair| (pair[1].y - pair[0].y, pair[0].y)).max_by(|a, b| by(a.0, b.0))?;
    let size = median(pieces.iter().map(|piece| piece.size));
    (widest.0 > size * 0.6).then_some(widest.1)
}

/// Pieces on one base line as one line, from the top down.
fn joined(mut pieces: Vec<Line>) -> Vec<Line> {
    pieces.sort_by(|a, b| by(a.y, b.y));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if (piece.y - row[0].y).abs() < row[0].size.min(piece.size) * 0.4 => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    let lines = rows.into_iter().filter_map(|mut row| {
        row.sort_by(|a, b| by(a.left, b.left));
        let mut pieces = row.into_iter();
        let mut line = pieces.next()?;
        for piece in pieces {
            if piece.left - line.right > line.size * SPACE {
                line.text.push(' ');
            }
            line.text.push_str(&piece.text);
            line.right = line.right.max(piece.right);
            line.size = line.size.max(piece.size);
        }
        Some(line)
    });
    lines.collect()
}

fn by(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

/// The middle of `values`; 0 where there are none.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(|a, b| by(*a, *b));
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(x: f64, y: f64, text: &str) -> Vec<Letter> {
        let letter =
            |(at, c): (usize, char)| Letter { x: x + 5.0 * at as f64, y, width: 5.0, size: 10.0, text: c.to_string() };
        text.chars().enumerate().map(letter).collect()
    }

    fn lines(letters: Vec<Letter>, height: f64) -> Vec<Line> {
        ordered(pieces(letters, height))
    }

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other_under_their_title() {
        let mut letters = words(50.0, 40.0, "A title across both of the columns of it");
        for (row, y) in [80.0, 92.0, 104.0, 116.0].into_iter().enumerate() {
            letters.extend(words(50.0, y, &format!("left column row {row}")));
            letters.extend(words(160.0, y, &format!("right column row {row}")));
        }
        let lines = lines(letters, 800.0);
        assert_eq!(
            texts(&lines),
            [
                "A title across both of the columns of it",
                "left column row 0",
                "left column row 1",
                "left column row 2",
                "left column row 3",
                "right column row 0",
                "right column row 1",
                "right column row 2",
                "right column row 3"
            ]
        );
    }

    #[test]
    fn the_numbers_of_a_list_are_no_column() {
        let mut letters = Vec::new();
        for (row, y) in [80.0, 92.0, 104.0, 116.0].into_iter().enumerate() {
            letters.extend(words(50.0, y, &format!("{row}.")));
            letters.extend(words(80.0, y, "a row of the list"));
        }
        assert_eq!(texts(&lines(letters, 800.0))[0], "0. a row of the list");
    }

    #[test]
    fn gaps_between_letters_are_spaces() {
        let mut letters = words(50.0, 80.0, "two");
        letters.extend(words(69.0, 80.0, "words"));
        assert_eq!(texts(&lines(letters, 800.0)), ["two words"]);
    }
}
