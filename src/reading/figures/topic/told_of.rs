//! Whose or for what a number is, where its own words leave that to others around it: where people work, what money is paid for.

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::tables::word_files;
use super::super::unit::Kind;
use super::super::{clause, counted, subject};
use super::{happening, names, scene, side};

word_files! {
    /// What has room for spectators.
    venues = "../lexicon/venues.txt";
    /// Those who want a ransom.
    extorters = "../lexicon/extorters.txt";
    /// What destroys, so that what it costs is damage.
    disasters = "../lexicon/disasters.txt";
}

/// How far behind those who work the place may stand where they do, in pieces.
const WORKPLACE: usize = 6;

/// So many words name those whom something costs, at most.
const WHOM: usize = 5;

/// Whether the sum is what a thing costs those who are named before it: "will cost the taxpayers 40 million".
pub(super) fn costs_whom(c: &Pieces, number: usize) -> bool {
    let mut at = number;
    while at > 0 && (c.tag(at - 1) == Tag::Rb || matches!(c.low(at - 1), "just" | "some" | "about" | "only")) {
        at -= 1;
    }
    let whom = at;
    let is_whom = |at: usize| {
        matches!(
            c.tag(at),
            Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Jj | Tag::Pos | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps
        ) && lemma::verb(c.low(at)) != "cost"
    };
    while at > 0 && at + WHOM > whom && is_whom(at - 1) {
        at -= 1;
    }
    at < whom && at > 0 && lemma::verb(c.low(at - 1)) == "cost"
}

/// Whether what something costs before the number at `number` is damage or a price: "the flood will cost the town 40 million".
pub(super) fn what_it_costs(c: &Pieces, number: usize) -> &'static str {
    let verb = (number.saturating_sub(2 * WHOM)..number).rev().find(|&at| lemma::verb(c.low(at)) == "cost");
    let subject = verb.and_then(|verb| clause::subject(c, verb));
    let destroys = subject.is_some_and(|(_, head)| disasters().contains(counted::singular(c.low(head)).as_str()));
    if destroys { "damage" } else { "cost" }
}

/// Whether it is what each of several costs: "rebuilding each will cost 4 million".
pub(super) fn is_of_each(c: &Pieces, draft: &Draft) -> bool {
    (1..5).any(|back| c.low_before(draft.words_start, back) == "each") || matches!(c.low(draft.end), "each" | "apiece")
}

/// So many words stand between those who are a share of others and what they do, at most.
const DOES: usize = 9;

/// What those do, or what they are, who are a share of people: "54 percent of voters back the ban", "a third of workers who are
/// insured". Each question that a pollster asks has shares of its own.
pub(super) fn done_by_share(c: &Pieces, end: usize) -> Option<String> {
    let finite = |at: usize| matches!(c.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    let helps = |at: usize| {
        matches!(
            c.tag(at),
            Tag::Rb | Tag::Md | Tag::To | Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Wp | Tag::Wdt | Tag::In
        ) || matches!(
            lemma::verb(c.low(at)).as_ref(),
            "be" | "have" | "do" | "say" | "think" | "believe" | "feel" | "tell"
        )
    };
    let verb = (end..end + DOES / 3).take_while(|&at| c.is_word(at)).find(|&at| finite(at))?;
    let done = (verb..verb + DOES).take_while(|&at| c.is_word(at) && !c.is(at, "and")).find(|&at| !helps(at))?;
    let noun = matches!(c.tag(done), Tag::Nn | Tag::Nns).then(|| counted::singular(c.low(done)));
    Some(noun.unwrap_or_else(|| lemma::verb(c.low(done)).into_owned()))
}

/// What is so large a part of a whole economy: "a deficit of 4 percent of GDP".
pub(super) fn of_economy(c: &Pieces, draft: &Draft) -> Option<String> {
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

/// Whether water is what covers an area.
pub(super) fn is_water(c: &Pieces, draft: &Draft) -> bool {
    let subject = draft.words_start.checked_sub(1).and_then(|verb| clause::subject(c, verb));
    subject.is_some_and(|(_, head)| {
        let noun = counted::singular(c.low(head));
        matches!(noun.as_str(), "water" | "lake" | "reservoir" | "river" | "sea" | "flood" | "floodwater" | "tide")
    })
}

/// Among whom a toll counts the dead, before its number.
pub(super) fn toll_among(c: &Pieces, draft: &Draft) -> Option<String> {
    let words = draft.counted.clone().filter(|words| words.end <= draft.words_start)?;
    let noun = words.end + 1;
    (c.is(words.end, "among") && counted::is_noun(c, noun) && !c.capital(noun))
        .then(|| subject::normal(c, noun..noun + 1, noun))
        .filter(|normal| !normal.contains(' ') && !happening::people().contains(normal.as_str()))
}

/// Who employs those behind "employs": a mill or a firm by its name.
pub(super) fn employer(c: &Pieces, draft: &Draft) -> Option<String> {
    let gives_work = |verb: &usize| {
        matches!(lemma::verb(c.low(*verb)).as_ref(), "employ" | "have" | "provide" | "offer" | "support")
    };
    let verb = draft.words_start.checked_sub(1).filter(gives_work)?;
    let (_, head) = clause::subject(c, verb)?;
    let name = counted::singular(c.low(head));
    if c.capital(head) && matches!(c.tag(head), Tag::Nnp | Tag::Nnps) {
        return Some(names::stem(c.low(head)).to_owned());
    }
    (!scene::is_institution(&name)).then_some(name)
}

/// Where those work whose words end at `end`: "2,000 people work at the mill".
pub(super) fn workplace(c: &Pieces, end: usize) -> Option<String> {
    let at = (end..end + WORKPLACE).take_while(|&at| c.is_word(at)).find(|&at| matches!(c.low(at), "at" | "in"))?;
    let start = at + 1 + usize::from(matches!(c.tag(at + 1), Tag::Dt | Tag::PrpPoss));
    let noun = (start..start + 3).take_while(|&at| counted::is_noun(c, at)).last()?;
    (start > at + 1 && !c.capital(noun)).then(|| counted::singular(c.low(noun)))
}

/// What is paid "for" something, right behind the number: the noun of the thing.
pub(super) fn paid_for(c: &Pieces, draft: &Draft) -> Option<String> {
    let paid = draft.words_start.checked_sub(1).is_some_and(|verb| lemma::verb(c.low(verb)) == "pay");
    let ordered = (draft.words_start.saturating_sub(WHOM + 3)..draft.words_start)
        .any(|at| matches!(c.low(at), "ordered" | "sentenced" | "condemned" | "obliged"));
    if !paid || ordered || draft.per.is_some() || !c.is(draft.end, "for") {
        return None;
    }
    let words = draft.end + 1..draft.end + 1 + WHOM;
    let noun =
        words.take_while(|&at| c.is_word(at)).find(|&at| counted::is_noun(c, at) && !counted::is_noun(c, at + 1))?;
    Some(counted::singular(c.low(noun)))
}

/// What money is spent on: "spend 12 million on roads".
pub(super) fn spent_on(c: &Pieces, draft: &Draft) -> Vec<String> {
    nouns_on(c, draft.end)
}

/// Whether a place for spectators has room for those before whose number, whose words begin at `number`, its verb stands: "the
/// stadium will seat 40,000".
pub(super) fn is_room(c: &Pieces, number: usize) -> bool {
    let Some(verb) = number.checked_sub(1) else { return false };
    let holds = matches!(lemma::verb(c.low(verb)).as_ref(), "seat" | "hold" | "accommodate" | "fit");
    let first = verb - usize::from(verb > 0 && (c.tag(verb - 1) == Tag::Md || c.is(verb - 1, "can")));
    holds
        && clause::subject(c, first).is_some_and(|(_, head)| venues().contains(counted::singular(c.low(head)).as_str()))
}

/// What was done to what stands on so much land: "destroyed crops on 900 hectares".
pub(super) fn done_on(c: &Pieces, draft: &Draft, kind: &str) -> Option<&'static happening::Happening> {
    let on = draft.words_start.checked_sub(1).filter(|&on| matches!(c.low(on), "on" | "across" | "over"))?;
    if kind != "area" {
        return None;
    }
    let (_, head) = subject::phrase_before(c, on)?;
    happening::done(c, head, kind, false)
}

/// What the sum is paid for that stands before "for", a thing by its noun: "will buy 12 submarines for 24 billion".
pub(super) fn bought_for(c: &Pieces, draft: &Draft) -> Option<String> {
    let last = draft.words_start.checked_sub(1).filter(|&last| c.is(last, "for"))?;
    // "build the railway in Riverton for"
    let (words, head) = subject::phrase_before(c, last).map(|phrase| subject::governing(c, phrase))?;
    if c.capital(head) {
        return None;
    }
    let mut before = (words.start.saturating_sub(WHOM)..words.start).rev();
    let verb =
        before.find(|&at| matches!(c.tag(at), Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz))?;
    matches!(lemma::verb(c.low(verb)).as_ref(), "buy" | "acquire" | "purchase" | "sell" | "order" | "build")
        .then(|| counted::singular(c.low(head)))
}

/// Whether the sum is what it takes to do something: "it will take 700 million to rebuild the island".
pub(super) fn it_takes(c: &Pieces, draft: &Draft) -> bool {
    let Some(verb) = draft.words_start.checked_sub(1) else { return false };
    let it = (verb.saturating_sub(3)..verb).any(|at| c.is(at, "it"));
    it && matches!(lemma::verb(c.low(verb)).as_ref(), "take" | "need" | "require")
        && c.is(draft.end, "to")
        && c.tag(draft.end + 1) == Tag::Vb
}

/// What somebody puts or estimates at so many things, where that is what is measured of them, with its noun: sales or losses.
pub(super) fn put_measure(c: &Pieces, draft: &Draft) -> Option<(String, String)> {
    let behind = draft.counted.as_ref().is_some_and(|words| words.start >= draft.start);
    let at = draft.words_start.checked_sub(1).filter(|&at| c.is(at, "at"))?;
    if draft.unit.is_some() || !behind {
        return None;
    }
    let (words, head) = clause::put(c, at)?;
    let noun = counted::singular(c.low(head));
    matches!(noun.as_str(), "sale" | "loss" | "export" | "import" | "output" | "production" | "death" | "arrival")
        .then(|| (subject::normal(c, words, head), noun))
}

/// What the noun phrase before a measure says of it: "The spill was put at 500 tonnes of oil".
pub(super) fn said_before(c: &Pieces, draft: &Draft, kind: &str) -> Option<&'static happening::Happening> {
    let behind = draft.counted.as_ref().is_some_and(|words| words.start >= draft.start);
    let (_, head) = subject::measured_before(c, draft.words_start).filter(|_| behind)?;
    happening::of_measured(&counted::singular(c.low(head)), Some(kind))
}

/// What the noun says that a sum describes: "was hit with a 40 million dollar fine".
pub(super) fn said_behind(c: &Pieces, draft: &Draft, kind: &str) -> Option<&'static happening::Happening> {
    let plain = kind == "money" && draft.counted.is_none() && draft.per.is_none();
    plain.then(|| happening::of_measured(&counted::singular(c.low(draft.end)), Some(kind)))?
}

/// Whether those are held by whoever holds people to extort: "The gunmen were holding 60 guests".
pub(super) fn is_held_by_captors(c: &Pieces, draft: &Draft) -> bool {
    let Some(verb) = draft.words_start.checked_sub(1) else { return false };
    let is_captor = |head: usize| extorters().contains(counted::singular(c.low(head)).as_str());
    clause::subject(c, verb).is_some_and(|(_, head)| is_captor(head))
        || (verb.saturating_sub(WHOM)..verb).any(|at| c.is_word(at) && is_captor(at))
}

/// What a noun that stands before "has" says of those counted: "The waiting list has 9,600 patients".
pub(super) fn subject_has(c: &Pieces, draft: &Draft) -> Option<&'static happening::Happening> {
    let verb = draft.words_start.checked_sub(1)?;
    matches!(lemma::verb(c.low(verb)).as_ref(), "have" | "include" | "number" | "contain" | "comprise").then_some(())?;
    let (words, head) = clause::subject(c, verb).filter(|(_, head)| !c.capital(*head))?;
    let noun = counted::singular(c.low(head));
    let two = (head > words.start).then(|| format!("{} {noun}", c.low(head - 1)));
    // "The protesters have ten lawyers": those who have somebody are not those counted.
    let group = |noun: &str| !super::is_people(noun) || matches!(noun, "crowd" | "audience");
    two.and_then(|two| happening::of_noun(&two)).or_else(|| happening::of_noun(&noun).filter(|_| group(&noun)))
}

/// What has the length or height that the number measures: "The bridge will have a length of".
pub(super) fn has_extent(c: &Pieces, draft: &Draft) -> Option<String> {
    let words = draft.counted.clone().filter(|words| words.end <= draft.words_start)?;
    let verb = (words.start.saturating_sub(2)..words.start).find(|&at| lemma::verb(c.low(at)) == "have")?;
    let (_, head) = clause::subject(c, verb).filter(|(_, head)| !c.capital(*head))?;
    Some(counted::singular(c.low(head)))
}

/// What befell those who are "among" whom it befell: "Among the dead were ten children".
pub(super) fn among_whom(c: &Pieces, draft: &Draft) -> Option<&'static str> {
    let verb = draft.words_start.checked_sub(1).filter(|&verb| matches!(c.low(verb), "were" | "was" | "are"))?;
    let among = (verb.saturating_sub(CLAUSE)..verb).rev().find(|&at| c.is(at, "among"))?;
    subject::state(c.low(among + 2)).filter(|_| c.is(among + 1, "the"))
}

/// Whether what costs so much more is living itself.
pub(super) fn is_of_living(c: &Pieces, draft: &Draft) -> bool {
    draft.counted.as_ref().is_some_and(|words| c.is(words.end, "of") && c.is(words.end + 1, "living"))
}

/// Whether the sentence is about a flood.
pub(super) fn tells_of_flood(c: &Pieces) -> bool {
    (0..c.len()).any(|at| c.low(at).starts_with("flood") || matches!(c.low(at), "water" | "floodwater" | "floodwaters"))
}

/// Whether the number stands at the head of its sentence and what costs so much behind it: "At 95 million euros, it is the dearest".
pub(super) fn is_price_of_what_follows(c: &Pieces, draft: &Draft) -> bool {
    c.is(0, "at")
        && draft.words_start <= 2
        && draft.per.is_none()
        && c.is(draft.end, ",")
        && (draft.end + 1..draft.end + 1 + CLAUSE)
            .any(|at| matches!(c.low(at), "expensive" | "costly" | "costliest" | "dearest" | "cheapest" | "priciest"))
}

/// In so many pieces behind a sum it is told to be dear.
const CLAUSE: usize = 16;

/// Whether the sum is what those ask who hold somebody or something: "the kidnappers want 2 million", "the gang was asking for 7
/// million".
pub(super) fn is_extorted(c: &Pieces, draft: &Draft) -> bool {
    let Some(last) = draft.words_start.checked_sub(1) else { return false };
    let verb = if c.is(last, "for") { last.saturating_sub(1) } else { last };
    matches!(lemma::verb(c.low(verb)).as_ref(), "want" | "demand" | "ask" | "seek" | "request")
        && clause::subject(c, verb)
            .is_some_and(|(_, head)| extorters().contains(counted::singular(c.low(head)).as_str()))
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

/// The name of whoever spent the money right behind the verb.
pub(super) fn spender(c: &Pieces, draft: &Draft) -> Option<String> {
    let verb = draft.words_start.checked_sub(1)?;
    // "The Hale campaign said that it had raised": whoever speaks.
    let pronoun = (verb.saturating_sub(2)..verb).find(|&at| matches!(c.low(at), "it" | "he" | "she" | "they"));
    if let Some(pronoun) = pronoun {
        let name = speaker(c, pronoun)?;
        return Some(names::stem(c.low(name)).to_owned());
    }
    let (words, head) = clause::subject(c, verb)?;
    let name = words.rev().find(|&at| is_name(c, at))?;
    // "Hale's campaign"
    let owned = usize::from(c.tag(name + 1) == Tag::Pos);
    (name + 1 + owned >= head).then(|| names::stem(c.low(name)).to_owned())
}

/// Whether a name, and no time, stands at `at`.
fn is_name(c: &Pieces, at: usize) -> bool {
    c.capital(at) && matches!(c.tag(at), Tag::Nnp | Tag::Nnps) && !counted::not_heads().contains(c.low(at))
}

/// The name of whoever says what a pronoun at `pronoun` goes on with: the subject's of the verb before it, or else the last one that
/// says neither where nor when ("In Iowa", "On Monday").
fn speaker(c: &Pieces, pronoun: usize) -> Option<usize> {
    let says = |at: &usize| matches!(c.tag(*at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let verb = (0..pronoun).rev().find(says).unwrap_or(pronoun);
    let of_subject = clause::subject(c, verb).and_then(|(words, _)| words.rev().find(|&at| is_name(c, at)));
    let is_set = |at: usize| {
        let names = |before: usize| c.tag(before) != Tag::In && (c.capital(before) || c.tag(before) == Tag::Dt);
        let first = (0..at).rev().find(|&before| !names(before));
        first.is_some_and(|before| c.tag(before) == Tag::In && !c.is(before, "of"))
    };
    of_subject.or_else(|| (0..verb).rev().find(|&at| is_name(c, at) && !is_set(at)))
}

/// Who has what is counted behind the verb: "The opposition holds 35 seats".
pub(super) fn holder(c: &Pieces, draft: &Draft) -> Option<String> {
    let verb = draft.words_start.checked_sub(1)?;
    matches!(lemma::verb(c.low(verb)).as_ref(), "have" | "hold" | "win" | "get" | "take" | "lose" | "gain")
        .then_some(())?;
    let (_, head) = clause::subject(c, verb)?;
    Some(names::stem(&counted::singular(c.low(head))).to_owned())
}

/// Whose the number is of "the guards lost two of their own", but for the sides of a war.
pub(super) fn loser(c: &Pieces, draft: &Draft) -> Option<String> {
    let (_, head) = clause::subject(c, draft.words_start.checked_sub(1)?)?;
    let noun = counted::singular(c.low(head));
    (side::named(&noun).is_none() && !c.capital(head.max(1)) && !happening::people().contains(noun.as_str()))
        .then_some(noun)
}

/// "troops from Ostria", "Ostria's 4,500 troops": where those counted are from.
pub(super) fn origin(c: &Pieces, draft: &Draft) -> Option<String> {
    let end = draft.counted.as_ref().map_or(draft.end, |words| words.end.max(draft.end));
    if c.is(end, "from") && c.capital(end + 1) && matches!(c.tag(end + 1), Tag::Nnp | Tag::Nnps) {
        return Some(names::stem(c.low(end + 1)).to_owned());
    }
    let owner = draft.words_start.checked_sub(2)?;
    let owns = matches!(c.low(owner + 1), "'s" | "’s") && c.capital(owner) && draft.unit.is_none();
    (owns && !counted::is_noun(c, owner + 2)).then(|| names::stem(c.low(owner)).to_owned())
}
