//! Feeds: RSS, Atom and JSON Feed, an article an entry. An entry's content goes over its summary; what is HTML becomes
//! text. The feed's title is the outlet. What no parser of XML bears is mended first where many feeds have it.

mod repair;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed};
use memchr::memmem;
use rustc_hash::FxHashMap;

use super::builder::folded;
use super::{Article, FormatError, byline, date, encoding, head, html, language, text};
use crate::model::{Certainty, Document, Format, Notice};

/// What the elements of RSS 0.90 and 1.0 are told by.
const RSS_090: &str = "http://my.netscape.com/rdf/simple/0.9/";
const RSS_10: &str = "http://purl.org/rss/1.0/";

/// Reads all entries of a feed.
///
/// # Errors
/// When it is no feed, or has no entries. What is wrong with one entry stands in its place.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Result<Article<'static>, FormatError>>, FormatError> {
    let decoded = encoding::decode(bytes)?;
    let source = without_declaration(&decoded.text);
    // A content's type as a widespread program writes it, which no standard knows.
    let mended = source.contains("type=\"CDATA\"").then(|| source.replace("type=\"CDATA\"", "type=\"html\""));
    let source = mended.as_deref().unwrap_or(source);
    // RSS 0.90 is RSS 1.0 under another name.
    let renamed = source.contains(RSS_090).then(|| source.replace(RSS_090, RSS_10));
    let source = renamed.as_deref().unwrap_or(source);
    // The crate gives moments in UTC; the words they came from keep their zone.
    let moments: Arc<Mutex<FxHashMap<DateTime<Utc>, String>>> = Arc::default();
    // A parser that gave up is of no more use.
    let parse = |source: &str| {
        let written = Arc::clone(&moments);
        let parser = feed_rs::parser::Builder::new()
            .timestamp_parser(move |words| {
                let iso = date::parse(words)?;
                let moment = moment(&iso)?;
                written.lock().unwrap_or_else(PoisonError::into_inner).insert(moment, iso);
                Some(moment)
            })
            .sanitize_content(false)
            .build();
        parser.parse(source.as_bytes())
    };
    let damaged =
        |error: feed_rs::parser::ParseFeedError| FormatError::Damaged { what: "the feed", message: error.to_string() };
    let (feed, source, breaks_off) = match parse(source) {
        Ok(feed) => (feed, Cow::Borrowed(source), false),
        Err(error) => {
            let mended = repair::well_formed(source);
            match parse(&mended) {
                Ok(feed) => (feed, Cow::Owned(mended), false),
                // The entries before the end are whole.
                Err(_) => {
                    let whole = up_to_the_break(&mended).ok_or_else(|| damaged(error))?;
                    (parse(&whole).map_err(damaged)?, Cow::Owned(whole), true)
                }
            }
        }
    };
    let source = &*source;
    if feed.entries.is_empty() {
        return Err(FormatError::NoArticles);
    }
    let originals = originals(source, feed.entries.len());
    let moments = moments.lock().unwrap_or_else(PoisonError::into_inner);
    let articles = feed.entries.iter().enumerate().map(|(index, entry)| {
        let document = article(&feed, entry, &moments, &decoded.notices)?;
        let original = originals.get(index).cloned().unwrap_or_else(|| source.as_bytes().to_vec());
        Ok(Article { document, original: Cow::Owned(original) })
    });
    let cut = breaks_off.then_some(Err(FormatError::CutShort { what: "the feed" }));
    Ok(articles.chain(cut).collect())
}

/// A feed that ends in the middle, up to the end of its last whole entry, with its elements closed.
fn up_to_the_break(source: &str) -> Option<String> {
    let root = ["<rss", "<feed", "<rdf:RDF"].into_iter().find(|root| source.contains(root))?;
    let name = &root[1..];
    if source.trim_end().ends_with(&format!("</{name}>")) {
        return None;
    }
    let (end, close) = match name {
        "rss" => ("</item>", "</channel></rss>"),
        "feed" => ("</entry>", "</feed>"),
        _ => ("</item>", "</rdf:RDF>"),
    };
    let at = source.rfind(end)? + end.len();
    Some(format!("{}{close}", &source[..at]))
}

/// The moment that `iso` begins with.
fn moment(iso: &str) -> Option<DateTime<Utc>> {
    // "2024-11-03T09:15-05:00" lacks its seconds.
    let (clock, zone) = iso.split_at(iso.len().min(16));
    let seconds = if clock.len() == 16 && !zone.starts_with(':') && !zone.is_empty() { ":00" } else { "" };
    let iso = format!("{clock}{seconds}{zone}");
    let start = format!("{iso}{}", "0000-01-01T00:00:00Z".get(iso.len()..).unwrap_or_default());
    DateTime::parse_from_rfc3339(&start).ok().map(|moment| moment.with_timezone(&Utc))
}

fn article(
    feed: &Feed,
    entry: &Entry,
    moments: &FxHashMap<DateTime<Utc>, String>,
    notices: &[Notice],
) -> Result<Document, FormatError> {
    let mut document = Document { format: Format::Feed, notices: notices.to_vec(), ..Document::default() };
    document.id = Some(entry.id.clone().into()).filter(|_| !entry.id.is_empty());
    document.title = entry.title.as_ref().and_then(|title| line(&title.content));
    let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
    document.byline = byline::clean(authors.iter().filter_map(|author| author.name.as_deref()).map(person));
    document.outlet = feed.title.as_ref().and_then(|title| line(&title.content));
    let page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(page).or_else(|| entry.links.first());
    let permalink = || entry.id.starts_with("http").then(|| entry.id.clone());
    let link = link.map(|link| link.href.trim()).filter(|url| !url.is_empty());
    document.url = link.map(|url| absolute(url, feed)).or_else(permalink);
    let published = entry.published.or(entry.updated);
    document.published_at = published.map(|moment| {
        moments.get(&moment).cloned().unwrap_or_else(|| moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    });
    // When an entry was changed is near when it was published, and no more is said.
    document.published_certainty = entry.published.is_none().then_some(Certainty::Inferred);
    document.language = entry.language.as_deref().or(feed.language.as_deref()).and_then(language::declared);
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).filter(|body| says(body));
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str()).filter(|body| says(body));
    let media = entry.media.iter().filter_map(|media| media.description.as_ref()).map(|words| words.content.as_str());
    let body = content.or(summary).or_else(|| media.into_iter().find(|body| says(body)));
    let body = body.ok_or(FormatError::Wordless { what: "the entry" })?;
    text::check(body)?;
    if body.contains(['<', '&']) {
        (document.text, document.blocks) = html::fragment(body)?;
        head::drop_asides(&mut document.text, &mut document.blocks);
        head::mark(&mut document);
    } else {
        document.text = encoding::with_lf(Cow::Borrowed(body.trim())).into_owned();
        document.blocks = text::blocks_under(&document.text, document.title.as_deref());
    }
    if document.text.trim().is_empty() {
        return Err(FormatError::Wordless { what: "the entry" });
    }
    document.language = language::of(document.language.take(), &document.text);
    Ok(document)
}

fn says(body: &str) -> bool {
    !body.trim().is_empty()
}

/// A title without markup; none where nothing is left.
fn line(words: &str) -> Option<String> {
    let plain = if words.contains(['<', '&']) { html::fragment(words).ok()?.0 } else { words.to_owned() };
    Some(folded(&plain).trim().to_owned()).filter(|line| !line.is_empty())
}

/// RSS gives authors as "desk@example.org (Jane Doe)", of which the crate may have taken the address.
fn person(name: &str) -> &str {
    match name.split_once('(') {
        Some((address, rest)) if address.contains('@') || address.trim().is_empty() => {
            rest.trim_end().trim_end_matches(')')
        }
        _ => name,
    }
}

/// An address as it stands where the feed's site is.
fn absolute(url: &str, feed: &Feed) -> String {
    if url.contains("://") {
        return url.to_owned();
    }
    let of_self = |link: &&feed_rs::model::Link| link.rel.as_deref() == Some("self");
    let site = feed.links.iter().find(|link| !of_self(link)).or_else(|| feed.links.iter().find(of_self));
    let base = site.and_then(|site| url::Url::parse(site.href.trim()).ok());
    base.and_then(|base| base.join(url).ok()).map_or_else(|| url.to_owned(), Into::into)
}

/// XML in Unicode, whatever its first line says it was written in.
fn without_declaration(text: &str) -> &str {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    match start.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(start, |(_, rest)| rest),
        None => start,
    }
}

/// Each entry's own bytes, where there are as many as entries; else none.
fn originals(source: &str, entries: usize) -> Vec<Vec<u8>> {
    let found = if source.starts_with('{') {
        let items = serde_json::from_str::<serde_json::Value>(source).ok();
        let items = items.as_ref().and_then(|feed| feed.get("items")?.as_array());
        items.map(|items| items.iter().map(|item| item.to_string().into_bytes()).collect()).unwrap_or_default()
    } else {
        let rss = elements(source, "item");
        if rss.is_empty() { elements(source, "entry") } else { rss }
    };
    if found.len() == entries { found } else { Vec::new() }
}

/// All elements called `name` that do not lie in one another.
fn elements(source: &str, name: &str) -> Vec<Vec<u8>> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memmem::find(&source.as_bytes()[at..], open.as_bytes()).map(|start| at + start) {
        at = start + open.len();
        if !source[at..].starts_with(|c: char| c == '>' || c.is_whitespace()) {
            continue;
        }
        let Some(length) = memmem::find(&source.as_bytes()[start..], close.as_bytes()) else { break };
        at = start + length + close.len();
        found.push(source.as_bytes()[start..at].to_vec());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn only(source: &str) -> Document {
        let mut articles = read(source.as_bytes()).unwrap();
        assert_eq!(articles.len(), 1, "{source}");
        articles.remove(0).unwrap().document
    }

    fn rss(item: &str) -> String {
        format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Pier News</title>\
             <link>https://pier.example/</link><description>d</description><item>{item}</item></channel></rss>"
        )
    }

    #[rstest]
    #[case("Tue, 09 Jan 2024 10:00 +0100", "2024-01-09T10:00+01:00")]
    #[case("January 9, 2024 06:05 PM EST", "2024-01-09T18:05-05:00")]
    #[case("2024-01-09T10:00Z", "2024-01-09T10:00Z")]
    #[case("2024-01-09", "2024-01-09")]
    fn moments_without_seconds_are_kept(#[case] said: &str, #[case] expected: &str) {
        let document = only(&rss(&format!(
            "<title>One</title><pubDate>{said}</pubDate><description>The ferry sank.</description>"
        )));
        assert_eq!(document.published_at.as_deref(), Some(expected));
    }

    #[test]
    fn what_is_no_sound_xml_is_mended() {
        let text = "<title>Fish &nbsp;&amp; caf&eacute;\u{b}</title><link>https://pier.example/a?b=1&c=2</link>\
            <description><![CDATA[<p>The ferry & its crew sank.</p>]]></description>";
        let document = only(&rss(text));
        assert_eq!(document.title.as_deref(), Some("Fish & café"));
        assert_eq!(document.url.as_deref(), Some("https://pier.example/a?b=1&c=2"));
        assert_eq!(document.text, "The ferry & its crew sank.");
    }

    #[test]
    fn what_the_site_adds_and_where_it_stands_are_known() {
        let text = "<title>One</title><link>/a/b</link><content:encoded><![CDATA[<p>The ferry sank.</p>\
            <p>The post <a href='/a'>One</a> appeared first on <a href='/'>Pier News</a>.</p>]]></content:encoded>";
        let document = only(&rss(text));
        assert_eq!(document.url.as_deref(), Some("https://pier.example/a/b"));
        assert_eq!(document.text, "The ferry sank.");
    }

    #[test]
    fn when_an_entry_was_changed_is_inferred() {
        let entry = |more: &str| {
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>Pier News</title><entry><id>1</id><title>One</title>{more}\
                 <updated>2024-11-03T09:15:00Z</updated><content>The ferry sank.</content></entry></feed>"
            )
        };
        assert_eq!(only(&entry("")).published_certainty, Some(Certainty::Inferred));
        let stated = only(&entry("<published>2024-11-01T09:15:00Z</published>"));
        assert_eq!((stated.published_at.as_deref(), stated.published_certainty), (Some("2024-11-01T09:15:00Z"), None));
    }

    #[rstest]
    #[case::rss_090(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>\
         <channel><title>Pier News</title><link>https://pier.example/</link><description>d</description></channel>\
         <item><title>One</title><link>https://pier.example/1</link><description>The ferry sank.</description></item></rdf:RDF>"
    )]
    #[case::prefixed(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Pier News</a:title><a:id>f</a:id><a:entry><a:id>1</a:id>\
         <a:title>One</a:title><a:content>The ferry sank.</a:content></a:entry></a:feed>"
    )]
    #[case::numbers_as_ids(
        r#"{"version": "https://jsonfeed.org/version/1", "title": "Pier News", "items": [{"id": 7, "title": "One", "content_text": "The ferry sank."}]}"#
    )]
    fn feeds_of_other_dress_are_read(#[case] source: &str) {
        assert_eq!(crate::formats::detect(source.as_bytes(), &crate::formats::Hints::default()).format, Format::Feed);
        let document = only(source);
        assert_eq!((document.title.as_deref(), document.text.as_str()), (Some("One"), "The ferry sank."));
        assert_eq!(document.outlet.as_deref(), Some("Pier News"));
    }

    #[rstest]
    #[case::rss(
        "<rss version='2.0'><channel><title>Example</title><item><title>One</title><description>The army left.</description></item><item><title>Tw"
    )]
    #[case::atom(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Example</title><entry><id>1</id><title>One</title><content>The army left.</content></entry><entry><id>2"
    )]
    fn a_feed_that_breaks_off_gives_its_whole_entries(#[case] source: &str) {
        let articles = read(source.as_bytes()).unwrap();
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].as_ref().unwrap().document.text, "The army left.");
        assert_eq!(articles[1].as_ref().unwrap_err(), &FormatError::CutShort { what: "the feed" });
        assert!(read(b"<rss><channel><title>Example</title><item><title>One").is_err());
    }
}
