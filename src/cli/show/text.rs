//! An article for the terminal: claims in `[C1: …]`, figures in `«F1: …»`, and below who stands behind each.

use std::fmt::Write as _;

use super::legend;
use super::marks::{Mark, cut};
use crate::archive::StoredArticle;
use crate::output::{visible, wrap};

/// Stand for a change of colour while lines are wrapped: Unicode's noncharacters, which take no room there.
const CLAIM: char = '\u{FDD0}';
const FIGURE: char = '\u{FDD1}';
const BOLD: char = '\u{FDD2}';
const PLAIN: char = '\u{FDD3}';

/// The whole page.
pub(super) fn page(article: &StoredArticle, width: usize, colour: bool) -> String {
    let mut page = String::new();
    let title = article.title.as_deref().unwrap_or("(no title)");
    paragraph(&mut page, &format!("{BOLD}{}{PLAIN}", visible::line(title)), "", width);
    let place = legend::place(article);
    for line in [Some(place.as_str()), article.url.as_deref()].into_iter().flatten().filter(|line| !line.is_empty()) {
        paragraph(&mut page, &visible::line(line), "", width);
    }
    let mut origin = format!("article {} from {}", article.id, article.path);
    if let Some(first) = article.duplicate_of {
        let _ = write!(origin, ", a copy of article {first}");
    }
    if !article.duplicates.is_empty() {
        let copies: Vec<String> = article.duplicates.iter().map(i64::to_string).collect();
        let _ = write!(origin, ", copied by article {}", copies.join(", "));
    }
    if let Some(near) = legend::nearly(article) {
        let _ = write!(origin, ", {near}");
    }
    paragraph(&mut page, &visible::line(&origin), "", width);
    for notice in &article.notices {
        paragraph(&mut page, &visible::line(&format!("note: {notice}")), "", width);
    }
    page.push('\n');
    for line in marked(article).lines() {
        paragraph(&mut page, line.trim_end(), "", width);
    }
    if !page.ends_with("\n\n") {
        page.push('\n');
    }
    let claims = article.claims.iter().map(|claim| legend::claim(article, claim));
    list(&mut page, "Claims", 'C', CLAIM, claims, width);
    let figures = article.figures.iter().map(|figure| legend::figure(article, figure));
    list(&mut page, "Figures", 'F', FIGURE, figures, width);
    if article.claims.is_empty() && article.figures.is_empty() {
        page.push_str("no claims and no figures found\n");
    }
    coloured(&page, colour)
}

/// The body with its marks.
fn marked(article: &StoredArticle) -> String {
    let mut text = String::with_capacity(article.body.len() * 2);
    let mut open: Vec<char> = Vec::new();
    for (marks, piece) in cut(article) {
        for mark in marks {
            match mark {
                Mark::ClaimBegins(number, first) => {
                    open.push(CLAIM);
                    let again = if first { "" } else { "…" };
                    let _ = write!(text, "{CLAIM}[C{number}{again}: ");
                }
                Mark::FigureBegins(number) => {
                    open.push(FIGURE);
                    let _ = write!(text, "{FIGURE}«F{number}: ");
                }
                Mark::ClaimEnds(_) | Mark::FigureEnds(_) => {
                    open.pop();
                    text.push(if matches!(mark, Mark::ClaimEnds(_)) { ']' } else { '»' });
                    text.push(open.last().copied().unwrap_or(PLAIN));
                }
            }
        }
        text.push_str(&visible::lines(piece));
    }
    text
}

fn list(
    page: &mut String,
    heading: &str,
    letter: char,
    colour: char,
    entries: impl Iterator<Item = String>,
    width: usize,
) {
    for (index, entry) in entries.enumerate() {
        if index == 0 {
            let _ = writeln!(page, "{BOLD}{heading}{PLAIN}");
        }
        let label = format!("{letter}{}", index + 1);
        let entry = format!("{colour}{label:<4}{PLAIN} {}", visible::line(&entry));
        paragraph(page, &entry, "     ", width);
    }
}

/// `text` wrapped within `width`; `indent` before each line but the first.
fn paragraph(page: &mut String, text: &str, indent: &str, width: usize) {
    let text = text.replace('\t', "    ");
    let lines = wrap(&text, width.saturating_sub(indent.len()).max(10));
    for (index, line) in lines.iter().enumerate() {
        let _ = writeln!(page, "{}{line}", if index == 0 { "" } else { indent });
    }
}

fn coloured(page: &str, colour: bool) -> String {
    let mut out = String::with_capacity(page.len() + 256);
    for c in page.chars() {
        match c {
            CLAIM | FIGURE | BOLD | PLAIN if !colour => {}
            CLAIM => out.push_str("\u{1b}[0;36m"),
            FIGURE => out.push_str("\u{1b}[0;1;33m"),
            BOLD => out.push_str("\u{1b}[0;1m"),
            PLAIN => out.push_str("\u{1b}[0m"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::invented::article;
    use super::*;

    #[test]
    fn claims_and_figures_are_marked_and_explained() {
        insta::assert_snapshot!(page(&article(), 60, false), @r"
        Grain leaves port
        Example Times, 2024-05-01
        https://example.org/grain
        article 1 from grain.txt

        Grain leaves port

        “[C1: No fewer than «F1: 35 ships»,]” said Ines Okoye,
        harbour master at Example Port, “[C1…: have left, and crews
        say [C2: more will follow].]” 🪖 <b>not markup</b> ␛[31m

        Nothing else was said.

        Claims
        C1   Ines Okoye (harbour master, Example Port); direct,
             “said”; confidence 0.90 by test
        C2   crews; direct, “say”; within C1; confidence 0.90
             by test
        Figures
        F1   at least 35 ships; given by Ines Okoye (C1)
        ");
    }

    #[test]
    fn without_colour_there_are_no_escapes_and_with_it_every_colour_ends() {
        assert!(!page(&article(), 60, false).contains('\u{1b}'));
        let coloured = page(&article(), 60, true);
        let text = coloured.replace("\u{1b}[0;36m", "").replace("\u{1b}[0;1;33m", "");
        let text = text.replace("\u{1b}[0;1m", "").replace("\u{1b}[0m", "");
        assert_eq!(text, page(&article(), 60, false));
        assert!(coloured.trim_end().rfind("\u{1b}[0m") > coloured.rfind("\u{1b}[0;36m"));
    }
}
