//! Direct, mixed or indirect: how much of a content is quoted.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::scene::Scene;
use crate::model::ClaimKind;

/// A content with at least this share of its letters and digits inside quotation marks is direct.
const DIRECT: f64 = 0.9;

/// How many letters and digits a text has, and how many of them are quoted, before each token and at the end.
pub(super) fn letters(a: &Analysis, is_quoted: impl Fn(usize) -> bool) -> Vec<(u32, u32)> {
    let mut before = Vec::with_capacity(a.tokens.len() + 1);
    let (mut all, mut quoted) = (0, 0);
    before.push((0, 0));
    for index in 0..a.tokens.len() {
        let word = a.word(index);
        let letters = if word.is_ascii() {
            word.bytes().filter(u8::is_ascii_alphanumeric).count() as u32
        } else {
            word.chars().filter(|c| c.is_alphanumeric()).count() as u32
        };
        all += letters;
        quoted += if is_quoted(index) { letters } else { 0 };
        before.push((all, quoted));
    }
    before
}

/// The kind of `content`.
pub(super) fn kind(scene: &Scene, content: &[Range<usize>]) -> ClaimKind {
    let (mut all, mut quoted) = (0, 0);
    for span in content {
        let tokens = scene.a.tokens_in(span);
        let (first, last) = (scene.letters[tokens.start], scene.letters[tokens.end]);
        all += last.0 - first.0;
        quoted += last.1 - first.1;
    }
    if quoted == 0 {
        ClaimKind::Indirect
    } else if f64::from(quoted) >= DIRECT * f64::from(all) {
        ClaimKind::Direct
    } else {
        ClaimKind::Mixed
    }
}
