//! What a document says, once read.

use super::{Claim, Figure, Notice, Source};

/// Everything that a reading finds in one document. Claims and figures stand in text order; references point into
/// these same lists.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Who said what.
    pub claims: Vec<Claim>,
    /// Which numbers.
    pub figures: Vec<Figure>,
    /// On whose say-so.
    pub sources: Vec<Source>,
    /// By what other articles may be about the same, those that matter most first; none twice.
    pub names: Vec<Name>,
    /// What the reading could not do ("the language is French: claims are not read").
    pub notices: Vec<Notice>,
}

/// A name, or a kind of event, that tells what an article is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// In small letters, without what an adjective adds: "ostr" for "Ostria" and "Ostrian"; `flood`.
    pub text: String,
    /// Which of the two.
    pub kind: NameKind,
}

/// What a [`Name`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// Of a place, a person, an organisation.
    Name,
    /// A kind of event: `flood`, `match`.
    Event,
}

impl NameKind {
    /// The name stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Event => "event",
        }
    }
}
