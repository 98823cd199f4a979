//! JSON: an object an article, a list of them, or objects one after the other. Elements are found by their brackets and
//! parsed one at a time, so that a large list never stands in memory as a whole.

use std::borrow::Cow;
use std::io::{self, BufRead};

use serde_json::{Map, Value};

use super::detect::Detected;
use super::parts::{Flow, Part, Place, Walk};
use super::{FormatError, MAX_RECORD, encoding, fields, html, language, text};
use crate::model::{Document, Notice};

const WHAT: &str = "the JSON file";
/// Values in a record, at most: each takes some hundred bytes once it is parsed, however short it is.
const MAX_VALUES: usize = 500_000;

/// Takes apart a JSON file whose bytes hold ASCII as it is: every object, alone, in one list, or one after the other.
pub(super) fn split(reader: &mut dyn BufRead, place: &Place, detected: &Detected, walk: &mut Walk<'_>) -> Flow {
    let mut values = Values { reader, line: 1, column: 1, start: true };
    match elements(&mut values, place, detected, walk) {
        Ok(flow) => flow,
        Err(error) => walk.fail(&place.path, error),
    }
}

/// What went wrong ends the file.
fn elements(
    values: &mut Values<'_>,
    place: &Place,
    detected: &Detected,
    walk: &mut Walk<'_>,
) -> Result<Flow, FormatError> {
    let inside_list = match values.next_byte()? {
        None => return Err(FormatError::Empty),
        Some(b'[') => {
            values.advance()?;
            if values.next_byte()? == Some(b']') {
                return Err(FormatError::NoArticles);
            }
            true
        }
        Some(_) => false,
    };
    // The first is held until it is known whether it is alone.
    let mut first: Option<Part> = None;
    let mut found = 0usize;
    loop {
        if found > 0 && inside_list {
            match values.next_byte()? {
                Some(b',') => {
                    values.advance()?;
                }
                Some(b']') => {
                    values.advance()?;
                    if let Some(part) = first.take()
                        && walk.part(part).is_break()
                    {
                        return Ok(Flow::Break(()));
                    }
                    return match values.next_byte()? {
                        None => Ok(Flow::Continue(())),
                        Some(_) => Err(values.broken("something follows the end of the list")),
                    };
                }
                end_or_other => {
                    if let Some(part) = first.take()
                        && walk.part(part).is_break()
                    {
                        return Ok(Flow::Break(()));
                    }
                    return Err(match end_or_other {
                        None => FormatError::Truncated { line: values.line },
                        Some(_) => values.broken("expected `,` or `]` between the articles of the list"),
                    });
                }
            }
        }
        let Some(_) = values.next_byte()? else {
            let flow = first.take().map_or(Flow::Continue(()), |part| alone(part, inside_list, walk));
            return if inside_list { Err(FormatError::Truncated { line: values.line }) } else { Ok(flow) };
        };
        let line = values.line;
        let value = match values.value() {
            Ok(value) => value,
            Err(error) => {
                let flow = first.take().map_or(Flow::Continue(()), |part| walk.part(part));
                return if flow.is_break() { Ok(flow) } else { Err(error) };
            }
        };
        if value.is_empty() {
            return Err(values.broken("expected an object"));
        }
        found += 1;
        if found == 2
            && let Some(mut part) = first.take()
        {
            part.path.push_str("#1");
            part.element = 1;
            if walk.part(part).is_break() {
                return Ok(Flow::Break(()));
            }
        }
        let mut part = Part {
            path: place.path.clone(),
            bytes: value,
            detected: detected.clone(),
            known: place.known.clone(),
            line,
            element: usize::from(inside_list),
        };
        if found == 1 {
            first = Some(part);
            continue;
        }
        part.path = format!("{}#{found}", place.path);
        part.element = found;
        if walk.part(part).is_break() {
            return Ok(Flow::Break(()));
        }
    }
}

/// Hands on an object that is all of its file: it may hold several articles in a list.
fn alone(part: Part, inside_list: bool, walk: &mut Walk<'_>) -> Flow {
    let several = (!inside_list && part.bytes.len() <= MAX_RECORD && !holds_too_many(&part.bytes))
        .then(|| serde_json::from_slice::<Map<String, Value>>(&part.bytes).ok())
        .flatten()
        .map(|record| fields::several(&record))
        .unwrap_or_default();
    if several.is_empty() || several.len() == 1 && part.bytes.windows(8).any(|bytes| bytes == b"\"@graph\"") {
        return walk.part(part);
    }
    for (index, article) in several.into_iter().enumerate() {
        walk.part(Part {
            path: format!("{}#{}", part.path, index + 1),
            bytes: Value::Object(article).to_string().into_bytes(),
            detected: part.detected.clone(),
            known: part.known.clone(),
            line: part.line,
            element: index + 1,
        })?;
    }
    Flow::Continue(())
}

/// Cuts values out of a stream, by brackets and strings alone.
struct Values<'a> {
    reader: &'a mut dyn BufRead,
    /// Where it stands, from 1.
    line: usize,
    column: usize,
    /// Nothing was taken yet.
    start: bool,
}

impl Values<'_> {
    /// What is there without asking anew; empty at the end.
    fn ahead(&mut self) -> Result<&[u8], FormatError> {
        loop {
            match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(FormatError::io(&error, WHAT)),
                Ok(_) => break,
            }
        }
        self.reader.fill_buf().map_err(|error| FormatError::io(&error, WHAT))
    }

    fn consume(&mut self, count: usize, lines: usize, last: Option<usize>) {
        self.line += lines;
        self.column = last.map_or(self.column + count, |last| count - last);
        self.reader.consume(count);
    }

    fn advance(&mut self) -> Result<(), FormatError> {
        let line_end = self.ahead()?.first() == Some(&b'\n');
        self.consume(1, usize::from(line_end), line_end.then_some(0));
        Ok(())
    }

    /// The next byte that is no white space, not taken.
    fn next_byte(&mut self) -> Result<Option<u8>, FormatError> {
        if std::mem::take(&mut self.start) && self.ahead()?.starts_with(b"\xEF\xBB\xBF") {
            self.reader.consume(3);
        }
        loop {
            match self.ahead()?.first() {
                None => return Ok(None),
                Some(byte) if byte.is_ascii_whitespace() => self.advance()?,
                Some(byte) => return Ok(Some(*byte)),
            }
        }
    }

    /// Takes the value that starts here. What is longer than a record may be is taken whole, and kept as far as one
    /// may be long, which its reader then says.
    fn value(&mut self) -> Result<Vec<u8>, FormatError> {
        let first_line = self.line;
        let mut value = Vec::new();
        let mut depth = 0usize;
        let (mut inside_string, mut escaped) = (false, false);
        loop {
            let ahead = self.ahead()?;
            if ahead.is_empty() {
                if depth == 0 && !inside_string && !value.is_empty() {
                    return Ok(value); // a bare number or word
                }
                return Err(cut_short(&value, first_line));
            }
            let mut end = None;
            let (mut lines, mut last) = (0, None);
            let mut taken = 0;
            for &byte in ahead {
                if !inside_string && depth == 0 && !value.is_empty() | (taken > 0) {
                    // Behind a bare number or word.
                    if byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}') {
                        end = Some(taken);
                        break;
                    }
                } else if !inside_string && depth == 0 && matches!(byte, b',' | b']' | b'}') {
                    end = Some(taken);
                    break;
                }
                taken += 1;
                if byte == b'\n' {
                    lines += 1;
                    last = Some(taken - 1);
                }
                if inside_string {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => {
                            inside_string = false;
                            if depth == 0 {
                                end = Some(taken);
                                break;
                            }
                        }
                        _ => {}
                    }
                    continue;
                }
                match byte {
                    b'"' => inside_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            end = Some(taken);
                            break;
                        }
                    }
                    _ => {}
                }
            }
            let room = (MAX_RECORD + 1).saturating_sub(value.len());
            value.extend_from_slice(&ahead[..taken.min(room)]);
            self.consume(taken, lines, last);
            if end.is_some() {
                return Ok(value);
            }
        }
    }

    fn broken(&self, message: &str) -> FormatError {
        FormatError::Json { message: message.to_owned(), line: self.line, column: self.column }
    }
}

/// Either cut short or broken before its end: the parser knows.
fn cut_short(value: &[u8], first_line: usize) -> FormatError {
    let mut stream = serde_json::Deserializer::from_slice(value).into_iter::<serde::de::IgnoredAny>();
    match stream.next() {
        Some(Err(error)) => FormatError::json(&error, first_line),
        _ => FormatError::Truncated { line: first_line },
    }
}

/// Whether `bytes` are in an encoding that does not hold ASCII as it is.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.iter().take(4).any(|b| *b == 0)
}

/// `bytes` without byte-order mark, in an encoding that holds ASCII as it is.
pub(super) fn ascii_based(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, Vec<Notice>), FormatError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok((Cow::Borrowed(rest), Vec::new()));
    }
    if !is_wide(bytes) {
        return Ok((Cow::Borrowed(bytes), Vec::new()));
    }
    let decoded = encoding::decode(bytes)?;
    Ok((Cow::Owned(decoded.text.into_owned().into_bytes()), decoded.notices))
}

/// Reads one record. Lines of messages count from `first_line`.
///
/// # Errors
/// When it is no object in JSON, or holds no text.
pub(super) fn record(bytes: &[u8], first_line: usize) -> Result<Document, FormatError> {
    if bytes.len() > MAX_RECORD {
        return Err(FormatError::TooLarge { what: "the record", bytes: bytes.len(), limit: MAX_RECORD });
    }
    if holds_too_many(bytes) {
        return Err(FormatError::TooManyValues { limit: MAX_VALUES });
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

/// Whether there are more values in `json` than [`MAX_VALUES`], by what stands before each but the first.
fn holds_too_many(json: &[u8]) -> bool {
    let begins = |byte: u8| matches!(byte, b',' | b'[' | b'{');
    // Most have fewer even if each comma in a text counts.
    if json.iter().filter(|&&byte| begins(byte)).count() <= MAX_VALUES {
        return false;
    }
    let (mut quoted, mut escaped) = (false, false);
    let count = json.iter().filter(|&&byte| {
        let escapes = quoted && !escaped && byte == b'\\';
        quoted ^= byte == b'"' && !escaped;
        escaped = escapes;
        !quoted && begins(byte)
    });
    count.count() > MAX_VALUES
}

/// The document of a record.
///
/// # Errors
/// When it holds no text, or too much.
pub(super) fn article(record: &Map<String, Value>) -> Result<Document, FormatError> {
    let node = &*fields::article(record);
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
    document.language = language::of(document.language.take(), &document.text);
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
    use crate::formats::{Article, Hints, read};
    use crate::model::Format;
    use rstest::rstest;

    fn all(bytes: &[u8]) -> Vec<Result<Article<'_>, FormatError>> {
        match read(bytes, &Hints { name: None, format: Some(Format::Json) }) {
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

    #[rstest]
    #[case(
        r#"{"@graph": [{"@type": "NewsArticle", "articleBody": "One."}, {"@type": "Organization", "name": "x"},
        {"@type": "NewsArticle", "articleBody": "Two."}]}"#
    )]
    #[case(r#"{"@type": "ItemList", "itemListElement": [{"item": {"articleBody": "One."}}, {"item": {"articleBody": "Two."}}]}"#)]
    #[case(r#"{"status": "ok", "articles": [{"content": "One."}, {"content": "Two."}]}"#)]
    #[case(r#"{"response": {"docs": [{"fullText": "One."}, {"full_text": "Two."}]}}"#)]
    fn an_object_may_hold_several(#[case] json: &str) {
        assert_eq!(texts(json.as_bytes()), ["One.", "Two."]);
    }

    #[test]
    fn what_an_article_of_a_graph_points_to_is_found() {
        let json = br##"{"@graph": [{"@type": "NewsArticle", "articleBody": "One.", "publisher": {"@id": "#o"}},
            {"@type": "NewsArticle", "articleBody": "Two."}, {"@id": "#o", "name": "The Example"}]}"##;
        let articles = all(json);
        assert_eq!(articles[0].as_ref().unwrap().document.outlet.as_deref(), Some("The Example"));
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
    fn a_record_of_countless_values_is_refused() {
        let with = |unit: &str, text: &str| {
            let values = vec![unit; MAX_VALUES + 2].join(",");
            record(format!(r#"{{"text": "{text}", "x": [{values}]}}"#).as_bytes(), 1)
        };
        assert_eq!(with("[]", "One."), Err(FormatError::TooManyValues { limit: MAX_VALUES }));
        let text = r#"One, \", {two}, "#.repeat(MAX_VALUES / 2);
        assert!(record(format!(r#"{{"text": "{text}"}}"#).as_bytes(), 1).is_ok());
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let json = format!("{{\"text\": {}", "[".repeat(100_000));
        assert!(all(json.as_bytes())[0].is_err());
        let json = format!("{{\"text\": \"a\", \"b\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(all(json.as_bytes())[0].is_err());
    }
}
