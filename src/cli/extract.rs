//! `sayso extract`: the reading alone, a JSON line a document, without an archive.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use super::args::ExtractArgs;
use super::destination;
use super::exit::{Ending, complain};
use super::input::Inputs;
use super::pipeline::{self, Item, Visitor};
use super::reading_json;
use super::summary::Tally;
use crate::formats;
use crate::model::Document;

/// Bytes of a line that are written at once.
const PIECES: usize = 32 << 10;

pub(super) fn run(args: &ExtractArgs) -> anyhow::Result<Ending> {
    destination::with_writer(None, |out| {
        let today = chrono::Utc::now().format("%F").to_string();
        let mut extract = Extract { out, today, explain: args.explain, failed: false, tally: Tally::default() };
        pipeline::run(Inputs::new(&args.input.paths, None), &args.input, &mut extract)?;
        extract.out.flush()?;
        if let Some(line) = extract.tally.passed_over() {
            complain(&format!("skipped: {line}"));
        }
        Ok(if extract.failed { Ending::Incomplete } else { Ending::Done })
    })
}

struct Extract<W: Write> {
    out: W,
    explain: bool,
    failed: bool,
    tally: Tally,
    today: String,
}

impl<W: Write> Visitor for Extract<W> {
    fn wants(&mut self, document: &mut Document, _: &str) -> anyhow::Result<bool> {
        formats::drop_future(document, &self.today);
        Ok(true)
    }

    fn take(&mut self, items: Vec<Item>) -> anyhow::Result<ControlFlow<()>> {
        for Item { path, outcome, detected } in items {
            match outcome {
                Ok(ready) => {
                    for notice in &ready.document.notices {
                        complain(&format!("{path}: {}", notice.message));
                    }
                    let Some(reading) = &ready.reading else { continue };
                    let detected = detected.as_ref().filter(|_| self.explain);
                    let line = reading_json::line(&path, &ready.document, reading, detected);
                    // A line is written in hundreds of small pieces, and may be longer than one would hold.
                    let mut pieces = BufWriter::with_capacity(PIECES, &mut self.out);
                    serde_json::to_writer(&mut pieces, &line)?;
                    pieces.write_all(b"\n")?;
                    pieces.flush()?;
                }
                Err(why) => {
                    self.failed = true;
                    complain(&format!("{path}: {why}"));
                    if let Some(detected) = detected.filter(|_| self.explain) {
                        complain(&format!("{path}: it was taken for {}: {}", detected.format, detected.reason));
                    }
                }
            }
        }
        // Whoever reads a line at a time should not wait for the next batch.
        self.out.flush()?;
        Ok(ControlFlow::Continue(()))
    }

    fn skipped(&mut self, path: &str, why: &str) {
        complain(&format!("{path}: skipped: {why}"));
    }

    fn left_out(&mut self, _ending: &str) {}

    fn passed_over(&mut self, why: &str) {
        *self.tally.passed_over.entry(why.to_owned()).or_default() += 1;
    }
}
