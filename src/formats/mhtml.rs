//! Pages that a browser saved with all their parts in one file (MHTML): the page among the parts is read as any other.

use mail_parser::{Message, MimeHeaders as _, PartType};

use super::mail::of_broken;
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
            PartType::Html(page) => Some((location(part), page.clone())),
            PartType::Multipart(_) => None,
            _ if part.is_content_type("text", "html") => Some((location(part), of_broken(&page_file, part)?.into())),
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::quoted(
        "quoted-printable",
        "<html><body><article><h1>Ferry sinks off the pier</h1><p>The ferry sank on Monday =E2=80=93 nobody was on it, the harbour master said.</p><p>It was to be sold =E2=80"
    )]
    #[case::base64(
        "base64",
        "PGh0bWw+PGJvZHk+PGFydGljbGU+PGgxPkZlcnJ5IHNpbmtzIG9mZiB0aGUgcGllcjwvaDE+PHA+VGhlIGZlcnJ5IHNhbmsgb24gTW9uZGF5IOKAkyBub2JvZHkgd2FzIG9uIGl0LCB0aGUgaGFyYm91ciBtYXN0ZXIgc2FpZC48L3A+PHA+SXQgd2FzIHRvIGJlIHNvbGQg4o"
    )]
    fn a_page_that_breaks_off_is_read_as_far_as_it_goes(#[case] encoding: &str, #[case] body: &str) {
        let saved = format!(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://pier.example/a\nSubject: Ferry\nMIME-Version: 1.0\n\
             Content-Type: multipart/related; type=\"text/html\"; boundary=\"--b\"\n\n----b\nContent-Type: text/html\n\
             Content-Transfer-Encoding: {encoding}\nContent-Location: https://pier.example/a\n\n{body}"
        );
        let document = read(saved.as_bytes()).unwrap();
        assert!(document.text.contains("on Monday – nobody was on it"), "{}", document.text);
        assert_eq!(document.url.as_deref(), Some("https://pier.example/a"));
    }
}
