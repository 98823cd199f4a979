//! Base noun phrases: runs of determiner, modifiers and head, by rule over tags.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::analysis::Analysis;
use super::tagger::Tag;

/// A noun phrase without what is attached to it by a preposition or a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// Its tokens, determiner included.
    pub tokens: Range<usize>,
    /// The token of its head noun, name or pronoun.
    pub head: usize,
}

/// The noun phrases of `analysis`, in order, without overlap; none spans two sentences.
///
/// Possessors are part of what they possess ("North Korea's leader"), pronouns and numbers may stand alone ("they",
/// "15,000"), titles go with names ("researcher Bruce W. Bennett"). What only limits a number stays outside ("up to
/// [11,000 troops]").
pub(super) fn noun_phrases(analysis: &Analysis) -> Vec<NounPhrase> {
    let mut phrases = Vec::new();
    for sentence in &analysis.sentences {
        let scan = Scan { analysis, sentence: sentence.tokens.clone(), prose: sentence.prose };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let (phrase, next) = scan.phrase(at);
            phrases.extend(phrase);
            at = next.max(at + 1);
        }
    }
    phrases
}

/// The index of the phrase in `analysis.phrases` that token `index` stands in.
#[allow(dead_code, reason = "offered to the rules")]
pub(super) fn phrase_of(analysis: &Analysis, index: usize) -> Option<usize> {
    let after = analysis.phrases.partition_point(|phrase| phrase.tokens.start <= index);
    let phrase = after.checked_sub(1)?;
    analysis.phrases.get(phrase)?.tokens.contains(&index).then_some(phrase)
}

/// No chain of prepositions is followed further than this.
const MOST_LINKS: usize = 6;

/// The tokens of phrase `index` with what follows and belongs to it: "of", "at", "for" and "in" with their phrases
/// ("Ministry of Defence", "a researcher at RAND"), and an acronym in parentheses. Empty for no such phrase.
///
/// After a name, "at", "for" and "in" attach only another name; and what looks like an occasion or a date never
/// ("Lee in an interview", "troops in 2019").
#[allow(dead_code, reason = "offered to the rules")]
pub(super) fn extended(analysis: &Analysis, index: usize) -> Range<usize> {
    let Some(base) = analysis.phrases.get(index) else { return 0..0 };
    let mut end = base.tokens.end;
    let mut head = base.head;
    let mut next = index + 1;
    for _ in 0..MOST_LINKS {
        if analysis.word(end) == "(" && analysis.word(end + 2) == ")" && is_acronym(analysis.word(end + 1)) {
            end += 3;
            next += usize::from(analysis.phrases.get(next).is_some_and(|phrase| phrase.tokens.end < end));
        }
        let Some(phrase) = analysis.phrases.get(next) else { break };
        if phrase.tokens.start != end + 1 || analysis.sentence_of(phrase.head) != analysis.sentence_of(head) {
            break;
        }
        let first = analysis.low(phrase.tokens.start);
        let belongs = match analysis.low(end) {
            "of" => true,
            "at" | "for" | "in" => {
                let name = analysis.tag(phrase.head).is_proper();
                !matches!(first, "a" | "an")
                    && analysis.tag(phrase.head).is_noun()
                    && (name || !analysis.tag(head).is_proper())
                    && !days().contains_key(analysis.low(phrase.head))
            }
            _ => false,
        };
        if !belongs || analysis.tag(head).is_pronoun() {
            break;
        }
        (end, head) = (phrase.tokens.end, phrase.head);
        next += 1;
    }
    base.tokens.start..end
}

fn is_acronym(word: &str) -> bool {
    word.chars().count() >= 2
        && word.starts_with(char::is_uppercase)
        && word.chars().filter(|c| c.is_uppercase()).count() * 2 >= word.chars().count()
}

/// What the last token taken into a phrase was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    Determiner,
    /// "all", "both", "such", which stand before a determiner.
    Predeterminer,
    Number,
    Adjective,
    Adverb,
    Participle,
    Noun,
    Plural,
    Name,
    Possessive,
    /// "and" or a comma between adjectives.
    Joint,
}

struct Scan<'a> {
    analysis: &'a Analysis<'a>,
    sentence: Range<usize>,
    prose: bool,
}

impl Scan<'_> {
    fn tag(&self, index: usize) -> Tag {
        if self.sentence.contains(&index) { self.analysis.tag(index) } else { Tag::None }
    }

    fn low(&self, index: usize) -> &str {
        if self.sentence.contains(&index) { self.analysis.low(index) } else { "" }
    }

    fn is_capital(&self, index: usize) -> bool {
        self.sentence.contains(&index) && self.analysis.word(index).starts_with(char::is_uppercase)
    }

    /// The phrase that begins at `start`, if one does, and where to look for the next. Every token is looked at a
    /// bounded number of times, whatever the text.
    fn phrase(&self, start: usize) -> (Option<NounPhrase>, usize) {
        if matches!(self.tag(start), Tag::Prp | Tag::Wp) {
            return (Some(NounPhrase { tokens: start..start + 1, head: start }), start + 1);
        }
        let mut last = Last::Start;
        let (mut noun, mut number, mut modifier) = (None, None, None);
        let mut at = start;
        while at < self.sentence.end {
            let Some((kind, length)) = self.take(at, last, start) else { break };
            let end = at + length;
            match kind {
                Last::Noun | Last::Plural | Last::Name => noun = Some((end - 1, end)),
                // The number of a name ("Article 5") is not its head.
                Last::Number if last == Last::Name => {
                    noun = noun.map(|(head, _)| (head, end));
                    at = end;
                    break;
                }
                Last::Number if self.tag(at) == Tag::Cd => number = Some(at),
                Last::Adjective | Last::Participle => modifier = Some(at),
                _ => {}
            }
            (last, at) = (kind, end);
        }
        if let Some((head, end)) = noun {
            // A participle opens a sentence's subject, or else a clause: "Retired general Lee said", "Given reports".
            if self.tag(start) == Tag::Vbn && start == self.sentence.start && !self.tag(end).is_finite_verb() {
                return (None, start + 1);
            }
            return (Some(NounPhrase { tokens: start..end, head }), end);
        }
        let determined = matches!(self.tag(start), Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::WpPoss);
        let head = number.or(modifier.filter(|_| determined)).or_else(|| self.alone(start));
        let phrase = head.map(|head| NounPhrase { tokens: start..head + 1, head });
        let next = phrase.as_ref().map_or(at, |phrase| phrase.tokens.end);
        (phrase, next)
    }

    /// A word that stands for a phrase without any noun: "this", "many of …", "his".
    fn alone(&self, index: usize) -> Option<usize> {
        let stands = match self.tag(index) {
            Tag::Dt | Tag::Pdt => !matches!(self.low(index), "a" | "an" | "the" | "no" | "every"),
            Tag::PrpPoss => true,
            tag if tag.is_adjective() => self.low(index + 1) == "of" && !self.is_bound(index),
            _ => false,
        };
        stands.then_some(index)
    }

    /// "least" and "most" of "at least", "at most".
    fn is_bound(&self, index: usize) -> bool {
        matches!(self.low(index), "least" | "most") && index > 0 && self.low(index - 1) == "at"
    }

    /// What the token at `at` would be in a phrase whose last token was `last`, and how many tokens go with it.
    fn take(&self, at: usize, last: Last, start: usize) -> Option<(Last, usize)> {
        use Last::*;
        let tag = self.tag(at);
        let opened =
            matches!(last, Determiner | Predeterminer | Number | Adjective | Adverb | Participle | Possessive | Joint);
        if let Some(length) = self.particles(at, last) {
            return Some((Name, length));
        }
        if self.is_name(at, last) {
            return self.noun(at, last).map(|kind| (kind, 1));
        }
        let kind = match tag {
            Tag::Pdt if last == Start => Predeterminer,
            // A relative "that" is no determiner: "… told Reuters that soldiers …".
            Tag::Wdt if self.low(at) == "that" => return None,
            Tag::Dt | Tag::PrpPoss | Tag::WpPoss | Tag::Wdt if matches!(last, Start | Predeterminer) => {
                if matches!(self.low(at), "all" | "both" | "such" | "half") { Predeterminer } else { Determiner }
            }
            Tag::Cd if last == Start || opened => Number,
            Tag::Cd if last == Name && !self.is_nominal(at + 1) => Number,
            Tag::Sym if (last == Start || opened) && self.tag(at + 1) == Tag::Cd => Number,
            Tag::Jj | Tag::Jjr | Tag::Jjs if !self.is_bound(at) => {
                let after_name = last == Name && tag == Tag::Jj && !is_quantifier(self.low(at));
                (last == Start || opened || after_name).then_some(Adjective)?
            }
            Tag::Fw if last == Start || opened => Adjective,
            Tag::Rb | Tag::Rbr | Tag::Rbs if matches!(last, Determiner | Possessive | Adverb | Joint) => {
                let ahead = self.tag(at + 1);
                let goes_on =
                    ahead.is_adjective() || ahead.is_adverb() || matches!(ahead, Tag::Vbn | Tag::Vbg | Tag::Cd);
                (goes_on || (last == Determiner && ahead.is_noun())).then_some(Adverb)?
            }
            Tag::Vbn | Tag::Vbg if opened => Participle,
            Tag::Vbd if last == Determiner && self.tag(at + 1).is_noun() => Participle,
            Tag::Vbn if last == Start && self.tag(at + 1).is_noun() => {
                let before = start.checked_sub(1).map_or(Tag::None, |index| self.tag(index));
                (at == self.sentence.start || before == Tag::In).then_some(Participle)?
            }
            Tag::Pos if matches!(last, Noun | Plural | Name) => Possessive,
            Tag::Cc if self.analysis.word(at) == "&" => {
                (matches!(last, Noun | Name) && self.tag(at + 1).is_noun()).then_some(Joint)?
            }
            Tag::Cc if last == Adjective && self.is_modifier(at + 1) && self.low(at) != "but" => Joint,
            Tag::Punct if last == Adjective && self.low(at) == "," && self.tag(at + 1).is_adjective() => Joint,
            tag if tag.is_noun() => self.noun(at, last)?,
            _ => return None,
        };
        Some((kind, 1))
    }

    /// A noun at `at`, unless a new phrase begins with it.
    fn noun(&self, at: usize, last: Last) -> Option<Last> {
        let tag = self.tag(at);
        if matches!(last, Last::Noun | Last::Plural | Last::Name) {
            // "told reporters Kim would …", "told Reuters Tuesday", "On Tuesday Kim …"
            let names = days().get(self.low(at));
            let day = names.is_some_and(|names| !names.contains(&self.analysis.word(at - 1)))
                && !is_titled_day(self.analysis, at);
            let after_day = days().contains_key(self.low(at - 1)) && tag != Tag::Nn;
            if day || after_day || (last == Last::Plural && tag.is_proper()) {
                return None;
            }
        }
        Some(match tag {
            Tag::Nn => Last::Noun,
            Tag::Nns => Last::Plural,
            _ => Last::Name,
        })
    }

    fn is_nominal(&self, index: usize) -> bool {
        let tag = self.tag(index);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Cd | Tag::Sym)
    }

    fn is_modifier(&self, index: usize) -> bool {
        let tag = self.tag(index);
        tag.is_adjective() || (tag.is_adverb() && self.tag(index + 1).is_adjective())
    }

    /// How many small words of a name ("von der") begin at `at`; `None` where a name does not go on behind them.
    fn particles(&self, at: usize, last: Last) -> Option<usize> {
        let inside = last == Last::Name || (last == Last::Noun && at > 0 && self.is_capital(at - 1));
        let opens = matches!(self.tag(at), Tag::Fw | Tag::Nnp) && !matches!(last, Last::Plural);
        if !inside && !opens {
            return None;
        }
        let length = (at..at + 3).take_while(|&index| particles().contains(self.analysis.word(index))).count();
        (length > 0 && self.is_capital(at + length) && self.sentence.contains(&(at + length))).then_some(length)
    }

    /// A word that only its capital letter and its neighbour show to be part of a name ("Kim Jong Un").
    fn is_name(&self, at: usize, last: Last) -> bool {
        let open = matches!(self.tag(at), Tag::Fw | Tag::Uh | Tag::Ls | Tag::Rb | Tag::None) || self.tag(at).is_verb();
        self.prose && open && last == Last::Name && self.is_capital(at)
    }
}

/// Words that begin a new phrase after a name: "told Reuters many soldiers …".
fn is_quantifier(word: &str) -> bool {
    matches!(word, "many" | "several" | "few" | "much" | "other" | "such")
}

fn particles() -> &'static FxHashSet<&'static str> {
    static LIST: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| {
        let lines = include_str!("lexicon/name_particles.txt").lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    })
}

/// Whether the day at `at` is part of a name, as the capital of a word says that has none in a sentence: "Lesk Today".
pub(in crate::reading) fn is_titled_day(analysis: &Analysis, at: usize) -> bool {
    // "the paper's Sunday magazine", "the Today programme"
    let medium = matches!(
        analysis.low(at + 1),
        "programme" | "program" | "show" | "magazine" | "newspaper" | "podcast" | "edition" | "supplement"
    );
    let owned = at.checked_sub(1).is_some_and(|before| matches!(analysis.low(before), "'s" | "’s" | "the"));
    if medium && owned && analysis.word(at).starts_with(char::is_uppercase) {
        return true;
    }
    matches!(analysis.word(at), "Today" | "Tonight" | "Tomorrow")
        && at.checked_sub(1).is_some_and(|before| {
            let word = analysis.word(before);
            word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
                || analysis.word(before) == "USA"
        })
}

/// Days, with the words that they make one name with.
fn days() -> &'static FxHashMap<&'static str, Vec<&'static str>> {
    static LIST: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    LIST.get_or_init(|| {
        let lines = include_str!("lexicon/days.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines
            .map(|line| {
                let (day, names) = line.split_once('\t').unwrap_or((line, ""));
                (day.trim(), names.split_whitespace().collect())
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use proptest::prelude::*;
    use rstest::rstest;

    fn document(text: &str) -> Document {
        Document { text: text.to_owned(), ..Document::default() }
    }

    fn phrases(text: &str) -> Vec<(String, String)> {
        let document = document(text);
        let analysis = Analysis::new(&document);
        let found = analysis.phrases.iter();
        found
            .map(|phrase| {
                let bytes = analysis.bytes(phrase.tokens.clone());
                (text[bytes].to_owned(), analysis.word(phrase.head).to_owned())
            })
            .collect()
    }

    #[rstest]
    #[case("A former North Korean soldier spoke.", &["A former North Korean soldier"])]
    #[case("They sent up to 11,000 troops.", &["They", "11,000 troops"])]
    #[case("Each soldier earns an estimated $2,000 per month.", &["Each soldier", "an estimated $2,000", "month"])]
    #[case("North Korea’s leader visited the region.", &["North Korea’s leader", "the region"])]
    #[case("The country's army's new rifles failed.", &["The country's army's new rifles"])]
    #[case("Bruce W. Bennett wrote the report.", &["Bruce W. Bennett", "the report"])]
    #[case("Yesterday Ursula von der Leyen arrived.", &["Yesterday", "Ursula von der Leyen"])]
    #[case("The leader, Kim Jong Un, met them.", &["The leader", "Kim Jong Un", "them"])]
    #[case("It could rise to 15,000.", &["It", "15,000"])]
    #[case("At least 400 soldiers were killed.", &["400 soldiers"])]
    #[case("She told Reuters on Tuesday that he left.", &["She", "Reuters", "Tuesday", "he"])]
    #[case("Police told reporters Tuesday that two men died.", &["Police", "reporters", "Tuesday", "two men"])]
    #[case("On Tuesday Kim met young and hungry soldiers.", &["Tuesday", "Kim", "young and hungry soldiers"])]
    #[case("A big, costly war followed.", &["A big, costly war"])]
    #[case("The soldiers' families fled.", &["The soldiers' families"])]
    #[case("Many of these soldiers have families.", &["Many", "these soldiers", "families"])]
    #[case("All the wounded soldiers were evacuated.", &["All the wounded soldiers"])]
    #[case("This suggests a very large force.", &["This", "a very large force"])]
    #[case("He left. Soldiers stayed.", &["He", "Soldiers"])]
    #[case("Analysts at RAND doubt the two figures.", &["Analysts", "RAND", "the two figures"])]
    fn finds_phrases(#[case] text: &str, #[case] expected: &[&str]) {
        let found = phrases(text);
        assert_eq!(found.iter().map(|(phrase, _)| phrase.as_str()).collect::<Vec<_>>(), expected);
    }

    #[rstest]
    #[case("A former North Korean soldier spoke.", "soldier")]
    #[case("North Korea’s leader spoke.", "leader")]
    #[case("Defence researcher Bruce W. Bennett spoke.", "Bennett")]
    #[case("They spoke.", "They")]
    #[case("The ministry's press office spoke.", "office")]
    fn heads_are_last_nouns(#[case] text: &str, #[case] head: &str) {
        assert_eq!(phrases(text)[0].1, head);
    }

    #[rstest]
    #[case("The Ministry of Defence of Ukraine said so.", "The Ministry of Defence of Ukraine")]
    #[case("A researcher at RAND said so.", "A researcher at RAND")]
    #[case("The World Health Organization (WHO) said so.", "The World Health Organization (WHO)")]
    #[case("Lee in an interview said so.", "Lee")]
    #[case("The soldiers on the border said so.", "The soldiers")]
    fn extends_phrases(#[case] text: &str, #[case] expected: &str) {
        let document = document(text);
        let analysis = Analysis::new(&document);
        assert_eq!(&text[analysis.bytes(extended(&analysis, 0))], expected);
        assert_eq!(phrase_of(&analysis, analysis.phrases[0].head), Some(0));
        assert_eq!(extended(&analysis, 1000), 0..0);
    }

    proptest! {
        #[test]
        fn phrases_are_in_order_inside_sentences(text in "([A-Za-z]{1,8}[ ,.'’&$()0-9-]{1,3}){0,40}") {
            let document = document(&text);
            let analysis = Analysis::new(&document);
            let mut at = 0;
            for (index, phrase) in analysis.phrases.iter().enumerate() {
                prop_assert!(phrase.tokens.start >= at && phrase.tokens.contains(&phrase.head));
                at = phrase.tokens.end;
                let sentence = analysis.sentence_of(phrase.tokens.start);
                prop_assert_eq!(sentence, analysis.sentence_of(phrase.tokens.end - 1));
                let extended = extended(&analysis, index);
                prop_assert!(extended.end >= phrase.tokens.end);
            }
        }
    }
}
