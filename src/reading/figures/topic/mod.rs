//! The topic: by what figures compare across articles, though one says "4,500 Ostrian troops" and the other "900 soldiers".
//!
//! [`Topic::what`] must agree, [`Topic::of`] must not conflict: what one side leaves unsaid may be what the other says. Where
//! things happen and of which event an article tells is found by [`scene`] and [`names`] for a whole article.

mod alike;
pub(super) mod back;
pub(super) mod beside;
mod happening;
mod marks;
pub(super) mod names;
pub(super) mod scene;
pub(super) mod side;
mod told_of;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::number::Style;
use super::piece::Pieces;
use super::tables::{rows, word_files, word_maps};
use super::unit::Kind;
use super::{base, clause, subject};
use crate::model::{Course, Topic};

word_files! {
    /// What an area is of, mostly.
    lands = "../lexicon/lands.txt";
    /// Those who are mostly a part of all whom a thing befell.
    apart = "../lexicon/kinds_apart.txt";
}

word_maps! {
    /// What ends a topic to how its number goes in time.
    courses = "../lexicon/courses.tsv";
    /// Words behind a length to the dimension.
    dimensions = "../lexicon/dimensions.tsv";
    /// Nouns for a dimension to that dimension.
    extents = "../lexicon/extents.tsv";
    /// Words for people, and others that end so.
    doers = "../lexicon/doers.tsv";
}

/// The topic of `draft`; none where nothing says what is counted.
pub(super) fn of(c: &Pieces, draft: &Draft) -> Option<Topic> {
    let whole = told_of::of_economy(c, draft);
    // "put sales at 3.8 million cars", "estimated cattle losses at 65,000 head"
    let put = told_of::put_measure(c, draft);
    let normal = whole.as_deref().or(put.as_ref().map(|(normal, _)| normal.as_str())).or(draft.subject.as_deref());
    let mut words: Vec<&str> = normal.unwrap_or_default().split_whitespace().collect();
    let share = words.first() == Some(&"share") && words.len() > 1 || draft.style == Style::Share;
    let mut what = String::new();
    let mut named = None;
    let mut others = Vec::new();
    // What is borrowed from a figure before may have befallen those alone: "killed five people and drove 2,000 from home".
    let borrowed = draft.borrowed || draft.counted.as_ref().is_some_and(|words| words.end <= draft.words_start);
    let own = || happening::read(c, draft.words_start, draft.end, Some("person"), true);
    // The end of its words, with what is counted where that follows.
    let behind = || {
        let counted = draft.counted.as_ref().filter(|words| words.start >= draft.start);
        counted.map_or(draft.end, |words| words.end).max(draft.end)
    };
    let stated = words.last().copied().filter(|last| subject::has_state(last));
    let among = told_of::among_whom(c, draft).filter(|_| stated.is_none() && draft.unit.is_none() && !words.is_empty());
    // "released 34 captured soldiers": what was done to them last.
    let described = || {
        let counted = draft.counted.clone()?;
        let noun = draft.noun.as_deref()?;
        counted
            .clone()
            .any(|at| (c.tag(at) == Tag::Vbn || c.is(at, "captured")) && subject::state(c.low(at)).is_some())
            .then(|| happening::done(c, draft.words_start, noun, is_people(noun)))?
    };
    if let Some(found) = own().filter(|_| borrowed && stated.is_some()) {
        words.clear();
        what.push_str(found.name);
    } else if let Some(state) = among {
        what.push_str(state);
        if !words.iter().any(|word| apart().contains(word)) {
            what.insert_str(0, back::PART);
        }
    } else if let Some((found, _)) = stated.and_then(|state| Some((described()?, state))) {
        words.pop();
        what.push_str(found.name);
    } else if let Some(state) = stated {
        words.pop();
        let both = words.ends_with(&["killed", "or"]);
        if both {
            words.truncate(words.len() - 2);
        }
        what.push_str(match state {
            _ if both => "killed or wounded",
            "missing" if draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "object", false)) => "stolen",
            // "uprooted 300 trees"
            "displaced" if draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "tree", false)) => {
                "destroyed"
            }
            "evacuated" => "displaced",
            // Drones that are destroyed in the air are shot down.
            "destroyed" if draft.noun.as_deref().is_some_and(|noun| happening::is_one(noun, "animal", false)) => {
                "killed"
            }
            "destroyed" if matches!(draft.noun.as_deref(), Some("drone" | "missile" | "rocket" | "projectile")) => {
                "shot down"
            }
            "infected" => "sick",
            "destroyed" | "damaged" if measure(draft) == Some("area") => "burned",
            state => state,
        });
    } else if let Some(kind) = measure(draft) {
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
        others.extend(bought);
        // "stole jewels worth 6 million"
        let worth = draft.counted.clone().filter(|words| c.is(words.end, "worth") && words.end < draft.words_start);
        let taken = worth.and_then(|words| happening::done(c, words.start, kind, false));
        let found = price
            .flatten()
            .or(taken)
            .or_else(|| two.as_deref().and_then(|two| happening::of_measured(two, Some(kind))))
            .or_else(|| happening::of_measured(words.last()?, Some(kind)))
            .or_else(|| happening::read(c, draft.words_start, behind(), Some(kind), false))
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
            .or_else(|| happening::read(c, draft.words_start, behind(), Some(words.last().copied()?), false))
            // "the kidnappers want 2 million"
            .or_else(|| {
                (kind == "money" && told_of::is_extorted(c, draft))
                    .then(|| happening::of_measured("ransom", Some(kind)))?
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
    } else if draft.unit.is_none() && !share {
        // "lost five of their own"
        let own = c.is(draft.end, "of") && c.tag(draft.end + 1) == Tag::PrpPoss && c.is(draft.end + 2, "own");
        let put = put.as_ref().map(|(_, noun)| noun.as_str());
        let noun = put.or(draft.noun.as_deref()).or(words.last().copied()).or(own.then_some("man"));
        let is_person = noun.is_none_or(is_people);
        let guards = words
            .last()
            .is_some_and(|noun| matches!(*noun, "troop" | "peacekeeper" | "officer" | "police" | "firefighter"));
        // "The number of families who have left the valley rose to": behind those counted, who stand before the number.
        let told =
            draft.counted.as_ref().filter(|words| words.end <= draft.words_start && clause::is_told(c, words.start));
        // "The hall will seat 4,000 spectators"
        let seats = told_of::is_room(c, draft.words_start).then(|| happening::of_noun("seating capacity")).flatten();
        // "are holding 34 passengers hostage": what they are held as says more than that they are held.
        let held_as = matches!(c.low(behind()), "hostage" | "captive").then(|| happening::of_noun("hostage")).flatten();
        // "The waiting list has 9,600 patients", "The crowd numbered 4,000 people"
        let has = is_person.then(|| told_of::subject_has(c, draft)).flatten();
        let found = held_as
            .or(seats)
            .or(has)
            .or_else(|| happening::read(c, draft.words_start, behind(), noun, is_person))
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
            others.push(loser);
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
    if what.is_empty() {
        // "The train had been doing 90 kilometers an hour", "put its speed at 75 miles an hour"
        let speed = draft.unit.is_some_and(|unit| base::is_speed(unit.name, draft.per.as_deref()));
        // "the height of the tower", "the length of the bridge"
        let is_length = draft.unit.is_some_and(|unit| base::kind(unit.name) == Some("length"));
        let sized = words.last().filter(|_| is_length && words.len() > 1).and_then(|last| extents().get(last).copied());
        if sized.is_some() {
            words.pop();
        }
        named = sized.filter(|extent| *extent != "length");
        // "The train was travelling at 90 kilometers an hour": where nothing is told that goes so fast.
        // "Water stood two meters deep in the streets", "The center was under two meters of water"
        let deep = is_length
            && told_of::tells_of_flood(c)
            && (dimension(c, draft) == Some("depth") && words.is_empty()
                || matches!(words.last(), Some(&"water")) && c.is(draft.end, "of"));
        if deep && !words.is_empty() {
            words.pop();
        }
        if deep {
            named = Some("depth");
        }
        let last = words.last().copied().or(speed.then_some("speed")).or(deep.then_some("water"))?;
        if !speed || last == "speed" {
            words.pop();
        }
        what.push_str(if speed { "speed" } else { last });
    }
    if let Some(dimension) = dimension(c, draft).or(named).filter(|dimension| !what.ends_with(dimension)) {
        what.push(' ');
        what.push_str(dimension);
    }
    // "nine of the villages", "of the 34 villages nine": a number of some, and of the whole, where nothing befell them.
    let some = draft.unit.is_none() && !share && c.is(draft.end, "of") && c.is(draft.end + 1, "the");
    let whole = c.low_before(draft.words_start, 1) == "the" && c.low_before(draft.words_start, 2) == "of";
    // "1,100 of 5,000 drivers"
    let all = draft
        .words_start
        .checked_sub(2)
        .is_some_and(|at| c.is(at + 1, "of") && (c.is_digits(at) || c.tag(at) == Tag::Cd));
    let plain = !happening::is_name(&what);
    let victims = marks::is_of_victims(c, draft);
    // "The park covers 900 acres", "the flood covers 900 acres"
    // What a firm earned is its profit.
    if what == "wage" && draft.per.is_none() && measure(draft) == Some("money") && draft.value >= NO_WAGE {
        "profit".clone_into(&mut what);
    }
    // "releases 3 million tonnes of carbon dioxide"
    if what == "cost" && measure(draft) == Some("percent") && told_of::is_of_living(c, draft) {
        "inflation".clone_into(&mut what);
    }
    // "the party's share of the vote"
    if what == "share" && measure(draft) == Some("percent") && words.len() == 1 {
        words.pop().unwrap_or_default().clone_into(&mut what);
    }
    let is_gas = |word: &&str| matches!(*word, "dioxide" | "co2" | "methane" | "greenhouse");
    if draft.unit.is_some()
        && (matches!(what.as_str(), "spill" | "output") && words.iter().any(is_gas) || is_gas(&what.as_str()))
    {
        "emitted".clone_into(&mut what);
    }
    // "snow lay 40 centimeters deep", "40 centimeters of snow"
    if what == "snow" && draft.unit.is_some_and(|unit| base::kind(unit.name) == Some("length")) {
        "snow depth".clone_into(&mut what);
    }
    // "The bridge will have a length of two kilometers"
    if extents().values().any(|extent| *extent == what)
        && let Some(thing) = told_of::has_extent(c, draft)
    {
        what = if what == "length" { thing } else { format!("{thing} {what}") };
    }
    // "Streets were flooded to a depth of", "The water was so deep"
    if what == "depth" && told_of::tells_of_flood(c) {
        "water depth".clone_into(&mut what);
    }
    if what == "covered" && told_of::is_water(c, draft) {
        "flooded".clone_into(&mut what);
    }
    let named = capitals(c, draft);
    let mut of: BTreeSet<String> = others.into_iter().collect();
    for word in words {
        let rebel = c.rebels && draft.unit.is_none() && side::named(word) == Some("rebel");
        if what == "visited" && word == "tourist" {
            // Those who come are those who visit.
        } else if what == "resident" && happening::is_one(word, "animal", false) {
            // "the elephant population"
            word.clone_into(&mut what);
        } else if apart().contains(word) && !rebel {
            what.insert(0, ' ');
            what.insert_str(0, word);
        } else if measure(draft) == Some("area") && lands().contains(word) {
            // "hectares of crops", "acres of fields"
        } else if adds_nothing(&what, word) {
            // "14 percent of workers have no job"
        } else if !happening::people().contains(word) && !is_vague(word) {
            of.insert(if named.contains(&word) { names::stem(word) } else { word }.to_owned());
        }
    }
    of.extend(told_of::origin(c, draft));
    // Each party has seats of its own.
    if what == "seat" && draft.unit.is_none() {
        of.extend(told_of::holder(c, draft));
    }
    // Each side frees prisoners of its own.
    if what == "freed" {
        of.extend(told_of::spender(c, draft).filter(|name| side::named(name).is_none()));
    }
    // What one party spent is not what another did.
    if matches!(what.as_str(), "spending" | "raised") && draft.counted.is_none() {
        of.extend(told_of::spender(c, draft));
    }
    // "The city spends 18 million a year on school meals": whoever spends it says less of it.
    let spent = if what == "spending" { told_of::spent_on(c, draft) } else { Vec::new() };
    if !spent.is_empty() {
        of.retain(|word| named.contains(&word.as_str()) || draft.counted.is_none());
        of.extend(spent);
    }
    // "employs 3,000 people at the plant": no number of all whom the firm employs.
    if what == "employ" {
        of.extend(told_of::workplace(c, behind()).or_else(|| told_of::employer(c, draft)));
    }
    // Soldiers who are held are prisoners of war.
    if what == "arrested" && of.contains("troop") {
        "captured".clone_into(&mut what);
    }
    // "the death toll among soldiers"
    of.extend(told_of::toll_among(c, draft));
    if draft.unit.is_none() && is_force(draft, &what) {
        of = of.into_iter().map(|word| side::of_word(c, &word).map_or(word, str::to_owned)).collect();
        if of.iter().all(|word| matches!(word.as_str(), "troop" | "tank" | "soldier" | "border" | "guard")) {
            let whose = side::of(c, draft)
                .or_else(|| side::by_rank(c, draft))
                .or_else(|| side::between_nations(c, draft, &what))
                .unwrap_or_default();
            of.extend(whose.split_whitespace().map(str::to_owned));
        }
        // "lost 25 men as prisoners"
        if what == "killed"
            && c.is(behind(), "as")
            && matches!(c.low(behind() + 1), "prisoners" | "captives" | "hostages")
        {
            "captured".clone_into(&mut what);
        }
        // Those of an army are its troops, whatever they are called.
        if of.contains("army") {
            of.insert("troop".to_owned());
        }
    }
    let end = what.rsplit(' ').next().unwrap_or_default().to_owned();
    let course = course(&what);
    for (holds, mark) in [
        (end == "turnout" && marks::is_interim(c, draft.words_start, draft.end), "interim "),
        (end == "cost" && draft.per.is_none() && told_of::is_of_each(c, draft), "each "),
        (end == "displaced" && marks::is_within(c, draft), "inside "),
        (marks::is_allowed(c, draft), back::ALLOWED),
        (share, "share of "),
        (marks::is_earlier(c, draft), back::EARLIER),
        (marks::is_part(c, draft) && end != "cut" || some && plain || victims, back::PART),
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

/// Nobody is paid so much money without a word for how long.
const NO_WAGE: f64 = 1e6;

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

/// Whether `draft` counts those of one side of a war, who or what is theirs: soldiers, or people lost.
fn is_force(draft: &Draft, what: &str) -> bool {
    let subject = draft.subject.as_deref().unwrap_or_default();
    subject
        .split(' ')
        .any(|word| matches!(word, "troop" | "tank" | "aircraft" | "reservist" | "conscript" | "marine" | "guard"))
        || matches!(what, "killed" | "wounded" | "captured" | "troop" | "destroyed")
}

/// What kind of measure happenings know `draft` by.
fn measure(draft: &Draft) -> Option<&'static str> {
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

/// The words with a capital among those counted, in lower case.
fn capitals<'a>(c: &'a Pieces, draft: &Draft) -> Vec<&'a str> {
    let Some(words) = draft.counted.clone() else { return Vec::new() };
    let first = |at: usize| at == 0 || !c.is_word(at - 1) && !c.is_digits(at - 1) && !c.is(at - 1, ",");
    let named = |at: usize| c.capital(at) && (!first(at) || matches!(c.tag(at), Tag::Nnp | Tag::Nnps));
    words.filter(|&at| named(at)).map(|at| c.low(at)).collect()
}

/// Whether `word` says of a number of `what` nothing that this does not say.
fn adds_nothing(what: &str, word: &str) -> bool {
    static PAIRS: OnceLock<FxHashSet<(&'static str, &'static str)>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let listed = rows(include_str!("../lexicon/adds_nothing.tsv"));
        listed.flat_map(|row| row.list(1).map(move |word| (row.cell(0), word))).collect()
    });
    pairs.contains(&(what, word))
}

/// Whether `word` tells nothing of what a number is of: "the country's electricity", "next year's deficit".
fn is_vague(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "share"
            | "country"
            | "nation"
            | "year"
            | "next"
            | "last"
            | "month"
            | "week"
            | "quarter"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "company"
            | "firm"
    )
}

/// Which of its dimensions a measure is: "two miles wide".
fn dimension(c: &Pieces, draft: &Draft) -> Option<&'static str> {
    dimensions().get(c.low(draft.end)).copied().filter(|_| draft.kind() == Kind::Other)
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
