//! EPUB books and collections: an article a chapter, in the order in which they are read. The book says who wrote and
//! published it, and when; contents, covers and chapters of few words are left out.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;
use rustc_hash::FxHashSet;

use super::markup::{Properties, attribute, local};
use super::{Article, FormatError, MAX_TEXT, byline, date, encoding, head, html, language, zip};
use crate::model::{BlockKind, Document, Format};

const WHAT: &str = "the EPUB file";
/// Chapters that are read, at most.
const MOST: usize = 10_000;
/// A chapter with fewer words than this, and no sentence, is a cover, a half-title or a list of contents.
const FEW: usize = 40;

/// Reads all chapters of a book.
///
/// # Errors
/// When it is none, is damaged, or none of its chapters holds text. What is wrong with one chapter stands in its place.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Result<Article<'static>, FormatError>>, FormatError> {
    let mut book = zip::Package::open(bytes)?;
    if book.has("META-INF/encryption.xml") && book.has("META-INF/rights.xml") {
        return Err(FormatError::Encrypted { what: WHAT });
    }
    let (package, opf) = match package(&mut book) {
        Ok(found) => found,
        // What names the chapters is lost with what came behind it.
        Err(_) if book.is_broken() => (String::new(), Vec::new()),
        Err(error) => return Err(error),
    };
    let about = Properties::of(&opf);
    let mut template = Document { format: Format::Epub, ..Document::default() };
    template.outlet = about.first("publisher").or_else(|| about.first("title"));
    template.byline = byline::clean(about.all("creator"));
    template.published_at = about.all("date").find_map(date::parse);
    template.language = about.first("language").and_then(|name| language::declared(&name));
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    let mut unpacked = 0;
    let chapters = if opf.is_empty() { book.pages() } else { spine(&opf, folder) };
    for name in chapters {
        let chapter = match book.member(&name, MAX_TEXT) {
            Ok(Some(chapter)) => chapter,
            Ok(None) if book.is_broken() => continue,
            Ok(None) => {
                found.push(Err(damaged(&format!("{name} is missing"))));
                continue;
            }
            Err(error) => {
                found.push(Err(error));
                continue;
            }
        };
        unpacked += chapter.len() as u64;
        if let Some(bomb) = super::budget::of_members(unpacked, bytes.len() as u64) {
            found.push(Err(bomb));
            break;
        }
        match self::chapter(&chapter, &template) {
            Ok(Some(document)) => found.push(Ok(Article { document, original: Cow::Owned(chapter) })),
            Ok(None) => {}
            Err(error) => found.push(Err(error)),
        }
    }
    if book.is_broken() {
        found.push(Err(FormatError::CutShort { what: WHAT }));
    }
    if found.is_empty() { Err(FormatError::Wordless { what: WHAT }) } else { Ok(found) }
}

fn damaged(message: &str) -> FormatError {
    FormatError::Damaged { what: WHAT, message: message.to_owned() }
}

/// The name of what names the chapters, and what it says.
fn package(book: &mut zip::Package<'_>) -> Result<(String, Vec<u8>), FormatError> {
    let container = book.member("META-INF/container.xml", 1 << 20)?;
    let container = container.ok_or_else(|| damaged("it has no META-INF/container.xml"))?;
    let package = tags(&container, &["rootfile"], &["full-path"]);
    let package = package.into_iter().find_map(|mut tag| tag.1.swap_remove(0));
    let package = package.ok_or_else(|| damaged("its container names no package"))?;
    let opf = book.member(&package, 16 << 20)?.ok_or_else(|| damaged("its package is missing"))?;
    Ok((package, opf))
}

/// The chapters' members, in order.
fn spine(opf: &[u8], folder: &str) -> Vec<String> {
    let mut items: Vec<(String, String)> = Vec::new();
    let mut order = Vec::new();
    for (tag, mut values) in
        tags(opf, &["item", "itemref"], &["id", "href", "media-type", "properties", "idref", "linear"])
    {
        let mut value = |at: usize| values.get_mut(at).and_then(Option::take);
        if tag == "item" {
            let page = value(2).is_some_and(|kind| kind.contains("html"));
            let contents = value(3).is_some_and(|properties| properties.split(' ').any(|word| word == "nav"));
            if let (true, false, Some(id), Some(href)) = (page, contents, value(0), value(1)) {
                items.push((id, href));
            }
        } else if let (Some(id), false) = (value(4), value(5).is_some_and(|linear| linear == "no")) {
            order.push(id);
        }
    }
    items.sort();
    let mut seen = FxHashSet::default();
    let found = order.iter().take(MOST).filter_map(|id| {
        let at = items.binary_search_by(|(known, _)| known.cmp(id)).ok()?;
        Some(joined(folder, &items[at].1))
    });
    // A chapter stands in a book once; one that is named a thousand times is there to be unpacked as often.
    found.filter(|name| seen.insert(name.clone())).collect()
}

/// `href` from `folder`, without steps up and signs in percent.
fn joined(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The document of a chapter; none where it is no article.
fn chapter(page: &[u8], template: &Document) -> Result<Option<Document>, FormatError> {
    let decoded = encoding::decode(page)?;
    let mut document = template.clone();
    document.notices = decoded.notices;
    (document.text, document.blocks) = html::fragment(&decoded.text)?;
    let words = document.text.split_whitespace().count();
    let sentence = document.blocks.iter().any(|block| {
        let words = &document.text[block.bytes.clone()];
        block.kind.is_prose() && words.contains(['.', '!', '?', '。', '…']) && words.split_whitespace().count() > 5
    });
    if words == 0 || words < FEW && !sentence {
        return Ok(None);
    }
    let first = document.blocks.first().filter(|block| block.kind == BlockKind::Heading);
    document.title = first.map(|block| super::builder::folded(&document.text[block.bytes.clone()]));
    head::mark_asides(&document.text, &mut document.blocks);
    // Who stands under a chapter's heading wrote it; whom the book names wrote or edited the whole.
    let book = document.byline.take();
    head::mark(&mut document);
    document.byline = document.byline.take().or_else(|| html::signed(&decoded.text)).or(book);
    document.language = language::of(document.language.take(), &document.text);
    Ok(Some(document))
}

/// The tags called one of `names`, each with the values of the `wanted` attributes.
fn tags(xml: &[u8], names: &[&'static str], wanted: &[&str]) -> Vec<(&'static str, Vec<Option<String>>)> {
    let mut found = Vec::new();
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = tag.name();
                if let Some(known) = names.iter().find(|known| **known == local(name.as_ref())) {
                    found.push((*known, wanted.iter().map(|wanted| attribute(&tag, wanted)).collect()));
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_is_by_whom_its_markup_names() {
        let template = Document { byline: Some("Vale Press".to_owned()), ..Document::default() };
        let read = |line: &str| {
            let page = format!(
                "<html><body><h1>The lock at Delle</h1>{line}<p>The lock has been cracked from top to bottom since Monday, and two \
                 barges full of flour wait below it.</p></body></html>"
            );
            chapter(page.as_bytes(), &template).unwrap().unwrap().byline
        };
        assert_eq!(read("<p class=\"author\">Hedda Roth</p>").as_deref(), Some("Hedda Roth"));
        assert_eq!(
            read("<p class=\"intro author\">By Hedda Roth and Ole Thun</p>").as_deref(),
            Some("Hedda Roth and Ole Thun")
        );
        assert_eq!(read("<p class=\"lead\">Hedda Roth</p>").as_deref(), Some("Vale Press"));
        // Whom a motto, a picture or a note is by did not write the chapter.
        for (open, close) in [
            ("<blockquote><p>Water waits for nobody.</p>", "</blockquote>"),
            ("<div class=\"epigraph\"><p>Water waits for nobody.</p>", "</div>"),
            ("<aside>", "</aside>"),
            ("<figure>", "</figure>"),
            ("<section epub:type=\"footnotes\">", "</section>"),
            ("<section role=\"doc-bibliography\">", "</section>"),
        ] {
            let line = format!("{open}<p class=\"author\">Hedda Roth</p>{close}");
            assert_eq!(read(&line).as_deref(), Some("Vale Press"), "{line}");
            let both = format!("{line}<p class=\"author\">Ole Thun</p>");
            assert_eq!(read(&both).as_deref(), Some("Ole Thun"), "{line}");
        }
    }

    #[test]
    fn a_chapter_that_is_named_again_and_again_is_read_once() {
        let opf = format!(
            "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
             <spine>{}</spine></package>",
            "<itemref idref=\"a\"/>".repeat(1000)
        );
        assert_eq!(spine(opf.as_bytes(), "OEBPS"), ["OEBPS/a.xhtml"]);
    }
}
