//! What happened to those counted, by the words on either side of the number: "20 people were feared dead", "killing at least
//! 12", "the number of dead in Riverton rose to".

use super::super::super::tagger::Tag;
use super::super::counted;
use super::super::piece::Pieces;
use super::super::tables::word_maps;

word_maps! {
    /// Words to what happened.
    states = "../lexicon/states.tsv";
}

/// What `word`, in lower case, says happened to those counted.
pub(in super::super) fn state(word: &str) -> Option<&'static str> {
    states().get(word).copied()
}

/// Whether a normal form says what happened to those counted.
pub(in super::super) fn has_state(normal: &str) -> bool {
    normal.rsplit(' ').next().is_some_and(|last| state(last) == Some(last))
}

/// No place behind what is counted has more words.
const PLACE: usize = 6;

/// What the words behind a head say happened: "killed", "were feared dead".
pub(in super::super) fn after(c: &Pieces, at: usize) -> Option<&'static str> {
    let at = behind_place(c, at);
    for next in at..at + 6 {
        if !c.is_word(next) {
            return None;
        }
        let low = c.low(next);
        if let Some(state) = state(low) {
            // "flattened 12 villages, killing 40"
            if low.ends_with("ing") && !matches!(low, "missing") {
                return None;
            }
            // "20 people killed" suffered it; "20 soldiers killed a man" did it.
            let object = matches!(c.tag(next + 1), Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Nnp)
                && !matches!(low, "died" | "dead" | "missing");
            // "killed or wounded" is one thing, in either order.
            if matches!(c.low(next + 1), "or" | "and") && joins(c.low(next + 2), state) {
                return Some("killed or wounded").filter(|_| matches!(state, "killed" | "wounded"));
            }
            return (!object).then_some(state);
        }
        let link = matches!(
            low,
            "were"
                | "was"
                | "are"
                | "is"
                | "have"
                | "has"
                | "had"
                | "been"
                | "being"
                | "be"
                | "to"
                | "reported"
                | "confirmed"
                | "feared"
                | "believed"
                | "reportedly"
                | "also"
                | "known"
                | "thought"
                | "may"
                | "might"
                | "presumed"
                | "said"
                | "who"
                | "and"
                | "shot"
                | "already"
                | "went"
                | "gone"
                | "remain"
                | "remained"
                | "left"
                | "still"
        );
        // "were badly hurt"
        let how = next > at && c.tag(next) == Tag::Rb && !matches!(low, "not" | "never" | "n't");
        if !(link || how) {
            return None;
        }
    }
    None
}

/// The piece behind "in and around Riverton" at `at`, or `at`.
fn behind_place(c: &Pieces, at: usize) -> usize {
    let leads = |at: usize| matches!(c.low(at), "in" | "at" | "near" | "around" | "across");
    if !leads(at) {
        return at;
    }
    let ends =
        |at: usize| !leads(at) && !c.is(at, "and") && !matches!(c.tag(at), Tag::Dt | Tag::Nnp | Tag::Nn | Tag::Jj);
    (at..at + PLACE).find(|&at| !c.is_word(at) || ends(at)).unwrap_or(at)
}

/// Whether `word` says the other of killed and wounded than `from` does: "killed or wounded".
fn joins(word: &str, from: &str) -> bool {
    state(word).is_some_and(|other| other != from && matches!(other, "killed" | "wounded"))
}

/// What the verb before a number, whose words begin at `at`, does to those counted: "killing at least 12 people".
pub(in super::super) fn before(c: &Pieces, at: usize) -> Option<&'static str> {
    let last = at.checked_sub(1)?;
    let verb = if matches!(c.low(last), "of" | "another" | "and") { last.checked_sub(1)? } else { last };
    let found = state(c.low(verb))?;
    // "were killed 12 days ago" is past; only an active verb acts on what follows.
    let passive = matches!(c.low_before(verb, 1), "were" | "was" | "been" | "be" | "are" | "is");
    (!passive && matches!(c.tag(verb), Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbz | Tag::Vbp)).then_some(found)
}

/// How far before its number "the number of dead" may stand, in pieces.
const TOLD: usize = 14;

/// What happened to those of whom a number is told, whose words begin at `at`: "the number of dead in Riverton rose to".
pub(in super::super) fn told(c: &Pieces, at: usize) -> Option<&'static str> {
    let of = (at.saturating_sub(TOLD)..at).rev().find(|&of| c.is(of, "of"))?;
    let number = matches!(c.low_before(of, 1), "number" | "total" | "toll" | "count" | "tally");
    let whom = if matches!(c.low(of + 1), "the" | "those") { of + 2 } else { of + 1 };
    state(c.low(whom)).filter(|_| number && !counted::is_noun(c, whom + 1) && !(of..at).any(|at| c.is_digits(at)))
}
