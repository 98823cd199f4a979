//! Countries by name, adjective, people and capital.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::piece::Pieces;
use super::signs::Signs;
use super::tables::{Phrases, key, longest, rows, word_files};

word_files! {
    /// States behind the name of a town.
    provinces = "lexicon/provinces.txt";
}

struct Countries {
    /// Adjectives and peoples.
    adjectives: Phrases<&'static str>,
    /// Those and names, capitals, abbreviations.
    all: Phrases<&'static str>,
    currencies: FxHashMap<&'static str, &'static str>,
}

fn countries() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        let mut found =
            Countries { adjectives: Phrases::default(), all: Phrases::default(), currencies: FxHashMap::default() };
        for row in rows(include_str!("lexicon/countries.tsv")) {
            let name = row.cell(0);
            for word in row.list(1) {
                found.adjectives.add(key(word), name);
            }
            for word in row.list(1).chain(row.list(2)).chain(row.list(3)).chain([name]) {
                found.all.add(key(word), name);
            }
            found.currencies.insert(name, row.cell(4));
        }
        found
    })
}

/// The country whose adjective or people stands at `at`, capitalised, and the piece after it.
pub(super) fn adjective(c: &Pieces, at: usize) -> Option<(&'static str, usize)> {
    if !c.capital(at) || !c.signs(at).has(Signs::COUNTRY) {
        return None;
    }
    longest(c, at, 3, &countries().adjectives)
}

/// The country that the words at `at` mean, by whatever name, and the piece after them.
pub(super) fn any(c: &Pieces, at: usize) -> Option<(&'static str, usize)> {
    let at = if c.is(at, "the") { at + 1 } else { at };
    // "us" is a pronoun; "US" a country.
    if !c.capital(at) || !c.signs(at).has(Signs::COUNTRY) || (c.is(at, "us") && c.text(at) != "US") {
        return None;
    }
    // "Lima, Ohio" is not in Peru.
    longest(c, at, 6, &countries().all)
        .filter(|(_, end)| !(c.is(*end, ",") && c.capital(end + 1) && provinces().contains(c.low(end + 1))))
}

/// Whether the name of a country, or what comes from it, may begin with `word`, which is in small letters.
pub(super) fn may_start_with(word: &str) -> bool {
    countries().all.may_start_with(word)
}

/// The country whose name, in small letters, is `name`.
pub(super) fn called(name: &str) -> Option<&'static str> {
    countries().currencies.get_key_value(name).map(|(name, _)| *name)
}

/// The country whose capital, in small letters, is `town`.
pub(super) fn capital(town: &str) -> Option<&'static str> {
    static CAPITALS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let capitals = CAPITALS.get_or_init(|| {
        let listed = rows(include_str!("lexicon/countries.tsv"));
        listed.flat_map(|row| row.list(2).map(move |town| (town, row.cell(0)))).collect()
    });
    capitals.get(town).copied()
}

/// The country's currency, an ISO 4217 code.
pub(super) fn currency(country: &str) -> Option<&'static str> {
    countries().currencies.get(country).copied().filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let mut names = Vec::new();
        for row in rows(include_str!("lexicon/countries.tsv")) {
            assert_eq!(row.cell(0), row.cell(0).to_lowercase());
            assert!(!names.contains(&row.cell(0)), "{} stands twice", row.cell(0));
            assert!(row.cell(4).is_empty() || row.cell(4).len() == 3, "{}", row.cell(0));
            names.push(row.cell(0));
        }
        assert!(names.len() > 193);
    }
}
