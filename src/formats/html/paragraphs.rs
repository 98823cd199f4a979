//! Paragraphs where a page has none that the extraction would know.
//!
//! - A `<div>` that holds nothing but words is a paragraph; a table that the page is laid out with is none.
//! - An article's text in several parts beside one another becomes one.

use trafilatura::dom::{Document as Page, NodeId};

use super::prepare::weigh;
use super::walk::is_hidden;

/// What a paragraph does not hold.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "dl",
    "li",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "figure",
    "header",
    "hr",
    "address",
    "center",
    "form",
    "details",
    "fieldset",
];
/// Words are a paragraph from so many bytes on.
const SENTENCE: usize = 120;
/// A table's cell with more letters than this is laid out, no datum.
const LAID_OUT: usize = 400;

/// The extraction throws away tags that stand inside sentences ("on <time>Nov. 3</time> the army …") with their words:
/// inside of text they become spans.
pub(super) fn keep_inline(page: &mut Page, body: NodeId) {
    for node in page.iter_descendants(body, &["time", "ins", "label", "data", "output"]) {
        let mut around = page.parent(node);
        for _ in 0..6 {
            let Some(parent) = around else { break };
            if matches!(page.tag_name(parent), "p" | "li" | "blockquote" | "h2" | "h3" | "td") {
                page.set_tag_name(node, "span");
                break;
            }
            around = page.parent(parent);
        }
    }
}

/// Text parted by empty lines becomes paragraphs; a part that is nothing but links goes.
pub(super) fn part_at_breaks(page: &mut Page, body: NodeId) {
    for node in page.iter_descendants(body, &["div", "section", "center", "span", "font", "p"]) {
        let breaks = |page: &Page| page.children(node).iter().filter(|child| page.tag_name(**child) == "br").count();
        if breaks(page) < 2 || !page.iter_descendants(node, BLOCKS).is_empty() {
            continue;
        }
        let mut parts = vec![String::new()];
        let mut broken = 0;
        for child in page.child_nodes(node) {
            let html = if page.is_text(child) { escaped(&page.outer_html(child)) } else { page.outer_html(child) };
            match page.tag_name(child) {
                "br" => broken += 1,
                _ if html.trim().is_empty() => {}
                _ => {
                    if broken > 1 {
                        parts.push(String::new());
                    } else if broken == 1
                        && let Some(part) = parts.last_mut()
                    {
                        part.push_str("<br>");
                    }
                    broken = 0;
                }
            }
            if broken == 0
                && let Some(part) = parts.last_mut()
            {
                part.push_str(&html);
            }
        }
        if parts.len() < 2 {
            continue;
        }
        page.set_tag_name(node, "div");
        page.set_inner_html(node, &parts.iter().map(|part| format!("<p>{part}</p>")).collect::<String>());
    }
}

/// The words of a paragraph become one text: what is bold or linked inside of it is asked by nobody, and each element is
/// copied and searched many times.
pub(super) fn flatten(page: &mut Page, body: NodeId) {
    for node in page.iter_descendants(body, &["p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt"]) {
        let inner = page.iter_descendants(node, &[]);
        let is_break = |page: &Page, inner: NodeId| page.tag_name(inner) == "br";
        let plain = |inner: &NodeId| match page.tag_name(*inner) {
            "br" => page.parent(*inner) == Some(node),
            tag => !BLOCKS.contains(&tag),
        };
        if inner.is_empty() || !inner.iter().all(plain) || inner.iter().all(|inner| is_break(page, *inner)) {
            continue;
        }
        // A paragraph of links is no text, which is for others to say.
        let linked: usize =
            inner.iter().filter(|inner| page.tag_name(**inner) == "a").map(|link| page.text_content(*link).len()).sum();
        if linked * 2 >= page.text_content(node).len() {
            continue;
        }
        for inner in inner {
            if is_hidden(page, inner) {
                page.remove(inner, true);
            }
        }
        let children = page.child_nodes(node);
        if children.iter().any(|child| is_break(page, *child)) {
            let lines = children
                .iter()
                .map(|child| if is_break(page, *child) { "<br>".to_owned() } else { escaped(&text_of(page, *child)) });
            let lines: String = lines.collect();
            page.set_inner_html(node, &lines);
            continue;
        }
        let text = page.text_content(node);
        for child in children {
            page.remove(child, true);
        }
        page.set_text(node, &text);
    }
}

/// The words of an element or a text.
fn text_of(page: &Page, node: NodeId) -> String {
    if page.is_text(node) { page.outer_html(node) } else { page.text_content(node) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Tables that hold more than data are the page's layout.
pub(super) fn lay_out(page: &mut Page, body: NodeId) {
    let weights = weigh(page, body);
    let weight = |node: &NodeId| weights.get(node).copied().unwrap_or_default();
    for table in page.iter_descendants(body, &["table"]) {
        let parts = page.iter_descendants(table, &["tbody", "thead", "tfoot", "tr", "td", "th", "caption"]);
        let cells = || parts.iter().filter(|part| matches!(page.tag_name(**part), "td" | "th"));
        let holds = |node: &NodeId| {
            let weight = weight(node);
            weight.paragraphs > 1 || weight.text.saturating_sub(weight.linked) > LAID_OUT
        };
        let laid_out = cells().any(holds);
        if laid_out {
            page.set_tag_name(table, "div");
            for part in parts {
                page.set_tag_name(part, "div");
            }
        }
    }
}

/// Text that stands in a `<div>` without paragraphs is one.
pub(super) fn mark_paragraphs(page: &mut Page, body: NodeId) {
    for node in page.iter_descendants(body, &["div", "section", "center"]) {
        let children = page.child_nodes(node);
        let words = children.iter().any(|child| page.is_text(*child) && !page.outer_html(*child).trim().is_empty());
        if words && page.iter_descendants(node, BLOCKS).is_empty() && is_sentence(&page.text_content(node)) {
            page.set_tag_name(node, "p");
        }
    }
}

/// Whether words in a box of their own are a paragraph, and no date, name or button.
fn is_sentence(words: &str) -> bool {
    let words = words.trim();
    words.len() >= SENTENCE || words.ends_with(['.', '!', '?', '”', '"', '…', '»', '。'])
}

/// The extraction takes the first element that is marked as the article's text: where several stand beside one another,
/// what is around them has to be it.
pub(super) fn join_parts(page: &mut Page, body: NodeId) {
    let is_part = |page: &Page, node: NodeId| {
        let class = page.class_name(node).to_lowercase();
        let mark = |text: &str| {
            ["article-body", "article__body", "articlebody", "article-text", "entry-content", "post-content"]
                .iter()
                .any(|mark| text.contains(mark))
        };
        mark(&class) || page.get_attribute(node, "itemprop").is_some_and(|marks| marks == "articleBody")
    };
    let parts: Vec<NodeId> = page
        .iter_descendants(body, &["div", "section", "article"])
        .into_iter()
        .filter(|node| is_part(page, *node) && !page.iter_descendants(*node, &["p"]).is_empty())
        .collect();
    let Some(parent) = parts.first().and_then(|first| page.parent(*first)) else { return };
    let beside = parts.iter().filter(|part| page.parent(**part) == Some(parent)).count();
    if beside > 1 && parent != body {
        page.set_attribute(parent, "itemprop", "articleBody");
    }
}
