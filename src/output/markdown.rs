//! A GitHub-flavoured Markdown table. Text stays text: nothing in a cell becomes markup.

use std::io::{self, Write};

use super::{blob_note, number, visible};
use crate::query::{Cell, Column, Sink};

/// Writes a Markdown table.
pub(super) struct MarkdownSink<W: Write> {
    out: W,
}

impl<W: Write> MarkdownSink<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out }
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        self.out.write_all(b"|")?;
        for cell in cells {
            write!(self.out, " {cell} |")?;
        }
        self.out.write_all(b"\n")
    }
}

impl<W: Write> Sink for MarkdownSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.line(columns.iter().map(|column| escaped(&column.name)))?;
        self.line(columns.iter().map(|_| "---".to_owned()))
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.line(cells.iter().map(|cell| match cell {
            Cell::Null => String::new(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(value) => number::real(*value),
            Cell::Text(text) => escaped(text),
            Cell::Blob(bytes) => blob_note(bytes),
        }))
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// `text` such that a Markdown reader shows it as it is, in one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.trim().chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => escaped.push_str("<br>"),
            '\t' => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // Within a word an underscore is only an underscore.
            '_' if before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric()) => {
                escaped.push('_');
            }
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => escaped.extend(['\\', c]),
            _ if visible::is_hidden(c) => escaped.push_str(&visible::line(c.encode_utf8(&mut [0; 4]))),
            _ => escaped.push(c),
        }
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::{table, text, written};
    use super::super::{Format, Options};
    use super::*;
    use crate::query::Value;
    use rstest::rstest;

    #[rstest]
    #[case("a | b", "a \\| b")]
    #[case("a\r\nb\nc", "a<br>b<br>c")]
    #[case("<script>&", "&lt;script&gt;&amp;")]
    #[case("published_at *x* _y_", "published_at \\*x\\* \\_y\\_")]
    #[case("\\|", "\\\\\\|")]
    #[case("\u{1b}[2J", "␛\\[2J")]
    fn escapes(#[case] given: &str, #[case] expected: &str) {
        assert_eq!(escaped(given), expected);
    }

    #[test]
    fn a_table() {
        let rows = vec![[Value::Integer(1), text("x|y")], [Value::Null, Value::Blob(vec![1, 2])]];
        assert_eq!(
            written(Format::Markdown, &Options::default(), &table(["n", "t"], rows)),
            "| n | t |\n| --- | --- |\n| 1 | x\\|y |\n|  | (2 bytes) |\n"
        );
    }
}
