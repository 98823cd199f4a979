//! When two articles mean the same source.
//!
//! - Outlets and organisations: by name or alias, whatever the case, "the" and dots ("the U.N." is "UN").
//! - Persons: by full name (two words of it at least), titles and middle initials aside, unless what is known of the
//!   two speaks against it: middle initials that differ; affiliations that differ; or, where an affiliation is not
//!   known, roles without a word in common. Once namesakes are known, the name alone is not enough.
//! - Everything else belongs to its one article: bare surnames, "the minister", groups, documents. The next article's
//!   "officials" are other people.
//!
//! When in doubt two rows stay two: a wrong union puts words into somebody's mouth, and `merged_into` can join later.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::SourceKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Article,
    Pointer,
    Pronoun,
    Title,
    Particle,
}

fn class_of(word: &str) -> Option<Class> {
    static WORDS: OnceLock<HashMap<&'static str, Class>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        include_str!("lexicon/name_words.tsv")
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
                    _ => return None,
                };
                Some((word, class))
            })
            .collect()
    });
    words.get(word).copied()
}

/// A word of a name: as written, and folded for comparison.
struct Word<'a> {
    written: &'a str,
    folded: String,
}

impl Word<'_> {
    fn class(&self) -> Option<Class> {
        class_of(&self.folded)
    }

    /// Whether it starts as a name does; scripts without case count as names.
    fn is_name_like(&self) -> bool {
        self.written.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
    }

    fn is_initial(&self) -> bool {
        self.folded.chars().count() == 1
    }
}

fn words(name: &str) -> Vec<Word<'_>> {
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
        SourceKind::Outlet | SourceKind::Organisation => body_key(&words),
        SourceKind::Person => person_key(&words),
    }
}

/// As [`key`], for an outlet that metadata name: always a name, in whatever case.
pub(super) fn outlet_key(name: &str) -> Option<String> {
    let words = words(name);
    let rest = after(&words, |class| class == Class::Article);
    (!rest.is_empty()).then(|| join(rest))
}

fn body_key(words: &[Word<'_>]) -> Option<String> {
    let rest = after(words, |class| class == Class::Article);
    let first = rest.first()?;
    let pointed = matches!(first.class(), Some(Class::Pointer));
    let pronoun = rest.len() == 1 && matches!(first.class(), Some(Class::Pronoun)) && !is_acronym(first);
    let named = rest.iter().any(Word::is_name_like);
    (named && !pointed && !pronoun).then(|| join(rest))
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
    Some(inner.map(|(_, word)| word.folded.as_str()).collect::<Vec<_>>().join(" "))
}

/// What follows the leading words of a class; all of it when nothing would be left.
fn after<'w, 'a>(words: &'w [Word<'a>], class: impl Fn(Class) -> bool) -> &'w [Word<'a>] {
    let from = words.iter().position(|word| !word.class().is_some_and(&class)).unwrap_or(words.len());
    if from == words.len() { words } else { &words[from..] }
}

/// A person's name without what stands before it: "Defense Secretary Ann Lee" is "Ann Lee", "Billie Jean King" herself.
fn untitled<'w, 'a>(words: &'w [Word<'a>]) -> &'w [Word<'a>] {
    let is_title = |word: &Word<'_>| word.class() == Some(Class::Title);
    match words.iter().rposition(is_title) {
        Some(last) if words.len() - last > 2 => &words[last + 1..],
        _ => after(words, |class| class == Class::Title),
    }
}

fn join(words: &[Word<'_>]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether `form`, a mention's words, is a name that an alias list should hold: not "he", not "the agency".
pub(super) fn is_alias(form: &str) -> bool {
    let words = words(form);
    let rest = after(&words, |class| class == Class::Article);
    let Some(first) = rest.first() else { return false };
    let alone = rest.len() == 1 && matches!(first.class(), Some(Class::Pronoun | Class::Title)) && !is_acronym(first);
    let pointed = matches!(first.class(), Some(Class::Pointer));
    !alone && !pointed && rest.iter().any(Word::is_name_like)
}

/// What is known of a person beside the name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) name: &'a str,
    pub(super) role: Option<&'a str>,
    /// The affiliation's row, mergers followed, and its name.
    pub(super) affiliation: Option<(i64, &'a str)>,
}

/// The least [`agreement`]: nothing but the name.
pub(super) const BY_NAME_ALONE: u8 = 1;

/// How well two persons of one name agree; none when something speaks against it. More is better.
pub(super) fn agreement(one: Known<'_>, other: Known<'_>) -> Option<u8> {
    let (mine, theirs) = (middle_initials(one.name), middle_initials(other.name));
    if !mine.is_empty() && !theirs.is_empty() && mine != theirs {
        return None;
    }
    let roles = match (one.role, other.role) {
        (Some(one), Some(other)) => Some(share_a_word(one, other)),
        _ => None,
    };
    match (one.affiliation, other.affiliation) {
        (Some(one), Some(other)) if one.0 == other.0 || one_names_the_other(one.1, other.1) => Some(3),
        (Some(_), Some(_)) => None,
        _ => match roles {
            Some(true) => Some(2),
            Some(false) => None,
            None => Some(BY_NAME_ALONE),
        },
    }
}

fn middle_initials(name: &str) -> String {
    let words = words(name);
    let rest = untitled(&words);
    let inner = rest.get(1..rest.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().filter(|word| word.is_initial()).map(|word| word.folded.as_str()).collect()
}

/// "RAND" and "the RAND Corporation".
fn one_names_the_other(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let one = after(&one, |class| class == Class::Article);
    let other = after(&other, |class| class == Class::Article);
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && short.iter().all(|word| long.iter().any(|their| their.folded == word.folded))
}

fn share_a_word(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    // "of", "at", "former" say nothing of who it is.
    let telling = |word: &&Word<'_>| word.folded.chars().count() > 3 && word.folded != "former";
    one.iter().filter(telling).any(|word| other.iter().any(|their| their.folded == word.folded))
        || one.iter().map(|word| &word.folded).eq(other.iter().map(|word| &word.folded))
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
    #[case(SourceKind::Organisation, "the U.N.", Some("un"))]
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
    #[case(SourceKind::Person, "President Kim Jong-un", Some("kim jong-un"))]
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

    #[rstest]
    #[case(("Ann Lee", None, None), ("Ann Lee", None, None), true)]
    #[case(("Ann Lee", Some("researcher"), None), ("Ann Lee", Some("senior defense researcher"), None), true)]
    #[case(("Ann Lee", Some("actor"), None), ("Ann Lee", Some("mayor"), None), false)]
    #[case(("Ann Lee", Some("actor"), Some(1)), ("Ann Lee", Some("mayor"), Some(1)), true)]
    #[case(("Ann Lee", None, Some(1)), ("Ann Lee", None, Some(2)), false)]
    #[case(("Ann Lee", None, Some(1)), ("Ann Lee", None, None), true)]
    #[case(("Ann B. Lee", None, None), ("Ann Lee", None, None), true)]
    #[case(("Ann B. Lee", None, Some(1)), ("Ann C. Lee", None, Some(1)), false)]
    #[case(("Ann Lee", Some("CEO"), None), ("Ann Lee", Some("CEO"), None), true)]
    fn namesakes_stay_apart(
        #[case] one: (&str, Option<&str>, Option<i64>),
        #[case] other: (&str, Option<&str>, Option<i64>),
        #[case] same: bool,
    ) {
        let bodies = ["RAND", "NATO"];
        let known = |(name, role, place): (_, _, Option<i64>)| Known {
            name,
            role,
            affiliation: place.map(|id| (id, bodies[id as usize - 1])),
        };
        assert_eq!(agreement(known(one), known(other)).is_some(), same);
        assert_eq!(agreement(known(other), known(one)).is_some(), same);
    }

    #[test]
    fn a_body_may_be_named_in_short() {
        assert!(one_names_the_other("RAND", "the RAND Corporation"));
        assert!(!one_names_the_other("Ohio State", "Kansas State"));
        assert!(!one_names_the_other("", "RAND"));
    }

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        for line in include_str!("lexicon/name_words.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (word, _) = line.split_once('\t').unwrap();
            assert!(class_of(word).is_some(), "{line}");
            assert_eq!(words(word).len(), 1);
            assert_eq!(words(word)[0].folded, word);
        }
    }
}
