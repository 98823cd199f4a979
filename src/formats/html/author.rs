//! Who wrote a page, by whoever says so first with the name of a person: JSON-LD, `<meta>`, microdata and links, classes,
//! the line under the headline. An agency or a pen name is taken where nobody names a person.

use serde_json::{Map, Value};
use trafilatura::dom::{Document as Page, NodeId};

use super::metadata::{Meta, decoded, is_of_the_article};
use super::top;
use crate::formats::author::{Named, is_opened, sense};
use crate::formats::builder::folded;
use crate::formats::{byline, fields};

const META: &[&str] = &[
    "author",
    "byl",
    "byline",
    "article:author",
    "og:article:author",
    "og:author",
    "article:author_name",
    "article.author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "rbauthors",
    "authors",
    "author_name",
    "dable:author",
    "twitter:creator:name",
];

/// Where names stand, the most plainly marked first.
const MARKS: &[&str] = &[
    "[itemprop~=\"author\"] [itemprop=\"name\"]",
    "[itemprop~=\"author\"]",
    "[rel~=\"author\"]",
    "[class*=\"byline\"] [class*=\"name\"], [class*=\"Byline\"] [class*=\"ame\"], [class*=\"author-name\"], \
     [class*=\"authorname\"], [class*=\"author__name\"], [class*=\"author_name\"], [class*=\"AuthorName\"], \
     [class*=\"authorName\"], [data-testid*=\"author-name\"], [data-testid*=\"byline\"] a, [data-testid=\"author\"] a",
    ".vcard .fn, .p-author, .h-card .p-name, a.author, span.author, address.author, address [rel=\"author\"]",
    "[class*=\"byline\"] a, [class*=\"Byline\"] a, [class*=\"author\"] a[href*=\"author\"], [class*=\"author\"] a[href*=\"autor\"]",
    "[class*=\"byline\"], [class*=\"Byline\"], [id*=\"byline\"], [data-testid*=\"byline\"], [class*=\"submitted\"], .by",
    "[class*=\"author\"], [class*=\"Author\"], [id*=\"author\"], [class*=\"autor\"], [class*=\"auteur\"], [class*=\"writer\"], [class*=\"contrib\"], \
     [class*=\"columnist\"], [class*=\"reporter\"], [class*=\"journalist\"], [data-testid=\"author\"]",
    "a[href*=\"/author/\"], a[href*=\"/authors/\"], a[href*=\"/profile/\"], a[href*=\"/autor/\"], a[href*=\"/people/\"], a[href*=\"/staff/\"]",
];

/// Boxes that tell about who wrote the page, under it; and where the name stands in them.
const ABOUT: &str = "[class*=\"author-bio\"], [class*=\"author-box\"], [class*=\"authorbox\"], [class*=\"author_bio\"], \
    [class*=\"about-author\"], [class*=\"about-the-author\"], [class*=\"author-info\"], [class*=\"author-card\"], [class*=\"author-profile\"]";
const NAME: &str = "h2, h3, h4, h5, strong, b, a, [class*=\"name\"]";

/// Where a line may stand that begins with "By", among others.
const LINES: &str =
    "[class*=\"meta\"], [class*=\"Meta\"], [class*=\"credit\"], [class*=\"info\"], [class*=\"details\"]";

/// A line of names is no longer than this, in bytes.
const LINE: usize = 160;

/// The author of a page that `outlet` published, told of by the JSON-LD `nodes`, the article's own first.
pub(super) fn author(
    (page, thin): (&Page, &Page),
    meta: &Meta,
    nodes: &[&Map<String, Value>],
    title: Option<&str>,
    outlet: Option<&str>,
) -> Option<String> {
    let mut stand_in = None;
    let mut person = |named: Named| -> Option<String> {
        let people = named.people();
        if people.is_none() && stand_in.is_none() {
            stand_in = named.anybody();
        }
        people
    };
    let told = nodes.iter().map(|node| fields::names(node)).find(|names| !names.is_empty()).unwrap_or_default();
    let told: Vec<String> = told.iter().map(|name| decoded(name)).collect();
    let mut found = person(Named::of(told.iter().map(String::as_str), outlet));
    for name in META {
        found = found.or_else(|| person(Named::of(meta.all(name), outlet)));
    }
    let parsely = meta.parsely().map(|page| fields::names(&page)).unwrap_or_default();
    found = found.or_else(|| person(Named::of(parsely.iter().map(String::as_str), outlet)));
    found = found.or_else(|| person(Named::of(card(meta), outlet)));
    // What is in sight counts only where it names a person: classes are about many things.
    found
        .or_else(|| in_sight(thin, outlet))
        .or_else(|| lines(thin, outlet))
        .or_else(|| top::author(thin, title, outlet))
        .or_else(|| about(page, outlet))
        .or(stand_in)
}

/// Whom the one box under the page is about. Several are about those who wrote other pages.
fn about(page: &Page, outlet: Option<&str>) -> Option<String> {
    let boxes = page.query_selector_all(page.root(), ABOUT);
    let names = boxes.iter().take(12).filter(|node| !is_of_a_comment(page, **node)).filter_map(|node| {
        let named = page.query_selector_all(*node, NAME).into_iter().take(8);
        named.filter_map(|node| line(page, node)).find_map(|words| Named::of([words.as_str()], outlet).people())
    });
    let mut names: Vec<String> = names.collect();
    names.dedup();
    <[String; 1]>::try_from(names).ok().map(|[name]| name)
}

/// Who is named by a line that says "By" and stands where dates and the like do.
fn lines(page: &Page, outlet: Option<&str>) -> Option<String> {
    let nodes = page.query_selector_all(page.root(), LINES);
    let ours =
        nodes.into_iter().take(40).filter(|node| is_of_the_article(page, *node) && !is_of_a_comment(page, *node));
    ours.filter_map(|node| Some(words(page, node)).filter(|text| text.len() <= LINE && is_opened(text)))
        .find_map(|text| Named::of([text.as_str()], outlet).people())
}

/// "Written by" and who, as `twitter:label1` and `twitter:data1` have it.
fn card(meta: &Meta) -> Option<&str> {
    [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")].iter().find_map(|(label, data)| {
        let label = meta.first(label)?.to_lowercase();
        sense(label.trim_end_matches(':').trim(), "label").then(|| meta.first(data)).flatten()
    })
}

fn in_sight(page: &Page, outlet: Option<&str>) -> Option<String> {
    MARKS.iter().find_map(|selector| {
        let nodes = page.query_selector_all(page.root(), selector);
        let ours: Vec<NodeId> = nodes
            .into_iter()
            .take(24)
            .filter(|node| is_of_the_article(page, *node) && !is_of_a_comment(page, *node))
            .collect();
        // Names that are links stand beside one another; whole lines stand alone.
        let around = |node: NodeId| (page.parent(node), page.parent(node).and_then(|parent| page.parent(parent)));
        let first = ours.first().map(|first| around(*first)).unwrap_or_default();
        let beside = |node: NodeId| {
            let (parent, above) = around(node);
            // Each may stand in a `<span>` of its own.
            parent == first.0 || above == first.1 && parent.is_some_and(|parent| page.tag_name(parent) == "span")
        };
        let together = ours.iter().filter(|node| beside(**node));
        let lines: Vec<String> = together.filter_map(|node| line(page, *node)).take(6).collect();
        Named::of(lines.iter().map(String::as_str), outlet)
            .people()
            .or_else(|| ours.iter().find_map(|node| Named::of([line(page, *node)?.as_str()], outlet).people()))
    })
}

/// The words of a short element; of one that is a byline, its names alone.
fn line(page: &Page, node: NodeId) -> Option<String> {
    let text = words(page, node);
    if text.is_empty() || text.len() > LINE {
        return None;
    }
    Some(byline::line(&text).map_or(text, |found| found.names))
}

/// The words of an element, up to the line break behind the first of them: what somebody is may stand on a second line.
fn words(page: &Page, node: NodeId) -> String {
    let children = page.child_nodes(node);
    let mut text = String::new();
    if children.iter().any(|child| page.tag_name(*child) == "br") {
        for child in children {
            if page.tag_name(child) == "br" && text.split_whitespace().count() > 1 {
                break;
            }
            text.push(' ');
            text.push_str(&if page.is_text(child) { page.outer_html(child) } else { page.iter_text(child, " ") });
        }
        return folded(text.trim());
    }
    // "By Jane Doe" and what she is stand in blocks of their own.
    let blocks = page.children(node).into_iter().filter(|child| matches!(page.tag_name(*child), "div" | "p" | "li"));
    let blocks: Vec<String> = blocks.map(|block| folded(&page.iter_text(block, " "))).collect();
    let whole = folded(&page.iter_text(node, " "));
    if blocks.len() > 1 && blocks.iter().map(String::len).sum::<usize>() + blocks.len() > whole.len() {
        return blocks.join(" | ");
    }
    whole
}

fn is_of_a_comment(page: &Page, node: NodeId) -> bool {
    let mut at = Some(node);
    for _ in 0..12 {
        let Some(here) = at else { break };
        let class = page.class_name(here).to_lowercase();
        let id = page.id_attr(here).to_lowercase();
        if ["comment", "reply", "respond"].iter().any(|word| class.contains(word) || id.contains(word)) {
            return true;
        }
        at = page.parent(here);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const TEXT: &str = "<p>The army left the town on Monday, the ministry said, and nobody saw the soldiers go.</p>";

    fn author(head: &str, body: &str) -> Option<String> {
        let html = format!(
            "<html lang=en><head><meta property='og:site_name' content='The Daily Example'>{head}</head>\
            <body><h1>Troops leave town</h1>{body}{TEXT}</body></html>"
        );
        read(html.as_bytes(), Saved::default()).unwrap().byline
    }

    #[rstest]
    #[case::of_readers(
        r#"<meta name="parsely-page" content='{"type": "post", "author": "Jane Doe", "pub_date": "2024-11-03"}'>"#,
        ""
    )]
    #[case::no_sound_json(
        r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "He said "no"", "author": {"name": "Jane Doe"}}</script>"#,
        ""
    )]
    #[case::marked_as_text(
        r#"<script type="application/ld+json">/*<![CDATA[*/{"@type": "NewsArticle", "author": {"name": "Jane&nbsp;Doe"}}/*]]>*/</script>"#,
        ""
    )]
    #[case::for_tests("", "<div data-testid='author'><a href='/u/1'>Jane Doe</a></div>")]
    #[case::a_box("", "<div class='author-bio'><h4>Jane Doe</h4><p>She covers the coast for us.</p></div>")]
    fn they_are_named_in_other_places(#[case] head: &str, #[case] body: &str) {
        assert_eq!(author(head, body).as_deref(), Some("Jane Doe"));
    }

    #[rstest]
    #[case::a_station("KXYZ Staff")]
    #[case::a_team("News 5 Web Staff")]
    #[case::digital("WXYZ Digital Team")]
    fn a_newsroom_is_nobody(#[case] name: &str) {
        assert_eq!(author(&format!("<meta name=author content='{name}'>"), &format!("<p>By {name}</p>")), None);
    }

    const LD: &str = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"author\": ";

    #[rstest]
    #[case::a_text("\"Jane Doe\"", "Jane Doe")]
    #[case::an_object(
        "{\"@type\": \"Person\", \"name\": \"Jane Doe\", \"url\": \"https://example.org/jane\"}",
        "Jane Doe"
    )]
    #[case::a_list("[{\"name\": \"Jane Doe\"}, {\"name\": \"John Roe\"}]", "Jane Doe, John Roe")]
    #[case::two_in_one("\"Jane Doe and John Roe\"", "Jane Doe, John Roe")]
    #[case::a_list_of_names("{\"name\": [\"Jane Doe\", \"John Roe\"]}", "Jane Doe, John Roe")]
    #[case::an_agency("{\"@type\": \"Organization\", \"name\": \"Reuters\"}", "Reuters")]
    fn json_ld_names_them(#[case] value: &str, #[case] expected: &str) {
        assert_eq!(author(&format!("{LD}{value}}}</script>"), "").as_deref(), Some(expected));
    }

    #[test]
    fn a_person_comes_before_the_outlet_and_its_agency() {
        let head = format!("{LD}{{\"@type\": \"Organization\", \"name\": \"The Daily Example\"}}}}</script>");
        assert_eq!(author(&head, "<p class=byline>By Jane Doe</p>").as_deref(), Some("Jane Doe"));
        let head = format!("{LD}\"Reuters\"}}</script><meta name=author content='Jane Doe'>");
        assert_eq!(author(&head, "").as_deref(), Some("Jane Doe"));
    }

    #[rstest]
    #[case("<meta name=author content='By Jane Doe, Staff Writer'>")]
    #[case(
        "<meta property='article:author' content='https://social.example/jane'><meta name=parsely-author content='Jane Doe'>"
    )]
    #[case("<meta name=sailthru.author content='Jane Doe'>")]
    #[case("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Doe'>")]
    fn metas_name_them(#[case] head: &str) {
        assert_eq!(author(head, "").as_deref(), Some("Jane Doe"));
    }

    #[rstest]
    #[case("<a rel=author href=/j>Jane Doe</a>", "Jane Doe")]
    #[case("<div class=byline>By <a href=/j>Jane Doe</a> and <a href=/r>John Roe</a></div>", "Jane Doe, John Roe")]
    #[case("<div class=byline>By Jane Doe and John Roe, Senior Reporters</div>", "Jane Doe, John Roe")]
    #[case("<span class='article-author'>Jane Doe</span><span class=date>3 Nov 2024</span>", "Jane Doe")]
    #[case(
        "<div class=post-meta>3 Nov 2024 by <span class='author vcard'><a class='url fn n' href=/author/j>Jane Doe</a></span></div>",
        "Jane Doe"
    )]
    #[case("<div class=ContributorName-authorName>Jane Doe</div>", "Jane Doe")]
    #[case("<p>By Jane Doe</p>", "Jane Doe")]
    #[case(
        "<div class=comments><span class=author>Some Body</span></div><p class=autor>Von Jana Muster</p>",
        "Jana Muster"
    )]
    fn what_stands_in_sight_names_them(#[case] body: &str, #[case] expected: &str) {
        assert_eq!(author("", body).as_deref(), Some(expected));
    }

    #[rstest]
    #[case("")]
    #[case("<div class=author-box>About the author</div>")]
    #[case("<div class=comment><b class=author>Some Body</b> said</div>")]
    #[case("<p class=byline>By Staff</p>")]
    fn nobody_is_made_up(#[case] body: &str) {
        assert_eq!(author("", body), None);
    }
}
