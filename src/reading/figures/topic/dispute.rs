//! Two voices side by side whose numbers are of one thing, though no list has the words for it: "the museum has 18 kilograms of gold
//! on show; the digger weighed only 11". No sign says so alone: those of `dispute.tsv` are summed up.

use std::cell::OnceCell;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::super::analysis::Analysis;
use super::super::super::tagger::Tag;
use super::super::tables::{rows, word_files};
use super::super::{FoundFigure, base, clause, counted, money, subject};
use super::back::{EARLIER, Refers, is_whole, own_numbers};
use super::witness::{self, Witness};
use super::{alike, beside, happening, is_people, size};
use crate::model::{Course, Topic};

word_files! {
    /// Words by which a second voice sets its number against the first.
    contrasts = "../lexicon/contrasts.txt";
    /// Nouns for things by which people are counted: "tickets", "names".
    stand_for = "../lexicon/stand_for.txt";
    /// Nouns for what is aimed at or allowed.
    quotas = "../lexicon/quotas.txt";
}

/// How many bytes and figures back the first of two may stand.
const BACK: usize = 420;
const FIGURES: usize = 5;
/// From here on a sum may leave its currency unsaid, though its noun is told.
const MILLION: f64 = 1e6;
/// How far before the second it is looked for that its sum is another, in tokens.
const AROUND: usize = 40;
/// Two numbers of one thing are hardly more often apart.
const MOST_APART: f64 = 40.0;
/// From which sum on two are of one thing, and from which on though a place of its own stands with the second.
const ENOUGH: f64 = 0.0;
const PLENTY: f64 = 1.0;

/// What befalls some of those who were there.
const HURT: [&str; 8] = ["killed", "wounded", "arrested", "missing", "rescued", "captured", "survived", "hospitalized"];
/// Verbs for a number that somebody has in mind and another may have in mind too.
const WANTS: [&str; 4] = ["want", "demand", "seek", "ask"];
/// And for one of his own.
const OFFERS: [&str; 5] = ["offer", "propose", "pledge", "need", "require"];

/// How the topics of margins and of needs begin, which are of no more than these.
const MARKS: [&str; 2] = ["margin ", "needed "];

/// How the topic of a share begins.
const SHARE: &str = "share of ";

/// What each sign weighs.
fn weights() -> &'static FxHashMap<&'static str, f64> {
    static WEIGHTS: OnceLock<FxHashMap<&'static str, f64>> = OnceLock::new();
    WEIGHTS
        .get_or_init(|| rows(include_str!("../lexicon/dispute.tsv")).map(|row| (row.cell(0), row.number(1))).collect())
}

/// A figure with what its clause tells.
struct Told {
    witness: Witness,
    /// The nouns and verbs of its clause.
    words: Vec<String>,
    has_voice: bool,
    /// Whether something is told of it right behind its words: "150 people were in the building".
    goes_on: bool,
    /// Whether that is a verb.
    does: bool,
    /// "a 24-storey building", "22 of 25": counts nothing that another counts.
    is_bound: bool,
}

impl Told {
    fn new(analysis: &Analysis, figure: &FoundFigure, has_voice: bool) -> Self {
        let after = analysis.tokens_in(&(0..figure.bytes.end)).end;
        let counted = analysis.lower(figure.bytes.clone()).as_bytes();
        let joined = counted.windows(2).any(|pair| pair[0] == b'-' && pair[1].is_ascii_lowercase())
            && counted.first().is_some_and(u8::is_ascii_digit);
        let of_more = analysis.low(after) == "of"
            && analysis.low(after + 1).bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        let witness = witness::of(analysis, figure);
        // "shot down 26 of them", not "has counted 26 of them"
        let of_them = analysis.low(after) == "of"
            && matches!(analysis.low(after + 1), "them" | "whom" | "those")
            && !witness.before.as_deref().is_some_and(|verb| witness::asserts().contains(verb));
        Self {
            witness,
            words: beside::clause(analysis, figure),
            has_voice,
            does: matches!(analysis.tag(after), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md),
            goes_on: analysis.low(after).bytes().all(|byte| byte.is_ascii_alphabetic()) && analysis.low(after) != "and",
            is_bound: figure.unit == "count"
                && (joined && figure.noun.is_some() && figure.value.is_some_and(|value| value >= 10.0)
                    || of_more
                    || of_them),
        }
    }
}

/// Gives the one of two numbers that says less what it is of the topic of the other, where another voice gives it and enough speaks for
/// their being of one thing. `voices` are those who gave each figure.
pub(in super::super::super) fn fill<Voice: PartialEq>(
    analysis: &Analysis,
    found: &mut [FoundFigure],
    voices: &[Option<Voice>],
) {
    let many = found.len().min(voices.len());
    if many < 2 {
        return;
    }
    let voiced: Vec<bool> = voices.iter().take(many).map(Option::is_some).collect();
    // Most numbers stand beside none of their kind, and nobody asks what their clauses tell.
    let told: Vec<OnceCell<Told>> = (0..many).map(|_| OnceCell::new()).collect();
    for b in 1..many {
        let near =
            (b.saturating_sub(FIGURES)..b).rev().take_while(|&a| found[a].bytes.end + BACK > found[b].bytes.start);
        let sums = near.filter_map(|a| {
            let pair = Pair { analysis, found, told: &told, voiced: &voiced, a, b, same_voice: voices[a] == voices[b] };
            Some((a, pair.sum()?))
        });
        let Some((a, sum)) = sums.max_by(|one, other| one.1.total_cmp(&other.1)) else { continue };
        if sum >= ENOUGH {
            let two_voices = voiced[a] && voiced[b] && voices[a] != voices[b];
            let words = told[a].get().map(|told| told.words.clone()).unwrap_or_default();
            join(found, words, (a, b), sum, two_voices);
        }
    }
}

/// The pairs of `found` that may be of one thing, with the names of the signs that hold of each.
#[cfg(feature = "trainer")]
pub(in super::super::super) fn candidates<Voice: PartialEq>(
    analysis: &Analysis,
    found: &[FoundFigure],
    voices: &[Option<Voice>],
) -> Vec<([f64; 2], Vec<&'static str>)> {
    let voiced: Vec<bool> = voices.iter().map(Option::is_some).collect();
    let told: Vec<OnceCell<Told>> = found.iter().map(|_| OnceCell::new()).collect();
    let mut pairs = Vec::new();
    for b in 1..found.len() {
        let near =
            (b.saturating_sub(FIGURES)..b).rev().take_while(|&a| found[a].bytes.end + BACK > found[b].bytes.start);
        for a in near {
            let same_voice = voices[a] == voices[b];
            let pair = Pair { analysis, found, told: &told, voiced: &voiced, a, b, same_voice };
            let mut signs = Vec::new();
            if pair.signs(&mut |name| signs.push(name)).is_some() {
                pairs.push(([said(&found[a]), said(&found[b])], signs));
            }
        }
    }
    pairs
}

/// Two figures that may be of one thing.
struct Pair<'a, 't> {
    analysis: &'a Analysis<'t>,
    found: &'a [FoundFigure],
    told: &'a [OnceCell<Told>],
    voiced: &'a [bool],
    a: usize,
    b: usize,
    same_voice: bool,
}

impl Pair<'_, '_> {
    /// How much speaks for it; none where the two can't be of one thing.
    fn sum(&self) -> Option<f64> {
        let weights = weights();
        let mut sum = weights.get("always").copied().unwrap_or_default();
        self.signs(&mut |name| sum += weights.get(name).copied().unwrap_or_default())?;
        Some(sum)
    }

    /// Calls `add` with the name of each sign that holds.
    fn signs(&self, add: &mut dyn FnMut(&'static str)) -> Option<()> {
        let (one, two) = (&self.found[self.a], &self.found[self.b]);
        let elided = is_elided(one, two);
        let shares = is_share(one) && two.unit == "percent" || is_share(two) && one.unit == "percent";
        let (x, y) = if elided { (said(one), said(two)) } else { (number(one), number(two)) };
        if !(one.unit == two.unit || same_base(one, two) || elided || shares)
            || x <= 0.0
            || y <= 0.0
            || one.unit == "times"
        {
            return None;
        }
        let ratio = x.max(y) / x.min(y);
        if ratio <= 1.0 || ratio > MOST_APART {
            return None;
        }
        let told = |at: usize| self.told[at].get_or_init(|| Told::new(self.analysis, &self.found[at], self.voiced[at]));
        let (first, second) = (told(self.a), told(self.b));
        let (wa, wb) = (&first.witness, &second.witness);
        let before = wb.before.as_deref().unwrap_or_default();
        let percent = two.unit == "percent" || shares;
        let wants = |verb: &str| WANTS.contains(&verb);
        let first_verb = first.witness.before.as_deref().unwrap_or_default();
        let hurt = |what: &str| HURT.contains(&alike::befell(what));
        // Of whom each side tells.
        let (side_a, side_b) = (of_whom(one), of_whom(two));
        let sides = side_a != side_b && (side_a.ends_with("troop") || side_b.ends_with("troop"));
        if first.is_bound
            || second.is_bound
            || !is_time(two) && (OFFERS.contains(&before) || OFFERS.contains(&first_verb))
            || percent && (wants(before) || wants(first_verb))
            || sides && hurt(what(one))
            || hurt(what(one)) && hurt(what(two)) && alike::befell(what(one)) != alike::befell(what(two))
            || one.per.is_some() && two.per.is_some() && one.per != two.per
            || is_goal(one)
            || is_goal(two)
            // "the ward, which has 50 beds"
            || one.refers == Refers::Aside && two.noun.is_none()
            || MARKS.iter().any(|mark| what(one).starts_with(mark) != what(two).starts_with(mark))
            || noun(one) == Some("crew") && noun(two) != Some("crew")
            || noun(one) != noun(two) && (is_family(one) || is_family(two))
            || is_person(one) && is_kept_thing(two)
            || is_person(two) && is_kept_thing(one)
        {
            return None;
        }
        // What the article goes on with is mostly another thing.
        if !second.has_voice && (wb.head.is_none() || wb.pronoun) && !two.is_put {
            return None;
        }
        let mut put = |name, holds| {
            if holds {
                add(name);
            }
        };
        let alike = |at: &usize| self.found[*at].unit == two.unit || same_base(&self.found[*at], two);
        let between = (self.a + 1..self.b).filter(alike).count();
        put("between1", between == 1);
        put("between2", between >= 2);
        put("same_sentence", wa.sentence == wb.sentence);
        put("same_segment", wa.sentence == wb.sentence && wa.segment == wb.segment);
        put("next_sentence", wb.sentence == wa.sentence + 1);
        put("paragraph", one.paragraph != two.paragraph);
        put("voice_both", first.has_voice && second.has_voice && !self.same_voice);
        put("voice_same", first.has_voice && self.same_voice);
        put("voice_a_only", first.has_voice && !second.has_voice);
        put("voice_b_only", second.has_voice && !first.has_voice);
        put("wit_b", wb.head.is_some() && !wb.pronoun);
        put("wit_a", wa.head.is_some() && !wa.pronoun);
        put("wit_same", wa.head.is_some() && wa.head == wb.head && !wb.pronoun);
        put("wit_pron", wb.pronoun);
        put("none_b", !second.has_voice && wb.head.is_none());
        put("own_b", own_numbers().contains(before));
        put("wants_b", wants(before));
        put("poss_b", wb.possessive);
        put("also_b", wb.also);
        // "Hale raised 14 million; Brandt raised 41"
        let acts = wa.actor.as_ref().zip(wb.actor.as_ref());
        put(
            "act_of_each",
            acts.is_some_and(|(a, b)| a.0 != b.0 && a.1 == b.1 && !witness::asserts().contains(a.1.as_str())),
        );
        // "Its critics arrive at a rather different sum"
        let start = self.analysis.sentences.get(wa.sentence).map_or(wb.at, |sentence| sentence.tokens.end).min(wb.at);
        let other = |at: usize| {
            matches!(
                self.analysis.low(at),
                "different" | "another" | "other" | "higher" | "lower" | "true" | "real" | "actual"
            ) && clause::tallies().contains(counted::singular(self.analysis.low(at + 1)).as_str())
        };
        put("other_sum", (start.max(wb.at.saturating_sub(AROUND))..wb.at).any(other));
        put("elided", elided);
        put("bare_b", two.noun.is_none() && (two.unit == "count" || two.subject.is_none()));
        put("bare_a", one.noun.is_none() && one.unit == "count");
        let (noun_a, noun_b) = (noun(one), noun(two));
        let nouns = noun_a.zip(noun_b);
        let same = nouns.is_some_and(|(a, b)| subject::same_noun(a, b));
        let general = happening::people();
        let kind = nouns.is_some_and(|(a, b)| {
            happening::are_one_kind(a, b) || general.contains(a) && is_people(b) || general.contains(b) && is_people(a)
        });
        put("same_noun", same);
        put("kind_noun", kind && !same);
        put("noun_differ", nouns.is_some() && !same && !kind);
        // "14 policemen, 90 students", "two tanks, eleven men"
        let people = |noun: &str| general.contains(noun) || is_people(noun);
        let special = |noun: &str| is_people(noun) && !general.contains(noun);
        let counts = one.unit == "count" && two.unit == "count" && one.noun.is_some() && two.noun.is_some();
        let apart = alike::is_special_force(one) || alike::is_special_force(two);
        put(
            "people_differ",
            counts && !same && nouns.is_some_and(|(a, b)| special(a) && special(b) && !kind || kind && apart),
        );
        put("things_differ", counts && !same && !kind && nouns.is_some_and(|(a, b)| !people(a) && !people(b)));
        let stands = |noun: &str| stand_for().contains(noun);
        put("mixed", counts && nouns.is_some_and(|(a, b)| people(a) != people(b) && !stands(a) && !stands(b)));
        let (what_a, what_b) = (what(one), what(two));
        let conflict = alike::befell(what_a) != alike::befell(what_b);
        put("topic_conflict", is_told(what_a) && is_told(what_b) && conflict);
        // Beside the dead and the hurt others are told of, who were there.
        let else_told = |figure: &FoundFigure, told: &Told| {
            let verb = told.witness.before.as_deref();
            let done = verb.is_some_and(|verb| !witness::asserts().contains(verb) && !matches!(verb, "be" | "have"));
            !is_told(what(figure)) && !what(figure).is_empty() && figure.noun.is_some() && (told.goes_on || done)
        };
        put("hurt_and_plain", hurt(what_a) && else_told(two, second) || hurt(what_b) && else_told(one, first));
        put("part_a", is_part(one));
        put("part_b", is_part(two));
        let shared = second.words.iter().enumerate();
        let shared =
            shared.filter(|&(at, word)| first.words.contains(word) && !second.words[..at].contains(word)).count();
        put("shared1", shared == 1);
        put("shared2", shared >= 2);
        put("near", ratio <= 1.25);
        put("mid", ratio > 4.0 && ratio <= 10.0);
        put("far", ratio > 10.0);
        let end = self.analysis.sentences.get(wb.sentence).map_or(wb.at, |sentence| sentence.tokens.end);
        let mut around = wb.segment.saturating_sub(1)..end.min(wb.at + 8);
        put("contrast", around.any(|at| contrasts().contains(self.analysis.low(at))));
        put("money", money::is_currency(&two.unit));
        put("money_bare", money::is_currency(&one.unit) && two.subject.is_none());
        put("percent", percent);
        // "71 percent had voted yes": of others than those who voted.
        put("percent_does", percent && second.does);
        put("time", is_time(two));
        put("count", two.unit == "count" && !elided);
        put("place_differ", two.place.is_some() && one.place != two.place);
        put("asof_differ", two.as_of.is_some() && one.as_of != two.as_of);
        put("asof_a", one.as_of.is_some() && two.as_of.is_none());
        put("per_differ", one.per != two.per);
        put("is_put", two.is_put);
        put("small", x.min(y) <= 3.0 && two.unit == "count");
        Some(())
    }
}

/// Gives both of `a`, whose clause has these `words`, and `b` one topic, and one time and place where the second leaves these unsaid.
fn join(found: &mut [FoundFigure], words: Vec<String>, (a, b): (usize, usize), sum: f64, two_voices: bool) {
    let rank = |figure: &FoundFigure| match what(figure) {
        "" => 0,
        name if is_told(name) => 2,
        _ => 1,
    };
    let plain = |at: usize| what(&found[at]).strip_prefix(SHARE).unwrap_or_else(|| what(&found[at])).to_owned();
    if plain(a) != plain(b) || plain(a).is_empty() {
        // "plans to shut 60 of them; the union has been told of 95": of the same part.
        if is_part(&found[b]) || is_part(&found[a]) && rank(&found[b]) > 0 {
            return;
        }
        // Neither says of what: of what the words of the first say.
        if rank(&found[a]) == 0 && rank(&found[b]) == 0 {
            let mut of = words;
            of.sort_unstable();
            of.dedup();
            let what = if found[a].unit == "count" { "number" } else { "amount" };
            found[a].topic = Some(Topic { what: what.to_owned(), of: of.join(" "), course: Course::Moves });
            found[a].subject.get_or_insert_with(|| what.to_owned());
        }
        // "saves 12 million a year; the auditor thinks 7 million more likely"
        if found[b].per.is_none() {
            found[b].per = found[a].per.clone();
        }
        let (from, to) = if rank(&found[b]) > rank(&found[a]) { (b, a) } else { (a, b) };
        let source = found[from].clone();
        let differ = is_share(&found[a]) != is_share(&found[b]);
        let figure = &mut found[to];
        figure.topic = source.topic;
        if let Some(topic) = &mut figure.topic
            && differ
        {
            topic.what = match topic.what.strip_prefix(SHARE) {
                Some(what) => what.to_owned(),
                None => format!("{SHARE}{}", topic.what),
            };
        }
        if figure.subject.is_none() {
            figure.subject = source.subject;
        }
    }
    let first = found[a].clone();
    let figure = &mut found[b];
    if is_elided(&first, figure) {
        figure.per = figure.per.take().or(first.per);
        figure.base = base::of(&first.unit, figure.per.as_deref(), figure.value, figure.low, figure.high);
        figure.unit = first.unit;
    }
    // Two voices speak of one time anyway.
    if figure.as_of.is_none() && !two_voices {
        figure.as_of = first.as_of;
    }
    // "in Russia" holds a town; another town may be where those who sank elsewhere had gone on board.
    let country = figure.place.as_deref().is_some_and(|place| place.ends_with("(country)"));
    if figure.place.is_none() || sum >= PLENTY && !country {
        figure.place = first.place;
        figure.scene = first.scene;
    }
}

fn of_whom(figure: &FoundFigure) -> &str {
    figure.topic.as_ref().map_or("", |topic| topic.of.as_str())
}

fn what(figure: &FoundFigure) -> &str {
    figure.topic.as_ref().map_or("", |topic| topic.what.as_str())
}

/// Whether `what` is a happening or a dimension, and no noun alone.
fn is_told(what: &str) -> bool {
    happening::is_name(alike::befell(what)) || size::is_extent(what)
}

fn is_part(figure: &FoundFigure) -> bool {
    let part = |topic: &Topic| !is_whole(topic) && !topic.what.starts_with(SHARE) || topic.what.starts_with(EARLIER);
    figure.topic.as_ref().is_some_and(part)
}

/// The noun that a figure counts, or the last word of what it measures.
fn noun(figure: &FoundFigure) -> Option<&str> {
    figure.noun.as_deref().or_else(|| figure.subject.as_deref().and_then(|subject| subject.rsplit(' ').next()))
}

fn base_unit(figure: &FoundFigure) -> Option<&str> {
    figure.base.as_ref().map(|base| base.unit.as_str())
}

fn same_base(a: &FoundFigure, b: &FoundFigure) -> bool {
    base_unit(a).is_some() && base_unit(a) == base_unit(b)
}

fn is_time(figure: &FoundFigure) -> bool {
    base_unit(figure) == Some("second")
}

/// Whether the second leaves the unit of the first unsaid.
fn is_elided(one: &FoundFigure, two: &FoundFigure) -> bool {
    // "put the bill at 18 million", "the fines could reach 900 million"
    let sum = |noun: &str| {
        money::is_currency(&one.unit) && said(two) >= MILLION && (two.is_put || super::is_sum(noun) || noun == "cut")
    };
    two.unit == "count" && one.unit != "count" && two.noun.as_deref().is_none_or(sum) && !is_share(two)
        || two.unit == "degree" && matches!(one.unit.as_str(), "celsius" | "fahrenheit")
}

/// "nine in ten", "a third": a percentage in other words.
fn is_share(figure: &FoundFigure) -> bool {
    figure.unit == "count" && figure.value.is_some_and(|value| value > 0.0 && value < 1.0)
}

/// Whether what is aimed at is counted, not what is: "the government's goal of 32,000".
fn is_goal(figure: &FoundFigure) -> bool {
    figure.subject.as_deref().and_then(|subject| subject.rsplit(' ').next()).is_some_and(|last| quotas().contains(last))
}

/// A family is several people.
fn is_family(figure: &FoundFigure) -> bool {
    figure.noun.as_deref().is_some_and(|noun| matches!(noun, "family" | "household" | "couple"))
}

fn is_person(figure: &FoundFigure) -> bool {
    figure
        .noun
        .as_deref()
        .is_some_and(|noun| happening::people().contains(noun) && noun != "animal" && noun != "head" || is_people(noun))
}

/// Whether vehicles, weapons, animals or trees are counted.
fn is_kept_thing(figure: &FoundFigure) -> bool {
    const KINDS: [&str; 7] = ["vehicle", "aircraft", "weapon", "animal", "tree", "flight", "building"];
    let is = |noun: &str| KINDS.iter().any(|kind| happening::is_one(noun, kind, false));
    figure.unit == "count" && figure.noun.as_deref().is_some_and(is)
}

/// The number as it is said.
fn said(figure: &FoundFigure) -> f64 {
    figure.value.or(figure.low).or(figure.high).unwrap_or_default()
}

/// The number in the base unit.
fn number(figure: &FoundFigure) -> f64 {
    let base = figure.base.as_ref().and_then(|base| base.value.or(base.low).or(base.high));
    base.unwrap_or_else(|| said(figure) * if is_share(figure) { 100.0 } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_a_weight_and_every_weight_a_sign() {
        let code = include_str!("dispute.rs").split("#[cfg(test)]").next().unwrap();
        let signs: Vec<&str> = code
            .match_indices("put(")
            .filter_map(|(at, _)| code[at..].split_once('"')?.1.split_once('"').map(|(name, _)| name))
            .collect();
        let weights: Vec<&str> = rows(include_str!("../lexicon/dispute.tsv")).map(|row| row.cell(0)).collect();
        assert!(signs.len() > 40);
        assert!(signs.iter().all(|sign| weights.contains(sign)), "{signs:?}");
        assert!(weights.iter().all(|weight| *weight == "always" || signs.contains(weight)), "{weights:?}");
    }
}
