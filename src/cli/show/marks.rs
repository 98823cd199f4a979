//! Where claims and figures open and close in a text, in the order in which marks must stand.

use crate::archive::{StoredArticle, StoredClaim};
use crate::model::Span;

/// What stands at a place of the text: places come in order, and at one place what closes before what opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A piece of what claim `.0` says ends.
    ClaimEnds(usize),
    /// Figure `.0` ends.
    FigureEnds(usize),
    /// A piece of what claim `.0` says begins; `.1` is whether it is the first.
    ClaimBegins(usize, bool),
    /// Figure `.0` begins.
    FigureBegins(usize),
}

/// The text cut at its marks: each piece with the marks that stand before it. Claims and figures count from 1.
pub(super) fn cut(article: &StoredArticle) -> Vec<(Vec<Mark>, &str)> {
    let mut events: Vec<(u32, u8, u32, Mark)> = Vec::new();
    let mut add = |span: Span, begins: Mark, ends: Mark, inner: u8| {
        // At one place: what closes first (the shorter first), then what opens (the longer first), figures innermost.
        events.push((span.start, 3 + inner, u32::MAX - span.len(), begins));
        events.push((span.end, 1 - inner, span.len(), ends));
    };
    for (index, claim) in article.claims.iter().enumerate() {
        for (piece, span) in pieces(claim).into_iter().enumerate() {
            add(span, Mark::ClaimBegins(index + 1, piece == 0), Mark::ClaimEnds(index + 1), 0);
        }
    }
    for (index, figure) in article.figures.iter().enumerate() {
        add(figure.span, Mark::FigureBegins(index + 1), Mark::FigureEnds(index + 1), 1);
    }
    events.sort_by_key(|&(at, order, length, _)| (at, order, length));

    let mut cut: Vec<(Vec<Mark>, &str)> = Vec::new();
    let mut marks = Vec::new();
    let body = article.body.as_str();
    let mut from = 0;
    let mut events = events.into_iter().peekable();
    for (point, (byte, _)) in body.char_indices().enumerate() {
        let due = |&(at, ..): &(u32, u8, u32, Mark)| at as usize <= point;
        if !events.peek().is_some_and(due) {
            continue;
        }
        if byte > from || !marks.is_empty() {
            cut.push((std::mem::take(&mut marks), body.get(from..byte).unwrap_or_default()));
            from = byte;
        }
        while let Some((.., mark)) = events.next_if(due) {
            marks.push(mark);
        }
    }
    cut.push((marks, body.get(from..).unwrap_or_default()));
    let last: Vec<Mark> = events.map(|(.., mark)| mark).collect();
    if !last.is_empty() {
        cut.push((last, ""));
    }
    cut
}

/// The pieces of what a claim says, in text order.
pub(super) fn pieces(claim: &StoredClaim) -> Vec<Span> {
    let mut pieces: Vec<Span> =
        claim.parts.iter().filter(|part| part.role == "content").map(|part| part.span).collect();
    if pieces.is_empty() {
        pieces.push(claim.span);
    }
    pieces.sort();
    pieces
}
