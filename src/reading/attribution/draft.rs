//! An attribution in the making, in tokens.

use std::ops::Range;

use super::confidence;

/// Who found a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reading) enum Finder {
    /// A rule alone.
    Rule,
    /// The tagger of spans alone.
    Spans,
    /// Both, each the same cue.
    Both,
}

/// What a rule proposes.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// What is said, in order.
    pub content: Vec<Range<usize>>,
    /// The cue.
    pub cue: Vec<Range<usize>>,
    /// Who says it.
    pub source: Vec<Range<usize>>,
    /// Whom it is told to, where the cue's verb names a listener.
    pub listener: Option<Range<usize>>,
    /// The token that decides: the head of the cue.
    pub head: usize,
    /// The rule.
    pub rule: &'static str,
    /// Who found it.
    pub finder: Finder,
    /// How sure it is.
    pub confidence: f64,
}

impl Draft {
    /// A draft of one piece each; an empty source is none.
    pub fn new(rule: &'static str, head: usize, cue: Range<usize>, content: Range<usize>) -> Self {
        Self {
            content: vec![content],
            cue: vec![cue],
            source: Vec::new(),
            listener: None,
            head,
            rule,
            finder: Finder::Rule,
            confidence: confidence::of_rule(rule),
        }
    }

    /// Whether its cue stands at the end and speaks for all before it: "A, Lee said".
    pub fn trails(&self) -> bool {
        matches!(self.rule, "trailing" | "trailing_last" | "trailing_when" | "trailing_inverted" | "according_to")
    }

    /// Whether its cue breaks in two what it stands behind: "The plan, she said, would cost more".
    pub fn is_broken(&self) -> bool {
        matches!(self.rule, "trailing" | "trailing_inverted") && self.content.len() > 1
    }

    /// With the source `tokens`.
    pub fn said_by(mut self, tokens: Option<Range<usize>>) -> Self {
        self.source = tokens.into_iter().filter(|tokens| !tokens.is_empty()).collect();
        self
    }

    /// With a listener.
    pub fn told_to(mut self, listener: Option<Range<usize>>) -> Self {
        self.listener = listener;
        self
    }

    /// With another piece of content.
    pub fn and(mut self, piece: Range<usize>) -> Self {
        if !piece.is_empty() {
            self.content.push(piece);
        }
        self
    }
}
