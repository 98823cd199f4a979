//! What every rule looks at: one text, cut and tagged once.

use std::ops::Range;

use crate::model::{Block, Document};

use super::quote::{self, Quotation};
use super::sentence::{self, Sentence};
use super::tagger::{self, Tag};
use super::token::{self, Token};
use super::{layout, phrase};

/// A text with its blocks, tokens, sentences, tags, noun phrases and quotations. All offsets are bytes.
pub(super) struct Analysis<'a> {
    /// The document's canonical text.
    pub text: &'a str,
    /// The same text in ASCII lower case: equal length, equal offsets.
    lower: String,
    /// Every line of the text that is not blank, in order, judged.
    pub blocks: Vec<Block>,
    /// All tokens, of headings too.
    pub tokens: Vec<Token>,
    /// A part of speech a token.
    pub tags: Vec<Tag>,
    /// Sentences of prose blocks and, apart, each heading; none spans two blocks.
    pub sentences: Vec<Sentence>,
    /// Noun phrases, in order, without overlap.
    pub phrases: Vec<phrase::NounPhrase>,
    /// Quotations, in order of their opening marks; nested ones follow the one they stand in.
    pub quotations: Vec<Quotation>,
}

impl<'a> Analysis<'a> {
    /// Cuts and tags `document`, in linear time.
    pub fn new(document: &'a Document) -> Self {
        let text = document.text.as_str();
        let blocks = layout::lay_out(text, &document.blocks);
        let tokens = token::tokenize(text);
        let sentences = sentence::sentences(text, &blocks, &tokens);
        let tags = tagger::tag(text, &tokens, &sentences);
        let mut analysis = Self {
            text,
            lower: text.to_ascii_lowercase(),
            blocks,
            tokens,
            tags,
            sentences,
            phrases: Vec::new(),
            quotations: Vec::new(),
        };
        analysis.phrases = phrase::noun_phrases(&analysis);
        analysis.quotations = quote::quotations(&analysis);
        analysis
    }

    /// Token `index` as written; empty past the ends, so that rules may look around freely.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.bytes()])
    }

    /// Token `index` in ASCII lower case, a curly apostrophe kept; empty past the ends.
    pub fn low(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.lower[token.bytes()])
    }

    /// The tag of token `index`; [`Tag::None`] past the ends.
    pub fn tag(&self, index: usize) -> Tag {
        self.tags.get(index).copied().unwrap_or(Tag::None)
    }

    /// The bytes from the first to the last of `tokens`; an empty range gives an empty stretch.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() || tokens.end > self.tokens.len() {
            return 0..0;
        }
        self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize
    }

    /// The tokens that lie wholly inside `bytes`.
    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.tokens.partition_point(|token| (token.start as usize) < bytes.start);
        let last = self.tokens.partition_point(|token| (token.end as usize) <= bytes.end);
        first..last.max(first)
    }

    /// The index of the sentence that token `index` stands in.
    pub fn sentence_of(&self, index: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start <= index);
        let sentence = after.checked_sub(1)?;
        self.sentences[sentence].tokens.contains(&index).then_some(sentence)
    }
}
