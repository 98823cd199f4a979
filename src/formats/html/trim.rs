//! What the extraction leaves among an article's paragraphs and is none of them: lines that pages put there ("Read more: …"),
//! links to other articles that stand alone, a paragraph that it gives twice.

use rustc_hash::FxHashSet;
use trafilatura::dom::Document as Page;

use crate::formats::builder::{TextBuilder, folded};
use crate::formats::head::is_page_aside;
use crate::model::{Block, BlockKind};

/// A line of fewer words may be anything.
const HEADLINE: usize = 5;
/// A paragraph of fewer bytes may well stand twice in an article ("Yes.").
const TWICE: usize = 40;

/// `text` without such blocks; as it was where little else would be left.
pub(super) fn trimmed(text: String, blocks: Vec<Block>, page: &Page) -> (String, Vec<Block>) {
    let links = lone_links(page);
    let mut seen = FxHashSet::default();
    let keeps = |block: &&Block| {
        let words = &text[block.bytes.clone()];
        let again = words.len() >= TWICE && !seen.insert(words);
        let link = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) && links.contains(words);
        !(again || link || words.len() < 200 && is_page_aside(words))
    };
    let kept: Vec<&Block> = blocks.iter().filter(keeps).collect();
    let size: usize = kept.iter().map(|block| block.bytes.len()).sum();
    if kept.len() == blocks.len() || size * 10 < text.len() * 6 {
        return (text, blocks);
    }
    let mut builder = TextBuilder::default();
    for block in kept {
        builder.start(block.kind);
        builder.verbatim(&text[block.bytes.clone()]);
    }
    builder.finish()
}

/// The words of links that are all that their block says, and are no sentence.
fn lone_links(page: &Page) -> FxHashSet<String> {
    let links = page.query_selector_all(
        page.root(),
        "p > a[href], li > a[href], div > a[href], h3 > a[href], p > strong > a[href]",
    );
    let lone = links.into_iter().filter_map(|link| {
        let words = folded(&page.iter_text(link, " "));
        let headline = words.split_whitespace().count() >= HEADLINE && !words.ends_with(['.', '!', '”', '"']);
        let around = || Some(folded(&page.iter_text(page.parent(link)?, " ")));
        (headline && around().is_some_and(|around| around == words)).then_some(words)
    });
    lone.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const FIRST: &str = "The army left the town on Monday, the ministry said, and nobody saw the soldiers go.";
    const LAST: &str = "The families were told on Tuesday, by a letter that named neither a place nor a day.";

    #[rstest]
    #[case::a_link("<p><a href=/a>How the army came to the town in spring</a></p>", "")]
    #[case::a_line("<p>Read more: the army in the town</p>", "")]
    #[case::twice("<p>The army left the town on Monday, the ministry said, and nobody saw the soldiers go.</p>", "")]
    #[case::a_sentence(
        "<p><a href=/a>The army had come to the town in spring.</a></p>",
        "The army had come to the town in spring."
    )]
    #[case::words("<p>Nobody saw them.</p>", "Nobody saw them.")]
    fn what_is_no_paragraph_goes(#[case] between: &str, #[case] stays: &str) {
        let html = format!(
            "<html><body><article><h1>Troops leave</h1><p>{FIRST}</p>{between}<p>{LAST}</p></article></body></html>"
        );
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        let paragraphs: Vec<&str> = document.text.split("\n\n").filter(|text| *text != "Troops leave").collect();
        let expected: Vec<&str> = [FIRST, stays, LAST].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(paragraphs, expected);
    }
}
