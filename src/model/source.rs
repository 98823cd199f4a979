//! Sources: the people, bodies, outlets, unnamed groups and documents that claims rest on.

use serde::{Deserialize, Serialize};

use super::Span;

/// A source as one article knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The fullest name the article gives: "Bruce W. Bennett", "RAND", "experts", "reports".
    pub name: String,
    /// What sort of source.
    pub kind: SourceKind,
    /// What the article says they are: "defense researcher", "former North Korean soldier", "on condition of anonymity".
    pub role: Option<String>,
    /// The body they speak for or belong to, in [`super::Reading::sources`].
    pub affiliation: Option<SourceRef>,
    /// Every place that names them, in text order, pronouns included.
    pub mentions: Vec<Span>,
}

/// What sort of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A named person, or one person whom the article leaves unnamed but singles out ("the minister").
    Person,
    /// A company, ministry, army, party, think tank, ….
    Organisation,
    /// Who publishes news: a paper, agency, broadcaster.
    Outlet,
    /// Unnamed people: "officials", "experts".
    Group,
    /// "reports", "a study".
    Document,
}

impl SourceKind {
    /// The name stored and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Outlet => "outlet",
            Self::Group => "group",
            Self::Document => "document",
        }
    }
}

/// The place of a source in [`super::Reading::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceRef(pub usize);
