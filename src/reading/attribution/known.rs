//! Where a rule knows the spans of a claim better than the tagger of spans: who shows something, who is quoted, whose account it is.
//! [`super::apart`] calls it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::tagger::Tag;
use super::Attribution;
use super::by_account;
use super::draft::Draft;
use super::gesture;
use super::link::Linked;
use super::passive;
use super::quoted;
use super::reported;
use super::scene::Scene;
use super::turned_down;

/// "Images appear to show A", "“A,” the paper quoted Lee as saying": what shows A and who is quoted are the sources, as their rules
/// know, though the tagger takes them for a part of what seems or is quoted. So with whoever "neither confirmed nor denied" A.
pub(super) fn take_what_rules_know(scene: &Scene, linked: &mut Vec<Linked>, rules: &[(Attribution, Draft)]) {
    let neither = |draft: &Draft| draft.cue.first().is_some_and(|cue| scene.a.low(cue.start) == "neither");
    let knows = |draft: &&Draft| {
        matches!(draft.rule, passive::SEEMS_TO_SAY | quoted::QUOTED_AS | turned_down::RULE) || neither(draft)
    };
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

/// "Lee is expected to brief them, an aide said": what the tagger takes for two claims, one of nobody's and one of whoever closes the
/// sentence, is all the latter's.
pub(super) fn take_what_trails_whole<'r>(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    // "Bees learn, Roe wrote in a study that some called thin": what describes the study is not what she wrote.
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one).filter(|rule| rule.trails()) else { continue };
        let (Some(cue), Some(piece), Some(told)) = (rule.cue.last(), one.content.first(), rule.content.last()) else {
            continue;
        };
        let described = piece.start > cue.end && reported::described_in(scene, cue.end, piece.start);
        if described && told.end <= cue.start {
            one.take(rule);
        }
    }
    let mut taken = vec![false; linked.len()];
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(nobody), Some(one)) = (before.last(), from.first_mut()) else { continue };
        let Some(rule) = rule_of(one) else { continue };
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
    leave_out_marked(linked, taken);
}

/// "The lock, by the board's admission, had not been oiled", "The lock, she points out, was old": what the tagger takes for somebody's
/// words without a cue, and whose account stands inside, is left to the rule that has that.
pub(super) fn leave_to_whose_account_it_is<'r>(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let accounts =
        rules.iter().map(|(_, draft)| draft).filter(|draft| draft.rule == by_account::RULE || draft.is_broken());
    let mut heads: Vec<usize> = accounts.map(|draft| draft.head).collect();
    if heads.is_empty() {
        return;
    }
    heads.sort_unstable();
    let holds = |piece: &Range<usize>| {
        heads.get(heads.partition_point(|&head| head < piece.start)).is_some_and(|&head| head < piece.end)
    };
    // "such appeals, said the lawyer, are won": nor is a verb of what is said her cue.
    // "Roe went further: it was, she said, the worst": what stands before her cue is not what another's is for.
    let broken = || rules.iter().map(|(_, draft)| draft).filter(|draft| draft.trails() && draft.is_broken());
    let parts = in_order(broken().filter_map(|draft| draft.content.last()));
    let leads = in_order(broken().filter_map(|draft| draft.content.first()));
    // "It was, in the words of one pilot, “a disgrace”": whose words, the rule knows.
    for one in linked.iter_mut().filter(|one| one.source.is_empty()) {
        if let Some(rule) = rule_of(one).filter(|rule| rule.rule == by_account::RULE) {
            one.take(rule);
        }
    }
    linked.retain(|one| match one.cue.first() {
        None => !one.content.iter().any(holds),
        Some(cue) => {
            let led = one.content.iter().all(|piece| lies_in(&leads, piece));
            !((lies_in(&parts, cue) || led) && rule_of(one).is_none())
        }
    });
}

/// `spans` by where they begin.
fn in_order<'r>(spans: impl Iterator<Item = &'r Range<usize>>) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = spans.cloned().collect();
    spans.sort_unstable_by_key(|span| span.start);
    spans
}

/// Whether `span` lies in the last of `sorted` that does not begin behind it.
fn lies_in(sorted: &[Range<usize>], span: &Range<usize>) -> bool {
    let before = sorted.partition_point(|known| known.start <= span.start).checked_sub(1);
    before.is_some_and(|known| span.end <= sorted[known].end)
}

/// "Roe warned of it; diplomats say she will come", "The guild backed it, but its lawyer, Ann Roe, warned that", "…; the union called it
/// absurd and accused her": whoever is the subject behind a semicolon or such a word says it, not who stands before that.
pub(super) fn take_subjects_beside<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one) else { continue };
        let ([subject], Some(cue), Some(source)) = (rule.source.as_slice(), rule.cue.first(), one.source.first())
        else {
            continue;
        };
        // "A surgeon called by the Crown, Professor Roe, testified": who is called, not who calls.
        let hung =
            source.start >= 2 && scene.a.low(source.start - 1) == "by" && scene.a.tag(source.start - 2) == Tag::Vbn;
        if hung && subject.end == source.start - 2 && source.end <= cue.start {
            let whole = subject.start..source.end;
            one.source = vec![whole];
            continue;
        }
        // "Two nurses | who asked to stay unnamed, as others lost posts, | said"
        if source.start == subject.start
            && source.end < subject.end
            && matches!(scene.a.low(source.end - 1), "who" | "which")
        {
            one.source.clone_from(&rule.source);
            continue;
        }
        // "For three years the firm | told"
        let when = matches!(scene.a.low(source.start), "for" | "in" | "since" | "over" | "after");
        if when && source.start < subject.start && source.end == subject.end {
            one.source.clone_from(&rule.source);
            continue;
        }
        // "Roe was quoted | by state media as | saying": the words behind "by" tell who heard it.
        if scene.a.low(source.end - 1) == "as" && subject.end <= source.start {
            one.source.clone_from(&rule.source);
            continue;
        }
        let ordered = subject.end <= cue.start && source.end <= subject.start;
        let parts = |at: usize| matches!(scene.a.word(at), ";" | ":") && scene.quotation_at(at).is_none();
        let relative = matches!(scene.a.low(subject.start), "who" | "which" | "that") && subject.len() == 1;
        // "…, while Roe, by contrast, predicts that B"
        let turns = subject.start.checked_sub(1).filter(|&at| at >= source.end).is_some_and(|at| {
            let joins = matches!(scene.a.low(at), "but" | "and") && at > 0 && scene.a.word(at - 1) == ",";
            joins || matches!(scene.a.low(at), "while" | "whereas" | "though" | "although")
        });
        if ordered
            && !relative
            && scene.a.sentence_of(source.start) == scene.a.sentence_of(cue.start)
            && (turns || (source.end..subject.start).any(parts))
            && !(subject.end..cue.start).any(parts)
        {
            one.source.clone_from(&rule.source);
        }
    }
}

/// "Angry farmers demanded that A as they threatened to B": what the tagger takes for theirs alone, and a rule for what somebody does
/// inside of what they demand, is left to the rule that has the first of their verbs.
pub(super) fn leave_to_the_first_verb(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    let used: FxHashSet<usize> = linked.iter().filter_map(&same).collect();
    let mut governing: Vec<(usize, usize)> = rules
        .iter()
        .enumerate()
        .filter(|(index, (_, draft))| {
            matches!(draft.rule, "reported_that" | "reported_clause")
                && !used.contains(index)
                && draft.content.len() == 1
        })
        .map(|(index, (_, draft))| (draft.head, index))
        .collect();
    governing.sort_unstable();
    for one in linked.iter_mut() {
        let (Some(source), Some(cue)) = (one.source.first(), one.cue.first()) else { continue };
        let next = governing.partition_point(|&(head, _)| head < source.end);
        let Some(&(head, index)) = governing.get(next).filter(|&&(head, _)| head < cue.start) else { continue };
        let draft = &rules[index].1;
        let own = draft.source.first().is_some_and(|own| own.end == source.end || own.start == source.start);
        let said = &draft.content[0];
        let within = |piece: &Range<usize>| said.start <= piece.start && piece.end <= said.end;
        // The rule knows them by a pronoun.
        let nested = same(one).map(|inner| &rules[inner]).is_some_and(|(attribution, inner)| {
            let pronoun = |own: &Range<usize>| own.len() == 1 && own.start > head && scene.a.tag(own.start) == Tag::Prp;
            attribution.within.is_some() && inner.source.first().is_some_and(pronoun)
        });
        if own && nested && head < said.start && within(cue) && one.content.iter().all(within) {
            one.take(draft);
        }
    }
}

/// "Roe laughed at the idea. “A.”": what follows a gesture is not more of what another said before it.
pub(super) fn leave_to_gestures(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    same: impl Fn(&Linked) -> Option<usize>,
) {
    // "A, the paper quoted Roe as saying. Lee puts it at B": nor is A more of what Lee says.
    let own = |draft: &Draft| draft.rule == gesture::RULE || draft.rule == quoted::QUOTED_AS;
    let mut gestures: Vec<(usize, usize)> = Vec::new();
    for (index, (_, draft)) in rules.iter().enumerate().filter(|(_, (_, draft))| own(draft)) {
        gestures.extend(draft.content.iter().map(|piece| (piece.start, index)));
    }
    if gestures.is_empty() {
        return;
    }
    gestures.sort_unstable();
    for one in linked.iter_mut() {
        let own = same(one);
        if let Some((_, draft)) = own.map(|own| &rules[own]).filter(|(_, draft)| draft.rule == gesture::RULE) {
            // "Does he fear a strike? “I do.”": the question is the article's.
            let start = |content: &[Range<usize>]| content.first().map_or(0, |piece| piece.start);
            if start(&one.content) < start(&draft.content) {
                one.take(draft);
            }
            continue;
        }
        one.content.retain(|piece| {
            let found = gestures.binary_search_by_key(&piece.start, |&(start, _)| start);
            found.is_err() || found.is_ok_and(|place| own == Some(gestures[place].1))
        });
    }
    linked.retain(|one| !one.content.is_empty());
}

/// "In a letter seen by Reuters she writes that A": she alone.
pub(super) fn take_pronouns_alone(scene: &Scene, linked: &mut [Linked]) {
    let a = scene.a;
    for source in linked.iter_mut().filter_map(|one| one.source.first_mut()) {
        let last = source.end - 1;
        let pronoun = matches!(a.low(last), "he" | "she" | "they" | "it" | "we");
        if pronoun && source.len() > 1 && a.tag(last - 1).is_proper() {
            source.start = last;
        }
    }
}

/// "Asked on the radio whether A, Lind laughed": A was asked, whoever laughs.
pub(super) fn leave_to_whoever_asks<'r>(
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let asked = rules.iter().map(|(_, draft)| draft).filter(|draft| draft.rule == "passive_question");
    let mut questions: Vec<(usize, &Draft)> =
        asked.filter_map(|draft| Some((draft.content.first()?.start, draft))).collect();
    questions.sort_unstable_by_key(|(start, _)| *start);
    for one in linked.iter_mut() {
        // "Asked by Sur whether A, Rao said B": A was asked, B is said.
        let asked = |piece: &Range<usize>| {
            let found = questions.binary_search_by_key(&piece.start, |(start, _)| *start);
            found.is_ok_and(|place| Some(questions[place].1.head) != rule_of(one).map(|rule| rule.head))
        };
        let own = one.content.iter().filter(|piece| !asked(piece)).count();
        if own > 0 && own < one.content.len() && rule_of(one).is_some() {
            let kept = one.content.iter().filter(|piece| !asked(piece)).cloned().collect();
            one.content = kept;
        }
        let (Some(cue), [piece]) = (one.cue.first(), one.content.as_slice()) else { continue };
        let found = questions.binary_search_by_key(&piece.start, |(start, _)| *start);
        if let Ok(place) = found
            && cue.start >= piece.end
            && rule_of(one).is_none()
        {
            one.take(questions[place].1);
        }
    }
}

/// “A,” she told the radio when asked about the price. “B.”: B is no part of what was asked.
pub(super) fn leave_to_whoever_answers<'r>(linked: &mut [Linked], rule_of: impl Fn(&Linked) -> Option<&'r Draft>) {
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(told), Some(asked)) = (before.last_mut(), from.first_mut()) else { continue };
        let about = rule_of(asked).is_some_and(|rule| rule.rule.starts_with("passive_") && rule.source.is_empty());
        let Some(rule) = rule_of(told).filter(|rule| about && rule.rule == "quotation_after") else { continue };
        let hers =
            |piece: &Range<usize>| rule.content.iter().any(|own| own.start <= piece.start && piece.end <= own.end);
        if asked.content.len() > 1 && asked.content.iter().any(hers) {
            let (kept, moved): (Vec<_>, Vec<_>) = asked.content.drain(..).partition(|piece| !hers(piece));
            asked.content = kept;
            asked.source.clear();
            told.content.extend(moved);
        }
    }
}

/// "limped off with what Roe fears is a torn muscle": what the tagger takes for the words of whoever limps is left to the rule that
/// knows who fears.
pub(super) fn leave_to_who_fears<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    for one in linked.iter_mut() {
        let Some(piece) = one.content.first().filter(|piece| a.low(piece.start) == "what") else { continue };
        let Some(group) = scene.groups.get(scene.group_from(piece.start)).filter(|group| scene.is_inserted(group))
        else {
            continue;
        };
        let knows = |draft: &Draft| draft.head == group.head && draft.rule == "reported_clause";
        if rule_of(one).is_some() || group.head >= piece.end {
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
    for (place, taken) in taken.iter_mut().enumerate().skip(1) {
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
            *taken = true;
        }
    }
    leave_out_marked(linked, taken);
}

/// "Roe called him and, according to a note from the palace, assured him that A": the note tells it, and Roe assures him.
pub(super) fn leave_to_who_assures<'r>(
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let accounts = rules.iter().map(|(_, draft)| draft).filter(|draft| draft.rule == "according_to");
    let mut sources: Vec<usize> = accounts.filter_map(|draft| Some(draft.source.first()?.start)).collect();
    sources.sort_unstable();
    let of_account =
        |spans: &[Range<usize>]| spans.first().is_some_and(|span| sources.binary_search(&span.start).is_ok());
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one) else { continue };
        if rule.rule == "according_to" {
            let ([told], [source]) = (rule.content.as_slice(), rule.source.as_slice()) else { continue };
            // What stands before "and" is the article's.
            if told.start >= source.end {
                one.content.retain(|piece| piece.start >= source.end);
                if one.content.is_empty() {
                    one.take(rule);
                }
            }
        } else if rule.rule.starts_with("reported_") && of_account(&one.source) && !rule.source.is_empty() {
            one.source.clone_from(&rule.source);
        }
    }
}

/// Leaves out each of `linked` that is marked.
fn leave_out_marked(linked: &mut Vec<Linked>, marked: Vec<bool>) {
    let mut marked = marked.into_iter();
    linked.retain(|_| marked.next() != Some(true));
}
