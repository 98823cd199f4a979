//! Quotations with a cue before, after or between them; those that follow on; those that run over paragraphs.

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::complement::{Joint, complement};
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::Frames;
use super::scene::Scene;
use super::{gesture, nouns, signed, trailing};

pub(super) const QUOTED_AS: &str = "quoted_as";

/// How far behind or before a quotation its cue may stand, in tokens.
const REACH: usize = 40;

/// The drafts of all quotations; `taken` marks the verb groups that they use.
pub(super) fn drafts(scene: &Scene, taken: &mut [bool], into: &mut Vec<Draft>) {
    // The draft that the last quotation went to, and that quotation.
    let mut last: Option<(usize, usize)> = None;
    // The draft of each quotation, for those that go on with it.
    let mut drafted: Vec<Option<usize>> = vec![None; scene.outer.len()];
    for place in 0..scene.outer.len() {
        let tokens = scene.quotation_tokens(place);
        if tokens.len() < 2 || !is_prose(scene, tokens.start) {
            continue;
        }
        let continued = scene.quotation(place).continues.and_then(|before| scene.outer.binary_search(&before).ok());
        if let Some(draft) = continued.and_then(|before| drafted[before]) {
            into[draft].content.push(tokens.clone());
            drafted[place] = Some(draft);
            last = Some((draft, place));
            continue;
        }
        if let Some((draft, before)) = last
            && resumes(scene, before, place, &into[draft])
        {
            into[draft].content.push(tokens.clone());
            drafted[place] = Some(draft);
            last = Some((draft, place));
            continue;
        }
        if let Some(draft) = signed::draft(scene, &tokens).or_else(|| gesture::draft(scene, &tokens, taken)) {
            drafted[place] = Some(into.len());
            last = Some((into.len(), place));
            into.push(draft);
            continue;
        }
        let found = after(scene, place, &tokens, last.map(|(_, before)| before))
            .or_else(|| before(scene, place, &tokens, last.map(|(_, before)| before)));
        if let Some(found) = found {
            let index = found.group;
            if let Some(group) = index {
                if taken[group] {
                    // "“A,” he said, “B.”": one claim in two pieces.
                    if let Some((draft, _)) = last.filter(|&(draft, _)| into[draft].head == found.draft.head) {
                        into[draft].content.push(tokens.clone());
                        drafted[place] = Some(draft);
                        last = Some((draft, place));
                        continue;
                    }
                }
                taken[group] = true;
            }
            drafted[place] = Some(into.len());
            last = Some((into.len(), place));
            let mut draft = found.draft;
            // “A. ¶ “B,” she said: the paragraphs before are hers too.
            let mut earlier = continued;
            while let Some(before) = earlier
                .filter(|&before| drafted[before].is_none() && opens_paragraph(scene, before) && !tells(scene, before))
            {
                draft.content.insert(0, scene.quotation_tokens(before));
                drafted[before] = Some(into.len());
                let before = scene.quotation(before).continues;
                earlier = before.and_then(|before| scene.outer.binary_search(&before).ok());
            }
            into.push(draft);
            continue;
        }
        // What follows on in the same paragraph is the last speaker's.
        if let Some((draft, before)) = last
            && follows_on(scene, before, place)
        {
            into[draft].content.push(tokens.clone());
            drafted[place] = Some(draft);
            last = Some((draft, place));
        }
    }
}

/// Whether quotation `place` goes on in the sentence of the cue that quotation `before` has: "“A,” Lee said on Monday,
/// “and B.”"
fn resumes(scene: &Scene, before: usize, place: usize, draft: &Draft) -> bool {
    let a = scene.a;
    let gap = scene.quotation_tokens(before).end..scene.quotation_tokens(place).start;
    if gap.len() > REACH || gap.is_empty() || !gap.contains(&draft.head) || scene.is_scare(place) {
        return false;
    }
    if a.sentence_of(draft.head) != a.sentence_of(gap.end) || !matches!(a.word(gap.end - 1), "," | "—" | "–" | "--")
    {
        return false;
    }
    // Another cue in between has the rest.
    let later = scene.group_from(draft.head + 1);
    !scene.groups[later..].iter().take_while(|group| group.head < gap.end).any(|group| {
        group.cue.is_some_and(|cue| cue.frames.any(Frames::QUOTE))
            && (group.shape == Shape::Gerund || group.tokens.end + 1 >= gap.end)
    })
}

struct Found {
    draft: Draft,
    group: Option<usize>,
}

fn is_prose(scene: &Scene, token: usize) -> bool {
    scene.a.sentence_of(token).is_some_and(|sentence| scene.a.sentences[sentence].prose)
}

/// Whether quotation `place` is a new sentence of the paragraph of quotation `before`, with nothing told in between but
/// the cue's own sentence.
fn follows_on(scene: &Scene, before: usize, place: usize) -> bool {
    let a = scene.a;
    let (first, second) = (scene.quotation_tokens(before), scene.quotation_tokens(place));
    let (Some(end), Some(start)) = (a.sentence_of(first.end.saturating_sub(1)), a.sentence_of(second.start)) else {
        return false;
    };
    if a.sentences[end].block != a.sentences[start].block || scene.is_scare(place) {
        return false;
    }
    let opens_sentence = a.sentences[start].tokens.start == second.start;
    let sentences_between = start.saturating_sub(end);
    // Directly on, or after the rest of the cue's sentence.
    opens_sentence
        && (sentences_between <= 1
            || sentences_between == 2 && a.sentences[start - 1].tokens.len() <= REACH && {
                let gap = &a.sentences[start - 1].tokens;
                scene.quotation_at(gap.start).is_none() && gap.start >= first.end && first.end + 1 >= gap.start
            })
}

/// “…,” said Lee; “…,” Lee said; “…,” Lee, a farmer, told Reuters.
fn after(scene: &Scene, place: usize, tokens: &Range<usize>, last: Option<usize>) -> Option<Found> {
    let a = scene.a;
    let mut gap = tokens.end;
    let sentence = a.sentence_of(gap)?;
    if a.sentences[sentence].block != a.sentences[a.sentence_of(tokens.start)?].block {
        return None;
    }
    let mut end = a.sentences[sentence].tokens.end.min(gap + REACH);
    if let Some(next) = scene.outer.get(place + 1).map(|_| scene.quotation_tokens(place + 1))
        && (!scene.is_scare(place + 1) || next.start < gap + 2)
    {
        end = end.min(next.start.max(gap));
    }
    let inner_last = scene.last_word(place);
    let comma = matches!(a.word(gap), "," | "—" | "–" | "--");
    if comma {
        gap += 1;
    }
    // A quotation that ends in a full stop is not followed by its cue, unless that is written small or upside down.
    let closes = matches!(inner_last, "," | "?" | "!" | "—" | "…" | "...") || comma;
    let group_index = scene.group_from(gap);
    let group = scene.groups.get(group_index).filter(|group| group.head < end)?;
    let inverted = group.tokens.start == gap;
    if !(closes || inverted && a.word(gap).starts_with(char::is_lowercase)) {
        return None;
    }
    // The second verb of "Lee, who farms here, said".
    for index in group_index..(group_index + 4).min(scene.groups.len()) {
        let group = &scene.groups[index];
        if group.head >= end {
            break;
        }
        let quoted = who_is_quoted(scene, index, end);
        let Some(cue) = group.cue.filter(|cue| quoted.is_some() || cue.frames.any(Frames::QUOTE)) else { continue };
        // "“A,” a view shared by many": nobody says so.
        let hung = group.shape == Shape::Participle
            && a.low(group.tokens.end) == "by"
            && a.tag(group.tokens.start - 1).is_noun();
        if group.passive || hung || matches!(group.shape, Shape::Infinitive) {
            continue;
        }
        let normal = scene
            .own_subject(index)
            .filter(|subject| {
                subject.tokens.start >= gap
                    && (unbroken(scene, gap..subject.tokens.start) || describes(scene, gap..subject.tokens.start))
            })
            .map(|subject| gap..subject.tokens.end);
        let source = match normal {
            Some(source) => Some(source),
            // "the word “punish” tells us more": nobody is told so back to front.
            None if index == group_index && inverted && group.shape != Shape::Gerund && cue.lemma != "tell" => {
                Some(nouns::behind_cue(a, group.tokens.end, end)?)
            }
            _ => None,
        };
        // "calling it “fiction,” even as officials acknowledged that B"
        let Some(source) = source.filter(|source| !subordinates(scene, source.start, gap)) else { continue };
        let content = start_of(scene, place, tokens, last)..tokens.end;
        if let Some((quoted, saying)) = quoted {
            let mut draft = Draft::new(QUOTED_AS, group.head, group.tokens.clone(), content)
                .said_by(Some(quoted))
                .told_to(Some(source));
            draft.cue.push(saying);
            return Some(Found { draft, group: Some(index) });
        }
        let listener = complement(scene, index, cue.frames).listener;
        let draft = Draft::new("quotation_after", group.head, group.tokens.clone(), content)
            .said_by(Some(source))
            .told_to(listener);
        return Some(Found { draft, group: Some(index) });
    }
    None
}

/// “A,” the paper quoted Lee as saying: who is quoted by the verb of group `index`, and the words behind.
fn who_is_quoted(scene: &Scene, index: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let a = scene.a;
    let group = scene.groups.get(index).filter(|group| group.cue.is_some_and(|cue| cue.lemma == "quote"))?;
    let source = nouns::starting_at(a, group.tokens.end, end)?;
    let saying = a.low(source.end) == "as" && a.tag(source.end + 1) == Tag::Vbg;
    saying.then(|| (source.clone(), source.end..source.end + 2))
}

/// "The paper quoted Lee as saying that A", by the verb of group `index`: Lee says so, whom the paper heard.
pub(super) fn as_saying(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = scene.groups.get(index).filter(|group| !group.passive && group.shape == Shape::Finite)?;
    let end = scene.bounds(group.head).end;
    let (quoted, saying) = who_is_quoted(scene, index, end)?;
    let paper = scene.own_subject(index)?.tokens;
    if let Some(draft) = quoted_behind(scene, index, &quoted, &saying, &paper) {
        return Some(draft);
    }
    let inner = scene.group_from(saying.start);
    let start = saying.end;
    if scene.groups.get(inner).is_none_or(|inner| inner.head >= start) || scene.quotation_at(start).is_some() {
        return None;
    }
    let content = start..scene.content_end(inner, start, false);
    let said = content.len() > 1 && a.tag(start) != Tag::Punct;
    let verb = saying.end - 1;
    said.then(|| Draft::new(QUOTED_AS, verb, verb..saying.end, content).said_by(Some(quoted)).told_to(Some(paper)))
}

/// "A, the paper quoted Lee as saying.": the same behind what is said.
fn quoted_behind(
    scene: &Scene,
    index: usize,
    quoted: &Range<usize>,
    saying: &Range<usize>,
    paper: &Range<usize>,
) -> Option<Draft> {
    let a = scene.a;
    let bounds = scene.bounds(scene.groups[index].head);
    let comma = paper.start.checked_sub(1).filter(|&at| at > bounds.start + 1 && a.word(at) == ",")?;
    let verb = scene.groups.get(scene.group_from(bounds.start)).is_some_and(|group| group.head < comma);
    if !verb || scene.quotation_at(comma).is_some() || !trailing::ends_here(scene, saying.end, bounds.end) {
        return None;
    }
    let start = trailing::opening(scene, bounds.start, comma);
    let content = start..scene.trim(start, comma);
    let last = saying.end - 1;
    (content.len() > 2).then(|| {
        Draft::new(QUOTED_AS, last, last..saying.end, content)
            .said_by(Some(quoted.clone()))
            .told_to(Some(paper.clone()))
    })
}

/// Whether a clause of its own begins at token `from`, where the gap behind a quotation begins at `gap`.
fn subordinates(scene: &Scene, from: usize, gap: usize) -> bool {
    let a = scene.a;
    from == gap
        && (a.low(gap) == "even" && matches!(a.low(gap + 1), "as" | "though" | "if" | "when")
            || a.tag(gap) == Tag::In && matches!(a.low(gap), "although" | "though" | "while" | "whereas" | "because"))
}

/// “A,” the firm's country director, | Jane Roe said: whether `tokens` say what the name behind them is.
fn describes(scene: &Scene, tokens: Range<usize>) -> bool {
    let a = scene.a;
    let Some(comma) = tokens.end.checked_sub(1).filter(|&at| at > tokens.start && a.word(at) == ",") else {
        return false;
    };
    let plain = |at: usize| a.tag(at) != Tag::Punct && !a.tag(at).is_verb() && a.low(at) != "that";
    a.tag(tokens.end).is_proper()
        && (tokens.start..comma).any(|at| sources::is_trade(a.low(at)))
        && comma - tokens.start <= DESCRIBED
        && (a.tag(tokens.start) == Tag::Dt
            || a.tag(tokens.start) == Tag::PrpPoss
            || (tokens.start..comma).any(|at| a.tag(at) == Tag::Pos))
        && (tokens.start..comma).all(plain)
}

/// So many words say what somebody is before the name.
const DESCRIBED: usize = 12;

/// Whether quotation `place` opens its paragraph.
fn opens_paragraph(scene: &Scene, place: usize) -> bool {
    let a = scene.a;
    let start = scene.quotation_tokens(place).start;
    let block = |at: usize| a.sentence_of(at).map(|sentence| a.sentences[sentence].block);
    start.checked_sub(1).is_none_or(|before| block(before) != block(start))
}

/// “A, she said to them. ¶ “B,”: whether somebody's words end in quotation `place`, which nobody closed.
fn tells(scene: &Scene, place: usize) -> bool {
    let tokens = scene.quotation_tokens(place);
    let first = scene.group_from(tokens.start);
    scene.groups[first..].iter().enumerate().take_while(|(_, group)| group.head < tokens.end).any(|(at, group)| {
        group.shape == Shape::Finite
            && group.cue.is_some_and(|cue| cue.frames.any(Frames::QUOTE))
            && scene
                .own_subject(first + at)
                .and_then(|subject| subject.tokens.start.checked_sub(1))
                .is_some_and(|before| scene.a.word(before) == ",")
    })
}

/// Whether `tokens` may be the head of the noun phrase behind them, whatever their tags say.
fn unbroken(scene: &Scene, tokens: Range<usize>) -> bool {
    // "“A,” words that the mayor said amounted to B": the words do not say so.
    let plain = |at: usize| scene.a.tag(at) != Tag::Punct && !scene.a.tag(at).is_verb() && scene.a.low(at) != "that";
    tokens.len() <= 6 && tokens.into_iter().all(plain)
}

/// Where a content that ends with quotation `place` begins: with the sentence that the quotation is part of.
fn start_of(scene: &Scene, place: usize, tokens: &Range<usize>, last: Option<usize>) -> usize {
    let a = scene.a;
    let Some(sentence) = a.sentence_of(tokens.start) else { return tokens.start };
    let mut start = a.sentences[sentence].tokens.start;
    if start >= tokens.start || tokens.start - start > 60 {
        return tokens.start;
    }
    // What the last quotation, or its cue, takes up is not this one's.
    if let Some(last) = last {
        let before = scene.quotation_tokens(last);
        if before.end > start {
            return tokens.start;
        }
    }
    if let Some(earlier) = place.checked_sub(1) {
        let before = scene.quotation_tokens(earlier);
        if before.end > start && before.start < start {
            start = before.end;
        }
    }
    while start < tokens.start && matches!(a.word(start), "," | "-" | "—" | "–" | "•") {
        start += 1;
    }
    start
}

/// Lee said: “…”; Lee said in Seoul on Monday, “…”; Lee wrote: ¶ “…”.
fn before(scene: &Scene, place: usize, tokens: &Range<usize>, last: Option<usize>) -> Option<Found> {
    let a = scene.a;
    let own = a.sentence_of(tokens.start)?;
    let mut floor = a.sentences[own].tokens.start;
    let mut colon = false;
    if floor == tokens.start {
        // A colon may end the paragraph before.
        let earlier = own.checked_sub(1)?;
        let before = &a.sentences[earlier];
        if a.word(before.tokens.end - 1) != ":" || !before.prose || a.sentences[own].block > before.block + 1 {
            return None;
        }
        floor = before.tokens.start;
        colon = true;
    }
    if let Some(last) = last {
        let before = scene.quotation_tokens(last);
        if before.end <= tokens.start {
            floor = floor.max(before.end);
        }
    }
    let floor = floor.max(tokens.start.saturating_sub(REACH));
    let mut edge = tokens.start;
    if edge > floor && matches!(a.word(edge - 1), "," | ":") {
        colon |= a.word(edge - 1) == ":";
        edge -= 1;
    }
    let touching = edge < tokens.start;
    let to_group = scene.group_from(tokens.start);
    for index in (to_group.saturating_sub(4)..to_group).rev() {
        let group = &scene.groups[index];
        if group.tokens.start < floor {
            break;
        }
        let cue = group.cue.filter(|cue| cue.frames.any(Frames::QUOTE));
        let Some(cue) = cue else {
            // "wrote on the site where she works: “…”": a verb in between is looked past only before a colon.
            if colon {
                continue;
            }
            break;
        };
        if group.passive {
            break;
        }
        let found = complement(scene, index, cue.frames);
        let reaches = group.tokens.end >= edge
            || touching && (colon || found.joint == Joint::Quotation || found.joint == Joint::End)
            || found.joint == Joint::Quotation && found.start == tokens.start;
        if !reaches || scene.is_scare(place) && !touching {
            break;
        }
        let source = scene.subject(index).map(|subject| subject.tokens).or_else(|| {
            // "“A,” said Lee. Added Kim: “B”"
            nouns::starting_at(a, group.tokens.end, edge)
        });
        let Some(source) = source else { break };
        if source.end > tokens.start {
            break;
        }
        let end = end_of(scene, index, tokens);
        // "Roe said the club was dead: “It is over.”": all of it is hers.
        if colon
            && matches!(found.joint, Joint::That | Joint::Bare)
            && group.tokens.end <= found.start
            && found.start < edge
            && (found.start..edge).all(|at| scene.quotation_at(at).is_none())
        {
            let clause = found.start..scene.trim(found.start, edge);
            let whole = a.sentence_of(edge) == a.sentence_of(tokens.start);
            let draft = match whole {
                true => Draft::new("quotation_before", group.head, group.tokens.clone(), found.start..tokens.end),
                false => Draft::new("quotation_before", group.head, group.tokens.clone(), clause).and(tokens.clone()),
            };
            let draft = draft.said_by(Some(source)).told_to(found.listener);
            return Some(Found { draft, group: Some(index) });
        }
        // "It needs a booster, he said, “and that is where we lose people.”"
        let lead = led_by(scene, tokens.start, &source, group.tokens.end);
        let content = lead.clone().unwrap_or(tokens.start..end);
        let draft = Draft::new("quotation_before", group.head, group.tokens.clone(), content)
            .and(lead.map_or(end..end, |_| tokens.start..end))
            .said_by(Some(source))
            .told_to(found.listener);
        return Some(Found { draft, group: Some(index) });
    }
    // "Lee: “…”" and "Lee took the stage: “…”": the colon is the cue.
    if colon && touching && !scene.is_scare(place) {
        let first = scene.group_from(floor);
        let source = match scene.groups.get(first).filter(|group| group.head < edge) {
            Some(_) => scene.own_subject(first).map(|subject| subject.tokens),
            None => nouns::ending_at(a, edge, floor),
        }?;
        let draft = Draft::new("quotation_colon", edge, edge..edge + 1, tokens.start..tokens.end).said_by(Some(source));
        return Some(Found { draft, group: None });
    }
    None
}

/// So many words may tell where or when something was said: "in a post on X".
const PLACE: usize = 10;

/// What stands before a cue in commas whose quotation, at token `quotation`, goes on with it in small letters.
fn led_by(scene: &Scene, quotation: usize, source: &Range<usize>, cue_end: usize) -> Option<Range<usize>> {
    let a = scene.a;
    let bounds = scene.bounds(cue_end.saturating_sub(1));
    let comma = source.start.checked_sub(1).filter(|&at| a.word(at) == "," && at > bounds.start + 2)?;
    // "she added in a post on X, “are …”": where is no other clause.
    let last = quotation.checked_sub(1).filter(|&at| a.word(at) == "," && at <= cue_end + PLACE)?;
    let goes_on = (cue_end..last).all(|at| a.tag(at) != Tag::Punct && !a.tag(at).is_verb());
    let small = a.word(quotation + 1).starts_with(char::is_lowercase);
    // "but then did: her office had counted 61 buses, she said, “and …”"
    let mark = (bounds.start..comma).rev().find(|&at| matches!(a.word(at), ":" | ";"));
    let start = mark.map_or(bounds.start, |mark| mark + 1);
    // "The data, the authors write, “are hard to explain”"
    let clause = scene.groups.get(scene.group_from(start)).is_some_and(|group| group.head < comma)
        || a.tag(quotation + 1).is_finite_verb();
    let free = (start..comma).all(|at| scene.quotation_at(at).is_none());
    (goes_on && small && clause && free).then_some(start..comma)
}

/// Where a content that begins with a quotation ends: with it, or with the sentence that goes on after it.
fn end_of(scene: &Scene, index: usize, tokens: &Range<usize>) -> usize {
    let a = scene.a;
    let last = scene.quotation_at(tokens.start).map_or("", |place| scene.last_word(place));
    if matches!(last, "." | "?" | "!") || matches!(a.word(tokens.end), "." | "," | "" | ";") {
        return tokens.end;
    }
    if a.sentence_of(tokens.end) != a.sentence_of(tokens.end - 1) {
        return tokens.end;
    }
    scene.content_end(index, tokens.start, false).max(tokens.end)
}
