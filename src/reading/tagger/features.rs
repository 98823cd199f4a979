//! What the model sees of a token: hashed features of its form, its neighbours and the tags before it.
//!
//! The trainer takes in this very file, so that both sides see the same. Any change here asks for a new model.

use super::lexicon::{Tags, tags_of};
use super::tag::Tag;

/// How many features a token has.
pub const COUNT: usize = 27;

/// A hashed feature.
pub type Key = u32;

/// What is known of a token without its neighbours, computed once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts {
    /// The form as written, apostrophes and hyphens straightened.
    pub form: u64,
    lower: u64,
    suffix2: u64,
    suffix3: u64,
    suffix4: u64,
    prefix: u64,
    shape: u64,
    /// Whether it may be a finite verb, as far as its form tells …
    finite: bool,
    /// … or begins a clause.
    subordinator: bool,
    /// Whether a word that may be a finite verb follows in its clause.
    ahead: bool,
    /// The tags it can have; none where anything is possible.
    pub possible: Tags,
    /// The tag that the form alone decides: marks.
    pub mark: Option<Tag>,
}

/// Tags of finite verbs.
const FINITE: Tags = Tags::of([Tag::Vbd, Tag::Vbp, Tag::Vbz, Tag::Md]);

/// Finite verbs that are so frequent that the lexicon of news words leaves them out.
#[rustfmt::skip]
const fn is_auxiliary(word: &[u8]) -> bool {
    matches!(
        word,
        b"is" | b"are" | b"was" | b"were" | b"am" | b"'s" | b"'re" | b"'m" | b"has" | b"have" | b"had" | b"'ve"
            | b"do" | b"does" | b"did" | b"will" | b"would" | b"wo" | b"'ll" | b"'d" | b"can" | b"could" | b"may"
            | b"might" | b"must" | b"shall" | b"should" | b"ca" | b"got" | b"need"
    )
}

/// Words that begin a clause.
#[rustfmt::skip]
const fn is_subordinator(word: &[u8]) -> bool {
    matches!(
        word,
        b"that" | b"because" | b"if" | b"while" | b"whether" | b"although" | b"though" | b"as" | b"who" | b"which"
            | b"when" | b"where" | b"why" | b"how" | b"and" | b"but" | b"or"
    )
}

/// The facts of the words of one sentence. Says whether it is shouted: all in capitals.
#[allow(dead_code, reason = "for the trainer, which takes in this file and remembers nothing, and for tests")]
pub fn facts_of<'a>(words: impl Iterator<Item = &'a str> + Clone, facts: &mut Vec<Facts>) -> bool {
    let shouted = is_shouted(words.clone());
    facts.clear();
    facts.extend(words.map(|word| Facts::new(word, shouted)));
    in_sentence(facts);
    shouted
}

/// Adds what words are to each other in their sentence.
pub fn in_sentence(facts: &mut [Facts]) {
    let mut ahead = false;
    for facts in facts.iter_mut().rev() {
        facts.ahead = ahead;
        ahead = (ahead || facts.finite) && !facts.subordinator && facts.mark.is_none();
    }
    // A sentence of news begins with the noun, not with the verb, where both are possible ("Reports suggest").
    let first = facts.iter_mut().find(|facts| facts.mark.is_none());
    if let Some(first) = first.filter(|first| first.possible.contains(Tag::Nns)) {
        first.possible = first.possible.without(Tag::Vbz);
    }
}

/// How many bytes of a word count; what follows is as good as never seen in one word of sense.
const LONGEST: usize = 40;

impl Facts {
    /// Past the ends of a sentence.
    const NOTHING: Self = Self {
        form: 0,
        lower: 0,
        suffix2: 0,
        suffix3: 0,
        suffix4: 0,
        prefix: 0,
        shape: 0,
        finite: false,
        subordinator: false,
        ahead: false,
        possible: Tags(0),
        mark: None,
    };

    /// Looks at `word`. In a `shouted` sentence (all capitals) capitals say nothing and are taken for small letters.
    pub fn new(word: &str, shouted: bool) -> Self {
        if let Some(tag) = mark(word) {
            let form = hash(word.as_bytes(), 7);
            return Self { form, lower: form, mark: Some(tag), shape: 1 << 7, ..Self::default() };
        }
        let mut letters = Letters::NONE;
        if word.is_ascii() {
            word.bytes().enumerate().for_each(|(index, byte)| letters.push_ascii(index, byte, shouted));
        } else {
            word.chars().enumerate().for_each(|(index, c)| letters.push(index, c, shouted));
        }
        let Letters { form, lower, end, letters, capitals, digits, hyphens, first_capital } = letters;
        let (form, lower) = (&form[..end], &lower[..end]);
        let ending = |length: usize| hash(&lower[end.saturating_sub(length)..], length as u64);
        let shape = u64::from(first_capital)
            | u64::from(capitals > 1) << 1
            | u64::from(letters > 0 && capitals == letters) << 2
            | u64::from(digits > 0) << 3
            | u64::from(letters == 0) << 4
            | u64::from(hyphens > 0) << 5;
        let key = hash(lower, 1);
        let mut possible = tags_of(key);
        if first_capital && possible != Tags::default() {
            possible = possible.and(Tags::of([Tag::Nnp, Tag::Nnps]));
        }
        Self {
            form: hash(form, 7),
            lower: key,
            suffix2: ending(2),
            suffix3: ending(3),
            suffix4: ending(4),
            prefix: u64::from(lower.first().copied().unwrap_or(0)),
            shape,
            finite: possible.any_of(FINITE) || is_auxiliary(lower),
            subordinator: is_subordinator(lower),
            ahead: false,
            possible,
            mark: None,
        }
    }
}

/// What the characters of a word come to.
struct Letters {
    /// The word as written, and in small letters with all digits alike; `end` bytes of both count.
    form: [u8; LONGEST],
    lower: [u8; LONGEST],
    end: usize,
    letters: u32,
    capitals: u32,
    digits: u32,
    hyphens: u32,
    first_capital: bool,
}

impl Letters {
    const NONE: Self = Self {
        form: [0; LONGEST],
        lower: [0; LONGEST],
        end: 0,
        letters: 0,
        capitals: 0,
        digits: 0,
        hyphens: 0,
        first_capital: false,
    };

    fn push(&mut self, index: usize, c: char, shouted: bool) {
        let c = match c {
            '’' | 'ʼ' | '‘' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            other => other,
        };
        let capital = !shouted && c.is_uppercase();
        self.letters += u32::from(c.is_alphabetic());
        self.capitals += u32::from(capital);
        self.digits += u32::from(c.is_ascii_digit());
        self.hyphens += u32::from(c == '-');
        self.first_capital |= index == 0 && capital;
        let small = if c.is_ascii_digit() { '0' } else { single_lower(c) };
        let large = if shouted { small } else { c };
        // Some letters change their length with their case: the two never run apart by more than the buffer holds.
        if self.end + 4 <= LONGEST {
            let length = small.len_utf8().max(large.len_utf8());
            small.encode_utf8(&mut self.lower[self.end..]);
            large.encode_utf8(&mut self.form[self.end..]);
            self.end += length;
        }
    }

    /// The same for a character of nearly every word, faster.
    fn push_ascii(&mut self, index: usize, byte: u8, shouted: bool) {
        let capital = !shouted && byte.is_ascii_uppercase();
        self.letters += u32::from(byte.is_ascii_alphabetic());
        self.capitals += u32::from(capital);
        self.digits += u32::from(byte.is_ascii_digit());
        self.hyphens += u32::from(byte == b'-');
        self.first_capital |= index == 0 && capital;
        if self.end + 4 <= LONGEST {
            let small = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
            self.lower[self.end] = small;
            self.form[self.end] = if shouted { small } else { byte };
            self.end += 1;
        }
    }
}

/// The key of a word in small letters, by which the lexicon finds it.
pub fn key_of(lower: &str) -> u64 {
    hash(lower.as_bytes(), 1)
}

fn single_lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// The tag of a token without letters and digits: its form decides.
fn mark(word: &str) -> Option<Tag> {
    if word.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) || word.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(match word.chars().next()? {
        '$' | '£' | '€' | '¥' | '¢' | '₩' | '₽' | '₹' | '₴' | '₺' | '₪' | '₫' | '฿' | '+' | '=' | '<' | '>' | '±'
        | '×' | '÷' | '≈' | '≤' | '≥' | '~' | '°' | '#' | '@' | '*' | '^' | '|' | '\\' | '§' | '©' | '®' | '™' => {
            Tag::Sym
        }
        '%' | '‰' => Tag::Nn,
        '&' => Tag::Cc,
        _ => Tag::Punct,
    })
}

/// Whether a sentence is shouted: two words or more of several letters, and no small letter anywhere.
pub fn is_shouted<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let mut shouted = 0;
    for word in words {
        if word.chars().any(char::is_lowercase) {
            return false;
        }
        shouted += usize::from(word.chars().filter(|c| c.is_uppercase()).nth(1).is_some());
    }
    shouted >= 3
}

/// What has been decided before a token, in its sentence.
#[derive(Debug, Clone, Copy)]
pub struct History {
    pub last: Tag,
    before_last: Tag,
    /// The verb that the next may depend on ("had" of "had never seen"): its word, until a noun or a mark.
    verb: u64,
    /// Whether the clause has a finite verb yet.
    finite: bool,
}

impl History {
    /// Nothing decided yet.
    pub const START: Self = Self { last: Tag::None, before_last: Tag::None, verb: 0, finite: false };

    /// Goes on by a token that was given `tag`.
    #[inline]
    pub fn push(&mut self, facts: &Facts, tag: Tag) {
        (self.last, self.before_last) = (tag, self.last);
        if tag.is_verb() || tag == Tag::Md {
            self.verb = facts.lower;
        } else if tag.is_noun() || matches!(tag, Tag::Punct | Tag::In | Tag::Cc | Tag::Wdt | Tag::Wp) {
            self.verb = 0;
        }
        self.finite = tag.is_finite_verb() || (self.finite && tag != Tag::Punct && !facts.subordinator);
    }
}

/// A token with what its features depend on. They come in bundles that each depend on few things, and whose weights can
/// be summed once and remembered by a key of those things.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    this: &'a Facts,
    previous: &'a Facts,
    second: &'a Facts,
    next: &'a Facts,
    after: &'a Facts,
    /// Whether it begins the sentence; behind an opening mark a word does so just as well.
    opens: u64,
    last: u64,
    before_last: u64,
    verb: u64,
    clause: u64,
}

/// The key of a feature of this number.
const fn key(number: u64, value: u64) -> Key {
    (mix((number + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93), value) >> 16) as Key
}

#[allow(dead_code, reason = "the trainer, which takes in this file, remembers nothing")]
impl<'a> Place<'a> {
    /// That of the token at `index` of a sentence, given what was decided before it.
    #[inline]
    pub fn new(sentence: &'a [Facts], index: usize, history: &History) -> Self {
        let at = |offset: isize| -> &Facts {
            index.checked_add_signed(offset).and_then(|place| sentence.get(place)).unwrap_or(&Facts::NOTHING)
        };
        let this = at(0);
        let opens = index == 0 || (index < 3 && sentence[..index].iter().all(|facts| facts.mark.is_some()));
        Self {
            this,
            previous: at(-1),
            second: at(-2),
            next: at(1),
            after: at(2),
            opens: opens.into(),
            last: history.last as u64,
            before_last: history.before_last as u64,
            verb: history.verb,
            clause: u64::from(history.finite) << 1 | u64::from(this.ahead),
        }
    }

    /// The word itself.
    #[inline]
    pub fn word(&self) -> [Key; 6] {
        let Self { this, opens, .. } = self;
        let capital = this.shape & 1;
        [
            key(0, this.lower),
            key(1, this.suffix3),
            key(2, mix(this.suffix2, this.shape)),
            key(3, mix(this.shape, this.prefix << 1 | opens)),
            key(4, mix(this.suffix4, capital)),
            key(19, mix(this.lower, capital << 1 | opens)),
        ]
    }

    /// What [`Self::word`] depends on.
    #[inline]
    pub const fn word_key(&self) -> u64 {
        mix(mix(self.this.form, self.this.shape), self.opens << 2 | 1)
    }

    /// The word with what was decided before it.
    #[inline]
    pub fn word_and_tag(&self) -> [Key; 6] {
        let Self { this, opens, last, clause, .. } = *self;
        [
            key(5, mix(last, this.suffix3)),
            key(7, mix(last, this.lower)),
            key(8, mix(last, mix(this.shape, opens))),
            key(21, mix(last, this.possible.0)),
            key(25, mix(clause, mix(this.possible.0, last))),
            key(26, mix(clause, mix(this.suffix2, last))),
        ]
    }

    /// What [`Self::word_and_tag`] depends on.
    #[inline]
    pub const fn word_and_tag_key(&self) -> u64 {
        let decided = self.last << 5 | self.clause << 3 | self.opens << 2 | 2;
        mix(mix(self.this.form, self.this.shape), mix(self.this.possible.0, decided))
    }

    /// The word before and the last two tags.
    #[inline]
    pub fn before(&self) -> [Key; 4] {
        let Self { previous, last, before_last, .. } = *self;
        [
            key(6, mix(last, before_last)),
            key(9, mix(last, previous.suffix3)),
            key(10, previous.lower),
            key(11, mix(before_last, previous.lower)),
        ]
    }

    /// What [`Self::before`] depends on.
    #[inline]
    pub const fn before_key(&self) -> u64 {
        mix(self.previous.form, self.last << 8 | self.before_last << 2 | 3)
    }

    /// The word behind and the last tag.
    #[inline]
    pub fn behind(&self) -> [Key; 3] {
        let Self { next, last, .. } = *self;
        [key(13, next.lower), key(14, next.suffix3), key(15, mix(next.shape, mix(next.suffix2, last)))]
    }

    /// What [`Self::behind`] depends on.
    #[inline]
    pub const fn behind_key(&self) -> u64 {
        mix(mix(self.next.form, self.next.shape), self.last << 2)
    }

    /// What pairs word with word, or is one alone: too many to be remembered.
    #[inline]
    pub fn rest(&self) -> [Key; 8] {
        let Self { this, previous, second, next, after, opens, last, before_last, verb, .. } = *self;
        [
            key(12, second.lower),
            key(16, mix(this.lower, next.lower)),
            key(17, after.lower),
            key(18, mix(this.shape << 1 | opens, mix(previous.shape, next.shape))),
            key(20, mix(verb, this.suffix2)),
            key(22, mix(last, mix(this.possible.0, next.possible.0))),
            key(23, mix(this.possible.0, mix(next.lower, last))),
            key(24, mix(this.possible.0, mix(previous.possible.0, before_last))),
        ]
    }

    /// All its features.
    pub fn features(&self) -> [Key; COUNT] {
        let (word, tagged, before, behind, rest) =
            (self.word(), self.word_and_tag(), self.before(), self.behind(), self.rest());
        let mut all = word.into_iter().chain(tagged).chain(before).chain(behind).chain(rest);
        std::array::from_fn(|_| all.next().unwrap_or_default())
    }
}

/// Mixes two words of 64 bits (a multiplicative hash; nothing here must withstand an attacker).
pub const fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ b.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 29)
}

/// Hashes a few bytes, as [`mix`] does words.
#[inline]
pub fn hash(bytes: &[u8], seed: u64) -> u64 {
    let mut state = seed ^ (bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for chunk in bytes.chunks(8) {
        state = mix(state, little_endian(chunk));
    }
    state
}

/// Up to eight bytes as a number, the first lowest: halves that may overlap, as pieces of a word are too short for a loop or a call.
#[inline]
fn little_endian(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from(u16::from_le_bytes(*first)) | u64::from(u16::from_le_bytes(*last)) << (8 * (length - 2))
        }
        _ => bytes.first().copied().unwrap_or(0).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_and_straight_are_one() {
        assert_eq!(Facts::new("’s", false).form, Facts::new("'s", false).form);
        assert_eq!(Facts::new("cease\u{2011}fire", false).form, Facts::new("cease-fire", false).form);
    }

    #[test]
    fn bytes_are_read_from_the_lowest() {
        for length in 0..=8 {
            let bytes: Vec<u8> = (1..=length).map(|byte| byte * 29).collect();
            let expected = bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
            assert_eq!(little_endian(&bytes), expected, "{length} bytes");
        }
    }

    #[test]
    fn shouting_hides_capitals() {
        assert_eq!(Facts::new("TROOPS", true).form, Facts::new("troops", true).form);
        assert_ne!(Facts::new("TROOPS", false).form, Facts::new("troops", false).form);
        assert!(is_shouted(["TROOPS", "SENT", "TO", "KURSK"].into_iter()));
        assert!(!is_shouted(["NATO", "says", "NO"].into_iter()));
        assert!(!is_shouted(["U.S.", "11,000"].into_iter()));
    }

    #[test]
    fn digits_are_alike_in_small_letters_only() {
        let (one, other) = (Facts::new("11,000", false), Facts::new("12,345", false));
        assert_eq!(one.lower, other.lower);
        assert_ne!(one.form, other.form);
    }

    #[test]
    fn marks_are_decided_by_their_form() {
        assert_eq!(mark("“"), Some(Tag::Punct));
        assert_eq!(mark("€"), Some(Tag::Sym));
        assert_eq!(mark("%"), Some(Tag::Nn));
        assert_eq!(mark("'s"), None);
    }
}
