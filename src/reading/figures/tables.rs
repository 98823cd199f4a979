//! The data files of this room: how they are written, and how words of a sentence are looked up in them.
//!
//! A file holds a row a line and cells between tabs; `#` begins a comment line; a cell may list words between commas.

use rustc_hash::{FxHashMap, FxHashSet};

use super::piece::{Kind, Pieces};

/// Words, for asking whether one is among them.
pub(super) type Words = FxHashSet<&'static str>;

/// Phrases by their words, joined as [`longest`] joins them.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    phrases: FxHashMap<String, T>,
    /// The words that some phrase begins with, and whether there are phrases of several words among them.
    firsts: FxHashMap<String, bool>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { phrases: FxHashMap::default(), firsts: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds `phrase`, as [`key`] writes it, unless it is there.
    pub fn add(&mut self, phrase: String, value: T) {
        let first = phrase.split(' ').next().unwrap_or_default();
        let goes_on = first.len() < phrase.len();
        match self.firsts.get_mut(first) {
            Some(known) => *known |= goes_on,
            None => {
                self.firsts.insert(first.to_owned(), goes_on);
            }
        }
        self.phrases.entry(phrase).or_insert(value);
    }

    /// Whether a phrase may begin with `word`, which may end with full stops.
    pub fn may_start_with(&self, word: &str) -> bool {
        self.firsts.contains_key(word.trim_end_matches('.'))
    }

    /// What `phrase` leads to.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        self.phrases.get(phrase)
    }
}

/// The rows of `file`, cell by cell.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Row> {
    file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(Row)
}

/// One row of a data file.
#[derive(Clone, Copy)]
pub(super) struct Row(&'static str);

impl Row {
    /// Cell `index`, without the white space around it; empty where the row is shorter.
    pub fn cell(&self, index: usize) -> &'static str {
        self.0.split('\t').nth(index).unwrap_or("").trim()
    }

    /// The words that cell `index` lists.
    pub fn list(&self, index: usize) -> impl Iterator<Item = &'static str> + use<> {
        self.cell(index).split(',').map(str::trim).filter(|word| !word.is_empty())
    }

    /// Cell `index` as a number.
    pub fn number(&self, index: usize) -> f64 {
        self.cell(index).parse().unwrap_or(0.0)
    }
}

/// The words of `file`, one a row.
pub(super) fn words(file: &'static str) -> Words {
    rows(file).map(|row| row.cell(0)).collect()
}

/// Words to the first cell of the row that lists them in cell `index`.
pub(super) fn by_word(file: &'static str, index: usize) -> FxHashMap<&'static str, &'static str> {
    rows(file).flat_map(|row| row.list(index).map(move |word| (word, row.cell(0)))).collect()
}

/// A phrase as it is looked up: words between single spaces, hyphens as spaces, no full stop at a word's end.
pub(super) fn key(phrase: &str) -> String {
    let mut key = String::with_capacity(phrase.len());
    for word in phrase.split([' ', '-']).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word.trim_end_matches('.'));
    }
    key
}

/// The longest phrase of `phrases` that stands at piece `at`, of at most `most` words, and the piece after it.
pub(super) fn longest<T: Copy>(c: &Pieces, at: usize, most: usize, phrases: &Phrases<T>) -> Option<(T, usize)> {
    if c.kind(at) != Some(Kind::Word) {
        return None;
    }
    // Most words begin no phrase, and most that do are one by themselves.
    let first = c.low(at).trim_end_matches('.');
    let goes_on = *phrases.firsts.get(first)?;
    let mut found = phrases.get(first).map(|&value| (value, at + 1));
    if !goes_on {
        return found;
    }
    let mut joined = first.to_owned();
    let mut end = at;
    for _ in 1..most {
        end += 1;
        if c.hyphen(end) || (c.is(end, ".") && c.glued(end) && c.is_word(end + 1) && !c.capital(end + 1)) {
            end += 1;
        }
        if c.kind(end) != Some(Kind::Word) {
            break;
        }
        joined.push(' ');
        joined.push_str(c.low(end).trim_end_matches('.'));
        if let Some(&value) = phrases.get(&joined) {
            found = Some((value, end + 1));
        }
    }
    found
}

/// Defines functions that give for a word of a data file's second cells the first cell of its row, read once.
macro_rules! word_maps {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* fn $name() -> &'static rustc_hash::FxHashMap<&'static str, &'static str> {
            static MAP: std::sync::OnceLock<rustc_hash::FxHashMap<&'static str, &'static str>> = std::sync::OnceLock::new();
            MAP.get_or_init(|| $crate::reading::figures::tables::by_word(include_str!($file), 1))
        })*
    };
}
pub(super) use word_maps;

/// Defines functions that give a data file's words, read once.
macro_rules! word_files {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(super) fn $name() -> &'static $crate::reading::figures::tables::Words {
            static WORDS: std::sync::OnceLock<$crate::reading::figures::tables::Words> = std::sync::OnceLock::new();
            WORDS.get_or_init(|| $crate::reading::figures::tables::words(include_str!($file)))
        })*
    };
}
pub(super) use word_files;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_skip_comments_and_lack_no_cell() {
        let found: Vec<_> = rows("# note\na\tb, c\n\n d \n").collect();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].list(1).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(found[1].cell(0), "d");
        assert_eq!(found[1].cell(7), "");
        assert_eq!(key("sq. ft-lb"), "sq ft lb");
    }
}
