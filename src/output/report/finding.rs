//! What an answer comes to, in a line.

use maud::{Markup, html};

use super::plot::Drawn;
use super::shape::{self, Shape};
use super::{Section, cells, counted};
use crate::output::visible;
use crate::query::Table;

/// The columns in which a row says what it is about: the first that is there.
const TELLING: [&str; 11] =
    ["statement", "trail", "content", "words", "chain", "claim", "title", "subject", "source", "outlet", "name"];

/// How many rows, and what stands out: the first two that are set against each other, what the plot shows, or what the
/// first row says.
pub(super) fn of(section: &Section, plot: Option<&Drawn>) -> Markup {
    let Some(row) = section.table.rows.first() else { return html! { span.about { "nothing found" } } };
    if let Some(line) = origins(&section.table) {
        return html! { span.about { (visible::line(&line)) } };
    }
    let shape = Shape::of(&section.table);
    let mut says: Vec<String> = Vec::new();
    if shape.is_comparison() {
        for side in shape.sides.iter().filter(|side| !side.columns.is_empty()) {
            let words = side.text(row, &["words", "content", "claim", "statement", "text", "after", "itself", "title"]);
            let who = side.text(row, &["given_by", "source", "speaker", "outlet"]);
            says.extend(match (words, who) {
                (Some(words), Some(who)) => {
                    Some(format!("“{}” ({})", short(words), who.trim_matches(|c| matches!(c, '(' | ')'))))
                }
                (Some(words), None) => Some(format!("“{}”", short(words))),
                (None, who) => who.map(str::to_owned),
            });
        }
    }
    let mut line = says.join(" against ");
    if let (true, Some(plot)) = (line.is_empty(), plot) {
        line.clone_from(&plot.says);
    } else if line.is_empty() {
        let at = |name: &&str| shape::column(&section.table, name).and_then(|index| shape::text(row, index));
        let share = section.table.columns.iter().position(|column| cells::is_share(&column.name));
        line = match share.and_then(|index| Some((index, section.table.columns.get(index)?))) {
            Some((index, column)) => {
                let of = column.name.trim_end_matches("share").trim_end_matches('_');
                let share = row.get(index).and_then(|value| cells::shown(&column.name, value)).unwrap_or_default();
                let of = [of, "outlet", "subject", "name"].iter().find_map(at);
                format!("{share}{}", of.map_or_else(String::new, |of| format!(" for {of}")))
            }
            None => {
                let who = ["source", "given_by", "outlet"].iter().find_map(at);
                match (TELLING.iter().find_map(at), who) {
                    (Some(words), Some(who)) if words != who => format!("{who}: “{}”", short(words)),
                    (Some(words), _) => short(words),
                    (None, who) => who.unwrap_or_default().to_owned(),
                }
            }
        };
    }
    html! {
        span.about {
            (counted(section.rows, "row"))
            @if !line.is_empty() { ": " (visible::line(&line)) }
        }
    }
}

/// What most articles pass on, and on whom it rests: "7 articles, 2 origins (Lee, Kim): “…”".
fn origins(table: &Table) -> Option<String> {
    let at = |name: &str| shape::column(table, name);
    let row = table.rows.first()?;
    let (articles, origin) = (at("articles")?, at("origin")?);
    let statement = at("statement").or_else(|| at("content"))?;
    let words = shape::text(row, statement)?;
    let mut names: Vec<&str> = Vec::new();
    for row in table.rows.iter().take_while(|row| shape::text(row, statement) == Some(words)) {
        if let Some(name) = shape::text(row, origin).filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    let articles = shape::number(row, articles)? as u64;
    let origins = at("origins").and_then(|at| shape::number(row, at)).map_or(1, |origins| origins as u64);
    let named = if names.is_empty() {
        String::new()
    } else {
        format!(" ({})", names.join(", ").trim_matches(|c| matches!(c, '(' | ')')))
    };
    Some(format!("{}, {}{named}: “{}”", counted(articles, "article"), counted(origins, "origin"), short(words)))
}

/// `words` without the marks of a quotation that all of them stand in, as they get marks of their own.
pub(super) fn unquoted(words: &str) -> &str {
    let bare = |open: char, close: char| {
        let inner = words.trim().strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then(|| inner.trim_end_matches(','))
    };
    bare('"', '"').or_else(|| bare('“', '”')).unwrap_or(words)
}

fn short(words: &str) -> String {
    let words = unquoted(words).split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(120) {
        None => words,
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Column, Value};

    #[test]
    fn how_many_articles_have_it_from_how_few() {
        let columns = ["articles", "origins", "statement", "origin"].map(|name| Column { name: name.to_owned() });
        let row = |words: &str, origin: &str| {
            let text = |text: &str| Value::Text(text.to_owned());
            vec![Value::Integer(11), Value::Integer(1), text(words), text(origin)]
        };
        let table = Table { columns: columns.to_vec(), rows: vec![row("a", "Lee"), row("a", "Lee"), row("b", "Kim")] };
        assert_eq!(origins(&table).as_deref(), Some("11 articles, 1 origin (Lee): “a”"));
        assert_eq!(origins(&Table::default()), None);
    }

    #[test]
    fn what_is_quoted_is_not_quoted_twice() {
        assert_eq!(short("\"The mill is safe,\""), "The mill is safe");
        assert_eq!(short("“Never”"), "Never");
        assert_eq!(short("\"Never,\" he said, \"again\""), "\"Never,\" he said, \"again\"");
    }
}
