//! Two voices that count the same ones side by side, though only one of them says what befell those.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::tables::rows;
use super::super::{FoundFigure, subject};
use super::back::is_whole;
use super::{apart, happening, is_people};

/// How many bytes back another's count of the same stands, where only one of both says what happened.
pub(super) const BESIDE: usize = 220;

/// And how many times apart they are at most.
const BESIDE_APART: f64 = 6.0;

/// Whether another voice beside may mean by `more` what one means by `less`, and says more by it.
pub(super) fn is_weaker(less: &str, more: &str) -> bool {
    static PAIRS: OnceLock<FxHashSet<(&'static str, &'static str)>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let listed = rows(include_str!("../lexicon/weaker.tsv"));
        listed.flat_map(|row| row.list(1).map(move |less| (less, row.cell(0)))).collect()
    });
    pairs.contains(&(less, more))
}

/// Whether `a` and `b`, one soon behind the other, count the same ones by their nouns.
pub(super) fn are_alike(a: &FoundFigure, b: &FoundFigure) -> bool {
    let size = |figure: &FoundFigure| figure.value.or(figure.low).or(figure.high).unwrap_or_default();
    let (least, most) = (size(a).min(size(b)), size(a).max(size(b)));
    let general = happening::people();
    let alike = |a: &str, b: &str| {
        let people = general.contains(a) && is_people(b) || general.contains(b) && is_people(a);
        subject::same_noun(a, b)
            || happening::are_one_kind(a, b)
            || people && !apart().contains(a) && !apart().contains(b)
    };
    let told = a.topic.is_some() && b.topic.is_some();
    a.bytes.end + BESIDE > b.bytes.start
        && a.unit == "count"
        && b.unit == "count"
        && least > 0.0
        && most <= least * BESIDE_APART
        && match (a.noun.as_deref(), b.noun.as_deref()) {
            (Some(a), Some(b)) => alike(a, b),
            // "The camp shelters 14,000 people; an aid worker said that 20,000 lived there."
            (Some(noun), None) => told && is_people(noun) && !apart().contains(noun) && is_unsaid(b),
            (None, Some(noun)) => told && is_people(noun) && !apart().contains(noun) && is_unsaid(a),
            (None, None) => told,
        }
}

/// Whether `figure`, which has no noun, may count people: "the government's goal of 32,000" does not.
fn is_unsaid(figure: &FoundFigure) -> bool {
    let subject = figure.subject.as_deref().unwrap_or("person");
    subject.split(' ').any(|word| word == "person" || is_people(word))
        || subject.split(' ').next_back().is_none_or(|last| subject::state(last).is_some())
}

/// Gives the one of two that tells nothing of what happened the topic of the other: "the blast trapped 34 miners, the company said;
/// the union said that 52 men were underground".
pub(super) fn share_happening(found: &mut [FoundFigure], a: usize, b: usize) {
    let happens = |at: usize| {
        found[at].topic.as_ref().filter(|topic| is_whole(topic)).map(|topic| happening::is_name(befell(&topic.what)))
    };
    let plain = |at: usize| found[at].topic.as_ref().is_some_and(|topic| !befell(&topic.what).contains(' '));
    // Who took part says not in what: "2,300 took part, the board said; 9,000 had walked out, said the union".
    let what = |at: usize| found[at].topic.as_ref().map(|topic| topic.what.clone()).unwrap_or_default();
    // "massed 45,000 soldiers; the neighbour put the strength of the force at 90,000 troops": of the same side.
    if what(a) == what(b) && what(a) == "troop" {
        let of = found[a].topic.as_ref().map(|topic| topic.of.clone()).unwrap_or_default();
        if let Some(topic) = found[b].topic.as_mut().filter(|topic| topic.of.is_empty() || topic.of == "troop") {
            topic.of = of;
        }
        return;
    }
    if (what(a) == "troop" || what(b) == "troop") && !one_kind(&found[a], &found[b]) {
        return;
    }
    for (weak, strong) in [(a, b), (b, a)] {
        let (less, more) = (what(weak), what(strong));
        // A march and a strike are told of in paragraphs of their own, so are those who live in a camp and those held there.
        let apart = matches!(befell(&more), "strike" | "arrested") && found[weak].paragraph != found[strong].paragraph;
        if !apart && is_weaker(&less, befell(&more)) {
            let course = found[strong].topic.as_ref().map(|topic| topic.course);
            if let (Some(topic), Some(course)) = (&mut found[weak].topic, course) {
                (topic.what, topic.course) = (more, course);
            }
            return;
        }
    }
    let (from, to) = match (happens(a), happens(b)) {
        (Some(true), Some(false)) if plain(b) => (a, b),
        (Some(false), Some(true)) if plain(a) => (b, a),
        // "a force of 2,400 peacekeepers; the minister said that 1,500 soldiers would come"
        (Some(false), Some(false)) if what(a) != what(b) && one_kind(&found[a], &found[b]) => {
            found[b].topic = found[a].topic.clone();
            return;
        }
        _ => return,
    };
    // Beside the dead and the hurt others are told of, who were there.
    if found[from].topic.as_ref().is_some_and(|topic| matches!(befell(&topic.what), "killed" | "wounded" | "arrested"))
    {
        return;
    }
    // Victims are those whom the thing befell that was told first, and no hostages of the next sentence.
    if to < from && found[to].noun.as_deref() == Some("victim") {
        return;
    }
    // "a ship with a crew of 19; 11 sailors were picked up"
    if found[to].subject.as_deref() == Some("crew") {
        return;
    }
    let told = found[from].topic.as_ref().map(|topic| (topic.what.clone(), topic.course));
    if let (Some((what, course)), Some(topic)) = (told, &mut found[to].topic) {
        (topic.what, topic.course) = (what, course);
    }
}

/// Whether two count what is of one kind by their nouns, where nothing says that these are of two places or times.
fn one_kind(a: &FoundFigure, b: &FoundFigure) -> bool {
    let plain = |figure: &FoundFigure| !is_special_force(figure);
    let nouns = a.noun.as_deref().zip(b.noun.as_deref()).filter(|_| plain(a) && plain(b));
    nouns.is_some_and(|(a, b)| happening::are_one_kind(a, b) || subject::same_noun(a, b))
        && (a.place == b.place || b.place.is_none())
        && (a.as_of == b.as_of || b.as_of.is_none())
        && a.per == b.per
}

/// Whether those counted are a part of an army, as reservists are, or another one, as rebels are.
pub(super) fn is_special_force(figure: &FoundFigure) -> bool {
    figure.noun.as_deref().is_some_and(|noun| {
        matches!(
            noun,
            "reservist" | "conscript" | "guard" | "border guard" | "rebel" | "insurgent" | "guerrilla" | "militant"
        )
    })
}

/// Whether one of two is told of those who are mostly a part of all whom the other is of; where that part is more, the other is of it
/// too: "52 children died, a doctor said; the ministry put the number of deaths at 19".
pub(super) fn share_part(found: &mut [FoundFigure], a: usize, b: usize) {
    let size = |figure: &FoundFigure| figure.value.or(figure.high).or(figure.low).unwrap_or_default();
    let count = found[a].unit == "count" && found[b].unit == "count";
    let percent = found[a].unit == "percent" && found[b].unit == "percent";
    if !(count || percent) || found[a].bytes.end + BESIDE <= found[b].bytes.start {
        return;
    }
    for (part, all) in [(a, b), (b, a)] {
        let more = size(&found[part]) > size(&found[all]);
        let one = found[part].topic.as_ref().map(|topic| topic.what.clone()).unwrap_or_default();
        // "A spokesman repeated that 10 civilians were killed": who they are is said.
        let kind = found[part].noun.as_deref().zip(found[all].noun.as_deref());
        let kind = kind.is_some_and(|(part, all)| happening::are_one_kind(part, all) || subject::same_noun(part, all));
        let said = found[all].noun.as_deref().is_some_and(|noun| {
            !kind
                && !happening::people().contains(noun)
                && subject::state(noun).is_none()
                && !matches!(noun, "death" | "body" | "case")
        });
        if let Some(other) = &mut found[all].topic
            && more
            && !said
            && one != other.what
            && befell(&one) == other.what
            && happening::is_name(&other.what)
        {
            other.what = one;
            return;
        }
        // "infected 320 children; doctors saw 540 cases", "71 percent of children are vaccinated; she put the rate at 84"
        let whole = found[all].topic.as_ref().map(|topic| topic.what.clone()).unwrap_or_default();
        let near = whole == "sick" && size(&found[all]) <= size(&found[part]) * SICK_APART;
        if one != whole
            && befell(&one) == whole
            && happening::is_name(&whole)
            && (percent || near)
            && let Some(topic) = &mut found[part].topic
        {
            topic.what = whole;
            return;
        }
    }
}

/// Among the sick in all those of one kind are mostly fewer than one in three.
const SICK_APART: f64 = 3.0;

/// What befell those of `what`, without the word for those who are mostly a part of all: "child vaccinated".
pub(super) fn befell(what: &str) -> &str {
    what.split_once(' ').filter(|(kind, _)| apart().contains(kind)).map_or(what, |(_, what)| what)
}
