//! What an article is about, as far as two articles may be about one event: its proper names, and the kinds of events.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::super::ending::Endings;
use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::piece::Pieces;
use super::super::signs::Signs;
use super::super::tables::{rows, word_files};
use super::super::{counted, country, exclude};
use crate::model::{Name, NameKind};

word_files! {
    /// Words with a capital that name nothing by themselves.
    stops = "../lexicon/name_stops.txt";
    /// Words that have no capital in a headline of which the others have.
    small_words = "../lexicon/small_words.txt";
}

/// No article has more names.
const MOST: usize = 24;

/// By what adjectives and peoples of invented and other countries differ from their names.
const ENDINGS: &[&str] =
    &["ians", "eans", "ian", "ean", "ans", "ese", "ish", "ia", "ya", "an", "ic", "is", "a", "e", "o", "i", "y"];
/// So many letters are left of a name.
const LEAST_LEFT: usize = 3;

fn endings() -> &'static Endings<()> {
    static FOUND: OnceLock<Endings<()>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut endings = Endings::new();
        ENDINGS.iter().for_each(|ending| endings.insert(ending, ()));
        endings
    })
}

/// A name without what an adjective or a people adds to it: "ostrian", "ostria" → "ostr".
pub(in super::super) fn stem(name: &str) -> &str {
    let mut name = name.trim_matches(['.', '\'', '’']);
    while let Some(owner) = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")) {
        name = owner;
    }
    let least: usize = name.chars().take(LEAST_LEFT).map(char::len_utf8).sum();
    endings().longest(name, least).map_or(name, |(stem, ())| &name[..stem])
}

/// The kinds by the words that tell of them, and how these words begin, as most others begin otherwise.
struct Events {
    kinds: FxHashMap<&'static str, Vec<&'static str>>,
    beginnings: FxHashSet<&'static str>,
}

/// By so many letters all forms of a word begin.
const BEGINNING: usize = 3;

fn events() -> &'static Events {
    static EVENTS: OnceLock<Events> = OnceLock::new();
    EVENTS.get_or_init(|| {
        let mut found = Events { kinds: FxHashMap::default(), beginnings: FxHashSet::default() };
        for row in rows(include_str!("../lexicon/events.tsv")) {
            for word in row.list(1) {
                found.kinds.entry(word).or_default().push(row.cell(0));
                found.beginnings.extend(word.get(..BEGINNING));
            }
        }
        found
    })
}

/// The kinds of events of which `word`, in small letters, tells.
fn of_event(word: &str) -> Option<&'static Vec<&'static str>> {
    let all = events();
    word.get(..BEGINNING).filter(|beginning| all.beginnings.contains(beginning))?;
    all.kinds.get(word).or_else(|| {
        let noun = counted::singular(word);
        all.kinds.get(noun.as_str()).or_else(|| all.kinds.get(lemma::verb(word).as_ref()))
    })
}

/// Whether `word`, in small letters, tells of a kind of event.
pub(in super::super) fn is_of_event(word: &str) -> bool {
    of_event(word).is_some()
}

/// The words of an outlet's name, in small letters.
pub(in super::super) fn outlet(name: Option<&str>) -> Vec<String> {
    name.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect()
}

/// Collects the names of one article.
#[derive(Debug, Default)]
pub(in super::super) struct Collector {
    /// Each name with how often it stands, in order of its first.
    names: Vec<(String, usize)>,
    places: FxHashMap<String, usize>,
    /// Words that open a sentence, which are names if the headline has them with a capital too.
    openers: FxHashSet<String>,
    /// The countries, each where it stands last.
    pub countries: Vec<&'static str>,
    /// The kinds, with how often they are told of.
    events: Vec<(&'static str, usize)>,
}

impl Collector {
    fn add(&mut self, name: &str, weight: usize) {
        if let Some(&at) = self.places.get(name) {
            self.names[at].1 += weight;
        } else {
            self.places.insert(name.to_owned(), self.names.len());
            self.names.push((name.to_owned(), weight));
        }
    }

    /// Takes the names of the sentence that `c` holds.
    /// A name of the article's own `outlet` is passed over, as it is in many and no sign of an event.
    pub fn take(&mut self, c: &Pieces, outlet: &[String]) {
        let mut at = 0;
        while at < c.len() {
            if outlet.len() > 1 && outlet.iter().enumerate().all(|(next, word)| c.is(at + next, word)) {
                at += outlet.len();
                continue;
            }
            if !c.is_word(at) {
                at += 1;
                continue;
            }
            let (low, capital) = (c.low(at), c.capital(at));
            if (capital || low == "the")
                && let Some((country, end)) = country::any(c, at)
            {
                self.add(country, 1);
                self.country(country);
                at = end.max(at + 1);
                continue;
            }
            if capital && !c.title_case && low.len() > 2 && !stops().contains(low) && !exclude::is_month(c, at) {
                let named = matches!(c.tag(at), Tag::Nnp | Tag::Nnps);
                let opens = at == 0 || !c.is_word(at - 1) && !c.is_digits(at - 1) && !c.is(at - 1, ",");
                if named || !opens && c.tag(at) == Tag::Jj {
                    self.add(stem(low), 1);
                } else if opens {
                    self.openers.insert(stem(low).to_owned());
                }
            } else {
                if c.signs(at).has(Signs::EVENT) {
                    self.event(low);
                }
            }
            at += 1;
        }
    }

    /// Takes the countries alone of the sentence that `c` holds.
    pub fn take_countries(&mut self, c: &Pieces) {
        let mut at = 0;
        while at < c.len() {
            match c.capital(at).then(|| country::any(c, at)).flatten() {
                Some((country, end)) => {
                    self.country(country);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }

    fn country(&mut self, country: &'static str) {
        if self.countries.last() != Some(&country) {
            self.countries.retain(|known| *known != country);
            self.countries.push(country);
        }
    }

    fn event(&mut self, low: &str) {
        for kind in of_event(low).into_iter().flatten() {
            match self.events.iter_mut().find(|(known, _)| known == kind) {
                Some((_, count)) => *count += 1,
                None => self.events.push((kind, 1)),
            }
        }
    }

    /// Takes the words of a headline that stands outside the text: names that the text has too, or, where most of its
    /// words are small, those with a capital.
    pub fn take_title(&mut self, title: &str) {
        let words: Vec<&str> = title
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .filter(|word| !word.is_empty())
            .collect();
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let small = words.iter().filter(|word| !capital(word)).count();
        // "Storm Ada tears into Lissa": a headline in capitals has small letters only in words like "into".
        let plain = |word: &str| {
            word.len() > 3 && !capital(word) && word.chars().all(char::is_lowercase) && !small_words().contains(word)
        };
        let sentence_case = small * 2 >= words.len() || words.iter().any(|word| plain(word));
        for (index, word) in words.iter().enumerate() {
            let low = word.to_lowercase();
            let name = stem(&low);
            if capital(word)
                && low.len() > 2
                && !stops().contains(low.as_str())
                && (self.places.contains_key(name) || self.openers.contains(name) || sentence_case && index > 0)
            {
                self.add(name, 4);
            } else {
                self.event(&low);
            }
        }
    }

    /// Notes that `place` is where something happens.
    pub fn place(&mut self, place: &str) {
        match place.strip_suffix(" (country)") {
            Some(country) => self.add(country, 2),
            None => {
                for word in place.split(' ').filter(|word| word.len() > 2 && !stops().contains(word)) {
                    self.add(stem(word), 2);
                }
            }
        }
    }

    /// The names, those that matter most first, and the kinds of events.
    pub fn finish(mut self) -> Vec<Name> {
        self.names.sort_by_key(|name| std::cmp::Reverse(name.1));
        self.names.truncate(MOST);
        let names = self.names.into_iter().map(|(text, _)| Name { text, kind: NameKind::Name });
        names
            .chain(self.events.into_iter().map(|(kind, _)| Name { text: kind.to_owned(), kind: NameKind::Event }))
            .collect()
    }
}
