//! gzip: one compressed document, or a stream of members (as crawls are written), unpacked as it is read.
//!
//! A member that is damaged is a [`Gap`]: an error once, after which the next member is read.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::budget::{Bounded, Counted};
use super::parts::{Flow, Place, Source, Walk};

/// How every member starts: its mark, and the one way to compress.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Packed bytes that are kept of a member: one that was cut short is read on into the next, which must be gone back to.
const KEPT: usize = 64 << 10;
/// Packed bytes of a stream that are gone back over, at most: else data could be made that is read again without end.
const BACK: usize = 16 << 20;

/// Unpacks what `source` holds and takes it apart.
pub(super) fn split(source: Box<dyn Read + '_>, place: Place, walk: &mut Walk<'_>) -> Flow {
    let (counted, packed) = Counted::new(source);
    let unpacked = Members::new(BufReader::with_capacity(1 << 16, counted));
    let bounded = Bounded::stream(unpacked, packed.clone());
    let name = place.name.as_deref().map(inner_name);
    let mut inner = place.within(place.path.clone(), name, "gzip data");
    inner.packed = Some(packed);
    walk.unpacked(Source::Stream(Box::new(bounded)), inner)
}

/// A member that could not be unpacked to its end. What is read next is the beginning of the member after it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Gap(String);

/// Whether `error` is a [`Gap`].
pub(super) fn is_gap(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Gap>())
}

/// What the members of gzip data hold, one after the other.
enum Members<R: BufRead> {
    Before(Raw<R>),
    In(GzDecoder<Raw<R>>),
    Over,
}

impl<R: BufRead> Members<R> {
    fn new(inner: R) -> Self {
        Self::Before(Raw { inner, mark: &[], recent: Vec::new(), again: Vec::new(), at: 0, back: BACK })
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(self, Self::Over) {
                Self::Over => return Ok(0),
                Self::Before(mut raw) => match raw.seek_member()? {
                    Found::End => return Ok(0),
                    Found::Member => *self = Self::In(raw.member()),
                    Found::After => {
                        *self = Self::In(raw.member());
                        return Err(gap("something stands between its members"));
                    }
                    Found::Rest => return Err(io::Error::new(io::ErrorKind::InvalidData, "no gzip data at its end")),
                },
                Self::In(mut member) => match member.read(buffer) {
                    Ok(0) => *self = Self::Before(member.into_inner()),
                    Ok(read) => {
                        *self = Self::In(member);
                        return Ok(read);
                    }
                    Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
                        let mut raw = member.into_inner();
                        raw.go_back();
                        // Where no other comes, nothing can be read after it.
                        return match raw.seek_member()? {
                            Found::Member | Found::After => {
                                *self = Self::Before(raw);
                                Err(gap(&error.to_string()))
                            }
                            Found::End | Found::Rest => Err(error),
                        };
                    }
                    Err(error) => return Err(error),
                },
            }
        }
    }
}

fn gap(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Gap(why.to_owned()))
}

/// What comes next in packed data.
enum Found {
    /// A member.
    Member,
    /// A member, after bytes that are none.
    After,
    /// Nothing, or zeros that fill a block up.
    End,
    /// Bytes that are no member.
    Rest,
}

/// Packed data that can be looked through for the start of a member.
struct Raw<R> {
    inner: R,
    /// What is left of a start that was found; it comes before `inner`.
    mark: &'static [u8],
    /// What was read last of the member at hand, after its mark.
    recent: Vec<u8>,
    /// What is read again, from `at` on; it comes before `inner`.
    again: Vec<u8>,
    at: usize,
    /// So much may be gone back over still.
    back: usize,
}

impl<R: BufRead> Raw<R> {
    /// The member that starts here.
    fn member(mut self) -> GzDecoder<Self> {
        self.recent.clear();
        GzDecoder::new(self)
    }

    /// Goes back to the first start of another member in what was read of the one at hand.
    fn go_back(&mut self) {
        let start = memchr::memmem::find(&self.recent, &MAGIC).or_else(|| {
            let ends = |length: &usize| self.recent.ends_with(&MAGIC[..*length]);
            [2, 1].iter().find(|length| ends(length)).map(|length| self.recent.len() - length)
        });
        if let Some(start) = start.filter(|start| self.recent.len() - start <= self.back) {
            self.back -= self.recent.len() - start;
            let mut again = self.recent.split_off(start);
            again.extend_from_slice(&self.again[self.at..]);
            (self.again, self.at) = (again, 0);
        }
        self.recent.clear();
    }

    /// Goes to the next start of a member.
    fn seek_member(&mut self) -> io::Result<Found> {
        if self.mark.len() == MAGIC.len() {
            return Ok(Found::Member);
        }
        let (mut passed, mut zeros) = (self.mark.len(), self.mark.is_empty());
        let mut matched = 0;
        self.mark = &[];
        loop {
            let held = self.fill_buf()?;
            if held.is_empty() {
                return Ok(if zeros { Found::End } else { Found::Rest });
            }
            let mut taken = 0;
            for &byte in held {
                taken += 1;
                zeros &= byte == 0;
                passed += 1;
                // The mark's first byte is none of its others, so a start that fails need not be gone back into.
                matched = match MAGIC.get(matched) {
                    Some(&next) if next == byte => matched + 1,
                    _ => usize::from(byte == MAGIC[0]),
                };
                if matched == MAGIC.len() {
                    break;
                }
            }
            self.consume(taken);
            if matched == MAGIC.len() {
                self.mark = &MAGIC;
                return Ok(if passed == MAGIC.len() { Found::Member } else { Found::After });
            }
        }
    }
}

impl<R: BufRead> Read for Raw<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut held = self.fill_buf()?;
        let read = held.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Raw<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if !self.mark.is_empty() {
            Ok(self.mark)
        } else if self.at < self.again.len() {
            Ok(&self.again[self.at..])
        } else {
            self.inner.fill_buf()
        }
    }

    fn consume(&mut self, amount: usize) {
        if !self.mark.is_empty() {
            self.mark = self.mark.get(amount..).unwrap_or_default();
            return;
        }
        if self.recent.len() > 2 * KEPT {
            self.recent.drain(..self.recent.len() - KEPT);
        }
        if self.at < self.again.len() {
            let end = self.again.len().min(self.at + amount);
            self.recent.extend_from_slice(&self.again[self.at..end]);
            self.at = end;
        } else {
            // What is consumed was held before, so nothing is waited for, and nothing fails.
            if let Ok(held) = self.inner.fill_buf() {
                self.recent.extend_from_slice(&held[..amount.min(held.len())]);
            }
            self.inner.consume(amount);
        }
    }
}

/// The name of what is compressed: "a.jsonl" of "a.jsonl.gz", "a.tar" of "a.tgz".
fn inner_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".tgz") {
        format!("{}.tar", &name[..name.len() - 4])
    } else if lower.ends_with(".gz") {
        name[..name.len() - 3].to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a.jsonl.gz", "a.jsonl")]
    #[case("dir/A.TGZ", "dir/A.tar")]
    #[case("a.txt", "a.txt")]
    fn the_inner_name_has_one_ending_less(#[case] name: &str, #[case] inner: &str) {
        assert_eq!(inner_name(name), inner);
    }

    fn packed(text: &str) -> Vec<u8> {
        use std::io::Write as _;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    /// What comes out, with `|` for each gap, and the error that ends it.
    fn unpacked(bytes: &[u8]) -> (String, Option<io::ErrorKind>) {
        let mut members = Members::new(BufReader::with_capacity(7, bytes));
        let (mut out, mut buffer) = (Vec::new(), [0; 5]);
        loop {
            match members.read(&mut buffer) {
                Ok(0) => return (String::from_utf8(out).unwrap(), None),
                Ok(read) => out.extend_from_slice(&buffer[..read]),
                Err(error) if is_gap(&error) => out.push(b'|'),
                Err(error) => return (String::from_utf8(out).unwrap(), Some(error.kind())),
            }
        }
    }

    #[test]
    fn members_follow_one_another_whatever_one_is() {
        let (one, two, three) = (packed("one "), packed("two "), packed("three"));
        let mut checksum = two.clone();
        let end = checksum.len() - 8;
        checksum[end] ^= 0xff;
        let mut head = two.clone();
        head[0] = 0;
        let zeros = vec![0; 600];
        let all = |middle: &[u8]| [&one[..], middle, &three].concat();
        assert_eq!(unpacked(&all(&two)), ("one two three".to_owned(), None));
        assert_eq!(unpacked(&all(&checksum)), ("one two |three".to_owned(), None));
        assert_eq!(unpacked(&all(&head)), ("one |three".to_owned(), None));
        assert_eq!(unpacked(&all(b"rubbish")), ("one |three".to_owned(), None));
        let long = packed(&(0..400).map(|number| format!("{}, ", number * 7919 % 1009)).collect::<String>());
        for cut in [long.len() / 3, long.len() / 2, long.len() - 4] {
            let (out, error) = unpacked(&all(&long[..cut]));
            assert!(out.starts_with("one 0, ") && out.ends_with("|three") && error.is_none(), "{cut}: {out} {error:?}");
        }
        assert_eq!(unpacked(&[&one[..], &zeros].concat()), ("one ".to_owned(), None));
        assert_eq!(unpacked(&[&one[..], b"rubbish"].concat()).1, Some(io::ErrorKind::InvalidData));
        assert_eq!(unpacked(&one[..one.len() - 3]).1, Some(io::ErrorKind::UnexpectedEof));
        assert_eq!(unpacked(b""), (String::new(), None));
        assert!(unpacked(&[MAGIC.as_slice(), MAGIC.as_slice(), &[8; 40]].concat()).1.is_some());
    }
}
