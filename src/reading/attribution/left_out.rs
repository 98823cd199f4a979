//! What the tagger of spans takes for somebody's words and a rule or the marks of the text know for none: what only leads to a claim,
//! answers one, or tells who speaks. [`super::apart`] calls it.

use std::ops::Range;

use super::super::tagger::Tag;
use super::Attribution;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::Class;
use super::link::Linked;
use super::nouns;
use super::scene::Scene;

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

/// "demanded that A. Others held up a sign reading “B”": what is quoted in the middle of a later sentence, behind a verb of its own, is
/// not the speaker's of before.
pub(super) fn leave_out_what_others_hold<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = rule_of(one).filter(|rule| rule.rule.starts_with("reported_")) else {
            continue;
        };
        let others = |piece: &Range<usize>| {
            let Some(sentence) = a.sentence_of(piece.start).map(|sentence| &a.sentences[sentence]) else {
                return false;
            };
            let start = sentence.tokens.start;
            let told = scene.groups.get(scene.group_from(start)).is_some_and(|group| group.head < piece.start);
            start > rule.head && start < piece.start && scene.quotation_at(start).is_none() && told
        };
        one.content.retain(|piece| !others(piece));
    }
}

/// So many words where it was said may be part of the words for it: "wrote on X", "said in a statement".
const PLACE: usize = 3;

/// “A,” a woman wrote in a group for families: where it was said is no part of it, and whoever said it is all her words.
pub(super) fn leave_out_where_it_was_said<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    for one in linked.iter_mut() {
        let behind = |rule: &&Draft| rule.rule == "quotation_after" || rule.trails();
        let Some(rule) = rule_of(one).filter(behind) else { continue };
        let (Some(cue), [own], [whole]) = (one.cue.last().cloned(), rule.cue.as_slice(), rule.source.as_slice()) else {
            continue;
        };
        let where_said = |piece: &Range<usize>| piece.start == cue.end && scene.quotation_at(piece.start).is_none();
        let longer = own.start == cue.start && own.end < cue.end;
        // "a team claims in a paper that has split the field"
        let relative = |piece: &Range<usize>| where_said(piece) && a.tag(piece.start) == Tag::Wdt;
        if longer && one.content.len() > 1 {
            let leads = a.tag(cue.end - 1) == Tag::In;
            one.content.retain(|piece| !(leads && where_said(piece) || relative(piece)));
        }
        // "wrote in a group for families"
        if longer && cue.len() > own.len() + PLACE && a.tag(own.end) == Tag::In && a.tag(own.end + 1) == Tag::Dt {
            one.cue.clone_from(&rule.cue);
        }
        if let [source] = one.source.as_mut_slice()
            && source.start == whole.start
            && source.end < whole.end
            && matches!(a.low(source.end - 1), "who" | "which")
        {
            source.end = whole.end;
        }
    }
}

/// "A spokeswoman, asked whether A, said that B": who is asked asks nothing, and answers behind A.
pub(super) fn leave_out_who_is_asked<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    let answers = |at: usize| {
        let group = scene.groups.get(scene.group_from(at + 1));
        a.word(at) == "," && group.is_some_and(|group| group.tokens.start == at + 1 && group.shape == Shape::Finite)
    };
    for one in linked.iter_mut() {
        let ([cue], [content]) = (one.cue.as_slice(), one.content.as_slice()) else { continue };
        let asked = cue.len() == 1
            && matches!(a.low(cue.start), "asked" | "pressed" | "questioned" | "quizzed" | "challenged")
            && cue.start.checked_sub(1).is_some_and(|before| a.word(before) == ",")
            && one.source.iter().all(|source| source.end <= cue.start);
        if asked && content.start == cue.end && rule_of(one).is_none() {
            let end = content.clone().find(|&at| answers(at)).unwrap_or(content.end);
            let question = content.start..end;
            one.content = vec![question];
            one.source.clear();
        }
    }
}

/// Whether `tokens` say nothing, or only when: "reported | on Tuesday |, citing".
fn only_when(scene: &Scene, tokens: Range<usize>) -> bool {
    let a = scene.a;
    let from = tokens.start + usize::from(matches!(a.low(tokens.start), "on" | "in" | "late" | "earlier"));
    tokens.is_empty() || nouns::time_end(a, from).is_some_and(|end| end >= tokens.end)
}

/// "The plan is backed by the bank, which says that A": what a relative clause hangs on is not what it says.
pub(super) fn leave_out_what_it_hangs_on<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let pronoun = |span: &Range<usize>| span.len() == 1 && matches!(scene.a.low(span.start), "who" | "which");
    // "Asked whether A, he replied that B": A is what he was asked.
    let asked = |at: usize| {
        let first = scene.a.sentence_of(at).map_or(at, |sentence| scene.a.sentences[sentence].tokens.start);
        matches!(scene.a.low(first), "asked" | "pressed" | "questioned" | "quizzed") && first < at
    };
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = rule_of(one) else { continue };
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
pub(super) fn leave_out_what_is_taken_up<'r>(
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
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
    linked.retain(|one| rule_of(one).is_some() || one.content.iter().all(|piece| within(piece).is_none()));
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

/// “A. B” behind a sentence in the article's own voice: what stands in that is not the speaker's whom only the next one names.
pub(super) fn leave_out_what_stands_before<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let rule = rule_of(one).filter(|rule| rule.rule == "quotation_after");
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

/// "Two envoys briefed on the talks were sceptical": what the tagger takes for their words, behind a participle that hangs on them, is
/// their sentence.
pub(super) fn leave_out_what_hangs_on_them<'r>(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    linked.retain(|one| {
        let ([cue], [piece]) = (one.cue.as_slice(), one.content.as_slice()) else { return true };
        let hangs = a.tag(cue.start) == Tag::Vbn && cue.start > 0 && a.tag(cue.start - 1).is_noun();
        if rule_of(one).is_some() || !hangs || piece.start != cue.end {
            return true;
        }
        let next = scene.group_from(piece.start);
        let held = scene.groups.get(next).is_some_and(|group| group.head < piece.end && group.shape == Shape::Finite);
        !held || scene.own_subject(next).is_none_or(|subject| subject.tokens.start >= cue.start)
    });
}

/// "A, argues Roe. Some nurses complain of B": a sentence that is not quoted and not theirs is no part of what the next ones say; and
/// "a message in which" says nothing.
pub(super) fn leave_out_earlier_sentences<'r>(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    let trails = rules.iter().filter(|(rule, draft)| rule.within.is_none() && draft.trails());
    let mut others: Vec<(usize, usize)> =
        trails.filter_map(|(_, draft)| Some((draft.content.first()?.start, draft.head))).collect();
    others.sort_unstable();
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = rule_of(one).filter(|draft| draft.rule.starts_with("reported_")) else {
            continue;
        };
        let theirs = |piece: &Range<usize>| {
            let other = others.binary_search_by_key(&piece.start, |&(start, _)| start);
            other.is_ok_and(|place| others[place].1 != rule.head)
                && a.sentence_of(piece.start) != a.sentence_of(rule.head)
                && scene.quotation_at(piece.start).is_none()
        };
        one.content.retain(|piece| !theirs(piece));
    }
    // "One, a baker, told them A. “B.” Another said C": what is quoted in between goes on with what was told.
    for place in 1..linked.len() {
        let (before, from) = linked.split_at_mut(place);
        let (Some(told), Some(one)) = (before.last_mut(), from.first_mut()) else { continue };
        let reported = |one: &Linked| rule_of(one).filter(|rule| rule.rule.starts_with("reported_"));
        let (Some(_), Some(rule)) = (reported(told), reported(one)) else { continue };
        let Some(piece) = one.content.first().filter(|_| one.content.len() > 1).cloned() else { continue };
        let (Some(last), Some(own)) = (told.content.last(), a.sentence_of(rule.head)) else { continue };
        let whole = scene.quotation_at(piece.start).is_some_and(|place| scene.quotation_tokens(place) == piece);
        let stops = whole
            && piece.len() > 2
            && matches!(a.word(piece.end - 1), "\"" | "”")
            && matches!(a.word(piece.end - 2), "." | "?" | "!");
        let follows = a.sentence_of(last.end - 1).is_some_and(|end| a.sentence_of(piece.start) == Some(end + 1));
        let block = |sentence: usize| a.sentences[sentence].block;
        let quoted = a.sentence_of(piece.start).filter(|&quoted| quoted < own);
        if stops && follows && quoted.is_some_and(|quoted| block(quoted) == block(own)) {
            told.content.push(piece);
            one.content.remove(0);
        }
    }
    let leads = |piece: &Range<usize>| {
        let last = piece.end - 1;
        last > piece.start && matches!(a.tag(last), Tag::Wdt | Tag::Wp) && a.tag(last - 1) == Tag::In
    };
    linked.retain(|one| !one.content.iter().all(leads));
}
