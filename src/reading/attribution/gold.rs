//! Own gold for what is told about a claim whose spans are known: kind, via, hedge, denial.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{ClaimKind, Document};
use crate::reading::analysis::Analysis;
use crate::reading::sources;

use super::draft::Draft;
use super::kind::kind;
use super::{Attribution, complete, scene};

/// The text of a marked sentence, and the bytes of its source, cue and content.
fn unmarked(marked: &str) -> (String, [Vec<Range<usize>>; 3]) {
    let mut text = String::new();
    let mut spans = [Vec::new(), Vec::new(), Vec::new()];
    let mut open = 0;
    for mark in marked.chars() {
        match mark {
            '[' | '<' | '{' => open = text.len(),
            ']' => spans[0].push(open..text.len()),
            '>' => spans[1].push(open..text.len()),
            '}' => spans[2].push(open..text.len()),
            other => text.push(other),
        }
    }
    (text, spans)
}

/// Kind, via by name, hedge and denial of the claim that `marked` holds.
fn read(marked: &str) -> [String; 4] {
    let (text, [source, cue, content]) = unmarked(marked);
    let document = Document { text, ..Document::default() };
    let analysis = Analysis::new(&document);
    let scene = scene::Scene::new(&analysis);
    let tokens = |spans: &[Range<usize>]| spans.iter().map(|span| analysis.tokens_in(span)).collect::<Vec<_>>();
    let (cues, said) = (tokens(&cue), tokens(&content));
    let head = cues.first().map_or(0, |cue| cue.end.saturating_sub(1));
    let mut draft =
        Draft::new("test", head, cues[0].clone(), said[0].clone()).said_by(tokens(&source).first().cloned());
    (draft.cue, draft.content) = (cues, said);
    let bare = Attribution::bare(kind(&scene, &content), source, cue, content);
    let found = complete(&scene, bare, &draft, None);
    let resolution = sources::resolve(&analysis, std::slice::from_ref(&found));
    let via = resolution.vias[0].map_or("-".to_owned(), |via| resolution.sources[via.0].name.clone());
    let kind = match found.kind {
        ClaimKind::Direct => "direct",
        ClaimKind::Indirect => "indirect",
        ClaimKind::Mixed => "mixed",
    };
    let negated = if found.negated { "negated" } else { "-" };
    [kind.to_owned(), via, found.hedge.unwrap_or("-".to_owned()), negated.to_owned()]
}

#[test]
fn tells_kind_via_hedge_and_denial() {
    const FACTS: [&str; 4] = ["kind", "via", "hedge", "negated"];
    let mut wrong = Vec::new();
    let mut score: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in super::lexicon::lines(include_str!("gold/rest.txt")) {
        let (sentence, facts) = line.split_once(" | ").expect("facts behind the sentence");
        let found = read(sentence);
        for ((fact, expected), found) in FACTS.into_iter().zip(facts.split(" | ")).zip(&found) {
            let right = expected.split(" / ").any(|one| one == found);
            let (hits, all) = score.entry(fact).or_default();
            *hits += usize::from(right);
            *all += 1;
            if !right {
                wrong.push(format!("{fact} is {expected}, not {found}: {sentence}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{score:?}", wrong.join("\n"));
}
