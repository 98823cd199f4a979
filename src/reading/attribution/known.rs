//! Where a rule knows the spans of a claim better than the tagger of spans: who shows something, who is quoted, what only leads to a
//! claim or answers one. [`super::apart`] calls it.

use std::ops::Range;

use super::super::tagger::Tag;
use super::Attribution;
use super::by_account;
use super::draft::Draft;
use super::gesture;
use super::groups::Shape;
use super::lexicon::Class;
use super::link::Linked;
use super::passive;
use super::scene::Scene;
use super::settle;

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
            let leads = draft.cue.first().is_some_and(|known| known.end < cue.start && cue.start <= known.end + 1);
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

/// "Images appear to show A", "“A,” the paper quoted Lee as saying": what shows A and who is quoted are the sources, as their rules
/// know, though the tagger takes them for a part of what seems or is quoted. So with whoever "neither confirmed nor denied" A.
pub(super) fn take_what_rules_know(scene: &Scene, linked: &mut [Linked], rules: &[(Attribution, Draft)]) {
    let neither = |draft: &Draft| draft.cue.first().is_some_and(|cue| scene.a.low(cue.start) == "neither");
    let knows = |draft: &&Draft| matches!(draft.rule, passive::SEEMS_TO_SAY | "quoted_as") || neither(draft);
    let mut known: Vec<&Draft> = rules.iter().map(|(_, draft)| draft).filter(knows).collect();
    if known.is_empty() {
        return;
    }
    known.sort_by_key(|draft| draft.head);
    for one in linked.iter_mut() {
        let Some(found) = one.cue.first() else { continue };
        let next = known.get(known.partition_point(|draft| draft.head < found.start));
        if let Some(draft) = next.filter(|draft| draft.cue.first().is_some_and(|cue| cue.start < found.end)) {
            one.take(draft);
        }
    }
}

/// "The plan is backed by the bank, which says that A": what a relative clause hangs on is not what it says.
pub(super) fn leave_out_what_it_hangs_on(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let pronoun = |span: &Range<usize>| span.len() == 1 && matches!(scene.a.low(span.start), "who" | "which");
    // "Asked whether A, he replied that B": A is what he was asked.
    let asked = |at: usize| {
        let first = scene.a.sentence_of(at).map_or(at, |sentence| scene.a.sentences[sentence].tokens.start);
        matches!(scene.a.low(first), "asked" | "pressed" | "questioned" | "quizzed") && first < at
    };
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = same(one).map(|rule| &rules[rule].1) else { continue };
        let Some(source) = rule
            .source
            .first()
            .filter(|source| rule.rule == "reported_that" && (pronoun(source) || asked(source.start)))
        else {
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

/// "The lock, by the board's admission, had not been oiled", "The lock, she points out, was old": what the tagger takes for somebody's
/// words without a cue, and whose account stands inside, is left to the rule that has that.
pub(super) fn leave_to_whose_account_it_is(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let broken = |draft: &Draft| draft.rule == "trailing" && draft.content.len() > 1;
    let inverted = |draft: &Draft| draft.rule == "trailing_inverted" && draft.content.len() > 1;
    let accounts = rules
        .iter()
        .map(|(_, draft)| draft)
        .filter(|draft| draft.rule == by_account::RULE || broken(draft) || inverted(draft));
    let mut heads: Vec<usize> = accounts.map(|draft| draft.head).collect();
    if heads.is_empty() {
        return;
    }
    heads.sort_unstable();
    let holds = |piece: &Range<usize>| {
        heads.get(heads.partition_point(|&head| head < piece.start)).is_some_and(|&head| head < piece.end)
    };
    // "such appeals, said the lawyer, are won": nor is a verb of what is said her cue.
    let mut parts: Vec<Range<usize>> = rules
        .iter()
        .filter(|(_, draft)| inverted(draft))
        .filter_map(|(_, draft)| draft.content.last().cloned())
        .collect();
    parts.sort_unstable_by_key(|part| part.start);
    let said = |cue: &Range<usize>| {
        parts
            .partition_point(|part| part.start <= cue.start)
            .checked_sub(1)
            .is_some_and(|part| cue.end <= parts[part].end)
    };
    linked.retain(|one| match one.cue.first() {
        None => !one.content.iter().any(holds),
        Some(cue) => !(said(cue) && same(one).is_none()),
    });
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

/// "Roe warned of it; diplomats say she will come", "…; the union called it absurd and accused her": whoever is the subject behind a
/// semicolon says it, not who stands before that.
pub(super) fn take_subjects_beside(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    for one in linked.iter_mut() {
        let Some(rule) = same(one).map(|rule| &rules[rule].1) else { continue };
        let ([subject], Some(cue), Some(source)) = (rule.source.as_slice(), rule.cue.first(), one.source.first())
        else {
            continue;
        };
        let ordered = subject.end <= cue.start && source.end <= subject.start;
        let parts = |at: usize| matches!(scene.a.word(at), ";" | ":") && scene.quotation_at(at).is_none();
        let relative = matches!(scene.a.low(subject.start), "who" | "which" | "that") && subject.len() == 1;
        if ordered
            && !relative
            && scene.a.sentence_of(source.start) == scene.a.sentence_of(cue.start)
            && (source.end..subject.start).any(parts)
            && !(subject.end..cue.start).any(parts)
        {
            one.source.clone_from(&rule.source);
        }
    }
}

/// "Roe doubts it: the pipes, she notes, are old.": what a cue breaks in two begins behind the mark, and has both its parts; what was
/// said before the mark ends there.
pub(super) fn take_what_is_broken(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let behind_mark = |at: usize| {
        let mark = at.checked_sub(1).filter(|&mark| matches!(scene.a.word(mark), ":" | ";"))?;
        (scene.a.sentence_of(mark) == scene.a.sentence_of(at)).then_some(mark)
    };
    let mut marks = Vec::new();
    for one in linked.iter_mut() {
        let Some(rule) = same(one).map(|rule| &rules[rule].1) else { continue };
        let (Some(cue), [first, second]) = (rule.cue.first(), rule.content.as_slice()) else { continue };
        let broken = matches!(rule.rule, "trailing" | "trailing_inverted" | "quotation_before")
            && first.end < cue.start
            && cue.end < second.start;
        let Some(mark) = behind_mark(first.start).filter(|_| broken) else { continue };
        marks.push((mark, first.end));
        let before = one.content.iter().any(|piece| piece.start < first.end && first.start < piece.end);
        if before {
            for piece in one.content.iter_mut().filter(|piece| piece.start < first.start && first.start < piece.end) {
                piece.start = first.start;
            }
        } else {
            one.content.insert(0, first.clone());
        }
        one.content.retain(|piece| piece.start >= first.start);
        if one.content.iter().all(|piece| piece.end <= cue.start) {
            one.content.push(second.clone());
        }
        one.source.clone_from(&rule.source);
    }
    marks.sort_unstable();
    for piece in linked.iter_mut().flat_map(|one| one.content.iter_mut()) {
        let next = marks.partition_point(|&(mark, _)| mark <= piece.start);
        if let Some(&(mark, end)) = marks.get(next).filter(|&&(mark, _)| mark < piece.end)
            && piece.end <= end + 1
        {
            piece.end = mark;
        }
    }
}

/// "The cabinet says 14 died; a list in the church has 17 names.": what follows a semicolon with a verb of its own, and that nobody is
/// said to have said, is the article's.
pub(super) fn end_at_semicolons(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    for one in linked.iter_mut() {
        let clause = |rule: &&Draft| matches!(rule.rule, "reported_that" | "reported_clause" | "reported_phrase");
        let Some(rule) = same(one).map(|rule| &rules[rule].1).filter(clause) else { continue };
        let Some(end) = rule.content.last().map(|piece| piece.end) else { continue };
        let ends = scene.a.word(end) == ";" && scene.quotation_at(end).is_none() && scene.a.low(end + 1) != "that";
        for piece in one.content.iter_mut().filter(|piece| ends && piece.start < end && end < piece.end) {
            let verb = scene.groups.get(scene.group_from(end)).is_some_and(|group| group.head < piece.end);
            if verb {
                piece.end = end;
            }
        }
    }
}

/// "said that the builder, Jan Roe, won the job": an apposition inside of what is said is said too.
pub(super) fn fill_what_is_said(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    labelled: &[bool],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let clause = |rule: &&Draft| matches!(rule.rule, "reported_that" | "reported_clause");
        let Some(rule) = same(one).map(|rule| &rules[rule].1).filter(clause) else { continue };
        let [said] = rule.content.as_slice() else { continue };
        let mut filled: Vec<Range<usize>> = Vec::with_capacity(one.content.len());
        for piece in std::mem::take(&mut one.content) {
            let free = |gap: Range<usize>| {
                said.start <= gap.start
                    && gap.end < said.end
                    && scene.a.sentence_of(gap.start) == scene.a.sentence_of(gap.end)
                    && gap.clone().all(|at| !labelled[at])
            };
            match filled.last_mut() {
                Some(last) if free(last.end..piece.start) => last.end = piece.end,
                _ => filled.push(piece),
            }
        }
        one.content = filled;
    }
    // "says a sailor, named locally as Roe, was reported overdue": a subject without its verb is not all that is said.
    for one in linked.iter_mut() {
        let Some(rule) = same(one).map(|rule| &rules[rule].1).filter(|draft| draft.rule.starts_with("reported_"))
        else {
            continue;
        };
        let ([said], [piece]) = (rule.content.as_slice(), one.content.as_mut_slice()) else { continue };
        let finite = |from: usize, end: usize| {
            let groups = scene.groups.iter().skip(scene.group_from(from));
            groups.take_while(|group| group.head < end).any(|group| group.shape == Shape::Finite)
        };
        let verb = piece.end + 1;
        let cut = scene.a.word(piece.end) == "," && verb < said.end && scene.a.tag(verb).is_finite_verb();
        if cut
            && said.start == piece.start
            && !finite(piece.start, piece.end)
            && (piece.end..said.end).all(|at| !labelled[at])
        {
            piece.end = said.end;
        }
    }
}

/// "Two envoys briefed on the talks were sceptical": what the tagger takes for their words, behind a participle that hangs on them, is
/// their sentence.
pub(super) fn leave_out_what_hangs_on_them(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let a = scene.a;
    linked.retain(|one| {
        let ([cue], [piece]) = (one.cue.as_slice(), one.content.as_slice()) else { return true };
        let hangs = a.tag(cue.start) == Tag::Vbn && cue.start > 0 && a.tag(cue.start - 1).is_noun();
        if same(one).is_some() || !hangs || piece.start != cue.end {
            return true;
        }
        let next = scene.group_from(piece.start);
        let held = scene.groups.get(next).is_some_and(|group| group.head < piece.end && group.shape == Shape::Finite);
        !held || scene.own_subject(next).is_none_or(|subject| subject.tokens.start >= cue.start)
    });
}

/// “A,” said Ted Roe, whose cafe stands by the wall: who somebody is was not said.
pub(super) fn leave_out_who_it_is(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = same(one).map(|rule| &rules[rule].1).filter(|rule| rule.rule == "quotation_after") else {
            continue;
        };
        let describes = |piece: &Range<usize>| {
            piece.start > rule.head
                && matches!(scene.a.low(piece.start), "who" | "whose" | "whom" | "which" | "where")
                && scene.a.sentence_of(piece.start) == scene.a.sentence_of(rule.head)
                && scene.quotation_at(piece.start).is_none()
        };
        one.content.retain(|piece| !describes(piece));
    }
}

/// "Roe laughed at the idea. “A.”": what follows a gesture is not more of what another said before it.
pub(super) fn leave_to_gestures(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let mut gestures: Vec<(usize, usize)> = Vec::new();
    for (index, (_, draft)) in rules.iter().enumerate().filter(|(_, (_, draft))| draft.rule == gesture::RULE) {
        gestures.extend(draft.content.iter().map(|piece| (piece.start, index)));
    }
    if gestures.is_empty() {
        return;
    }
    gestures.sort_unstable();
    for one in linked.iter_mut() {
        let own = same(one);
        one.content.retain(|piece| {
            let found = gestures.binary_search_by_key(&piece.start, |&(start, _)| start);
            found.is_err() || found.is_ok_and(|place| own == Some(gestures[place].1))
        });
    }
    linked.retain(|one| !one.content.is_empty());
}

/// "limped off with what Roe fears is a torn muscle": what the tagger takes for the words of whoever limps is left to the rule that
/// knows who fears.
pub(super) fn leave_to_who_fears(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let a = scene.a;
    for one in linked.iter_mut() {
        let Some(piece) = one.content.first().filter(|piece| a.low(piece.start) == "what") else { continue };
        let Some(group) = scene.groups.get(scene.group_from(piece.start)).filter(|group| scene.is_inserted(group))
        else {
            continue;
        };
        let knows = |draft: &Draft| draft.head == group.head && draft.rule == "reported_clause";
        if same(one).is_some() || group.head >= piece.end {
            continue;
        }
        let place =
            rules.partition_point(|(_, draft)| draft.source.first().is_none_or(|span| span.start < piece.start));
        if let Some((_, draft)) = rules.iter().skip(place.saturating_sub(4)).take(8).find(|(_, draft)| knows(draft)) {
            one.take(draft);
        }
    }
}

/// "told the BBC that film from the port shows men fled": what the tagger takes for more words of whoever tells, and a rule for what
/// somebody else says inside of what is told, is told.
pub(super) fn take_in_what_is_nested(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let mut taken = vec![false; linked.len()];
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(outer), Some(inner)) = (before.last_mut(), from.first()) else { continue };
        let (Some(whole), Some(part)) = (same(outer), same(inner)) else { continue };
        let (whole, (nested, part)) = (&rules[whole].1, &rules[part]);
        let [said] = whole.content.as_slice() else { continue };
        let held = said.start <= part.head && part.head < said.end && nested.within.is_some();
        // A source that the tagger only carries on from the cue before is not the inner one's.
        let carried = inner.source == outer.source && !part.source.is_empty() && part.source != whole.source;
        let own = part.source.iter().all(|source| said.start <= source.start && source.end <= said.end);
        if held && carried && own && whole.rule == "reported_that" {
            outer.content.clone_from(&whole.content);
            taken[place] = true;
        }
    }
    let mut taken = taken.into_iter();
    linked.retain(|_| taken.next() != Some(true));
}
