//! The weights: how they are kept in a file, and how they are found.
//!
//! The file is the table that is searched, so that nothing need be read at the start: `SAYSOSPN`, three numbers of 32 bits
//! (how many bits count the slots; the unit of the weights of the first stage, and of the second), the transitions of
//! both stages (16 bits each, row by row), then the slots: a feature (32 bits, 0 in a free slot), weights of 8 bits,
//! those of the second stage first, and zeros up to 16 bytes. All numbers are little-endian. A feature lies in the first free slot from its own on.

use std::borrow::Cow;

use super::crf::{NEVER, Transitions};
use super::features::Key;
use super::label;

/// Labels of the first stage, which looks for cues alone: outside, beginning, inside.
pub const CUE_LABELS: usize = 3;

/// Weights of a feature: [`label::COUNT`] of the second stage, then [`CUE_LABELS`] of the first.
#[cfg(any(test, feature = "trainer"))]
pub const LANES: usize = label::COUNT + CUE_LABELS;

/// What one feature adds to the scores.
#[cfg(any(test, feature = "trainer"))]
pub type Weights = [i8; LANES];

/// What a row takes in memory: its weights, filled up so that whole vectors of the processor are added.
const WIDTH: usize = 12;

/// Sums of weights; those past the labels of both stages are 0.
pub type Scores = [i16; WIDTH];

/// How many bits of a feature tell whether it may be known.
const KNOWN_BITS: u32 = 20;

const MAGIC: &[u8; 8] = b"SAYSOSPN";
const SLOT: usize = 4 + WIDTH;
const HEAD: usize = MAGIC.len() + 12 + 2 * (CUE_LABELS * CUE_LABELS + label::COUNT * label::COUNT);

/// Weights, found by feature.
pub struct Model {
    slots: Cow<'static, [u8]>,
    mask: usize,
    /// A bit for each of the upper bits of a feature that has weights: most features have none, and few of those are
    /// searched for.
    known: Vec<u64>,
    /// How labels of cues follow each other.
    pub cue_transitions: Transitions<CUE_LABELS>,
    /// How labels follow each other.
    pub transitions: Transitions<{ label::COUNT }>,
    /// What a score of the second stage is divided by to be a natural logarithm.
    pub unit: f32,
}

impl Model {
    /// Reads a model file; `None` for anything else.
    pub fn decode(file: Cow<'static, [u8]>) -> Option<Self> {
        let mut rest = file.strip_prefix(MAGIC.as_slice())?;
        let mut numbers = [0u32; 3];
        for number in &mut numbers {
            *number = u32::from_le_bytes(take(&mut rest)?);
        }
        let mut steps = [NEVER; CUE_LABELS * CUE_LABELS + label::COUNT * label::COUNT];
        for step in &mut steps {
            let kept = i16::from_le_bytes(take(&mut rest)?);
            *step = if kept == i16::MIN { NEVER } else { i32::from(kept) };
        }
        let (cue, all) = steps.split_at(CUE_LABELS * CUE_LABELS);
        let cue_transitions = std::array::from_fn(|row| std::array::from_fn(|at| cue[row * CUE_LABELS + at]));
        let transitions = std::array::from_fn(|row| std::array::from_fn(|at| all[row * label::COUNT + at]));
        let count = 1usize.checked_shl(numbers[0]).filter(|_| numbers[0] < 24)?;
        let unit = numbers[2] as f32;
        if rest.len() != count * SLOT || unit < 1.0 {
            return None;
        }
        let slots = match file {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(HEAD..)?),
            Cow::Owned(mut bytes) => Cow::Owned(bytes.split_off(HEAD)),
        };
        let mut known = vec![0; 1 << (KNOWN_BITS - 6)];
        for slot in slots.chunks_exact(SLOT) {
            let key = Key::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if key != 0 {
                let bit = key >> (Key::BITS - KNOWN_BITS);
                known[bit as usize / 64] |= 1 << (bit % 64);
            }
        }
        Some(Self { slots, mask: count - 1, known, cue_transitions, transitions, unit })
    }

    /// Adds the weights of `key` to `scores`; an unknown feature has none.
    #[inline]
    pub fn add(&self, key: Key, scores: &mut Scores) {
        let key = key.max(1);
        let bit = key >> (Key::BITS - KNOWN_BITS);
        if self.known[bit as usize / 64] >> (bit % 64) & 1 == 0 {
            return;
        }
        let mut slot = key as usize & self.mask;
        // A table is never full; should a broken one be, the search ends all the same.
        for _ in 0..=self.mask {
            let Some(bytes) = self.slots.get(slot * SLOT..slot * SLOT + SLOT) else { return };
            let Some((found, weights)) = bytes.split_first_chunk() else { return };
            let found = Key::from_le_bytes(*found);
            if found == key {
                for (score, &weight) in scores.iter_mut().zip(weights) {
                    *score = score.wrapping_add(i16::from(weight.cast_signed()));
                }
                return;
            }
            if found == 0 {
                return;
            }
            slot = (slot + 1) & self.mask;
        }
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

/// Writes a model file of `rows`, which have no key twice; the units are those of the weights and transitions of the
/// first and of the second stage.
#[cfg(any(test, feature = "trainer"))]
pub fn encode(
    rows: &[(Key, Weights)],
    cue_transitions: &Transitions<CUE_LABELS>,
    transitions: &Transitions<{ label::COUNT }>,
    units: [u32; 2],
) -> Vec<u8> {
    // At most five slots in eight are taken, so that a search is short.
    let bits = (rows.len() * 8 / 5 + 1).next_power_of_two().trailing_zeros();
    let mask = (1usize << bits) - 1;
    let mut bytes = MAGIC.to_vec();
    for number in [bits, units[0], units[1]] {
        bytes.extend(number.to_le_bytes());
    }
    let steps = cue_transitions.iter().flatten().chain(transitions.iter().flatten());
    bytes.extend(steps.flat_map(|&step| (step.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16).to_le_bytes()));
    let mut slots = vec![0u8; (mask + 1) * SLOT];
    for (key, weights) in rows {
        let key = (*key).max(1);
        let mut slot = key as usize & mask;
        while slots[slot * SLOT..slot * SLOT + 4] != [0; 4] {
            slot = (slot + 1) & mask;
        }
        let place = &mut slots[slot * SLOT..(slot + 1) * SLOT];
        place[..4].copy_from_slice(&key.to_le_bytes());
        for (byte, weight) in place[4..].iter_mut().zip(weights) {
            *byte = weight.cast_unsigned();
        }
    }
    bytes.extend(slots);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small(rows: &[(Key, Weights)]) -> Vec<u8> {
        let mut transitions = [[1; label::COUNT]; label::COUNT];
        transitions[0][2] = NEVER;
        encode(rows, &[[2; CUE_LABELS]; CUE_LABELS], &transitions, [30, 40])
    }

    proptest! {
        #[test]
        fn what_is_written_is_found(
            rows in prop::collection::btree_map(1u32..500, prop::array::uniform10(-127i8..=127), 0..80),
        ) {
            let rows: Vec<(Key, Weights)> = rows.into_iter().collect();
            let model = Model::decode(small(&rows).into()).expect("a model");
            for key in 1..600 {
                let mut scores = Scores::default();
                model.add(key, &mut scores);
                let expected = rows.iter().find(|row| row.0 == key).map_or([0; LANES], |row| row.1.map(i16::from));
                prop_assert_eq!(&scores[..LANES], &expected);
            }
            prop_assert_eq!(model.transitions[0][2], NEVER);
            prop_assert_eq!((model.cue_transitions[1][1], model.transitions[1][1], model.unit), (2, 1, 40.0));
        }

        #[test]
        fn any_bytes_decode_without_panic(start in prop::collection::vec(any::<u8>(), 0..300), keep in 0usize..200) {
            let mut bytes = small(&[(3, [1; LANES])]);
            bytes.truncate(keep);
            bytes.extend(&start);
            if let Some(model) = Model::decode(bytes.into()) {
                model.add(7, &mut Scores::default());
            }
            prop_assert!(Model::decode(start.into()).is_none());
        }
    }

    #[test]
    fn a_cut_file_is_no_model() {
        let whole = small(&[(3, [1; LANES])]);
        for end in 0..whole.len() {
            assert!(Model::decode(whole[..end].to_vec().into()).is_none(), "cut at {end}");
        }
    }
}
