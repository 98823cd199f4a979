//! An article with a reading that is made up, so that showing is tested whatever the reading finds.

use crate::archive::{Archive, Entry, StoredArticle};
use crate::model::{
    Bound, Claim, ClaimKind, ClaimRef, CodePoints, Document, Figure, Reading, Source, SourceKind, SourceRef, Span,
};

const TEXT: &str = "Grain leaves port\n\n“No fewer than 35 ships,” said Ines Okoye, harbour master at Example Port, “have \
    left, and crews say more will follow.” 🪖 <b>not markup</b> \u{1b}[31m\n\nNothing else was said.\n";

fn span(words: &str) -> Span {
    let at = TEXT.find(words).unwrap();
    CodePoints::new(TEXT).span(at..at + words.len())
}

pub(super) fn article() -> StoredArticle {
    let source = |name: &str, kind, role: Option<&str>, affiliation| Source {
        name: name.to_owned(),
        kind,
        role: role.map(str::to_owned),
        affiliation,
        mentions: Vec::new(),
    };
    let claim = |content: Vec<Span>, cue, speaker, within| Claim {
        kind: ClaimKind::Direct,
        content,
        cue: vec![span(cue)],
        source: Vec::new(),
        speaker: Some(SourceRef(speaker)),
        via: None,
        hedge: None,
        negated: false,
        within,
        confidence: 0.9,
        rule: "test".to_owned(),
        gist: crate::model::Gist::default(),
    };
    let reading = Reading {
        claims: vec![
            claim(
                vec![span("No fewer than 35 ships,"), span("have left, and crews say more will follow.")],
                "said",
                0,
                None,
            ),
            claim(vec![span("more will follow")], "say", 2, Some(ClaimRef(0))),
        ],
        figures: vec![Figure {
            span: span("35 ships"),
            value: Some(35.0),
            low: Some(35.0),
            high: None,
            bound: Bound::AtLeast,
            hedge: None,
            unit: "count".to_owned(),
            per: None,
            counted: Some("ships".to_owned()),
            noun: Some("ship".to_owned()),
            subject: Some("ship".to_owned()),
            base: None,
            subject_qualifier: None,
            place: None,
            as_of: None,
            topic: None,
            scene: None,
            claim: Some(ClaimRef(0)),
            source: Some(SourceRef(0)),
        }],
        sources: vec![
            source("Ines Okoye", SourceKind::Person, Some("harbour master"), Some(SourceRef(1))),
            source("Example Port", SourceKind::Organisation, None, None),
            source("crews", SourceKind::Group, None, None),
        ],
        names: Vec::new(),
        notices: Vec::new(),
    };
    let document = Document {
        title: Some("Grain leaves port".to_owned()),
        outlet: Some("Example Times".to_owned()),
        published_at: Some("2024-05-01".to_owned()),
        url: Some("https://example.org/grain".to_owned()),
        text: TEXT.to_owned(),
        ..Document::default()
    };
    let mut archive = Archive::in_memory().unwrap();
    let entry = Entry {
        document: &document,
        reading: Some(&reading),
        original: TEXT.as_bytes(),
        path: "grain.txt",
        ingested_at: "2024-05-02T00:00:00Z",
        prepared: None,
    };
    let stored = archive.store(&entry).unwrap();
    archive.article(stored.article()).unwrap().unwrap()
}
