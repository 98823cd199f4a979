//! Plain text: the file's own text, with title, byline, date lines and headings marked where they are sure. The reading
//! judges every line that is left unmarked.

use std::ops::Range;

use super::byline::Byline;
use super::{FormatError, MAX_TEXT, author, byline, date, encoding, language};
use crate::model::{Block, BlockKind, Document, Format, Notice};

/// A title has no more words than this.
const TITLE_WORDS: usize = 24;
/// A heading between paragraphs has no more words than this.
const HEADING_WORDS: usize = 14;
/// How many lines may stand above the first paragraph.
const HEAD_LINES: usize = 10;
/// A line this long, in bytes, is a paragraph that nobody wrapped.
const PARAGRAPH: usize = 110;

/// Reads `bytes` as plain text.
///
/// # Errors
/// When they are no text, or none is there, or too much.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let decoded = encoding::decode(bytes)?;
    let text = encoding::with_lf(decoded.text);
    check(&text)?;
    let mut document = Document { notices: decoded.notices, format: Format::Text, ..Document::default() };
    let head = Head::of(&text);
    document.title = head.title.clone().map(|range| text[range].to_owned());
    document.blocks = blocks(&text, &head);
    head.tell(&mut document);
    document.language = language::of(None, &text);
    document.text = text.into_owned();
    Ok(document)
}

/// Whether a text is there and not too long.
pub(super) fn check(text: &str) -> Result<(), FormatError> {
    if text.len() > MAX_TEXT {
        return Err(FormatError::TooLarge { what: "the text", bytes: text.len(), limit: MAX_TEXT });
    }
    if text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        return Err(FormatError::Empty);
    }
    Ok(())
}

/// The blocks of a text that a record brings, whose title it gives elsewhere. Nothing is taken for metadata.
pub(super) fn blocks_under(text: &str, title: Option<&str>) -> Vec<Block> {
    let mut head = Head::of(text);
    head.title = None;
    let first = lines(text).find(|line| !text[line.clone()].is_empty());
    if let (Some(first), Some(title)) = (first, title)
        && text[first.clone()].trim_end_matches('.') == title.trim().trim_end_matches('.')
    {
        head.title = Some(first);
    }
    blocks(text, &head)
}

/// What stands above the first paragraph, and hints at the outlet in it.
#[derive(Debug, Default)]
struct Head {
    title: Option<Range<usize>>,
    marked: Vec<Block>,
    byline: Option<Byline>,
    published: Option<String>,
    updated: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    /// Where the text under the head begins.
    end: usize,
}

impl Head {
    fn of(text: &str) -> Self {
        let mut head = Self::default();
        let above: Vec<Range<usize>> =
            lines(text).filter(|line| !text[line.clone()].is_empty()).take(HEAD_LINES + 1).collect();
        let Some(first) = above.first().cloned() else { return head };
        let mut at = 0;
        if let Some(field) = field(&text[first.clone()]) {
            at = head.fields(text, &above, field);
        } else if is_title(text, &above) {
            head.marked.push(Block { bytes: first.clone(), kind: BlockKind::Title });
            head.title = Some(first);
            at = 1;
        }
        // A line of another kind (a standfirst) may stand between the title and the byline; it stays unmarked.
        let mut passed = false;
        let mut last = at;
        while let Some(line) = above.get(at).cloned() {
            let words = &text[line.clone()];
            if !head.take(words, line) {
                if passed || at == 0 || words.len() > 2 * PARAGRAPH {
                    break;
                }
                passed = true;
            } else {
                last = at + 1;
            }
            at += 1;
        }
        head.end = above.get(last).map_or(text.len(), |line| line.start);
        head.dateline(text, above.get(last));
        head.marked.sort_by_key(|block| block.bytes.start);
        head
    }

    /// Marks `line` if it is a byline or gives a date or an address.
    fn take(&mut self, words: &str, line: Range<usize>) -> bool {
        let kind = if let Some(found) = byline::line(words) {
            if self.byline.is_some() {
                return false;
            }
            if let Some(date) = found.date.clone() {
                self.date(date);
            }
            self.byline = Some(found);
            BlockKind::Byline
        } else if let Some(date) = date::line(words) {
            self.date(date);
            BlockKind::Dateline
        } else if self.byline.is_some() && self.outlet.is_none() && is_outlet_line(words) {
            self.outlet = Some(words.to_owned());
            BlockKind::Byline
        } else if is_address(words) {
            self.url = self.url.take().or_else(|| Some(words.to_owned()));
            BlockKind::Dateline
        } else {
            return false;
        };
        self.marked.push(Block { bytes: line, kind });
        true
    }

    fn date(&mut self, date: date::DateLine) {
        self.published = self.published.take().or(date.published);
        self.updated = self.updated.take().or(date.updated);
    }

    /// A head of named fields: "Title: …", "Author: …", "Date: …". Gives how many lines it takes.
    fn fields(&mut self, text: &str, above: &[Range<usize>], first: (Field, &str)) -> usize {
        let mut next = Some(first);
        let mut at = 0;
        while let (Some((kind, value)), Some(line)) = (next, above.get(at).cloned()) {
            let start = line.end - value.len();
            let block = match kind {
                Field::Title => {
                    self.title = self.title.take().or(Some(start..line.end));
                    BlockKind::Title
                }
                Field::Author => {
                    let names = byline::clean([value]).unwrap_or_default();
                    self.byline = self.byline.take().or(Some(Byline { names, outlet: None, date: None }));
                    BlockKind::Byline
                }
                Field::Date => {
                    self.published = self.published.take().or_else(|| date::parse(value));
                    BlockKind::Dateline
                }
                Field::Outlet => {
                    self.outlet = self.outlet.take().or_else(|| Some(value.to_owned()));
                    BlockKind::Dateline
                }
                Field::Url => {
                    self.url = self.url.take().or_else(|| is_address(value).then(|| value.to_owned()));
                    BlockKind::Dateline
                }
            };
            self.marked.push(Block { bytes: line, kind: block });
            at += 1;
            next = above.get(at).and_then(|line| field(&text[line.clone()]));
        }
        at
    }

    /// "SEOUL, Nov. 3 (Reuters) - " before the first sentence: marks it, so that it is no part of it.
    fn dateline(&mut self, text: &str, line: Option<&Range<usize>>) {
        let Some(line) = line.cloned() else { return };
        let Some((length, outlet)) = dateline(&text[line.clone()]) else { return };
        self.marked.push(Block { bytes: line.start..line.start + length, kind: BlockKind::Dateline });
        if self.outlet.is_none() {
            self.outlet = outlet;
        }
        // "SEOUL, Jan. 13, 2025 (Reuters) —": a whole date there is that of publication.
        let words = text[line.start..line.start + length].split(['(', '—', '–']).next().unwrap_or_default();
        let day = words.split_once(", ").and_then(|(_, rest)| date::line(rest.trim().trim_end_matches('-').trim()));
        if self.published.is_none() {
            self.published = day.and_then(|day| day.published);
        }
    }

    /// Puts what the head says into `document`.
    fn tell(self, document: &mut Document) {
        if let Some(byline) = self.byline {
            document.outlet = byline.outlet;
            document.byline = Some(byline.names).filter(|names| !names.is_empty() && !author::is_nobody(names));
        }
        document.outlet = document.outlet.take().or(self.outlet);
        document.url = self.url;
        document.published_at = self.published;
        if document.published_at.is_none()
            && let Some(updated) = self.updated
        {
            document.notices.push(Notice::new("the only date is that of an update; it was taken for publication"));
            document.published_at = Some(updated);
        }
    }
}

/// A line of its own under the byline that names the outlet.
fn is_outlet_line(words: &str) -> bool {
    words.split_whitespace().count() <= 6 && !ends_sentence(words) && byline::is_outlet(words)
}

#[derive(Debug, Clone, Copy)]
enum Field {
    Title,
    Author,
    Date,
    Outlet,
    Url,
}

/// "Title: Troops Move West" → its kind and value.
fn field(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let kind = match name.trim().to_lowercase().as_str() {
        "title" | "headline" => Field::Title,
        "author" | "authors" | "byline" => Field::Author,
        "date" | "published" | "publication date" => Field::Date,
        "source" | "outlet" | "publisher" | "publication" => Field::Outlet,
        "url" | "link" => Field::Url,
        _ => return None,
    };
    let value = value.trim();
    (!value.is_empty()).then_some((kind, value))
}

fn is_address(line: &str) -> bool {
    (line.starts_with("https://") || line.starts_with("http://")) && !line.contains(char::is_whitespace)
}

/// Every line of `text` without the white space around it, blank ones as empty ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').map(move |raw| {
        let trimmed = raw.trim();
        let start = if trimmed.is_empty() { at } else { at + (raw.len() - raw.trim_start().len()) };
        at += raw.len();
        start..start + trimmed.len()
    })
}

/// Whether the first line is a title: short, without a full stop, and apart from what follows it.
fn is_title(text: &str, above: &[Range<usize>]) -> bool {
    let (Some(first), Some(second)) = (above.first(), above.get(1)) else { return false };
    let line = &text[first.clone()];
    if !is_headline(line, TITLE_WORDS) || byline::line(line).is_some() || date::line(line).is_some() {
        return false;
    }
    let next = &text[second.clone()];
    if byline::line(next).is_some() || date::line(next).is_some() {
        return true;
    }
    let apart = text[first.end..second.start].matches('\n').count() > 1;
    if next.starts_with(|c: char| c.is_lowercase()) && !apart {
        return false;
    }
    // A paragraph that nobody wrapped, or anything longer than the title a blank line below.
    next.len() > PARAGRAPH || (apart && (next.len() > line.len() || ends_sentence(next) || above.len() > 2))
}

/// No headline is longer.
const MOST_BYTES: usize = 220;

/// Whether `line` could be a headline: a few words, no end of a sentence, no item of a list.
fn is_headline(line: &str, most: usize) -> bool {
    if line.len() > MOST_BYTES {
        return false;
    }
    let words = line.split_whitespace().count();
    let opens = line.trim_start_matches(['"', '\'', '“', '‘', '«', '[', '(']);
    let small = opens.starts_with(|c: char| c.is_lowercase());
    let item = line.starts_with(['-', '*', '•', '–', '>', '#', '|', '=', '<', '{']);
    let ends = line.trim_end_matches(['"', '\'', '”', '’', ')']);
    // "… Back in the U.S." ends with an abbreviation, not with a sentence.
    let abbreviated = ends.len() > 3 && ends.ends_with('.') && {
        let last = ends.split_whitespace().last().unwrap_or_default();
        last.len() >= 4 && last.split_terminator('.').all(|piece| piece.chars().count() == 1)
    };
    let stops = ends.ends_with(['.', ';', ':', ',', '…']) && !abbreviated;
    (1..=most).contains(&words) && !small && !item && !stops && opens.chars().any(char::is_alphabetic)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', '…'])
}

/// The length of "SEOUL, South Korea, Nov. 3 (Reuters) — " at the start of a paragraph, and the outlet in it.
pub(super) fn dateline(paragraph: &str) -> Option<(usize, Option<String>)> {
    let (at, dash) = ["—", "–", "--", "-", "―"]
        .iter()
        .filter_map(|dash| paragraph.find(&format!(" {dash} ")).map(|at| (at, dash.len() + 2)))
        .min()?;
    let before = &paragraph[..at];
    if before.len() > 80 {
        return None;
    }
    let first = before.split([' ', ',', '(']).next()?;
    if first.chars().count() < 3 || !first.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\'')) {
        return None;
    }
    let (place, outlet) = match before.split_once('(') {
        Some((place, inside)) => {
            let name = inside.strip_suffix(')')?.trim();
            let fits = name.split_whitespace().count() <= 5 && !name.is_empty();
            (place.trim_end(), fits.then(|| name.to_owned()))
        }
        // "OPEC — the cartel — …" has no place.
        None if !paragraph[at + dash..].trim_start_matches(['“', '"', '‘']).starts_with(char::is_uppercase) => {
            return None;
        }
        None => (before, None),
    };
    // Place names and a date, no sentence.
    let plain = place.split([' ', ',', '/']).filter(|word| !word.is_empty()).all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || matches!(word, "and" | "of" | "de")
    });
    (plain && place.split_whitespace().count() <= 7).then_some((at + dash, outlet))
}

/// "(Reporting by Jane Doe; Editing by John Roe)".
pub(super) fn is_credit(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '*', '_', '[']);
    ["Reporting by ", "Additional reporting by ", "Editing by ", "Writing by ", "Compiled by "]
        .iter()
        .any(|opener| line.starts_with(opener))
        && line.split_whitespace().count() <= 40
}

/// The blocks that are sure: the head's, headings between paragraphs, and the credits below.
fn blocks(text: &str, head: &Head) -> Vec<Block> {
    let mut blocks: Vec<Block> = head.marked.iter().filter(|block| block.kind != BlockKind::Title).cloned().collect();
    if let Some(title) = &head.title {
        let line = head.marked.iter().find(|block| block.kind == BlockKind::Title && block.bytes.end == title.end);
        let bytes = line.map_or_else(|| title.clone(), |block| block.bytes.clone());
        blocks.insert(0, Block { bytes, kind: BlockKind::Title });
    }
    blocks.sort_by_key(|block| block.bytes.start);
    let from = blocks.last().map_or(0, |block| block.bytes.end).max(head.end);
    let below: Vec<Range<usize>> =
        lines(text).filter(|line| line.start >= from && !text[line.clone()].is_empty()).collect();
    for (at, line) in below.iter().enumerate() {
        let words = &text[line.clone()];
        if is_credit(words) {
            blocks.push(Block { bytes: line.clone(), kind: BlockKind::Byline });
        } else if at > 0 && is_heading(text, &below[at - 1], line, below.get(at + 1)) {
            blocks.push(Block { bytes: line.clone(), kind: BlockKind::Heading });
        }
    }
    blocks
}

/// Whether `line` is a heading: most of its words have capitals, and whole sentences stand around it.
fn is_heading(text: &str, before: &Range<usize>, line: &Range<usize>, after: Option<&Range<usize>>) -> bool {
    let words = &text[line.clone()];
    let Some(after) = after else { return false };
    if !is_headline(words, HEADING_WORDS) || words.split_whitespace().count() < 2 {
        return false;
    }
    let long = words.split_whitespace().filter(|word| word.chars().count() > 3);
    let (all, capital) = long.fold((0, 0), |(all, capital), word| {
        (all + 1, capital + usize::from(word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())))
    });
    let quoted = words.starts_with(['“', '"']) || words.ends_with(['”', '"']);
    let next = &text[after.clone()];
    all > 0
        && capital * 5 >= all * 4
        && !quoted
        && ends_sentence(&text[before.clone()])
        && !next.starts_with(|c: char| c.is_lowercase())
        && next.len() > words.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn marked(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|block| (block.kind, &document.text[block.bytes.clone()])).collect()
    }

    const PARAGRAPH_A: &str = "The ministry said on Monday that up to 9,000 soldiers had been moved to the east of the \
                               country since the spring, and that more were to follow.";
    const PARAGRAPH_B: &str = "Officials declined to say how many of them had been trained.";

    #[test]
    fn an_article_with_all_of_its_head() {
        let text = format!(
            "Ministry Counts Its Soldiers\n\nBy Jane Doe and John Roe, Reuters\nNov. 3, 2024 9:15 a.m. ET\n\n\
             {PARAGRAPH_A}\n\nWhat the Families Say\n\n{PARAGRAPH_B}\n\n(Reporting by Jane Doe; Editing by Ann Poe)\n"
        );
        let document = read(text.as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Ministry Counts Its Soldiers"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe and John Roe"));
        assert_eq!(document.outlet.as_deref(), Some("Reuters"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03T09:15-05:00"));
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(document.text, text);
        assert_eq!(
            marked(&document),
            [
                (BlockKind::Title, "Ministry Counts Its Soldiers"),
                (BlockKind::Byline, "By Jane Doe and John Roe, Reuters"),
                (BlockKind::Dateline, "Nov. 3, 2024 9:15 a.m. ET"),
                (BlockKind::Heading, "What the Families Say"),
                (BlockKind::Byline, "(Reporting by Jane Doe; Editing by Ann Poe)"),
            ]
        );
    }

    #[rstest]
    #[case::paragraph_at_once(format!("{PARAGRAPH_A}\nA Heading Without a Stop\n{PARAGRAPH_A}"), None)]
    #[case::next_line(format!("Troops Move West\n{PARAGRAPH_A}"), Some("Troops Move West"))]
    #[case::blank_line(format!("Troops move west\n\n{PARAGRAPH_B}"), Some("Troops move west"))]
    #[case::question(format!("Who Pays the Troops?\n\n{PARAGRAPH_B}"), Some("Who Pays the Troops?"))]
    #[case::abbreviation(format!("Envoy Returns to the U.S.\n\n{PARAGRAPH_B}"), Some("Envoy Returns to the U.S."))]
    #[case::sentence(format!("The troops moved west.\n\n{PARAGRAPH_B}"), None)]
    #[case::only_line("Troops Move West".to_owned(), None)]
    #[case::wrapped("The troops were said to have moved to the far west of the country\nKursk in the west was named.\n".to_owned(), None)]
    #[case::wrapped_small("The troops were said to have moved to the far west of the country\nand to stay there.\n".to_owned(), None)]
    #[case::list("- one\n- two\n\n- three".to_owned(), None)]
    #[case::blank_lines_before(format!("\n\n  Troops Move West  \n\n{PARAGRAPH_A}"), Some("Troops Move West"))]
    fn a_title_is_taken_where_it_is_one(#[case] text: String, #[case] title: Option<&str>) {
        assert_eq!(read(text.as_bytes()).unwrap().title.as_deref(), title);
    }

    #[rstest]
    #[case(
        "A Title\nBy Jane Doe\nHarbor Wire\nOctober 25, 2024\n\nIt rained all day.",
        Some("Harbor Wire"),
        Some("2024-10-25")
    )]
    #[case("SEOUL, Jan. 13, 2025 (Harbor Wire) -- It rained all day.", Some("Harbor Wire"), Some("2025-01-13"))]
    #[case("SEOUL, Jan. 13 (Harbor Wire) -- It rained all day.", Some("Harbor Wire"), None)]
    #[case("A Title\nBy Jane Doe\n\nThe wire was cut.\n", None, None)]
    fn the_head_gives_outlet_and_day(#[case] text: &str, #[case] outlet: Option<&str>, #[case] day: Option<&str>) {
        let document = read(text.as_bytes()).unwrap();
        assert_eq!((document.outlet.as_deref(), document.published_at.as_deref()), (outlet, day));
    }

    #[test]
    fn a_heading_stands_between_paragraphs() {
        let text = format!("{PARAGRAPH_A}\nAn Uneasy Homecoming for the Soldiers\n{PARAGRAPH_A}");
        let document = read(text.as_bytes()).unwrap();
        assert_eq!(marked(&document), [(BlockKind::Heading, "An Uneasy Homecoming for the Soldiers")]);
    }

    #[rstest]
    #[case("SEOUL (Reuters) - The army left.", "SEOUL (Reuters) - ", Some("Reuters"))]
    #[case("SEOUL, South Korea (AP) — The army left.", "SEOUL, South Korea (AP) — ", Some("AP"))]
    #[case("SEOUL, Nov. 3 (Yonhap) -- The army left.", "SEOUL, Nov. 3 (Yonhap) -- ", Some("Yonhap"))]
    #[case("WASHINGTON — The army left.", "WASHINGTON — ", None)]
    fn a_dateline_hints_at_the_outlet(#[case] text: &str, #[case] marks: &str, #[case] outlet: Option<&str>) {
        let document = read(text.as_bytes()).unwrap();
        assert_eq!(document.outlet.as_deref(), outlet);
        assert_eq!(marked(&document), [(BlockKind::Dateline, marks)]);
    }

    #[rstest]
    #[case("NATO said on Monday - before the talks - that it knew.")]
    #[case("The army - all of it - left.")]
    #[case("UN officials — the few who came — said no.")]
    #[case("OPEC — the cartel of producers — said no.")]
    fn a_dash_is_no_dateline(#[case] text: &str) {
        assert_eq!(read(text.as_bytes()).unwrap().blocks, []);
    }

    #[test]
    fn named_fields_are_a_head() {
        let text = format!(
            "Title: Troops Move West\nAuthor: Jane Doe\nDate: 3 November 2024\nSource: The Daily Example\n\
             URL: https://example.org/a\n\n{PARAGRAPH_A}"
        );
        let document = read(text.as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Troops Move West"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03"));
        assert_eq!(document.outlet.as_deref(), Some("The Daily Example"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(document.blocks.len(), 5);
    }

    #[test]
    fn the_text_stays_the_files_own() {
        let document = read("\u{FEFF}  A line.\r\n\r\n\tAnother — “one”. \r\n".as_bytes()).unwrap();
        assert_eq!(document.text, "  A line.\n\n\tAnother — “one”. \n");
    }

    #[test]
    fn an_update_alone_is_taken_and_said() {
        let text = format!("Troops Move West\nUpdated Nov. 4, 2024\n\n{PARAGRAPH_A}");
        let document = read(text.as_bytes()).unwrap();
        assert_eq!(document.published_at.as_deref(), Some("2024-11-04"));
        assert_eq!(document.notices.len(), 1);
    }

    #[test]
    fn a_records_title_is_marked_where_the_text_repeats_it() {
        let text = "Troops move west\nThey went.";
        let blocks = blocks_under(text, Some("Troops move west"));
        assert_eq!(blocks, [Block { bytes: 0..16, kind: BlockKind::Title }]);
        assert_eq!(blocks_under(text, None), []);
    }
}
