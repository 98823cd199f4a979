//! What makes a number another than the plain one of its topic: a part, an earlier one, what comes on top, what may be.

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::subject::gives;
use super::super::tables::word_files;
use super::super::unit::Kind;
use super::super::{clause, counted};
use super::happening;

word_files! {
    /// What was done with a number before it was another one.
    planned = "../lexicon/planned.txt";
    /// Nouns for how many there may or should be.
    quotas = "../lexicon/quotas.txt";
    /// What leads to how many there may be.
    allowed = "../lexicon/allowed.txt";
    /// By what one is ahead of another.
    margins = "../lexicon/margins.txt";
}

/// So many words stand between a number and what was done with it once, at most: "that had originally been planned".
const PLANNED: usize = 5;

/// How far behind a share of voters it may be told at what hour, in pieces.
const HOUR: usize = 10;

/// "In that month alone" is told within so many pieces.
const ALONE: usize = 8;

/// Whether the number is of a part of the time or the place that is told of: "In the first round alone, 900 left". A number that
/// another and a clause's end stand before is of the whole: "In a week alone, 40 men died, bringing the toll to 900".
pub(super) fn is_alone(c: &Pieces, draft: &Draft) -> bool {
    let comma = (2..ALONE).find(|&at| c.is(at, "alone") && c.is(at + 1, ",")).map(|alone| alone + 1);
    let Some(comma) = comma.filter(|_| c.is(usize::from(!c.is_word(0)), "in")) else { return false };
    if draft.words_start <= comma {
        return false;
    }
    let number = (comma..draft.words_start).find(|&at| c.is_digits(at) || c.tag(at) == Tag::Cd);
    let closes = |at: usize| {
        matches!(c.text(at), "," | ";" | ":" | "—" | "–")
            || c.is(at, "and") && matches!(c.tag(at + 1), Tag::Dt | Tag::PrpPoss | Tag::Prp)
    };
    number.is_none_or(|number| !(number..draft.words_start).any(closes))
}

/// Words behind or before a number that make it one of what is told already: "of whom 20", "20 of them".
pub(super) fn is_part(c: &Pieces, draft: &Draft) -> bool {
    let before = |back: usize| c.low_before(draft.words_start, back);
    // "Among the young it was 24 percent"
    let among = draft.kind() == Kind::Percent && c.is(usize::from(!c.is_word(0)), "among");
    // "leads by nine points among women"
    let group = draft.unit.is_some() && draft.kind() != Kind::Money && c.is(draft.end, "among");
    // "19 people, 11 of them children,"
    let within = draft.counted.as_ref().map_or(draft.end, |words| words.start).min(draft.end);
    let of_them = within >= draft.start + 3
        && c.is(within - 2, "of")
        && matches!(c.low(within - 1), "them" | "whom")
        && before(1) != "there"
        && !gives().contains(lemma::verb(before(1)).as_ref());
    among
        || of_them
        || group
        || matches!(before(1), "including" | "among")
        || matches!((before(2), before(1)), ("of" | "among", "whom" | "which" | "them" | "these" | "those"))
        || matches!((c.low(draft.end), c.low(draft.end + 1)), ("of", "them" | "whom" | "these" | "those" | "which"))
            && draft.kind() != Kind::Percent
            // "fewer than the 130 of whom the union had spoken"
            && before(1) != "the"
            // "Farmers say there are 1,100 of them"
            && !(before(2) == "there" && matches!(before(1), "are" | "were"))
            // "where the bodies were taken, had counted 83 of them", "we expect 15,000 of them": all of them.
            && !gives().contains(lemma::verb(before(1)).as_ref())
}

/// How far before a lead its verb stands, in pieces.
const LEAD: usize = 6;

/// Whether the number is by how much one is ahead of another: "leads by nine points", "leads the mayor by 270 delegates", "a majority of
/// 12". Those by whom something is done are none: "was beaten back by 400 fighters", and so "a majority of 40 members".
pub(super) fn is_margin(c: &Pieces, draft: &Draft) -> bool {
    let Some(last) = draft.words_start.checked_sub(1) else { return false };
    let fits =
        draft.unit.is_some() || draft.borrowed || draft.noun.as_deref().is_none_or(|noun| margins().contains(noun));
    if !fits {
        return false;
    }
    if c.is(last, "of") {
        return matches!(c.low_before(last, 1), "lead" | "margin" | "majority" | "advantage" | "edge" | "deficit")
            && (draft.kind() == Kind::Count || draft.kind() == Kind::Percent)
            && !c.is(draft.end, "of");
    }
    let leads = |at: usize| {
        matches!(lemma::verb(c.low(at)).as_ref(), "lead" | "trail" | "win" | "lose" | "beat" | "defeat" | "outnumber")
    };
    let verb = |at: usize| matches!(c.tag(at), Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz);
    // "who lost his job was replaced by": what is done by so many is said by the last verb.
    let mut before = (last.saturating_sub(LEAD)..last).rev().filter(|&at| c.is_word(at));
    c.is(last, "by") && before.find(|&at| leads(at) || verb(at)).is_some_and(leads)
}

/// Whether the number is how many are needed: "the 2,300 votes needed to pass it", "needs 61 percent of the seats".
pub(super) fn is_needed(c: &Pieces, draft: &Draft) -> bool {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    let needs = |back: usize| lemma::verb(c.low_before(draft.words_start, back)) == "need";
    matches!(c.low(end), "needed" | "required" | "necessary")
        || needs(1)
        || c.tag(draft.words_start.saturating_sub(1)) == Tag::Vb
            && c.low_before(draft.words_start, 2) == "to"
            && needs(3)
}

/// Whether the number is how many votes are counted: "after 98 percent of the ballots had been counted".
pub(super) fn is_counted_yet(c: &Pieces, draft: &Draft) -> bool {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    matches!(c.low(end.saturating_sub(1)), "ballots" | "votes" | "stations" | "precincts" | "districts")
        && (end..end + 4)
            .take_while(|&at| c.is_word(at))
            .any(|at| matches!(c.low(at), "counted" | "tallied" | "reporting"))
}

/// Whether one more than those counted is named before them: "the ambassador and three other Ostrians".
pub(super) fn is_beside_another(c: &Pieces, draft: &Draft) -> bool {
    let named = draft.words_start.checked_sub(2).map(|at| c.tag(at));
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    c.low_before(draft.words_start, 1) == "and"
        && matches!(named, Some(Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps))
        && (draft.start..=end).any(|at| c.is(at, "other"))
}

/// How many of a group that is known there are at most, where whose it is stands before the number.
const FEW: f64 = 12.0;

/// Whether those are a group that is known already or a part of one: "those five towns", "the first two bridges", "the other nine",
/// "their four children".
pub(super) fn is_known_group(c: &Pieces, draft: &Draft) -> bool {
    let last = draft.words_start.wrapping_sub(1);
    let word = c.low_before(draft.words_start, 1);
    draft.kind() == Kind::Count
        && !draft.is_elliptical()
        // "a 50-state poll", "a four-man race"
        && (draft.counted.as_ref().is_some_and(|words| words.start > draft.start && c.hyphen(words.start - 1))
            || matches!(word, "those" | "these" | "other" | "remaining")
            || matches!(word, "first" | "last" | "next" | "past") && c.low_before(draft.words_start, 2) == "the"
            || c.tag(last) == Tag::PrpPoss && draft.value <= FEW)
}

/// Whether those are some of all whom a thing befell, of whom more is told: "Twelve of the dead were children".
pub(super) fn is_of_victims(c: &Pieces, draft: &Draft) -> bool {
    let of = (draft.start..=draft.end).find(|&of| c.is(of, "of") && c.is(of + 1, "the"));
    of.is_some_and(|of| {
        let victim = matches!(
            c.low(of + 2),
            "dead"
                | "injured"
                | "wounded"
                | "missing"
                | "victims"
                | "detained"
                | "detainees"
                | "casualties"
                | "displaced"
        );
        victim && matches!(c.low(of + 3), "were" | "was" | "are" | "is")
    })
}

/// Whether the number is what something was before it changed: "up from 20", "compared with 20".
pub(super) fn is_earlier(c: &Pieces, draft: &Draft) -> bool {
    let before = |back: usize| c.low_before(draft.words_start, back);
    // "which usually brings in 60,000", "originally put at 90"
    let then = |word: &str| {
        matches!(word, "usually" | "normally" | "typically" | "ordinarily" | "originally" | "initially" | "previously")
    };
    if (1..4).any(|back| then(before(back))) {
        return true;
    }
    // "revising an earlier toll of 45"
    if before(1) == "of" && matches!(before(3), "earlier" | "previous" | "initial" | "first") {
        return true;
    }
    // "The year before, 1,310 people died": of an earlier one than the last.
    let earlier = |back: usize| {
        before(back) == "before"
            && matches!(before(back + 1), "year" | "month" | "week" | "season" | "quarter" | "day")
            && matches!(before(back + 2), "the" | "a")
    };
    if earlier(1) || before(1) == "," && earlier(2) {
        return true;
    }
    // "A day earlier it had reported six deaths"
    let had = before(2) == "had" && gives().contains(lemma::verb(before(1)).as_ref());
    if had && (0..draft.words_start).any(|at| matches!(c.low(at), "earlier" | "before" | "yesterday")) {
        return true;
    }
    // "In the last election it was 59 percent", not "in the last week"
    let last = 1 + usize::from(c.is(1, "the"));
    let time = |at: usize| counted::not_heads().contains(c.low(at)) || matches!(c.low(at), "few" | "hours" | "minutes");
    if matches!(c.low(0), "in" | "at" | "during")
        && matches!(c.low(last), "last" | "previous")
        && c.tag(last + 1) == Tag::Nn
        && !time(last + 1)
        && (last + 2..draft.words_start).any(|at| matches!(c.low(at), "it" | "that" | "was" | "had" | "were"))
    {
        return true;
    }
    // "ten years ago it cost 500"
    if (2..4).any(|back| before(back) == "ago") {
        return true;
    }
    // "up from the 450 million announced two years ago", "twice the 17 million that was planned"
    let the = before(1) == "the" || draft.words_start < draft.start && c.is(draft.words_start, "the");
    let behind = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    let helps = |at: usize| {
        matches!(c.tag(at), Tag::Rb | Tag::Wdt) || matches!(c.low(at), "that" | "was" | "were" | "had" | "been" | "it")
    };
    if the
        && (behind..behind + PLANNED)
            .find(|&at| !helps(at))
            .is_some_and(|at| c.is_word(at) && planned().contains(c.low(at)))
    {
        return true;
    }
    // "The bridge was to cost 90 million": so it was thought once.
    if before(2) == "to" && matches!(before(3), "was" | "were") && c.tag(draft.words_start - 1) == Tag::Vb {
        return true;
    }
    match before(1) {
        // "up from 20", "to 7 percent from 6", "from 20 to 30"
        "from" => {
            let from = draft.words_start - 1;
            // "slows to 3.5 percent, from 6", "to 7.4 million tonnes on Wednesday from 9 million"
            let bare = draft.unit.is_some() || draft.noun.is_none() || draft.borrowed;
            let reach = if bare { 6 } else { 3 };
            matches!(before(2), "up" | "down")
                || bare && before(2) == ","
                || (from.saturating_sub(reach)..from).any(|at| c.is_digits(at))
                || (draft.end..draft.end + 2).any(|at| c.is(at, "to"))
        }
        "with" | "to" => matches!(before(2), "compared" | "compares"),
        // "In December it had been 7 percent."
        "been" => before(2) == "had" && matches!(c.low(usize::from(!c.is_word(0))), "in" | "at" | "during" | "on"),
        // "It had stood at 31 percent at noon."
        "at" => matches!(before(2), "stood" | "been") && before(3) == "had",
        "against" => true,
        // "1,050 stayed home, after 900 on Tuesday"
        "after" => draft.borrowed,
        _ => false,
    }
}

/// Whether those counted come on top of others: "12 new cases", "20 more dead", "eight more than it first reported".
pub(super) fn is_increment(c: &Pieces, draft: &Draft) -> bool {
    if matches!(c.low(draft.end), "more" | "fewer" | "less") && c.is(draft.end + 1, "than") {
        return true;
    }
    // "Three more of the injured died"
    if c.is(draft.end, "more") && c.is(draft.end + 1, "of") {
        return true;
    }
    if draft.borrowed && matches!(c.low_before(draft.start, 1), "further" | "another" | "additional") {
        return true;
    }
    // "32,000 new homes": those that are built.
    let built = draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "building", false));
    let adds = |at: usize| {
        !(built && c.is(at, "new"))
            && matches!(c.low(at), "new" | "more" | "additional" | "further" | "fresh" | "extra" | "newly")
            && at >= draft.start
    };
    draft.counted.as_ref().is_some_and(|words| words.clone().any(adds) || words.start.checked_sub(1).is_some_and(adds))
}

/// Whether the number says how many there may be: "the licence allowed 50 tonnes", "a bus built for 40 people".
pub(super) fn is_allowed(c: &Pieces, draft: &Draft) -> bool {
    let Some(last) = draft.words_start.checked_sub(1).filter(|&last| c.is_word(last)) else { return false };
    let verb = lemma::verb(c.low(last));
    // "The fleet's quota was 350 whales"
    if verb == "be"
        && clause::subject(c, last).is_some_and(|(_, head)| quotas().contains(counted::singular(c.low(head)).as_str()))
    {
        return true;
    }
    let two = || last.checked_sub(1).map(|at| format!("{} {}", lemma::verb(c.low(at)), c.low(last)));
    // "licensed to carry 90"
    let to = last.checked_sub(2).filter(|&at| {
        // "was built in 1998 and certified to carry 90"
        let joined = c.tag(at) == Tag::Vbd && c.low_before(at, 1) == "and"
            || matches!(lemma::verb(c.low(at)).as_ref(), "promise" | "vow");
        c.is(at + 1, "to") && (c.tag(at) == Tag::Vbn || joined)
    });
    let verb_to = to.map(|at| lemma::verb(c.low(at)));
    if verb_to
        .is_some_and(|verb| allowed().contains(verb.as_ref()) || allowed().contains(format!("{verb} for").as_str()))
    {
        return true;
    }
    // "a bridge built for 90 million" cost so much.
    let fits = draft.kind() != Kind::Money;
    allowed().contains(verb.as_ref())
        || fits && c.is(last, "for") && two().is_some_and(|two| allowed().contains(two.as_str()))
}

/// Whether what stands behind those counted did not happen to them: "a third of the children are not vaccinated".
pub(super) fn is_negated(c: &Pieces, draft: &Draft) -> bool {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    let helps = |at: usize| matches!(lemma::verb(c.low(at)).as_ref(), "be" | "have");
    (end..end + NEGATED)
        .take_while(|&at| c.is_word(at))
        .any(|at| matches!(c.low(at), "not" | "never") && helps(at - 1) && matches!(c.tag(at + 1), Tag::Vbn | Tag::Vbd))
}

/// So many words stand between those counted and what did not happen to them, at most.
const NEGATED: usize = 8;

/// Whether those driven from home stayed in their country: "are displaced inside Ostria", "the internally displaced".
pub(super) fn is_within(c: &Pieces, draft: &Draft) -> bool {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    (end..end + WITHIN).take_while(|&at| c.is_word(at)).any(|at| {
        matches!(c.low(at), "inside" | "internally")
            || c.is(at, "within") && (c.capital(at + 1) || matches!(c.low(at + 1), "the" | "its"))
    }) || (draft.start..end).any(|at| c.is(at, "internally"))
}

/// So many words stand between those driven from home and that they stayed in their country, at most.
const WITHIN: usize = 5;

/// Whether it is told at what hour of the day those had come who are counted between `start` and `end`: "31 percent by noon", "By
/// noon 31 percent".
pub(super) fn is_interim(c: &Pieces, start: usize, end: usize) -> bool {
    let hour =
        |at: usize| matches!(c.low(at), "noon" | "midday" | "lunchtime" | "midmorning" | "a.m." | "p.m." | "am" | "pm");
    let by = || c.is(0, "by") || c.is(0, "at");
    (end..end + HOUR).take_while(|&at| c.is_word(at) || c.is_digits(at)).any(hour)
        || by() && (1..start.min(HOUR)).any(hour)
}
