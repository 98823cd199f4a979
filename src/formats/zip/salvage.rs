//! ZIP archives without their directory, or with one that names several members alike: the members are taken in the order
//! they lie in the file, by the few bytes that stand before each.

use std::io::{self, BufRead, Read};

use flate2::bufread::DeflateDecoder;

/// What stands before a member, in the directory, and at its end.
const MEMBER: [u8; 4] = *b"PK\x03\x04";
const DIRECTORY: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

/// What stands before a member.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub name: Vec<u8>,
    method: u16,
    /// Only a password opens it.
    pub encrypted: bool,
    /// How many bytes it was packed in, where that is said before it.
    packed: Option<u64>,
}

/// The header of the next member; none where the directory or the end of the file comes first.
pub(super) fn next(reader: &mut dyn BufRead) -> io::Result<Option<Header>> {
    // Whatever lies between two members belongs to neither.
    let mut seen = [0u8; 4];
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let quiet = if seen[3] == b'P' || seen[2..] == *b"PK" || seen[1..3] == *b"PK" { 0 } else { skip(buffer) };
        if quiet > 0 {
            reader.consume(quiet);
            seen = [0; 4];
            continue;
        }
        let byte = buffer[0];
        reader.consume(1);
        seen.rotate_left(1);
        seen[3] = byte;
        match seen {
            MEMBER => return header(reader).map(Some),
            DIRECTORY | END => return Ok(None),
            _ => {}
        }
    }
}

/// How many bytes of `buffer` no signature begins in.
fn skip(buffer: &[u8]) -> usize {
    memchr::memchr(b'P', buffer).unwrap_or(buffer.len())
}

fn header(reader: &mut dyn BufRead) -> io::Result<Header> {
    let mut fixed = [0u8; 26];
    reader.read_exact(&mut fixed)?;
    let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let long = |at: usize| u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
    let (flags, method, packed) = (short(2), short(4), long(14));
    let mut name = vec![0; usize::from(short(22))];
    reader.read_exact(&mut name)?;
    let mut extra = vec![0; usize::from(short(24))];
    reader.read_exact(&mut extra)?;
    let packed = match packed {
        u32::MAX => large(&extra),
        // The length stands behind the member.
        0 if flags & 8 != 0 => None,
        packed => Some(u64::from(packed)),
    };
    Ok(Header { name, method, encrypted: flags & 1 != 0, packed })
}

/// The packed length of a member beyond four gigabytes.
fn large(extra: &[u8]) -> Option<u64> {
    let mut rest = extra;
    while rest.len() >= 4 {
        let (id, length) =
            (u16::from_le_bytes([rest[0], rest[1]]), usize::from(u16::from_le_bytes([rest[2], rest[3]])));
        let field = rest.get(4..4 + length)?;
        if id == 1 {
            return field.get(8..16)?.try_into().ok().map(u64::from_le_bytes);
        }
        rest = &rest[4 + length..];
    }
    None
}

impl Header {
    /// What the member unpacks to; none where nobody here unpacks it, or nothing says where it ends.
    pub(super) fn open<'a>(&self, reader: &'a mut dyn BufRead) -> Option<Box<dyn Read + 'a>> {
        if self.encrypted {
            return None;
        }
        match (self.method, self.packed) {
            (0, Some(packed)) => Some(Box::new(Exactly { inner: reader, left: packed })),
            (8, _) => Some(Box::new(DeflateDecoder::new(reader))),
            _ => None,
        }
    }

    /// Passes over a member that is not read.
    pub(super) fn pass(&self, reader: &mut dyn BufRead) -> io::Result<()> {
        io::copy(&mut reader.take(self.packed.unwrap_or(0)), &mut io::sink()).map(|_| ())
    }
}

/// So many bytes and no fewer.
struct Exactly<'a> {
    inner: &'a mut dyn BufRead,
    left: u64,
}

impl Read for Exactly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if most == 0 {
            return Ok(0);
        }
        let read = self.inner.read(&mut buffer[..most])?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn member(name: &str, text: &str, streamed: bool, stored: bool) -> Vec<u8> {
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        let body = if stored { text.as_bytes().to_vec() } else { packer.finish().unwrap() };
        let mut bytes = MEMBER.to_vec();
        bytes.extend([20, 0, if streamed { 8 } else { 0 }, 0, if stored { 0 } else { 8 }, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let length = if streamed { 0 } else { body.len() as u32 };
        bytes.extend(length.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.bytes());
        bytes.extend(body);
        if streamed {
            bytes.extend(b"PK\x07\x08abcdefghijkl");
        }
        bytes
    }

    #[test]
    fn members_are_found_without_a_directory() {
        let long = "The ferry sank off the pier. ".repeat(400);
        let mut bytes = member("a.txt", "One PPK\x03.", false, true);
        bytes.extend(member("b.txt", &long, true, false));
        bytes.extend(member("b.txt", "Two.", false, false));
        bytes.extend(b"PK\x01\x02 and so on");
        let mut reader = io::BufReader::with_capacity(16, &bytes[..]);
        let mut found = Vec::new();
        while let Some(header) = next(&mut reader).unwrap() {
            let mut text = String::new();
            header.open(&mut reader).unwrap().read_to_string(&mut text).unwrap();
            found.push((String::from_utf8(header.name).unwrap(), text));
        }
        let expected = [("a.txt", "One PPK\x03."), ("b.txt", long.as_str()), ("b.txt", "Two.")];
        assert_eq!(found, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_member_that_breaks_off_says_so() {
        for stored in [true, false] {
            let bytes = member("a.txt", "The ferry sank off the pier on Monday evening.", false, stored);
            let mut reader = &bytes[..bytes.len() - 6];
            let header = next(&mut reader).unwrap().unwrap();
            let error = header.open(&mut reader).unwrap().read_to_end(&mut Vec::new()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        }
    }
}
