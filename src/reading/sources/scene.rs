//! Who is on stage where: the names, those who spoke, and which words are quoted.

use std::ops::Range;

use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::cast::Cast;
use super::lexicon::lexicon;
use super::names::Names;

/// What the rules of resolution look at and write to.
pub(super) struct Scene<'a, 'b> {
    pub analysis: &'b Analysis<'a>,
    pub names: &'b Names,
    pub cast: Cast,
    /// Whom the text was found to mean by other words than a name, in text order.
    pub log: Vec<Meant>,
    /// The outermost quotations, in bytes.
    quoted: Vec<Range<usize>>,
}

/// Words that were found to mean somebody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meant {
    pub token: usize,
    pub entity: usize,
    /// Whether they name who speaks.
    pub speaks: bool,
}

impl<'a, 'b> Scene<'a, 'b> {
    pub fn new(analysis: &'b Analysis<'a>, names: &'b Names, cast: Cast) -> Self {
        let mut quoted: Vec<Range<usize>> = Vec::new();
        for quotation in &analysis.quotations {
            if quoted.last().is_none_or(|last| quotation.outer.start >= last.end) {
                quoted.push(quotation.outer.clone());
            }
        }
        Self { analysis, names, cast, log: Vec::new(), quoted }
    }

    /// The tokens that `bytes` touches.
    pub fn tokens(&self, bytes: &Range<usize>) -> Range<usize> {
        let tokens = &self.analysis.tokens;
        let first = tokens.partition_point(|token| token.end as usize <= bytes.start);
        let last = tokens.partition_point(|token| (token.start as usize) < bytes.end);
        first..last.max(first)
    }

    /// The sentence of `token`, counted from 0.
    pub fn sentence(&self, token: usize) -> usize {
        self.analysis.sentence_of(token).unwrap_or(0)
    }

    pub fn sentence_start(&self, token: usize) -> usize {
        self.analysis.sentence_of(token).map_or(token, |sentence| self.analysis.sentences[sentence].tokens.start)
    }

    pub fn sentence_end(&self, token: usize) -> usize {
        self.analysis.sentence_of(token).map_or(token, |sentence| self.analysis.sentences[sentence].tokens.end)
    }

    /// The block of `token`.
    pub fn block(&self, token: usize) -> usize {
        self.analysis.sentence_of(token).map_or(0, |sentence| self.analysis.sentences[sentence].block)
    }

    /// The block of the first sentence.
    pub fn first_block(&self) -> usize {
        self.analysis.sentences.iter().find(|sentence| sentence.prose).map_or(0, |sentence| sentence.block)
    }

    /// The quotation that `token` stands in.
    pub fn quotation(&self, token: usize) -> Option<usize> {
        let start = self.analysis.tokens.get(token)?.start as usize;
        let index = self.quoted.partition_point(|range| range.start <= start).checked_sub(1)?;
        self.quoted[index].contains(&start).then_some(index)
    }

    /// Whether what begins at `token` is the subject of its clause, as far as the word before tells.
    pub fn is_subject(&self, token: usize) -> bool {
        let mut at = token;
        let start = self.sentence_start(token);
        while at > start
            && (matches!(
                self.analysis.tag(at - 1),
                Tag::Dt | Tag::Jj | Tag::Nnp | Tag::Nn | Tag::Nns | Tag::PrpPoss | Tag::Pos
            ) || lexicon().role(self.analysis.low(at - 1)).is_some())
            && token - at < 6
        {
            at -= 1;
        }
        if at <= start {
            return true;
        }
        let before = self.analysis.low(at - 1);
        matches!(
            before,
            "that"
                | "when"
                | "while"
                | "because"
                | "although"
                | "though"
                | "if"
                | "and"
                | "but"
                | ","
                | ";"
                | ":"
                | "“"
                | "\""
                | "”"
        )
    }

    /// Whether a preposition stands right before what begins at `token`, or it owns what follows.
    pub fn is_aside(&self, token: usize, end: usize) -> bool {
        let mut at = token;
        while at > 0 && token - at < 4 && matches!(self.analysis.tag(at - 1), Tag::Dt | Tag::Jj) {
            at -= 1;
        }
        let owned = matches!(self.analysis.low(end), "'s" | "’s" | "'" | "’");
        owned || (at > 0 && lexicon().prepositions.contains(self.analysis.low(at - 1)))
    }

    /// Notes that `tokens` mean `entity`; names are noted already.
    pub fn note(&mut self, tokens: Range<usize>, entity: usize, speaks: bool, mention: bool) {
        let token = tokens.start;
        let known = &mut self.cast.entities[entity];
        if mention {
            insert(&mut known.meant, token);
            known.mentions.push(self.analysis.bytes(tokens));
        }
        if speaks {
            insert(&mut known.spoke, token);
        }
        let place = self.log.partition_point(|meant| meant.token <= token);
        self.log.insert(place, Meant { token, entity, speaks });
    }
}

/// Keeps a list of tokens in order; nearly always the new one goes last.
fn insert(list: &mut Vec<usize>, token: usize) {
    let place = list.partition_point(|&at| at <= token);
    list.insert(place, token);
}
