//! A page as the extraction gets it: without what is surely no part of an article, so that less is searched and copied, and
//! with the marks that it looks for where pages have others ([`paragraphs`]).
//!
//! Scripts, drawings, menus, captions go, and the boxes whose names are in `lexicon/page_boxes.tsv`.

use rustc_hash::{FxHashMap, FxHashSet};
use trafilatura::dom::{Document as Page, NodeId};

use super::{headed, paragraphs};
use crate::formats::lexicon;

/// Never of an article. (`figure` may hold a table, and stays until it is known that it does not.)
const NEVER: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "canvas",
    "picture",
    "source",
    "map",
    "nav",
    "menu",
    "aside",
    "footer",
    "button",
    "select",
    "textarea",
    "input",
    "dialog",
    "datalist",
    "link",
    "img",
    "head",
    "figcaption",
];
/// A box that is short has no more letters.
const SHORT: usize = 500;
/// The body of `page` without what is never read and without lists of links: what it says of itself is looked for here.
pub(super) fn thinned(page: &Page) -> Page {
    let body = page.body().unwrap_or_else(|| page.root());
    let mut page = page.extract_subtree_as_document(body);
    let Some(body) = page.body() else { return page };
    unwrap_forms(&mut page, body);
    for node in page.iter_descendants(body, NEVER) {
        page.remove(node, true);
    }
    for node in page.collect_comment_nodes(body) {
        page.remove_comment(node);
    }
    for node in page.iter_descendants(body, &["figure"]) {
        if page.iter_descendants(node, &["table", "p", "pre"]).is_empty() {
            page.remove(node, true);
        }
    }
    drop_links(&mut page, body);
    // What was taken out is still in the tree's memory, and copied with it.
    page.extract_subtree_as_document(body)
}

/// A [`thinned`] page as the extraction gets it.
pub(super) fn prepared(thin: &Page) -> Page {
    let mut page = thin.clone_document();
    let Some(body) = page.body() else { return page };
    paragraphs::keep_inline(&mut page, body);
    headed::drop(&mut page, body);
    drop_teasers(&mut page, body);
    unbox(&mut page, body);
    paragraphs::lay_out(&mut page, body);
    paragraphs::part_at_breaks(&mut page, body);
    paragraphs::mark_paragraphs(&mut page, body);
    paragraphs::join_parts(&mut page, body);
    paragraphs::flatten(&mut page, body);
    page.extract_subtree_as_document(body)
}

/// Some systems put the whole page into one form.
fn unwrap_forms(page: &mut Page, body: NodeId) {
    for node in page.iter_descendants(body, &["form"]) {
        let whole = page.iter_descendants(node, &["p"]).len() > 4 || !page.iter_descendants(node, &["h1"]).is_empty();
        if whole {
            page.set_tag_name(node, "div");
        } else {
            page.remove(node, true);
        }
    }
}

// Links

/// A list of links has so many at least, and at most a quarter of its letters beside them.
const LINKS: usize = 6;

/// What stands under an element: bytes of text, those of them in links, links, paragraphs.
#[derive(Default, Clone, Copy)]
pub(super) struct Weight {
    pub text: usize,
    pub linked: usize,
    links: usize,
    pub paragraphs: usize,
}

/// What stands under each element of `body`, counted once for all of them.
pub(super) fn weigh(page: &Page, body: NodeId) -> FxHashMap<NodeId, Weight> {
    let mut weights: FxHashMap<NodeId, Weight> = FxHashMap::default();
    // Parents come before their children: from the back, each is whole before it is added to its own.
    for node in page.iter(body, &[]).iter().rev() {
        let mut own = weights.get(node).copied().unwrap_or_default();
        for child in page.child_nodes(*node) {
            if page.is_text(child) {
                own.text += page.outer_html(child).split_whitespace().map(str::len).sum::<usize>();
            }
        }
        match page.tag_name(*node) {
            "a" => {
                own.linked = own.text;
                own.links += 1;
            }
            "p" => own.paragraphs += 1,
            _ => {}
        }
        weights.insert(*node, own);
        if let Some(parent) = page.parent(*node) {
            let around = weights.entry(parent).or_default();
            around.text += own.text;
            around.linked += own.linked;
            around.links += own.links;
            around.paragraphs += own.paragraphs;
        }
    }
    weights
}

/// Menus, lists of sections and the like, whatever they are called.
fn drop_links(page: &mut Page, body: NodeId) {
    let weights = weigh(page, body);
    let mut steps = vec![body];
    while let Some(node) = steps.pop() {
        for child in page.children(node) {
            let weight = weights.get(&child).copied().unwrap_or_default();
            let list = weight.links >= LINKS && weight.linked * 4 >= weight.text * 3;
            let tag =
                matches!(page.tag_name(child), "div" | "ul" | "ol" | "dl" | "section" | "header" | "table" | "td");
            if list && tag && page.iter_descendants(child, &["h1"]).is_empty() {
                page.remove(child, true);
            } else if weight.links >= LINKS {
                steps.push(child);
            }
        }
    }
}

// Boxes

fn unbox(page: &mut Page, body: NodeId) {
    let whole = letters(page, body);
    let mut found: Vec<(NodeId, &str, usize)> = Vec::new();
    let mut steps = vec![body];
    while let Some(node) = steps.pop() {
        for child in page.children(node) {
            match box_name(page, child) {
                Some((name, letters)) => found.push((child, name, letters)),
                None => steps.push(child),
            }
        }
    }
    // A name that much of the text goes by is the page's own.
    let mut sums: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, name, letters) in &found {
        *sums.entry(name).or_default() += letters;
    }
    for (node, name, _) in found {
        // Captions may be longer than a text of pictures.
        if name.contains("caption") || sums.get(name).is_some_and(|sum| sum * 5 <= whole * 2) {
            page.remove(node, true);
        }
    }
}

/// The word that makes `node` a box, and how many letters are in it.
fn box_name(page: &Page, node: NodeId) -> Option<(&'static str, usize)> {
    let tag = page.tag_name(node);
    if matches!(tag, "article" | "main" | "h1" | "a" | "b" | "i" | "em" | "strong" | "br") {
        return None;
    }
    let names = names(page, node)?;
    let mut letters = None;
    let (name, _) = lexicon::page_boxes().iter().find(|(name, kind)| {
        if !names.contains(name) || !bounded(&names, name) {
            return false;
        }
        let size = *letters.get_or_insert_with(|| self::letters(page, node));
        *kind == "any" || size <= SHORT
    })?;
    let held = page.iter_descendants(node, &["h1", "article"]);
    let own = held.iter().any(|held| page.tag_name(*held) == "h1") || own_text(page, node);
    (!own).then(|| (*name, letters.unwrap_or_default()))
}

/// Whether the page says that `node` holds the article's text.
fn own_text(page: &Page, node: NodeId) -> bool {
    page.iter(node, &["div", "section", "article"])
        .into_iter()
        .any(|node| page.get_attribute(node, "itemprop").is_some_and(|marks| marks.contains("articleBody")))
}

pub(super) fn bounded(names: &str, name: &str) -> bool {
    names.match_indices(name).any(|(at, _)| names[..at].ends_with(' ') && names[at + name.len()..].starts_with(' '))
}

/// The words of an element's names, in small letters, a space before and after each: " article related links ".
pub(super) fn names(page: &Page, node: NodeId) -> Option<String> {
    let (class, id) = (page.class_name(node), page.id_attr(node));
    if class.is_empty() && id.is_empty() {
        return None;
    }
    let mut words = String::with_capacity(class.len() + id.len() + 8);
    words.push(' ');
    for name in [class, id] {
        let mut small = false;
        for c in name.chars() {
            let ends = !c.is_alphanumeric() || (c.is_uppercase() && small);
            if ends && !words.ends_with(' ') {
                words.push(' ');
            }
            if c.is_alphanumeric() {
                words.extend(c.to_lowercase());
            }
            small = c.is_lowercase();
        }
        if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    Some(words)
}

/// How many bytes of text stand under `node` outside of links.
pub(super) fn letters(page: &Page, node: NodeId) -> usize {
    let linked: usize = page.iter_descendants(node, &["a"]).into_iter().map(|link| page.text_content(link).len()).sum();
    page.text_content(node).split_whitespace().map(str::len).sum::<usize>().saturating_sub(linked)
}

// Teasers

/// A list of teasers has so many at least; one of them has no more letters beside its headline.
const TEASERS: usize = 3;
const TEASER: usize = 200;
/// A headline has so many words at least.
const HEADLINE: usize = 4;

/// Lists of other articles, whatever they are called: elements of one kind beside one another that each begin with
/// a linked headline and say little more.
fn drop_teasers(page: &mut Page, body: NodeId) {
    let mut parents: Vec<NodeId> = Vec::new();
    let mut seen = FxHashSet::default();
    for link in page.iter_descendants(body, &["a"]) {
        let words = page.text_content(link);
        if words.split_whitespace().count() < HEADLINE || words.trim_end().ends_with(['.', '!', '”', '"', ',']) {
            continue;
        }
        // The element of a list that the link stands in, and the list, are a few steps up.
        let mut at = link;
        for _ in 0..5 {
            let Some(parent) = page.parent(at).filter(|parent| *parent != body) else { break };
            if seen.insert(parent) && page.children(parent).len() >= TEASERS {
                parents.push(parent);
            }
            at = parent;
        }
    }
    for parent in parents {
        if matches!(page.tag_name(parent), "div" | "ul" | "ol" | "section") && is_list_of_teasers(page, parent) {
            page.remove(parent, true);
        }
    }
}

fn is_list_of_teasers(page: &Page, list: NodeId) -> bool {
    let children = page.children(list);
    let teasers = children.iter().filter(|child| is_teaser(page, **child)).count();
    // An article may list what others wrote: between its paragraphs, words beside the links are its own.
    let paragraphs = || page.parent(list).map_or(0, |parent| page.iter_descendants(parent, &["p"]).len());
    if matches!(page.tag_name(list), "ul" | "ol") && letters(page, list) > 0 && paragraphs() >= TEASERS {
        return false;
    }
    // A heading may stand over them and a button under them.
    teasers >= TEASERS && teasers + 2 >= children.len()
}

fn is_teaser(page: &Page, node: NodeId) -> bool {
    if !matches!(page.tag_name(node), "div" | "li" | "article" | "section" | "a") {
        return false;
    }
    let links = page.iter(node, &["a"]);
    let headline = links.iter().find(|link| page.text_content(**link).split_whitespace().count() >= HEADLINE);
    let Some(headline) = headline else { return false };
    let (whole, headline) = (page.text_content(node), page.text_content(*headline));
    let before = whole.find(headline.trim()).unwrap_or(whole.len());
    before < 40 && letters(page, node) <= TEASER
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const FIRST: &str = "The army left the town on Monday, the ministry said, and nobody saw the soldiers go.";
    const SECOND: &str = "The families were told on Tuesday, by a letter that named neither a place nor a day.";
    const THIRD: &str = "“We do not know where they are,” said Jane Doe, whose brother is one of the soldiers.";

    fn paragraphs(body: &str) -> Vec<String> {
        let html = format!("<html lang=en><body><h1>Troops leave town</h1>{body}</body></html>");
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        document.text.split("\n\n").map(str::to_owned).collect()
    }

    #[rstest]
    #[case::by_its_name(
        "<div class=relatedLinks><h3>More</h3><p>Other troops left other towns, it was said in spring.</p></div>"
    )]
    #[case::a_form("<form><p>Our letter brings you the news every morning, free of charge.</p><input></form>")]
    #[case::a_short_box("<div class='promo-box'><p>Become a member and read without limits from today.</p></div>")]
    #[case::teasers(
        "<div class=x1><div><a href=/a>How the army came to the town</a><p>In spring.</p></div><div><a href=/b>Why nobody asked the \
         families first</a></div><div><a href=/c>What the ministry has said so far</a></div></div>"
    )]
    #[case::a_caption(
        "<figure><img><figcaption>Soldiers near the town, seen on Sunday by Jane Roe.</figcaption></figure>"
    )]
    fn boxes_between_paragraphs_go(#[case] between: &str) {
        let body = format!("<div class=text><p>{FIRST}</p><p>{SECOND}</p>{between}<p>{THIRD}</p></div>");
        assert_eq!(paragraphs(&body), [FIRST, SECOND, THIRD]);
    }

    #[rstest]
    #[case::a_name_that_the_whole_goes_by(format!("<div class='content-sidebar promo'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"))]
    #[case::a_name_of_many_parts(format!("<div><div class=share-text><p>{FIRST}</p></div><div class=share-text><p>{SECOND}</p></div>\
        <div class=share-text><p>{THIRD}</p></div></div>"))]
    #[case::no_paragraphs(format!("<div><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></div>"))]
    #[case::empty_lines(format!("<div>{FIRST}<br><br>{SECOND}<br>\n<br><br>{THIRD}</div>"))]
    #[case::several_bodies(format!("<main><div class=article-body><p>{FIRST}</p></div><div class=ad></div>\
        <div class=article-body><p>{SECOND}</p><p>{THIRD}</p></div></main>"))]
    #[case::a_page_in_a_form(format!("<form><h1>Troops leave town</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></form>"))]
    #[case::a_page_in_a_table(format!("<table><tr><td>{FIRST}<br><br>{SECOND}<br><br>{THIRD}<br><br>{}</td></tr></table>", ""))]
    fn the_text_stays(#[case] body: String) {
        assert_eq!(paragraphs(&body), [FIRST, SECOND, THIRD]);
    }
}
