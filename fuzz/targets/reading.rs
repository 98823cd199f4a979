//! Any text: every span of its reading lies in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::model::{Document, Span};
use sayso::reading;

fuzz_target!(|text: &str| {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let found = reading::read(&document);
    let end = text.chars().count() as u32;
    let inside = |span: &Span| assert!(span.start < span.end && span.end <= end, "{span:?} of {end}");
    for claim in &found.claims {
        claim.content.iter().chain(&claim.cue).chain(&claim.source).for_each(inside);
        assert!(claim.speaker.is_none_or(|speaker| speaker.0 < found.sources.len()));
        assert!(claim.within.is_none_or(|outer| outer.0 < found.claims.len()));
    }
    for figure in &found.figures {
        inside(&figure.span);
        assert!(figure.claim.is_none_or(|claim| claim.0 < found.claims.len()));
    }
    found.sources.iter().flat_map(|source| &source.mentions).for_each(inside);
});
