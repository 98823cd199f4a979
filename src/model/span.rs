//! Places in a text, and the way between bytes and code points.

use serde::{Deserialize, Serialize};

/// A stretch of a document's text, in Unicode code points from 0, end exclusive.
///
/// Serialised as `[start, end]`. In SQL, `substr(body, start + 1, end - start)` is its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in code points.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Its length in code points.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a code point.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// How many bytes lie between two checkpoints of [`CodePoints`].
const STRIDE: usize = 64;

/// Converts between byte offsets and code-point offsets of one text, in near-constant time either way.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `i * STRIDE`; empty when the text is ASCII and the two counts agree.
    checkpoints: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Counts `text` once, in linear time.
    pub fn new(text: &'a str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            checkpoints.reserve(text.len() / STRIDE + 1);
            let mut before = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                checkpoints.push(before);
                before += count_leads(chunk);
            }
        }
        Self { text, checkpoints }
    }

    /// The text counted.
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The code points before byte `byte`; a byte past the end counts as the end.
    pub fn at_byte(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        if self.checkpoints.is_empty() {
            return byte as u32;
        }
        let slot = (byte / STRIDE).min(self.checkpoints.len() - 1);
        self.checkpoints[slot] + count_leads(&self.text.as_bytes()[slot * STRIDE..byte])
    }

    /// The byte at which code point `point` starts; a point past the end gives the text's length.
    pub fn byte_of(&self, point: u32) -> usize {
        if self.checkpoints.is_empty() {
            return (point as usize).min(self.text.len());
        }
        let slot = self.checkpoints.partition_point(|&before| before <= point) - 1;
        let mut left = point - self.checkpoints[slot];
        let bytes = self.text.as_bytes();
        let mut at = slot * STRIDE;
        // A checkpoint may fall inside a code point that was counted before it.
        while at < bytes.len() && !self.text.is_char_boundary(at) {
            at += 1;
        }
        while left > 0 && at < bytes.len() {
            at += 1;
            while at < bytes.len() && !self.text.is_char_boundary(at) {
                at += 1;
            }
            left -= 1;
        }
        at
    }

    /// The span of the bytes `range`.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.at_byte(range.start), self.at_byte(range.end))
    }

    /// The text of `span`; what lies past the end is left out.
    pub fn slice(&self, span: Span) -> &'a str {
        let start = self.byte_of(span.start);
        let end = self.byte_of(span.end).max(start);
        &self.text[start..end]
    }
}

fn count_leads(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_and_code_points_convert_both_ways(text in "(?s)[a-c “”é🪖\n]{0,900}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at_byte(byte), count as u32);
                prop_assert_eq!(points.byte_of(count as u32), byte);
            }
            let all = text.chars().count() as u32;
            prop_assert_eq!(points.at_byte(text.len()), all);
            prop_assert_eq!(points.byte_of(all), text.len());
            prop_assert_eq!(points.slice(Span::new(0, all)), text.as_str());
        }
    }

    #[test]
    fn past_the_end_is_the_end() {
        let points = CodePoints::new("é");
        assert_eq!(points.slice(Span::new(0, 99)), "é");
        assert_eq!(points.slice(Span::new(5, 2)), "");
    }
}
