//! Own gold of whole readings: who is found to say what in agency copy, from the cue to the person.

use std::fmt::Write as _;

use crate::model::Document;
use crate::reading::analysis::Analysis;
use crate::reading::sources;

use super::attributions;

const MARKS: &[char] = &[' ', '\n', '“', '”', '"', '‘', '’', '\'', '.', ',', ':', ';', '!', '?', '—', '–', '-'];

/// `speaker | kind | facts` of every claim in `text`, with its content without marks at its ends.
fn read(text: &str) -> Vec<(String, String)> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let analysis = Analysis::new(&document);
    let found = attributions(std::iter::once(&analysis)).remove(0);
    let resolution = sources::resolve(&analysis, &found);
    let name = |source: Option<crate::model::SourceRef>| source.map(|at| resolution.sources[at.0].name.clone());
    let rest = resolution.speakers.iter().zip(&resolution.vias);
    found
        .iter()
        .zip(rest)
        .map(|(claim, (&speaker, &via))| {
            let mut facts = Vec::new();
            facts.extend(name(via).map(|via| format!("via {via}")));
            facts.extend(claim.hedge.as_ref().map(|hedge| format!("hedge {hedge}")));
            facts.extend(claim.negated.then(|| "negated".to_owned()));
            facts.extend(claim.within.map(|_| "within".to_owned()));
            let facts = if facts.is_empty() { "-".to_owned() } else { facts.join("; ") };
            let speaker = name(speaker).unwrap_or("-".to_owned());
            let content = &text[claim.content[0].start..claim.content[claim.content.len() - 1].end];
            (format!("{speaker} | {} | {facts}", claim.kind.name()), content.trim_matches(MARKS).to_owned())
        })
        .collect()
}

#[test]
fn agency_copy_is_read_from_cue_to_person() {
    let articles = include_str!("gold/wire.txt").split("\n===\n").flat_map(|rest| rest.split("===\n"));
    let (mut wrong, mut lines) = (String::new(), 0);
    for article in articles.filter(|article| article.contains("\n---\n")) {
        let (article, claims) = article.split_once("\n---\n").expect("claims behind the article");
        let (title, text) = article.split_once('\n').expect("a name before the text");
        let found = read(text);
        for line in claims.lines() {
            lines += 1;
            let (known, content) = line.rsplit_once(" | ").expect("a content");
            let (first, last) = content.split_once(" … ").expect("first and last words");
            let held =
                found.iter().any(|(told, said)| told == known && said.starts_with(first) && said.ends_with(last));
            if !held {
                writeln!(wrong, "{title}: {line}").expect("memory");
            }
        }
    }
    assert!(lines >= 150, "{lines} claims");
    assert!(wrong.is_empty(), "{wrong}");
}
