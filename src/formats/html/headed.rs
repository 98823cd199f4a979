//! What a heading says is no part of the article: readers' comments to the end of their box, lists of links beside
//! "Related" and "Sources". Boxes whose names are told by a list are for [`super::prepare`]; these have any name.

use trafilatura::dom::{Document as Page, NodeId};

use super::prepare::letters;
use super::walk::is_small;
use crate::formats::builder::folded;
use crate::formats::lexicon;

/// A heading is no longer than this, in bytes.
const HEADING: usize = 90;
/// An article has so many bytes before its readers speak.
const ARTICLE: usize = 300;
/// A list of links has at most as many bytes beside them as in them; with a link each, so many bytes.
const BESIDE: usize = 60;

/// Takes away what stands under such headings.
pub(super) fn drop(page: &mut Page, body: NodeId) {
    let heads =
        page.iter_descendants(body, &["h2", "h3", "h4", "h5", "h6", "p", "div", "strong", "b", "span", "legend"]);
    for head in heads {
        if page.parent(head).is_none() {
            continue;
        }
        match kind(page, head) {
            Some("comments") => drop_comments(page, body, head),
            Some("links") => drop_links(page, head),
            _ => {}
        }
    }
}

/// What `node` is the heading of.
fn kind(page: &Page, node: NodeId) -> Option<&'static str> {
    if !is_small(page, node, 6) {
        return None;
    }
    let inner = page.iter_descendants(node, &[]);
    let blocks = ["p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "table", "section", "article"];
    if inner.iter().any(|inner| blocks.contains(&page.tag_name(*inner))) {
        return None;
    }
    let words = page.text_content(node);
    if words.len() > HEADING || words.trim_end().ends_with('.') {
        return None;
    }
    let words: String = words.to_lowercase().chars().filter(|c| !c.is_ascii_digit()).collect();
    let words = folded(&words);
    let words = words.trim_matches(|c: char| !c.is_alphabetic());
    let exact = |known: &str| words == known;
    // "2 thoughts on “Troops leave town”"
    let opens = |known: &str| known.ends_with(" on") || known.ends_with(" to") || known.ends_with(" from");
    let starts = |known: &str| opens(known) && words.strip_prefix(known).is_some_and(|rest| rest.starts_with(' '));
    lexicon::page_heads().iter().find(|(known, _)| exact(known) || starts(known)).map(|(_, kind)| *kind)
}

/// Takes the heading and all that follows it in its box, or in the box around that where it stands alone there.
fn drop_comments(page: &mut Page, body: NodeId, head: NodeId) {
    let mut at = head;
    for _ in 0..4 {
        let following = following(page, at);
        if following.iter().any(|node| letters(page, *node) > 0) {
            // Whoever begins with the comments has the article elsewhere.
            let around = page.parent(at).unwrap_or(body);
            let holds = following.iter().any(|node| {
                matches!(page.tag_name(*node), "h1" | "article" | "main")
                    || !page.iter_descendants(*node, &["h1", "article"]).is_empty()
            });
            let left: usize =
                letters(page, body).saturating_sub(following.iter().map(|node| letters(page, *node)).sum());
            if holds || around == body && page.tag_name(at) == "span" || left < ARTICLE {
                return;
            }
            for node in following {
                page.remove(node, true);
            }
            page.remove(at, true);
            return;
        }
        match page.parent(at) {
            Some(parent) if parent != body => at = parent,
            _ => return,
        }
    }
}

fn following(page: &Page, node: NodeId) -> Vec<NodeId> {
    let mut following = Vec::new();
    let mut next = page.next_element_sibling(node);
    while let Some(node) = next {
        following.push(node);
        next = page.next_element_sibling(node);
    }
    following
}

/// Takes the heading and the list of links that follows it.
fn drop_links(page: &mut Page, head: NodeId) {
    let mut at = head;
    for _ in 0..2 {
        if let Some(next) = page.next_element_sibling(at) {
            if is_links(page, next) {
                page.remove(next, true);
                page.remove(at, true);
            }
            return;
        }
        // The heading may stand in a paragraph of its own.
        match page.parent(at) {
            Some(parent) if folded(&page.text_content(parent)) == folded(&page.text_content(at)) => at = parent,
            _ => return,
        }
    }
}

fn is_links(page: &Page, node: NodeId) -> bool {
    if !matches!(page.tag_name(node), "ul" | "ol" | "dl" | "div" | "section" | "p" | "a") {
        return false;
    }
    let links = page.iter(node, &["a"]);
    let linked: usize = links.iter().map(|link| page.text_content(*link).len()).sum();
    let beside = letters(page, node);
    !links.is_empty() && beside <= linked && beside <= BESIDE * links.len()
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const FIRST: &str = "The army left the town on Monday, the ministry said, and nobody saw the soldiers go.";
    const SECOND: &str = "The families were told on Tuesday, by a letter that named neither a place nor a day.";
    const THIRD: &str = "“We do not know where they are,” said Jane Doe, whose brother is one of the soldiers.";
    const FOURTH: &str = "The ministry gave no answer to questions about the pay of those who had been sent away.";

    fn paragraphs(body: &str) -> Vec<String> {
        let html = format!("<html lang=en><body><h1>Troops leave town</h1>{body}</body></html>");
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        document.text.split("\n\n").map(str::to_owned).collect()
    }

    const READERS: &str = "<div><b>user1</b><p>I have seen the soldiers myself, at the station, and there were many of them there.</p></div>\
        <div><b>user2</b><p>Nobody will tell us the truth about any of this before the next election comes around.</p></div>";

    #[rstest]
    #[case::readers(&format!("<div class=z9><h3>Join the discussion</h3>{READERS}</div>"))]
    #[case::readers_counted(&format!("<div class=z9><div><h4>Comments (12)</h4></div><div>{READERS}</div></div>"))]
    #[case::readers_elsewhere(&format!("<section><h3>3 Kommentare</h3>{READERS}</section>"))]
    #[case::sources(
        "<h4>Sources</h4><ol><li><a href=/1>Ministry of Works, yearbook</a></li><li><a href=/2>Bureau of Pay, a table</a></li></ol>"
    )]
    #[case::related("<p><strong>READ MORE:</strong></p><ul><li><a href=/1>How the army came to the town</a></li></ul>")]
    fn what_headings_say_is_no_article_goes(#[case] tail: &str) {
        let body = format!("<div class=t1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p>{tail}</div>");
        assert_eq!(paragraphs(&body), [FIRST, SECOND, THIRD, FOURTH]);
    }

    #[rstest]
    #[case::said("<h3>Sources</h3><p>“Nobody was asked,” said an officer who was there on the day and saw it all.</p>")]
    #[case::in_words(
        "<p>Comments.</p><p>Nobody was asked, said an officer who was there on the day and saw it all.</p>"
    )]
    fn the_articles_own_stays(#[case] tail: &str) {
        let body = format!("<div class=t1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p>{tail}</div>");
        assert!(paragraphs(&body).last().unwrap().contains("an officer who was there"), "{:?}", paragraphs(&body));
    }
}
