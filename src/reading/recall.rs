//! What was found before, so that it need not be found again: most words and most surroundings come again and again.
//!
//! What is asked for comes out the same whatever is remembered: a find stands with a hash (64 bits) of all that it depends
//! on. The memory is bounded, and a newer find takes the place of an older one.

/// Finds by their keys.
pub(super) struct Recall<T> {
    /// 0 is the key that nothing has been put at.
    slots: Vec<(u64, T)>,
    shift: u32,
}

impl<T: Copy + Default> Recall<T> {
    /// With `1 << bits` places.
    pub fn new(bits: u32) -> Self {
        Self { slots: vec![(0, T::default()); 1 << bits], shift: u64::BITS - bits }
    }

    /// Reads where each of `keys` is remembered. Memory is waited for once, not key after key, as nothing here depends on
    /// what is read.
    pub fn touch(&self, keys: impl Iterator<Item = u64>) {
        let read = |key: u64| self.slots.get((key.max(1) >> self.shift) as usize).map_or(0, |slot| slot.0);
        std::hint::black_box(keys.fold(0, |all, key| all ^ read(key)));
    }

    /// What belongs to `key`, a hash, by `find` where that is not remembered.
    #[inline]
    pub fn get(&mut self, key: u64, find: impl FnOnce() -> T) -> &T {
        let key = key.max(1);
        let slot = &mut self.slots[(key >> self.shift) as usize];
        if slot.0 != key {
            *slot = (key, find());
        }
        &slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_remembered_is_what_was_found(keys in prop::collection::vec(any::<u64>(), 0..60)) {
            let mut recall = Recall::new(3);
            for key in keys.iter().chain(&keys).copied() {
                recall.touch([key].into_iter());
                prop_assert_eq!(*recall.get(key, || key.max(1)), key.max(1));
            }
        }
    }
}
