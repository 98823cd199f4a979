//! Identifiers: attribute values of markup, hashes, long bare digits.

use super::super::piece::Pieces;

/// A count has separators before it has this many digits.
const LONG: usize = 10;

pub(super) fn skip(c: &Pieces, at: usize) -> Option<usize> {
    if !c.is_digits(at) {
        return None;
    }
    let quoted =
        at >= 2 && matches!(c.text(at - 1), "\"" | "'" | "“") && c.glued(at) && c.is(at - 2, "=") && c.glued(at - 1);
    let text = c.text(at);
    let bare = text.len() >= LONG && text.bytes().all(|byte| byte.is_ascii_digit());
    let tagged = at > 0 && c.glued(at) && matches!(c.text(at - 1), "#" | "_" | "=" | "&" | "\\");
    (quoted || bare || tagged).then_some(at + 1)
}
