//! Where rules and the tagger of spans meet: candidates with what speaks for and against each.
//!
//! What the tagger finds is a candidate, named after the rule that has the same cue, if one has. What a rule alone finds
//! is a nested claim where its cue stands in a content, and else a candidate of its own.

use std::ops::Range;

use super::super::spans::Labelled;
use super::super::spans::label::{OUTSIDE, Role, begin, inside};
use super::super::spans::sight::Sight;
use super::Attribution;
use super::apart;
use super::by_account;
use super::complement::complement;
use super::confidence::{self, Evidence, Fact};
use super::draft::{Draft, Finder};
use super::kind::kind;
use super::lexicon::Frames;
use super::link::{Linked, link};
use super::mend::{mend, trimmed};
use super::scene::Scene;
use super::{reported, standing, told};
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
    apart::set_apart(scene, &mut linked, &rules, &labelled, same);
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
        // Who speaks the tagger may miss where it knows the cue.
        if let Some(rule) = rule.filter(|_| draft.source.is_empty() && !draft.cue.is_empty()) {
            draft.source.clone_from(&rule.source);
        }
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
        if (outer.is_some() || attribution.within.is_some()) && !told::is_told(scene, &draft) {
            continue;
        }
        if let Some(outer) = outer {
            // "declined to confirm A": what is said is the whole. So is it in "dismissed | reports that A".
            let holder = &candidates[outer].draft;
            let shared =
                draft.cue.iter().flat_map(Clone::clone).any(|at| holder.cue.iter().any(|cue| cue.contains(&at)));
            if shared || opens(scene, &draft, holder) || told::is_denied(scene, holder, &draft) {
                continue;
            }
            let inner = clipped(draft, &candidates[outer].draft.content);
            if let Some(draft) = inner.and_then(|draft| trimmed(scene, draft)) {
                candidates.push(Candidate { draft, evidence: None, standing: 0.0 });
            }
            continue;
        }
        // "groups supporting Roe have spent more": that describes them.
        if reported::describes_subject(scene, &draft) {
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
        let whole = matches!(draft.rule, "transcript_turn" | "taken_up" | "it_is_said" | by_account::RULE);
        if taken_up || !draft.trails() && !whole && (said().any(|at| cue_at[at]) || 2 * taken > said().count()) {
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
