//! Numbers that say nothing of what they count, as it was said before: "the minister spoke of 12,000", "the town hall said 9,500",
//! "the league's figure was $64 million".

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::draft::Draft;
use super::super::piece::Pieces;
use super::super::subject::gives;
use super::super::tables::word_files;
use super::super::unit::Kind;
use super::super::{FoundFigure, base, clause, money};
use super::alike::{BESIDE, are_alike, befell, share_happening, share_part};
use super::marks::{is_earlier, is_increment, is_of_victims, is_part};
use super::{apart, happening, side, size, told_of};
use crate::model::{Course, Topic};

word_files! {
    /// What leads, at some distance, from a bare number to what was counted last.
    refer_back = "../lexicon/refer_back.txt";
    /// Words right before a bare number that do.
    refer_right = "../lexicon/refer_right.txt";
    /// Nouns for goods that are told of already.
    loads = "../lexicon/loads.txt";
    /// Nouns for a percentage that is told of already.
    rates_again = "../lexicon/rates_again.txt";
    /// Verbs behind which each has a number of its own.
    own_numbers = "../lexicon/own_numbers.txt";
}

/// How far before the number the words may stand that refer to what is counted already.
const REACH: usize = 8;

/// Whether a number is of what was counted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super::super) enum Refers {
    /// It is of another time than what was counted last: "compared with 2,500 on Thursday".
    Apart,
    /// It is told in passing, and nothing later refers to it: "the ward, which has 50 beds".
    Aside,
    /// It says by itself what it is of.
    No,
    /// It leaves it unsaid; that it is of the same shows if another gave the one before.
    Maybe,
    /// Its words say so.
    Yes,
}

impl Refers {
    /// Whether it is of nothing that others count.
    pub(super) fn is_apart(self) -> bool {
        matches!(self, Self::Apart | Self::Aside)
    }
}

/// Whether `draft` gives another number of what was counted last.
pub(in super::super) fn refers(c: &Pieces, draft: &Draft) -> Refers {
    let at = draft.words_start;
    if clause::is_aside(c, at, draft.end) {
        return Refers::Aside;
    }
    // "It had stood at 31 percent at noon": not of now.
    if draft.subject.is_none() && is_earlier(c, draft) {
        return Refers::Apart;
    }
    // "Police said 400 had come, the organizers 1,200"
    if draft.borrowed && draft.other_giver.is_some() {
        return Refers::Yes;
    }
    // "The pirates are asking for 9 million dollars; a negotiator said they wanted 5 million"
    if draft.is_elliptical() && draft.value >= MILLION && told_of::is_extorted(c, draft) {
        return Refers::Yes;
    }
    // "That is 20 million more than planned", "Lawyers said 20 of them were minors"
    if is_increment(c, draft) || is_part(c, draft) || is_of_victims(c, draft) {
        return Refers::No;
    }
    // "The city has 60,000 children": no matter what befell those of whom another told.
    let force = |noun: &str| {
        let whose = at.checked_sub(1).and_then(|verb| clause::subject(c, verb));
        happening::is_one(noun, "troop", false) && noun != "man"
            || whose.is_some_and(|(_, head)| side::named(c.low(head)).is_some())
    };
    if draft.noun.as_deref().is_some_and(|noun| !force(noun))
        && !draft.borrowed
        && matches!(c.low_before(at, 1), "has" | "have")
        && draft.unit.is_none()
    {
        return Refers::Apart;
    }
    // "said 62 percent had voted yes": a share of those who did something else.
    let done = || matches!(c.tag(draft.end), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    if draft.kind() == Kind::Percent && draft.subject.is_none() && done() {
        return Refers::No;
    }
    // "Witnesses said at least 70 were on board": it is told what they were.
    let verb = matches!(c.tag(draft.end), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn | Tag::Md | Tag::Wp);
    if verb
        && draft.unit.is_none()
        && draft.noun.is_none()
        && happening::after(c, draft.end, Some("person"), true).is_some()
    {
        return Refers::No;
    }
    // "22 of 25 had reached their targets": of others than those who were told of, in words that no list has.
    if draft.is_elliptical() && c.is(draft.end, "of") && c.is_digits(draft.end + 1) {
        return Refers::No;
    }
    let Some(subject) = draft.subject.as_deref() else {
        let named = draft.noun.is_some() || draft.kind() == Kind::Time;
        let told = || {
            draft.unit.is_some() && of_it(c, at)
                || says(c, at)
                || is_tally(c, at)
                || if draft.unit.is_some() { again(c, draft.start) } else { speaks(c, at) }
        };
        // "Some 9 billion euros had flowed through its branch"
        let heads = draft.unit.is_some() && at.checked_sub(1).is_none_or(|last| !c.is_word(last) && !c.is(last, ","));
        let acts = c.tag(draft.end) == Tag::Vbd && !matches!(c.low(draft.end), "was" | "were" | "had")
            || c.is(draft.end, "had") && c.tag(draft.end + 1) == Tag::Vbn && !c.is(draft.end + 1, "been");
        return if named || heads && acts {
            Refers::No
        } else if told() {
            Refers::Yes
        } else if draft.kind() != Kind::Percent && stands_alone(c, at) {
            Refers::Maybe
        } else {
            Refers::No
        };
    };
    // "800 campers were led to safety; the guard spoke of 300": the same befell them.
    let told = || happening::after(c, draft.end, draft.noun.as_deref(), true).is_some();
    if draft.borrowed && (says(c, at) || speaks(c, at)) && !told() {
        return Refers::Yes;
    }
    // "The real figure was 61 percent": a word for numbers and no more.
    let tally = draft.counted.as_ref().is_some_and(|words| words.end <= at)
        && subject.rsplit(' ').next().is_some_and(|noun| clause::tallies().contains(noun));
    // "The shipment came to 600 tonnes": of what was told before.
    let load = draft.unit.is_some() && loads().contains(subject);
    // "82 percent of pupils were vaccinated; doctors said the rate was 55 percent"
    let rate = draft.kind() == Kind::Percent && rates_again().contains(subject);
    if rate || tally || load { Refers::Yes } else { Refers::No }
}

/// Whether the number is what is said or reckoned, with nothing between: "the growers expect 15,000", "she said that 600 tonnes".
fn stands_alone(c: &Pieces, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return true };
    let said = || c.is(last, "that") || gives().contains(lemma::verb(c.low(last)).as_ref());
    !c.is_word(last) || said() && !own_numbers().contains(lemma::verb(c.low(last)).as_ref())
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
        while subject > 0
            && matches!(lemma::verb(c.low(subject - 1)).as_ref(), "have" | "be" | "will" | "would" | "may")
        {
            subject -= 1;
        }
        return matches!(c.low_before(subject, 1), "it" | "there" | "that");
    }
    if matches!(c.low(last), "'s" | "’s") {
        return matches!(c.low_before(last, 1), "it" | "there" | "that");
    }
    if is_listed(verb.as_ref()) {
        return true;
    }
    // "valued them at"
    let pronoun = last.checked_sub(1).filter(|&at| matches!(c.low(at), "it" | "them" | "that" | "this" | "these"));
    let puts = if c.is(last, "as") { clause::gives_as() } else { clause::puts() };
    if matches!(c.low(last), "at" | "to" | "as")
        && pronoun.and_then(|at| at.checked_sub(1)).is_some_and(|at| puts.contains(lemma::verb(c.low(at)).as_ref()))
    {
        return true;
    }
    // "arrived at", "came up with"
    let before = |back: usize| last.checked_sub(back).map(|at| lemma::verb(c.low(at)));
    let two = before(1).map(|first| format!("{first} {}", c.low(last)));
    let three = before(2).zip(before(1)).map(|(first, next)| format!("{first} {next} {}", c.low(last)));
    [two, three].into_iter().flatten().any(|words| is_listed(&words))
}

/// "It had reached $390 million", "it stretched for three kilometers": what was told of before.
fn of_it(c: &Pieces, at: usize) -> bool {
    let links = |at: usize| {
        matches!(c.tag(at), Tag::Vb | Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Rb)
            || matches!(c.low(at), "for" | "at" | "to" | "by")
    };
    let before = (at.saturating_sub(NEAR)..at).rev().find(|&at| !links(at));
    // "Pilots earn 9,000 a month, the firm said; the union said they earn 75,000 a year"
    let earn = |pronoun: usize| c.is(pronoun, "they") && matches!(lemma::verb(c.low(at - 1)).as_ref(), "earn" | "make");
    before.is_some_and(|pronoun| {
        earn(pronoun) || c.is(pronoun, "it") && !own_numbers().contains(lemma::verb(c.low(at - 1)).as_ref())
    })
}

/// So many words stand between "it" and its number at most.
const NEAR: usize = 6;

/// "16,500 acres, or 6,700 hectares", "9 miles (14 km)": the same in another unit.
fn again(c: &Pieces, start: usize) -> bool {
    matches!(c.low_before(start, 1), "or" | "(") && start > 1
        || matches!(c.low_before(start, 1), "about" | "some" | "roughly")
            && matches!(c.low_before(start, 2), "or" | "(")
}

/// How many bytes back what a bare number refers to may stand, and how many figures.
const BACK: usize = 500;
const FIGURES: usize = 4;
/// What stands so near, in bytes, is mostly in the same sentence.
const SENTENCE: usize = 60;
/// Two counts of one thing are hardly more often apart.
const MOST_APART: f64 = 40.0;

/// Gives "the minister spoke of 12,000" the topic of "31,000 people have fled" before it.
pub(in super::super) fn fill(found: &mut [FoundFigure]) {
    // "Inmates overpowered guards and 61 of them escaped": of how many is not told.
    if let Some(topic) = found.first_mut().and_then(|first| first.topic.as_mut())
        && let Some(what) = topic.what.strip_prefix(PART).filter(|what| happening::is_name(what))
    {
        topic.what = what.to_owned();
    }
    for at in 1..found.len() {
        let last = found[..at].iter().rev().take(FIGURES);
        let mut near = last.take_while(|last| last.bytes.end + BACK > found[at].bytes.start);
        // "an ash column 5,000 meters high; the air force measured a height of 8 kilometers"
        let dimension = found[at].topic.as_ref().filter(|topic| topic.of.is_empty()).map(|topic| topic.what.clone());
        if let Some(dimension) = dimension.filter(|what| size::is_extent(what)) {
            let of =
                found[..at].iter().rev().take(FIGURES).take_while(|last| last.bytes.end + BACK > found[at].bytes.start);
            let mut told = of.filter(|last| of_a_kind(last, &found[at])).filter_map(|last| last.topic.clone());
            if let Some(topic) = told.find(|topic| topic.what.ends_with(&dimension) && topic.what != dimension) {
                found[at].topic = Some(topic);
                continue;
            }
        }
        if found[at].refers != Refers::Yes {
            // "launched 30, of which nine were shot down": those shot down are not a part of those shot down; "Inmates overpowered
            // guards and 61 of them escaped": of how many is not told.
            let what = found[at].topic.as_ref().and_then(|topic| topic.what.strip_prefix(PART));
            let befallen = what.filter(|what| happening::is_name(what));
            let whole = near.next().map(|last| last.topic.as_ref().map_or("", |topic| topic.what.as_str()));
            let another = |what: &str| whole.is_none_or(|whole| whole != what && happening::is_name(whole));
            // "47 civilians died, among them 19 children": of those it befell too.
            let kind = what.filter(|what| apart().contains(what));
            let child = kind.and_then(|kind| {
                let whole = found[at - 1].topic.as_ref().map(|topic| topic.what.as_str())?;
                let near = found[at - 1].bytes.end + SENTENCE > found[at].bytes.start;
                (near && matches!(whole, "killed" | "wounded" | "arrested"))
                    .then(|| (format!("{kind} {whole}"), Course::Adds))
            });
            if let Some((what, course)) = child {
                if let Some(topic) = &mut found[at].topic {
                    (topic.what, topic.course) = (what, course);
                }
            } else if let Some(what) = befallen.filter(|what| another(what)).map(str::to_owned)
                && let Some(topic) = &mut found[at].topic
            {
                topic.what = what;
            }
            continue;
        }
        // "A cow costs 180 euros; a year ago it was 420" counts nothing that was counted before.
        let measure = found[at].unit == "count"
            && found[at].value.is_none_or(|value| value < MILLION)
            && found[at - 1].unit != "count"
            && found[at - 1].bytes.end + SENTENCE > found[at].bytes.start;
        // "One in three children has it; others put the share at 12 percent"
        let share = found[at - 1].topic.as_ref().and_then(|topic| topic.what.strip_prefix("share of "));
        if let Some(what) = share.filter(|_| found[at].unit == "percent" && found[at - 1].unit == "count") {
            let mut last = found[at - 1].clone();
            let what = what.to_owned();
            if let Some(topic) = &mut last.topic {
                topic.what = what;
            }
            take(&mut found[at], last);
            continue;
        }
        // "the ward, which has 50 beds; a nurse counted 120": not of what only describes.
        let near = near.filter(|last| may_elide(found, last, at));
        let last = near
            .filter(|last| !measure && last.refers != Refers::Aside)
            .find(|last| last.topic.as_ref().is_some_and(is_whole) && of_a_kind(last, &found[at]))
            .cloned();
        if let Some(last) = last {
            take(&mut found[at], last);
        }
    }
    mark_sums(found);
}

/// Marks as earlier what another number of the article adds to: "11 workers died on Wednesday. Two more died, which brought the toll
/// to 13."
fn mark_sums(found: &mut [FoundFigure]) {
    for at in 2..found.len() {
        let Some(topic) = found[at].topic.as_ref().filter(|topic| is_whole(topic)) else { continue };
        let near = (at.saturating_sub(FIGURES)..at).rev();
        let mut near = near.take_while(|&last| found[last].bytes.end + BACK > found[at].bytes.start);
        let more = near.clone().find(|&more| {
            let what = found[more].topic.as_ref().and_then(|topic| topic.what.strip_prefix(MORE));
            what == Some(topic.what.as_str())
        });
        let sum = |more: usize, first: usize| {
            let numbers = found[more].value.zip(found[first].value).zip(found[at].value);
            numbers.is_some_and(|((more, first), sum)| (first + more - sum).abs() < 0.5)
        };
        let is_first = |&first: &usize| {
            found[first].topic.as_ref().is_some_and(|it| it.what == topic.what)
                && more.is_some_and(|more| sum(more, first))
        };
        let Some(first) = near.find(is_first) else { continue };
        if let Some(topic) = &mut found[first].topic {
            topic.what.insert_str(0, EARLIER);
        }
    }
}

/// Gives what is left unsaid in one voice's words ("The growers expect 15,000") the topic of what another said just before.
/// `voices` are those who gave each figure; none where the article itself did.
pub(in super::super::super) fn fill_from_others<Voice: PartialEq>(found: &mut [FoundFigure], voices: &[Option<Voice>]) {
    for at in 0..found.len().min(voices.len()) {
        // "The aid office has registered 31,000 people": who counts them is another voice.
        let counts = found[at].is_put
            || found[at]
                .topic
                .as_ref()
                .is_some_and(|topic| matches!(topic.what.as_str(), "register" | "record" | "count"));
        if (voices[at].is_some() || counts) && !found[at].refers.is_apart() {
            // "16 pupils were hurt, two of them badly; parents spoke of 40 children"
            let part = |last: usize| found[last].topic.as_ref().is_some_and(|topic| topic.what.starts_with(PART));
            let last = at.checked_sub(1).map(|last| if last > 0 && part(last) { last - 1 } else { last });
            if let Some(last) = last.filter(|&last| voices[last] != voices[at]) {
                share_part(found, last, at);
            }
            let is_other = |last: &usize| {
                voices[*last] != voices[at] && !found[*last].refers.is_apart() && are_alike(&found[*last], &found[at])
            };
            // One voice that counts them twice tells them apart.
            let dead = |at: usize| found[at].topic.as_ref().is_some_and(|topic| befell(&topic.what) == "killed");
            let again = |at: usize| {
                at > 0 && voices[at - 1] == voices[at] && found[at - 1].noun == found[at].noun && !dead(at - 1)
            };
            let last = (at.saturating_sub(2)..at).rev().find(is_other);
            if let Some(last) = last.filter(|&last| !again(at) && !again(last)) {
                share_happening(found, last, at);
                continue;
            }
        }
        if matches!(found[at].refers, Refers::No | Refers::Apart | Refers::Aside)
            || found[at].topic.is_some()
            || voices[at].is_none()
        {
            continue;
        }
        let near = (0..at).rev().take(FIGURES).take_while(|&last| found[last].bytes.end + BACK > found[at].bytes.start);
        let mut others = near.filter(|&last| {
            voices[last] != voices[at] && of_a_kind(&found[last], &found[at]) && may_elide(found, &found[last], at)
        });
        let Some(other) = others.next() else {
            // "The police put their number at 3,000; the students spoke of 11,000 participants."
            let next = at + 1;
            if found[at].refers == Refers::Yes
                && next < found.len().min(voices.len())
                && voices[next].is_some()
                && voices[next] != voices[at]
                && found[at].bytes.end + BESIDE > found[next].bytes.start
                && found[next].topic.as_ref().is_some_and(|topic| happening::is_name(&topic.what))
                && of_a_kind(&found[next], &found[at])
            {
                let next = found[next].clone();
                take(&mut found[at], next);
            }
            continue;
        };
        match &found[other].topic {
            Some(topic) if is_whole(topic) => {
                let last = found[other].clone();
                take(&mut found[at], last);
            }
            // Neither says of what, and both are of one thing.
            None if matches!(found[other].refers, Refers::Maybe | Refers::Yes) && found[at].refers == Refers::Yes => {
                for figure in [other, at] {
                    let what = if found[figure].unit == "count" { "number" } else { "amount" };
                    found[figure].topic =
                        Some(Topic { what: what.to_owned(), of: String::new(), course: Course::Moves });
                    found[figure].subject = Some(what.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// Whether the number at `at` may leave the unit of `last` unsaid: not where another measure stands between ("collected 2 tonnes of
/// fish. It will take four years, the agency said; the club thinks ten").
fn may_elide(found: &[FoundFigure], last: &FoundFigure, at: usize) -> bool {
    found[at].unit != "count"
        || last.unit == "count"
        || found[at - 1].unit == "count"
        || found[at - 1].unit == last.unit
        || found[at - 1].bytes.start <= last.bytes.start
}

/// Gives `figure` the topic of `last`, and its unit, if that is left unsaid too.
fn take(figure: &mut FoundFigure, last: FoundFigure) {
    figure.topic = last.topic.map(|topic| match topic.what.strip_prefix(EARLIER) {
        Some(what) => Topic { what: what.to_owned(), ..topic },
        None => topic,
    });
    figure.subject = last.subject;
    figure.place = figure.place.take().or(last.place);
    // "earns 1,900 crowns a month; by the union's count it is 1,450"
    figure.per = figure.per.take().or_else(|| last.per.filter(|per| is_time(per)));
    if figure.unit == "count" && last.unit != "count" {
        figure.base = base::of(&last.unit, figure.per.as_deref(), figure.value, figure.low, figure.high);
        figure.unit = last.unit;
    }
}

/// How the topic of a number begins that is of an earlier time.
pub(super) const EARLIER: &str = "earlier ";
/// How the topic of a number begins that says what may be.
pub(super) const ALLOWED: &str = "allowed ";
/// How the topic of a number begins that comes on top of another.
pub(super) const MORE: &str = "more ";
/// How the topic of a number begins that is part of another.
pub(super) const PART: &str = "part of ";

pub(super) fn is_whole(topic: &Topic) -> bool {
    !["part ", MORE, "share ", "whole ", ALLOWED].iter().any(|mark| topic.what.starts_with(mark))
}

fn is_time(per: &str) -> bool {
    matches!(per, "month" | "year" | "week" | "day")
}

fn is_money(figure: &FoundFigure) -> bool {
    money::is_currency(&figure.unit)
}

/// Whether its unit may be left unsaid when another gives the number: "a slick of 40 square kilometers; divers spoke of 95".
fn is_measured(figure: &FoundFigure) -> bool {
    base::kind(&figure.unit).is_some_and(|kind| matches!(kind, "area" | "mass" | "volume" | "length"))
}

/// From here on a number may leave its currency unsaid.
const MILLION: f64 = 1e6;

/// Whether both may be numbers of one thing: of one unit, or one kind of unit, and not far apart.
fn of_a_kind(a: &FoundFigure, b: &FoundFigure) -> bool {
    let base = |figure: &FoundFigure| figure.base.as_ref().map(|base| base.unit.clone());
    let size = |figure: &FoundFigure| {
        let based = figure.base.as_ref().and_then(|base| base.value.or(base.low).or(base.high));
        based.or(figure.value).or(figure.low).or(figure.high)
    };
    // "It offered 5 million euros; the town wants 48 million."
    let elided = b.unit == "count" && (is_money(a) && size(b).is_some_and(|size| size >= MILLION) || is_measured(a));
    let sizes = size(a).zip(size(b));
    let sizes = if elided { a.value.or(a.low).or(a.high).zip(size(b)) } else { sizes };
    let near = sizes.is_some_and(|(a, b)| a > 0.0 && b > 0.0 && a.max(b) <= MOST_APART * a.min(b));
    let time = |per: &Option<String>| per.as_deref().is_some_and(is_time);
    near && (a.per == b.per || is_money(a) && time(&a.per) && (time(&b.per) || b.per.is_none()))
        && (a.unit == b.unit || elided || base(a).is_some() && base(a) == base(b))
}
