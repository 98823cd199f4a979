//! Whether a reading fits the text that it is of.

use crate::model::{ClaimRef, Reading, SourceRef, Span};

/// Whether `reading` fits a text of `len` code points: every span inside it and not empty, every reference in range, and all that
/// the CHECKs of the tables ask for and types do not hold already. While a batch is stored, this stands in for them.
pub(super) fn check(reading: &Reading, len: u32) -> Result<(), String> {
    let inside = |what: &str, place: usize, span: Span| {
        if span.start < span.end && span.end <= len {
            Ok(())
        } else {
            Err(format!("{what} {place} at {}–{} in a text of {len}", span.start, span.end))
        }
    };
    let points_to = |what: &str, place: usize, at: Option<usize>, many: usize| match at {
        Some(at) if at >= many => Err(format!("{what} {place} points to number {at} of {many}")),
        _ => Ok(()),
    };
    let sources = reading.sources.len();
    let claims = reading.claims.len();
    let at_source = |source: Option<SourceRef>| source.map(|SourceRef(at)| at);
    let at_claim = |claim: Option<ClaimRef>| claim.map(|ClaimRef(at)| at);
    for (place, source) in reading.sources.iter().enumerate() {
        points_to("source", place, at_source(source.affiliation), sources)?;
        source.mentions.iter().try_for_each(|&span| inside("a mention of source", place, span))?;
    }
    for (place, claim) in reading.claims.iter().enumerate() {
        points_to("claim", place, at_source(claim.speaker), sources)?;
        points_to("claim", place, at_source(claim.via), sources)?;
        points_to("claim", place, at_claim(claim.within), claims)?;
        if claim.within == Some(ClaimRef(place)) {
            return Err(format!("claim {place} stands in itself"));
        }
        if claim.content.is_empty() {
            return Err(format!("claim {place} has no content"));
        }
        let mut spans = claim.content.iter().chain(&claim.cue).chain(&claim.source);
        spans.try_for_each(|&span| inside("a part of claim", place, span))?;
    }
    for (place, figure) in reading.figures.iter().enumerate() {
        points_to("figure", place, at_source(figure.source), sources)?;
        points_to("figure", place, at_claim(figure.claim), claims)?;
        inside("figure", place, figure.span)?;
        if figure.unit.is_empty() {
            return Err(format!("figure {place} has no unit"));
        }
        if figure.base.as_ref().is_some_and(|base| base.unit.is_empty()) {
            return Err(format!("figure {place} has no base unit"));
        }
        let is_year = |date: &String| date.len() >= 4 && date.bytes().take(4).all(|byte| byte.is_ascii_digit());
        if let Some(date) = figure.as_of.as_ref().filter(|date| !is_year(date)) {
            return Err(format!("figure {place} is as of {date:?}, which is no date"));
        }
    }
    Ok(())
}
