//! Where the words stand that may name through whom a claim came: "told Reuters", "in an interview with", "on Telegram".
//!
//! Whether what stands there is a channel or only somebody who listened is for [`crate::reading::sources`], who knows the names.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::tagger::Tag;
use super::draft::Draft;
use super::lexicon::{self, Frames, Lexicon};
use super::nouns;
use super::scene::Scene;
use super::{Told, Via};

struct Pattern {
    words: Vec<&'static str>,
    told: Told,
}

/// The patterns of one first word, the longest first, and which of them have each second word; [`ANY`] and none have theirs too.
#[derive(Default)]
struct Begun {
    patterns: Vec<Pattern>,
    by_second: FxHashMap<&'static str, Vec<usize>>,
}

/// Stands for any word in a pattern.
const ANY: &str = "*";

struct Patterns {
    by_first: FxHashMap<&'static str, Begun>,
    /// What one says something in, on a platform: "post", "interview".
    pieces: FxHashSet<&'static str>,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let mut by_first: FxHashMap<&'static str, Begun> = FxHashMap::default();
        for line in lexicon::lines(include_str!("lexicon/via.tsv")) {
            let (words, follows) = line.split_once('\t').unwrap_or((line, "medium"));
            let words: Vec<&'static str> = words.split_whitespace().collect();
            let told = if follows.trim() == "outlet" { Told::On } else { Told::To };
            if let Some(&first) = words.first() {
                by_first.entry(first).or_default().patterns.push(Pattern { words, told });
            }
        }
        for begun in by_first.values_mut() {
            begun.patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len()));
            for (place, pattern) in begun.patterns.iter().enumerate() {
                let second = pattern.words.get(1).copied().unwrap_or_default();
                begun.by_second.entry(second).or_default().push(place);
            }
        }
        Patterns { by_first, pieces: lexicon::lines(include_str!("lexicon/pieces.txt")).map(str::trim).collect() }
    })
}

/// How far beside its cue a via is looked for, in tokens.
const REACH: usize = 30;
/// How far behind its cue "on X" or "in the Times" may begin.
const BESIDE: usize = 12;
/// No claim has more candidates.
const MOST: usize = 6;

/// The phrases through which the claim of `draft` may have come, those first that tell it best: whom it was told, then
/// what stands beside the cue from left to right.
pub(super) fn candidates(scene: &Scene, draft: &Draft) -> Vec<Via> {
    let a = scene.a;
    let mut found = Vec::new();
    let (Some(first), Some(last)) = (draft.cue.first(), draft.cue.last()) else { return found };
    let Some(sentence) = a.sentence_of(first.start) else { return found };
    let sentence = a.sentences[sentence].tokens.clone();
    let free = |tokens: &Range<usize>| {
        let apart =
            |spans: &[Range<usize>]| spans.iter().all(|span| span.end <= tokens.start || span.start >= tokens.end);
        apart(&draft.content) && apart(&draft.source)
    };
    // "records seen by the Daily Plain" say it, the paper tells it; "Lee, who spoke to the Plain," told it.
    let told_by = |at: usize, tokens: &Range<usize>| {
        (a.tag(at) == Tag::Vbn || matches!(a.low(at), "who" | "appeared"))
            && a.low(at + 1) != "in"
            && draft.source.iter().any(|source| source.start < at && tokens.end <= source.end)
            && draft.content.iter().all(|said| said.end <= tokens.start || said.start >= tokens.end)
    };
    let mut add = |at: usize, tokens: Range<usize>, told: Told| {
        if found.len() < MOST && (free(&tokens) || told_by(at, &tokens)) {
            found.push(Via { bytes: a.bytes(tokens), told });
        }
    };
    if let Some(listener) = &draft.listener {
        // "told reporters in Frankfurt": a city hears nothing; "told a reporter for the Times" is another matter.
        let place = listener.clone().skip(1).find(|&at| a.low(at) == "in" && a.tag(at) == Tag::In);
        add(listener.start, listener.start..place.unwrap_or(listener.end), Told::To);
    }
    for at in draft.cue.iter().flat_map(Clone::clone).chain([draft.head]) {
        if let Some(listener) = listener(scene, at, sentence.end) {
            add(listener.start, listener, Told::To);
        }
    }
    let quotation = scene.quotation_at(draft.head);
    // "Reports say A; Roe, reached by the Post, would not comment": what follows a semicolon is another's.
    let parts = |at: &usize| a.word(*at) == ";" && scene.quotation_at(*at).is_none();
    let low = sentence.start.max(first.start.saturating_sub(REACH));
    let low = (low..first.start).rev().find(parts).map_or(low, |mark| mark + 1);
    let high = sentence.end.min(last.end + REACH);
    let high = (last.end..high).find(parts).unwrap_or(high);
    // "insisted that A, and Roe was quoted by the Post as saying B": nor is what the next clause tells.
    let joined = |at: &usize| a.word(*at) == "," && matches!(a.low(*at + 1), "and" | "but" | "while");
    let said = draft.content.last().map(|said| said.end).filter(|&end| end > last.end && end < high);
    let high = said.filter(joined).or_else(|| Some(last.end).filter(joined)).unwrap_or(high);
    for at in low..high {
        let said = draft.content.iter().any(|content| content.contains(&at));
        if said || scene.quotation_at(at) != quotation {
            continue;
        }
        for (tokens, told) in beside(scene, at, sentence.end) {
            // "wrote on X", "In the Times, Roe wrote"; "an anchor at Fox News who said" is another matter.
            let behind = at >= last.end && at <= last.end + BESIDE;
            // "In a post on X, she denied A and said B": one opening for both.
            let speaks = draft.source.first().map_or(first.start, |source| first.start.min(source.start));
            let opens = at <= sentence.start + 1 && tokens.end + BESIDE >= speaks;
            let inside = at >= first.start && at < last.end;
            let leads = at < first.start && at + 4 >= first.start && a.low(at).starts_with('t');
            if told == Told::To || behind || opens || inside || leads {
                add(at, tokens, told);
            }
        }
    }
    found
}

/// Whom the verb at `at` tells: the noun phrase right behind it.
fn listener(scene: &Scene, at: usize, ceiling: usize) -> Option<Range<usize>> {
    let a = scene.a;
    Lexicon::get().verb(a.low(at)).filter(|cue| cue.frames.any(Frames::OBJ))?;
    // "The envoy was told": by whom it is not said.
    let passive = (at.saturating_sub(3)..at)
        .any(|before| matches!(a.low(before), "was" | "were" | "been" | "being" | "is" | "are"));
    if passive {
        return None;
    }
    phrase(scene, at + 1, ceiling)
}

/// The noun phrase at `start` with the names that its tags hide, up to what is attached.
fn phrase(scene: &Scene, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let a = scene.a;
    let mut tokens = nouns::base(a, start, ceiling).unwrap_or(start..start);
    let large = |at: usize| at < ceiling && a.word(at).starts_with(char::is_uppercase) && a.tag(at) != Tag::Prp;
    if tokens.is_empty() && !(large(start) || a.tag(start) == Tag::Dt && large(start + 1)) {
        return None;
    }
    if tokens.is_empty() {
        tokens = start..start + 1;
    }
    while large(tokens.end) && !nouns::is_time(a, tokens.end) {
        tokens.end += 1;
    }
    // "Lawmakers in Seoul" were told, not Seoul.
    if let Some(attached) = tokens.clone().skip(1).find(|&at| a.tag(at) == Tag::In && a.low(at) != "of") {
        tokens.end = attached;
    }
    (a.tag(start) != Tag::Prp).then_some(tokens)
}

/// What the words at `at` lead to.
fn beside(scene: &Scene, at: usize, ceiling: usize) -> Vec<(Range<usize>, Told)> {
    let a = scene.a;
    let mut found = Vec::new();
    let Some(begun) = patterns().by_first.get(a.low(at)) else { return found };
    let second = [a.low(at + 1), ANY, ""].map(|second| begun.by_second.get(second).map_or(&[][..], Vec::as_slice));
    let mut likely = second.concat();
    likely.sort_unstable();
    likely.dedup();
    for pattern in likely.into_iter().filter_map(|place| begun.patterns.get(place)) {
        let same = |(step, word): (usize, &&str)| *word == ANY || a.low(at + step) == *word;
        if pattern.words.iter().enumerate().all(same)
            && let Some(tokens) = phrase(scene, at + pattern.words.len(), ceiling)
        {
            found.push((tokens, pattern.told));
        }
    }
    // "in a Facebook post", "in an AP interview"
    if a.low(at) == "in"
        && let Some(tokens) = nouns::base(a, at + 1, ceiling)
        && patterns().pieces.contains(a.low(tokens.end - 1))
    {
        found.push((tokens, Told::On));
    }
    found
}
