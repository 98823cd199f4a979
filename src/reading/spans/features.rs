//! What the model sees of a token: hashed features, in bundles that each depend on few things.
//!
//! A bundle is a pure function of its key, so that its weights can be summed once and remembered ([`super::score`]). The
//! trainer uses these very functions. Any change here asks for a new model.

use super::super::tagger::Tag;
use super::label::OUTSIDE;
use super::sight::{Paragraph, Sight, mix};

/// A hashed feature.
pub type Key = u32;

/// How far the form of a neighbour is seen, in tokens, on either side.
pub const REACH: usize = 3;

/// Names the features of a bundle, each by its number.
pub(super) struct Namer<'a, F: FnMut(Key)> {
    number: u64,
    emit: &'a mut F,
}

impl<'a, F: FnMut(Key)> Namer<'a, F> {
    /// Features from `number` on.
    pub fn from(number: u64, emit: &'a mut F) -> Self {
        Self { number, emit }
    }

    #[inline]
    pub fn put(&mut self, value: u64) {
        self.number += 1;
        (self.emit)((mix(self.number.wrapping_mul(0xD6E8_FEB8_6659_FD93), value) >> 24) as Key);
    }
}

/// The token at `offset` from token `at`, in its paragraph.
pub fn neighbour<'a>(sights: &'a [Sight], paragraph: &Paragraph, at: usize, offset: isize) -> Option<&'a Sight> {
    at.checked_add_signed(offset).filter(|place| paragraph.contains(place)).and_then(|place| sights.get(place))
}

/// The number of the first feature of the form at `offset`.
const fn form_number(offset: isize) -> u64 {
    (offset + 10) as u64 * 8
}

/// What the form of the token at `offset` (from minus to plus [`REACH`]) tells of this one; `None` past the ends.
pub fn form(sight: Option<&Sight>, offset: isize, emit: &mut impl FnMut(Key)) {
    let Some(sight) = sight else { return Namer::from(form_number(offset), emit).put(0) };
    Namer::from(form_number(offset), emit).put(sight.word);
    let mut namer = Namer::from(form_number(offset) + 2, emit);
    if offset.abs() <= 1 {
        namer.put(sight.shape);
    }
    if offset == 0 {
        namer.put(sight.suffix3);
        namer.put(sight.suffix2);
    }
}

/// What the lexicon's class of the token at `offset` tells.
pub fn class(class: u8, offset: isize, emit: &mut impl FnMut(Key)) {
    Namer::from(form_number(offset) + 1, emit).put(u64::from(class) + 1);
}

/// Two words side by side, and those around a token.
pub fn words(before: Option<&Sight>, this: &Sight, after: Option<&Sight>, emit: &mut impl FnMut(Key)) {
    let mut namer = Namer::from(200, emit);
    let word = |sight: Option<&Sight>| sight.map_or(1, |sight| sight.word);
    namer.put(mix(word(before), this.word));
    namer.put(mix(this.word, word(after)));
    namer.put(mix(word(before), word(after)));
}

/// Three parts of speech side by side; [`Tag::None`] past the ends. They tell something of each of the three tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tags([Tag; 3]);

impl Tags {
    /// Those around the place before `paragraph`, around each of its tokens, around the place behind it.
    pub fn all(paragraph: &[Sight]) -> impl Iterator<Item = Self> + Clone {
        let behind = [Tag::None, Tag::None];
        let tags = paragraph.iter().map(|sight| sight.tag).chain(behind);
        tags.scan([Tag::None, Tag::None], |before, tag| {
            let [first, second] = *before;
            *before = [second, tag];
            Some(Self([first, second, tag]))
        })
    }

    /// By which the bundles are remembered.
    pub const fn key(self) -> u64 {
        let [first, second, third] = self.0;
        (first as u64) << 12 | (second as u64) << 6 | third as u64
    }

    /// What they tell of the last of them (`own` 0), of the middle one (1), of the first (2).
    pub fn features(self, own: u64, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(220 + 6 * own, emit);
        let [first, second, third] = self.0.map(|tag| tag as u64);
        namer.put(self.key());
        match own {
            0 => namer.put(first),
            2 => namer.put(third),
            _ => {
                namer.put(first);
                namer.put(second);
                namer.put(third);
                namer.put(first << 6 | second);
                namer.put(second << 6 | third);
            }
        }
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

/// How a token and its neighbours stand to quotations and noun phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting(u64);

impl Setting {
    /// Those of the tokens of `paragraph`.
    pub fn all(paragraph: &[Sight]) -> impl Iterator<Item = Self> + Clone {
        const BEYOND: u64 = 0xFF;
        let stands = |one: &Sight| u64::from(one.quote) << 4 | u64::from(one.phrase);
        let behind = paragraph.iter().skip(1).map(stands).chain([BEYOND]);
        let first = BEYOND << 8 | paragraph.first().map_or(BEYOND, stands);
        paragraph.iter().zip(behind).scan(first, |before, (this, behind)| {
            let packed = (*before << 8 | behind) & 0xFF_FFFF;
            *before = packed;
            Some(Self(packed << 14 | (this.tag as u64) << 8 | u64::from(this.class)))
        })
    }

    /// By which the bundle is remembered.
    pub const fn key(self) -> u64 {
        self.0
    }

    /// Its features.
    pub fn features(self, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(272, emit);
        let (class, tag) = (self.0 & 255, self.0 >> 8 & 63);
        let [before, this, after] = [30, 22, 14].map(|shift| (self.0 >> (shift + 4) & 15, self.0 >> shift & 15));
        namer.put(before.0);
        namer.put(this.0);
        namer.put(after.0);
        namer.put(this.0 << 6 | tag);
        namer.put(this.0 << 8 | class);
        namer.put(before.1 << 8 | this.1 << 4 | after.1);
        namer.put(this.1 << 6 | tag);
    }
}

/// Where a token stands in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u64);

impl Place {
    /// That of token `at`.
    pub fn of(sights: &[Sight], paragraph: &Paragraph, at: usize) -> Self {
        let opening = sights.get(paragraph.start).map_or(0, |sight| u64::from(sight.quote));
        let fields = [
            (opening, 4),
            (u64::from(sights[at].first), 1),
            (bucket(at - paragraph.start), 3),
            (bucket(paragraph.end - at), 3),
            (u64::from(at - paragraph.start < 2), 1),
        ];
        Self(fields.iter().fold(0, |all, &(value, bits)| all << bits | value))
    }

    /// How many places are told apart.
    pub const COUNT: usize = 1 << 12;

    /// By which the bundle is remembered, below [`Self::COUNT`].
    pub const fn key(self) -> usize {
        self.0 as usize
    }

    /// Its features.
    pub fn features(self, emit: &mut impl FnMut(Key)) {
        let (early, to_end, from_start) = (self.0 & 1, self.0 >> 1 & 7, self.0 >> 4 & 7);
        let (first, opening) = (self.0 >> 7 & 1, self.0 >> 8);
        let mut namer = Namer::from(270, emit);
        namer.put(0);
        namer.put(first);
        let mut namer = Namer::from(279, emit);
        namer.put(opening << 1 | early);
        namer.put(from_start);
        namer.put(to_end);
    }
}

/// A count of tokens, roughly: 0 to 7.
pub(super) const fn bucket(count: usize) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=6 => 4,
        7..=12 => 5,
        13..=25 => 6,
        _ => 7,
    }
}

/// All features of token `at` that do not ask for cues: what [`super::score`] adds up bundle by bundle.
#[cfg(any(test, feature = "trainer"))]
pub fn base(sights: &[Sight], paragraph: &Paragraph, at: usize, emit: &mut impl FnMut(Key)) {
    let reach = REACH as isize;
    for offset in -reach..=reach {
        let sight = neighbour(sights, paragraph, at, offset);
        form(sight, offset, emit);
        if let Some(sight) = sight {
            class(sight.class, offset, emit);
        }
    }
    let (before, after) = (neighbour(sights, paragraph, at, -1), neighbour(sights, paragraph, at, 1));
    words(before, &sights[at], after, emit);
    let (here, place) = (&sights[paragraph.clone()], at - paragraph.start);
    for (own, tags) in (0..).zip(Tags::all(here).skip(place).take(3)) {
        tags.features(own, emit);
    }
    Setting::all(here).skip(place).take(1).for_each(|setting| setting.features(emit));
    Place::of(sights, paragraph, at).features(emit);
    let said = Said::around(sights, paragraph, at);
    if !said.nothing() {
        said.features(emit);
        said.with_words(before, &sights[at], after, emit);
    }
}
