//! Bytes → [`Document`]: [`detect()`] says which format a document has, then one reader a file takes it.
//!
//! A new format is a variant of [`Format`], a file here with `read(&[u8])`, a line in [`detect()`] and one in [`read`].
//! Nothing here reads a clock, prints, or panics on any bytes.

mod builder;
mod byline;
mod date;
mod detect;
mod encoding;
mod error;
mod fields;
mod head;
mod html;
mod json;
mod jsonl;
mod language;
mod lexicon;
mod markdown;
mod signature;
mod text;

use std::borrow::Cow;

pub use detect::{Detected, detect};
pub use error::FormatError;

use crate::model::{Document, Format};

/// The text of one article may be this long, in bytes.
pub const MAX_TEXT: usize = 32 * 1024 * 1024;
/// The JSON of one article may be this long, in bytes.
const MAX_RECORD: usize = 64 * 1024 * 1024;

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
    /// The bytes of this article alone: the file, a line of JSONL, or an element of a JSON list. In a file of UTF-16
    /// that holds many, those of the decoded text.
    pub original: Cow<'a, [u8]>,
}

/// The articles of a document, read as they are asked for. After an error the next may be sound.
pub struct Articles<'a>(Inner<'a>);

enum Inner<'a> {
    One(Option<Box<Article<'a>>>),
    Elements(json::Elements<'a>),
    Lines(jsonl::Lines<'a>),
}

impl<'a> Iterator for Articles<'a> {
    type Item = Result<Article<'a>, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Inner::One(article) => article.take().map(|article| Ok(*article)),
            Inner::Elements(elements) => elements.next(),
            Inner::Lines(lines) => lines.next(),
        }
    }
}

/// Reads the articles of `bytes`.
///
/// # Errors
/// When nothing of it can be read: it is empty, binary, of an unsupported kind, too large, or holds no article. What is
/// wrong with one article of many comes as an item of [`Articles`].
pub fn read<'a>(bytes: &'a [u8], hints: &Hints<'_>) -> Result<Articles<'a>, FormatError> {
    if bytes.trim_ascii().is_empty() {
        return Err(FormatError::Empty);
    }
    signature::refuse_binary(bytes)?;
    let format = detect(bytes, hints).format;
    if hints.format.is_none() && matches!(format, Format::Text | Format::Html) {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        if let Some(seems) = signature::other_text(&head) {
            return Err(FormatError::Unsupported { seems: seems.to_owned() });
        }
    }
    let one =
        |document: Document| Articles(Inner::One(Some(Box::new(Article { document, original: Cow::Borrowed(bytes) }))));
    match format {
        Format::Text => too_long(bytes).and_then(|()| text::read(bytes)).map(one),
        Format::Markdown => too_long(bytes).and_then(|()| markdown::read(bytes)).map(one),
        Format::Html => html::read(bytes).map(one),
        Format::Json => json::elements(bytes).map(|elements| Articles(Inner::Elements(elements))),
        Format::Jsonl => jsonl::lines(bytes).map(|lines| Articles(Inner::Lines(lines))),
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
    #[case(b"<?xml version='1.0'?><rss><channel>", "an RSS feed")]
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
