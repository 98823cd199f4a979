//! The gist of a claim: the words that carry what is said, in normal form, by which the archive finds claims that pass on one
//! statement; with it whether the claim denies that statement, and how sure it is.
//!
//! Hedges, denials and bounds of numbers are no part of the words, so that a statement, its denial and its weaker versions
//! have one gist. Everything is read off tokens once; the words stand in `lexicon/`.

mod lexicon;

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{ClaimKind, Gist, Source, SourceKind};

use super::analysis::Analysis;
use super::attribution::Attribution;
use super::figures::{FoundFigure, is_number};
use super::lemma;
use super::tagger::Tag;

use lexicon::{lexicon, reduced};

/// What is said at more length is compared by its beginning.
const MOST_WORDS: usize = 40;
/// No synonym or country has more words.
const LONGEST_PHRASE: usize = 4;
/// A verb's object has fewer words.
const LONGEST_OBJECT: usize = 10;
/// A pronoun among so many words at the beginning is the claim's subject.
const SUBJECT: usize = 3;

/// The gist of `attribution`, whose speaker is `speaker`; `figures` are those of the text, in order.
pub(super) fn gist(
    analysis: &Analysis,
    attribution: &Attribution,
    speaker: Option<&Source>,
    figures: &[FoundFigure],
) -> Gist {
    if !attribution.states {
        return Gist { words: Vec::new(), denies: false, certainty: Gist::STATED };
    }
    let mut words = Vec::new();
    let statements: Vec<Range<usize>> =
        attribution.content.iter().flat_map(|piece| statements(analysis, analysis.tokens_in(piece))).collect();
    // What is asserted and what is denied are two: the gist is of the first that says enough, and of what goes on as it does.
    let mut contrary = None;
    for (place, tokens) in statements.iter().enumerate() {
        let how = if place == 0 && attribution.negated { verdict(analysis, tokens.clone()) } else { 0 };
        let is_contrary = is_contrary(analysis, main_clause(analysis, tokens.start + how..tokens.end));
        if contrary.is_some_and(|before| before != is_contrary) && says_enough(&words) {
            break;
        }
        let bytes = analysis.bytes(tokens.clone());
        let first = figures.partition_point(|figure| figure.bytes.start < bytes.start);
        let inside = figures[first..].iter().take_while(|figure| figure.bytes.end <= bytes.end);
        take(analysis, tokens.clone(), inside, &mut words);
        if !words.is_empty() {
            contrary = Some(is_contrary || contrary == Some(true));
        }
        if words.len() > MOST_WORDS {
            break;
        }
    }
    words.truncate(MOST_WORDS);
    if let Some(speaker) = speaker.filter(|_| speaks_of_itself(analysis, attribution)) {
        words.extend(name_words(&speaker.name, speaker.kind));
        // "The coach of Jane Roe said that she never knew": of whom she speaks may stand beside her.
        let beside = attribution.source.iter().flat_map(|source| analysis.tokens_in(source));
        words.extend(beside.filter(|&at| analysis.tag(at).is_proper()).filter_map(|at| word(analysis, at, false)));
    }
    words.sort();
    words.dedup();
    let main: Vec<Range<usize>> =
        attribution.content.iter().map(|piece| main_clause(analysis, analysis.tokens_in(piece))).collect();
    let cue = attribution.cue.iter().map(|cue| analysis.tokens_in(cue));
    let said = main.into_iter().take(1).chain(cue);
    let certainty = said.map(|tokens| certainty(analysis, tokens)).min().unwrap_or(Gist::STATED);
    // "It is said that": what nobody stands for is no more than likely.
    let is_hedged =
        attribution.hedge.is_some() || attribution.source.is_empty() && attribution.kind == ClaimKind::Indirect;
    let hedged = if is_hedged { Gist::LIKELY } else { Gist::STATED };
    Gist { words, denies: contrary.unwrap_or_default() != attribution.negated, certainty: certainty.min(hedged) }
}

/// The normal forms of `tokens` into `words`.
fn take<'f>(
    analysis: &Analysis,
    tokens: Range<usize>,
    figures: impl Iterator<Item = &'f FoundFigure>,
    words: &mut Vec<String>,
) {
    let mut figures = figures.peekable();
    let mut at = tokens.start;
    let mut number_ends = 0;
    while at < tokens.end && words.len() <= MOST_WORDS {
        let bytes = analysis.tokens.get(at).map_or(0..0, |token| token.bytes());
        if let Some(figure) = figures.next_if(|figure| figure.bytes.start <= bytes.start) {
            words.push(number(figure));
            number_ends = figure.bytes.end;
            if figure.unit != "count" {
                words.push(format!("~{}", figure.unit.to_lowercase()));
                at = analysis.tokens_in(&(figure.bytes.start..figure.bytes.end)).end.max(at + 1);
                continue;
            }
        }
        let counted = bytes.start < number_ends;
        if let Some((country, length)) = country(analysis, at, tokens.end) {
            words.push(format!("@{country}"));
            at += length;
        } else if let Some((normal, length)) = synonym(analysis, at, tokens.end) {
            words.extend(weighed(normal).map(|word| of_kind(word, analysis.tag(at))));
            at += length;
        } else {
            words.extend(word(analysis, at, counted));
            at += 1;
        }
    }
}

/// The number of `figure` as a word of a gist.
fn number(figure: &FoundFigure) -> String {
    match (figure.value, figure.low, figure.high) {
        (Some(value), ..) => format!("#{value}"),
        (None, Some(low), Some(high)) => format!("#{low}-{high}"),
        (None, low, high) => format!("#{}", low.or(high).unwrap_or_default()),
    }
}

/// The normal form of the token at `at` alone; none where it says nothing. Inside of a figure its number stands for its digits.
fn word(analysis: &Analysis, at: usize, counted: bool) -> Option<String> {
    let (text, low, tag) = (analysis.word(at), analysis.low(at), analysis.tag(at));
    if !low.starts_with(char::is_alphanumeric) || low.ends_with("n't") || low.ends_with("n’t") {
        return None;
    }
    let has_digit = low.bytes().any(|byte| byte.is_ascii_digit());
    if counted && (has_digit || tag == Tag::Cd || is_number(low)) {
        return None;
    }
    if has_digit {
        return Some(format!("#{}", low.replace(',', "")));
    }
    let is_name = tag.is_proper() && text.starts_with(char::is_uppercase);
    let low = low.trim_end_matches("'s").trim_end_matches("’s");
    if lexicon().left_out.contains(low) && !(is_name && low == "may") {
        return None;
    }
    if is_name {
        // "President Orlan": a title says as little with a capital.
        return Some(if lexicon().light.contains(low) {
            format!("~{}", reduced(low))
        } else {
            format!("@{}", reduced(low))
        });
    }
    weighed(&base(analysis, at)).map(|word| of_kind(word, tag))
}

/// `word` with the mark of what `tag` makes it: a verb, or how something was done, which matters less than what.
fn of_kind(word: String, tag: Tag) -> String {
    match tag {
        _ if word.starts_with('~') => word,
        Tag::Rb => format!("~{word}"),
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => format!("!{word}"),
        _ => word,
    }
}

/// `normal` with a mark where it says little.
fn weighed(normal: &str) -> Option<String> {
    if lexicon().left_out.contains(normal) {
        return None;
    }
    let reduced = reduced(normal);
    Some(if lexicon().light.contains(normal) { format!("~{reduced}") } else { reduced.replace(' ', "-") })
}

/// The base form of the token at `at`, by its part of speech.
fn base<'a>(analysis: &'a Analysis, at: usize) -> Cow<'a, str> {
    let low = analysis.low(at);
    match analysis.tag(at) {
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => lemma::verb(low),
        Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => lemma::noun(low),
        // A participle is taken for an adjective now and then: "having copied pages".
        Tag::Jj if low.ends_with("ed") => lemma::verb(low),
        _ => Cow::Borrowed(low),
    }
}

/// The country named at `at` by any name, and in how many tokens.
fn country(analysis: &Analysis, at: usize, end: usize) -> Option<(String, usize)> {
    let text = analysis.word(at);
    if !text.starts_with(char::is_uppercase) || analysis.low(at) == "us" && text != "US" {
        return None;
    }
    let (country, length) =
        longest(at, end, |index| clean(analysis.low(index)), |phrase| lexicon().countries.get(phrase).copied())?;
    Some((country.replace(' ', "-"), length))
}

/// The normal form of the words at `at`, where they are listed, and how many tokens they are.
fn synonym(analysis: &Analysis, at: usize, end: usize) -> Option<(&'static str, usize)> {
    let tag = analysis.tag(at);
    if tag.is_proper() && analysis.word(at).starts_with(char::is_uppercase) {
        return None;
    }
    let found = longest(at, end, |index| base(analysis, index), |phrase| lexicon().synonyms.get(phrase).copied());
    let verb = || {
        let meaning = tag.is_verb().then(|| lexicon().verbs.get(base(analysis, at).as_ref()).copied());
        meaning.flatten().map(|meaning| (meaning, 1))
    };
    let apart = || if tag.is_verb() { apart(analysis, at, end) } else { None };
    found.filter(|(_, length)| *length > 1).or_else(apart).or_else(verb).or(found)
}

/// What the verb at `at` means with the word that its object keeps from it: "sell the yard to a fund", "call the talks off".
fn apart(analysis: &Analysis, at: usize, end: usize) -> Option<(&'static str, usize)> {
    let verb = base(analysis, at);
    if !lexicon().beginnings.contains(verb.as_ref()) {
        return None;
    }
    for next in at + 1..end.min(at + LONGEST_OBJECT) {
        let low = analysis.low(next);
        let tag = analysis.tag(next);
        if next > at + 1 && matches!(low, "to" | "off" | "down" | "over" | "out" | "up" | "back" | "away") {
            let meaning = lexicon().synonyms.get(format!("{verb} {low}").as_str()).copied();
            // "sell the yard to pay debts"
            let goes_on = analysis.tag(next + 1) == Tag::Vb;
            return meaning.filter(|_| !goes_on).map(|meaning| (meaning, 1));
        }
        let inside = tag.is_noun()
            || tag.is_adjective()
            || matches!(tag, Tag::Dt | Tag::Pdt | Tag::Prp | Tag::PrpPoss | Tag::Pos | Tag::Cd | Tag::Vbn | Tag::Vbg)
            || matches!(low, "of" | "in" | "at" | "and");
        if !inside {
            return None;
        }
    }
    None
}

/// What the most of the words from `at` on mean together, and how many they are.
fn longest<'a, T>(
    at: usize,
    end: usize,
    word: impl Fn(usize) -> Cow<'a, str>,
    meaning: impl Fn(&str) -> Option<T>,
) -> Option<(T, usize)> {
    let mut phrase = word(at);
    let mut found = meaning(&phrase).map(|meaning| (meaning, 1));
    for index in at + 1..end.min(at + LONGEST_PHRASE) {
        if !lexicon().beginnings.contains(phrase.as_ref()) {
            break;
        }
        let longer = phrase.to_mut();
        longer.push(' ');
        longer.push_str(&word(index));
        if let Some(meaning) = meaning(&phrase) {
            found = Some((meaning, index + 1 - at));
        }
    }
    found
}

/// `low` as the list of countries has it.
fn clean(low: &str) -> Cow<'_, str> {
    let bare = low.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('.');
    if bare.contains('-') { Cow::Owned(bare.replace('-', " ")) } else { Cow::Borrowed(bare) }
}

/// Whether what is said is about its own speaker: "we never ordered it", "denied that she had taken money", "plans to resign".
fn speaks_of_itself(analysis: &Analysis, attribution: &Attribution) -> bool {
    let Some(first) = attribution.content.first() else { return false };
    let tokens = analysis.tokens_in(first);
    let from = tokens.start;
    (from..tokens.end.min(from + SUBJECT))
        .any(|at| analysis.tag(at) == Tag::Prp && matches!(analysis.low(at), "i" | "we" | "he" | "she" | "it" | "they"))
        || attribution.negated && tokens.len() > 1 && analysis.tag(from) == Tag::Vbg
        || attribution.rule == "intention"
}

/// The words of a speaker's name, as they would stand in a gist.
fn name_words(name: &str, kind: SourceKind) -> Vec<String> {
    if matches!(kind, SourceKind::Document | SourceKind::Group) {
        return Vec::new();
    }
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words
        .filter_map(|word| {
            let low = word.to_lowercase();
            if lexicon().left_out.contains(low.as_str()) {
                return None;
            }
            if let Some(country) = lexicon().countries.get(low.as_str()) {
                return Some(format!("@{}", country.replace(' ', "-")));
            }
            let is_name = word.starts_with(char::is_uppercase) && !lexicon().light.contains(low.as_str());
            // "Ann Lee's lawyer", "the husband of Ann Lee": what is denied is said of her.
            if !is_name && kind == SourceKind::Person {
                return None;
            }
            if is_name { Some(format!("@{}", reduced(&low))) } else { weighed(&low) }
        })
        .collect()
}

/// The statements in `tokens`, in order: sentences, and what "but", "and that" or a semicolon sets beside what has its verb.
fn statements(analysis: &Analysis, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut has_verb) = (tokens.start, false);
    for at in tokens.clone() {
        let ends = has_verb
            && match analysis.low(at) {
                "but" | ";" => true,
                "and" => analysis.low(at + 1) == "that",
                _ => analysis.sentence_of(at) != analysis.sentence_of(at - 1),
            };
        if ends {
            found.push(start..at);
            (start, has_verb) = (at, false);
        }
        has_verb |= analysis.tag(at).is_verb();
    }
    found.push(start..tokens.end);
    found
}

/// Whether these words of a gist are enough to know a statement by: two that say something.
fn says_enough(words: &[String]) -> bool {
    words.iter().filter(|word| !word.starts_with(['~', '@'])).count() > 1
}

/// The first of `tokens`, up to where a clause that hangs on the first verb begins.
fn main_clause(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let mut has_verb = false;
    // "a ban on voters who are not citizens": all of it is a noun, with no clause but the one that hangs on it.
    let finite = |at: &usize| analysis.tag(*at).is_finite_verb() || analysis.tag(*at) == Tag::Md;
    let first = tokens.clone().find(finite);
    let hung = first.filter(|&at| at > tokens.start + 1 && matches!(analysis.low(at - 1), "who" | "which"));
    if let Some(at) = hung.filter(|&at| !(at + 1..tokens.end).any(|at| finite(&at) && analysis.tag(at - 1) != Tag::Md))
    {
        return tokens.start..at - 1;
    }
    for at in tokens.clone() {
        let tag = analysis.tag(at);
        let opens = matches!(
            analysis.low(at),
            "because" | "although" | "though" | "which" | "who" | "if" | "unless" | "while" | ";"
        );
        if has_verb && opens {
            return tokens.start..at;
        }
        has_verb |= matches!(tag, Tag::Vb | Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md);
    }
    tokens
}

/// How many of `tokens`, at their beginning, say what a cue such as "dismissed" makes of the rest: "as false", "as wholly untrue".
fn verdict(analysis: &Analysis, tokens: Range<usize>) -> usize {
    if analysis.low(tokens.start) != "as" {
        return 0;
    }
    let noun = tokens.clone().skip(1).position(|at| !matches!(analysis.tag(at), Tag::Jj | Tag::Rb));
    noun.map_or(0, |noun| noun + 1)
}

/// Whether a clause says the contrary: "will not join", "nobody was hurt". Twice is not at all.
fn is_contrary(analysis: &Analysis, tokens: Range<usize>) -> bool {
    // "nothing will happen unless": it may.
    let end = analysis.sentence_of(tokens.start).map_or(tokens.end, |sentence| analysis.sentences[sentence].tokens.end);
    // "Why didn't he pay?": what is asked is not denied.
    let asks = end.checked_sub(1).is_some_and(|last| last >= tokens.start && analysis.word(last) == "?");
    if asks || analysis.low(tokens.end) == "unless" && tokens.end < end {
        return false;
    }
    // "No mayor has ever known less than she does": that is how little she knows.
    let compares = tokens.clone().any(|at| analysis.low(at) == "than");
    // "It is a lie that": so it is not.
    let is_lie = |at: usize| {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| analysis.low(at));
        matches!(analysis.low(at), "lie" | "myth" | "nonsense" | "fabrication" | "invention" | "fiction")
            && analysis.low(at + 1) == "that"
            && (matches!(before(1), "is" | "was") || before(1) == "a" && matches!(before(2), "is" | "was"))
    };
    let negators = tokens.filter(|&at| {
        let low = analysis.low(at);
        let negates = is_lie(at) || lexicon().negators.contains(low) || low.ends_with("n't") || low.ends_with("n’t");
        // "not only", "no longer than", "No. 5"; "No, she never did" denies once.
        // "I don't know if", "she was not sure that": nothing is said not to be so.
        let unknown = || (at + 1..at + 4).any(|next| is_unknown(analysis, next));
        let free = low == "nothing" && at.checked_sub(1).is_some_and(|before| analysis.low(before) == "for");
        let most = compares && matches!(low, "no" | "never" | "nobody" | "none" | "nothing");
        // "you don't think that": so it is put to somebody, who may or may not.
        let put = at.checked_sub(2).is_some_and(|you| analysis.low(you) == "you")
            && matches!(analysis.low(at + 1), "think" | "believe" | "want" | "like");
        negates
            && !most
            && !free
            && !put
            && !matches!(
                analysis.low(at + 1),
                "only" | "just" | "merely" | "simply" | "because" | "later" | "." | "fewer" | "less" | "more" | ","
            )
            && !unknown()
    });
    negators.count() % 2 == 1
}

/// Whether the word at `at`, behind a "not", says that somebody does not know what follows.
fn is_unknown(analysis: &Analysis, at: usize) -> bool {
    let next = analysis.low(at + 1);
    let asks =
        matches!(next, "if" | "whether" | "what" | "who" | "how" | "why" | "where" | "when" | "which" | "." | ",");
    match analysis.low(at) {
        "know" | "idea" | "clue" => asks,
        "sure" | "certain" => asks || matches!(next, "that" | "i" | "we" | "he" | "she" | "it" | "they" | "the"),
        _ => false,
    }
}

/// How sure the words are.
fn certainty(analysis: &Analysis, tokens: Range<usize>) -> u8 {
    let levels = tokens.filter_map(|at| {
        let is_month = analysis.low(at) == "may" && analysis.tag(at) != Tag::Md;
        // "twice as likely", "three times more likely": how often something happens, and no doubt of it.
        let before = |back: usize| at.checked_sub(back).map_or("", |at| analysis.low(at));
        let is_odds = analysis.low(at) == "likely"
            && (before(1) == "as"
                || matches!(before(1), "more" | "less") && matches!(before(2), "times" | "percent" | "cent" | "%"));
        let of = |word: &str| lexicon().certainty.get(word).copied();
        if is_month || is_odds { None } else { of(analysis.low(at)).or_else(|| of(&base(analysis, at))) }
    });
    levels.min().unwrap_or(Gist::STATED)
}

#[cfg(test)]
mod tests {
    use crate::model::{Document, Gist};

    /// The gist of the first claim in `text`.
    fn first(text: &str) -> Gist {
        let document = Document { text: text.to_owned(), ..Document::default() };
        crate::reading::read(&document).claims.first().map(|claim| claim.gist.clone()).unwrap_or_default()
    }

    fn has(gist: &Gist, part: &str) -> bool {
        gist.words.iter().any(|word| word.contains(part))
    }

    #[test]
    fn what_is_denied_is_apart_from_what_is_asserted_with_it() {
        for (text, said, other) in [
            ("“We never melted the silver bell. We ask for a fair hearing,” Mara Holt said.", "silver", "fair"),
            ("The guard said that he had not locked the gate and that the alarm rang twice.", "gate", "alarm"),
            ("The yard did not sack any welders but moved two to the dock, its director said.", "welder", "dock"),
        ] {
            let gist = first(text);
            assert!(gist.denies && has(&gist, said) && !has(&gist, other), "{text} {gist:?}");
        }
        // What goes on as it began is one.
        let gist = first("“The bell was sold. The tower was burnt,” Mara Holt said.");
        assert!(!gist.denies && has(&gist, "bell") && has(&gist, "tower"), "{gist:?}");
    }

    #[test]
    fn who_speaks_of_another_names_both() {
        let gist = first("The lawyer of Hedda Roth, Nils Aune, said she never saw the map.");
        assert!(gist.denies && has(&gist, "@roth") && has(&gist, "@aun"), "{gist:?}");
    }

    #[test]
    fn a_no_before_a_denial_does_not_take_it_back() {
        assert!(first("“No, the abbey never sold the bell,” the abbot said.").denies);
        assert!(first("“The bell,” the abbot said, “was never sold.”").denies);
        assert!(first("It is a lie that the abbey sold the bell, the abbot said.").denies);
        assert!(!first("The abbey rang the bell for nothing all day, the abbot said.").denies);
        assert!(!first("The abbot said he did not know whether the abbey had sold the bell.").denies);
        assert!(!first("The abbey had not left the bell unsold for no reason, the abbot said.").denies);
    }

    #[test]
    fn what_its_object_parts_is_one_word() {
        for text in [
            "Vale Ferries is selling its yard at Lesk to a fund, the agent said.",
            "The yard will be sold to a fund, the agent said.",
        ] {
            assert!(has(&first(text), "!buy"), "{text} {:?}", first(text));
        }
        assert!(has(&first("Vale Ferries is selling the yard to pay its debts, the agent said."), "!sell"));
        let gist = first("The guild put its vote off, the agent said.");
        assert!(has(&gist, "postpon"), "{gist:?}");
    }

    #[test]
    fn odds_are_no_doubt() {
        let sure = |text: &str| first(text).certainty;
        assert_eq!(sure("Welders are three times as likely to cough, a doctor said."), Gist::STATED);
        assert_eq!(sure("Welders are ten times more likely to cough, a doctor said."), Gist::STATED);
        assert_eq!(sure("The yard is likely to close, a doctor said."), Gist::LIKELY);
    }

    #[test]
    fn a_number_in_words_is_its_number() {
        assert!(!has(&first("Sixteen rafts sank, the agent said."), "sixteen"));
        assert!(has(&first("Sixteen rafts sank, the agent said."), "#16"));
    }

    #[test]
    fn what_is_denied_goes_without_the_word_for_it() {
        let (plain, named) = (
            first("Nora Vik denied that the guild had forged the map."),
            first("Nora Vik rejected the accusation that the guild had forged the map."),
        );
        assert_eq!(plain.words, named.words);
        assert!(!has(&first("The husband of Nora Vik said that she never forged the map."), "husband"));
    }

    #[test]
    fn what_hangs_on_a_noun_denies_nothing() {
        assert!(!first("The reeve said a toll on carters who are not from Lesk.").denies);
        assert!(first("The carter, who is from Lesk, did not pay, the reeve said.").denies);
        assert!(!first("Nothing will be rebuilt unless the guild pays, the reeve said.").denies);
    }

    #[test]
    fn some_words_mean_the_same_only_as_verbs() {
        assert!(has(&first("The firm shipped barley to Lesk, the agent said."), "send"));
        assert!(!has(&first("Two ships lay off Lesk, the agent said."), "send"));
    }
}
