//! JSONL (also NDJSON): an object a line. A broken line is its own error; the others are read.

use std::borrow::Cow;

use memchr::memchr;

use super::{Article, FormatError, json};
use crate::model::{Format, Notice};

/// The articles of a JSONL file, a line at a time.
pub(super) struct Lines<'a> {
    /// In UTF-8, or whatever holds ASCII as it is.
    bytes: Cow<'a, [u8]>,
    at: usize,
    line: usize,
    notices: Vec<Notice>,
}

/// Prepares the lines of `bytes`.
///
/// # Errors
/// When they cannot be decoded.
pub(super) fn lines(bytes: &[u8]) -> Result<Lines<'_>, FormatError> {
    let (bytes, notices) = json::ascii_based(bytes)?;
    Ok(Lines { bytes, at: 0, line: 0, notices })
}

impl<'a> Iterator for Lines<'a> {
    type Item = Result<Article<'a>, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.bytes.len() {
            let start = self.at;
            let end = memchr(b'\n', &self.bytes[start..]).map_or(self.bytes.len(), |length| start + length);
            self.at = end + 1;
            self.line += 1;
            let line = self.bytes[start..end].trim_ascii();
            if line.is_empty() {
                continue;
            }
            let from = start + (end - start - self.bytes[start..end].trim_ascii_start().len());
            let original = json::slice(&self.bytes, from..from + line.len());
            let number = self.line;
            return Some(match json::record(&original, number) {
                Ok(mut document) => {
                    document.format = Format::Jsonl;
                    document.notices.splice(0..0, self.notices.iter().cloned());
                    Ok(Article { document, original })
                }
                Err(source) => Err(FormatError::Line { line: number, source: Box::new(source.without_line()) }),
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n")]
    #[case("{\"text\": \"One.\"}\r\n\r\n  {\"text\": \"Two.\"}")]
    #[case("\u{FEFF}{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n\n")]
    fn every_line_is_an_article(#[case] text: &str) {
        let articles: Vec<_> = lines(text.as_bytes()).unwrap().map(Result::unwrap).collect();
        let texts: Vec<_> = articles.iter().map(|article| article.document.text.as_str()).collect();
        assert_eq!(texts, ["One.", "Two."]);
        assert_eq!(articles[1].original, b"{\"text\": \"Two.\"}".as_slice());
        assert_eq!(articles[0].document.format, Format::Jsonl);
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_is_read() {
        let text = "{\"text\": \"One.\"}\n{\"text\": \"Tw\n[1]\n{\"title\": \"x\"}\n{\"text\": \"Five.\"}\n";
        let results: Vec<_> = lines(text.as_bytes()).unwrap().collect();
        assert_eq!(results.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false, false, true]);
        let said: Vec<_> = results.iter().filter_map(|result| result.as_ref().err().map(ToString::to_string)).collect();
        assert!(said[0].starts_with("line 2: the JSON ends in the middle"), "{}", said[0]);
        assert!(said[1].starts_with("line 3: expected a JSON object"), "{}", said[1]);
        assert!(said[2].starts_with("line 4: no article text"), "{}", said[2]);
    }

    #[test]
    fn a_line_in_another_encoding_is_read_and_said() {
        let bytes = b"{\"text\": \"One.\"}\n{\"text\": \"The caf\xE9 \x96 \x93one\x94 of the town\"}\n";
        let articles: Vec<_> = lines(bytes).unwrap().map(Result::unwrap).collect();
        assert_eq!(articles[1].document.text, "The café – “one” of the town");
        assert_eq!((articles[0].document.notices.len(), articles[1].document.notices.len()), (0, 1));
    }
}
