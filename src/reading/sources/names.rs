//! Names in the text: runs of capitalised words, cut into what stands before a name and the name itself.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::model::{BlockKind, SourceKind};
use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::kind;
use super::lexicon::{BodyKind, Gender, Lexicon, lexicon};

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

/// A run of capitalised words is cut after this many tokens, so that a text all in capitals stays cheap.
const LONGEST: usize = 14;

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

pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
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
fn joins(low: &str) -> bool {
    matches!(low, "of" | "for" | "on" | "to" | "against" | "without")
}

struct Finder<'a, 'b> {
    analysis: &'b Analysis<'a>,
    lexicon: &'static Lexicon,
    inner: FxHashSet<&'a str>,
    names: Vec<Name>,
}

impl<'a> Finder<'a, '_> {
    fn sentence(&mut self, tokens: Range<usize>, prose: bool) {
        let mut at = tokens.start;
        while at < tokens.end {
            let word = self.analysis.word(at);
            let listed = || self.body_at(at, tokens.end);
            if !is_capital(word) && !(word.starts_with("al-") && listed().is_some()) {
                at += 1;
                continue;
            }
            let stops = self.lexicon.not_names.contains(word) && !listed().is_some_and(|(_, count)| count > 1);
            if stops && !self.is_given_then_surname(at) {
                at += 1;
                continue;
            }
            let end = self.extend(at, tokens.end);
            let opening = opens(self.analysis, at, tokens.start);
            if let Some(name) = self.segment(at..end, opening, prose) {
                self.names.push(name);
            }
            at = end;
        }
    }

    /// "Will Hurd", "May Smith": a small word that is a given name before a listed surname.
    fn is_given_then_surname(&self, at: usize) -> bool {
        self.lexicon.given.contains_key(self.analysis.low(at))
            && self.lexicon.surnames.contains(self.analysis.word(at + 1))
    }

    /// The listed body that begins at `at`, and how many tokens it takes.
    fn body_at(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let the = at > 0 && self.analysis.low(at - 1) == "the";
        let word = |ahead: usize| if at + ahead < end { self.analysis.word(at + ahead) } else { "" };
        let low = self.analysis.low(at);
        if low.is_ascii() {
            self.lexicon.body_at(low, the, word)
        } else {
            self.lexicon.body_at(&low.to_lowercase(), the, word)
        }
    }

    /// Where the run of capitalised words that begins at `start` ends.
    fn extend(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST);
        let mut at = start + self.body_at(start, limit).map_or(1, |(_, count)| count);
        let mut body_of = false;
        while at < limit {
            let (word, low) = (self.analysis.word(at), self.analysis.low(at));
            let large = |ahead: usize| at + ahead < limit && is_capital(self.analysis.word(at + ahead));
            if is_capital(word) {
                let stops = self.lexicon.not_names.contains(word)
                    && !self.lexicon.given.contains_key(self.analysis.low(at - 1));
                if stops {
                    break;
                }
                at += self.body_at(at, limit).map_or(1, |(_, count)| count);
                continue;
            }
            if word.starts_with("al-") || word == "&" && large(1) {
                at += 1;
                continue;
            }
            if self.lexicon.particles.contains(low) {
                if large(1) {
                    at += 2;
                    continue;
                }
                if large(2) && self.lexicon.particles.contains(self.analysis.low(at + 1)) {
                    at += 3;
                    continue;
                }
            }
            let article = usize::from(self.analysis.low(at + 1) == "the");
            let stop_next = self.lexicon.not_names.contains(self.analysis.word(at + 1 + article));
            if joins(low) && large(1 + article) && !stop_next && self.has_body_noun(start..at) {
                at += 2 + article;
                body_of = true;
                continue;
            }
            // "Department of Health and Human Services", but not "… of Health and President Smith".
            if low == "and" && body_of && large(1) && self.is_plain(at + 1) {
                at += 2;
                continue;
            }
            break;
        }
        at.min(limit)
    }

    fn is_plain(&self, at: usize) -> bool {
        let low = self.analysis.low(at);
        !self.lexicon.given.contains_key(low)
            && self.lexicon.role(low).is_none()
            && self.lexicon.title_at(|ahead| self.analysis.word(at + ahead)).is_none()
            && self.body_at(at, at + 4).is_none()
            && !is_acronym(self.analysis.word(at))
    }

    fn has_body_noun(&self, tokens: Range<usize>) -> bool {
        let mut tokens = tokens;
        tokens.any(|at| self.body_noun(at))
    }

    fn body_noun(&self, at: usize) -> bool {
        self.lexicon.body_noun(self.analysis.low(at)).is_some()
    }

    /// Whether `tokens` end as a body's name does, or hold a body's noun before "of".
    fn is_bodylike(&self, tokens: Range<usize>) -> bool {
        let Some(last) = tokens.end.checked_sub(1).filter(|last| tokens.contains(last)) else { return false };
        let joined = |at: usize| joins(self.analysis.low(at));
        self.body_noun(last)
            || tokens.clone().any(joined) && {
                let before = tokens.clone().find(|&at| joined(at)).unwrap_or(last);
                self.has_body_noun(tokens.start..before)
            }
    }

    /// Cuts `run` into what stands before the name and the name.
    fn segment(&self, run: Range<usize>, opening: bool, prose: bool) -> Option<Name> {
        let word = |at: usize| self.analysis.word(at);
        let mut at = run.start;
        let (mut title_gender, mut courtesy, mut titled) = (Gender::Unknown, false, false);
        while at < run.end {
            if let Some((body, count)) = self.body_at(at, run.end) {
                let rest = at + count;
                let entry = self.lexicon.body(body)?;
                if entry.kind == BodyKind::Demonym {
                    if rest == run.end {
                        return None;
                    }
                    if self.is_bodylike(rest..run.end) && self.title_end(rest, run.end).is_none() {
                        break;
                    }
                    at = rest;
                    continue;
                }
                if rest == run.end {
                    return Some(self.listed(run.start, at..rest, body, prose));
                }
                let person_follows = self.title_end(rest, run.end).is_some_and(|end| !self.is_bodylike(end..run.end))
                    || (self.lexicon.given.contains_key(self.analysis.low(rest)) && run.end - rest >= 2 && count >= 2);
                if person_follows && !(count == 1 && self.lexicon.given.contains_key(self.analysis.low(at))) {
                    at = rest;
                    continue;
                }
                break;
            }
            let describes = self.lexicon.adjectives.contains(word(at));
            if describes && at + 1 < run.end && !self.is_bodylike(at..run.end) {
                at += 1;
                continue;
            }
            if let Some((title, count)) =
                self.lexicon.title_at(|ahead| if at + ahead < run.end { word(at + ahead) } else { "" })
            {
                let rest = at + count;
                if rest == run.end {
                    let office = !title.courtesy && !(titled && rest - at == 1 && self.is_surname_too(at));
                    if office {
                        return Some(self.plain(run.start, run.start..rest, Class::Office, prose, title.gender));
                    }
                    break;
                }
                if !self.is_bodylike(at..run.end) && !is_suffix(word(rest)) {
                    title_gender = if title.gender == Gender::Unknown { title_gender } else { title.gender };
                    courtesy = true;
                    titled |= !title.courtesy;
                    at = rest;
                    continue;
                }
                break;
            }
            // "Billionaire Donald Trump" at a sentence's start.
            if self.lexicon.role(self.analysis.low(at)).is_some()
                && at + 1 < run.end
                && opening
                && at == run.start
                && !self.lexicon.given.contains_key(self.analysis.low(at))
                && !self.is_bodylike(at..run.end)
            {
                titled = true;
                at += 1;
                continue;
            }
            match self.later_title(at, run.end) {
                Some(end) => {
                    titled = true;
                    at = end;
                }
                None => match self.later_given(at, run.end) {
                    // "Marlow County Recorder Helen Pike": an office that no list holds.
                    Some(given) => {
                        titled = true;
                        at = given;
                    }
                    None => break,
                },
            }
        }
        // A title that closes the run makes an office: "Senate Majority Leader".
        if !titled && !courtesy && self.closes_with_title(at..run.end) {
            return Some(self.plain(run.start, run.start..run.end, Class::Office, prose, Gender::Unknown));
        }
        // "Senate Republicans", "Democratic": people, or an adjective, and no name.
        if at >= run.end || (!titled && !courtesy && self.lexicon.is_people(word(run.end - 1))) {
            return None;
        }
        let tokens = at..run.end;
        if tokens.len() == 1 && opening && at == run.start && !self.is_name_alone(at) {
            return None;
        }
        let judged = if titled || courtesy {
            kind::Judged { class: Class::Person, sure: true, gender: kind::gender(self.analysis, &tokens) }
        } else {
            kind::judge(self.analysis, &tokens)
        };
        let gender = if title_gender == Gender::Unknown { judged.gender } else { title_gender };
        let front = run.start..at;
        Some(Name { tokens, front, class: judged.class, sure: judged.sure, body: None, gender, titled, prose })
    }

    fn is_surname_too(&self, at: usize) -> bool {
        self.lexicon.surnames.contains(self.analysis.word(at))
    }

    /// Where the title that begins at `at` ends, if one does and something follows.
    fn title_end(&self, at: usize, end: usize) -> Option<usize> {
        let word = |ahead: usize| if at + ahead < end { self.analysis.word(at + ahead) } else { "" };
        if let Some((_, count)) = self.lexicon.title_at(word) {
            return Some(at + count);
        }
        self.later_title(at, end)
    }

    /// Past the last title inside `at..end` that a name follows: "Campaign Manager | Kellyanne Conway".
    fn later_title(&self, at: usize, end: usize) -> Option<usize> {
        let mut found = None;
        let mut inside = at + 1;
        while inside + 1 < end {
            let word = |ahead: usize| if inside + ahead < end { self.analysis.word(inside + ahead) } else { "" };
            let after_given = self.lexicon.given.contains_key(self.analysis.low(inside - 1))
                || self.analysis.word(inside - 1).ends_with('.');
            match self.lexicon.title_at(word) {
                Some((_, count))
                    if inside + count < end
                        && !(after_given && self.is_surname_too(inside))
                        && !is_suffix(self.analysis.word(inside + count))
                        && !self.is_bodylike(inside + count..end) =>
                {
                    inside += count;
                    found = Some(inside);
                }
                _ => inside += 1,
            }
        }
        found
    }

    /// A given name with one or two words after it that closes a long run, which does not begin with a given name.
    fn later_given(&self, at: usize, end: usize) -> Option<usize> {
        let given = |at: usize| self.lexicon.given.contains_key(self.analysis.low(at));
        if end - at < 4 || given(at) || self.is_bodylike(at..end) || is_suffix(self.analysis.word(end - 1)) {
            return None;
        }
        (at + 2..end - 1).find(|&inside| given(inside) && end - inside <= 3)
    }

    fn closes_with_title(&self, tokens: Range<usize>) -> bool {
        let Some(last) = tokens.end.checked_sub(1).filter(|last| *last > tokens.start) else { return false };
        let first = self.analysis.low(tokens.start);
        let is_title = |at: usize| {
            let word = |ahead: usize| if at + ahead < tokens.end { self.analysis.word(at + ahead) } else { "" };
            self.lexicon.title_at(word).is_some_and(|(title, count)| at + count == tokens.end && !title.courtesy)
        };
        !self.lexicon.given.contains_key(first)
            && (is_title(last) || (last > tokens.start + 1 && is_title(last - 1)))
            && !(self.is_surname_too(last))
    }

    /// Whether the single word at `at`, large at a sentence's start, is a name.
    fn is_name_alone(&self, at: usize) -> bool {
        let (word, low) = (self.analysis.word(at), self.analysis.low(at));
        if self.inner.contains(word) || is_acronym(word) || self.lexicon.surnames.contains(word) {
            return true;
        }
        match self.analysis.tag(at) {
            Tag::None => {
                !self.lexicon.is_group(low)
                    && !self.lexicon.is_document(low)
                    && self.lexicon.role(low).is_none()
                    && !self.lexicon.is_roles(low)
                    && self.lexicon.body_noun(low).is_none()
                    && !self.lexicon.prepositions.contains(low)
            }
            Tag::Nnp | Tag::Nnps => {
                !self.lexicon.is_group(low) && !self.lexicon.is_document(low) && self.lexicon.body_noun(low).is_none()
            }
            _ => self.lexicon.given.contains_key(low) && self.analysis.tag(at) != Tag::In,
        }
    }

    fn listed(&self, start: usize, tokens: Range<usize>, body: usize, prose: bool) -> Name {
        let class = match self.lexicon.body(body).map(|body| body.kind) {
            Some(BodyKind::Outlet) => Class::Outlet,
            Some(BodyKind::Place | BodyKind::Demonym) => Class::Place,
            _ => Class::Organisation,
        };
        let front = start..tokens.start;
        Name { tokens, front, class, sure: true, body: Some(body), gender: Gender::Unknown, titled: false, prose }
    }

    fn plain(&self, start: usize, tokens: Range<usize>, class: Class, prose: bool, gender: Gender) -> Name {
        let front = start..tokens.start;
        Name { tokens, front, class, sure: true, body: None, gender, titled: false, prose }
    }
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
