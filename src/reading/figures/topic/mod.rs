//! The topic: by what figures compare across articles, though one says "4,500 Ostrian troops" and the other "900 soldiers".
//!
//! [`Topic::what`] must agree, [`Topic::of`] must not conflict: what one side leaves unsaid may be what the other says. The first
//! is read by [`state`], [`measured`], [`count`] or [`size`], whichever the number is for, and called by what it means with
//! its measure by [`sense`]; the second is read by [`whose`]. Where things happen and of which event an article tells is found
//! by [`scene`] and [`names`] for a whole article.

mod alike;
pub(super) mod back;
pub(super) mod beside;
mod count;
pub(super) mod dispute;
mod happening;
mod marks;
mod measured;
pub(super) mod names;
pub(super) mod scene;
mod sense;
pub(super) mod side;
mod size;
mod state;
mod told_of;
mod whose;
pub(super) mod witness;

use std::collections::BTreeSet;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::number::Style;
use super::piece::Pieces;
use super::tables::{word_files, word_maps};
use crate::model::{Course, Topic};

word_files! {
    /// Those who are mostly a part of all whom a thing befell.
    apart = "../lexicon/kinds_apart.txt";
}

word_maps! {
    /// What ends a topic to how its number goes in time.
    courses = "../lexicon/courses.tsv";
    /// Words for people, and others that end so.
    doers = "../lexicon/doers.tsv";
}

/// A topic in the making.
struct Making<'a> {
    /// The words of the figure's subject of which nothing is made yet.
    words: Vec<&'a str>,
    /// What the number is of.
    what: String,
    /// Which dimension it is, where a noun of the subject says so: "the height of the tower".
    extent: Option<&'static str>,
    /// Of what or of whom.
    of: BTreeSet<String>,
}

/// The topic of `draft`; none where nothing says what is counted.
pub(super) fn of(c: &Pieces, draft: &Draft) -> Option<Topic> {
    let whole = told_of::of_economy(c, draft);
    // "put sales at 3.8 million cars", "estimated cattle losses at 65,000 head"
    let put = told_of::put_measure(c, draft);
    let normal = whole.as_deref().or(put.as_ref().map(|(normal, _)| normal.as_str())).or(draft.subject.as_deref());
    let words: Vec<&str> = normal.unwrap_or_default().split_whitespace().collect();
    let share = words.first() == Some(&"share") && words.len() > 1 || draft.style == Style::Share;
    let mut made = Making { words, what: String::new(), extent: None, of: BTreeSet::new() };
    if !state::read(c, draft, &mut made) {
        if let Some(kind) = measured::kind(draft) {
            measured::read(c, draft, kind, &mut made);
        } else if draft.unit.is_none() && !share {
            count::read(c, draft, put.as_ref().map(|(_, noun)| noun.as_str()), &mut made);
        }
    }
    if made.what.is_empty() {
        size::read(c, draft, &mut made)?;
    }
    if let Some(dimension) =
        size::dimension(c, draft).or(made.extent).filter(|dimension| !made.what.ends_with(dimension))
    {
        made.what.push(' ');
        made.what.push_str(dimension);
    }
    // "nine of the villages", "of the 34 villages nine": a number of some, and of the whole, where nothing befell them.
    let some = draft.unit.is_none() && !share && c.is(draft.end, "of") && c.is(draft.end + 1, "the");
    let whole = c.low_before(draft.words_start, 1) == "the" && c.low_before(draft.words_start, 2) == "of";
    // "1,100 of 5,000 drivers", "800 of its 5,200 jobs"
    let whose = usize::from(c.tag(draft.words_start.saturating_sub(1)) == Tag::PrpPoss);
    let all = draft
        .words_start
        .checked_sub(2 + whose)
        .is_some_and(|at| c.is(at + 1, "of") && (c.is_digits(at) || c.tag(at) == Tag::Cd));
    let plain = !happening::is_name(&made.what);
    let victims = marks::is_of_victims(c, draft);
    sense::refine(c, draft, &mut made);
    whose::read(c, draft, &mut made);
    let Making { mut what, of, .. } = made;
    let end = what.rsplit(' ').next().unwrap_or_default().to_owned();
    let course = course(&what);
    for (holds, mark) in [
        (end == "turnout" && marks::is_interim(c, draft.words_start, draft.end), "interim "),
        (end == "cost" && draft.per.is_none() && told_of::is_of_each(c, draft), "each "),
        (end == "displaced" && marks::is_within(c, draft), "inside "),
        (marks::is_allowed(c, draft), back::ALLOWED),
        (marks::is_margin(c, draft), "margin "),
        (plain && marks::is_needed(c, draft), "needed "),
        (marks::is_counted_yet(c, draft), "counted "),
        (marks::is_beside_another(c, draft), "other "),
        (share, "share of "),
        (marks::is_earlier(c, draft), back::EARLIER),
        (
            marks::is_part(c, draft) && end != "cut"
                || marks::is_alone(c, draft)
                || some && plain
                || plain && marks::is_known_group(c, draft)
                || victims,
            back::PART,
        ),
        (plain && marks::is_negated(c, draft), "without "),
        ((whole && plain || all) && draft.unit.is_none(), "whole "),
        (marks::is_increment(c, draft), back::MORE),
    ] {
        if holds {
            what.insert_str(0, mark);
        }
    }
    Some(Topic { course, what, of: of.into_iter().collect::<Vec<_>>().join(" ") })
}

/// The end of the words of `draft`, with what is counted where that follows.
fn behind(draft: &Draft) -> usize {
    let counted = draft.counted.as_ref().filter(|words| words.start >= draft.start);
    counted.map_or(draft.end, |words| words.end).max(draft.end)
}

/// Whether what is counted happens at a place: the dead and the crowds do, prices and jobs do not.
pub(super) fn happens_somewhere(topic: &Topic) -> bool {
    let end = topic.what.rsplit(' ').next().unwrap_or_default();
    topic.course == Course::Adds
        || matches!(end, "attend" | "missing" | "trapped" | "displaced" | "aboard" | "hostage" | "magnitude" | "arrive")
}

/// Whether `noun` says by itself what a number is of: "attendance".
pub(super) fn says_it(noun: &str) -> bool {
    happening::of_noun(noun).is_some()
}

/// Whether `noun` says by itself what some measure is of: "growth", "rainfall".
pub(super) fn is_told(noun: &str) -> bool {
    ["percent", "goods", "area"].iter().any(|kind| happening::of_measured(noun, Some(kind)).is_some())
        || matches!(noun, "rainfall" | "snowfall")
}

/// Whether `noun` says by itself what a sum of money is: "bill".
pub(super) fn is_sum(noun: &str) -> bool {
    happening::of_measured(noun, Some("money")).is_some()
}

/// Whether `noun` means people: a listed word for them, or one made as words for doers are.
pub(super) fn is_people(noun: &str) -> bool {
    let listed = doers().get(noun).copied();
    // The longest such ending has five letters.
    let ends = || {
        (2..=5)
            .filter_map(|length| noun.get(noun.len().checked_sub(length)?..))
            .any(|end| doers().get(end) == Some(&"endings"))
    };
    happening::people().contains(noun)
        || apart().contains(noun)
        || happening::of_noun(noun)
            .is_some_and(|found| matches!(found.name, "attend" | "strike" | "displaced" | "hostage"))
        || listed == Some("people")
        || listed != Some("others") && ends()
}

/// How the number of `what` goes in time, by all of it ("job cut") or the word that ends it.
fn course(what: &str) -> Course {
    let end = what.rsplit(' ').next().unwrap_or_default();
    match courses().get(what).or_else(|| courses().get(end)).copied() {
        Some("once") => Course::Once,
        Some("adds") => Course::Adds,
        _ => Course::Moves,
    }
}
