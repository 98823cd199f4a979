//! How sure each rule is, as measured.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::lexicon;

fn table() -> &'static FxHashMap<&'static str, f64> {
    static TABLE: OnceLock<FxHashMap<&'static str, f64>> = OnceLock::new();
    TABLE.get_or_init(|| {
        lexicon::lines(include_str!("lexicon/confidence.tsv"))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some((cells.next()?, cells.next()?.trim().parse().ok()?))
            })
            .collect()
    })
}

/// The share of a rule's claims that are right, 0 to 1; a half for a rule that was never measured.
pub(super) fn of(rule: &str) -> f64 {
    table().get(rule).copied().unwrap_or(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_share() {
        assert!(table().len() > 20);
        assert!(table().values().all(|share| (0.0..=1.0).contains(share)));
        assert!(of("quotation_after") > of("reported_phrase"));
    }
}
