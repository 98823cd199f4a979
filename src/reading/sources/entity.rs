//! Somebody or some body in an article, with all that is known of them.

use std::ops::Range;

use crate::model::SourceKind;

use super::lexicon::Gender;
use super::surname::PersonKey;

/// Somebody whom the article names or describes.
#[derive(Debug, Clone)]
pub(super) struct Entity {
    /// The fullest name so far.
    pub name: String,
    pub kind: SourceKind,
    pub gender: Gender,
    /// One or many, where "they" and "he" tell.
    pub plural: bool,
    /// Whether it has a name of its own, or is only described ("officials").
    pub named: bool,
    /// Whether it was described as one that is known: "the minister", "his coach".
    pub definite: bool,
    pub role: Option<String>,
    /// All words of its roles, small, to find it by "the minister".
    pub role_words: Vec<String>,
    pub affiliation: Option<usize>,
    /// Whether a list, a title or an ending has told what it is.
    pub sure: bool,
    /// Whether a rank or office has stood before the name.
    pub titled: bool,
    /// What a body is called without its name.
    pub nouns: Vec<String>,
    /// A person's name, cut.
    pub person: Option<PersonKey>,
    /// A body's words, small and sorted, countries for their adjectives.
    pub words: Vec<String>,
    /// The token of its first full mention.
    pub first: usize,
    /// The tokens of its mentions by name, in order.
    pub at: Vec<usize>,
    /// The tokens where it was found to be meant otherwise, in order.
    pub meant: Vec<usize>,
    /// The tokens where it spoke, in order.
    pub spoke: Vec<usize>,
    /// How often its bare surname stood for it.
    pub bare: usize,
    /// Its mentions, in bytes.
    pub mentions: Vec<Range<usize>>,
}

impl Entity {
    pub fn new(name: String, kind: SourceKind, first: usize) -> Self {
        Self {
            name,
            kind,
            gender: Gender::Unknown,
            plural: false,
            named: true,
            definite: false,
            role: None,
            role_words: Vec::new(),
            affiliation: None,
            sure: false,
            titled: false,
            nouns: Vec::new(),
            person: None,
            words: Vec::new(),
            first,
            at: Vec::new(),
            meant: Vec::new(),
            spoke: Vec::new(),
            bare: 0,
            mentions: Vec::new(),
        }
    }

    /// The last token before `token` that means it.
    pub fn last_before(&self, token: usize) -> Option<usize> {
        let last = |list: &[usize]| list[..list.partition_point(|&at| at < token)].last().copied();
        last(&self.at).max(last(&self.meant))
    }
}
