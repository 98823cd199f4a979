//! Topics of plain numbers, whose subject does not say what befell those counted: a verb, a participle or a noun tells.

use super::super::super::tagger::Tag;
use super::super::clause;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::{Making, apart, behind, happening, is_people, told_of};

/// Reads what is told of those whom `draft` counts; `put` is the noun of what somebody puts at so many.
pub(super) fn read(c: &Pieces, draft: &Draft, put: Option<&str>, made: &mut Making) {
    let Making { words, what, of, .. } = made;
    // "lost five of their own"
    let own = c.is(draft.end, "of") && c.tag(draft.end + 1) == Tag::PrpPoss && c.is(draft.end + 2, "own");
    let noun = put.or(draft.noun.as_deref()).or(words.last().copied()).or(own.then_some("man"));
    let is_person = noun.is_none_or(is_people);
    let guards = words
        .last()
        .is_some_and(|noun| matches!(*noun, "troop" | "peacekeeper" | "officer" | "police" | "firefighter"));
    // "The number of families who have left the valley rose to": behind those counted, who stand before the number.
    let told = draft.counted.as_ref().filter(|words| words.end <= draft.words_start && clause::is_told(c, words.start));
    // "The hall will seat 4,000 spectators"
    let seats = told_of::is_room(c, draft.words_start).then(|| happening::of_noun("seating capacity")).flatten();
    // "are holding 34 passengers hostage": what they are held as says more than that they are held.
    let held_as =
        matches!(c.low(behind(draft)), "hostage" | "captive").then(|| happening::of_noun("hostage")).flatten();
    // "The waiting list has 9,600 patients", "The crowd numbered 4,000 people"
    let has = is_person.then(|| told_of::subject_has(c, draft)).flatten();
    // "gave the number of those on board as 312"
    let on_board = draft
        .counted
        .as_ref()
        .filter(|words| {
            words.end <= draft.words_start && c.is(words.end - 1, "board") && c.low_before(words.end, 2) == "on"
        })
        .and_then(|_| happening::of_noun("passenger"));
    words.retain(|word| on_board.is_none() || *word != "board");
    let found = held_as
        .or(seats)
        .or(on_board)
        .or(has)
        .or_else(|| happening::read(c, draft.words_start, behind(draft), noun, is_person))
        .or_else(|| happening::done(c, draft.joined?, noun?, is_person))
        .or_else(|| happening::after(c, draft.joined_behind?, noun, is_person))
        .or_else(|| happening::after(c, told?.end, noun, is_person))
        .filter(|found| !(guards && matches!(found.name, "attend" | "aboard" | "arrive")))
        // The number of tourists is that of those who come.
        .filter(|found| found.name != "arrive" || noun.is_none_or(|noun| !apart().contains(noun)))
        // A camp that holds 3,000 refugees, a jail that holds 500 inmates: what they are says more.
        .filter(|found| found.name != "resident" || noun.is_none_or(|noun| happening::people().contains(noun)))
        // Prisoners who flee escape; whom gunmen hold is a hostage.
        .map(|found| match found.name {
            "arrested" | "captured" if told_of::is_held_by_captors(c, draft) => {
                happening::of_noun("hostage").unwrap_or(found)
            }
            "displaced" if words.last() == Some(&"prisoner") => happening::of_noun("escapee").unwrap_or(found),
            _ => found,
        })
        // "14 escaped prisoners"
        .or_else(|| words.iter().find_map(|word| happening::of_participle(word, noun, is_person)))
        .or_else(|| words.len().checked_sub(2).and_then(|from| happening::of_noun(&words[from..].join(" "))))
        .or_else(|| noun.and_then(happening::of_noun))
        // A jail's inmates are no prisoners of war.
        .or_else(|| words.last().filter(|_| noun != Some("inmate")).and_then(|last| happening::of_noun(last)));
    if let Some(loser) = own.then(|| told_of::loser(c, draft)).flatten() {
        of.insert(loser);
    }
    words.retain(|word| happening::of_participle(word, noun, is_person).is_none());
    if let Some(found) = found {
        what.push_str(found.name);
        // An act behind those who say too little: "person force".
        let is_who = |word: &&str| *word == "person" || noun == Some(*word) && happening::people().contains(word);
        if let Some(at) = words.iter().position(is_who) {
            words.truncate(at);
        }
        if noun.is_some_and(|noun| happening::is_one(noun, "job", false)) {
            words.pop();
        }
        words.retain(|word| {
            !found.nouns.iter().any(|noun| noun.split(' ').any(|part| part == *word))
                && !found.name.split(' ').any(|part| part == *word)
                && *word != "life"
        });
    }
}
