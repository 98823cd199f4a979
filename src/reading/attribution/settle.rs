//! From drafts to attributions: one a cue, spans in order and apart, nested ones tied to the claim they stand in.

use std::ops::Range;

use super::super::tagger::Tag;
use super::Attribution;
use super::draft::{Draft, Finder};
use super::kind::kind;
use super::scene::Scene;
use crate::model::ClaimKind;

/// The attributions that `drafts` make, in order of their first byte.
pub(super) fn settle(scene: &Scene, drafts: Vec<Draft>) -> Vec<(Attribution, Draft)> {
    let a = scene.a;
    let mut found: Vec<(Attribution, Draft)> = Vec::with_capacity(drafts.len());
    let mut drafts = drafts;
    // One draft a cue: the surest.
    drafts.sort_by(|x, y| x.head.cmp(&y.head).then(y.confidence.total_cmp(&x.confidence)));
    drafts.dedup_by_key(|draft| draft.head);
    clip_to_outer(&mut drafts);
    without_described(&mut drafts);
    for mut draft in drafts {
        without_dateline(scene, &mut draft);
        if is_noise(scene, &draft) {
            continue;
        }
        let cue = spans(scene, &draft.cue, &[]);
        let mut content = spans(scene, &draft.content, &cue);
        // Marks alone say nothing.
        content.retain(|span| a.text[span.clone()].contains(char::is_alphanumeric));
        if content.is_empty() {
            continue;
        }
        let mut apart = cue.clone();
        apart.extend(content.iter().cloned());
        let source = spans(scene, &draft.source, &apart);
        let attribution = Attribution {
            confidence: draft.confidence,
            rule: draft.rule,
            finder: draft.finder,
            ..Attribution::bare(kind_of(scene, &draft, &content), source, cue, content)
        };
        found.push((attribution, draft));
    }
    without_quoted_cues(scene, &mut found);
    found.sort_by_key(|(attribution, draft)| (first_byte(attribution), draft.head));
    nest(a.text.len(), &mut found);
    found
}

/// The kind of what `draft` attributes: a transcript is word for word.
fn kind_of(scene: &Scene, draft: &Draft, content: &[Range<usize>]) -> ClaimKind {
    if draft.rule.starts_with("transcript") { ClaimKind::Direct } else { kind(scene, content) }
}

/// “We count,” said Lee, who advises the mayor: what a cue at a sentence's end seems to attribute holds the cue of a
/// quotation, so it is the sentence and no content.
fn without_quoted_cues(scene: &Scene, found: &mut Vec<(Attribution, Draft)>) {
    // "They should be ready to testify “under oath,” he said": what they testify is a part of that.
    let infinitive = |draft: &Draft| draft.cue.first().is_some_and(|cue| scene.a.low(cue.start) == "to");
    let quoting =
        found.iter().filter(|(attribution, draft)| attribution.rule.starts_with("quotation_") && !infinitive(draft));
    let mut cues: Vec<usize> = quoting.filter_map(|(attribution, _)| Some(attribution.cue.first()?.start)).collect();
    cues.sort_unstable();
    found.retain(|(attribution, _)| {
        !matches!(attribution.rule, "trailing" | "trailing_last" | "trailing_when")
            || attribution.content.iter().all(|piece| {
                let next = cues.partition_point(|&cue| cue < piece.start);
                cues.get(next).is_none_or(|&cue| cue >= piece.end)
            })
    });
}

/// "According to a doctor, who feared reprisals, A": what describes the source of all that follows is no claim. `drafts` are in order
/// of their heads.
fn without_described(drafts: &mut Vec<Draft>) {
    let sources: Vec<Range<usize>> = drafts
        .iter()
        .filter(|draft| draft.rule == "according_to")
        .filter_map(|draft| draft.source.first().cloned())
        .collect();
    let mut sources = sources.iter().peekable();
    drafts.retain(|draft| {
        while sources.next_if(|source| source.end <= draft.head).is_some() {}
        !sources.peek().is_some_and(|source| source.contains(&draft.head))
    });
}

/// "It is expected to rain, Lee said": what stands in the sentence that a cue at its end attributes ends where that does,
/// and is the inner claim. `drafts` are in order of their heads.
fn clip_to_outer(drafts: &mut [Draft]) {
    for outer in 0..drafts.len() {
        let Some(said) = drafts[outer]
            .content
            .first()
            .cloned()
            .filter(|said| drafts[outer].trails() && said.end <= drafts[outer].head)
        else {
            continue;
        };
        for inner in (0..outer).rev().take_while(|&inner| drafts[inner].head >= said.start).collect::<Vec<_>>() {
            if drafts[inner].head < said.end {
                for piece in &mut drafts[inner].content {
                    if piece.start < said.end && piece.end > said.end {
                        piece.end = said.end;
                    }
                }
            }
        }
    }
}

/// Takes "KYIV (AP) —" off the content and source of `draft`.
fn without_dateline(scene: &Scene, draft: &mut Draft) {
    for piece in draft.content.iter_mut().chain(&mut draft.source) {
        if let Some(end) = dateline_end(scene, piece.start).filter(|&end| end < piece.end) {
            piece.start = piece.start.max(end);
        }
    }
}

/// Where the dateline of the paragraph that token `at` stands in ends, if that begins with one and `at` is in it.
pub(super) fn dateline_end(scene: &Scene, at: usize) -> Option<usize> {
    let a = scene.a;
    let sentence = a.sentence_of(at)?;
    let tokens = a.sentences[sentence].tokens.clone();
    let opens = sentence.checked_sub(1).is_none_or(|before| a.sentences[before].block != a.sentences[sentence].block);
    let place = a.word(tokens.start);
    // "KINSHASA/GOMA —"
    let shouted = place.chars().count() > 2 && place.chars().all(|c| c.is_uppercase() || matches!(c, '/' | '-'));
    if !opens || at > tokens.start + 16 {
        return None;
    }
    // "Seoul, South Korea — Worms": a place in small letters needs its country, day or agency.
    let mut located = shouted;
    let mut depth = 0usize;
    for token in tokens.start..tokens.end.min(tokens.start + 16) {
        match a.word(token) {
            "(" => {
                depth += 1;
                located = true;
            }
            ")" => depth = depth.saturating_sub(1),
            "—" | "–" | "-" | "--" if depth == 0 => {
                let opens = shouted || a.word(token + 1).starts_with(|c: char| !c.is_lowercase());
                return (located && opens && token >= at).then_some(token + 1);
            }
            // "New Delhi: The court": a place in front of the first paragraph.
            ":" if sentence == 0 && token > tokens.start && token <= tokens.start + 3 && depth == 0 => {
                let place = shouted || (tokens.start..token).all(|at| a.tag(at).is_proper());
                return (place && a.tag(token + 1) != Tag::Prp && token >= at).then_some(token + 1);
            }
            "," if token > tokens.start => located = true,
            "," | "." | "/" => {}
            word if depth == 0 && !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) => return None,
            _ => {}
        }
    }
    None
}

/// Whether what looks like a claim inside a quotation says too little to be one: "we know it".
fn is_noise(scene: &Scene, draft: &Draft) -> bool {
    if says_nothing(scene, draft) {
        return true;
    }
    if draft.finder != Finder::Rule {
        return false;
    }
    let phrase = matches!(draft.rule, "reported_phrase" | "reported_clause" | "reported_about" | "intention");
    let words = draft
        .content
        .iter()
        .flat_map(Clone::clone)
        .filter(|&at| scene.a.word(at).contains(char::is_alphanumeric))
        .take(3)
        .count();
    // "The ruling party", "its governing council": a participle inside a noun phrase attributes nothing.
    let before = draft.head.checked_sub(1).map(|at| scene.a.tag(at));
    let modifies =
        scene.a.tag(draft.head) == Tag::Vbg && matches!(before, Some(Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Jj));
    phrase && (modifies || words < 3 && scene.quotation_at(draft.head).is_some())
}

/// "which was first reported by the Post", "records seen by the Post": a pronoun alone says nothing, and what was seen is not said.
fn says_nothing(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let relative = |piece: &Range<usize>| piece.len() == 1 && matches!(a.low(piece.start), "which" | "what" | "who");
    let seen = draft.cue.first().is_some_and(|cue| {
        cue.len() == 2
            && a.low(cue.end - 1) == "by"
            && matches!(a.low(cue.start), "seen" | "obtained" | "reviewed" | "viewed" | "released" | "published")
    });
    seen || draft.content.iter().all(relative)
}

fn first_byte(attribution: &Attribution) -> usize {
    [&attribution.content, &attribution.cue, &attribution.source]
        .iter()
        .filter_map(|spans| spans.first().map(|span| span.start))
        .min()
        .unwrap_or(0)
}

/// The bytes of `tokens`, in order, without overlap among themselves or with `taken`; touching ones are one.
fn spans(scene: &Scene, tokens: &[Range<usize>], taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let meet = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
    // Most have one stretch, of which nothing is taken.
    if let [tokens] = tokens {
        let bytes = scene.a.bytes(tokens.clone());
        if !bytes.is_empty() && !taken.iter().any(|gone| meet(&bytes, gone)) {
            return vec![bytes];
        }
    }
    let mut spans: Vec<Range<usize>> = tokens
        .iter()
        .filter(|tokens| !tokens.is_empty())
        .map(|tokens| scene.a.bytes(tokens.clone()))
        .filter(|bytes| bytes.start < bytes.end)
        .collect();
    for gone in taken {
        if !spans.iter().any(|span| meet(span, gone)) {
            continue;
        }
        spans = spans.into_iter().flat_map(|span| without(scene.a.text, span, gone)).collect();
    }
    spans.sort_by_key(|span| (span.start, span.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// What is left of `span` without `gone`, white space trimmed.
fn without(text: &str, span: Range<usize>, gone: &Range<usize>) -> Vec<Range<usize>> {
    if gone.end <= span.start || span.end <= gone.start {
        return vec![span];
    }
    [span.start..gone.start.max(span.start), gone.end.min(span.end)..span.end]
        .into_iter()
        .filter_map(|piece| {
            let words = text.get(piece.clone())?;
            let start = piece.start + (words.len() - words.trim_start().len());
            let trimmed = words.trim();
            (!trimmed.is_empty()).then_some(start..start + trimmed.len())
        })
        .collect()
}

/// Whether one piece of `content`, in order, holds `span`.
fn holds(content: &[Range<usize>], span: &Range<usize>) -> bool {
    let after = content.partition_point(|piece| piece.start <= span.start);
    after.checked_sub(1).is_some_and(|holder| span.end <= content[holder].end)
}

/// Ties each attribution to the smallest one whose content holds its cue and its own content.
fn nest(length: usize, found: &mut [(Attribution, Draft)]) {
    let size = |attribution: &Attribution| attribution.content.iter().map(|span| span.len()).sum::<usize>();
    // All pieces of content by where they start; a sweep keeps those that are open.
    let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
    let mut cues: Vec<(usize, usize)> = Vec::new();
    for (index, (attribution, _)) in found.iter().enumerate() {
        pieces.extend(attribution.content.iter().map(|span| (span.start, span.end, index)));
        if let Some(cue) = attribution.cue.first() {
            cues.push((cue.start.min(length), index));
        }
    }
    pieces.sort_unstable();
    cues.sort_unstable();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    let mut within: Vec<Option<usize>> = vec![None; found.len()];
    for (at, index) in cues {
        while let Some(&(start, end, owner)) = pieces.get(next).filter(|piece| piece.0 <= at) {
            debug_assert!(start <= end);
            open.push((end, owner));
            next += 1;
        }
        open.retain(|&(end, _)| end > at);
        let own = size(&found[index].0);
        within[index] = open
            .iter()
            .filter(|&&(_, owner)| owner != index && size(&found[owner].0) > own)
            .filter(|&&(_, owner)| {
                let inner = &found[index].0;
                inner.cue.iter().chain(&inner.content).all(|span| holds(&found[owner].0.content, span))
            })
            .min_by_key(|&&(_, owner)| (size(&found[owner].0), owner))
            .map(|&(_, owner)| owner);
    }
    for ((attribution, _), within) in found.iter_mut().zip(within) {
        attribution.within = within;
    }
}
