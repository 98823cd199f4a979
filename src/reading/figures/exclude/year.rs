//! Years and decades: "in 2018", "the 2016 election", "the early 2000s", "'98", "2016-17".

use super::super::piece::Pieces;
use super::super::tables::word_files;
use super::super::{bound, counted, money, number, unit};

word_files! {
    /// What makes a year of four digits behind it.
    cues = "../lexicon/year_cues.txt";
}

/// Four digits that may be a year.
pub(super) fn looks(c: &Pieces, at: usize) -> bool {
    let text = c.text(at);
    c.is_digits(at)
        && text.len() == 4
        && (text.starts_with('1') || text.starts_with('2'))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if !c.is_digits(at) {
        return None;
    }
    let text = c.text(at);
    // "1990s", "the 90s", "mid-30s".
    if c.is(at + 1, "s") && c.glued(at + 1) && text.ends_with('0') && matches!(text.len(), 2 | 4) {
        return Some(at + 2);
    }
    if c.is(at + 1, "s") && c.glued(at + 1) && looks(c, at) {
        return Some(at + 2);
    }
    if matches!(c.text(at + 1), "'" | "’") && c.glued(at + 1) && c.is(at + 2, "s") && text.ends_with('0') {
        return Some(at + 3);
    }
    if matches!(c.low(at + 1), "'s" | "’s") && c.glued(at + 1) && text.ends_with('0') {
        return Some(at + 2);
    }
    // "'98", "’16"
    if text.len() == 2
        && at > 0
        && matches!(c.text(at - 1), "'" | "’" | "‘")
        && c.glued(at)
        && !c.glued(at - 1)
        && unit::measure(c, at + 1, 2.0).is_none()
    {
        return Some(at + 1);
    }
    if matches!(c.text(at + 1), "AD" | "BC" | "BCE" | "CE" | "A.D." | "B.C.") {
        return Some(at + 2);
    }
    if at > 0 && matches!(c.text(at - 1), "AD" | "A.D." | "FY" | "CY") {
        return Some(at + 1);
    }
    if !looks(c, at) {
        return None;
    }
    // "2016-17", "2016/17", "1939–1945".
    if matches!(c.text(at + 1), "-" | "–" | "/")
        && c.glued(at + 1)
        && c.is_digits(at + 2)
        && c.glued(at + 2)
        && matches!(c.text(at + 2).len(), 2 | 4)
    {
        let measured = unit::measure(c, at + 3, 2.0).is_some();
        let recent = ("1800".."2100").contains(&text);
        return (recent && !measured).then_some(at + 3);
    }
    if number::class(c.low(at + 1)).is_some_and(|class| matches!(class, number::Class::Scale(_))) {
        return None;
    }
    // A unit makes a measure of it ("1520 sq m"), but not "2016 points out".
    if unit::measure(c, at + 1, 2.0).is_some() || money::suffix(c, at + 1, 2000.0, 1.0).is_some() {
        let modern = ("1900".."2100").contains(&text) && cues().contains(c.low_before(at, 1)) && !c.glued(at + 1);
        return (modern && !text.ends_with("00") && c.is_word(at + 1)).then_some(at + 1);
    }
    let modern = ("1900".."2100").contains(&text);
    let cue = cues().contains(c.low_before(at, 1).trim_end_matches('.'))
        || c.is(at.wrapping_sub(1), ",") && cues().contains(c.low_before(at, 2));
    let plural = counted::reaches_plural(c, at + 1) && !c.capital(at + 1);
    let bounded = bound::before(c, at).is_some_and(|found| at - found.start > 1);
    if plural && (bounded || (!cue && (text.ends_with("00") || !modern))) {
        return None;
    }
    if !modern && !cue && (plural || !text.starts_with('1') || c.is_word(at + 1)) {
        return None;
    }
    if !("1000".."2200").contains(&text) {
        return None;
    }
    Some(at + 1)
}
