//! What the extraction leaves among an article's paragraphs and is none of them: lines that pages put there ("Read more: …"),
//! links to other articles that stand alone, a paragraph that it gives twice.

use rustc_hash::FxHashSet;
use trafilatura::dom::Document as Page;

use crate::formats::author::{Named, is_opened};
use crate::formats::builder::{TextBuilder, folded};
use crate::formats::head::is_page_aside;
use crate::formats::{byline, date};
use crate::model::{Block, BlockKind, Document};

/// A line of fewer words may be anything.
const HEADLINE: usize = 5;
/// A paragraph of fewer bytes may well stand twice in an article ("Yes.").
const TWICE: usize = 40;

/// `text` without such blocks; as it was where little else would be left.
pub(super) fn trimmed(text: String, blocks: Vec<Block>, page: &Page) -> (String, Vec<Block>) {
    let links = lone_links(page);
    let mut seen = FxHashSet::default();
    let keeps = |block: &&Block| {
        let words = &text[block.bytes.clone()];
        let again = words.len() >= TWICE && !seen.insert(words);
        let link = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) && links.contains(words);
        !(again || link || words.len() < 200 && (is_page_aside(words) || is_handle(words) || is_clock(words)))
    };
    let mut kept: Vec<&Block> = blocks.iter().filter(keeps).collect();
    // "Tags", "Getty Images": what the end of an article is not.
    while kept.len() > 1 && kept.last().is_some_and(|block| is_label(&text[block.bytes.clone()], block.kind)) {
        kept.pop();
    }
    let size: usize = kept.iter().map(|block| block.bytes.len()).sum();
    if kept.len() == blocks.len() || size * 10 < text.len() * 6 {
        return (text, blocks);
    }
    let mut builder = TextBuilder::default();
    for block in kept {
        builder.start(block.kind);
        builder.verbatim(&text[block.bytes.clone()]);
    }
    builder.finish()
}

/// The line under a message that was put into the article: "— Jane Doe (@jane) January 9, 2020".
fn is_handle(words: &str) -> bool {
    words.starts_with(['—', '–']) && words.contains("(@")
}

/// "11:01 GMT", "9.10 p.m.": the time of a note in a live report.
fn is_clock(words: &str) -> bool {
    let numbers: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let marks = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let zone = words.chars().filter(|c| c.is_alphabetic()).count() <= 5;
    let short = numbers.len() == 2 && numbers[0].len() <= 2 && numbers[1].len() == 2;
    short && zone && words.starts_with(|c: char| c.is_ascii_digit()) && marks.starts_with([':', '.', 'h'])
}

/// Who signs an article at its end: "Text: Jane Doe".
pub(super) fn signed(document: &Document) -> Option<String> {
    let last = || document.blocks.iter().rev().take(2).map(|block| &document.text[block.bytes.clone()]);
    let people = |words: &str| Named::of([words], document.outlet.as_deref()).people();
    let signed = last().find_map(|words| {
        // "(Reporting by Jane Doe; Editing by John Roe)"
        let bare = words.trim_matches(['(', ')', '[', ']']);
        let agency = bare.split_once(';').map(|(first, _)| first).filter(|first| is_opened(first));
        if let Some(first) = agency.filter(|first| first.len() <= 120) {
            return people(first);
        }
        // "Jane Doe, 3 November 2024"
        let dated =
            words.split_once(", ").filter(|(name, rest)| byline::is_name(name, false) && date::line(rest).is_some());
        if let Some((name, _)) = dated.filter(|_| words.len() <= 80) {
            return people(name);
        }
        let signs = words.len() <= 80 && is_opened(words) && !words.ends_with('.');
        signs.then(|| people(words)).flatten()
    });
    signed.or_else(|| last().find_map(|words| people(introduced(words)?)))
}

/// "Jane Doe" of "Jane Doe is a reporter at The Daily Example.", which stands under an article.
fn introduced(words: &str) -> Option<&str> {
    let (name, rest) = words.split_once(" is ")?;
    let (article, role) = rest.split_once(' ')?;
    let whose = matches!(article, "a" | "an" | "the" | "our");
    let trade = role.split([',', '.', ';']).next().unwrap_or_default().split_whitespace().take(6).any(byline::is_role);
    (whose && trade && words.len() < 400 && byline::is_name(name, false)).then_some(name)
}

/// A few words that are no sentence.
fn is_label(words: &str, kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Heading)
        && words.contains(char::is_alphanumeric)
        && words.split_whitespace().count() < HEADLINE
        && !words.ends_with(['.', '!', '?', '”', '"', '…', '»', '。', ')'])
}

/// How many blocks at the top may hold title, byline and date, and how long, in bytes, one is that holds several.
const HEAD_BLOCKS: usize = 4;
const HEAD_LINES: usize = 300;

/// Title, byline and date that stand on lines of one block are blocks of their own.
pub(super) fn part_head(text: &str, blocks: &mut Vec<Block>) {
    let parted = |block: &Block| block.bytes.len() < HEAD_LINES && text[block.bytes.clone()].contains('\n');
    let Some(at) = blocks.iter().take(HEAD_BLOCKS).position(parted) else { return };
    if !matches!(blocks[at].kind, BlockKind::Paragraph | BlockKind::Heading) {
        return;
    }
    let Block { bytes, kind } = blocks.remove(at);
    let mut start = bytes.start;
    let lines = text[bytes].split('\n').map(|line| {
        let whole = Block { bytes: start..start + line.len(), kind };
        start += line.len() + 1;
        whole
    });
    let lines: Vec<Block> = lines.filter(|line| !line.bytes.is_empty()).collect();
    blocks.splice(at..at, lines);
}

/// What a page says about its article is no part of the article's text: its title, byline and date are fields.
pub(super) fn without_head(document: &mut Document) {
    let prose = document.blocks.iter().position(|block| block.kind.is_prose()).unwrap_or_default();
    let told = |at: usize, block: &Block| {
        let line = document
            .blocks
            .get(at + 1)
            .is_none_or(|next| document.text[block.bytes.end..next.bytes.start].contains('\n'));
        line && match block.kind {
            BlockKind::Title => true,
            BlockKind::Byline | BlockKind::Dateline => at <= prose.max(HEAD_BLOCKS),
            BlockKind::Heading if at < HEAD_BLOCKS => is_title(&document.text[block.bytes.clone()], document),
            BlockKind::Paragraph if at < HEAD_BLOCKS => is_signature(&document.text[block.bytes.clone()], document),
            _ => false,
        }
    };
    let goes: Vec<bool> = document.blocks.iter().enumerate().map(|(at, block)| told(at, block)).collect();
    // A page of nothing but a line that might be a byline keeps it.
    let prose_left = document.blocks.iter().zip(&goes).any(|(block, goes)| !goes && block.kind.is_prose());
    if !goes.contains(&true) || !prose_left {
        return;
    }
    let mut text = String::with_capacity(document.text.len());
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        if goes[at] {
            continue;
        }
        // What stood between a block and the one before it in the text that it came from.
        let before =
            at.checked_sub(1).and_then(|before| document.blocks.get(before)).map_or(0, |block| block.bytes.end);
        if !text.is_empty() {
            text.push_str(&document.text[before..block.bytes.start]);
        }
        let start = text.len();
        text.push_str(&document.text[block.bytes.clone()]);
        blocks.push(Block { bytes: start..text.len(), kind: block.kind });
    }
    (document.text, document.blocks) = (text, blocks);
}

/// A heading whose words the title begins with, the site's name behind them, or that begins with the title.
fn is_title(words: &str, document: &Document) -> bool {
    let Some(title) = document.title.as_deref() else { return false };
    let rest = title.strip_prefix(words.trim()).or_else(|| words.strip_prefix(title));
    let marks = [" | ", " - ", " – ", " — ", " · ", " : ", ": ", "：", "｜", "_"];
    words.len() > 8 && rest.is_some_and(|rest| marks.iter().any(|mark| rest.starts_with(mark)))
}

/// A line that names whoever wrote the article and says little else: "Jane Doe | Seoul".
fn is_signature(words: &str, document: &Document) -> bool {
    let Some(names) = &document.byline else { return false };
    let all = names.split(", ").all(|name| words.contains(name));
    all && words.len() <= names.len() + 80 && !words.trim_end().ends_with(['.', '!', '?', '”', '"', ':', '»'])
}

/// The words of links that are all that their block says, and are no sentence.
fn lone_links(page: &Page) -> FxHashSet<String> {
    let links = page.query_selector_all(
        page.root(),
        "p > a[href], li > a[href], div > a[href], h3 > a[href], p > strong > a[href]",
    );
    let lone = links.into_iter().filter_map(|link| {
        let words = folded(&page.iter_text(link, " "));
        let headline = words.split_whitespace().count() >= HEADLINE && !words.ends_with(['.', '!', '”', '"']);
        let around = || Some(folded(&page.iter_text(page.parent(link)?, " ")));
        (headline && around().is_some_and(|around| around == words)).then_some(words)
    });
    lone.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;

    const FIRST: &str = "The army left the town on Monday, the ministry said, and nobody saw the soldiers go.";
    const LAST: &str = "The families were told on Tuesday, by a letter that named neither a place nor a day.";

    #[rstest]
    #[case::signed("<p>Jane Doe | Seoul</p>")]
    #[case::dated("<p>Written on 3 November 2024 by Jane Doe, in: World</p>")]
    #[case::titled("<h2>Troops leave</h2>")]
    fn lines_that_are_fields_go(#[case] line: &str) {
        let html = format!(
            "<html lang=en><head><title>Troops leave | Sample Blog</title><meta name=author content='Jane Doe'></head>\
            <body><div>{line}<p>{FIRST}</p><p>Jane Doe saw them go.</p><p>{LAST}</p></div></body></html>"
        );
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        assert_eq!(document.text, format!("{FIRST}\n\nJane Doe saw them go.\n\n{LAST}"));
    }

    #[rstest]
    #[case::text("Text: Jane Doe", Some("Jane Doe"))]
    #[case::dated("Jane Doe, 3 November 2024", Some("Jane Doe"))]
    #[case::agency("(Reporting by Jane Doe; Editing by John Roe)", Some("Jane Doe"))]
    #[case::trade("Jane Doe is a reporter at Sample Wire. Follow her.", Some("Jane Doe"))]
    #[case::someone_told_of("Jane Doe is a mother of two who left the town.", None)]
    fn who_signs_at_the_end_wrote_it(#[case] end: &str, #[case] expected: Option<&str>) {
        let html =
            format!("<html lang=en><body><h1>Troops leave</h1><p>{FIRST}</p><p>{LAST}</p><p>{end}</p></body></html>");
        assert_eq!(read(html.as_bytes(), Saved::default()).unwrap().byline.as_deref(), expected);
    }

    #[rstest]
    #[case::a_link("<p><a href=/a>How the army came to the town in spring</a></p>", "")]
    #[case::a_line("<p>Read more: the army in the town</p>", "")]
    #[case::twice("<p>The army left the town on Monday, the ministry said, and nobody saw the soldiers go.</p>", "")]
    #[case::a_sentence(
        "<p><a href=/a>The army had come to the town in spring.</a></p>",
        "The army had come to the town in spring."
    )]
    #[case::a_time("<p>11:01 GMT</p>", "")]
    #[case::a_number("<p>11.5 p.c. of them stayed.</p>", "11.5 p.c. of them stayed.")]
    #[case::an_appeal("<p>If you value this reporting, please think of a monthly gift.</p>", "")]
    #[case::words("<p>Nobody saw them.</p>", "Nobody saw them.")]
    fn what_is_no_paragraph_goes(#[case] between: &str, #[case] stays: &str) {
        let html = format!(
            "<html><body><article><h1>Troops leave</h1><p>{FIRST}</p>{between}<p>{LAST}</p></article></body></html>"
        );
        let document = read(html.as_bytes(), Saved::default()).unwrap();
        let paragraphs: Vec<&str> = document.text.split("\n\n").filter(|text| *text != "Troops leave").collect();
        let expected: Vec<&str> = [FIRST, stays, LAST].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(paragraphs, expected);
    }
}
