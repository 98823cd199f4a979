//! What a role is about, for persons of one full name whom articles call differently: "General", "army spokesman", "judge".

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::identity::{Word, untitled};

/// A set of fields of `fields.tsv`, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fields(u32);

impl Fields {
    /// All fields of which one of `words`, in small letters, speaks.
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        static FIELDS: OnceLock<HashMap<&'static str, u32>> = OnceLock::new();
        let fields = FIELDS.get_or_init(|| {
            let mut fields = HashMap::new();
            let lines = include_str!("../lexicon/fields.tsv").lines().filter(|line| !line.starts_with('#'));
            for (at, line) in lines.enumerate() {
                let Some((_, words)) = line.split_once('\t') else { continue };
                for word in words.split(' ') {
                    *fields.entry(word).or_default() |= 1 << at;
                }
            }
            fields
        });
        let of = |word: &String| fields.get(word.strip_prefix("ex-").unwrap_or(word)).copied().unwrap_or_default();
        Self(words.map(of).fold(0, |all, one| all | one))
    }

    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether both are known and have nothing in common.
    pub(super) fn are_apart(self, other: Self) -> bool {
        self.0 != 0 && other.0 != 0 && !self.meet(other)
    }
}

/// Whether so many people have the family name of `name` that its full name alone says little.
pub(super) fn is_common(name: &[Word<'_>]) -> bool {
    static NAMES: OnceLock<[HashSet<&'static str>; 2]> = OnceLock::new();
    let [last, first] = NAMES.get_or_init(|| {
        let (mut last, mut first) = (HashSet::new(), HashSet::new());
        let lines = include_str!("../lexicon/common_surnames.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            match line.strip_prefix("first ") {
                Some(names) => first.extend(names.split(' ')),
                None => last.extend(line.split(' ')),
            }
        }
        [last, first]
    });
    let words = untitled(name);
    let of =
        |word: Option<&Word<'_>>, names: &HashSet<&str>| word.is_some_and(|word| names.contains(word.folded.as_str()));
    of(words.last(), last) || of(words.first(), first)
}

#[cfg(test)]
mod tests {
    use super::super::identity::words;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Gen. Odo Brandvold", false)]
    #[case("Mary Smith", true)]
    #[case("Kim Jong-un", true)]
    #[case("Mayor Lena Park", true)]
    #[case("Wang Fang", true)]
    #[case("Tuva Ekeland", false)]
    fn names_that_many_have(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_common(&words(name)), expected);
    }

    #[rstest]
    #[case("admiral", "navy", true, false)]
    #[case("judge", "midfielder", false, true)]
    #[case("chief", "midfielder", false, false)]
    #[case("ex-minister", "senator", true, false)]
    fn what_roles_are_about(#[case] one: &str, #[case] other: &str, #[case] meet: bool, #[case] apart: bool) {
        let of = |word: &str| Fields::of([word.to_owned()].iter());
        assert_eq!((of(one).meet(of(other)), of(one).are_apart(of(other))), (meet, apart));
    }

    #[test]
    fn the_lists_are_in_order() {
        let lines: Vec<&str> =
            include_str!("../lexicon/fields.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() <= 32);
        for line in lines {
            let (_, words) = line.split_once('\t').unwrap();
            let each: HashSet<&str> = words.split(' ').collect();
            assert_eq!(each.len(), words.split(' ').count(), "twice in {line}");
            assert!(each.iter().all(|word| !word.is_empty() && *word == word.to_lowercase()), "{line}");
        }
    }
}
