//! Which format a document has: the hint of `--format` above all, then its content, then its name.

use std::io::Cursor;

use serde::de::IgnoredAny;

use super::{Hints, csv, encoding, json, markdown, mbox, parts, signature, zip};
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
    /// Whether it was asked for, and nothing in the document had a say.
    pub(super) asked: bool,
}

impl Detected {
    /// A format that `reason` speaks for.
    pub(super) fn new(format: Format, reason: impl Into<String>) -> Self {
        Self { format, reason: reason.into(), asked: false }
    }
}

/// The format of `bytes`. Total: what shows nothing else is plain text.
pub fn detect(bytes: &[u8], hints: &Hints<'_>) -> Detected {
    let found = |format: Format, reason: &str| Detected::new(format, reason);
    if let Some(format) = hints.format {
        return Detected { format, reason: "it was asked for".to_owned(), asked: true };
    }
    if let Some(packed) = parts::packed(bytes) {
        return match (packed.format, zip::open(Cursor::new(bytes))) {
            (Format::Zip, Ok(archive)) => match zip::kind(&archive) {
                zip::Kind::Document(detected) => detected,
                zip::Kind::Archive | zip::Kind::Other(_) => packed,
            },
            (Format::Zip, Err(_)) => match zip::kind_of_broken(bytes) {
                zip::Kind::Document(detected) => detected,
                zip::Kind::Archive | zip::Kind::Other(_) => packed,
            },
            _ => packed,
        };
    }
    let named = hints.name.and_then(by_name);
    let head = head(bytes);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');

    if is_pdf(bytes) {
        return found(Format::Pdf, "it starts with %PDF");
    }
    if start.starts_with("WARC/1.") || start.starts_with("WARC/0.") {
        return found(Format::Warc, "its first line is that of a WARC record");
    }
    let mail = match start.split_once('\n') {
        Some((length, rest)) if length.len() < 12 && length.trim().parse::<usize>().is_ok() => rest,
        _ => start,
    };
    if let Some(detected) = by_mail(mail, named) {
        return detected;
    }
    if signature::is_feed(start) {
        return found(Format::Feed, "its first element is that of a feed");
    }
    if start.starts_with('{') && start.contains("https://jsonfeed.org/version/") {
        return found(Format::Feed, "it names a version of JSON Feed");
    }
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
    if csv::has_header(start) && !matches!(named, Some(Format::Markdown | Format::Mail)) {
        return found(Format::Csv, "its first line names an article's fields");
    }
    if let (Some(format), Some(name)) = (named, hints.name) {
        let ending = name.rsplit('.').next().unwrap_or_default();
        return Detected::new(format, format!("its name ends in .{ending}"));
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
        "csv" | "tsv" | "tab" => Some(Format::Csv),
        "rss" | "atom" => Some(Format::Feed),
        "eml" | "emlx" => Some(Format::Mail),
        "mbox" => Some(Format::Mbox),
        "mht" | "mhtml" => Some(Format::Mhtml),
        "pdf" => Some(Format::Pdf),
        "warc" => Some(Format::Warc),
        _ => None,
    }
}

/// Readers look for the mark within the first bytes; what is no text stands before it in some files.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    match memchr::memmem::find(head, b"%PDF-") {
        Some(0) => true,
        Some(at) => head[..at].iter().all(u8::is_ascii_whitespace) || head[..at].contains(&0),
        None => false,
    }
}

/// Whether `body` is a page, for what comes without a type.
pub(super) fn is_page_of(body: &[u8]) -> bool {
    let head = head(body);
    is_page(head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}'))
}

/// Fields that stand in mails and nowhere else.
const OF_MAILS: &[&str] = &[
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "reply-to",
    "to",
    "content-transfer-encoding",
    "list-id",
    "list-unsubscribe",
    "snapshot-content-location",
];

/// A mailbox, a mail or a page saved as one, by its header.
fn by_mail(start: &str, named: Option<Format>) -> Option<Detected> {
    let found = |format: Format, reason: &str| Some(Detected::new(format, reason));
    let first = start.lines().next()?;
    let (box_line, header) = match mbox::is_from_line(first.as_bytes()) {
        true => (true, start.get(first.len()..)?.trim_start_matches(['\r', '\n'])),
        false => (false, start),
    };
    let mut names = Vec::new();
    let mut saved = false;
    let mut kind = String::new();
    for line in header.lines().take(200) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            kind.push_str(line);
            continue;
        }
        let (name, value) = line.split_once(':')?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return None;
        }
        let name = name.to_ascii_lowercase();
        saved |= name == "snapshot-content-location";
        if name == "content-type" {
            kind = value.to_ascii_lowercase();
        }
        names.push(name);
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let of_mail = names.iter().filter(|name| OF_MAILS.contains(&name.as_str())).count();
    if box_line {
        return (of_mail >= 1 || has("from"))
            .then(|| Detected::new(Format::Mbox, "it starts with a From line and a mail"));
    }
    let related = kind.contains("multipart/related");
    if of_mail >= 1 && (saved || related && (named == Some(Format::Mhtml) || kind.contains("text/html") && !has("to")))
    {
        return found(Format::Mhtml, "it starts like a page saved with its parts");
    }
    let addressed = has("from") && (has("subject") || has("date")) && of_mail >= 1;
    (addressed || of_mail >= 3).then(|| Detected::new(Format::Mail, "it starts with the header of a mail"))
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
    let found = |format: Format, reason: &str| Some(Detected::new(format, reason));
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
