//! What stands beside a name: "X, a defense researcher at RAND", "RAND researcher X", "X, who heads the institute",
//! "the head of the agency, X," and "X of the institute".

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::lexicon::{Gender, lexicon};
use super::names::{Class, Names, is_capital};

/// No description reaches further than this many tokens from its name.
const REACH: usize = 28;
/// A description before a name is no longer than this.
const BEFORE: usize = 9;

/// A body that somebody belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// A name, by its place in [`Names`].
    Name(usize),
    /// A description: "Ukraine's military intelligence".
    Words(Range<usize>),
}

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
            found.role = found.role.or(after.role);
        }
        found.affiliation = found.affiliation.or(after.affiliation);
        found.hint = found.hint.or(after.hint);
        if found.gender == Gender::Unknown {
            found.gender = after.gender;
        }
    }
    found
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

struct Reader<'a, 'b> {
    analysis: &'b Analysis<'a>,
    names: &'b Names,
}

impl Reader<'_, '_> {
    fn low(&self, at: usize) -> &str {
        self.analysis.low(at)
    }

    fn end_of_sentence(&self, at: usize) -> usize {
        self.analysis.sentence_of(at).map_or(at, |index| self.analysis.sentences[index].tokens.end)
    }

    fn start_of_sentence(&self, at: usize) -> usize {
        self.analysis.sentence_of(at).map_or(at, |index| self.analysis.sentences[index].tokens.start)
    }

    fn is_bare_title(&self, found: &Apposition) -> bool {
        found.role.as_ref().is_some_and(|role| role.len() == 1 && self.analysis.word(role.start).ends_with('.'))
    }

    /// Titles and descriptions that stand before the name.
    fn before(&self, index: usize) -> Option<Apposition> {
        let name = &self.names.0[index];
        let mut start = name.front.start;
        let floor = self.start_of_sentence(start).max(start.saturating_sub(BEFORE));
        if name.front.is_empty() {
            let last = start.checked_sub(1).filter(|&last| last >= floor)?;
            if self.low(last) == "," {
                return self.before_comma(last, name.tokens.end);
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
        self.described(start..name.tokens.start)
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
            if !courtesy.is_some_and(|(title, _)| title.courtesy) {
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

    /// Takes a body's name off the front of a role: "RAND | researcher", "the Kremlin's | spokesman".
    fn leading_body(&self, tokens: Range<usize>) -> (Option<Body>, Range<usize>) {
        // The name may be hidden in the capitals before a person's: "Pentagon Press Secretary Jane Roe".
        if let Some(index) = self.names.at(tokens.start) {
            let name = &self.names.0[index];
            let role = name.tokens.end..tokens.end;
            if name.class.is_body() && name.tokens.end < tokens.end {
                let skip = usize::from(self.is_clitic(role.start));
                return (Some(Body::Name(index)), role.start + skip..role.end);
            }
            if name.class == Class::Unknown && !self.is_clitic(role.start) && role.len() == 1 {
                return (Some(Body::Name(index)), role);
            }
            return (None, tokens);
        }
        let word = |ahead: usize| {
            if tokens.start + ahead < tokens.end { self.analysis.word(tokens.start + ahead) } else { "" }
        };
        if let Some((body, count)) = lexicon().body_at(self.low(tokens.start), true, word) {
            use super::lexicon::BodyKind;
            let kind = lexicon().body(body).map(|body| body.kind);
            let rest = tokens.start + count..tokens.end;
            if matches!(kind, Some(BodyKind::Outlet | BodyKind::Organisation)) && !rest.is_empty() {
                return (Some(Body::Words(tokens.start..rest.start)), rest);
            }
        }
        // "Kookmin University Professor X": up to a body's noun.
        let noun = tokens.clone().take(6).find(|&at| {
            is_capital(self.analysis.word(at)) && lexicon().body_noun(self.low(at)).is_some() && at > tokens.start
        });
        match noun {
            Some(noun)
                if noun + 1 < tokens.end
                    && tokens.clone().take_while(|&at| at <= noun).all(|at| is_capital(self.analysis.word(at)))
                    && lexicon().role(self.low(tokens.start)).is_none() =>
            {
                (Some(Body::Words(tokens.start..noun + 1)), noun + 1..tokens.end)
            }
            _ => (None, tokens),
        }
    }

    /// Whether the word at `at` can stand before a role and belong to it.
    fn is_modifier(&self, at: usize) -> bool {
        let (word, low) = (self.analysis.word(at), self.low(at));
        if self.is_determiner(at) || lexicon().not_names.contains(word) || lexicon().prepositions.contains(low) {
            return false;
        }
        if self.is_clitic(at) {
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

    fn is_determiner(&self, at: usize) -> bool {
        is_determiner(self.low(at))
    }

    fn is_clitic(&self, at: usize) -> bool {
        matches!(self.low(at), "'s" | "’s" | "'" | "’")
    }

    /// "the head of the agency, X," where the comma at `comma` stands before the name.
    fn before_comma(&self, comma: usize, name_end: usize) -> Option<Apposition> {
        let floor = self.start_of_sentence(comma).max(comma.saturating_sub(14));
        let mut start = comma;
        while start > floor && !self.is_break(start - 1) {
            start -= 1;
        }
        if start == comma || lexicon().prepositions.contains(self.low(start)) {
            return None;
        }
        let clear = start == self.start_of_sentence(start) || !lexicon().prepositions.contains(self.low(start - 1));
        let closes = matches!(self.low(name_end), "," | "." | ")" | ";") || self.is_finite(name_end);
        if !clear || !closes {
            return None;
        }
        let article = self.is_determiner(start);
        let phrase = self.phrase(start, comma)?;
        let named = self.names.at(start + usize::from(article)).map(|index| &self.names.0[index]);
        let person = named.is_some_and(|name| name.class == Class::Person && !self.is_clitic(name.tokens.end));
        if person || phrase.hint != SourceKind::Person || phrase.end < comma {
            return None;
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
                if bare && phrase.hint == SourceKind::Person && self.starts_other_person(at, &phrase) {
                    return None;
                }
                let person = phrase.hint == SourceKind::Person;
                Some(Apposition {
                    role: (person && !phrase.role.is_empty()).then_some(phrase.role),
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
        let verbal = lexicon().role_verbs.get(low).copied();
        let affiliation =
            verbal.and_then(|_| self.body_from(at + 1, limit).or_else(|| self.described_body(at + 1, limit)));
        Some(Apposition { verbal, affiliation, span, ..Default::default() })
    }

    fn clause_end(&self, at: usize, limit: usize) -> usize {
        (at..limit).find(|&at| matches!(self.low(at), "," | ";" | "—" | ".")).unwrap_or(limit)
    }

    /// The body named right at `at`, past an article and small words of description; before `limit`.
    fn body_from(&self, at: usize, limit: usize) -> Option<Body> {
        let mut at = at;
        let last = limit.min(at + 6);
        while at < last {
            let low = self.low(at);
            if let Some(index) = self.names.at(at) {
                let name = &self.names.0[index];
                let bodied = name.class.is_body()
                    || name.class == Class::Unknown && matches!(self.low(at.saturating_sub(1)), "at" | "the");
                return (bodied && name.tokens.end <= limit).then_some(Body::Name(index));
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

    fn body_end(&self, body: &Body) -> usize {
        match body {
            Body::Name(index) => self.names.0[*index].tokens.end,
            Body::Words(tokens) => tokens.end,
        }
    }

    /// A body that words describe: "Ukraine's military intelligence", "the central bank".
    fn described_body(&self, at: usize, limit: usize) -> Option<Body> {
        let start = at + usize::from(self.is_determiner(at));
        let mut end = start;
        while end < limit.min(start + 7) && self.is_modifier(end) {
            end += 1;
        }
        let head = end.checked_sub(1).filter(|&head| head >= start)?;
        let low = self.low(head);
        (lexicon().body_noun(low).is_some() && lexicon().role(low).is_none()).then_some(Body::Words(start..end))
    }

    fn is_break(&self, at: usize) -> bool {
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

    fn is_finite(&self, at: usize) -> bool {
        matches!(self.analysis.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
            || matches!(self.low(at), "said" | "says" | "told" | "is" | "was" | "has" | "had" | "were" | "are")
    }

    /// The role phrase that begins at `start`: article, modifiers, role, then "at", "of" … a body or what it is head of.
    fn phrase(&self, start: usize, limit: usize) -> Option<Phrase> {
        self.phrase_of(start, limit, false)
    }

    fn phrase_of(&self, start: usize, limit: usize, plain: bool) -> Option<Phrase> {
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
        while end > first && matches!(self.low(end - 1), "now" | "currently" | "then" | "today" | "and" | "also") {
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
    fn objects(&self, phrase: &mut Phrase, limit: usize) {
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
                phrase.affiliation = self.described_body(object, far);
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
    fn words_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at;
        while end < limit && end < at + 8 && !lexicon().prepositions.contains(self.low(end)) && !self.is_phrase_end(end)
        {
            end = self.names.at(end).map_or(end + 1, |index| self.names.0[index].tokens.end);
        }
        end.min(limit)
    }

    fn is_phrase_end(&self, at: usize) -> bool {
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
    long && ["er", "or", "ist", "ian", "man", "woman", "eer", "old", "crat", "logue", "person"]
        .iter()
        .any(|end| low.ends_with(end))
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
