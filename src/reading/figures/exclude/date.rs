//! Dates: "July 4, 2016", "11 February", "Sept. 8 to 10", "2016-09-08", "9/11".

use super::super::fraction;
use super::super::number;
use super::super::piece::Pieces;
use super::super::tables::word_files;

word_files! {
    /// Months.
    months = "../lexicon/months.txt";
}

/// Whether a month stands at `at`.
pub(super) fn is_month(c: &Pieces, at: usize) -> bool {
    c.capital(at) && months().contains(c.low(at).trim_end_matches('.'))
}

fn day(c: &Pieces, at: usize) -> bool {
    c.is_digits(at) && c.text(at).len() <= 2 && c.text(at).parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if !c.is_digits(at) {
        return None;
    }
    // A sentence cut behind its month: "15, 2011".
    if at == 0 && day(c, at) && c.is(1, ",") && super::year::looks(c, 2) {
        return Some(3);
    }
    // A dateline cut there: "1 (UPI) — …".
    if at == 0 && day(c, at) && c.is(1, "(") && c.is(3, ")") && matches!(c.text(4), "—" | "–" | "-") {
        return Some(4);
    }
    numeric(c, at).or_else(|| behind_month(c, at)).or_else(|| before_month(c, at))
}

/// "2016-09-08", "12/05/2016", "9/11", "1.2.2020".
fn numeric(c: &Pieces, at: usize) -> Option<usize> {
    let slash = |at: usize| c.is(at, "/") && c.glued(at) && c.is_digits(at + 1) && c.glued(at + 1);
    if slash(at + 1) {
        if fraction::slashed(c, at).is_some() && !slash(at + 3) {
            return None;
        }
        return Some(if slash(at + 3) { at + 5 } else { at + 3 });
    }
    let dash = |at: usize| c.hyphen(at) && c.is_digits(at + 1);
    if c.text(at).len() == 4 && dash(at + 1) && dash(at + 3) && c.text(at + 2).len() <= 2 {
        return Some(at + 5);
    }
    number::parse(c.text(at)).is_none().then_some(at + 1)
}

/// "July 4", "July 4-6", "July 4 and 5", "July 4, 2016".
fn behind_month(c: &Pieces, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let month = if c.is(before, ".") && before > 0 { before - 1 } else { before };
    if !is_month(c, month) || !day(c, at) {
        return None;
    }
    // "In May 20 people died" goes on with a plural.
    if c.is_word(at + 1)
        && super::super::counted::reaches_plural(c, at + 1)
        && month > 0
        && !c.is(at + 1, "to")
        && matches!(c.low(month - 1), "in" | "since" | "last" | "by")
    {
        return None;
    }
    let mut end = at + 1;
    while matches!(c.text(end), "-" | "–" | "—" | "to" | "and" | "," | "/" | "through" | "or")
        && day(c, end + 1)
        && ends_date(c, end + 2)
    {
        end += 2;
    }
    let year = if c.is(end, ",") { end + 1 } else { end };
    Some(if super::year::looks(c, year) { year + 1 } else { end })
}

/// Whether nothing behind a second day claims it for a count of its own.
fn ends_date(c: &Pieces, at: usize) -> bool {
    !c.is_word(at)
        || c.capital(at)
        || !super::super::counted::reaches_plural(c, at)
            && !matches!(c.low(at), "percent" | "per" | "million" | "billion" | "thousand" | "hundred")
}

/// "4 July", "4 and 5 July", "8-10 September".
fn before_month(c: &Pieces, at: usize) -> Option<usize> {
    if !day(c, at) {
        return None;
    }
    if is_month(c, at + 1) {
        let year = if c.is(at + 2, ",") { at + 3 } else { at + 2 };
        return Some(if super::year::looks(c, year) { year + 1 } else { at + 2 });
    }
    let pair = matches!(c.text(at + 1), "-" | "–" | "to" | "and" | "or") && day(c, at + 2) && is_month(c, at + 3);
    pair.then_some(at + 4)
}
