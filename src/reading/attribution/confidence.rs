//! How sure a claim is: a logistic regression over what speaks for it, as measured on annotated news.
//!
//! `lexicon/evidence.tsv` holds the weights, which the trainer of the spans learns on texts that the tagger had not
//! seen; `lexicon/confidence.tsv` how often each rule alone is right.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::lexicon;
use crate::model::ClaimKind;

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What speaks for or against a claim.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::reading) enum Fact {
            $($(#[$doc])* $name,)*
        }

        impl Fact {
            /// Their names in `lexicon/evidence.tsv`.
            pub const NAMES: &[&str] = &[$($word,)*];
        }
    };
}

facts! {
    /// Always 1.
    Always = "always",
    /// A rule and the tagger found the cue.
    Both = "both",
    /// Only a rule did.
    RuleOnly = "rule_only",
    /// The log probability of the tagger's cue, …
    CueSpan = "cue_span",
    /// … its content, the least probable piece, …
    ContentSpan = "content_span",
    /// … and its source.
    SourceSpan = "source_span",
    /// A content without a cue.
    NoCue = "no_cue",
    /// Nobody says it.
    NoSource = "no_source",
    /// The log odds of the rule that agrees, …
    RuleOfBoth = "rule_of_both",
    /// … and of one that stands alone.
    RuleAlone = "rule_alone",
    /// The share of words that both take for the content.
    SameContent = "same_content",
    /// The log odds, by the tagger, that what a rule takes for a cue is one …
    CueChance = "cue_chance",
    /// … and what it takes for a content.
    ContentChance = "content_chance",
    /// It is quoted.
    Direct = "direct",
    /// It is quoted in part.
    Mixed = "mixed",
    /// The logarithm of its length in tokens.
    Length = "length",
}

/// How many facts there are.
pub(in crate::reading) const FACTS: usize = Fact::NAMES.len();

/// What is known for and against one claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::reading) struct Evidence(pub [f64; FACTS]);

impl Evidence {
    /// Of a claim of `kind` with a content of `length` tokens.
    pub fn new(kind: ClaimKind, length: usize) -> Self {
        let mut evidence = Self([0.0; FACTS]);
        evidence.set(Fact::Always, 1.0);
        evidence.set(Fact::Direct, f64::from(u8::from(kind == ClaimKind::Direct)));
        evidence.set(Fact::Mixed, f64::from(u8::from(kind == ClaimKind::Mixed)));
        evidence.set(Fact::Length, (length as f64).ln_1p());
        evidence
    }

    /// Sets `fact`.
    pub const fn set(&mut self, fact: Fact, value: f64) {
        self.0[fact as usize] = value;
    }

    /// How probable it is that the claim is right, 0 to 1; `more` log odds are known beside.
    pub fn confidence(&self, more: f64) -> f64 {
        let sum: f64 = more + self.0.iter().zip(weights()).map(|(fact, weight)| fact * weight).sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The logarithm of the odds of a probability, within ±5.
pub(super) fn log_odds(probability: f64) -> f64 {
    let inner = probability.clamp(0.0067, 0.9933);
    (inner / (1.0 - inner)).ln()
}

fn weights() -> &'static [f64; FACTS] {
    static WEIGHTS: OnceLock<[f64; FACTS]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let mut weights = [0.0; FACTS];
        for (name, value) in pairs(include_str!("lexicon/evidence.tsv")) {
            if let Some(at) = Fact::NAMES.iter().position(|&known| known == name) {
                weights[at] = value;
            }
        }
        weights
    })
}

pub(super) fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, f64)> {
    lexicon::lines(table).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?.trim().parse().ok()?))
    })
}

/// The share of a rule's claims that are right, 0 to 1; a half for a rule that was never measured.
pub(super) fn of_rule(rule: &str) -> f64 {
    static TABLE: OnceLock<FxHashMap<&'static str, f64>> = OnceLock::new();
    let table = TABLE.get_or_init(|| pairs(include_str!("lexicon/confidence.tsv")).collect());
    table.get(rule).copied().unwrap_or(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_share() {
        let shares: Vec<f64> = pairs(include_str!("lexicon/confidence.tsv")).map(|(_, share)| share).collect();
        assert!(shares.len() > 20);
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(of_rule("quotation_after") > of_rule("reported_phrase"));
    }

    #[test]
    fn every_fact_has_its_weight_and_no_other() {
        let names: Vec<&str> = pairs(include_str!("lexicon/evidence.tsv")).map(|(name, _)| name).collect();
        assert_eq!(names, Fact::NAMES);
    }

    #[test]
    fn more_for_a_claim_makes_it_surer() {
        let mut evidence = Evidence::new(ClaimKind::Indirect, 12);
        evidence.set(Fact::CueSpan, -2.0);
        evidence.set(Fact::ContentSpan, -2.0);
        let unsure = evidence.confidence(0.0);
        evidence.set(Fact::CueSpan, -0.1);
        evidence.set(Fact::ContentSpan, -0.1);
        assert!(evidence.confidence(0.0) > unsure + 0.1);
        assert!((0.0..=1.0).contains(&unsure));
    }

    #[test]
    fn odds_are_bounded() {
        assert!(log_odds(0.0) > -6.0 && log_odds(1.0) < 6.0);
        assert!(log_odds(0.5).abs() < 1e-9);
    }
}
