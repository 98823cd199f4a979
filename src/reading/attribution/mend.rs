//! What the tagger of spans finds, put right where marks or a rule that has the same cue know better.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::lemma;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::{Group, Shape};
use super::scene::Scene;
use super::{complement, lexicon, nouns, reported};

/// The most words of a name that the tagger may have left out.
const NAME: usize = 3;

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
        by_rule(scene, draft, rule, labelled);
        // "They are to meet. A, five envoys said": what a cue at the end speaks for is not the sentence before alone.
        if rule.trails()
            && let Some(said) = rule.content.first()
            && draft.content.iter().all(|piece| piece.end <= said.start && scene.quotation_at(piece.start).is_none())
        {
            take_over(draft, rule);
        }
        // Whoever has the floor has it to the end of the paragraph; what a clause takes up is all that stands before it.
        if matches!(rule.rule, "transcript_turn" | "taken_up") {
            take_over(draft, rule);
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

/// Gives `draft` all spans of `rule`.
fn take_over(draft: &mut Draft, rule: &Draft) {
    draft.cue.clone_from(&rule.cue);
    draft.source.clone_from(&rule.source);
    draft.content.clone_from(&rule.content);
}

/// Sets the edges of cue and source where `rule` knows them better: a cue is one clause's ("who attended declined"), a source
/// stands in its sentence and without when ("A day later a minister").
fn by_rule(scene: &Scene, draft: &mut Draft, rule: &Draft, labelled: &[bool]) {
    let a = scene.a;
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
    if let ([source], [known]) = (draft.source.as_mut_slice(), rule.source.as_slice()) {
        let sentence = |at: usize| a.sentence_of(at);
        // "The Emirates, which the army has accused of it, denied": the army has a verb of its own.
        let clause = |at: usize| matches!(a.low(at), "which" | "whom" | "who" | "whose");
        let comma = known.clone().find(|&at| a.word(at) == "," && clause(at + 1));
        if let Some(comma) =
            comma.filter(|&comma| comma < source.start && source.end <= known.end && comma > known.start)
        {
            *source = known.start..comma;
            return;
        }
        // "a judge who friends say wants to retire": it is they who say so.
        if known.start > 0
            && matches!(a.low(known.start - 1), "who" | "which" | "that" | "whom")
            && source.start < known.start
            && (source.end == known.start || source.end == known.end)
            && known.end == rule.head
        {
            *source = known.clone();
            return;
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
            return;
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
