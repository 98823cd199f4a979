//! What the words of a source come down to: a pronoun, a name, or a noun that describes.

use std::ops::Range;

use crate::reading::analysis::Analysis;
use crate::reading::attribution::time_end;
use crate::reading::phrase::is_titled_day;
use crate::reading::tagger::Tag;

use super::lexicon::{Gender, lexicon};
use super::names::{Class, Names};
use super::role::is_determiner;

/// How far behind "who" a clause gives a name, in tokens.
const CLAUSE: usize = 14;

/// How a pronoun stands for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    One,
    Many,
    Thing,
    Relative,
    Own,
    Listener,
}

impl Pronoun {
    pub fn parse(sort: &str) -> Self {
        match sort {
            "one" => Self::One,
            "many" => Self::Many,
            "thing" => Self::Thing,
            "relative" => Self::Relative,
            "self" => Self::Own,
            _ => Self::Listener,
        }
    }
}

/// The head of a source's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    /// A pronoun at a token.
    Pronoun { token: usize, sort: Pronoun, gender: Gender },
    /// A name, by its place in [`Names`].
    Name(usize),
    /// A noun phrase that describes.
    Noun(Noun),
    /// Nothing that a source can be.
    Nothing,
}

/// "the former minister of defense": its words and their head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    /// Up to what is attached to it, article included.
    pub core: Range<usize>,
    /// Without article and the like.
    pub bare: Range<usize>,
    pub head: usize,
    /// Past the words attached by prepositions.
    pub end: usize,
    /// Whether "the", "this", "those" or a title written large points back.
    pub definite: bool,
    /// Whether "his", "their" begins it.
    pub owned: bool,
    /// Whether "a", "an", "another", "one" begins it.
    pub indefinite: bool,
}

/// Finds the head of the source at `tokens`.
pub(super) fn head(analysis: &Analysis, names: &Names, tokens: Range<usize>) -> Head {
    Parser { analysis, names, limit: tokens.end }.parse(tokens.start)
}

/// Finds heads.
pub(super) struct Parser<'a, 'b> {
    pub(super) analysis: &'b Analysis<'a>,
    pub(super) names: &'b Names,
    pub(super) limit: usize,
}

impl Parser<'_, '_> {
    pub(super) fn low(&self, at: usize) -> &str {
        if at < self.limit { self.analysis.low(at) } else { "" }
    }

    fn parse(&self, start: usize) -> Head {
        let mut start = start;
        while start < self.limit && self.is_lead(start) {
            start += 1;
        }
        if start >= self.limit {
            return Head::Nothing;
        }
        // The WHO is nobody's "who", and the US Navy is not "us".
        let shouted = |at: usize| {
            let word = if at < self.limit { self.analysis.word(at) } else { "" };
            word.len() > 1 && word.chars().all(char::is_uppercase)
        };
        let proper = self.analysis.tag(start).is_proper() && self.names.at(start).is_some();
        let named = proper
            || shouted(start) && (self.names.at(start).is_some() || start + 1 < self.limit && !shouted(start + 1));
        if let Some((sort, gender)) = lexicon().pronoun(self.low(start)).filter(|_| !named) {
            let before_noun = self.analysis.tag(start) == Tag::PrpPoss
                || (matches!(self.low(start), "that" | "her") && self.is_noun(start + 1));
            if !before_noun {
                return Head::Pronoun { token: start, sort, gender };
            }
        }
        // "One of them, X,"
        if is_quantity(self.low(start))
            && self.low(start + 1) == "of"
            // "two of her colleagues" are not she.
            && !(self.analysis.tag(start + 2) == Tag::PrpPoss && self.is_noun(start + 3))
            && let Some((sort, gender)) = lexicon().pronoun(self.low(start + 2))
        {
            return match self.named_after(start + 3) {
                Some(named) => Head::Name(named),
                None => Head::Pronoun { token: start + 2, sort, gender },
            };
        }
        // "One, the teacher Jan Roe, said"
        if matches!(self.low(start), "one" | "another")
            && self.low(start + 1) == ","
            && let Some(named) = self.named_after(start + 1)
        {
            return Head::Name(named);
        }
        let mut core = start..self.core_end(start);
        // "President Jane Roe last week likened": when is no part of who.
        if core.len() > 2 && time_end(self.analysis, core.end - 2) == Some(core.end) {
            core.end -= 2;
        }
        // A day is no source: "on Thursday said".
        let word = self.analysis.word(start);
        let last = self.low(core.end.saturating_sub(1));
        if matches!(
            last,
            "tonight" | "today" | "yesterday" | "tomorrow" | "year" | "month" | "week" | "night" | "morning"
        ) && !is_titled_day(self.analysis, core.end.saturating_sub(1))
        {
            return Head::Nothing;
        }
        let day = core.len() == 1 && lexicon().not_names.contains(word) && lexicon().is_time(self.low(start));
        let pointer =
            core.len() == 1 && matches!(self.low(start), "this" | "that" | "there" | "here" | "these" | "those");
        if core.is_empty() || day || (pointer && self.low(core.end) != "who") {
            return Head::Nothing;
        }
        let mut last = core.end - 1;
        let honour = |at: usize| lexicon().postnominals.contains(self.analysis.word(at));
        while last > core.start && (self.is_clitic(last) || self.is_trailing(last) || honour(last)) {
            last -= 1;
        }
        if let Some(index) = self.names.at(last) {
            let name = &self.names.0[index];
            if name.class != Class::Office {
                return Head::Name(index);
            }
            if let Some(named) = self.named_after(core.end).or_else(|| self.ranked_after(core.end)) {
                return Head::Name(named);
            }
            return Head::Noun(self.noun(start, last));
        }
        // "the ANSA news agency"
        let named = (core.start..last).rev().take(2).find_map(|at| self.names.at(at));
        if let Some(index) = named.filter(|&index| self.names.0[index].class == Class::Outlet)
            && matches!(
                self.low(last),
                "agency"
                    | "newspaper"
                    | "network"
                    | "channel"
                    | "station"
                    | "broadcaster"
                    | "website"
                    | "magazine"
                    | "site"
            )
            && self.names.0[index].front.start <= core.start + 1
            && (self.names.0[index].tokens.end..last).all(|at| matches!(self.low(at), "news" | "press" | "media"))
        {
            return Head::Name(index);
        }
        let possessive = matches!(self.low(last), "his" | "her" | "their" | "its");
        if possessive && core.len() == 1 {
            let (sort, gender) = match self.low(last) {
                "his" => (Pronoun::One, Gender::Male),
                "her" => (Pronoun::One, Gender::Female),
                "its" => (Pronoun::Thing, Gender::Unknown),
                _ => (Pronoun::Many, Gender::Unknown),
            };
            return Head::Pronoun { token: last, sort, gender };
        }
        if let Some(named) = self.first_name_after(core.end).or_else(|| self.ranked_after(core.end)) {
            return Head::Name(named);
        }
        // "The minister, Jane Roe," and "his wife, Ann".
        let many = lexicon().is_group(self.low(last));
        if let Some(named) = self.named_after(core.end)
            // "The auditors, Penn & Lowe,"
            && (!many || self.names.0[named].class.is_body())
        {
            return Head::Name(named);
        }
        Head::Noun(self.noun(start, last))
    }

    fn noun(&self, start: usize, head: usize) -> Noun {
        let core = start..head + 1;
        let mut bare = core.clone();
        let (mut definite, mut owned, mut indefinite) = (false, false, false);
        while bare.start < head
            && self.low(bare.start + 1) != "of"
            && (is_determiner(self.low(bare.start)) || matches!(self.low(bare.start), "both" | "all" | "same" | "own"))
        {
            match self.low(bare.start) {
                "the" | "this" | "that" | "these" | "those" | "both" => definite = true,
                "his" | "her" | "its" | "their" | "our" | "my" => owned = true,
                "a" | "an" | "another" | "one" => indefinite = true,
                _ => {}
            }
            // "another official" is somebody else; the word tells, but is no part of the name.
            bare.start += 1;
        }
        let office = self.names.at(head).is_some_and(|index| self.names.0[index].class == Class::Office);
        let end = self.made_by(head).unwrap_or(head + 1);
        Noun { end: self.attached_end(end), core, bare, head, definite: definite || office, owned, indefinite }
    }

    /// The person named right after the comma at `at`: "the minister, Jane Roe".
    /// "a sailor who gave only his first name, Vadym", "a nurse who asked to be identified only as Maria": the name that the relative
    /// clause at `at` gives.
    fn first_name_after(&self, at: usize) -> Option<usize> {
        // The clause may stand behind what was marked as the source.
        let low = |at: usize| self.analysis.low(at);
        let who = at + usize::from(low(at) == ",");
        if low(who) != "who" {
            return None;
        }
        let sentence = self.analysis.sentence_of(who)?;
        let end = self.analysis.sentences[sentence].tokens.end.min(who + CLAUSE);
        let given = (who + 1..end).find_map(|at| match low(at) {
            "name" | "names" if low(at + 1) == "," => Some(at + 2),
            "as" if matches!(low(at - 1), "only" | "identified" | "himself" | "herself" | "known" | "simply") => {
                Some(at + 1)
            }
            _ => None,
        })?;
        let index = self.names.at(given)?;
        let name = &self.names.0[index];
        (name.tokens.start == given && !name.class.is_body() && name.class != Class::Place).then_some(index)
    }

    /// "the spokesman for the northern group of forces Colonel Jane Roe": whoever closes the source, a rank before the name, where what
    /// is attached at `at` ended before it. "A spokesman for President Roe" is somebody else.
    fn ranked_after(&self, at: usize) -> Option<usize> {
        let last = self.limit.checked_sub(1).filter(|&last| last > at)?;
        let index = self.names.at(last)?;
        let name = &self.names.0[index];
        let before = name.front.start.checked_sub(1).filter(|&before| before > at && name.titled)?;
        let low = self.low(before);
        let noun = self.is_noun(before) || lexicon().is_group(low);
        let leads =
            lexicon().role(low).is_some() || lexicon().title_at(|ahead| self.analysis.word(before + ahead)).is_some();
        let attached = lexicon().prepositions.contains(self.low(at))
            && (at..before).all(|at| {
                let low = self.low(at);
                low.starts_with(char::is_alphanumeric) && !matches!(low, "who" | "which" | "that" | "whose" | "and")
            });
        (noun && !leads && attached && name.tokens.end == self.limit).then_some(index)
    }

    fn named_after(&self, at: usize) -> Option<usize> {
        let head = at.saturating_sub(1);
        // Past what is attached: "the head of the agency, Jane Roe".
        let at = at + usize::from(matches!(self.low(at), "there" | "here" | "himself" | "herself"));
        // "an expert engaged by the families, Jane Roe"
        let engaged = self.analysis.tag(at) == Tag::Vbn && lexicon().prepositions.contains(self.low(at + 1));
        // "one pastor supporting Mr. Cruz, X"
        let doing = (self.analysis.tag(at) == Tag::Vbg)
            .then(|| (at..self.limit.min(at + CLAUSE)).find(|&at| self.low(at) == ","))
            .flatten();
        let at = match doing {
            Some(comma) => comma,
            None if self.low(at) == "," => at,
            None => self.attached_end(at + usize::from(engaged)),
        };
        let mut next = match self.low(at) {
            "," => at + 1,
            // "Army chief Gen (retd) Jane Roe"
            "(" if lexicon().postnominals.contains(self.analysis.word(at + 1)) && self.low(at + 2) == ")" => at + 3,
            _ => return None,
        };
        // "63-year-old X", "the X Group"
        let the = self.low(next) == "the";
        let aged = self.low(next).ends_with("-old");
        if the || aged || matches!(self.low(next), "mr" | "mrs" | "ms" | "retired" | "former") {
            next += 1;
        }
        // "the ship's manager, Lisbon-based X"
        let based = self.low(next).ends_with("-based");
        next += usize::from(based);
        // "surgeon X", "retired teacher X"
        let small = (next..self.limit.min(next + 4))
            .take_while(|&at| self.names.at(at).is_none() && self.analysis.word(at).starts_with(char::is_lowercase));
        let small = small.last();
        let role = small.filter(|&at| lexicon().role(self.low(at)).is_some());
        // "their leader, the chiropractor Jan Roe": any trade, before a full name.
        let trade = small.filter(|&at| {
            the && self.analysis.tag(at) == Tag::Nn && {
                self.names
                    .0
                    .get(self.names.from(at + 1))
                    .is_some_and(|name| name.tokens.start == at + 1 && name.tokens.len() > 1)
            }
        });
        if let Some(role) = role.or(trade) {
            next = role + 1;
        }
        let index = self.names.from(next);
        let name = self.names.0.get(index)?;
        let begins = name.front.start == next || name.tokens.start == next;
        let described = role.or(trade).is_some();
        let person = matches!(name.class, Class::Person | Class::Unknown) && (!the || described);
        // "the league, the Premier League,", "a trade body for weavers, Loom Europe,"
        let bodies = |last: &str| lexicon().body_noun(last).is_some() || lexicon().is_group(last);
        let body = name.class.is_body() && (based || bodies(self.low(at - 1)) || bodies(self.low(head)));
        (begins && (person || body) && name.tokens.end <= self.limit).then_some(index)
    }

    fn is_lead(&self, at: usize) -> bool {
        let low = self.low(at);
        let mark = low.starts_with(|c: char| !c.is_alphanumeric()) && low != "$";
        mark || matches!(
            low,
            "and" | "but" | "or" | "by" | "to" | "from" | "according" | "while" | "even" | "also" | "both"
        ) && (low != "both" || !matches!(self.low(at + 1), "" | "of" | ",") && self.names.at(at + 1).is_some())
    }

    fn is_trailing(&self, at: usize) -> bool {
        matches!(
            self.low(at),
            "himself"
                | "herself"
                | "itself"
                | "themselves"
                | "alone"
                | "also"
                | "alike"
                | "too"
                | "each"
                | "then"
                | "now"
                | "later"
                | ","
                | "has"
                | "have"
                | "had"
        )
    }

    pub(super) fn is_clitic(&self, at: usize) -> bool {
        matches!(self.low(at), "'s" | "’s" | "'" | "’")
    }

    pub(super) fn is_noun_or_adjective(&self, at: usize) -> bool {
        self.analysis.tag(at).is_adjective() || self.is_noun(at)
    }

    pub(super) fn is_noun(&self, at: usize) -> bool {
        if at >= self.limit {
            return false;
        }
        let low = self.low(at);
        matches!(self.analysis.tag(at), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
            || self.names.at(at).is_some()
            || lexicon().role(low).is_some()
            || lexicon().is_group(low)
    }
}

/// "some of", "a number of".
pub(super) fn is_quantity(low: &str) -> bool {
    lexicon().quantities.contains(low)
}
