//! Which full name a bare surname means: "Lee", "Gen. Lee", "Ms. Lee", "Jung Un".

use std::ops::Range;

use crate::reading::analysis::Analysis;

use super::cast::CANDIDATES;
use super::entity::Entity;
use super::kind::family_first;
use super::lexicon::{Gender, lexicon};
use super::names::{Name, is_suffix};

/// A person's name cut into its parts, in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PersonKey {
    pub given: Vec<String>,
    pub last: String,
    /// "Jr." tells son from father.
    pub suffix: Option<String>,
}

impl PersonKey {
    /// Cuts the name at `tokens`.
    pub fn new(analysis: &Analysis, tokens: &Range<usize>) -> Self {
        let mut words: Vec<String> = tokens.clone().map(|at| analysis.word(at).to_lowercase()).collect();
        let suffixed = words.len() > 1 && is_suffix(analysis.word(tokens.end - 1));
        let suffix = if suffixed { words.pop().map(|word| word.trim_end_matches('.').to_owned()) } else { None };
        if family_first(analysis, tokens) {
            let last = words.remove(0);
            let given = words.iter().flat_map(|word| word.split('-')).map(str::to_owned).collect();
            return Self { given, last, suffix };
        }
        let last = words.pop().unwrap_or_default();
        // "von der Leyen" alone: small words are no given name.
        let particles = words.iter().all(|word| lexicon().particles.contains(word.as_str()));
        Self { given: if particles { Vec::new() } else { words }, last, suffix }
    }

    /// Whether two full names can be one person's.
    pub fn is_same(&self, other: &Self) -> bool {
        self.last == other.last && self.suffix == other.suffix && self.given_fits(other)
    }

    fn given_fits(&self, other: &Self) -> bool {
        let (Some(ours), Some(theirs)) = (self.given.first(), other.given.first()) else { return true };
        let initial = |short: &str, long: &str| {
            short.strip_suffix('.').is_some_and(|letter| letter.chars().count() == 1 && long.starts_with(letter))
        };
        ours == theirs
            || initial(ours, theirs)
            || initial(theirs, ours)
            // "Alex" and "Alexander".
            || (ours.chars().count() >= 3 && theirs.chars().count() >= 3 && (ours.starts_with(theirs.as_str()) || theirs.starts_with(ours.as_str())))
            // "García Luna" and "Ana García Luna".
            || self.given.iter().all(|word| other.given.contains(word))
            || other.given.iter().all(|word| self.given.contains(word))
    }
}

/// What is known of a short name.
pub(super) struct Wanted<'a> {
    pub token: usize,
    pub gender: Gender,
    pub title: &'a [String],
    /// Whether "Ms." or the like stands before it, and no rank.
    pub courtesy: bool,
    pub key: &'a PersonKey,
}

/// The best of `list`, whose members stand in the order of their first mention, for the short name `wanted`.
///
/// Whoever was brought in before is preferred to whoever comes later. Among several, a title or the gender of "Ms."
/// decides, then how near the last mention is, whether the surname alone has stood for them, and whether they spoke.
pub(super) fn choose(analysis: &Analysis, entities: &[Entity], list: &[usize], wanted: &Wanted) -> Option<usize> {
    let fits = |&entity: &usize| {
        let known = &entities[entity];
        let suffix =
            known.person.as_ref().is_none_or(|key| wanted.key.suffix.is_none() || key.suffix == wanted.key.suffix);
        known.gender.fits(wanted.gender) && suffix
    };
    let upto = list.partition_point(|&entity| entities[entity].first <= wanted.token);
    let known: Vec<usize> = list[upto.saturating_sub(CANDIDATES)..upto].iter().copied().filter(fits).collect();
    if known.len() <= 1 {
        let later = || list[upto..].iter().take(CANDIDATES).copied().find(|entity| fits(entity));
        return known.first().copied().or_else(later);
    }
    let block = |token: usize| analysis.sentence_of(token).map_or(0, |sentence| analysis.sentences[sentence].block);
    let here = block(wanted.token);
    let score = |entity: usize| {
        let known = &entities[entity];
        let last = known.last_before(wanted.token).unwrap_or(known.first);
        let distance = here.saturating_sub(block(last)).min(4) as i64;
        let titled = wanted.title.iter().any(|word| known.role_words.contains(word));
        let junior = known.person.as_ref().is_some_and(|key| key.suffix.is_some()) && wanted.key.suffix.is_none();
        let score = i64::from(titled) * 40 + (4 - distance) * 4 + i64::from(known.bare > 0) * 5 - i64::from(junior) * 6;
        // A general is "Gen." again, not "Mr.".
        (score - i64::from(wanted.courtesy && known.titled) * 20, last)
    };
    known.into_iter().max_by_key(|&entity| score(entity))
}

/// The words of the titles in front of `name`, small, without full stops.
pub(super) fn title_words(analysis: &Analysis, name: &Name) -> Vec<String> {
    let words = name.front.clone().map(|at| analysis.low(at).trim_end_matches('.').to_owned());
    words
        .filter(|word| {
            lexicon().title_at(|at| if at == 0 { word.as_str() } else { "" }).is_some_and(|(title, _)| !title.courtesy)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use rstest::rstest;

    fn key(name: &str) -> PersonKey {
        let document = Document { text: name.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        PersonKey::new(&analysis, &(0..analysis.tokens.len()))
    }

    #[rstest]
    #[case("Bruce W. Bennett", "Bruce Bennett", true)]
    #[case("B. Bennett", "Bruce Bennett", true)]
    #[case("Bruce Bennett", "Naomi Bennett", false)]
    #[case("Kim Jong Un", "Kim Jong-un", true)]
    #[case("Kim Jong Un", "Kim Yong-hyun", false)]
    #[case("Donald Roe Jr.", "Donald Roe", false)]
    #[case("Ana García Luna", "García Luna", true)]
    #[case("Alex Moreno", "Alexander Moreno", true)]
    fn tells_whether_two_names_are_one(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(key(one).is_same(&key(other)), same);
        assert_eq!(key(other).is_same(&key(one)), same);
    }
}
