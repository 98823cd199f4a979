//! Claims: who said what, in which words, through whom.

use serde::{Deserialize, Serialize};

use super::{SourceRef, Span};

/// An attribution: a source, a cue and a content (Pareti 2015; PolNeAR, Newell et al. 2018).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Whether its words are quoted.
    pub kind: ClaimKind,
    /// What is said, in text order; in pieces where the cue interrupts it. Never empty.
    pub content: Vec<Span>,
    /// The words that attribute it ("said", "according to", "in an interview"); may be empty.
    pub cue: Vec<Span>,
    /// The words that name who says it ("Bruce W. Bennett, a defense researcher at RAND"); empty where nobody is named.
    pub source: Vec<Span>,
    /// The source those words resolve to, in [`super::Reading::sources`].
    pub speaker: Option<SourceRef>,
    /// Whom it was told to or appeared in ("told Reuters"), in [`super::Reading::sources`].
    pub via: Option<SourceRef>,
    /// The words that weaken it ("likely", "reportedly"), as they stand in the text.
    pub hedge: Option<String>,
    /// Whether the source denies it, or is said not to have said it.
    pub negated: bool,
    /// The claim in whose content this one stands.
    pub within: Option<ClaimRef>,
    /// How sure the reading is that this is an attribution with these parts, 0 to 1.
    pub confidence: f64,
    /// What found it, for those who ask why: a rule's name, `spans` for the learned tagger, `spans+rule` for both.
    pub rule: String,
    /// What is said, in few words of normal form, by which claims are compared.
    #[serde(default)]
    pub gist: Gist,
}

/// What a claim comes down to: claims that pass on one statement have much of it in common, whether they assert or deny it,
/// and however sure they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gist {
    /// The words that carry it, in normal form, sorted, each once; `#` stands before a number, `@` before a name, `!` before a
    /// verb, `~` before a word that says little.
    pub words: Vec<String>,
    /// Whether the claim says the contrary: "will not join", "denied that they will join".
    pub denies: bool,
    /// Whether it says that something is so, was done or will be, which others may deny; not what is only wished, asked for or
    /// described: "called for a ban".
    pub asserts: bool,
    /// How sure it is: [`Self::POSSIBLE`], [`Self::LIKELY`] or [`Self::STATED`].
    pub certainty: u8,
}

impl Gist {
    /// It may be so.
    pub const POSSIBLE: u8 = 1;
    /// It is likely, believed, planned or reported.
    pub const LIKELY: u8 = 2;
    /// It is so, or will be.
    pub const STATED: u8 = 3;
}

impl Default for Gist {
    fn default() -> Self {
        Self { words: Vec::new(), denies: false, asserts: true, certainty: Self::STATED }
    }
}

/// Whether a claim's words are its source's own. By PolNeAR's scorer: direct when at least 90 % of the content lies
/// inside quotation marks, indirect when none does, else mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// Quoted.
    Direct,
    /// In the article's words.
    Indirect,
    /// Partly quoted.
    Mixed,
}

impl ClaimKind {
    /// The name stored and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// The place of a claim in [`super::Reading::claims`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimRef(pub usize);
