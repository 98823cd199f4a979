//! Lines of scripts that are written from right to left. A PDF places letters, and most programs write them from left to
//! right as they stand on the page: words come out backwards. Here they are put in the order of reading.
//!
//! A page of such a script is turned over: what is right of something comes before it, for lines as for columns.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::page::Line;
use crate::formats::lexicon;

/// Turns the pieces of a page over if most of its letters are written from right to left.
pub(super) fn turn(pieces: &mut [Line]) {
    let (mut right, mut left) = (0usize, 0usize);
    for c in pieces.iter().flat_map(|piece| piece.text.chars()) {
        match class(c) {
            Class::Right => right += 1,
            Class::Left => left += 1,
            _ => {}
        }
    }
    if right <= left {
        return;
    }
    for piece in pieces {
        (piece.left, piece.right) = (-piece.right, -piece.left);
        piece.text = logical(&piece.text);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Right,
    Left,
    Number,
    Neutral,
}

fn class(c: char) -> Class {
    match c {
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => Class::Number,
        '\u{60c}' | '\u{61b}' | '\u{61f}' => Class::Neutral,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Class::Right,
        c if c.is_ascii_digit() => Class::Number,
        c if c.is_alphabetic() => Class::Left,
        _ => Class::Neutral,
    }
}

/// What stands on the page from left to right, in the order in which it is read.
fn logical(seen: &str) -> String {
    let letters: Vec<char> = seen.chars().collect();
    let mut text = String::with_capacity(seen.len());
    let mut end = letters.len();
    while end > 0 {
        let last = letters[end - 1];
        if matches!(class(last), Class::Left | Class::Number) {
            let start = run(&letters, end);
            text.extend(&letters[start..end]);
            end = start;
        } else {
            match forms().get(&last) {
                Some(plain) => text.push_str(plain),
                None => text.push(mirrored(last)),
            }
            end -= 1;
        }
    }
    text
}

/// Where the words or the number that end at `end` begin: they are read from left to right.
fn run(letters: &[char], end: usize) -> usize {
    let mut start = end - 1;
    loop {
        let here = class(letters[start]);
        let Some(before) = start.checked_sub(1) else { return start };
        if matches!(class(letters[before]), Class::Left | Class::Number) {
            start = before;
            continue;
        }
        // "12.5", "9:15"; "the Daily Example".
        let Some(further) = before.checked_sub(1) else { return start };
        let joins = match (class(letters[further]), here) {
            (Class::Number, Class::Number) => matches!(letters[before], '.' | ',' | ':' | '/' | '-' | '٫' | '٬'),
            (Class::Left, Class::Left | Class::Number) => {
                matches!(letters[before], ' ' | '.' | '-' | '\'' | '’' | '&' | '/' | '@')
            }
            _ => false,
        };
        if !joins {
            return start;
        }
        start = further;
    }
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}

/// The letters that shapes of letters are.
fn forms() -> &'static FxHashMap<char, &'static str> {
    static FORMS: OnceLock<FxHashMap<char, &str>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms = FxHashMap::default();
        for row in lexicon::rows(include_str!("../lexicon/letter_forms.tsv")) {
            let [first, last, plain] = row.as_slice() else { continue };
            let code = |digits: &str| u32::from_str_radix(digits, 16).ok();
            let Some((first, last)) = code(first).zip(code(last)) else { continue };
            forms.extend((first..=last).filter_map(char::from_u32).map(|form| (form, *plain)));
        }
        forms
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::words("הריעב היה אבצה", "הצבא היה בעירה")]
    #[case::a_number(".םילייח 9,000 ויה", "היו 9,000 חיילים.")]
    #[case::foreign_words("בתכ Daily Example ןותיעה", "העיתון Daily Example כתב")]
    #[case::brackets("(תמא) הז", "זה (אמת)")]
    #[case::shapes("ﺶﻴﺠﻟﺍ", "الجيش")]
    #[case::a_ligature("ﻡﻼﺳ", "سلام")]
    fn lines_are_put_in_the_order_of_reading(#[case] seen: &str, #[case] expected: &str) {
        assert_eq!(logical(seen), expected);
    }

    #[test]
    fn only_pages_of_such_scripts_are_turned_over() {
        let piece = |text: &str| Line {
            left: 10.0,
            right: 60.0,
            y: 20.0,
            size: 10.0,
            text: text.to_owned(),
            block: 0,
            height: 800.0,
        };
        let mut pieces = vec![piece("The word אבצ is said to mean army.")];
        turn(&mut pieces);
        assert_eq!((pieces[0].left, pieces[0].text.as_str()), (10.0, "The word אבצ is said to mean army."));
        let mut pieces = vec![piece("הריעב היה אבצה")];
        turn(&mut pieces);
        assert_eq!((pieces[0].left, pieces[0].right), (-60.0, -10.0));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(seen in "[א-ת0-9a-c .,]{0,40}") {
            let (mut before, mut after): (Vec<char>, Vec<char>) = (seen.chars().collect(), logical(&seen).chars().collect());
            before.sort_unstable();
            after.sort_unstable();
            prop_assert_eq!(before, after);
        }
    }
}
