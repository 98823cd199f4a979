//! Figures: how many, of what, at most or at least.

use serde::{Deserialize, Serialize};

use super::{ClaimRef, SourceRef, Span};

/// A quantity as the text gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// From the first numeric token (with its currency sign) through unit or counted head noun; bounds and hedges lie outside.
    pub span: Span,
    /// The number, multipliers applied; none for a range and for vague magnitudes ("tens of thousands").
    pub value: Option<f64>,
    /// The least that the words allow.
    pub low: Option<f64>,
    /// The most that the words allow.
    pub high: Option<f64>,
    /// How the words bound it.
    pub bound: Bound,
    /// The words that weaken it ("an estimated", "potentially rising to"), as they stand in the text.
    pub hedge: Option<String>,
    /// `count`, `percent`, `point`, `times`, an ISO 4217 code, or a unit's English singular (`kilometer`, `ton`, `year`).
    pub unit: String,
    /// What a rate is per: `month`, `person`, ….
    pub per: Option<String>,
    /// The words that say what is counted or measured, as they stand in the text.
    pub counted: Option<String>,
    /// The singular lemma of a count's head noun.
    pub noun: Option<String>,
    /// The normal form of what is counted, by which figures are compared.
    pub subject: Option<String>,
    /// The numbers in the base unit of their kind, so that miles and kilometers compare; none for counts and money.
    pub base: Option<Base>,
    /// The words for where and when it holds, in lower case ("in kursk, by january").
    pub subject_qualifier: Option<String>,
    /// The normal form of the place among them ("kursk"); figures for two places do not compare. A country is marked: "russia (country)".
    pub place: Option<String>,
    /// The date that the words speak of: ISO 8601, as precise as they are; none where they name none.
    pub as_of: Option<String>,
    /// By what it compares with figures of other articles; none where nothing says what is counted.
    pub topic: Option<Topic>,
    /// The normal form of where it holds, though its own sentence may not say so; as `place` is written.
    pub scene: Option<String>,
    /// The claim that gives it; none where the article speaks in its own voice.
    pub claim: Option<ClaimRef>,
    /// Who gave it: the claim's speaker.
    pub source: Option<SourceRef>,
}

/// By what figures compare: "4,500 Ostrian troops" and "900 soldiers" are of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What must agree: what happened to those counted ("killed"), or the noun ("troop").
    pub what: String,
    /// Whom or what of, words in order between spaces; two sets of them conflict where neither holds the other.
    pub of: String,
    /// How such a number goes in time.
    pub course: Course,
}

/// How a number goes in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Up and down: prices, troops.
    Moves,
    /// Only up, while one event lasts: the dead of a flood.
    Adds,
    /// Not at all, as it is of one occasion: those who attend.
    Once,
}

impl Course {
    /// The name stored and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Moves => "moves",
            Self::Adds => "adds",
            Self::Once => "once",
        }
    }
}

/// A figure's numbers in a base unit; each is there where the figure's own is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Base {
    /// `meter`, `kilogram`, `second`, `meter per second`, ….
    pub unit: String,
    /// The number.
    pub value: Option<f64>,
    /// The least.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
}

/// How a figure's words bound its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "11,000".
    Exact,
    /// "about 11,000", "nearly", "an estimated".
    About,
    /// "up to 11,000".
    AtMost,
    /// "at least 11,000".
    AtLeast,
    /// "more than 11,000".
    MoreThan,
    /// "fewer than 11,000".
    LessThan,
    /// "between 10,000 and 12,000".
    Range,
}

impl Bound {
    /// The name stored and printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::LessThan => "less_than",
            Self::Range => "range",
        }
    }
}
