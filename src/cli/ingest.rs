//! `sayso ingest`: documents into the archive, and a summary of what came of it.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::args::IngestArgs;
use super::exit::{Ending, Usage, complain};
use super::input::Inputs;
use super::pipeline::{self, Item, Ready, Visitor};
use super::summary::{self, Tally};
use super::{destination, interrupt, terminal, watch};
use crate::archive::{Archive, Entry, Known, Stored};
use crate::formats;
use crate::model::{Document, Reading};
use crate::output::visible;

/// Articles in one transaction: few enough that Ctrl-C, and another writer, need not wait.
const TRANSACTION: usize = 256;

pub(super) fn run(db: &Path, args: &IngestArgs) -> anyhow::Result<Ending> {
    if args.url.is_some() && (args.input.paths.len() > 1 || args.input.paths.iter().any(|path| path.is_dir())) {
        return Err(Usage("--url is where one document stands; give one file with it".to_owned()).into());
    }
    let archive = match (args.dry_run, db.exists()) {
        (true, false) => None,
        (true, true) => Some(Archive::open(db)?),
        (false, _) => Some(Archive::create(db)?),
    };
    interrupt::gently();
    let archive = match archive {
        Some(archive) if args.watch => return watch::run(db, args, archive),
        archive => archive,
    };
    let (archive, tally, added) = take(args, archive, Inputs::new(&args.input.paths, Some(db)))?;
    let interrupted = interrupt::seen();
    if interrupted {
        complain(&format!("interrupted; {}; the same command again goes on from here", tally.line()));
    }
    if let (true, Some(line)) = (args.json, tally.passed_over()) {
        complain(&format!("skipped: {line}"));
    }
    if !args.json {
        let mut page = String::new();
        summary::counts(&mut page, db, &tally, archive.as_ref().filter(|_| !args.dry_run), args.dry_run)?;
        if !args.dry_run && !interrupted {
            summary::disagreements(&mut page, db, archive.as_ref(), &added, terminal::width());
        }
        io::stdout().write_all(visible::lines(&page).as_bytes())?;
    }
    Ok(match (interrupted, tally.failed) {
        (true, _) => Ending::Interrupted,
        (false, 0) => Ending::Done,
        (false, _) => Ending::Incomplete,
    })
}

/// Takes what `inputs` are into `archive`, and gives that back with what came of it.
pub(super) fn take(
    args: &IngestArgs,
    archive: Option<Archive>,
    inputs: Inputs,
) -> anyhow::Result<(Option<Archive>, Tally, HashSet<i64>)> {
    let mut ingest = Ingest::new(archive, args);
    let outcome = pipeline::run(inputs, &args.input, &mut ingest);
    ingest.bar.finish_and_clear();
    let Ingest { archive, mut tally, added, .. } = ingest;
    if let Some(archive) = &archive {
        tally.near = archive.near_duplicates_among(added.iter().copied())?;
    }
    if let Err(error) = outcome {
        if tally.documents() > 0 && !super::exit::is_closed_pipe(&error) {
            complain(&format!("stopped; before that: {}", tally.line()));
        }
        return Err(error);
    }
    Ok((archive, tally, added))
}

/// What `--json` prints for a document. Claims, figures and sources are those read now: none for what was known.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    status: &'static str,
    article: Option<i64>,
    claims: usize,
    figures: usize,
    sources: usize,
    error: Option<&'a str>,
}

struct Ingest<'a> {
    archive: Option<Archive>,
    args: &'a IngestArgs,
    bar: ProgressBar,
    drawn: Instant,
    tally: Tally,
    /// The articles added.
    added: HashSet<i64>,
    /// The day it began, in ISO 8601.
    today: String,
    /// The texts of a dry run, each with where it came from first.
    dry: HashMap<String, String>,
}

impl<'a> Ingest<'a> {
    fn new(archive: Option<Archive>, args: &'a IngestArgs) -> Self {
        let bar = if terminal::bars() && !args.json { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents ({per_sec}) {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self {
            archive,
            args,
            bar,
            drawn: Instant::now(),
            tally: Tally::default(),
            added: HashSet::new(),
            today: chrono::Utc::now().format("%F").to_string(),
            dry: HashMap::new(),
        }
    }

    fn complain(&self, line: &str) {
        self.bar.suspend(|| complain(line));
    }

    fn store(&mut self, items: &[Item]) -> anyhow::Result<()> {
        let now = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let ready: Vec<&Ready> = items.iter().filter_map(|item| item.outcome.as_ref().ok()).collect();
        let paths = items.iter().filter(|item| item.outcome.is_ok()).map(|item| item.path.as_str());
        let mut stored: Vec<Result<Outcome, String>> = match &mut self.archive {
            Some(archive) if !self.args.dry_run && !ready.is_empty() => {
                let entries: Vec<Entry<'_>> = ready
                    .iter()
                    .zip(paths)
                    .map(|(ready, path)| Entry {
                        document: &ready.document,
                        reading: ready.reading.as_ref(),
                        original: &ready.original,
                        path,
                        ingested_at: &now,
                        prepared: ready.prepared.as_ref(),
                    })
                    .collect();
                let batch = archive.batch(&entries)?;
                batch.into_iter().map(|one| one.map(Outcome::Stored).map_err(|error| error.to_string())).collect()
            }
            archive => {
                let mut outcomes = Vec::new();
                for (ready, path) in ready.iter().zip(paths) {
                    outcomes.push(Ok(Outcome::Dry(dry(archive.as_ref(), &mut self.dry, &ready.document, path)?)));
                }
                outcomes
            }
        };
        let mut stored = stored.drain(..);
        for item in items {
            let outcome = match &item.outcome {
                Err(why) => Err(why.clone()),
                Ok(_) => stored.next().unwrap_or_else(|| Err("it was not stored".to_owned())),
            };
            self.report(item, outcome)?;
        }
        Ok(())
    }

    fn report(&mut self, item: &Item, outcome: Result<Outcome, String>) -> anyhow::Result<()> {
        let path = item.path.as_str();
        let mut line = Line { path, status: "failed", article: None, claims: 0, figures: 0, sources: 0, error: None };
        match &outcome {
            Err(why) => {
                self.tally.failed += 1;
                line.error = Some(why);
                self.complain(&format!("{path}: {why}"));
            }
            Ok(outcome) => {
                line.status = outcome.status();
                line.article = outcome.article();
                match line.status {
                    "added" => self.tally.added += 1,
                    "duplicate" => self.tally.duplicates += 1,
                    _ => self.tally.unchanged += 1,
                }
                if let (true, Ok(ready)) = (line.status == "added", &item.outcome) {
                    self.added.extend(line.article);
                    if let Some(reading) = &ready.reading {
                        (line.claims, line.figures, line.sources) = sizes(reading);
                        self.tally.claims += line.claims;
                        self.tally.figures += line.figures;
                    }
                    for notice in &ready.document.notices {
                        // Said once at the end, where there is one.
                        if !self.args.json && formats::is_of_future(notice) {
                            self.tally.in_future += 1;
                            self.tally.first_in_future.get_or_insert_with(|| path.to_owned());
                            continue;
                        }
                        self.complain(&format!("{path}: note: {}", notice.message));
                    }
                }
            }
        }
        if self.args.json {
            let mut text = serde_json::to_string(&line)?;
            text.push('\n');
            destination::print(&text)?;
        }
        self.bar.inc(1);
        if self.drawn.elapsed() > Duration::from_millis(100) {
            self.bar.set_message(visible::line(path).into_owned());
            self.drawn = Instant::now();
        }
        Ok(())
    }
}

impl Visitor for Ingest<'_> {
    fn wants(&mut self, document: &mut Document, path: &str) -> anyhow::Result<bool> {
        let fill = |slot: &mut Option<String>, given: &Option<String>| {
            if slot.is_none() {
                slot.clone_from(given);
            }
        };
        fill(&mut document.outlet, &self.args.outlet);
        fill(&mut document.url, &self.args.url);
        formats::settle_address(document);
        formats::drop_future(document, &self.today);
        fill(&mut document.published_at, &self.args.published);
        Ok(match &self.archive {
            Some(archive) => archive.known(document, path)? == Known::New,
            None => true,
        })
    }

    fn stores(&self) -> bool {
        !self.args.dry_run
    }

    fn take(&mut self, items: Vec<Item>) -> anyhow::Result<ControlFlow<()>> {
        for items in items.chunks(TRANSACTION) {
            self.store(items)?;
            if self.stopped() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn skipped(&mut self, path: &str, why: &str) {
        self.complain(&format!("{path}: skipped: {why}"));
    }

    fn left_out(&mut self, ending: &str) {
        *self.tally.left_out.entry(ending.to_owned()).or_default() += 1;
    }

    fn passed_over(&mut self, why: &str) {
        *self.tally.passed_over.entry(why.to_owned()).or_default() += 1;
    }

    fn stopped(&self) -> bool {
        interrupt::seen()
    }
}

/// What became of a document, or would become of it.
enum Outcome {
    Stored(Stored),
    Dry(Known),
}

impl Outcome {
    const fn status(&self) -> &'static str {
        match self {
            Self::Stored(Stored::Added { .. }) | Self::Dry(Known::New) => "added",
            Self::Stored(Stored::Unchanged { .. }) | Self::Dry(Known::Unchanged { .. }) => "unchanged",
            Self::Stored(Stored::Duplicate { .. }) | Self::Dry(Known::Duplicate { .. }) => "duplicate",
        }
    }

    const fn article(&self) -> Option<i64> {
        match self {
            Self::Stored(stored) => Some(stored.article()),
            Self::Dry(Known::Unchanged { article }) => Some(*article),
            Self::Dry(_) => None,
        }
    }
}

/// What would become of a document, also in view of those before it in the same dry run.
fn dry(
    archive: Option<&Archive>,
    seen: &mut HashMap<String, String>,
    document: &Document,
    path: &str,
) -> anyhow::Result<Known> {
    let known = archive.map_or(Ok(Known::New), |archive| archive.known(document, path))?;
    if known != Known::New {
        return Ok(known);
    }
    Ok(match seen.get(&document.text) {
        // Which article it would be, nobody knows yet.
        Some(first) if first == path => Known::Unchanged { article: 0 },
        Some(_) => Known::Duplicate { of: 0 },
        None => {
            seen.insert(document.text.clone(), path.to_owned());
            Known::New
        }
    })
}

fn sizes(reading: &Reading) -> (usize, usize, usize) {
    (reading.claims.len(), reading.figures.len(), reading.sources.len())
}
