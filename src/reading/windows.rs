//! A text that is too long to be read as one is read in windows, one after the other, so that what a reading holds for each
//! word is held for one window alone. The cuts fall between paragraphs where there are any, and what a name stands for is
//! carried on; a quotation or a chain of pronouns that runs over a cut is not.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Block, Claim, ClaimRef, Document, Figure, Notice, Reading, Source, SourceKind, SourceRef, Span};

use super::{Aim, at_once};

/// No article of a paper is as long as this, in bytes; what is longer is read in windows.
const LONGEST: usize = 512 << 10;
/// A window has at most so many bytes, and at least half of them unless the text ends.
const WINDOW: usize = 256 << 10;
/// So many claims, or figures, are read of one text. No book has as many; a file made of nothing else has.
const MOST: usize = 75_000;
/// An article is known by no more names, as in one window.
const MOST_NAMES: usize = 24;

/// Whether `document` is read in windows.
pub(super) const fn is_long(document: &Document) -> bool {
    document.text.len() > LONGEST
}

/// Reads `document` window by window.
pub(super) fn read(document: &Document, aim: Aim) -> Reading {
    let text = document.text.as_str();
    let mut whole = Whole::default();
    let mut points = 0;
    for bytes in windows(text) {
        let window = Document {
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            published_at: document.published_at.clone(),
            language: document.language.clone(),
            text: text[bytes.clone()].to_owned(),
            blocks: blocks(&document.blocks, &bytes),
            ..Document::default()
        };
        let next = points + window.text.chars().count() as u32;
        if let Some(reading) = at_once(&[&window], aim).pop() {
            whole.add(reading, points, text.len(), bytes.end);
        }
        points = next;
        let Reading { claims, figures, notices, .. } = &mut whole.reading;
        if bytes.end < text.len() && claims.len().max(figures.len()) >= MOST {
            notices.push(Notice::new(format!(
                "it holds more than {MOST} claims or figures; what stands after character {points} was not read for them"
            )));
            break;
        }
    }
    whole.reading.names.truncate(MOST_NAMES);
    whole.reading
}

/// The windows of `text`, in order, which together are all of it.
fn windows(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at == text.len() {
            return None;
        }
        let start = at;
        at = if text.len() - start <= WINDOW { text.len() } else { cut(text, start) };
        Some(start..at)
    })
}

/// Where the window that begins at `start` ends: at the last blank line in its second half, else at a line's end, a sentence's, a
/// word's, or wherever a character ends.
fn cut(text: &str, start: usize) -> usize {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (half, end) = (boundary(start + WINDOW / 2), boundary(start + WINDOW));
    let second = &text[half..end];
    let found = ["\n\n", "\n", ". ", " "].iter().find_map(|mark| second.rfind(mark).map(|at| half + at + mark.len()));
    found.unwrap_or(end)
}

/// What is known of the blocks in `window`, counted from its beginning.
fn blocks(known: &[Block], window: &Range<usize>) -> Vec<Block> {
    let from = known.partition_point(|block| block.bytes.end <= window.start);
    known[from..]
        .iter()
        .take_while(|block| block.bytes.start < window.end)
        .map(|block| Block {
            bytes: block.bytes.start.max(window.start) - window.start..block.bytes.end.min(window.end) - window.start,
            kind: block.kind,
        })
        .collect()
}

/// The windows read so far, as one reading.
#[derive(Default)]
struct Whole {
    reading: Reading,
    /// Sources by what they are called.
    known: FxHashMap<(String, SourceKind), SourceRef>,
    /// Persons by the last word of their name, the latest of each.
    surnames: FxHashMap<String, SourceRef>,
    names: FxHashSet<String>,
}

impl Whole {
    /// Adds the reading of a window that begins `offset` code points into the text and ends at byte `done` of `length`.
    fn add(&mut self, reading: Reading, offset: u32, length: usize, done: usize) {
        let places: Vec<SourceRef> = reading.sources.iter().map(|source| self.place(source)).collect();
        let new = |at: Option<SourceRef>| at.and_then(|SourceRef(at)| places.get(at).copied());
        for (source, &SourceRef(place)) in reading.sources.into_iter().zip(&places) {
            let known = &mut self.reading.sources[place];
            known.role = known.role.take().or(source.role);
            known.affiliation = known.affiliation.or_else(|| new(source.affiliation).filter(|body| body.0 != place));
            known.mentions.extend(source.mentions.into_iter().map(|span| shifted(span, offset)));
        }
        let Reading { claims, figures, names, notices, .. } = &mut self.reading;
        let first = claims.len();
        make_room(claims, reading.claims.len(), length, done);
        make_room(figures, reading.figures.len(), length, done);
        claims.extend(reading.claims.into_iter().map(|mut claim: Claim| {
            for spans in [&mut claim.content, &mut claim.cue, &mut claim.source] {
                spans.iter_mut().for_each(|span| *span = shifted(*span, offset));
                spans.shrink_to_fit();
            }
            claim.rule.shrink_to_fit();
            claim.gist.words.iter_mut().for_each(String::shrink_to_fit);
            claim.gist.words.shrink_to_fit();
            (claim.speaker, claim.via) = (new(claim.speaker), new(claim.via));
            claim.within = claim.within.map(|ClaimRef(at)| ClaimRef(first + at));
            claim
        }));
        figures.extend(reading.figures.into_iter().map(|mut figure: Figure| {
            figure.span = shifted(figure.span, offset);
            figure.source = new(figure.source);
            figure.claim = figure.claim.map(|ClaimRef(at)| ClaimRef(first + at));
            let words = [&mut figure.counted, &mut figure.noun, &mut figure.subject, &mut figure.subject_qualifier];
            words.into_iter().flatten().for_each(String::shrink_to_fit);
            figure
        }));
        names.extend(reading.names.into_iter().filter(|name| self.names.insert(name.text.clone())));
        if notices.is_empty() {
            *notices = reading.notices;
        }
    }

    /// Where `source` stands among all, without its mentions if it is new.
    fn place(&mut self, source: &Source) -> SourceRef {
        let key = (source.name.clone(), source.kind);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        // A surname alone may be taken for a body's name, where nobody bore it before.
        if matches!(source.kind, SourceKind::Person | SourceKind::Organisation)
            && let Some(&bearer) = self.surnames.get(&source.name)
        {
            return bearer;
        }
        let surname = (source.kind == SourceKind::Person)
            .then(|| source.name.rsplit(' ').next().unwrap_or_default())
            .filter(|surname| surname.starts_with(char::is_uppercase));
        let place = SourceRef(self.reading.sources.len());
        if let Some(surname) = surname {
            self.surnames.insert(surname.to_owned(), place);
        }
        self.known.insert(key, place);
        self.reading.sources.push(Source { affiliation: None, mentions: Vec::new(), ..source.clone() });
        place
    }
}

/// Room for `more` in `list`, and for as many as the rest of the text is likely to hold: doubling would hold the list twice.
fn make_room<T>(list: &mut Vec<T>, more: usize, length: usize, done: usize) {
    if list.capacity() - list.len() < more {
        let rest = (list.len() + more).saturating_mul(length - done) / done.max(1);
        list.reserve_exact(more + rest + rest / 16);
    }
}

const fn shifted(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, CodePoints};
    use crate::reading;
    use rstest::rstest;

    const SAID: &str = "“We don’t know,” Mara Pérez, a minister of Ostria, said of the 4,000 soldiers.\n\n";

    #[test]
    fn a_long_text_is_read_to_its_end() {
        let text = SAID.repeat(LONGEST / SAID.len() + 2);
        let document = Document { text, ..Document::default() };
        assert!(is_long(&document));
        let found = reading::read(&document);
        let times = document.text.len() / SAID.len();
        assert_eq!((found.claims.len(), found.figures.len()), (times, times));
        let points = CodePoints::new(&document.text);
        let words = |span: &Span| &document.text[points.byte_of(span.start)..points.byte_of(span.end)];
        for (claim, figure) in found.claims.iter().zip(&found.figures) {
            assert_eq!(words(&claim.cue[0]), "said");
            assert_eq!(words(&figure.span), "4,000 soldiers");
            assert_eq!(claim.speaker, found.claims[0].speaker);
        }
        let speaker = &found.sources[found.claims[0].speaker.unwrap().0];
        assert_eq!((speaker.name.as_str(), speaker.mentions.len()), ("Mara Pérez", times));
        assert!(speaker.mentions.is_sorted());
    }

    #[test]
    fn a_text_of_nothing_but_figures_is_read_as_far_as_a_book_would_be() {
        let text = "between 12 and ".repeat(MOST + MOST / 4);
        let found = reading::read(&Document { text, ..Document::default() });
        assert!(found.figures.len() >= MOST && found.figures.len() < MOST + WINDOW / 8, "{}", found.figures.len());
        assert!(found.notices[0].message.contains("was not read"), "{:?}", found.notices);
    }

    #[test]
    fn a_surname_is_followed_over_a_cut() {
        let filling = "It rained all day in the town by the sea.\n\n".repeat(LONGEST / 40);
        let text = format!("{SAID}{filling}Pérez said that it would go on.\n");
        let found = reading::read(&Document { text, ..Document::default() });
        assert_eq!(found.claims.len(), 2);
        assert_eq!(found.claims[0].speaker, found.claims[1].speaker);
    }

    #[rstest]
    #[case::paragraphs("Some words in a row.\n\n")]
    #[case::lines("Some words in a row\n")]
    #[case::sentences("Some words in a row. ")]
    #[case::words("words ")]
    #[case::one_word("ééé")]
    fn windows_are_the_text(#[case] unit: &str) {
        let text = unit.repeat(3 * WINDOW / unit.len());
        let found: Vec<_> = windows(&text).collect();
        assert_eq!(found.iter().map(|bytes| &text[bytes.clone()]).collect::<String>(), text);
        for bytes in &found[..found.len() - 1] {
            assert!(bytes.len() <= WINDOW && bytes.len() >= WINDOW / 2 - 4);
            assert!(unit == "ééé" || text[bytes.clone()].ends_with(unit));
        }
    }

    #[test]
    fn blocks_are_cut_with_the_text() {
        let block = |bytes| Block { bytes, kind: BlockKind::ListItem };
        assert_eq!(blocks(&[block(0..5), block(8..30), block(40..50)], &(10..20)), [block(0..10)]);
        assert_eq!(blocks(&[block(0..5), block(8..30), block(40..50)], &(30..50)), [block(10..20)]);
    }
}
