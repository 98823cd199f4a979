//! Lines of a stream, of bounded length: what is longer is passed over and not held.

use std::io::{self, BufRead};

use memchr::memchr;

/// What came of asking for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It was added, with its line end.
    Whole,
    /// It has this many bytes, more than allowed; it is passed over, and only its beginning was added.
    TooLong(usize),
    /// There is none any more.
    End,
}

/// Adds the next line of `reader` to `into`, of at most `limit` bytes.
pub(super) fn line(reader: &mut dyn BufRead, into: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    let mut length = 0usize;
    loop {
        let available = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            available => available?,
        };
        if available.is_empty() {
            break;
        }
        let end = memchr(b'\n', available).map(|at| at + 1);
        let taken = end.unwrap_or(available.len());
        if length < limit {
            into.extend_from_slice(&available[..taken.min(limit - length)]);
        }
        length += taken;
        reader.consume(taken);
        if end.is_some() {
            break;
        }
    }
    Ok(match length {
        0 => Line::End,
        _ if length > limit => Line::TooLong(length),
        _ => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_passed_over() {
        let mut reader = io::BufReader::with_capacity(4, b"one\n0123456789\ntwo".as_slice());
        let mut next = || {
            let mut bytes = Vec::new();
            (line(&mut reader, &mut bytes, 5).unwrap(), bytes)
        };
        assert_eq!(next(), (Line::Whole, b"one\n".to_vec()));
        assert_eq!(next(), (Line::TooLong(11), b"01234".to_vec()));
        assert_eq!(next(), (Line::Whole, b"two".to_vec()));
        assert_eq!(next(), (Line::End, Vec::new()));
    }
}
