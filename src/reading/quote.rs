//! Quotations: straight, curly, guillemets, doubled apostrophes; nested, and running on over paragraphs.

use std::ops::Range;

use super::analysis::Analysis;

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// From the opening mark to past the closing one, in bytes; to the block's end where it is never closed.
    pub outer: Range<usize>,
    /// What stands between the marks, in bytes.
    pub inner: Range<usize>,
    /// How many quotations it stands in.
    pub depth: u8,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// The quotation that it goes on with, where a paragraph opens anew what the last left open.
    pub continues: Option<usize>,
}

/// The quotations of `analysis`, in order of their opening marks. One pass: at most one quotation of each style is open
/// at a time, so nothing is looked at twice.
///
/// A double quotation that is never closed ends with its block. A single one that is never closed was an apostrophe,
/// and is none, unless it opens its paragraph and the next paragraph opens with the same mark.
pub(super) fn quotations(analysis: &Analysis) -> Vec<Quotation> {
    let mut scan = Scan { text: analysis.text, found: Vec::new(), open: Vec::new() };
    // The quotation that the last prose block left open, and its style.
    let mut left_open: Option<(usize, Style)> = None;
    let prose: Vec<&Range<usize>> =
        analysis.blocks.iter().filter(|block| block.kind.is_prose()).map(|block| &block.bytes).collect();
    let mut prose = prose.into_iter().peekable();
    let opening = |bytes: &Range<usize>| analysis.text.get(bytes.clone())?.chars().next();
    for block in &analysis.blocks {
        let first = scan.found.len();
        prose.next_if(|bytes| **bytes == block.bytes);
        let next = prose.peek().and_then(|bytes| opening(bytes)).filter(|_| block.kind.is_prose());
        let goes_on = next.is_some() && next == opening(&block.bytes);
        let still_open = scan.block(&block.bytes, goes_on);
        if !block.kind.is_prose() {
            continue;
        }
        if let Some((before, style)) = left_open
            && let Some(head) = scan.found.get_mut(first)
            && head.quotation.outer.start == block.bytes.start
            && head.style == style
        {
            head.quotation.continues = Some(before);
        }
        left_open = still_open;
    }
    scan.finish()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "…"
    Straight,
    /// ''…'', ``…''
    Doubled,
    /// “…”
    Curly,
    /// „…“
    Low,
    /// «…»
    Guillemets,
    /// '…'
    Single,
    /// ‘…’
    SingleCurly,
}

impl Style {
    const fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::SingleCurly)
    }
}

struct Found {
    quotation: Quotation,
    style: Style,
    keep: bool,
}

struct Open {
    at: usize,
    style: Style,
    /// A mark that may have closed it, or may have been an apostrophe ("the soldiers’ pay").
    perhaps: Option<Range<usize>>,
}

struct Scan<'a> {
    text: &'a str,
    found: Vec<Found>,
    open: Vec<Open>,
}

/// What stands on either side of a mark.
#[derive(Clone, Copy)]
struct Around {
    before: Option<char>,
    after: Option<char>,
}

impl Around {
    fn starts(self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '―' | '\u{200b}'))
    }

    fn space_after(self) -> bool {
        self.after.is_none_or(char::is_whitespace)
    }

    fn word_before(self) -> bool {
        self.before.is_some_and(char::is_alphanumeric)
    }

    fn word_after(self) -> bool {
        self.after.is_some_and(char::is_alphanumeric)
    }

    /// Not before a word, after one or its punctuation: cannot open.
    fn only_closes(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && !self.word_after()
    }
}

impl Scan<'_> {
    /// Reads one block; gives the quotation that it leaves open.
    /// `goes_on` says that the next one opens with the same character.
    fn block(&mut self, bytes: &Range<usize>, goes_on: bool) -> Option<(usize, Style)> {
        let text = self.text;
        let raw = text.as_bytes();
        let mut at = bytes.start;
        while at < bytes.end {
            let byte = raw[at];
            // All marks begin with one of these bytes: " ' ` and the leads of « » and of the general punctuation.
            if !matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2) {
                at += 1;
                continue;
            }
            let Some(mark) = text.get(at..bytes.end).and_then(|rest| rest.chars().next()) else { break };
            let mut end = at + mark.len_utf8();
            if matches!(mark, '\'' | '`' | '’' | '‘') {
                while text.get(end..bytes.end).is_some_and(|rest| rest.starts_with(mark)) {
                    end += mark.len_utf8();
                }
            }
            let around = Around {
                before: text.get(bytes.start..at).and_then(|head| head.chars().next_back()),
                after: text.get(end..bytes.end).and_then(|rest| rest.chars().next()),
            };
            self.mark(mark, at..end, around);
            at = end;
        }
        self.close_block(bytes, goes_on)
    }

    fn mark(&mut self, mark: char, bytes: Range<usize>, around: Around) {
        let run = bytes.len() / mark.len_utf8();
        match mark {
            // Some texts open with one style and close with the other.
            '"' if !self.is_open(Style::Straight) && self.is_open(Style::Curly) && around.only_closes() => {
                self.close(Style::Curly, bytes);
            }
            '"' => self.neutral(Style::Straight, bytes, around),
            '“' if self.is_open(Style::Low) => self.close(Style::Low, bytes),
            '“' if self.is_open(Style::Curly) && around.only_closes() => self.close(Style::Curly, bytes),
            '“' => self.open(Style::Curly, bytes),
            '”' if self.is_open(Style::Curly) => self.close(Style::Curly, bytes),
            '”' if self.is_open(Style::Low) => self.close(Style::Low, bytes),
            '”' if self.is_open(Style::Straight) && around.only_closes() => self.close(Style::Straight, bytes),
            '”' if around.starts() && around.word_after() => self.open(Style::Curly, bytes),
            '„' => self.open(Style::Low, bytes),
            '«' => self.open(Style::Guillemets, bytes),
            '»' => self.close(Style::Guillemets, bytes),
            '`' if run == 2 => self.open(Style::Doubled, bytes),
            '\'' | '’' | '‘' => self.apostrophes(mark, run, bytes, around),
            _ => {}
        }
    }

    /// One, two or three apostrophes in a row: a single mark, a double one, or both.
    fn apostrophes(&mut self, mark: char, run: usize, bytes: Range<usize>, around: Around) {
        let width = mark.len_utf8();
        let single = if mark == '\'' { Style::Single } else { Style::SingleCurly };
        match run {
            1 => self.single(single, mark, bytes, around),
            // Some open with one mark and close with two small ones: “We go,’’ he said.
            // … but eleven inches are 11’’.
            2 if !self.is_open(Style::Doubled)
                && around.only_closes()
                && self.is_open(Style::Curly)
                && !around.before.is_some_and(|c| c.is_ascii_digit()) =>
            {
                self.close(Style::Curly, bytes);
            }
            2 => self.neutral(Style::Doubled, bytes, around),
            3 if self.is_open(single) => {
                let middle = bytes.start + width;
                self.close(single, bytes.start..middle);
                self.neutral(Style::Doubled, middle..bytes.end, around);
            }
            3 => {
                let middle = bytes.start + 2 * width;
                self.neutral(Style::Doubled, bytes.start..middle, around);
                if self.is_open(Style::Doubled) {
                    self.open(single, middle..bytes.end);
                }
            }
            _ => {}
        }
    }

    /// A mark that opens and closes alike.
    fn neutral(&mut self, style: Style, bytes: Range<usize>, around: Around) {
        let opens = !around.space_after() && !around.word_before();
        if self.is_open(style) {
            // “ "A, she said. "B ” — what looks like nothing but an opening follows a mark that was lost.
            if around.starts() && around.word_after() && around.before.is_some() {
                self.open(style, bytes);
            } else {
                self.close(style, bytes);
            }
        } else if opens {
            self.open(style, bytes);
        }
    }

    fn single(&mut self, style: Style, mark: char, bytes: Range<usize>, around: Around) {
        let after_mark = around.before.is_some_and(|c| matches!(c, '"' | '“' | '«' | '„' | '\''));
        let elides = || {
            let rest = self.text.get(bytes.end..).unwrap_or_default();
            rest.starts_with(|c: char| c.is_ascii_digit())
                || ELISIONS.iter().any(|word| {
                    rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
                        && !rest[word.len()..].starts_with(char::is_alphanumeric)
                })
        };
        if mark != '’' && (around.starts() || after_mark) && !around.space_after() && !elides() {
            // Straight marks may open only before a word; a second opening shows the first to be an apostrophe.
            if mark == '‘' || around.word_after() {
                self.open(style, bytes);
            }
            return;
        }
        // Either mark closes what the other opened, in texts that mix them.
        let other = if style == Style::Single { Style::SingleCurly } else { Style::Single };
        let style = if self.is_open(style) { style } else { other };
        if mark == '‘' || around.word_after() || !self.is_open(style) || around.before.is_none_or(char::is_whitespace)
        {
            return;
        }
        let possessive = around.after == Some(' ')
            && (around.before == Some('s') || self.text.get(..bytes.start).is_some_and(|head| head.ends_with("in")))
            && self
                .text
                .get(bytes.end..)
                .and_then(|rest| rest.trim_start_matches(' ').chars().next())
                .is_some_and(char::is_lowercase);
        if !possessive {
            self.close(style, bytes);
        } else if let Some(open) = self.open.last_mut().filter(|open| open.style == style) {
            // What stands inside a quotation that is still open cannot close the one around it.
            open.perhaps.get_or_insert(bytes);
        }
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.iter().any(|open| open.style == style)
    }

    /// Opens a quotation; one of the same style that is still open ends here, its closing mark lost.
    fn open(&mut self, style: Style, bytes: Range<usize>) {
        if let Some(depth) = self.open.iter().position(|open| open.style == style) {
            self.drop_from(depth, bytes.start);
        }
        self.open.push(Open { at: self.found.len(), style, perhaps: None });
        self.found.push(Found {
            quotation: Quotation {
                outer: bytes.start..bytes.end,
                inner: bytes.end..bytes.end,
                depth: 0,
                closed: false,
                continues: None,
            },
            style,
            keep: true,
        });
    }

    /// Closes the open quotation of `style`, and with it what was opened inside.
    fn close(&mut self, style: Style, bytes: Range<usize>) {
        let Some(depth) = self.open.iter().position(|open| open.style == style) else { return };
        self.drop_from(depth + 1, bytes.start);
        if let Some(open) = self.open.pop() {
            self.settle(open.at, bytes.start, bytes.end, true);
        }
    }

    /// Ends all that is open from `depth` on, at byte `end`, without a closing mark.
    fn drop_from(&mut self, depth: usize, end: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            match open.perhaps {
                Some(mark) => self.settle(open.at, mark.start, mark.end, true),
                None if open.style.is_single() => self.found[open.at].keep = false,
                None => {
                    let end = self.text.get(..end).map_or(end, |head| head.trim_end().len());
                    self.settle(open.at, end, end, false);
                }
            }
        }
    }

    fn settle(&mut self, at: usize, inner_end: usize, outer_end: usize, closed: bool) {
        let quotation = &mut self.found[at].quotation;
        quotation.inner.end = inner_end.max(quotation.inner.start);
        quotation.outer.end = outer_end.max(quotation.inner.end);
        quotation.closed = closed;
    }

    fn close_block(&mut self, bytes: &Range<usize>, goes_on: bool) -> Option<(usize, Style)> {
        let whole = |open: &&Open| goes_on && self.found[open.at].quotation.outer.start == bytes.start;
        let outermost = self
            .open
            .first()
            .filter(|open| !open.style.is_single() || open.perhaps.is_none() && whole(open))
            .map(|open| (open.at, open.style));
        self.drop_from(0, bytes.end);
        if let Some((at, _)) = outermost.filter(|(_, style)| style.is_single()) {
            let end = self.text.get(..bytes.end).map_or(bytes.end, |head| head.trim_end().len());
            self.found[at].keep = true;
            self.settle(at, end, end, false);
        }
        outermost
    }

    /// Leaves out what was none, and counts depths.
    fn finish(self) -> Vec<Quotation> {
        let mut place = Vec::with_capacity(self.found.len());
        let mut kept: Vec<Quotation> = Vec::new();
        let mut around: Vec<usize> = Vec::new();
        for found in self.found {
            let mut quotation = found.quotation;
            let sound = found.keep && quotation.inner.start < quotation.inner.end;
            place.push(sound.then_some(kept.len()));
            if !sound {
                continue;
            }
            while around.last().is_some_and(|&end| end <= quotation.outer.start) {
                around.pop();
            }
            quotation.depth = around.len() as u8;
            quotation.continues = quotation.continues.and_then(|before| place.get(before).copied().flatten());
            around.push(quotation.outer.end);
            kept.push(quotation);
        }
        kept
    }
}

/// What an apostrophe at a word's start leaves out.
const ELISIONS: [&str; 9] = ["em", "til", "tis", "twas", "cause", "n", "bout", "round", "nuff"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use proptest::prelude::*;
    use rstest::rstest;

    fn read(text: &str) -> Vec<Quotation> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        Analysis::new(&document).quotations
    }

    #[rstest]
    #[case("He said, \"We go now,\" and went.", &["We go now,"])]
    #[case("“We go,” he said. “Now.”", &["We go,", "Now."])]
    #[case("'We go.\n\n'Now it rains.'", &["We go.", "Now it rains."])]
    #[case("'Tis late, they say.\n\nAnd 'twas dark.", &[])]
    #[case("„Wir gehen“, sagte er.", &["Wir gehen"])]
    #[case("« On part », dit-il.", &[" On part "])]
    #[case("''We go,'' he said.", &["We go,"])]
    #[case("“We go,’’ he said.", &["We go,"])]
    #[case("“He told me ‘stay here’ and left,” she said.", &["He told me ‘stay here’ and left,", "stay here"])]
    #[case("‘The soldiers’ pay is late,’ he said.", &["The soldiers’ pay is late,"])]
    #[case("'The soldiers' pay is late,' he said.", &["The soldiers' pay is late,"])]
    #[case("The soldiers' pay wasn't raised in the '90s, 'til now.", &[])]
    #[case("\"He said 'no,'\" she said.", &["He said 'no,'", "no,"])]
    #[case("He is 6'2\" tall and said \"no\" twice.", &["no"])]
    #[case("The \"so-called\" experts", &["so-called"])]
    #[case("\"We go,” he said, “but not now,\" he said.", &["We go,", "but not now,"])]
    #[case("She said: “We never had it", &["We never had it"])]
    fn finds(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<_> = read(text).into_iter().map(|quotation| &text[quotation.inner]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let found = read("“We came here in the spring, she said.\n\n“Then winter came.” He left.\n\n“No,” she said.");
        let shape: Vec<_> = found.iter().map(|quotation| (quotation.closed, quotation.continues)).collect();
        assert_eq!(shape, [(false, None), (true, Some(0)), (true, None)]);
    }

    #[test]
    fn a_lost_closing_mark_does_not_turn_the_rest_inside_out() {
        let text = "\"We go, he said. \"We stay,\" she said. \"Both,\" they said.";
        let found: Vec<_> = read(text).into_iter().filter(|q| q.closed).map(|q| &text[q.inner]).collect();
        assert_eq!(found, ["We stay,", "Both,"]);
    }

    #[test]
    fn depth_counts_what_it_stands_in() {
        let depths: Vec<_> = read("“a ‘b \"c\" d’ e” “f”").iter().map(|quotation| quotation.depth).collect();
        assert_eq!(depths, [0, 1, 2, 0]);
    }

    proptest! {
        #[test]
        fn quotations_are_sound(text in "(?s)[a-cs .,\"'“”‘’«»„`é\n]{0,300}") {
            let mut last = 0;
            let found = read(&text);
            for (index, q) in found.iter().enumerate() {
                prop_assert!(q.outer.start >= last);
                last = q.outer.start;
                prop_assert!(q.outer.start < q.inner.start && q.inner.start < q.inner.end && q.inner.end <= q.outer.end);
                prop_assert!(text.get(q.outer.clone()).is_some() && text.get(q.inner.clone()).is_some());
                prop_assert!(q.continues.is_none_or(|before| before < index));
                // What begins inside another ends inside it.
                for other in &found[..index] {
                    prop_assert!(q.outer.start >= other.outer.end || q.outer.end <= other.outer.end);
                }
            }
        }
    }
}
