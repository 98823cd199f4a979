//! Quotations: straight, curly, nested, running on over paragraphs.

use std::ops::Range;

use super::analysis::Analysis;

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// From the opening mark to past the closing one, in bytes; to the block's end where it is never closed.
    pub outer: Range<usize>,
    /// What stands between the marks, in bytes.
    pub inner: Range<usize>,
    /// How many quotations it stands in.
    pub depth: u8,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// The quotation that it goes on with, where a paragraph opens anew what the last left open.
    pub continues: Option<usize>,
}

/// The quotations of `analysis`, in order of their opening marks.
pub(super) fn quotations(_analysis: &Analysis) -> Vec<Quotation> {
    Vec::new()
}
