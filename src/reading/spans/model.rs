//! The weights: how they are kept in a file, and how they are found.
//!
//! The file is the table that is searched, so that nothing need be read at the start: `SAYSOSP2`, three numbers of 32 bits
//! (how many bits count the slots; the unit of the weights of the first stage, and of the second), the transitions of
//! both stages (16 bits each, row by row), then the slots of 16 bytes: weights of 8 bits, seven of the second stage, 0,
//! three of the first, 0; then their feature (32 bits, 0 in a free slot). All numbers are little-endian. A feature lies in
//! the first free slot from its own on.

use std::borrow::Cow;

use wide::{i8x16, i16x8, i16x16, i32x8};

use super::crf::{NEVER, Scale, Transitions};
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

/// Where the weights of the first stage stand in a slot.
const CUES: usize = 8;

/// Sums of weights, as they stand in a slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores(i16x16);

impl Scores {
    /// Adds `more`. A hundred features of 127 at most add up to far less than 16 bits hold, so nothing wraps.
    #[inline]
    pub fn plus(&mut self, more: &Self) {
        self.0 += more.0;
    }

    /// Those of the second stage.
    #[inline]
    pub fn labels(&self) -> i32x8 {
        half(self, 0)
    }

    /// Those of the first stage.
    #[inline]
    pub fn cues(&self) -> i32x8 {
        half(self, CUES)
    }
}

#[inline]
fn half(scores: &Scores, first: usize) -> i32x8 {
    i32x8::from_i16x8(i16x8::from_slice_unaligned(&scores.0.as_array()[first..]))
}

/// Covers a slot's weights and not its feature.
const WEIGHTS: i8x16 = i8x16::new([-1, -1, -1, -1, -1, -1, -1, 0, -1, -1, -1, 0, 0, 0, 0, 0]);

/// How many bits of a feature tell whether it may be known.
const KNOWN_BITS: u32 = 20;

const MAGIC: &[u8; 8] = b"SAYSOSP2";
const SLOT: usize = 16;
/// Where a slot's feature stands.
const FEATURE: usize = 12;
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
    /// What a score of the second stage is worth.
    pub scale: Scale,
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
            let key = feature(slot);
            if key != 0 {
                let bit = key >> (Key::BITS - KNOWN_BITS);
                known[bit as usize / 64] |= 1 << (bit % 64);
            }
        }
        Some(Self { slots, mask: count - 1, known, cue_transitions, transitions, scale: Scale::new(unit) })
    }

    /// Whether `key` may have weights; few that have none are said to.
    #[inline]
    pub fn may_know(&self, key: Key) -> bool {
        let bit = key.max(1) >> (Key::BITS - KNOWN_BITS);
        self.known[bit as usize / 64] >> (bit % 64) & 1 == 1
    }

    /// Reads where each of `keys` begins to be searched for: memory is waited for once, not key after key.
    pub fn touch(&self, keys: impl Iterator<Item = Key>) {
        let read = |key: Key| self.slots.get((key.max(1) as usize & self.mask) * SLOT + FEATURE).copied().unwrap_or(0);
        std::hint::black_box(keys.fold(0, |all, key| all ^ read(key)));
    }

    /// Adds the weights of `key` to `scores`; an unknown feature has none.
    #[inline]
    pub fn add(&self, key: Key, scores: &mut Scores) {
        if !self.may_know(key) {
            return;
        }
        let key = key.max(1);
        let mut slot = key as usize & self.mask;
        // A table is never full; should a broken one be, the search ends all the same.
        for _ in 0..=self.mask {
            let Some(Some(bytes)) = self.slots.get(slot * SLOT..).map(|rest| rest.first_chunk::<SLOT>()) else {
                return;
            };
            let found = feature(bytes);
            if found == key {
                let weights = i8x16::new(bytes.map(u8::cast_signed)) & WEIGHTS;
                scores.0 += i16x16::from_i8x16(weights);
                return;
            }
            if found == 0 {
                return;
            }
            slot = (slot + 1) & self.mask;
        }
    }
}

/// The feature of a slot; 0 in a free one.
fn feature(slot: &[u8]) -> Key {
    slot.get(FEATURE..).and_then(|bytes| bytes.first_chunk()).map_or(0, |bytes| Key::from_le_bytes(*bytes))
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
        while feature(&slots[slot * SLOT..(slot + 1) * SLOT]) != 0 {
            slot = (slot + 1) & mask;
        }
        let place = &mut slots[slot * SLOT..(slot + 1) * SLOT];
        let weights = weights.map(i8::cast_unsigned);
        let (labels, cues) = weights.split_at(label::COUNT);
        place[..label::COUNT].copy_from_slice(labels);
        place[CUES..CUES + CUE_LABELS].copy_from_slice(cues);
        place[FEATURE..].copy_from_slice(&key.to_le_bytes());
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
                let expected = rows.iter().find(|row| row.0 == key).map_or([0; LANES], |row| row.1.map(i32::from));
                let labels = &scores.labels().to_array()[..label::COUNT];
                prop_assert_eq!([labels, &scores.cues().to_array()[..CUE_LABELS]].concat(), expected);
            }
            prop_assert_eq!(model.transitions[0][2], NEVER);
            prop_assert_eq!((model.cue_transitions[1][1], model.transitions[1][1]), (2, 1));
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
