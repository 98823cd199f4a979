//! The topic: by what figures compare across articles, though one says "4,500 Ostrian troops" and the other "900 soldiers".
//!
//! [`Topic::what`] must agree, [`Topic::of`] must not conflict: what one side leaves unsaid may be what the other says. Where
//! things happen and of which event an article tells is found by [`scene`] and [`names`] for a whole article.

pub(super) mod back;
pub(super) mod beside;
mod happening;
pub(super) mod names;
pub(super) mod scene;
pub(super) mod side;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::lemma;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::number::Style;
use super::piece::Pieces;
use super::tables::{rows, word_files, word_maps};
use super::unit::Kind;
use super::{base, clause, counted, subject};
use crate::model::{Course, Topic};

word_files! {
    /// What an area is of, mostly.
    lands = "../lexicon/lands.txt";
    /// Those who are mostly a part of all whom a thing befell.
    apart = "../lexicon/kinds_apart.txt";
    /// What was done with a number before it was another one.
    planned = "../lexicon/planned.txt";
    /// What leads to how many there may be.
    allowed = "../lexicon/allowed.txt";
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

/// Words behind or before a number that make it one of what is told already: "of whom 20", "20 of them".
fn is_part(c: &Pieces, draft: &Draft) -> bool {
    let before = |back: usize| c.low_before(draft.words_start, back);
    matches!(before(1), "including" | "among")
        || matches!((before(2), before(1)), ("of" | "among", "whom" | "which" | "them" | "these" | "those"))
        || matches!((c.low(draft.end), c.low(draft.end + 1)), ("of", "them" | "whom" | "these" | "those" | "which"))
            && draft.kind() != Kind::Percent
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
    // "The year before, 1,310 people died": of an earlier one than the last.
    let earlier = |back: usize| {
        before(back) == "before"
            && matches!(before(back + 1), "year" | "month" | "week" | "season" | "quarter" | "day")
            && matches!(before(back + 2), "the" | "a")
    };
    if earlier(1) || before(1) == "," && earlier(2) {
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
        // "It had stood at 31 percent at noon."
        "at" => matches!(before(2), "stood" | "been") && before(3) == "had",
        "against" => true,
        // "1,050 stayed home, after 900 on Tuesday"
        "after" => draft.borrowed,
        _ => false,
    }
}

/// So many words stand between a number and what was done with it once, at most: "that had originally been planned".
const PLANNED: usize = 5;

/// Whether those counted come on top of others: "12 new cases", "20 more dead", "eight more than it first reported".
fn is_increment(c: &Pieces, draft: &Draft) -> bool {
    if matches!(c.low(draft.end), "more" | "fewer" | "less") && c.is(draft.end + 1, "than") {
        return true;
    }
    let adds = |at: usize| {
        matches!(c.low(at), "new" | "more" | "additional" | "further" | "fresh" | "extra" | "newly")
            && at >= draft.start
    };
    draft.counted.as_ref().is_some_and(|words| words.clone().any(adds) || words.start.checked_sub(1).is_some_and(adds))
}

/// Whether the number says how many there may be: "the licence allowed 50 tonnes", "a bus built for 40 people".
fn is_allowed(c: &Pieces, draft: &Draft) -> bool {
    let Some(last) = draft.words_start.checked_sub(1).filter(|&last| c.is_word(last)) else { return false };
    let verb = lemma::verb(c.low(last));
    let two = || last.checked_sub(1).map(|at| format!("{} {}", lemma::verb(c.low(at)), c.low(last)));
    // "licensed to carry 90"
    let to = last.checked_sub(2).filter(|&at| c.is(at + 1, "to") && c.tag(at) == Tag::Vbn);
    let verb_to = to.map(|at| lemma::verb(c.low(at)));
    if verb_to
        .is_some_and(|verb| allowed().contains(verb.as_ref()) || allowed().contains(format!("{verb} for").as_str()))
    {
        return true;
    }
    allowed().contains(verb.as_ref()) || c.is(last, "for") && two().is_some_and(|two| allowed().contains(two.as_str()))
}

/// Whether the sum is what a thing costs those who are named before it: "will cost the taxpayers 40 million".
fn costs_whom(c: &Pieces, number: usize) -> bool {
    let mut at = number;
    while at > 0 && (c.tag(at - 1) == Tag::Rb || matches!(c.low(at - 1), "just" | "some" | "about" | "only")) {
        at -= 1;
    }
    let whom = at;
    let is_whom = |at: usize| {
        matches!(c.tag(at), Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Pos | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
            && lemma::verb(c.low(at)) != "cost"
    };
    while at > 0 && at + WHOM > whom && is_whom(at - 1) {
        at -= 1;
    }
    at < whom && at > 0 && lemma::verb(c.low(at - 1)) == "cost"
}

/// So many words name those whom something costs, at most.
const WHOM: usize = 5;

/// Whether it is what each of several costs: "rebuilding each will cost 4 million".
fn is_of_each(c: &Pieces, draft: &Draft) -> bool {
    (1..5).any(|back| c.low_before(draft.words_start, back) == "each") || matches!(c.low(draft.end), "each" | "apiece")
}

/// What is so large a part of a whole economy: "a deficit of 4 percent of GDP".
fn of_economy(c: &Pieces, draft: &Draft) -> Option<String> {
    let behind = draft.counted.as_ref().is_some_and(|words| words.start >= draft.start);
    let economy =
        || matches!(draft.subject.as_deref(), Some("gdp" | "gross domestic product" | "gross national product"));
    if draft.kind() != Kind::Percent || !behind || !economy() {
        return None;
    }
    // "will spend 3 percent of its GDP on defence"
    let spends = (draft.words_start.saturating_sub(2)..draft.words_start).any(|at| lemma::verb(c.low(at)) == "spend");
    if spends {
        let end = draft.counted.as_ref().map_or(draft.end, |words| words.end);
        let on = nouns_on(c, end).join(" ");
        return Some(format!("{on} spending").trim_start().to_owned());
    }
    let (words, head) = subject::measured_before(c, draft.words_start)?;
    Some(subject::measured(c, words, head))
}

/// How far behind a share of voters it may be told at what hour, in pieces.
const HOUR: usize = 10;

/// Whether it is told at what hour of the day those had come who are counted behind `end`: "31 percent by noon".
fn is_interim(c: &Pieces, end: usize) -> bool {
    (end..end + HOUR)
        .take_while(|&at| c.is_word(at) || c.is_digits(at))
        .any(|at| matches!(c.low(at), "noon" | "midday" | "lunchtime" | "midmorning" | "a.m." | "p.m." | "am" | "pm"))
}

/// The topic of `draft`; none where nothing says what is counted.
pub(super) fn of(c: &Pieces, draft: &Draft) -> Option<Topic> {
    let whole = of_economy(c, draft);
    let normal = whole.as_deref().or(draft.subject.as_deref());
    let mut words: Vec<&str> = normal.unwrap_or_default().split_whitespace().collect();
    let share = words.first() == Some(&"share") && words.len() > 1 || draft.style == Style::Share;
    let mut what = String::new();
    let mut named = None;
    let mut others = Vec::new();
    // What is borrowed from a figure before may have befallen those alone: "killed five people and drove 2,000 from home".
    let borrowed = draft.counted.as_ref().is_some_and(|words| words.end <= draft.words_start);
    let own = || happening::read(c, draft.words_start, draft.end, Some("person"), true);
    // The end of its words, with what is counted where that follows.
    let behind = || {
        let counted = draft.counted.as_ref().filter(|words| words.start >= draft.start);
        counted.map_or(draft.end, |words| words.end).max(draft.end)
    };
    let stated = words.last().copied().filter(|last| subject::has_state(last));
    // "released 34 captured soldiers": what was done to them last.
    let described = || {
        let counted = draft.counted.clone()?;
        let noun = draft.noun.as_deref()?;
        counted
            .clone()
            .any(|at| c.tag(at) == Tag::Vbn && subject::state(c.low(at)).is_some())
            .then(|| happening::done(c, draft.words_start, noun, is_people(noun)))?
    };
    if let Some(found) = own().filter(|_| borrowed && stated.is_some()) {
        words.clear();
        what.push_str(found.name);
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
            "evacuated" => "displaced",
            "infected" => "sick",
            "destroyed" | "damaged" if measure(draft) == Some("area") => "burned",
            state => state,
        });
    } else if let Some(kind) = measure(draft) {
        // "Its debts come to $2 million" is of debts, whatever the verb.
        let two = words.len().checked_sub(2).map(|from| words[from..].join(" "));
        let price =
            (kind == "money" && costs_whom(c, draft.words_start)).then(|| happening::of_measured("cost", Some(kind)));
        // "paid 24 million for the player"
        let bought = (kind == "money").then(|| paid_for(c, draft)).flatten();
        let price = price.or_else(|| bought.as_ref().map(|_| happening::of_measured("cost", Some(kind))));
        if price.is_some() {
            words.clear();
        }
        others.extend(bought);
        let found = price
            .flatten()
            .or_else(|| two.as_deref().and_then(|two| happening::of_measured(two, Some(kind))))
            .or_else(|| happening::of_measured(words.last()?, Some(kind)))
            .or_else(|| happening::read(c, draft.words_start, behind(), Some(kind), false))
            .or_else(|| words.iter().rev().find_map(|word| happening::of_measured(word, Some(kind))))
            // "lost 40 tonnes of fuel": by what it is a measure of.
            .or_else(|| happening::read(c, draft.words_start, behind(), words.last().copied(), false))
            // What somebody gets is a wage by its rate alone.
            .filter(|found| found.name != "wage" || draft.per.is_some())
            // Prices are those of all, unless it is told of what.
            .filter(|found| found.name != "inflation" || words.len() == 1);
        if let Some(found) = found {
            what.push_str(found.name);
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
        let noun = draft.noun.as_deref().or(words.last().copied()).or(own.then_some("man"));
        let is_person = noun.is_none_or(is_people);
        let guards = words.last().is_some_and(|noun| matches!(*noun, "troop" | "officer" | "police" | "firefighter"));
        // "The number of families who have left the valley rose to": behind those counted, who stand before the number.
        let told =
            draft.counted.as_ref().filter(|words| words.end <= draft.words_start && clause::is_told(c, words.start));
        let found = happening::read(c, draft.words_start, behind(), noun, is_person)
            .or_else(|| happening::after(c, told?.end, noun, is_person))
            .filter(|found| !(guards && matches!(found.name, "attend" | "aboard" | "arrive")))
            // The number of tourists is that of those who come.
            .filter(|found| found.name != "arrive" || noun.is_none_or(|noun| !apart().contains(noun)))
            // A camp that holds 3,000 refugees, a jail that holds 500 inmates: what they are says more.
            .filter(|found| found.name != "resident" || noun.is_none_or(|noun| happening::people().contains(noun)))
            // "14 escaped prisoners"
            .or_else(|| words.iter().find_map(|word| happening::of_participle(word, noun, is_person)))
            .or_else(|| noun.and_then(happening::of_noun))
            // A jail's inmates are no prisoners of war.
            .or_else(|| words.last().filter(|_| noun != Some("inmate")).and_then(|last| happening::of_noun(last)));
        if let Some(loser) = own.then(|| loser(c, draft)).flatten() {
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
                !found.nouns.contains(word) && !found.name.split(' ').any(|part| part == *word) && *word != "life"
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
        let last = words.last().copied()?;
        if !speed || last == "speed" {
            words.pop();
        }
        what.push_str(if speed { "speed" } else { last });
    }
    if let Some(dimension) = dimension(c, draft).or(named) {
        what.push(' ');
        what.push_str(dimension);
    }
    // "nine of the villages", "of the 34 villages nine": a number of some, and of the whole, where nothing befell them.
    let some = draft.unit.is_none() && !share && c.is(draft.end, "of") && c.is(draft.end + 1, "the");
    let whole = c.low_before(draft.words_start, 1) == "the" && c.low_before(draft.words_start, 2) == "of";
    let plain = !happening::is_name(&what);
    // "The park covers 900 acres", "the flood covers 900 acres"
    if what == "covered" && is_water(c, draft) {
        "flooded".clone_into(&mut what);
    }
    let named = capitals(c, draft);
    let mut of: BTreeSet<String> = others.into_iter().collect();
    for word in words {
        if apart().contains(word) {
            what.insert(0, ' ');
            what.insert_str(0, word);
        } else if draft.unit.is_some() && lands().contains(word) {
            // "hectares of crops", "acres of fields"
        } else if adds_nothing(&what, word) {
            // "14 percent of workers have no job"
        } else if !happening::people().contains(word) && !is_vague(word) {
            of.insert(if named.contains(&word) { names::stem(word) } else { word }.to_owned());
        }
    }
    of.extend(origin(c, draft));
    // What one party spent is not what another did.
    if matches!(what.as_str(), "spending" | "raised") && draft.counted.is_none() {
        of.extend(spender(c, draft));
    }
    // "The city spends 18 million a year on school meals": whoever spends it says less of it.
    let spent = if what == "spending" { spent_on(c, draft) } else { Vec::new() };
    if !spent.is_empty() {
        of.retain(|word| named.contains(&word.as_str()) || draft.counted.is_none());
        of.extend(spent);
    }
    // "employs 3,000 people at the plant": no number of all whom the firm employs.
    if what == "employ" {
        of.extend(workplace(c, behind()).or_else(|| employer(c, draft)));
    }
    // Soldiers who are held are prisoners of war.
    if what == "arrested" && of.contains("troop") {
        "captured".clone_into(&mut what);
    }
    // "the death toll among soldiers"
    of.extend(toll_among(c, draft));
    if draft.unit.is_none() && is_force(draft, &what) {
        of = of.into_iter().map(|word| side::of_word(c, &word).map_or(word, str::to_owned)).collect();
        if of.iter().all(|word| word == "troop" || word == "tank" || word == "soldier") {
            let whose = side::of(c, draft).or_else(|| side::by_rank(c, draft)).unwrap_or_default();
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
        (end == "turnout" && is_interim(c, draft.end), "interim "),
        (end == "cost" && draft.per.is_none() && is_of_each(c, draft), "each "),
        (is_allowed(c, draft), back::ALLOWED),
        (share, "share of "),
        (is_earlier(c, draft), back::EARLIER),
        (is_part(c, draft) || some && plain, back::PART),
        (whole && plain && draft.unit.is_none(), "whole "),
        (is_increment(c, draft), back::MORE),
    ] {
        if holds {
            what.insert_str(0, mark);
        }
    }
    Some(Topic { course, what, of: of.into_iter().collect::<Vec<_>>().join(" ") })
}

/// Whether what is counted happens at a place: the dead and the crowds do, prices and jobs do not.
pub(super) fn happens_somewhere(topic: &Topic) -> bool {
    let end = topic.what.rsplit(' ').next().unwrap_or_default();
    topic.course == Course::Adds
        || matches!(end, "attend" | "missing" | "trapped" | "displaced" | "aboard" | "hostage" | "magnitude")
}

/// Whether `noun` says by itself what a number is of: "attendance".
pub(super) fn says_it(noun: &str) -> bool {
    happening::of_noun(noun).is_some()
}

/// Whether `noun` says by itself what a sum of money is: "bill".
pub(super) fn is_sum(noun: &str) -> bool {
    happening::of_measured(noun, Some("money")).is_some()
}

/// Whether `draft` counts those of one side of a war, who or what is theirs: soldiers, or people lost.
fn is_force(draft: &Draft, what: &str) -> bool {
    let subject = draft.subject.as_deref().unwrap_or_default();
    subject.split(' ').any(|word| matches!(word, "troop" | "tank" | "aircraft"))
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
        || happening::of_noun(noun).is_some_and(|found| matches!(found.name, "attend" | "strike" | "displaced"))
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

/// "troops from Ostria", "Ostria's 4,500 troops": where those counted are from.
fn origin(c: &Pieces, draft: &Draft) -> Option<String> {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    if c.is(end, "from") && c.capital(end + 1) && matches!(c.tag(end + 1), Tag::Nnp | Tag::Nnps) {
        return Some(names::stem(c.low(end + 1)).to_owned());
    }
    let owner = draft.words_start.checked_sub(2)?;
    let owns = matches!(c.low(owner + 1), "'s" | "’s") && c.capital(owner) && draft.unit.is_none();
    (owns && !counted::is_noun(c, owner + 2)).then(|| names::stem(c.low(owner)).to_owned())
}

/// Whose the number is of "the guards lost two of their own", but for the sides of a war.
fn loser(c: &Pieces, draft: &Draft) -> Option<String> {
    let (_, head) = clause::subject(c, draft.words_start.checked_sub(1)?)?;
    let noun = counted::singular(c.low(head));
    (side::named(&noun).is_none() && !c.capital(head.max(1)) && !happening::people().contains(noun.as_str()))
        .then_some(noun)
}

/// The name of whoever spent the money right behind the verb.
fn spender(c: &Pieces, draft: &Draft) -> Option<String> {
    let (words, head) = clause::subject(c, draft.words_start.checked_sub(1)?)?;
    let name = words.rev().find(|&at| c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps))?;
    (name + 1 >= head).then(|| names::stem(c.low(name)).to_owned())
}

/// How far behind those who work the place may stand where they do, in pieces.
const WORKPLACE: usize = 6;

/// Where those work whose words end at `end`: "2,000 people work at the mill".
fn workplace(c: &Pieces, end: usize) -> Option<String> {
    let at = (end..end + WORKPLACE).take_while(|&at| c.is_word(at)).find(|&at| matches!(c.low(at), "at" | "in"))?;
    let start = at + 1 + usize::from(matches!(c.tag(at + 1), Tag::Dt | Tag::PrpPoss));
    let noun = (start..start + 3).take_while(|&at| counted::is_noun(c, at)).last()?;
    (start > at + 1 && !c.capital(noun)).then(|| counted::singular(c.low(noun)))
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
    matches!(word, "of" | "and" | "share" | "country" | "nation" | "year" | "next" | "last" | "month" | "week")
}

/// Whether water is what covers an area.
fn is_water(c: &Pieces, draft: &Draft) -> bool {
    let subject = draft.words_start.checked_sub(1).and_then(|verb| clause::subject(c, verb));
    subject.is_some_and(|(_, head)| {
        let noun = counted::singular(c.low(head));
        matches!(noun.as_str(), "water" | "lake" | "reservoir" | "river" | "sea" | "flood" | "floodwater" | "tide")
    })
}

/// Among whom a toll counts the dead, before its number.
fn toll_among(c: &Pieces, draft: &Draft) -> Option<String> {
    let words = draft.counted.clone().filter(|words| words.end <= draft.words_start)?;
    let noun = words.end + 1;
    (c.is(words.end, "among") && counted::is_noun(c, noun) && !c.capital(noun))
        .then(|| subject::normal(c, noun..noun + 1, noun))
        .filter(|normal| !normal.contains(' ') && !happening::people().contains(normal.as_str()))
}

/// Who employs those behind "employs": a mill or a firm by its name.
fn employer(c: &Pieces, draft: &Draft) -> Option<String> {
    let verb = draft.words_start.checked_sub(1).filter(|&verb| lemma::verb(c.low(verb)) == "employ")?;
    let (_, head) = clause::subject(c, verb)?;
    let name = counted::singular(c.low(head));
    if c.capital(head) && matches!(c.tag(head), Tag::Nnp | Tag::Nnps) {
        return Some(names::stem(c.low(head)).to_owned());
    }
    (!scene::is_institution(&name)).then_some(name)
}

/// What is paid "for" something, right behind the number: the noun of the thing.
fn paid_for(c: &Pieces, draft: &Draft) -> Option<String> {
    let paid = draft.words_start.checked_sub(1).is_some_and(|verb| lemma::verb(c.low(verb)) == "pay");
    if !paid || draft.per.is_some() || !c.is(draft.end, "for") {
        return None;
    }
    let words = draft.end + 1..draft.end + 1 + WHOM;
    let noun =
        words.take_while(|&at| c.is_word(at)).find(|&at| counted::is_noun(c, at) && !counted::is_noun(c, at + 1))?;
    Some(counted::singular(c.low(noun)))
}

/// What money is spent on: "spend 12 million on roads".
fn spent_on(c: &Pieces, draft: &Draft) -> Vec<String> {
    nouns_on(c, draft.end)
}

/// The nouns behind an "on" at `at`.
fn nouns_on(c: &Pieces, at: usize) -> Vec<String> {
    if !c.is(at, "on") {
        return Vec::new();
    }
    let start = at + 1 + usize::from(matches!(c.tag(at + 1), Tag::Dt | Tag::PrpPoss));
    let nouns = (start..start + 3).take_while(|&at| counted::is_noun(c, at) && !c.capital(at));
    nouns.map(|at| counted::singular(c.low(at))).collect()
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
