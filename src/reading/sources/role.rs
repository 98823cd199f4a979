//! A role and whose it is: "a defense researcher at RAND", "head of Ukraine's military intelligence".

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::lexicon::{BodyKind, Gender, lexicon};
use super::names::{Class, Names, is_acronym, is_capital};

/// No description reaches further than this many tokens from its name.
pub(super) const REACH: usize = 28;

/// A body that somebody belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// A name, by its place in [`Names`].
    Name(usize),
    /// A description: "Ukraine's military intelligence".
    Words(Range<usize>),
}

/// A role phrase: where its words end, what it says and of which body.
pub(super) struct Phrase {
    pub role: Range<usize>,
    pub affiliation: Option<Body>,
    pub end: usize,
    pub hint: SourceKind,
    pub gender: Gender,
}

/// Reads the description at `start`, which may be of many: "officials at the Grain Ministry".
pub(super) fn describe(analysis: &Analysis, names: &Names, start: usize, limit: usize) -> Option<Phrase> {
    Reader { analysis, names }.phrase_of(start, limit, true).filter(|phrase| phrase.hint == SourceKind::Person)
}

/// Reads descriptions in a text.
pub(super) struct Reader<'a, 'b> {
    pub analysis: &'b Analysis<'a>,
    pub names: &'b Names,
}

impl Reader<'_, '_> {
    pub fn low(&self, at: usize) -> &str {
        self.analysis.low(at)
    }

    /// Takes a body's name off the front of a role: "RAND | researcher", "the Kremlin's | spokesman".
    pub fn leading_body(&self, tokens: Range<usize>) -> (Option<Body>, Range<usize>) {
        // "Union leader X": a noun that is large because it begins the sentence, and stands alone, names no body.
        let opens = self.analysis.sentence_of(tokens.start).is_some_and(|sentence| {
            self.analysis.sentences[sentence].tokens.start == tokens.start
                && !is_capital(self.analysis.word(tokens.start + 1))
                && self.names.at(tokens.start).is_none_or(|name| self.names.0[name].tokens.len() == 1)
        });
        let common = self.analysis.word(tokens.start).chars().skip(1).all(char::is_lowercase);
        if opens
            && common
            && !self.is_clitic(tokens.start + 1)
            && lexicon().body_ending(self.low(tokens.start)).is_some()
        {
            return (None, tokens);
        }
        // The name may be hidden in the capitals before a person's: "Pentagon Press Secretary Jane Roe".
        if let Some(index) = self.names.at(tokens.start) {
            let name = &self.names.0[index];
            let role = name.tokens.end..tokens.end;
            // "National secretary X" works for no National.
            let describes = name.tokens.len() == 1 && lexicon().adjectives.contains(self.analysis.word(tokens.start));
            if describes {
                return (None, tokens);
            }
            if name.class.is_body() && name.tokens.end < tokens.end {
                let skip = usize::from(self.is_clitic(role.start));
                return (Some(Body::Name(index)), role.start + skip..role.end);
            }
            if name.class == Class::Unknown && !self.is_clitic(role.start) && role.len() == 1 {
                return (Some(Body::Name(index)), role);
            }
            // "Real Sociedad coach X": two names side by side are no person's trade.
            let small = role.clone().all(|at| !is_capital(self.analysis.word(at)));
            if name.class == Class::Person && !name.sure && !self.is_clitic(role.start) && small && !role.is_empty() {
                return (Some(Body::Name(index)), role);
            }
            // "Russia's Foreign Ministry spokeswoman"
            let next = self.names.at(role.start + 1).filter(|_| self.is_clitic(role.start));
            if name.class == Class::Place
                && let Some(next) = next.filter(|&next| self.names.0[next].class.is_body())
                && self.names.0[next].tokens.end < tokens.end
            {
                return (Some(Body::Name(next)), self.names.0[next].tokens.end..tokens.end);
            }
            return (None, tokens);
        }
        // "Senior United Nations officials": what describes the body stands before its name.
        let next = self.names.from(tokens.start);
        if let Some(name) = self.names.0.get(next)
            && name.front.contains(&tokens.start)
            && name.class.is_body()
            && name.tokens.end < tokens.end
        {
            return (Some(Body::Name(next)), name.tokens.end..tokens.end);
        }
        // "SNN spokeswoman X": letters that stand for a body.
        let (letters, low) = (self.analysis.word(tokens.start), self.low(tokens.start + 1));
        if tokens.len() > 1
            && is_acronym(letters)
            && letters.len() > 2
            && lexicon().role(low).is_some()
            && lexicon().role(self.low(tokens.start)).is_none()
            && lexicon().body_at(self.low(tokens.start), true, |_| letters).is_none()
            && !lexicon().postnominals.contains(letters)
        {
            return (Some(Body::Words(tokens.start..tokens.start + 1)), tokens.start + 1..tokens.end);
        }
        let word = |ahead: usize| {
            if tokens.start + ahead < tokens.end { self.analysis.word(tokens.start + ahead) } else { "" }
        };
        if let Some((body, count)) = lexicon().body_at(self.low(tokens.start), true, word) {
            let kind = lexicon().body(body).map(|body| body.kind);
            let rest = tokens.start + count..tokens.end;
            // "Australian researchers" do not write for The Australian.
            let demonym = count == 1
                && (lexicon().country_of.contains_key(self.low(tokens.start))
                    || lexicon().adjectives.contains(self.analysis.word(tokens.start)));
            if matches!(kind, Some(BodyKind::Outlet | BodyKind::Organisation)) && !rest.is_empty() && !demonym {
                return (Some(Body::Words(tokens.start..rest.start)), rest);
            }
        }
        // "Salmar Nord Chief Executive X": what stands large before a title, and describes nobody, is a body.
        if let Some(title) = (tokens.start + 1..tokens.end).find(|&at| {
            let word = |ahead: usize| if at + ahead < tokens.end { self.analysis.word(at + ahead) } else { "" };
            lexicon().title_at(word).is_some_and(|(title, count)| at + count == tokens.end && !title.courtesy)
        }) {
            let plain = |at: usize| {
                let (word, low) = (self.analysis.word(at), self.low(at));
                is_capital(word)
                    && !lexicon().modifiers.contains(low)
                    && !lexicon().adjectives.contains(word)
                    && !lexicon().place_words.contains(low)
                    && !lexicon().is_people(word)
                    && lexicon().role(low).is_none()
                    && lexicon().body_at(low, true, |_| word).is_none()
                    && lexicon().title_at(|ahead| if ahead == 0 { word } else { "" }).is_none()
            };
            let company =
                (title..tokens.end).any(|at| matches!(self.low(at), "executive" | "ceo" | "cfo" | "chairman"));
            if company && (tokens.start..title).all(plain) {
                return (Some(Body::Words(tokens.start..title)), title..tokens.end);
            }
        }
        // "Press secretary X" is no secretary of the press.
        if lexicon().title_at(word).is_some_and(|(_, count)| count > 1) {
            return (None, tokens);
        }
        // "Kookmin University Professor X": up to a body's noun.
        let noun = tokens
            .clone()
            .take(6)
            .find(|&at| is_capital(self.analysis.word(at)) && lexicon().body_ending(self.low(at)).is_some());
        match noun {
            Some(noun)
                if noun + 1 < tokens.end
                    // "Energy Minister X"
                    && !matches!(self.low(noun + 1), "minister" | "secretary" | "ministers" | "commissioner")
                    && tokens.clone().take_while(|&at| at <= noun).all(|at| is_capital(self.analysis.word(at)))
                    && lexicon().role(self.low(tokens.start)).is_none() =>
            {
                (Some(Body::Words(tokens.start..noun + 1)), noun + 1..tokens.end)
            }
            _ => (None, tokens),
        }
    }

    /// Whether the word at `at` can stand before a role and belong to it.
    pub fn is_modifier(&self, at: usize) -> bool {
        let (word, low) = (self.analysis.word(at), self.low(at));
        if self.is_determiner(at) || lexicon().not_names.contains(word) || lexicon().prepositions.contains(low) {
            return false;
        }
        if self.is_clitic(at) || self.names.at(at).is_some() {
            return true;
        }
        if !word.starts_with(char::is_alphabetic) {
            return false;
        }
        match self.analysis.tag(at) {
            Tag::None => {
                is_capital(word)
                    || word.contains('-')
                    || lexicon().modifiers.contains(low)
                    || lexicon().role(low).is_some()
            }
            Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Pos => true,
            Tag::Vbn | Tag::Vbg | Tag::Rb | Tag::Rbs => lexicon().modifiers.contains(low) || word.contains('-'),
            _ => lexicon().modifiers.contains(low) || lexicon().role(low).is_some(),
        }
    }

    pub fn is_determiner(&self, at: usize) -> bool {
        is_determiner(self.low(at))
    }

    pub fn is_clitic(&self, at: usize) -> bool {
        matches!(self.low(at), "'s" | "’s" | "'" | "’")
    }

    /// The body named right at `at`, past an article and small words of description; before `limit`.
    pub fn body_from(&self, at: usize, limit: usize) -> Option<Body> {
        let mut at = at;
        let last = limit.min(at + 6);
        while at < last {
            let low = self.low(at);
            if let Some(index) = self.names.at(at) {
                let name = &self.names.0[index];
                // "an analyst with Marlcord Adams"
                let with = matches!(self.low(at.saturating_sub(1)), "at" | "with");
                let bodied = name.class.is_body()
                    || name.class == Class::Person && !name.sure && with && name.tokens.len() > 1
                    || name.class == Class::Unknown && matches!(self.low(at.saturating_sub(1)), "at" | "the");
                if !bodied || name.tokens.end > limit {
                    return None;
                }
                let (start, end) = (name.tokens.start, name.tokens.end);
                if name.class == Class::Person {
                    return Some(Body::Words(start..end));
                }
                let word =
                    |at: usize| at < limit && self.analysis.tag(at).is_noun() || self.analysis.tag(at) == Tag::Jj;
                let more = (end..limit.min(end + 3)).take_while(|&at| word(at) && !is_capital(self.analysis.word(at)));
                // "the Khortytsia operational group" is that group, "the Saltivka district" a place.
                return match more.last() {
                    None => Some(Body::Name(index)),
                    Some(last) if lexicon().body_noun(self.low(last)).is_some() => Some(Body::Words(start..last + 1)),
                    // "an advocate of limits on OPEC output"
                    Some(_) if name.sure && !matches!(self.low(start.saturating_sub(1)), "on" | "about" | "over") => {
                        Some(Body::Name(index))
                    }
                    Some(_) => None,
                };
            }
            // Its front, such as "Kremlin" in "Kremlin Press Office", or a country's adjective.
            let front = self.names.0.get(self.names.from(at)).is_some_and(|name| name.front.contains(&at));
            let passes = front || self.is_determiner(at) || self.is_modifier(at);
            if !passes || matches!(low, "," | ".") {
                return None;
            }
            at += 1;
        }
        None
    }

    pub fn body_end(&self, body: &Body) -> usize {
        match body {
            Body::Name(index) => self.names.0[*index].tokens.end,
            Body::Words(tokens) => tokens.end,
        }
    }

    /// A body that words describe: "Ukraine's military intelligence", "the central bank".
    pub fn described_body(&self, at: usize, limit: usize) -> Option<Body> {
        let start = at + usize::from(self.is_determiner(at));
        let mut end = start;
        while end < limit.min(start + 7) && self.is_modifier(end) {
            end += 1;
        }
        let head = end.checked_sub(1).filter(|&head| head >= start)?;
        let low = self.low(head);
        (lexicon().body_noun(low).is_some() && lexicon().role(low).is_none()).then_some(Body::Words(start..end))
    }

    pub fn is_break(&self, at: usize) -> bool {
        let low = self.low(at);
        matches!(
            low,
            "," | ";"
                | ":"
                | "("
                | ")"
                | "\""
                | "“"
                | "”"
                | "—"
                | "–"
                | "--"
                | "."
                | "?"
                | "!"
                | "who"
                | "which"
                | "that"
                | "and"
                | "but"
                | "while"
        ) || self.is_finite(at)
    }

    pub fn is_finite(&self, at: usize) -> bool {
        matches!(self.analysis.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
            || matches!(self.low(at), "said" | "says" | "told" | "is" | "was" | "has" | "had" | "were" | "are")
    }

    /// The role phrase that begins at `start`: article, modifiers, role, then "at", "of" … a body or what it is head of.
    pub fn phrase(&self, start: usize, limit: usize) -> Option<Phrase> {
        self.phrase_of(start, limit, false)
    }

    pub fn phrase_of(&self, start: usize, limit: usize, plain: bool) -> Option<Phrase> {
        let mut first = start;
        let mut article = plain;
        if self.low(first) == "one" && self.low(first + 1) == "of" {
            first += 2;
        }
        while first < limit && (self.is_determiner(first) || matches!(self.low(first), "also" | "himself" | "herself"))
        {
            article = true;
            first += 1;
        }
        let mut end = first;
        while end < limit && end < first + 14 {
            if let Some(index) = self.names.at(end) {
                end = self.names.0[index].tokens.end;
                continue;
            }
            if lexicon().prepositions.contains(self.low(end)) || self.is_phrase_end(end) {
                break;
            }
            end += 1;
        }
        let mut end = end.min(limit);
        // "a former lawyer now at": the adverb is no part of it.
        while end > first
            && matches!(self.low(end - 1), "now" | "currently" | "then" | "today" | "and" | "also" | "there" | "here")
        {
            end -= 1;
        }
        let head = (first..end).rev().find(|&at| {
            let low = self.low(at);
            lexicon().role(low).is_some() || (article && lexicon().is_roles(low)) || lexicon().body_noun(low).is_some()
        });
        let head = match head {
            Some(head) => head,
            // "X, a mushroom forager": an agent by its ending, where an article shows that it describes.
            None => article
                .then(|| end.checked_sub(1))
                .flatten()
                .filter(|&last| last >= first && is_agent(self.low(last)))?,
        };
        let low = self.low(head);
        let body = lexicon().role(low).is_none() && !lexicon().is_roles(low) && lexicon().body_noun(low).is_some();
        if body {
            if !article || head + 1 != end || self.names.at(head).is_some() {
                return None;
            }
            let kind = lexicon().body_noun(low).map_or(SourceKind::Organisation, |noun| noun.kind);
            return Some(Phrase { role: first..end, affiliation: None, end, hint: kind, gender: Gender::Unknown });
        }
        let gender = lexicon().role(low).unwrap_or_default();
        let (inner, role) = self.leading_body(first..end);
        let mut phrase = Phrase { role, affiliation: inner, end, hint: SourceKind::Person, gender };
        self.objects(&mut phrase, limit);
        Some(phrase)
    }

    /// What the role is of, at, for: a body that becomes the affiliation, or words that stay in the role.
    pub fn objects(&self, phrase: &mut Phrase, limit: usize) {
        if matches!(self.low(phrase.end), "now" | "currently")
            && lexicon().prepositions.contains(self.low(phrase.end + 1))
        {
            phrase.end += 1;
        }
        let far = limit.min(phrase.role.start + REACH);
        while phrase.end < far && lexicon().prepositions.contains(self.low(phrase.end)) {
            if matches!(self.low(phrase.end), "until" | "since" | "because" | "before" | "after" | "during" | "than") {
                return;
            }
            let object = phrase.end + 1;
            let named = self.body_from(object, far);
            if phrase.affiliation.is_none() {
                if let Some(body) = named {
                    let end = self.body_end(&body);
                    phrase.affiliation = Some(body);
                    phrase.end = end;
                    if self.is_clitic(end) {
                        // "head of the CIA's Russia desk" is more than the CIA.
                        phrase.end = self.words_end(end + 1, far);
                        phrase.role.end = phrase.end;
                    }
                    // A body inside another's ("at the Center of X at Y") changes nothing.
                    continue;
                }
                // "minister of railway and transportation" belongs to no railway.
                let office = self.low(phrase.role.end - 1);
                let portfolio =
                    matches!(office, "minister" | "secretary" | "commissioner") && !self.is_determiner(object);
                phrase.affiliation = self.described_body(object, far).filter(|_| !portfolio);
            }
            let end = self.words_end(object, far);
            if end == object {
                return;
            }
            if phrase.role.end + 1 == object {
                phrase.role.end = end;
            }
            phrase.end = end;
        }
    }

    /// Past the words that begin at `at` and that no comma, verb or preposition ends.
    pub fn words_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at;
        while end < limit && end < at + 8 && !lexicon().prepositions.contains(self.low(end)) && !self.is_phrase_end(end)
        {
            end = self.names.at(end).map_or(end + 1, |index| self.names.0[index].tokens.end);
        }
        end.min(limit)
    }

    pub fn is_phrase_end(&self, at: usize) -> bool {
        let low = self.low(at);
        if matches!(low, "and" | "&") {
            // "founder and director of": goes on to another role.
            let next = (at + 1..at + 4).any(|at| lexicon().role(self.low(at)).is_some());
            return !next;
        }
        self.is_break(at) || matches!(low, "whose" | "where" | "when" | "or")
    }
}

pub(super) fn is_determiner(low: &str) -> bool {
    matches!(
        low,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "another"
            | "one"
    )
}

/// Whether a noun means somebody who does something, by its ending.
pub(super) fn is_agent(low: &str) -> bool {
    let long = low.len() >= 5;
    let last = low.rsplit('-').next().unwrap_or(low);
    long && !lexicon().not_agents.contains(last)
        && ["er", "or", "ist", "ian", "man", "woman", "eer", "old", "crat", "logue", "person"]
            .iter()
            .any(|end| low.ends_with(end))
}
