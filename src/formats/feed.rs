//! Feeds: RSS, Atom and JSON Feed, an article an entry. An entry's content goes over its summary; what is HTML becomes
//! text. The feed's title is the outlet.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Feed};
use memchr::memmem;
use rustc_hash::FxHashMap;

use super::builder::folded;
use super::{Article, FormatError, byline, date, encoding, head, html, language, text};
use crate::model::{BlockKind, Document, Format, Notice};

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
        // The entries before the end are whole.
        Err(error) => {
            let whole = up_to_the_break(source).ok_or_else(|| damaged(error))?;
            (parse(&whole).map_err(damaged)?, Cow::Owned(whole), true)
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
    document.url = link.map(|link| link.href.trim().to_owned()).filter(|url| !url.is_empty()).or_else(permalink);
    let published = entry.published.or(entry.updated);
    document.published_at = published.map(|moment| {
        moments.get(&moment).cloned().unwrap_or_else(|| moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    });
    document.language = entry.language.as_deref().or(feed.language.as_deref()).and_then(language::declared);
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).filter(|body| says(body));
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str()).filter(|body| says(body));
    let media = entry.media.iter().filter_map(|media| media.description.as_ref()).map(|words| words.content.as_str());
    let body = content.or(summary).or_else(|| media.into_iter().find(|body| says(body)));
    let body = body.ok_or(FormatError::Wordless { what: "the entry" })?;
    text::check(body)?;
    if body.contains(['<', '&']) {
        (document.text, document.blocks) = html::fragment(body)?;
        head::mark_asides(&document.text, &mut document.blocks);
        head::mark(&mut document);
        mark_credit(&mut document);
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

/// "The post … appeared first on …" is put there by the content system.
fn mark_credit(document: &mut Document) {
    if let Some(block) = document.blocks.last_mut() {
        let words = &document.text[block.bytes.clone()];
        if words.starts_with("The post ") && words.contains(" appeared first on ") {
            block.kind = BlockKind::Aside;
        }
    }
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
