//! Word documents (DOCX): the paragraphs of `word/document.xml` with their styles, and what `docProps/core.xml` says.
//! Text that was struck in a tracked change is left out; tables are asides.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::builder::TextBuilder;
use super::markup::{Properties, attribute, local, reference};
use super::{FormatError, MAX_TEXT, head, language, pdf, text, zip};
use crate::model::{BlockKind, Document, Format, Notice};

const WHAT: &str = "the Word document";
/// The XML of a document is many times as long as its text.
const MAX_XML: usize = 4 * MAX_TEXT;

/// Reads a Word document.
///
/// # Errors
/// When it is none, is damaged, or holds no text.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let mut package = zip::Package::open(bytes)?;
    let main = package.member("word/document.xml", MAX_XML)?;
    let main = main.ok_or_else(|| match package.is_broken() {
        true => FormatError::CutShort { what: WHAT },
        false => FormatError::Damaged { what: WHAT, message: "it has no word/document.xml".to_owned() },
    })?;
    let mut document = Document { format: Format::Docx, ..Document::default() };
    if package.is_broken() {
        document.notices.push(Notice::new("the Word document breaks off in the middle; what is left of it was read"));
    }
    if let Ok(Some(core)) = package.member("docProps/core.xml", 1 << 20) {
        let core = Properties::of(&core);
        document.title = core.first("title");
        // When the file was made, often the template, is no date of publication.
        document.byline = core.first("creator").and_then(|name| pdf::person(&name));
        document.language = core.first("language").and_then(|name| language::declared(&name));
    }
    let mut body = Body::default();
    body.take(&main, package.is_broken())?;
    (document.text, document.blocks) = body.builder.finish();
    text::check(&document.text).map_err(|error| match error {
        FormatError::Empty => FormatError::Wordless { what: WHAT },
        other => other,
    })?;
    // A title in the text is that of this text; a property may be that of the template.
    if let Some(title) = body.title {
        document.title = Some(title);
    }
    document.title = document.title.take().or_else(|| head::heading(&document));
    head::mark(&mut document);
    document.language = language::of(document.language.take(), &document.text);
    Ok(document)
}

#[derive(Default)]
struct Body {
    builder: TextBuilder,
    /// The first paragraph in the style of a title.
    title: Option<String>,
    words: String,
    kind: Option<BlockKind>,
    is_title: bool,
    /// Inside of `<w:t>`.
    in_text: bool,
    /// Inside of what is not read, this deep.
    passed: usize,
    tables: usize,
    /// The row of a table that is being read, its cells apart by bars.
    row: Option<String>,
    /// The run at hand is hidden.
    hidden: bool,
    /// What stands twice for older programs, this deep.
    fallback: usize,
    /// Paragraphs that boxes interrupt, with how deep their drawings were.
    around: Vec<(String, usize)>,
}

impl Body {
    fn take(&mut self, xml: &[u8], broken: bool) -> Result<(), FormatError> {
        let mut reader = Reader::from_reader(xml);
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => self.start(&tag),
                Ok(Event::Empty(tag)) => self.empty(&tag),
                Ok(Event::End(tag)) => self.end(local(tag.name().as_ref())),
                Ok(Event::Text(words)) if self.in_text && self.passed == 0 && !self.hidden => {
                    self.words.push_str(words.as_ref());
                }
                Ok(Event::GeneralRef(name)) if self.in_text && self.passed == 0 && !self.hidden => {
                    self.words.push_str(&reference(name.as_ref()));
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                // What came before the fault is text all the same.
                Err(_) if broken => break,
                Err(error) => {
                    return Err(FormatError::Damaged { what: WHAT, message: error.to_string() });
                }
            }
        }
        self.paragraph();
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        match local(name.as_ref()) {
            // What stands in a box is read before the paragraph that the box hangs on.
            "txbxContent" if self.fallback == 0 && self.tables == 0 => {
                self.around.push((std::mem::take(&mut self.words), std::mem::take(&mut self.passed)));
            }
            // Struck text, fields' codes, drawings, what only another program shows.
            "del" | "moveFrom" | "instrText" | "delText" | "drawing" | "pict" | "Fallback" | "txbxContent" => {
                self.passed += 1;
                self.fallback += usize::from(local(name.as_ref()) == "Fallback");
            }
            "p" if self.tables == 0 => self.paragraph(),
            "r" => self.hidden = false,
            "t" => self.in_text = true,
            "tr" if self.tables == 1 => self.row = Some(String::new()),
            "tbl" => {
                self.paragraph();
                self.tables += 1;
            }
            _ => self.property(tag),
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        match local(name.as_ref()) {
            "tab" if self.passed == 0 => self.words.push(' '),
            "br" | "cr" if self.passed == 0 => self.words.push('\n'),
            "noBreakHyphen" if self.passed == 0 => self.words.push('-'),
            "p" if self.tables == 0 => self.paragraph(),
            _ => self.property(tag),
        }
    }

    fn property(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        match local(name.as_ref()) {
            "pStyle" => {
                let style = attribute(tag, "val").unwrap_or_default().to_ascii_lowercase();
                self.is_title = style == "title";
                self.kind = if style.starts_with("heading") || style == "title" || style == "subtitle" {
                    Some(BlockKind::Heading)
                } else if style.contains("quote") {
                    Some(BlockKind::BlockQuote)
                } else if style.starts_with("list") {
                    Some(BlockKind::ListItem)
                } else if style == "caption" || style.starts_with("toc") || style == "contentsheading" {
                    Some(BlockKind::Aside)
                } else {
                    self.kind
                };
            }
            "vanish" => self.hidden = attribute(tag, "val").is_none_or(|value| value != "0" && value != "false"),
            "numPr" if self.kind.is_none() => self.kind = Some(BlockKind::ListItem),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "txbxContent" if self.fallback == 0 && self.tables == 0 && !self.around.is_empty() => {
                self.paragraph();
                (self.words, self.passed) = self.around.pop().unwrap_or_default();
            }
            "del" | "moveFrom" | "instrText" | "delText" | "drawing" | "pict" | "Fallback" | "txbxContent" => {
                self.passed = self.passed.saturating_sub(1);
                self.fallback = self.fallback.saturating_sub(usize::from(name == "Fallback"));
            }
            "t" => self.in_text = false,
            "r" => self.hidden = false,
            "p" if self.tables == 0 => self.paragraph(),
            // The paragraphs of a cell stand on one line.
            "p" => self.words.push(' '),
            "tc" if self.tables == 1 => self.cell(),
            "tr" if self.tables == 1 => self.line(),
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.builder.end();
                }
            }
            _ => {}
        }
    }

    /// Ends the cell at hand.
    fn cell(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.kind = None;
        if let Some(row) = &mut self.row {
            let words = super::builder::folded(&words);
            if !row.is_empty() {
                row.push_str(" | ");
            }
            row.push_str(words.trim());
        }
    }

    /// Ends the row at hand: a line of the table.
    fn line(&mut self) {
        let Some(row) = self.row.take().filter(|row| row.contains(char::is_alphanumeric)) else { return };
        if self.builder.is_open() {
            self.builder.line_break();
        } else {
            self.builder.start(BlockKind::Aside);
        }
        self.builder.words(&row);
    }

    /// Ends the paragraph at hand.
    fn paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        let kind = self.kind.take();
        let is_title = std::mem::take(&mut self.is_title);
        if words.trim().is_empty() {
            return;
        }
        let kind = if self.tables > 0 { BlockKind::Aside } else { kind.unwrap_or(BlockKind::Paragraph) };
        self.builder.start(kind);
        for (index, line) in words.lines().enumerate() {
            if index > 0 {
                self.builder.line_break();
            }
            self.builder.words(line);
        }
        self.builder.end();
        if is_title && self.title.is_none() {
            self.title = Some(super::builder::folded(&words).trim().to_owned());
        }
    }
}
