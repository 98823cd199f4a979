//! Mail: a newsletter, a press release, a forwarded article. Its HTML part goes over its plain one, as in any mail program;
//! the sender is the outlet, the subject the title.

mod forward;
mod words;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

pub(super) use words::of_broken;

use super::builder::folded;
use super::{FormatError, date, encoding, head, html, language, text};
use crate::model::{Document, Format, Notice};

/// Reads one mail.
///
/// # Errors
/// When it is no mail, or none of its parts holds text.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let mail = parse(bytes).ok_or(FormatError::Wordless { what: "the mail" })?;
    let mut document = letter(&mail)?;
    let mut at = &mail;
    // A mail passed on twice lies in one that lies in another.
    for _ in 0..DEEPEST {
        let Some(inner) = forwarded(at).filter(|_| document.text.len() < COVER) else { break };
        let Ok(mut found) = letter(inner) else { break };
        found.id = document.id.or(found.id);
        found.published_at = found.published_at.or(document.published_at);
        found.notices = document.notices;
        document = found;
        at = inner;
    }
    let passed_on = !std::ptr::eq(at, &mail);
    if forward::settle(&mut document) || passed_on {
        document.language = language::of(None, &document.text);
        document.notices.clear();
        document.notices.push(Notice::new(FORWARDS));
    }
    Ok(document)
}

const FORWARDS: &str = "the mail forwards another, which was read; its own few words were left out";

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
        head::drop_asides(&mut document.text, &mut document.blocks);
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
        document.title = document.title.take().or_else(|| head::heading(&document));
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
    MessageParser::default().parse(without_length(bytes)).filter(|mail| !mail.headers().is_empty())
}

/// A mail as Apple Mail keeps it: its length on a line above, what the program knows of it below.
pub(super) fn without_length(bytes: &[u8]) -> &[u8] {
    let Some(end) = memchr::memchr(b'\n', bytes).filter(|end| *end < 12) else { return bytes };
    let length = std::str::from_utf8(&bytes[..end]).ok().and_then(|line| line.trim().parse::<usize>().ok());
    let rest = &bytes[end + 1..];
    length.map_or(bytes, |length| &rest[..length.min(rest.len())])
}

/// When the mail was sent, with the zone it was sent in.
pub(super) fn sent(mail: &Message<'_>) -> Option<String> {
    let words = mail.header_raw("Date").and_then(|words| date::parse(&with_century(words)));
    words.or_else(|| mail.date().and_then(|moment| date::parse(&moment.to_rfc3339())))
}

/// "21 Nov 20 10:33 EST" as mails had it once, with the century that RFC 5322 reads into it.
fn with_century(words: &str) -> String {
    let words = folded(words);
    let mut parts: Vec<String> = words.trim().split(' ').map(str::to_owned).collect();
    let month = parts.iter().position(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let digits = |part: &String| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(year) = month.and_then(|month| parts.get_mut(month + 1)).filter(|year| digits(year)) {
        let century = if year.as_str() < "50" { "20" } else { "19" };
        year.insert_str(0, century);
    }
    parts.join(" ")
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
        let said = |part: &MessagePart<'_>, words: &str| words::anew(mail, part).unwrap_or_else(|| words.to_owned());
        for part in mail.html_bodies() {
            match &part.body {
                PartType::Html(page) => body.html.get_or_insert_default().push_str(&said(part, page)),
                PartType::Text(words) if body.plain.is_none() => body.plain = Some(said(part, words)),
                _ => {}
            }
        }
        for part in mail.text_bodies() {
            match &part.body {
                PartType::Text(words) if body.plain.is_none() => body.plain = Some(said(part, words)),
                PartType::Html(page) if body.html.is_none() => body.html = Some(said(part, page)),
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
        let starts_item = line.trim_start().starts_with(['-', '*', '•', '>', '#']) || forward::is_field(line);
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
    use rstest::rstest;

    fn mail(fields: &str, body: &[u8]) -> Document {
        let mut bytes =
            format!("From: Pier News <n@pier.example>\nTo: a@b.example\nMIME-Version: 1.0\n{fields}\n\n").into_bytes();
        bytes.extend(body);
        read(&bytes).unwrap()
    }

    #[rstest]
    #[case::nothing_said("Subject: x", b"Die F\xE4hre sank, weil niemand sie pr\xFCfte.\n".as_slice(), "Die Fähre sank, weil niemand sie prüfte.")]
    #[case::ascii_said("Content-Type: text/plain; charset=us-ascii", "The “Fähre” sank.\n".as_bytes(), "The “Fähre” sank.")]
    #[case::utf8_said(
        "Content-Type: text/plain; charset=utf-8",
        b"Die F\xE4hre sank, weil niemand sie pr\xFCfte.\n",
        "Die Fähre sank, weil niemand sie prüfte."
    )]
    #[case::quoted(
        "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable",
        b"Die F=E4hre sank, weil niemand sie pr=FCfte.\n",
        "Die Fähre sank, weil niemand sie prüfte."
    )]
    #[case::broken_base64(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64",
        b"VGhlIGZlcnJ5IHNhbmsgb24g\nTW9uZGF5IGV2ZW5pb",
        "The ferry sank on Monday eveni"
    )]
    fn what_the_header_says_of_letters_need_not_be_so(#[case] fields: &str, #[case] body: &[u8], #[case] text: &str) {
        assert_eq!(mail(fields, body).text, text);
    }

    #[rstest]
    #[case("Date: 21 Nov 20 10:33 EST", "2020-11-21T10:33-05:00")]
    #[case("Date: Tue, 5 Jan 99 10:33:00 +0100", "1999-01-05T10:33:00+01:00")]
    #[case("Date: Tue, 5 Jan 2021 10:33:00 +0100", "2021-01-05T10:33:00+01:00")]
    fn old_mails_have_short_years(#[case] fields: &str, #[case] expected: &str) {
        assert_eq!(mail(fields, b"The ferry sank.").published_at.as_deref(), Some(expected));
    }

    #[test]
    fn what_a_program_knows_of_a_mail_is_no_part_of_it() {
        let mail = "From: Pier News <n@pier.example>\nTo: a@b.example\nSubject: Ferry sinks\n\nThe ferry sank.\n";
        let kept = format!("{}       \n{mail}<?xml version=\"1.0\"?><plist><key>flags</key></plist>", mail.len());
        let hints = crate::formats::Hints { name: Some("1.emlx"), format: None };
        assert_eq!(crate::formats::detect(kept.as_bytes(), &hints).format, Format::Mail);
        assert_eq!(read(kept.as_bytes()).unwrap().text, "The ferry sank.");
    }

    #[test]
    fn a_heading_is_the_title_of_what_has_no_subject() {
        let document =
            mail("Content-Type: text/html", b"<h1>Ferry sinks off the pier</h1><p>The ferry sank on Monday.</p>");
        assert_eq!(document.title.as_deref(), Some("Ferry sinks off the pier"));
    }

    #[test]
    fn a_mail_in_a_mail_in_a_mail_is_the_one_that_counts() {
        let wrap = |subject: &str, boundary: &str, inner: &str| {
            format!(
                "From: C <c@b.example>\nTo: d@b.example\nSubject: {subject}\nMIME-Version: 1.0\n\
                 Content-Type: multipart/mixed; boundary={boundary}\n\n--{boundary}\nContent-Type: text/plain\n\nSee.\n\
                 --{boundary}\nContent-Type: message/rfc822\n\n{inner}\n--{boundary}--\n"
            )
        };
        let inner =
            "From: Pier News <n@pier.example>\nTo: c@b.example\nSubject: Ferry sinks\n\nThe ferry sank on Monday.\n";
        let document = read(wrap("Fwd: Fwd", "aa", &wrap("Fwd", "bb", inner)).as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Ferry sinks"));
        assert_eq!(document.text.trim(), "The ferry sank on Monday.");
        assert_eq!(document.notices.len(), 1);
    }

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
