//! Files → documents → readings, on all cores, handed on in the order of the inputs.
//!
//! Work goes in batches: files are read and parsed side by side, then, after the caller has said which documents it
//! wants read, the documents are read side by side, then all are handed on in order. A large file is not held as
//! documents: its articles come a batch at a time.

use std::borrow::Cow;
use std::ops::ControlFlow;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::args::InputArgs;
use super::input::{Found, Input, Inputs};
use super::interrupt;

use crate::formats::{self, Hints};
use crate::model::{Document, Format, Reading};
use crate::reading;

/// Documents in a batch, at most.
const BATCH: usize = 128;
/// Bytes of files that are parsed side by side, at most (a single larger file comes alone).
const BATCH_BYTES: u64 = 64 << 20;
/// A file above this is parsed as it is handed on.
const LARGE: u64 = 8 << 20;

/// A document on its way.
pub struct Item {
    /// What it is called: the file's name, with `#` and its place in a file of several.
    pub path: String,
    /// The document, or why there is none.
    pub outcome: Result<Ready, String>,
}

/// A document, and its reading if it was wanted.
pub struct Ready {
    /// The document.
    pub document: Document,
    /// The bytes it was read from.
    pub original: Vec<u8>,
    /// What it says; none where [`Visitor::wants`] said no.
    pub reading: Option<Reading>,
}

/// What a command does with the documents.
pub trait Visitor {
    /// May fill in what `document` does not say. Says whether it is to be read.
    ///
    /// # Errors
    /// Ends the whole run.
    fn wants(&mut self, document: &mut Document, path: &str) -> anyhow::Result<bool>;

    /// Takes a batch of documents in the order of the inputs; breaks to end early.
    ///
    /// # Errors
    /// Ends the whole run.
    fn take(&mut self, items: Vec<Item>) -> anyhow::Result<ControlFlow<()>>;

    /// Told of what was left alone.
    fn skipped(&mut self, path: &str, why: &str);

    /// Told of a file that is no document by its ending.
    fn left_out(&mut self, ending: &str);

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
    let mut line = Line { pool, format: args.format, visitor };
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
            bytes = 0;
        }
        match found {
            Found::File(input) if size.is_none_or(|size| size > LARGE) => {
                if line.files(std::mem::take(&mut files))?.is_break() || line.large(&input)?.is_break() {
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
    let _ = line.files(files)?;
    Ok(())
}

/// What came of something found.
enum Parsed {
    Items(Vec<Item>),
    Skipped { name: String, why: String },
    LeftOut { ending: String },
}

struct Line<'a> {
    pool: ThreadPool,
    format: Option<Format>,
    visitor: &'a mut dyn Visitor,
}

impl Line<'_> {
    /// Small files, side by side.
    fn files(&mut self, files: Vec<Found>) -> anyhow::Result<ControlFlow<()>> {
        let format = self.format;
        let parsed: Vec<Parsed> = self.pool.install(|| {
            files
                .into_par_iter()
                .map(|found| match found {
                    _ if interrupt::seen() => Parsed::Items(Vec::new()),
                    Found::File(input) => Parsed::Items(whole(&input, format)),
                    Found::Failed { name, why } => Parsed::Items(vec![Item { path: name, outcome: Err(why) }]),
                    Found::Skipped { name, why } => Parsed::Skipped { name, why },
                    Found::LeftOut { ending } => Parsed::LeftOut { ending },
                })
                .collect()
        });
        let mut batch = Vec::new();
        for parsed in parsed {
            let items = match parsed {
                Parsed::Items(items) => items,
                Parsed::Skipped { name, why } => {
                    self.visitor.skipped(&name, &why);
                    continue;
                }
                Parsed::LeftOut { ending } => {
                    self.visitor.left_out(&ending);
                    continue;
                }
            };
            for item in items {
                batch.push(item);
                if batch.len() >= BATCH && self.documents(std::mem::take(&mut batch))?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        self.documents(batch)
    }

    /// One file, an article after the other.
    fn large(&mut self, input: &Input) -> anyhow::Result<ControlFlow<()>> {
        let bytes = match input.bytes() {
            Ok(bytes) => bytes,
            Err(error) => {
                return self.documents(vec![Item { path: input.name.clone(), outcome: Err(error.to_string()) }]);
            }
        };
        let mut batch = Vec::new();
        for item in articles(&bytes, input, self.format) {
            batch.push(item);
            if batch.len() >= BATCH && self.documents(std::mem::take(&mut batch))?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        self.documents(batch)
    }

    /// Reads the documents that are wanted, side by side, and hands all on.
    fn documents(&mut self, mut items: Vec<Item>) -> anyhow::Result<ControlFlow<()>> {
        if self.visitor.stopped() {
            return Ok(ControlFlow::Break(()));
        }
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
        self.pool.install(|| {
            // After an interrupt nothing is read any more, and nothing of this batch is handed on.
            wanted
                .into_par_iter()
                .filter(|_| !interrupt::seen())
                .for_each(|ready| ready.reading = Some(reading::read(&ready.document)));
        });
        if self.visitor.stopped() {
            return Ok(ControlFlow::Break(()));
        }
        self.visitor.take(items)
    }
}

/// All articles of a small file.
fn whole(input: &Input, format: Option<Format>) -> Vec<Item> {
    match input.bytes() {
        Ok(bytes) => articles(&bytes, input, format).collect(),
        Err(error) => vec![Item { path: input.name.clone(), outcome: Err(error.to_string()) }],
    }
}

/// The articles in `bytes`, each with the name that is its own.
fn articles<'a>(bytes: &'a [u8], input: &'a Input, format: Option<Format>) -> Box<dyn Iterator<Item = Item> + 'a> {
    let hints = Hints { name: input.place.is_some().then_some(input.name.as_str()), format };
    let read = match formats::read(bytes, &hints) {
        Ok(read) => read,
        Err(error) => {
            return Box::new(std::iter::once(Item { path: input.name.clone(), outcome: Err(error.to_string()) }));
        }
    };
    let mut read = read.enumerate().peekable();
    let mut several = None;
    Box::new(std::iter::from_fn(move || {
        let (index, article) = read.next()?;
        // A line of JSONL has its number even where it is alone: more lines may come, and it stays the same article.
        let several = *several.get_or_insert_with(|| {
            read.peek().is_some() || article.as_ref().is_ok_and(|article| article.document.format == Format::Jsonl)
        });
        let path = if several { format!("{}#{}", input.name, index + 1) } else { input.name.clone() };
        let outcome = article.map_err(|error| error.to_string()).map(|article| Ready {
            document: article.document,
            original: Cow::into_owned(article.original),
            reading: None,
        });
        Some(Item { path, outcome })
    }))
}
