//! Web pages: the article in them, by the crate `trafilatura`, what they say about it, by [`metadata`], and when it came
//! out, by [`dated`].
//!
//! White space is folded as a browser does it, no-break spaces among it (content systems put them anywhere); the narrow
//! no-break space stays, as it groups digits. Pictures' captions, tables, menus, forms, comments and related links are
//! left out or marked as asides.

mod author;
mod data;
mod dated;
mod guard;
mod headed;
mod layer;
mod lead;
mod metadata;
mod paragraphs;
mod prepare;
mod saved;
mod top;
mod trim;
mod walk;

pub(super) use saved::Saved;

use std::panic::catch_unwind;

use chrono::Datelike as _;
use rustc_hash::FxHashSet;
use trafilatura::dom::{Document as Page, NodeId};
use trafilatura::{HtmlDateMode, Options};

use super::author::Named;
use super::builder::{TextBuilder, folded};
use super::{FormatError, encoding, fields, head, language, text};
use crate::model::{Block, Certainty, Document, Format, Notice};

/// A text shorter than this, in bytes, may be a page's words dumped in one piece.
const SHORT: usize = 3000;
/// And then has fewer blocks than this.
const DUMPED: usize = 4;
/// So few letters, in bytes, may be all that is in sight of a page that scripts lay out.
const LITTLE: usize = 250;

/// Reads `bytes` as a web page, of which `saved` is known beside.
///
/// # Errors
/// When they are no text, the page is too long or too tangled, or holds no article.
pub(super) fn read(bytes: &[u8], saved: Saved) -> Result<Document, FormatError> {
    if bytes.len() > 2 * guard::MAX_PAGE {
        return Err(FormatError::TooLarge { what: "the page", bytes: bytes.len(), limit: guard::MAX_PAGE });
    }
    let decoded = encoding::decode(bytes)?;
    text::check(&decoded.text)?;
    guard::check(&decoded.text)?;
    let mut document = Document { notices: decoded.notices, format: Format::Html, ..Document::default() };
    let html = decoded.text;
    // The crates that parse are not ours: what they cannot bear is an error of the page, not the end of the program.
    catch_unwind(move || {
        let page = Page::parse(&html);
        let saved = saved.or_in(&html);
        let thin = prepare::thinned(&page);
        let (setting, told) = metadata::fill(&mut document, &page, &thin, &saved);
        let found = article(&page, &thin);
        let (text, blocks, notice) = whole(&mut document, &page, found, told.as_deref())?;
        if is_of_links(&thin, &text, &blocks) {
            return Err(FormatError::NoArticle);
        }
        document.notices.extend(notice);
        document.text = text;
        document.blocks = blocks;
        text::check(&document.text).map_err(|error| match error {
            FormatError::Empty => FormatError::NoArticle,
            other => other,
        })?;
        trim::part_head(&document.text, &mut document.blocks);
        head::mark_asides(&document.text, &mut document.blocks);
        head::mark_in(&mut document, &setting);
        let Guess { day, author } = Guess::of(&page, &thin, document.published_at.is_none(), document.byline.is_none());
        if let (None, Some(day)) = (&document.published_at, day.filter(|day| setting.admits(day, &html))) {
            document.published_at = Some(day);
            document.published_certainty = Some(Certainty::Guessed);
        }
        document.byline =
            document.byline.take().or_else(|| Named::of(author.as_deref(), document.outlet.as_deref()).people());
        document.byline = document.byline.take().or_else(|| trim::signed(&document));
        trim::without_head(&mut document);
        document.language = language::of(document.language.take(), &document.text);
        Ok(document)
    })
    .unwrap_or_else(|_| Err(FormatError::Tangled { why: "its parser gave up".to_owned() }))
}

/// So many elements are asked for an author, none of them with a longer text, in bytes.
const SIGNED: usize = 4;
const SIGNATURE: usize = 120;

/// The text of HTML that is an article and nothing else, as records and Markdown hold it, with its blocks.
///
/// # Errors
/// When it is too long or too tangled.
pub(super) fn fragment(html: &str) -> Result<(String, Vec<Block>), FormatError> {
    guard::check(html)?;
    catch_unwind(|| {
        let page = Page::parse(html);
        let mut builder = TextBuilder::default();
        walk::walk(&page, page.body().unwrap_or_else(|| page.root()), &mut builder);
        builder.finish()
    })
    .map_err(|_| FormatError::Tangled { why: "its parser gave up".to_owned() })
}

/// Who wrote what [`fragment`] is given, by the names of its elements: `<p class="author">Jane Doe</p>`.
pub(super) fn signed(html: &str) -> Option<String> {
    // Most are not signed so, and need not be parsed again.
    if !html.contains("author") && !html.contains("byline") {
        return None;
    }
    guard::check(html).ok()?;
    catch_unwind(|| {
        let page = Page::parse(html);
        let named = page.query_selector_all(
            page.root(),
            "[class~=\"author\"], [class~=\"byline\"], [class~=\"chapter-author\"], [itemprop=\"author\"], [rel=\"author\"]",
        );
        let own = named.into_iter().filter(|node| !is_of_anothers(&page, *node));
        let lines = own.take(SIGNED).map(|node| folded(&page.iter_text(node, " ")));
        lines.filter(|line| line.len() <= SIGNATURE).find_map(|line| Named::of([line.trim()], None).people())
    })
    .unwrap_or_default()
}

/// So many elements around one are asked whether they hold what others wrote.
const AROUND: usize = 64;
/// How what others wrote is called, or notes on it, by the class, role or kind of the element around.
const OF_OTHERS: &[&str] = &[
    "epigraph",
    "quote",
    "footnote",
    "endnote",
    "rearnote",
    "bibliograph",
    "biblio",
    "reference",
    "citation",
    "caption",
];

/// Whether what is quoted, cited or shown, or a note, holds `node`: its author is not that of the text.
fn is_of_anothers(page: &Page, node: NodeId) -> bool {
    let around = std::iter::successors(Some(node), |at| page.parent(*at));
    around.take(AROUND).any(|at| {
        let called = ["class", "epub:type", "role", "id"].map(|key| page.get_attribute(at, key).unwrap_or_default());
        matches!(page.tag_name(at), "blockquote" | "q" | "aside" | "figure" | "cite")
            || called.iter().any(|words| {
                let words = words.to_lowercase();
                OF_OTHERS.iter().any(|word| words.contains(word))
            })
    })
}

/// As [`fragment`], of a mail: there tables are what the page is laid out with, and never data.
///
/// # Errors
/// When it is too long or too tangled.
pub(super) fn letter(html: &str) -> Result<(String, Vec<Block>), FormatError> {
    guard::check(html)?;
    catch_unwind(|| {
        let mut page = Page::parse(html);
        for node in page.iter_descendants(page.root(), &["table", "tbody", "thead", "tfoot", "tr", "td", "th"]) {
            page.set_tag_name(node, "div");
        }
        let mut builder = TextBuilder::default();
        walk::walk(&page, page.body().unwrap_or_else(|| page.root()), &mut builder);
        builder.finish()
    })
    .map_err(|_| FormatError::Tangled { why: "its parser gave up".to_owned() })
}

/// Whether `text` is clearly markup: it starts with a tag, or holds paragraphs or breaks.
pub(super) fn is_markup(text: &str) -> bool {
    let lower = |from: usize| text.get(from..(from + 8).min(text.len())).unwrap_or_default().to_ascii_lowercase();
    let start = text.len() - text.trim_start().len();
    let tag = text[start..].starts_with('<')
        && text[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
        && text[start..].contains('>');
    tag && (text.contains("</")
        || text.contains("/>")
        || lower(start).starts_with("<p")
        || lower(start).starts_with("<!"))
        || ["<p>", "<p ", "</p>", "<br>", "<br/>", "<br />", "<P>", "<div>", "<div "]
            .iter()
            .any(|mark| text.contains(mark))
}

/// What was found of an article: its text and blocks, a notice where it was hard to find.
type Found = (String, Vec<Block>, Option<Notice>);

/// What the extraction makes out about an article, for where the page does not say it plainly.
#[derive(Default)]
struct Guess {
    /// ISO 8601.
    day: Option<String>,
    author: Option<String>,
}

impl Guess {
    /// Where a page is undated or unsigned.
    fn of(page: &Page, thin: &Page, undated: bool, unsigned: bool) -> Self {
        let (page, dates) = match (undated, unsigned) {
            (true, _) => (page, HtmlDateMode::Extensive),
            (false, true) => (thin, HtmlDateMode::Disabled),
            (false, false) => return Self::default(),
        };
        let own;
        let page = if undated {
            own = without_others(page);
            &own
        } else {
            page
        };
        let found = trafilatura::metadata::extract_metadata(page, &Options::default().with_html_date_mode(dates));
        // The first of January is what a copyright's year becomes.
        let day = found.date.filter(|day| day.ordinal() > 1).map(|day| day.format("%Y-%m-%d").to_string());
        let author = Some(found.author).filter(|author| !author.is_empty());
        Self { day, author }
    }
}

/// Whether a text is nothing but the words of links, as on a front page: no sentence, and a link for nearly every word.
fn is_of_links(page: &Page, text: &str, blocks: &[Block]) -> bool {
    let words = |block: &Block| text[block.bytes.clone()].trim_end().to_owned();
    let sentence = |block: &Block| words(block).ends_with(['.', '!', '?', '”', '"', '…', '。']);
    if text.len() > 64 * 1024 || blocks.iter().any(sentence) {
        return false;
    }
    let links = page.query_selector_all(page.root(), "a[href]").into_iter();
    let linked: FxHashSet<String> = links.map(|link| folded(&page.iter_text(link, " ")).trim().to_owned()).collect();
    let there = || linked.iter().filter(|words| words.len() > 12 && text.contains(words.as_str()));
    let of_links: usize = there().map(|words| words.len() + 1).sum();
    there().nth(2).is_some() && of_links * 10 >= text.len() * 9
}

/// The page without what is beside its article, whose dates are those of others.
fn without_others(page: &Page) -> Page {
    let mut own = page.clone_document();
    let others = own
        .query_selector_all(own.root(), "aside, article, [class*=\"related\"], [class*=\"recirc\"], [id*=\"related\"]");
    for node in others {
        if own.parent(node).is_some()
            && !metadata::is_of_the_article(&own, node)
            && own.iter_descendants(node, &["h1"]).is_empty()
        {
            own.remove(node, true);
        }
    }
    own
}

/// The article of a page.
fn article(page: &Page, thin: &Page) -> Result<Found, FormatError> {
    let ready = prepare::prepared(thin);
    let mut options = Options::default().with_fallback(false).with_html_date_mode(HtmlDateMode::Disabled);
    options.exclude_comments = true;
    let mut found = extracted(ready.clone_document(), &options);
    // The second extraction costs as much again, and is believed only where it finds twice as much.
    let enough = |(text, _): &(String, Vec<Block>)| size(text) * 2 >= prepare::letters(&ready, ready.root());
    if !found.as_ref().is_some_and(enough) {
        options = options.with_fallback(true);
        found = extracted(ready.clone_document(), &options).or(found);
    }
    if let Some((text, blocks)) = found {
        let dumped = text.len() < SHORT && blocks.len() < DUMPED;
        let (text, blocks) = if dumped { structured(text, blocks, &ready, options) } else { (text, blocks) };
        let (text, blocks) = trim::trimmed(text, blocks, &ready);
        let (text, blocks) = lead::added(text, blocks, thin);
        return Ok((text, blocks, None));
    }
    let mut builder = TextBuilder::default();
    walk::paragraphs(page, &mut builder);
    let (text, blocks) = builder.finish();
    if !text.is_empty() {
        let notice = Notice::new("no article was found in the page; all of its paragraphs were taken");
        return Ok((text, blocks, Some(notice)));
    }
    // A page without paragraphs may still hold sentences.
    let mut builder = TextBuilder::default();
    walk::walk(page, page.root(), &mut builder);
    let (text, blocks) = builder.finish();
    let sentence = |block: &Block| {
        let words = &text[block.bytes.clone()];
        block.kind.is_prose()
            && words.split_whitespace().count() >= 5
            && words.ends_with(['.', '!', '?', '”', '"', '。'])
    };
    if !blocks.iter().any(sentence) {
        return Err(FormatError::NoArticle);
    }
    let notice = Notice::new("no article was found in the page; all of its text was taken");
    Ok((text, blocks, Some(notice)))
}

/// What was `found` in sight, or what the page tells programs where that is more.
fn whole(
    document: &mut Document,
    page: &Page,
    found: Result<Found, FormatError>,
    told: Option<&str>,
) -> Result<Found, FormatError> {
    let seen = found.as_ref().ok().map(|(text, ..)| text.as_str());
    if let Some((text, blocks)) = told.and_then(|told| data::fuller(told, seen)) {
        return Ok((text, blocks, None));
    }
    if told.is_none()
        && seen.is_none_or(|seen| size(seen) < LITTLE)
        && let Some((text, blocks, record)) = data::in_scripts(page)
    {
        fields::fill(document, &record);
        return Ok((text, blocks, None));
    }
    found
}

/// What the extraction finds in `page`, if it is anything like an article.
fn extracted(page: Page, options: &Options) -> Option<(String, Vec<Block>)> {
    let found = trafilatura::extract_document(page, options).ok()?;
    let content = Page::parse(&found.content_html);
    let mut builder = TextBuilder::default();
    walk::walk(&content, content.body().unwrap_or_else(|| content.root()), &mut builder);
    let (text, blocks) = builder.finish();
    let article = blocks.iter().any(|block| block.kind.is_prose() && says_something(&text[block.bytes.clone()]));
    article.then_some((text, blocks))
}

/// How many letters `text` has, in bytes.
fn size(text: &str) -> usize {
    text.split_whitespace().map(str::len).sum()
}

/// Where the extraction finds little it gives the words of the whole page in one piece. Of a short text, this takes the
/// reading with more structure that has as many words.
fn structured(text: String, blocks: Vec<Block>, page: &Page, options: Options) -> (String, Vec<Block>) {
    let whole = size(&text);
    let little = options.with_config(trafilatura::Config::default().with_min_extracted_size(1)).with_fallback(false);
    let strict = extracted(page.clone_document(), &little).filter(|(_, strict)| strict.len() > blocks.len());
    if let Some((strict, strict_blocks)) = strict
        && size(&strict) * 10 >= whole * 8
    {
        return (strict, strict_blocks);
    }
    if blocks.len() == 1 {
        let mut builder = TextBuilder::default();
        walk::walk(page, page.body().unwrap_or_else(|| page.root()), &mut builder);
        let (walked, walked_blocks) = builder.finish();
        let same = size(&walked) * 10 >= whole * 8 && size(&walked) <= whole * 13 / 10;
        if same && walked_blocks.len() > 1 {
            return (walked, walked_blocks);
        }
    }
    (text, blocks)
}

/// Whether a block could be of an article, and is not a link that was left over.
fn says_something(words: &str) -> bool {
    words.chars().count() >= 15 || words.split_whitespace().count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use proptest::prelude::*;
    use rstest::rstest;

    fn pieces(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|block| (block.kind, &document.text[block.bytes.clone()])).collect()
    }

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Ministry counts its soldiers | The Daily Example</title>
        <meta property="og:site_name" content="The Daily Example"><style>p{color:red}</style></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Ministry counts its soldiers</h1><p class="byline">By Jane Doe</p>
        <p>Up to 9,000 soldiers were moved to the <b>east</b> of the country since the spring, the ministry&nbsp;said on
        <time datetime="2024-11-03">Sunday</time>, and <a href="/x">more</a> were to follow &mdash; many without training.</p>
        <h2>What the families say</h2>
        <p>“Nobody told us where they went,” said one mother in the capital, who asked not to be named because she feared
        for the life of her son. Her neighbours<br>said the same to anybody who came and asked.</p>
        <blockquote><p>We were promised that the pay would come every month, and it never did, not once.</p></blockquote>
        <ul><li>The first transport left in the spring of the year, with four thousand men.</li>
        <li>The second one left in the autumn, with five thousand more of them.</li></ul>
        <p>The ministry did not answer questions about the pay of the soldiers, nor about how long they were to stay.</p>
        <script>var x = "<p>not this</p>";</script></article>
        <aside><h3>Related</h3><ul><li><a href="/1">Other story one</a></li></ul></aside>
        <footer><p>Copyright The Daily Example. All rights reserved.</p></footer></body></html>"#;

    #[test]
    fn a_page_becomes_its_article() {
        let document = read(PAGE.as_bytes(), Saved::default()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Ministry counts its soldiers"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.outlet.as_deref(), Some("The Daily Example"));
        assert_eq!(document.language.as_deref(), Some("en"));
        insta::assert_debug_snapshot!(pieces(&document));
    }

    #[rstest]
    #[case("<p>One.</p><p>Two<b>b</b>ed &amp; three.</p>", "One.\n\nTwobed & three.")]
    #[case("One.<br><br>Two.<br>Three.", "One.\n\nTwo.\nThree.")]
    #[case("<h2>A</h2>b<ul><li>c<li>d</ul>e", "A\n\nb\n\nc\nd\n\ne")]
    #[case("<p>A <script>x</script>b</p><style>c</style>", "A b")]
    #[case("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\n1 | 2")]
    #[case("<table><tr><td><h2>Laid</h2><td><p>out</p></table>", "Laid\n\nout")]
    #[case("<table><tr><td><p>a</p><td><p>1</p></table>", "a | 1")]
    #[case("<p>a</p><p> </p><p hidden>c</p><p>d</p>", "a\n\nd")]
    #[case("<div>One <div>Two</div> Three</div>", "One\n\nTwo\n\nThree")]
    fn markup_becomes_text(#[case] html: &str, #[case] expected: &str) {
        assert_eq!(fragment(html).unwrap().0, expected);
    }

    #[rstest]
    #[case("<p>One.</p>", true)]
    #[case("One.<br>Two.", true)]
    #[case("  <div class=a>One.</div>", true)]
    #[case("1 < 2 and 3 > 2", false)]
    #[case("He wrote <3 to her.", false)]
    #[case("<Name withheld> said so.", false)]
    #[case("Plain.", false)]
    fn markup_is_told_from_text(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_markup(text), expected);
    }

    #[rstest]
    #[case("<html><head><title>x</title></head><body></body></html>")]
    #[case(
        "<html><body><ul><li><a href=/a>Ferry sinks off the pier</a></li><li><a href=/b>Council asks court about the port</a></li>\
         <li><a href=/c>Crane warnings were ignored, engineer says</a></li></ul></body></html>"
    )]
    #[case(
        "<html><body><a href=/a>Ferry sinks off the pier</a> <a href=/b>Council asks court about the port</a> \
         <a href=/c>Crane warnings were ignored, engineer says</a></body></html>"
    )]
    #[case("<html><body><script>alert(1)</script><nav><a href=a>b</a></nav></body></html>")]
    fn a_page_without_an_article_says_so(#[case] html: &str) {
        assert_eq!(read(html.as_bytes(), Saved::default()), Err(FormatError::NoArticle));
    }

    #[rstest]
    #[case(
        "<html><head><title>x</title></head><body><h1>Envoy leaves capital</h1><p>By Ann Poe</p><p>3 November 2024</p>\
         <p>The envoy left the capital on Monday.</p><h2>What next</h2><p>She will be back.</p><div>So they say.</div></body></html>",
        &["The envoy left the capital on Monday.", "What next", "She will be back.", "So they say."]
    )]
    #[case(
        "<div>The army left the town on Monday, the ministry said.<br><br>Nobody saw them go.</div>",
        &["The army left the town on Monday, the ministry said.", "Nobody saw them go."]
    )]
    fn short_pages_keep_their_blocks(#[case] html: &str, #[case] expected: &[&str]) {
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        let texts: Vec<&str> = pieces(&document).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, expected);
    }

    /// What the guard lets through must not overflow the smallest stack that a worker thread has.
    #[test]
    fn the_deepest_page_that_is_read_fits_a_small_stack() {
        let deep = format!("{}<p>The army left the town on Monday, the ministry said.</p>", "<div>".repeat(500));
        let read = std::thread::Builder::new()
            .stack_size(2 << 20)
            .spawn(move || read(deep.as_bytes(), Saved::default()))
            .unwrap();
        let _ = read.join().unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_markup_is_read_without_panic(
            parts in proptest::collection::vec("</?(p|div|table|td|tr|ul|li|b|a|h1|blockquote|br|title|meta|time)>|[a-zé .&;<]{0,12}", 0..60)
        ) {
            let html = parts.concat();
            let _ = read(html.as_bytes(), Saved::default());
            if let Ok((text, blocks)) = fragment(&html) {
                crate::formats::tests::sound(&text, &blocks);
            }
        }
    }
}
