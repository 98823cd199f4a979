//! Topics of how large, how deep or how fast something is, where no happening tells: the thing, and which of its dimensions.

use super::super::base;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::tables::word_maps;
use super::super::unit::Kind;
use super::{Making, told_of};

word_maps! {
    /// Words behind a length to the dimension.
    dimensions = "../lexicon/dimensions.tsv";
    /// Nouns for a dimension to that dimension.
    extents = "../lexicon/extents.tsv";
}

/// Reads what it is that has a size, a depth or a speed, or stands last in the subject; none where the subject says nothing.
pub(super) fn read(c: &Pieces, draft: &Draft, made: &mut Making) -> Option<()> {
    let Making { words, what, extent, .. } = made;
    // "The train had been doing 90 kilometers an hour", "put its speed at 75 miles an hour"
    let speed = draft.unit.is_some_and(|unit| base::is_speed(unit.name, draft.per.as_deref()));
    // "the height of the tower", "the length of the bridge"
    let is_length = draft.unit.is_some_and(|unit| base::kind(unit.name) == Some("length"));
    let sized = words.last().filter(|_| is_length && words.len() > 1).and_then(|last| extents().get(last).copied());
    if sized.is_some() {
        words.pop();
    }
    *extent = sized.filter(|sized| *sized != "length");
    // "Water stood two meters deep in the streets", "The center was under two meters of water"
    let deep = is_length
        && told_of::tells_of_flood(c)
        && (dimension(c, draft) == Some("depth") && words.is_empty()
            || matches!(words.last(), Some(&"water")) && c.is(draft.end, "of"));
    if deep && !words.is_empty() {
        words.pop();
    }
    if deep {
        *extent = Some("depth");
    }
    // "The train was travelling at 90 kilometers an hour": where nothing is told that goes so fast.
    let last = words.last().copied().or(speed.then_some("speed")).or(deep.then_some("water"))?;
    if !speed || last == "speed" {
        words.pop();
    }
    what.push_str(if speed { "speed" } else { last });
    Some(())
}

/// Whether `what` is a dimension.
pub(super) fn is_extent(what: &str) -> bool {
    extents().values().any(|extent| *extent == what)
}

/// Which of its dimensions a measure is: "two miles wide".
pub(super) fn dimension(c: &Pieces, draft: &Draft) -> Option<&'static str> {
    dimensions().get(c.low(draft.end)).copied().filter(|_| draft.kind() == Kind::Other)
}
