//! Direct, mixed or indirect: how much of a content is quoted.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::scene::Scene;
use crate::model::ClaimKind;

/// A content with at least this share of its letters and digits inside quotation marks is direct.
const DIRECT: f64 = 0.9;
/// So little as this may stand outside all the same: "and". A subject makes what is quoted part of a clause: he “regrets it”.
const JOINTS: [&str; 6] = ["that", "and", "but", "or", "to", "as"];

/// 1 for each byte that is an ASCII letter or digit: this is asked of every byte of a text.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < letters.len() {
        letters[byte] = (byte as u8).is_ascii_alphanumeric() as u8;
        byte += 1;
    }
    letters
};

/// How many letters and digits a text has, and how many of them are quoted, before each token and at the end.
pub(super) fn letters(a: &Analysis, is_quoted: impl Fn(usize) -> bool) -> Vec<(u32, u32)> {
    let mut before = Vec::with_capacity(a.tokens.len() + 1);
    let (mut all, mut quoted) = (0, 0);
    before.push((0, 0));
    for index in 0..a.tokens.len() {
        let word = a.word(index);
        let (mut letters, mut any) = (0, 0);
        for byte in word.bytes() {
            (letters, any) = (letters + u32::from(LETTERS[usize::from(byte)]), any | byte);
        }
        if !any.is_ascii() {
            letters = word.chars().filter(|c| c.is_alphanumeric()).count() as u32;
        }
        all += letters;
        quoted += if is_quoted(index) { letters } else { 0 };
        before.push((all, quoted));
    }
    before
}

/// Whether `content` begins outside of quotation marks, with more than what joins clauses.
fn is_part(scene: &Scene, content: &[Range<usize>]) -> bool {
    let Some(first) = content.first().map(|span| scene.a.tokens_in(span)) else { return false };
    first
        .take_while(|&at| scene.letters[at].1 == scene.letters[at + 1].1)
        .any(|at| scene.letters[at].0 < scene.letters[at + 1].0 && !JOINTS.contains(&scene.a.low(at)))
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
    } else if f64::from(quoted) >= DIRECT * f64::from(all) && !is_part(scene, content) {
        ClaimKind::Direct
    } else {
        ClaimKind::Mixed
    }
}
