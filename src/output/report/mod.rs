//! A report: answers of saved queries as one page that needs nothing but itself. On top what was found, then each answer
//! as a plot and a table, then the text of every article that a row leads to, with the words marked.
//!
//! The same report gives the same bytes: the time it was made comes in from outside.

mod article;
mod cells;
mod finding;
mod plot;
mod rows;
mod shape;

use std::collections::BTreeSet;
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, html};

use super::{page_head, visible};
use crate::model::Span;
use crate::query::Table;

const STYLE: &str = include_str!("style.css");

/// All that stands in a report.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// When it was made, as it is to be shown.
    pub made_at: String,
    /// The program and its version.
    pub made_by: String,
    /// The archive's name.
    pub archive: String,
    /// What the archive holds: what is counted, and how many or from when to when.
    pub facts: Vec<(String, String)>,
    /// The answers, in order.
    pub sections: Vec<Section>,
    /// The articles that rows lead to, in the order of their numbers.
    pub articles: Vec<Article>,
}

/// The answer of one query.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The query's name.
    pub name: String,
    /// What it answers, in one line.
    pub title: String,
    /// More of that.
    pub description: Option<String>,
    /// The parameters that it was run with.
    pub parameters: Vec<(String, String)>,
    /// The rows that are drawn and counted.
    pub table: Table,
    /// How many of them, from the first, are shown and lead to articles.
    pub shown: usize,
    /// How many rows there are in all.
    pub rows: u64,
}

/// An article that rows lead to.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Its number.
    pub id: i64,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When, ISO 8601.
    pub published_at: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// The text.
    pub body: String,
}

/// A place that a row leads to: an article, and the words in it where they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The article's number.
    pub article: i64,
    /// The words, in code points of its text.
    pub span: Option<Span>,
}

impl Section {
    /// The places that its shown rows lead to, as they come.
    pub fn places(&self) -> Vec<Place> {
        let shape = shape::Shape::of(&self.table);
        let shown = self.table.rows.iter().take(self.shown);
        shown.flat_map(|row| shape.sides.iter().filter_map(|side| side.place(row))).collect()
    }

    /// What its links lead to.
    fn anchor(&self, number: usize) -> String {
        format!("report-{}", number + 1)
    }
}

/// Writes `report` to `out`.
///
/// # Errors
/// As writing does; when a plot cannot be drawn.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let page = page(report)?;
    out.write_all(page.into_string().as_bytes())?;
    out.write_all(b"\n")
}

fn page(report: &Report) -> io::Result<Markup> {
    let places: BTreeSet<Place> = report.sections.iter().flat_map(Section::places).collect();
    let plots = report.sections.iter().map(plot::of).collect::<io::Result<Vec<_>>>()?;
    let sections = || report.sections.iter().zip(&plots).enumerate();
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            (page_head(&report.title, STYLE))
            body {
                a.skip href="#main" { "To the findings" }
                header {
                    h1 { (visible::line(&report.title)) }
                    p.about { "Archive " (visible::line(&report.archive)) ", read by " (report.made_by) " on " (report.made_at) "." }
                    dl.facts {
                        @for (what, value) in &report.facts { div { dt { (what) } dd { (visible::line(value)) } } }
                    }
                }
                main id="main" tabindex="-1" {
                    nav.summary aria-labelledby="summary" {
                        h2 id="summary" tabindex="-1" { "In short" }
                        ul {
                            @for (number, (section, plot)) in sections() {
                                li {
                                    a href={ "#" (section.anchor(number)) } { (visible::line(&section.title)) }
                                    " "
                                    (finding::of(section, plot.as_ref()))
                                }
                            }
                        }
                    }
                    @for (number, (section, plot)) in sections() { (section_markup(report, number, section, plot.as_ref())) }
                    @if !report.articles.is_empty() {
                        section.articles aria-labelledby="articles" {
                            h2 id="articles" tabindex="-1" { "The articles" }
                            p.about { "Only those that a row above leads to, with the words that it rests on marked." }
                            @for article in &report.articles { (article::markup(article, &places)) }
                        }
                    }
                }
                footer.about {
                    p {
                        "Made by a program that reads: before anything is printed, look at the marked words, and at what stands around them. \
                         No row says that something is true, only who says so."
                    }
                }
            }
        }
    })
}

fn section_markup(report: &Report, number: usize, section: &Section, plot: Option<&plot::Drawn>) -> Markup {
    let id = section.anchor(number);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) tabindex="-1" { (visible::line(&section.title)) }
            p.about {
                code { (section.name) }
                @for (name, value) in &section.parameters { " · " (visible::line(name)) " = " (visible::line(value)) }
                " · " (counted(section.rows, "row"))
            }
            @if let Some(description) = &section.description {
                details { summary { "What this is" } p { (visible::lines(description)) } }
            }
            @if section.table.rows.is_empty() {
                p.none { "Nothing found." }
            } @else {
                @if let Some(plot) = plot { (plot.figure) }
                (rows::table(section, &id, report))
            }
            p.up { a href="#summary" { "Back to the summary" } }
        }
    }
}

/// "1 row", "1,200 rows".
fn counted(count: u64, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {what}{plural}", super::number::grouped(count as f64))
}

#[cfg(test)]
mod tests;
