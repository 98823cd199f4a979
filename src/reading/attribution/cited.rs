//! "The paper reported, citing two officials, that A": whom one who reports something cites for it says it too, within what is
//! reported. Found last, as these words tell nothing of where other claims begin and end.

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::draft::{Draft, Finder};
use super::scene::Scene;
use super::{Attribution, negation, nouns};

/// How many words may stand between who reports and whom it cites: "reported on Monday in its evening edition, citing".
const APART: usize = 12;

/// Adds to `found` what somebody is cited for, behind the attribution it stands in; what took the source for something said goes.
pub(super) fn add(scene: &Scene, found: Vec<(Attribution, Draft)>) -> Vec<(Attribution, Draft)> {
    let cited: Vec<(Range<usize>, Range<usize>)> = asides(scene);
    if cited.is_empty() && !found.iter().any(|(_, draft)| is_reason(scene, draft)) {
        return found;
    }
    // By whom each is cited.
    let mut heard: Vec<Option<(Range<usize>, Range<usize>)>> = vec![None; found.len()];
    for (cue, source) in cited {
        let by = found
            .iter()
            .enumerate()
            .filter(|(at, (_, draft))| heard[*at].is_none() && reports(scene, draft, &cue, &source))
            .min_by_key(|(_, (_, draft))| draft.head.abs_diff(cue.start));
        if let Some((at, _)) = by {
            heard[at] = Some((cue, source));
        }
    }
    let taken: Vec<usize> = heard.iter().flatten().map(|(cue, _)| cue.start).collect();
    let gone =
        |draft: &Draft| matches!(draft.cue.as_slice(), [cue] if taken.contains(&cue.start)) || is_reason(scene, draft);
    // Where each of them goes.
    let (mut places, mut next) = (Vec::with_capacity(found.len()), 0);
    for ((_, draft), heard) in found.iter().zip(&heard) {
        places.push((!gone(draft)).then_some(next));
        next += usize::from(!gone(draft)) + usize::from(heard.is_some());
    }
    let mut all = Vec::with_capacity(next);
    for ((mut attribution, draft), heard) in found.into_iter().zip(heard) {
        if gone(&draft) {
            continue;
        }
        attribution.within = attribution.within.and_then(|outer| places[outer]);
        let inner = heard.map(|(cue, source)| inner(scene, &attribution, &draft, cue, source, all.len()));
        all.push((attribution, draft));
        all.extend(inner);
    }
    all
}

/// Whether `draft`, which no rule knows, takes a reason for something said: "closed the plant, citing weak demand".
fn is_reason(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let says = |at: usize| a.tag(at).is_finite_verb() || scene.quotation_at(at).is_some();
    draft.finder == Finder::Spans
        && matches!(draft.cue.as_slice(), [cue] if cue.len() == 1 && a.low(cue.start) == "citing")
        && !draft.content.iter().flat_map(Clone::clone).any(says)
}

/// What whoever stands at `source` says, cited with `cue` for what `outer` reports, which is at `place`.
fn inner(
    scene: &Scene,
    outer: &Attribution,
    draft: &Draft,
    cue: Range<usize>,
    source: Range<usize>,
    place: usize,
) -> (Attribution, Draft) {
    let draft = Draft {
        rule: "cited",
        head: cue.start,
        cue: vec![cue.clone()],
        source: vec![source.clone()],
        listener: None,
        finder: Finder::Rule,
        ..draft.clone()
    };
    let attribution = Attribution {
        within: Some(place),
        confidence: outer.confidence,
        rule: "cited",
        ..Attribution::bare(outer.kind, vec![scene.a.bytes(source)], vec![scene.a.bytes(cue)], outer.content.clone())
    };
    (attribution, draft)
}

/// The words with which somebody is cited, and who: "citing two people with knowledge of the talks", "which cited a letter".
fn asides(scene: &Scene) -> Vec<(Range<usize>, Range<usize>)> {
    let a = scene.a;
    let mut found = Vec::new();
    for sentence in a.sentences.iter().filter(|sentence| sentence.prose) {
        for at in sentence.tokens.clone() {
            let before = at.checked_sub(1).filter(|&before| before >= sentence.tokens.start);
            let cites = match a.low(at) {
                "citing" | "quoting" => {
                    before.is_none_or(|before| matches!(a.word(before), "," | "—" | "–" | "-" | "(" | ":" | "”" | "\""))
                }
                "cited" | "cites" | "quoted" | "quotes" => {
                    before.is_some_and(|before| matches!(a.low(before), "which" | "who" | "that"))
                }
                _ => false,
            };
            if cites
                && scene.quotation_at(at).is_none()
                && let Some(source) = who(scene, at + 1, scene.bounds(at).end)
            {
                found.push((at..at + 1, source));
            }
        }
    }
    found
}

/// Who is cited from token `start` on, where that is somebody or a text, and no reason: "two officials", but not "weak demand".
fn who(scene: &Scene, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let a = scene.a;
    let base = nouns::base(a, start, ceiling)?;
    let last = base.end - 1;
    let named = base.clone().any(|at| a.tag(at).is_proper()) && !base.clone().all(|at| nouns::is_time(a, at));
    let adjective = a.tag(last).is_adjective().then(|| last.checked_sub(1)).flatten();
    if a.tag(start) == Tag::Prp || !named && !sources::may_say(a.low(adjective.unwrap_or(last))) {
        return None;
    }
    // What narrows it belongs to it, up to a mark: "a person who has seen the letter".
    let stop = (base.end..ceiling)
        .find(|&at| {
            matches!(a.word(at), "," | ";" | "." | "—" | "–" | ")" | "“" | "”" | "\"" | "!" | "?" | ":")
                || a.low(at) == "as" && a.tag(at + 1).is_verb()
        })
        .unwrap_or(ceiling);
    // "citing officials as saying that B" tells what they said.
    (a.low(stop) != "as").then_some(base.start..stop)
}

/// Whether `draft` is what is reported with `cue` and `source` beside it.
fn reports(scene: &Scene, draft: &Draft, cue: &Range<usize>, source: &Range<usize>) -> bool {
    let a = scene.a;
    let (Some(said), Some(own), Some(content)) = (draft.cue.first(), draft.source.first(), draft.content.first())
    else {
        return false;
    };
    let apart = |one: &Range<usize>| source.end <= one.start || one.end <= cue.start;
    let beside = if said.end <= cue.start {
        let between = said.end..cue.start;
        between.len() <= APART + own.len()
            && !between
                .clone()
                .any(|at| matches!(a.word(at), ";" | "”") || a.tag(at).is_finite_verb() && !own.contains(&at))
    } else {
        // "Citing a letter, the paper said", "The paper, citing a letter, said"
        said.start.saturating_sub(source.end) <= APART
    };
    // "The paper reports that A, citing two officials": what is reported stands between.
    let reporting =
        a.low(draft.head).starts_with("report") || matches!(a.low(draft.head), "writes" | "wrote" | "reveals");
    let around = reporting
        && draft.content.len() == 1
        && said.end <= content.start
        && content.end <= cue.start
        && content.end + 2 > cue.start;
    (beside || around)
        && a.sentence_of(said.start) == a.sentence_of(cue.start)
        && said.start != cue.start
        && a.tag(draft.head).is_verb()
        && apart(content)
        && apart(said)
        && !negation::negated(scene, draft)
}
