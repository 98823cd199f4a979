//! Names that look or sound alike, and letters that stand for names.

use std::sync::OnceLock;

/// Most letters that a short name has.
const MOST_LETTERS: usize = 8;
/// Names of fewer letters are alike too easily.
const FEWEST: usize = 6;

/// One form for the spellings of a name: "zelenskyy" and "zelenskiy" come out the same.
pub(super) fn sound(words: &[String]) -> String {
    static RULES: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        let mut rules: Vec<(&str, &str)> = include_str!("../lexicon/spellings.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .collect();
        // Longer groups first.
        rules.sort_by_key(|(written, _)| std::cmp::Reverse(written.len()));
        rules
    });
    let mut sound = String::new();
    for word in words {
        if !sound.is_empty() {
            sound.push(' ');
        }
        let mut rest = word.as_str();
        let mut last = None;
        let mut is_first = true;
        while let Some(c) = rest.chars().next() {
            let (form, len) = rules
                .iter()
                .find(|(written, _)| rest.starts_with(written))
                .map_or_else(|| (c, c.len_utf8()), |(written, form)| (form.chars().next().unwrap_or(c), written.len()));
            rest = rest.get(len..).unwrap_or_default();
            let is_vowel = matches!(form, 'a' | 'e' | 'i' | 'o' | 'u');
            if form.is_alphanumeric() && (is_first || !is_vowel) && last != Some(form) {
                sound.push(form);
            }
            if !is_vowel || is_first {
                last = Some(form);
            }
            is_first = false;
        }
    }
    sound
}

/// The letters that may stand for a name of several words: of all words, and of those longer than three letters.
pub(super) fn letters(words: &[String]) -> Vec<String> {
    let of = |least: usize| -> String {
        words.iter().filter(|word| word.chars().count() >= least).filter_map(|word| word.chars().next()).collect()
    };
    let mut letters = vec![of(1), of(4)];
    letters.retain(|letters| (2..=MOST_LETTERS).contains(&letters.chars().count()));
    letters.dedup();
    letters
}

/// `form` itself and each way to leave one letter out: two names that are one letter apart share one. Nothing for a
/// short one.
pub(super) fn one_letter_less(form: &str) -> Vec<String> {
    if form.chars().count() < FEWEST {
        return Vec::new();
    }
    let mut forms = vec![form.to_owned()];
    for (at, c) in form.char_indices() {
        let (before, after) = (form.get(..at), form.get(at + c.len_utf8()..));
        forms.push([before.unwrap_or_default(), after.unwrap_or_default()].concat());
    }
    forms
}

/// Whether one letter more, less or other, or two neighbours swapped, make one name of the other.
pub(super) fn one_letter_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match (short, long) {
        ([], [_]) => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && a != b && rest == others => true,
        (short, [_, rest @ ..]) if short == rest => true,
        ([_, rest @ ..], [_, others @ ..]) => rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::identity::form;
    use super::*;
    use rstest::rstest;

    fn parts(name: &str) -> Vec<String> {
        form(name).split(' ').map(str::to_owned).collect()
    }

    #[rstest]
    #[case("Volodymyr Zelensky", "Volodymyr Zelenskyy", true)]
    #[case("Volodymyr Zelensky", "Wolodymyr Zelenskiy", true)]
    #[case("Sergei Lavrov", "Sergey Lavrov", true)]
    #[case("Hryhoriy Stepanenko", "Grigory Stepanenko", true)]
    #[case("Mikhail Orlov", "Mykhailo Orlov", true)]
    #[case("José Núñez", "Jose Nunez", true)]
    #[case("Ann Lee", "Ann Leea", true)]
    #[case("Sergei Lavrov", "Sergei Petrov", false)]
    fn spellings_of_one_name(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(sound(&parts(one)) == sound(&parts(other)), same, "{} {}", sound(&parts(one)), sound(&parts(other)));
    }

    #[rstest]
    #[case("Northwind Grain Syndicate", &["ngs"])]
    #[case("Bureau of the Lower Dykes", &["botld", "bld"])]
    #[case("Northwind", &[])]
    fn letters_of_a_name(#[case] name: &str, #[case] expected: &[&str]) {
        assert_eq!(letters(&parts(name)), expected);
    }

    #[rstest]
    #[case("bennett", "bennet", true)]
    #[case("bennett", "bennetta", true)]
    #[case("bennett", "bonnett", true)]
    #[case("bennett", "ebnnett", true)]
    #[case("bennett", "bennett", false)]
    #[case("bennett", "bonnet", false)]
    #[case("", "a", true)]
    fn one_letter(#[case] one: &str, #[case] other: &str, #[case] expected: bool) {
        assert_eq!(one_letter_apart(one, other), expected);
        assert_eq!(one_letter_apart(other, one), expected);
    }
}
