//! Hedges: "an estimated", "potentially rising to", "could reach".

use super::super::tagger::Tag;
use super::piece::{Kind, Pieces};
use super::tables::{Phrases, key, longest, rows};

/// How many pieces before its number a hedge may stand.
const REACH: usize = 8;

fn hedges() -> &'static Phrases<()> {
    use std::sync::OnceLock;
    static HEDGES: OnceLock<Phrases<()>> = OnceLock::new();
    HEDGES.get_or_init(|| {
        let mut hedges = Phrases::default();
        rows(include_str!("lexicon/hedges.txt")).for_each(|row| hedges.add(key(row.cell(0)), ()));
        hedges
    })
}

/// The hedge of the number at `at`, in the text's words: the nearest before it in its own clause, not past a noun.
pub(super) fn before(c: &Pieces, at: usize) -> Option<String> {
    for start in (at.saturating_sub(REACH)..at).rev() {
        match c.kind(start) {
            Some(Kind::Mark) if !c.hyphen(start) && !super::money::is_sign(c, start) => return None,
            Some(Kind::Digits | Kind::Opaque | Kind::Vulgar) | None => return None,
            _ => {}
        }
        // "May" is a month.
        if (!(c.capital(start) && start > 0) || c.title_case)
            && let Some(((), end)) = longest(c, start, 4, hedges())
            && end <= at
        {
            return Some(c.analysis.text[c.bytes(start..end)].to_owned());
        }
        let noun = matches!(c.tag(start), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp);
        if noun && !matches!(c.low(start), "maximum" | "minimum" | "average" | "total" | "record") {
            return None;
        }
        if matches!(
            c.low(start),
            "and" | "but" | "while" | "because" | "that" | "which" | "who" | "if" | "the" | "this" | "these" | "those"
        ) {
            return None;
        }
    }
    None
}
