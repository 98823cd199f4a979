//! What a page says about its article. The precedence, for every field from first to last:
//!
//! | field | taken from |
//! | --- | --- |
//! | title | JSON-LD `headline`, `og:title`, `twitter:title`, the page's only `<h1>`, `<title>`; without the site's name |
//! | byline | see [`super::author`] |
//! | outlet | JSON-LD `publisher`, `og:site_name`, meta `application-name` and `publisher`, the end of `<title>` that the address has too |
//! | date | see [`super::dated`] |
//! | URL | `<link rel=canonical>`, `og:url`, JSON-LD, where the page was saved from |
//! | language | `<html lang>`, JSON-LD `inLanguage`, `og:locale`, `content-language` |

use serde_json::{Map, Value};
use trafilatura::dom::{Document as Page, NodeId};
use url::Url;

use super::author;
use super::dated::{self, Evidence};
use super::saved::Saved;
use crate::formats::builder::folded;
use crate::formats::date::Setting;
use crate::formats::{fields, language};
use crate::model::Document;

const TITLE: &[&str] = &["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "citation_title"];
const OUTLET: &[&str] =
    &["og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher", "article:publisher"];

/// Fills `document` from the page's own words about itself; gives what decides its dates, and the article's text where
/// JSON-LD holds it. What stands in sight is looked for in `thin`, the page without its menus.
pub(super) fn fill(document: &mut Document, page: &Page, thin: &Page, saved: &Saved) -> (Setting, Option<String>) {
    let meta = Meta::of(page);
    let nodes = json_ld(page);
    let shared = meta.first("og:url").filter(|url| is_absolute(url)).map(str::to_owned);
    // A page that calls the front page its own address means another thing.
    let front = |url: &String| Url::parse(url).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    let here = canonical(page, saved).filter(|url| !front(url) || shared.as_ref().is_none_or(front)).or(shared);
    let heading = only_heading(thin);
    let sole = heading.clone();
    let about = About { url: here.as_deref().or(saved.url.as_deref()), title: heading.as_deref() };
    let mut told = Document::default();
    let all: Vec<&Map<String, Value>> = nodes.iter().collect();
    for node in ranked(&nodes, about) {
        fields::fill(&mut told, &fields::resolved(node, &all));
    }
    document.outlet = told
        .outlet
        .map(|name| decoded(&name))
        .or_else(|| OUTLET.iter().flat_map(|name| meta.all(name)).map(decoded).find(|name| !name.contains("://")));
    document.url = here.or(told.url.filter(|url| is_absolute(url))).or_else(|| saved.url.clone());
    let tag = text_of_first(page, "title");
    let site = tag.as_deref().and_then(|title| site_tail(title, document.url.as_deref()));
    let seen = entry_heading(thin).or_else(|| heading.clone());
    let before = tag.as_deref().zip(seen.as_deref()).and_then(|(title, heading)| site_before(title, heading));
    document.outlet = document.outlet.take().or_else(|| site.map(|(_, name)| decoded(name))).or_else(|| before.clone());
    document.title = told
        .title
        .or_else(|| TITLE.iter().find_map(|name| meta.first(name)).map(str::to_owned))
        .or(heading)
        .or_else(|| seen.filter(|_| before.is_some()))
        .or_else(|| tag.clone())
        .map(|title| {
            let title = without_site(&decoded(&title), document.outlet.as_deref(), meta.first("og:site_name"));
            without_tail(title, sole.as_deref(), document.url.as_deref())
        })
        .filter(|title| !title.is_empty());
    document.language = html_lang(page)
        .or(told.language)
        .or_else(|| meta.first("og:locale").and_then(language::declared))
        .or_else(|| meta.first("content-language").and_then(language::declared));
    let tag = lang_attribute(page).or_else(|| meta.first("og:locale").map(str::to_owned));
    let urls: Vec<&str> =
        [document.url.as_deref(), meta.first("og:url"), saved.url.as_deref()].into_iter().flatten().collect();
    let setting = Setting::of(tag.as_deref(), urls.first().copied(), saved.when.as_deref());
    let about = About { url: urls.first().copied(), title: document.title.as_deref() };
    let resolved: Vec<Map<String, Value>> = ranked(&nodes, about).map(|node| fields::resolved(node, &all)).collect();
    let nodes: Vec<&Map<String, Value>> = resolved.iter().collect();
    document.byline =
        author::author((page, thin), &meta, &nodes, document.title.as_deref(), document.outlet.as_deref())
            .map(|names| decoded(&names));
    let evidence = Evidence { page: thin, whole: page, meta: &meta, nodes: &nodes, urls: &urls, setting: &setting };
    if let Some((date, certainty)) = dated::date(&evidence) {
        document.published_at = Some(date);
        document.published_certainty = Some(certainty);
    }
    let text = nodes.iter().find_map(|node| fields::text(node).filter(|found| found.field == "articleBody"));
    let text = text.map(|found| found.text.into_owned());
    (setting, text)
}

/// All `<meta>` of a page: name in small letters, content.
pub(super) struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(page: &Page) -> Self {
        let mut all = Vec::new();
        for node in page.query_selector_all(page.root(), "meta[content]") {
            let content = page.get_attribute(node, "content").unwrap_or_default();
            if content.trim().is_empty() {
                continue;
            }
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = page.get_attribute(node, key) {
                    all.push((name.trim().to_lowercase(), content.trim().to_owned()));
                }
            }
        }
        Self(all)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }

    /// The object that Parse.ly's readers want in one `<meta>`.
    pub(super) fn parsely(&self) -> Option<Map<String, Value>> {
        let object: Map<String, Value> = serde_json::from_str(self.first("parsely-page")?).ok()?;
        (object.get("type").and_then(Value::as_str) == Some("post")).then_some(object)
    }

    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str())
    }
}

// JSON-LD

/// Every object at the top of the page's JSON-LD, `@graph`s and lists opened.
fn json_ld(page: &Page) -> Vec<Map<String, Value>> {
    let mut nodes = Vec::new();
    for script in page.query_selector_all(page.root(), "script[type]") {
        let kind = page.get_attribute(script, "type").unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("application/ld+json") {
            let text = page.text_content(script);
            match lenient_json(&text) {
                Some(value) => open(value, 0, &mut nodes),
                None => nodes.extend(scraps(&text)),
            }
        }
    }
    nodes
}

fn open(value: Value, depth: usize, nodes: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(list) if depth < 6 => list.into_iter().for_each(|value| open(value, depth + 1, nodes)),
        Value::Object(mut object) => {
            let inner: Vec<Value> =
                ["@graph", "mainEntity", "hasPart"].iter().filter_map(|key| object.remove(*key)).collect();
            nodes.push(object);
            if depth < 6 {
                inner.into_iter().for_each(|value| open(value, depth + 1, nodes));
            }
        }
        _ => {}
    }
}

/// JSON as pages have it: in a comment, with line ends inside strings, with a comma too many.
fn lenient_json(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.trim_start_matches("<!--").trim_end_matches("-->").trim();
    let opened = ["/*<![CDATA[*/", "/* <![CDATA[ */", "//<![CDATA[", "// <![CDATA[", "<![CDATA["];
    let closed = ["/*]]>*/", "/* ]]> */", "//]]>", "// ]]>", "]]>"];
    let text = opened.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    let text = closed.iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(text);
    let text = text.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut mended = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if !inside && (c == '}' || c == ']') && mended.trim_end().ends_with(',') {
            mended.truncate(mended.trim_end().len() - 1);
        }
        mended.push(c);
        match c {
            '"' if !escaped => inside = !inside,
            _ => {}
        }
        escaped = inside && c == '\\' && !escaped;
    }
    serde_json::from_str(&mended).ok()
}

/// What can be had of an article's JSON-LD that no parser bears: who wrote it and when, by the names of the fields.
fn scraps(text: &str) -> Option<Map<String, Value>> {
    let string = |from: &str, name: &str| -> Option<String> {
        let rest = from.split_once(&format!("\"{name}\""))?.1.trim_start().strip_prefix(':')?.trim_start();
        let (value, _) = rest.strip_prefix('"')?.split_once('"')?;
        (!value.is_empty() && value.len() < 200).then(|| value.to_owned())
    };
    if !text.contains("Article\"") {
        return None;
    }
    let mut found = Map::new();
    found.insert("@type".to_owned(), "NewsArticle".into());
    if let Some(date) = string(text, "datePublished") {
        found.insert("datePublished".to_owned(), date.into());
    }
    let (_, of_author) = text.split_once("\"author\"").unwrap_or_default();
    // The object that opens there, and none after it.
    let object =
        of_author.trim_start().strip_prefix(':').map(str::trim_start).filter(|rest| rest.starts_with(['{', '[']));
    if let Some(name) = object.and_then(|rest| string(rest.split('}').next()?, "name")) {
        found.insert("author".to_owned(), name.into());
    }
    (found.len() > 1).then_some(found)
}

/// What tells the page's own article from others that it lists.
#[derive(Clone, Copy)]
struct About<'a> {
    url: Option<&'a str>,
    title: Option<&'a str>,
}

impl About<'_> {
    /// How surely `node` is the page's own article: by its address, then by its headline.
    fn fits(self, node: &Map<String, Value>) -> u8 {
        let points = |key: &str| {
            let value = node.get(key)?;
            value.as_str().or_else(|| value.get("@id").or_else(|| value.get("url"))?.as_str())
        };
        let bare = |url: &str| {
            let url = url.split_once("://").map_or(url, |(_, rest)| rest);
            url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
        };
        let address = self.url.is_some_and(|url| {
            ["url", "mainEntityOfPage", "@id"]
                .iter()
                .filter_map(|key| points(key))
                .any(|found| bare(found) == bare(url))
        });
        let headline = self.title.is_some_and(|title| {
            let told = node.get("headline").or_else(|| node.get("name")).and_then(Value::as_str);
            told.is_some_and(|told| decoded(told).eq_ignore_ascii_case(title.trim()))
        });
        2 * u8::from(address) + u8::from(headline)
    }
}

/// The nodes that tell of the article, the article's own first.
fn ranked<'a>(
    nodes: &'a [Map<String, Value>],
    about: About<'_>,
) -> impl Iterator<Item = &'a Map<String, Value>> + use<'a> {
    let page = |node: &Map<String, Value>| {
        node.get("@type").and_then(Value::as_str).is_some_and(|kind| kind == "WebPage" || kind == "ItemPage")
    };
    let articles = || nodes.iter().filter(|node| fields::is_article(node));
    let best = articles().map(|node| about.fits(node)).max();
    let article = articles().find(|node| Some(about.fits(node)) == best);
    article.into_iter().chain(nodes.iter().filter(move |node| page(node)).take(1))
}

// Tags

fn canonical(page: &Page, saved: &Saved) -> Option<String> {
    let link = page.query_selector(page.root(), "link[rel~=\"canonical\"][href]")?;
    let url = page.get_attribute(link, "href")?.trim().to_owned();
    if is_absolute(&url) || url.is_empty() {
        return Some(url).filter(|url| !url.is_empty());
    }
    let base = page.query_selector(page.root(), "base[href]").and_then(|base| page.get_attribute(base, "href"));
    let base = [base, saved.url.clone()].into_iter().flatten().find(|base| is_absolute(base))?;
    Url::parse(base.trim()).ok()?.join(&url).ok().map(Into::into)
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn lang_attribute(page: &Page) -> Option<String> {
    let html = page.query_selector(page.root(), "html")?;
    page.get_attribute(html, "lang").or_else(|| page.get_attribute(html, "xml:lang")).filter(|lang| !lang.is_empty())
}

fn html_lang(page: &Page) -> Option<String> {
    language::declared(&lang_attribute(page)?)
}

fn text_of_first(page: &Page, tag: &str) -> Option<String> {
    let node = page.query_selector(page.root(), tag)?;
    Some(folded(&page.text_content(node))).filter(|text| !text.is_empty())
}

/// The text of the page's `<h1>`, if it has one alone.
fn only_heading(page: &Page) -> Option<String> {
    match page.query_selector_all(page.root(), "h1").as_slice() {
        [only] => Some(folded(&page.iter_text(*only, " "))).filter(|text| text.split_whitespace().count() > 2),
        _ => None,
    }
}

/// The words of the one element that is marked as an entry's title, in pages whose `<h1>` is the site.
fn entry_heading(page: &Page) -> Option<String> {
    match page.query_selector_all(page.root(), ".entry-title, .post-title, [itemprop=\"headline\"]").as_slice() {
        [only] => Some(folded(&page.iter_text(*only, " "))).filter(|text| text.split_whitespace().count() > 2),
        _ => None,
    }
}

/// The site's name, where `title` has it before the page's `heading`: "The Daily Example: Troops move".
fn site_before(title: &str, heading: &str) -> Option<String> {
    let name = title.strip_suffix(heading.trim())?.trim_end();
    let name = name.strip_suffix([':', '|', '-', '–', '—', '»', '·'])?.trim();
    (!name.is_empty() && name.split_whitespace().count() <= 6).then(|| decoded(name))
}

/// Whether `node` stands in no part of the page that is about something else.
pub(super) fn is_of_the_article(page: &Page, node: NodeId) -> bool {
    let mut at = node;
    let mut articles = 0;
    for _ in 0..64 {
        let name = page.tag_name(at);
        let class = page.class_name(at).to_lowercase();
        articles += usize::from(name == "article");
        let elsewhere = [
            "related",
            "comment",
            "sidebar",
            "recirc",
            "trending",
            "updated",
            "modified",
            "popular",
            "recommend",
            "most-read",
            "mostread",
            "latest",
            "more-stories",
            "teaser",
            "promo",
        ];
        // A headline stands in an article, and this is another.
        if name == "article" && page.iter_descendants(at, &["h1"]).is_empty() && has_headed_article(page) {
            return false;
        }
        // What is around the headline is only named after what else is there ("content-sidebar-wrap").
        let marked = elsewhere.iter().any(|word| class.contains(word)) && !matches!(name, "html" | "body" | "main");
        if matches!(name, "nav" | "aside" | "footer" | "li") || marked && page.iter_descendants(at, &["h1"]).is_empty()
        {
            return false;
        }
        match page.parent(at) {
            Some(parent) => at = parent,
            None => break,
        }
    }
    articles <= 1
}

/// Whether the page's headline stands in an `<article>`.
fn has_headed_article(page: &Page) -> bool {
    page.query_selector(page.root(), "article h1").is_some()
}

/// Entities as characters, white space folded. (JSON and metas are often escaped twice.)
pub(super) fn decoded(text: &str) -> String {
    if text.contains('&') && text.contains(';') && text.len() < 10_000 {
        let page = Page::parse(&text.replace('<', "&lt;"));
        return folded(&page.text_content(page.root()));
    }
    folded(text)
}

/// A title without " | The Daily Example" behind or before it.
fn without_site(title: &str, outlet: Option<&str>, site: Option<&str>) -> String {
    for name in [outlet, site].into_iter().flatten() {
        for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
            if let Some((head, tail)) = title.rsplit_once(mark)
                && is_site(tail, name)
            {
                return without_site(head.trim(), outlet, site);
            }
            if let Some((head, tail)) = title.split_once(mark)
                && head.trim().eq_ignore_ascii_case(name.trim())
                && !tail.trim().is_empty()
            {
                return tail.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Whether the words at a title's end are the site's `name`, or a few that have it in them ("Daily Example Online").
fn is_site(tail: &str, name: &str) -> bool {
    let (tail, name) = (tail.trim().to_lowercase(), name.trim().to_lowercase());
    tail == name || name.chars().count() > 3 && tail.split_whitespace().count() <= 5 && tail.contains(&name)
}

/// A title without what follows the page's own heading behind a mark ("Troops move | World | Example"), and without the
/// name of the site as its address has it.
fn without_tail(title: String, heading: Option<&str>, url: Option<&str>) -> String {
    let marks = ['|', '-', '–', '—', '·', '»', ':'];
    if let Some(heading) = heading
        && let Some(tail) = title.get(heading.len()..).filter(|_| title.starts_with(heading))
        && tail.starts_with(' ')
        && tail.trim_start().starts_with(marks)
    {
        return heading.to_owned();
    }
    site_tail(&title, url).map(|(head, _)| head.to_owned()).unwrap_or(title)
}

/// A title's own words and, behind a mark, the name of the site as its address has it: "The Daily Example" of
/// dailyexample.org, "Example.org" of example.org.
fn site_tail<'a>(title: &'a str, url: Option<&str>) -> Option<(&'a str, &'a str)> {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let url = Url::parse(url?).ok()?;
    let host = url.host_str()?.trim_start_matches("www.");
    let label = host.split('.').max_by_key(|part| part.len()).unwrap_or_default();
    let named = [plain(host), plain(label), format!("the{}", plain(label))];
    [" | ", " - ", " – ", " — ", " · ", " » "].iter().find_map(|mark| {
        let (head, tail) = title.rsplit_once(mark)?;
        let name = plain(tail);
        (name.len() > 2 && !head.trim().is_empty() && named.contains(&name)).then_some((head.trim(), tail.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::prepare::thinned;
    use super::*;
    use rstest::rstest;

    fn told(head: &str, body: &str) -> Document {
        let mut document = Document::default();
        let page = Page::parse(&format!("<html lang=en-GB><head>{head}</head><body>{body}</body></html>"));
        fill(&mut document, &page, &thinned(&page), &Saved::default());
        document
    }

    const LD: &str = r#"<script type="application/ld+json">"#;

    #[rstest]
    #[case::relative("<base href='https://example.org/'><link rel=canonical href='/a/b'>", "https://example.org/a/b")]
    #[case::the_front_page(
        "<link rel=canonical href='https://example.org/'><meta property='og:url' content='https://example.org/a/b'>",
        "https://example.org/a/b"
    )]
    #[case::one_of_a_query("<link rel=canonical href='https://example.org/?p=7'>", "https://example.org/?p=7")]
    fn a_page_has_its_own_address(#[case] head: &str, #[case] expected: &str) {
        assert_eq!(told(head, "").url.as_deref(), Some(expected));
    }

    #[rstest]
    #[case::before_a_bar("<title>Pier News | Ferry sinks off the pier</title>", "<h1>Ferry sinks off the pier</h1>")]
    #[case::before_a_colon(
        "<title>Pier News: Ferry sinks off the pier</title>",
        "<h2>Monday</h2><h3 class='post-title entry-title'>Ferry sinks off the pier</h3>"
    )]
    fn a_site_may_stand_before_the_headline(#[case] head: &str, #[case] body: &str) {
        let document = told(head, body);
        assert_eq!(document.title.as_deref(), Some("Ferry sinks off the pier"));
        assert_eq!(document.outlet.as_deref(), Some("Pier News"));
    }

    #[test]
    fn json_ld_comes_first() {
        let head = format!(
            r#"<title>Wrong | The Daily Example</title><meta property="og:title" content="Wrong">
            <meta name="author" content="Wrong"><meta name="date" content="2020-01-01">
            <meta property="og:site_name" content="Wrong"><link rel="canonical" href="https://example.org/a">
            {LD}{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Troops &amp; Pay",
            "datePublished": "2024-11-03T09:15:00-05:00", "author": [{{"name": "By Jane Doe"}}, {{"name": "John Roe"}}],
            "publisher": {{"name": "The Daily Example"}}, "url": "https://example.org/b"}}</script>"#
        );
        let document = told(&head, "");
        assert_eq!(document.title.as_deref(), Some("Troops & Pay"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(document.outlet.as_deref(), Some("The Daily Example"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03T09:15:00-05:00"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(document.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_graph_is_opened_and_what_it_points_to_found() {
        let head = format!(
            r##"{LD}{{"@graph": [{{"@type": "WebPage", "name": "Wrong", "datePublished": "2020-01-01"}},
            {{"@type": ["NewsArticle"], "headline": "Right", "author": {{"@id": "#j"}}, "publisher": {{"@id": "#o"}},
            "datePublished": "2024-11-03"}}, {{"@id": "#j", "name": "Jane Doe"}}, {{"@id": "#o", "name": "The Example"}}]}}</script>"##
        );
        let document = told(&head, "");
        assert_eq!(document.title.as_deref(), Some("Right"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.outlet.as_deref(), Some("The Example"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03"));
    }

    #[rstest]
    #[case("{\"@type\": \"NewsArticle\", \"headline\": \"Two\nlines\",}")]
    #[case("<!-- {\"@type\": \"NewsArticle\", \"headline\": \"Two lines\"} -->")]
    #[case("//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Two lines\"}\n//]]>")]
    #[case("[[{\"@type\": \"https://schema.org/NewsArticle\", \"headline\": \"Two lines\", \"x\": [1, 2,]}]]")]
    fn broken_json_ld_is_mended(#[case] json: &str) {
        assert_eq!(told(&format!("{LD}{json}</script>"), "").title.as_deref(), Some("Two lines"));
    }

    #[test]
    fn metas_speak_where_json_ld_is_silent() {
        let head = r#"<title>Troops Move West | The Daily Example</title>
            <meta property="og:title" content="Troops Move West - The Daily Example">
            <meta property="og:site_name" content="The Daily Example"><meta property="og:url" content="https://example.org/a">
            <meta name="author" content="By Jane Doe"><meta name="author" content="John Roe">
            <meta property="article:author" content="https://facebook.example/jane">
            <meta property="article:published_time" content="2024-11-03T09:15:00Z">"#;
        let document = told(head, "");
        assert_eq!(document.title.as_deref(), Some("Troops Move West"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(document.outlet.as_deref(), Some("The Daily Example"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03T09:15:00Z"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/a"));
    }

    #[rstest]
    #[case("<article><time datetime='2024-11-03'>x</time></article>", Some("2024-11-03"))]
    #[case("<article><time>Nov. 3, 2024</time></article>", Some("2024-11-03"))]
    #[case("<span itemprop=datePublished content='2024-11-03T09:15'></span>", Some("2024-11-03T09:15"))]
    #[case("<aside><time datetime='2024-11-03'>x</time></aside>", None)]
    #[case("<div class=related-posts><time datetime='2024-11-03'>x</time></div>", None)]
    #[case("<time datetime='03/11/2024'>2 hours ago</time>", Some("2024-11-03"))]
    #[case("<time datetime='13:15'>2 hours ago</time>", None)]
    #[case("<p class='post-date'>Published: 3 November 2024</p>", Some("2024-11-03"))]
    #[case("<p class='update'>Updated 3 November 2024</p>", None)]
    fn dates_are_found_in_the_page(#[case] body: &str, #[case] expected: Option<&str>) {
        assert_eq!(told("", body).published_at.as_deref(), expected);
    }

    #[test]
    fn the_url_dates_a_page_last() {
        let head = "<link rel=canonical href='https://example.org/2024/11/03/a'>";
        assert_eq!(told(head, "").published_at.as_deref(), Some("2024-11-03"));
    }

    #[rstest]
    #[case("<a rel=author href=/j>Jane Doe</a>")]
    #[case("<span itemprop=author itemscope><a href=/j><span itemprop=name>Jane Doe</span></a></span>")]
    #[case("<p class='article-byline'>By <b>Jane Doe</b></p>")]
    #[case("<div class=byline>By Jane Doe, Staff Writer</div><div class=author-bio>Jane writes about armies.</div>")]
    fn authors_are_found_in_the_page(#[case] body: &str) {
        assert_eq!(told("", body).byline.as_deref(), Some("Jane Doe"));
    }

    #[rstest]
    #[case("Troops move west | World | Example", "<h1>Troops move west</h1>", "Troops move west")]
    #[case("Troops move west - The Daily Example", "", "Troops move west")]
    #[case("Troops move west | dailyexample.org", "", "Troops move west")]
    #[case("Troops move - west", "", "Troops move - west")]
    #[case("Troops move west: a report", "<h1>Troops move</h1>", "Troops move west: a report")]
    fn titles_end_where_the_site_begins(#[case] title: &str, #[case] body: &str, #[case] expected: &str) {
        let head = format!("<title>{title}</title><link rel=canonical href='https://www.dailyexample.org/a'>");
        assert_eq!(told(&head, body).title.as_deref(), Some(expected));
    }

    #[test]
    fn a_title_names_the_outlet_that_its_address_has() {
        let head =
            "<title>Troops move - The Daily Example</title><link rel=canonical href='https://www.dailyexample.org/a'>";
        assert_eq!(told(head, "").outlet.as_deref(), Some("The Daily Example"));
        assert_eq!(told(&head.replace("dailyexample", "other"), "").outlet, None);
    }

    #[test]
    fn the_pages_own_article_is_told_from_others_in_the_graph() {
        let head = format!(
            r#"<link rel="canonical" href="https://example.org/b">{LD}{{"@graph": [
            {{"@type": "NewsArticle", "headline": "Another", "url": "https://example.org/a", "datePublished": "2024-01-01"}},
            {{"@type": "NewsArticle", "headline": "Right", "mainEntityOfPage": {{"@id": "https://example.org/b/"}},
            "datePublished": "2024-11-03"}}]}}</script>"#
        );
        let document = told(&head, "");
        assert_eq!((document.title.as_deref(), document.published_at.as_deref()), (Some("Right"), Some("2024-11-03")));
    }

    #[test]
    fn the_title_falls_back_to_heading_and_title_tag() {
        assert_eq!(
            told("<title>One | Two</title>", "<h1>The only heading</h1>").title.as_deref(),
            Some("The only heading")
        );
        assert_eq!(told("<title>One &amp; Two</title>", "").title.as_deref(), Some("One & Two"));
        assert_eq!(told("", "").title, None);
    }
}
