//! What the model has summed up before: the same words in the same places come again and again.
//!
//! A sum is kept with a hash (64 bits) of all that it depends on, so nothing that was read before changes what is read
//! now. The memory is bounded, and a newer sum takes an older one's place.

use super::features::{Facts, Place, hash};
use super::lexicon::Tags;
use super::model::{Model, Scores, highest};
use super::tag::Tag;

/// How many bits of a key say where it is remembered.
const WORDS: u32 = 12;
const SUMS: u32 = 14;

/// Words, and sums of weights: some three megabytes.
pub(super) struct Memory {
    words: Vec<(u64, Known)>,
    sums: Vec<Sum>,
}

/// What is known of a word wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub facts: Facts,
    /// The tag of a word that has but one.
    pub sure: Option<Tag>,
}

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Sum {
    scores: Scores,
    key: u64,
}

impl Memory {
    /// Nothing remembered.
    pub fn new() -> Self {
        // 0 is what nothing has been put at.
        let none = Sum { scores: Scores::default(), key: 0 };
        Self { words: vec![(0, Known::default()); 1 << WORDS], sums: vec![none; 1 << SUMS] }
    }

    /// What is known of `word`, which stands in no shouted sentence.
    #[inline]
    pub fn word(&mut self, model: &Model, word: &str) -> &Known {
        let key = hash(word.as_bytes(), 3).max(1);
        let slot = &mut self.words[(key >> (u64::BITS - WORDS)) as usize];
        if slot.0 != key {
            *slot = (key, Known::new(model, Facts::new(word, false)));
        }
        &slot.1
    }

    /// The tag that the token at `place` scores highest for in `model`, of those that are possible.
    #[inline]
    pub fn best(&mut self, model: &Model, place: &Place, possible: Tags) -> Tag {
        let mut scores = model.sum(place.rest());
        self.add(place.word_key(), &mut scores, || model.sum(place.word()));
        self.add(place.word_and_tag_key(), &mut scores, || model.sum(place.word_and_tag()));
        self.add(place.before_key(), &mut scores, || model.sum(place.before()));
        self.add(place.behind_key(), &mut scores, || model.sum(place.behind()));
        highest(&scores, possible)
    }

    /// Adds the sum that belongs to `key`, a hash, by `find` where that is not remembered.
    #[inline]
    fn add(&mut self, key: u64, scores: &mut Scores, find: impl FnOnce() -> Scores) {
        let key = key.max(1);
        let known = &mut self.sums[(key >> (u64::BITS - SUMS)) as usize];
        if known.key != key {
            *known = Sum { scores: find(), key };
        }
        scores.add(&known.scores);
    }
}

impl Known {
    /// Looks the word of these `facts` up.
    pub fn new(model: &Model, facts: Facts) -> Self {
        Self { facts, sure: facts.mark.or_else(|| model.sure(facts.form)) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::{History, facts_of};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_remembered_is_what_the_model_says(
            words in proptest::collection::vec("[a-cA-C]{1,3}|said|The|,|11", 1..60), possible in prop_oneof![Just(0), any::<u64>()],
        ) {
            let model = super::super::model().unwrap();
            let mut memory = Memory::new();
            let mut facts = Vec::new();
            facts_of(words.iter().map(String::as_str), &mut facts);
            for _ in 0..2 {
                let mut history = History::START;
                for index in 0..facts.len() {
                    let place = Place::new(&facts, index, &history);
                    let tag = memory.best(model, &place, Tags(possible));
                    prop_assert_eq!(tag, model.best(&place.features(), Tags(possible)));
                    history.push(&facts[index], tag);
                }
            }
        }
    }
}
