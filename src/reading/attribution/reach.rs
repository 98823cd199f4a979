//! How far what somebody says reaches, where a rule knows better than the tagger of spans: broken by a cue, by an aside, ended by a
//! semicolon. [`super::apart`] calls it.

use std::ops::Range;

use super::Attribution;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::Frames;
use super::link::Linked;
use super::scene::Scene;

/// "Roe doubts it: the pipes, she notes, are old.": what a cue breaks in two begins behind the mark, and has both its parts; what was
/// said before the mark ends there.
pub(super) fn take_what_is_broken<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let behind_mark = |at: usize| {
        let mark = at.checked_sub(1).filter(|&mark| matches!(scene.a.word(mark), ":" | ";"))?;
        (scene.a.sentence_of(mark) == scene.a.sentence_of(at)).then_some(mark)
    };
    let breaks = |draft: &Draft| {
        draft.is_broken() || matches!(draft.rule, "quotation_before" | "according_to") && draft.content.len() == 2
    };
    let mut marks = Vec::new();
    // What the tagger has over the end of a sentence.
    let over = |piece: &&Range<usize>| scene.a.sentence_of(piece.start) != scene.a.sentence_of(piece.end - 1);
    let mut crossing: Vec<Range<usize>> = linked.iter().flat_map(|one| &one.content).filter(over).cloned().collect();
    crossing.sort_unstable_by_key(|piece| piece.start);
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one) else { continue };
        let (Some(cue), [first, second]) = (rule.cue.first(), rule.content.as_slice()) else { continue };
        let broken = breaks(rule) && first.end < cue.start && cue.end < second.start;
        if !broken {
            continue;
        }
        // "A doctor had come, he said finally, and had been kind": how he said it is no part of it.
        for piece in one.content.iter_mut().filter(|piece| piece.start >= cue.end && piece.end > second.start) {
            piece.start = piece.start.max(second.start);
        }
        let Some(mark) = behind_mark(first.start) else {
            // "without which, they argue, A": a word or two before the cue go with what stands behind it.
            // "He had what he wanted, she argued: cash and thanks."
            let list = scene.a.word(second.start - 1) == ":";
            // "…, a sum that the bank, he says, has promised to repay"
            let hung = first.start > 0
                && scene.a.word(first.start - 1) == ","
                && matches!(scene.a.low(first.start), "a" | "an");
            if (first.len() <= 3 || list || hung) && one.content.iter().all(|piece| piece.start >= cue.end) {
                one.content.insert(0, first.clone());
            }
            // "Models suggest, they write, that A": the second part goes with the first.
            // "said she was “stunned.” Such raids, she added, “are …”": a sentence that begins behind another's words is hers alone.
            let sentence = scene.a.sentence_of(first.start);
            if first.start > 0 && sentence != scene.a.sentence_of(first.start - 1) {
                let taken = crossing
                    .partition_point(|piece| piece.start < first.start)
                    .checked_sub(1)
                    .is_some_and(|piece| crossing[piece].end > first.start);
                // "Lee said the rest was bad, a fate that, she said, was earned": another speaks there.
                let told = scene.groups[scene.group_from(first.start)..]
                    .iter()
                    .take_while(|group| group.head < first.end)
                    .any(|group| group.cue.is_some_and(|cue| cue.frames.any(Frames::THAT)));
                if taken {
                    marks.push((first.start, first.end));
                }
                if (taken || !told) && one.content.iter().all(|piece| piece.start >= cue.end) {
                    one.content.insert(0, first.clone());
                }
            }
            if one.content.iter().all(|piece| piece.end <= cue.start && first.start <= piece.start)
                && scene.quotation_at(second.start).is_none()
            {
                one.content.push(second.clone());
            }
            continue;
        };
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
    // "doubts it: the pipes, she notes, are old", where the tagger misses her cue: what it takes for the doubt is hers.
    let mut broken: Vec<&Draft> = rules.iter().map(|(_, draft)| draft).filter(|draft| breaks(draft)).collect();
    broken.retain(|draft| draft.content.first().is_some_and(|first| behind_mark(first.start).is_some()));
    broken.sort_by_key(|draft| draft.head);
    for one in linked.iter_mut() {
        let Some(own) = rule_of(one) else { continue };
        let holds = |piece: &Range<usize>| {
            let next = broken.get(broken.partition_point(|draft| draft.head < piece.start));
            next.filter(|draft| draft.head < piece.end && draft.head != own.head)
                .and_then(|draft| draft.content.first())
        };
        let Some(first) = one.content.iter().find_map(holds) else { continue };
        if own.head < first.start && own.content.iter().all(|piece| piece.end < first.start) {
            one.take(own);
        }
    }
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
pub(super) fn end_at_semicolons<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    for one in linked.iter_mut() {
        let clause = |rule: &&Draft| matches!(rule.rule, "reported_that" | "reported_clause" | "reported_phrase");
        let Some(rule) = rule_of(one).filter(clause) else { continue };
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

/// "said it had been beaten back and gave no losses", "one calling it A and another wondering B", "accused it of A: B, they pointed out",
/// "which he named as A, “went down”": where the rule knows that somebody's words end and the clause goes on without them.
pub(super) fn end_where_clause_goes_on<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    let a = scene.a;
    let trailing = rules.iter().map(|(_, draft)| draft).filter(|draft| draft.trails());
    let mut begins: Vec<usize> = trailing.filter_map(|draft| Some(draft.content.first()?.start)).collect();
    begins.sort_unstable();
    let outermost =
        rules.iter().filter(|(attribution, draft)| attribution.within.is_none() && !draft.source.is_empty());
    let mut heads: Vec<usize> = outermost.map(|(_, draft)| draft.head).collect();
    heads.sort_unstable();
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one) else { continue };
        let Some(end) = rule.content.last().map(|piece| piece.end) else { continue };
        // "Asked | three times whether A": how often and where is not what.
        if let ("passive_question", [piece], Some(whole)) =
            (rule.rule, one.content.as_mut_slice(), rule.content.first().filter(|_| rule.content.len() == 1))
            && piece.start < whole.start
            && whole.start < piece.end
        {
            piece.start = whole.start;
        }
        let next = scene.group_from(end);
        let starts_at = |at: usize| scene.groups.get(next).filter(|group| group.tokens.start == at);
        let ends = match a.low(end) {
            "and" | "but" => {
                // "considers it bad and thinks that B", "put it at 12 and says that B"
                let speaks = matches!(rule.rule, "reported_phrase" | "placing");
                let again = |head: &usize| speaks && heads.binary_search(head).is_ok();
                // "dismissed that as talk but would not let them in"
                let refuses = |group: &super::groups::Group| {
                    speaks
                        && group.shape == Shape::Finite
                        && group.cue.is_none()
                        && group.tokens.clone().any(|at| matches!(a.low(at), "not" | "n't" | "n’t"))
                };
                starts_at(end + 1)
                    .is_some_and(|group| scene.gives_nothing(next) || again(&group.head) || refuses(group))
                    || matches!(a.low(end + 1), "another" | "others")
                        && starts_at(end + 2).is_some_and(|group| group.shape == Shape::Gerund)
            }
            // "disagreed on that: two felt A"
            ":" => begins.binary_search(&(end + 1)).is_ok() || matches!(rule.rule, "reported_about" | "intention"),
            // "Asked whether he would stay, the mayor hesitated": A alone is asked.
            "," => matches!(rule.rule, "described_as" | "passive_question"),
            // "A clerk who claimed that she had “meant well” was jailed": the clerk was.
            _ => {
                matches!(rule.rule, "reported_that" | "reported_clause")
                    && rule.source.first().is_some_and(|source| scene.a.low(source.start) == "who" && source.len() == 1)
                    && starts_at(end).is_some_and(|group| group.shape == Shape::Finite)
            }
        };
        if !ends || scene.quotation_at(end).is_some() {
            continue;
        }
        for piece in one.content.iter_mut().filter(|piece| piece.start < end && end < piece.end) {
            piece.end = end;
        }
    }
}

/// So many words a subject has at most that is cut off its verb.
const SUBJECT: usize = 8;

/// "said that the builder, Jan Roe, won the job": an apposition inside of what is said is said too.
pub(super) fn fill_what_is_said<'r>(
    scene: &Scene,
    linked: &mut [Linked],
    rules: &[(Attribution, Draft)],
    labelled: &[bool],
    rule_of: impl Fn(&Linked) -> Option<&'r Draft>,
) {
    for one in linked.iter_mut().filter(|one| one.content.len() > 1) {
        let clause = |rule: &&Draft| matches!(rule.rule, "reported_that" | "reported_clause");
        let Some(rule) = rule_of(one).filter(clause) else { continue };
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
    // "Roe, she said, had left and only told them later": nor is the first of its verbs.
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one).filter(|rule| rule.is_broken()) else { continue };
        let (Some(last), Some(piece)) = (rule.content.last(), one.content.last_mut()) else { continue };
        let and = piece.end + usize::from(scene.a.word(piece.end) == ",");
        // ", and most expect more" is another's clause.
        let verb = and == piece.end || scene.a.tag(and + 1).is_finite_verb();
        let goes_on = piece.start >= last.start && and < last.end && verb && matches!(scene.a.low(and), "and" | "or");
        if goes_on && (piece.end..last.end).all(|at| !labelled[at]) {
            piece.end = last.end;
        }
    }
    // "denied that her team had rushed it, as papers have said": a subject is not all that is denied.
    let mut asides: Vec<usize> =
        rules.iter().filter(|(_, draft)| draft.rule == "as_said").map(|(_, draft)| draft.head).collect();
    asides.sort_unstable();
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one).filter(|draft| matches!(draft.rule, "reported_that" | "reported_clause")) else {
            continue;
        };
        let ([said], [piece]) = (rule.content.as_slice(), one.content.as_mut_slice()) else { continue };
        let next = scene.groups.get(scene.group_from(piece.start));
        let subject = next.is_some_and(|group| group.tokens.start == piece.end && group.shape == Shape::Finite);
        if subject && piece.start == said.start && piece.end < said.end && piece.len() <= SUBJECT {
            let aside = asides.get(asides.partition_point(|&head| head < piece.end)).filter(|&&head| head < said.end);
            let comma = aside.and_then(|&head| (piece.end..head).rev().find(|&at| scene.a.word(at) == ","));
            piece.end = comma.unwrap_or(said.end);
        }
    }
    let outermost = rules.iter().filter(|(attribution, _)| attribution.within.is_none());
    let mut speaks: Vec<usize> = outermost.map(|(_, draft)| draft.head).collect();
    speaks.sort_unstable();
    // "says a sailor, named locally as Roe, was reported overdue": a subject without its verb is not all that is said.
    for one in linked.iter_mut() {
        let Some(rule) = rule_of(one).filter(|draft| draft.rule.starts_with("reported_")) else {
            continue;
        };
        let ([said], [piece]) = (rule.content.as_slice(), one.content.as_mut_slice()) else { continue };
        let finite = |from: usize, end: usize| {
            let groups = scene.groups.iter().skip(scene.group_from(from));
            groups.take_while(|group| group.head < end).any(|group| group.shape == Shape::Finite)
        };
        let verb = piece.end + 1;
        let cut = scene.a.word(piece.end) == "," && verb < said.end && scene.a.tag(verb).is_finite_verb();
        // "writing that the ship, which he named as the Orla, “went down”": the aside may be somebody's words too.
        let aside = scene.a.word(piece.end) == ","
            && matches!(scene.a.low(verb), "which" | "who" | "whose")
            && piece.len() <= SUBJECT
            && verb < said.end
            && speaks.get(speaks.partition_point(|&head| head < piece.end)).is_none_or(|&head| head >= said.end);
        if aside && said.start == piece.start && !finite(piece.start, piece.end) {
            piece.end = said.end;
        }
        if cut
            && said.start == piece.start
            && !finite(piece.start, piece.end)
            && (piece.end..said.end).all(|at| !labelled[at])
        {
            piece.end = said.end;
        }
    }
}
