//! A date among other words of a short line: "Posted on November 3, 2024 by the desk | 3 comments".

use super::{DateLine, Setting, parse_in};
use crate::formats::lexicon;

/// A date has no more words than this.
const WORDS: usize = 8;
/// A label stands at most so many words before its date.
const LABEL: usize = 3;

/// The first day that stands in `text`, and the first that is marked as that of a change. None where none does.
pub(in crate::formats) fn within(text: &str, setting: &Setting) -> Option<DateLine> {
    let words: Vec<&str> = text.split_whitespace().take(48).collect();
    let mut line = DateLine::default();
    let mut at = 0;
    while at < words.len() {
        match starts_here(&words[at..], setting) {
            Some((used, date, worked_out)) => {
                let slot = if is_update(&words[at.saturating_sub(LABEL)..at]) {
                    &mut line.updated
                } else {
                    &mut line.published
                };
                if slot.is_none() {
                    *slot = Some(date);
                    line.worked_out |= worked_out;
                }
                at += used;
            }
            None => at += 1,
        }
    }
    (line.published.is_some() || line.updated.is_some()).then_some(line)
}

/// The longest date that begins with the first word.
fn starts_here(words: &[&str], setting: &Setting) -> Option<(usize, String, bool)> {
    let first = plain(words.first()?);
    let opens = first.contains(|c: char| c.is_ascii_digit())
        || lexicon::months().contains_key(first.as_str())
        || matches!(lexicon::date_words().get(first.as_str()), Some(&("weekday" | "today" | "yesterday")));
    if !opens {
        return None;
    }
    (1..=words.len().min(WORDS)).rev().find_map(|count| {
        let last = words[count - 1];
        let sense = |word: &&str| lexicon::date_words().get(plain(word).as_str()).copied();
        // A word that says nothing ends no date, and one that says what the next date is stands in none.
        let label = |word: &&str| matches!(sense(word), Some("published" | "updated"));
        if count > 1 && (sense(&last) == Some("filler") || words[..count].iter().any(label)) {
            return None;
        }
        let text = words[..count].join(" ");
        let found = parse_in(text.trim_matches(|c: char| !c.is_alphanumeric()), setting)?;
        (found.iso.len() >= 10 && !found.updated).then_some((count, found.iso, found.worked_out))
    })
}

fn is_update(before: &[&str]) -> bool {
    let label = before.iter().rev().find_map(|word| {
        lexicon::date_words()
            .get(plain(word).as_str())
            .copied()
            .filter(|sense| matches!(*sense, "published" | "updated"))
    });
    label == Some("updated")
}

fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Posted on November 3, 2024 by the desk | 3 comments", Some("2024-11-03"), None)]
    #[case("By Jane Doe on Nov. 3, 2024 at 9:15 a.m. EST in Politics", Some("2024-11-03T09:15-05:00"), None)]
    #[case("Politics, updated 4 November 2024, published 3 November 2024", Some("2024-11-03"), Some("2024-11-04"))]
    #[case("Copyright 2024 The Daily Example", None, None)]
    #[case("3 comments, 5 shares", None, None)]
    #[case("World 2024-11-03 Jane", Some("2024-11-03"), None)]
    fn a_date_is_found_among_words(#[case] text: &str, #[case] published: Option<&str>, #[case] updated: Option<&str>) {
        let found = within(text, &Setting::default()).unwrap_or_default();
        assert_eq!((found.published.as_deref(), found.updated.as_deref()), (published, updated));
    }

    proptest! {
        #[test]
        fn any_words_are_read_without_panic(
            parts in proptest::collection::vec("[0-9]{1,4}|[-+:/.,|]|Nov|am|updated|on|yesterday", 0..20)
        ) {
            let _ = within(&parts.join(" "), &Setting::of(["de"], None, Some("2024-11-03")));
        }
    }
}
