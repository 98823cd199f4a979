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

/// A list of two columns that is searched in its order.
fn pairs(file: &'static str) -> Vec<(&'static str, &'static str)> {
    rows(file).filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
}

/// A list of three columns that is searched in its order.
fn triples(file: &'static str) -> Vec<(&'static str, &'static str, &'static str)> {
    rows(file).filter_map(|row| Some((*row.first()?, *row.get(1)?, *row.get(2)?))).collect()
}

/// Who writes the day first and who the month: `host`, `tld` or `language`; its name; `day` or `month`.
pub(super) fn date_orders() -> &'static [(&'static str, &'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&str, &str, &str)>> = OnceLock::new();
    ROWS.get_or_init(|| triples(include_str!("lexicon/date_orders.tsv")))
}

/// What stands around names of authors → `opener`, `nobody`, `joiner`, `label`.
pub(super) fn author_words() -> &'static [(&'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    ROWS.get_or_init(|| pairs(include_str!("lexicon/author_words.tsv")))
}

/// Names of `<meta>` that hold dates, the most trusted first → `published`, `other`, `modified`.
pub(super) fn date_marks() -> &'static [(&'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    ROWS.get_or_init(|| pairs(include_str!("lexicon/date_marks.tsv")))
}

/// Names of fields that tell counters of readers when a page was published, in small letters without marks.
pub(super) fn layer_dates() -> &'static [&'static str] {
    static ROWS: OnceLock<Vec<&str>> = OnceLock::new();
    ROWS.get_or_init(|| rows(include_str!("lexicon/layer_dates.txt")).filter_map(|row| row.first().copied()).collect())
}

/// Words of "2 hours ago" → `before`, `after`, `one`, or the unit.
pub(super) fn relative() -> &'static [(&'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    ROWS.get_or_init(|| pairs(include_str!("lexicon/relative.tsv")))
}

/// Words in the names of boxes that are no part of a page's article → `any`, `short`.
pub(super) fn page_boxes() -> &'static [(&'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    ROWS.get_or_init(|| pairs(include_str!("lexicon/page_boxes.tsv")))
}

/// Names of what opens an article between its headline and its first paragraph.
pub(super) fn page_leads() -> &'static [&'static str] {
    static ROWS: OnceLock<Vec<&str>> = OnceLock::new();
    ROWS.get_or_init(|| rows(include_str!("lexicon/page_leads.txt")).filter_map(|row| row.first().copied()).collect())
}

/// Headings of what is no part of an article; `comments` or `links`.
pub(super) fn page_heads() -> &'static [(&'static str, &'static str)] {
    static ROWS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    ROWS.get_or_init(|| pairs(include_str!("lexicon/page_heads.tsv")))
}

/// Lines that pages put between paragraphs.
pub(super) fn page_asides() -> &'static [&'static str] {
    static ROWS: OnceLock<Vec<&str>> = OnceLock::new();
    ROWS.get_or_init(|| rows(include_str!("lexicon/page_asides.txt")).filter_map(|row| row.first().copied()).collect())
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
    #[case(include_str!("lexicon/relative.tsv"), 2)]
    #[case(include_str!("lexicon/date_marks.tsv"), 2)]
    #[case(include_str!("lexicon/page_asides.txt"), 1)]
    #[case(include_str!("lexicon/page_boxes.tsv"), 2)]
    #[case(include_str!("lexicon/page_heads.tsv"), 2)]
    #[case(include_str!("lexicon/page_leads.txt"), 1)]
    #[case(include_str!("lexicon/layer_dates.txt"), 1)]
    fn every_row_is_whole_and_stands_once(#[case] file: &'static str, #[case] columns: usize) {
        let mut seen = std::collections::BTreeSet::new();
        for row in rows(file) {
            assert_eq!(row.len(), columns, "{row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?} stands twice");
        }
    }

    #[test]
    fn who_writes_the_day_first_is_said_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (kind, name, order) in date_orders() {
            assert!(["host", "tld", "language"].contains(kind) && ["day", "month"].contains(order), "{name}");
            assert!(seen.insert((kind, name)), "{name} stands twice");
        }
    }
}
