//! "By the union's own count, A", "A, by some estimates", "A, in Lee's words, B": by whose reckoning or in whose view it is so.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::scene::Scene;
use super::{lexicon, nouns};

/// The name of the rule.
pub(super) const RULE: &str = "by_account";

/// The most words between the preposition and its noun.
const REACH: usize = 8;

/// The nouns of `lexicon/accounts.tsv`, each with its preposition and whether it may go without an owner.
fn accounts() -> &'static FxHashMap<&'static str, (&'static str, bool)> {
    static ACCOUNTS: OnceLock<FxHashMap<&'static str, (&'static str, bool)>> = OnceLock::new();
    ACCOUNTS.get_or_init(|| {
        lexicon::lines(include_str!("lexicon/accounts.tsv"))
            .filter_map(|line| line.split_once('\t'))
            .map(|(noun, how)| {
                let (preposition, whole) = how.split_once(' ').unwrap_or((how, ""));
                (noun, (preposition.trim(), !whole.is_empty()))
            })
            .collect()
    })
}

/// The drafts of all accounts.
pub(super) fn drafts(scene: &Scene, into: &mut Vec<Draft>) {
    let a = scene.a;
    for sentence in a.sentences.iter().filter(|sentence| sentence.prose) {
        for at in sentence.tokens.clone().filter(|&at| matches!(a.low(at), "by" | "in")) {
            let Some((source, noun)) = whose(scene, at, sentence.tokens.end) else { continue };
            let cue = (source.end <= noun).then_some(noun..noun + 1);
            let lead_end = if source.start == at + 4 { at + 4 } else { at + 1 };
            let bounds = scene.bounds(at);
            let begins = at == bounds.start || at == bounds.start + 1 && a.tag(at - 1) == Tag::Cc;
            let before = at.checked_sub(1).filter(|&comma| a.word(comma) == "," && comma > bounds.start + 1);
            let follows = a.word(noun + 1) == ",";
            let rest = noun + 2..scene.trim(noun + 2, bounds.end);
            let lead = |comma: usize| bounds.start..scene.trim(bounds.start, comma);
            let content = match before {
                _ if begins && follows => vec![rest],
                Some(comma) if follows => vec![lead(comma), rest],
                Some(comma) if noun + 1 >= bounds.end || a.tag(noun + 1) == Tag::Punct => vec![lead(comma)],
                _ => continue,
            };
            // "In her words, no." has no verb to be said.
            let told = |piece: &Range<usize>| {
                scene.groups.get(scene.group_from(piece.start)).is_some_and(|group| group.head < piece.end)
            };
            if !content.iter().any(told) {
                continue;
            }
            let mut pieces = content.into_iter().filter(|piece| !piece.is_empty());
            let Some(first) = pieces.next() else { continue };
            let mut draft = Draft::new(RULE, noun, at..lead_end, first).said_by(Some(source));
            draft.cue.extend(cue);
            into.push(pieces.fold(draft, Draft::and));
        }
    }
}

/// Whose account the preposition at `at` leads to, and its noun.
fn whose(scene: &Scene, at: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let a = scene.a;
    // "in the words of one broker, “…”"
    if a.low(at) == "in" && a.low(at + 1) == "the" && a.low(at + 2) == "words" && a.low(at + 3) == "of" {
        return nouns::base(a, at + 4, end).map(|source| (source.clone(), source.end - 1));
    }
    for noun in at + 2..end.min(at + REACH) {
        if a.tag(noun) == Tag::Punct || a.tag(noun).is_verb() && !matches!(a.low(noun), "count" | "estimates") {
            return None;
        }
        let Some(&(_, whole)) = accounts().get(a.low(noun)).filter(|(preposition, _)| *preposition == a.low(at)) else {
            continue;
        };
        // "the union's own conservative estimate"
        // "by most estimates"
        let owner = (at + 1..noun).rev().find(|&token| !a.tag(token).is_adjective()).unwrap_or(at + 1);
        return match a.tag(owner) {
            Tag::Pos => Some((at + 1..owner, noun)).filter(|(source, _)| !source.is_empty()),
            Tag::PrpPoss if owner == at + 1 => Some((owner..owner + 1, noun)),
            Tag::Dt | Tag::Cd | Tag::Jj | Tag::Jjs | Tag::Nn | Tag::Nns if whole => Some((at + 1..noun + 1, noun)),
            _ => None,
        };
    }
    None
}
