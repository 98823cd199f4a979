//! How much two gists say the same.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Gists less alike are two statements.
const LEAST: f64 = 0.57;
/// What only one of two gists has, beyond what both have for themselves, is detail: it counts so much.
const DETAIL: f64 = 0.2;
/// What two gists have in common must weigh so much.
const LEAST_COMMON: f64 = 1.9;
/// What two gists have in common, names aside, is little below this, as are a deed and whose it is: then there must be hardly
/// anything else.
const LITTLE_COMMON: f64 = 1.95;
const LEAST_OF_LITTLE: f64 = 0.8;
/// So much of a denial, names aside, must be what it denies; and where that is little, they must be so alike.
const LEAST_DENIED: f64 = 0.6;
const LEAST_OF_LITTLE_DENIED: f64 = 0.85;
/// Where each has words that the other lacks, they count so often.
const OTHER_WORDS: f64 = 1.8;
/// What counts against two gists besides, where each names somebody, or tells of a deed, that the other does not.
const NAMES_APART: f64 = 1.0;
const DEEDS_APART: f64 = 0.8;

/// The words of a gist.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// With their marks, between single spaces, as they are stored.
    marked: String,
    /// Where each stands, without its mark: each once, sorted by what it says.
    places: Vec<(Range<usize>, Class)>,
}

/// A word without its mark, and what the mark says of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    class: Class,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Number,
    Name,
    /// A name of whoever says it of themselves.
    Own,
    Verb,
    Other,
    /// Says little.
    Light,
}

impl<'a> Word<'a> {
    /// Whether it says what was done.
    pub const fn is_deed(self) -> bool {
        matches!(self.class, Class::Verb)
    }

    pub const fn is_name(self) -> bool {
        matches!(self.class, Class::Name | Class::Own)
    }

    pub const fn is_own(self) -> bool {
        matches!(self.class, Class::Own)
    }

    /// How much it counts.
    pub const fn weight(self) -> f64 {
        self.class.weight()
    }
}

impl Class {
    const fn weight(self) -> f64 {
        match self {
            Self::Number => 1.2,
            Self::Name | Self::Own => 0.9,
            Self::Verb | Self::Other => 1.0,
            Self::Light => 0.3,
        }
    }

    /// That of a marked word, and how long its mark is. A number keeps its mark, so that "#30" is no name.
    fn of(marked: &str) -> (Self, usize) {
        match marked.as_bytes().first() {
            Some(b'#') => (Self::Number, 0),
            Some(b'@') => (Self::Name, 1),
            Some(b'=') => (Self::Own, 1),
            Some(b'!') => (Self::Verb, 1),
            Some(b'~') => (Self::Light, 1),
            _ => (Self::Other, 0),
        }
    }
}

impl Words {
    /// Those of marked words between single spaces.
    pub fn of(marked: String) -> Self {
        let mut places = Vec::new();
        let mut start = 0;
        for word in marked.split(' ') {
            let (class, mark) = Class::of(word);
            if word.len() > mark {
                places.push((start + mark..start + word.len(), class));
            }
            start += word.len() + 1;
        }
        let text = |place: &Range<usize>| marked.get(place.clone()).unwrap_or_default();
        places.sort_unstable_by(|(one, class), (other, of_other)| text(one).cmp(text(other)).then(class.cmp(of_other)));
        places.dedup_by(|(one, _), (other, _)| text(one) == text(other));
        Self { marked, places }
    }

    pub fn marked(&self) -> &str {
        &self.marked
    }

    pub fn all(&self) -> impl Iterator<Item = Word<'_>> {
        self.places
            .iter()
            .map(|(place, class)| Word { text: self.marked.get(place.clone()).unwrap_or_default(), class: *class })
    }

    pub fn weight(&self) -> f64 {
        self.all().map(Word::weight).sum()
    }

    /// What the names among them weigh.
    fn names(&self) -> f64 {
        self.all().filter(|word| word.is_name()).map(Word::weight).sum()
    }

    /// Whether they name somebody and say nothing.
    pub fn only_name(&self) -> bool {
        self.places.iter().all(|(_, class)| matches!(class, Class::Name | Class::Own | Class::Light))
    }

    /// Goes through the words that only these have (true) or only `other` has (false), in their order.
    fn apart<'a>(&'a self, other: &'a Self, mut take: impl FnMut(bool, Word<'a>)) {
        let (mut left, mut right) = (self.all().peekable(), other.all().peekable());
        loop {
            match (left.peek(), right.peek()) {
                (None, None) => return,
                (Some(_), None) => left.by_ref().for_each(|word| take(true, word)),
                (None, Some(_)) => right.by_ref().for_each(|word| take(false, word)),
                (Some(my), Some(their)) => match my.text.cmp(their.text) {
                    Ordering::Less => left.next().into_iter().for_each(|word| take(true, word)),
                    Ordering::Greater => right.next().into_iter().for_each(|word| take(false, word)),
                    Ordering::Equal => {
                        left.next();
                        right.next();
                    }
                },
            }
        }
    }
}

/// What only one of two gists has.
#[derive(Debug, Default)]
struct Alone {
    weight: f64,
    numbers: bool,
    names: bool,
    names_weight: f64,
    /// What names of whoever says it weigh.
    own_weight: f64,
    deeds: bool,
    /// What of it does not count.
    pardoned: f64,
}

impl Alone {
    fn add(&mut self, word: Word<'_>) {
        self.weight += word.weight();
        self.numbers |= matches!(word.class, Class::Number);
        if word.is_name() {
            self.names = true;
            self.names_weight += word.weight();
            self.own_weight += if word.is_own() { word.weight() } else { 0.0 };
        }
        self.deeds |= word.is_deed();
    }

    /// Without the names of whoever says it.
    fn pardon_own(self) -> Self {
        let own = self.own_weight;
        let (weight, names_weight) = (self.weight - own, self.names_weight - own);
        Self { weight, names: names_weight > Class::Light.weight(), names_weight, pardoned: own, ..self }
    }
}

/// How alike two gists are, up to 1; none where they are two statements.
pub(super) fn likeness(one: &Words, other: &Words) -> Option<f64> {
    let (mine, theirs) = alone(one, other);
    alike(one, mine, other, theirs)
}

/// What only `one` has, and what only `other` has.
fn alone(one: &Words, other: &Words) -> (Alone, Alone) {
    let (mut mine, mut theirs) = (Alone::default(), Alone::default());
    one.apart(other, |is_mine, word| if is_mine { mine.add(word) } else { theirs.add(word) });
    (mine, theirs)
}

/// How alike two gists are of which `mine` and `theirs` are what only one of them has.
fn alike(one: &Words, mine: Alone, other: &Words, theirs: Alone) -> Option<f64> {
    let common = one.weight() - mine.weight - mine.pardoned;
    let common_names = one.names() - mine.names_weight - mine.pardoned;
    if common < LEAST_COMMON {
        return None;
    }
    // Each names somebody whom the other does not, or tells another deed.
    let apart = f64::from(u8::from(mine.names && theirs.names)) * NAMES_APART
        + f64::from(u8::from(mine.deeds && theirs.deeds)) * DEEDS_APART;
    let other_words = mine.weight.min(theirs.weight);
    let detail = mine.weight.max(theirs.weight) - other_words;
    let alike = common / (common + other_words * OTHER_WORDS + detail * DETAIL + apart);
    let least = if common - common_names < LITTLE_COMMON { LEAST_OF_LITTLE } else { LEAST };
    // Two numbers, each without the other.
    if alike < least || mine.numbers && theirs.numbers {
        return None;
    }
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    one.apart(other, |is_mine, word| if is_mine { mine.push(word) } else { theirs.push(word) });
    let opposed = mine.iter().any(|word| theirs.iter().any(|their| are_opposites(word.text, their.text)));
    (!opposed).then_some(alike)
}

/// How alike `denial`, which denies, and `other`, which asserts, are, up to 1; none where the one does not deny the other. A denial may
/// say less than what it denies, but hardly more. Where it says nothing else, and both name somebody, it is no matter who denies it of
/// themselves ("Lee, a chief, said he had not been paid by the mine"), unless both speak of themselves.
pub(super) fn denial(denial: &Words, other: &Words) -> Option<f64> {
    let (mine, theirs) = alone(denial, other);
    let all = denial.weight() - denial.names();
    let own = mine.weight - mine.names_weight;
    let common = all - own;
    let says_less = own < Class::Light.weight() * 2.0 && common >= LITTLE_COMMON;
    let names_both = denial.names() > mine.names_weight && other.all().all(|word| !word.is_own());
    let mine = if says_less && names_both { mine.pardon_own() } else { mine };
    let alike = alike(denial, mine, other, theirs)?;
    let is_little = common < LITTLE_COMMON && alike < LEAST_OF_LITTLE_DENIED;
    (common >= all * LEAST_DENIED && !is_little).then_some(alike)
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
