//! PDF documents. A page is letters with places; [`page`] makes lines of them in the order in which a person reads (column
//! after column) once [`heads`] took away what stands on page after page; [`flow`] makes paragraphs of the lines of all pages.
//!
//! The crates that take a PDF apart are not ours and can panic: they run in a thread of their own, called [`THREAD`], whose
//! end is an error of the document and not of the program. What would let them call themselves without end is looked for
//! before.

mod flow;
mod fonts;
mod guard;
mod heads;
mod page;
mod repair;
mod rtl;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use pdf_extract::{Document as Pdf, MediaBox, OutputDev, OutputError, Transform, output_doc, output_doc_page};

use self::page::{Letter, Line};
use super::builder::folded;
use super::{FormatError, author, byline, head, language, text};
use crate::model::{BlockKind, Document, Format, Notice};

/// The name of the threads that read PDFs. What panics there is told as an error of the document.
pub const THREAD: &str = "pdf reader";
/// The stack of such a thread: form pictures may lie in one another.
const STACK: usize = 64 << 20;
/// Letters of a document, at most; a page of a newspaper has some ten thousand.
const MAX_LETTERS: usize = 16_000_000;
/// Letters of a page, at most.
const MAX_ON_PAGE: usize = 300_000;

const WHAT: &str = "the PDF";

/// Reads a PDF.
///
/// # Errors
/// When it is damaged or encrypted, or has no text.
pub(super) fn read(bytes: &[u8]) -> Result<Document, FormatError> {
    let gave_up = || FormatError::GaveUp { what: WHAT };
    thread::scope(|scope| {
        let reader = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK);
        let reader = reader.spawn_scoped(scope, || take(bytes)).map_err(|_| gave_up())?;
        reader.join().unwrap_or_else(|_| Err(gave_up()))
    })
}

/// Reads a PDF; one that is damaged a second time, as far as its parts can be found.
fn take(bytes: &[u8]) -> Result<Document, FormatError> {
    let error = match attempt(bytes, false) {
        Err(error @ (FormatError::Damaged { .. } | FormatError::GaveUp { .. })) => error,
        done => return done,
    };
    let again = repair::rebuilt(bytes).and_then(|whole| attempt(&whole, true).ok());
    again.ok_or(error)
}

fn attempt(bytes: &[u8], broken: bool) -> Result<Document, FormatError> {
    let damaged = |message: String| FormatError::Damaged { what: WHAT, message };
    guard::check_bytes(bytes)?;
    let mut pdf = Pdf::load_mem(bytes).map_err(|error| match error {
        pdf_extract::Error::Decryption(_) | pdf_extract::Error::InvalidPassword => {
            FormatError::Encrypted { what: WHAT }
        }
        error => damaged(error.to_string()),
    })?;
    if broken {
        repair::streams(&mut pdf);
    }
    if pdf.is_encrypted() && pdf.decrypt("").is_err() {
        return Err(FormatError::Encrypted { what: WHAT });
    }
    guard::check(&pdf)?;
    let mut pages = Pages::default();
    let mut lost = guard::lighten(&mut pdf);
    fonts::spell_out(&mut pdf);
    // One broken page must not cost the others, but one after the other they take longer.
    let all = catch_unwind(AssertUnwindSafe(|| output_doc(&pdf, &mut pages)));
    if !matches!(all, Ok(Ok(()))) {
        pages = Pages::default();
        for number in pdf.get_pages().into_keys() {
            let one = catch_unwind(AssertUnwindSafe(|| output_doc_page(&pdf, &mut pages, number)));
            if !matches!(one, Ok(Ok(()))) {
                pages.end();
                lost += 1;
            }
        }
    }
    let count = pages.pieces.len();
    if count == 0 {
        let locked = memchr::memmem::find(bytes, b"/Encrypt").is_some();
        return Err(if locked { FormatError::Encrypted { what: WHAT } } else { damaged("it has no pages".to_owned()) });
    }
    if pages.pieces.iter().all(Vec::is_empty) {
        let pages = if count == 1 { "1 page".to_owned() } else { format!("{count} pages") };
        return Err(if lost > 0 { FormatError::GaveUp { what: WHAT } } else { FormatError::NoTextLayer { pages } });
    }
    let mut document = Document { format: Format::Pdf, ..Document::default() };
    heads::drop(&mut pages.pieces);
    let found = flow::paragraphs(pages.pieces.into_iter().map(page::ordered).collect());
    (document.text, document.blocks) = (found.text, found.blocks);
    text::check(&document.text).map_err(|error| match error {
        FormatError::Empty => FormatError::Wordless { what: WHAT },
        other => other,
    })?;
    let told = info(&pdf, b"Title").filter(|title| is_title(title));
    // A headline may go on where its letters do not.
    let longer = |seen: &str| told.as_ref().filter(|told| told.len() > seen.len() && told.starts_with(seen)).cloned();
    document.title = found.title.map(|seen| longer(&seen).unwrap_or(seen)).or_else(|| told.clone());
    head::mark(&mut document);
    document.byline = document.byline.take().or_else(|| info(&pdf, b"Author").and_then(|name| person(&name)));
    if broken {
        document.notices.push(Notice::new("the PDF is damaged or breaks off; what could be found of it was read"));
    }
    if lost > 0 {
        let pages = if lost == 1 { "1 page".to_owned() } else { format!("{lost} pages") };
        document.notices.push(Notice::new(format!("{pages} of {count} could not be read and are left out")));
    }
    document.language = language::of(document.language.take(), &document.text);
    Ok(document)
}

/// What the document says of itself under `name`.
fn info(pdf: &Pdf, name: &[u8]) -> Option<String> {
    let info = pdf.trailer.get(b"Info").ok()?;
    let (_, info) = pdf.dereference(info).ok()?;
    let (_, value) = pdf.dereference(info.as_dict().ok()?.get(name).ok()?).ok()?;
    let text = pdf_extract::decode_text_string(value).ok()?;
    Some(folded(&text).trim().to_owned()).filter(|text| !text.is_empty())
}

/// Programs put a file's name or nothing of meaning there.
fn is_title(title: &str) -> bool {
    let words = title.split_whitespace().count();
    words >= 2 && !title.starts_with("Microsoft ") && !title.contains(['\\', '/']) && !title.contains(".doc")
}

/// A name of two words or more: one is a program or an account.
pub(super) fn person(name: &str) -> Option<String> {
    byline::clean([name]).filter(|name| name.split_whitespace().count() >= 2 || author::is_eastern(name))
}

/// The letters of the page at hand, and the pieces of lines of those before.
#[derive(Default)]
struct Pages {
    pieces: Vec<Vec<Line>>,
    letters: Vec<Letter>,
    taken: usize,
    top: f64,
    height: f64,
}

impl Pages {
    fn end(&mut self) {
        let letters = std::mem::take(&mut self.letters);
        self.pieces.push(page::pieces(letters, self.height));
    }
}

impl OutputDev for Pages {
    fn begin_page(&mut self, _: u32, media: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        (self.top, self.height) = (media.ury, media.ury - media.lly);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.end();
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // Text that runs up a margin is no part of the article.
        let upright = place.m12.abs() <= place.m11.abs() * 0.2 && place.m11 > 0.0;
        let size = (font_size * place.m22).abs();
        let sound = [place.m31, place.m32, width, size].iter().all(|value| value.is_finite() && value.abs() < 1e6);
        self.taken += 1;
        let room = self.taken <= MAX_LETTERS && self.letters.len() < MAX_ON_PAGE;
        if upright && sound && size > 0.5 && room {
            let width = (width * font_size * place.m11).abs();
            self.letters.push(Letter { x: place.m31, y: self.top - place.m32, width, size, text: text.to_owned() });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Whether `kind` joins running text.
const fn is_heading(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Heading)
}
