//! Transcripts: "LEE: We left in the spring." Who speaks stands before a colon at the paragraph's start. In an interview
//! that may be "Q" and "A".

use super::super::tagger::Tag;
use super::draft::Draft;
use super::lexicon;
use super::scene::Scene;

/// A speaker's name has no more words than this.
const NAME: usize = 4;

/// So many paragraphs by two speakers or more are a transcript for sure.
const TURNS: usize = 4;

/// So many answers are an interview.
const ANSWERS: usize = 2;

/// The drafts of all paragraphs that a speaker's name opens.
pub(super) fn drafts(scene: &Scene, into: &mut Vec<Draft>) {
    let a = scene.a;
    let before = into.len();
    // "Q: … A: …" is an interview, however short.
    let mut questions = false;
    for (index, sentence) in a.sentences.iter().enumerate() {
        let first = index == 0 || a.sentences[index - 1].block != sentence.block;
        if !sentence.prose || !first {
            continue;
        }
        let tokens = &sentence.tokens;
        let limit = tokens.end.min(tokens.start + NAME + 1);
        let Some(colon) = (tokens.start + 1..limit).find(|&at| a.word(at) == ":") else { continue };
        let name = tokens.start..colon;
        let shouted = name.clone().all(|at| a.word(at).chars().all(|c| !c.is_lowercase()) && a.word(at).len() > 1);
        let named = shouted || name.clone().all(|at| a.tag(at).is_proper()) && name.len() <= 3;
        let from = colon + 1;
        let label = (name.len() == 1).then(|| turn(a.word(tokens.start))).flatten();
        if label == Some(Turn::Question) {
            questions = true;
            continue;
        }
        let marks = scene.quotation_at(from).is_some() || a.tag(tokens.start) == Tag::Punct;
        if !named && label.is_none() || from >= tokens.end || marks {
            continue;
        }
        // The speaker has the floor to the end of the paragraph.
        let last = a.sentences[index..].iter().take_while(|later| later.block == sentence.block).last();
        let end = last.map_or(tokens.end, |last| last.tokens.end);
        into.push(Draft::new("transcript", colon, colon..from, from..end).said_by(Some(name)));
    }
    // "New Delhi: The court asked": what opens the text and nothing else is where it was written.
    if let [only] = &into[before..]
        && a.sentence_of(only.head) == Some(0)
        && a.tag(only.head + 1) != Tag::Prp
    {
        into.truncate(before);
    }
    let turns = &mut into[before..];
    let last_name = |draft: &Draft| a.low(draft.head - 1).to_owned();
    let dialogue = turns.len() >= TURNS && turns.iter().any(|turn| last_name(turn) != last_name(&turns[0]));
    if dialogue || questions && turns.len() >= ANSWERS {
        turns.iter_mut().for_each(|turn| turn.rule = "transcript_turn");
    }
}

/// What a label that stands for no name announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reading) enum Turn {
    Question,
    Answer,
}

/// Whether `word`, before a colon at a paragraph's start, is such a label.
pub(in crate::reading) fn turn(word: &str) -> Option<Turn> {
    lexicon::lines(include_str!("lexicon/turns.tsv")).filter_map(|line| line.split_once('\t')).find_map(
        |(label, sort)| {
            (label == word).then_some(if sort.trim() == "question" { Turn::Question } else { Turn::Answer })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_interviews() {
        assert_eq!(turn("Q"), Some(Turn::Question));
        assert_eq!(turn("A"), Some(Turn::Answer));
        assert_eq!(turn("Lee"), None);
    }
}
