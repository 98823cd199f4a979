//! Telephone numbers and other chains of digits: "(202) 555-0147", "555-1234", "+44 20 7946 0958", "911".

use super::super::piece::Pieces;
use super::super::tables::word_files;

word_files! {
    /// Numbers that are called.
    emergency = "../lexicon/emergency.txt";
}

/// No telephone number has more groups of digits.
const MOST_GROUPS: usize = 8;

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if !c.is_digits(at) || !c.text(at).bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let called = matches!(
        c.low_before(at, 1),
        "call" | "called" | "calls" | "calling" | "dial" | "dialed" | "dialled" | "phone" | "phoned" | "text"
    );
    if emergency().contains(c.text(at))
        && (called || matches!(c.low(at + 1), "call" | "calls" | "dispatcher" | "dispatchers" | "operator" | "caller"))
    {
        return Some(at + 1);
    }
    // No count begins with a nought: "0800 …", "call 0300".
    let code = c.text(at).len() >= 3 && c.text(at).starts_with('0');
    let mut end = at + 1;
    let (mut groups, mut digits, mut hyphens) = (1, c.text(at).len(), 0);
    while groups < MOST_GROUPS {
        let mark = matches!(c.text(end), "-" | "\u{2011}" | ".") && c.glued(end) && c.glued(end + 1);
        let closed = c.is(end, ")") && at > 0 && c.is(at - 1, "(");
        let next = if mark || closed { end + 1 } else { end };
        let spaced = closed || c.gap(next) == " " || mark;
        let text = c.text(next);
        if !c.is_digits(next)
            || !spaced
            || text.len() > 5
            || text.len() < 2
            || !text.bytes().all(|byte| byte.is_ascii_digit())
        {
            break;
        }
        hyphens += usize::from(mark);
        groups += 1;
        digits += text.len();
        end = next + 1;
    }
    let plus = at > 0 && c.is(at - 1, "+") && c.glued(at);
    let opened = at > 0 && c.is(at - 1, "(");
    let local = groups == 2 && hyphens == 1 && c.text(at).len() == 3 && c.text(end - 1).len() == 4;
    let long = groups >= 3 && (hyphens >= 2 || plus || opened || (hyphens == 1 && digits >= 9));
    (code || local || (long && digits >= 7) || (plus && groups >= 2 && digits >= 8)).then_some(end)
}
