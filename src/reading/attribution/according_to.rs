//! "According to X", "in X's view", "per X": prepositions that attribute.

use std::ops::Range;

use super::super::sources;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::is_be;
use super::lexicon::Frames;
use super::nouns;
use super::scene::Scene;

/// The drafts of all prepositional cues.
pub(super) fn drafts(scene: &Scene, into: &mut Vec<Draft>) {
    let a = scene.a;
    for sentence in a.sentences.iter().filter(|sentence| sentence.prose) {
        for at in sentence.tokens.clone() {
            let cue = match a.low(at) {
                "according" if a.low(at + 1) == "to" => at..at + 2,
                "per" if a.tag(at + 1).is_proper() && at == sentence.tokens.start => at..at + 1,
                _ => continue,
            };
            let bounds = scene.bounds(at);
            // "A. That's according to Lee."
            if let Some(content) = pointed_back(scene, bounds.start, at)
                && let Some(source) = nouns::starting_at(a, cue.end, bounds.end)
                // "This is according to law": that is a manner.
                && source.clone().any(|at| a.tag(at).is_proper() || sources::may_say(a.low(at)))
            {
                into.push(Draft::new("according_to", at, cue, content).said_by(Some(source)));
                continue;
            }
            let begins = at == bounds.start
                || a.tag(at - 1) == Tag::Cc && at == bounds.start + 1
                // "The data say otherwise: according to …"
                || matches!(a.word(at - 1), ":" | ";")
                // "a raid in which, according to Lee, 40 died"
                || a.word(at - 1) == ","
                    && at > bounds.start + 3
                    && a.low(at - 2) == "which"
                    && a.tag(at - 3) == Tag::In;
            // "according to shipping records"
            let named = nouns::starting_at(a, cue.end, bounds.end).or_else(|| {
                let modified = a.tag(cue.end) == Tag::Vbg && a.tag(cue.end + 1).is_noun();
                let behind = modified.then(|| nouns::starting_at(a, cue.end + 1, bounds.end)).flatten()?;
                Some(cue.end..behind.end)
            });
            // "According to him, A": a pronoun needs no description.
            let pronoun = matches!(a.low(cue.end), "him" | "her" | "them" | "it") && a.word(cue.end + 1) == ",";
            let named = if pronoun { Some(cue.end..cue.end + 1) } else { named };
            let mut source = match named {
                // What looks like an apposition and leaves nothing to say is what is said.
                Some(source) if !begins || scene.trim(source.end, bounds.end) > source.end + 1 => source,
                _ if begins => match first_comma(scene, cue.end, bounds.end) {
                    Some(comma) => cue.end..comma,
                    None => continue,
                },
                _ => continue,
            };
            // "According to figures released on Friday, A"; "According to the paper, which cited two officials, A".
            if begins {
                // "Lee, a guide, who": the comma may be taken for the end of what "a guide" tells.
                let last = source.end.saturating_sub(usize::from(a.word(source.end - 1) == ","));
                let relative = a.word(last) == "," && matches!(a.low(last + 1), "which" | "who" | "whose");
                // A participle, whatever its tag: "two diplomats briefed on the talks".
                let narrowed = matches!(a.tag(source.end), Tag::Vbn | Tag::Vbg | Tag::Vbd);
                if relative || narrowed {
                    let from = if relative { last + 1 } else { source.end };
                    source.end = first_comma(scene, from, bounds.end).unwrap_or(source.end);
                }
            }
            // "according to people who saw it", "… familiar with the matter": what narrows a source belongs to it.
            if a.word(source.end - 1) != "," && !matches!(a.word(source.end), "," | "." | ";" | ")") {
                let stop = (source.end..bounds.end.min(source.end + 25)).find(|&token| {
                    matches!(a.word(token), "," | "." | ";" | "—" | "“" | "\"" | "!" | "?" | ")" | "''")
                });
                let stop = stop.unwrap_or(source.end);
                if at > bounds.start + 1
                    || matches!(a.low(source.end), "who" | "that" | "familiar" | "with" | "by" | "from" | "in" | "on")
                {
                    source = source.start..stop.max(source.end);
                }
            }
            // "according to his lawyer, who told the Post that B": what he told is another claim.
            let told = (source.start + 1..source.end).find(|&comma| {
                a.word(comma) == ","
                    && matches!(a.low(comma + 1), "who" | "which")
                    && scene.groups.get(scene.group_from(comma)).is_some_and(|group| {
                        group.head < bounds.end && group.cue.is_some_and(|cue| cue.frames.any(Frames::THAT))
                    })
            });
            source.end = told.filter(|_| !begins).unwrap_or(source.end);
            let content = if begins {
                let mut start = source.end;
                while start < bounds.end && matches!(a.word(start), "," | ":") {
                    start += 1;
                }
                start..scene.trim(start, bounds.end)
            } else {
                // A content before; where its sentence goes on after the source, that too.
                let mut end = at;
                if end > bounds.start && matches!(a.word(end - 1), "," | "—" | "(" | "–") {
                    end -= 1;
                }
                let start = clause_start(scene, bounds.start, at);
                start..scene.trim(start, end)
            };
            // "Roe called him and, according to a note, assured him that A": the note tells of the second alone.
            let content = match a.low(at.saturating_sub(2)) {
                "and" | "but" if !begins && a.word(at - 1) == "," && a.word(source.end) == "," => {
                    source.end + 1..scene.trim(source.end + 1, bounds.end)
                }
                _ => content,
            };
            if content.is_empty() {
                continue;
            }
            let mut draft = Draft::new("according_to", at, cue, content.clone()).said_by(Some(source.clone()));
            let rest = source.end;
            if !begins && (a.word(rest.saturating_sub(1)) == "," || a.word(rest) == ",") {
                let from = if a.word(rest) == "," { rest + 1 } else { rest };
                // A clause cut in two: "The plan, according to Lee, would cost".
                let next = scene.group_from(from);
                let cut_open = scene
                    .groups
                    .get(next)
                    .is_some_and(|group| group.tokens.start <= from + 1 && group.tokens.start < bounds.end);
                // "By Monday, according to the log, 40 people had called": what says only when or where has its clause behind.
                let leads = scene.groups.get(scene.group_from(content.start)).is_none_or(|group| group.head >= at)
                    && (a.tag(content.start) == Tag::In || a.tag(content.start).is_adverb())
                    && scene.clause_at(from, bounds.end);
                let cut_open = cut_open || leads;
                // "…, according to the office, which said it feared worse": that is said in another clause.
                let another = matches!(a.low(from), "which" | "who" | "whose");
                if cut_open && !another && !matches!(a.tag(from), Tag::Vbg | Tag::Vbn) {
                    draft = draft.and(from..scene.trim(from, bounds.end));
                }
            }
            into.push(draft);
        }
    }
}

/// "That's according to Lee.", which begins at token `start`: what the sentence before says.
fn pointed_back(scene: &Scene, start: usize, at: usize) -> Option<Range<usize>> {
    let a = scene.a;
    let points = at == start + 2 && matches!(a.low(start), "that" | "this") && is_be(a.low(start + 1));
    let here = a.sentence_of(at).filter(|_| points)?;
    let before = a.sentences.get(here.checked_sub(1)?)?;
    if before.block != a.sentences[here].block || !before.prose {
        return None;
    }
    let content = before.tokens.start..scene.trim(before.tokens.start, before.tokens.end);
    (content.len() > 2).then_some(content)
}

/// The first comma outside parentheses from token `from` on, after at least one word.
fn first_comma(scene: &Scene, from: usize, ceiling: usize) -> Option<usize> {
    let mut depth = 0usize;
    for at in from..ceiling.min(from + 40) {
        match scene.a.word(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 0 => return (at > from).then_some(at),
            _ => {}
        }
    }
    None
}

/// Where the clause before token `at` begins: after the last semicolon, or where the sentence does; a quotation running
/// into the sentence counts whole.
fn clause_start(scene: &Scene, start: usize, at: usize) -> usize {
    let a = scene.a;
    let mut from = start;
    // The sentence may begin with the tail of a quotation that ended before it.
    let sentence_start = a.sentence_of(at).map_or(start, |sentence| a.sentences[sentence].tokens.start);
    if let Some(place) = scene.quotation_at(sentence_start) {
        let quotation = scene.quotation_tokens(place);
        if quotation.start < at && quotation.end <= at && scene.quotation_at(at).is_none() {
            from = quotation.start;
        }
    }
    (from..at).rev().take(120).find(|&token| a.word(token) == ";").map_or(from, |token| token + 1)
}
