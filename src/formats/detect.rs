//! Which format a document has: the hint of `--format` above all, then its content, then its name.

use serde::de::IgnoredAny;

use super::{Hints, encoding, json, markdown};
use crate::model::Format;

/// How much of a document is looked at.
const HEAD: usize = 16 * 1024;

/// A format and why it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// Why, in plain words, for those who wonder.
    pub reason: String,
}

/// The format of `bytes`. Total: what shows nothing else is plain text.
pub fn detect(bytes: &[u8], hints: &Hints<'_>) -> Detected {
    let found = |format: Format, reason: &str| Detected { format, reason: reason.to_owned() };
    if let Some(format) = hints.format {
        return found(format, "it was asked for");
    }
    let named = hints.name.and_then(by_name);
    let head = head(bytes);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');

    if markdown::has_front_matter(head.trim_start_matches('\u{FEFF}')) {
        return found(Format::Markdown, "it starts with front matter");
    }
    if let Some(detected) = by_braces(bytes, start, named) {
        return detected;
    }
    if is_page(start) {
        return found(Format::Html, "it starts like a web page");
    }
    if starts_with_block(start) && named != Some(Format::Markdown) {
        return found(Format::Html, "it starts with a tag of HTML");
    }
    if let (Some(format), Some(name)) = (named, hints.name) {
        let ending = name.rsplit('.').next().unwrap_or_default();
        return Detected { format, reason: format!("its name ends in .{ending}") };
    }
    if starts_with_heading(start) {
        return found(Format::Markdown, "it starts with a heading of Markdown");
    }
    found(Format::Text, "nothing in it or its name says that it is anything but plain text")
}

/// The format that the ending of a name stands for.
fn by_name(name: &str) -> Option<Format> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (_, ending) = file.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Text),
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => Some(Format::Markdown),
        "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
        "json" | "jsonld" => Some(Format::Json),
        "jsonl" | "ndjson" | "jsonlines" => Some(Format::Jsonl),
        _ => None,
    }
}

/// The first characters of a document.
fn head(bytes: &[u8]) -> String {
    let mut sample = &bytes[..bytes.len().min(HEAD)];
    if sample.len() < bytes.len() && sample.len() % 2 == 1 {
        sample = &sample[..sample.len() - 1];
    }
    match encoding::decode(sample) {
        Ok(decoded) => decoded.text.into_owned(),
        Err(_) => String::from_utf8_lossy(sample).into_owned(),
    }
}

/// JSON or JSONL, where a brace or bracket opens the document and a string or another brace follows.
fn by_braces(bytes: &[u8], start: &str, named: Option<Format>) -> Option<Detected> {
    let found = |format: Format, reason: &str| Some(Detected { format, reason: reason.to_owned() });
    let mut chars = start.chars();
    let opens = chars.next()?;
    let then = chars.find(|c| !c.is_whitespace());
    match (opens, then) {
        ('[', Some('{' | ']')) => return found(Format::Json, "it starts with a list of JSON"),
        ('{', Some('"' | '}')) => {}
        _ => return None,
    }
    let (bytes, _) = json::ascii_based(bytes).ok()?;
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let whole = |line: &[u8]| line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok();
    let first = lines.next().is_some_and(whole);
    let more: Vec<&[u8]> = lines.take(3).collect();
    if first && more.is_empty() {
        return match named {
            Some(Format::Jsonl) => found(Format::Jsonl, "it is one line of JSON and its name says JSONL"),
            _ => found(Format::Json, "it is one object of JSON"),
        };
    }
    // A broken line may stand among the first; one whole object on a line of its own tells JSONL from an object that
    // is spread over lines, whose lines open with a brace only where they do not close it.
    let others = more.iter().filter(|line| line.starts_with(b"{\"")).count();
    let second = more.iter().any(|line| whole(line));
    if first || (second && others == more.len()) {
        return found(Format::Jsonl, "each line holds an object of JSON");
    }
    if named == Some(Format::Jsonl) {
        return found(Format::Jsonl, "it starts with a brace and its name says JSONL");
    }
    found(Format::Json, "it starts with an object of JSON")
}

/// Whether `start` opens a whole page: a doctype, `<html>`, `<head>` or `<body>`, comments and XML's own line aside.
fn is_page(start: &str) -> bool {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest.starts_with("<?") {
            rest.find("?>").map(|end| end + 2)
        } else {
            None
        };
        match skipped {
            Some(end) => rest = &rest[end..],
            None => break,
        }
    }
    let lower: String = rest.chars().take(24).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<link", "<base"]
        .iter()
        .any(|tag| lower.strip_prefix(tag).is_some_and(|tail| !tail.starts_with(|c: char| c.is_ascii_alphanumeric())))
}

/// Whether `start` opens with a tag of a block, as a piece of a page does.
fn starts_with_block(start: &str) -> bool {
    let Some(rest) = start.strip_prefix('<') else { return false };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let name = rest[..end].to_ascii_lowercase();
    let block = matches!(
        name.as_str(),
        "p" | "div"
            | "article"
            | "section"
            | "main"
            | "h1"
            | "h2"
            | "h3"
            | "table"
            | "ul"
            | "ol"
            | "blockquote"
            | "header"
            | "nav"
            | "script"
            | "style"
            | "span"
    );
    block && rest[end..].starts_with(['>', ' ', '\n', '\t', '\r']) && rest.contains('>')
}

/// Whether `start` opens with "# Words".
fn starts_with_heading(start: &str) -> bool {
    let line = start.lines().next().unwrap_or_default();
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    (1..=6).contains(&marks) && rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Just words.", None, Format::Text)]
    #[case("Just words.", Some("a.txt"), Format::Text)]
    #[case("Just words.", Some("dir/a.MD"), Format::Markdown)]
    #[case("Just words.", Some("a.html"), Format::Html)]
    #[case("Just words.", Some("a.json"), Format::Json)]
    #[case("Just words.", Some("dir.json/a"), Format::Text)]
    #[case("# A heading\n\nWords.", None, Format::Markdown)]
    #[case("# A heading\n\nWords.", Some("a.txt"), Format::Text)]
    #[case("#hashtag first", None, Format::Text)]
    #[case("---\ntitle: x\n---\nWords.", Some("a.txt"), Format::Markdown)]
    #[case("<!DOCTYPE html><html>", Some("a.txt"), Format::Html)]
    #[case("\u{FEFF}\n <!-- saved --><?xml version='1.0'?>\n<HTML lang=en>", None, Format::Html)]
    #[case("<div align=center>Logo</div>\n\n# Title", Some("a.md"), Format::Markdown)]
    #[case("<p>One.</p>", Some("a.txt"), Format::Html)]
    #[case("<Name withheld> said so.", None, Format::Text)]
    #[case("<htmlish>", None, Format::Text)]
    #[case("{\"text\": \"a\"}", None, Format::Json)]
    #[case("{\"text\": \"a\"}", Some("a.jsonl"), Format::Jsonl)]
    #[case("{\"text\": \"a\"}", Some("a.txt"), Format::Json)]
    #[case("{\n  \"text\": \"a\",\n  \"b\": {}\n}", Some("a.txt"), Format::Json)]
    #[case("{\n  \"text\": \"a\"", Some("a.json"), Format::Json)]
    #[case("{\"text\": \"a\"}\n{\"text\": \"b\"}", Some("a.json"), Format::Jsonl)]
    #[case("{\"text\": \"a\"}\nbroken", None, Format::Jsonl)]
    #[case("{\"text\": \"a\n{\"text\": \"b\"}\n", Some("a.json"), Format::Jsonl)]
    #[case("{\"text\": \"a", Some("a.jsonl"), Format::Jsonl)]
    #[case("[{\"text\": \"a\"}]", Some("a.jsonl"), Format::Json)]
    #[case("[]", None, Format::Json)]
    #[case("[1] A footnote.", None, Format::Text)]
    #[case("{Note} A text.", None, Format::Text)]
    #[case("", Some("a.html"), Format::Html)]
    #[case("", None, Format::Text)]
    fn content_first_then_name(#[case] text: &str, #[case] name: Option<&str>, #[case] format: Format) {
        let detected = detect(text.as_bytes(), &Hints { name, format: None });
        assert_eq!(detected.format, format, "{}", detected.reason);
        assert!(!detected.reason.is_empty());
    }

    #[test]
    fn the_hint_is_above_both() {
        let hints = Hints { name: Some("a.json"), format: Some(Format::Text) };
        assert_eq!(detect(b"{\"text\": \"a\"}", &hints).format, Format::Text);
    }

    #[test]
    fn utf_16_is_looked_into() {
        let wide: Vec<u8> = "\u{FEFF}<html><p>x</p></html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&wide, &Hints::default()).format, Format::Html);
        let wide: Vec<u8> = "{\"text\": \"a\"}\n{\"text\": \"b\"}".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&wide, &Hints::default()).format, Format::Jsonl);
    }
}
