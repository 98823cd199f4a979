//! What an answer comes to, in a line.

use maud::{Markup, html};

use super::plot::Drawn;
use super::shape::{self, Shape};
use super::{Section, cells, counted};
use crate::output::visible;

/// The columns in which a row says what it is about: the first that is there.
const TELLING: [&str; 11] =
    ["statement", "trail", "content", "words", "chain", "claim", "title", "subject", "source", "outlet", "name"];

/// How many rows, and what stands out: the first two that are set against each other, what the plot shows, or what the
/// first row says.
pub(super) fn of(section: &Section, plot: Option<&Drawn>) -> Markup {
    let Some(row) = section.table.rows.first() else { return html! { span.about { "nothing found" } } };
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

fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(120) {
        None => words,
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
    }
}
