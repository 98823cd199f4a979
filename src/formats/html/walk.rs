//! An HTML tree → text with its blocks: inline tags do not glue words, headings, items, quotations and tables keep their
//! kind, what is no text of the article (scripts, menus, forms) is left out.

use trafilatura::dom::{Document, NodeId};

use crate::formats::builder::TextBuilder;
use crate::model::BlockKind;

/// Not read at all.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "nav", "footer", "form", "button", "svg", "math", "iframe",
    "select", "textarea", "object", "embed", "audio", "video", "canvas", "input", "dialog", "aside", "menu",
];

/// Begin and end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "body",
    "html",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "li",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "figure",
    "figcaption",
    "header",
    "hr",
    "address",
    "center",
    "td",
    "th",
    "caption",
    "tbody",
    "thead",
    "tfoot",
    "details",
    "summary",
    "fieldset",
    "hgroup",
    "item",
    "list",
    "quote",
    "col",
];

/// A step of the walk, on a stack of its own so that depth costs no call.
enum Step {
    Enter(NodeId),
    Leave { kind: Option<BlockKind>, block: bool },
    Cell,
}

/// Puts all text under `root` into `builder`.
pub(super) fn walk(page: &Document, root: NodeId, builder: &mut TextBuilder) {
    // The kinds that surround what is being read, innermost last.
    let mut around: Vec<BlockKind> = Vec::new();
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(node) if page.is_text(node) => {
                let text = page.outer_html(node);
                if text.trim().is_empty() && builder.is_blank() {
                    continue;
                }
                if !builder.is_open() && !text.trim().is_empty() {
                    builder.start(kind_in(&around));
                }
                builder.words(&text);
            }
            Step::Enter(node) => enter(page, node, builder, &mut around, &mut steps),
            Step::Leave { kind, block } => {
                if kind.is_some() {
                    around.pop();
                }
                if block {
                    builder.end();
                }
            }
            Step::Cell => {
                if !builder.is_blank() {
                    builder.words(" | ");
                }
            }
        }
    }
    builder.end();
}

fn enter(page: &Document, node: NodeId, builder: &mut TextBuilder, around: &mut Vec<BlockKind>, steps: &mut Vec<Step>) {
    let name = page.tag_name(node);
    if LEFT_OUT.contains(&name) || (page.is_element(node) && is_hidden(page, node)) {
        return;
    }
    match name {
        "br" => return builder.line_break(),
        "wbr" => return,
        "img" => return builder.space(),
        _ => {}
    }
    let in_table = around.last() == Some(&BlockKind::Aside);
    if in_table && matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot") {
        // The rows of a table are the lines of one block, its cells apart by bars.
        if name == "tr" {
            builder.line_break();
        }
        for child in page.child_nodes(node).into_iter().rev() {
            steps.push(Step::Enter(child));
        }
        if matches!(name, "td" | "th") && page.prev_element_sibling(node).is_some() {
            steps.push(Step::Cell);
        }
        return;
    }
    let block = BLOCKS.contains(&name) && !in_table;
    let kind = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dd" | "dt" | "item" => Some(BlockKind::ListItem),
        "blockquote" | "quote" => Some(BlockKind::BlockQuote),
        "pre" | "figcaption" | "caption" => Some(BlockKind::Aside),
        "table" if !is_layout(page, node) => Some(BlockKind::Aside),
        _ => None,
    };
    if let Some(kind) = kind {
        around.push(kind);
    }
    if block {
        builder.end();
        if kind == Some(BlockKind::ListItem) || !matches!(name, "ul" | "ol" | "dl" | "tr" | "tbody" | "hr") {
            builder.start(kind_in(around));
        }
    }
    steps.push(Step::Leave { kind, block });
    for child in page.child_nodes(node).into_iter().rev() {
        steps.push(Step::Enter(child));
    }
}

/// The kind of a block inside `around`: the innermost decides, but a table or caption always, and a quotation over an item.
fn kind_in(around: &[BlockKind]) -> BlockKind {
    if around.contains(&BlockKind::Aside) {
        return BlockKind::Aside;
    }
    around.last().copied().unwrap_or(BlockKind::Paragraph)
}

/// Whether no more than `most` elements stand under `node`; no more than these are looked at.
pub(super) fn is_small(page: &Document, node: NodeId, most: usize) -> bool {
    let mut steps = vec![node];
    let mut count = 0;
    while let Some(node) = steps.pop() {
        let children = page.children(node);
        count += children.len();
        if count > most {
            return false;
        }
        steps.extend(children);
    }
    true
}

pub(super) fn is_hidden(page: &Document, node: NodeId) -> bool {
    page.get_attribute(node, "hidden").is_some()
        || page.get_attribute(node, "aria-hidden").is_some_and(|value| value == "true")
        || page.get_attribute(node, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// A cell of data has no more text than this, in bytes.
const CELL: usize = 120;

/// Whether a table arranges a page instead of giving data: it holds headings, or paragraphs that are more than a datum.
fn is_layout(page: &Document, table: NodeId) -> bool {
    let paragraphs = page.iter_descendants(table, &["p"]);
    let data = paragraphs.len() > 1
        && paragraphs.iter().all(|node| page.text_content(*node).trim().len() <= CELL)
        && page.iter_descendants(table, &["td", "th"]).len() >= paragraphs.len();
    !page.iter_descendants(table, &["h1", "h2", "h3", "article", "ul", "blockquote", "table"]).is_empty()
        || !paragraphs.is_empty() && !data
}

/// The text of all `<p>`, for pages whose article nothing finds.
pub(super) fn paragraphs(page: &Document, builder: &mut TextBuilder) {
    for node in page.iter_descendants(page.root(), &["p"]) {
        walk(page, node, builder);
    }
}
