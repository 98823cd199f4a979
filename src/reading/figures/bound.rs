//! Bounds: "up to", "at least", "nearly" before a number; "or more", "-plus" behind it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::Bound;

use super::super::lemma;
use super::number;
use super::piece::Pieces;
use super::tables::{rows, word_files};

word_files! {
    /// What may stand between a bound and its number.
    gaps = "lexicon/bound_gaps.txt";
    /// What makes "up to" a way.
    moves = "lexicon/up_to_moves.txt";
    /// What makes "about" a topic.
    topics = "lexicon/about_topics.txt";
    /// What makes "over" before a duration a bound.
    lasting = "lexicon/over_lasting.txt";
}

/// Bounds and articles before a number are looked at no further than this.
const MOST_STEPS: usize = 6;

/// A bound and where its words begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub bound: Bound,
    /// The first piece of its words.
    pub start: usize,
    /// Whether it is a bare "over", which before a duration says when.
    over: bool,
}

/// Words of a phrase, and what it says.
type Phrase = (Vec<&'static str>, Bound, bool);

struct Table {
    /// By their last word; longest first. The flag: nothing may stand between.
    before: FxHashMap<&'static str, Vec<Phrase>>,
    /// By their first word; longest first.
    after: FxHashMap<&'static str, Vec<Phrase>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { before: FxHashMap::default(), after: FxHashMap::default() };
        for row in rows(include_str!("lexicon/bounds.tsv")) {
            let bound = match row.cell(1) {
                "at_most" => Bound::AtMost,
                "at_least" => Bound::AtLeast,
                "more_than" => Bound::MoreThan,
                "less_than" => Bound::LessThan,
                _ => Bound::About,
            };
            for phrase in row.list(2) {
                let words: Vec<_> = phrase.split(' ').collect();
                let side = row.cell(0);
                let (list, word) =
                    if side == "after" { (&mut table.after, words.first()) } else { (&mut table.before, words.last()) };
                if let Some(&word) = word {
                    list.entry(word).or_default().push((words, bound, side == "adjacent"));
                }
            }
        }
        for list in table.before.values_mut().chain(table.after.values_mut()) {
            list.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
        }
        table
    })
}

/// The bound before the number at `at`. A firm one ("at least") goes before "about" in "at least about 20".
pub(super) fn before(c: &Pieces, at: usize) -> Option<Found> {
    let mut found: Option<Found> = None;
    let mut end = at;
    let mut adjacent = true;
    for _ in 0..MOST_STEPS {
        // "sub-7", "~25".
        let last = if end == at && end > 0 && c.hyphen(end - 1) { end - 1 } else { end };
        if let Some((bound, start, over)) = ending_at(c, last, adjacent) {
            if !found.is_some_and(|found| found.bound != Bound::About) {
                found = Some(Found { bound, start, over });
            } else if let Some(found) = &mut found {
                found.start = start;
            }
            end = start;
        } else if end > 0 && gaps().contains(c.low(end - 1)) {
            end -= 1;
            adjacent = false;
        } else {
            break;
        }
    }
    found
}

/// Whether the number at `at` is how deep something lies "under" water, snow and the like.
fn covers(c: &Pieces, at: usize) -> bool {
    (at + 1..at + 5).any(|of| {
        c.is(of, "of")
            && matches!(c.low(of + 1), "water" | "snow" | "mud" | "ice" | "rubble" | "earth" | "ash" | "debris")
    })
}

/// The bound whose words end right before piece `end`.
fn ending_at(c: &Pieces, end: usize, adjacent: bool) -> Option<(Bound, usize, bool)> {
    let last = end.checked_sub(1)?;
    // "c.", "approx." may be cut from their full stop.
    let list = table().before.get(c.low(last))?;
    for (words, bound, only_adjacent) in list {
        if *only_adjacent && !adjacent {
            continue;
        }
        let Some(start) = end.checked_sub(words.len()) else { continue };
        if words.iter().enumerate().any(|(index, word)| !c.is(start + index, word)) {
            continue;
        }
        let before = c.low_before(start, 1);
        if words.as_slice() == ["about"] && topics().contains(before) {
            continue;
        }
        // "The city is short of 400 teachers": so many it lacks. "under two meters of water": so deep it lies there.
        if words.as_slice() == ["short", "of"] && matches!(lemma::verb(before).as_ref(), "be" | "run" | "remain") {
            continue;
        }
        if words.as_slice() == ["under"] && covers(c, end) {
            continue;
        }
        if words.as_slice() == ["up", "to"] && moves().contains(before) {
            continue;
        }
        // "turned over 5 files", "took over 3 firms" are phrasal verbs; what spreads over an area is as large as that.
        if words.as_slice() == ["over"]
            && (matches!(before, "took" | "take" | "taken" | "taking" | "turned" | "turn" | "hand" | "handed")
                || matches!(lemma::verb(before).as_ref(), "spread" | "extend" | "stretch" | "sprawl"))
        {
            continue;
        }
        return Some((*bound, start, words.as_slice() == ["over"]));
    }
    None
}

impl Found {
    /// Whether it bounds a duration; "over three days" says when, "for over three days" how long.
    pub fn bounds_time(self, c: &Pieces) -> bool {
        !self.over || lasting().contains(c.low_before(self.start, 1))
    }
}

/// The bound that begins at `at`, behind a number or its unit, and the piece after it.
pub(super) fn after(c: &Pieces, at: usize) -> Option<(Bound, usize)> {
    let joined = c.hyphen(at);
    let from = if joined { at + 1 } else { at };
    for (words, bound, _) in table().after.get(c.low(from))? {
        if words.iter().enumerate().any(|(index, word)| !c.is(from + index, word)) {
            continue;
        }
        let end = from + words.len();
        let single = words.len() == 1;
        // "20-plus", "50+"; "plus" apart adds, "maximum" apart names the next noun.
        let loose = match c.low(from) {
            "+" => c.glued(from),
            "odd" | "ish" => joined,
            "plus" => joined || c.glued(from) || super::counted::reaches_plural(c, end),
            _ => !single || !(c.is_word(end) || c.is_digits(end)),
        };
        let closes = !matches!(c.low(from), "at" | "give") || !c.is_word(end) || c.low(end).is_empty();
        if !loose || !closes || c.is(end, "than") || (c.is_word(end) || c.is_digits(end)) && number::may_start(c, end) {
            continue;
        }
        return Some((*bound, end));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::reading::analysis::Analysis;
    use rstest::rstest;

    fn with<T>(text: &str, look: impl Fn(&Pieces) -> T) -> T {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let mut pieces = Pieces::new(&analysis);
        pieces.cut(0..analysis.tokens.len());
        look(&pieces)
    }

    #[rstest]
    #[case("They sent up to 20", Some(Bound::AtMost))]
    #[case("No more than 20", Some(Bound::AtMost))]
    #[case("not less than 20", Some(Bound::AtLeast))]
    #[case("at least an additional 20", Some(Bound::AtLeast))]
    #[case("as many as an estimated 20", Some(Bound::AtMost))]
    #[case("just under 20", Some(Bound::LessThan))]
    #[case("an estimated 20", Some(Bound::About))]
    #[case("walked around the 20", None)]
    #[case("The swamp extends over 20", None)]
    #[case("worries about 20", None)]
    #[case("in about 20", Some(Bound::About))]
    #[case("to 20", None)]
    fn stand_before(#[case] text: &str, #[case] expected: Option<Bound>) {
        assert_eq!(with(text, |c| before(c, c.len() - 1).map(|found| found.bound)), expected);
    }

    #[rstest]
    #[case("20 or more died", Some(Bound::AtLeast))]
    #[case("20-plus", Some(Bound::AtLeast))]
    #[case("20+ homes", Some(Bound::AtLeast))]
    #[case("20 or less.", Some(Bound::AtMost))]
    #[case("20 or so", Some(Bound::About))]
    #[case("20 minimum wage", None)]
    #[case("20 and over 30 women", None)]
    #[case("20 or more than 30", None)]
    fn stand_behind(#[case] text: &str, #[case] expected: Option<Bound>) {
        assert_eq!(with(text, |c| after(c, 1).map(|found| found.0)), expected);
    }
}
