//! Direct, mixed or indirect: how much of a content is quoted.

use std::ops::Range;

use super::scene::Scene;
use crate::model::ClaimKind;

/// A content with at least this share of its letters and digits inside quotation marks is direct.
const DIRECT: f64 = 0.9;

/// How many letters and digits of a text are quoted, up to each token.
pub(super) struct Quoted<'a> {
    scene: &'a Scene<'a>,
    /// Before each token: letters and digits, and those of them that are quoted.
    before: Vec<(u32, u32)>,
}

impl<'a> Quoted<'a> {
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let a = scene.a;
        let mut before = Vec::with_capacity(a.tokens.len() + 1);
        let (mut all, mut quoted) = (0, 0);
        before.push((0, 0));
        for (index, token) in a.tokens.iter().enumerate() {
            let letters = a.text[token.bytes()].chars().filter(|c| c.is_alphanumeric()).count() as u32;
            all += letters;
            if scene.quotation_at(index).is_some() {
                quoted += letters;
            }
            before.push((all, quoted));
        }
        Self { scene, before }
    }

    /// The kind of `content`.
    pub fn kind(&self, content: &[Range<usize>]) -> ClaimKind {
        let (mut all, mut quoted) = (0, 0);
        for span in content {
            let tokens = self.scene.a.tokens_in(span);
            let (first, last) = (self.before[tokens.start], self.before[tokens.end]);
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
}
