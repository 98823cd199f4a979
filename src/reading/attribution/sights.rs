//! What the tagger of spans sees: every token, with what the rules hold it for.

use std::ops::Range;

use super::super::spans::label::{self, Label, OUTSIDE, Role};
use super::super::spans::score::Memo;
use super::super::spans::sight::{LONGEST, Paragraph, Sight, hash, mix};
use super::Attribution;
use super::lexicon::Lexicon;
use super::scene::Scene;

/// The paragraphs of prose; a very long one in parts that end with sentences.
pub(super) fn paragraphs(scene: &Scene) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut block = None;
    for sentence in scene.a.sentences.iter().filter(|sentence| sentence.prose) {
        // A sentence without end is cut where it must be.
        let mut tokens = sentence.tokens.clone();
        while !tokens.is_empty() {
            let part = tokens.start..tokens.end.min(tokens.start + LONGEST);
            tokens.start = part.end;
            match paragraphs.last_mut() {
                Some(last)
                    if block == Some(sentence.block)
                        && last.end == part.start
                        && last.len() + part.len() <= LONGEST =>
                {
                    last.end = part.end;
                }
                _ => paragraphs.push(part),
            }
            block = Some(sentence.block);
        }
    }
    paragraphs
}

/// Every token of `scene`, with what `rules` found: their attributions, settled.
pub(super) fn sights<'r>(
    scene: &Scene,
    rules: impl IntoIterator<Item = &'r Attribution>,
    memo: &mut Memo,
) -> Vec<Sight> {
    let a = scene.a;
    let mut sights: Vec<Sight> = (0..a.tokens.len())
        .map(|at| {
            let form = memo.form(a.word(at), || Sight::of_form(a.word(at), a.low(at), class(a.low(at))));
            Sight { tag: a.tag(at), ..form }
        })
        .collect();
    for (number, sentence) in a.sentences.iter().enumerate() {
        let Some(tokens) = sights.get_mut(sentence.tokens.clone()) else { continue };
        for sight in tokens.iter_mut() {
            sight.sentence = number as u32;
        }
        if let Some(first) = tokens.first_mut() {
            first.first = true;
        }
    }
    for place in 0..scene.outer.len() {
        let tokens = scene.quotation_tokens(place);
        let scare = u8::from(scene.is_scare(place));
        for at in tokens.clone() {
            sights[at].quote = 1 + scare + 2 * u8::from(at == tokens.start) + 4 * u8::from(at + 1 == tokens.end);
        }
    }
    for phrase in &a.phrases {
        for at in phrase.tokens.clone() {
            sights[at].phrase = 1 + 2 * u8::from(at == phrase.tokens.start) + 4 * u8::from(at == phrase.head);
        }
    }
    for rule in rules {
        mark(scene, rule, &mut sights);
    }
    sights
}

/// Marks the tokens of what a rule found; of two that hold a token, the first has it.
fn mark(scene: &Scene, rule: &Attribution, sights: &mut [Sight]) {
    let a = scene.a;
    let name = hash(rule.rule);
    let cue = rule.cue.last().and_then(|cue| a.tokens_in(cue).last()).map_or(0, |last| hash(a.low(last)));
    for (role, spans) in [(Role::Source, &rule.source), (Role::Cue, &rule.cue), (Role::Content, &rule.content)] {
        for span in spans {
            let tokens: Range<usize> = a.tokens_in(span);
            for at in tokens.clone() {
                let label: Label = if at == tokens.start { label::begin(role) } else { label::inside(role) };
                let sight = &mut sights[at];
                if rule.within.is_some() {
                    if sight.inner == 0 {
                        sight.inner = mix(u64::from(label), name);
                    }
                } else if sight.said == OUTSIDE {
                    (sight.said, sight.rule, sight.cue) = (label, name, cue);
                }
            }
        }
    }
}

/// What the lexicon of cues holds a word for.
fn class(low: &str) -> u8 {
    let lexicon = Lexicon::get();
    if let Some(cue) = lexicon.verb(low) {
        1 + cue.class as u8
    } else if let Some(cue) = lexicon.noun(low) {
        32 + cue.class as u8
    } else if lexicon.adjective(low).is_some() {
        64
    } else {
        0
    }
}
