//! Sums of weights, remembered: most words and most surroundings come again and again.

use super::features::{self, Near, Place, REACH, Said, Tags, neighbour};
use super::model::{LANES, Model, Scores};
use super::sight::{Paragraph, Sight, hash, mix};

/// Offsets at which the form of a word tells something.
const OFFSETS: usize = 2 * REACH + 1;

/// How many forms, and how many bundles, are remembered at once. Together they fit the cache of a processor's core.
const FORMS: usize = 1 << 11;
const BUNDLES: usize = 1 << 13;

/// Sums that a model gave before, so that they need not be added up again. What is asked for comes out the same whatever
/// is remembered; new sums take the place of old ones.
pub struct Memo {
    forms: Vec<(u64, [Scores; OFFSETS])>,
    /// What the paragraph's ends tell, at each offset.
    edges: Option<Box<[Scores; OFFSETS]>>,
    bundles: Vec<(u64, Scores)>,
    words: Vec<(u64, Sight)>,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            forms: vec![(0, [[0; LANES]; OFFSETS]); FORMS],
            edges: None,
            bundles: vec![(0, [0; LANES]); BUNDLES],
            words: vec![(0, Sight::default()); FORMS],
        }
    }
}

fn plus(scores: &mut Scores, more: &Scores) {
    for (score, more) in scores.iter_mut().zip(more) {
        *score = score.saturating_add(*more);
    }
}

fn form_sums(model: &Model, sight: Option<&Sight>) -> [Scores; OFFSETS] {
    std::array::from_fn(|place| {
        let mut scores = [0; LANES];
        features::form(sight, place as isize - REACH as isize, &mut |key| model.add(key, &mut scores));
        scores
    })
}

impl Memo {
    /// What the form of `word` tells, by `look` where that is not remembered.
    pub fn form(&mut self, word: &str, look: impl FnOnce() -> Sight) -> Sight {
        let key = hash(word).max(1);
        let slot = &mut self.words[(key >> 40) as usize & (FORMS - 1)];
        if slot.0 != key {
            *slot = (key, look());
        }
        slot.1
    }

    /// Adds the bundle of `key` to `scores`.
    #[inline]
    fn bundle(&mut self, key: u64, scores: &mut Scores, add: impl FnOnce(&mut Scores)) {
        // 0 is what no bundle has been put at.
        let key = key.max(1);
        let slot = &mut self.bundles[(key >> 40) as usize & (BUNDLES - 1)];
        if slot.0 != key {
            *slot = (key, [0; LANES]);
            add(&mut slot.1);
        }
        plus(scores, &slot.1);
    }

    /// What the tokens of `paragraph` score without regard to cues, one after another.
    pub fn base(&mut self, model: &Model, sights: &[Sight], paragraph: &Paragraph, scores: &mut Vec<Scores>) {
        scores.clear();
        scores.resize(paragraph.len(), [0; LANES]);
        let edges = self.edges.get_or_insert_with(|| Box::new(form_sums(model, None)));
        let length = paragraph.len();
        for place in (0..length.min(REACH)).chain(length.saturating_sub(REACH).max(REACH)..length) {
            for (offset, edge) in edges.iter().enumerate() {
                // The neighbour lies at place + offset - REACH.
                if place + offset < REACH || place + offset >= length + REACH {
                    plus(&mut scores[place], edge);
                }
            }
        }
        for (place, at) in paragraph.clone().enumerate() {
            let this = &sights[at];
            let key = mix(this.word, this.shape).max(1);
            let slot = &mut self.forms[(key >> 40) as usize & (FORMS - 1)];
            if slot.0 != key {
                *slot = (key, form_sums(model, Some(this)));
            }
            for (offset, form) in slot.1.iter().enumerate() {
                // This is the neighbour at `offset` of the token that far before it.
                if let Some(scores) = (place + REACH).checked_sub(offset).and_then(|place| scores.get_mut(place)) {
                    plus(scores, form);
                }
            }
        }
        for (scores, at) in scores.iter_mut().zip(paragraph.clone()) {
            let this = &sights[at];
            let (before, after) = (neighbour(sights, paragraph, at, -1), neighbour(sights, paragraph, at, 1));
            features::words(before, this, after, &mut |key| model.add(key, scores));
            let tags = Tags::around(sights, paragraph, at);
            self.bundle(mix(tags.key(), 1), scores, |scores| tags.features(&mut |key| model.add(key, scores)));
            let place = Place::of(sights, paragraph, at);
            self.bundle(mix(place.key(), 2), scores, |scores| place.features(&mut |key| model.add(key, scores)));
            let said = Said::around(sights, paragraph, at);
            if !said.nothing() {
                self.bundle(mix(said.key(), 3), scores, |scores| said.features(&mut |key| model.add(key, scores)));
                said.with_words(before, this, after, &mut |key| model.add(key, scores));
            }
        }
    }
}

/// Adds what the nearest cues tell of `this`.
pub fn near(model: &Model, near: &Near, this: &Sight, scores: &mut Scores) {
    near.features(this, &mut |key| model.add(key, scores));
}
