//! Addresses: "575 Wilbraham Road", "10 Downing Street", "NY 10001", "M21 9AB".

use super::super::number::{Class, class};
use super::super::piece::Pieces;
use super::super::tables::word_files;

word_files! {
    /// What ends a street's name.
    streets = "../lexicon/streets.txt";
}

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    let word = matches!(class(c.low(at)), Some(Class::Cardinal(_)));
    if !c.is_digits(at) && !word {
        return None;
    }
    if c.text(at).contains(['.', ',']) {
        return None;
    }
    // "22 Ave Foch"
    if c.capital(at + 1) && streets().contains(c.low(at + 1)) && c.capital(at + 2) && !c.title_case {
        return Some(at + 3);
    }
    // One to four capitalised words or ordinals, the last of them a street's.
    for next in at + 1..at + 6 {
        if next > at + 1 && c.capital(next) && streets().contains(c.low(next).trim_end_matches('.')) {
            return Some(next + 1);
        }
        let part = c.capital(next)
            || (c.is_digits(next) && c.glued(next + 1))
            || (c.is_word(next) && c.glued(next) && c.is_digits(next - 1))
            || c.is(next, ".");
        if !part || (c.title_case && word) {
            break;
        }
    }
    // "Springfield, IL 62701"
    let state = c.is_digits(at)
        && c.text(at).len() == 5
        && at > 0
        && c.text(at - 1).len() == 2
        && c.text(at - 1).bytes().all(|byte| byte.is_ascii_uppercase());
    let zip = c.is_digits(at) && c.text(at).len() == 5 && matches!(c.low(at + 1), "zip" | "postcode" | "postal");
    (state || zip).then_some(at + 1)
}
