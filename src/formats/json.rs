//! JSON: an object an article, a list of them, or objects one after the other. Elements are found by their brackets and
//! parsed one at a time, so that a large list never stands in memory as a whole.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Map, Value};

use super::{Article, FormatError, MAX_RECORD, encoding, fields, html, language, text};
use crate::model::{Document, Format, Notice};

/// The articles of a JSON file, one after the other.
pub(super) struct Elements<'a> {
    /// In UTF-8, or whatever holds ASCII as it is.
    bytes: Cow<'a, [u8]>,
    at: usize,
    /// A line number, from 1, and the byte up to which lines were counted for it.
    counted: (usize, usize),
    inside_list: bool,
    found: usize,
    done: bool,
    notices: Vec<Notice>,
}

/// Prepares the articles of `bytes`.
///
/// # Errors
/// When it starts with neither object nor list, or its list is empty.
pub(super) fn elements<'a>(bytes: &'a [u8]) -> Result<Elements<'a>, FormatError> {
    let (bytes, notices) = ascii_based(bytes)?;
    let mut elements = Elements { bytes, at: 0, counted: (1, 0), inside_list: false, found: 0, done: false, notices };
    elements.skip_space();
    match elements.bytes.get(elements.at) {
        None => return Err(FormatError::Empty),
        Some(b'{') => {}
        Some(b'[') => {
            elements.at += 1;
            elements.inside_list = true;
            elements.skip_space();
            if elements.bytes.get(elements.at) == Some(&b']') {
                return Err(FormatError::NoArticles);
            }
        }
        Some(_) => {
            let line = elements.line();
            return Err(match serde_json::from_slice::<Value>(&elements.bytes[elements.at..]) {
                Ok(value) => FormatError::NotAnObject { found: kind(&value) },
                Err(error) => FormatError::json(&error, line),
            });
        }
    }
    Ok(elements)
}

/// `bytes` without byte-order mark, in an encoding that holds ASCII as it is.
pub(super) fn ascii_based(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, Vec<Notice>), FormatError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok((Cow::Borrowed(rest), Vec::new()));
    }
    let wide =
        bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.iter().take(4).any(|b| *b == 0);
    if !wide {
        return Ok((Cow::Borrowed(bytes), Vec::new()));
    }
    let decoded = encoding::decode(bytes)?;
    Ok((Cow::Owned(decoded.text.into_owned().into_bytes()), decoded.notices))
}

/// The bytes of `range`, borrowed from the file where it is not decoded.
pub(super) fn slice<'a>(bytes: &Cow<'a, [u8]>, range: Range<usize>) -> Cow<'a, [u8]> {
    match bytes {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
        Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
    }
}

impl<'a> Elements<'a> {
    fn skip_space(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// The line at which the walk stands, from 1.
    fn line(&mut self) -> usize {
        let (line, from) = self.counted;
        let to = self.at.clamp(from, self.bytes.len());
        self.counted = (line + memchr::memchr_iter(b'\n', &self.bytes[from..to]).count(), to);
        self.counted.0
    }

    fn fail(&mut self, error: FormatError) -> Option<Result<Article<'a>, FormatError>> {
        self.done = true;
        Some(Err(error))
    }

    /// What the parser says of the rest, where the brackets are wrong.
    fn broken(&mut self, message: &str) -> Option<Result<Article<'a>, FormatError>> {
        let start = self.bytes[..self.at].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let column = self.at - start + 1;
        let error = FormatError::Json { message: message.to_owned(), line: self.line(), column };
        self.fail(error)
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Result<Article<'a>, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.skip_space();
        if self.found > 0 && self.inside_list {
            match self.bytes.get(self.at) {
                Some(b',') => {
                    self.at += 1;
                    self.skip_space();
                }
                Some(b']') => {
                    self.at += 1;
                    self.skip_space();
                    self.done = true;
                    return if self.at < self.bytes.len() {
                        self.broken("something follows the end of the list")
                    } else {
                        None
                    };
                }
                None => {
                    let line = self.line();
                    return self.fail(FormatError::Truncated { line });
                }
                Some(_) => return self.broken("expected `,` or `]` between the articles of the list"),
            }
        }
        if self.at >= self.bytes.len() {
            self.done = true;
            let line = self.line();
            return self.inside_list.then_some(Err(FormatError::Truncated { line }));
        }
        let first_line = self.line();
        let Some(end) = value_end(&self.bytes, self.at) else {
            // Either cut short or broken before its end: the parser knows.
            let rest = &self.bytes[self.at..];
            let mut stream = serde_json::Deserializer::from_slice(rest).into_iter::<serde::de::IgnoredAny>();
            let error = match stream.next() {
                Some(Err(error)) => FormatError::json(&error, first_line),
                _ => FormatError::Truncated { line: first_line },
            };
            return self.fail(error);
        };
        let range = self.at..end;
        self.at = end;
        self.found += 1;
        if range.is_empty() {
            return self.broken("expected an object");
        }
        let number = self.found;
        let many = self.inside_list || number > 1;
        let original = slice(&self.bytes, range);
        let result = record(&original, first_line).map(|mut document| {
            document.format = Format::Json;
            document.notices.splice(0..0, self.notices.iter().cloned());
            Article { document, original }
        });
        Some(result.map_err(|source| match many {
            true => FormatError::Element { number, source: Box::new(source) },
            false => source,
        }))
    }
}

/// Where the JSON value that starts at `at` ends, by brackets and strings alone; none where it has no end.
fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'{' | b'[' => {
            let mut depth = 0usize;
            let mut at = at;
            loop {
                match bytes.get(at)? {
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        if depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    b'"' => at = string_end(bytes, at)? - 1,
                    _ => {}
                }
                at += 1;
            }
        }
        b'"' => string_end(bytes, at),
        _ => {
            let length = bytes[at..]
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}'))
                .unwrap_or(bytes.len() - at);
            Some(at + length)
        }
    }
}

/// Behind the closing quotation mark of the string that opens at `at`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Reads one record. Lines of messages count from `first_line`.
///
/// # Errors
/// When it is no object in JSON, or holds no text.
pub(super) fn record(bytes: &[u8], first_line: usize) -> Result<Document, FormatError> {
    if bytes.len() > MAX_RECORD {
        return Err(FormatError::TooLarge { what: "the record", bytes: bytes.len(), limit: MAX_RECORD });
    }
    let (value, notices) = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => (value, Vec::new()),
        // Not in UTF-8, perhaps.
        Err(error) if std::str::from_utf8(bytes).is_ok() => return Err(FormatError::json(&error, first_line)),
        Err(_) => {
            let decoded = encoding::decode(bytes)?;
            let value = serde_json::from_str(&decoded.text).map_err(|error| FormatError::json(&error, first_line))?;
            (value, decoded.notices)
        }
    };
    match &value {
        Value::Object(object) => {
            let mut document = article(object)?;
            document.notices.splice(0..0, notices);
            Ok(document)
        }
        other => Err(FormatError::NotAnObject { found: kind(other) }),
    }
}

/// The document of a record.
fn article(record: &Map<String, Value>) -> Result<Document, FormatError> {
    let node = fields::article(record);
    let Some(found) = fields::text(node) else {
        let shown: Vec<&str> = node.keys().map(String::as_str).take(12).collect();
        return Err(FormatError::NoText { looked_for: fields::text_names(), found: shown.join(", ") });
    };
    text::check(&found.text)?;
    let mut document = Document::default();
    fields::fill(&mut document, node);
    // What the wrapper says beside its graph.
    fields::fill(&mut document, record);
    if found.field != "text" && html::is_markup(&found.text) {
        (document.text, document.blocks) = html::fragment(&found.text)?;
        text::check(&document.text)?;
    } else {
        document.blocks = text::blocks_under(&found.text, document.title.as_deref());
        document.text = found.text.into_owned();
    }
    if document.language.is_none() {
        document.language = language::detected(&document.text);
    }
    Ok(document)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn all(bytes: &[u8]) -> Vec<Result<Article<'_>, FormatError>> {
        match elements(bytes) {
            Ok(elements) => elements.collect(),
            Err(error) => vec![Err(error)],
        }
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        all(bytes).into_iter().map(|article| article.unwrap().document.text).collect()
    }

    #[rstest]
    #[case(r#"{"text": "One."}"#, &["One."])]
    #[case("\u{FEFF} {\n\"text\":\r\n\"One.\"\n}\n", &["One."])]
    #[case(r#"[{"text": "One."}, {"text": "Two. ]}\" \\"}]"#, &["One.", "Two. ]}\" \\"])]
    #[case("{\"text\": \"One.\"}\n\n{\"text\": \"Two.\"}", &["One.", "Two."])]
    fn records_are_found(#[case] json: &str, #[case] expected: &[&str]) {
        assert_eq!(texts(json.as_bytes()), expected);
    }

    #[test]
    fn a_record_tells_all() {
        let json = r#"{"id": 7, "headline": "Troops", "articleBody": "One.", "url": "https://example.org/a",
            "datePublished": "2024-11-03", "publisher": {"name": "The Example"}, "author": {"name": "Jane Doe"}, "lang": "en"}"#;
        let articles = all(json.as_bytes());
        let article = articles[0].as_ref().unwrap();
        let document = &article.document;
        assert_eq!(document.id, Some(serde_json::json!(7)));
        assert_eq!(document.title.as_deref(), Some("Troops"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.outlet.as_deref(), Some("The Example"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03"));
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(document.format, Format::Json);
        assert_eq!(article.original, json.as_bytes());
    }

    #[test]
    fn each_article_of_a_list_keeps_its_own_bytes() {
        let json = br#"[ {"text": "One."} , {"text":"Two."}]"#;
        let originals: Vec<_> = all(json).into_iter().map(|article| article.unwrap().original).collect();
        assert_eq!(originals, [Cow::Borrowed(br#"{"text": "One."}"#.as_slice()), Cow::Borrowed(br#"{"text":"Two."}"#)]);
    }

    #[test]
    fn the_text_is_kept_as_it_is() {
        assert_eq!(texts(br#"{"text": " A\r\nB <p>C</p> &amp; \u00e9 "}"#), [" A\r\nB <p>C</p> &amp; é "]);
    }

    #[test]
    fn markup_in_a_body_becomes_text() {
        let articles = all(br#"{"articleBody": "<p>One &amp; two.</p><h2>Head</h2><p>Three.</p>"}"#);
        let document = &articles[0].as_ref().unwrap().document;
        assert_eq!(document.text, "One & two.\n\nHead\n\nThree.");
        assert_eq!(document.blocks.len(), 3);
    }

    #[test]
    fn utf_16_and_windows_1252_are_read() {
        let json = r#"{"text": "café – “one”"}"#;
        let wide: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&wide), ["café – “one”"]);
        assert_eq!(
            texts(b"{\"text\": \"The caf\xE9 \x96 \x93one\x94 of the town\"}"),
            ["The café – “one” of the town"]
        );
    }

    #[rstest]
    #[case("", FormatError::Empty)]
    #[case(" \n", FormatError::Empty)]
    #[case("[]", FormatError::NoArticles)]
    #[case("[ \n ]", FormatError::NoArticles)]
    #[case("5", FormatError::NotAnObject { found: "a number" })]
    #[case("{\"text\": \"One.\"", FormatError::Truncated { line: 1 })]
    #[case("{\n\"text\": \"One.", FormatError::Truncated { line: 2 })]
    #[case("[{\"text\": \"One.\"},\n", FormatError::Truncated { line: 2 })]
    fn what_is_wrong_is_said(#[case] json: &str, #[case] expected: FormatError) {
        assert_eq!(all(json.as_bytes()).pop(), Some(Err(expected)));
    }

    #[rstest]
    #[case("{\"text\": \"a\" \"b\"}", "line 1")]
    #[case(
        "{\"title\": \"a\", \"x\": 1}",
        "text, body, articleBody, content holds any (the fields there are title, x)"
    )]
    #[case("{}", "holds any")]
    #[case("[{\"text\": \"One.\"} {\"text\": \"Two.\"}]", "expected `,`")]
    #[case("[{\"text\": \"One.\"}] x", "follows the end")]
    #[case(
        "[{\"text\": \"One.\"}, 5]",
        "article 2 of the list: expected a JSON object with an article's fields, found a number"
    )]
    #[case("[{\"text\": \"One.\"},]", "expected an object")]
    fn messages_say_where(#[case] json: &str, #[case] says: &str) {
        let error = all(json.as_bytes()).pop().unwrap().unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn a_broken_article_does_not_stop_the_others() {
        let articles = all(br#"[{"text": "One."}, {"title": "no text"}, {"text": "Three."}]"#);
        assert_eq!(articles.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let json = format!("{{\"text\": {}", "[".repeat(100_000));
        assert!(all(json.as_bytes())[0].is_err());
        let json = format!("{{\"text\": \"a\", \"b\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(all(json.as_bytes())[0].is_err());
    }
}
