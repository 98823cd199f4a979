//! Sentences, by rule over tokens.

use std::ops::Range;

use crate::model::Block;

use super::token::Token;

/// One sentence, or one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// The index of the block it stands in.
    pub block: usize,
    /// Whether it is running text; headings, bylines and asides are not.
    pub prose: bool,
}

/// Words that open a sentence after an abbreviation that may also end one ("… of the U.S. The army …").
const OPENERS: &str = include_str!("lexicon/sentence_openers.txt");

/// Cuts the blocks of `text` into sentences. Every token of a block stands in exactly one.
pub(super) fn sentences(text: &str, blocks: &[Block], tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + blocks.len());
    let mut at = 0;
    for (index, block) in blocks.iter().enumerate() {
        while at < tokens.len() && (tokens[at].start as usize) < block.bytes.start {
            at += 1;
        }
        let first = at;
        while at < tokens.len() && (tokens[at].end as usize) <= block.bytes.end {
            at += 1;
        }
        if first == at {
            continue;
        }
        if block.kind.is_prose() {
            let first = past_clock(text, tokens, first..at);
            cut(text, tokens, first..at, |range| sentences.push(Sentence { tokens: range, block: index, prose: true }));
        } else {
            sentences.push(Sentence { tokens: first..at, block: index, prose: false });
        }
    }
    sentences
}

/// Past the time of day that an entry of a live report begins with: "14:20 The office has raised its warning", "9.05pm: Two people".
fn past_clock(text: &str, tokens: &[Token], range: Range<usize>) -> usize {
    let word = |index: usize| if index < range.end { &text[tokens[index].bytes()] } else { "" };
    let clock = word(range.start).split_once([':', '.']).is_some_and(|(hour, rest)| {
        let minutes = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let half = rest[minutes.len()..].to_ascii_lowercase();
        (1..=2).contains(&hour.len())
            && minutes.len() == 2
            && hour.bytes().chain(minutes.bytes()).all(|byte| byte.is_ascii_digit())
            && matches!(half.as_str(), "" | "am" | "pm")
    });
    if !clock {
        return range.start;
    }
    let mut at = range.start + 1;
    if matches!(word(at), "am" | "pm" | "a.m." | "p.m." | "GMT" | "BST" | "CET" | "EST" | "ET" | "UTC") {
        at += 1;
    }
    if matches!(word(at), ":" | "-" | "–" | "—" | "|") {
        at += 1;
    }
    let opens = word(at).starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    if opens { at } else { range.start }
}

fn cut(text: &str, tokens: &[Token], range: Range<usize>, mut push: impl FnMut(Range<usize>)) {
    let word = |index: usize| &text[tokens[index].bytes()];
    let touches = |index: usize| tokens[index].start == tokens[index - 1].end;
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        if is_terminal(word(at)) {
            // The sentence keeps the marks that close with it: ?!, ”, ).
            let mut end = at + 1;
            while end < range.end && touches(end) && (is_terminal(word(end)) || is_closer(word(end))) {
                end += 1;
            }
            if end == range.end || (!touches(end) && may_open(text, tokens, end)) {
                push(start..end);
                start = end;
            }
            at = end;
            continue;
        }
        // "wrote on X. Roe": the platform, no initial.
        let platform = word(at) == "X." && at > range.start && matches!(word(at - 1), "on" | "to" | "via");
        // "in Tulsa, Okla. Her patients": a state behind its town.
        let state = word(at).len() >= 4 && word(at).ends_with('.') && at > range.start && word(at - 1) == ",";
        let ends = platform
            || (state || ends_with_abbreviation(word(at))) && at + 1 < range.end && opens_sentence(word(at + 1));
        if at + 1 < range.end && ends && !touches(at + 1) && may_open(text, tokens, at + 1) {
            push(start..at + 1);
            start = at + 1;
        }
        at += 1;
    }
    if start < range.end {
        push(start..range.end);
    }
}

/// Whether the token at `index` can begin a sentence. A name may also go on with one after a question mark in quotation
/// marks (“Why now?” Lee asked); the rules of attribution look over that border.
fn may_open(text: &str, tokens: &[Token], index: usize) -> bool {
    !text[tokens[index].start as usize..].starts_with(char::is_lowercase)
}

fn is_terminal(word: &str) -> bool {
    matches!(word, "!" | "?" | "…") || (word.starts_with('.') && word.bytes().all(|byte| byte == b'.'))
}

fn is_closer(word: &str) -> bool {
    matches!(word, "\"" | "'" | "”" | "’" | ")" | "]" | "»")
}

/// Whether `word` is an abbreviation of two letters or more, which may stand at a sentence's end.
fn ends_with_abbreviation(word: &str) -> bool {
    word.len() >= 4
        && word.ends_with('.')
        && (word[..word.len() - 1].contains('.')
            || matches!(word, "Inc." | "Corp." | "Co." | "Ltd." | "Jr." | "Sr." | "etc."))
}

fn opens_sentence(word: &str) -> bool {
    use std::sync::OnceLock;
    static LIST: OnceLock<rustc_hash::FxHashSet<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| {
        OPENERS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    })
    .contains(word)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;
    use crate::model::BlockKind;
    use rstest::rstest;

    #[rstest]
    #[case("He left. She stayed.", &["He left.", "She stayed."])]
    #[case("Mr. Lee of the U.S. Army spoke.", &["Mr. Lee of the U.S. Army spoke."])]
    #[case("They fled to the U.S. The army followed.", &["They fled to the U.S.", "The army followed."])]
    #[case("“We will go.” He went.", &["“We will go.”", "He went."])]
    #[case("“Will you go?” he asked.", &["“Will you go?” he asked."])]
    #[case("It rose 3.5 percent to $2.1 billion. Then fell", &["It rose 3.5 percent to $2.1 billion.", "Then fell"])]
    #[case("Roe wrote it on X. Marsh saw it.", &["Roe wrote it on X.", "Marsh saw it."])]
    #[case("Wait... what? Yes!", &["Wait... what?", "Yes!"])]
    fn cuts_where_a_reader_would(#[case] text: &str, #[case] expected: &[&str]) {
        let blocks = [Block { bytes: 0..text.len(), kind: BlockKind::Paragraph }];
        let tokens = tokenize(text);
        let found: Vec<_> = sentences(text, &blocks, &tokens)
            .iter()
            .map(|s| &text[tokens[s.tokens.start].start as usize..tokens[s.tokens.end - 1].end as usize])
            .collect();
        assert_eq!(found, expected);
    }
}
