//! `sayso reread`: stored articles through a better reader.

use std::path::Path;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::args::RereadArgs;
use super::exit::{Ending, complain};
use super::{interrupt, terminal};
use crate::archive::{Archive, Reread};
use crate::formats::{self, Hints};
use crate::model::{Document, Format, Reading};
use crate::reading;

/// Articles that are read side by side.
const BATCH: usize = 64;

/// An article's bytes, and how they were read.
struct Kept {
    article: i64,
    name: String,
    format: Option<Format>,
    bytes: Vec<u8>,
}

pub(super) fn run(db: &Path, args: &RereadArgs) -> anyhow::Result<Ending> {
    let mut archive = Archive::open(db)?;
    let articles = archive.to_reread(&args.articles)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, usize::from)).build()?;
    interrupt::gently();
    let bar = if terminal::bars() { ProgressBar::new(articles.len() as u64) } else { ProgressBar::hidden() };
    let fail = |line: &str| bar.suspend(|| complain(line));
    let (mut same, mut changed, mut copies, mut failed) = (0, 0, 0, 0);
    for wanted in args.articles.iter().filter(|wanted| !articles.contains(wanted)) {
        fail(&format!("there is no article {wanted}"));
        failed += 1;
    }
    for batch in articles.chunks(BATCH) {
        let mut kept = Vec::new();
        for &article in batch {
            match (archive.read_as(article)?, archive.original(article)) {
                (Some((name, format)), Ok(Some(bytes))) => kept.push(Kept { article, name, format, bytes }),
                (_, Err(error)) => {
                    fail(&format!("article {article}: {error}"));
                    failed += 1;
                }
                _ => {
                    fail(&format!("article {article}: its bytes were not kept; it stays as it is"));
                    failed += 1;
                }
            }
        }
        // What the documents do not say themselves stands in the archive, and only one thread at a time may ask it.
        let documents: Vec<Result<Document, String>> = pool.install(|| kept.par_iter().map(document).collect());
        let mut filled = Vec::new();
        for (kept, document) in kept.iter().zip(documents) {
            match document {
                Ok(mut document) => {
                    archive.fill_in(kept.article, &mut document)?;
                    filled.push((kept, document));
                }
                Err(why) => {
                    fail(&format!("article {} ({}): {why}; it stays as it is", kept.article, kept.name));
                    failed += 1;
                }
            }
        }
        let readings: Vec<Reading> =
            pool.install(|| filled.par_iter().map(|(_, document)| reading::read(document)).collect());
        for ((kept, document), reading) in filled.iter().zip(&readings) {
            if interrupt::seen() {
                break;
            }
            match archive.reread(kept.article, document, reading) {
                Ok(Reread::Same) => same += 1,
                Ok(Reread::Changed) => changed += 1,
                Ok(Reread::Copy) => copies += 1,
                Err(error) if error.is_of_one_article() => {
                    fail(&format!("article {}: {error}", kept.article));
                    failed += 1;
                }
                Err(error) => return Err(error.into()),
            }
            bar.inc(1);
        }
        if interrupt::seen() {
            break;
        }
    }
    bar.finish_and_clear();
    let copies = if copies > 0 { format!(", {copies} copies") } else { String::new() };
    complain(&format!("read again: {same} as before, {changed} otherwise{copies}, {failed} failed"));
    Ok(match (interrupt::seen(), failed) {
        (true, _) => {
            complain("interrupted; the articles before that are done");
            Ending::Interrupted
        }
        (false, 0) => Ending::Done,
        (false, _) => Ending::Incomplete,
    })
}

/// The document that the bytes of one article are.
fn document(kept: &Kept) -> Result<Document, String> {
    let hints = Hints { name: Some(&kept.name), format: kept.format };
    let mut articles = formats::read(&kept.bytes, &hints).map_err(|error| error.to_string())?;
    match articles.next() {
        Some(Ok(article)) => Ok(article.document),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("there is no article in its bytes".to_owned()),
    }
}
