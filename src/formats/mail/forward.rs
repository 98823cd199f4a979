//! A mail that was forwarded in the text of another: under a few words of whoever passed it on stand the lines of its
//! header, then its own text.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::formats::builder::folded;
use crate::formats::date;
use crate::formats::lexicon;
use crate::model::Document;

/// The words of whoever passes a mail on are no longer than this, in bytes.
const COVER: usize = 400;
/// No header has more lines.
const LINES: usize = 12;

/// Takes the inner mail for `document`, where it forwards one; says whether it does.
pub(super) fn settle(document: &mut Document) -> bool {
    // The words above are what a reply is about.
    let replies = document.title.as_deref().and_then(|title| title.split_once(':')).is_some_and(|(mark, _)| {
        ["re", "aw", "antw", "sv", "odp", "rif", "res", "ответ"].contains(&mark.trim().to_lowercase().as_str())
    });
    let Some(head) = Head::of(&document.text).filter(|_| !replies) else { return false };
    let text = document.text.split_off(head.end);
    document.blocks.retain_mut(|block| {
        let start = block.bytes.start.max(head.end);
        let keeps = start < block.bytes.end;
        block.bytes = start.saturating_sub(head.end)..block.bytes.end.saturating_sub(head.end);
        keeps
    });
    // A block that the header ends in begins with the first word after it.
    let lead = text.len() - text.trim_start().len();
    document.text = text.trim_start().to_owned();
    for block in &mut document.blocks {
        block.bytes = block.bytes.start.saturating_sub(lead)..block.bytes.end.saturating_sub(lead);
    }
    document.title = head.subject.or_else(|| document.title.take());
    document.outlet = head.from.or_else(|| document.outlet.take());
    if let Some(date) = head.date {
        document.published_at = Some(date);
    }
    true
}

/// The header of the inner mail.
#[derive(Default)]
struct Head {
    from: Option<String>,
    subject: Option<String>,
    date: Option<String>,
    /// Where its text begins.
    end: usize,
}

impl Head {
    /// The first in `text`: a sender, a subject, and a date or whom it was sent to, with nothing but a few words above.
    fn of(text: &str) -> Option<Self> {
        let mut head = Self::default();
        let (mut at, mut lines, mut others) = (0, 0, 0);
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = line.trim().trim_matches('*');
            if words.is_empty() {
                continue;
            }
            match field(words) {
                Some(("from", rest)) if head.from.is_none() => head.from = sender(rest),
                Some(("subject", rest)) if head.from.is_some() && head.subject.is_none() => {
                    head.subject = Some(folded(rest).trim().to_owned()).filter(|subject| !subject.is_empty());
                }
                Some(("date", rest)) if head.from.is_some() && head.date.is_none() => {
                    head.date = moment(rest);
                    others += 1;
                }
                Some((_, _)) if head.from.is_some() => others += 1,
                _ if head.from.is_some() && head.subject.is_some() && others > 0 => break,
                _ if head.from.is_some() => return None,
                _ if start > COVER => return None,
                _ => continue,
            }
            head.end = at;
            lines += 1;
            if lines > LINES {
                break;
            }
        }
        let whole = head.from.is_some() && head.subject.is_some() && others > 0;
        (whole && text.get(head.end..).is_some_and(|rest| !rest.trim().is_empty())).then_some(head)
    }
}

/// Whether `line` is one of such a header.
pub(super) fn is_field(line: &str) -> bool {
    field(line).is_some()
}

/// The field that `line` is, and what it says.
fn field(line: &str) -> Option<(&'static str, &str)> {
    static NAMES: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let rows = lexicon::rows(include_str!("../lexicon/forward_heads.tsv"));
        rows.filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
    });
    let (name, rest) = line.split_once(':')?;
    if name.len() > 30 {
        return None;
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '*').to_lowercase();
    Some((names.get(name.as_str())?, rest.trim_matches(|c: char| c.is_whitespace() || c == '*')))
}

/// "Jane Doe" of "Jane Doe <jane@example.org>", "Jane Doe [mailto:…]".
fn sender(words: &str) -> Option<String> {
    let name = words.split(['<', '[']).next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    let address = || words.trim_matches(['<', '>']).rsplit_once('@').map(|(_, domain)| domain.to_owned());
    if name.is_empty() || name.contains('@') { address() } else { Some(folded(name)) }
}

/// "Tue, Jan 5, 2021 at 6:05 PM", "Dienstag, 5. Januar 2021 18:05 Uhr"; the day alone where the time is told in an unknown way.
fn moment(words: &str) -> Option<String> {
    let plain = words.replace(" at ", " ").replace(" à ", " ").replace(" um ", " ").replace(" Uhr", "");
    let ends = plain.match_indices(' ').map(|(at, _)| at).rev();
    std::iter::once(plain.len()).chain(ends).find_map(|end| date::parse(plain[..end].trim().trim_end_matches(',')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind};
    use rstest::rstest;

    #[rstest]
    #[case::gmail(
        "See this\n\n---------- Forwarded message ---------\nFrom: Pier News <n@pier.example>\nDate: Tue, Jan 5, 2021 at 6:05 PM\n\
         Subject: Ferry sinks\nTo: <a@b.example>\n\n\nThe ferry sank.",
        Some("2021-01-05T18:05")
    )]
    #[case::outlook(
        "-----Original Message-----\nFrom: Pier News [mailto:n@pier.example]\nSent: Tuesday, January 5, 2021 6:05 PM\nTo: B\n\
         Subject: Ferry sinks\n\nThe ferry sank.",
        Some("2021-01-05T18:05")
    )]
    #[case::apple(
        "Begin forwarded message:\n\nFrom: \"Pier News\" <n@pier.example>\nSubject: Ferry sinks\n\
         Date: 5 January 2021 at 18:05:10 GMT+1\nTo: a@b.example\n\nThe ferry sank.",
        Some("2021-01-05T18:05:10+01:00")
    )]
    #[case::german(
        "Von: Pier News <n@pier.example>\nGesendet: Dienstag, 5. Januar 2021 18:05\nAn: B\nBetreff: Ferry sinks\n\nThe ferry sank.",
        Some("2021-01-05T18:05")
    )]
    #[case::without_a_date("From: Pier News\nTo: B\nSubject: Ferry sinks\n\nThe ferry sank.", None)]
    fn the_inner_mail_is_taken(#[case] text: &str, #[case] date: Option<&str>) {
        let blocks = vec![
            Block { bytes: 0..4, kind: BlockKind::Paragraph },
            Block { bytes: text.len() - 15..text.len(), kind: BlockKind::Paragraph },
        ];
        let mut document =
            Document { text: text.to_owned(), blocks, title: Some("Fwd: x".into()), ..Document::default() };
        assert!(settle(&mut document));
        assert_eq!(document.text, "The ferry sank.");
        assert_eq!(document.blocks, [Block { bytes: 0..15, kind: BlockKind::Paragraph }]);
        assert_eq!((document.title.as_deref(), document.outlet.as_deref()), (Some("Ferry sinks"), Some("Pier News")));
        assert_eq!(document.published_at.as_deref(), date);
    }

    #[test]
    fn a_reply_says_its_own_words() {
        let text = "It was not so.\n\nFrom: Pier News\nTo: B\nSubject: Ferry sinks\n\nThe ferry sank.";
        let title = |title: &str| Document { text: text.to_owned(), title: Some(title.into()), ..Document::default() };
        assert!(!settle(&mut title("Re: Ferry sinks")));
        assert!(!settle(&mut title("AW: Ferry sinks")));
        assert!(settle(&mut title("WG: Ferry sinks")));
    }

    #[rstest]
    #[case("From: here one sees the pier.\n\nThe ferry sank.")]
    #[case("The ferry sank.\n\nTo: all\nSubject: ferries")]
    #[case("From: A\nThe ferry sank.\nSubject: B\nTo: C\n\nx")]
    fn other_texts_are_their_own(#[case] text: &str) {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        assert!(!settle(&mut document));
        assert_eq!(document.text, text);
    }
}
