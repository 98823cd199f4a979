//! Topics of measures: what the money, the area, the goods or the percentage is of.

use super::super::super::tagger::Tag;
use super::super::base;
use super::super::draft::Draft;
use super::super::number::Style;
use super::super::piece::Pieces;
use super::super::unit::Kind;
use super::{Making, behind, happening, told_of};

/// What kind of measure happenings know `draft` by.
pub(super) fn kind(draft: &Draft) -> Option<&'static str> {
    // "a third of voters" is a percentage in other words.
    if draft.style == Style::Share && draft.unit.is_none() {
        return Some("percent");
    }
    let unit = draft.unit?;
    Some(match unit.kind {
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Other => match base::kind(unit.name)? {
            "area" => "area",
            "mass" | "volume" => "goods",
            "temperature" => "temperature",
            _ => return None,
        },
        _ => return None,
    })
}

/// Reads what the measure of the `kind` is of.
pub(super) fn read(c: &Pieces, draft: &Draft, kind: &str, made: &mut Making) {
    let Making { words, what, of, .. } = made;
    // "Its debts come to $2 million" is of debts, whatever the verb.
    let two = words.len().checked_sub(2).map(|from| words[from..].join(" "));
    let price = (kind == "money" && told_of::costs_whom(c, draft.words_start))
        .then(|| told_of::what_it_costs(c, draft.words_start))
        .map(|noun| happening::of_measured(noun, Some(kind)));
    // "it will take 700 million to rebuild the island"
    let takes = kind == "money" && told_of::it_takes(c, draft);
    let price = price.or_else(|| takes.then(|| happening::of_measured("cost", Some(kind))));
    // "paid 24 million for the player", "will buy 12 submarines for 24 billion"
    let bought =
        (kind == "money").then(|| told_of::paid_for(c, draft).or_else(|| told_of::bought_for(c, draft))).flatten();
    // "At 95 million euros, it is the most expensive bridge in the land"
    let dear = kind == "money" && told_of::is_price_of_what_follows(c, draft);
    let price = price.or_else(|| dear.then(|| happening::of_measured("cost", Some(kind))));
    let price = price.or_else(|| bought.as_ref().map(|_| happening::of_measured("cost", Some(kind))));
    if price.is_some() {
        words.clear();
    }
    of.extend(bought);
    // "stole jewels worth 6 million"
    let worth = draft.counted.clone().filter(|words| c.is(words.end, "worth") && words.end < draft.words_start);
    let taken = worth.and_then(|words| happening::done(c, words.start, kind, false));
    let found = price
        .flatten()
        .or(taken)
        .or_else(|| two.as_deref().and_then(|two| happening::of_measured(two, Some(kind))))
        .or_else(|| happening::of_measured(words.last()?, Some(kind)))
        .or_else(|| happening::read(c, draft.words_start, behind(draft), Some(kind), false))
        .or_else(|| words.iter().rev().find_map(|word| happening::of_measured(word, Some(kind))))
        // "put the amount of acid spilled at": what was done to it, behind its words.
        .or_else(|| {
            let before = draft.counted.as_ref().filter(|words| words.end <= draft.words_start)?;
            let done = matches!(c.tag(before.end), Tag::Vbn | Tag::Vbd) && c.low(before.end).ends_with("ed");
            done.then(|| happening::after(c, before.end, Some(kind), false))?
        })
        // "destroyed crops on 900 hectares"
        .or_else(|| told_of::done_on(c, draft, kind))
        // "The spill was put at 500 tonnes of oil", "a $40 million fine"
        .or_else(|| told_of::said_before(c, draft, kind))
        .or_else(|| told_of::said_behind(c, draft, kind))
        // "lost 40 tonnes of fuel": by what it is a measure of.
        .or_else(|| happening::read(c, draft.words_start, behind(draft), Some(words.last().copied()?), false))
        // "the kidnappers want 2 million"
        .or_else(|| {
            (kind == "money" && told_of::is_extorted(c, draft)).then(|| happening::of_measured("ransom", Some(kind)))?
        })
        // What somebody gets is a wage by its rate alone.
        .filter(|found| found.name != "wage" || draft.per.is_some())
        // Prices are those of all, unless it is told of what.
        .filter(|found| found.name != "inflation" || words.len() == 1);
    // "a slick covering 30 square miles", "a slick of 30 square miles"
    let is_slick = |word: &&str| matches!(*word, "slick" | "patch");
    let found = found.filter(|found| found.name != "covered" || !words.last().is_some_and(is_slick));
    if let Some(found) = found {
        what.push_str(found.name);
        // "stole diamonds worth 22 million; the stones are worth 35": what was stolen is told in many words.
        if found.name == "stolen" {
            words.clear();
        }
        // "The water had destroyed 40 hectares": who or what did it is not what is measured.
        let doer = draft.counted.as_ref().is_some_and(|words| words.end <= draft.words_start);
        if doer && kind != "money" && happening::is_done(c, draft.words_start, kind) {
            words.clear();
        }
        if two.is_some_and(|two| found.nouns.contains(&two.as_str())) {
            words.truncate(words.len().saturating_sub(2));
        }
        words.retain(|word| !found.nouns.contains(word) && *word != found.name);
    } else if words.is_empty() && kind == "temperature" {
        what.push_str(kind);
    }
}
