//! Bytes → text: byte-order marks, UTF-16 with and without them, UTF-8, what a page declares, and what is guessed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::FormatError;
use crate::model::Notice;

/// A declaration stands within the first bytes of a page.
const DECLARED_WITHIN: usize = 4096;
/// How much is looked at to guess an encoding.
const SAMPLE: usize = 256 * 1024;

/// Text out of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// Without byte-order mark; line ends as they were.
    pub text: Cow<'a, str>,
    /// What was guessed or replaced.
    pub notices: Vec<Notice>,
}

/// Decodes `bytes`. A byte-order mark decides, then what is valid UTF-8, then what the page declares, then a guess.
///
/// # Errors
/// When the bytes are no text in any encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, FormatError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8_or_guess(rest);
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Ok(utf32(bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok(known(rest, UTF_16LE, None));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok(known(rest, UTF_16BE, None));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok(known(bytes, encoding, Some("has no byte-order mark and")));
    }
    utf8_or_guess(bytes)
}

fn utf8_or_guess(bytes: &[u8]) -> Result<Decoded<'_>, FormatError> {
    if let Some(at) = memchr(0, bytes) {
        return Err(FormatError::Binary { seems: format!("a NUL byte at position {at}") });
    }
    let declared = declared(bytes);
    let escapes = bytes.is_ascii() && memchr(0x1B, bytes).is_some();
    if let Some(encoding) = declared.filter(|encoding| *encoding == encoding_rs::ISO_2022_JP && escapes) {
        // Its bytes are all ASCII, and mean something else.
        return Ok(known(bytes, encoding, None));
    }
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: Cow::Borrowed(text), notices: Vec::new() }),
        Err(fault) => fault,
    };
    if controls(bytes) * 50 > bytes.len().min(SAMPLE) {
        return Err(FormatError::Binary { seems: "control characters all over".to_owned() });
    }
    // A file cut inside its last character.
    if fault.error_len().is_none() {
        let whole = bytes.get(..fault.valid_up_to()).unwrap_or_default();
        if !whole.is_ascii() {
            let notice =
                Notice::new("the file ends inside a character, which was left out; it may have been cut short");
            return Ok(Decoded { text: String::from_utf8_lossy(whole), notices: vec![notice] });
        }
    }
    if mostly_utf8(bytes) {
        return Ok(known(bytes, UTF_8, None));
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        return Ok(known(bytes, encoding, None));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector
        .feed(&bytes[sample_start(bytes, fault.valid_up_to())..][..sample_length(bytes, fault.valid_up_to())], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    Ok(known(bytes, guess, Some("does not declare its encoding and")))
}

/// Where to look for what is not ASCII: a little before the first such byte.
fn sample_start(bytes: &[u8], first: usize) -> usize {
    first.saturating_sub(1024).min(bytes.len())
}

fn sample_length(bytes: &[u8], first: usize) -> usize {
    (bytes.len() - sample_start(bytes, first)).min(SAMPLE)
}

/// Decodes with `encoding`; `why` stands in the notice where it was guessed.
fn known<'a>(bytes: &'a [u8], encoding: &'static Encoding, why: Option<&str>) -> Decoded<'a> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let mut notices = Vec::new();
    if let Some(why) = why {
        notices.push(Notice::new(format!("the file {why} was read as {}", encoding.name())));
    }
    if replaced {
        let count = text.matches('\u{FFFD}').count();
        let name = encoding.name();
        notices.push(Notice::new(format!("{count} places are not valid {name}; each is shown as \u{FFFD}")));
    }
    Decoded { text, notices }
}

fn utf32(bytes: &[u8]) -> Decoded<'_> {
    let little = bytes.starts_with(b"\xFF\xFE");
    let mut replaced = 0;
    let text: String = bytes[4..]
        .chunks(4)
        .map(|four| {
            let unit = <[u8; 4]>::try_from(four)
                .ok()
                .map(|four| if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) });
            unit.and_then(char::from_u32).unwrap_or_else(|| {
                replaced += 1;
                '\u{FFFD}'
            })
        })
        .collect();
    let notices = if replaced == 0 {
        Vec::new()
    } else {
        vec![Notice::new(format!("{replaced} places are not valid UTF-32; each is shown as \u{FFFD}"))]
    };
    Decoded { text: Cow::Owned(text), notices }
}

/// UTF-16 that has no mark shows by NUL bytes on one side of its units alone, and decodes without a fault.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut even, mut odd) = (0usize, 0usize);
    for (at, _) in sample.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        if at % 2 == 0 { even += 1 } else { odd += 1 }
    }
    let encoding = match (even, odd) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    // Spaces alone give one unit in ten a NUL, in any script.
    if (even + odd) * 40 < sample.len() {
        return None;
    }
    let (text, replaced) = encoding.decode_without_bom_handling(sample);
    // A sample may end between the halves of a pair.
    let faults = text.matches('\u{FFFD}').count();
    if replaced && (faults > 1 || sample.len() == bytes.len()) {
        return None;
    }
    let odd_ones = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    (odd_ones == 0).then_some(encoding)
}

/// Control characters in the first bytes that no text has.
fn controls(bytes: &[u8]) -> usize {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    sample.iter().filter(|byte| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127)).count()
}

/// Whether what is not ASCII is nearly all well-formed UTF-8: a few broken characters in a sound text.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * 4
}

/// The encoding that an HTML or XML document declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let after = |key: &str, within: &str| -> Option<&'static Encoding> {
        let at = within.find(key)? + key.len();
        let value = within.get(at..)?.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c))).unwrap_or(value.len());
        Encoding::for_label(&value.as_bytes()[..end])
    };
    if let Some(declaration) = head.trim_start().strip_prefix("<?xml")
        && let Some(encoding) = declaration.split("?>").next().and_then(|inside| after("encoding", inside))
    {
        return Some(encoding);
    }
    head.split("<meta").skip(1).find_map(|tag| after("charset", tag.split('>').next()?))
}

/// `text` with every line end an LF. What has no CR is not copied.
pub(super) fn with_lf(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn text(bytes: &[u8]) -> (String, usize) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.notices.len())
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    const SAMPLE_TEXT: &str = "The ministry’s café — “open” again 🪖.\r\nA second line.";

    #[rstest]
    #[case(true)]
    #[case(false)]
    fn utf_16_is_read_with_and_without_mark(#[case] little: bool) {
        let bytes = utf16(SAMPLE_TEXT, little);
        assert_eq!(text(&bytes), (SAMPLE_TEXT.to_owned(), 1));
        let marked = utf16(&format!("\u{FEFF}{SAMPLE_TEXT}"), little);
        assert_eq!(text(&marked), (SAMPLE_TEXT.to_owned(), 0));
        let korean = utf16("북한 군인 들이 러시아 에 파병 되었다고 국정원 이 밝혔다. 그 수는 1만 명 이다.", little);
        assert!(text(&korean).0.starts_with("북한"));
    }

    #[test]
    fn utf_8_and_32_are_read() {
        assert_eq!(text(SAMPLE_TEXT.as_bytes()), (SAMPLE_TEXT.to_owned(), 0));
        assert_eq!(text(format!("\u{FEFF}{SAMPLE_TEXT}").as_bytes()), (SAMPLE_TEXT.to_owned(), 0));
        let wide: Vec<u8> = format!("\u{FEFF}{SAMPLE_TEXT}").chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        assert_eq!(text(&wide), (SAMPLE_TEXT.to_owned(), 0));
    }

    #[test]
    fn windows_1252_is_guessed_and_said() {
        let bytes = b"The ministry\x92s caf\xE9 reopened, \x93all of it\x94, he said \x97 at last. \xA3100 was paid.";
        let (text, notices) = text(bytes);
        assert_eq!(text, "The ministry’s café reopened, “all of it”, he said — at last. £100 was paid.");
        assert_eq!(notices, 1);
    }

    #[rstest]
    #[case(b"<html><head><meta charset=\"windows-1251\"></head><p>\xCF\xF0\xE8\xE2\xE5\xF2</p>".as_slice(), "Привет")]
    #[case(b"<html><meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>\xF0\xD2\xC9\xD7\xC5\xD4".as_slice(), "Привет")]
    #[case(b"<?xml version='1.0' encoding='ISO-8859-1'?><html><p>caf\xE9".as_slice(), "café")]
    #[case("<html><meta charset=iso-8859-1><p>café €".as_bytes(), "café €")]
    fn a_page_says_its_encoding(#[case] bytes: &[u8], #[case] holds: &str) {
        let (text, notices) = text(bytes);
        assert!(text.contains(holds), "{text}");
        assert_eq!(notices, 0);
    }

    #[test]
    fn japanese_that_is_ascii_is_told_by_its_escapes() {
        let declared = "<html><meta charset=iso-2022-jp><p>";
        let packed = [declared.as_bytes(), b"\x1B$B9A\x1B(B"].concat();
        assert!(text(&packed).0.ends_with("港"));
        let lied = format!("{declared}港");
        assert_eq!(text(lied.as_bytes()).0, lied);
    }

    #[test]
    fn a_few_broken_characters_are_replaced_and_counted() {
        let mut bytes = "“Up to 11,000” – the ministry’s café’s “figure”".as_bytes().to_vec();
        bytes.extend(b" \xFF broken");
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.ends_with("\u{FFFD} broken"));
        assert!(decoded.notices[0].message.contains("1 places"), "{:?}", decoded.notices);
    }

    #[test]
    fn a_text_cut_inside_a_character_is_read_up_to_it() {
        let whole = "“Up to 11,000” and a café";
        let decoded = decode(&whole.as_bytes()[..whole.len() - 1]).unwrap();
        assert_eq!(decoded.text, "“Up to 11,000” and a caf");
        assert_eq!(decoded.notices.len(), 1);
    }

    #[rstest]
    #[case(b"text with a \0 NUL in it".as_slice())]
    #[case(b"\x01\x02\x03\xFF\xFE\xFD\x04\x05\x06\x80".as_slice())]
    fn binary_is_refused(#[case] bytes: &[u8]) {
        assert!(matches!(decode(bytes), Err(FormatError::Binary { .. })));
    }

    #[rstest]
    #[case("a\r\nb\rc\nd", "a\nb\nc\nd")]
    #[case("\r\r\n\n", "\n\n\n")]
    #[case("plain", "plain")]
    fn line_ends_become_lf(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(with_lf(Cow::Borrowed(text)), expected);
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn utf_8_comes_back_as_it_was(text in "[^\0\u{FEFF}]{0,200}") {
            // What looks like UTF-16 needs NULs; text without them is itself.
            prop_assert_eq!(decode(text.as_bytes()).unwrap().text, text.as_str());
        }
    }
}
