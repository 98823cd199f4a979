//! Invented documents and readings for the tests: any text, any spans in it, any references that are in range.

use proptest::prelude::*;

use crate::model::{
    Base, Bound, Claim, ClaimKind, ClaimRef, Course, Document, Figure, Format, Notice, Reading, Source, SourceKind,
    SourceRef, Span, Topic,
};

use super::Entry;

pub(super) const NOON: &str = "2024-11-03T12:00:00Z";

/// A document of `text` that knows nothing else.
pub(super) fn document(text: &str) -> Document {
    Document { text: text.to_owned(), ..Document::default() }
}

/// `document` from `path`, read as `reading`.
pub(super) fn entry<'a>(document: &'a Document, reading: &'a Reading, path: &'a str) -> Entry<'a> {
    Entry {
        document,
        reading: Some(reading),
        original: document.text.as_bytes(),
        path,
        ingested_at: NOON,
        prepared: None,
    }
}

/// A source called `name`, without more.
pub(super) fn source(kind: SourceKind, name: &str) -> Source {
    Source { name: name.to_owned(), kind, role: None, affiliation: None, mentions: Vec::new() }
}

/// Where `words` first stand in `text`.
pub(super) fn span(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    let start = text[..at].chars().count() as u32;
    Span::new(start, start + words.chars().count() as u32)
}

/// A claim that `content` is what `speaker` says.
pub(super) fn claim(content: &[Span], speaker: Option<usize>) -> Claim {
    Claim {
        kind: ClaimKind::Direct,
        content: content.to_vec(),
        cue: Vec::new(),
        source: Vec::new(),
        speaker: speaker.map(SourceRef),
        via: None,
        hedge: None,
        negated: false,
        within: None,
        confidence: 0.9,
        rule: "invented".to_owned(),
        gist: crate::model::Gist::default(),
    }
}

/// A count of `value` at `span`.
pub(super) fn figure(span: Span, value: f64) -> Figure {
    Figure {
        span,
        value: Some(value),
        low: Some(value),
        high: Some(value),
        bound: Bound::Exact,
        hedge: None,
        unit: "count".to_owned(),
        per: None,
        counted: None,
        noun: None,
        subject: None,
        base: None,
        subject_qualifier: None,
        place: None,
        as_of: None,
        topic: None,
        scene: None,
        claim: None,
        source: None,
    }
}

fn words() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[a-zA-Z“”é🪖\u{301} \n\"'*()]{0,12}")
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,4}( [A-Z][a-z]{1,4})?",
        Just("officials".to_owned()),
        Just("Reuters".to_owned()),
        Just("the U.N.".to_owned()),
        Just("UN".to_owned()),
        "\\PC{0,6}",
    ]
}

fn kind() -> impl Strategy<Value = SourceKind> {
    prop::sample::select(vec![
        SourceKind::Person,
        SourceKind::Organisation,
        SourceKind::Outlet,
        SourceKind::Group,
        SourceKind::Document,
    ])
}

fn span_in(len: u32) -> impl Strategy<Value = Span> {
    (0..len, 1..=len).prop_map(move |(start, width)| Span::new(start, (start + width).min(len)))
}

fn spans_in(len: u32, least: usize) -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span_in(len), least..4).prop_map(|mut spans| {
        spans.sort();
        spans
    })
}

fn some_source(sources: usize) -> impl Strategy<Value = Option<SourceRef>> {
    prop::option::of(0..sources.max(1)).prop_map(move |at| at.filter(|&at| at < sources).map(SourceRef))
}

fn some_claim(claims: usize) -> impl Strategy<Value = Option<ClaimRef>> {
    prop::option::of(0..claims.max(1)).prop_map(move |at| at.filter(|&at| at < claims).map(ClaimRef))
}

fn a_source(len: u32, sources: usize) -> impl Strategy<Value = Source> {
    (name(), kind(), words(), some_source(sources), spans_in(len, 0))
        .prop_map(|(name, kind, role, affiliation, mentions)| Source { name, kind, role, affiliation, mentions })
}

fn a_claim(len: u32, sources: usize, claims: usize) -> impl Strategy<Value = Claim> {
    (
        prop::sample::select(vec![ClaimKind::Direct, ClaimKind::Indirect, ClaimKind::Mixed]),
        (spans_in(len, 1), spans_in(len, 0), spans_in(len, 0)),
        some_source(sources),
        some_source(sources),
        words(),
        any::<bool>(),
        some_claim(claims),
        0.0..=1.0,
    )
        .prop_map(|(kind, (content, cue, source), speaker, via, hedge, negated, within, confidence)| Claim {
            kind,
            content,
            cue,
            source,
            speaker,
            via,
            hedge,
            negated,
            within,
            confidence,
            rule: "invented".to_owned(),
            gist: crate::model::Gist::default(),
        })
}

fn a_figure(len: u32, sources: usize, claims: usize) -> impl Strategy<Value = Figure> {
    (
        span_in(len),
        (prop::option::of(any::<f64>()), prop::option::of(-9.0..9.0), prop::option::of(9.0..99.0)),
        prop::sample::select(vec![Bound::Exact, Bound::About, Bound::AtMost, Bound::MoreThan, Bound::Range]),
        (words(), words(), words(), words()),
        some_claim(claims),
        some_source(sources),
    )
        .prop_map(|(span, (value, low, high), bound, (hedge, per, counted, subject), claim, source)| Figure {
            span,
            value: value.filter(|value| !value.is_nan()),
            low,
            high,
            bound,
            hedge,
            unit: "count".to_owned(),
            per,
            noun: counted.clone(),
            counted,
            base: low.map(|low: f64| Base { unit: "meter".to_owned(), value: None, low: Some(low), high: None }),
            subject_qualifier: subject.clone(),
            place: None,
            as_of: low.map(|_| "2024-11".to_owned()),
            topic: subject.clone().map(|what| Topic { what, of: String::new(), course: Course::Adds }),
            scene: subject.clone(),
            subject,
            claim,
            source,
        })
}

fn a_reading(len: u32) -> BoxedStrategy<Reading> {
    if len == 0 {
        return Just(Reading::default()).boxed();
    }
    (0usize..5, 0usize..6, 0usize..5)
        .prop_flat_map(move |(sources, claims, figures)| {
            (
                prop::collection::vec(a_source(len, sources), sources),
                prop::collection::vec(a_claim(len, sources, claims), claims),
                prop::collection::vec(a_figure(len, sources, claims), figures),
                words(),
            )
        })
        .prop_map(|(sources, mut claims, figures, notice)| {
            for (place, claim) in claims.iter_mut().enumerate() {
                claim.within = claim.within.filter(|&ClaimRef(at)| at != place);
            }
            Reading {
                claims,
                figures,
                sources,
                names: Vec::new(),
                notices: notice.map(Notice::new).into_iter().collect(),
            }
        })
        .boxed()
}

/// Any document with a reading that fits it.
pub(super) fn articles() -> impl Strategy<Value = (Document, Reading)> {
    ("(?s)[a-d “”'é🪖\u{301}\u{0}\n]{0,80}", words(), words(), words(), prop::sample::select(Format::ALL.to_vec()))
        .prop_flat_map(|(text, title, byline, outlet, format)| {
            let document = Document {
                id: title.clone().map(serde_json::Value::from),
                title,
                byline,
                outlet,
                published_at: Some("2024-11".to_owned()),
                format,
                notices: vec![Notice::new("odd")],
                ..document(&text)
            };
            (Just(document), a_reading(text.chars().count() as u32))
        })
}
