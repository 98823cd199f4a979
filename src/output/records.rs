//! A row as a record: a line a column, for answers with more columns than fit side by side.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines that a cell may take.
const LINES: usize = 12;

/// Writes one record: its number, then each of `names` with its cell, wrapped under itself within `width`.
pub(super) fn record(
    out: &mut dyn Write,
    number: u64,
    names: &[String],
    cells: &[String],
    width: usize,
) -> io::Result<()> {
    let longest = names.iter().map(|name| name.width()).max().unwrap_or(0).min(width / 2);
    let room = width.saturating_sub(longest + 2).max(1);
    let rule = format!("── {number} ");
    writeln!(out, "{rule}{}", "─".repeat(width.saturating_sub(rule.width())))?;
    for (name, cell) in names.iter().zip(cells) {
        let names = wrap(name, longest.max(1));
        let mut lines = wrap(cell, room);
        if lines.len() > LINES {
            lines.truncate(LINES);
            if let Some(last) = lines.last_mut() {
                while last.width() + 1 > room {
                    last.pop();
                }
                last.push('…');
            }
        }
        for index in 0..names.len().max(lines.len()) {
            let name = names.get(index).map_or("", String::as_str);
            let pad = " ".repeat(longest.saturating_sub(name.width()));
            let line = format!("{name}{pad}  {}", lines.get(index).map_or("", String::as_str));
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// `text` in lines of at most `width` terminal columns, broken between words where there are any. Never empty.
/// Unicode's noncharacters U+FDD0 to U+FDEF take no room: callers mark changes of colour with them.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = width;
    for word in text.split(' ') {
        let wide: usize = word.chars().map(room_of).sum();
        let fresh = lines.last().is_none_or(String::is_empty);
        if !fresh && wide + 1 > room {
            lines.push(String::new());
            room = width;
        } else if !fresh {
            if let Some(line) = lines.last_mut() {
                line.push(' ');
            }
            room -= 1;
        }
        for c in word.chars() {
            let wide = room_of(c);
            if wide > room && lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
                room = width;
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            room = room.saturating_sub(wide);
        }
    }
    lines
}

fn room_of(c: char) -> usize {
    if matches!(c, '\u{fdd0}'..='\u{fdef}') { 0 } else { c.width().unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("one two three", 7, &["one two", "three"])]
    #[case("unbreakable", 4, &["unbr", "eaka", "ble"])]
    #[case("", 4, &[""])]
    #[case("漢字漢字", 4, &["漢字", "漢字"])]
    fn wraps(#[case] text: &str, #[case] width: usize, #[case] expected: &[&str]) {
        assert_eq!(wrap(text, width), expected);
    }

    #[test]
    fn a_record_keeps_names_and_cells_apart() {
        let mut out = Vec::new();
        let names = ["id".to_owned(), "body".to_owned()];
        let cells = ["1".to_owned(), "three short words and more".to_owned()];
        record(&mut out, 3, &names, &cells, 20).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        ── 3 ───────────────
        id    1
        body  three short
              words and more
        ");
    }
}
