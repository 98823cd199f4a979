//! A web page that holds one table and needs nothing from elsewhere: no script, no font, no picture.

use std::io::{self, Write};

use maud::{Markup, PreEscaped, html};

use super::{Options, blob_note, number, visible};
use crate::query::{Cell, Column, Sink};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#1a1a1a;background:#fff}\
table{border-collapse:collapse}\
th,td{padding:.35rem .7rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top;white-space:pre-wrap;\
overflow-wrap:anywhere;max-width:60ch}\
th{position:sticky;top:0;background:#f4f4f4}\
td.n{text-align:right;font-variant-numeric:tabular-nums}\
td.null{background:#fafafa}\
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}th{background:#262626}\
th,td{border-color:#333}td.null{background:#1c1c1c}}";

/// Writes a page with one table, a row at a time.
pub(super) struct HtmlSink<W: Write> {
    out: W,
    title: String,
}

impl<W: Write> HtmlSink<W> {
    pub(super) fn new(out: W, options: &Options) -> Self {
        Self { out, title: options.title.clone() }
    }

    fn write(&mut self, markup: Markup) -> io::Result<()> {
        self.out.write_all(markup.into_string().as_bytes())
    }
}

impl<W: Write> Sink for HtmlSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        let title = self.title.clone();
        self.out.write_all(b"<!DOCTYPE html>\n<html lang=\"en\">\n")?;
        self.write(head(&title, STYLE))?;
        self.out.write_all(b"\n<body>\n<table>\n")?;
        self.write(html! { thead { tr { @for column in columns { th { (visible::lines(&column.name)) } } } } })?;
        self.out.write_all(b"\n<tbody>\n")
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.write(html! {
            tr {
                @for cell in cells {
                    @match cell {
                        Cell::Null => td.null {},
                        Cell::Integer(number) => td.n { (number) },
                        Cell::Real(value) => td.n { (number::real(*value)) },
                        Cell::Text(text) => td { (visible::lines(text)) },
                        Cell::Blob(bytes) => td.n { (blob_note(bytes)) },
                    }
                }
            }
        })?;
        self.out.write_all(b"\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"</tbody>\n</table>\n</body>\n</html>\n")?;
        self.out.flush()
    }
}

/// A page's head: its title, its style, and the rule that the page may load and run nothing.
pub fn head(title: &str, style: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
            title { (visible::line(title)) }
            style { (PreEscaped(style)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{table, text, written};
    use super::super::{Format, Options};
    use crate::query::Value;

    #[test]
    fn nothing_in_a_cell_is_markup() {
        let options = Options { title: "</title><script>".to_owned(), ..Options::default() };
        let rows =
            vec![[text("<script>alert(1)</script> & \u{1b}"), Value::Real(2.0)], [Value::Null, Value::Integer(3)]];
        let page = written(Format::Html, &options, &table(["<b>", "n"], rows));
        assert!(page.starts_with("<!DOCTYPE html>"));
        assert!(!page.contains("<script"), "{page}");
        assert!(
            page.contains("<td>&lt;script&gt;alert(1)&lt;/script&gt; &amp; ␛</td><td class=\"n\">2</td>"),
            "{page}"
        );
        assert!(page.contains("<td class=\"null\"></td>"), "{page}");
        assert!(page.ends_with("</html>\n"));
    }
}
