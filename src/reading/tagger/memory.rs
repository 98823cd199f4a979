//! What the model has summed up before: the same words in the same places come again and again.
//!
//! Nothing that was read before changes what is read now ([`Recall`]).

use super::super::recall::Recall;
use super::features::{Facts, Place, hash};
use super::lexicon::Tags;
use super::model::{Model, Scores, highest};
use super::tag::Tag;

/// How many bits of a key say where it is remembered.
const WORDS: u32 = 12;
const SUMS: u32 = 14;

/// Words, and sums of weights: some three megabytes.
pub(super) struct Memory {
    words: Recall<Known>,
    sums: Recall<Scores>,
}

/// What is known of a word wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub facts: Facts,
    /// The tag of a word that has but one.
    pub sure: Option<Tag>,
}

impl Memory {
    /// Nothing remembered.
    pub fn new() -> Self {
        Self { words: Recall::new(WORDS), sums: Recall::new(SUMS) }
    }

    /// What is known of `word`, which stands in no shouted sentence.
    #[inline]
    pub fn word(&mut self, model: &Model, word: &str) -> &Known {
        self.words.get(hash(word.as_bytes(), 3), || Known::new(model, Facts::new(word, false)))
    }

    /// The tag that the token at `place` scores highest for in `model`, of those that are possible.
    #[inline]
    pub fn best(&mut self, model: &Model, place: &Place, possible: Tags) -> Tag {
        let mut scores = model.sum(place.rest());
        scores.add(self.sums.get(place.word_key(), || model.sum(place.word())));
        scores.add(self.sums.get(place.word_and_tag_key(), || model.sum(place.word_and_tag())));
        scores.add(self.sums.get(place.before_key(), || model.sum(place.before())));
        scores.add(self.sums.get(place.behind_key(), || model.sum(place.behind())));
        highest(&scores, possible)
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
