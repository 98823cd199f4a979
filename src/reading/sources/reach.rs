//! How far the noun phrase of a source reaches: its core, and what prepositions attach to it. [`super::mention`] reads it.

use crate::reading::tagger::Tag;

use super::lexicon::lexicon;
use super::mention::{Parser, is_quantity};
use super::names::{Name, is_capital};
use super::role::is_determiner;

/// How many words behind a text whoever made it may stand: "published on Thursday in the Netherlands by".
const MADE_BY: usize = 10;

impl Parser<'_, '_> {
    /// The end of the noun phrase that begins at `start`, before anything attached to it.
    pub(super) fn core_end(&self, start: usize) -> usize {
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

    pub(super) fn ends_core(&self, at: usize, noun: bool) -> bool {
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
    pub(super) fn made_by(&self, head: usize) -> Option<usize> {
        let at = head + 1;
        if !lexicon().is_document(self.low(head)) || !matches!(self.analysis.tag(at), Tag::Vbn | Tag::Vbd) {
            return None;
        }
        let by = (at + 1..self.limit.min(at + MADE_BY)).find(|&by| self.low(by) == "by")?;
        let verb = |at: usize| self.analysis.tag(at).is_finite_verb() || self.analysis.tag(at) == Tag::Punct;
        (!(at + 1..by).any(verb)).then_some(by)
    }

    /// Past the prepositional phrases that begin at `at`.
    pub(super) fn attached_end(&self, at: usize) -> usize {
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
    pub(super) fn attaches(&self, at: usize) -> bool {
        matches!(self.low(at), "familiar" | "close" | "briefed" | "involved" | "near")
    }
}
