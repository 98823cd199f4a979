//! Where rules and the tagger of spans meet: candidates with what speaks for and against each.
//!
//! What the tagger finds is a candidate, named after the rule that has the same cue, if one has. What a rule alone finds
//! is a nested claim where its cue stands in a content, and else a candidate of its own.

use std::ops::Range;

use super::super::spans::Labelled;
use super::super::spans::label::{OUTSIDE, Role, begin, inside};
use super::super::spans::sight::Sight;
use super::Attribution;
use super::complement::complement;
use super::confidence::{self, Evidence, Fact};
use super::draft::{Draft, Finder};
use super::groups::Shape;
use super::kind::kind;
use super::lexicon::{Class, Frames};
use super::link::{Linked, link};
use super::mend::{mend, trimmed};
use super::scene::Scene;
use super::{reported, standing};
use crate::model::ClaimKind;

/// A claim that may be one.
pub(super) struct Candidate {
    pub draft: Draft,
    /// What speaks for it; `None` for a nested claim, which only the rules know.
    pub evidence: Option<Evidence>,
    /// What its standing adds to that, in log odds.
    pub standing: f64,
}

/// All candidates, in no particular order.
pub(super) fn candidates(
    scene: &Scene,
    rules: Vec<(Attribution, Draft)>,
    paragraphs: &[Labelled],
    sights: &[Sight],
) -> Vec<Candidate> {
    let mut linked = link(paragraphs, sights);
    // For each token the rule whose cue holds it, and what the tagger takes it for, plus one.
    let mut rule_at = vec![0u32; sights.len()];
    for (index, (_, draft)) in rules.iter().enumerate() {
        for at in draft.cue.iter().flat_map(Clone::clone) {
            if rule_at[at] == 0 || at == draft.head {
                rule_at[at] = index as u32 + 1;
            }
        }
    }
    let mut labelled = labelled(paragraphs, sights.len());
    let same = |one: &Linked| {
        let cue = || one.cue.iter().flat_map(Clone::clone);
        cue()
            .filter_map(|at| (rule_at[at] as usize).checked_sub(1))
            .find(|&rule| cue().any(|at| at == rules[rule].1.head))
    };
    give_back(&mut linked, &rules, &labelled, |one| same(one).is_some_and(|rule| rules[rule].1.trails()));
    cut_where_another_speaks(scene, &mut linked, &rules, same);
    leave_quotations_whole(&mut linked, &rules, same);
    leave_others_apart(scene, &mut linked, &rules, same);
    end_before_trailing(&mut linked, &rules, same);
    linked.retain(|one| {
        same(one).is_some() || one.cue.first().is_none_or(|cue| !reported::keeps_name_back(scene, cue.clone()))
    });
    take_earlier_paragraphs(scene, &mut linked, &labelled);
    let bare = Bare::new(&rules, &linked);
    let (mut cue_at, mut content_at) = (vec![false; sights.len()], vec![0u32; sights.len()]);

    // The candidate that each rule went into, plus one.
    let mut used = vec![0u32; rules.len()];
    let mut candidates: Vec<Candidate> = Vec::with_capacity(linked.len() + rules.len());
    for one in &linked {
        let same = same(one).or_else(|| bare.rule(&rules, one, &labelled));
        if let Some(rule) = same.filter(|_| one.cue.is_empty())
            && let Some(first) = (used[rule] as usize).checked_sub(1)
        {
            // A quotation that runs over paragraphs is one claim.
            for at in one.content.iter().flat_map(Clone::clone) {
                (content_at[at], labelled[at]) = (used[rule], true);
            }
            candidates[first].draft.content.extend(one.content.iter().cloned());
            continue;
        }
        let index = candidates.len() as u32 + 1;
        if let Some(rule) = same {
            used[rule] = index;
        }
        let rule = same.map(|rule| &rules[rule].1);
        let mut draft = draft(scene, one, rule);
        if let Some(rule) = rule.filter(|_| one.cue.is_empty()) {
            (draft.cue, draft.source) = (rule.cue.clone(), rule.source.clone());
        }
        mend(scene, &mut draft, rule, &labelled);
        let kind = kind(scene, &pieces(scene, &draft.content));
        let evidence = tagged(one, rule, &paragraphs[one.paragraph], kind);
        draft.cue.iter().flat_map(Clone::clone).for_each(|at| cue_at[at] = true);
        for at in draft.content.iter().flat_map(Clone::clone) {
            (content_at[at], labelled[at]) = (index, true);
        }
        candidates.push(Candidate { draft, evidence: Some(evidence), standing: 0.0 });
    }
    for ((attribution, draft), used) in rules.into_iter().zip(used) {
        if used != 0 {
            continue;
        }
        let outer = content_at.get(draft.head).and_then(|&outer| (outer as usize).checked_sub(1));
        if (outer.is_some() || attribution.within.is_some()) && !is_told(scene, &draft) {
            continue;
        }
        if let Some(outer) = outer {
            // "declined to confirm A": what is said is the whole.
            if opens(scene, &draft, &candidates[outer].draft) {
                continue;
            }
            let inner = clipped(draft, &candidates[outer].draft.content);
            if let Some(draft) = inner.and_then(|draft| trimmed(scene, draft)) {
                candidates.push(Candidate { draft, evidence: None, standing: 0.0 });
            }
            continue;
        }
        if attribution.within.is_some() {
            candidates.extend(trimmed(scene, draft).map(|draft| Candidate { draft, evidence: None, standing: 0.0 }));
            continue;
        }
        // What holds a cue of the tagger's is not what one voice says, and what it has labelled is said already.
        let said = || draft.content.iter().flat_map(Clone::clone);
        let taken = said().filter(|&at| content_at[at] != 0).count();
        // … but for what a cue at the end says of all: "A believes that B, C said".
        let taken_up = draft.cue.iter().flat_map(Clone::clone).chain([draft.head]).any(|at| cue_at[at]);
        let turn = draft.rule == "transcript_turn";
        if taken_up || !draft.trails() && !turn && (said().any(|at| cue_at[at]) || 2 * taken > said().count()) {
            continue;
        }
        let evidence = ruled(&draft, paragraphs, attribution.kind);
        let standing = standing::log_odds(scene, &draft);
        candidates.push(Candidate { draft, evidence: Some(evidence), standing });
    }
    candidates
}

/// Which tokens the tagger has put into a span.
fn labelled(paragraphs: &[Labelled], tokens: usize) -> Vec<bool> {
    let mut labelled = vec![false; tokens];
    for paragraph in paragraphs {
        for (at, &label) in paragraph.tokens.clone().zip(&paragraph.labels) {
            labelled[at] = label != OUTSIDE;
        }
    }
    labelled
}

/// How many words may stand between a cue and its content: "insisted on Friday that".
const WHEN: usize = 4;

/// "The premier insisted that A, as his partners warned that B": where the tagger misses a cue, its content goes to the
/// next; the rule that has that cue and little else for its content gets it back. Where that is all the next one has
/// ("insisted on Tuesday, after a week, that A and urged caution"), the cue is the rule's; not so where it `trails`.
fn give_back(
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    labelled: &[bool],
    trails: impl Fn(&Linked) -> bool,
) {
    let mut missed: Vec<&Draft> = rules
        .iter()
        .filter(|(attribution, draft)| attribution.within.is_none() && !labelled[draft.head])
        .map(|(_, draft)| draft)
        .collect();
    missed.sort_by_key(|draft| draft.content.first().map_or(0, |piece| piece.start));
    let owner = |piece: &Range<usize>| {
        let from = missed.partition_point(|draft| draft.content[0].start < piece.start);
        missed.get(from).copied().filter(|draft| draft.content[0].start == piece.start)
    };
    let right_before = |draft: &Draft, piece: &Range<usize>| {
        draft.cue.iter().any(|cue| cue.end <= piece.start && piece.start <= cue.end + WHEN)
    };
    for one in linked.iter_mut().filter(|one| !one.cue.is_empty()) {
        if let [piece] = one.content.as_slice() {
            let behind = one.cue.first().is_some_and(|cue| cue.start >= piece.end);
            let clause =
                |draft: &&Draft| matches!(draft.rule, "reported_that" | "reported_clause" | "quotation_before");
            if let Some(draft) = owner(piece).filter(clause).filter(|_| behind && !trails(one)) {
                one.cue.clone_from(&draft.cue);
                if one.source.iter().all(|source| source.start >= piece.end) {
                    one.source.clone_from(&draft.source);
                }
            }
            continue;
        }
        let owned = |piece: &Range<usize>| owner(piece).is_some_and(|draft| right_before(draft, piece));
        let kept: Vec<Range<usize>> = one.content.iter().filter(|piece| !owned(piece)).cloned().collect();
        if !kept.is_empty() {
            one.content = kept;
        }
    }
}

/// How many words may join two claims of one sentence: "; and", ", but".
const JOINED: usize = 2;

/// "The mayor said that A; the union said that B": a content ends where its rule ends it, if somebody else speaks next.
/// `same` tells the rule that has the cue of what the tagger found.
fn cut_where_another_speaks(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let first = |draft: &Draft| draft.source.iter().chain(&draft.cue).map(|span| span.start).min();
    let clause = |draft: &Draft| matches!(draft.rule, "reported_that" | "reported_clause" | "quotation_before");
    let reports = |draft: &Draft| clause(draft) || draft.rule.starts_with("reported_");
    let mut speaks: Vec<usize> = rules
        .iter()
        .filter(|(attribution, draft)| attribution.within.is_none() && !draft.source.is_empty())
        .filter_map(|(_, draft)| {
            // "would not say whether": the subject stands before what is said.
            let withholds = scene.withholds(scene.group_from(draft.head));
            let cue = draft.cue.first()?.start;
            let shared = matches!(scene.a.low(cue.saturating_sub(1)), "and" | "but");
            let start = if withholds || shared { cue } else { first(draft)? };
            let apart = start > 0 && scene.a.word(start - 1) == ";";
            (clause(draft) || withholds || apart && reports(draft)).then_some(start)
        })
        .collect();
    speaks.sort_unstable();
    for one in linked.iter_mut() {
        let Some(rule) = same(one).map(|rule| &rules[rule].1).filter(|rule| clause(rule)) else { continue };
        let Some(end) = rule.content.last().map(|piece| piece.end) else { continue };
        for piece in &mut one.content {
            let next = speaks.get(speaks.partition_point(|&start| start < end)).copied();
            if piece.start < end && next.is_some_and(|next| next < piece.end && next <= end + JOINED) {
                piece.end = end;
            }
        }
    }
}

/// "Traders warn that A. “B. C,” Lee said": what is quoted in one breath is all hers, though the tagger began it with the
/// claim before.
fn leave_quotations_whole(
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(before), Some(one)) = (before.last_mut(), from.first_mut()) else { continue };
        let rule = same(one).map(|rule| &rules[rule].1).filter(|rule| rule.rule == "quotation_after");
        let Some(start) = rule.and_then(|rule| rule.content.first()).map(|quotation| quotation.start) else { continue };
        let (Some(said), Some(quoted)) = (before.content.last_mut(), one.content.first_mut()) else { continue };
        if said.start <= start && start < said.end && said.end <= quoted.start {
            (said.end, quoted.start) = (start, start);
            before.content.retain(|piece| !piece.is_empty());
        }
    }
}

/// "…, with Karsh insisting that A, three diplomats told Reuters": what begins inside of what a cue at the end speaks for ends there.
fn end_before_trailing(linked: &mut [Linked], rules: &[(Attribution, Draft)], same: impl Fn(&Linked) -> Option<usize>) {
    let mut trailing: Vec<(usize, usize)> = rules
        .iter()
        .enumerate()
        .filter(|(_, (attribution, draft))| attribution.within.is_none() && draft.rule == "trailing_when")
        .map(|(index, (_, draft))| (draft.head, index))
        .collect();
    trailing.sort_unstable();
    for one in linked.iter_mut() {
        let own = same(one);
        for piece in &mut one.content {
            let next = trailing.partition_point(|&(head, _)| head < piece.start);
            let Some(&(head, index)) = trailing.get(next).filter(|&&(head, _)| head < piece.end) else { continue };
            let Some(said) = rules[index].1.content.first().filter(|said| said.start < piece.start) else { continue };
            if own != Some(index) && said.end > piece.start && said.end < head {
                piece.end = said.end;
            }
        }
    }
}

/// “A. ¶ “B.”: where the tagger knows the last paragraph of a quotation without a cue for somebody's words, so are those before.
fn take_earlier_paragraphs(scene: &Scene, linked: &mut [Linked], labelled: &[bool]) {
    for one in linked.iter_mut().filter(|one| one.cue.is_empty()) {
        let mut place = one.content.first().and_then(|piece| scene.quotation_at(piece.start));
        while let Some(before) = place.and_then(|place| scene.continued(place)) {
            let tokens = scene.quotation_tokens(before);
            if tokens.clone().any(|at| labelled[at]) {
                break;
            }
            one.content.insert(0, tokens);
            place = Some(before);
        }
    }
}

/// “A,” she said. A neighbour said B: a sentence that another cue governs, with a source of its own, is no part of what is quoted
/// before it.
fn leave_others_apart(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let mut heads: Vec<usize> = rules
        .iter()
        .filter(|(attribution, draft)| attribution.within.is_none() && !draft.source.is_empty())
        .map(|(_, draft)| draft.head)
        .collect();
    heads.sort_unstable();
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = same(one).map(|rule| &rules[rule].1).filter(|rule| rule.rule.starts_with("quotation_")) else {
            continue;
        };
        let others = |piece: &Range<usize>| {
            let apart = scene.a.sentence_of(piece.start) != scene.a.sentence_of(rule.head);
            let governed =
                heads.get(heads.partition_point(|&head| head < piece.start)).is_some_and(|&head| head < piece.end);
            piece.start > rule.head && apart && governed && piece.clone().all(|at| scene.quotation_at(at).is_none())
        };
        one.content.retain(|piece| !others(piece));
    }
}

/// The rules that may have what the tagger found without a cue.
struct Bare {
    /// For each token the outermost rule in whose content it stands, plus one; empty where no cue is missing.
    rule_at: Vec<u32>,
}

impl Bare {
    fn new(rules: &[(Attribution, Draft)], linked: &[Linked]) -> Self {
        let mut rule_at = Vec::new();
        if linked.iter().any(|one| one.cue.is_empty()) {
            for (index, (_, draft)) in rules.iter().enumerate().filter(|(_, (rule, _))| rule.within.is_none()) {
                for at in draft.content.iter().flat_map(Clone::clone) {
                    if rule_at.len() <= at {
                        rule_at.resize(at + 1, 0);
                    }
                    rule_at[at] = index as u32 + 1;
                }
            }
        }
        Self { rule_at }
    }

    /// The rule whose content `one`, without a cue, stands in, if its cue is nobody else's or it is quoted there.
    fn rule(&self, rules: &[(Attribution, Draft)], one: &Linked, labelled: &[bool]) -> Option<usize> {
        let (first, last) = (one.content.first()?, one.content.last()?);
        let rule_of = |at: usize| (self.rule_at.get(at).copied().unwrap_or(0) as usize).checked_sub(1);
        let rule = rule_of(first.start).filter(|_| one.cue.is_empty())?;
        let draft = &rules[rule].1;
        let speech = draft.rule.starts_with("quotation_") || draft.rule.starts_with("transcript");
        let free = draft.cue.iter().flat_map(Clone::clone).all(|at| !labelled[at]);
        let goes_on = draft.content.iter().skip(1).any(|piece| piece.start <= first.start && first.start < piece.end);
        (speech && rule_of(last.end - 1) == Some(rule) && (free || goes_on)).then_some(rule)
    }
}

/// Whether `draft`, which stands in what another says, tells of somebody's words: what somebody offered, suspected or voted for is
/// part of the story, unless a clause says what was meant; so is what nobody said.
fn is_told(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let nobody = draft.source.first().is_some_and(|source| {
        source.len() == 1 && matches!(a.low(source.start), "nobody" | "none" | "anyone" | "anybody")
            || source.len() == 2
                && matches!((a.low(source.start), a.low(source.start + 1)), ("no", "one") | ("anyone", "who"))
    });
    if nobody {
        return false;
    }
    // "took allegations of misuse seriously" is no clause.
    if draft.rule == "light_verb" {
        let clause = draft.content.first().is_some_and(|content| matches!(a.low(content.start), "that" | "to"));
        return clause || draft.content.first().is_some_and(|content| a.low(content.start.saturating_sub(1)) == "that");
    }
    let group = scene.groups.get(scene.group_from(draft.head)).filter(|group| group.head == draft.head);
    let Some((group, cue)) = group.and_then(|group| Some((group, group.cue?))) else { return true };
    // "I don't need to know who took it"
    if group.shape == Shape::Infinitive && cue.class == Class::Think {
        return false;
    }
    let phrase = matches!(draft.rule, "reported_phrase" | "reported_about" | "reported_gerund");
    !phrase
        || group.shape == Shape::Finite
            && matches!(
                cue.class,
                Class::Accuse
                    | Class::Oppose
                    | Class::Deny
                    | Class::Describe
                    | Class::Call
                    | Class::Admit
                    | Class::Agree
            )
            && !matches!(cue.lemma, "suspect" | "vote for" | "vote against" | "vote")
}

/// Whether `inner` is the infinitive that the content of `outer` begins with.
fn opens(scene: &Scene, inner: &Draft, outer: &Draft) -> bool {
    let (Some(cue), Some(content)) = (inner.cue.first(), outer.content.first()) else { return false };
    cue.start == content.start && scene.a.low(cue.start) == "to"
}

fn pieces(scene: &Scene, tokens: &[Range<usize>]) -> Vec<Range<usize>> {
    tokens.iter().map(|tokens| scene.a.bytes(tokens.clone())).collect()
}

/// `draft` within `content`, the piece that holds its head; `None` where nothing of what it says is left.
fn clipped(mut draft: Draft, content: &[Range<usize>]) -> Option<Draft> {
    let holder = content.iter().find(|piece| piece.contains(&draft.head))?;
    for piece in &mut draft.content {
        *piece = piece.start.max(holder.start)..piece.end.min(holder.end);
    }
    draft.content.retain(|piece| piece.start < piece.end);
    (!draft.content.is_empty()).then_some(draft)
}

/// The draft of what the tagger found.
fn draft(scene: &Scene, one: &Linked, rule: Option<&Draft>) -> Draft {
    let cue = one.cue.first().cloned().unwrap_or(0..0);
    let group = (scene.group_from(cue.start)..scene.groups.len())
        .take_while(|&group| scene.groups[group].head < cue.end)
        .last();
    let listener = rule.map_or_else(
        || {
            let group = group?;
            let frames = scene.groups[group].cue?.frames;
            frames.any(Frames::OBJ).then(|| complement(scene, group, frames).listener)?
        },
        |rule| rule.listener.clone(),
    );
    let apart = |listener: &Range<usize>| {
        one.content.iter().all(|piece| piece.end <= listener.start || listener.end <= piece.start)
    };
    let first = one.content.first().map_or(0, |piece| piece.start);
    let head = group.map(|group| scene.groups[group].head).or(cue.end.checked_sub(1)).unwrap_or(first);
    Draft {
        content: one.content.clone(),
        cue: one.cue.clone(),
        source: one.source.clone(),
        listener: listener.filter(apart),
        head: rule.map_or(if cue.is_empty() { first } else { head }, |rule| rule.head),
        rule: rule.map_or("spans", |rule| rule.rule),
        finder: if rule.is_some() { Finder::Both } else { Finder::Spans },
        confidence: 0.0,
    }
}

fn length(tokens: &[Range<usize>]) -> usize {
    tokens.iter().map(ExactSizeIterator::len).sum()
}

/// What speaks for a claim that the tagger found.
fn tagged(one: &Linked, rule: Option<&Draft>, paragraph: &Labelled, kind: ClaimKind) -> Evidence {
    let mut evidence = Evidence::new(kind, length(&one.content));
    let spans = |tokens: &[Range<usize>]| -> f64 {
        let Some(posterior) = &paragraph.posterior else { return 0.0 };
        let within = |piece: &Range<usize>| piece.start >= paragraph.tokens.start && piece.end <= paragraph.tokens.end;
        tokens
            .iter()
            .filter(|piece| within(piece))
            .map(|piece| {
                let start = piece.start - paragraph.tokens.start;
                posterior.span(start, &paragraph.labels[start..piece.end - paragraph.tokens.start])
            })
            .fold(0.0, f64::min)
    };
    evidence.set(Fact::CueSpan, spans(&one.cue));
    evidence.set(Fact::ContentSpan, spans(&one.content));
    evidence.set(Fact::SourceSpan, spans(&one.source));
    evidence.set(Fact::NoCue, f64::from(u8::from(one.cue.is_empty())));
    evidence.set(Fact::NoSource, f64::from(u8::from(one.source.is_empty())));
    if let Some(rule) = rule {
        evidence.set(Fact::Both, 1.0);
        evidence.set(Fact::RuleOfBoth, confidence::log_odds(confidence::of_rule(rule.rule)));
        let shared: usize = rule
            .content
            .iter()
            .flat_map(|piece| {
                one.content
                    .iter()
                    .map(move |other| piece.end.min(other.end).saturating_sub(piece.start.max(other.start)))
            })
            .sum();
        let all = length(&rule.content) + length(&one.content) - shared;
        evidence.set(Fact::SameContent, shared as f64 / all.max(1) as f64);
    }
    evidence
}

/// What speaks for a claim that a rule alone found.
fn ruled(draft: &Draft, paragraphs: &[Labelled], kind: ClaimKind) -> Evidence {
    let mut evidence = Evidence::new(kind, length(&draft.content));
    evidence.set(Fact::RuleOnly, 1.0);
    evidence.set(Fact::RuleAlone, confidence::log_odds(confidence::of_rule(draft.rule)));
    evidence.set(Fact::NoSource, f64::from(u8::from(draft.source.is_empty())));
    let chance = |role: Role, tokens: &mut dyn Iterator<Item = usize>| {
        let (mut sum, mut count) = (0.0, 0);
        for at in tokens {
            count += 1;
            let holder = paragraphs.partition_point(|paragraph| paragraph.tokens.end <= at);
            let Some(paragraph) = paragraphs.get(holder).filter(|paragraph| paragraph.tokens.contains(&at)) else {
                continue;
            };
            let Some(posterior) = &paragraph.posterior else { continue };
            let place = at - paragraph.tokens.start;
            sum += posterior.token(place, begin(role)) + posterior.token(place, inside(role));
        }
        confidence::log_odds(sum / f64::from(count.max(1)))
    };
    evidence.set(Fact::CueChance, chance(Role::Cue, &mut draft.cue.iter().flat_map(Clone::clone)));
    evidence.set(Fact::ContentChance, chance(Role::Content, &mut draft.content.iter().flat_map(Clone::clone)));
    evidence
}
