//! Through whom a claim came: "told Reuters", "in an interview with", "on Telegram", "according to a report in".

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::tagger::Tag;
use super::draft::Draft;
use super::lexicon::{self, Frames};
use super::nouns;
use super::scene::Scene;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    Name,
    Medium,
    Place,
}

struct Pattern {
    words: Vec<&'static str>,
    follows: Follows,
}

struct Media {
    patterns: FxHashMap<&'static str, Vec<Pattern>>,
    /// Common nouns of media, and names of platforms and outlets.
    nouns: FxHashSet<&'static str>,
    names: FxHashSet<&'static str>,
}

fn media() -> &'static Media {
    static MEDIA: OnceLock<Media> = OnceLock::new();
    MEDIA.get_or_init(|| {
        let mut patterns: FxHashMap<&'static str, Vec<Pattern>> = FxHashMap::default();
        for line in lexicon::lines(include_str!("lexicon/via.tsv")) {
            let (words, follows) = line.split_once('\t').unwrap_or((line, "name"));
            let words: Vec<&'static str> = words.split_whitespace().collect();
            let follows = match follows.trim() {
                "medium" => Follows::Medium,
                "place" => Follows::Place,
                _ => Follows::Name,
            };
            if let Some(&first) = words.first() {
                patterns.entry(first).or_default().push(Pattern { words, follows });
            }
        }
        for list in patterns.values_mut() {
            list.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len()));
        }
        let (names, nouns) = lexicon::lines(include_str!("lexicon/media.txt"))
            .map(str::trim)
            .partition(|word| word.starts_with(char::is_uppercase) && *word != "TV");
        Media { patterns, nouns, names }
    })
}

/// How far beside its cue a via is looked for, in tokens.
const REACH: usize = 30;

/// The bytes of the name that the claim of `draft` went through.
pub(super) fn via(scene: &Scene, draft: &Draft) -> Option<Range<usize>> {
    let a = scene.a;
    if let Some(listener) = &draft.listener {
        // "told Reuters", "told the newspaper", "told Fox News host X"; "told the jury" is no publication.
        if let Some(name) = name_in(scene, listener.clone()) {
            return Some(a.bytes(name));
        }
    }
    // "…, the envoy told Reuters.": the same, where the content stands before the cue.
    let group = scene.groups.get(scene.group_from(draft.head)).filter(|group| group.head == draft.head);
    let listens = group.and_then(|group| group.cue).is_some_and(|cue| cue.frames.any(Frames::OBJ));
    if draft.listener.is_none() && listens {
        let right = draft.head + 1;
        let phrase = a.phrases.partition_point(|phrase| phrase.tokens.end <= right);
        let phrase = a.phrases.get(phrase).filter(|phrase| phrase.tokens.start == right).map(|p| p.tokens.clone());
        let free = phrase
            .filter(|phrase| draft.content.iter().all(|said| said.end <= phrase.start || said.start >= phrase.end));
        if let Some(name) = free.and_then(|phrase| name_in(scene, phrase)) {
            return Some(a.bytes(name));
        }
    }
    // Beside the cue: right of it up to the content, left of it up to its source, and behind the content.
    let sentence = a.sentence_of(draft.head)?;
    let sentence = a.sentences[sentence].tokens.clone();
    let low = sentence.start.max(draft.head.saturating_sub(REACH));
    let high = sentence.end.min(draft.head + REACH);
    let said = |at: usize| draft.content.iter().any(|content| content.contains(&at));
    let mut at = low;
    while at < high {
        if !said(at)
            && scene.quotation_at(at) == scene.quotation_at(draft.head)
            && let Some(found) = pattern_at(scene, draft, at, sentence.end)
        {
            return Some(a.bytes(found));
        }
        at += 1;
    }
    None
}

fn pattern_at(scene: &Scene, draft: &Draft, at: usize, ceiling: usize) -> Option<Range<usize>> {
    let a = scene.a;
    let list = media().patterns.get(a.low(at))?;
    for pattern in list {
        if !pattern.words.iter().enumerate().all(|(step, word)| *word == "*" || a.low(at + step) == *word) {
            continue;
        }
        let start = at + pattern.words.len();
        // "on Telegram" stands beside its cue.
        if pattern.follows == Follows::Place && start > draft.head + 12 {
            continue;
        }
        let Some(phrase) = nouns::base(a, start, ceiling) else { continue };
        if draft.content.iter().any(|content| content.contains(&phrase.start)) {
            continue;
        }
        let found = match pattern.follows {
            Follows::Place => platform(scene, phrase),
            Follows::Medium => name_in(scene, phrase),
            Follows::Name => a.tag(phrase.end - 1).is_proper().then(|| named_part(scene, phrase)).flatten(),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A platform or outlet that is listed.
fn platform(scene: &Scene, phrase: Range<usize>) -> Option<Range<usize>> {
    let text = &scene.a.text[scene.a.bytes(phrase.clone())];
    let bare = phrase.start..phrase.end;
    if media().names.contains(text) {
        return Some(bare);
    }
    // "his Telegram channel", "the X platform", "CNN's “State of the Union”"
    phrase.clone().find(|&at| media().names.contains(scene.a.word(at))).map(|at| at..at + 1)
}

/// The name in `phrase`, or all of it where a common noun of media heads it ("the newspaper").
fn name_in(scene: &Scene, phrase: Range<usize>) -> Option<Range<usize>> {
    let a = scene.a;
    // "Lawmakers in Seoul" were told, not Seoul.
    let attached = phrase.clone().skip(1).find(|&at| a.tag(at) == Tag::In && a.low(at) != "of");
    let phrase = phrase.start..attached.unwrap_or(phrase.end);
    let head = phrase.end.checked_sub(1)?;
    let medium = phrase.clone().any(|at| media().nouns.contains(a.low(at)));
    if let Some(name) = named_part(scene, phrase.clone()) {
        // A person is told too: taken where a medium is named, or the name is no person's at first sight.
        return Some(name);
    }
    (medium && a.tag(head).is_noun()).then_some(phrase)
}

/// The run of capitalised words in `phrase`, up to a possessive.
fn named_part(scene: &Scene, phrase: Range<usize>) -> Option<Range<usize>> {
    let a = scene.a;
    let capital = |at: usize| {
        (a.tag(at).is_proper() || nouns::is_name_part(a, at))
            && a.word(at).starts_with(|c: char| !c.is_lowercase())
            && !nouns::is_time(a, at)
    };
    let start = phrase.clone().find(|&at| capital(at))?;
    let mut end = start;
    while end < phrase.end
        && (capital(end)
            || matches!(a.low(end), "of" | "the" | "and" | "&" | "-") && end + 1 < phrase.end && capital(end + 1))
    {
        end += 1;
    }
    // "The Washington Post" keeps its article when that is written large.
    let start = if start > phrase.start && a.word(start - 1) == "The" && a.tag(start - 1) == Tag::Dt {
        start - 1
    } else {
        start
    };
    Some(start..end)
}
