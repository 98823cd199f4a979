//! What the words of a source come down to: a pronoun, a name, or a noun that describes.

use std::ops::Range;

use crate::reading::analysis::Analysis;
use crate::reading::attribution::time_end;
use crate::reading::phrase::is_titled_day;
use crate::reading::tagger::Tag;

use super::lexicon::{Gender, lexicon};
use super::names::{Class, Name, Names, is_capital};
use super::role::is_determiner;

/// How far behind "who" a clause gives a name, in tokens.
const CLAUSE: usize = 14;
/// How many words behind a text whoever made it may stand: "published on Thursday in the Netherlands by".
const MADE_BY: usize = 10;

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

struct Parser<'a, 'b> {
    analysis: &'b Analysis<'a>,
    names: &'b Names,
    limit: usize,
}

impl Parser<'_, '_> {
    fn low(&self, at: usize) -> &str {
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

    /// The end of the noun phrase that begins at `start`, before anything attached to it.
    fn core_end(&self, start: usize) -> usize {
        let mut at = start;
        let mut noun = false;
        // "Secretary of State Jan Roe": a title is one phrase with its name.
        let title = |name: &&Name| {
            let word =
                |ahead: usize| if start + ahead < name.tokens.start { self.analysis.word(start + ahead) } else { "" };
            name.front.contains(&start)
                && lexicon().title_at(word).is_some_and(|(_, count)| start + count == name.tokens.start)
        };
        // "Coordinator for Strategic Communications Paul Weaver"
        let article = start + usize::from(is_determiner(self.low(start)));
        let holder = |name: &&Name| {
            name.titled
                && name.front.start >= article
                && (article..name.front.start).all(|at| at < article + 2 && is_capital(self.analysis.word(at)))
                && name.front.clone().any(|at| matches!(self.analysis.low(at), "for" | "of"))
        };
        if let Some(name) = self.names.0.get(self.names.from(start)).filter(|name| title(name) || holder(name))
            && name.tokens.end <= self.limit
        {
            (at, noun) = (name.tokens.end, true);
        }
        while at < self.limit {
            if let Some(index) = self.names.at(at) {
                at = self.names.0[index].tokens.end.min(self.limit);
                noun = true;
                continue;
            }
            // "Oman's Oil and Gas Minister X"
            let office =
                |name: &&Name| name.front.contains(&at) && name.front.clone().any(|at| self.analysis.low(at) == "and");
            if let Some(name) = self.names.0.get(self.names.from(at)).filter(office)
                && name.tokens.end <= self.limit
            {
                at = name.tokens.end;
                noun = true;
                continue;
            }
            let tag = self.analysis.tag(at);
            let low = self.low(at);
            // "The British and Irish Association of Zoos", "Chinese and Australian researchers"
            let pair = low == "and" && self.analysis.tag(at.saturating_sub(1)) == Tag::Jj && at > start;
            if pair && self.analysis.tag(at + 1) == Tag::Jj && lexicon().is_people(self.analysis.word(at + 1)) {
                at += 1;
                continue;
            }
            // "Brighton and Hove senior coroner X": two towns and one office.
            let next = self.names.at(at + 1).map(|index| &self.names.0[index]);
            let person = (low == "and" && at == start + 1)
                .then(|| next.filter(|name| name.tokens.len() == 1)?.tokens.end.into())
                .flatten()
                .and_then(|from: usize| {
                    let plain = |at: &usize| {
                        self.analysis.word(*at).starts_with(char::is_lowercase) && self.is_noun_or_adjective(*at)
                    };
                    let name = from + (from..self.limit).take_while(plain).count();
                    let role = name > from && lexicon().role(self.low(name - 1)).is_some();
                    self.names.at(name).filter(|_| role)
                });
            if let Some(person) = person {
                at = self.names.0[person].tokens.end.min(self.limit);
                noun = true;
                continue;
            }
            // "more than 30 countries"
            let more = low == "than" && at == start + 1 && matches!(self.low(start), "more" | "fewer" | "less");
            if more && self.analysis.tag(at + 1) == Tag::Cd {
                at += 1;
                continue;
            }
            let number = low == "of" && at > start && at <= start + 3 && is_quantity(self.low(at - 1));
            if number || !self.ends_core(at, noun) {
                // "some of the officials" is one phrase, whose head is "officials".
                noun |= matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
                    || lexicon().role(low).is_some()
                    || lexicon().is_group(low)
                    || lexicon().is_people(self.analysis.word(at));
                at += 1;
                continue;
            }
            break;
        }
        at.min(self.limit)
    }

    fn ends_core(&self, at: usize, noun: bool) -> bool {
        let low = self.low(at);
        if self.is_clitic(at) {
            return false;
        }
        let mark = low.starts_with(|c: char| !c.is_alphanumeric()) && !matches!(low, "$" | "#" | "%");
        if mark {
            // "tall, young men": a comma before the noun is inside.
            return noun || low != ",";
        }
        if matches!(low, "who" | "whom" | "whose" | "which" | "where" | "when") || (low == "that" && noun) {
            return true;
        }
        if noun && (self.attaches(at) || matches!(low, "and" | "or" | "but" | "nor")) {
            return true;
        }
        if lexicon().prepositions.contains(low) && (noun || self.analysis.tag(at) == Tag::In) {
            return true;
        }
        noun && matches!(
            self.analysis.tag(at),
            Tag::Vbd
                | Tag::Vbz
                | Tag::Vbp
                | Tag::Md
                | Tag::Vbn
                | Tag::Vbg
                | Tag::Wdt
                | Tag::Wp
                | Tag::Ex
                | Tag::Prp
                | Tag::Rb
        ) && !lexicon().is_document(low)
            && (!self.is_noun(at + 1)
                || lexicon().is_time(self.low(at + 1))
                // "one pastor supporting Mr. Cruz"
                || self.analysis.tag(at) == Tag::Vbg
                    && self.analysis.tag(at + 1).is_proper()
                    && self.analysis.tag(at - 1).is_noun())
    }

    /// The "by" behind the text at `head` and a participle: "a study published on Thursday in the Netherlands by".
    fn made_by(&self, head: usize) -> Option<usize> {
        let at = head + 1;
        if !lexicon().is_document(self.low(head)) || !matches!(self.analysis.tag(at), Tag::Vbn | Tag::Vbd) {
            return None;
        }
        let by = (at + 1..self.limit.min(at + MADE_BY)).find(|&by| self.low(by) == "by")?;
        let verb = |at: usize| self.analysis.tag(at).is_finite_verb() || self.analysis.tag(at) == Tag::Punct;
        (!(at + 1..by).any(verb)).then_some(by)
    }

    /// Past the prepositional phrases that begin at `at`.
    fn attached_end(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.limit && end < at + 14 {
            if let Some(index) = self.names.at(end) {
                end = self.names.0[index].tokens.end.min(self.limit);
                continue;
            }
            let low = self.low(end);
            let mark = low.starts_with(|c: char| !c.is_alphanumeric()) && !self.is_clitic(end) && low != "$";
            let when = lexicon().is_time(low)
                && self.names.at(end).is_none()
                && self.low(end + 1).is_empty()
                && !lexicon().prepositions.contains(self.low(end - 1));
            let stops = when
                || matches!(low, "who" | "which" | "that" | "whose" | "where" | "and" | "speaking" | "including")
                || matches!(self.analysis.tag(end), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
            if mark || stops || (end == at && !lexicon().prepositions.contains(low) && !self.attaches(end)) {
                break;
            }
            end += 1;
        }
        end
    }

    /// "people familiar with the matter", "officials close to the talks".
    fn attaches(&self, at: usize) -> bool {
        matches!(self.low(at), "familiar" | "close" | "briefed" | "involved" | "near")
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

    fn is_clitic(&self, at: usize) -> bool {
        matches!(self.low(at), "'s" | "’s" | "'" | "’")
    }

    fn is_noun_or_adjective(&self, at: usize) -> bool {
        self.analysis.tag(at).is_adjective() || self.is_noun(at)
    }

    fn is_noun(&self, at: usize) -> bool {
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
