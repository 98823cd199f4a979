//! The sentences between a headline and the first paragraph that open the article ("standfirst", "chapo", "occhiello"): where
//! a page has them in a box of their own, the extraction leaves them out.

use trafilatura::dom::{Document as Page, NodeId};

use super::prepare::{bounded, names};
use super::walk::is_small;
use crate::formats::builder::{TextBuilder, folded};
use crate::formats::lexicon;
use crate::model::{Block, BlockKind};

/// They have so many bytes, …
const LEAST: usize = 40;
const MOST: usize = 700;
/// … and stand among so many elements behind the headline.
const NEAR: usize = 60;
/// By so many bytes a paragraph is known again.
const START: usize = 40;

/// `text` with its lead, if `page` has one that is missing.
pub(super) fn added(text: String, blocks: Vec<Block>, page: &Page) -> (String, Vec<Block>) {
    let Some(lead) = missing(page, &text, &blocks) else { return (text, blocks) };
    let mut builder = TextBuilder::default();
    builder.start(BlockKind::Paragraph);
    builder.words(&lead);
    for block in blocks {
        builder.start(block.kind);
        builder.verbatim(&text[block.bytes]);
    }
    builder.finish()
}

fn missing(page: &Page, text: &str, blocks: &[Block]) -> Option<String> {
    let body = page.body().unwrap_or_else(|| page.root());
    let first = blocks.iter().find(|block| block.kind.is_prose())?;
    let first = start(&text[first.bytes.clone()]);
    let all = page.iter_descendants(body, &["h1", "h2", "h3", "p", "div", "section"]);
    let headline = all.iter().position(|node| page.tag_name(*node) == "h1")?;
    for node in all.into_iter().skip(headline + 1).take(NEAR) {
        if !is_small(page, node, 8) {
            continue;
        }
        let words = folded(&page.iter_text(node, " "));
        let words = words.trim();
        if words.starts_with(first) {
            return None;
        }
        if is_lead(page, node) && is_told(words) {
            return (!text.contains(start(words))).then(|| words.to_owned());
        }
    }
    None
}

fn start(words: &str) -> &str {
    let mut end = words.len().min(START);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    words[..end].trim_end()
}

fn is_told(words: &str) -> bool {
    (LEAST..=MOST).contains(&words.len()) && words.ends_with(['.', '!', '?', '…', '”', '»', '"', '。'])
}

fn is_lead(page: &Page, node: NodeId) -> bool {
    names(page, node).is_some_and(|names| lexicon::page_leads().iter().any(|word| bounded(&names, word)))
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const LEAD: &str = "Nine thousand soldiers are to go to the east before the summer, and nobody knows for how long.";
    const TEXT: &str = "The army left the town on Monday, the ministry said, and nobody saw the soldiers go.";

    fn text(top: &str) -> String {
        let html = format!(
            "<html lang=en><body><main><section class=article__header><h1>Troops leave town</h1>{top}</section>\
            <section class=article__content><p>{TEXT}</p><p>{TEXT} Again.</p><p>{TEXT} And again.</p></section></main></body></html>"
        );
        read(html.as_bytes(), Saved::default()).unwrap().text
    }

    #[rstest]
    #[case(&format!("<p class=article__chapo>{LEAD}</p>"))]
    #[case(&format!("<h2 class='c-head__subtitle'>{LEAD}</h2><p class=by>By Jane Doe</p>"))]
    #[case(&format!("<div class=standfirst><p>{LEAD}</p></div>"))]
    fn a_lead_opens_the_text(#[case] top: &str) {
        assert_eq!(text(top).matches(LEAD).count(), 1);
        assert!(text(top).starts_with(LEAD), "{}", text(top));
    }

    #[rstest]
    #[case("<p class=leadership>By our man in the hall, who saw it all and wrote it down for us.</p>")]
    #[case(&format!("<p class=lead>{TEXT}</p>"))]
    fn what_is_none_or_there_is_not_added(#[case] top: &str) {
        assert!(text(top).starts_with(TEXT), "{}", text(top));
        assert_eq!(text(top).matches(TEXT).count(), 3);
    }
}
