//! Base forms: the singular of a noun, the infinitive of a verb. By letters and lists, whatever the context.
//!
//! The rules are data: `lexicon/irregular_nouns.tsv`, `lexicon/irregular_verbs.tsv` and `lexicon/verb_endings.tsv`.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::ending::Endings;

/// The singular of `word`, in small letters: "Troops" → "troop", "people" → "person", "series" → "series". What is no
/// plural comes back as it is.
pub(super) fn noun(word: &str) -> Cow<'_, str> {
    let table = irregular_nouns();
    let lower = small(word);
    if let Some(&singular) = table.words.get(lower.as_ref()) {
        return Cow::Borrowed(singular);
    }
    match table.last(&lower) {
        Some((stem, "")) => part(lower, stem),
        Some((stem, ending)) if lower[stem..] != *ending => Cow::Owned(format!("{}{ending}", &lower[..stem])),
        _ => lower,
    }
}

/// The base form of the verb form `word`, in small letters: "told" → "tell", "argued" → "argue", "admits" → "admit".
/// A base form comes back as it is.
pub(super) fn verb(word: &str) -> Cow<'_, str> {
    let lower = small(word);
    if let Some(&base) = irregular_verbs().words.get(lower.as_ref()) {
        return Cow::Borrowed(base);
    }
    if let Some(stem) = lower.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    // "need", "exceed": what ends in "eed" is a base form; "agreed" and its like are listed.
    let cut = lower.strip_suffix("ing").or_else(|| lower.strip_suffix("ed").filter(|stem| !stem.ends_with('e')));
    if let Some(stem) = cut.filter(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
        return match endings().ending(stem) {
            Some((_, "e")) => Cow::Owned(format!("{stem}e")),
            Some((_, "single")) => Cow::Owned(stem[..stem.len() - 1].to_owned()),
            _ => {
                let length = stem.len();
                part(lower, length)
            }
        };
    }
    third_person(lower)
}

/// Whether `word`, in small letters, may be a form of `base`: forms begin as their base does, but for a few that are listed.
#[allow(dead_code, reason = "the trainer, which takes in this file, asks for base forms alone")]
pub(super) fn may_be(word: &str, base: &str) -> bool {
    word.as_bytes().first() == base.as_bytes().first()
        || irregular_verbs().suppletive.contains(&word)
        || irregular_nouns().suppletive.contains(&word)
}

/// Whether `word`, in small letters, is an irregular form that the list has.
pub(super) fn is_listed_verb_form(word: &str) -> bool {
    irregular_verbs().words.contains_key(word)
}

/// Takes the "-s" of the third person away.
fn third_person(lower: Cow<'_, str>) -> Cow<'_, str> {
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    let without = |ending: &str| lower.len() - ending.len();
    if ["sses", "shes", "ches", "xes", "zzes", "tzes", "oes"].iter().any(|ending| lower.ends_with(ending)) {
        let length = without("es");
        return part(lower, length);
    }
    let base = ["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending));
    if lower.len() > 2 && lower.ends_with('s') && !base {
        let length = without("s");
        return part(lower, length);
    }
    lower
}

/// The first `length` bytes of `word`, without copying where it was borrowed.
fn part(word: Cow<'_, str>, length: usize) -> Cow<'_, str> {
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..length]),
        Cow::Owned(mut word) => {
            word.truncate(length);
            Cow::Owned(word)
        }
    }
}

fn small(word: &str) -> Cow<'_, str> {
    // Most words are in small ASCII letters.
    let may_have_capital = word.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    if may_have_capital && word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

fn irregular_nouns() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::new(include_str!("lexicon/irregular_nouns.tsv")))
}

fn irregular_verbs() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::new(include_str!("lexicon/irregular_verbs.tsv")))
}

fn endings() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::of_endings(include_str!("lexicon/verb_endings.tsv")))
}

/// Whole words and endings, with what becomes of them.
struct Table {
    words: FxHashMap<&'static str, &'static str>,
    /// Those of the words that begin otherwise than what they come from: "went".
    suppletive: Vec<&'static str>,
    endings: Endings<&'static str>,
}

impl Table {
    fn empty() -> Self {
        Self { words: FxHashMap::default(), suppletive: Vec::new(), endings: Endings::new() }
    }

    /// A list of words, in which a line with leading hyphens is for endings.
    fn new(list: &'static str) -> Self {
        let mut table = Self::empty();
        for (from, to) in lines(list) {
            match (from.strip_prefix('-'), to.strip_prefix('-')) {
                (Some(from), Some(to)) => table.endings.insert(from, to),
                _ => {
                    if from.as_bytes().first() != to.as_bytes().first() {
                        table.suppletive.push(from);
                    }
                    table.words.insert(from, to);
                }
            }
        }
        table
    }

    /// A list of endings; `^` stands for the word's beginning.
    fn of_endings(list: &'static str) -> Self {
        let mut table = Self::empty();
        for (from, to) in lines(list) {
            match from.strip_prefix('^') {
                Some(whole) => {
                    table.words.insert(whole, to);
                }
                None => table.endings.insert(from, to),
            }
        }
        table
    }

    /// Where the longest known ending of `word` begins, and what becomes of it; whole words come first.
    fn ending(&self, word: &str) -> Option<(usize, &'static str)> {
        self.words.get(word).map(|&to| (0, to)).or_else(|| self.last(word))
    }

    /// Where the longest known ending of `word` begins, and what becomes of it. No ending leaves nothing at all.
    fn last(&self, word: &str) -> Option<(usize, &'static str)> {
        self.endings.longest(word, 0).filter(|&(at, to)| at > 0 || !to.is_empty())
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("went", "go", true)]
    #[case("were", "be", true)]
    #[case("told", "tell", true)]
    #[case("ports", "port", true)]
    #[case("drew", "kill", false)]
    fn forms_begin_as_their_base(#[case] word: &str, #[case] base: &str, #[case] expected: bool) {
        assert_eq!(may_be(word, base), expected);
    }

    proptest! {
        #[test]
        fn no_form_is_missed(word in "[a-z]{1,9}") {
            prop_assert!(may_be(&word, &verb(&word)));
            prop_assert!(may_be(&word, &noun(&word)));
        }
    }

    #[rstest]
    #[case("troops", "troop")]
    #[case("Soldiers", "soldier")]
    #[case("people", "person")]
    #[case("men", "man")]
    #[case("women", "woman")]
    #[case("servicemen", "serviceman")]
    #[case("spokeswomen", "spokeswoman")]
    #[case("specimen", "specimen")]
    #[case("children", "child")]
    #[case("grandchildren", "grandchild")]
    #[case("wives", "wife")]
    #[case("lives", "life")]
    #[case("archives", "archive")]
    #[case("initiatives", "initiative")]
    #[case("feet", "foot")]
    #[case("crises", "crisis")]
    #[case("analyses", "analysis")]
    #[case("hypotheses", "hypothesis")]
    #[case("series", "series")]
    #[case("species", "species")]
    #[case("aircraft", "aircraft")]
    #[case("barracks", "barracks")]
    #[case("headquarters", "headquarters")]
    #[case("corps", "corps")]
    #[case("news", "news")]
    #[case("economics", "economics")]
    #[case("critics", "critic")]
    #[case("countries", "country")]
    #[case("ties", "tie")]
    #[case("movies", "movie")]
    #[case("viruses", "virus")]
    #[case("campuses", "campus")]
    #[case("houses", "house")]
    #[case("causes", "cause")]
    #[case("cases", "case")]
    #[case("diseases", "disease")]
    #[case("purposes", "purpose")]
    #[case("expenses", "expense")]
    #[case("nurses", "nurse")]
    #[case("losses", "loss")]
    #[case("taxes", "tax")]
    #[case("avalanches", "avalanche")]
    #[case("churches", "church")]
    #[case("coaches", "coach")]
    #[case("headaches", "headache")]
    #[case("clashes", "clash")]
    #[case("heroes", "hero")]
    #[case("shoes", "shoe")]
    #[case("prizes", "prize")]
    #[case("tonnes", "tonne")]
    #[case("missiles", "missile")]
    #[case("F-16s", "f-16")]
    #[case("sons-in-law", "son-in-law")]
    #[case("criteria", "criterion")]
    #[case("Israelis", "israeli")]
    #[case("taxis", "taxi")]
    #[case("clerics", "cleric")]
    #[case("bus", "bus")]
    #[case("virus", "virus")]
    #[case("crisis", "crisis")]
    #[case("congress", "congress")]
    #[case("money", "money")]
    #[case("s", "s")]
    #[case("", "")]
    fn nouns(#[case] plural: &str, #[case] singular: &str) {
        assert_eq!(noun(plural), singular);
        assert_eq!(noun(singular), singular);
    }

    #[rstest]
    #[case("said", "say")]
    #[case("Says", "say")]
    #[case("saying", "say")]
    #[case("told", "tell")]
    #[case("telling", "tell")]
    #[case("argued", "argue")]
    #[case("argues", "argue")]
    #[case("arguing", "argue")]
    #[case("described", "describe")]
    #[case("stated", "state")]
    #[case("stating", "state")]
    #[case("announced", "announce")]
    #[case("believed", "believe")]
    #[case("acknowledged", "acknowledge")]
    #[case("alleged", "allege")]
    #[case("challenged", "challenge")]
    #[case("changed", "change")]
    #[case("belonged", "belong")]
    #[case("admitted", "admit")]
    #[case("planned", "plan")]
    #[case("referred", "refer")]
    #[case("preferring", "prefer")]
    #[case("erred", "err")]
    #[case("nodded", "nod")]
    #[case("added", "add")]
    #[case("controlled", "control")]
    #[case("called", "call")]
    #[case("discussed", "discuss")]
    #[case("focused", "focus")]
    #[case("focuses", "focus")]
    #[case("denied", "deny")]
    #[case("denies", "deny")]
    #[case("lied", "lie")]
    #[case("dying", "die")]
    #[case("agreed", "agree")]
    #[case("needed", "need")]
    #[case("exceeds", "exceed")]
    #[case("conceded", "concede")]
    #[case("reported", "report")]
    #[case("reporting", "report")]
    #[case("suggests", "suggest")]
    #[case("estimated", "estimate")]
    #[case("repeated", "repeat")]
    #[case("created", "create")]
    #[case("noted", "note")]
    #[case("quoted", "quote")]
    #[case("visited", "visit")]
    #[case("invited", "invite")]
    #[case("targeted", "target")]
    #[case("explained", "explain")]
    #[case("determined", "determine")]
    #[case("mentioned", "mention")]
    #[case("condoned", "condone")]
    #[case("offered", "offer")]
    #[case("interfered", "interfere")]
    #[case("declared", "declare")]
    #[case("appeared", "appear")]
    #[case("ensured", "ensure")]
    #[case("ignored", "ignore")]
    #[case("monitored", "monitor")]
    #[case("claimed", "claim")]
    #[case("blamed", "blame")]
    #[case("assumed", "assume")]
    #[case("revealed", "reveal")]
    #[case("signaled", "signal")]
    #[case("settled", "settle")]
    #[case("ruled", "rule")]
    #[case("hoped", "hope")]
    #[case("stopped", "stop")]
    #[case("developed", "develop")]
    #[case("warned", "warn")]
    #[case("accused", "accuse")]
    #[case("proposed", "propose")]
    #[case("endorsed", "endorse")]
    #[case("criticized", "criticize")]
    #[case("insists", "insist")]
    #[case("vows", "vow")]
    #[case("pledges", "pledge")]
    #[case("goes", "go")]
    #[case("vetoed", "veto")]
    #[case("teaches", "teach")]
    #[case("'re", "be")]
    #[case("has", "have")]
    #[case("written", "write")]
    #[case("writing", "write")]
    #[case("made", "make")]
    #[case("making", "make")]
    #[case("speaking", "speak")]
    #[case("invoked", "invoke")]
    #[case("used", "use")]
    #[case("seeing", "see")]
    #[case("bringing", "bring")]
    #[case("panicked", "panic")]
    #[case("s", "s")]
    #[case("", "")]
    fn verbs(#[case] form: &str, #[case] base: &str) {
        assert_eq!(verb(form), base);
        assert_eq!(verb(base), base);
    }

    #[test]
    fn lists_have_two_words_a_line_and_none_twice() {
        for list in [
            include_str!("lexicon/irregular_nouns.tsv"),
            include_str!("lexicon/irregular_verbs.tsv"),
            include_str!("lexicon/verb_endings.tsv"),
        ] {
            let mut seen = rustc_hash::FxHashSet::default();
            for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                let (from, to) = line.split_once('\t').expect(line);
                assert!(!to.is_empty() && !to.contains('\t') && to.trim() == to, "{line}");
                assert!(seen.insert(from), "twice: {line}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_word_has_a_base(word in ".{0,24}") {
            prop_assert_eq!(noun(&word).is_empty(), word.is_empty());
            prop_assert_eq!(verb(&word).is_empty(), word.is_empty());
        }
    }
}
