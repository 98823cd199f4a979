//! Which language a document is in: what its words surely show, what it says, what its letters let guess.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon;

/// Fewer letters do not tell.
const LEAST: usize = 60;
/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 1200;

const LIST: &str = include_str!("lexicon/languages.tsv");
const HINT_LIST: &str = include_str!("lexicon/language_hints.tsv");
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

/// The ISO 639-1 code of the language of `text`, which is `declared` to be in one; `und` where nothing tells.
///
/// Templates of pages say "en" of any text, and others of English ones, so that English is told by its words.
pub(super) fn of(declared: Option<String>, text: &str) -> Option<String> {
    let detected = detected(text);
    let is_english = |language: &Option<String>| language.as_deref() == Some("en");
    if detected.is_some() && (declared.is_none() || is_english(&declared) || is_english(&detected)) {
        return detected;
    }
    declared.or_else(|| Some(guessed(text)))
}

/// What a text that is too short to tell is most likely in.
fn guessed(text: &str) -> String {
    let sample = sample(text);
    let detected = || whatlang::detect_lang(sample).and_then(|language| two_letters(language.code()));
    match whatlang::detect_script(sample) {
        Some(whatlang::Script::Latin) => Some(guessed_latin(sample)),
        Some(whatlang::Script::Cyrillic) => Some(guessed_cyrillic(sample).to_owned()),
        Some(_) => detected(),
        None => None,
    }
    .unwrap_or_else(|| "und".to_owned())
}

/// What most of its words are of, else what letters of words that are no names are of; else English.
fn guessed_latin(text: &str) -> String {
    let mut votes: Vec<(&str, usize)> = Vec::new();
    let mut vote = |kind: &str, what: &str| {
        let languages = hints().get(&(kind, what)).copied().unwrap_or_default();
        for language in languages.split(' ').filter(|language| !language.is_empty()) {
            match votes.iter_mut().find(|(known, _)| *known == language) {
                Some((_, count)) => *count += 1,
                None => votes.push((language, 1)),
            }
        }
    };
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words().for_each(|word| vote("word", &word.to_lowercase()));
    let small = || words().filter(|word| word.starts_with(char::is_lowercase));
    small().flat_map(str::chars).filter(|c| !c.is_ascii()).for_each(|c| vote("letter", c.encode_utf8(&mut [0; 4])));
    // The first of those with as many votes, English before all.
    let english = votes.iter().find(|(language, _)| *language == "en").map_or(0, |(_, count)| *count);
    let most = votes.iter().map(|(_, count)| *count).max().filter(|most| *most > english);
    let winner = most.and_then(|most| votes.iter().find(|(_, count)| *count == most));
    winner.map_or("en", |(language, _)| *language).to_owned()
}

/// What words and letters are of, by kind and what they are.
fn hints() -> &'static FxHashMap<(&'static str, &'static str), &'static str> {
    static HINTS: OnceLock<FxHashMap<(&str, &str), &str>> = OnceLock::new();
    HINTS.get_or_init(|| {
        lexicon::rows(HINT_LIST).filter_map(|row| Some(((*row.first()?, *row.get(1)?), *row.get(2)?))).collect()
    })
}

/// By letters that only some of the languages have; Russian where none stands.
fn guessed_cyrillic(text: &str) -> &'static str {
    let has = |letters: &str| text.chars().flat_map(char::to_lowercase).any(|c| letters.contains(c));
    match () {
        () if has("ў") => "be",
        () if has("іїєґ") => "uk",
        () if has("ѓќѕ") => "mk",
        () if has("ђћџјљњ") => "sr",
        () if has("ъ") && !has("ыэё") => "bg",
        () => "ru",
    }
}

fn two_letters(code: &str) -> Option<String> {
    let row = lexicon::rows(LIST).find(|row| row.first() == Some(&code));
    row.and_then(|row| row.get(1).map(|code| (*code).to_owned()))
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The ISO 639-1 code of the language that `text` is surely in.
fn detected(text: &str) -> Option<String> {
    let sample = sample(text);
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
    two_letters(code)
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

    const GERMAN: &str = "Der Minister sagte am Dienstag, dass elftausend Soldaten die Grenze in der Nähe der Stadt \
        überquert hätten, und dass weitere folgen würden.";
    const ENGLISH_TEXT: &str = "The minister said on Tuesday that eleven thousand soldiers had crossed the border near the \
        town, and that more of them were to follow. He did not say where they had come from or what they would do there.";

    #[rstest]
    #[case::nothing_said(None, GERMAN, "de")]
    #[case::a_wrong_template(Some("en"), GERMAN, "de")]
    #[case::another_wrong_template(Some("de"), ENGLISH_TEXT, "en")]
    #[case::a_near_relative(Some("lb"), GERMAN, "lb")]
    #[case::short(None, "Troops cross", "en")]
    #[case::short_and_said(Some("fr"), "Un titre", "fr")]
    #[case::short_in_other_letters(None, "Війська", "uk")]
    #[case::short_with_letters_of_its_own(None, "Minister tritt zurück", "de")]
    #[case::short_in_swedish(None, "Ministern avgår på fredagen, säger partiet.", "sv")]
    #[case::short_without(None, "El ministro dimite hoy en la capital", "es")]
    #[case::a_name_with_a_letter(None, "The envoy met José Peña in the hall", "en")]
    #[case::an_english_headline(None, "Rebels seize airport, army retreats north", "en")]
    #[case::short_in_russian(None, "Министр подал в отставку.", "ru")]
    #[case::short_in_bulgarian(None, "Министърът подаде оставка.", "bg")]
    #[case::no_letters(None, "11,000", "und")]
    fn every_text_gets_one(#[case] declared: Option<&str>, #[case] text: &str, #[case] expected: &str) {
        assert_eq!(of(declared.map(str::to_owned), text).as_deref(), Some(expected));
    }

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
