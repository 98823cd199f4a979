//! Tokens: words with their inner marks, clitics split as the Penn Treebank does, punctuation apart.

use std::ops::Range;

/// One token, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Its first byte.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

impl Token {
    /// Its bytes.
    pub const fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Whether `word` begins with a capital; most begin with an ASCII letter.
#[allow(dead_code, reason = "the trainer of the tagger, which takes in this file, asks for tokens alone")]
pub(super) fn is_capital(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
        _ => word.starts_with(char::is_uppercase),
    }
}

/// Abbreviations whose full stop belongs to them, without it, in lower case.
const ABBREVIATIONS: &str = include_str!("lexicon/abbreviations.txt");

/// Cuts `text` into tokens: every character that is no white space is in exactly one.
///
/// Words keep inner hyphens, slashes, ampersands and apostrophes ("20-year-old", "RFE/RL", "O'Neill") and the full
/// stop of an abbreviation; digits keep their separators ("11,000", "9:15"); "'s", "n't" and their kin stand alone;
/// runs of full stops and of hyphens are one token, as is every other mark.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = match class(first) {
            Class::Space => at + first.len_utf8(),
            Class::Mark => {
                let mut end = at + first.len_utf8();
                if matches!(first, '.' | '-') {
                    end += text[end..].bytes().take_while(|&byte| byte == first as u8).count();
                }
                push(&mut tokens, at..end);
                end
            }
            Class::Word => word(text, at, &mut tokens),
        };
        at = end;
    }
    tokens
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Space,
    Word,
    Mark,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            Class::Word
        } else if c <= ' ' || c == '\u{7f}' {
            Class::Space
        } else {
            Class::Mark
        }
    } else if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
        Class::Space
    } else if c.is_alphanumeric() || is_combining(c) {
        Class::Word
    } else {
        Class::Mark
    }
}

/// Combining marks continue a word ("é" written in two code points), and so do joiners inside it.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Reads the word at `start`, pushes it with its clitic apart, and gives the byte after it.
fn word(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let mut end = start;
    let mut apostrophe = None;
    loop {
        let rest = &text[end..];
        let run: usize = rest.chars().take_while(|&c| class(c) == Class::Word).map(char::len_utf8).sum();
        end += run;
        let mut ahead = text[end..].chars();
        let (Some(mark), next) = (ahead.next(), ahead.next()) else { break };
        let joins = next.is_some_and(|c| class(c) == Class::Word);
        let digits = || text[..end].ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
        let inner = match mark {
            '\'' | '’' => joins,
            '-' | '/' | '&' | '@' | '_' | '.' | '\u{2011}' => joins,
            ',' | ':' => joins && digits(),
            _ => false,
        };
        if inner {
            if is_apostrophe(mark) {
                apostrophe = Some(end);
            }
            end += mark.len_utf8();
            continue;
        }
        // "OPEC+"
        if mark == '+' && !joins && text[start..end].ends_with(|c: char| c.is_ascii_alphabetic()) && end - start > 2 {
            end += 1;
        }
        if mark == '.' && (is_abbreviation(&text[start..end]) || numbers(&text[start..end], &text[end + 1..])) {
            end += 1;
        }
        break;
    }
    let stem = &text[start..end];
    if let Some(clitic) = apostrophe.and_then(|at| clitic(text, start, at, end)) {
        push(tokens, start..clitic);
        push(tokens, clitic..end);
    } else if stem.eq_ignore_ascii_case("cannot") {
        push(tokens, start..start + 3);
        push(tokens, start + 3..end);
    } else {
        push(tokens, start..end);
    }
    end
}

/// Where the clitic of the word `start..end` begins, whose last apostrophe stands at `at`.
fn clitic(text: &str, start: usize, at: usize, end: usize) -> Option<usize> {
    let mark = text[at..end].chars().next()?.len_utf8();
    let tail = &text[at + mark..end];
    if at == start {
        return None;
    }
    if ["s", "re", "ve", "ll", "d", "m"].iter().any(|form| tail.eq_ignore_ascii_case(form)) {
        return Some(at);
    }
    let before = text.as_bytes()[at - 1];
    (tail.eq_ignore_ascii_case("t") && before.eq_ignore_ascii_case(&b'n') && at - 1 > start).then_some(at - 1)
}

/// Whether a full stop after `word` belongs to it: an initial, dotted letters ("U.S", "a.m"), or a listed abbreviation.
fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return only.is_uppercase();
    }
    if word.contains('.') {
        return word
            .split('.')
            .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    }
    word.len() <= LONGEST_ABBREVIATION && listed(word)
}

/// Whether `word` shortens what a number follows, and one does: "No. 2", "vol. 7".
fn numbers(word: &str, rest: &str) -> bool {
    rest.trim_start_matches([' ', '\u{a0}']).starts_with(|c: char| c.is_ascii_digit())
        && ["no", "nos", "vol", "fig", "pp", "art", "sec"].iter().any(|short| word.eq_ignore_ascii_case(short))
}

const LONGEST_ABBREVIATION: usize = 7;

fn listed(word: &str) -> bool {
    use std::sync::OnceLock;
    static LIST: OnceLock<rustc_hash::FxHashSet<&'static str>> = OnceLock::new();
    let list = LIST.get_or_init(|| {
        ABBREVIATIONS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    });
    let lower = word.to_ascii_lowercase();
    // Capitalised as titles and months are, or one of those that are written small ("vs.", "etc.").
    list.contains(lower.as_str())
        && (word.starts_with(|c: char| c.is_ascii_uppercase())
            || matches!(lower.as_str(), "vs" | "etc" | "approx" | "est"))
}

fn push(tokens: &mut Vec<Token>, bytes: Range<usize>) {
    tokens.push(Token { start: bytes.start as u32, end: bytes.end as u32 });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("don't", &["do", "n't"])]
    #[case("Pyongyang’s fighters", &["Pyongyang", "’s", "fighters"])]
    #[case("up to 11,000 (or so).", &["up", "to", "11,000", "(", "or", "so", ")", "."])]
    #[case("Bruce W. Bennett of the U.S. Army", &["Bruce", "W.", "Bennett", "of", "the", "U.S.", "Army"])]
    #[case("Ukraine—potentially", &["Ukraine", "—", "potentially"])]
    #[case("$2,000 at 9:15 a.m.", &["$", "2,000", "at", "9:15", "a.m."])]
    #[case("RFE/RL cannot wait...", &["RFE/RL", "can", "not", "wait", "..."])]
    #[case("“Nobody,” he said", &["“", "Nobody", ",", "”", "he", "said"])]
    #[case("the 20-year-old's", &["the", "20-year-old", "'s"])]
    #[case("mine No. 2 said no. Then", &["mine", "No.", "2", "said", "no", ".", "Then"])]
    #[case("OPEC+ and 3+4, x+1", &["OPEC+", "and", "3", "+", "4", ",", "x", "+", "1"])]
    #[case("20\u{a0}000 tonnes", &["20", "000", "tonnes"])]
    fn cuts(#[case] text: &str, #[case] expected: &[&str]) {
        let words: Vec<_> = tokenize(text).iter().map(|token| &text[token.bytes()]).collect();
        assert_eq!(words, expected);
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_leave_out_only_space(text in "(?s).{0,200}") {
            let mut at = 0;
            for token in tokenize(&text) {
                let bytes = token.bytes();
                prop_assert!(bytes.start >= at && bytes.end > bytes.start);
                prop_assert!(text[at..bytes.start].chars().all(|c| class(c) == Class::Space));
                at = bytes.end;
            }
            prop_assert!(text[at..].chars().all(|c| class(c) == Class::Space));
        }
    }
}
