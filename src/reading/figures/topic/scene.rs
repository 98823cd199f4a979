//! Where the things that an article counts happen, though the sentence with the number need not say it: the place that was
//! named last, the dateline, the headline, or else the first that is named later.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::piece::{Kind, Pieces};
use super::super::signs::Signs;
use super::super::tables::word_files;
use super::super::{country, exclude, setting};
use super::names::{stem, stops};

word_files! {
    /// Words in names that are of no place.
    institutions = "../lexicon/institutions.txt";
    /// What a town has.
    town_parts = "../lexicon/town_parts.txt";
    /// Verbs that lead to a place.
    goes = "../lexicon/goes.txt";
}

/// Whether `word` makes a name that of an institution.
pub(in super::super) fn is_institution(word: &str) -> bool {
    institutions().contains(word)
}

/// So far before a place "against" says that it is what somebody is against, in pieces.
const AGAINST: usize = 4;
/// No dateline is longer, in pieces.
const DATELINE: usize = 12;

/// The places that one article names, in order.
#[derive(Debug, Default)]
pub(in super::super) struct Places<'a> {
    /// Where a place is named as one ("in Riverton"), and its normal form.
    named: Vec<(usize, String)>,
    /// Where among these is a river or a lake, on which many towns lie.
    waters: Vec<usize>,
    /// The stem of every other word with a capital, with where it stands: a place, if it is one elsewhere.
    capitals: Vec<(usize, &'a str)>,
    /// How the names of firms and other bodies begin.
    firms: FxHashSet<&'a str>,
    /// Whether the first of them is a dateline apart from the prose: where the reporter is, if nothing else tells.
    apart: bool,
    /// What country or land the dateline says its town is in, where no list knows it.
    of_dateline: Option<String>,
    /// Whether the first of them is a dateline in the prose.
    dateline: bool,
    /// Where sentences are.
    sentences: Vec<Range<usize>>,
    /// Where paragraphs begin.
    paragraphs: Vec<usize>,
}

/// A figure as far as its place matters.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Placed<'a> {
    /// Where it begins.
    pub byte: usize,
    /// The place that its own words give.
    pub own: Option<&'a str>,
    /// Whether what it counts happened at a place.
    pub happens: bool,
}

/// A place's normal form without the words that say which part of it.
fn plain(place: &str) -> String {
    let part = |word: &&str| {
        !matches!(
            *word,
            "northern"
                | "southern"
                | "eastern"
                | "western"
                | "central"
                | "north"
                | "south"
                | "east"
                | "west"
                | "occupied"
        )
    };
    let found = place.split(' ').filter(part).collect::<Vec<_>>().join(" ");
    // "northern Iraq" is in Iraq.
    if found.len() < place.len() && country::called(&found).is_some() { format!("{found} (country)") } else { found }
}

impl<'a> Places<'a> {
    /// Takes the places of the sentence that `c` holds, which is the `first` of its article or not, and notes them.
    pub fn take(&mut self, c: &Pieces<'a>, first: bool, mut note: impl FnMut(&str)) {
        let sentence = c.bytes(0..c.len());
        let before = self.sentences.last().map_or(0, |last| last.end);
        if c.analysis.text.get(before..sentence.start).is_some_and(|between| between.contains('\n')) {
            self.paragraphs.push(sentence.start);
        }
        self.sentences.push(sentence);
        let mut at = 0;
        if first && let Some((end, place)) = dateline(c) {
            note(&place);
            self.named.push((c.bytes(0..1).start, place));
            self.of_dateline =
                (0..end).find(|&at| c.is(at, ",") && c.capital(at + 1)).map(|at| c.low(at + 1).to_owned());
            self.dateline = true;
            at = end;
        }
        while at < c.len() {
            let called_so = c.capital(at + 1) || c.is(at + 1, ",") && c.capital(at + 2);
            if !c.is_word(at) || !c.capital(at) && !c.signs(at).has(Signs::LEADS) && !c.is(at + 1, "of") && !called_so {
                at += 1;
                continue;
            }
            let byte = c.bytes(at..at + 1).start;
            if let Some((place, end)) = setting::place(c, at).or_else(|| called(c, at)) {
                let institution = place.split(' ').any(|word| institutions().contains(word));
                // "marched against the war in Lenz"
                // but "vaccinated against measles in Lenz"
                let protects =
                    |word: &str| word.starts_with("vaccin") || word.starts_with("immuni") || word.starts_with("inocul");
                let elsewhere = (at.saturating_sub(AGAINST)..at)
                    .any(|before| c.is(before, "against") && !(1..4).any(|back| protects(c.low_before(before, back))));
                if !institution && !elsewhere {
                    note(&place);
                    if is_water(c.low(at)) || c.is(at, "mount") {
                        self.waters.push(byte);
                    }
                    self.named.push((byte, plain(&place)));
                }
                at = end.max(at + 1);
                continue;
            }
            // "the Gorran Liberation Army"
            let fighters = (at + 1..at + 4)
                .take_while(|&at| c.capital(at))
                .any(|at| matches!(c.low(at), "army" | "front" | "movement" | "brigade" | "militia" | "league"));
            if c.capital(at) && !c.title_case && !fighters {
                self.capitals.push((byte, stem(c.low(at))));
                // "Halden Motors": no place, in a headline either.
                if c.capital(at + 1) && institutions().contains(c.low(at + 1)) {
                    self.firms.insert(stem(c.low(at)));
                }
            }
            at += 1;
        }
    }

    /// Takes the town of a dateline that stands apart from the prose, in `c`, and notes it.
    pub fn take_dateline(&mut self, c: &Pieces<'a>, mut note: impl FnMut(&str)) {
        let (end, town) = shouted(c);
        let closed = c.len() == end || matches!(c.text(end), "," | "(" | "-" | "—" | "–" | "--");
        if self.sentences.is_empty() && !town.is_empty() && closed && !exclude::is_month(c, 0) {
            note(&town);
            // "TOLM, Ostria, May 3": the town's country is one of the article's names.
            if c.is(end, ",")
                && let Some((country, _)) = country::any(c, end + 1)
            {
                note(&format!("{country} (country)"));
            }
            if c.is(end, ",") && c.capital(end + 1) {
                self.of_dateline = Some(c.low(end + 1).to_owned());
            }
            self.named.push((c.bytes(0..1).start, town));
            self.apart = true;
        }
    }

    /// Where each of `figures` is, by its sentence, the article and what the headline says.
    pub fn scenes(mut self, title: Option<&str>, figures: &[Placed<'_>]) -> Vec<Option<String>> {
        let mut known: FxHashMap<String, String> = FxHashMap::default();
        for (_, place) in &self.named {
            let bare = place.trim_end_matches(" (country)");
            if !bare.contains(' ') {
                known.entry(stem(bare).to_owned()).or_insert_with(|| place.clone());
            }
        }
        for name in title.into_iter().flat_map(in_title) {
            let name = name.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
            let stem = stem(&name);
            let is_firm = self.firms.contains(stem);
            if !is_firm && !stops().contains(name.as_str()) && self.capitals.iter().any(|(_, word)| *word == stem) {
                // As places in the text are written: "Chile" is a country.
                let place = country::called(&name)
                    .filter(|_| !is_first_of_two(title, &name))
                    .map(|country| format!("{country} (country)"));
                known.entry(stem.to_owned()).or_insert_with(|| place.unwrap_or_else(|| name.clone()));
            }
        }
        let headline = title.and_then(|title| {
            title.split_whitespace().find_map(|word| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                word.starts_with(char::is_uppercase).then(|| known.get(stem(&word.to_lowercase()))).flatten()
            })
        });
        let headline = headline.cloned();
        // Where the article is set: by its dateline, its first paragraph or its headline.
        let end =
            self.paragraphs.iter().copied().find(|&start| self.sentences.first().is_none_or(|it| start > it.start));
        let again: Vec<_> =
            self.capitals.iter().filter_map(|&(byte, word)| Some((byte, known.get(word)?.to_owned()))).collect();
        let main = |from: usize| {
            let mut opening = self.named.iter().skip(from).take_while(|(at, _)| end.is_none_or(|end| *at < end));
            let first =
                opening.clone().find(|(at, _)| self.waters.binary_search(at).is_err()).or_else(|| opening.next());
            // "KASSEM, June 3 - The capture of Tolan": the lead names the town, the dateline says where it is written.
            let lead = self.sentences.first().map_or(0, |sentence| sentence.end);
            // but "ROME, April 8 - marched through Rome against the war in Lenz".
            let again_there = || {
                let mut capitals =
                    self.capitals.iter().filter(|(at, _)| *at < lead && Some(*at) != self.named.first().map(|it| it.0));
                let mut named = self.named.iter().skip(1).filter(|(at, _)| *at < lead);
                let first = self.named.first();
                let bare = first.map_or("", |(_, place)| place.as_str());
                let country = country::capital(bare).map(|country| format!("{country} (country)"));
                capitals.any(|(_, word)| *word == stem(bare))
                    || named.any(|(_, place)| place == bare || Some(place) == country.as_ref())
            };
            let written = (self.dateline || self.apart) && from == 0 && !again_there();
            let town = written.then(|| {
                let is_town = |(at, place): &&(usize, String)| {
                    *at < lead
                        && self.waters.binary_search(at).is_err()
                        && !place.ends_with(" (country)")
                        && self.of_dateline.as_deref() != Some(place.as_str())
                };
                self.named.iter().skip(1).find(is_town).or_else(|| again.iter().find(is_town))
            });
            town.flatten().or(first).map(|(_, place)| place.clone()).or_else(|| headline.clone())
        };
        let (main_of_happening, main_of_others) = (main(0), main(usize::from(self.apart)));
        self.named.extend(again);
        self.named.sort_by_key(|(byte, _)| *byte);
        // Where a number has a place of its own, others are hardly there.
        let owned: FxHashSet<String> = figures.iter().filter_map(|figure| figure.own.map(plain)).collect();
        figures
            .iter()
            .map(|Placed { byte, own, happens }| {
                // A firm's profit is not made where the reporter sits.
                let (main, from) =
                    if *happens { (&main_of_happening, 0) } else { (&main_of_others, usize::from(self.apart)) };
                if let Some(own) = own {
                    return Some(plain(own));
                }
                let sentence = self.sentences.partition_point(|sentence| sentence.start <= *byte);
                let end = sentence.checked_sub(1).map_or(*byte, |at| self.sentences[at].end);
                let start = sentence.checked_sub(1).map_or(*byte, |at| self.sentences[at].start);
                let after = self.named.partition_point(|(at, _)| at < byte);
                let last = after.checked_sub(1).filter(|&at| at >= from).map(|at| &self.named[at]);
                let next = self.named.get(after);
                let in_sentence = last.filter(|(at, _)| *at >= start).or_else(|| next.filter(|(at, _)| *at < end));
                // What another paragraph named is passed over for where all of it is set.
                let paragraph = self.paragraphs.partition_point(|at| at <= byte);
                let paragraph = paragraph.checked_sub(1).map_or(0, |at| self.paragraphs[at]);
                let away = |(at, _): &&(usize, String)| *at >= paragraph || main.is_none();
                in_sentence
                    .or(last.filter(away))
                    .map(|(_, place)| place.clone())
                    .or_else(|| main.clone())
                    .or_else(|| headline.clone())
                    .or_else(|| next.filter(|(_, place)| !owned.contains(place)).map(|(_, place)| place.clone()))
            })
            .collect()
    }
}

/// The names in a headline that stand behind a word that leads to a place: "Floods cover farmland along the Orla".
fn in_title(title: &str) -> impl Iterator<Item = &str> {
    let mut leads = false;
    title.split_whitespace().filter_map(move |word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let before = leads;
        let low = word.to_lowercase();
        leads =
            matches!(low.as_str(), "in" | "at" | "near" | "along" | "off" | "above" | "outside" | "around" | "across")
                || leads && low == "the";
        (before && word.starts_with(char::is_uppercase) && !leads).then_some(word)
    })
}

/// Whether another word with a capital follows the name in the headline: "spill in Niger Delta".
fn is_first_of_two(title: Option<&str>, name: &str) -> bool {
    let mut words = title.unwrap_or_default().split_whitespace();
    words.any(|word| word.to_lowercase() == name)
        && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// The words in capitals at the beginning, and the piece behind them.
fn shouted(c: &Pieces) -> (usize, String) {
    let is_shouted =
        |at: &usize| c.is_word(*at) && c.text(*at).chars().count() > 2 && !c.text(*at).contains(char::is_lowercase);
    let end = (0..DATELINE).take_while(is_shouted).count();
    let town: Vec<&str> = (0..end).map(|at| c.low(at)).filter(|word| !setting::areas().contains(word)).collect();
    (end, town.join(" "))
}

/// "RIVERTON, Ostria (Wire) -": the piece behind it and the town.
fn dateline(c: &Pieces) -> Option<(usize, String)> {
    let (end, town) = shouted(c);
    let close = (end..DATELINE)
        .find(|&at| c.kind(at) == Some(Kind::Mark) && !c.hyphen(at) && matches!(c.text(at), "-" | "—" | "–" | "--"))?;
    (end > 0).then_some((close + 1, town))
}

/// Whether a place may follow `word`, which is in small letters: most words are passed over by this alone.
pub(in super::super) fn leads(word: &str) -> bool {
    setting::locates(word) || goes_through(word) || is_water_or_rock(word) || word == "to"
}

/// What many places lie on.
fn is_water(word: &str) -> bool {
    matches!(word, "river" | "lake")
}

/// Words that begin the name of a place in the middle of a sentence.
fn is_water_or_rock(word: &str) -> bool {
    matches!(word, "river" | "lake" | "mount" | "cape")
}

/// Words that lead through or to a place.
fn goes_through(word: &str) -> bool {
    matches!(word, "along" | "off" | "through" | "into" | "outside" | "towards" | "toward" | "on" | "above" | "around")
}

/// "Kent County", "the town of Vardek", "through Tolm": places without a word that tells where.
fn called(c: &Pieces, at: usize) -> Option<(String, usize)> {
    let named = |at: usize| c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps) && !stops().contains(c.low(at));
    if c.is(at + 1, "of") && named(at + 2) && setting::areas().contains(c.low(at)) {
        return setting::name(c, at + 2);
    }
    if is_water_or_rock(c.low(at)) && named(at + 1) {
        return setting::name(c, at + 1);
    }
    // "the capital Brenn", "the capital, Brenn,"
    if setting::is_town_called(c, at) {
        return setting::name(c, at + 1);
    }
    if c.is(at + 1, ",") && c.is(at + 3, ",") && c.is(at, "capital") && named(at + 2) {
        return setting::name(c, at + 2);
    }
    // "along the Orla"
    if matches!(c.low(at), "along" | "off") && c.is(at + 1, "the") && named(at + 2) {
        return setting::name(c, at + 1);
    }
    if goes_through(c.low(at)) && named(at + 1) {
        return setting::name(c, at + 1);
    }
    if c.is(at, "to") && named(at + 1) && at > 0 && goes().contains(lemma::verb(c.low(at - 1)).as_ref()) {
        return setting::name(c, at + 1);
    }
    // "Vardek's streets"
    if named(at)
        && matches!(c.low(at + 1), "'s" | "’s")
        && (at + 2..at + 5).take_while(|&part| !c.capital(part)).any(|part| town_parts().contains(c.low(part)))
    {
        return Some((c.low(at).to_owned(), at + 1));
    }
    // but "the Free Valley Movement"
    let body = c.capital(at + 1) && c.capital(at + 2);
    (named(at) && setting::areas().contains(c.low(at + 1)) && !c.capital(at.wrapping_sub(1)) && !body)
        .then(|| (c.low(at).to_owned(), at + 2))
}
