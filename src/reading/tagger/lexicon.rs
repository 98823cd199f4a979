//! What parts of speech a word can have, for words that the corpus knows too little about.
//!
//! The words and their kinds are `lexicon/word_classes.tsv`; their regular forms follow from them here.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::features::key_of;
use super::tag::Tag;
use crate::reading::lemma;

/// A set of tags, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tags(pub u64);

impl Tags {
    /// The set of `tags`.
    pub const fn of<const N: usize>(tags: [Tag; N]) -> Self {
        let mut set = 0;
        let mut index = 0;
        while index < N {
            set |= 1 << tags[index] as u64;
            index += 1;
        }
        Self(set)
    }

    /// Whether `tag` is in it.
    #[inline]
    pub const fn contains(self, tag: Tag) -> bool {
        self.0 >> tag as u64 & 1 == 1
    }

    /// Whether it shares a tag with `other`.
    #[inline]
    pub const fn any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set but for `tag`.
    #[must_use]
    pub const fn without(self, tag: Tag) -> Self {
        Self(self.0 & !(1 << tag as u64))
    }

    /// What is in either.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The tags that the word of this key (see [`key_of`]) can have in small letters; none where nothing is known of it.
#[inline]
pub fn tags_of(key: u64) -> Tags {
    static FORMS: OnceLock<FxHashMap<u64, Tags>> = OnceLock::new();
    FORMS.get_or_init(|| forms(include_str!("../lexicon/word_classes.tsv"))).get(&key).copied().unwrap_or_default()
}

fn forms(list: &str) -> FxHashMap<u64, Tags> {
    let mut forms: FxHashMap<u64, Tags> = FxHashMap::default();
    let lines = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    for (kinds, words) in lines {
        for word in words.split_whitespace() {
            for kind in kinds.chars() {
                each_form(kind, word, |form, tags| {
                    let known = forms.entry(key_of(form)).or_default();
                    *known = known.and(tags);
                });
            }
        }
    }
    forms
}

/// Gives every regular form of `word` as a word of this kind, with its tags.
fn each_form(kind: char, word: &str, mut give: impl FnMut(&str, Tags)) {
    match kind {
        'v' => {
            let past = Tags::of([Tag::Vbd, Tag::Vbn]);
            let base = Tags::of([Tag::Vb, Tag::Vbp]);
            give(word, if lemma::is_listed_verb_form(word) { base.and(past).and(Tags::of([Tag::Jj])) } else { base });
            for form in inflected(word, &["s", "es"], lemma::verb) {
                give(&form, Tags::of([Tag::Vbz]));
            }
            for form in inflected(word, &["ed"], lemma::verb) {
                give(&form, past.and(Tags::of([Tag::Jj])));
            }
            for form in inflected(word, &["ing"], lemma::verb) {
                give(&form, Tags::of([Tag::Vbg, Tag::Nn, Tag::Jj]));
            }
        }
        'n' => {
            let both = word.ends_with('s') || lemma::noun(word) != word;
            give(word, if both { Tags::of([Tag::Nn, Tag::Nns]) } else { Tags::of([Tag::Nn]) });
            for form in inflected(word, &["s", "es"], lemma::noun) {
                give(&form, Tags::of([Tag::Nns]));
            }
        }
        'a' => give(word, Tags::of([Tag::Jj])),
        'd' => give(word, Tags::of([Tag::Vbd])),
        'p' => give(word, Tags::of([Tag::Vbn, Tag::Jj])),
        'r' => give(word, Tags::of([Tag::Rb])),
        _ => {}
    }
}

/// What `word` may look like with one of `endings`, as far as `base` leads back to it.
fn inflected(word: &str, endings: &[&str], base: fn(&str) -> std::borrow::Cow<'_, str>) -> Vec<String> {
    let mut forms = Vec::new();
    let Some(last) = word.chars().next_back() else { return forms };
    for ending in endings {
        let without_last = &word[..word.len() - last.len_utf8()];
        let mut guesses = vec![format!("{word}{ending}"), format!("{word}{last}{ending}")];
        match last {
            'e' => guesses.push(format!("{without_last}{ending}")),
            'y' if *ending == "es" || *ending == "ed" => guesses.push(format!("{without_last}i{ending}")),
            _ => {}
        }
        forms.extend(guesses.into_iter().filter(|guess| guess != word && base(guess) == word));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("warn", &[Tag::Vb, Tag::Vbp])]
    #[case("warns", &[Tag::Vbz])]
    #[case("denies", &[Tag::Vbz])]
    #[case("admitted", &[Tag::Vbd, Tag::Vbn, Tag::Jj])]
    #[case("arguing", &[Tag::Vbg, Tag::Nn, Tag::Jj])]
    #[case("report", &[Tag::Nn, Tag::Vb, Tag::Vbp])]
    #[case("reports", &[Tag::Nns, Tag::Vbz])]
    #[case("spread", &[Tag::Nn, Tag::Vb, Tag::Vbp, Tag::Vbd, Tag::Vbn, Tag::Jj])]
    #[case("fell", &[Tag::Vbd])]
    #[case("adviser", &[Tag::Nn])]
    #[case("allies", &[Tag::Nns])]
    #[case("headquarters", &[Tag::Nn, Tag::Nns])]
    #[case("bleak", &[Tag::Jj])]
    #[case("zyxw", &[])]
    fn knows(#[case] word: &str, #[case] tags: &[Tag]) {
        let set = tags.iter().fold(Tags::default(), |set, &tag| set.and(Tags::of([tag])));
        assert_eq!(tags_of(key_of(word)), set);
    }

    #[test]
    fn every_line_has_known_kinds() {
        for line in include_str!("../lexicon/word_classes.tsv").lines() {
            if !line.is_empty() && !line.starts_with('#') {
                let (kinds, words) = line.split_once('\t').expect(line);
                assert!(kinds.chars().all(|kind| "vnardp".contains(kind)), "{line}");
                assert!(words.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == ' '), "{line}");
            }
        }
    }
}
