//! Markdown: front matter in YAML (`---`) or TOML (`+++`), and a body whose marks become the kinds of its blocks.

use std::panic::catch_unwind;

use gray_matter::Matter;
use gray_matter::engine::{TOML, YAML};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::builder::TextBuilder;
use super::{FormatError, encoding, fields, head, html, language, text};
use crate::model::{BlockKind, Document, Format, Notice};

/// Front matter may be this long, in bytes, and …
const MAX_MATTER: usize = 256 * 1024;
/// … nest this deep: its parsers call themselves.
const MAX_NESTING: usize = 64;
/// Values of front matter may stand for others this often.
const MAX_ALIASES: usize = 16;

/// Reads `bytes` as Markdown.
///
/// # Errors
/// When they are no text, none is there, or too much.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let decoded = encoding::decode(bytes)?;
    let source = encoding::with_lf(decoded.text);
    text::check(&source)?;
    let mut document = Document { notices: decoded.notices, format: Format::Markdown, ..Document::default() };
    let body = match front_matter(&source) {
        Some(matter) => {
            take_matter(&matter, &mut document);
            matter.body
        }
        None => &source,
    };
    let body = Body::of(body);
    (document.text, document.blocks) = body.builder.finish();
    text::check(&document.text)?;
    mark_head(&mut document, body.first_heading);
    document.language = language::of(document.language.take(), &document.text);
    Ok(document)
}

struct FrontMatter<'a> {
    toml: bool,
    /// With its fences.
    fenced: &'a str,
    inside: &'a str,
    body: &'a str,
}

/// The front matter of `source`: a fence on the first line, another below, and a `name:` or `name =` between them.
fn front_matter(source: &str) -> Option<FrontMatter<'_>> {
    let (first, rest) = source.split_once('\n')?;
    let fence = first.trim_end();
    let toml = match fence {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        let closes = line.trim_end() == fence || (!toml && line.trim_end() == "...");
        if closes {
            let inside = &rest[..end];
            let mark = if toml { '=' } else { ':' };
            if !inside.trim().is_empty() && !inside.contains(mark) {
                return None;
            }
            let fenced = &source[..first.len() + 1 + end + line.len()];
            return Some(FrontMatter { toml, fenced, inside, body: &rest[end + line.len()..] });
        }
        end += line.len();
    }
    None
}

/// How many values of `yaml` stand for another one (`*name`): a few lists of them make one of millions.
fn aliases(yaml: &str) -> usize {
    let stars = yaml.match_indices('*').filter(|(at, _)| {
        let before = yaml[..*at].trim_end();
        (before.is_empty() || before.ends_with([':', '-', '[', ',', '{', '?']))
            && yaml[at + 1..].starts_with(|c: char| !c.is_whitespace() && c != '*')
    });
    stars.count()
}

/// Whether `source` opens with front matter.
pub(super) fn has_front_matter(source: &str) -> bool {
    front_matter(source).is_some_and(|matter| !matter.inside.trim().is_empty())
}

/// Puts what `matter` says into `document`; a notice where it cannot be read.
fn take_matter(matter: &FrontMatter<'_>, document: &mut Document) {
    let fault = if matter.inside.len() > MAX_MATTER || nests_deep(matter.inside) {
        Some("it is too long or nested too deep".to_owned())
    } else if !matter.toml && aliases(matter.inside) > MAX_ALIASES {
        Some("it repeats itself too often".to_owned())
    } else {
        // Front matter is written by hand: what its parser cannot bear is a notice.
        let fenced = matter.fenced.to_owned();
        let toml = matter.toml;
        let parsed = catch_unwind(move || {
            if toml {
                let mut matter = Matter::<TOML>::new();
                matter.delimiter = "+++".to_owned();
                matter.parse::<Value>(&fenced)
            } else {
                let mut matter = Matter::<YAML>::new();
                matter.close_delimiter = Some("...".to_owned());
                matter.parse::<Value>(&fenced)
            }
        });
        match parsed {
            Ok(Ok(entity)) => {
                if let Some(Value::Object(record)) = entity.data {
                    fields::fill(document, &record);
                }
                None
            }
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("its parser gave up".to_owned()),
        }
    };
    if let Some(fault) = fault {
        document.notices.push(Notice::new(format!("the front matter was left out: {fault}")));
    }
}

/// Whether brackets, dashes or indents nest beyond what a parser that calls itself bears.
fn nests_deep(matter: &str) -> bool {
    let mut brackets = 0usize;
    let mut indents: Vec<usize> = Vec::new();
    for line in matter.lines() {
        let words = line.trim_start_matches([' ', '-', '?', ':']);
        let lead = line.len() - words.len();
        if line[..lead].matches(['-', '?', ':']).count() > MAX_NESTING {
            return true;
        }
        if !words.is_empty() {
            while indents.last().is_some_and(|last| *last >= lead) {
                indents.pop();
            }
            indents.push(lead);
        }
        for byte in words.bytes() {
            match byte {
                b'[' | b'{' => brackets += 1,
                b']' | b'}' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            if brackets > MAX_NESTING {
                return true;
            }
        }
        if indents.len() > MAX_NESTING {
            return true;
        }
    }
    false
}

/// The body as text.
#[derive(Default)]
struct Body {
    builder: TextBuilder,
    /// The kinds that surround what is being read, innermost last.
    around: Vec<BlockKind>,
    /// How deep the walk is in pictures, whose words are not the article's.
    pictures: usize,
    /// How many cells of a table's row were read.
    cells: usize,
    /// Raw HTML that has not ended yet.
    raw: String,
    /// The text of the first heading of the first level, while it is read and after.
    first_heading: Option<String>,
    in_first_heading: bool,
}

impl Body {
    fn of(source: &str) -> Self {
        let mut body = Self::default();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES;
        for event in Parser::new_ext(source, options) {
            body.take(event);
        }
        body
    }

    /// What stands in an aside is one, however deep.
    fn enter(&mut self, kind: BlockKind) {
        self.around.push(if self.kind() == BlockKind::Aside { BlockKind::Aside } else { kind });
    }

    fn kind(&self) -> BlockKind {
        self.around.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => {
                if self.pictures == 0 {
                    if self.in_first_heading {
                        self.first_heading.get_or_insert_default().push_str(&words);
                    }
                    if self.kind() == BlockKind::Aside {
                        self.builder.verbatim(&words);
                    } else {
                        self.builder.words(&words);
                    }
                }
            }
            Event::SoftBreak => {
                self.builder.space();
                if self.in_first_heading {
                    self.first_heading.get_or_insert_default().push(' ');
                }
            }
            Event::HardBreak => self.builder.line_break(),
            Event::Html(markup) => self.raw.push_str(&markup),
            Event::InlineHtml(tag) => {
                if tag.to_ascii_lowercase().starts_with("<br") {
                    self.builder.line_break();
                }
            }
            Event::Rule => self.builder.end(),
            // A note's mark is not part of the sentence.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.builder.start(self.kind()),
            Tag::Heading { level, .. } => {
                self.enter(BlockKind::Heading);
                self.builder.start(self.kind());
                self.in_first_heading = level == HeadingLevel::H1 && self.first_heading.is_none();
            }
            Tag::Item => {
                self.enter(BlockKind::ListItem);
                self.builder.start(self.kind());
            }
            Tag::BlockQuote(_) => self.enter(BlockKind::BlockQuote),
            Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.enter(BlockKind::Aside);
                self.builder.start(BlockKind::Aside);
            }
            Tag::TableHead | Tag::TableRow => {
                self.builder.line_break();
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.builder.words(" | ");
                }
                self.cells += 1;
            }
            Tag::Image { .. } => self.pictures += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.builder.end(),
            TagEnd::Heading(_) => {
                self.in_first_heading = false;
                self.around.pop();
                self.builder.end();
            }
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table | TagEnd::FootnoteDefinition => {
                self.around.pop();
                self.builder.end();
            }
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::HtmlBlock => {
                // A page's tags around an article in Markdown; what they hold is text as well.
                let raw = std::mem::take(&mut self.raw);
                if let Ok((text, blocks)) = html::fragment(&raw) {
                    for block in blocks {
                        self.builder.start(block.kind);
                        self.builder.words(&text[block.bytes]);
                    }
                    self.builder.end();
                }
            }
            _ => {}
        }
    }
}

/// Takes the first heading for the title where the front matter has none, and marks what stands around the paragraphs.
fn mark_head(document: &mut Document, first_heading: Option<String>) {
    let heading = first_heading.map(|heading| super::builder::folded(&heading)).filter(|heading| !heading.is_empty());
    document.title = document.title.take().or(heading);
    head::mark(document);
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn pieces(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|block| (block.kind, &document.text[block.bytes.clone()])).collect()
    }

    #[rstest]
    #[case(
        "---\ntitle: \"Troops: the pay\"\nauthor: Jane Doe\ndate: 2024-11-03\noutlet: The Example\nurl: https://example.org/a\nlang: en\n---\n\nOne.\n"
    )]
    #[case(
        "---\r\ntitle: 'Troops: the pay'\r\nbyline: By Jane Doe\r\ndate: Nov. 3, 2024\r\npublisher: The Example\r\ncanonical: https://example.org/a\r\nlanguage: en-US\r\n...\r\nOne.\r\n"
    )]
    #[case(
        "+++\ntitle = \"Troops: the pay\"\nauthors = [\"Jane Doe\"]\ndate = 2024-11-03\nsource = \"The Example\"\nlink = \"https://example.org/a\"\nlang = \"en\"\n+++\nOne."
    )]
    fn front_matter_is_read(#[case] source: &str) {
        let document = read(source.as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Troops: the pay"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03"));
        assert_eq!(document.outlet.as_deref(), Some("The Example"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(document.text, "One.");
        assert_eq!(document.notices, []);
    }

    #[test]
    fn a_body_becomes_text_with_its_kinds() {
        let source = "# Troops *move* west\n\n*By Jane Doe*\n\nNov. 3, 2024\n\nUp to **9,000** [soldiers](https://example.org) \
                      moved,\nthe ministry said.[^1] ![A photo](a.jpg)\n\n## What next?\n\n- One `thing`\n- Two\n  lines\n\n\
                      > Nobody told us,\n> not once.\n\n```\ncode  here\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
                      ---\n\n<p>Raw &amp; ready.</p>\n\nThe end.\\\nReally.\n\n[^1]: A note.\n";
        let document = read(source.as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Troops move west"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.published_at.as_deref(), Some("2024-11-03"));
        insta::assert_debug_snapshot!(pieces(&document));
    }

    #[test]
    fn the_front_matters_title_wins() {
        let document = read(b"---\ntitle: One\n---\n# Two\n\nText.").unwrap();
        assert_eq!(document.title.as_deref(), Some("One"));
        assert_eq!(document.text, "Two\n\nText.");
        assert_eq!(document.blocks[0].kind, BlockKind::Heading);
    }

    #[rstest]
    #[case("---\ntitle: [unclosed\n---\nText.")]
    #[case("---\na: b: c: d\n---\nText.")]
    fn broken_front_matter_is_a_notice(#[case] source: &str) {
        let document = read(source.as_bytes()).unwrap();
        assert_eq!(document.text, "Text.");
        assert_eq!(document.notices.len(), 1, "{:?}", document.title);
    }

    #[rstest]
    #[case(format!("---\na: {}\n---\nText.", "[".repeat(200_000)))]
    #[case(format!("---\n{}a: b\n---\nText.", "- ".repeat(100_000)))]
    #[case(format!("---\n{}---\nText.", (0..500).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()))]
    #[case(format!("+++\na = {}\n+++\nText.", "[".repeat(200_000)))]
    #[case::repeated(format!("---\na: &a [x]\n{}title: T\n---\nText.", (1..10).map(|n| {
        let (to, from) = (char::from(b'a' + n), char::from(b'a' + n - 1));
        format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(","))
    }).collect::<String>()))]
    fn deep_front_matter_is_a_notice(#[case] source: String) {
        assert_eq!(read(source.as_bytes()).unwrap().notices.len(), 1);
    }

    #[rstest]
    #[case("---\n\nA rule above, no front matter.\n\n---\n\nText.")]
    #[case("Text.")]
    #[case("---")]
    fn a_rule_is_no_front_matter(#[case] source: &str) {
        assert!(!has_front_matter(source));
    }

    #[rstest]
    #[case("---\ntitle: x\n---\n")]
    #[case("![only a picture](a.jpg)")]
    fn no_text_is_an_error(#[case] source: &str) {
        assert_eq!(read(source.as_bytes()), Err(FormatError::Empty));
    }

    #[test]
    fn deep_quotations_do_not_overflow() {
        let _ = read(format!("{}a", "> ".repeat(50_000)).as_bytes());
        let _ = read("[".repeat(50_000).as_bytes());
    }
}
