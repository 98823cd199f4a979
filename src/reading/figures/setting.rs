//! Where and when a figure holds: "in Kursk", "by January", behind it, at the head of the sentence, or with what it measures.

use std::ops::Range;

use chrono::NaiveDate;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::piece::{Kind, Pieces};
use super::tables::word_files;
use super::unit::Kind as UnitKind;
use super::{country, exclude, when};

word_files! {
    /// Where a clause ends that says where or when.
    ends = "lexicon/setting_ends.txt";
    /// Words for a stretch of land or a town that add nothing to its name.
    areas = "lexicon/areas.txt";
    /// Those who are at a firm or a school, which is no place.
    scholars = "lexicon/scholars.txt";
    /// What somebody has in a firm, which is no place.
    stakes = "lexicon/stakes.txt";
    /// Words before a place's name that say nothing of where it is.
    place_adjectives = "lexicon/place_adjectives.txt";
    /// Words for a town right before its name.
    towns = "lexicon/towns.txt";
}

/// How far behind a figure its place and time may stand, in pieces.
const REACH: usize = 16;
/// No place has a longer name.
const MOST_WORDS: usize = 6;

/// Where and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Setting {
    /// The words for the place, with the preposition.
    place_words: Option<Range<usize>>,
    /// Its normal form.
    pub place: Option<String>,
    /// The words for the time, with the preposition.
    time_words: Option<Range<usize>>,
    /// Its date.
    pub as_of: Option<String>,
}

impl Setting {
    /// The words, place first, in lower case: "in kursk, by january".
    pub fn qualifier(&self, c: &Pieces) -> Option<String> {
        let mut found = String::new();
        for words in [&self.place_words, &self.time_words].into_iter().flatten() {
            if !found.is_empty() {
                found.push_str(", ");
            }
            let text = c.analysis.text[c.bytes(words.clone())].to_lowercase();
            for (index, word) in text.split_whitespace().enumerate() {
                if index > 0 {
                    found.push(' ');
                }
                found.push_str(word);
            }
        }
        let length = found.trim_end_matches('.').len();
        found.truncate(length);
        (!found.is_empty()).then_some(found)
    }

    /// Takes from the pieces `range` what is not known yet.
    fn scan(&mut self, c: &Pieces, range: Range<usize>, published: Option<NaiveDate>) {
        let mut at = range.start;
        while at < range.end.min(range.start + REACH) {
            let closed = c.kind(at) == Some(Kind::Mark)
                && matches!(c.text(at), "," | ";" | ":" | "—" | "–" | "(" | ")" | "?" | "!");
            if closed || is_end(c, at) {
                return;
            }
            at = self.take(c, at, range.end, published).unwrap_or(at + 1);
        }
    }

    /// Takes what is not known yet from the clause before a number, which begins within `range` and ends with it.
    fn scan_before(&mut self, c: &Pieces, range: Range<usize>, published: Option<NaiveDate>) {
        let from = range.start.max(range.end.saturating_sub(REACH));
        let bounded = |at: usize| {
            is_end(c, at) || c.kind(at) == Some(Kind::Mark) && matches!(c.text(at), "," | ";" | ":" | "—" | "–")
        };
        let start = (from..range.end).rev().find(|&at| bounded(at)).map_or(range.start, |at| at + 1);
        // "said on Monday it cut 1,200 jobs": the time of the saying.
        let start = when::read(c, start, published).map_or(start, |found| found.words.end);
        self.scan(c, start.max(from)..range.end, published);
    }

    /// Takes a place or a time that begins at `at` and ends by `limit`, and gives the piece after it.
    fn take(&mut self, c: &Pieces, at: usize, limit: usize, published: Option<NaiveDate>) -> Option<usize> {
        if !c.is_word(at) && !c.is_digits(at) {
            return None;
        }
        if self.time_words.is_none()
            && let Some(found) = when::read(c, at, published).filter(|found| found.words.end <= limit)
        {
            let end = found.words.end;
            (self.time_words, self.as_of) = (Some(found.words), found.date);
            return Some(end);
        }
        // "at Halden Motors in Germany": a firm is no place.
        let is_body = |place: &str| place.split(' ').any(super::topic::scene::is_institution);
        if self.place_words.is_none()
            && let Some((place, end)) = place(c, at).filter(|(place, end)| *end <= limit && !is_body(place))
        {
            (self.place_words, self.place) = (Some(at..end), Some(place));
            return Some(end);
        }
        None
    }

    /// Takes the time of "the last march, in 2024, drew 3,000" from the pieces `range`.
    fn take_between_commas(&mut self, c: &Pieces, range: Range<usize>, published: Option<NaiveDate>) {
        let found = (range.start.max(range.end.saturating_sub(REACH))..range.end)
            .filter(|&at| c.is(at, ","))
            .find_map(|at| when::read(c, at + 1, published).filter(|found| c.is(found.words.end, ",")));
        if let Some(found) = found {
            (self.time_words, self.as_of) = (Some(found.words), found.date);
        }
    }

    /// Takes the time of "the campaign of 1988, in the same valley, cost 7,000 lives" from the pieces `range`.
    fn take_of_year(&mut self, c: &Pieces, range: Range<usize>, published: Option<NaiveDate>) {
        let years = range.start.max(range.end.saturating_sub(REACH))..range.end;
        let year =
            |at: usize| when::of(c, at + 1, published).filter(|found| found.words.len() == 1 && c.is_digits(at + 1));
        let found = years.into_iter().filter(|&at| c.is(at, "of") && c.is_digits(at + 1)).find_map(year);
        if let Some(found) = found {
            (self.time_words, self.as_of) = (Some(found.words), found.date);
        }
    }

    /// Takes the time of "the worst since 2013, when 30 died" from the pieces `range`.
    fn take_before_when(&mut self, c: &Pieces, range: Range<usize>, published: Option<NaiveDate>) {
        let from = range.start.max(range.end.saturating_sub(REACH));
        let Some(when) = (from..range.end).rev().find(|&at| c.is(at, "when")) else { return };
        let end = if when > 0 && c.is(when - 1, ",") { when - 1 } else { when };
        let found = (from.max(end.saturating_sub(MOST_WORDS))..end).find_map(|at| {
            let at = if matches!(c.low(at), "since" | "from") { at + 1 } else { at };
            when::of(c, at, published).filter(|found| found.words.end == end)
        });
        if let Some(found) = found {
            (self.time_words, self.as_of) = (Some(found.words), found.date);
        }
    }

    fn fill(&mut self, other: &Self) {
        if self.place.is_none() {
            (self.place, self.place_words) = (other.place.clone(), other.place_words.clone());
        }
        if self.time_words.is_none() {
            (self.as_of, self.time_words) = (other.as_of.clone(), other.time_words.clone());
        }
    }
}

/// Says of each of a sentence's figures where and when it holds.
pub(super) fn settle(c: &Pieces, drafts: &mut [Draft], published: Option<NaiveDate>) {
    if drafts.is_empty() {
        return;
    }
    let opening = opening(c, published);
    for index in (0..drafts.len()).rev() {
        let limit = drafts.get(index + 1).map_or(c.len(), |next| {
            // "up from 31 three days earlier": a stretch of time that says when.
            let back = next.kind() == UnitKind::Time && when::is_back(c, next.end);
            if back { next.end + 1 } else { next.words_start }
        });
        let mut setting = Setting::default();
        setting.scan(c, drafts[index].end..limit, published);
        let floor = index.checked_sub(1).map_or(0, |before| drafts[before].end);
        // "the price of bread in Riverton rose to $3"
        if let Some(words) = drafts[index].counted.clone().filter(|words| words.end <= drafts[index].words_start) {
            let mut named = Setting::default();
            named.scan(c, words.end..drafts[index].words_start, published);
            // What a figure before this one counts is counted there too, though hardly then.
            if words.end < floor {
                (named.time_words, named.as_of) = (None, None);
            }
            setting.fill(&named);
        }
        // "The blast in Riverton killed 12 people"
        setting.scan_before(c, floor..drafts[index].words_start, published);
        if setting.time_words.is_none() {
            setting.take_between_commas(c, floor..drafts[index].words_start, published);
        }
        if setting.time_words.is_none() {
            setting.take_of_year(c, floor..drafts[index].words_start, published);
        }
        if setting.time_words.is_none() {
            setting.take_before_when(c, floor..drafts[index].words_start, published);
        }
        // "killed 12 people and wounded 30 in Riverton"
        if let Some(next) = drafts.get(index + 1) {
            let between = drafts[index].end..next.words_start;
            let joined = between.len() <= 4 && between.clone().any(|at| c.is(at, "and"));
            if joined && !between.clone().any(|at| matches!(c.text(at), "," | ";")) {
                setting.fill(&next.setting.clone());
            }
        }
        if let Some((first, reach)) = &opening
            && drafts[index].start <= *reach
        {
            setting.fill(first);
        }
        drafts[index].setting = setting;
    }
}

/// "In October, in Kursk," at the head of the sentence, and the piece up to which it holds.
fn opening(c: &Pieces, published: Option<NaiveDate>) -> Option<(Setting, usize)> {
    let mut setting = Setting::default();
    let mut at = (0..c.len()).find(|&at| c.is_word(at) || c.is_digits(at))?;
    let mut end = None;
    while let Some(next) = setting.take(c, at, c.len(), published) {
        end = Some(next);
        at = if c.is(next, ",") { next + 1 } else { next };
    }
    // "In the attack of February 2, the army shot down 12"
    let comma = || (at..at + REACH).find(|&comma| c.is(comma, ","));
    if end.is_none() && matches!(c.low(at), "in" | "during" | "at" | "on") {
        let comma = comma()?;
        let dated = (at + 1..comma).find_map(|of| {
            let found = when::read(c, if c.is(of, "of") { of + 1 } else { of }, published)?;
            (found.words.end == comma).then_some(found)
        })?;
        (setting.time_words, setting.as_of) = (Some(dated.words), dated.date);
        end = Some(comma);
    }
    let end = end?;
    let reach = (end..c.len()).find(|&at| is_end(c, at) && !c.is(at, "and")).unwrap_or(c.len());
    Some((setting, reach))
}

/// Whether a clause ends at `at` that says where or when; "had claimed 210 lives" and "added 40 posts" say nothing, unlike "claimed 40
/// men had fled".
fn is_end(c: &Pieces, at: usize) -> bool {
    ends().contains(c.low(at)) && !(matches!(c.low(at), "claimed" | "added") && takes_number(c, at))
}

/// So many words stand between a number and the noun of those counted, at most.
const COUNTED: usize = 5;

/// Whether "claimed" or "added" at `verb` has a number for its object, and no clause that tells what is said.
fn takes_number(c: &Pieces, verb: usize) -> bool {
    if !c.is_digits(verb + 1) && c.tag(verb + 1) != Tag::Cd {
        return false;
    }
    let words = (verb + 2..verb + 2 + COUNTED).take_while(|&at| c.is_word(at) || c.is_digits(at));
    let Some(noun) =
        words.into_iter().find(|&at| super::counted::is_noun(c, at) && !super::counted::is_noun(c, at + 1))
    else {
        return !c.is(verb, "claimed");
    };
    let behind = noun + 1 + usize::from(c.tag(noun + 1) == Tag::Rb);
    let goes_on = matches!(c.tag(behind), Tag::Md | Tag::Vbd | Tag::Vbz | Tag::Vbp);
    !goes_on && (!c.is(verb, "claimed") || matches!(c.low(noun), "lives" | "victims" | "life" | "victim"))
}

/// Words that say where, before the name of a place.
pub(super) fn locates(word: &str) -> bool {
    matches!(word, "in" | "at" | "near" | "inside" | "across" | "around" | "outside" | "throughout" | "within")
}

/// The place that the words at `at` name, preposition first, in its normal form, and the piece after it.
pub(super) fn place(c: &Pieces, at: usize) -> Option<(String, usize)> {
    if !locates(c.low(at)) || c.title_case {
        return None;
    }
    // "shares in Wexel"
    if c.is(at, "in") && stakes().contains(c.low_before(at, 1)) {
        return None;
    }
    // "the charity Doctors at Hand"
    if at > 1 && c.capital(at - 1) && !c.capital(at - 2) && super::topic::scene::is_institution(c.low(at - 2)) {
        return None;
    }
    // "analysts at Lund"
    if c.is(at, "at") && scholars().contains(c.low_before(at, 1)) {
        return None;
    }
    let found = name(c, at + 1).filter(|(_, end)| !is_group(c, *end))?;
    // "at the Halden plant in Riverton"
    let end = found.1;
    let works = c.is(at + 1, "the") && super::counted::is_noun(c, end) && !c.capital(end) && c.is(end + 1, "in");
    Some(if works { name(c, end + 2).unwrap_or(found) } else { found })
}

/// Whether the words behind a name at `end` say that it is a group's: "Doctors in Action, an aid group,".
fn is_group(c: &Pieces, end: usize) -> bool {
    c.is(end, ",")
        && c.tag(end + 1) == Tag::Dt
        && (end + 2..end + 6).take_while(|&at| c.is_word(at)).any(|at| super::topic::scene::is_institution(c.low(at)))
}

/// The place whose name begins at `at`, and the piece after it.
pub(super) fn name(c: &Pieces, at: usize) -> Option<(String, usize)> {
    let mut from = described(c, if c.is(at, "the") { at + 1 } else { at });
    // "the city of Kursk", "the mining town of Kursk"
    if let Some(area) = (from..from + AREA)
        .take_while(|&area| c.is_word(area) && !c.capital(area))
        .find(|&area| c.is(area + 1, "of") && areas().contains(c.low(area)))
    {
        from = area + 2;
    }
    // "the capital Kursk"
    if is_town_called(c, from) {
        from += 1;
    }
    let mut end = from;
    let mut name = from;
    while matches!(
        c.low(name),
        "northern" | "southern" | "eastern" | "western" | "central" | "north" | "south" | "east" | "west" | "occupied"
    ) && !c.capital(name)
    {
        name += 1;
    }
    // A capital stands for its country where it speaks; where things happen it is a town.
    let is_town = country::capital(c.low(name)).is_some();
    if let Some((country, after)) = country::any(c, name).filter(|(_, after)| !is_town && !c.capital(*after)) {
        let mut normal: Vec<&str> = (from..name).map(|at| c.low(at)).collect();
        normal.push(country);
        // Marked, as a town that no list knows may lie in any country.
        if name == from {
            normal.push("(country)");
        }
        return owns_nothing(c, after).then(|| (normal.join(" "), after));
    }
    // "the district of Marsh"
    let certain = (c.is(name.wrapping_sub(1), "of") || name > 0 && is_town_called(c, name - 1))
        && matches!(c.tag(name), Tag::Nn | Tag::Nns | Tag::Jj);
    if !c.capital(name) || exclude::is_month(c, name) || !(certain || matches!(c.tag(name), Tag::Nnp | Tag::Nnps)) {
        return None;
    }
    let mut parts: Vec<&str> = (from..name).map(|at| c.low(at)).collect();
    while end < name + MOST_WORDS {
        end = end.max(name);
        let of = c.is(end, "of") && c.capital(end + 1) && end > name;
        if !c.capital(end) && !c.hyphen(end) && !of && !areas().contains(c.low(end)) {
            break;
        }
        if !areas().contains(c.low(end)) && !c.hyphen(end) {
            parts.push(c.low(end));
        }
        end += 1;
    }
    (!parts.is_empty() && owns_nothing(c, end)).then(|| (parts.join(" "), end))
}

/// So many words stand before "of" and the name of a town, at most: "the port city of".
const AREA: usize = 3;

/// The piece behind the words at `at` that only describe a place: "in neighbouring Ostria", "in war-torn Ostria".
fn described(c: &Pieces, at: usize) -> usize {
    let mut from = at;
    while !c.capital(from) && from < at + AREA {
        if place_adjectives().contains(c.low(from)) {
            from += 1;
        } else if c.is_word(from) && c.hyphen(from + 1) && c.is_word(from + 2) && !c.capital(from + 2) {
            from += 3;
        } else {
            break;
        }
    }
    let named = c.capital(from) || areas().contains(c.low(from)) || c.is(from, "the");
    if named { from } else { at }
}

/// Whether a word for a town stands at `at` and its name behind it: "the capital Kursk".
pub(super) fn is_town_called(c: &Pieces, at: usize) -> bool {
    !c.capital(at)
        && c.capital(at + 1)
        && matches!(c.tag(at + 1), Tag::Nnp | Tag::Nnps | Tag::Nn | Tag::Nns | Tag::Jj)
        && towns().contains(c.low(at))
        && !exclude::is_month(c, at + 1)
}

/// Whether no possessive follows: "in Trump's view" is no place.
fn owns_nothing(c: &Pieces, at: usize) -> bool {
    !(c.tag(at) == Tag::Pos || matches!(c.low(at), "'s" | "’s"))
}
