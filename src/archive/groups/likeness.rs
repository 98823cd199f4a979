//! How much two gists say the same.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Gists less alike are two statements.
const LEAST: f64 = 0.57;
/// What only one of two gists has, beyond what both have for themselves, is detail: it counts so much.
const DETAIL: f64 = 0.2;
/// What two gists have in common must weigh so much.
const LEAST_COMMON: f64 = 1.9;
/// What two gists have in common is little below this, a deed and a name: then there must be hardly anything else.
const LITTLE_COMMON: f64 = 1.95;
const LEAST_OF_LITTLE: f64 = 0.8;
/// Where each has words that the other lacks, they count so often.
const OTHER_WORDS: f64 = 1.8;
/// What counts against two gists besides, where each names somebody, or tells of a deed, that the other does not.
const NAMES_APART: f64 = 1.0;
const DEEDS_APART: f64 = 0.8;

/// The words of a gist, each once, sorted.
pub(super) struct Words<'a>(Vec<Word<'a>>);

/// A word without its mark, and what the mark says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    class: Class,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Number,
    Name,
    Verb,
    Other,
    /// Says little.
    Light,
}

impl<'a> Word<'a> {
    fn of(marked: &'a str) -> Self {
        let class = match marked.as_bytes().first() {
            // A number keeps its mark, so that "#30" is no name.
            Some(b'#') => return Self { text: marked, class: Class::Number },
            Some(b'@') => Class::Name,
            Some(b'!') => Class::Verb,
            Some(b'~') => Class::Light,
            _ => return Self { text: marked, class: Class::Other },
        };
        Self { text: marked.get(1..).unwrap_or_default(), class }
    }

    /// Whether it says what was done.
    pub const fn is_deed(self) -> bool {
        matches!(self.class, Class::Verb)
    }

    pub const fn is_name(self) -> bool {
        matches!(self.class, Class::Name)
    }

    /// How much it counts.
    pub const fn weight(self) -> f64 {
        match self.class {
            Class::Number => 1.2,
            Class::Name => 0.9,
            Class::Verb | Class::Other => 1.0,
            Class::Light => 0.3,
        }
    }
}

impl<'a> Words<'a> {
    /// Those of marked words between single spaces.
    pub fn of(words: impl Iterator<Item = &'a str>) -> Self {
        let mut words: Vec<Word<'_>> = words.map(Word::of).filter(|word| !word.text.is_empty()).collect();
        words.sort_unstable();
        words.dedup_by_key(|word| word.text);
        Self(words)
    }

    pub fn all(&self) -> &[Word<'a>] {
        &self.0
    }

    pub fn weight(&self) -> f64 {
        sum(&self.0)
    }

    /// Whether they name somebody and say nothing.
    pub fn only_name(&self) -> bool {
        self.0.iter().all(|word| matches!(word.class, Class::Name | Class::Light))
    }

    /// Those that `other` lacks.
    fn without(&self, other: &Words<'_>) -> Vec<Word<'a>> {
        let has = |word: &Word<'_>| other.0.binary_search_by(|theirs| theirs.text.cmp(word.text)).is_ok();
        self.0.iter().filter(|word| !has(word)).copied().collect()
    }
}

fn sum(words: &[Word<'_>]) -> f64 {
    words.iter().map(|word| word.weight()).sum()
}

/// How alike two gists are, up to 1; none where they are two statements.
pub(super) fn likeness(one: &Words<'_>, other: &Words<'_>) -> Option<f64> {
    let (mine, theirs) = (one.without(other), other.without(one));
    let both = |class: Class| [&mine, &theirs].iter().all(|words| words.iter().any(|word| word.class == class));
    // Two numbers, each without the other.
    if both(Class::Number) {
        return None;
    }
    if mine.iter().any(|word| theirs.iter().any(|their| are_opposites(word.text, their.text))) {
        return None;
    }
    let (only_mine, only_theirs) = (sum(&mine), sum(&theirs));
    let common = one.weight() - only_mine;
    if common < LEAST_COMMON {
        return None;
    }
    // Each names somebody whom the other does not, or tells another deed.
    let apart =
        f64::from(u8::from(both(Class::Name))) * NAMES_APART + f64::from(u8::from(both(Class::Verb))) * DEEDS_APART;
    let other_words = only_mine.min(only_theirs);
    let detail = only_mine.max(only_theirs) - other_words;
    let alike = common / (common + other_words * OTHER_WORDS + detail * DETAIL + apart);
    let least = if common < LITTLE_COMMON { LEAST_OF_LITTLE } else { LEAST };
    (alike >= least).then_some(alike)
}

/// Whether two words cannot both be true of one thing.
fn are_opposites(one: &str, other: &str) -> bool {
    static SIDES: OnceLock<FxHashMap<&str, Vec<(usize, usize)>>> = OnceLock::new();
    let sides = SIDES.get_or_init(|| {
        let mut sides: FxHashMap<&str, Vec<(usize, usize)>> = FxHashMap::default();
        let list = include_str!("lexicon/opposites.tsv");
        for (row, line) in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).enumerate() {
            for (side, cell) in line.split('\t').enumerate() {
                for word in cell.split(',').map(str::trim) {
                    sides.entry(word).or_default().push((row, side));
                }
            }
        }
        sides
    });
    let bare = |word: &str| sides.get(word).map_or(&[][..], Vec::as_slice);
    let theirs = bare(other);
    bare(one).iter().any(|(row, side)| theirs.iter().any(|(other_row, other)| row == other_row && side != other))
}
