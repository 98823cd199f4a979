//! Verb groups: a verb with its auxiliaries, adverbs and particle, as a cue spans them ("has repeatedly said").

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;
use super::lexicon::{Class, Cue, Frames, Lexicon};
use super::nouns;

/// How a group stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Has a subject of its own: "said", "has said", "would say".
    Finite,
    /// "to say".
    Infinitive,
    /// "saying".
    Gerund,
    /// "accused of", "asked about": passive without an auxiliary.
    Participle,
}

/// A verb with what belongs to it, in tokens.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// All of it, from its first adverb or auxiliary to its particle.
    pub tokens: Range<usize>,
    /// The full verb.
    pub head: usize,
    /// How it stands.
    pub shape: Shape,
    /// Whether its subject is what is done to.
    pub passive: bool,
    /// What it attributes as, if it does.
    pub cue: Option<Cue>,
}

/// The verb groups of the tokens `range`, in order, without overlap.
pub(super) fn groups(a: &Analysis, range: Range<usize>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let tag = a.tag(at);
        // "a survey of 105 published authors"
        let counted = tag == Tag::Vbn
            && a.tag(at + 1) == Tag::Nns
            && at >= range.start + 2
            && a.tag(at - 1) == Tag::Cd
            && a.low(at - 2) == "of";
        let verb = (tag.is_verb() || tag == Tag::Md) && !nouns::is_name_part(a, at) && !counted;
        if !verb && !rescued(a, at, range.start) {
            at += 1;
            continue;
        }
        let group = group(a, at, &range);
        at = group.tokens.end;
        groups.push(group);
    }
    groups
}

/// Whether token `at` is a form of a cue's verb that the tagger took for something else: "Lee responded.", "the board
/// writes", ", adding:".
fn rescued(a: &Analysis, at: usize, first: usize) -> bool {
    let low = a.low(at);
    let tag = a.tag(at);
    if !(tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Uh | Tag::Fw | Tag::In)) {
        return false;
    }
    let Some(cue) = Lexicon::get().verb(low) else { return false };
    let before = if at > first { a.tag(at - 1) } else { Tag::None };
    // "something Marsh disputes", whatever the name is taken for
    let taken_up = at >= first + 2 && a.low(at - 2) == "something" && a.word(at - 1).starts_with(char::is_uppercase);
    if taken_up && low.ends_with('s') && a.tag(at + 1) == Tag::Punct {
        return true;
    }
    if at > first && (matches!(before, Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::In | Tag::Cd) || before.is_adjective())
    {
        return false;
    }
    // "A, finds a new study"
    let found =
        at > first && a.word(at - 1) == "," && low.ends_with('s') && matches!(cue.class, Class::Show | Class::Think);
    if found && a.tag(at + 1) == Tag::Dt && before == Tag::Punct {
        let noun = nouns::base(a, at + 1, at + 8).map_or(at, |phrase| phrase.end - 1);
        return super::super::sources::may_say(a.low(noun));
    }
    let next = a.tag(at + 1);
    let stands_off = next == Tag::Punct || matches!(a.low(at + 1), "that" | "he" | "she" | "they");
    if low.ends_with("ing") {
        return at > first && a.word(at - 1) == "," && stands_off;
    }
    if low == cue.lemma {
        return false;
    }
    let follows_subject =
        before.is_noun() || before == Tag::Prp || matches!(a.word(at.saturating_sub(1)), "," | "”" | "\"");
    // "evacuation orders that covered it": what a clause describes is a noun.
    if a.low(at + 1) == "that" && matches!(a.tag(at + 2), Tag::Vbd | Tag::Vbz | Tag::Md) {
        return false;
    }
    if low.ends_with('s') {
        return low == "says" || follows_subject && stands_off && !tag.is_proper();
    }
    follows_subject && !next.is_noun() && !tag.is_proper()
}

fn group(a: &Analysis, first: usize, range: &Range<usize>) -> Group {
    let lexicon = Lexicon::get();
    let mut head = first;
    let mut passive = false;
    let mut seen_be = is_be(a.low(first));
    let mut at = first + 1;
    while at < range.end && is_auxiliary(a.low(head)) {
        // Adverbs, and the subject of a question is not looked over.
        let mut next = at;
        // "has in the past accused"
        if a.low(next) == "in" && a.low(next + 1) == "the" && a.low(next + 2) == "past" {
            next += 3;
        }
        // "was not able to confirm", "was unable to confirm"
        let not = usize::from(is_negation(a.low(next)));
        let unable = a.low(next + not) == if not == 1 { "able" } else { "unable" };
        if seen_be && unable && next + not + 2 < range.end && a.low(next + not + 1) == "to" {
            next += not + 2;
        }
        let floor = next;
        while next < range.end && next < floor + 3 && (a.tag(next).is_adverb() || is_negation(a.low(next))) {
            next += 1;
        }
        let hearsay = next < range.end && seen_be && is_hearsay(a, next);
        if next >= range.end || !(a.tag(next).is_verb() || a.tag(next) == Tag::Md || hearsay) {
            break;
        }
        passive = seen_be && (is_participle(a.tag(next)) || hearsay) && !is_be(a.low(next));
        seen_be = is_be(a.low(next));
        head = next;
        at = next + 1;
    }
    // "to immediately confirm"
    let split = (first.saturating_sub(2).max(range.start + 1)..first)
        .rev()
        .take_while(|&at| a.tag(at).is_adverb())
        .last()
        .filter(|&at| a.tag(first) == Tag::Vb && a.low(at - 1) == "to");
    let shape = match a.tag(first) {
        Tag::Vbg => Shape::Gerund,
        tag if !tag.is_verb() && tag != Tag::Md && a.low(first).ends_with("ing") => Shape::Gerund,
        Tag::Vb if first > range.start && a.low(first - 1) == "to" || split.is_some() => Shape::Infinitive,
        Tag::Vbn if head == first => Shape::Participle,
        // "Asked about it, Lee …", "when asked": without a subject, a past tense is a participle.
        Tag::Vbd
            if head == first
                && (first == range.start || matches!(a.low(first - 1), "when" | "if" | "as" | "once"))
                && a.low(first).ends_with("ed") =>
        {
            Shape::Participle
        }
        _ => Shape::Finite,
    };
    // Adverbs before belong to it: "also said", "later added"; so does "to".
    let mut start = first;
    if shape == Shape::Infinitive {
        start = split.unwrap_or(start) - 1;
    } else {
        while start > range.start && first - start < 2 && a.tag(start - 1).is_adverb() {
            // "An officer there denied it"
            if matches!(a.low(start - 1), "there" | "here") && start > range.start + 1 && a.tag(start - 2).is_noun() {
                break;
            }
            start -= 1;
        }
        // … but not one that opens the sentence ("However", "Later").
        if start == range.start {
            start = first;
        }
    }
    let low = a.low(head);
    let mut end = head + 1;
    let mut cue = lexicon.verb(low).copied();
    // "called for", "called publicly for", "made it clear".
    for skip in 0..2 {
        let at = head + 1 + skip;
        if at < range.end && (skip == 0 || a.tag(head + 1).is_adverb()) {
            // "vowed to leave" has an infinitive, "admitted to the theft" a preposition.
            let infinitive = a.low(at) == "to" && matches!(a.tag(at + 1), Tag::Vb | Tag::Vbp) && cue.is_some();
            // "insisted on Tuesday that"
            let when = cue.is_some() && nouns::is_time(a, at + 1);
            if let Some(phrasal) = lexicon.phrasal(low, a.low(at)).filter(|_| !infinitive && !when) {
                cue = Some(*phrasal);
                end = at + 1;
                break;
            }
        }
    }
    // "neither confirmed nor denied"
    let neither = |at: usize| at >= range.start && a.low(at) == "neither";
    if a.low(head + 1) == "nor" && head + 2 < range.end && a.tag(head + 2).is_verb() && head > 0 {
        if start > 0 && neither(start - 1) {
            start -= 1;
        }
        if (start..head).any(neither) {
            end = head + 3;
        }
    }
    Group { tokens: start..end, head, shape, passive, cue }
}

/// Whether token `at` is a participle that the tagger took for an adjective: "is understood to have left".
fn is_hearsay(a: &Analysis, at: usize) -> bool {
    let low = a.low(at);
    a.tag(at).is_adjective()
        && matches!(a.low(at + 1), "to" | "that")
        && Lexicon::get().verb(low).is_some_and(|cue| cue.lemma != low && cue.frames.any(Frames::PTO))
}

fn is_participle(tag: Tag) -> bool {
    matches!(tag, Tag::Vbn | Tag::Vbd)
}

/// Forms of "be".
pub(super) fn is_be(low: &str) -> bool {
    matches!(
        low,
        "be" | "is" | "are" | "was" | "were" | "been" | "being" | "am" | "'s" | "’s" | "'re" | "’re" | "'m" | "’m"
    )
}

fn is_auxiliary(low: &str) -> bool {
    is_be(low)
        || matches!(
            low,
            "have"
                | "has"
                | "had"
                | "having"
                | "'ve"
                | "’ve"
                | "'d"
                | "’d"
                | "do"
                | "does"
                | "did"
                | "will"
                | "'ll"
                | "’ll"
                | "wo"
                | "would"
                | "can"
                | "ca"
                | "could"
                | "may"
                | "might"
                | "must"
                | "shall"
                | "should"
                | "get"
                | "gets"
                | "got"
        )
}

/// "not" and its kin.
pub(super) fn is_negation(low: &str) -> bool {
    matches!(low, "not" | "n't" | "n’t" | "never" | "neither")
}
