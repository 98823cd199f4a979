//! Noun phrases with what stands beside them, read backwards: an apposition in commas or brackets, a relative clause. [`super::nouns`]
//! calls it.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;
use super::nouns::{REACH, ends_phrase, is_time, walk_left};

/// "Jane Roe, a spokeswoman for the union," before `end`; `close` is the closing mark.
pub(super) fn apposition(a: &Analysis, close: usize, end: usize, floor: usize) -> Option<Range<usize>> {
    if let Some(subject) = relative(a, close, end, floor) {
        return Some(subject);
    }
    let mark = match a.word(close) {
        ")" => "(",
        mark => mark,
    };
    // The nearest opening mark first: where it follows a noun and what it holds may describe one, that is it. "R., of
    // Ohio, " and lists of titles take one more step.
    let mut at = close;
    let mut steps = 0;
    while at > floor {
        at -= 1;
        // "(NASDAQ: ARVN)"
        if matches!(a.word(at), "“" | "”" | "\"" | ";") || a.word(at) == ":" && mark != "(" {
            return None;
        }
        if a.word(at) != mark {
            continue;
        }
        steps += 1;
        let inner = a.tag(at + 1);
        // "The marks, cut in stone, could only have formed there, says Lee": a clause of its own is no apposition.
        if inner.is_finite_verb() || inner == Tag::Md {
            return None;
        }
        let describes = mark == "("
            || inner.is_noun()
            || matches!(
                inner,
                Tag::Dt
                    | Tag::Cd
                    | Tag::Jj
                    | Tag::Jjs
                    | Tag::Wp
                    | Tag::Wdt
                    | Tag::WpPoss
                    | Tag::PrpPoss
                    | Tag::Vbg
                    | Tag::Vbn
                    | Tag::In
                    | Tag::Rb
            );
        // "The Tarn Atomic Agency (TAA), the county's watchdog, reported"
        let bracket = mark == "," && at >= floor + 5 && a.word(at - 1) == ")" && a.word(at - 3) == "(";
        let edge = if bracket { at - 3 } else { at };
        if describes && at > floor && ends_phrase(a, edge - 1) {
            let start = walk_left(a, edge, floor)?;
            // What opens the sentence with a preposition is no subject: "In Seoul, the capital, …".
            // "though its head, Jan Roe, lamented" has a subject.
            let joined = start > floor
                && matches!(a.low(start - 1), "though" | "although" | "while" | "whereas" | "because" | "if");
            let bare = start > floor && a.tag(start - 1) == Tag::In && !joined && !a.tag(start).is_proper();
            let person = (start..at).any(|token| a.tag(token).is_noun() || a.tag(token) == Tag::Prp)
                // "The other, a former colleague, said"
                || matches!(a.low(at - 1), "other" | "others" | "second" | "third" | "latter")
                // "One of the two, who …,"
                || a.low(start) == "one" && a.low(start + 1) == "of"
                // "Its chief executive, Jane Roe,", tagged as adjectives
                || inner.is_proper() && matches!(a.tag(start), Tag::PrpPoss | Tag::Dt);
            if person && !bare && !is_time(a, at - 1) {
                // A longer chain: "Roe, 52, a farmer, said".
                if steps == 1
                    && start > floor
                    && a.word(start - 1) == ","
                    && let Some(longer) = apposition(a, start - 1, end, floor)
                {
                    return Some(longer);
                }
                return Some(start..end);
            }
        }
        if steps == 3 {
            return None;
        }
    }
    None
}

/// "The trial, which enrolled 4,820 children in Kenya, Mali and Chad," before `end`, with commas in its clause; `close` is the
/// last of them.
fn relative(a: &Analysis, close: usize, end: usize, floor: usize) -> Option<Range<usize>> {
    if a.word(close) != "," {
        return None;
    }
    let clause = floor.max(close.saturating_sub(REACH));
    let open = (clause + 1..close).rev().find(|&at| {
        a.word(at) == "," && matches!(a.low(at + 1), "which" | "who" | "whose") && !a.tag(at + 1).is_proper()
    })?;
    let inside = open + 2..close;
    let commas = inside.clone().filter(|&at| a.word(at) == ",").count();
    // A list of names or things, and one verb: what stands between the commas begins no clause.
    let verbs = inside.clone().filter(|&at| a.tag(at).is_finite_verb()).count();
    let plain = inside.clone().all(|at| a.tag(at) != Tag::Punct || a.word(at) == ",");
    if commas == 0 || verbs != 1 || !plain || !a.tag(open - 1).is_noun() {
        return None;
    }
    Some(walk_left(a, open, floor)?..end)
}
