//! What is known of each token before the span tagger looks at it.

use std::ops::Range;

use super::super::tagger::Tag;
pub(in crate::reading) use super::super::tagger::mix;
use super::label::Label;

/// A token, as the tagger of spans sees it. Words are hashes: the model holds none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sight {
    /// The word in small letters.
    pub word: u64,
    /// Its last three letters …
    pub suffix3: u64,
    /// … and its last two.
    pub suffix2: u64,
    /// Its capitals, small letters, digits and marks: `Xx`, `d,d`.
    pub shape: u64,
    /// What the lexicon of cues holds it for; 0 for nothing.
    pub class: u8,
    /// Whether it is a comma, a quotation mark or "that".
    pub mark: Mark,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Its part of speech.
    pub tag: Tag,
    /// How it stands to the quotation that holds it; 0 in none.
    pub quote: u8,
    /// How it stands to the noun phrase that holds it; 0 in none.
    pub phrase: u8,
    /// Whether it begins a sentence.
    pub first: bool,
    /// The sentence it stands in.
    pub sentence: u32,
    /// What the rules hold it for, in a claim that stands in no other.
    pub said: Label,
    /// The rule that does.
    pub rule: u64,
    /// The last word of the cue of that claim.
    pub cue: u64,
    /// What the rules hold it for in a claim that stands in another.
    pub inner: u64,
}

/// Words that tell how far a cue reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// None of them.
    #[default]
    None,
    /// `,`
    Comma,
    /// A quotation mark.
    Quote,
    /// "that"
    That,
}

/// A stretch of prose that is labelled as one: a paragraph, or a part of a very long one. In tokens.
pub type Paragraph = Range<usize>;

/// No paragraph has many more tokens than this, so that labelling one takes bounded memory.
pub const LONGEST: usize = 600;

/// Hashes a word or a name.
pub fn hash(word: &str) -> u64 {
    word.as_bytes().chunks(8).fold(0x51_7C_C1 ^ word.len() as u64, |state, chunk| {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        mix(state, u64::from_le_bytes(bytes))
    })
}

impl Sight {
    /// What the form of a word alone tells: `word` as written, `low` in small letters, `class` of the cue lexicon.
    pub fn of_form(word: &str, low: &str, class: u8) -> Self {
        let ending = |letters: usize| {
            let from = low.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
            hash(&low[from..])
        };
        Self {
            word: hash(low),
            suffix3: ending(3),
            suffix2: ending(2),
            shape: shape(word),
            class,
            mark: match low {
                "," => Mark::Comma,
                "“" | "”" | "\"" | "''" | "``" | "«" | "»" | "„" => Mark::Quote,
                "that" => Mark::That,
                _ => Mark::None,
            },
            capital: word.starts_with(char::is_uppercase),
            ..Self::default()
        }
    }
}

/// Six characters of the shape of `word`, runs taken together: `Xx-Xx`, `$d,d`.
fn shape(word: &str) -> u64 {
    let (mut state, mut last, mut length) = (0, '\0', 0);
    for c in word.chars() {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_ascii_digit() => 'd',
            c => c,
        };
        if kind != last {
            state = mix(state, u64::from(u32::from(kind)));
            length += 1;
        }
        last = kind;
        if length == 6 {
            break;
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Kim", "Lee", true)]
    #[case("Kim", "KIM", false)]
    #[case("1,000", "23,500", true)]
    #[case("1,000", "1000", false)]
    #[case("McDonald", "MacArthur", true)]
    fn shapes(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(shape(one) == shape(other), same);
    }

    #[test]
    fn a_form_has_its_endings() {
        let (said, paid) = (Sight::of_form("Said", "said", 1), Sight::of_form("paid", "paid", 0));
        assert_eq!(said.suffix3, paid.suffix3);
        assert_ne!(said.word, paid.word);
        assert!(said.capital && !paid.capital);
        assert_eq!(Sight::of_form(",", ",", 0).mark, Mark::Comma);
    }

    proptest! {
        #[test]
        fn any_word_has_a_form(word in ".{0,12}") {
            let low = word.to_ascii_lowercase();
            prop_assert_eq!(Sight::of_form(&word, &low, 0).word, hash(&low));
        }
    }
}
