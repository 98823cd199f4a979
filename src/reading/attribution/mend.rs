//! What the tagger of spans finds, put right where marks or a rule that has the same cue know better.

use std::ops::Range;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::scene::Scene;
use super::{edges, reported};

/// The most tokens that a rule may know to follow on what the tagger breaks off.
const REST: usize = 12;

/// Mends `draft`, which the tagger found, by `rule`, which has the same cue; `labelled` are the tokens that the tagger
/// has put into a span: they stay where they are.
pub(super) fn mend(scene: &Scene, draft: &mut Draft, rule: Option<&Draft>, labelled: &[bool]) {
    let free = |tokens: Range<usize>| labelled.get(tokens).is_some_and(|tokens| !tokens.contains(&true));
    if let Some(rule) = rule {
        complete(scene, draft, rule, &free);
        if rule.trails() || rule.rule == "quotation_after" {
            whole(scene, draft, rule, &free);
            lead(draft, rule, &free);
        }
        source_of_rule(scene, draft, rule, &free);
        edges::by_rule(scene, draft, rule, labelled);
        // "They are to meet. A, five envoys said": what a cue at the end speaks for is not the sentence before alone.
        if rule.trails()
            && let Some(said) = rule.content.first()
            && draft.content.iter().all(|piece| piece.end <= said.start && scene.quotation_at(piece.start).is_none())
        {
            edges::take_over(draft, rule);
        }
        // Whoever has the floor has it to the end of the paragraph; what a clause takes up is all that stands before it.
        if matches!(rule.rule, "transcript_turn" | "taken_up") {
            edges::take_over(draft, rule);
        }
    }
    // "It is thought that A": it is nothing.
    if rule.is_some_and(|rule| matches!(rule.rule, "passive_that" | "it_is_said")) && draft.content.len() > 1 {
        draft.content.retain(|piece| piece.len() > 1 || scene.a.low(piece.start) != "it");
    }
    for piece in &mut draft.content {
        pair_marks(scene, piece, &free);
        pair_brackets(scene, piece, &free);
    }
    for cue in &mut draft.cue {
        // "said, asking not to be named": that tells only why there is no name.
        let comma = (cue.start + 1..cue.end).find(|&at| scene.a.word(at) == "," && scene.a.tag(at + 1) == Tag::Vbg);
        if let Some(comma) = comma.filter(|&comma| reported::keeps_name_back(scene, comma + 1..cue.end)) {
            cue.end = comma;
        }
        while cue.len() > 1 && matches!(scene.a.word(cue.end - 1), "." | "," | ";") {
            cue.end -= 1;
        }
    }
    for source in &mut draft.source {
        // "Neither side has said", "Not everybody thinks so": who says nothing must not lose it.
        let before = source.start.saturating_sub(1);
        let not = match scene.a.low(before) {
            "neither" | "no" | "nobody" => free(before..source.start),
            "not" => matches!(scene.a.low(source.start), "all" | "every" | "everyone" | "everybody"),
            _ => false,
        };
        if not && before < source.start {
            source.start = before;
        }
        // "Reyes: The company says …"
        let bracket = source.clone().any(|at| scene.a.word(at) == "(");
        let colon = source.clone().rev().find(|&at| scene.a.word(at) == ":" && at + 1 < source.end);
        if let Some(colon) = colon.filter(|_| !bracket) {
            source.start = colon + 1;
        }
        // "who last month accused": when is no part of who. The WHO has a chief.
        if source.len() > 1 && scene.a.low(source.start) == "who" && !scene.a.tag(source.start).is_proper() {
            source.end = source.start + 1;
        }
    }
}

/// Gives `draft` the source of `rule` where the tagger has none, or has put it into what is said.
fn source_of_rule(scene: &Scene, draft: &mut Draft, rule: &Draft, free: &impl Fn(Range<usize>) -> bool) {
    let [known] = rule.source.as_slice() else {
        if draft.source.is_empty() {
            draft.source.clone_from(&rule.source);
        }
        return;
    };
    // "was dismissed as “absurd” by Roe, who added that": by him.
    if let [source] = draft.source.as_mut_slice()
        && rule.rule == "passive_by"
        && scene.a.low(source.start) == "who"
        && known.end <= source.start
    {
        *source = known.clone();
    }
    if !draft.source.is_empty() {
        return;
    }
    // "It will fail, said a nurse who …": who said it is no part of it.
    if draft.content.len() > 1 && rule.rule == "trailing_inverted" {
        draft.content.retain(|piece| piece.start != known.start);
    }
    // "The newspaper, citing a letter, said": the letter is somebody else's source.
    let comma = known.clone().find(|&at| scene.a.word(at) == ",").unwrap_or(known.end);
    let short = known.start..comma;
    let apart = |tokens: &Range<usize>| {
        draft.content.iter().all(|piece| piece.end <= tokens.start || tokens.end <= piece.start)
    };
    if free(known.clone()) || apart(known) && rule.rule == "trailing_inverted" {
        draft.source.push(known.clone());
    } else if !short.is_empty() && short.len() < known.len() && free(short.clone()) {
        draft.source.push(short);
    }
}

/// Gives the contents of `draft` what `rule` has behind them and the tagger has put nowhere: the rest of a quotation, or
/// of a clause that an apposition breaks.
fn complete(scene: &Scene, draft: &mut Draft, rule: &Draft, free: &impl Fn(Range<usize>) -> bool) {
    let quotes = rule.rule.starts_with("quotation_");
    for known in &rule.content {
        let held = draft.content.iter_mut().rev().find(|piece| known.start <= piece.start && piece.start < known.end);
        let Some(piece) = held else { continue };
        let rest = piece.end..known.end;
        let most = if compares(scene, piece.end + 1) { 2 * REST } else { REST };
        if rest.start < rest.end && free(rest.clone()) && (quotes || rest.len() <= most && breaks_off(scene, piece)) {
            piece.end = rest.end;
        }
    }
}

/// "Kim was told by an aide that A, Lee said": what a cue at the end speaks for is all before it, and not what another cue
/// in it governs.
fn whole(scene: &Scene, draft: &mut Draft, rule: &Draft, free: &impl Fn(Range<usize>) -> bool) {
    let ([said], [known]) = (draft.content.as_mut_slice(), rule.content.as_slice()) else { return };
    let governs = |at: usize| scene.groups.get(scene.group_from(at)).is_some_and(|group| group.head < said.start);
    let told = scene.a.low(said.start) == "that" && known.start < said.start && said.end <= known.end;
    if told && governs(known.start) && scene.quotation_at(known.start).is_none() {
        *said = known.clone();
    }
    // "It had hoped to file by June; that date is in doubt, a manager said"
    let rest = said.end..known.end;
    if said.start == known.start && rest.start < rest.end && free(rest) && scene.quotation_at(known.start).is_none() {
        said.end = known.end;
    }
}

/// "Their own people, he claimed, had told them so": what stands before an aside is said too.
fn lead(draft: &mut Draft, rule: &Draft, free: &impl Fn(Range<usize>) -> bool) {
    let ([said], [first, rest]) = (draft.content.as_slice(), rule.content.as_slice()) else { return };
    if said.start == rest.start && first.end < said.start && free(first.clone()) {
        draft.content.insert(0, first.clone());
    }
}

/// Whether a content that ends with `piece` ends before an apposition ("the chief, Neil Strand, …") or a participle that goes
/// with its last noun ("everyone affected by …").
fn breaks_off(scene: &Scene, piece: &Range<usize>) -> bool {
    let a = scene.a;
    a.word(piece.end) == ","
        && (compares(scene, piece.end + 1)
            || a.tag(piece.end + 1).is_proper()
            || a.tag(piece.end + 1) == Tag::Vbg
            // "the last burial, in 2015, fouled a well"
            || a.tag(piece.end + 1) == Tag::In && (piece.start..piece.end).all(|at| !a.tag(at).is_finite_verb()))
        || a.tag(piece.end) == Tag::Vbn
}

/// "… £410m, more than the £180m that had been expected": whether token `at` begins what an amount is compared with.
fn compares(scene: &Scene, at: usize) -> bool {
    let a = scene.a;
    matches!(
        (a.low(at), a.low(at + 1)),
        ("more" | "less" | "fewer", "than")
            | ("up" | "down", "from")
            | ("compared", "with" | "to")
            | ("well", "above" | "below")
    )
}

/// Takes quotation marks in pairs: a content does not begin behind an opening mark or end before a closing one.
fn pair_marks(scene: &Scene, piece: &mut Range<usize>, free: &impl Fn(Range<usize>) -> bool) {
    let a = scene.a;
    if let Some(place) = scene.quotation_at(piece.start) {
        let quotation = scene.quotation_tokens(place);
        let opened = quotation.start + 1 == piece.start && piece.end + 1 >= quotation.end;
        if opened && free(quotation.start..piece.start) {
            piece.start = quotation.start;
        }
    }
    if let Some(place) = piece.end.checked_sub(1).and_then(|last| scene.quotation_at(last)) {
        let quotation = scene.quotation_tokens(place);
        let marks = piece.end..quotation.end;
        let holds = piece.start <= quotation.start;
        if holds && marks.clone().all(|at| a.tag(at) == Tag::Punct) && free(marks.clone()) {
            piece.end = marks.end.max(piece.end);
        }
    }
}

/// Takes brackets in pairs: "by 4 p.m. (0900 GMT, 0400 ET)".
fn pair_brackets(scene: &Scene, piece: &mut Range<usize>, free: &impl Fn(Range<usize>) -> bool) {
    let open = piece.clone().rev().find(|&at| matches!(scene.a.word(at), "(" | ")"));
    if open.is_none_or(|at| scene.a.word(at) == ")") {
        return;
    }
    let close = (piece.end..piece.end + REST).find(|&at| scene.a.word(at) == ")");
    if let Some(close) = close
        .filter(|&close| free(piece.end..close + 1) && scene.a.sentence_of(close) == scene.a.sentence_of(piece.start))
    {
        piece.end = close + 1;
    }
}

/// `draft`, a rule's inside a content, without the marks that end it; `None` where it says nothing.
pub(super) fn trimmed(scene: &Scene, mut draft: Draft) -> Option<Draft> {
    let a = scene.a;
    for piece in &mut draft.content {
        while piece.start < piece.end
            && matches!(a.word(piece.end - 1), "." | "," | ";" | ":" | "!" | "?" | "…" | "—" | "–")
        {
            piece.end -= 1;
        }
    }
    draft.content.retain(|piece| piece.start < piece.end);
    let mut words = draft.content.iter().flat_map(Clone::clone).filter(|&at| a.tag(at) != Tag::Punct);
    let says = words.any(|at| !matches!(a.low(at), "that" | "this" | "it" | "so"));
    says.then_some(draft)
}
