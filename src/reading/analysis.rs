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
    /// Every token as written: rules ask for words all the time, and a slice of a text is checked each time it is made.
    words: Vec<&'a str>,
    /// Those of the words that have no ASCII capital; empty for the others.
    small: Vec<&'a str>,
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
    /// The sentence of each token, plus one; 0 for none.
    in_sentence: Vec<u32>,
    /// How many tokens begin before every [`STRIDE`]th byte, the text's end included.
    strides: Vec<u32>,
    /// Quotations, in order of their opening marks; nested ones follow the one they stand in.
    pub quotations: Vec<Quotation>,
}

/// How many bytes one entry of the table of tokens is for.
const STRIDE: usize = 64;

impl<'a> Analysis<'a> {
    /// Cuts and tags `document`, in linear time.
    pub fn new(document: &'a Document) -> Self {
        let text = document.text.as_str();
        let blocks = layout::lay_out(text, &document.blocks);
        let tokens = token::tokenize(text);
        let sentences = sentence::sentences(text, &blocks, &tokens);
        let tags = tagger::tag(text, &tokens, &sentences);
        let mut in_sentence = vec![0; tokens.len()];
        for (place, sentence) in (1..).zip(&sentences) {
            if let Some(tokens) = in_sentence.get_mut(sentence.tokens.clone()) {
                tokens.fill(place);
            }
        }
        let strides = strides(text.len(), &tokens);
        let words: Vec<&str> = tokens.iter().map(|token| &text[token.bytes()]).collect();
        let has_capital = |word: &str| word.bytes().any(|byte| byte.is_ascii_uppercase());
        let small = words.iter().map(|&word| if has_capital(word) { "" } else { word }).collect();
        let mut analysis = Self {
            text,
            lower: text.to_ascii_lowercase(),
            words,
            small,
            blocks,
            tokens,
            tags,
            sentences,
            phrases: Vec::new(),
            in_sentence,
            strides,
            quotations: Vec::new(),
        };
        analysis.phrases = phrase::noun_phrases(&analysis);
        analysis.quotations = quote::quotations(&analysis);
        analysis
    }

    /// Token `index` as written; empty past the ends, so that rules may look around freely.
    pub fn word(&self, index: usize) -> &'a str {
        self.words.get(index).copied().unwrap_or("")
    }

    /// Token `index` in ASCII lower case, a curly apostrophe kept; empty past the ends.
    pub fn low(&self, index: usize) -> &str {
        match self.small.get(index) {
            Some(&"") => &self.lower[self.tokens[index].bytes()],
            Some(&word) => word,
            None => "",
        }
    }

    /// The text at `bytes` in ASCII lower case; empty where that is no stretch of it.
    pub fn lower(&self, bytes: Range<usize>) -> &str {
        self.lower.get(bytes).unwrap_or("")
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

    /// How many tokens begin before `byte`.
    fn tokens_before(&self, byte: usize) -> usize {
        let stride = (byte / STRIDE).min(self.strides.len() - 2);
        let (from, to) = (self.strides[stride] as usize, self.strides[stride + 1] as usize);
        from + self.tokens[from..to].partition_point(|token| (token.start as usize) < byte)
    }

    /// The tokens that lie wholly inside `bytes`.
    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.tokens_before(bytes.start);
        let mut last = self.tokens_before(bytes.end);
        // Tokens do not overlap, so that only the last of those that begin before a byte may go on past it.
        if last > 0 && self.tokens[last - 1].end as usize > bytes.end {
            last -= 1;
        }
        first..last.max(first)
    }

    /// The index of the sentence that token `index` stands in.
    pub fn sentence_of(&self, index: usize) -> Option<usize> {
        (*self.in_sentence.get(index)? as usize).checked_sub(1)
    }
}

/// How many of `tokens` begin before every [`STRIDE`]th byte of a text of `length` bytes, and in all.
fn strides(length: usize, tokens: &[Token]) -> Vec<u32> {
    let mut strides = Vec::with_capacity(length / STRIDE + 2);
    for (before, token) in (0..).zip(tokens) {
        while strides.len() * STRIDE <= token.start as usize {
            strides.push(before);
        }
    }
    strides.resize(length / STRIDE + 2, tokens.len() as u32);
    strides
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tables_say_what_a_search_would(text in "(?s)([a-c]{1,90}|[ .,“”é\n]){0,60}", from in 0usize..400, to in 0usize..400) {
            let document = Document { text, ..Document::default() };
            let a = Analysis::new(&document);
            let first = a.tokens.partition_point(|token| (token.start as usize) < from);
            let last = a.tokens.partition_point(|token| token.end as usize <= to);
            prop_assert_eq!(a.tokens_in(&(from..to)), first..last.max(first));
            for index in 0..a.tokens.len() + 2 {
                let sentence = a.sentences.iter().position(|sentence| sentence.tokens.contains(&index));
                prop_assert_eq!(a.sentence_of(index), sentence);
            }
        }
    }
}
