//! The lines of all pages → paragraphs: words that were broken at a line's end are mended, paragraphs that go on in the next
//! column or on the next page are joined.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::is_heading;
use super::page::{Line, median};
use crate::formats::builder::TextBuilder;
use crate::formats::{byline, date, lexicon};
use crate::model::{Block, BlockKind};

/// The text of a document.
pub(super) struct Flow {
    pub title: Option<String>,
    pub text: String,
    pub blocks: Vec<Block>,
}

/// A heading's letters are larger than the text's by this.
const LARGER: f64 = 1.12;
/// Fewer lines do not tell how wide their column is.
const FEW: usize = 3;
/// So many paragraphs may open an article with its headline, who wrote it and when.
const HEAD: usize = 8;
/// A heading has no more letters.
const HEADING: usize = 200;

#[derive(Debug)]
struct Paragraph {
    text: String,
    size: f64,
    page: usize,
    kind: BlockKind,
    /// Whether its last line goes as far as its column does.
    full: bool,
}

/// Makes paragraphs of the lines of all pages.
pub(super) fn paragraphs(pages: Vec<Vec<Line>>) -> Flow {
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
                // A byline and a date under a headline stand on lines of their own.
                let apart = page == 0 && found.len() <= HEAD && (says_who(&before.text) || says_who(&line.text));
                same_size && of_one_kind && !wide && !short && !item && !apart && (!indent || is_heading(kind))
            }
            // The first line of a column or page may go on with what the last one broke off.
            (None, Some(paragraph)) => {
                kind == BlockKind::Paragraph
                    && matches!(paragraph.kind, BlockKind::Paragraph | BlockKind::ListItem)
                    && (line.size - paragraph.size).abs() < body * 0.12
                    && !ends_sentence(&paragraph.text)
                    && (paragraph.full
                        || paragraph.text.ends_with('-')
                        || line.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
            }
            _ => false,
        };
        let full = lines.len() >= FEW && line.right > right - (right - left) * 0.12;
        match found.last_mut() {
            Some(paragraph) if goes_on => {
                join(&mut paragraph.text, &line.text, known);
                paragraph.full = full;
            }
            _ => found.push(Paragraph { text: line.text.clone(), size: line.size, page, kind, full }),
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
    // What the document writes elsewhere decides, then what English does; else the word was broken.
    // A sign that only programs set is no hyphen of the writer's.
    let set = start.ends_with('‐') && !known.contains(&dashed);
    let apart = !set && !known.contains(&whole) && (known.contains(&dashed) || is_compound(bare(&start), bare(rest)));
    if apart {
        text.push_str(line);
    } else {
        text.pop();
        text.push_str(line);
    }
}

/// Whether "first-rest" keeps its hyphen.
fn is_compound(first: &str, rest: &str) -> bool {
    static PARTS: OnceLock<FxHashSet<(&str, &str)>> = OnceLock::new();
    let parts = PARTS.get_or_init(|| {
        let rows = lexicon::rows(include_str!("../lexicon/hyphen_parts.tsv"));
        rows.filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
    });
    let (first, rest) = (first.to_lowercase(), rest.to_lowercase());
    let next = rest.split('-').next().unwrap_or_default();
    // "twenty-one-" and "year", but "anti-corrup-" and "tion".
    let (several, first) = first.rsplit_once('-').map_or((false, first.as_str()), |(_, last)| (true, last));
    let inner = several && parts.contains(&("inner", first));
    let opens = parts.contains(&("first", first)) && !parts.contains(&("ending", next));
    inner || opens || first.len() > 2 && parts.contains(&("second", next))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a line is nothing but a byline or a date.
fn says_who(text: &str) -> bool {
    text.len() < 120 && (byline::line(text).is_some() || date::line(text).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn line(y: f64, text: &str) -> Line {
        let width = 5.0 * text.chars().count() as f64;
        Line { left: 50.0, right: 50.0 + width, y, size: 10.0, text: text.to_owned(), block: 0, height: 800.0 }
    }

    #[test]
    fn words_are_mended_and_paragraphs_go_on_over_the_page() {
        let pages = vec![
            vec![
                line(200.0, "The ministry said that nine thousand sol-"),
                line(212.0, "diers had crossed, and that more of their"),
            ],
            vec![
                line(200.0, "number were to follow in the same week."),
                line(230.0, "Nobody else gave any number of soldiers."),
            ],
        ];
        let flow = paragraphs(pages);
        assert_eq!(
            flow.text,
            "The ministry said that nine thousand soldiers had crossed, and that more of their number were to follow in \
             the same week.\n\nNobody else gave any number of soldiers."
        );
    }

    #[test]
    fn who_and_when_stand_on_lines_of_their_own() {
        let head = |at: usize, text: &str| line(200.0 + 12.0 * at as f64, text);
        let page = vec![
            Line { size: 20.0, ..line(150.0, "Ferry sinks off the pier") },
            head(0, "By Jane Doe"),
            head(1, "November 3, 2024"),
            head(2, "The ferry sank on Monday, and nobody was on it, the harbour"),
            head(3, "master said in the evening."),
        ];
        assert_eq!(
            paragraphs(vec![page]).text,
            "Ferry sinks off the pier\n\nBy Jane Doe\n\nNovember 3, 2024\n\nThe ferry sank on Monday, and nobody was on it, the \
             harbour master said in the evening."
        );
    }

    #[test]
    fn a_full_line_goes_on_in_the_next_column_with_a_name() {
        let column = |block: usize, lines: [&str; 3]| {
            let place = |(at, text): (usize, &str)| Line { block, ..line(200.0 + 12.0 * at as f64, text) };
            lines.into_iter().enumerate().map(place).collect::<Vec<_>>()
        };
        let first = [
            "The ministry spoke of a letter that",
            "nobody had seen, and that was sent",
            "in the spring by the envoy to Miss",
        ];
        let second = [
            "Adams and her brother in the north.",
            "Neither of them gave any answer to",
            "the ministry or to those who asked.",
        ];
        let mut lines = column(0, first);
        lines.extend(column(1, second));
        assert!(paragraphs(vec![lines]).text.contains("to Miss Adams and her brother"));
    }

    #[rstest]
    #[case("a well-", "known man, well-known", "a well-known man, well-known")]
    #[case("the sol-", "diers", "the soldiers")]
    #[case("the long-", "term plan", "the long-term plan")]
    #[case("after long-", "ing for it", "after longing for it")]
    #[case("a twenty-one-", "year-old", "a twenty-one-year-old")]
    #[case("a London-", "based firm", "a London-based firm")]
    #[case("the state-", "ment said", "the statement said")]
    #[case("an anti-corrup-", "tion body", "an anti-corruption body")]
    #[case("the mid-Oc‐", "tober talks", "the mid-October talks")]
    #[case("a state-of-the-", "art ship", "a state-of-the-art ship")]
    #[case("an anti-", "corruption body", "an anti-corruption body")]
    #[case("an anti-", "cipated step", "an anticipated step")]
    #[case("in 1914-", "18 there", "in 1914-18 there")]
    #[case("it was so -", "he said", "it was so - he said")]
    #[case("soft\u{ad}", "ly", "softly")]
    fn broken_words_are_mended(#[case] text: &str, #[case] next: &str, #[case] expected: &str) {
        let known = format!("{text} {next}").split_whitespace().map(|word| bare(word).to_lowercase()).collect();
        let mut joined = text.to_owned();
        join(&mut joined, next, &known);
        assert_eq!(joined, expected);
    }
}
