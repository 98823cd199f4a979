//! JSONL (also NDJSON): an object a line. A broken line is its own error; the others are read.

use std::io::BufRead;

use super::detect::Detected;
use super::lines::{Line, line};
use super::parts::{Flow, Part, Place, Walk};
use super::{FormatError, MAX_RECORD};

const WHAT: &str = "the JSONL file";

/// Takes apart a JSONL file, whose bytes hold ASCII as it is. A line that is too long is passed over and never held.
pub(super) fn split(reader: &mut dyn BufRead, place: &Place, detected: &Detected, walk: &mut Walk<'_>) -> Flow {
    let (mut number, mut found) = (0usize, 0usize);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = match line(reader, &mut bytes, MAX_RECORD) {
            Ok(Line::End) => return Flow::Continue(()),
            Ok(read) => read,
            Err(error) => return walk.fail(&place.path, FormatError::io(&error, WHAT)),
        };
        number += 1;
        let own = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| number == 1).unwrap_or(&bytes).trim_ascii();
        if own.is_empty() {
            continue;
        }
        found += 1;
        let path = format!("{}#{found}", place.path);
        if let Line::TooLong(length) = read {
            let source = FormatError::TooLarge { what: "the record", bytes: length, limit: MAX_RECORD };
            walk.fail(&path, FormatError::Line { line: number, source: Box::new(source) })?;
            continue;
        }
        walk.part(Part {
            path,
            bytes: own.to_vec(),
            detected: detected.clone(),
            known: place.known.clone(),
            line: number,
            element: 0,
        })?;
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::{Article, FormatError, Hints, read};
    use crate::model::Format;
    use rstest::rstest;

    fn lines(bytes: &[u8]) -> Result<impl Iterator<Item = Result<Article<'_>, FormatError>>, FormatError> {
        read(bytes, &Hints { name: None, format: Some(Format::Jsonl) })
    }

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
