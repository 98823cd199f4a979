//! What a topic means by the measure it stands with: a wage of millions is a profit, a cover of water a flood.

use super::super::base;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::{Making, measured, size, told_of};

/// Nobody is paid so much money without a word for how long.
const NO_WAGE: f64 = 1e6;

/// Calls what `draft` is of by what it means here.
pub(super) fn refine(c: &Pieces, draft: &Draft, made: &mut Making) {
    let Making { words, what, .. } = made;
    // What a firm earned is its profit.
    if what == "wage" && draft.per.is_none() && measured::kind(draft) == Some("money") && draft.value >= NO_WAGE {
        "profit".clone_into(what);
    }
    // "releases 3 million tonnes of carbon dioxide"
    if what == "cost" && measured::kind(draft) == Some("percent") && told_of::is_of_living(c, draft) {
        "inflation".clone_into(what);
    }
    // "the party's share of the vote"
    if what == "share" && measured::kind(draft) == Some("percent") && words.len() == 1 {
        words.pop().unwrap_or_default().clone_into(what);
    }
    let is_gas = |word: &&str| matches!(*word, "dioxide" | "co2" | "methane" | "greenhouse");
    if draft.unit.is_some()
        && (matches!(what.as_str(), "spill" | "output") && words.iter().any(is_gas) || is_gas(&what.as_str()))
    {
        "emitted".clone_into(what);
    }
    // "snow lay 40 centimeters deep", "40 centimeters of snow"
    if what == "snow" && draft.unit.is_some_and(|unit| base::kind(unit.name) == Some("length")) {
        "snow depth".clone_into(what);
    }
    // "The bridge will have a length of two kilometers"
    if size::is_extent(what)
        && let Some(thing) = told_of::has_extent(c, draft)
    {
        *what = if what == "length" { thing } else { format!("{thing} {what}") };
    }
    // "Streets were flooded to a depth of", "The water was so deep"
    if what == "depth" && told_of::tells_of_flood(c) {
        "water depth".clone_into(what);
    }
    // "The park covers 900 acres", "the flood covers 900 acres"
    if what == "covered" && told_of::is_water(c, draft) {
        "flooded".clone_into(what);
    }
}
