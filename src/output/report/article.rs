//! The text of an article that rows lead to. Of a long one only the paragraphs around the marked words.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{Article, Place};
use crate::output::marked::{self, Mark, Paragraph, anchor};
use crate::output::visible;

/// Up to how many characters a text is shown whole.
const WHOLE: usize = 12_000;

/// `article` with the words marked that the rows of a report rest on, which lead to `places`.
pub(super) fn markup(article: &Article, places: &BTreeSet<Place>) -> Markup {
    let marks: Vec<Mark> = places
        .range(Place { article: article.id, span: None }..)
        .take_while(|place| place.article == article.id)
        .filter_map(|place| place.span)
        .map(|span| Mark { span, id: Some(anchor(article.id, span)), class: "", label: None })
        .collect();
    let paragraphs = marked::paragraphs(&article.body, &marks);
    let whole = article.body.len() <= WHOLE;
    let kept: Vec<bool> = (0..paragraphs.len()).map(|index| whole || is_near(&paragraphs, index)).collect();
    let about = [&article.byline, &article.outlet, &article.published_at];
    let about: Vec<&str> = about.into_iter().filter_map(|part| part.as_deref()).collect();
    let id = format!("article-{}", article.id);
    html! {
        article aria-labelledby=(id) {
            h3 id=(id) tabindex="-1" { (visible::line(article.title.as_deref().unwrap_or("(no title)"))) }
            p.about {
                (visible::line(&about.join(", ")))
                @if let Some(url) = &article.url { " · " (marked::link(url)) }
                " · article " (article.id)
            }
            @for (index, paragraph) in paragraphs.iter().enumerate() {
                @if kept.get(index) == Some(&true) {
                    p.text { (paragraph.markup()) }
                } @else if index == 0 || kept.get(index - 1) == Some(&true) {
                    p.about { "[…]" }
                }
            }
            @if !whole { p.about { "Shortened; all of it: " code { "sayso show " (article.id) } } }
            p.up { a href="#summary" { "Back to the summary" } }
        }
    }
}

/// Whether a paragraph is the first, is marked, or stands beside one that is.
fn is_near(paragraphs: &[Paragraph], index: usize) -> bool {
    index == 0
        || paragraphs
            .get(index.saturating_sub(1)..(index + 2).min(paragraphs.len()))
            .is_some_and(|near| near.iter().any(|paragraph| paragraph.marked))
}
