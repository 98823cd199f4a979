//! A document as the formats hand it over and the reading takes it.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::Notice;

/// One article: its canonical text and what is known about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The input's own identifier, of whatever JSON type; `extract` hands it back.
    pub id: Option<serde_json::Value>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, as printed, without "By".
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it stands, in canonical form.
    pub url: Option<String>,
    /// The address as it was given, where that differs.
    pub original_url: Option<String>,
    /// When it was published: ISO 8601, as precise as the document is (`2024`, `2024-11`, `2024-11-03`,
    /// `2024-11-03T09:15`, `2024-11-03T09:15:00-05:00`).
    pub published_at: Option<String>,
    /// How sure that date is; none where there is no date, and where the format says its dates plainly.
    pub published_certainty: Option<Certainty>,
    /// ISO 639-1 code where the document or its words tell.
    pub language: Option<String>,
    /// The canonical text, with LF line ends and no byte-order mark; every span counts in it.
    pub text: String,
    /// What the format knows of the text's structure, in order, without overlap. Where it is silent, the reading judges.
    pub blocks: Vec<Block>,
    /// The format it was read from.
    pub format: Format,
    /// What was odd about it.
    pub notices: Vec<Notice>,
}

/// How sure it is that a document was published when it is said to have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The document says so.
    Stated,
    /// It follows from what the document says: its address holds the day, or the order of day and month, or what
    /// "yesterday" was, had to be worked out.
    Inferred,
    /// A date that stands somewhere in the document, of a change or without any word of what it is.
    Guessed,
}

impl Certainty {
    /// The name used in `articles.published_certainty`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Guessed => "guessed",
        }
    }

    /// That of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Stated, Self::Inferred, Self::Guessed].into_iter().find(|certainty| certainty.name() == name)
    }
}

/// A stretch of the text that the format knows the kind of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where, in **bytes** of [`Document::text`], on code-point boundaries.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline, where it stands in the text.
    Title,
    /// A heading between paragraphs: read for figures no more than a title is, never part of a sentence.
    Heading,
    /// "By Jane Doe", with or without outlet and date.
    Byline,
    /// A line that gives only when or where: "Nov. 3, 2024", "Updated 9:15 a.m.".
    Dateline,
    /// Running text.
    Paragraph,
    /// An item of a list: running text that ends where the item ends.
    ListItem,
    /// A block quotation: its words are somebody else's.
    BlockQuote,
    /// What stands under a picture or in a table: stored, not read.
    Aside,
}

impl BlockKind {
    /// Whether sentences are read here.
    pub const fn is_prose(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::BlockQuote)
    }
}

impl Document {
    /// Whether its language is one of which no claims are read: any but English. What says nothing is taken for English.
    pub fn is_unsupported(&self) -> bool {
        self.language.as_deref().is_some_and(|language| !matches!(language, "en" | "und"))
    }
}

/// The formats that sayso reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object, or an array of them.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// A table, with commas, semicolons or tabs, whose header names an article's fields.
    Csv,
    /// An RSS, Atom or JSON feed.
    Feed,
    /// One mail.
    Mail,
    /// A mailbox of many mails.
    Mbox,
    /// A page saved with all its parts in one file.
    Mhtml,
    /// A PDF document.
    Pdf,
    /// A Word document.
    Docx,
    /// A book or collection.
    Epub,
    /// A crawl.
    Warc,
    /// An archive of any of these.
    Zip,
    /// An archive of any of these.
    Tar,
    /// Any of these, compressed.
    Gzip,
}

impl Format {
    /// All formats, in the order of help texts.
    pub const ALL: [Self; 17] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::Feed,
        Self::Mail,
        Self::Mbox,
        Self::Mhtml,
        Self::Pdf,
        Self::Docx,
        Self::Epub,
        Self::Warc,
        Self::Zip,
        Self::Tar,
        Self::Gzip,
    ];

    /// The name used on the command line and in `articles.format`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Feed => "feed",
            Self::Mail => "mail",
            Self::Mbox => "mbox",
            Self::Mhtml => "mhtml",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Epub => "epub",
            Self::Warc => "warc",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::Gzip => "gzip",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("no format is called {name:?}; choose one of {}", known.join(", "))
        })
    }
}
