//! What an article holds must not command the terminal that shows it.
//!
//! Escape sequences could hide, recolour or rewrite what is on the screen, and direction overrides could make a
//! sentence read otherwise than it is stored. Both are shown as what they are.

use std::borrow::Cow;
use std::io::{self, Write};

/// Whether a terminal or a reader could be misled by `c`: control characters (line feed and tab too), direction
/// overrides, line and paragraph separators, noncharacters.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What stands for `c`: a control picture (`␛`), or its code point in angle brackets (`<U+202E>`).
fn push_picture(shown: &mut String, c: char) {
    use std::fmt::Write as _;
    match c {
        '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => shown.push('\u{2421}'),
        _ => {
            let _ = write!(shown, "<U+{:04X}>", c as u32);
        }
    }
}

fn replaced<'a>(text: &'a str, keep: impl Fn(char) -> bool) -> Cow<'a, str> {
    let bad = |c: char| is_hidden(c) && !keep(c);
    let Some(first) = text.find(bad) else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len() + 8);
    shown.push_str(&text[..first]);
    for c in text[first..].chars() {
        if bad(c) {
            push_picture(&mut shown, c);
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// `text` in one line: white space that breaks lines or columns becomes a space, whatever else [`is_hidden`] a picture.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut spaced = String::with_capacity(text.len());
    let mut in_break = false;
    for c in text.chars() {
        if matches!(c, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            if !in_break && !spaced.is_empty() && !spaced.ends_with(' ') {
                spaced.push(' ');
            }
            in_break = true;
        } else {
            in_break = false;
            spaced.push(c);
        }
    }
    Cow::Owned(replaced(&spaced, |_| false).into_owned())
}

/// `text` with its lines and tabs kept, whatever else [`is_hidden`] made visible.
pub fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| matches!(c, '\n' | '\t'))
}

/// Passes text on to a terminal with every hidden character but line ends and tabs made visible: the last guard, for
/// formats (csv, json, …) that must not change what they write to a file.
#[derive(Debug)]
pub struct Guard<W: Write> {
    inner: W,
    /// The first bytes of a code point whose rest has not come yet.
    pending: Vec<u8>,
}

impl<W: Write> Guard<W> {
    /// Guards `inner`.
    pub const fn new(inner: W) -> Self {
        Self { inner, pending: Vec::new() }
    }
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let joined: Cow<'_, [u8]> = if self.pending.is_empty() {
            Cow::Borrowed(bytes)
        } else {
            let mut joined = std::mem::take(&mut self.pending);
            joined.extend_from_slice(bytes);
            Cow::Owned(joined)
        };
        let mut rest = &joined[..];
        loop {
            let (good, after) = match std::str::from_utf8(rest) {
                Ok(good) => (good, None),
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    (std::str::from_utf8(good).unwrap_or_default(), Some((bad, error.error_len())))
                }
            };
            self.inner.write_all(replaced(good, |c| matches!(c, '\n' | '\r' | '\t')).as_bytes())?;
            match after {
                None => break,
                Some((bad, None)) => {
                    self.pending = bad.to_vec();
                    break;
                }
                Some((bad, Some(length))) => {
                    self.inner.write_all("\u{fffd}".as_bytes())?;
                    rest = &bad[length..];
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("plain “text” 🪖 é", "plain “text” 🪖 é")]
    #[case("\u{1b}[31mred", "␛[31mred")]
    #[case("a\n\n  b\tc\r\nd", "a   b c d")]
    #[case("\u{9b}2J", "<U+009B>2J")]
    #[case("\u{202e}cba", "<U+202E>cba")]
    #[case("bell\u{7}", "bell␇")]
    #[case("del\u{7f}", "del␡")]
    fn in_one_line(#[case] given: &str, #[case] expected: &str) {
        assert_eq!(line(given), expected);
    }

    #[test]
    fn lines_stay() {
        assert_eq!(lines("a\n\tb\u{1b}\r"), "a\n\tb␛␍");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            prop_assert!(!line(&text).contains(is_hidden));
            prop_assert!(!lines(&text).contains(|c| is_hidden(c) && c != '\n' && c != '\t'));
        }

        #[test]
        fn a_guard_hides_nothing_else_however_it_is_cut(
            text in "[a-b“\u{1b}\u{9b}\u{202e}\n🪖]{0,40}", at in 0_usize..80,
        ) {
            let mut out = Vec::new();
            let mut guard = Guard::new(&mut out);
            let (head, tail) = text.as_bytes().split_at(at.min(text.len()));
            guard.write_all(head).unwrap();
            guard.write_all(tail).unwrap();
            prop_assert_eq!(String::from_utf8(out).unwrap(), lines(&text).into_owned());
        }
    }

    #[test]
    fn bytes_that_are_no_utf8_do_not_pass() {
        let mut out = Vec::new();
        Guard::new(&mut out).write_all(b"a\x9bb\xff").unwrap();
        assert_eq!(out, "a\u{fffd}b\u{fffd}".as_bytes());
    }
}
