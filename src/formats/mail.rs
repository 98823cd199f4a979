//! Mail: a newsletter, a press release, a forwarded article. Its HTML part goes over its plain one, as in any mail program;
//! the sender is the outlet, the subject the title.

use mail_parser::{Address, Message, MessageParser, MimeHeaders as _, PartType};

use super::builder::folded;
use super::{FormatError, date, encoding, head, html, language, text};
use crate::model::{Document, Format, Notice};

/// Reads one mail.
///
/// # Errors
/// When it is no mail, or none of its parts holds text.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let mail = parse(bytes).ok_or(FormatError::Wordless { what: "the mail" })?;
    let cover = letter(&mail)?;
    let Some(inner) = forwarded(&mail).filter(|_| cover.text.len() < COVER) else { return Ok(cover) };
    let Ok(mut document) = letter(inner) else { return Ok(cover) };
    document.id = cover.id.or(document.id);
    document.published_at = document.published_at.or(cover.published_at);
    document.notices.push(Notice::new("the mail forwards another, which was read; its own few words were left out"));
    Ok(document)
}

/// The words above a mail that is forwarded as a file are no longer than this, in bytes.
const COVER: usize = 400;

/// The one mail that `mail` has with it as a file.
fn forwarded<'a>(mail: &'a Message<'_>) -> Option<&'a Message<'a>> {
    let mut inner = mail.attachments().filter_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    inner.next().filter(|_| inner.next().is_none())
}

fn letter(mail: &Message<'_>) -> Result<Document, FormatError> {
    let wordless = FormatError::Wordless { what: "the mail" };
    let mut document = Document { format: Format::Mail, ..Document::default() };
    document.id = mail.message_id().map(Into::into);
    document.title = mail.subject().map(folded).filter(|title| !title.is_empty());
    document.outlet = mail.from().and_then(sender);
    document.published_at = sent(mail);
    let body = Body::of(mail, 0);
    if let Some(page) = &body.html {
        (document.text, document.blocks) = html::letter(page)?;
        head::mark_asides(&document.text, &mut document.blocks);
    }
    if document.text.trim().is_empty()
        && let Some(plain) = &body.plain
    {
        document.text = unwrapped(plain);
        document.blocks = text::blocks_under(&document.text, document.title.as_deref());
    }
    text::check(&document.text).map_err(|error| match error {
        FormatError::Empty => wordless,
        other => other,
    })?;
    if body.html.is_some() {
        mark_head(&mut document);
    }
    if body.attached > 0 {
        let files = if body.attached == 1 {
            "1 attached file was".to_owned()
        } else {
            format!("{} attached files were", body.attached)
        };
        document.notices.push(Notice::new(format!("{files} not read; save what matters and read it by itself")));
    }
    document.language = language::of(document.language.take(), &document.text);
    Ok(document)
}

/// Head lines and datelines, but the sender stays the outlet.
fn mark_head(document: &mut Document) {
    let outlet = document.outlet.take();
    head::mark(document);
    document.outlet = outlet.or_else(|| document.outlet.take());
}

/// The parts of `bytes`, where it has the header of a mail.
pub(super) fn parse(bytes: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse(bytes).filter(|mail| !mail.headers().is_empty())
}

/// When the mail was sent, with the zone it was sent in.
pub(super) fn sent(mail: &Message<'_>) -> Option<String> {
    let words = mail.header_raw("Date").and_then(|words| date::parse(words.trim()));
    words.or_else(|| mail.date().and_then(|moment| date::parse(&moment.to_rfc3339())))
}

/// The name of the first sender, or what stands before "@".
fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    let name = first.name.as_deref().map(folded).filter(|name| !name.is_empty());
    name.or_else(|| {
        let address = first.address.as_deref()?.trim();
        address.rsplit_once('@').map(|(_, domain)| domain.to_owned())
    })
}

/// The words of a mail.
#[derive(Default)]
struct Body {
    html: Option<String>,
    plain: Option<String>,
    attached: usize,
}

/// Mails that hold mails are opened this deep.
const DEEPEST: usize = 3;

impl Body {
    fn of(mail: &Message<'_>, depth: usize) -> Self {
        let mut body = Self::default();
        for part in mail.html_bodies() {
            match &part.body {
                PartType::Html(page) => body.html.get_or_insert_default().push_str(page),
                PartType::Text(words) if body.plain.is_none() => body.plain = Some(words.clone().into_owned()),
                _ => {}
            }
        }
        for part in mail.text_bodies() {
            match &part.body {
                PartType::Text(words) if body.plain.is_none() => body.plain = Some(words.clone().into_owned()),
                PartType::Html(page) if body.html.is_none() => body.html = Some(page.clone().into_owned()),
                _ => {}
            }
        }
        for part in mail.attachments() {
            match &part.body {
                // A mail forwarded as a file says what its cover does not.
                PartType::Message(inner) if depth < DEEPEST => {
                    let inner = Self::of(inner, depth + 1);
                    body.attached += inner.attached;
                    let silent = |words: &Option<String>| words.as_deref().is_none_or(|words| words.trim().is_empty());
                    if silent(&body.html) && silent(&body.plain) {
                        (body.html, body.plain) = (inner.html, inner.plain);
                    } else {
                        body.attached += 1;
                    }
                }
                // Pictures that its HTML shows are no files of their own.
                _ if part.content_id().is_some() => {}
                _ => body.attached += 1,
            }
        }
        body
    }
}

/// A mail's plain text, whose lines its program wrapped: lines of a paragraph are joined where they are full.
fn unwrapped(plain: &str) -> String {
    const FULL: usize = 55;
    let plain = encoding::with_lf(plain.into());
    let mut text = String::with_capacity(plain.len());
    let mut full = false;
    for line in plain.lines() {
        // "-- " parts the signature off.
        if line == "-- " {
            break;
        }
        let line = line.trim_end();
        let starts_item = line.trim_start().starts_with(['-', '*', '•', '>', '#']);
        if !text.is_empty() {
            let joins = full && !line.is_empty() && !starts_item && !line.starts_with([' ', '\t']);
            text.push(if joins { ' ' } else { '\n' });
        }
        text.push_str(line);
        full = line.chars().count() >= FULL && line.chars().count() <= 80;
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_short_ones_kept() {
        let plain =
            "The ministry said on Monday that up to nine thousand soldiers\nwould be moved.\n\n- one\n- two\n-- \nDesk";
        assert_eq!(
            unwrapped(plain),
            "The ministry said on Monday that up to nine thousand soldiers would be moved.\n\n- one\n- two"
        );
    }
}
