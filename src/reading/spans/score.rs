//! Sums of weights, remembered: most words and most surroundings come again and again.

use super::features::{self, Key, Place, REACH, Said, Setting, Tags, neighbour};
use super::model::{Model, Scores};
use super::near::{Near, Side};
use super::sight::{Paragraph, Sight, hash, mix};

/// Offsets at which the form of a word tells something.
const OFFSETS: usize = 2 * REACH + 1;

/// How many forms, and how many bundles, are remembered at once. Together they fit the cache of a processor's core.
const FORMS: usize = 1 << 12;
const BUNDLES: usize = 1 << 13;

/// Sums that a model gave before, so that they need not be added up again. What is asked for comes out the same whatever
/// is remembered; new sums take the place of old ones.
pub struct Memo {
    forms: Vec<(u64, [Scores; OFFSETS])>,
    /// What the classes of the lexicon tell, at each offset.
    classes: Vec<Option<[Scores; OFFSETS]>>,
    /// What the paragraph's ends tell, at each offset.
    edges: Option<Box<[Scores; OFFSETS]>>,
    bundles: Vec<(u64, Scores)>,
    words: Vec<(u64, Sight)>,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            forms: vec![(0, [Scores::default(); OFFSETS]); FORMS],
            classes: vec![None; 256],
            edges: None,
            bundles: vec![(0, Scores::default()); BUNDLES],
            words: vec![(0, Sight::default()); FORMS],
        }
    }
}

/// A hundred features of 127 at most add up to far less than 16 bits hold, so nothing wraps.
fn plus(scores: &mut Scores, more: &Scores) {
    for (score, more) in scores.iter_mut().zip(more) {
        *score = score.wrapping_add(*more);
    }
}

/// What `features` tell at each offset.
fn sums(model: &Model, features: impl Fn(isize, &mut dyn FnMut(Key))) -> [Scores; OFFSETS] {
    std::array::from_fn(|place| {
        let mut scores = Scores::default();
        features(place as isize - REACH as isize, &mut |key| model.add(key, &mut scores));
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
            *slot = (key, Scores::default());
            add(&mut slot.1);
        }
        plus(scores, &slot.1);
    }

    /// What the tokens of `paragraph` score without regard to cues, one after another.
    pub fn base(&mut self, model: &Model, sights: &[Sight], paragraph: &Paragraph, scores: &mut Vec<Scores>) {
        scores.clear();
        scores.resize(paragraph.len(), Scores::default());
        let edges = self
            .edges
            .get_or_insert_with(|| Box::new(sums(model, |offset, mut emit| features::form(None, offset, &mut emit))));
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
                *slot = (key, sums(model, |offset, mut emit| features::form(Some(this), offset, &mut emit)));
            }
            let class = self.classes[usize::from(this.class)]
                .get_or_insert_with(|| sums(model, |offset, mut emit| features::class(this.class, offset, &mut emit)));
            for (offset, (form, class)) in slot.1.iter().zip(class.iter()).enumerate() {
                // This is the neighbour at `offset` of the token that far before it.
                if let Some(scores) = (place + REACH).checked_sub(offset).and_then(|place| scores.get_mut(place)) {
                    plus(scores, form);
                    plus(scores, class);
                }
            }
        }
        for (scores, at) in scores.iter_mut().zip(paragraph.clone()) {
            let this = &sights[at];
            let (before, after) = (neighbour(sights, paragraph, at, -1), neighbour(sights, paragraph, at, 1));
            features::words(before, this, after, &mut |key| model.add(key, scores));
            for tags in Tags::around(sights, paragraph, at) {
                self.bundle(mix(tags.key(), 1), scores, |scores| tags.features(&mut |key| model.add(key, scores)));
            }
            let setting = Setting::of(sights, paragraph, at);
            self.bundle(mix(setting.key(), 7), scores, |scores| {
                setting.features(&mut |key| model.add(key, scores));
            });
            let place = Place::of(sights, paragraph, at);
            self.bundle(mix(place.key(), 2), scores, |scores| place.features(&mut |key| model.add(key, scores)));
            let said = Said::around(sights, paragraph, at);
            if !said.nothing() {
                self.bundle(mix(said.key(), 3), scores, |scores| said.features(&mut |key| model.add(key, scores)));
                said.with_words(before, this, after, &mut |key| model.add(key, scores));
            }
        }
    }

    /// Adds what the nearest cues tell of a token.
    pub fn near(&mut self, model: &Model, near: &Near, scores: &mut Scores) {
        for (side, behind) in near.sides.iter().zip([false, true]) {
            match side {
                None => self.bundle(mix(u64::from(behind), 4), scores, |scores| {
                    Side::none(behind, &mut |key| model.add(key, scores));
                }),
                Some(side) => {
                    self.bundle(mix(side.key(), 5), scores, |scores| {
                        side.features(&mut |key| model.add(key, scores));
                    });
                    side.words(&mut |key| model.add(key, scores));
                }
            }
        }
        let standing = near.standing;
        self.bundle(mix(standing.key(), 6), scores, |scores| standing.features(&mut |key| model.add(key, scores)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Weights, encode};
    use super::super::near::Cues;
    use super::*;
    use crate::reading::tagger::Tag;
    use proptest::prelude::*;

    /// A model that knows every feature of `sights`, each by weights made of its key.
    fn model(sights: &[Sight], paragraph: &Paragraph, cues: &Cues) -> Model {
        let mut rows = std::collections::BTreeMap::new();
        for_all(sights, paragraph, cues, |_, key| {
            let weights: Weights = std::array::from_fn(|lane| (key >> (lane + 3)) as i8 >> 3);
            rows.insert(key.max(1), weights);
        });
        let rows: Vec<_> = rows.into_iter().collect();
        Model::decode(encode(&rows, &[[0; 3]; 3], &[[0; 7]; 7], [1, 1]).into()).expect("a model")
    }

    fn for_all(sights: &[Sight], paragraph: &Paragraph, cues: &Cues, mut each: impl FnMut(usize, features::Key)) {
        let mut walk = cues.walk(sights);
        for (place, at) in paragraph.clone().enumerate() {
            features::base(sights, paragraph, at, &mut |key| each(place, key));
            walk.near(at).features(&mut |key| each(place, key));
        }
    }

    fn sight() -> impl Strategy<Value = Sight> {
        let word = prop::sample::select(vec!["said", "that", "Lee", "the", ",", "“", "told", "and", "11,000"]);
        let labels = (0u8..7, 0u64..2, 0u64..2);
        (word, labels, 1u8..30, 0u8..8, 0u8..8).prop_map(|(word, (said, rule, inner), tag, quote, phrase)| {
            let rule = if said == 0 { 0 } else { rule };
            Sight {
                tag: Tag::from_number(tag),
                quote,
                phrase,
                said,
                rule,
                cue: rule,
                inner,
                ..Sight::of_form(word, &word.to_lowercase(), quote)
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn bundles_add_up_to_all_features(
            sights in prop::collection::vec(sight(), 1..30),
            labels in prop::collection::vec(0u8..3, 30),
            start in 0usize..3,
        ) {
            let paragraph = start.min(sights.len() - 1)..sights.len();
            let cues = Cues::new(&paragraph, &labels[..paragraph.len()]);
            let model = model(&sights, &paragraph, &cues);
            let mut expected = vec![Scores::default(); paragraph.len()];
            for_all(&sights, &paragraph, &cues, |place, key| model.add(key, &mut expected[place]));
            // Twice: what is remembered gives the same.
            let mut memo = Memo::default();
            for _ in 0..2 {
                let mut found = Vec::new();
                memo.base(&model, &sights, &paragraph, &mut found);
                let mut walk = cues.walk(&sights);
                for (scores, at) in found.iter_mut().zip(paragraph.clone()) {
                    memo.near(&model, &walk.near(at), scores);
                }
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
