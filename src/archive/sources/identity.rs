//! By which name all articles know a source.
//!
//! - Outlets and organisations: by their name or the usual one that the lists have for it ([`super::usual_names`]),
//!   whatever the case, "the" and dots ("the U.N." is "UN").
//! - Persons: by full name (two words of it at least), titles and middle initials aside. Whether two of one name are
//!   one person, [`super::profile`] says.
//! - Everything else belongs to its one article: bare surnames, "the minister", groups, documents. The next article's
//!   "officials" are other people.
//!
//! When in doubt two rows stay two: a wrong union puts words into somebody's mouth, and `source merge` can join later.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::SourceKind;

use super::usual_names::usual;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Article,
    Pointer,
    Pronoun,
    Title,
    Particle,
    Preposition,
    Joiner,
    Ending,
}

/// What sort of word `word` is, given in lower case; none for a word of no sort.
pub(super) fn class_of(word: &str) -> Option<Class> {
    static WORDS: OnceLock<HashMap<&'static str, Class>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        include_str!("../lexicon/name_words.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let (word, class) = line.split_once('\t')?;
                let class = match class {
                    "article" => Class::Article,
                    "pointer" => Class::Pointer,
                    "pronoun" => Class::Pronoun,
                    "title" => Class::Title,
                    "particle" => Class::Particle,
                    "preposition" => Class::Preposition,
                    "joiner" => Class::Joiner,
                    "ending" => Class::Ending,
                    _ => return None,
                };
                Some((word, class))
            })
            .collect()
    });
    words.get(word).copied()
}

/// A word of a name: as written, and folded for comparison.
pub(super) struct Word<'a> {
    pub(super) written: &'a str,
    pub(super) folded: String,
}

impl Word<'_> {
    pub(super) fn class(&self) -> Option<Class> {
        class_of(&self.folded)
    }

    /// Whether it starts as a name does; scripts without case count as names.
    pub(super) fn is_name_like(&self) -> bool {
        self.written.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
    }

    pub(super) fn is_initial(&self) -> bool {
        self.folded.chars().count() == 1
    }
}

/// The words of `name`, possessive endings and punctuation aside.
pub(super) fn words(name: &str) -> Vec<Word<'_>> {
    name.split_whitespace()
        .filter_map(|written| {
            let bare = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")).unwrap_or(written);
            let folded: String = bare
                .chars()
                .filter(|c| c.is_alphanumeric() || "-&/'’‑".contains(*c))
                .map(|c| match c {
                    '’' => '\'',
                    '‑' => '-',
                    other => other,
                })
                .flat_map(char::to_lowercase)
                .collect();
            let folded = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '&').to_owned();
            (!folded.is_empty()).then_some(Word { written, folded })
        })
        .collect()
}

/// The normal form by which all articles know a source called `name`; none for a name that only its article understands.
pub(super) fn key(kind: SourceKind, name: &str) -> Option<String> {
    let words = words(name);
    match kind {
        SourceKind::Group | SourceKind::Document => None,
        SourceKind::Outlet | SourceKind::Organisation => body_key(kind, &words),
        SourceKind::Person => person_key(&words),
    }
}

/// As [`key`], for an outlet that metadata name: always a name, in whatever case.
pub(super) fn outlet_key(name: &str) -> Option<String> {
    let words = words(name);
    (!words.is_empty()).then(|| body_form(SourceKind::Outlet, &words))
}

/// Any name in its plainest form, for comparing what was typed: lower case, no "the", no dots.
pub(super) fn form(name: &str) -> String {
    join(bare(&words(name)))
}

fn body_form(kind: SourceKind, words: &[Word<'_>]) -> String {
    usual(kind, words).map_or_else(|| join(bare(words)), str::to_owned)
}

/// A name without the article before it.
pub(super) fn bare<'w, 'a>(words: &'w [Word<'a>]) -> &'w [Word<'a>] {
    after(words, |class| class == Class::Article)
}

fn body_key(kind: SourceKind, words: &[Word<'_>]) -> Option<String> {
    let rest = bare(words);
    let first = rest.first()?;
    let pointed = matches!(first.class(), Some(Class::Pointer));
    let pronoun = rest.len() == 1 && matches!(first.class(), Some(Class::Pronoun)) && !is_acronym(first);
    let named = rest.iter().any(Word::is_name_like);
    (named && !pointed && !pronoun).then(|| body_form(kind, words))
}

/// "US" and "IT" are written as no pronoun is.
fn is_acronym(word: &Word<'_>) -> bool {
    word.folded.chars().count() > 1 && word.written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

fn person_key(words: &[Word<'_>]) -> Option<String> {
    if matches!(words.first()?.class(), Some(Class::Article | Class::Pointer)) {
        return None;
    }
    let rest = untitled(words);
    let (first, last) = (rest.first()?, rest.last()?);
    if rest.iter().all(|word| word.class() == Some(Class::Title)) {
        return None;
    }
    let uncased =
        |word: &Word<'_>| word.written.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    if rest.len() == 1 {
        // A name in a script that writes it in one word.
        return (uncased(first) && first.folded.chars().count() > 1).then(|| join(rest));
    }
    let named = rest.iter().all(|word| word.is_name_like() || matches!(word.class(), Some(Class::Particle)));
    if !named || !last.is_name_like() || last.is_initial() && rest.len() == 2 {
        return None;
    }
    let inner =
        rest.iter().enumerate().filter(|(place, word)| *place == 0 || *place + 1 == rest.len() || !word.is_initial());
    // "Kim Jong-un" and "Kim Jong Un" are one name.
    Some(inner.map(|(_, word)| word.folded.replace('-', " ")).collect::<Vec<_>>().join(" "))
}

/// What follows the leading words of a class; all of it when nothing would be left.
fn after<'w, 'a>(words: &'w [Word<'a>], class: impl Fn(Class) -> bool) -> &'w [Word<'a>] {
    let from = words.iter().position(|word| !word.class().is_some_and(&class)).unwrap_or(words.len());
    if from == words.len() { words } else { &words[from..] }
}

/// A person's name without what stands before it: "Defense Secretary Ann Lee" is "Ann Lee", "Billie Jean King" herself.
pub(super) fn untitled<'w, 'a>(words: &'w [Word<'a>]) -> &'w [Word<'a>] {
    let is_title = |word: &Word<'_>| word.class() == Some(Class::Title);
    match words.iter().rposition(is_title) {
        Some(last) if words.len() - last > 2 => &words[last + 1..],
        _ => after(words, |class| class == Class::Title),
    }
}

pub(super) fn join(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether `form`, a mention's words, is a name that an alias list should hold: not "he", not "the agency".
pub(super) fn is_alias(form: &str) -> bool {
    let words = words(form);
    let rest = bare(&words);
    let Some(first) = rest.first() else { return false };
    let alone = rest.len() == 1 && matches!(first.class(), Some(Class::Pronoun | Class::Title)) && !is_acronym(first);
    let pointed = matches!(first.class(), Some(Class::Pointer));
    !alone && !pointed && rest.iter().any(Word::is_name_like)
}

/// A mention's words as an alias: line breaks and runs of blanks made one blank.
pub(super) fn tidy(form: &str) -> Cow<'_, str> {
    if form.split(' ').any(|word| word.is_empty() || word.contains(char::is_whitespace)) {
        Cow::Owned(form.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(SourceKind::Outlet, "Reuters", Some("reuters"))]
    #[case(SourceKind::Outlet, "The New York Times", Some("new york times"))]
    #[case(SourceKind::Outlet, "NYT", Some("new york times"))]
    #[case(SourceKind::Organisation, "the RAND Corporation", Some("rand"))]
    #[case(SourceKind::Organisation, "the U.N.", Some("united nations"))]
    #[case(SourceKind::Organisation, "US", Some("us"))]
    #[case(SourceKind::Organisation, "RAND’s", Some("rand"))]
    #[case(SourceKind::Organisation, "AT&T", Some("at&t"))]
    #[case(SourceKind::Organisation, "the ministry", None)]
    #[case(SourceKind::Organisation, "state media", None)]
    #[case(SourceKind::Organisation, "its Parliament", None)]
    #[case(SourceKind::Organisation, "Us", None)]
    #[case(SourceKind::Person, "Bruce W. Bennett", Some("bruce bennett"))]
    #[case(SourceKind::Person, "Bruce Bennett", Some("bruce bennett"))]
    #[case(SourceKind::Person, "Gen. Anna de la Cruz", Some("anna de la cruz"))]
    #[case(SourceKind::Person, "President Kim Jong-un", Some("kim jong un"))]
    #[case(SourceKind::Person, "J. Smith", Some("j smith"))]
    #[case(SourceKind::Person, "Defense Secretary Ann Lee", Some("ann lee"))]
    #[case(SourceKind::Person, "Billie Jean King", Some("billie jean king"))]
    #[case(SourceKind::Person, "Martin Luther King Jr.", Some("martin luther king jr"))]
    #[case(SourceKind::Person, "Vice President", None)]
    #[case(SourceKind::Person, "Bennett", None)]
    #[case(SourceKind::Person, "Mr. Lee", None)]
    #[case(SourceKind::Person, "President Trump", None)]
    #[case(SourceKind::Person, "the North Korean Leader", None)]
    #[case(SourceKind::Person, "North Korean soldier", None)]
    #[case(SourceKind::Person, "he", None)]
    #[case(SourceKind::Person, "", None)]
    #[case(SourceKind::Person, "김정은", Some("김정은"))]
    #[case(SourceKind::Group, "Western Officials", None)]
    #[case(SourceKind::Document, "the Mueller Report", None)]
    fn names_known_in_every_article(#[case] kind: SourceKind, #[case] name: &str, #[case] expected: Option<&str>) {
        assert_eq!(key(kind, name).as_deref(), expected);
    }

    #[rstest]
    #[case("He", false)]
    #[case("the agency", false)]
    #[case("The Agency", true)]
    #[case("Lee", true)]
    #[case("His lawyer", false)]
    #[case("President", false)]
    #[case("UN", true)]
    #[case("US", true)]
    #[case("", false)]
    #[case("—", false)]
    fn aliases_are_names(#[case] form: &str, #[case] expected: bool) {
        assert_eq!(is_alias(form), expected);
    }

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        for line in include_str!("../lexicon/name_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (word, _) = line.split_once('\t').unwrap();
            assert!(class_of(word).is_some(), "{line}");
            assert_eq!(words(word).len(), 1);
            assert_eq!(words(word)[0].folded, word);
        }
    }
}
