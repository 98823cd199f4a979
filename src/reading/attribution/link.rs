//! From labels to attributions: which source and which contents belong to which cue.

use std::ops::Range;

use super::super::spans::Labelled;
use super::super::spans::label::{Role, begins, role};
use super::super::spans::sight::Sight;
use super::draft::Draft;

/// What belongs together, in tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Linked {
    /// The cue; empty where a content stands without one.
    pub cue: Vec<Range<usize>>,
    pub source: Vec<Range<usize>>,
    /// In order; never empty.
    pub content: Vec<Range<usize>>,
    /// The paragraph it was found in, by index.
    pub paragraph: usize,
}

impl Linked {
    /// Takes the spans of `draft`, which knows them better.
    pub fn take(&mut self, draft: &Draft) {
        self.cue.clone_from(&draft.cue);
        self.source.clone_from(&draft.source);
        self.content.clone_from(&draft.content);
    }
}

/// A span that the tagger found.
#[derive(Debug, Clone)]
struct Found {
    role: Role,
    tokens: Range<usize>,
    /// The sentences of its first and last tokens.
    sentences: (u32, u32),
}

/// The attributions of `paragraphs`, in order.
pub(super) fn link(paragraphs: &[Labelled], sights: &[Sight]) -> Vec<Linked> {
    let mut linked = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.posterior.is_some() {
            link_paragraph(index, &spans(paragraph, sights), &mut linked);
        }
    }
    linked
}

fn spans(paragraph: &Labelled, sights: &[Sight]) -> Vec<Found> {
    let mut spans: Vec<Found> = Vec::new();
    for (at, &label) in paragraph.tokens.clone().zip(&paragraph.labels) {
        let Some(role) = role(label) else { continue };
        let sentence = sights[at].sentence;
        match spans.last_mut() {
            Some(last) if !begins(label) && last.role == role && last.tokens.end == at => {
                last.tokens.end = at + 1;
                last.sentences.1 = sentence;
            }
            _ => spans.push(Found { role, tokens: at..at + 1, sentences: (sentence, sentence) }),
        }
    }
    spans
}

/// A cue with what goes with it, by index.
struct Item<'a> {
    cue: &'a Found,
    source: Vec<&'a Found>,
    content: Vec<&'a Found>,
}

/// How far a span is from a cue: first whether they share no sentence, then the tokens between them.
fn distance(cue: &Found, span: &Found) -> (bool, usize) {
    let apart = cue.sentences.0 != span.sentences.0 && cue.sentences.1 != span.sentences.1;
    (apart, gap(cue, span))
}

/// The same for a content, which may begin in one sentence and end in the cue's.
fn content_distance(cue: &Found, span: &Found) -> (bool, usize) {
    let apart = cue.sentences.0 != span.sentences.0
        && cue.sentences.1 != span.sentences.0
        && cue.sentences.0 != span.sentences.1;
    (apart, gap(cue, span))
}

fn gap(cue: &Found, span: &Found) -> usize {
    if cue.tokens.start > span.tokens.start {
        cue.tokens.start.saturating_sub(span.tokens.end)
    } else {
        span.tokens.start.saturating_sub(cue.tokens.end)
    }
}

fn link_paragraph(index: usize, spans: &[Found], linked: &mut Vec<Linked>) {
    let of = |role: Role| spans.iter().filter(move |span| span.role == role);
    let mut items: Vec<Item> = of(Role::Cue).map(|cue| Item { cue, source: Vec::new(), content: Vec::new() }).collect();
    // Each source goes to the nearest cue that has none.
    for source in of(Role::Source) {
        let free = items.iter_mut().filter(|item| item.source.is_empty());
        if let Some(item) = free.min_by_key(|item| distance(item.cue, source)) {
            item.source.push(source);
        }
    }
    // Each cue takes the nearest content that no other cue without one is nearer to; what is left goes to the nearest cue.
    let mut left: Vec<&Found> = of(Role::Content).collect();
    let nearest =
        |items: &[Item], content: &Found| (0..items.len()).min_by_key(|&item| distance(items[item].cue, content));
    for item in 0..items.len() {
        let cue = items[item].cue;
        let Some(best) = (0..left.len()).min_by_key(|&at| content_distance(cue, left[at])) else { break };
        let contested =
            nearest(&items, left[best]).is_some_and(|other| other != item && items[other].content.is_empty());
        if !contested {
            let content = left.remove(best);
            items[item].content.push(content);
        }
    }
    for content in left {
        match nearest(&items, content) {
            Some(item) => items[item].content.push(content),
            // A quotation in a paragraph of its own is the last speaker's.
            None => {
                let source = linked.last().map(|last| last.source.clone()).unwrap_or_default();
                linked.push(Linked {
                    cue: Vec::new(),
                    source,
                    content: vec![content.tokens.clone()],
                    paragraph: index,
                });
            }
        }
    }
    // "he said A and added B": one source, two cues.
    for item in 1..items.len() {
        if items[item].source.is_empty() && items[item - 1].cue.sentences.1 == items[item].cue.sentences.0 {
            items[item].source = items[item - 1].source.clone();
        }
    }
    for mut item in items.into_iter().filter(|item| !item.content.is_empty()) {
        item.content.sort_by_key(|span| span.tokens.start);
        let tokens = |spans: &[&Found]| spans.iter().map(|span| span.tokens.clone()).collect();
        linked.push(Linked {
            cue: vec![item.cue.tokens.clone()],
            source: tokens(&item.source),
            content: tokens(&item.content),
            paragraph: index,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::spans::crf::{Posterior, Scale};
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// One letter a token: s, c, t for source, cue and content, in capitals where one begins, `.` for none, `|` ends a
    /// sentence, `/` a paragraph.
    fn linked(letters: &str) -> Vec<String> {
        let (mut sights, mut paragraphs) = (Vec::new(), Vec::new());
        let mut sentence = 0;
        for paragraph in letters.split('/') {
            let start = sights.len();
            let mut labels = Vec::new();
            for letter in paragraph.chars() {
                if letter == '|' {
                    sentence += 1;
                    continue;
                }
                sights.push(Sight { sentence, ..Sight::default() });
                labels.push(match letter {
                    'S' => 1,
                    's' => 2,
                    'C' => 3,
                    'c' => 4,
                    'T' => 5,
                    't' => 6,
                    _ => 0,
                });
            }
            sentence += 1;
            let emissions = labels.iter().map(|_| wide::i32x8::ZERO);
            let posterior = Posterior::new(emissions, &[[0; 7]; 7], &Scale::new(1.0));
            paragraphs.push(Labelled { tokens: start..sights.len(), labels, posterior: Some(posterior) });
        }
        let show = |spans: &[Range<usize>]| {
            spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect::<Vec<_>>().join("+")
        };
        link(&paragraphs, &sights)
            .iter()
            .map(|one| format!("{} {} {}", show(&one.source), show(&one.cue), show(&one.content)))
            .collect()
    }

    #[rstest]
    #[case("SsCTtt.", &["0-2 2-3 3-6"])]
    #[case("Ttt.SC.", &["4-5 5-6 0-3"])]
    #[case("TtSCTt.", &["2-3 3-4 0-2+4-6"])]
    #[case("SCTt|SCTt.", &["0-1 1-2 2-4", "4-5 5-6 6-8"])]
    #[case("SCTt.CTt.", &["0-1 1-2 2-4", "0-1 5-6 6-8"])]
    #[case("TtSC|Tt.", &["2-3 3-4 0-2+4-6"])]
    #[case("SCTt/Ttt", &["0-1 1-2 2-4", "0-1  4-7"])]
    #[case("SC..", &[])]
    fn cues_get_their_own(#[case] letters: &str, #[case] expected: &[&str]) {
        assert_eq!(linked(letters), expected);
    }

    proptest! {
        #[test]
        fn no_content_is_lost_or_used_twice(letters in "[SsCcTt.|/]{0,40}") {
            let contents: usize = linked(&letters)
                .iter()
                .map(|one| one.rsplit(' ').next().map_or(0, |content| content.split('+').count()))
                .sum();
            let mut spans = 0;
            for paragraph in letters.split('/') {
                let tokens: String = paragraph.chars().filter(|&letter| letter != '|').collect();
                let before = std::iter::once('.').chain(tokens.chars());
                spans += tokens
                    .chars()
                    .zip(before)
                    .filter(|&(letter, before)| letter == 'T' || letter == 't' && !matches!(before, 'T' | 't'))
                    .count();
            }
            prop_assert_eq!(contents, spans);
        }
    }
}
