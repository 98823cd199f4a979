//! What is a paragraph and what is a heading, a byline, a list item: told by the format, or judged from the lines.

use std::ops::Range;

use crate::model::{Block, BlockKind};

/// A heading has no more words than this.
const HEADING_WORDS: usize = 16;
/// Lines of a text that was wrapped by hand or by mail are no longer than this, in bytes.
const WRAP_LIMIT: usize = 110;
/// … and the widest of them no shorter than this.
const WRAP_LEAST: usize = 50;

/// The blocks of `text`: those that are `known`, and every other line that is not blank, judged. In order, without
/// overlap; linear in the text.
pub(super) fn lay_out(text: &str, known: &[Block]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for block in known {
        let sound = block.bytes.start >= at
            && block.bytes.end <= text.len()
            && block.bytes.start < block.bytes.end
            && text.is_char_boundary(block.bytes.start)
            && text.is_char_boundary(block.bytes.end);
        if !sound {
            continue;
        }
        judge(text, at..block.bytes.start, &mut blocks);
        blocks.push(block.clone());
        at = block.bytes.end;
    }
    judge(text, at..text.len(), &mut blocks);
    // A text of one line is what somebody wants read, whatever it ends with.
    if let [only] = blocks.as_mut_slice()
        && known.is_empty()
        && only.kind == BlockKind::Heading
    {
        only.kind = BlockKind::Paragraph;
    }
    blocks
}

/// Judges the lines of `range`.
fn judge(text: &str, range: Range<usize>, blocks: &mut Vec<Block>) {
    let lines = lines(text, range);
    let wrap = wrap_width(text, &lines);
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len() && goes_on(text, &lines[end - 1], &lines[end], wrap) {
            end += 1;
        }
        let bytes = lines[at].bytes.start..lines[end - 1].bytes.end;
        blocks.push(Block { kind: kind(&text[bytes.clone()]), bytes });
        at = end;
    }
}

struct Line {
    /// Without the white space around it.
    bytes: Range<usize>,
    /// Whether a blank line stands before it.
    apart: bool,
}

fn lines(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = false;
    let mut at = range.start;
    for raw in text[range].split_inclusive('\n') {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            apart = true;
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            lines.push(Line { bytes: start..start + trimmed.len(), apart });
            apart = false;
        }
        at += raw.len();
    }
    lines
}

/// The width at which the text was wrapped, if it was: no line is longer than a screen, and sentences run over lines.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let widest = lines.iter().map(|line| line.bytes.len()).max()?;
    if !(WRAP_LEAST..=WRAP_LIMIT).contains(&widest) {
        return None;
    }
    let runs_over = lines.windows(2).filter(|pair| {
        !pair[1].apart && !ends_sentence(&text[pair[0].bytes.clone()]) && starts_small(&text[pair[1].bytes.clone()])
    });
    (runs_over.count() * 6 >= lines.len()).then_some(widest)
}

/// Whether `next` is the same paragraph as `line`.
fn goes_on(text: &str, line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    if next.apart {
        return false;
    }
    let (before, after) = (&text[line.bytes.clone()], &text[next.bytes.clone()]);
    if is_list_item(after) {
        return false;
    }
    if !ends_sentence(before) && starts_small(after) {
        return true;
    }
    // In a wrapped text a line ends early only where its paragraph does.
    let word = after.split_whitespace().next().map_or(0, str::len);
    wrap.is_some_and(|width| {
        let length = line.bytes.len();
        length + 1 + word > width || (!ends_sentence(before) && length * 4 >= width * 3)
    })
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '*', '_', '»']).ends_with(['.', '!', '?', ':', ';', '…', '—'])
}

fn starts_small(line: &str) -> bool {
    line.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')'))
}

fn kind(block: &str) -> BlockKind {
    if is_list_item(block) {
        return BlockKind::ListItem;
    }
    let words = block.split_whitespace().count();
    if words <= HEADING_WORDS && is_byline(block) {
        return BlockKind::Byline;
    }
    let open_ended = !ends_sentence(block) && !block.ends_with([',', '"', '”']);
    let asks = block.ends_with(['?', '!']) && is_title_case(block);
    if words <= HEADING_WORDS && !block.contains('\n') && !starts_small(block) && (open_ended || asks) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// "By Jane Doe", "BY JANE DOE AND JOHN ROE", "By Jane Doe, Reuters | Nov. 3, 2024".
fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))
    else {
        return false;
    };
    !ends_sentence(line) && rest.starts_with(char::is_uppercase)
}

fn is_list_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '‣' | '◦' | '▪' | '*' | '-' | '–') => chars.next() == Some(' '),
        Some(first) if first.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}

/// Whether most of the longer words are capitalised.
fn is_title_case(line: &str) -> bool {
    let long = line.split_whitespace().filter(|word| word.chars().count() > 3);
    let (all, capital) = long.fold((0, 0), |(all, capital), word| {
        (all + 1, capital + usize::from(word.starts_with(|c: char| !c.is_lowercase())))
    });
    all > 0 && capital * 4 >= all * 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("An Elusive Payday for North Korean Troops", BlockKind::Heading)]
    #[case("What Happens Next?", BlockKind::Heading)]
    #[case("What happens next? Nobody knows.", BlockKind::Paragraph)]
    #[case("By Jane Doe, Seoul", BlockKind::Byline)]
    #[case("By Monday the army had left.", BlockKind::Paragraph)]
    #[case("- Up to 11,000 troops", BlockKind::ListItem)]
    #[case("2. The pay", BlockKind::ListItem)]
    #[case("The deployment goes on.", BlockKind::Paragraph)]
    #[case("“We will not go,” he said, “until it is over”", BlockKind::Paragraph)]
    fn judges_a_line(#[case] line: &str, #[case] expected: BlockKind) {
        assert_eq!(kind(line), expected);
    }

    #[test]
    fn a_heading_between_paragraphs_is_apart() {
        let text = "The first paragraph ends here.\nA Heading Without a Stop\nThe second begins.";
        let kinds: Vec<_> = lay_out(text, &[]).iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Heading, BlockKind::Paragraph]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The troops were said to have arrived in the far east of the country and\n\
                    to have been trained there for weeks before they were sent to the\n\
                    Kursk front in the west.\n\nA second paragraph stands here.";
        let blocks = lay_out(text, &[]);
        assert_eq!(blocks.len(), 2, "{blocks:?}");
    }

    proptest! {
        #[test]
        fn blocks_cover_all_that_is_not_blank(text in "(?s)[a-zA-Z .\n”•-]{0,400}") {
            let mut at = 0;
            for block in lay_out(&text, &[]) {
                prop_assert!(block.bytes.start >= at && block.bytes.end <= text.len());
                prop_assert!(text[at..block.bytes.start].trim().is_empty());
                at = block.bytes.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
