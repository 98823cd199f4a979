//! Sums of weights, remembered: most words and most surroundings come again and again.

use super::super::recall::Recall;
use super::features::{self, Key, Place, REACH, Said, Setting, Tags};
use super::model::{Model, Scores};
use super::near::{Cues, Near, Side};
use super::sight::{Paragraph, Sight, hash, mix};

/// Offsets at which the form of a word tells something.
const OFFSETS: usize = 2 * REACH + 1;

/// How many bits of a hash say where a form, three tags, a bundle are remembered.
const FORMS: u32 = 12;
const TAGS: u32 = 12;
const BUNDLES: u32 = 13;

/// Sums that a model gave before, so that they need not be added up again. What is asked for comes out the same whatever
/// is remembered; new sums take the place of old ones.
pub struct Memo {
    words: Recall<Sight>,
    /// What a form and its class tell, at each offset.
    forms: Recall<[Scores; OFFSETS]>,
    /// What the paragraph's ends tell, at each offset.
    edges: Option<Box<[Scores; OFFSETS]>>,
    /// What three tags tell of each of their tokens, the last first.
    tags: Recall<[Scores; 3]>,
    places: Vec<Option<Scores>>,
    bundles: Recall<Scores>,
    /// Features to look up, with the tokens that they are of.
    keys: Vec<(u32, Key)>,
    /// Scores of the paragraph in hand, kept for the next.
    scores: Vec<Scores>,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            words: Recall::new(FORMS),
            forms: Recall::new(FORMS),
            edges: None,
            tags: Recall::new(TAGS),
            places: vec![None; Place::COUNT],
            bundles: Recall::new(BUNDLES),
            keys: Vec::new(),
            scores: Vec::new(),
        }
    }
}

/// The sum of what `features` emits.
fn sum(model: &Model, features: impl FnOnce(&mut dyn FnMut(Key))) -> Scores {
    let mut scores = Scores::default();
    features(&mut |key| model.add(key, &mut scores));
    scores
}

/// What the form of `this` and its class tell at each offset; `None` past the ends.
fn form(model: &Model, this: Option<&Sight>) -> [Scores; OFFSETS] {
    std::array::from_fn(|place| {
        let offset = place as isize - REACH as isize;
        sum(model, |mut emit| {
            features::form(this, offset, &mut emit);
            if let Some(this) = this {
                features::class(this.class, offset, &mut emit);
            }
        })
    })
}

impl Memo {
    /// Room for the scores of a paragraph; [`Self::give_back`] keeps it.
    pub fn room(&mut self) -> Vec<Scores> {
        std::mem::take(&mut self.scores)
    }

    /// Takes back what [`Self::room`] gave.
    pub fn give_back(&mut self, scores: Vec<Scores>) {
        self.scores = scores;
    }

    /// What the form of `word` tells, by `look` where that is not remembered.
    pub fn form(&mut self, word: &str, look: impl FnOnce() -> Sight) -> Sight {
        *self.words.get(hash(word), look)
    }

    /// What the tokens of `paragraph` score without regard to cues, one after another.
    pub fn base(&mut self, model: &Model, sights: &[Sight], paragraph: &Paragraph, scores: &mut Vec<Scores>) {
        self.forms(model, &sights[paragraph.clone()], scores);
        self.ends(model, scores);
        self.tags(model, &sights[paragraph.clone()], scores);
        self.pairs(model, sights, paragraph, scores);
        self.look_up(model, scores);
        let settings = Setting::all(&sights[paragraph.clone()]);
        self.bundles.touch(settings.clone().map(|setting| mix(setting.key(), 7)));
        for ((scores, at), setting) in scores.iter_mut().zip(paragraph.clone()).zip(settings) {
            scores.plus(self.bundles.get(mix(setting.key(), 7), || sum(model, |mut emit| setting.features(&mut emit))));
            let place = Place::of(sights, paragraph, at);
            scores
                .plus(self.places[place.key()].get_or_insert_with(|| sum(model, |mut emit| place.features(&mut emit))));
        }
    }

    /// What the forms of `sights` tell of each other.
    fn forms(&mut self, model: &Model, sights: &[Sight], scores: &mut Vec<Scores>) {
        let key = |this: &Sight| mix(mix(this.word, this.shape), this.class.into());
        self.forms.touch(sights.iter().map(key));
        // As many places before and behind the paragraph as its words reach beyond it.
        scores.clear();
        scores.resize(sights.len() + 2 * REACH, Scores::default());
        for (place, this) in sights.iter().enumerate() {
            let sums = self.forms.get(key(this), || form(model, Some(this)));
            // This is the neighbour at each offset of the token that far before it.
            for (scores, more) in scores[place..place + OFFSETS].iter_mut().rev().zip(sums) {
                scores.plus(more);
            }
        }
        scores.drain(..REACH);
        scores.truncate(sights.len());
    }

    /// Adds what tags side by side tell.
    fn tags(&mut self, model: &Model, paragraph: &[Sight], scores: &mut [Scores]) {
        let around = Tags::all(paragraph);
        self.tags.touch(around.clone().map(|tags| mix(tags.key(), 1)));
        for (centre, tags) in around.enumerate() {
            let sums = self.tags.get(mix(tags.key(), 1), || {
                std::array::from_fn(|own| sum(model, |mut emit| tags.features(own as u64, &mut emit)))
            });
            for (own, more) in sums.iter().enumerate() {
                if let Some(scores) = centre.checked_sub(own).and_then(|place| scores.get_mut(place)) {
                    scores.plus(more);
                }
            }
        }
    }

    /// Adds what the rules say, and notes what pairs of words tell, with each other and with it: too many to be remembered.
    fn pairs(&mut self, model: &Model, sights: &[Sight], paragraph: &Paragraph, scores: &mut [Scores]) {
        self.keys.clear();
        let here = &sights[paragraph.clone()];
        for (place, this) in here.iter().enumerate() {
            let (before, after) = (place.checked_sub(1).map(|before| &here[before]), here.get(place + 1));
            let keys = &mut self.keys;
            let mut note = |key| keys.extend(model.may_know(key).then_some((place as u32, key)));
            features::words(before, this, after, &mut note);
            let said = Said::around(sights, paragraph, paragraph.start + place);
            if !said.nothing() {
                said.with_words(before, this, after, &mut note);
                scores[place]
                    .plus(self.bundles.get(mix(said.key(), 3), || sum(model, |mut emit| said.features(&mut emit))));
            }
        }
    }

    /// Adds the features that were noted. Memory is waited for once, not feature after feature.
    fn look_up(&self, model: &Model, scores: &mut [Scores]) {
        model.touch(self.keys.iter().map(|&(_, key)| key));
        for &(place, key) in &self.keys {
            model.add(key, &mut scores[place as usize]);
        }
    }

    /// Adds what the ends of a paragraph tell of the tokens near them.
    fn ends(&mut self, model: &Model, scores: &mut [Scores]) {
        let edges = self.edges.get_or_insert_with(|| Box::new(form(model, None)));
        let length = scores.len();
        for place in (0..length.min(REACH)).chain(length.saturating_sub(REACH).max(REACH)..length) {
            for (offset, edge) in edges.iter().enumerate() {
                // The neighbour lies at place + offset - REACH.
                if place + offset < REACH || place + offset >= length + REACH {
                    scores[place].plus(edge);
                }
            }
        }
    }

    /// Adds what the nearest `cues` tell of each token.
    pub fn near(&mut self, model: &Model, sights: &[Sight], paragraph: &Paragraph, cues: &Cues, scores: &mut [Scores]) {
        let mut walk = cues.walk(sights);
        self.keys.clear();
        for (place, at) in (0..).zip(paragraph.clone()) {
            let Near { sides, standing } = walk.near(at);
            let mut sum_here = self
                .bundles
                .get(mix(standing.key(), 6), || sum(model, |mut emit| standing.features(&mut emit)))
                .to_owned();
            for (side, behind) in sides.iter().zip([false, true]) {
                let key = side.as_ref().map_or(mix(u64::from(behind), 4), |side| mix(side.key(), 5));
                sum_here.plus(self.bundles.get(key, || {
                    sum(model, |mut emit| match side {
                        None => Side::none(behind, &mut emit),
                        Some(side) => side.features(&mut emit),
                    })
                }));
                if let Some(side) = side {
                    side.words(&mut |key| self.keys.extend(model.may_know(key).then_some((place, key))));
                }
            }
            scores[place as usize].plus(&sum_here);
        }
        self.look_up(model, scores);
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{Weights, encode};
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
                memo.near(&model, &sights, &paragraph, &cues, &mut found);
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
