//! What the tagger of spans has taken together and what it has taken apart, put right by the rules before the two meet ([`super::agree`]).

use std::ops::Range;

use super::Attribution;
use super::draft::Draft;
use super::lexicon::Frames;
use super::link::Linked;
use super::scene::Scene;
use super::{known, left_out, reach, reported, unsaid};

/// Sets the spans of what the tagger found apart where `rules` or the marks of the text know that two voices meet, and together
/// where one goes on. `labelled` are the tokens that it has put into a span; `same` tells the rule that has the cue of what it found.
pub(super) fn set_apart(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    labelled: &[bool],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let rule_of = |one: &Linked| same(one).map(|rule| &rules[rule].1);
    unsaid::leave_out_datelines(scene, linked);
    unsaid::leave_out_things_told(scene, linked);
    left_out::leave_out_who_is_asked(scene, linked, rule_of);
    unsaid::leave_out_names(scene, linked);
    unsaid::leave_out_what_is_done(scene, linked, rule_of);
    unsaid::leave_out_what_is_described(scene, linked, rule_of);
    left_out::leave_out_what_others_hold(scene, linked, rule_of);
    left_out::leave_out_where_it_was_said(scene, linked, rule_of);
    left_out::leave_out_who_is_cited(scene, linked, rules);
    known::take_what_rules_know(scene, linked, rules);
    left_out::leave_out_what_it_hangs_on(scene, linked, rule_of);
    left_out::leave_out_what_introduces(scene, linked, rules);
    left_out::leave_out_earlier_sentences(scene, linked, rules, rule_of);
    left_out::leave_out_what_hangs_on_them(scene, linked, rule_of);
    known::leave_to_gestures(linked, rules, &same);
    known::leave_to_whose_account_it_is(linked, rules, rule_of);
    unsaid::leave_out_who_it_is(scene, linked, rule_of);
    known::take_pronouns_alone(scene, linked);
    known::leave_to_whoever_asks(linked, rules, rule_of);
    known::leave_to_whoever_answers(linked, rule_of);
    known::leave_to_the_first_verb(scene, linked, rules, &same);
    known::leave_to_who_fears(scene, linked, rules, rule_of);
    known::take_in_what_is_nested(linked, rules, &same);
    known::take_subjects_beside(scene, linked, rule_of);
    reach::take_what_is_broken(scene, linked, rules, rule_of);
    reach::end_at_semicolons(scene, linked, rule_of);
    reach::end_where_clause_goes_on(scene, linked, rules, rule_of);
    reach::fill_what_is_said(scene, linked, rules, labelled, rule_of);
    give_back(linked, rules, labelled, |one| same(one).is_some_and(|rule| rules[rule].1.trails()));
    cut_where_another_speaks(scene, linked, rules, rule_of);
    leave_quotations_whole(linked, rule_of);
    keep_with_speaker(scene, linked, rules, &same);
    leave_others_apart(scene, linked, rules, rule_of);
    end_before_trailing(linked, rules, &same);
    known::take_what_trails_whole(scene, linked, rule_of);
    known::leave_to_who_assures(linked, rules, rule_of);
    left_out::leave_out_what_nobody_began(scene, linked);
    left_out::leave_out_what_stands_before(scene, linked, rule_of);
    left_out::leave_out_what_is_taken_up(linked, rules, rule_of);
    linked.retain(|one| {
        same(one).is_some() || one.cue.first().is_none_or(|cue| !reported::keeps_name_back(scene, cue.clone()))
    });
    take_earlier_paragraphs(scene, linked, labelled);
}

/// The first of `sorted` tokens that is not before `at`.
fn next_from(sorted: &[usize], at: usize) -> Option<usize> {
    sorted.get(sorted.partition_point(|&token| token < at)).copied()
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
    // What is labelled and led to no claim is missed too.
    let mut led = vec![false; labelled.len()];
    linked
        .iter()
        .flat_map(|one| one.cue.iter().chain(&one.source))
        .flat_map(Clone::clone)
        .for_each(|at| led[at] = true);
    let mut missed: Vec<&Draft> = rules
        .iter()
        .filter(|(attribution, draft)| attribution.within.is_none() && !led[draft.head])
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
fn cut_where_another_speaks<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    // "doubts that A; he says B", "said A, with one adding that B": the mark that parts whoever speaks from a token on.
    let mark_before = |at: usize| {
        let word = |back: usize| at.checked_sub(back).map_or("", |at| scene.a.low(at));
        let with = word(1) == "with" && word(2) == ",";
        (with || word(1) == ";").then(|| at - 1 - usize::from(with))
    };
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
            // "believes that A, and has warned of B": its rule knows where A ends.
            let goes_on = shared && cue > 1 && scene.a.word(cue - 2) == ",";
            let start = if withholds || shared { cue } else { first(draft)? };
            let apart = mark_before(start).is_some();
            (clause(draft) || withholds || apart && draft.rule == "placing" || (apart || goes_on) && reports(draft))
                .then_some(start)
        })
        .collect();
    speaks.sort_unstable();
    for one in linked.iter_mut() {
        for piece in &mut one.content {
            let next = next_from(&speaks, piece.start + 1).filter(|&next| next < piece.end);
            if let Some(mark) =
                next.and_then(mark_before).filter(|&mark| mark > piece.start && scene.quotation_at(mark).is_none())
            {
                piece.end = mark;
            }
        }
        let ends = |rule: &&Draft| clause(rule) || rule.rule == "passive_question";
        let Some(rule) = rule_of(one).filter(ends) else { continue };
        let Some(end) = rule.content.last().map(|piece| piece.end) else { continue };
        for piece in &mut one.content {
            let next = next_from(&speaks, end);
            if piece.start < end && next.is_some_and(|next| next < piece.end && next <= end + JOINED) {
                piece.end = end;
            }
        }
    }
}

/// "Traders warn that A. “B. C,” Lee said": what is quoted in one breath is all hers, though the tagger began it with the
/// claim before.
fn leave_quotations_whole<'r>(linked: &mut [Linked], rule_of: impl Fn(&Linked) -> Option<&'r Draft>) {
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(before), Some(one)) = (before.last_mut(), from.first_mut()) else { continue };
        let rule = rule_of(one).filter(|rule| rule.rule == "quotation_after");
        let Some(start) = rule.and_then(|rule| rule.content.first()).map(|quotation| quotation.start) else { continue };
        let (Some(said), Some(quoted)) = (before.content.last_mut(), one.content.first_mut()) else { continue };
        if said.start <= start && start < said.end && said.end <= quoted.start {
            (said.end, quoted.start) = (start, start);
            before.content.retain(|piece| !piece.is_empty());
        }
    }
}

/// “A,” he said. “B.” She insisted that C: what goes on from a quotation in a sentence of its own is not what the next speaker
/// said, who has other words.
fn keep_with_speaker(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let mut follows: Vec<(usize, usize)> = rules
        .iter()
        .enumerate()
        .filter(|(_, (attribution, draft))| attribution.within.is_none() && draft.rule == "quotation_after")
        .flat_map(|(index, (_, draft))| draft.content.iter().skip(1).map(move |piece| (piece.start, index)))
        .collect();
    if follows.is_empty() {
        return;
    }
    follows.sort_unstable();
    let mut moved = Vec::new();
    for one in linked.iter_mut() {
        let own = same(one);
        let Some(cue) = one.cue.first().map(|cue| cue.start) else { continue };
        // "“B.” Smith added" may be hers; "“B.” Others were less convinced" is not.
        let quotes = scene.groups.get(scene.group_from(cue)).is_some_and(|group| {
            group.tokens.start <= cue + 2 && group.cue.is_some_and(|cue| cue.frames.any(Frames::QUOTE))
        });
        let says_more = own.map_or(!quotes, |own| !rules[own].1.rule.starts_with("quotation_"));
        one.content.retain(|piece| {
            let speaker = follows.binary_search_by_key(&piece.start, |&(start, _)| start).map(|place| follows[place].1);
            let earlier = piece.end <= cue && scene.a.sentence_of(piece.end - 1) != scene.a.sentence_of(cue);
            match speaker {
                Ok(speaker) if says_more && earlier && own != Some(speaker) => {
                    moved.push((speaker, piece.clone()));
                    false
                }
                _ => true,
            }
        });
        if one.content.is_empty()
            && let Some(own) = own
        {
            one.content.clone_from(&rules[own].1.content);
        }
    }
    linked.retain(|one| !one.content.is_empty());
    for (speaker, piece) in moved {
        // The speaker's own claim stands a few places before.
        if let Some(one) = linked.iter_mut().find(|one| same(one) == Some(speaker)) {
            one.content.push(piece);
            one.content.sort_unstable_by_key(|piece| piece.start);
        }
    }
}

/// "…, with Karsh insisting that A, three diplomats told Reuters": what begins inside of what a cue at the end speaks for ends there.
fn end_before_trailing(linked: &mut [Linked], rules: &[(Attribution, Draft)], same: impl Fn(&Linked) -> Option<usize>) {
    let mut trailing: Vec<(usize, usize)> = rules
        .iter()
        .enumerate()
        .filter(|(_, (attribution, draft))| {
            let closes =
                draft.rule == "quotation_after" && draft.content.first().is_some_and(|said| said.end <= draft.head);
            attribution.within.is_none() && draft.rule == "trailing_when" || closes
        })
        .map(|(index, (_, draft))| (draft.head, index))
        .collect();
    trailing.sort_unstable();
    for one in linked.iter_mut() {
        let own = same(one);
        let mut taken = None;
        for piece in &mut one.content {
            let next = trailing.partition_point(|&(head, _)| head < piece.start);
            let Some(&(head, index)) = trailing.get(next).filter(|&&(head, _)| head < piece.end) else { continue };
            let Some(said) = rules[index].1.content.first().filter(|said| said.start < piece.start) else { continue };
            if rules[index].1.rule == "quotation_after" {
                // "They are expected to hold “A,” added the minister": what nobody is said to expect is all hers.
                let covers = one.cue.first().is_some_and(|cue| said.start <= cue.start);
                taken = taken.or((one.source.is_empty() && covers && own != Some(index)).then_some(index));
                continue;
            }
            if own != Some(index) && said.end > piece.start && said.end <= head {
                piece.end = said.end;
            }
        }
        if let Some(index) = taken {
            one.take(&rules[index].1);
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
fn leave_others_apart<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let mut heads: Vec<usize> = rules
        .iter()
        .filter(|(attribution, draft)| attribution.within.is_none() && !draft.source.is_empty())
        .map(|(_, draft)| draft.head)
        .collect();
    heads.sort_unstable();
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = rule_of(one).filter(|rule| rule.rule.starts_with("quotation_")) else {
            continue;
        };
        let others = |piece: &Range<usize>| {
            let apart = scene.a.sentence_of(piece.start) != scene.a.sentence_of(rule.head);
            let governed = next_from(&heads, piece.start).is_some_and(|head| head < piece.end);
            piece.start > rule.head && apart && governed && piece.clone().all(|at| scene.quotation_at(at).is_none())
        };
        one.content.retain(|piece| !others(piece));
    }
}
