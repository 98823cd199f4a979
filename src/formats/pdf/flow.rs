//! The lines of all pages → paragraphs: running heads and page numbers are dropped, words that were broken at a line's end
//! are mended, paragraphs that go on in the next column or on the next page are joined.

use rustc_hash::{FxHashMap, FxHashSet};

use super::is_heading;
use super::page::{Line, median};
use crate::formats::builder::TextBuilder;
use crate::model::{Block, BlockKind};

/// The text of a document.
pub(super) struct Flow {
    pub title: Option<String>,
    pub text: String,
    pub blocks: Vec<Block>,
}

/// How many lines at a page's top and bottom may be running heads.
const HEADS: usize = 3;
/// The part of a page's height in which they stand.
const MARGIN: f64 = 0.14;
/// A heading's letters are larger than the text's by this.
const LARGER: f64 = 1.12;
/// A heading has no more letters.
const HEADING: usize = 200;

#[derive(Debug)]
struct Paragraph {
    text: String,
    size: f64,
    page: usize,
    kind: BlockKind,
}

/// Makes paragraphs of the lines of all pages.
pub(super) fn paragraphs(mut pages: Vec<Vec<Line>>) -> Flow {
    drop_heads(&mut pages);
    let body = median(pages.iter().flatten().flat_map(|line| line.text.chars().map(|_| line.size)));
    let mut known: FxHashSet<String> = FxHashSet::default();
    for line in pages.iter().flatten() {
        for word in line.text.split_whitespace() {
            known.insert(bare(word).to_lowercase());
        }
    }
    let mut found: Vec<Paragraph> = Vec::new();
    for (page, lines) in pages.iter().enumerate() {
        let mut at = 0;
        while at < lines.len() {
            let end = at + lines[at..].iter().take_while(|line| line.block == lines[at].block).count();
            block(&lines[at..end], page, body, &known, &mut found);
            at = end;
        }
    }
    let largest = found.iter().filter(|paragraph| paragraph.page == 0 && is_heading(paragraph.kind));
    let largest = largest.max_by(|a, b| a.size.total_cmp(&b.size)).map(|paragraph| paragraph.size);
    let title =
        largest.and_then(|size| found.iter().find(|paragraph| is_heading(paragraph.kind) && paragraph.size == size));
    let title = title.map(|paragraph| paragraph.text.clone());
    let mut builder = TextBuilder::default();
    for paragraph in &found {
        builder.start(paragraph.kind);
        builder.words(&paragraph.text);
    }
    let (text, blocks) = builder.finish();
    Flow { title, text, blocks }
}

/// Adds the paragraphs of one column.
fn block(lines: &[Line], page: usize, body: f64, known: &FxHashSet<String>, found: &mut Vec<Paragraph>) {
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let leading = median(lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|gap| *gap > 0.0));
    let mut previous: Option<&Line> = None;
    for line in lines {
        let kind = if line.size > body * LARGER && line.text.chars().count() < HEADING {
            BlockKind::Heading
        } else if starts_item(&line.text) {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        let goes_on = match (previous, found.last()) {
            (Some(before), Some(paragraph)) => {
                let gap = line.y - before.y;
                let same_size = (line.size - before.size).abs() < body * 0.12;
                // Few lines do not tell how far apart lines are; more than double spacing parts paragraphs anyhow.
                let wide = gap > line.size * 1.35 && (gap > leading * 1.3 || lines.len() < 4 && gap > line.size * 2.6);
                // A line that ends well before the column does ends its paragraph, if its sentence ends as well.
                let short = before.right < right - (right - left) * 0.12 && ends_sentence(&before.text);
                let set_in = line.left > left + line.size * 0.7 && before.left < left + line.size * 0.5;
                let after_indent = ends_sentence(&before.text) || before.right > right - (right - left) * 0.3;
                let indent = set_in && after_indent && kind != BlockKind::ListItem;
                let item = starts_item(&line.text);
                let of_one_kind = is_heading(kind) == is_heading(paragraph.kind);
                same_size && of_one_kind && !wide && !short && !item && (!indent || is_heading(kind))
            }
            // The first line of a column or page may go on with what the last one broke off.
            (None, Some(paragraph)) => {
                kind == BlockKind::Paragraph
                    && matches!(paragraph.kind, BlockKind::Paragraph | BlockKind::ListItem)
                    && (line.size - paragraph.size).abs() < body * 0.12
                    && !ends_sentence(&paragraph.text)
                    && line
                        .text
                        .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || paragraph.text.ends_with('-'))
            }
            _ => false,
        };
        match found.last_mut() {
            Some(paragraph) if goes_on => join(&mut paragraph.text, &line.text, known),
            _ => found.push(Paragraph { text: line.text.clone(), size: line.size, page, kind }),
        }
        previous = Some(line);
    }
}

/// Adds a line to what came before, and mends a word that was broken between them.
fn join(text: &mut String, line: &str, known: &FxHashSet<String>) {
    let soft = text.ends_with('\u{ad}');
    if soft {
        text.pop();
        text.push_str(line);
        return;
    }
    let hyphen = text.ends_with(['-', '‐']) && line.starts_with(char::is_lowercase);
    let letter_before = text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if !(hyphen && letter_before) {
        // "1914-" and "18", "Franco-" and "German" stay together with their dash.
        if !(text.ends_with('-')
            && line.starts_with(char::is_alphanumeric)
            && text.chars().rev().nth(1).is_some_and(char::is_alphanumeric))
        {
            text.push(' ');
        }
        text.push_str(line);
        return;
    }
    let start = text.rsplit(' ').next().unwrap_or_default().to_owned();
    let rest = line.split(' ').next().unwrap_or_default();
    let whole = bare(&format!("{}{rest}", &start[..start.len() - start.chars().next_back().map_or(0, char::len_utf8)]))
        .to_lowercase();
    let dashed = bare(&format!("{start}{rest}")).to_lowercase();
    // What the document writes elsewhere decides; else the word was broken.
    if known.contains(&dashed) && !known.contains(&whole) {
        text.push_str(line);
    } else {
        text.pop();
        text.push_str(line);
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', '»']).ends_with(['.', '!', '?', ':', '…'])
}

fn starts_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '▪' | '‣' | '●' | '◦' | '–' | '-' | '*') => chars.next() == Some(' '),
        Some(first) if first.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            text.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}

/// Takes away what stands at the top or bottom of page after page, and page numbers.
fn drop_heads(pages: &mut [Vec<Line>]) {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for lines in pages.iter() {
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for at in margins(lines) {
            if seen.insert(shape(&lines[at].text)) {
                *counts.entry(shape(&lines[at].text)).or_default() += 1;
            }
        }
    }
    let few = (pages.len() / 3).max(2);
    for lines in pages.iter_mut() {
        let dropped: Vec<usize> = margins(lines)
            .into_iter()
            .filter(|at| {
                let text = &lines[*at].text;
                is_page_number(text) || counts.get(&shape(text)).is_some_and(|count| *count >= few)
            })
            .collect();
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// The places of the lines at the top and at the bottom.
fn margins(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
    let top = order.iter().take(HEADS).filter(|at| lines[**at].y < lines[**at].height * MARGIN);
    let bottom = order.iter().rev().take(HEADS).filter(|at| lines[**at].y > lines[**at].height * (1.0 - MARGIN));
    let mut found: Vec<usize> = top.chain(bottom).copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A line without its numbers, by which heads of different pages are the same.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && shape.ends_with('#')) {
            shape.extend(c.to_lowercase());
        }
    }
    shape
}

/// "7", "- 7 -", "Page 7 of 12", "7/12".
fn is_page_number(text: &str) -> bool {
    let shape = shape(text);
    let plain = shape.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
    matches!(plain, "#" | "#/#" | "page#" | "page#of#" | "p.#" | "#of#" | "#|page")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn line(y: f64, text: &str) -> Line {
        let width = 5.0 * text.chars().count() as f64;
        Line { left: 50.0, right: 50.0 + width, y, size: 10.0, text: text.to_owned(), block: 0, height: 800.0 }
    }

    #[test]
    fn heads_go_words_are_mended_and_paragraphs_go_on_over_the_page() {
        let pages = vec![
            vec![
                line(40.0, "The Daily Example, page 1"),
                line(200.0, "The ministry said that nine thousand sol-"),
                line(212.0, "diers had crossed, and that more of their"),
                line(780.0, "1"),
            ],
            vec![
                line(40.0, "The Daily Example, page 2"),
                line(200.0, "number were to follow in the same week."),
                line(230.0, "Nobody else gave any number of soldiers."),
                line(780.0, "2"),
            ],
        ];
        let flow = paragraphs(pages);
        assert_eq!(
            flow.text,
            "The ministry said that nine thousand soldiers had crossed, and that more of their number were to follow in \
             the same week.\n\nNobody else gave any number of soldiers."
        );
    }

    #[rstest]
    #[case("a well-", "known man, well-known", "a well-known man, well-known")]
    #[case("the sol-", "diers", "the soldiers")]
    #[case("in 1914-", "18 there", "in 1914-18 there")]
    #[case("it was so -", "he said", "it was so - he said")]
    #[case("soft\u{ad}", "ly", "softly")]
    fn broken_words_are_mended(#[case] text: &str, #[case] next: &str, #[case] expected: &str) {
        let known = format!("{text} {next}").split_whitespace().map(|word| bare(word).to_lowercase()).collect();
        let mut joined = text.to_owned();
        join(&mut joined, next, &known);
        assert_eq!(joined, expected);
    }

    #[rstest]
    #[case("- 7 -", true)]
    #[case("Page 7 of 12", true)]
    #[case("7 soldiers", false)]
    fn page_numbers_are_known(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(is_page_number(text), expected);
    }
}
