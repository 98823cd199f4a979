//! The words that weaken a claim: in or right before its cue, or in the main clause of what is said.
//!
//! What somebody else is said to say or think in it is that claim's own: in "said that aides believe the dam may fail" the
//! inner claim is hedged, the outer one is not.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::tagger::Tag;
use super::lexicon::{self, Class, Frames, Lexicon};
use super::scene::Scene;

/// Only so many tokens of a content are its main clause, at most.
const CLAUSE: usize = 22;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    Content,
    Cue,
}

struct Entry {
    words: Vec<&'static str>,
    place: Place,
    /// It hedges nothing, and keeps what it begins with from doing so: "could not".
    none: bool,
}

fn entries() -> &'static FxHashMap<&'static str, Vec<Entry>> {
    static ENTRIES: OnceLock<FxHashMap<&'static str, Vec<Entry>>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries: FxHashMap<&'static str, Vec<Entry>> = FxHashMap::default();
        for line in lexicon::lines(include_str!("lexicon/hedges.tsv")) {
            let (words, place) = line.split_once('\t').unwrap_or((line, "any"));
            let words: Vec<&'static str> = words.split_whitespace().collect();
            let none = place.trim() == "none";
            let place = match place.trim() {
                "content" => Place::Content,
                "cue" => Place::Cue,
                _ => Place::Any,
            };
            if let Some(&first) = words.first() {
                entries.entry(first).or_default().push(Entry { words, place, none });
            }
        }
        // Longer ones first: "may have" before "may".
        for list in entries.values_mut() {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        entries
    })
}

/// The hedges of a claim with these `cue` and `content` tokens, as they stand in the text; several are joined by ", ",
/// those of the cue first.
pub(super) fn hedge(scene: &Scene, cue: &[Range<usize>], content: &[Range<usize>]) -> Option<String> {
    let a = scene.a;
    let mut found: Vec<Range<usize>> = Vec::new();
    // A cue that ends in "to" or "by" has its last word in the content.
    for tokens in cue {
        let start = lead(scene, tokens.start, content);
        search(scene, start..(tokens.end + 1).min(a.tokens.len()), tokens.end, Place::Cue, &mut found);
    }
    let mut left = CLAUSE;
    for tokens in content {
        let end = clause_end(scene, tokens, left);
        search(scene, tokens.start..end, end, Place::Content, &mut found);
        left = left.saturating_sub(end - tokens.start);
    }
    let mut words: Vec<&str> = Vec::new();
    for tokens in found {
        let text = &a.text[a.bytes(tokens)];
        if !words.iter().any(|known| known.eq_ignore_ascii_case(text)) {
            words.push(text);
        }
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// Where the adverbs and auxiliaries before a cue at `start` begin: "reportedly | said", "are believed | to have".
fn lead(scene: &Scene, start: usize, content: &[Range<usize>]) -> usize {
    let a = scene.a;
    let said = |at: usize| content.iter().any(|piece| piece.contains(&at));
    let leads = |at: usize| matches!(a.tag(at), Tag::Rb | Tag::Md | Tag::Vbz | Tag::Vbp | Tag::Vbd) && !said(at);
    let mut at = start;
    while at > 0 && start - at < 4 && leads(at - 1) && a.sentence_of(at - 1) == a.sentence_of(start) {
        at -= 1;
    }
    at
}

/// The main clause of a content ends at a relative clause, a colon, a second clause, or what somebody else says or thinks.
fn clause_end(scene: &Scene, tokens: &Range<usize>, left: usize) -> usize {
    let a = scene.a;
    let limit = tokens.end.min(tokens.start + left);
    let mut verb = false;
    for at in tokens.start..limit {
        let low = a.low(at);
        let inside = at > tokens.start + 1;
        if inside && verb && matches!(low, "because" | "if" | "unless" | "although" | "while" | "when" | ";" | ":") {
            return at;
        }
        let relative = matches!(low, "which" | "who" | "whose") || low == "that" && a.tag(at) == Tag::Wdt;
        if inside && (relative || low == "that" && a.tag(at - 1).is_noun() && a.tag(at + 1) == Tag::Md) {
            return at;
        }
        let thinks = || {
            let cue = Lexicon::get().verb(low);
            cue.is_some_and(|cue| matches!(cue.class, Class::Say | Class::Think) && cue.frames.any(Frames::THAT))
        };
        // "rescuers believe that two may be left": the second word may be the verb.
        if at > tokens.start && matches!(a.tag(at), Tag::Vbz | Tag::Vbp | Tag::Vbd) && thinks() {
            return at;
        }
        verb |= a.tag(at).is_finite_verb();
    }
    limit
}

/// Looks for entries that begin in `range` and end before it does; those that begin at `edge` or later do not count.
fn search(scene: &Scene, range: Range<usize>, edge: usize, place: Place, found: &mut Vec<Range<usize>>) {
    let a = scene.a;
    let mut at = range.start;
    while at < edge.min(range.end) {
        let hit = entries().get(a.low(at)).and_then(|list| {
            list.iter().find(|entry| {
                (entry.place == Place::Any || entry.place == place)
                    && entry.words.iter().enumerate().all(|(step, word)| *word == "*" || a.low(at + step) == *word)
            })
        });
        match hit {
            // "May" is a month or a name; "could not" is what somebody was unable to do.
            Some(entry) if a.word(at) != "May" && !entry.none => {
                let end = (at + entry.words.len()).min(range.end);
                if !found.iter().any(|known| known.start < end && at < known.end) {
                    found.push(at..end);
                }
                at = end.max(at + 1);
            }
            Some(entry) if entry.none => at += entry.words.len(),
            _ => at += 1,
        }
    }
}
