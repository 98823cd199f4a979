//! How much compressed data may unpack to: bombs end early, whatever is packed in them.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::FormatError;

/// Any archive may unpack to this many bytes, and beyond that to …
const FREE: u64 = 4 << 30;
/// … this many times its size; text packs about five to one, the most repetitive crawls fifty to one.
const RATIO: u64 = 200;
/// One member of an archive, or one compressed document, may unpack to this many bytes whatever the ratio.
const FREE_MEMBER: u64 = 16 << 20;

/// Counts the bytes that are taken out of `inner`.
pub(super) struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Counted<R> {
    /// A reader, and the count that it keeps.
    pub(super) fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let taken = Rc::new(Cell::new(0));
        (Self { inner, taken: Rc::clone(&taken) }, taken)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

/// Ends with [`FormatError::Bomb`] once more has come out than `packed` bytes may unpack to.
pub(super) struct Bounded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    free: u64,
}

impl<R: Read> Bounded<R> {
    /// What unpacks as a stream, of which `packed` bytes were taken so far.
    pub(super) fn stream(inner: R, packed: Rc<Cell<u64>>) -> Self {
        Self { inner, packed, unpacked: 0, free: FREE }
    }

    /// One member, of `packed` bytes.
    pub(super) fn member(inner: R, packed: u64) -> Self {
        Self { inner, packed: Rc::new(Cell::new(packed)), unpacked: 0, free: FREE_MEMBER }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked += read as u64;
        exceeded(self.unpacked, self.packed.get(), self.free).map_or(Ok(read), |bomb| Err(io::Error::other(bomb)))
    }
}

/// Whether a compressed document that came whole unpacked to more than one may.
pub(super) fn of_document(unpacked: u64, packed: u64) -> Option<FormatError> {
    exceeded(unpacked, packed, FREE_MEMBER)
}

/// Whether all members together unpacked to more than an archive of `packed` bytes may.
pub(super) fn of_members(unpacked: u64, packed: u64) -> Option<FormatError> {
    exceeded(unpacked, packed, FREE_MEMBER * 16)
}

fn exceeded(unpacked: u64, packed: u64, free: u64) -> Option<FormatError> {
    (unpacked > free && unpacked / RATIO > packed).then_some(FormatError::Bomb { unpacked, packed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_ends_early_and_text_does_not() {
        let mut member = Bounded::member(io::repeat(b'a'), 1000);
        let error = io::copy(&mut member, &mut io::sink()).unwrap_err();
        let said = FormatError::io(&error, "the gzip data");
        assert!(matches!(said, FormatError::Bomb { packed: 1000, .. }), "{said}");
        let mut sound = Bounded::member(io::repeat(b'a').take(40 << 20), 10 << 20);
        assert_eq!(io::copy(&mut sound, &mut io::sink()).unwrap(), 40 << 20);
    }
}
