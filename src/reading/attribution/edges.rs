//! The edges of what the tagger of spans finds, where a rule that has the same cue knows them better: cue, source, content. [`super::mend`]
//! calls it.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::lemma;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::{Group, Shape};
use super::scene::Scene;
use super::{complement, lexicon, nouns};

/// The most words of a name that the tagger may have left out.
const NAME: usize = 3;

/// Gives `draft` all spans of `rule`.
pub(super) fn take_over(draft: &mut Draft, rule: &Draft) {
    draft.cue.clone_from(&rule.cue);
    draft.source.clone_from(&rule.source);
    draft.content.clone_from(&rule.content);
}

/// Sets the edges of cue, source and content of `draft` where `rule` knows them better. `labelled` are the tokens that the tagger has put
/// into a span.
pub(super) fn by_rule(scene: &Scene, draft: &mut Draft, rule: &Draft, labelled: &[bool]) {
    cue(scene, draft, rule);
    if source(scene, draft, rule, labelled) {
        return;
    }
    content(scene, draft, rule);
    what_hangs(scene, draft, rule);
}

/// A cue is one clause's: "who attended declined".
fn cue(scene: &Scene, draft: &mut Draft, rule: &Draft) {
    if let (Some(cue), Some(known)) = (draft.cue.first_mut(), rule.cue.first())
        && cue.contains(&known.start)
    {
        let groups = &scene.groups[scene.group_from(cue.start)..];
        let own = groups.iter().find(|group| group.head >= known.start);
        let finite = |group: &Group| group.shape == Shape::Finite;
        if own.is_some_and(finite) && groups.iter().take_while(|group| group.head < known.start).any(finite) {
            cue.start = known.start;
        }
    }
}

/// A source stands in its sentence and without when ("A day later a minister"); whether it was set anew, and all else with it is right.
fn source(scene: &Scene, draft: &mut Draft, rule: &Draft, labelled: &[bool]) -> bool {
    let a = scene.a;
    if let ([source], [known]) = (draft.source.as_mut_slice(), rule.source.as_slice()) {
        let sentence = |at: usize| a.sentence_of(at);
        // "The Emirates, which the army has accused of it, denied": the army has a verb of its own.
        let clause = |at: usize| matches!(a.low(at), "which" | "whom" | "who" | "whose");
        let comma = known.clone().find(|&at| a.word(at) == "," && clause(at + 1));
        if let Some(comma) =
            comma.filter(|&comma| comma < source.start && source.end <= known.end && comma > known.start)
        {
            *source = known.start..comma;
            return true;
        }
        // "a judge who friends say wants to retire": it is they who say so.
        if known.start > 0
            && matches!(a.low(known.start - 1), "who" | "which" | "that" | "whom")
            && source.start < known.start
            && (source.end == known.start || source.end == known.end)
            && known.end == rule.head
        {
            *source = known.clone();
            return true;
        }
        // "A win over the objections of critics who say it harms them": it is they who say so.
        if known.len() == 1
            && a.low(known.start) == "who"
            && !a.tag(known.start).is_proper()
            && source.end < known.start
            && a.word(known.start - 1) != ","
            && let Some(antecedent) = nouns::ending_at(a, known.start, scene.bounds(known.start).start)
            && source.end <= antecedent.start
        {
            // "the objections of Republicans who": a name is who, whatever it stands behind.
            let name = antecedent.clone().rev().take_while(|&at| a.tag(at).is_proper()).last();
            *source = name.unwrap_or(antecedent.start)..antecedent.end;
            return true;
        }
        let apart = sentence(source.start) != sentence(rule.head) && sentence(known.start) == sentence(rule.head);
        let said =
            draft.content.iter().chain(&draft.cue).any(|piece| piece.start < known.end && known.start < piece.end);
        if apart && !said {
            *source = known.clone();
        } else if known.start < source.start
            && source.start <= known.start + NAME
            && source.end <= known.end
            && a.word(source.start).starts_with(char::is_uppercase)
            && !nouns::is_time(a, known.start)
            && (known.start..source.start).all(|at| a.word(at).starts_with(char::is_uppercase) && !labelled[at])
        {
            // "Daily Crossing": a name is taken whole.
            source.start = known.start;
        } else if known.start < source.start
            && known.end == source.end
            && (known.start + 1..source.start)
                .any(|at| matches!(a.tag(at), Tag::Vbn | Tag::Vbd) && a.tag(at - 1).is_noun())
            && (known.start..source.start).all(|at| !labelled[at] && a.tag(at) != Tag::Punct)
        {
            // "A seller reached by phone", "a paper published in the journal": the phone does not speak.
            source.start = known.start;
        } else if known.start < source.start
            && known.end == source.end
            && (known.start..source.start)
                .all(|at| (a.tag(at).is_noun() || a.tag(at).is_adjective()) && !labelled[at] && !nouns::is_time(a, at))
        {
            // "Weather forecasters"
            source.start = known.start;
        } else if known.start == source.start
            && known.end < source.end
            && (a.low(known.end) == "on" || nouns::is_time(a, known.end))
            && nouns::time_end(a, known.end + usize::from(a.low(known.end) == "on")) == Some(source.end)
        {
            // "The White House on Friday"
            source.end = known.end;
        } else if known.start < source.start
            && known.end <= source.end
            && a.word(known.end - 1) == ")"
            && source.start < known.end
        {
            // "Arvento (NASDAQ: ARVN)": brackets come in pairs.
            *source = known.clone();
        } else if known.start == source.start
            && source.end < known.end
            && a.tag(source.end) == Tag::Vbg
            && rule.cue.first().is_some_and(|cue| known.end == cue.start)
        {
            // "One pastor | supporting Mr. Roe, Jan Holt, | said"
            *source = known.clone();
        } else if known.start == source.start
            && source.end < known.end
            && source.len() <= NAME
            && (source.end..known.end).all(|at| a.tag(at).is_noun())
        {
            // "WHO figures"
            source.end = known.end;
        } else if known.start < source.start
            && known.end < source.end
            && source.start < known.end
            && (known.end..source.end).all(|at| nouns::is_time(a, at))
        {
            // "Arvento (NASDAQ: ARVN) today"
            *source = known.clone();
        } else if source.start < known.start
            && known.end == source.end
            && (a.tag(known.start - 1).is_adverb()
                // "Under cross-examination Lenz"
                || source.start > 0
                    && a.tag(source.start - 1) == Tag::In
                    && (a.tag(known.start).is_proper()
                        // "In a statement Turkish forces"
                        || matches!(a.low(source.start), "a" | "an") && matches!(a.tag(source.end - 1), Tag::Nns | Tag::Nnps)))
        {
            source.start = known.start;
        }
    }
    false
}

/// A content begins behind whoever is told it and what tells when, and ends where another claim begins.
fn content(scene: &Scene, draft: &mut Draft, rule: &Draft) {
    let a = scene.a;
    // "told its owner that A": who is told is not what is told.
    if let (Some(listener), Some(said), Some(piece)) = (&rule.listener, rule.content.first(), draft.content.first_mut())
        && piece.start == listener.start
        && listener.end == said.start
        // "asked them to lift the limits": who is to do it is part of what is asked.
        && a.low(said.start) != "to"
        && said.start < piece.end
    {
        piece.start = said.start;
    }
    // "reported on Tuesday, without citing sources, that A": the aside is no part of it.
    // "promised at her hearing in March to act": nor is where and when.
    if let ("reported_that" | "intention", Some(said), Some(piece)) =
        (rule.rule, rule.content.first(), draft.content.first_mut())
        && piece.start < said.start
        && said.start < piece.end
        && (a.word(said.start - 1) == "," || a.tag(piece.start) == Tag::In)
        && rule.cue.last().is_some_and(|cue| cue.end <= piece.start)
        && (piece.start..said.start).all(|at| !a.tag(at).is_finite_verb())
    {
        piece.start = said.start;
    }
    // "Farmers protesting against the laws | said": the verb of whoever protests is no part of what against.
    if let ("reported_phrase", [said], [piece]) = (rule.rule, rule.content.as_slice(), draft.content.as_mut_slice())
        && piece.start == said.start
        && piece.contains(&said.end)
        && a.tag(rule.head) == Tag::Vbg
        && scene
            .groups
            .get(scene.group_from(said.end))
            .is_some_and(|group| group.tokens.start == said.end && group.shape == Shape::Finite)
    {
        piece.end = said.end;
    }
    // "will meet its allies adding that B": B is another claim.
    if let ([said], [piece]) = (rule.content.as_slice(), draft.content.as_mut_slice())
        && piece.contains(&said.end)
        && piece.start == said.start
        && a.low(said.end) == "adding"
        && a.low(said.end + 1) == "that"
    {
        piece.end = said.end;
    }
    // "claimed without | offering evidence | that A": with what it is claimed is no part of it.
    if let ("reported_that", [said], [piece], [cue]) =
        (rule.rule, rule.content.as_slice(), draft.content.as_mut_slice(), draft.cue.as_mut_slice())
        && cue.start < piece.start
        && piece.start <= said.start
        && said.start < piece.end
        && let Some(known) = rule.cue.last().filter(|known| complement::without(scene, known.end).is_some())
        && known.end <= cue.end
    {
        cue.end = known.end;
        piece.start = said.start;
    }
    // "According to Lee, whose remarks appeared in the Post, A": what tells of the source is no part of it.
    if let ("according_to", Some(known), Some(said), Some(piece)) =
        (rule.rule, rule.source.first(), rule.content.first(), draft.content.first_mut())
        && known.contains(&piece.start)
        && known.end <= said.start
        && said.start < piece.end
    {
        piece.start = said.start;
    }
    // "appeared to soften his tone, telling the radio that A": what stands before the comma is not what is told.
    if let ("reported_that", [said], [piece]) = (rule.rule, rule.content.as_slice(), draft.content.as_slice())
        && piece.end <= rule.cue.first().map_or(0, |cue| cue.start)
        && rule.cue.iter().all(|cue| cue.end <= said.start)
        && draft.source.is_empty()
    {
        take_over(draft, rule);
    }
}

/// What hangs on a source, or stands before a cue that has its clause behind, is not said.
fn what_hangs(scene: &Scene, draft: &mut Draft, rule: &Draft) {
    let a = scene.a;
    // "According to a doctor at the clinic, who …, A": the source is none of the cue.
    let overlong = |cue: &Range<usize>| {
        rule.rule == "according_to"
            && rule.cue.first().is_some_and(|known| cue.start == known.start && cue.end > known.end)
    };
    // "According to a doctor at the town's hospital, …"
    let of_source = |piece: &Range<usize>| {
        rule.rule == "according_to"
            && rule.cue.first().is_some_and(|cue| cue.start < piece.start)
            && rule.source.first().is_some_and(|source| source.start <= piece.start && piece.start < source.end)
    };
    if draft.cue.iter().any(overlong) || draft.content.iter().any(of_source) {
        take_over(draft, rule);
    }
    // "A, according to the network, which blamed the army": what the network did is not what it said.
    if rule.rule == "according_to" && draft.content.len() > 1 {
        let aside = |piece: &Range<usize>| {
            matches!(a.low(piece.start), "which" | "who")
                && draft.source.iter().any(|source| source.end <= piece.start && piece.start <= source.end + 1)
        };
        draft.content.retain(|piece| !aside(piece));
    }
    // "A, an official said on condition of | anonymity": nothing is said behind the cue.
    if rule.rule == "trailing_when"
        && rule.cue.last().is_some_and(|cue| draft.content.iter().all(|piece| piece.start >= cue.end))
    {
        take_over(draft, rule);
    }
    // “A,” one of them, Ahmed, a teacher, said: who speaks stands behind the quotation.
    if rule.rule == "quotation_after"
        && let ([piece], [said], [known]) =
            (draft.content.as_mut_slice(), rule.content.as_slice(), rule.source.as_slice())
        && piece.start == said.start
        && said.end < piece.end
        && piece.end <= known.end
        && known.start < piece.end
    {
        piece.end = said.end;
        draft.source.clone_from(&rule.source);
    }
    // "pledged two million and the city said": what the next speaker says is another's.
    if let ("reported_phrase", [said], [piece]) = (rule.rule, rule.content.as_slice(), draft.content.as_mut_slice())
        && piece.start == said.start
        && said.end < piece.end
        && scene.another_begins(piece.start, piece.end) == Some(said.end)
    {
        piece.end = said.end;
    }
    // "Lee declined to repeat the remarks, which were said to be crude": nobody is told to have said so.
    if matches!(rule.rule, "passive_to" | "passive_that" | "it_is_said") && rule.source.is_empty() {
        draft.source.retain(|source| scene.a.low(source.start.saturating_sub(1)) == "by");
    }
    // "The complaint, which the regulator confirmed it had received, runs to": the relative clause alone.
    let inserted = |head: usize| scene.groups.get(scene.group_from(head)).is_some_and(|group| scene.is_inserted(group));
    if rule.rule == "reported_clause" && inserted(rule.head) {
        draft.content.clone_from(&rule.content);
    }
    // "Though some doubt that A, the leaders said B": B alone is what they said.
    if let ("reported_that" | "reported_clause", [known], Some(said), Some(first)) =
        (rule.rule, rule.source.as_slice(), rule.content.first(), draft.content.first())
        && rule.cue.first().is_some_and(|cue| known.end == cue.start && cue.end <= said.start)
        && known.start > 0
        && a.word(known.start - 1) == ","
        && first.end < known.start
        && draft.content.last().is_some_and(|last| last.start == said.start)
        && draft.source.iter().all(|source| source.end < known.start)
    {
        take_over(draft, rule);
    }
    // What is told in a clause behind the cue is not told in the sentence before it as well, unless that is quoted.
    if matches!(rule.rule, "reported_that" | "reported_clause" | "reported_question") && draft.content.len() > 1 {
        let sentence = a.sentence_of(rule.head);
        draft
            .content
            .retain(|piece| a.sentence_of(piece.start) == sentence || scene.quotation_at(piece.start).is_some());
    }
    if rule.rule == "noun_that" && draft.source.iter().any(|source| weighs(scene, source.end, rule.head)) {
        draft.source.clear();
    }
}

/// Whether a verb between token `from` and the noun at `noun` says that somebody else's claim is looked at.
fn weighs(scene: &Scene, from: usize, noun: usize) -> bool {
    static VERBS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let verbs = VERBS.get_or_init(|| lexicon::lines(include_str!("lexicon/weighing.txt")).map(str::trim).collect());
    let groups = &scene.groups[scene.group_from(from)..];
    groups
        .iter()
        .take_while(|group| group.head < noun)
        .any(|group| verbs.contains(lemma::verb(scene.a.low(group.head)).as_ref()))
}
