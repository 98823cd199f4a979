//! Numbers that say nothing of what they count, as it was said before: "the minister spoke of 12,000", "the town hall said 9,500",
//! "the league's figure was $64 million".

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::tables::word_files;
use super::super::unit::Kind;
use super::super::{FoundFigure, clause};
use super::happening;
use crate::model::Topic;

word_files! {
    /// What leads, at some distance, from a bare number to what was counted last.
    refer_back = "../lexicon/refer_back.txt";
    /// Words right before a bare number that do.
    refer_right = "../lexicon/refer_right.txt";
}

/// How far before the number the words may stand that refer to what is counted already.
const REACH: usize = 8;

/// Whether `draft`, which names nothing that it counts, gives another number of what was counted last.
pub(in super::super) fn refers(c: &Pieces, draft: &Draft) -> bool {
    let at = draft.words_start;
    let Some(subject) = draft.subject.as_deref() else {
        return if draft.unit.is_none() {
            draft.noun.is_none() && (says(c, at) || speaks(c, at) || is_tally(c, at))
        } else {
            draft.kind() != Kind::Time && (again(c, draft.start) || says(c, at) || is_tally(c, at))
        };
    };
    // "The real figure was 61 percent": a word for numbers and no more.
    draft.counted.as_ref().is_some_and(|words| words.end <= at)
        && subject.rsplit(' ').next().is_some_and(|noun| clause::tallies().contains(noun))
}

/// "spoke of 12,000", "put the figure for the whole of the coast at 300".
fn speaks(c: &Pieces, at: usize) -> bool {
    let words = (at.saturating_sub(REACH)..at).rev().take_while(|&at| c.is_word(at) || c.is_digits(at));
    let mut words = words.filter(|&at| c.is_word(at));
    words.any(|at| refer_back().contains(c.low(at)) || refer_back().contains(lemma::verb(c.low(at)).as_ref()))
}

/// "The ministry's own figure, given on Tuesday, was 300".
fn is_tally(c: &Pieces, at: usize) -> bool {
    let Some(verb) = at.checked_sub(1).filter(|&verb| c.is_word(verb) && lemma::verb(c.low(verb)) == "be") else {
        return false;
    };
    clause::subject(c, verb).is_some_and(|(_, head)| clause::tallies().contains(lemma::noun(c.low(head)).as_ref()))
}

/// "The town hall said 9,500", "it was 85,000", "there were only 7,000", "arrived at 41,000".
fn says(c: &Pieces, number: usize) -> bool {
    let mut at = number;
    while at > 0 && (matches!(c.tag(at - 1), Tag::Rb) || matches!(c.low(at - 1), "only" | "just" | "some")) {
        at -= 1;
    }
    let Some(last) = at.checked_sub(1).filter(|&last| c.is_word(last)) else { return false };
    let is_listed = |words: &str| refer_right().contains(words);
    let verb = lemma::verb(c.low(last));
    if verb == "be" {
        let mut subject = last;
        while subject > 0 && matches!(lemma::verb(c.low(subject - 1)).as_ref(), "have" | "be" | "will" | "would" | "may") {
            subject -= 1;
        }
        return matches!(c.low_before(subject, 1), "it" | "there" | "that");
    }
    if is_listed(verb.as_ref()) {
        return true;
    }
    // "arrived at", "came up with"
    let before = |back: usize| last.checked_sub(back).map(|at| lemma::verb(c.low(at)));
    let two = before(1).map(|first| format!("{first} {}", c.low(last)));
    let three = before(2).zip(before(1)).map(|(first, next)| format!("{first} {next} {}", c.low(last)));
    [two, three].into_iter().flatten().any(|words| is_listed(&words))
}

/// "16,500 acres, or 6,700 hectares", "9 miles (14 km)": the same in another unit.
fn again(c: &Pieces, start: usize) -> bool {
    matches!(c.low_before(start, 1), "or" | "(") && start > 1
        || matches!(c.low_before(start, 1), "about" | "some" | "roughly") && matches!(c.low_before(start, 2), "or" | "(")
}

/// How many bytes back what a bare number refers to may stand, and how many figures.
const BACK: usize = 500;
const FIGURES: usize = 4;
/// Two counts of one thing are hardly more often apart.
const MOST_APART: f64 = 50.0;

/// Gives "the minister spoke of 12,000" the topic of "31,000 people have fled" before it.
pub(in super::super) fn fill(found: &mut [FoundFigure]) {
    for at in 1..found.len() {
        let last = found[..at].iter().rev().take(FIGURES);
        let mut near = last.take_while(|last| last.bytes.end + BACK > found[at].bytes.start);
        if !found[at].refers_back {
            // "launched 30, of which nine were shot down": those shot down are not a part of those shot down.
            let what = found[at].topic.as_ref().and_then(|topic| topic.what.strip_prefix(PART));
            let whole = near.next().and_then(|last| last.topic.as_ref());
            if let (Some(what), Some(whole)) = (what, whole)
                && happening::is_name(what)
                && whole.what != what
                && happening::is_name(&whole.what)
            {
                let what = what.to_owned();
                if let Some(topic) = &mut found[at].topic {
                    topic.what = what;
                }
            }
            continue;
        }
        let last = near.find(|last| last.topic.as_ref().is_some_and(is_whole) && of_a_kind(last, &found[at]));
        let Some((topic, subject, place)) =
            last.map(|last| (last.topic.clone(), last.subject.clone(), last.place.clone()))
        else {
            continue;
        };
        let figure = &mut found[at];
        (figure.topic, figure.subject) = (topic, subject);
        figure.place = figure.place.take().or(place);
    }
}

/// How the topic of a number begins that is part of another.
pub(super) const PART: &str = "part of ";

fn is_whole(topic: &Topic) -> bool {
    !["part ", "earlier ", "more ", "share ", "whole "].iter().any(|mark| topic.what.starts_with(mark))
}

/// Whether both may be numbers of one thing: of one unit, or one kind of unit, and not far apart.
fn of_a_kind(a: &FoundFigure, b: &FoundFigure) -> bool {
    let base = |figure: &FoundFigure| figure.base.as_ref().map(|base| base.unit.clone());
    let size = |figure: &FoundFigure| {
        let based = figure.base.as_ref().and_then(|base| base.value.or(base.low).or(base.high));
        based.or(figure.value).or(figure.low).or(figure.high)
    };
    let sizes = size(a).zip(size(b));
    let near = sizes.is_some_and(|(a, b)| a > 0.0 && b > 0.0 && a.max(b) <= MOST_APART * a.min(b));
    near && a.per == b.per && (a.unit == b.unit || base(a).is_some() && base(a) == base(b))
}
