//! What the cues that the first stage found tell of the tokens around them.

use super::features::{Key, Namer, bucket};
use super::label::{Label, OUTSIDE, begins};
use super::sight::{Mark, Paragraph, Sight, mix};

/// What no feature looks across, in tokens.
const FAR: usize = 60;

/// Between a cue and a token no further apart than this, every word is seen.
const CLOSE: usize = 3;

/// Where the cues of a paragraph are, and how many marks stand before each of its tokens.
#[derive(Debug)]
pub struct Cues {
    paragraph: Paragraph,
    /// First and last token of each.
    spans: Vec<(usize, usize)>,
}

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
                Some(last) if !begins(label) && last.1 + 1 == at => last.1 = at,
                _ => spans.push((at, at)),
            }
        }
        Self { paragraph: paragraph.clone(), spans }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A walk over the tokens of the paragraph, in order.
    pub fn walk<'a>(&'a self, sights: &'a [Sight]) -> Walk<'a> {
        let mut seen = Marks::default();
        let mut marks = Vec::with_capacity(self.paragraph.len() + 1);
        marks.push(seen);
        for sight in &sights[self.paragraph.clone()] {
            seen.commas += u16::from(sight.mark == Mark::Comma);
            seen.quotes += u16::from(sight.mark == Mark::Quote);
            seen.that += u16::from(sight.mark == Mark::That);
            marks.push(seen);
        }
        Walk { cues: self, sights, marks, next: 0 }
    }
}

/// How many marks were seen.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    commas: u16,
    quotes: u16,
    that: u16,
}

/// Which cues are nearest to a token, from left to right.
pub struct Walk<'a> {
    cues: &'a Cues,
    sights: &'a [Sight],
    /// Before each token of the paragraph, and at its end.
    marks: Vec<Marks>,
    /// The first cue that does not end before the token.
    next: usize,
}

/// What the cues tell of a token.
pub struct Near<'a> {
    /// The cue before it and the one behind it.
    pub sides: [Option<Side<'a>>; 2],
    /// How it stands to all cues.
    pub standing: Standing,
}

/// What the nearest cue on one side tells.
pub struct Side<'a> {
    /// The words between; `None` where they are many, or in more than one sentence.
    between: Option<&'a [Sight]>,
    this: &'a Sight,
    behind: bool,
    same_sentence: bool,
    /// How many tokens and marks lie between, packed.
    distance: u64,
    marks: u64,
    word: u64,
    class: u8,
}

/// How a token stands to the cues of its paragraph, packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing(u64);

impl<'a> Walk<'a> {
    /// What the cues tell of token `at`, which stands behind the last that was asked for.
    pub fn near(&mut self, at: usize) -> Near<'a> {
        let spans = &self.cues.spans;
        while spans.get(self.next).is_some_and(|span| span.1 < at) {
            self.next += 1;
        }
        let inside = spans.get(self.next).is_some_and(|span| span.0 <= at);
        let left = self.next.checked_sub(1).and_then(|before| spans.get(before));
        let right = spans.get(self.next + usize::from(inside));
        let sides = [
            left.map(|&cue| self.side(at, cue, cue.1 + 1, at, false)),
            right.map(|&cue| self.side(at, cue, at + 1, cue.0, true)),
        ];
        let this = &self.sights[at];
        let same = |side: &Option<Side>| side.as_ref().is_some_and(|side| side.same_sentence);
        let fields = [
            (u64::from(inside), 1),
            (u64::from(same(&sides[0])) | u64::from(same(&sides[1])) << 1, 2),
            (spans.len().min(3) as u64, 2),
            (u64::from(this.said), 3),
            (this.tag as u64, 6),
            (u64::from(this.quote), 4),
        ];
        let standing = Standing(fields.iter().fold(0, |all, &(value, bits)| all << bits | value));
        Near { sides, standing }
    }

    fn side(&self, at: usize, cue: (usize, usize), start: usize, end: usize, behind: bool) -> Side<'a> {
        let (sights, offset) = (self.sights, self.cues.paragraph.start);
        let far = end - start > FAR;
        let same_sentence = sights[cue.0].sentence == sights[at].sentence;
        let seen = |count: fn(&Marks) -> u16| {
            if far { 0 } else { u64::from(count(&self.marks[end - offset]) - count(&self.marks[start - offset])) }
        };
        let marks = u64::from(same_sentence)
            | seen(|marks| marks.commas).min(2) << 1
            | seen(|marks| marks.quotes).min(1) << 3
            | seen(|marks| marks.that).min(1) << 4
            | u64::from(far) << 5;
        Side {
            between: (same_sentence && end - start <= CLOSE).then(|| &sights[start..end]),
            this: &sights[at],
            behind,
            same_sentence,
            distance: if far { 7 } else { bucket(end - start) },
            marks,
            word: sights[cue.0].word,
            class: sights[cue.1].class,
        }
    }
}

impl Side<'_> {
    const fn number(behind: bool) -> u64 {
        if behind { 320 } else { 300 }
    }

    /// What the paragraph's end tells where no cue is before (or `behind`) a token.
    pub fn none(behind: bool, emit: &mut impl FnMut(Key)) {
        Namer::from(Self::number(behind), emit).put(0);
    }

    /// By which the bundle is remembered.
    pub const fn key(&self) -> u64 {
        let place = self.marks << 16 | self.distance << 13 | (self.class as u64) << 5 | (self.this.quote as u64) << 1;
        mix(self.word, place | self.behind as u64)
    }

    /// Its features, but those of the words between.
    pub fn features(&self, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(Self::number(self.behind) + 1, emit);
        let same = u64::from(self.same_sentence);
        namer.put(self.distance << 1 | same);
        namer.put(mix(self.word, same));
        namer.put(self.marks);
        namer.put(self.marks << 4 | u64::from(self.this.quote));
        namer.put(u64::from(self.class) << 4 | self.distance << 1 | same);
        namer.put(mix(self.marks, self.distance));
    }

    /// What the few words between tell.
    pub fn words(&self, emit: &mut impl FnMut(Key)) {
        let Some(between) = self.between else { return };
        let mut namer = Namer::from(Self::number(self.behind) + 10, emit);
        namer.put(between.iter().fold(u64::from(self.this.capital), |all, sight| mix(all, sight.word)));
        namer.put(between.iter().fold(self.this.tag as u64, |all, sight| mix(all, sight.tag as u64)));
    }
}

impl Standing {
    /// By which the bundle is remembered.
    pub const fn key(self) -> u64 {
        self.0
    }

    /// Its features.
    pub fn features(self, emit: &mut impl FnMut(Key)) {
        let mut namer = Namer::from(340, emit);
        let mut rest = self.0;
        let mut take = |bits: u32| {
            let value = rest & ((1 << bits) - 1);
            rest >>= bits;
            value
        };
        let (quote, tag, said, count, sides, inside) = (take(4), take(6), take(3), take(2), take(2), take(1));
        namer.put(inside);
        namer.put(inside << 3 | said);
        namer.put(sides);
        namer.put(sides << 3 | said);
        namer.put(count << 1 | inside);
        namer.put(sides << 6 | tag);
        namer.put(sides << 4 | quote);
    }
}

impl Near<'_> {
    /// All its features.
    #[cfg(any(test, feature = "trainer"))]
    pub fn features(&self, emit: &mut impl FnMut(Key)) {
        for (side, behind) in self.sides.iter().zip([false, true]) {
            match side {
                None => Side::none(behind, emit),
                Some(side) => {
                    side.features(emit);
                    side.words(emit);
                }
            }
        }
        self.standing.features(emit);
    }
}
