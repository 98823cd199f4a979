//! Names in the text: runs of capitalised words, cut into what stands before a name and the name itself.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::model::{BlockKind, SourceKind};
use crate::reading::analysis::Analysis;
use crate::reading::figures::is_number;
use crate::reading::tagger::Tag;
pub(super) use crate::reading::token::is_capital;

use super::lexicon::{Gender, Lexicon, lexicon};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Person,
    Organisation,
    Outlet,
    /// An act, a report, a treaty with a name of its own.
    Document,
    /// A country, region, city; as a source, its government.
    Place,
    /// An office written large that stands for whoever holds it: "the Prime Minister".
    Office,
    /// One word that no list knows: a surname, most often.
    Unknown,
}

impl Class {
    /// Whether it can employ somebody.
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Organisation | Self::Outlet)
    }
}

/// One name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Its tokens, without titles.
    pub tokens: Range<usize>,
    /// The capitalised words before it that describe it: "South Korean Defense Minister", "Gen.".
    pub front: Range<usize>,
    pub class: Class,
    /// Whether class rests on a list, a title or an ending; else it is a guess that what stands around may overturn.
    pub sure: bool,
    /// The entry of the lists.
    pub body: Option<usize>,
    pub gender: Gender,
    /// Whether a title other than "Mr." is in `front`.
    pub titled: bool,
    /// Whether it stands in running text, not in a heading.
    pub prose: bool,
}

impl Name {
    /// The listed outlet `body` at `tokens`, in running text.
    pub fn listed(tokens: Range<usize>, body: usize) -> Self {
        let front = tokens.start..tokens.start;
        let gender = Gender::Unknown;
        Self { tokens, front, class: Class::Outlet, sure: true, body: Some(body), gender, titled: false, prose: true }
    }
}

/// A run of capitalised words is cut after this many tokens, so that a text all in capitals stays cheap.
pub(super) const LONGEST: usize = 14;

/// All names of a text, in order, without overlap.
#[derive(Debug, Default)]
pub(super) struct Names(pub Vec<Name>);

impl Names {
    /// The name whose own tokens hold `token`.
    pub fn at(&self, token: usize) -> Option<usize> {
        let index = self.0.partition_point(|name| name.tokens.start <= token).checked_sub(1)?;
        self.0[index].tokens.contains(&token).then_some(index)
    }

    /// The first name that begins at `token` or later.
    pub fn from(&self, token: usize) -> usize {
        self.0.partition_point(|name| name.tokens.start < token)
    }
}

/// Finds the names of `analysis`.
pub(super) fn names(analysis: &Analysis) -> Names {
    let mut finder = Finder { analysis, lexicon: lexicon(), inner: inner_capitals(analysis), names: Vec::new() };
    for sentence in &analysis.sentences {
        let kind = analysis.blocks.get(sentence.block).map_or(BlockKind::Paragraph, |block| block.kind);
        if sentence.prose || matches!(kind, BlockKind::Heading | BlockKind::Title) {
            finder.sentence(sentence.tokens.clone(), sentence.prose);
        }
    }
    Names(finder.names)
}

/// Words that stand large inside a sentence somewhere: names also where they open one.
fn inner_capitals<'a>(analysis: &Analysis<'a>) -> FxHashSet<&'a str> {
    let mut found = FxHashSet::default();
    for sentence in analysis.sentences.iter().filter(|sentence| sentence.prose) {
        for at in sentence.tokens.clone().skip(1) {
            if is_capital(analysis.word(at)) && !opens(analysis, at, sentence.tokens.start) {
                found.insert(analysis.word(at));
            }
        }
        // "Norwell Shipping lost two ships": the first of several capitals.
        let (first, next) = (analysis.word(sentence.tokens.start), analysis.word(sentence.tokens.start + 1));
        if is_capital(first) && is_capital(next) && !lexicon().not_names.contains(first) {
            found.insert(first);
        }
    }
    found
}

/// "al-Assad", "el-Sisi": a part of a name that begins with an article, written small.
pub(super) fn has_article(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, name)| {
        let large =
            matches!(article, "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az" | "ul") && is_capital(name);
        large || article == "al"
    })
}

/// Two capitals or more and nothing small: "NIS", "U.N.", "RFE/RL".
pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.contains(char::is_lowercase)
}

/// Whether token `at` is large because a sentence or a quotation begins with it.
fn opens(analysis: &Analysis, at: usize, start: usize) -> bool {
    at == start
        || matches!(analysis.word(at - 1), "\"" | "“" | "‘" | "'" | "(" | ":" | "—" | "–" | "•" | "..." | "…" | "-")
}

/// Words that may stand inside a body's name: "Institute for the Study of War".
pub(super) fn joins(low: &str) -> bool {
    matches!(low, "of" | "for" | "on" | "to" | "against" | "without")
}

/// Looks for names, sentence by sentence.
pub(super) struct Finder<'a, 'b> {
    pub analysis: &'b Analysis<'a>,
    pub lexicon: &'static Lexicon,
    /// Words that stand large inside a sentence somewhere.
    pub inner: FxHashSet<&'a str>,
    names: Vec<Name>,
}

impl<'a> Finder<'a, '_> {
    fn sentence(&mut self, tokens: Range<usize>, prose: bool) {
        let mut at = tokens.start;
        // The last run of capitals.
        let mut run = at..at;
        while at < tokens.end {
            let word = self.analysis.word(at);
            let listed = || self.body_at(at, tokens.end);
            let article = word.starts_with("al-") && listed().is_some();
            if !is_capital(word) && !article {
                at += 1;
                continue;
            }
            // "MPs", "GPs": people by their letters.
            let letters = word.strip_suffix('s').is_some_and(|stem| is_acronym(stem) && !word.ends_with("'s"));
            let people =
                letters && self.lexicon.is_roles(self.analysis.low(at)) && !is_capital(self.analysis.word(at + 1));
            if people {
                at += 1;
                continue;
            }
            // "He Bao"
            let pronoun = word == "He" && self.analysis.tag(at).is_proper();
            let stops =
                !pronoun && self.lexicon.not_names.contains(word) && listed().is_none_or(|(_, count)| count <= 1);
            // "the Seoul-based Daily NK"
            let describes =
                ["-based", "-born", "-backed", "-led", "-run", "-owned", "-controlled", "-educated", "-trained"];
            let describes = describes.iter().any(|end| word.ends_with(end));
            // "Mother-of-two Kelly Dunn"
            let parent = self.analysis.low(at).contains("-of-");
            if describes
                || parent
                || stops && !self.is_given_then_surname(at) && !self.is_sunday_paper(at) && !self.is_number_of_body(at)
            {
                at += 1;
                continue;
            }
            // "the U.N. World Food Programme"
            let whose = matches!(word, "U.N." | "UN" | "EU" | "U.S." | "US");
            if whose && self.body_at(at + 1, tokens.end).is_some_and(|(_, count)| count > 1) {
                at += 1;
                continue;
            }
            let end = self.extend(at, tokens.end);
            let opening = opens(self.analysis, at, tokens.start);
            // "Coordinator for Strategic Communications Paul Weaver"
            let office = run.clone();
            let article = usize::from(self.analysis.low(office.end + 1) == "the");
            let behind = !office.is_empty()
                && at == office.end + 1 + article
                && matches!(self.analysis.low(office.end), "for" | "of");
            // "Assistant Secretary of State"
            let of = behind && article == 0 && self.analysis.low(office.end) == "of" && {
                self.lexicon.role(self.analysis.low(office.end - 1)).is_some()
            };
            run = if of { office.start..end } else { at..end };
            let holder = behind.then(|| self.holder(&office, &(at..end), prose)).flatten();
            if let Some(holder) = holder {
                while self.names.last().is_some_and(|name| name.tokens.start >= office.start) {
                    self.names.pop();
                }
                self.names.push(holder);
                at = end;
                continue;
            }
            if let Some(mut name) = self.segment(at..end, opening, prose) {
                // "GOMA —": letters of a dateline are no body's.
                if at == tokens.start && name.class == Class::Organisation && self.is_dateline(at, tokens.end) {
                    name.class = Class::Place;
                }
                self.names.push(name);
            }
            at = end;
        }
    }

    /// Whether the words in capitals at `at` are where a text was written: a dash follows, behind names, days and marks alone.
    fn is_dateline(&self, at: usize, limit: usize) -> bool {
        let word = |at: usize| self.analysis.word(at);
        let shouted = word(at).chars().all(|c| c.is_uppercase() || matches!(c, '/' | '-'));
        let dash = (at + 1..limit.min(at + LONGEST)).find(|&at| matches!(word(at), "—" | "–" | "-" | "--"));
        let within = |at: usize| {
            let tag = self.analysis.tag(at);
            tag.is_proper() || matches!(tag, Tag::Cd | Tag::Punct) || is_capital(word(at))
        };
        shouted && dash.is_some_and(|dash| (at + 1..dash).all(within))
    }

    /// "Will Hurd", "May Smith": a small word that is a given name before a listed surname.
    fn is_given_then_surname(&self, at: usize) -> bool {
        let next = self.analysis.word(at + 1);
        // "June Tattersall, 81,"
        let aged = || {
            is_capital(next) && self.analysis.word(at + 2) == "," && self.analysis.tag(at + 3) == Tag::Cd && {
                matches!(self.analysis.word(at + 4), "," | ")")
            }
        };
        self.lexicon.given.contains_key(self.analysis.low(at)) && (self.lexicon.surnames.contains(next) || aged())
    }

    /// "the Sunday Herald", "the Saturday Examiner": a day before what papers are called.
    fn is_sunday_paper(&self, at: usize) -> bool {
        let (next, low) = (self.analysis.word(at + 1), self.analysis.low(at + 1));
        matches!(self.analysis.word(at), "Sunday" | "Saturday")
            && at.checked_sub(1).is_some_and(|before| self.analysis.low(before) == "the")
            && is_capital(next)
            && (self.lexicon.role(low).is_some()
                || self.lexicon.body_ending(low).is_some_and(|noun| noun.kind == SourceKind::Outlet))
    }

    /// "the Four Valleys Herald", "the Three Gorges Company": a number before what closes as a body's name.
    fn is_number_of_body(&self, at: usize) -> bool {
        let the = at.checked_sub(1).is_some_and(|before| self.analysis.low(before) == "the");
        let behind = || (at + 1..at + 5).take_while(|&at| is_capital(self.analysis.word(at)));
        the && is_number(self.analysis.low(at))
            && behind().count() > 1
            && behind().last().is_some_and(|last| self.body_noun(last))
    }

    /// The listed body that begins at `at`, and how many tokens it takes.
    pub fn body_at(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let the = at > 0 && self.analysis.low(at - 1) == "the";
        let word = |ahead: usize| if at + ahead < end { self.analysis.word(at + ahead) } else { "" };
        let low = self.analysis.low(at);
        if low.is_ascii() {
            self.lexicon.body_at(low, the, word)
        } else {
            self.lexicon.body_at(&low.to_lowercase(), the, word)
        }
    }

    pub fn body_noun(&self, at: usize) -> bool {
        self.lexicon.body_ending(self.analysis.low(at)).is_some()
    }

    /// Whether `tokens` end as a body's name does, or hold a body's noun before "of".
    pub fn is_bodylike(&self, tokens: Range<usize>) -> bool {
        let Some(last) = tokens.end.checked_sub(1).filter(|last| tokens.contains(last)) else { return false };
        let joined = tokens.clone().find(|&at| joins(self.analysis.low(at)));
        ends_in_pair(self.analysis, &tokens)
            || self.body_noun(last)
            || joined.is_some_and(|at| at > tokens.start && self.body_noun(at - 1))
    }
}

/// "General Staff", "Coast Guard": whether the last two of `tokens` make a body, though one of them is a person's title or trade.
pub(super) fn ends_in_pair(analysis: &Analysis, tokens: &Range<usize>) -> bool {
    let low = |at: usize| analysis.low(at);
    tokens.len() > 1 && lexicon().is_body_pair(low(tokens.end - 2), low(tokens.end - 1))
}

/// What follows a surname and belongs to it.
pub(super) fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
}

/// The kind of source that a class makes.
pub(super) const fn source_kind(class: Class) -> SourceKind {
    match class {
        Class::Person | Class::Office | Class::Unknown => SourceKind::Person,
        Class::Organisation | Class::Place => SourceKind::Organisation,
        Class::Outlet => SourceKind::Outlet,
        Class::Document => SourceKind::Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use rstest::rstest;

    /// Each name with its class, and what stands before it in brackets.
    fn found(text: &str) -> Vec<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let words = |tokens: &Range<usize>| text[analysis.bytes(tokens.clone())].to_owned();
        let line = |name: &Name| {
            let front = if name.front.is_empty() { String::new() } else { format!("[{}] ", words(&name.front)) };
            format!("{front}{} {:?}", words(&name.tokens), name.class)
        };
        names(&analysis).0.iter().map(line).collect()
    }

    #[rstest]
    #[case("On Monday the British minister met Ada W. Brenner.", &["Ada W. Brenner Person"])]
    #[case("They asked South Korean Defense Minister Kim Yong-hyun.", &["[South Korean Defense Minister] Kim Yong-hyun Person"])]
    #[case("They asked the Ukrainian Defense Ministry.", &["Ukrainian Defense Ministry Organisation"])]
    #[case("They asked the Institute for the Study of Rivers.", &["Institute for the Study of Rivers Organisation"])]
    #[case("They asked the Department of Roads and Rail Safety.", &["Department of Roads and Rail Safety Organisation"])]
    #[case("They asked General Electric and Gen. Holm.", &["General Electric Organisation", "[Gen.] Holm Person"])]
    #[case("They asked White House Press Secretary Laura Mills.", &["[White House Press Secretary] Laura Mills Person"])]
    #[case("They asked Stephen King and King Harald.", &["Stephen King Person", "[King] Harald Person"])]
    #[case("They asked the Prime Minister.", &["Prime Minister Office"])]
    #[case("They asked the Senate Majority Leader.", &["Senate Majority Leader Office"])]
    #[case("They read the New York Times and The Hill.", &["New York Times Outlet", "Hill Outlet"])]
    #[case("They flew to North Korea with Republicans.", &["North Korea Place"])]
    #[case("They asked the Daily Pilot and the Saturday Examiner.", &["Daily Pilot Outlet", "Saturday Examiner Outlet"])]
    #[case("They came on the Sunday Helen Pike left.", &["Helen Pike Person"])]
    #[case("However, nobody came.", &[])]
    #[case("They asked Vrin.", &["Vrin Unknown"])]
    #[case("They asked the DPP and Luis de la Vega.", &["DPP Organisation", "Luis de la Vega Person"])]
    #[case("They asked Marlow County Recorder Helen Pike.", &["[Marlow County Recorder] Helen Pike Person"])]
    fn finds_names(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(found(text), expected);
    }
}
