//! Pages that a browser saved with all their parts in one file (MHTML): the page among the parts is read as any other.

use mail_parser::{Message, MimeHeaders as _, PartType};

use super::{FormatError, html, mail};
use crate::model::{Document, Format};

/// Reads a saved page.
///
/// # Errors
/// When none of its parts is a page, or the page holds no article.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let wordless = FormatError::Wordless { what: "the saved page" };
    let page_file = mail::parse(bytes).ok_or_else(|| wordless.clone())?;
    let address = header(&page_file, "Snapshot-Content-Location").or_else(|| header(&page_file, "Content-Location"));
    let location = |part: &mail_parser::MessagePart<'_>| part.content_location().map(|place| place.trim().to_owned());
    let pages: Vec<_> = page_file
        .parts
        .iter()
        .filter_map(|part| match &part.body {
            PartType::Html(page) => Some((location(part), page)),
            _ => None,
        })
        .collect();
    // The part that stands where the page stood; frames and advertisements are pages as well.
    let of_address = pages.iter().find(|(place, _)| address.is_some() && *place == address);
    let (place, page) = of_address.or_else(|| pages.first()).ok_or(wordless)?;
    let http = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    let stood = address.or_else(|| place.clone()).filter(http);
    let saved = html::Saved { url: stood.clone(), when: mail::sent(&page_file) };
    let mut document = html::read(page.as_bytes(), saved)?;
    document.format = Format::Mhtml;
    document.url = document.url.take().or(stood);
    document.title = document.title.take().or_else(|| page_file.subject().map(str::to_owned));
    Ok(document)
}

fn header(saved: &Message<'_>, name: &str) -> Option<String> {
    let value = saved.header_raw(name)?.split_whitespace().collect::<String>();
    Some(value).filter(|value| !value.is_empty())
}
