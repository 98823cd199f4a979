//! Numbers in names and labels: "Boeing 737", "Article 5", "EB-5", "G20", "5G", "the Group of Seven".

use super::super::super::tagger::Tag;
use super::super::number::{Class, class};
use super::super::piece::{Kind, Pieces};
use super::super::tables::word_files;
use super::super::{bound, counted, money, unit};

word_files! {
    /// Labels of a number.
    labels = "../lexicon/labels.txt";
    /// Labels only when capitalised or when the number counts nothing.
    weak_labels = "../lexicon/weak_labels.txt";
}

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if c.is_digits(at) {
        glued(c, at)
            .or_else(|| labelled(c, at))
            .or_else(|| named(c, at))
            .or_else(|| model(c, at))
            .or_else(|| bore(c, at))
            .or_else(|| titled(c, at))
    } else if c.is_word(at) && !c.is(at, "a") && !c.is(at, "an") {
        labelled(c, at).or_else(|| spelled(c, at))
    } else if c.is(at, ".") && c.glued(at + 1) && c.is_digits(at + 1) {
        bore(c, at + 1)
    } else {
        None
    }
}

/// The end of the token that piece `at` is in.
fn token_end(c: &Pieces, at: usize) -> usize {
    let mut end = at + 1;
    while end < c.len() && c.token(end) == c.token(at) {
        end += 1;
    }
    end
}

/// Digits stuck to letters that are no unit: "EB-5", "MH17", "5G", "737-800".
fn glued(c: &Pieces, at: usize) -> Option<usize> {
    // "COVID -19", as some wires write it.
    if at >= 2 && c.is(at - 1, "-") && c.glued(at) && !c.glued(at - 1) {
        let text = c.text(at - 2);
        if text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && money::prefix(c, at - 2).is_none() {
            return Some(at + 1);
        }
    }
    if !c.opens_token(at) && c.glued(at) {
        let hyphen = c.hyphen(at - 1);
        let letters = if hyphen { at.checked_sub(2)? } else { at - 1 };
        let word = c.is_word(letters) && c.token(letters) == c.token(at);
        let low = c.low(letters);
        let sound =
            matches!(
                low,
                "minus" | "sub" | "now" | "plus" | "to" | "or" | "about" | "pre" | "some" | "nearly" | "negative"
            ) || (hyphen && low.len() > 1 && (unit::measure(c, letters, 2.0).is_some() || class(low).is_some()));
        if word
            && !sound
            && (hyphen || money::prefix(c, letters).is_none() && !(letters > 0 && money::is_sign(c, letters - 1)))
        {
            return Some(token_end(c, at));
        }
    }
    // "5G", "4x4", "3D", "21M": letters that are neither unit nor scale nor ordinal.
    if c.is_word(at + 1) && c.glued(at + 1) && c.token(at + 1) == c.token(at) {
        let known = unit::measure(c, at + 1, 2.0).is_some()
            || money::suffix(c, at + 1, 1000.0, 1.0).is_some()
            || matches!(class(c.low(at + 1)), Some(Class::Scale(_)))
            || (matches!(class(c.low(at + 1)), Some(Class::Short(_)))
                && (!c.is(at + 1, "k") || counted::reaches_plural(c, at + 2)))
            || matches!(
                c.low(at + 1),
                "st" | "nd" | "rd" | "th" | "s" | "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "plus" | "odd"
            );
        if !known {
            return Some(token_end(c, at));
        }
    }
    None
}

/// "No. 2", "Article 5", "Week 3".
fn labelled(c: &Pieces, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let (label, dotted) =
        if c.is(before, ".") && c.glued(before) && before > 0 { (before - 1, true) } else { (before, false) };
    let low = c.low(label).trim_end_matches('.');
    let number_sign = matches!(c.low(label), "#" | "№");
    let strong = labels().contains(low);
    let weak = weak_labels().contains(low);
    if !(strong || weak || number_sign)
        || (dotted
            && !matches!(low, "no" | "nos" | "nr" | "vol" | "fig" | "sec" | "art" | "p" | "pp" | "apt" | "mk" | "prop"))
    {
        return None;
    }
    // "Moscow's fighters number 900"
    if low == "number" && label > 0 && matches!(c.tag(label - 1), Tag::Nns | Tag::Nnps) {
        return None;
    }
    let digits = c.is_digits(at);
    // "In the group 20 soldiers …" counts soldiers; so does anything with a unit or a scale.
    let end = at + 1;
    let counts = unit::measure(c, end, 2.0).is_some()
        || matches!(class(c.low(end)), Some(Class::Scale(_)))
        || c.text(at).contains(',')
        || (counted::reaches_plural(c, end) && !c.capital(end));
    if number_sign {
        return Some(end);
    }
    if low == "no" {
        // "no" alone denies; "No. 2", "No 10" label.
        let label = (dotted || c.low(label).ends_with('.') || (c.capital(label) && label > 0)) && !counts;
        let mut end = end;
        while c.hyphen(end) && c.is_digits(end + 1) {
            end += 2;
        }
        return label.then_some(end);
    }
    let capital = label > 0 && c.text(label).chars().any(char::is_uppercase);
    // "Channel 5s coverage": an s that lost its apostrophe.
    let owns = c.is(end, "s") && c.glued(end) && capital && strong;
    if counts && !owns && !(capital && strong && !counted::reaches_plural(c, end)) {
        return None;
    }
    if weak
        && !capital
        && (digits && !matches!(low, "top" | "bottom" | "big" | "last" | "final" | "day" | "week" | "game" | "quarter")
            || counts)
    {
        return None;
    }
    if matches!(low, "last" | "final" | "top" | "bottom" | "big") && counted::is_noun(c, end) {
        return None;
    }
    // "Articles 5 and 6", "pages 12-14".
    let mut end = end;
    while digits
        && matches!(c.text(end), "-" | "–" | "and" | "," | "to")
        && c.is_digits(end + 1)
        && strong
        && !counted::reaches_plural(c, end + 2)
        && unit::measure(c, end + 2, 2.0).is_none()
    {
        end += 2;
    }
    Some(end)
}

/// A bare number before a name in the singular: "a 787 Dreamliner".
fn model(c: &Pieces, at: usize) -> Option<usize> {
    let text = c.text(at);
    let bare = (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let name = c.capital(at + 1)
        && matches!(c.tag(at + 1), Tag::Nnp | Tag::Nn)
        && !c.low(at + 1).ends_with('s')
        && !c.title_case
        && !c.glued(at + 1);
    let when = counted::not_heads().contains(c.low(at + 1).trim_end_matches('.'));
    (bare
        && name
        && !when
        && at > 0
        && !counted::reaches_plural(c, at + 1)
        && unit::measure(c, at + 1, 2.0).is_none()
        && bound::before(c, at).is_none()
        && money::suffix(c, at + 1, 1000.0, 1.0).is_none())
    .then_some(at + 1)
}

/// What a gun is called by: "a .45-calibre pistol", "12-gauge".
fn bore(c: &Pieces, at: usize) -> Option<usize> {
    let next = if c.hyphen(at + 1) { at + 2 } else { at + 1 };
    matches!(c.low(next), "caliber" | "calibre" | "gauge" | "bore").then_some(next + 1)
}

/// A number alone in quotation marks is a title: “24,” “1917”.
fn titled(c: &Pieces, at: usize) -> Option<usize> {
    let mark = |at: usize| matches!(c.text(at), "“" | "”" | "\"" | "''" | "``");
    let close = if matches!(c.text(at + 1), "," | ".") { at + 2 } else { at + 1 };
    (at > 0 && mark(at - 1) && c.glued(at) && mark(close) && c.glued(close)).then_some(close)
}

/// A bare number behind a name and before nothing that it could count: "Boeing 737", "Windows 10", "the Galaxy 20 Ultra".
fn named(c: &Pieces, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let text = c.text(before);
    let name =
        c.is_word(before) && text.chars().any(char::is_uppercase) && !c.glued(at) && !super::date::is_month(c, before);
    let shouts = text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let opens = before == 0 && !shouts || matches!(c.text(before.wrapping_sub(1)), "“" | "\"" | "." | ":" | "—");
    // "S&P 500", in a headline too.
    let joined = before > 0 && c.is(before - 1, "&");
    if !name || opens || c.title_case && !joined || c.text(at).contains(',') || money::prefix(c, before).is_some() {
        return None;
    }
    if c.text(at).contains('.') && c.text(at).len() > 3 {
        return None;
    }
    let end = at + 1;
    let counts = unit::measure(c, end, 2.0).is_some()
        || money::suffix(c, end, 1000.0, 1.0).is_some()
        || matches!(class(c.low(end)), Some(Class::Scale(_) | Class::Short(_)))
        || c.hyphen(end)
        || c.kind(end) == Some(Kind::Vulgar)
        || (counted::reaches_plural(c, end) && !c.capital(end));
    // "beat Trump 46 to 40 percent", "trails Trump 458 to 359"
    let held_against =
        c.is(end, "to") && c.is_digits(end + 1) && (c.text(at).len() > 2 || unit::measure(c, end + 2, 2.0).is_some());
    if held_against {
        return None;
    }
    // "Russia lost 20", "in Iraq 20 died": a verb or a clause behind a place may well count.
    (!counts).then_some(end)
}

/// Number words behind a hyphen, as in "high-five", and those written as names: "the Group of Seven", "the Central Park Five", "Big Three".
fn spelled(c: &Pieces, at: usize) -> Option<usize> {
    if at >= 2 && c.hyphen(at - 1) && !c.opens_token(at) {
        let before = c.low(at - 2);
        let sound = class(before).is_some()
            || matches!(
                before,
                "to" | "or" | "and" | "in" | "of" | "sub" | "plus" | "nearly" | "about" | "every" | "some"
            );
        if !sound && c.token(at - 2) == c.token(at) {
            return Some(token_end(c, at));
        }
    }
    if !c.capital(at) || at == 0 || c.title_case || !matches!(class(c.low(at)), Some(Class::Cardinal(_))) {
        return None;
    }
    let before = if c.is(at - 1, "of") { at.checked_sub(2)? } else { at - 1 };
    let opens = matches!(c.text(at - 1), "“" | "\"" | "." | ":" | "—" | "‘" | "-" | "(" | "…");
    let name = c.capital(before) && before > 0;
    let followed = c.capital(at + 1) && counted::is_noun(c, at + 1);
    (!opens && (name || followed)).then_some(at + 1)
}
