//! A sentence in pieces: tokens, cut further where digits, letters and hyphens meet ("$2bn", "45-minute", "15–20%").

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;
use super::super::token::is_capital;
use super::signs::{self, Signs};

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with their separators: "11,000", "9.5".
    Digits,
    /// A fraction in one character: "½".
    Vulgar,
    /// Letters, with inner apostrophes and full stops.
    Word,
    /// One mark of punctuation, or one symbol.
    Mark,
    /// A web address, a handle or the like, digits and all.
    Opaque,
}

/// One piece of a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub start: u32,
    pub end: u32,
    /// The token that it is part of.
    pub token: u32,
    pub kind: Kind,
    /// Whether no space stands before it.
    pub glued: bool,
    /// Whether it is a word that begins with a capital.
    pub capital: bool,
    /// What the lists say of it, where it is a word.
    pub signs: Signs,
}

/// One sentence in pieces. Every look past its ends finds nothing.
pub(super) struct Pieces<'a> {
    pub analysis: &'a Analysis<'a>,
    list: Vec<Piece>,
    /// What the lists say of each token of the text.
    tokens: Vec<Signs>,
    /// What they say of any of the pieces.
    any: Signs,
    /// Whether most words are capitalised, as in a headline.
    pub title_case: bool,
    /// The countries named so far, this sentence included, each where it stands last.
    pub countries: Vec<&'static str>,
    /// The side of a war of which the sentence before told.
    pub side: Option<&'a str>,
    /// Whether rebels were told of so far, this sentence included.
    pub rebels: bool,
    /// The last words of names that were told to be of rebels: "the Hill Brigade, a rebel group".
    pub rebel_names: Vec<&'a str>,
    /// The countries whose forces were told of so far, this sentence included, as subjects write them.
    pub nations: Vec<&'a str>,
}

impl<'a> Pieces<'a> {
    pub fn new(analysis: &'a Analysis<'a>) -> Self {
        Self {
            analysis,
            list: Vec::new(),
            tokens: signs::of_tokens(analysis),
            any: Signs::default(),
            title_case: false,
            countries: Vec::new(),
            side: None,
            rebels: false,
            rebel_names: Vec::new(),
            nations: Vec::new(),
        }
    }

    /// Cuts the tokens `range`; what was cut before is gone.
    pub fn cut(&mut self, range: Range<usize>) {
        self.list.clear();
        self.any = Signs::default();
        let mut after = usize::MAX;
        for index in range {
            let Some(token) = self.analysis.tokens.get(index) else { break };
            let first = self.list.len();
            cut_token(self.analysis.text, token.bytes(), index as u32, &mut self.list);
            self.sign(first, index);
            if let Some(piece) = self.list.get_mut(first) {
                piece.glued = piece.start as usize == after;
            }
            after = token.end as usize;
        }
        self.title_case = self.judge_case();
    }

    /// Notes what the lists say of the pieces from `first` on, of token `index`.
    fn sign(&mut self, first: usize, index: usize) {
        let whole = self.list.len() == first + 1;
        for piece in self.list.iter_mut().skip(first).filter(|piece| piece.kind == Kind::Word) {
            let bytes = piece.start as usize..piece.end as usize;
            piece.capital = is_capital(&self.analysis.text[bytes.clone()]);
            piece.signs = match self.tokens.get(index) {
                Some(&signs) if whole => signs,
                _ => signs::of(self.analysis.lower(bytes)),
            };
            self.any = self.any.and(piece.signs);
        }
    }

    /// What the lists say of token `index` of the text.
    pub fn of_token(&self, index: usize) -> Signs {
        self.tokens.get(index).copied().unwrap_or_default()
    }

    /// What the lists say of piece `at`.
    pub fn signs(&self, at: usize) -> Signs {
        self.list.get(at).map(|piece| piece.signs).unwrap_or_default()
    }

    /// Whether the lists say `sign` of any piece.
    pub fn any(&self, sign: Signs) -> bool {
        self.any.has(sign)
    }

    fn judge_case(&self) -> bool {
        let (mut capital, mut small) = (0, 0);
        for piece in self.list.iter().skip(1).take(24) {
            let text = &self.analysis.text[piece.start as usize..piece.end as usize];
            if piece.kind == Kind::Word && text.len() > 2 && !FUNCTION_WORDS.contains(&text) {
                if piece.capital {
                    capital += 1;
                } else {
                    small += 1;
                }
            }
        }
        capital >= 3 && small * 6 < capital
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|piece| piece.kind)
    }

    pub fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Digits)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Word)
    }

    /// Whether piece `at` touches the one before it.
    pub fn glued(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|piece| piece.glued)
    }

    /// As it is written; empty past the ends.
    pub fn text(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |piece| &self.analysis.text[piece.start as usize..piece.end as usize])
    }

    /// In ASCII lower case; empty past the ends.
    pub fn low(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |piece| self.analysis.lower(piece.start as usize..piece.end as usize))
    }

    /// The piece before `at` in lower case; empty at the start.
    pub fn low_before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |at| self.low(at))
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.low(at) == word
    }

    /// Whether a hyphen joins `at - 1` and `at + 1`.
    pub fn hyphen(&self, at: usize) -> bool {
        self.glued(at)
            && self.glued(at + 1)
            && matches!(self.kind(at + 1), Some(Kind::Word | Kind::Digits))
            && matches!(self.text(at), "-" | "\u{2011}" | "‐")
    }

    pub fn tag(&self, at: usize) -> Tag {
        self.list.get(at).map_or(Tag::None, |piece| self.analysis.tag(piece.token as usize))
    }

    pub fn token(&self, at: usize) -> usize {
        self.list.get(at).map_or(usize::MAX, |piece| piece.token as usize)
    }

    /// Whether `at` begins its token.
    pub fn opens_token(&self, at: usize) -> bool {
        at == 0 || self.token(at - 1) != self.token(at)
    }

    pub fn capital(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|piece| piece.capital)
    }

    /// The bytes of the pieces `range`.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (self.list.get(range.start), range.end.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }

    /// The white space between `at - 1` and `at`.
    pub fn gap(&self, at: usize) -> &'a str {
        match (at.checked_sub(1).and_then(|before| self.list.get(before)), self.list.get(at)) {
            (Some(before), Some(piece)) => &self.analysis.text[before.end as usize..piece.start as usize],
            _ => "",
        }
    }
}

/// Words that headlines write small.
const FUNCTION_WORDS: &[&str] =
    &["and", "the", "for", "but", "nor", "with", "from", "into", "over", "than", "via", "per", "vs."];

/// The value of a fraction in one character.
pub(super) const fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 1.0 / 2.0,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 1.0 / 4.0,
        '¾' => 3.0 / 4.0,
        '⅕' => 1.0 / 5.0,
        '⅖' => 2.0 / 5.0,
        '⅗' => 3.0 / 5.0,
        '⅘' => 4.0 / 5.0,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 1.0 / 8.0,
        '⅜' => 3.0 / 8.0,
        '⅝' => 5.0 / 8.0,
        '⅞' => 7.0 / 8.0,
        _ => return None,
    })
}

fn cut_token(text: &str, bytes: Range<usize>, token: u32, list: &mut Vec<Piece>) {
    let word = &text[bytes.clone()];
    let mut push = |range: Range<usize>, kind: Kind| {
        let glued = range.start > 0;
        let (start, end) = ((bytes.start + range.start) as u32, (bytes.start + range.end) as u32);
        list.push(Piece { start, end, token, kind, glued, capital: false, signs: Signs::default() });
    };
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return push(0..word.len(), Kind::Word);
    }
    // A clitic: "'s".
    if word.starts_with(['\'', '’']) && word.chars().skip(1).all(char::is_alphabetic) && word.chars().nth(1).is_some()
    {
        return push(0..word.len(), Kind::Word);
    }
    if is_opaque(word) {
        return push(0..word.len(), Kind::Opaque);
    }
    let mut at = 0;
    while let Some(first) = word[at..].chars().next() {
        let end = if first.is_ascii_digit() {
            let end = at + digits(&word[at..]);
            push(at..end, Kind::Digits);
            end
        } else if vulgar(first).is_some() {
            let end = at + first.len_utf8();
            push(at..end, Kind::Vulgar);
            end
        } else if first.is_alphabetic() {
            let end = at + letters(&word[at..]);
            push(at..end, Kind::Word);
            end
        } else {
            let end = at + first.len_utf8();
            push(at..end, Kind::Mark);
            end
        };
        at = end;
    }
}

fn is_opaque(word: &str) -> bool {
    let mut letters = false;
    let mut digits = false;
    let mut joint = false;
    for byte in word.bytes() {
        letters |= byte.is_ascii_alphabetic();
        digits |= byte.is_ascii_digit();
        joint |= matches!(byte, b'@' | b'_');
    }
    if !letters {
        return false;
    }
    joint || (digits && (word.contains("www.") || dotted_name(word)))
}

/// Whether letters follow a full stop that letters precede, as in "example.com/123"; "U.S.-1" is none.
fn dotted_name(word: &str) -> bool {
    word.split('.').zip(word.split('.').skip(1)).any(|(left, right)| {
        left.len() >= 3
            && left.bytes().all(|byte| byte.is_ascii_alphabetic())
            && right.bytes().take_while(u8::is_ascii_alphabetic).count() >= 2
    })
}

/// How many bytes of `rest` are one number's digits and separators.
fn digits(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = run(0);
    loop {
        let mark = match bytes.get(end) {
            Some(b',' | b'.') => 1,
            Some(b'\'') if run(end + 1) == 3 => 1,
            Some(_) if rest[end..].starts_with('’') && run(end + '’'.len_utf8()) == 3 => '’'.len_utf8(),
            _ => return end,
        };
        let more = if end + mark < bytes.len() { run(end + mark) } else { 0 };
        if more == 0 {
            return end;
        }
        end += mark + more;
    }
}

/// How many bytes of `rest` are one word.
fn letters(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = c.is_alphabetic()
            || matches!(c, '\u{300}'..='\u{36f}')
            || (matches!(c, '\'' | '’' | '.') && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic()));
        // A full stop may close an abbreviation ("U.S.", "Corp.").
        let closing = c == '.' && at + 1 == rest.len();
        if !inner && !closing {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Document;
    use rstest::rstest;

    #[rstest]
    #[case("$2bn", &["$", "2", "bn"])]
    #[case("15–20%", &["15", "–", "20", "%"])]
    #[case("the 45-minute ride", &["the", "45", "-", "minute", "ride"])]
    #[case("half-a-million", &["half", "-", "a", "-", "million"])]
    #[case("1'000 and 6'3\"", &["1'000", "and", "6", "'", "3", "\""])]
    #[case("U.S. and 5½", &["U.S.", "and", "5", "½"])]
    #[case("a.example.com/1234 user_12", &["a.example.com/1234", "user_12"])]
    #[case("100km/h", &["100", "km", "/", "h"])]
    fn cuts(#[case] text: &str, #[case] expected: &[&str]) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let mut pieces = Pieces::new(&analysis);
        pieces.cut(0..analysis.tokens.len());
        let found: Vec<_> = (0..pieces.len()).map(|at| pieces.text(at)).collect();
        assert_eq!(found, expected);
    }
}
