//! "The army has reportedly moved", "Reportedly, the plant will close": a clause that nobody stands for, by an adverb alone.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::{Shape, is_be};
use super::lexicon;
use super::scene::Scene;

/// The adverbs, and the length of the shortest, in bytes.
fn adverbs() -> &'static (FxHashSet<&'static str>, usize) {
    static ADVERBS: OnceLock<(FxHashSet<&'static str>, usize)> = OnceLock::new();
    ADVERBS.get_or_init(|| {
        let words: FxHashSet<_> = lexicon::lines(include_str!("lexicon/hearsay.txt")).map(str::trim).collect();
        let shortest = words.iter().map(|word| word.len()).min().unwrap_or(0);
        (words, shortest)
    })
}

/// Whether `word` is one of the adverbs; most words are too short to be.
fn is_adverb(word: &str) -> bool {
    let (words, shortest) = adverbs();
    word.len() >= *shortest && words.contains(word)
}

/// The drafts of all clauses with such an adverb whose verb is no cue by itself, as that of "reportedly said" is.
pub(super) fn drafts(scene: &Scene, into: &mut Vec<Draft>) {
    let a = scene.a;
    for sentence in a.sentences.iter().filter(|sentence| sentence.prose) {
        for at in sentence.tokens.clone().filter(|&at| is_adverb(a.low(at))) {
            into.extend(draft(scene, at, into));
        }
        for index in scene.group_from(sentence.tokens.start)..scene.groups.len() {
            if scene.groups[index].head >= sentence.tokens.end {
                break;
            }
            into.extend(has_it(scene, index));
        }
    }
}

fn draft(scene: &Scene, at: usize, known: &[Draft]) -> Option<Draft> {
    let a = scene.a;
    let bounds = scene.bounds(at);
    let opens = at == bounds.start && a.word(at + 1) == ",";
    // The clause's verb: the adverb stands in it, or right beside it.
    let index = scene.groups.partition_point(|group| if opens { group.head < at } else { group.tokens.end < at });
    let group = scene.groups.get(index).filter(|group| group.head < bounds.end && group.shape == Shape::Finite)?;
    let beside = group.tokens.start <= at + 1 && at <= group.tokens.end;
    if !opens && !beside || known.iter().any(|draft| draft.head == group.head) {
        return None;
    }
    let subject = scene.own_subject(index)?.tokens;
    // "a man who reportedly fled": what is told of him hangs on a name.
    if matches!(a.low(subject.start), "who" | "which" | "that") || subject.start < at && opens {
        return None;
    }
    let end = scene.content_end(index, group.tokens.end.max(at + 1), false);
    let first = if opens { subject.start..end } else { subject.start..at };
    let draft = Draft::new("hearsay", at, at..at + 1, first);
    Some(if opens { draft } else { draft.and(at + 1..end) }).filter(|_| end > at + 1)
}

/// "Word has it that A", "Legend had it that A", by the verb of group `index`.
fn has_it(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    if let Some(draft) = there_is_talk(scene, index).or_else(|| rumours_go_round(scene, index)) {
        return Some(draft);
    }
    let teller = group.tokens.start.checked_sub(1)?;
    let told = group.tokens.len() == 1
        && matches!(a.low(group.head), "has" | "had")
        && matches!(
            a.low(teller),
            "word" | "rumour" | "rumor" | "rumours" | "rumors" | "legend" | "gossip" | "tradition" | "speculation"
        );
    let that = group.tokens.end + 1;
    if !told || a.low(group.tokens.end) != "it" {
        return None;
    }
    // "A, rumour has it."
    if teller > 0 && a.word(teller - 1) == "," && matches!(a.low(that), "." | "," | ";") {
        let content = scene.bounds(group.head).start..teller - 1;
        return (content.len() > 2).then(|| Draft::new("hearsay", group.head, teller..that, content));
    }
    if a.low(that) != "that" {
        return None;
    }
    let content = that..scene.content_end(index, that, false);
    (content.len() > 2).then(|| Draft::new("hearsay", group.head, teller..that, content))
}

/// "There is talk that A", "There were rumours that A".
fn there_is_talk(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let there = group.tokens.start.checked_sub(1).filter(|&there| a.low(there) == "there")?;
    let that = (group.tokens.end..group.tokens.end + 4).find(|&at| a.low(at) == "that")?;
    let talk = matches!(a.low(that - 1), "talk" | "speculation" | "gossip" | "rumours" | "rumors" | "whispers");
    // "There was no talk that"
    let plain = (group.tokens.end..that - 1).all(|at| a.tag(at).is_adjective());
    if !is_be(a.low(group.head)) || !talk || !plain {
        return None;
    }
    let content = that..scene.content_end(index, that, false);
    (content.len() > 2).then(|| Draft::new("hearsay", group.head, there..that, content))
}

/// How many words may stand between a rumour's verb and what it is: "are doing the rounds in the town that".
const ROUND: usize = 8;

/// "Rumours are circulating that A", "Speculation is growing in the press that A".
fn rumours_go_round(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let teller = group.tokens.start.checked_sub(1)?;
    // "Word is that A"
    let word = a.low(teller) == "word" && is_be(a.low(group.head)) && a.low(group.tokens.end) == "that";
    let talk = matches!(
        a.low(teller),
        "talk" | "speculation" | "gossip" | "rumours" | "rumors" | "rumour" | "rumor" | "whispers"
    );
    let goes = |word: &str| {
        const GO: [&str; 10] =
            ["circulat", "swirl", "abound", "spread", "grow", "mount", "persist", "surfac", "emerg", "go"];
        GO.iter().any(|stem| word.starts_with(stem)) || matches!(word, "doing" | "grew" | "rife" | "swept" | "went")
    };
    let next = group.tokens.end;
    let round = talk && group.tokens.clone().chain([next]).any(|at| goes(a.low(at)));
    if !word && !round {
        return None;
    }
    let bounds = scene.bounds(group.head);
    let that = (next..bounds.end.min(next + ROUND)).find(|&at| a.low(at) == "that")?;
    let plain = (next..that).all(|at| !a.tag(at).is_finite_verb() && a.tag(at) != Tag::Punct);
    let content = that..scene.content_end(index, that, false);
    (plain && content.len() > 2).then(|| Draft::new("hearsay", group.head, teller..next, content))
}

#[cfg(test)]
mod tests {
    use super::super::super::analysis::Analysis;
    use super::super::ruled;
    use crate::model::Document;

    /// What is said by nobody in `text`, its pieces joined by a bar.
    fn said(text: &str) -> Vec<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let found = ruled(&Analysis::new(&document));
        let nobodys = found.into_iter().filter(|claim| claim.rule == "hearsay");
        nobodys
            .map(|claim| claim.content.iter().map(|piece| &text[piece.clone()]).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn an_adverb_of_hearsay_makes_a_claim_of_its_clause() {
        assert_eq!(said("The guild has reportedly hired two lawyers."), ["The guild has|hired two lawyers"]);
        assert_eq!(
            said("Three barges were reportedly sunk near the locks."),
            ["Three barges were|sunk near the locks"]
        );
        assert_eq!(said("The painting reportedly cost $3 million."), ["The painting|cost $3 million"]);
        assert_eq!(said("Reportedly, the mill will reopen."), ["the mill will reopen"]);
        assert_eq!(said("There was wild talk that the miller was rich."), ["that the miller was rich"]);
        assert_eq!(said("There was no talk that the miller was rich."), [""; 0]);
        assert_eq!(said("Whispers are spreading in town that the miller was rich."), ["that the miller was rich"]);
        assert_eq!(said("Word is that the miller was rich."), ["that the miller was rich"]);
        assert_eq!(said("The miller was rich, rumour had it."), ["The miller was rich"]);
        assert_eq!(said("Rumours were rife that the miller was rich."), ["that the miller was rich"]);
        assert_eq!(said("Rumours spread like fire in the valley."), [""; 0]);
        assert_eq!(said("Local gossip had it that the miller was rich."), ["that the miller was rich"]);
    }

    #[test]
    fn what_another_cue_has_or_hangs_on_a_name_is_none() {
        assert_eq!(said("The mayor reportedly said that she would run."), [""; 0]);
        assert_eq!(said("Police seek a man who reportedly fled on foot."), [""; 0]);
        assert_eq!(said("Reportedly."), [""; 0]);
    }
}
