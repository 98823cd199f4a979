//! Which language a document is in: what it says, else what its words show.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::lexicon;

/// Fewer letters do not tell.
const LEAST: usize = 60;
/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 1200;

const LIST: &str = include_str!("lexicon/languages.tsv");
const ENGLISH: &str = include_str!("lexicon/english_words.txt");
/// One word in this many is listed in any English text …
const ENGLISH_SHARE: usize = 10;
/// … of more than a few words.
const ENGLISH_LEAST: usize = 8;

/// The ISO 639-1 code of what a document calls its language: "en-US", "eng", "English".
pub(super) fn declared(name: &str) -> Option<String> {
    let name = name.trim();
    let first = name.split(['-', '_', ',', ' ', ';']).next()?.to_ascii_lowercase();
    lexicon::rows(LIST)
        .find(|row| row.iter().any(|cell| cell.eq_ignore_ascii_case(&first)))
        .and_then(|row| row.get(1).map(|code| (*code).to_owned()))
        .or_else(|| (first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(first))
}

/// The ISO 639-1 code of the language that `text` is surely in.
pub(super) fn detected(text: &str) -> Option<String> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return None;
    }
    // Most texts: told without comparing them with all languages there are.
    if is_english(sample) {
        return Some("en".to_owned());
    }
    let info = whatlang::detect(sample)?;
    let code = info.lang().code();
    if !info.is_reliable() {
        return None;
    }
    lexicon::rows(LIST).find(|row| row.first() == Some(&code)).and_then(|row| row.get(1).map(|code| (*code).to_owned()))
}

fn is_english(text: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let known = WORDS.get_or_init(|| lexicon::rows(ENGLISH).filter_map(|row| row.first().copied()).collect());
    let (mut words, mut listed) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        listed += usize::from(known.contains(word));
    }
    listed >= ENGLISH_LEAST && listed * ENGLISH_SHARE >= words
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("en", Some("en"))]
    #[case("en-US", Some("en"))]
    #[case("en_GB", Some("en"))]
    #[case("eng", Some("en"))]
    #[case("English", Some("en"))]
    #[case("deu", Some("de"))]
    #[case("xx", Some("xx"))]
    #[case("", None)]
    #[case("klingon", None)]
    fn what_a_document_says(#[case] name: &str, #[case] code: Option<&str>) {
        assert_eq!(declared(name).as_deref(), code);
    }

    #[rstest]
    #[case(
        "The ministry said on Monday that the soldiers had been sent to the front without training, and that nobody \
         had told their families about it.",
        Some("en")
    )]
    #[case(
        "Das Ministerium teilte am Montag mit, dass die Soldaten ohne Ausbildung an die Front geschickt worden seien \
         und dass niemand ihre Familien unterrichtet habe.",
        Some("de")
    )]
    #[case("Too short.", None)]
    #[case("11,000 12,000 13,000 14,000 15,000 16,000 17,000 18,000 19,000 20,000 21,000 22,000 23,000", None)]
    fn what_words_show(#[case] text: &str, #[case] code: Option<&str>) {
        assert_eq!(detected(text).as_deref(), code);
    }

    #[rstest]
    #[case("It said that they, who were there, had not been told about this by the ministry and its spokesman", true)]
    #[case("The, said the minister, is de juiste vertaling niet: het hele verslag van de vergadering is hier", false)]
    #[case("The end of that.", false)]
    fn plain_english_is_told_by_its_words(#[case] text: &str, #[case] english: bool) {
        assert_eq!(is_english(text), english);
    }

    #[test]
    fn all_languages_that_are_detected_have_a_code() {
        for language in whatlang::Lang::all() {
            let code = language.code();
            assert!(lexicon::rows(LIST).any(|row| row[0] == code), "{code}");
        }
    }
}
