//! What the model has summed up before: the same words in the same places come again and again.
//!
//! A sum is kept with the very keys that it is of, so nothing that was read before changes what is read now. The memory
//! is bounded, and a newer sum takes an older one's place.

use super::features::{COUNT, Key};
use super::lexicon::Tags;
use super::model::{LANES, Model, Scores, highest};
use super::tag::Tag;

/// Features that depend on the same few things, by their places among [`features`](super::features::features): on the
/// word alone …
const WORD: [usize; 6] = [0, 1, 2, 3, 4, 19];
/// … on it, the last tag and the clause …
const WORD_AND_TAG: [usize; 6] = [5, 7, 8, 21, 25, 26];
/// … on the word before and the two last tags …
const BEFORE: [usize; 4] = [6, 9, 10, 11];
/// … on the word after and the last tag.
const AFTER: [usize; 3] = [13, 14, 15];
/// The rest, which pairs word with word or is one alone.
const REST: [usize; 8] = [12, 16, 17, 18, 20, 22, 23, 24];
const _: () = assert!(WORD.len() + WORD_AND_TAG.len() + BEFORE.len() + AFTER.len() + REST.len() == COUNT);

/// Sums of weights, of some three megabytes.
pub(super) struct Memory {
    word: Sums<6>,
    word_and_tag: Sums<6>,
    before: Sums<4>,
    after: Sums<3>,
}

impl Memory {
    /// Nothing remembered.
    pub fn new() -> Self {
        Self { word: Sums::new(13), word_and_tag: Sums::new(13), before: Sums::new(13), after: Sums::new(12) }
    }

    /// The tag that `keys` score highest for in `model`, of those that are possible.
    #[inline]
    pub fn best(&mut self, model: &Model, keys: &[Key; COUNT], possible: Tags) -> Tag {
        let mut scores = model.sum(REST.map(|place| keys[place]));
        self.word.add(model, WORD.map(|place| keys[place]), &mut scores);
        self.word_and_tag.add(model, WORD_AND_TAG.map(|place| keys[place]), &mut scores);
        self.before.add(model, BEFORE.map(|place| keys[place]), &mut scores);
        self.after.add(model, AFTER.map(|place| keys[place]), &mut scores);
        highest(&scores, possible)
    }
}

/// Sums of `N` rows, each in the one place that its keys give it.
struct Sums<const N: usize> {
    known: Vec<Known<N>>,
    bits: u32,
}

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Known<const N: usize> {
    scores: Scores,
    keys: [Key; N],
    /// Whether anything is here.
    set: bool,
}

impl<const N: usize> Sums<N> {
    /// Places for `1 << bits` sums.
    fn new(bits: u32) -> Self {
        let none = Known { scores: [0; LANES / 4], keys: [0; N], set: false };
        Self { known: vec![none; 1 << bits], bits }
    }

    #[inline]
    fn add(&mut self, model: &Model, keys: [Key; N], scores: &mut Scores) {
        let place = keys.iter().fold(0, |all, key| all ^ key) >> (Key::BITS - self.bits);
        let known = &mut self.known[place as usize];
        if known.keys != keys || !known.set {
            *known = Known { scores: model.sum(keys), keys, set: true };
        }
        for (score, more) in scores.iter_mut().zip(&known.scores) {
            *score += more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_feature_counts_once() {
        let mut places: Vec<usize> = [&WORD[..], &WORD_AND_TAG, &BEFORE, &AFTER, &REST].concat();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..COUNT));
    }

    proptest! {
        #[test]
        fn what_is_remembered_is_what_the_model_says(
            seeds in proptest::collection::vec(0u32..40, 1..200), possible in prop_oneof![Just(0), any::<u64>()],
        ) {
            let model = super::super::model().unwrap();
            let mut memory = Memory { word: Sums::new(3), word_and_tag: Sums::new(3), ..Memory::new() };
            for seed in seeds {
                let mut key = seed;
                let keys = [(); COUNT].map(|()| {
                    key = key.wrapping_mul(0x9E37_79B9).wrapping_add(1);
                    key
                });
                prop_assert_eq!(memory.best(model, &keys, Tags(possible)), model.best(&keys, Tags(possible)));
            }
        }
    }
}
