//! Where a rule knows the spans of a claim better than the tagger of spans: who shows something, who is quoted, what only leads to a
//! claim or answers one. [`super::apart`] calls it.

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::Attribution;
use super::by_account;
use super::draft::Draft;
use super::lexicon::Class;
use super::link::Linked;
use super::nouns;
use super::passive;
use super::quoted;
use super::scene::Scene;
use super::settle;
use super::turned_down;

/// "The paper reported, citing two officials, that A": what a gerund of citing seems to have said is the paper's, by the rule that
/// knows what its cue leads to.
pub(super) fn leave_out_who_is_cited(scene: &Scene, linked: &mut [Linked], rules: &[(Attribution, Draft)]) {
    let citing =
        |one: &Linked| one.cue.first().is_some_and(|cue| matches!(scene.a.low(cue.start), "citing" | "quoting"));
    for one in linked.iter_mut().filter(|one| citing(one)) {
        let (Some(cue), Some(piece)) = (one.cue.first(), one.content.first()) else { continue };
        // Rules come in the order of their first byte; the one that leads past the aside stands right before it.
        let place = rules.partition_point(|(_, draft)| draft.cue.first().is_none_or(|known| known.start < cue.start));
        let around = rules[..place].iter().rev().take(3).find(|(_, draft)| {
            let leads = draft
                .cue
                .first()
                .is_some_and(|known| known.end < cue.start && only_when(scene, known.end..cue.start - 1));
            let held = |said: &Range<usize>| {
                piece.start <= said.start
                    && one.content.iter().any(|piece| piece.start <= said.start && said.start < piece.end)
            };
            leads && draft.content.first().is_some_and(held)
        });
        if let Some((_, draft)) = around {
            one.take(draft);
        }
    }
}

/// "Boats were told to keep away": who or what is told to do something says nothing, and a thing is no source.
pub(super) fn leave_out_things_told(scene: &Scene, linked: &mut Vec<Linked>) {
    let a = scene.a;
    linked.retain(|one| {
        let ([cue], [source], [content]) = (one.cue.as_slice(), one.source.as_slice(), one.content.as_slice()) else {
            return true;
        };
        let last = cue.end - 1;
        let told = cue.len() > 1
            && a.tag(last) == Tag::Vbn
            && matches!(a.low(last), "told" | "asked" | "urged" | "ordered" | "advised" | "warned" | "instructed")
            && a.low(content.start) == "to"
            && source.end <= cue.start;
        !told || a.tag(source.end - 1).is_proper() || sources::may_say(a.low(source.end - 1))
    });
}

/// Whether `tokens` say nothing, or only when: "reported | on Tuesday |, citing".
fn only_when(scene: &Scene, tokens: Range<usize>) -> bool {
    let a = scene.a;
    let from = tokens.start + usize::from(matches!(a.low(tokens.start), "on" | "in" | "late" | "earlier"));
    tokens.is_empty() || nouns::time_end(a, from).is_some_and(|end| end >= tokens.end)
}

/// "Images appear to show A", "“A,” the paper quoted Lee as saying": what shows A and who is quoted are the sources, as their rules
/// know, though the tagger takes them for a part of what seems or is quoted.
pub(super) fn take_what_rules_know(linked: &mut Vec<Linked>, rules: &[(Attribution, Draft)]) {
    let knows = |draft: &&Draft| matches!(draft.rule, passive::SEEMS_TO_SAY | quoted::QUOTED_AS | turned_down::RULE);
    let mut known: Vec<&Draft> = rules.iter().map(|(_, draft)| draft).filter(knows).collect();
    if known.is_empty() {
        return;
    }
    known.sort_by_key(|draft| draft.head);
    for one in linked.iter_mut() {
        let Some(found) = one.cue.first() else { continue };
        let next = known.partition_point(|draft| draft.head < found.start);
        let cue_ends = |draft: &&Draft| draft.cue.first().map_or(0, |cue| cue.end);
        // "branded as | lies | the reports that A": its own cue may stand in the middle of the rule's.
        let around = next
            .checked_sub(1)
            .map(|before| known[before])
            .filter(|draft| draft.rule == turned_down::RULE && found.start < cue_ends(draft));
        let at = known.get(next).copied().filter(|draft| {
            // "The paper | quoted | Lee as saying that A"
            let between = draft.rule == quoted::QUOTED_AS
                && draft.listener.as_ref().is_some_and(|paper| paper.end <= found.start)
                && draft.source.first().is_some_and(|quoted| found.end <= quoted.start);
            between || draft.cue.first().is_some_and(|cue| cue.start < found.end)
        });
        if let Some(draft) = around.or(at) {
            one.take(draft);
        }
    }
    // Where two were taken for one rule's, one is enough.
    let mut last = None;
    linked.retain(|one| {
        let cue = one.cue.first().cloned().filter(|cue| {
            let draft = known.get(known.partition_point(|draft| draft.head < cue.start));
            draft.is_some_and(|draft| draft.rule == turned_down::RULE && draft.cue.first() == Some(cue))
        });
        let again = cue.is_some() && cue == last;
        last = cue.or(last.take());
        !again
    });
}

/// "The plan is backed by the bank, which says that A": what a relative clause hangs on is not what it says.
pub(super) fn leave_out_what_it_hangs_on(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let pronoun = |span: &Range<usize>| span.len() == 1 && matches!(scene.a.low(span.start), "who" | "which");
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = same(one).map(|rule| &rules[rule].1) else { continue };
        let Some(source) = rule.source.first().filter(|source| rule.rule == "reported_that" && pronoun(source)) else {
            continue;
        };
        let hung_on = |piece: &Range<usize>| {
            piece.end <= source.start
                && scene.quotation_at(piece.start).is_none()
                && scene.a.sentence_of(piece.start) == scene.a.sentence_of(source.start)
        };
        one.content.retain(|piece| !hung_on(piece));
    }
}

/// "Not everyone agrees: Lee thinks that A": what only leads to somebody's words behind a colon says nothing itself.
pub(super) fn leave_out_what_introduces(scene: &Scene, linked: &mut Vec<Linked>, rules: &[(Attribution, Draft)]) {
    let agrees = |at: usize| {
        let group = scene.groups.get(scene.group_from(at)).filter(|group| group.tokens.start <= at);
        group
            .and_then(|group| group.cue)
            .is_some_and(|cue| cue.class == Class::Agree || matches!(cue.lemma, "agree" | "disagree"))
    };
    let introduces = |one: &Linked| {
        let (Some(cue), Some(piece)) = (one.cue.first(), one.content.first()) else { return None };
        let colon = piece.start.checked_sub(1).is_some_and(|at| scene.a.word(at) == ":" && at <= cue.end);
        (colon && agrees(cue.start)).then_some(piece.start)
    };
    if linked.iter().all(|one| introduces(one).is_none()) {
        return;
    }
    let reported = rules.iter().map(|(_, draft)| draft).filter(|draft| draft.rule.starts_with("reported_"));
    let mut speak: Vec<usize> = reported.filter_map(|draft| Some(draft.source.first()?.start)).collect();
    speak.sort_unstable();
    linked.retain(|one| introduces(one).is_none_or(|start| speak.binary_search(&start).is_err()));
}

/// ", a figure that the union disputes": the figure attributes nothing.
pub(super) fn leave_out_what_is_taken_up(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let taken_up = rules.iter().map(|(_, draft)| draft).filter(|draft| draft.rule == "taken_up");
    let mut ends: Vec<(usize, usize)> =
        taken_up.filter_map(|draft| Some((draft.head, draft.content.first()?.end))).collect();
    if ends.is_empty() {
        return;
    }
    ends.sort_unstable();
    let within = |piece: &Range<usize>| {
        let next = ends.partition_point(|&(head, _)| head < piece.start);
        ends.get(next).filter(|&&(head, _)| head < piece.end).map(|&(_, end)| end)
    };
    linked.retain(|one| same(one).is_some() || one.content.iter().all(|piece| within(piece).is_none()));
    // "alleged that A – a charge the firm called absurd": what answers it is no part of it.
    for one in linked.iter_mut() {
        if one.content.len() > 1 {
            one.content.retain(|piece| within(piece).is_none_or(|end| end > piece.start));
        }
        for piece in &mut one.content {
            if let Some(end) = within(piece).filter(|&end| end > piece.start) {
                piece.end = end;
            }
        }
    }
}

/// "Lee is expected to brief them, an aide said": what the tagger takes for two claims, one of nobody's and one of whoever closes the
/// sentence, is all the latter's.
pub(super) fn take_what_trails_whole(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let mut taken = vec![false; linked.len()];
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(nobody), Some(one)) = (before.last(), from.first_mut()) else { continue };
        let Some(rule) = same(one).map(|rule| &rules[rule].1) else { continue };
        let ([said], [piece]) = (rule.content.as_slice(), one.content.as_slice()) else { continue };
        // The cue of nobody's claim leads to the other's: "is expected | to brief them".
        let led = nobody.cue.first().is_some_and(|cue| said.start <= cue.start && cue.end == piece.start);
        let within = |piece: &Range<usize>| said.start <= piece.start && piece.end <= said.end;
        if rule.rule.starts_with("trailing")
            && nobody.source.is_empty()
            && led
            && within(piece)
            && nobody.content.iter().all(within)
        {
            one.content.clone_from(&rule.content);
            taken[place - 1] = true;
        }
    }
    let mut taken = taken.into_iter();
    linked.retain(|_| taken.next() != Some(true));
}

/// "It was not clear what he had been told. The governor blamed B.": a sentence behind a cue that has no source and leads to nothing is
/// nobody's, unless it is quoted.
pub(super) fn leave_out_what_nobody_began(scene: &Scene, linked: &mut Vec<Linked>) {
    let a = scene.a;
    linked.retain(|one| {
        let Some(cue) = one.cue.last().filter(|_| one.source.is_empty()) else { return true };
        let elsewhere = |piece: &Range<usize>| {
            piece.start >= cue.end
                && a.sentence_of(piece.start) != a.sentence_of(cue.start)
                && scene.quotation_at(piece.start).is_none()
        };
        let colon = a.word(cue.end) == ":" || a.word(cue.end.saturating_sub(1)) == ":";
        colon || !one.content.iter().all(elsewhere)
    });
}

/// "The lock, by the board's admission, had not been oiled": what the tagger takes for somebody's words without a cue, and whose account
/// stands inside, is left to the rule that has that.
pub(super) fn leave_to_whose_account_it_is(linked: &mut Vec<Linked>, rules: &[(Attribution, Draft)]) {
    let accounts = rules.iter().map(|(_, draft)| draft).filter(|draft| draft.rule == by_account::RULE);
    let mut heads: Vec<usize> = accounts.map(|draft| draft.head).collect();
    if heads.is_empty() {
        return;
    }
    heads.sort_unstable();
    let holds = |piece: &Range<usize>| {
        heads.get(heads.partition_point(|&head| head < piece.start)).is_some_and(|&head| head < piece.end)
    };
    linked.retain(|one| !one.cue.is_empty() || !one.content.iter().any(holds));
}

/// "DHAKA: At least 27 people": the place in front of a text says nothing.
pub(super) fn leave_out_datelines(scene: &Scene, linked: &mut Vec<Linked>) {
    linked.retain(|one| {
        let Some(cue) = one.cue.first().filter(|cue| matches!(scene.a.word(cue.start), ":" | "—" | "–")) else {
            return true;
        };
        settle::dateline_end(scene, cue.start).is_none_or(|end| end <= cue.start)
    });
}

/// “A. B” behind a sentence in the article's own voice: what stands in that is not the speaker's whom only the next one names.
pub(super) fn leave_out_what_stands_before(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let a = scene.a;
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let rule = same(one).map(|rule| &rules[rule].1).filter(|rule| rule.rule == "quotation_after");
        let Some(first) = rule.and_then(|rule| rule.content.first()) else { continue };
        let opens =
            scene.quotation_at(first.start).is_some_and(|place| scene.quotation_tokens(place).start == first.start);
        let own = |piece: &Range<usize>| {
            piece.end <= first.start
                && a.sentence_of(piece.end - 1) != a.sentence_of(first.start)
                && piece.clone().all(|at| scene.quotation_at(at).is_none())
        };
        if opens {
            one.content.retain(|piece| !own(piece));
        }
    }
}
