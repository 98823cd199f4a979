//! [`Document`] → [`Reading`]: a pure, total function, linear in the text.
//!
//! The way through: [`layout`] says what is prose, [`token`] and [`sentence`] cut it, [`tagger`] gives parts of speech,
//! [`phrase`] noun phrases, [`quote`] quotations; from that [`Analysis`] come [`attribution`]s, [`sources`] and
//! [`figures`]. Words, cues, units and names are data files under `lexicon/`.
//!
//! Inside this room all offsets are **bytes**; code points begin where a [`Reading`] is put together.

mod analysis;
mod attribution;
mod figures;
mod layout;
mod lemma;
mod phrase;
mod quote;
mod sentence;
mod sources;
mod tagger;
mod token;

use std::ops::Range;

use crate::model::{Claim, ClaimRef, CodePoints, Document, Figure, Reading, Span};

use analysis::Analysis;

/// Reads `document` for claims, figures and sources. Any text gives a reading.
pub fn read(document: &Document) -> Reading {
    let analysis = Analysis::new(document);
    let attributions = attribution::attributions(&analysis);
    let resolution = sources::resolve(&analysis, &attributions);
    let found = figures::figures(&analysis);
    let points = CodePoints::new(&document.text);
    let spans =
        |ranges: &[Range<usize>]| -> Vec<Span> { ranges.iter().map(|range| points.span(range.clone())).collect() };

    let claims: Vec<Claim> = attributions
        .iter()
        .zip(resolution.speakers.iter().zip(&resolution.vias))
        .map(|(attribution, (&speaker, &via))| Claim {
            kind: attribution.kind,
            content: spans(&attribution.content),
            cue: spans(&attribution.cue),
            source: spans(&attribution.source),
            speaker,
            via,
            hedge: attribution.hedge.clone(),
            negated: attribution.negated,
            within: attribution.within.map(ClaimRef),
            confidence: attribution.confidence,
            rule: attribution.rule.to_owned(),
        })
        .collect();
    let figures = found
        .into_iter()
        .map(|figure| {
            let claim = giver(&attributions, &figure.bytes);
            Figure {
                span: points.span(figure.bytes),
                value: figure.value,
                low: figure.low,
                high: figure.high,
                bound: figure.bound,
                hedge: figure.hedge,
                unit: figure.unit,
                per: figure.per,
                counted: figure.counted,
                noun: figure.noun,
                subject: figure.subject,
                claim: claim.map(ClaimRef),
                source: claim.and_then(|claim| claims[claim].speaker),
            }
        })
        .collect();
    Reading { claims, figures, sources: resolution.sources, notices: Vec::new() }
}

/// The innermost attribution whose content holds `bytes`: whoever speaks last before the number gave it.
fn giver(attributions: &[attribution::Attribution], bytes: &Range<usize>) -> Option<usize> {
    attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| {
            attribution.content.iter().any(|piece| piece.start <= bytes.start && bytes.end <= piece.end)
        })
        .min_by_key(|(_, attribution)| attribution.content.iter().map(|piece| piece.len()).sum::<usize>())
        .map(|(index, _)| index)
}
