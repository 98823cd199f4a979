//! The words of this folder, and those of figures that mean the same here.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::ending::Endings;

/// What stays of a base form when an ending goes.
const LEAST_LEFT: usize = 4;

pub(super) struct Lexicon {
    /// Words that are no part of a gist.
    pub left_out: FxHashSet<&'static str>,
    /// Words that say little.
    pub light: FxHashSet<&'static str>,
    /// Words and phrases, to the normal form.
    pub synonyms: FxHashMap<&'static str, &'static str>,
    /// Those of a word that means so only as a verb: "to ship".
    pub verbs: FxHashMap<&'static str, &'static str>,
    /// Names, adjectives, peoples, capitals, to the country; hyphens as spaces, no full stop at the end.
    pub countries: FxHashMap<&'static str, &'static str>,
    /// What phrases of several words, of both kinds, begin with: most words begin none.
    pub beginnings: FxHashSet<&'static str>,
    pub negators: FxHashSet<&'static str>,
    /// How sure words are, 1 or 2.
    pub certainty: FxHashMap<&'static str, u8>,
    /// Endings, and what stands in their place.
    endings: Endings<&'static str>,
}

pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let (mut synonyms, mut verbs) = (FxHashMap::default(), FxHashMap::default());
        for list in [include_str!("lexicon/synonyms.tsv"), include_str!("../figures/lexicon/synonyms.tsv")] {
            for (normal, words) in lines(list).filter_map(|line| line.split_once('\t')) {
                let normal = normal.trim();
                let normal = synonyms.get(normal).copied().unwrap_or(normal);
                for word in cells(words) {
                    match word.strip_prefix("to ") {
                        Some(verb) => verbs.entry(verb).or_insert(normal),
                        None => synonyms.entry(word).or_insert(normal),
                    };
                }
            }
        }
        let mut countries = FxHashMap::default();
        for line in lines(include_str!("../figures/lexicon/countries.tsv")) {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or("").trim();
            for word in columns.take(3).flat_map(cells).chain([name]) {
                countries.entry(word.trim_end_matches('.')).or_insert(name);
            }
        }
        let mut endings = Endings::new();
        for line in lines(include_str!("lexicon/endings.tsv")) {
            let (ending, new) = line.split_once('\t').unwrap_or((line, ""));
            endings.insert(ending.trim(), new.trim());
        }
        let phrases = synonyms.keys().chain(countries.keys());
        let beginnings = phrases.flat_map(|phrase| phrase.match_indices(' ').map(|(at, _)| &phrase[..at])).collect();
        Lexicon {
            beginnings,
            left_out: words(include_str!("lexicon/left_out.txt")),
            light: words(include_str!("lexicon/light.txt")),
            synonyms,
            verbs,
            countries,
            negators: words(include_str!("lexicon/negators.txt")),
            certainty: lines(include_str!("lexicon/certainty.tsv"))
                .filter_map(|line| line.split_once('\t'))
                .filter_map(|(word, level)| Some((word, level.trim().parse().ok()?)))
                .collect(),
            endings,
        }
    })
}

/// `base` without its ending: "evacuation" and "evacuate" are "evacu".
pub(super) fn reduced(base: &str) -> Cow<'_, str> {
    match lexicon().endings.longest(base, LEAST_LEFT) {
        Some((stem, "")) => Cow::Borrowed(&base[..stem]),
        Some((stem, new)) => Cow::Owned(format!("{}{new}", &base[..stem])),
        None => Cow::Borrowed(base),
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn words(list: &'static str) -> FxHashSet<&'static str> {
    lines(list).flat_map(str::split_whitespace).collect()
}

fn cells(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty())
}
