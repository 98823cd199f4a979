//! An answer as a table, of which every row leads to the words it rests on.

use maud::{Markup, html};

use super::shape::{Shape, Side};
use super::{Report, Section, cells, counted, finding};
use crate::output::marked::anchor;
use crate::output::visible;
use crate::query::Value;

/// What a side says in its own words: the first of these columns.
const WORDS: [&str; 10] =
    ["words", "context", "content", "claim", "statement", "text", "figure", "snippet", "after", "itself"];
/// Who says it.
const WHO: [&str; 4] = ["given_by", "source", "speaker", "who"];
/// What stands elsewhere in a side's cell.
const PLACE: [&str; 3] = ["title", "outlet", "published_at"];

/// The table of `section`; `heading` is the `id` of what it is called.
pub(super) fn table(section: &Section, heading: &str, report: &Report) -> Markup {
    let shape = Shape::of(&section.table);
    let table = &section.table;
    let name = |index: usize| table.columns.get(index).map_or("", |column| column.name.as_str());
    let shown = table.rows.get(..section.shown.min(table.rows.len())).unwrap_or_default();
    let words_at = super::shape::column(table, "words");
    let has_words = shape.lead.iter().any(|&index| WORDS.contains(&name(index)));
    // What is the same all the way down is said once.
    let constant = |index: usize| {
        shown.len() > 2
            && !WORDS.contains(&name(index))
            && name(index) != "title"
            && shown.windows(2).all(|pair| match pair {
                [one, next] => one.get(index) == next.get(index),
                _ => true,
            })
    };
    let useful = |&index: &usize| {
        !((has_words || shape.is_comparison()) && cells::is_machine(name(index)))
            // The words with their surroundings hold the words.
            && !(name(index) == "words" && shape.lead.iter().any(|&other| name(other) == "context"))
    };
    let (once, columns): (Vec<usize>, Vec<usize>) =
        shape.lead.iter().copied().filter(useful).partition(|&index| constant(index));
    let once: Vec<String> = once
        .iter()
        .filter_map(|&index| {
            let value = cells::shown(name(index), shown.first()?.get(index)?)?;
            Some(format!("{}: {value}", cells::heading(name(index))))
        })
        .collect();
    let numbers = |index: usize| {
        let mut values =
            shown.iter().filter_map(|row| row.get(index)).filter(|value| !matches!(value, Value::Null)).peekable();
        values.peek().is_some() && values.all(|value| matches!(value, Value::Integer(_) | Value::Real(_)))
    };
    let sides: Vec<&Side> = shape.sides.iter().filter(|side| !side.columns.is_empty()).collect();
    let plain = shape.sides.iter().find(|side| side.columns.is_empty());
    let title = columns.iter().copied().find(|&index| name(index) == "title");
    html! {
        @if !once.is_empty() { p.about { "All of them: " (visible::line(&once.join(" · "))) } }
        div.scroll role="region" tabindex="0" aria-labelledby=(heading) {
            table role="table" {
                thead {
                    tr role="row" {
                        @for &index in &columns { th class=[numbers(index).then_some("n")] role="columnheader" scope="col" { (visible::line(&cells::heading(name(index)))) } }
                        @for side in &sides { th role="columnheader" scope="col" { (side_heading(side)) } }
                        @if plain.is_some() && title.is_none() { th role="columnheader" scope="col" { "article" } }
                    }
                }
                tbody {
                    @for row in shown {
                        tr role="row" {
                            @for &index in &columns {
                                @if let (Some(side), "title") = (plain, name(index)) {
                                    td.mid role="cell" data-label="article" { (way(side, row, super::shape::text(row, index), report)) }
                                } @else if let (Some(words), "context") = (words_at.and_then(|at| super::shape::text(row, at)), name(index)) {
                                    td.long role="cell" data-label="words" { (surrounded(super::shape::text(row, index).unwrap_or_default(), words)) }
                                } @else {
                                    (cell(name(index), row.get(index)))
                                }
                            }
                            @for side in &sides { td.side role="cell" data-label=(side_heading(side)) { (side_cell(side, row, report)) } }
                            @if let (Some(side), None) = (plain, title) {
                                td role="cell" data-label="article" { (way(side, row, None, report)) }
                            }
                        }
                    }
                }
            }
        }
        @if section.rows > shown.len() as u64 {
            p.about {
                "The first " (counted(shown.len() as u64, "row")) " of " (counted(section.rows, "row")) ". All: "
                code { "sayso query run " (section.name) }
            }
        }
    }
}

/// `words` in their surroundings, which may begin and end within a word: that word is left out.
fn surrounded(context: &str, words: &str) -> Markup {
    let Some((before, after)) = context.split_once(&words.replace('\n', " ")) else {
        return html! { (visible::line(context)) };
    };
    // The query takes sixty characters on each side, where there are so many.
    let is_cut = |side: &str| side.chars().count() >= 60;
    let (mut start, mut end) = (before, after);
    if is_cut(before) {
        start = before.split_once(' ').map_or(before, |(_, rest)| rest);
    }
    if is_cut(after) {
        end = after.rsplit_once(' ').map_or(after, |(rest, _)| rest);
    }
    html! {
        @if start.len() < before.len() { "…" } (visible::line(start))
        strong { (visible::line(words)) }
        (visible::line(end)) @if end.len() < after.len() { "…" }
    }
}

/// What a side says, with the figure in it made strong.
fn stressed(words: &str, figure: Option<&str>) -> Markup {
    let cut = cells::cut(words);
    match figure.and_then(|figure| Some((cut.split_once(figure)?, figure))) {
        Some(((before, after), figure)) => {
            html! { (visible::line(before)) strong { (visible::line(figure)) } (visible::line(after)) }
        }
        None => html! { (visible::line(&cut)) },
    }
}

fn side_heading(side: &Side) -> String {
    match side.label.as_str() {
        "a" => "one says".to_owned(),
        "b" => "another says".to_owned(),
        "" => "the article says".to_owned(),
        label => label.to_owned(),
    }
}

fn cell(name: &str, value: Option<&Value>) -> Markup {
    let shown = value.and_then(|value| cells::shown(name, value));
    // As it is shown: of a point in time that is the day.
    let class = match (value, shown.as_deref()) {
        (Some(Value::Integer(_) | Value::Real(_)), _) => "n",
        (_, Some(text)) if text.len() > 60 => "long",
        (_, Some(text)) if text.len() > 24 => "mid",
        (_, Some(text)) if text.len() < 13 => "short",
        (_, None) => "short",
        _ => "",
    };
    html! {
        td class=[Some(class).filter(|class| !class.is_empty())] role="cell" data-label=(cells::heading(name)) {
            @if let Some(shown) = shown { (visible::lines(&shown)) } @else { span.null aria-label="nothing" { "–" } }
        }
    }
}

/// The link to the words, if their article is in the report.
fn way(side: &Side, row: &[Value], words: Option<&str>, report: &Report) -> Markup {
    let Some(place) = side.place(row) else { return html! { (visible::line(words.unwrap_or("–"))) } };
    let numbered = format!("article {}", place.article);
    let words = words.unwrap_or(&numbered);
    if report.articles.binary_search_by_key(&place.article, |article| article.id).is_err() {
        return html! { (visible::line(words)) };
    }
    let to = place.span.map_or_else(|| format!("article-{}", place.article), |span| anchor(place.article, span));
    html! { a href={ "#" (to) } { (visible::line(words)) } }
}

/// What one side says, who says so, and where.
fn side_cell(side: &Side, row: &[Value], report: &Report) -> Markup {
    if side.place(row).is_none() && !side.columns.iter().any(|(_, index)| super::shape::text(row, *index).is_some()) {
        return html! { span.null aria-label="nothing" { "–" } };
    }
    let words = side.text(row, &WORDS);
    let who = side.text(row, &WHO);
    let (outlet, day) = (side.text(row, &["outlet"]), side.text(row, &["published_at"]).map(cells::day));
    let known = |name: &str| {
        WORDS.contains(&name)
            || WHO.contains(&name)
            || PLACE.contains(&name)
            || cells::is_machine(name)
            || matches!(name, "start" | "end" | "id")
            || name.ends_with("_id")
    };
    let rest = side.columns.iter().filter(|(name, _)| !known(name)).filter_map(|(name, index)| {
        let value = cells::shown(name, row.get(*index)?)?;
        Some((cells::heading(name), value))
    });
    html! {
        @if let Some(words) = words { q { (stressed(finding::unquoted(words), side.text(row, &["figure"]))) } }
        @if let Some(who) = who { div.who { (visible::line(who)) } }
        @for (name, value) in rest { div.about { (name) ": " (visible::line(&value)) } }
        div.about {
            (way(side, row, side.text(row, &["title"]), report))
            @if let Some(outlet) = outlet { ", " (visible::line(outlet)) }
            @if let Some(day) = day { ", " span.day { (visible::line(day)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_surroundings_only_whole_words_are_shown() {
        let long = "x".repeat(58);
        let page = surrounded(&format!("{long}s a 12 men and{long} end"), "12 men").into_string();
        assert_eq!(page, format!("…a <strong>12 men</strong> and{long}…"));
        assert_eq!(surrounded("a 12 men.", "12 men").into_string(), "a <strong>12 men</strong>.");
        assert_eq!(surrounded("<b>", "12 men").into_string(), "&lt;b&gt;");
    }
}
