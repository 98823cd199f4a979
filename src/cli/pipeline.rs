//! Files → documents → readings, on all cores, handed on in the order of the inputs.
//!
//! Work goes in batches: files are read and parsed side by side, then, after the caller has said which documents it
//! wants read, the documents are read side by side while the batch before is handed on, in order. What is large, or an archive, is
//! taken apart as a stream: its parts come a batch at a time, are parsed side by side, and are never held as a whole.

use std::borrow::Cow;
use std::io::Cursor;
use std::ops::ControlFlow;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::args::InputArgs;
use super::input::{Found, Input, Inputs};
use super::interrupt;

use crate::archive::Prepared;
use crate::formats::{self, Detected, Hints, Part, Piece, Source};
use crate::model::{Document, Format, Reading};
use crate::reading::{self, Aim};

/// Documents in a batch, at most.
const BATCH: usize = 256;
/// Bytes of files that are parsed side by side, at most (a single larger file comes alone).
const BATCH_BYTES: u64 = 8 << 20;
/// Bytes of the parts of a large file that are parsed side by side, at most (a single larger part comes alone).
const PART_BYTES: usize = 8 << 20;
/// Bytes of text in a batch, at most (a single longer document comes alone): two are held, and what they were read from.
const BATCH_TEXT: usize = 8 << 20;
/// Bytes of what the documents of a batch were read from, at most: a page is many times its text.
const BATCH_ORIGINALS: usize = 12 << 20;
/// Bytes of text that are read as one, at most (a single longer document comes alone).
const TOGETHER: usize = 128 << 10;
/// A file above this is taken apart as a stream.
const LARGE: u64 = 8 << 20;

/// A document on its way.
pub struct Item {
    /// What it is called: the file's name, with `#` and its place in a file of several.
    pub path: String,
    /// The document, or why there is none.
    pub outcome: Result<Ready, String>,
    /// Its format and why it was taken for that; none where nobody looked so far.
    pub detected: Option<Detected>,
}

impl Item {
    fn failed(path: String, why: String) -> Self {
        Self { path, outcome: Err(why), detected: None }
    }

    /// How many bytes it was read from.
    fn original(&self) -> usize {
        self.outcome.as_ref().map_or(0, |ready| ready.original.len())
    }

    /// How many bytes of text it has.
    fn text(&self) -> usize {
        self.outcome.as_ref().map_or(0, |ready| ready.document.text.len())
    }
}

/// Documents that go on together.
#[derive(Default)]
struct Batch {
    items: Vec<Item>,
    /// Bytes of text in them.
    text: usize,
    /// Bytes of what they were read from.
    originals: usize,
}

impl Batch {
    /// Adds one, and gives all of them where no more should come.
    fn add(&mut self, item: Item) -> Option<Self> {
        self.text += item.text();
        self.originals += item.original();
        self.items.push(item);
        let full = self.items.len() >= BATCH || self.text >= BATCH_TEXT || self.originals >= BATCH_ORIGINALS;
        full.then(|| std::mem::take(self))
    }
}

/// A document, and its reading if it was wanted.
pub struct Ready {
    /// The document.
    pub document: Document,
    /// The bytes it was read from.
    pub original: Vec<u8>,
    /// What it says; none where [`Visitor::wants`] said no.
    pub reading: Option<Reading>,
    /// What can be done for storing it without the archive; none where [`Visitor::stores`] says no.
    pub prepared: Option<Prepared>,
}

/// What a command does with the documents.
pub trait Visitor {
    /// May fill in what `document` does not say. Says whether it is to be read.
    ///
    /// # Errors
    /// Ends the whole run.
    fn wants(&mut self, document: &mut Document, path: &str) -> anyhow::Result<bool>;

    /// Whether what is read is to be stored.
    fn stores(&self) -> bool {
        false
    }

    /// Takes a batch of documents in the order of the inputs; breaks to end early.
    ///
    /// # Errors
    /// Ends the whole run.
    fn take(&mut self, items: Vec<Item>) -> anyhow::Result<ControlFlow<()>>;

    /// Told of what was left alone.
    fn skipped(&mut self, path: &str, why: &str);

    /// Told of a file that is no document by its ending.
    fn left_out(&mut self, ending: &str);

    /// Told of something in an archive or crawl that is no document, and of what kind it is.
    fn passed_over(&mut self, why: &str);

    /// Whether to end now.
    fn stopped(&self) -> bool {
        false
    }
}

/// Sends all that `inputs` find to `visitor`.
///
/// # Errors
/// As `visitor` fails, and when no threads can be started.
pub fn run(inputs: Inputs, args: &InputArgs, visitor: &mut dyn Visitor) -> anyhow::Result<()> {
    let pool = ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, usize::from)).build()?;
    let mut line = Line { pool, format: args.format, visitor, read: Vec::new() };
    let mut files = Vec::new();
    let mut bytes = 0;
    for found in inputs {
        let size = match &found {
            Found::File(input) => input.size(),
            _ => Some(0),
        };
        // Before what may be large or slow (stdin), what is there is handed on.
        if files.len() >= BATCH || size.is_none_or(|size| bytes + size > BATCH_BYTES) {
            if line.files(std::mem::take(&mut files))?.is_break() {
                return Ok(());
            }
            if size.is_none() && line.hand_on()?.is_break() {
                return Ok(());
            }
            bytes = 0;
        }
        match found {
            Found::File(input) if size.is_none_or(|size| size > LARGE) => {
                if line.files(std::mem::take(&mut files))?.is_break() {
                    return Ok(());
                }
                let mut batch = Batch::default();
                if line.stream(&input, &mut batch)?.is_break() || line.documents(batch)?.is_break() {
                    return Ok(());
                }
                bytes = 0;
            }
            found => {
                bytes += size.unwrap_or(0);
                files.push(found);
            }
        }
    }
    if line.files(files)?.is_continue() {
        let _ = line.hand_on()?;
    }
    Ok(())
}

/// What came of something found.
enum Parsed {
    Read(Vec<Read>),
    /// An archive, however small: what is in it is parsed side by side.
    Packed(Input),
    Skipped {
        name: String,
        why: String,
    },
    LeftOut {
        ending: String,
    },
}

/// What came of a part.
enum Read {
    Item(Box<Item>),
    Passed(Cow<'static, str>),
}

struct Line<'a> {
    pool: ThreadPool,
    format: Option<Format>,
    visitor: &'a mut dyn Visitor,
    /// The batch that is read, and handed on while the next one is.
    read: Vec<Item>,
}

impl Line<'_> {
    /// Small files, side by side.
    fn files(&mut self, files: Vec<Found>) -> anyhow::Result<ControlFlow<()>> {
        let format = self.format;
        let parsed: Vec<Parsed> = self.pool.install(|| {
            files
                .into_par_iter()
                .map(|found| match found {
                    _ if interrupt::seen() => Parsed::Read(Vec::new()),
                    Found::File(input) => small(input, format),
                    Found::Failed { name, why } => Parsed::Read(vec![Read::Item(Box::new(Item::failed(name, why)))]),
                    Found::Skipped { name, why } => Parsed::Skipped { name, why },
                    Found::LeftOut { ending } => Parsed::LeftOut { ending },
                })
                .collect()
        });
        let mut batch = Batch::default();
        for parsed in parsed {
            let flow = match parsed {
                Parsed::Read(read) => self.collect(read, &mut batch)?,
                Parsed::Packed(input) => self.stream(&input, &mut batch)?,
                Parsed::Skipped { name, why } => {
                    self.visitor.skipped(&name, &why);
                    continue;
                }
                Parsed::LeftOut { ending } => {
                    self.visitor.left_out(&ending);
                    continue;
                }
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        self.documents(batch)
    }

    /// One large file or archive, a batch of its parts after the other.
    fn stream(&mut self, input: &Input, batch: &mut Batch) -> anyhow::Result<ControlFlow<()>> {
        let source = match input.open() {
            Ok(source) => source,
            Err(error) => {
                let item = Item::failed(input.name.clone(), error.to_string());
                return self.collect(vec![Read::Item(Box::new(item))], batch);
            }
        };
        let mut pieces = Vec::new();
        let mut bytes = 0;
        let mut failure = None;
        formats::split(source, &input.name, &hints(input, self.format), &mut |piece| {
            if let Piece::Part(part) = &piece {
                bytes += part.bytes.len();
            }
            pieces.push(piece);
            if pieces.len() < BATCH && bytes < PART_BYTES {
                return ControlFlow::Continue(());
            }
            bytes = 0;
            self.pieces(std::mem::take(&mut pieces), batch).unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        });
        match failure {
            Some(error) => Err(error),
            None => self.pieces(pieces, batch),
        }
    }

    /// Parses pieces side by side.
    fn pieces(&mut self, pieces: Vec<Piece>, batch: &mut Batch) -> anyhow::Result<ControlFlow<()>> {
        let read: Vec<Vec<Read>> = self.pool.install(|| pieces.into_par_iter().map(read).collect());
        for read in read {
            if self.collect(read, batch)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(if self.visitor.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    /// Adds to the batch, and hands it on when it is full.
    fn collect(&mut self, read: Vec<Read>, batch: &mut Batch) -> anyhow::Result<ControlFlow<()>> {
        for read in read {
            let item = match read {
                Read::Item(item) => *item,
                Read::Passed(why) => {
                    self.visitor.passed_over(&why);
                    continue;
                }
            };
            if let Some(full) = batch.add(item)
                && self.documents(full)?.is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Reads the documents that are wanted, side by side, and hands all on.
    fn documents(&mut self, batch: Batch) -> anyhow::Result<ControlFlow<()>> {
        if self.visitor.stopped() {
            return Ok(ControlFlow::Break(()));
        }
        let mut items = batch.items;
        if items.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let mut wanted = Vec::new();
        for item in &mut items {
            if let Ok(ready) = &mut item.outcome
                && self.visitor.wants(&mut ready.document, &item.path)?
            {
                wanted.push(ready);
            }
        }
        let stores = self.visitor.stores();
        let groups = together(wanted);
        let before = std::mem::take(&mut self.read);
        let Self { pool, visitor, .. } = self;
        // The archive is this thread's alone: it stores the batch before, while the others read.
        let flow = pool.in_place_scope(|scope| {
            scope.spawn(|_| groups.into_par_iter().for_each(|group| read_all(group, stores)));
            hand_on(*visitor, before)
        })?;
        self.read = items;
        Ok(flow)
    }

    /// Hands on what is read and waits.
    fn hand_on(&mut self) -> anyhow::Result<ControlFlow<()>> {
        hand_on(self.visitor, std::mem::take(&mut self.read))
    }
}

fn hand_on(visitor: &mut dyn Visitor, items: Vec<Item>) -> anyhow::Result<ControlFlow<()>> {
    if visitor.stopped() {
        return Ok(ControlFlow::Break(()));
    }
    if items.is_empty() { Ok(ControlFlow::Continue(())) } else { visitor.take(items) }
}

/// Reads a group of documents, and makes ready what is to be stored.
fn read_all(mut group: Vec<&mut Ready>, stores: bool) {
    // After an interrupt nothing is read any more, and nothing of this batch is handed on.
    if interrupt::seen() {
        return;
    }
    let documents: Vec<&Document> = group.iter().map(|ready| &ready.document).collect();
    let readings = reading::read_all(&documents, if stores { Aim::Store } else { Aim::Show });
    for (ready, reading) in group.iter_mut().zip(readings) {
        if stores {
            // What went wrong here goes wrong again where it is stored, and is said there.
            ready.prepared = Prepared::new(&ready.document, &ready.original, Some(&reading)).ok();
        }
        ready.reading = Some(reading);
    }
}

/// `wanted` in groups that are read as one, as short documents are read faster together.
fn together(wanted: Vec<&mut Ready>) -> Vec<Vec<&mut Ready>> {
    let mut groups: Vec<Vec<&mut Ready>> = Vec::new();
    let mut bytes = TOGETHER;
    for ready in wanted {
        let more = ready.document.text.len();
        if bytes + more > TOGETHER {
            groups.push(Vec::new());
            bytes = 0;
        }
        bytes += more;
        if let Some(group) = groups.last_mut() {
            group.push(ready);
        }
    }
    groups
}

fn hints(input: &Input, format: Option<Format>) -> Hints<'_> {
    Hints { name: input.place.is_some().then_some(input.name.as_str()), format }
}

/// All of a small file, unless it is an archive.
fn small(input: Input, format: Option<Format>) -> Parsed {
    let bytes = match input.bytes() {
        Ok(bytes) if formats::is_packed(&bytes) => return Parsed::Packed(input),
        Ok(bytes) => bytes,
        Err(error) => return Parsed::Read(vec![Read::Item(Box::new(Item::failed(input.name, error.to_string())))]),
    };
    let source = Source::File(Box::new(Cursor::new(bytes)));
    let mut found = Vec::new();
    formats::split(source, &input.name, &hints(&input, format), &mut |piece| {
        found.extend(read(piece));
        ControlFlow::Continue(())
    });
    Parsed::Read(found)
}

/// Parses a piece.
fn read(piece: Piece) -> Vec<Read> {
    match piece {
        Piece::Failed { path, error } => vec![Read::Item(Box::new(Item::failed(path, error.to_string())))],
        Piece::Skipped { why } => vec![Read::Passed(why.into())],
        // After an interrupt nothing of this batch is handed on.
        Piece::Part(_) if interrupt::seen() => Vec::new(),
        Piece::Part(part) => articles(&part),
    }
}

fn articles(part: &Part) -> Vec<Read> {
    let articles = part.articles().into_iter().map(|(path, article)| {
        if let Err(error) = &article
            && let Some(why) = part.passed_over(error)
        {
            return Read::Passed(why.into());
        }
        let outcome = article.map_err(|error| error.to_string()).map(|article| Ready {
            document: article.document,
            original: Cow::into_owned(article.original),
            reading: None,
            prepared: None,
        });
        Read::Item(Box::new(Item { path, outcome, detected: Some(part.detected.clone()) }))
    });
    articles.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_many_times_their_text_fill_a_batch() {
        let page = || Item {
            path: String::new(),
            outcome: Ok(Ready {
                document: Document { text: "The ferry sank.".to_owned(), ..Document::default() },
                original: vec![b' '; 1 << 20],
                reading: None,
                prepared: None,
            }),
            detected: None,
        };
        let mut batch = Batch::default();
        let full = (1..).find_map(|_| batch.add(page())).unwrap_or_default();
        assert_eq!(full.items.len(), BATCH_ORIGINALS >> 20);
        assert_eq!(batch.originals, 0, "the next begins anew");
    }
}
