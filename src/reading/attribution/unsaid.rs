//! What the tagger of spans takes for somebody's words and is no saying: deeds, names, datelines, what describes a number. [`super::apart`]
//! calls it.

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::Shape;
use super::link::Linked;
use super::passive;
use super::reported;
use super::scene::Scene;
use super::settle;

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

/// "The club dismissed Ann Roe on Sunday", "a surgeon called by the Crown, Professor Roe, testified", "Jurors were shown emails": what is done
/// with somebody, and what somebody is shown, is not said.
pub(super) fn leave_out_what_is_done<'r>(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    let low = |at: usize| a.low(at);
    linked.retain(|one| {
        let (Some(cue), Some(piece)) = (one.cue.first(), one.content.first()) else { return true };
        let last = cue.end - 1;
        let sacked = piece.start >= cue.end
            && (reported::is_sacked(scene, last, piece.start)
                || reported::is_phoned(scene, last, piece.start)
                || reported::is_done_with(scene, last, piece.start)
                || cue.len() > 2 && a.low(last) == "to" && reported::is_relief(scene, last - 1));
        let called = passive::is_summons(scene, cue.start);
        let shown = rule_of(one).is_none()
            && matches!(low(last), "shown" | "offered" | "given" | "awarded" | "handed")
            && cue.clone().any(|at| matches!(low(at), "was" | "were" | "been" | "be"))
            && !matches!(low(piece.start), "that" | "how" | "why" | "whether" | "to");
        // "Did she believe A?" is the article's question.
        if rule_of(one).is_none() && cue.start < piece.start && scene.is_asked(last) {
            return false;
        }
        let identified = low(last) == "identified"
            && piece.start == cue.end
            && (piece.start..piece.start + 2).any(|at| low(at) == "as" && a.tag(at + 1).is_proper());
        if identified {
            return false;
        }
        let silent = piece.len() == 1
            && matches!(low(piece.start), "nothing" | "little")
            && matches!(low(last), "said" | "says" | "saying" | "say");
        !(sacked || called || shown || silent || scene.is_how_long(scene.group_from(cue.start)))
    });
}

/// "said 200 had come, a figure that aid groups hold low": a noun with a clause that describes it is no cue; it goes on with what was said.
pub(super) fn leave_out_what_is_described<'r>(
    scene: &Scene,
    linked: &mut Vec<Linked>,
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    let mut described = vec![false; linked.len()];
    for (place, described) in described.iter_mut().enumerate().skip(1) {
        let (before, from) = linked.split_at_mut(place);
        let (Some(outer), Some(one)) = (before.last_mut(), from.first()) else { continue };
        let ([cue], Some(piece)) = (one.cue.as_slice(), one.content.first()) else { continue };
        let noun = cue.start > 0 && a.word(cue.start - 1) == "," && matches!(a.low(cue.start), "a" | "an" | "the");
        let relative = cue.end == piece.start && a.tag(piece.start) == Tag::Wdt && a.tag(cue.end - 1) == Tag::Nn;
        if !(noun && relative) || rule_of(one).is_some() {
            continue;
        }
        let said = rule_of(outer).and_then(|rule| rule.content.last()).map_or(0, |said| said.end);
        if let Some(last) = outer.content.last_mut().filter(|last| last.end + 1 == cue.start && said > cue.end) {
            last.end = said;
            *described = true;
        }
    }
    let mut described = described.into_iter();
    linked.retain(|_| described.next() != Some(true));
}

/// "The agency, known as HUR, said", "The valley is known for its cheese": a name is no claim, nor is what everybody knows.
pub(super) fn leave_out_names(scene: &Scene, linked: &mut Vec<Linked>) {
    let low = |at: usize| scene.a.low(at);
    linked.retain(|one| {
        let [cue] = one.cue.as_slice() else { return true };
        let known = |at: usize| matches!(low(at), "known" | "famous" | "renowned" | "remembered");
        // "a gesture meant to reassure people"
        let group = scene.groups.get(scene.group_from(cue.end - 1));
        let for_what = matches!(low(cue.end - 1), "meant" | "intended" | "designed")
            && group.is_some_and(|group| group.passive || group.shape == Shape::Participle);
        if for_what && one.content.iter().any(|piece| low(piece.start) == "to" && piece.start == cue.end) {
            return false;
        }
        if low(cue.end - 1) == "for" && cue.clone().any(known) {
            return false;
        }
        // "is also known by its initials"
        if known(cue.end - 1) && low(cue.end) == "by" || low(cue.end - 1) == "by" && cue.clone().any(known) {
            return false;
        }
        let named = low(cue.end - 1) == "as" && cue.len() <= 4 && cue.clone().any(|at| low(at) == "known");
        !(named
            && one
                .content
                .iter()
                .all(|piece| piece.len() <= NAME && scene.a.word(piece.start).starts_with(char::is_uppercase)))
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

/// “A,” said Ted Roe, whose cafe stands by the wall: who somebody is was not said.
pub(super) fn leave_out_who_it_is<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let Some(rule) = rule_of(one).filter(|rule| rule.rule == "quotation_after") else {
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

/// So many words a name has at most.
const NAME: usize = 6;
