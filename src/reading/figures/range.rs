//! Ranges: "10 to 12", "between 10,000 and 12,000", "15–20%", "$2-3 billion", "three or four".

use super::amount::{self, Amount};
use super::number::Style;
use super::piece::Pieces;
use super::tables::word_files;
use super::{counted, exclude};

word_files! {
    /// Words of change: behind them "from X to Y" is two figures.
    changes = "lexicon/change.txt";
    /// Words of polls: among them "37 percent to 43 percent" is two figures.
    polls = "lexicon/polls.txt";
}

/// How far from a percentage words of a poll may stand.
const POLL_REACH: usize = 20;
/// How far before "from" a word of change may stand.
const REACH: usize = 8;

/// Reads on from `first` to the end of a range, and gives its least, its most and its last amount.
pub(super) fn read(c: &Pieces, first: &Amount) -> Option<(f64, f64, Amount)> {
    if matches!(first.number.style, Style::Share | Style::Vague | Style::Multiple) {
        return None;
    }
    let at = first.end;
    let dash = matches!(c.text(at), "-" | "–" | "—" | "\u{2011}") && (c.glued(at) == c.glued(at + 1) || c.hyphen(at));
    let word = c.low(at);
    let between = !dash && word == "and" && follows_between(c, first.start);
    // "18- to 24-month", "five- to six-day"
    let (to, next) = match word {
        _ if dash && matches!(c.low(at + 1), "to" | "or") => (true, at + 2),
        _ if dash => (false, at + 1),
        "to" => (true, at + 1),
        "or" => (true, at + 1),
        "and" if between => (false, at + 1),
        _ => return None,
    };
    let or = word == "or";
    let next = if c.hyphen(next) { next + 1 } else { next };
    if exclude::skip(c, next).is_some() && !c.is_digits(next) {
        return None;
    }
    let mut second = amount::read(c, next)?;
    if matches!(second.number.style, Style::Share | Style::Vague | Style::Multiple) {
        return None;
    }
    // Digits that another rule takes away ("5 to 2016") end no range; a score's dash was judged before.
    if !second.money_first && exclude::skip(c, next).is_some_and(|end| end >= second.number.end) {
        return None;
    }
    let (mut low, high) = (first.number.value, second.number.value);
    if first.number.scale == 1.0
        && second.number.scale > 1.0
        && low <= high / second.number.scale
        && !(first.number.style == Style::Words && low == 1.0 && first.number.end > first.start + 1)
    {
        low = super::number::times(low, second.number.scale);
    }
    match (first.unit, second.unit) {
        (None, Some(_)) if second.money_first => return None,
        (Some(one), Some(two)) if one.name != two.name => return None,
        (Some(one), None) => {
            // "gave $5 to 10 people" is two figures.
            if counted::reaches_plural(c, second.end) || (!first.money_first && to) {
                return None;
            }
            second.unit = Some(super::unit::Unit { end: second.end, ..one });
        }
        _ => {}
    }
    if low >= high {
        return None;
    }
    // "rose from 10 to 12", "rose 5% to 7%": where it was, where it is.
    if to && !or {
        let from = c.low_before(first.start, 1) == "from";
        let reach = if from { REACH } else { 2 };
        let start = first.start.saturating_sub(usize::from(from));
        let changed = (start.saturating_sub(reach)..start).any(|before| changes().contains(c.low(before)));
        // "from 5 to 7 per cent to 3 to 5 per cent": from one range to the next.
        let chained = from && c.is(second.end, "to") && super::number::may_start(c, second.end + 1);
        if changed
            && (from || first.unit.is_some() && !c.is(first.start.wrapping_sub(1), "of"))
            && !ranges(c, start)
            && !chained
        {
            return None;
        }
    }
    // "by 37 percent to 43 percent" in a poll: one side's and the other's.
    let both = first.unit.is_some_and(|unit| unit.kind == super::unit::Kind::Percent) && second.unit.is_some();
    if to && !or && both && polled(c, first.start) {
        return None;
    }
    if or && first.unit.is_some() && first.number.style == Style::Digits && !first.money_first {
        return None;
    }
    Some((low, high, second))
}

/// Whether a word of ranges stands before `at`: "ranging from", "anywhere from".
fn ranges(c: &Pieces, at: usize) -> bool {
    (at.saturating_sub(3)..at)
        .any(|before| matches!(c.low(before), "range" | "ranges" | "ranged" | "ranging" | "anywhere" | "somewhere"))
}

/// Whether words of polls or elections stand near `at`.
fn polled(c: &Pieces, at: usize) -> bool {
    (at.saturating_sub(POLL_REACH)..at + POLL_REACH).any(|at| polls().contains(c.low(at)))
}

fn follows_between(c: &Pieces, start: usize) -> bool {
    (start.saturating_sub(3)..start).any(|at| c.is(at, "between"))
}
