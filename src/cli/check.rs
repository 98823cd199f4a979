//! `sayso check`: whether the archive is whole, and how to mend what is not.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use super::args::CheckArgs;
use super::destination;
use super::exit::{Ending, complain};
use crate::archive::{Archive, Counts, Finding, Matter, Mend};
use crate::output::visible;

/// Findings of one matter that are told of one by one; all of them with `--json`.
const SHOWN: usize = 20;

/// What `--json` prints for a finding.
#[derive(Serialize)]
struct Line<'a> {
    check: &'static str,
    article: Option<i64>,
    problem: &'a str,
    mend: String,
}

pub(super) fn run(db: &Path, args: &CheckArgs) -> anyhow::Result<Ending> {
    let mut archive = Archive::open(db)?;
    if args.reindex {
        archive.reindex()?;
    }
    let mut found: BTreeMap<Matter, usize> = BTreeMap::new();
    let mut page = String::new();
    let mut outcome = Ok(());
    let counts = archive.check(&mut |finding| {
        let count = found.entry(finding.matter).or_default();
        *count += 1;
        if outcome.is_err() {
            // Nobody listens any more; the count goes on.
        } else if args.json {
            outcome = json(db, &finding);
        } else if *count <= SHOWN {
            page.push_str(&paragraph(db, &finding));
        }
    })?;
    outcome?;
    if !args.json {
        for (matter, count) in found.iter().filter(|(_, count)| **count > SHOWN) {
            page.push_str(&format!("{}: and {} more; all of them: sayso check --json\n", matter.name(), count - SHOWN));
        }
        page.push_str(&report(db, &counts, &found));
        io::stdout().write_all(visible::lines(&page).as_bytes())?;
    }
    if found.is_empty() {
        return Ok(Ending::Done);
    }
    complain(&format!("sayso: {}: the archive is not whole; keep a copy of the file before mending it", db.display()));
    Ok(Ending::Incomplete)
}

fn json(db: &Path, finding: &Finding) -> anyhow::Result<()> {
    let Finding { matter, article, problem, mend } = finding;
    let line = Line { check: matter.name(), article: *article, problem, mend: words(db, *mend, *article) };
    let mut text = serde_json::to_string(&line)?;
    text.push('\n');
    destination::print(&text)?;
    Ok(())
}

fn paragraph(db: &Path, finding: &Finding) -> String {
    let Finding { matter, article, problem, mend } = finding;
    // Of an article's own row the problem says it.
    let article =
        article.filter(|_| !problem.starts_with("articles ")).map_or_else(String::new, |id| format!(" article {id}:"));
    format!("{}:{article} {}\n  mend: {}\n", matter.name(), visible::line(problem), words(db, *mend, finding.article))
}

/// What to type, or do.
fn words(db: &Path, mend: Mend, article: Option<i64>) -> String {
    let db = db.display();
    match (mend, article) {
        (Mend::Reread, Some(id)) => format!("sayso reread {id} --db {db}"),
        (Mend::Reread, None) => format!("sayso reread --db {db}"),
        (Mend::Reindex, _) => format!("sayso check --reindex --db {db}"),
        (Mend::Restore, Some(_)) => {
            "restore the archive from a backup, or ingest the article's file into a new archive".to_owned()
        }
        (Mend::Restore, None) => {
            format!("restore the archive from a backup; without one, save what can be read: sqlite3 {db} .recover")
        }
    }
}

fn report(db: &Path, counts: &Counts, found: &BTreeMap<Matter, usize>) -> String {
    let mut page = String::new();
    for matter in Matter::ALL {
        let verdict = match found.get(&matter) {
            None => "ok".to_owned(),
            Some(1) => "1 finding".to_owned(),
            Some(count) => format!("{count} findings"),
        };
        page.push_str(&format!("{:<14}{verdict}\n", matter.name()));
    }
    let Counts { articles, duplicates, claims, figures, .. } = counts;
    page.push_str(&format!(
        "{}: {} articles, {duplicates} linked copies, {claims} claims, {figures} figures\n",
        db.display(),
        articles
    ));
    page
}
