//! What stands beside a name: "X, a defense researcher at RAND", "RAND researcher X", "X, who heads the institute",
//! "the head of the agency, X," and "X of the institute".

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::lexicon::{Gender, lexicon};
use super::names::{Class, Names, is_capital};
use super::role::{Body, Phrase, REACH, Reader};

/// A description before a name is no longer than this.
const BEFORE: usize = 9;

/// What the words around a name say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Apposition {
    /// The role's tokens, without article.
    pub role: Option<Range<usize>>,
    /// A role that a verb tells ("who heads" → head), in place of `role`.
    pub verbal: Option<&'static str>,
    pub affiliation: Option<Body>,
    /// The words that describe the name, from the comma on; empty where nothing does.
    pub span: Range<usize>,
    /// What the description says that the name names.
    pub hint: Option<SourceKind>,
    pub gender: Gender,
}

/// Reads what stands around the name at `index`.
pub(super) fn around(analysis: &Analysis, names: &Names, index: usize) -> Apposition {
    let reader = Reader { analysis, names };
    let mut found = reader.before(index).unwrap_or_default();
    if let Some(after) = reader.after(index) {
        found.span = after.span;
        if found.role.is_none() || reader.is_bare_title(&found) {
            found.verbal = after.verbal.filter(|_| found.role.is_none());
            // "Col. X, a spokesman for the army": the office tells more than the rank.
            found.role = after.role.or(found.role);
        }
        found.affiliation = found.affiliation.or(after.affiliation);
        found.hint = found.hint.or(after.hint);
        if found.gender == Gender::Unknown {
            found.gender = after.gender;
        }
    }
    found
}

impl Reader<'_, '_> {
    fn end_of_sentence(&self, at: usize) -> usize {
        self.analysis.sentence_of(at).map_or(at, |index| self.analysis.sentences[index].tokens.end)
    }

    fn start_of_sentence(&self, at: usize) -> usize {
        self.analysis.sentence_of(at).map_or(at, |index| self.analysis.sentences[index].tokens.start)
    }

    fn is_bare_title(&self, found: &Apposition) -> bool {
        let rank = |at: usize| self.analysis.word(at).ends_with('.') || lexicon().ranks.contains(self.low(at));
        found.role.as_ref().is_some_and(|role| role.clone().all(rank))
    }

    /// Titles and descriptions that stand before the name.
    fn before(&self, index: usize) -> Option<Apposition> {
        let name = &self.names.0[index];
        let mut start = name.front.start;
        let floor = self.start_of_sentence(start).max(start.saturating_sub(BEFORE));
        // "Rovers chairman Sir Alan Pike": what stands before the courtesy counts.
        let courtesy = !name.titled
            && name.front.clone().all(|at| {
                let word = |ahead: usize| if ahead == 0 { self.analysis.word(at) } else { "" };
                lexicon().title_at(word).is_some_and(|(title, _)| title.courtesy)
            });
        if courtesy {
            let mut last = start.checked_sub(1).filter(|&last| last >= floor)?;
            // "One farmer, 63-year-old X,", "its owner, the X Group,"
            if self.low(last) == "the" || self.low(last).ends_with("-old") {
                last = last.checked_sub(1).filter(|&last| last >= floor && self.low(last) == ",")?;
            }
            if self.low(last) == "," {
                return self.before_comma(last, index);
            }
            // "Nordea's Kari Holte"
            if self.is_clitic(last) && last > floor && name.tokens.len() > 1 {
                let owner = self.names.at(last - 1).filter(|&owner| self.names.0[owner].class.is_body())?;
                let affiliation = Some(Body::Name(owner));
                return Some(Apposition { affiliation, ..Default::default() });
            }
            // "the aid group Open Door", "The carmaker Ferrano": a body of which no list knows.
            if let Some(noun) = lexicon().body_noun(self.low(last)).filter(|_| self.names_body(last, index)) {
                // "the chat service Parley" may be "the company" all the same.
                let trade = noun.also.contains(&"company")
                    || noun.also.contains(&"ngo")
                    || noun.kind != SourceKind::Organisation;
                return Some(Apposition {
                    role: trade.then_some(last..last + 1),
                    hint: Some(noun.kind),
                    span: last..last + 1,
                    ..Default::default()
                });
            }
            // "researcher" right before the name, small.
            lexicon().role(self.low(last))?;
            if is_capital(self.analysis.word(last)) && last != self.start_of_sentence(last) {
                return None;
            }
        } else if !name.titled && !self.names_role(name.front.clone()) {
            // "North Korean leader Kim": the front is "Kim"'s only where a role stands there.
            return None;
        }
        while start > floor && self.is_modifier(start - 1) {
            start -= 1;
        }
        while start < name.tokens.start
            && (self.is_determiner(start) || self.is_clitic(start) || self.low(start) == "-")
        {
            start += 1;
        }
        let found = self.described(start..name.tokens.start)?;
        // "Its spokesman, Lt. Col. X,": the office tells more than the rank.
        let comma = start.checked_sub(1).filter(|&at| at > floor && self.low(at) == "," && self.is_bare_title(&found));
        let office = comma.and_then(|comma| self.before_comma(comma, index));
        Some(office.filter(|office| office.role.is_some() && office.hint == found.hint).unwrap_or(found))
    }

    /// Whether the noun at `last`, written small, says what the name at `index` right behind it names: not in "the company Ann Lee
    /// founded", where a clause begins with the name.
    fn names_body(&self, last: usize, index: usize) -> bool {
        let name = &self.names.0[index];
        let first = name.tokens.start;
        let person = lexicon().given.contains_key(self.low(first))
            || lexicon().surnames.contains(self.analysis.word(first)) && name.tokens.len() == 1;
        !name.sure
            && !person
            && self.analysis.word(last).starts_with(char::is_lowercase)
            && self.analysis.tag(last) == Tag::Nn
    }

    fn names_role(&self, tokens: Range<usize>) -> bool {
        tokens.rev().take(4).any(|at| lexicon().role(self.low(at)).is_some())
    }

    /// Role and affiliation of the words right before a name.
    fn described(&self, tokens: Range<usize>) -> Option<Apposition> {
        // Courtesy titles are no role.
        let mut tokens = tokens;
        while !tokens.is_empty() {
            let last = tokens.end - 1;
            let courtesy = lexicon().title_at(|ahead| if ahead == 0 { self.analysis.word(last) } else { "" });
            // "army spokesman Lt. Col. X", "network spokeswoman Dr. X": the office tells more than the rank.
            let rank =
                courtesy.is_some() && self.analysis.word(last).ends_with('.') && self.names_role(tokens.start..last);
            if !rank && !courtesy.is_some_and(|(title, _)| title.courtesy) {
                break;
            }
            tokens.end -= 1;
        }
        if tokens.is_empty() {
            return None;
        }
        let head = tokens.end - 1;
        let role = lexicon().role(self.low(head));
        let mut found =
            Apposition { gender: role.unwrap_or_default(), hint: Some(SourceKind::Person), ..Default::default() };
        let (affiliation, rest) = self.leading_body(tokens);
        found.affiliation = affiliation;
        found.role = (!rest.is_empty()).then_some(rest);
        Some(found)
    }

    /// "the head of the agency, X," where the comma at `comma` stands before the name.
    fn before_comma(&self, comma: usize, index: usize) -> Option<Apposition> {
        let name_end = self.names.0[index].tokens.end;
        let floor = self.start_of_sentence(comma).max(comma.saturating_sub(14));
        let mut start = comma;
        while start > floor && !self.is_break(start - 1) {
            start -= 1;
        }
        // "- The minister, X, …": an item of a list.
        while start < comma && matches!(self.low(start), "-" | "–" | "•" | "*") {
            start += 1;
        }
        let marked = matches!(self.low(name_end), "," | "." | ")" | ";" | "—");
        if start == comma || !marked && !self.is_finite(name_end) {
            return None;
        }
        let adverb = usize::from(matches!(self.low(comma - 1), "there" | "here"));
        let reads = |start: usize| self.phrase(start, comma).filter(|phrase| phrase.end + adverb >= comma);
        // "Boats in Sight's co-chief executive, X": whose is the body.
        let whose =
            (start..comma).rev().find(|&at| at > 0 && self.is_clitic(at) && is_capital(self.analysis.word(at - 1)));
        if let Some(clitic) = whose.filter(|&clitic| clitic > start && is_capital(self.analysis.word(start)))
            && (start..clitic).any(|at| lexicon().prepositions.contains(self.low(at)))
            && let Some(phrase) = reads(clitic + 1).filter(|phrase| phrase.hint == SourceKind::Person)
        {
            return Some(Apposition {
                role: Some(phrase.role),
                affiliation: Some(Body::Words(start..clitic)),
                span: start..comma,
                hint: Some(SourceKind::Person),
                gender: phrase.gender,
                ..Default::default()
            });
        }
        // "in an affidavit by an FBI agent, X,": the description begins at its own article.
        let prepositional = start > floor && lexicon().prepositions.contains(self.low(start - 1));
        let whole = reads(start).filter(|_| !prepositional && !lexicon().prepositions.contains(self.low(start)));
        let phrase = match whole {
            Some(phrase) => phrase,
            None => {
                let inner = (start..comma).rev().take(6).find(|&at| self.is_determiner(at)).filter(|_| marked)?;
                start = inner;
                reads(inner)?
            }
        };
        let article = self.is_determiner(start);
        let named = self.names.at(start + usize::from(article)).map(|index| &self.names.0[index]);
        let person = named.is_some_and(|name| name.class == Class::Person && !self.is_clitic(name.tokens.end));
        if person {
            return None;
        }
        // "The union, IG Kraft,": a body of which no list knows.
        if phrase.hint != SourceKind::Person {
            let hint = Some(phrase.hint).filter(|_| article && self.low(start) != "a");
            return hint.map(|hint| Apposition {
                span: start..comma,
                role: Some(phrase.role),
                hint: Some(hint),
                ..Default::default()
            });
        }
        Some(Apposition {
            role: Some(phrase.role).filter(|role| !role.is_empty()),
            affiliation: phrase.affiliation,
            span: start..comma,
            hint: Some(SourceKind::Person),
            gender: phrase.gender,
            ..Default::default()
        })
    }

    /// What follows the name.
    fn after(&self, index: usize) -> Option<Apposition> {
        let name = &self.names.0[index];
        let start = name.tokens.end;
        let limit = self.end_of_sentence(name.tokens.start).min(start + REACH);
        let mut at = start;
        // "(R-Texas)", "(D)"
        if self.low(at) == "(" {
            let close = (at..limit.min(at + 8)).find(|&at| self.low(at) == ")")?;
            if let Some(body) = self.body_from(at + 1, close) {
                return Some(Apposition { affiliation: Some(body), span: at..close + 1, ..Default::default() });
            }
            at = close + 1;
        }
        if matches!(self.low(at), "," | "—" | "–" | "--" | "-") {
            at += 1;
            // ", 34," is an age.
            let age = self.analysis.word(at);
            if age.starts_with(|c: char| c.is_ascii_digit()) && age.len() <= 3 && self.low(at + 1) == "," {
                at += 2;
            }
            if at >= limit {
                return None;
            }
            return self.after_comma(start, at, limit);
        }
        if matches!(self.low(at), "of" | "at" | "from" | "with") {
            let body = self.body_from(at + 1, limit)?;
            let end = self.body_end(&body);
            return Some(Apposition { affiliation: Some(body), span: at..end, ..Default::default() });
        }
        // "X is a researcher at RAND"
        if matches!(self.low(at), "is" | "was") && matches!(self.low(at + 1), "a" | "an" | "the") {
            let phrase = self.phrase(at + 1, limit).filter(|phrase| phrase.hint == SourceKind::Person)?;
            let role = Some(phrase.role).filter(|role| !role.is_empty());
            return Some(Apposition {
                role,
                affiliation: phrase.affiliation,
                gender: phrase.gender,
                ..Default::default()
            });
        }
        None
    }

    fn after_comma(&self, start: usize, at: usize, limit: usize) -> Option<Apposition> {
        match self.low(at) {
            "who" | "whose" => self.relative(start, at + 1, limit),
            "of" | "from" | "at" | "with" => {
                let body = self.body_from(at + 1, limit)?;
                let end = self.body_end(&body);
                Some(Apposition { affiliation: Some(body), span: start..end, ..Default::default() })
            }
            _ => {
                // "Lee, Kim and Park": the next name is no description, unless a role closes it ("X, RAND researcher,").
                let bare = !self.is_determiner(at);
                let phrase = self.phrase(at, limit)?;
                // "… the siege of Callis, the ministry said": the subject of a sentence's last verb.
                let first = self.start_of_sentence(start);
                if !bare && self.is_finite(phrase.end) && (first..start).any(|at| self.is_finite(at)) {
                    return None;
                }
                if bare && phrase.hint == SourceKind::Person && self.starts_other_person(at, &phrase) {
                    return None;
                }
                let named = self.names.from(at)..self.names.from(phrase.role.end);
                // "president of Solar Asset Management": what is behind a preposition is no next one.
                let lists = |name: usize| {
                    let tokens = &self.names.0[name].tokens;
                    let behind = self.names.0[name].front.start.min(tokens.start).saturating_sub(1);
                    self.names.0[name].class == Class::Person
                        && !self.is_clitic(tokens.end)
                        && !lexicon().prepositions.contains(self.low(behind))
                };
                if bare && named.into_iter().any(lists) {
                    return None;
                }
                let person = phrase.hint == SourceKind::Person;
                Some(Apposition {
                    role: Some(phrase.role).filter(|role| !role.is_empty()),
                    affiliation: phrase.affiliation.filter(|_| person),
                    span: start..phrase.end,
                    hint: Some(phrase.hint),
                    gender: phrase.gender,
                    verbal: None,
                })
            }
        }
    }

    /// "Lee, President Kim and …": what follows the comma is another person with a title.
    fn starts_other_person(&self, at: usize, phrase: &Phrase) -> bool {
        let next = self.names.from(at);
        self.names.0.get(next).is_some_and(|name| {
            let leads_to = name.front.start <= phrase.role.end && name.tokens.start >= phrase.role.end;
            name.class == Class::Person && leads_to && name.tokens.start <= phrase.role.end
        })
    }

    /// "who heads the institute", "who is a researcher at", "who works for".
    fn relative(&self, start: usize, at: usize, limit: usize) -> Option<Apposition> {
        let mut at = at;
        while at < limit
            && (self.analysis.tag(at) == Tag::Rb
                || matches!(
                    self.low(at),
                    "now" | "also" | "once" | "previously" | "currently" | "formerly" | "has" | "had" | "then"
                ))
        {
            at += 1;
        }
        let span = start..self.clause_end(at, limit);
        let low = self.low(at);
        if matches!(low, "is" | "was" | "be" | "been")
            || (matches!(low, "served" | "serves" | "works" | "worked") && self.low(at + 1) == "as")
        {
            let from = at + if self.low(at + 1) == "as" { 2 } else { 1 };
            let phrase = self.phrase(from, limit).filter(|phrase| phrase.hint == SourceKind::Person)?;
            let role = Some(phrase.role).filter(|role| !role.is_empty());
            return Some(Apposition {
                role,
                affiliation: phrase.affiliation,
                span,
                gender: phrase.gender,
                ..Default::default()
            });
        }
        if matches!(low, "works" | "worked" | "teaches" | "taught" | "studies" | "writes") {
            let preposition = (at + 1..limit.min(at + 6)).find(|&at| matches!(self.low(at), "for" | "at" | "with"))?;
            let affiliation = self.body_from(preposition + 1, limit);
            return Some(Apposition { affiliation, span, ..Default::default() });
        }
        let mut verbal = lexicon().role_verbs.get(low).copied();
        // "who led the study": whoever did is its leader for good.
        let undertaking =
            |at: usize| lexicon().is_document(self.low(at)) || lexicon().undertakings.contains(self.low(at));
        let until = limit.min(at + 5);
        if let Some(done) =
            (at + 1..until).take_while(|&at| !matches!(self.low(at), "," | ".")).find(|&at| undertaking(at))
            && self.analysis.tag(done).is_noun()
        {
            verbal = verbal.map(|role| role.strip_prefix("former ").unwrap_or(role));
        }
        let affiliation =
            verbal.and_then(|_| self.body_from(at + 1, limit).or_else(|| self.described_body(at + 1, limit)));
        Some(Apposition { verbal, affiliation, span, ..Default::default() })
    }

    fn clause_end(&self, at: usize, limit: usize) -> usize {
        (at..limit).find(|&at| matches!(self.low(at), "," | ";" | "—" | ".")).unwrap_or(limit)
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::names;
    use super::*;
    use crate::model::Document;
    use rstest::rstest;

    fn read(text: &str, name: &str) -> (Option<String>, Option<String>) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let names = names(&analysis);
        let words = |tokens: Range<usize>| text[analysis.bytes(tokens)].to_owned();
        let index = names.0.iter().position(|found| words(found.tokens.clone()) == name);
        let index = index.unwrap_or_else(|| panic!("{name} is not among {:?}", names.0));
        let found = around(&analysis, &names, index);
        let body = found.affiliation.map(|body| match body {
            Body::Name(index) => words(names.0[index].tokens.clone()),
            Body::Words(tokens) => words(tokens),
        });
        (found.verbal.map(str::to_owned).or(found.role.map(words)), body)
    }

    #[rstest]
    #[case(
        "Ada Brenner, a naval historian at the Orrin Institute, said so.",
        "Ada Brenner",
        Some("naval historian"),
        Some("Orrin Institute")
    )]
    #[case("NATO adviser Ada Brenner said so.", "Ada Brenner", Some("adviser"), Some("NATO"))]
    #[case(
        "South Korean Defense Minister Kim Yong-hyun said so.",
        "Kim Yong-hyun",
        Some("South Korean Defense Minister"),
        None
    )]
    #[case(
        "Olena Bondar, who heads the Lviv Grain Institute, said so.",
        "Olena Bondar",
        Some("head"),
        Some("Lviv Grain Institute")
    )]
    #[case(
        "Kyrylo Hnatiuk, head of Ukraine's military intelligence, said so.",
        "Kyrylo Hnatiuk",
        Some("head of Ukraine's military intelligence"),
        Some("Ukraine's military intelligence")
    )]
    #[case("Maria Lund of the Polar Institute said so.", "Maria Lund", None, Some("Polar Institute"))]
    #[case("Kremlin spokesman Pavel Orlov said so.", "Pavel Orlov", Some("spokesman"), Some("Kremlin"))]
    #[case("Jon Reed, 34, a former Finnish conscript, said so.", "Jon Reed", Some("former Finnish conscript"), None)]
    #[case("The head of the agency, Laura Mills, said so.", "Laura Mills", Some("head of the agency"), Some("agency"))]
    #[case("Gen. Mark Tolliver said so.", "Mark Tolliver", Some("Gen."), None)]
    #[case("Mr. Mark Tolliver said so.", "Mark Tolliver", None, None)]
    #[case(
        "Laura Mills, professor of economics at Harvard, said so.",
        "Laura Mills",
        Some("professor of economics"),
        Some("Harvard")
    )]
    #[case("Laura Mills, the mayor of Tampere, said so.", "Laura Mills", Some("mayor of Tampere"), None)]
    #[case("Laura Mills, Mark Tolliver and Ada Brenner said so.", "Laura Mills", None, None)]
    #[case("In a letter to the president, Laura Mills said so.", "Laura Mills", None, None)]
    #[case(
        "White House Press Secretary Laura Mills said so.",
        "Laura Mills",
        Some("Press Secretary"),
        Some("White House")
    )]
    #[case(
        "Laura Mills, who served as chief economist of the World Bank, said so.",
        "Laura Mills",
        Some("chief economist"),
        Some("World Bank")
    )]
    fn reads_what_stands_beside_a_name(
        #[case] text: &str,
        #[case] name: &str,
        #[case] role: Option<&str>,
        #[case] body: Option<&str>,
    ) {
        let (found_role, found_body) = read(text, name);
        assert_eq!((found_role.as_deref(), found_body.as_deref()), (role, body));
    }
}
