//! Stands in for the formats until they are built: plain text and JSON Lines. Goes with the next merge.

use std::borrow::Cow;

use crate::model::{Document, Format};

pub struct Hints<'a> {
    pub name: Option<&'a str>,
    pub format: Option<Format>,
}

pub struct Article<'a> {
    pub document: Document,
    pub original: Cow<'a, [u8]>,
}

type Articles<'a> = Box<dyn Iterator<Item = Result<Article<'a>, String>> + 'a>;

pub fn read<'a>(bytes: &'a [u8], hints: &Hints) -> Result<Articles<'a>, String> {
    let jsonl = hints.name.is_some_and(|name| name.ends_with(".jsonl"));
    if hints.format == Some(Format::Jsonl) || (hints.format.is_none() && jsonl) {
        let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        return Ok(Box::new(lines.map(|line| {
            let mut object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_slice(line).map_err(|error| error.to_string())?;
            let mut text =
                |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str().map(str::to_owned));
            let title = text(&["title", "headline"]);
            let body = text(&["text", "body", "articleBody", "content"]).unwrap_or_default();
            let id = object.remove("id");
            let document = Document { id, title, text: body, format: Format::Jsonl, ..Document::default() };
            Ok(Article { document, original: Cow::Borrowed(line) })
        })));
    }
    let text = String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let document = Document { text, ..Document::default() };
    Ok(Box::new(std::iter::once(Ok(Article { document, original: Cow::Borrowed(bytes) }))))
}
