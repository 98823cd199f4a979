//! Two voices side by side who measure one thing, though each tells of it in other words: "thieves took jewels worth $22 million,
//! police said; the insurer put the value of the stolen jewels at $35 million".

use super::super::super::analysis::Analysis;
use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::tables::word_files;
use super::super::{FoundFigure, clause, counted, subject};
use super::alike::{BESIDE, is_weaker};
use super::back::{EARLIER, is_whole};
use super::happening;

word_files! {
    /// Words that two sentences on different things have in common.
    common = "../lexicon/common_words.txt";
}

/// Two measures of one thing are hardly more often apart.
const MOST_APART: f64 = 4.0;
/// So many words before and behind a number are of its clause, at most.
const CLAUSE: usize = 14;

/// Gives the one of two measures side by side that tells less of what it is of the topic of the other, where another voice gives it in
/// words that the first one used too. `voices` are those who gave each figure.
pub(in super::super::super) fn fill<Voice: PartialEq>(
    analysis: &Analysis,
    found: &mut [FoundFigure],
    voices: &[Option<Voice>],
) {
    for b in 1..found.len().min(voices.len()) {
        for a in (b.saturating_sub(2)..b).rev() {
            // What the article goes on with is mostly another thing.
            if voices[b].is_none() && !found[b].is_put || voices[a] == voices[b] || !may_be_one(&found[a], &found[b]) {
                continue;
            }
            let Some((from, to)) =
                strong_and_weak(&found[a], &found[b]).map(|first| if first { (a, b) } else { (b, a) })
            else {
                continue;
            };
            let told = |at: usize| found[at].topic.as_ref().map_or("", |topic| topic.what.as_str());
            // "stole 18 pieces; the museum said the jewels were worth 6 million; insurers valued the stolen pieces at 15 million"
            let loot = told(from) == "stolen" && happening::is_one(told(to), "object", false);
            // "crops on 90,000 hectares, the ministry said; the food agency put the damaged area at 35,000 hectares"
            let unsaid =
                a + 1 == b && told(to).is_empty() && to == a && happening::is_name(told(from)) && found[b].is_put;
            // "The dam held back 4 million cubic meters of mud; an engineer put the volume at 9 million cubic meters"
            let measure = a + 1 == b && found[b].is_put && clause::is_measure(told(b));
            let (from, to) = if measure { (a, b) } else { (from, to) };
            if loot
                || unsaid
                || measure
                || is_weaker(told(to), told(from))
                || share_a_word(analysis, &found[a], &found[b])
            {
                let (topic, subject) = (found[from].topic.clone(), found[from].subject.clone());
                found[to].topic = topic;
                if found[to].subject.is_none() {
                    found[to].subject = subject;
                }
                break;
            }
        }
    }
}

/// Whether `a` and `b` are measures of one kind, near each other and not far apart, of which nothing says that they are of two times or
/// places.
fn may_be_one(a: &FoundFigure, b: &FoundFigure) -> bool {
    let number = |figure: &FoundFigure| {
        let base = figure.base.as_ref().and_then(|base| base.value.or(base.low).or(base.high));
        base.or(figure.value).or(figure.low).or(figure.high).unwrap_or_default()
    };
    let base = |figure: &FoundFigure| figure.base.as_ref().map(|base| base.unit.clone());
    let (least, most) = (number(a).min(number(b)), number(a).max(number(b)));
    // "This year it is 10 million": what the second says of where or when, and the first does not, sets it apart.
    let differ = |a: &Option<String>, b: &Option<String>| b.is_some() && a != b;
    !a.refers.is_apart()
        && !b.refers.is_apart()
        && a.unit != "count"
        && b.unit != "count"
        && a.bytes.end + BESIDE > b.bytes.start
        && (a.unit == b.unit || base(a).is_some() && base(a) == base(b))
        && base(a).as_deref() != Some("second")
        && a.per == b.per
        && least > 0.0
        && most <= least * MOST_APART
        && !differ(&a.place, &b.place)
        && !differ(&a.as_of, &b.as_of)
}

/// Whether the first of the two tells more; none where both tell as much, or one is a part or what was before.
fn strong_and_weak(a: &FoundFigure, b: &FoundFigure) -> Option<bool> {
    let whole = |figure: &FoundFigure| {
        figure.topic.as_ref().is_none_or(|topic| is_whole(topic) && !topic.what.starts_with(EARLIER))
    };
    let what = |figure: &FoundFigure| figure.topic.as_ref().map(|topic| topic.what.clone());
    let rank = |what: &Option<String>| match what {
        None => 0,
        Some(what) => 1 + u8::from(happening::is_name(what)),
    };
    let (one, other) = (what(a), what(b));
    let less = |less: &Option<String>, more: &Option<String>| {
        less.as_deref().zip(more.as_deref()).is_some_and(|(less, more)| is_weaker(less, more))
    };
    if whole(a) && whole(b) && (less(&one, &other) || less(&other, &one)) {
        return Some(less(&other, &one));
    }
    if !whole(a) || !whole(b) || one == other || rank(&one) == 2 && rank(&other) == 2 {
        return None;
    }
    // Of a poll's percentages each is of other people.
    let told = |what: &Option<String>| what.as_deref().is_some_and(|what| happening::is_told_in(what, "percent"));
    if matches!(a.unit.as_str(), "percent" | "point") && !told(&one) && !told(&other) {
        return None;
    }
    Some(rank(&one) >= rank(&other))
}

/// Whether the clauses of the two have a noun or a verb in common that says of what they are.
fn share_a_word(analysis: &Analysis, a: &FoundFigure, b: &FoundFigure) -> bool {
    let (one, other) = (clause(analysis, a), clause(analysis, b));
    one.iter().any(|word| other.contains(word))
}

/// The nouns and verbs around a figure in its sentence, in their base form.
pub(super) fn clause(analysis: &Analysis, figure: &FoundFigure) -> Vec<String> {
    let at = analysis.tokens.partition_point(|token| token.bytes().start < figure.bytes.start);
    let ends = |at: usize| matches!(&analysis.text[analysis.tokens[at].bytes()], "." | ";" | "!" | "?");
    let floor = at.saturating_sub(CLAUSE);
    let start = (floor..at).rev().find(|&at| ends(at)).map_or(floor, |at| at + 1);
    let limit = (at + CLAUSE).min(analysis.tokens.len());
    let end = (at..limit).find(|&at| ends(at)).unwrap_or(limit);
    let mut words = Vec::new();
    for at in start..end {
        let low = analysis.lower(analysis.tokens[at].bytes());
        let base = match analysis.tag(at) {
            Tag::Nn | Tag::Nns => counted::singular(low),
            Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => lemma::verb(low).into_owned(),
            _ => continue,
        };
        // "the commission": who gives numbers says not of what.
        let says = super::scene::is_institution(&base)
            || subject::gives().contains(base.as_str())
            || common().contains(base.as_str());
        if base.len() > 3 && !says && base.chars().all(char::is_alphabetic) {
            words.push(base);
        }
    }
    words
}
