//! The words that weaken a claim: in its cue, or in the main clause of what is said.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::lexicon;
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
}

fn entries() -> &'static FxHashMap<&'static str, Vec<Entry>> {
    static ENTRIES: OnceLock<FxHashMap<&'static str, Vec<Entry>>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries: FxHashMap<&'static str, Vec<Entry>> = FxHashMap::default();
        for line in lexicon::lines(include_str!("lexicon/hedges.tsv")) {
            let (words, place) = line.split_once('\t').unwrap_or((line, "any"));
            let words: Vec<&'static str> = words.split_whitespace().collect();
            let place = match place.trim() {
                "content" => Place::Content,
                "cue" => Place::Cue,
                _ => Place::Any,
            };
            if let Some(&first) = words.first() {
                entries.entry(first).or_default().push(Entry { words, place });
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
        search(scene, tokens.start..(tokens.end + 1).min(a.tokens.len()), tokens.end, Place::Cue, &mut found);
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

/// The main clause of a content ends at a relative clause, a colon, or a second clause.
fn clause_end(scene: &Scene, tokens: &Range<usize>, left: usize) -> usize {
    let a = scene.a;
    let limit = tokens.end.min(tokens.start + left);
    let mut verb = false;
    for at in tokens.start..limit {
        let low = a.low(at);
        verb |= a.tag(at).is_finite_verb();
        let subordinate =
            matches!(low, "which" | "who" | "whose" | "because" | "if" | "unless" | "although" | "while" | "when");
        if verb && at > tokens.start + 1 && (subordinate || matches!(low, ";" | ":")) {
            return at;
        }
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
            // "May" is a month, and "likely" in "more likely" compares.
            Some(entry) if a.word(at) != "May" || at == range.start => {
                let end = (at + entry.words.len()).min(range.end);
                if !found.iter().any(|known| known.start < end && at < known.end) {
                    found.push(at..end);
                }
                at = end.max(at + 1);
            }
            _ => at += 1,
        }
    }
}
