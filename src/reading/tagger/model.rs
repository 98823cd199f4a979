//! The weights: how they are kept in a file, and how they score.
//!
//! The file is zstd over: `SAYSOPOS`, the number of rows and of sure words (u32 each, little-endian), then column by
//! column, as that compresses best: the rows' keys, ascending, as LEB128 differences; how many weights each row has
//! (u8); their tags (u8); the weights (i8); the sure words' hashes (u64); their tags (u8).

use wide::{i8x16, i16x16};

use super::features::{COUNT, Key};
use super::lexicon::Tags;
use super::tag::Tag;

/// Scores a row: one a tag, rounded up to whole vectors of the processor.
pub const LANES: usize = 48;

/// The weights of one feature.
pub type Row = [i8; LANES];

/// How many tags a vector of the processor takes.
const WIDE: usize = 16;

/// Sums of weights, one a tag.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores([i16x16; LANES / WIDE]);

#[allow(dead_code, reason = "the trainer, which takes in this file, remembers nothing")]
impl Scores {
    /// Adds `more`. No sum of a few hundred weights overflows.
    #[inline]
    pub fn add(&mut self, more: &Self) {
        for (score, more) in self.0.iter_mut().zip(&more.0) {
            *score += more;
        }
    }

    fn of(&self, lane: usize) -> i16 {
        self.0[lane / WIDE].as_array()[lane % WIDE]
    }
}

const MAGIC: &[u8; 8] = b"SAYSOPOS";

/// More than any model may unpack to.
const MOST_BYTES: usize = 64 << 20;

/// Weights, found by feature, and words that have but one tag.
pub struct Model {
    /// The first is that of unknown features. Then those that `index` counts, in the order of their keys; then the rest.
    rows: Vec<Packed>,
    /// Which keys may have a row, by their upper 20 bits: with 60,000 rows, all but 6 % of unknown features end here.
    index: Vec<Block>,
    /// Open addressing over the hashes of sure words; [`Tag::None`] where the slot is free.
    sure: Vec<(u64, Tag)>,
}

/// Weights with the key that they belong to, in one line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Packed {
    weights: [i8x16; LANES / WIDE],
    key: Key,
    /// The row of another key with the same upper bits; 0 where there is none.
    next: u32,
}

/// 64 neighbours among the upper bits of keys.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// Which of them have a row.
    set: u64,
    /// The row of the first of these.
    first: u32,
}

impl Block {
    /// Which block of the index a key belongs to, and which bit in it.
    const fn of(key: Key) -> (usize, u32) {
        ((key >> 18) as usize, (key >> 12) & 63)
    }

    /// How many blocks there are.
    const COUNT: usize = 1 << 14;
}

impl Model {
    /// Reads a model file; `None` for anything else.
    pub fn decode(file: &[u8]) -> Option<Self> {
        let bytes = zstd::bulk::decompress(file, MOST_BYTES.min(file.len().saturating_mul(64))).ok()?;
        let mut reader = Reader { bytes: &bytes };
        if reader.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let (count, sure_count) = (reader.u32()? as usize, reader.u32()? as usize);
        // A row takes two bytes or more, a sure word nine: numbers that cannot be true reserve nothing.
        if count.checked_mul(2)?.checked_add(sure_count.checked_mul(9)?)? > bytes.len() {
            return None;
        }
        let mut keys = Vec::with_capacity(count);
        let mut key: Key = 0;
        for _ in 0..count {
            key = key.checked_add(reader.varint()?)?;
            keys.push(key);
        }
        let lengths = reader.take(count)?;
        let weights: usize = lengths.iter().map(|&length| usize::from(length)).sum();
        let mut cells = reader.take(weights)?.iter().zip(reader.take(weights)?);
        let mut rows = vec![Packed::EMPTY; count + 1];
        for ((row, &length), &key) in rows.iter_mut().skip(1).zip(lengths).zip(&keys) {
            row.key = key;
            for (&tag, &weight) in cells.by_ref().take(usize::from(length)) {
                row.set(usize::from(tag), weight.cast_signed())?;
            }
        }
        let mut hashes = Vec::with_capacity(sure_count);
        for _ in 0..sure_count {
            hashes.push(reader.u64()?);
        }
        let sure: Vec<_> = hashes
            .into_iter()
            .zip(reader.take(sure_count)?)
            .map(|(hash, &tag)| (hash, Tag::from_number(tag)))
            .collect();
        Some(Self::new(rows, &sure))
    }

    /// `rows` are in the order of their keys, after the row of what is unknown.
    fn new(mut rows: Vec<Packed>, words: &[(u64, Tag)]) -> Self {
        let mut index = vec![Block::default(); Block::COUNT];
        // A row whose upper bits are taken goes to the end, and the one that has them tells where.
        let (mut kept, mut crowded) = (1, Vec::new());
        for row in 1..rows.len() {
            let (block, bit) = Block::of(rows[row].key);
            if index[block].set >> bit & 1 == 1 {
                crowded.push((kept - 1, rows[row]));
            } else {
                if index[block].set == 0 {
                    index[block].first = kept as u32;
                }
                index[block].set |= 1 << bit;
                rows[kept] = rows[row];
                kept += 1;
            }
        }
        for (place, (before, mut row)) in (kept..).zip(crowded) {
            row.next = rows[before].next;
            rows[before].next = place as u32;
            rows[place] = row;
        }
        let mut sure = vec![(0, Tag::None); (words.len() * 2).next_power_of_two().max(2)];
        let mask = sure.len() - 1;
        for &(hash, tag) in words {
            let mut slot = hash as usize & mask;
            while sure[slot].1 != Tag::None {
                slot = (slot + 1) & mask;
            }
            sure[slot] = (hash, tag);
        }
        Self { rows, index, sure }
    }

    /// The tag of a word that has but one.
    #[inline]
    pub fn sure(&self, form: u64) -> Option<Tag> {
        let mask = self.sure.len() - 1;
        let mut slot = form as usize & mask;
        loop {
            match self.sure[slot] {
                (_, Tag::None) => return None,
                (hash, tag) if hash == form => return Some(tag),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The row that `key` has, if it has one; else any, or 0.
    #[inline]
    fn candidate(&self, key: Key) -> u32 {
        let (block, bit) = Block::of(key);
        let Block { set, first } = self.index[block];
        let before = (set & ((1 << bit) - 1)).count_ones();
        if set >> bit & 1 == 1 { first + before } else { 0 }
    }

    /// The rows of `keys`, summed up.
    #[inline]
    pub fn sum<const N: usize>(&self, keys: [Key; N]) -> Scores {
        // First all places, then all rows: so the memory is waited for but once. Most features of two words are unknown.
        let mut found = [(0, 0); N];
        let mut count = 0;
        for key in keys {
            let row = self.candidate(key);
            found[count] = (key, row);
            count += usize::from(row != 0);
        }
        let mut scores = Scores::default();
        for &(key, row) in &found[..count] {
            let mut row = &self.rows[row as usize];
            while row.key != key && row.next != 0 {
                row = &self.rows[row.next as usize];
            }
            let found = i8x16::splat(-i8::from(row.key == key));
            for (score, &weights) in scores.0.iter_mut().zip(&row.weights) {
                *score += i16x16::from_i8x16(weights & found);
            }
        }
        scores
    }

    /// The tag that `keys` score highest for, of those that are possible.
    #[allow(dead_code, reason = "the trainer, which takes in this file, remembers nothing")]
    pub fn best(&self, keys: &[Key; COUNT], possible: Tags) -> Tag {
        highest(&self.sum(*keys), possible)
    }
}

/// The tag that scores highest, of those that are possible (all, should none be); of equals the first.
#[inline]
pub fn highest(scores: &Scores, possible: Tags) -> Tag {
    if possible != Tags::default() {
        let (mut left, mut best) = (possible.0, (None, Tag::Nn));
        while left != 0 {
            let number = left.trailing_zeros() as usize;
            left &= left - 1;
            if number < LANES && best.0.is_none_or(|best| scores.of(number) > best) {
                best = (Some(scores.of(number)), Tag::from_number(number as u8));
            }
        }
        return best.1;
    }
    // Number 0 is Tag::None, which is never an answer of the model, and no tag has a number past the last.
    let all: [i16; LANES] = std::array::from_fn(|lane| scores.of(lane));
    let most = all[1..Tag::ALL.len()].iter().copied().max();
    let best = (1..Tag::ALL.len()).find(|&number| Some(all[number]) == most);
    best.map_or(Tag::Nn, |number| Tag::ALL[number])
}

impl Packed {
    /// A row of no weight.
    const EMPTY: Self = Self { weights: [i8x16::ZERO; LANES / WIDE], key: 0, next: 0 };

    /// Puts the weight of tag number `lane` in; `None` where there is no such tag.
    fn set(&mut self, lane: usize, weight: i8) -> Option<()> {
        let lanes = self.weights.get_mut(lane / WIDE)?;
        lanes.as_mut_array()[lane % WIDE] = weight;
        Some(())
    }
}

/// Writes a model file. `rows` and `words` are in ascending order of their keys, no key twice.
///
/// # Errors
/// Those of the compressor.
#[allow(dead_code, reason = "only the trainer, which takes in this file, and the tests write models")]
pub fn encode(rows: &[(Key, Row)], words: &[(u64, Tag)]) -> std::io::Result<Vec<u8>> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((words.len() as u32).to_le_bytes());
    let mut last = 0;
    for &(key, _) in rows {
        let mut difference = key - last;
        last = key;
        while difference >= 0x80 {
            bytes.push(difference as u8 | 0x80);
            difference >>= 7;
        }
        bytes.push(difference as u8);
    }
    let cells = |row: &Row| -> Vec<(u8, i8)> {
        row.iter().enumerate().filter(|cell| *cell.1 != 0).map(|(tag, &weight)| (tag as u8, weight)).collect()
    };
    bytes.extend(rows.iter().map(|(_, row)| cells(row).len() as u8));
    bytes.extend(rows.iter().flat_map(|(_, row)| cells(row)).map(|(tag, _)| tag));
    bytes.extend(rows.iter().flat_map(|(_, row)| cells(row)).map(|(_, weight)| weight.cast_unsigned()));
    bytes.extend(words.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
    bytes.extend(words.iter().map(|&(_, tag)| tag as u8));
    zstd::bulk::compress(&bytes, 19)
}

/// Takes bytes from the front; `None` when there are too few.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..32).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn small() -> Vec<u8> {
        let (mut noun, mut verb) = ([0; LANES], [0; LANES]);
        noun[Tag::Nn as usize] = 5;
        verb[Tag::Vb as usize] = 7;
        verb[Tag::Nn as usize] = -3;
        encode(&[(3, noun), (70_000, verb)], &[(42, Tag::Dt)]).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::decode(&small()).unwrap();
        let mut keys = [1; COUNT];
        keys[0] = 3;
        assert_eq!(model.best(&keys, Tags::default()), Tag::Nn);
        keys[1] = 70_000;
        assert_eq!(model.best(&keys, Tags::default()), Tag::Vb);
        assert_eq!(model.best(&keys, Tags::of([Tag::Nn, Tag::Jj])), Tag::Nn);
        assert_eq!(model.sure(42), Some(Tag::Dt));
        assert_eq!(model.sure(43), None);
    }

    #[test]
    fn a_broken_file_is_no_model() {
        assert!(Model::decode(b"").is_none());
        assert!(Model::decode(b"SAYSOPOS").is_none());
        let whole = zstd::bulk::decompress(&small(), 1000).unwrap();
        for end in 0..whole.len() {
            assert!(Model::decode(&zstd::bulk::compress(&whole[..end], 1).unwrap()).is_none(), "cut at {end}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_decode_without_panic(start in proptest::collection::vec(any::<u8>(), 0..200), keep in 0usize..40) {
            let mut bytes = zstd::bulk::decompress(&small(), 1000).unwrap();
            bytes.truncate(keep);
            bytes.extend(&start);
            if let Some(model) = Model::decode(&zstd::bulk::compress(&bytes, 1).unwrap()) {
                model.best(&[7; COUNT], Tags::default());
            }
            prop_assert!(Model::decode(&start).is_none());
        }
    }
}
