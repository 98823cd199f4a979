//! Nouns of what one says something in.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::lexicon;

/// Whether `low` is one: "statement", "tweet".
pub(super) fn is_one(low: &str) -> bool {
    static LIST: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| lexicon::lines(include_str!("lexicon/vehicles.txt")).collect()).contains(low)
}
