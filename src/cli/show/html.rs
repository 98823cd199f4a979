//! An article as a page that needs nothing else: claims and figures marked, who stands behind them in the margin.

use maud::{DOCTYPE, Markup, html};

use super::legend;
use super::marks::{Mark, cut};
use crate::archive::StoredArticle;
use crate::output::{page_head, visible};

const STYLE: &str = "body{font:17px/1.6 Georgia,serif;color:#1a1a1a;background:#fff;margin:2rem auto;max-width:68rem;\
padding:0 1rem}\
header{border-bottom:1px solid #ccc;margin-bottom:1.5rem}h1{line-height:1.2;margin:.2rem 0}\
.about,.note{font:13px/1.45 system-ui,sans-serif;color:#555}\
.row{display:grid;grid-template-columns:minmax(0,40rem) minmax(0,1fr);gap:2rem}\
.row p{margin:0 0 .9rem;white-space:pre-wrap;overflow-wrap:anywhere}\
aside{border-left:2px solid #e3e3e3;padding-left:.8rem;margin-bottom:.9rem}aside:empty{border:0}\
.note{margin:0 0 .4rem;overflow-wrap:anywhere}.note b{color:#1a1a1a}\
.claim{background:#e6f0fa;border-radius:2px}.claim .claim,.inner{background:#cfe2f5}\
.figure{background:#fff0b3;border-bottom:2px solid #d9a400}\
a.label{font:bold 10px system-ui,sans-serif;vertical-align:super;text-decoration:none;color:#06c;padding:0 .15em}\
:target{outline:2px solid #06c}\
@media(max-width:50rem){.row{grid-template-columns:1fr;gap:0}}\
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}.about,.note{color:#aaa}.note b{color:#e6e6e6}\
.claim{background:#1d2f42}.claim .claim,.inner{background:#2a4560}.figure{background:#4a3d10}aside{border-color:#333}\
a.label{color:#6cf}}\
@media print{.claim,.figure{-webkit-print-color-adjust:exact;print-color-adjust:exact}}";

/// The whole page.
pub(super) fn page(article: &StoredArticle) -> String {
    let title = article.title.as_deref().unwrap_or("(no title)");
    let place = legend::place(article);
    let page = html! {
        (DOCTYPE)
        html lang=(article.language.as_deref().unwrap_or("en")) {
            (page_head(title, STYLE))
            body {
                header {
                    h1 { (visible::line(title)) }
                    @if !place.is_empty() { p.about { (visible::line(&place)) } }
                    @if let Some(url) = &article.url { p.about { (link(url)) } }
                    p.about {
                        "Article " (article.id) ", from " (visible::line(&article.path))
                        @if let Some(first) = article.duplicate_of { ", a copy of article " (first) }
                        @if let Some(near) = legend::nearly(article) { ", " (near) }
                    }
                    @for notice in &article.notices { p.about { "Note: " (visible::line(notice)) } }
                }
                @for row in rows(article) {
                    div.row {
                        p { @for piece in &row.pieces { (piece) } }
                        aside {
                            @for note in &row.notes {
                                div.note id=(note.id) { b { (note.label) } " " (visible::line(&note.text)) }
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string() + "\n"
}

/// A link where it is one; `javascript:` and the like stay text.
fn link(url: &str) -> Markup {
    let shown = visible::line(url);
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    html! { @if is_web { a href=(shown) rel="noopener noreferrer" { (shown) } } @else { (shown) } }
}

struct Note {
    id: String,
    label: String,
    text: String,
}

/// A paragraph and the notes on what begins in it.
#[derive(Default)]
struct Row {
    pieces: Vec<Markup>,
    notes: Vec<Note>,
}

fn rows(article: &StoredArticle) -> Vec<Row> {
    let mut rows = vec![Row::default()];
    // How many claims and figures are open: a mark does not cross a paragraph's end in HTML, so each piece has its own.
    let (mut claims, mut figures) = (0_usize, 0_usize);
    for (marks, piece) in cut(article) {
        for mark in marks {
            match mark {
                Mark::ClaimEnds(_) => claims = claims.saturating_sub(1),
                Mark::FigureEnds(_) => figures = figures.saturating_sub(1),
                Mark::ClaimBegins(number, first) => {
                    claims += 1;
                    let label = format!("C{number}");
                    if let Some(row) = rows.last_mut() {
                        row.pieces.push(html! { a.label href={ "#" (label) } { (label) } });
                        if let (true, Some(claim)) = (first, article.claims.get(number - 1)) {
                            let text = legend::claim(article, claim);
                            row.notes.push(Note { id: label.clone(), label, text });
                        }
                    }
                }
                Mark::FigureBegins(number) => {
                    figures += 1;
                    let label = format!("F{number}");
                    if let (Some(row), Some(figure)) = (rows.last_mut(), article.figures.get(number - 1)) {
                        row.pieces.push(html! { a.label href={ "#" (label) } { (label) } });
                        let text = legend::figure(article, figure);
                        row.notes.push(Note { id: label.clone(), label, text });
                    }
                }
            }
        }
        for (index, paragraph) in piece.split("\n\n").enumerate() {
            if index > 0 {
                rows.push(Row::default());
            }
            let text = visible::lines(paragraph.trim_matches('\n'));
            if text.is_empty() {
                continue;
            }
            let class = match (claims, figures) {
                (0, 0) => "",
                (0, _) => "figure",
                (1, 0) => "claim",
                (_, 0) => "claim inner",
                _ => "claim figure",
            };
            if let Some(row) = rows.last_mut() {
                row.pieces.push(if class.is_empty() {
                    html! { (text) }
                } else {
                    html! { span class=(class) { (text) } }
                });
            }
        }
    }
    rows.retain(|row| !row.pieces.is_empty());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        assert!(link("https://example.org/a?b=\"c\"").into_string().contains("href=\"https://example.org/a?b=&quot;c"));
        assert_eq!(link("javascript:alert(1)").into_string(), "javascript:alert(1)");
    }

    #[test]
    fn text_stays_text_and_every_note_has_its_mark() {
        let page = page(&super::super::invented::article());
        assert!(!page.contains("<b>not markup</b>") && page.contains("&lt;b&gt;not markup&lt;/b&gt;"), "{page}");
        assert!(!page.contains('\u{1b}'), "{page}");
        for label in ["C1", "C2", "F1"] {
            assert_eq!(page.matches(&format!("id=\"{label}\"")).count(), 1, "{label} in {page}");
            assert!(page.contains(&format!("href=\"#{label}\"")), "{label} in {page}");
        }
        assert!(!page.contains("src=") && !page.contains("<script") && !page.contains("@import"), "{page}");
    }
}
