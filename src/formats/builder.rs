//! Puts together a text out of blocks: paragraphs apart by a blank line, items of a list by a line end, white space folded.

use crate::model::{Block, BlockKind};

/// A text being built, with the kind of each of its blocks.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    text: String,
    blocks: Vec<Block>,
    open: Option<(usize, BlockKind)>,
    /// White space came since the last word.
    space: bool,
    /// A line break came since the last word.
    line: bool,
}

impl TextBuilder {
    /// Ends the block at hand; what comes next is of `kind`.
    pub(super) fn start(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some((self.text.len(), kind));
    }

    /// Ends the block at hand.
    pub(super) fn end(&mut self) {
        if let Some((start, kind)) = self.open.take() {
            let words = self.text[start..].trim_end().len();
            self.text.truncate(start + words);
            if start < self.text.len() {
                self.blocks.push(Block { bytes: start..self.text.len(), kind });
            }
        }
        (self.space, self.line) = (false, false);
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the block at hand has no words yet.
    pub(super) fn is_blank(&self) -> bool {
        self.open.is_none_or(|(start, _)| start == self.text.len())
    }

    /// Adds running text: runs of white space, line ends and no-break spaces become one space. (The narrow no-break
    /// space stays: it groups digits.)
    pub(super) fn words(&mut self, words: &str) {
        for piece in words.split_inclusive(is_folded) {
            let word = piece.trim_end_matches(is_folded);
            if !word.is_empty() {
                self.glue();
                self.text.push_str(word);
            }
            self.space |= word.len() < piece.len();
        }
    }

    /// Adds text as it is, line ends and all.
    pub(super) fn verbatim(&mut self, text: &str) {
        let text = if self.is_blank() { text.trim_start_matches('\n') } else { text };
        if !text.is_empty() {
            self.glue();
            self.text.push_str(text);
        }
    }

    /// Adds white space where words follow on either side.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Breaks the line inside the block; a second break in a row ends the paragraph.
    pub(super) fn line_break(&mut self) {
        if self.is_blank() {
            return;
        }
        if self.line {
            let kind = self.open.map_or(BlockKind::Paragraph, |(_, kind)| kind);
            self.start(kind);
        } else {
            self.line = true;
        }
    }

    /// What must stand before the next word.
    fn glue(&mut self) {
        let (start, kind) = *self.open.get_or_insert((self.text.len(), BlockKind::Paragraph));
        if start < self.text.len() {
            if self.line {
                self.text.push('\n');
            } else if self.space {
                self.text.push(' ');
            }
        } else if let Some(last) = self.blocks.last() {
            let items = last.kind == BlockKind::ListItem && kind == BlockKind::ListItem;
            self.text.push_str(if items { "\n" } else { "\n\n" });
            self.open = Some((self.text.len(), kind));
        }
        (self.space, self.line) = (false, false);
    }

    /// The text and its blocks.
    pub(super) fn finish(mut self) -> (String, Vec<Block>) {
        self.end();
        (self.text, self.blocks)
    }
}

fn is_folded(c: char) -> bool {
    c.is_whitespace() && c != '\u{202F}' && c != '\u{2007}' && c != '\u{2009}'
}

/// The words of `range`, white space folded.
pub(super) fn folded(text: &str) -> String {
    let mut builder = TextBuilder::default();
    builder.words(text);
    builder.text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_apart_and_words_are_not_glued() {
        let mut builder = TextBuilder::default();
        builder.start(BlockKind::Heading);
        builder.words(" A\n heading ");
        builder.start(BlockKind::Paragraph);
        builder.words("It is ");
        builder.words("bold");
        builder.words(", he\u{a0}said.");
        builder.start(BlockKind::ListItem);
        builder.words("one");
        builder.start(BlockKind::ListItem);
        builder.words("two");
        builder.line_break();
        builder.words("lines");
        builder.start(BlockKind::Aside);
        let (text, blocks) = builder.finish();
        assert_eq!(text, "A heading\n\nIt is bold, he said.\n\none\ntwo\nlines");
        let pieces: Vec<_> = blocks.iter().map(|block| (block.kind, &text[block.bytes.clone()])).collect();
        assert_eq!(
            pieces,
            [
                (BlockKind::Heading, "A heading"),
                (BlockKind::Paragraph, "It is bold, he said."),
                (BlockKind::ListItem, "one"),
                (BlockKind::ListItem, "two\nlines"),
            ]
        );
    }

    #[test]
    fn two_line_breaks_end_a_paragraph() {
        let mut builder = TextBuilder::default();
        builder.words("One.");
        builder.line_break();
        builder.line_break();
        builder.words("Two.");
        assert_eq!(builder.finish().0, "One.\n\nTwo.");
    }

    #[test]
    fn narrow_spaces_in_numbers_stay() {
        assert_eq!(folded("11\u{202F}000\u{a0}men"), "11\u{202F}000 men");
    }
}
