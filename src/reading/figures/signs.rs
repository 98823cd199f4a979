//! What the lists say of a word at first sight, asked once a word: most words of a text are of no list, and no rule need look at them.

use std::cell::RefCell;

use super::super::analysis::Analysis;
use super::super::lemma;
use super::super::recall::Recall;
use super::super::tagger::hash;
use super::topic::{names, scene, side};
use super::{country, number};

/// Of which kinds of lists a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signs(u8);

impl Signs {
    /// A number may begin with it.
    pub const NUMBER: Self = Self(1);
    /// It, or its singular, stands for a side of a war.
    pub const SIDE: Self = Self(1 << 1);
    /// It says that somebody is a rebel.
    pub const REBEL: Self = Self(1 << 2);
    /// It is for those who fight for a country.
    pub const FORCE: Self = Self(1 << 3);
    /// The name of a country, or what comes from it, may begin with it.
    pub const COUNTRY: Self = Self(1 << 4);
    /// It tells of a kind of event.
    pub const EVENT: Self = Self(1 << 5);
    /// It may lead to a place.
    pub const LEADS: Self = Self(1 << 6);

    /// Whether these are among it.
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// It and `others`.
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Those of `word`, which is in small letters.
    fn of(word: &str) -> Self {
        let noun = lemma::noun(word);
        let found = [
            (number::may_start_with(word), Self::NUMBER),
            (side::is_side(word, &noun), Self::SIDE),
            (side::is_of_rebels(word, &noun), Self::REBEL),
            (side::is_force(word), Self::FORCE),
            (country::may_start_with(word), Self::COUNTRY),
            (names::is_of_event(word), Self::EVENT),
            (scene::leads(word), Self::LEADS),
        ];
        found.into_iter().filter(|(is, _)| *is).fold(Self::default(), |all, (_, sign)| all.and(sign))
    }
}

/// How many bits of a word's hash say where its signs are remembered.
const WORDS: u32 = 14;

std::thread_local! {
    /// What was found before; no result depends on it.
    static KNOWN: RefCell<Recall<Signs>> = RefCell::new(Recall::new(WORDS));
}

fn key(word: &str) -> u64 {
    hash(word.as_bytes(), 9)
}

/// The signs of each token of `analysis`.
pub(super) fn of_tokens(analysis: &Analysis) -> Vec<Signs> {
    KNOWN.with_borrow_mut(|known| {
        let words = (0..analysis.tokens.len()).map(|index| analysis.low(index));
        words.map(|word| *known.get(key(word), || Signs::of(word))).collect()
    })
}

/// The signs of `word`, which is in small letters.
pub(super) fn of(word: &str) -> Signs {
    KNOWN.with_borrow_mut(|known| *known.get(key(word), || Signs::of(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("three", Signs::NUMBER)]
    #[case("rebel", Signs::SIDE.and(Signs::REBEL))]
    #[case("tenfold", Signs::NUMBER)]
    #[case("swiss", Signs::COUNTRY)]
    #[case("house", Signs::default())]
    fn are_those_of_the_lists(#[case] word: &str, #[case] expected: Signs) {
        assert_eq!(of(word), expected);
        assert_eq!(of(word), Signs::of(word));
    }
}
