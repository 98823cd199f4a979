//! Names are names all through a text: what is clearly one in one place corrects the tags of other places.

use rustc_hash::FxHashMap;

use super::super::sentence::Sentence;
use super::super::token::{self, Token};
use super::features::hash;
use super::tag::Tag;

/// How a word was used, first letter aside.
#[derive(Default)]
struct Uses {
    /// As a name, capitalised, inside a sentence.
    name: u32,
    /// Of these, in the plural ("Democrats").
    plural: u32,
    /// As something else, capitalised, inside a sentence.
    other: u32,
    /// With a small letter.
    small: u32,
}

impl Uses {
    /// The tag where the word is a name for sure.
    fn settled(&self) -> Option<Tag> {
        let sure = self.small == 0 && self.name > 2 * self.other;
        sure.then_some(if self.plural * 2 > self.name { Tag::Nnps } else { Tag::Nnp })
    }
}

/// A hash of `word` in small letters.
fn key(word: &str) -> u64 {
    let mut small = [0; 32];
    match small.get_mut(..word.len()) {
        Some(small) if word.is_ascii() => {
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            hash(small, 5)
        }
        _ => hash(word.to_lowercase().as_bytes(), 5),
    }
}

/// Gives the tag of a name to capitalised words that are names elsewhere in `text`: "Sanders", which is plural by its
/// letters alone, or "Rose" at a sentence's beginning.
pub(super) fn settle(text: &str, tokens: &[Token], sentences: &[Sentence], tags: &mut [Tag]) {
    let word = |index: usize| tokens.get(index).and_then(|token| text.get(token.bytes())).unwrap_or("");
    let is_capital = |index: usize| word(index).len() > 1 && token::is_capital(word(index));
    // "the Daily Beacon", "Late Extra": an adverb with a capital before a name belongs to it, and so does a number: "the Four Rivers Post".
    for sentence in sentences.iter().filter(|sentence| sentence.prose) {
        for index in sentence.tokens.clone().skip(1) {
            let next = tags.get(index + 1).is_some_and(|next| next.is_proper());
            let adverb = tags[index] == Tag::Rb && (tags[index - 1] != Tag::Punct || word(index - 1) == ",");
            let number = tags[index] == Tag::Cd && word(index - 1).eq_ignore_ascii_case("the");
            if next && (adverb || number) && is_capital(index) && is_capital(index + 1) {
                tags[index] = Tag::Nnp;
            }
        }
    }
    // Few words begin like one of the names and are as long.
    let mut lengths = [0_u64; 256];
    let place = |token: &Token| match text.as_bytes().get(token.bytes().start) {
        Some(first) if first.is_ascii() => {
            (usize::from(first.to_ascii_lowercase()), 1_u64 << token.bytes().len().min(63))
        }
        // Other letters may change their length with their case.
        _ => (255, 1),
    };
    let mut uses: FxHashMap<u64, Uses> = FxHashMap::default();
    for sentence in sentences.iter().filter(|sentence| sentence.prose) {
        let mut inside = false;
        for index in sentence.tokens.clone() {
            let tag = tags[index];
            if inside && is_capital(index) {
                let (first, length) = place(&tokens[index]);
                lengths[first] |= length;
                let uses = uses.entry(key(word(index))).or_default();
                if tag.is_proper() {
                    uses.name += 1;
                    uses.plural += u32::from(tag == Tag::Nnps);
                } else {
                    uses.other += 1;
                }
            }
            // Behind a quotation mark or a colon a sentence begins anew.
            inside = tag != Tag::Punct;
        }
    }
    for (token, _) in tokens.iter().zip(tags.iter()) {
        // With a small letter in front: such words alone are written as names in small letters are.
        let (first, length) = place(token);
        if lengths[first] & length != 0
            && let Some(word) = text.get(token.bytes()).filter(|word| !token::is_capital(word))
            && let Some(uses) = uses.get_mut(&hash(word.as_bytes(), 5))
        {
            uses.small += 1;
        }
    }
    for (index, tag) in tags.iter_mut().enumerate() {
        let open = matches!(*tag, Tag::Nn | Tag::Nns | Tag::Fw | Tag::Uh | Tag::Jj | Tag::Jjr | Tag::Jjs)
            || tag.is_verb()
            || tag.is_adverb();
        if open
            && is_capital(index)
            && let Some(name) = uses.get(&key(word(index))).and_then(Uses::settled)
        {
            *tag = name;
        }
    }
}
