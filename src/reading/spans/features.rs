//! What the model sees of a token: hashed features, in bundles that each depend on few things.
//!
//! A bundle is a pure function of its key, so that its weights can be summed once and remembered ([`super::score`]). The
//! trainer uses these very functions. Any change here asks for a new model.

use super::label::{Label, OUTSIDE};
use super::sight::{Mark, Paragraph, Sight, mix};

/// A hashed feature.
pub type Key = u32;

/// How far the form of a neighbour is seen, in tokens, on either side.
pub const REACH: usize = 3;

/// Names the features of a bundle, each by its number.
struct Namer<'a, F: FnMut(Key)> {
    number: u64,
    emit: &'a mut F,
}

impl<'a, F: FnMut(Key)> Namer<'a, F> {
    /// Features from `number` on.
    fn from(number: u64, emit: &'a mut F) -> Self {
        Self { number, emit }
    }

    #[inline]
    fn put(&mut self, value: u64) {
        self.number += 1;
        (self.emit)((mix(self.number.wrapping_mul(0xD6E8_FEB8_6659_FD93), value) >> 24) as Key);
    }
}

/// The token at `offset` from token `at`, in its paragraph.
pub fn neighbour<'a>(sights: &'a [Sight], paragraph: &Paragraph, at: usize, offset: isize) -> Option<&'a Sight> {
    at.checked_add_signed(offset).filter(|place| paragraph.contains(place)).and_then(|place| sights.get(place))
}

/// What the form of the token at `offset` (from minus to plus [`REACH`]) tells of this one; `None` past the ends.
pub fn form(sight: Option<&Sight>, offset: isize, emit: &mut impl FnMut(Key)) {
    let mut namer = Namer::from((offset + 10) as u64 * 8, emit);
    let Some(sight) = sight else { return namer.put(0) };
    namer.put(sight.word);
    namer.put(u64::from(sight.class) + 1);
    if offset.abs() <= 1 {
        namer.put(sight.shape);
    }
    if offset == 0 {
        namer.put(sight.suffix3);
        namer.put(sight.suffix2);
    }
}

/// Two words side by side, and those around a token.
pub fn words(before: Option<&Sight>, this: &Sight, after: Option<&Sight>, emit: &mut impl FnMut(Key)) {
    let mut namer = Namer::from(200, emit);
    let word = |sight: Option<&Sight>| sight.map_or(1, |sight| sight.word);
    namer.put(mix(word(before), this.word));
    namer.put(mix(this.word, word(after)));
    namer.put(mix(word(before), word(after)));
}

/// Five parts of speech, the token's own in the middle, each six bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tags(u64);

impl Tags {
    /// Those around token `at`.
    pub fn around(sights: &[Sight], paragraph: &Paragraph, at: usize) -> Self {
        let tag = |offset| neighbour(sights, paragraph, at, offset).map_or(63, |sight| sight.tag as u64);
        Self((-2..=2).fold(0, |all, offset| all << 6 | tag(offset)))
    }

    /// By which the bundle is remembered.
    pub const fn key(self) -> u64 {
        self.0
    }

    /// Their features.
    pub fn features(self, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(220, emit);
        let tag = |place: u32| self.0 >> (6 * (4 - place)) & 63;
        for place in 0..5 {
            namer.put(tag(place));
        }
        namer.put(tag(1) << 6 | tag(2));
        namer.put(tag(2) << 6 | tag(3));
        namer.put(tag(1) << 12 | tag(2) << 6 | tag(3));
        namer.put(tag(0) << 12 | tag(1) << 6 | tag(2));
        namer.put(tag(2) << 12 | tag(3) << 6 | tag(4));
    }
}

/// What the rules say of a token and those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The labels of five tokens, three bits each, the token's own in the middle.
    labels: u64,
    rule: u64,
    inner: u64,
    tag: u64,
}

impl Said {
    /// What they say around token `at`.
    pub fn around(sights: &[Sight], paragraph: &Paragraph, at: usize) -> Self {
        let label =
            |offset| neighbour(sights, paragraph, at, offset).map_or(u64::from(OUTSIDE), |sight| u64::from(sight.said));
        let this = &sights[at];
        let labels = (-2..=2).fold(0, |all, offset| all << 3 | label(offset));
        Self { labels, rule: this.rule, inner: this.inner, tag: this.tag as u64 }
    }

    /// Whether no rule says anything here.
    pub const fn nothing(self) -> bool {
        self.labels == 0 && self.inner == 0
    }

    /// By which the bundle is remembered.
    pub const fn key(self) -> u64 {
        mix(mix(self.labels << 6 | self.tag, self.rule), self.inner)
    }

    /// Its features.
    pub fn features(self, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(240, emit);
        let own = self.labels >> 6 & 7;
        namer.put(own);
        namer.put(mix(own, self.rule));
        namer.put(own << 6 | self.tag);
        namer.put(self.labels >> 3 & 0o777);
        namer.put(self.labels);
        namer.put(self.inner);
        namer.put(mix(self.inner, own));
    }

    /// What the rules say together with the words there; only where they say something.
    pub fn with_words(self, before: Option<&Sight>, this: &Sight, after: Option<&Sight>, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(260, emit);
        let own = self.labels >> 6 & 7;
        if own != 0 {
            namer.put(mix(mix(own, self.rule), this.cue));
            namer.put(mix(own, this.word));
        }
        let mut namer = Namer::from(262, emit);
        let (left, right) = (self.labels >> 6 & 0o77, self.labels >> 3 & 0o77);
        if left != 0 {
            namer.put(mix(left, before.map_or(1, |sight| sight.word)));
        }
        let mut namer = Namer::from(263, emit);
        if right != 0 {
            namer.put(mix(right, after.map_or(1, |sight| sight.word)));
        }
    }
}

/// How a token stands to quotations, noun phrases and its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u64);

impl Place {
    /// That of token `at`.
    pub fn of(sights: &[Sight], paragraph: &Paragraph, at: usize) -> Self {
        let around = |offset| neighbour(sights, paragraph, at, offset);
        let quote = |offset| around(offset).map_or(15, |sight| u64::from(sight.quote));
        let phrase = |offset| around(offset).map_or(15, |sight| u64::from(sight.phrase));
        let this = &sights[at];
        let opening = sights.get(paragraph.start).map_or(0, |sight| u64::from(sight.quote));
        let fields = [
            (quote(-1), 4),
            (quote(0), 4),
            (quote(1), 4),
            (phrase(-1), 4),
            (phrase(0), 4),
            (phrase(1), 4),
            (opening, 4),
            (this.tag as u64, 6),
            (u64::from(this.class), 8),
            (u64::from(this.first), 1),
            (bucket(at - paragraph.start), 3),
            (bucket(paragraph.end - at), 3),
            (u64::from(at - paragraph.start < 2), 1),
        ];
        Self(fields.iter().fold(0, |all, &(value, bits)| all << bits | value))
    }

    /// By which the bundle is remembered.
    pub const fn key(self) -> u64 {
        self.0
    }

    /// Its features.
    pub fn features(self, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(270, emit);
        let mut rest = self.0;
        let mut take = |bits: u32| {
            let value = rest & ((1 << bits) - 1);
            rest >>= bits;
            value
        };
        let (early, to_end, from_start, first) = (take(1), take(3), take(3), take(1));
        let (class, tag, opening) = (take(8), take(6), take(4));
        let (phrase_after, phrase, phrase_before) = (take(4), take(4), take(4));
        let (quote_after, quote, quote_before) = (take(4), take(4), take(4));
        namer.put(0);
        namer.put(first);
        namer.put(quote_before);
        namer.put(quote);
        namer.put(quote_after);
        namer.put(quote << 6 | tag);
        namer.put(quote << 8 | class);
        namer.put(phrase_before << 8 | phrase << 4 | phrase_after);
        namer.put(phrase << 6 | tag);
        namer.put(opening << 1 | early);
        namer.put(from_start);
        namer.put(to_end);
    }
}

/// A count of tokens, roughly: 0 to 7.
const fn bucket(count: usize) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=6 => 4,
        7..=12 => 5,
        13..=25 => 6,
        _ => 7,
    }
}

/// Where the cues of a paragraph are, as the first stage says.
#[derive(Debug, Default)]
pub struct Cues {
    /// First and last token of each.
    spans: Vec<(usize, usize)>,
}

/// What no feature looks across, in tokens.
const FAR: usize = 60;

impl Cues {
    /// From labels, one a token of `paragraph`.
    pub fn new(paragraph: &Paragraph, labels: &[Label]) -> Self {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for (place, &label) in labels.iter().enumerate() {
            let at = paragraph.start + place;
            if label == OUTSIDE {
                continue;
            }
            match spans.last_mut() {
                Some(last) if !super::label::begins(label) && last.1 + 1 == at => last.1 = at,
                _ => spans.push((at, at)),
            }
        }
        Self { spans }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A walk over the tokens of the paragraph, in order.
    pub fn walk(&self) -> Walk<'_> {
        Walk { spans: &self.spans, next: 0 }
    }
}

/// Which cues are nearest to a token, from left to right.
pub struct Walk<'a> {
    spans: &'a [(usize, usize)],
    /// The first cue that does not end before the token.
    next: usize,
}

/// What the cues tell of a token.
pub struct Near<'a> {
    inside: bool,
    count: usize,
    left: Option<Neighbour<'a>>,
    right: Option<Neighbour<'a>>,
}

struct Neighbour<'a> {
    /// The tokens between, nothing where they are too many.
    between: &'a [Sight],
    far: bool,
    same_sentence: bool,
    word: u64,
    class: u8,
}

impl<'a> Walk<'a> {
    /// What the cues tell of token `at`, which stands behind the last that was asked for.
    pub fn near(&mut self, sights: &'a [Sight], at: usize) -> Near<'a> {
        while self.spans.get(self.next).is_some_and(|span| span.1 < at) {
            self.next += 1;
        }
        let inside = self.spans.get(self.next).is_some_and(|span| span.0 <= at);
        let left = self.next.checked_sub(1).and_then(|before| self.spans.get(before));
        let right = self.spans.get(self.next + usize::from(inside));
        let neighbour = |span: &(usize, usize), between: std::ops::Range<usize>| {
            let far = between.len() > FAR;
            Neighbour {
                between: if far { &[] } else { sights.get(between).unwrap_or(&[]) },
                far,
                same_sentence: sights[span.0].sentence == sights[at].sentence,
                word: sights[span.0].word,
                class: sights[span.1].class,
            }
        };
        Near {
            inside,
            count: self.spans.len(),
            left: left.map(|span| neighbour(span, span.1 + 1..at)),
            right: right.map(|span| neighbour(span, at + 1..span.0)),
        }
    }
}

impl Near<'_> {
    /// Its features, for the token `this`.
    pub fn features(&self, this: &Sight, emit: &mut impl FnMut(Key)) {
        let mut sides = 0;
        let inside = u64::from(self.inside);
        for (side, near) in [(0u64, &self.left), (1, &self.right)] {
            let mut namer = Namer::from(300 + 20 * side, emit);
            let Some(near) = near else {
                namer.put(0);
                continue;
            };
            let mut namer = Namer { number: namer.number + 1, emit: namer.emit };
            let same = u64::from(near.same_sentence);
            sides |= same << side;
            let (mut commas, mut quotes, mut that) = (0u64, 0, 0);
            for sight in near.between {
                match sight.mark {
                    Mark::Comma => commas = (commas + 1).min(2),
                    Mark::Quote => quotes = 1,
                    Mark::That => that = 1,
                    Mark::None => {}
                }
            }
            let distance = if near.far { 7 } else { bucket(near.between.len()) };
            let marks = same | commas << 1 | quotes << 3 | that << 4 | u64::from(near.far) << 5;
            namer.put(distance << 1 | same);
            namer.put(mix(near.word, same));
            namer.put(marks);
            namer.put(marks << 4 | u64::from(this.quote));
            namer.put(u64::from(near.class) << 4 | distance << 1 | same);
            namer.put(mix(marks, distance));
            if near.same_sentence && !near.far && near.between.len() < 4 {
                namer.put(near.between.iter().fold(u64::from(this.capital), |all, sight| mix(all, sight.word)));
                namer.put(near.between.iter().fold(this.tag as u64, |all, sight| mix(all, sight.tag as u64)));
            }
        }
        let mut namer = Namer::from(340, emit);
        namer.put(inside);
        namer.put(inside << 3 | u64::from(this.said));
        namer.put(sides);
        namer.put(sides << 3 | u64::from(this.said));
        namer.put((self.count.min(3) as u64) << 1 | inside);
        namer.put(sides << 6 | this.tag as u64);
        namer.put(sides << 4 | u64::from(this.quote));
    }
}

/// All features of token `at` that do not ask for cues: what [`super::score`] adds up bundle by bundle.
#[cfg(any(test, feature = "trainer"))]
pub fn base(sights: &[Sight], paragraph: &Paragraph, at: usize, emit: &mut impl FnMut(Key)) {
    let reach = REACH as isize;
    for offset in -reach..=reach {
        form(neighbour(sights, paragraph, at, offset), offset, emit);
    }
    let (before, after) = (neighbour(sights, paragraph, at, -1), neighbour(sights, paragraph, at, 1));
    words(before, &sights[at], after, emit);
    Tags::around(sights, paragraph, at).features(emit);
    Place::of(sights, paragraph, at).features(emit);
    let said = Said::around(sights, paragraph, at);
    if !said.nothing() {
        said.features(emit);
        said.with_words(before, &sights[at], after, emit);
    }
}
