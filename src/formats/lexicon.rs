//! The word lists of this room: tab-separated files under `lexicon/`, parsed once, that need no Rust to correct.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Words and what they say; looked up, never iterated.
pub(super) type Words = FxHashMap<&'static str, &'static str>;

/// A list's lines without comments, cut at the tabs.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| line.split('\t').collect())
}

fn words(file: &'static str) -> Words {
    rows(file).filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub(super) fn $name() -> &'static Words {
            static WORDS: OnceLock<Words> = OnceLock::new();
            WORDS.get_or_init(|| words(include_str!($file)))
        }
    };
}

list!(
    /// Month names → "1" to "12".
    months, "lexicon/months.tsv"
);
list!(
    /// Zone names → offset, "us" before it where daylight time is hidden.
    zones, "lexicon/zones.tsv"
);
list!(
    /// Words of date lines → `published`, `updated`, `filler`, `weekday`.
    date_words, "lexicon/date_words.tsv"
);
list!(
    /// Words of bylines → `particle`, `no_name`, `role`, `outlet`.
    byline_words, "lexicon/byline_words.tsv"
);

/// Lines that pages put between paragraphs.
pub(super) fn page_asides() -> impl Iterator<Item = &'static str> {
    rows(include_str!("lexicon/page_asides.txt")).filter_map(|row| row.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(include_str!("lexicon/months.tsv"), 2)]
    #[case(include_str!("lexicon/zones.tsv"), 2)]
    #[case(include_str!("lexicon/date_words.tsv"), 2)]
    #[case(include_str!("lexicon/byline_words.tsv"), 2)]
    #[case(include_str!("lexicon/languages.tsv"), 3)]
    #[case(include_str!("lexicon/page_asides.txt"), 1)]
    fn every_row_is_whole_and_stands_once(#[case] file: &'static str, #[case] columns: usize) {
        let mut seen = std::collections::BTreeSet::new();
        for row in rows(file) {
            assert_eq!(row.len(), columns, "{row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?} stands twice");
        }
    }
}
