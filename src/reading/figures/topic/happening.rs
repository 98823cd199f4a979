//! What happens to those counted, told by verbs around the number: "drew 5,000", "5,000 dockers walked off the job".

use std::cmp::Reverse;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::counted;
use super::super::piece::{Kind, Pieces};
use super::super::tables::{rows, word_files, word_maps};

word_files! {
    /// People without more said of them.
    people = "../lexicon/people.txt";
    /// Behind a number these say where or since when something befell those counted.
    units = "../lexicon/how_far.txt";
}

word_maps! {
    /// Nouns to the one that they stand for.
    other_nouns = "../lexicon/happening_nouns.tsv";
}

/// A phrase of which a verb, in its base form, comes first; and what must be counted, where it matters.
struct Phrase {
    of: usize,
    words: Vec<&'static str>,
    counted: Option<&'static str>,
}

/// One row of the data file.
pub(super) struct Happening {
    pub name: &'static str,
    pub nouns: Vec<&'static str>,
}

/// The phrases by the word at which they are looked up, and the rows.
struct Happenings {
    rows: Vec<Happening>,
    /// By their last word, in the order of the file.
    before: FxHashMap<&'static str, Vec<Phrase>>,
    /// By their first word, in the order of the file.
    after: FxHashMap<&'static str, Vec<Phrase>>,
    /// Those that begin with "be", by the word behind it.
    done: FxHashMap<&'static str, Vec<Phrase>>,
    /// With what must be counted.
    nouns: FxHashMap<&'static str, Vec<(usize, Option<&'static str>)>>,
}

fn happenings() -> &'static Happenings {
    static HAPPENINGS: OnceLock<Happenings> = OnceLock::new();
    HAPPENINGS.get_or_init(|| {
        let phrase = |of: usize, text: &'static str| {
            let (words, counted) =
                text.split_once('+').map_or((text, None), |(words, noun)| (words, Some(noun.trim())));
            Phrase { of, words: words.split_whitespace().collect(), counted }
        };
        let mut all = Happenings {
            rows: Vec::new(),
            before: FxHashMap::default(),
            after: FxHashMap::default(),
            done: FxHashMap::default(),
            nouns: FxHashMap::default(),
        };
        for (of, row) in rows(include_str!("../lexicon/happenings.tsv")).enumerate() {
            for phrase in row.list(1).map(|text| phrase(of, text)) {
                all.before.entry(phrase.words.last().copied().unwrap_or_default()).or_default().push(phrase);
            }
            for phrase in row.list(2).map(|text| phrase(of, text)) {
                if let ["be", participle, ..] = phrase.words[..] {
                    let done = Phrase { of, words: phrase.words[1..].to_vec(), counted: phrase.counted };
                    all.done.entry(participle).or_default().push(done);
                }
                all.after.entry(phrase.words.first().copied().unwrap_or_default()).or_default().push(phrase);
            }
            let mut nouns = Vec::new();
            for text in row.list(3) {
                let (noun, counted) =
                    text.split_once('+').map_or((text, None), |(noun, of)| (noun.trim(), Some(of.trim())));
                nouns.push(noun);
                all.nouns.entry(noun).or_default().push((of, counted));
            }
            all.rows.push(Happening { name: row.cell(0), nouns });
        }
        all
    })
}

/// Whether a verb right before a number, whose words begin at `start`, tells what was done to a measure of the `kind`.
pub(super) fn is_done(c: &Pieces, start: usize, kind: &str) -> bool {
    before(c, start, Some(kind), false).is_some()
}

/// Whether happenings have `what` for their name.
pub(super) fn is_name(what: &str) -> bool {
    happenings().rows.iter().any(|row| row.name == what)
}

/// Whether some noun tells of `what` where a measure of the `kind` stands with it: turnout is told in percent.
pub(super) fn is_told_in(what: &str, kind: &str) -> bool {
    let all = happenings();
    all.nouns.values().flatten().any(|&(of, counted)| counted == Some(kind) && all.rows[of].name == what)
}

/// What a noun says alone: "arrest", "crowd".
pub(super) fn of_noun(noun: &str) -> Option<&'static Happening> {
    of_measured(noun, None)
}

/// What a noun says of a measure of the `kind` "area", "money" and the like: "a fire of 200 hectares".
pub(super) fn of_measured(noun: &str, kind: Option<&str>) -> Option<&'static Happening> {
    let listed = happenings().nouns.get(noun)?;
    listed.iter().find(|(_, counted)| *counted == kind).and_then(|&(of, _)| happenings().rows.get(of))
}

/// What a participle before those counted, whose singular is `noun`, says: "escaped prisoners", "stranded lorries".
pub(super) fn of_participle(word: &str, noun: Option<&str>, is_person: bool) -> Option<&'static Happening> {
    let fits = |counted: Option<&str>| match counted {
        Some(wanted) => noun.is_some_and(|noun| is_one(noun, wanted, is_person)),
        None => is_person,
    };
    if !word.ends_with("ed") && !word.ends_with("en") {
        return None;
    }
    let verb = lemma::verb(word);
    let all = happenings();
    let done = all.done.get(verb.as_ref()).into_iter().flatten().filter(|phrase| phrase.words.len() == 1);
    let did = all.after.get(verb.as_ref()).into_iter().flatten().filter(|phrase| phrase.words.len() == 1);
    done.chain(did).find(|phrase| fits(phrase.counted) && verb != word).and_then(|phrase| all.rows.get(phrase.of))
}

/// Whether `noun` is `wanted`, by that name or another.
pub(super) fn is_one(noun: &str, wanted: &str, is_person: bool) -> bool {
    noun == wanted || wanted == "any" || wanted == "person" && is_person || other_nouns().get(noun) == Some(&wanted)
}

/// Whether `a` and `b` are both houses, both vehicles or the like.
pub(super) fn are_one_kind(a: &str, b: &str) -> bool {
    let kind = |noun: &str| other_nouns().get(noun).copied();
    kind(a).is_some_and(|one| Some(one) == kind(b) || one == b) || kind(b) == Some(a)
}

/// No phrase begins further behind those counted, in pieces.
const REACH: usize = 12;

/// What is told of those counted, whose singular is `noun`, if anything: by the verb before the number, whose words begin
/// at `start`, or by what stands at `end`, behind those counted.
pub(super) fn read(
    c: &Pieces,
    start: usize,
    end: usize,
    noun: Option<&str>,
    is_person: bool,
) -> Option<&'static Happening> {
    before(c, start, noun, is_person).or_else(|| after(c, end, noun, is_person))
}

/// What the verb before a number does to those counted, whose singular is `noun`.
pub(super) fn done(c: &Pieces, start: usize, noun: &str, is_person: bool) -> Option<&'static Happening> {
    before(c, start, Some(noun), is_person)
}

fn before(c: &Pieces, start: usize, noun: Option<&str>, is_person: bool) -> Option<&'static Happening> {
    let mut end = start;
    while end > 0 && matches!(c.low(end - 1), "another" | "some" | "about" | "only" | "just") {
        end -= 1;
    }
    // "harvested a record 20 tonnes"
    if end > 2 && c.is(end - 1, "record") && c.tag(end - 2) == Tag::Dt {
        end -= 2;
    }
    let fits = |phrase: &&Phrase| {
        let fits = match phrase.counted {
            Some(wanted) => noun.is_some_and(|noun| is_one(noun, wanted, is_person)),
            // What draws, uproots and arrests does so to people.
            None => noun.is_none() || is_person,
        };
        fits && ends(c, end, &phrase.words).is_some_and(|from| phrase.words.len() > 1 || !passive(c, from))
    };
    found(c, end.checked_sub(1)?, &happenings().before, fits)
}

/// The first of the phrases looked up at the word at `at` that `fits`.
fn found(
    c: &Pieces,
    at: usize,
    phrases: &'static FxHashMap<&'static str, Vec<Phrase>>,
    fits: impl Fn(&&Phrase) -> bool,
) -> Option<&'static Happening> {
    if !c.is_word(at) {
        return None;
    }
    let (low, verb, noun) = (c.low(at), lemma::verb(c.low(at)), counted::singular(c.low(at)));
    let words = [low, verb.as_ref(), noun.as_str()];
    let listed = words.iter().filter_map(|word| phrases.get(word)).flatten();
    listed
        .filter(fits)
        // What is told of these alone says more than what is told of any people.
        .min_by_key(|phrase| (Reverse(phrase.words.len()), phrase.counted.is_none(), phrase.of))
        .and_then(|phrase| happenings().rows.get(phrase.of))
}

/// Where `words` begin that end before `end`, with articles and possessives between: "cut its workforce by". The last of them was
/// found there.
fn ends(c: &Pieces, end: usize, words: &[&str]) -> Option<usize> {
    let mut at = end.checked_sub(1)?;
    for (index, word) in words.iter().enumerate().rev().skip(1) {
        at = at.checked_sub(1)?;
        let between = index + 1 < words.len() && matches!(c.tag(at), Tag::Dt | Tag::PrpPoss | Tag::Jj);
        if between && !is(c, at, word) {
            at = at.checked_sub(1)?;
        }
        // "cut its workforce in Riverton by", "the strike in Riverton was joined by"
        if !is(c, at, word) && at > 1 && c.tag(at) == Tag::Nnp && matches!(c.low(at - 1), "in" | "at" | "near") {
            at -= 2;
        }
        // "ordered the bank to pay"
        if index == 0 && words.len() > 2 && words[1] == "to" {
            let whom = |at: usize| matches!(c.tag(at), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Dt | Tag::Jj);
            at = (at.saturating_sub(WHOM)..=at).rev().find(|&at| is(c, at, word) || !whom(at))?;
        }
        if !is(c, at, word) {
            return None;
        }
    }
    Some(at)
}

/// So many words name whom somebody orders to do something, at most.
const WHOM: usize = 5;

fn passive(c: &Pieces, verb: usize) -> bool {
    c.tag(verb) != Tag::Vbg && matches!(c.low_before(verb, 1), "were" | "was" | "been" | "be" | "are" | "is")
}

/// Whether the word at `at` is `word`, as it stands or in another form.
fn is(c: &Pieces, at: usize, word: &str) -> bool {
    let low = c.low(at);
    c.is_word(at)
        && (low == word || lemma::may_be(low, word) && (lemma::verb(low) == word || counted::singular(low) == word))
}

/// What stands behind those who are named along with those counted, or else `end`: "12,000 miners and their families marched", "40 men,
/// women and children were killed", "19 people, 11 of them children, were killed".
fn past_company(c: &Pieces, end: usize) -> usize {
    let word = |at: usize| c.is_word(at) && !c.is(at, "and");
    let listed = |mut at: usize| {
        at += usize::from(matches!(c.tag(at), Tag::Dt | Tag::PrpPoss));
        let last =
            (at..at + 3).take_while(|&at| word(at) && matches!(c.tag(at), Tag::Jj | Tag::Nn | Tag::Nns)).last()?;
        (c.tag(last) == Tag::Nns).then_some(last + 1)
    };
    let mut at = end;
    if c.is(at, ",") && (c.is_digits(at + 1) || c.tag(at + 1) == Tag::Cd) && c.is(at + 2, "of") {
        let comma = (at + 3..at + 8).take_while(|&at| c.is_word(at)).last().map_or(end, |last| last + 1);
        at = if c.is(comma, ",") { comma + 1 } else { end };
    }
    let mut joined = at > end;
    while !joined && (c.is(at, ",") || c.is(at, "and")) {
        joined = c.is(at, "and");
        let Some(next) = listed(at + 1) else { return end };
        at = next;
    }
    let goes_on = matches!(c.tag(at), Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md) || is_helper(c, at);
    if joined && goes_on { at } else { end }
}

pub(super) fn after(c: &Pieces, end: usize, noun: Option<&str>, is_person: bool) -> Option<&'static Happening> {
    let end = if is_person { past_company(c, end) } else { end };
    // "the homes flooded by the river"
    // but "trapped 500 meters below ground"
    let measured = c.is_digits(end + 1) && units().contains(c.low(end + 2));
    let object = matches!(c.tag(end + 1), Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Nnp) && !measured;
    let participle = c.tag(end) == Tag::Vbn || c.tag(end) == Tag::Vbd && c.low(end).ends_with("ed");
    let fits = |phrase: &&Phrase| match phrase.counted {
        Some(wanted) => noun.is_some_and(|noun| is_one(noun, wanted, is_person)),
        None => is_person,
    };
    if participle && !object {
        // "38,000 homes lost power"
        let active = found(c, end, &happenings().after, |phrase| {
            phrase.words.len() > 1 && fits(phrase) && stands(c, end, &phrase.words)
        });
        if active.is_some() {
            return active;
        }
        let found = found(c, end, &happenings().done, |phrase| fits(phrase) && stands(c, end, &phrase.words));
        if found.is_some() {
            return finite(c, end + 1, noun, is_person).or(found);
        }
    }
    let mut at = end;
    while at < end + REACH && c.kind(at) == Some(Kind::Word) {
        let found = found(c, at, &happenings().after, |phrase| {
            let done = phrase.words.first() != Some(&"be") && c.tag(at) == Tag::Vbn && passive(c, at);
            fits(phrase) && !done && stands(c, at, &phrase.words)
        });
        if found.is_some() {
            return found;
        }
        // "a third are not vaccinated"
        if matches!(c.low(at), "not" | "n't" | "never") {
            return None;
        }
        let helps = matches!(c.tag(at), Tag::Md | Tag::Rb | Tag::To | Tag::Wp | Tag::Wdt)
            || matches!(
                c.low(at),
                "have"
                    | "has"
                    | "had"
                    | "be"
                    | "is"
                    | "are"
                    | "was"
                    | "were"
                    | "been"
                    | "being"
                    | "do"
                    | "does"
                    | "did"
                    | "who"
                    | "that"
                    | "reportedly"
                    | "all"
            );
        // "miners at the pit": where they are.
        let place = c.tag(at) == Tag::In
            || at > end
                && matches!(c.tag(at), Tag::Dt | Tag::PrpPoss | Tag::Nnp | Tag::Pos | Tag::Nn | Tag::Nns | Tag::Jj);
        // "52 percent of those entitled to vote cast"
        let of_those = c.is(end, "of");
        if !helps && !place && !of_those {
            return None;
        }
        at += 1;
    }
    None
}

/// What is told of those who have a participle behind them already: "of the pupils kidnapped from a school 25 have been freed".
fn finite(c: &Pieces, from: usize, noun: Option<&str>, is_person: bool) -> Option<&'static Happening> {
    let between = |at: &usize| {
        c.is_word(*at)
            && matches!(c.tag(*at), Tag::In | Tag::Dt | Tag::PrpPoss | Tag::Nn | Tag::Nnp | Tag::Nns | Tag::Jj)
    };
    let have = (from..from + REACH).take_while(|at| between(at) || is_helper(c, *at)).find(|&at| is_helper(c, at))?;
    // "kidnapped since May have been freed", not "a town where 30 were killed"
    (have > from).then(|| after(c, have, noun, is_person))?
}

fn is_helper(c: &Pieces, at: usize) -> bool {
    matches!(c.low(at), "have" | "has" | "had" | "were" | "was" | "are")
}

/// Whether `words`, the first of which was found at `at`, stand there, with articles, possessives and adverbs between.
fn stands(c: &Pieces, at: usize, words: &[&str]) -> bool {
    let mut next = at + 1;
    for word in words.iter().skip(1) {
        for _ in 0..3 {
            // "received measles shots"
            let compound = matches!(c.tag(next), Tag::Nn | Tag::Nns) && counted::is_noun(c, next + 1);
            let between =
                compound || matches!(c.tag(next), Tag::Dt | Tag::PrpPoss | Tag::Rb | Tag::Jj | Tag::Nnp | Tag::Pos);
            if is(c, next, word) || !between {
                break;
            }
            next += 1;
        }
        if !is(c, next, word) {
            return false;
        }
        next += 1;
    }
    true
}
