//! Bytes → [`Document`]: [`split`] takes apart what holds many documents, [`detect()`] says which format one has, then one
//! reader a file takes it.
//!
//! A new format is a variant of [`Format`], a file here with `read(&[u8])`, a line in [`detect()`] and one in [`read_as`].
//! What holds many documents has a `split` instead, which hands on one [`Part`] after the other and never holds the whole.
//! Nothing here reads a clock, prints, or panics on any bytes.

mod address;
mod author;
mod budget;
mod builder;
mod byline;
mod csv;
mod date;
mod detect;
mod docx;
mod encoding;
mod epub;
mod error;
mod feed;
mod fields;
mod gzip;
mod head;
mod html;
mod http;
mod json;
mod jsonl;
mod language;
mod lexicon;
mod lines;
mod mail;
mod markdown;
mod markup;
mod mbox;
mod members;
mod mhtml;
mod parts;
mod pdf;
mod signature;
mod tar;
mod text;
mod warc;
mod zip;

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;

pub use address::settle as settle_address;
pub use detect::{Detected, detect};
pub use error::FormatError;
pub use members::{PAGE_ENDINGS, no_document, saved_page_of};
pub use parts::{Part, Piece, Seekable, Source, is_packed, split};
pub use pdf::THREAD as PDF_THREAD;

use html::Saved;

use crate::model::{Certainty, Document, Format, Notice};

/// The text of one article may be this long, in bytes.
pub const MAX_TEXT: usize = 16 * 1024 * 1024;
/// The Markdown of one article may be this long, in bytes.
const MAX_MARKDOWN: usize = 4 * 1024 * 1024;
/// The JSON of one article may be this long, in bytes.
const MAX_RECORD: usize = 32 * 1024 * 1024;

/// What is known of a document beside its bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// The file's name or path, for its ending.
    pub name: Option<&'a str>,
    /// The format asked for, above all else.
    pub format: Option<Format>,
}

/// One article out of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Article<'a> {
    /// What it says.
    pub document: Document,
    /// The bytes of this article alone: the file, a line of JSONL, an element of a JSON list, a page of a crawl, an entry
    /// of a feed. In a file of UTF-16 that holds many, those of the decoded text.
    pub original: Cow<'a, [u8]>,
}

impl Article<'_> {
    /// The same, with bytes of its own.
    #[must_use]
    pub fn into_owned(self) -> Article<'static> {
        Article { document: self.document, original: Cow::Owned(self.original.into_owned()) }
    }
}

/// The articles of a document. After an error the next may be sound.
pub struct Articles<'a>(Inner<'a>);

enum Inner<'a> {
    One(Option<Box<Article<'a>>>),
    Many(std::vec::IntoIter<Result<Article<'static>, FormatError>>),
}

impl<'a> Iterator for Articles<'a> {
    type Item = Result<Article<'a>, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut next = match &mut self.0 {
            Inner::One(article) => article.take().map(|article| Ok(*article)),
            Inner::Many(articles) => articles.next(),
        };
        if let Some(Ok(article)) = &mut next {
            address::settle(&mut article.document);
            // What a format does not judge, it takes from where dates of publication are said.
            let document = &mut article.document;
            let certainty = document.published_certainty.unwrap_or(Certainty::Stated);
            document.published_certainty = document.published_at.as_ref().map(|_| certainty);
        }
        next
    }
}

/// How the notice of a stated date in the future ends.
const IN_FUTURE: &str = "lies in the future";

/// Whether `notice` says that an article is dated in the future: of many such, one word is enough.
pub fn is_of_future(notice: &Notice) -> bool {
    notice.message.ends_with(IN_FUTURE)
}

/// Takes the date from `document` where it lies after `today` (ISO 8601), a day of zones aside, and the document does not
/// state it: nothing is published tomorrow, and no date is better than a wrong one. A stated one stays, with a notice.
pub fn drop_future(document: &mut Document, today: &str) {
    let setting = date::Setting::of([], None, Some(today));
    let Some(date) = document.published_at.clone().filter(|date| setting.is_after(date)) else { return };
    if document.published_certainty == Some(Certainty::Stated) {
        document.notices.push(Notice::new(format!("its date, {date}, {IN_FUTURE}")));
        return;
    }
    (document.published_at, document.published_certainty) = (None, None);
    document.notices.push(Notice::new(format!("its date, {date}, {IN_FUTURE} and was left out")));
}

/// Reads the articles of `bytes`, also of all that is in an archive, a crawl or a mailbox. What is large is better
/// taken apart by [`split`].
///
/// # Errors
/// When nothing of it can be read: it is empty, binary, of an unsupported kind, too large, or holds no article. What is
/// wrong with one article of many comes as an item of [`Articles`].
pub fn read<'a>(bytes: &'a [u8], hints: &Hints<'_>) -> Result<Articles<'a>, FormatError> {
    let detected = detect(bytes, hints);
    if parts::is_blank(bytes) {
        return Err(FormatError::Empty);
    }
    if !holds_many(detected.format) {
        return read_as(bytes, &detected, Saved::default());
    }
    let mut found = Vec::new();
    split(Source::File(Box::new(Cursor::new(bytes))), "", hints, &mut |piece| {
        match piece {
            Piece::Part(part) => {
                let articles = part.articles().into_iter();
                found.extend(articles.map(|(_, article)| article.map(Article::into_owned)));
            }
            Piece::Failed { error, .. } => found.push(Err(error)),
            Piece::Skipped { .. } => {}
        }
        ControlFlow::Continue(())
    });
    match <[_; 1]>::try_from(found) {
        Ok([Err(error)]) => Err(error),
        Ok(one) => Ok(Articles(Inner::Many(Vec::from(one).into_iter()))),
        Err(found) if found.is_empty() => Err(FormatError::NoArticles),
        Err(found) => Ok(Articles(Inner::Many(found.into_iter()))),
    }
}

/// Whether documents of `format` are taken apart before they are read.
const fn holds_many(format: Format) -> bool {
    matches!(
        format,
        Format::Gzip
            | Format::Zip
            | Format::Tar
            | Format::Warc
            | Format::Mbox
            | Format::Csv
            | Format::Json
            | Format::Jsonl
    )
}

/// Reads the one document that `bytes` are, of which `saved` is known beside.
///
/// # Errors
/// As [`read`].
fn read_as<'a>(bytes: &'a [u8], detected: &Detected, saved: Saved) -> Result<Articles<'a>, FormatError> {
    let many = |articles: Vec<_>| Articles(Inner::Many(articles.into_iter()));
    let one =
        |document: Document| Articles(Inner::One(Some(Box::new(Article { document, original: Cow::Borrowed(bytes) }))));
    match detected.format {
        Format::Pdf => return pdf::read(bytes).map(one),
        Format::Docx => return docx::read(bytes).map(one),
        Format::Epub => return epub::read(bytes).map(many),
        _ => signature::refuse_binary(bytes)?,
    }
    if !detected.asked && matches!(detected.format, Format::Text | Format::Html) {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        if let Some(seems) = signature::other_text(&head) {
            return Err(FormatError::Unsupported { seems: seems.to_owned() });
        }
    }
    match detected.format {
        Format::Text => too_long(bytes).and_then(|()| text::read(bytes)).map(one),
        // Each mark in it is held until the last is read.
        Format::Markdown if bytes.len() > MAX_MARKDOWN => {
            Err(FormatError::TooLarge { what: "the Markdown", bytes: bytes.len(), limit: MAX_MARKDOWN })
        }
        Format::Markdown => markdown::read(bytes).map(one),
        Format::Html => html::read(bytes, saved).map(one),
        // All entries are held at once, each with what it was read from.
        Format::Feed if bytes.len() > MAX_TEXT => {
            Err(FormatError::TooLarge { what: "the feed", bytes: bytes.len(), limit: MAX_TEXT })
        }
        Format::Feed => feed::read(bytes).map(many),
        Format::Mail => mail::read(bytes).map(one),
        Format::Mhtml => mhtml::read(bytes).map(one),
        Format::Csv => csv::read(bytes).map(one),
        // The others were read above, or were taken apart.
        other => Err(FormatError::Unsupported { seems: format!("{other} inside of what is no archive") }),
    }
}

/// Refuses what is too long before it is decoded; no encoding needs more than four bytes a character.
fn too_long(bytes: &[u8]) -> Result<(), FormatError> {
    if bytes.len() > 4 * MAX_TEXT {
        return Err(FormatError::TooLarge { what: "the text", bytes: bytes.len(), limit: MAX_TEXT });
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::Block;
    use proptest::prelude::*;
    use rstest::rstest;

    /// What holds for the blocks of any text: in order, apart, on code points, inside, not empty.
    pub(crate) fn sound(text: &str, blocks: &[Block]) {
        let mut at = 0;
        for block in blocks {
            assert!(block.bytes.start >= at, "{block:?} overlaps what is before it");
            assert!(
                block.bytes.start < block.bytes.end && block.bytes.end <= text.len(),
                "{block:?} of {}",
                text.len()
            );
            assert!(text.get(block.bytes.clone()).is_some(), "{block:?} cuts a character");
            at = block.bytes.end;
        }
    }

    fn all_sound(bytes: &[u8], hints: &Hints<'_>) {
        let Ok(articles) = read(bytes, hints) else { return };
        for article in articles.flatten() {
            let document = &article.document;
            sound(&document.text, &document.blocks);
            assert!(!document.text.trim().is_empty());
            assert!(
                !document.text.starts_with('\u{FEFF}')
                    || document.format == Format::Json
                    || document.format == Format::Jsonl
            );
        }
    }

    fn formats() -> impl Strategy<Value = Option<Format>> {
        proptest::sample::select([None].into_iter().chain(Format::ALL.map(Some)).collect::<Vec<_>>())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn any_bytes_with_any_hint(bytes in proptest::collection::vec(any::<u8>(), 0..400), format in formats()) {
            all_sound(&bytes, &Hints { name: None, format });
        }

        #[test]
        fn any_text_with_any_hint(text in "(?s)\\PC{0,200}", format in formats(), name in "[a-z.]{0,8}") {
            all_sound(text.as_bytes(), &Hints { name: Some(&name), format });
        }

        #[test]
        fn text_made_of_article_parts(
            parts in proptest::collection::vec(
                "By Jane Doe|Nov\\. 3, 2024|\n|\n\n|SEOUL \\(AP\\) — |The army left the town\\.|A Heading Here|---\n|title: x\n|# |\
                 > |- |\\{\"text\": \"|\"\\}|<p>|</p>|é|“|\\[|\\*\\*|\r\n|Title: ", 0..40),
            format in formats(),
        ) {
            all_sound(parts.concat().as_bytes(), &Hints { name: None, format });
        }
    }

    #[rstest]
    #[case(b"".as_slice())]
    #[case(b" \r\n\t ")]
    #[case(b"\xEF\xBB\xBF")]
    #[case(b"\xFF\xFE")]
    fn nothing_is_said_to_be_nothing(#[case] bytes: &[u8]) {
        for format in [None].into_iter().chain(Format::ALL.map(Some)) {
            let result = read(bytes, &Hints { name: None, format });
            let error = match result {
                Ok(mut articles) => articles.next().map(|article| article.unwrap_err()),
                Err(error) => Some(error),
            };
            assert!(matches!(error, None | Some(FormatError::Empty)), "{format:?}: {error:?}");
        }
    }

    #[rstest]
    #[case(b"\x89PNG\r\n\x1a\n\0\0\0", "a PNG picture")]
    #[case(b"text \0 text", "NUL")]
    #[case(b"<?xml version='1.0'?><urlset>", "a sitemap")]
    fn what_is_no_article_is_named(#[case] bytes: &[u8], #[case] says: &str) {
        let Err(error) = read(bytes, &Hints::default()) else { panic!("read") };
        assert!(error.to_string().contains(says), "{error}");
    }

    #[test]
    fn a_text_beyond_the_limit_is_refused() {
        let long = "word ".repeat(MAX_TEXT / 5 + 1);
        assert!(matches!(read(long.as_bytes(), &Hints::default()), Err(FormatError::TooLarge { .. })));
    }

    #[test]
    fn articles_are_sent_between_threads() {
        fn send<T: Send>(_: T) {}
        send(read(b"{\"text\": \"a\"}", &Hints::default()));
    }
}
