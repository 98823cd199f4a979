//! What stands above and below the paragraphs of a document whose format gives its blocks: the repeated title, byline,
//! date lines, the place and agency before the first sentence, credits. They fill what the metadata leave open.

use super::date::{self, Setting};
use super::{author, byline, lexicon, text};
use crate::model::{Block, BlockKind, Certainty, Document};

/// How many blocks at the top may be title, byline and date.
const HEAD_BLOCKS: usize = 6;
/// A block this long, in bytes, is the first paragraph.
const PARAGRAPH: usize = 200;

/// Marks them in `document`.
pub(super) fn mark(document: &mut Document) {
    let setting = Setting::of(document.language.as_deref(), document.url.as_deref(), None);
    mark_in(document, &setting);
}

/// As [`mark`], where more is known of the document's dates.
pub(super) fn mark_in(document: &mut Document, setting: &Setting) {
    let mut first_prose = 0;
    for index in 0..document.blocks.len().min(HEAD_BLOCKS) {
        let Some(block) = document.blocks.get(index) else { break };
        let words = &document.text[block.bytes.clone()];
        let same = |title: &str| title.trim().eq_ignore_ascii_case(words.trim());
        let kind = if document.title.as_deref().is_some_and(same) {
            BlockKind::Title
        } else if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem) {
            continue;
        } else if let Some(found) = byline::line(words) {
            let names = Some(found.names).filter(|names| !author::is_nobody(names));
            document.byline = document.byline.take().or(names);
            document.outlet = document.outlet.take().or(found.outlet);
            date_by(document, found.date.and_then(|date| date.published), false);
            BlockKind::Byline
        } else if let Some(found) = date::line_in(words, setting) {
            date_by(document, found.published, found.worked_out);
            BlockKind::Dateline
        } else if words.len() > PARAGRAPH {
            break;
        } else {
            continue;
        };
        document.blocks[index].kind = kind;
        first_prose = index + 1;
    }
    mark_dateline(document, first_prose);
    for block in &mut document.blocks {
        let words = &document.text[block.bytes.clone()];
        if block.kind == BlockKind::Paragraph && text::is_credit(words) {
            block.kind = BlockKind::Byline;
        }
    }
}

/// The heading that `document` opens with, for a title where nothing else gives one.
pub(super) fn heading(document: &Document) -> Option<String> {
    let first = document.blocks.first().filter(|block| block.kind == BlockKind::Heading)?;
    let words = super::builder::folded(&document.text[first.bytes.clone()]);
    Some(words.trim().to_owned()).filter(|words| !words.is_empty() && words.len() < PARAGRAPH)
}

/// A line above the text dates what nothing else did.
fn date_by(document: &mut Document, date: Option<String>, worked_out: bool) {
    if let (None, Some(date)) = (&document.published_at, date) {
        document.published_at = Some(date);
        document.published_certainty = Some(if worked_out { Certainty::Inferred } else { Certainty::Stated });
    }
}

/// Cuts "SEOUL (Reuters) — " off the first paragraph from block `from` on.
fn mark_dateline(document: &mut Document, from: usize) {
    let first = document.blocks.iter().skip(from).position(|block| block.kind == BlockKind::Paragraph);
    let Some(index) = first.map(|first| first + from) else { return };
    let Block { bytes, kind } = document.blocks[index].clone();
    let Some((length, outlet)) = text::dateline(&document.text[bytes.clone()]) else { return };
    let cut = bytes.start + length;
    document.blocks[index] = Block { bytes: bytes.start..cut, kind: BlockKind::Dateline };
    if cut < bytes.end {
        document.blocks.insert(index + 1, Block { bytes: cut..bytes.end, kind });
    }
    document.outlet = document.outlet.take().or(outlet);
}

/// Marks what a page puts between paragraphs ("Advertisement", "Read more: …") as no part of the article.
pub(super) fn mark_asides(text: &str, blocks: &mut [Block]) {
    for block in blocks.iter_mut().filter(|block| block.kind.is_prose() || block.kind == BlockKind::Heading) {
        let words = &text[block.bytes.clone()];
        if words.len() < PARAGRAPH && is_page_aside(words) {
            block.kind = BlockKind::Aside;
        }
    }
}

/// Takes out of `text` what a page puts between paragraphs.
pub(super) fn drop_asides(text: &mut String, blocks: &mut Vec<Block>) {
    let is_aside = |block: &Block| {
        let words = &text[block.bytes.clone()];
        (block.kind.is_prose() || block.kind == BlockKind::Heading) && words.len() < PARAGRAPH && is_page_aside(words)
    };
    let mut kept = String::with_capacity(text.len());
    let mut left = Vec::with_capacity(blocks.len());
    let mut end = 0;
    for block in blocks.iter() {
        let gap = text.get(end..block.bytes.start).unwrap_or_default();
        end = block.bytes.end;
        if is_aside(block) {
            continue;
        }
        if !left.is_empty() {
            kept.push_str(gap);
        }
        let start = kept.len();
        kept.push_str(&text[block.bytes.clone()]);
        left.push(Block { bytes: start..kept.len(), kind: block.kind });
    }
    // What is nothing else is what it is.
    if !left.is_empty() && left.len() < blocks.len() {
        (*text, *blocks) = (kept, left);
    }
}

pub(super) fn is_page_aside(words: &str) -> bool {
    let lower = words.to_lowercase();
    let plain = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
    lexicon::page_asides().iter().any(|line| match line.strip_suffix('…') {
        Some(start) => match start.split_once('…') {
            Some((start, middle)) => plain.starts_with(start) && plain.contains(middle),
            None => plain.starts_with(start),
        },
        None if line.ends_with(':') => plain.starts_with(line),
        None => plain == *line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Advertisement", true)]
    #[case("— ADVERTISEMENT —", true)]
    #[case("Read more: Pay of the troops in doubt", true)]
    #[case("Read more about it in the report, the ministry said.", false)]
    #[case("Advertisement spending rose.", false)]
    #[case("The post Ferry sinks off the pier appeared first on Pier News.", true)]
    #[case("The post was taken by the army.", false)]
    fn page_asides_are_known(#[case] words: &str, #[case] expected: bool) {
        assert_eq!(is_page_aside(words), expected);
    }

    #[test]
    fn the_dateline_is_cut_off_the_first_paragraph() {
        let text = "Title\n\nSEOUL (AP) — The army left.\n\nBUSAN (AP) — It came.".to_owned();
        let block = |bytes, kind| Block { bytes, kind };
        let mut document = Document {
            title: Some("title".to_owned()),
            blocks: vec![
                block(0..5, BlockKind::Heading),
                block(7..text.find("\n\nB").unwrap(), BlockKind::Paragraph),
                block(text.find("BUSAN").unwrap()..text.len(), BlockKind::Paragraph),
            ],
            text,
            ..Document::default()
        };
        mark(&mut document);
        let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
        use BlockKind::{Dateline, Paragraph, Title};
        assert_eq!(kinds, [Title, Dateline, Paragraph, Paragraph]);
        assert_eq!(&document.text[document.blocks[2].bytes.clone()], "The army left.");
        assert_eq!(document.outlet.as_deref(), Some("AP"));
    }
}
