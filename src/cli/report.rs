//! `sayso report`: answers of saved queries, with the articles they rest on, as one page.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use anyhow::Context as _;

use super::args::ReportArgs;
use super::exit::{Ending, complain};
use super::provenance::{self, Asked};
use super::{destination, query};
use crate::archive::Archive;
use crate::output::number::real;
use crate::output::report::{self, Article, Report, Section};
use crate::query::{Bindings, Cell, Column, Limits, Query, Reader, Sink, Table, Value, bind, find};

/// What an editor asks first, as far as there is such a query.
const USUAL: [&str; 14] = [
    "disagreements",
    "corroboration",
    "circular",
    "denials",
    "timeline",
    "single-source",
    "hedging",
    "changes",
    "coverage",
    "first-hand",
    "via",
    "unnamed",
    "duplicates",
    "most-quoted",
];

/// The most rows that are held and drawn; the others are counted.
const HELD: usize = 20_000;

pub(super) fn run(db: &Path, args: &ReportArgs) -> anyhow::Result<Ending> {
    // The reader goes first at the end: the archive clears away the files that SQLite keeps beside it.
    let opened = query::open(db, Limits::with_timeout(args.timeout))?;
    let (reader, archive) = (&opened.0, &opened.1);
    let queries = if args.names.is_empty() {
        USUAL.iter().filter_map(|name| find(name)).cloned().collect()
    } else {
        args.names.iter().map(|name| reader.query(name)).collect::<Result<Vec<_>, _>>()?
    };
    check(&queries, &args.params)?;
    let mut sections: Vec<Section> = Vec::new();
    let mut asked = Vec::new();
    for query in &queries {
        let given = given(query, &args.params, &sections, args.names.is_empty());
        let Some(given) = given else { continue };
        let bindings = bind(query, &given)?;
        sections.push(section(reader, query, &bindings, args.rows as usize)?);
        asked.push((query.clone(), bindings));
    }
    let mut articles = Vec::new();
    let wanted: BTreeSet<i64> = sections.iter().flat_map(Section::places).map(|place| place.article).collect();
    for id in wanted {
        articles.extend(archive.article(id)?.map(|article| Article {
            id: article.id,
            title: article.title,
            outlet: article.outlet,
            byline: article.byline,
            published_at: article.published_at,
            url: article.url,
            body: article.body,
        }));
    }
    let report = Report {
        title: args.title.clone().unwrap_or_else(|| "Who said what, and who says otherwise".to_owned()),
        made_at: made_at()?,
        made_by: format!("sayso {}", env!("CARGO_PKG_VERSION")),
        archive: db.file_name().unwrap_or(db.as_os_str()).to_string_lossy().into_owned(),
        facts: facts(archive)?,
        sections,
        articles,
    };
    destination::with_writer(args.output.as_deref(), |out| Ok(report::write(&report, out)?))?;
    if let Some(file) = args.output.as_deref().filter(|_| !args.no_provenance) {
        provenance::lay(db, file, || reader.fingerprint(), &Asked::Report(&asked))?;
    }
    if let Some(path) = args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        complain(&format!(
            "{} reports on {} articles in {}",
            report.sections.len(),
            report.articles.len(),
            path.display()
        ));
    }
    Ok(Ending::Done)
}

/// Whether each parameter is one of some query's, at least.
fn check(queries: &[Query], params: &[(String, String)]) -> anyhow::Result<()> {
    let valid: BTreeSet<&str> =
        queries.iter().flat_map(|query| &query.parameters).map(|parameter| parameter.name.as_str()).collect();
    for (name, _) in params {
        if !valid.contains(name.as_str()) {
            let valid: Vec<&str> = valid.into_iter().collect();
            let valid = if valid.is_empty() { "none".to_owned() } else { valid.join(", ") };
            anyhow::bail!("no query of this report has a parameter {name:?}; they have: {valid}");
        }
    }
    Ok(())
}

/// Those of `params` that are the query's. Of the usual queries, one that asks for a subject gets the one that is disputed
/// most, and one that asks for something else is left out.
fn given(query: &Query, params: &[(String, String)], before: &[Section], usual: bool) -> Option<Vec<(String, String)>> {
    let is_its = |name: &str| query.parameters.iter().any(|parameter| parameter.name == name);
    let mut given: Vec<(String, String)> = params.iter().filter(|(name, _)| is_its(name)).cloned().collect();
    if !usual {
        return Some(given);
    }
    for parameter in query.parameters.iter().filter(|parameter| parameter.default.is_none()) {
        if given.iter().any(|(name, _)| *name == parameter.name) {
            continue;
        }
        if parameter.name != "subject" {
            return None;
        }
        given.push((parameter.name.clone(), disputed(before)?));
    }
    Some(given)
}

/// The subject that most rows before are about; of several, the one that comes first.
fn disputed(sections: &[Section]) -> Option<String> {
    let mut subjects: Vec<(&str, usize)> = Vec::new();
    for section in sections {
        let Some(at) = section.table.columns.iter().position(|column| column.name == "subject") else { continue };
        for row in &section.table.rows {
            let Some(Value::Text(subject)) = row.get(at) else { continue };
            match subjects.iter_mut().find(|(known, _)| known == subject) {
                Some((_, rows)) => *rows += 1,
                None => subjects.push((subject, 1)),
            }
        }
    }
    let most = subjects.iter().map(|(_, rows)| *rows).max()?;
    subjects.iter().find(|(_, rows)| *rows == most).map(|(subject, _)| (*subject).to_owned())
}

fn section(reader: &Reader, query: &Query, bindings: &Bindings, shown: usize) -> anyhow::Result<Section> {
    let mut held = Held::default();
    reader.run(query, bindings, &mut held)?;
    let parameters = bindings.iter().filter_map(|(name, value)| {
        let value = match value {
            Value::Null => return None,
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => real(*number),
            Value::Text(text) => text.clone(),
            Value::Blob(bytes) => format!("{} bytes", bytes.len()),
        };
        Some((name.to_owned(), value))
    });
    Ok(Section {
        name: query.name.clone(),
        title: query.title.clone().unwrap_or_else(|| query.name.clone()),
        description: query.description.clone(),
        parameters: parameters.collect(),
        shown: shown.min(held.table.rows.len()),
        table: held.table,
        rows: held.rows,
    })
}

/// The first rows of an answer, and how many there are.
#[derive(Default)]
struct Held {
    table: Table,
    rows: u64,
}

impl Sink for Held {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        self.table.columns(columns)
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.rows += 1;
        if self.table.rows.len() < HELD { self.table.row(cells) } else { Ok(()) }
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn facts(archive: &Archive) -> anyhow::Result<Vec<(String, String)>> {
    let counts = archive.counts()?;
    let extent = archive.extent()?;
    let day = |date: &str| date.get(..10).unwrap_or(date).to_owned();
    let number = |count: i64| crate::output::number::grouped(count as f64);
    let mut facts = vec![
        ("articles", number(counts.articles)),
        ("copies", number(counts.duplicates)),
        ("outlets", number(i64::try_from(extent.outlets)?)),
        ("claims", number(counts.claims)),
        ("figures", number(counts.figures)),
        ("sources", number(counts.sources)),
    ];
    if let (Some(since), Some(until)) = (&extent.since, &extent.until) {
        facts.push(("published", format!("{} to {}", day(since), day(until))));
    }
    Ok(facts.into_iter().map(|(what, value)| (what.to_owned(), value)).collect())
}

/// Now, or when `SOURCE_DATE_EPOCH` says, so that the same archive can give the same bytes.
fn made_at() -> anyhow::Result<String> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let time = match std::env::var(NAME) {
        Err(_) => chrono::Utc::now(),
        Ok(seconds) => seconds
            .parse()
            .ok()
            .and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0))
            .with_context(|| format!("{NAME} is {seconds:?}; write seconds since 1970"))?,
    };
    Ok(time.format("%Y-%m-%d %H:%M UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_with_most_rows_is_disputed_most() {
        let section = |subjects: &[&str]| Section {
            table: Table {
                columns: vec![Column { name: "subject".to_owned() }],
                rows: subjects.iter().map(|subject| vec![Value::Text((*subject).to_owned())]).collect(),
            },
            ..Section::default()
        };
        assert_eq!(disputed(&[section(&["a", "b", "b"])]).as_deref(), Some("b"));
        assert_eq!(disputed(&[section(&["a", "b"])]).as_deref(), Some("a"));
        assert_eq!(disputed(&[Section::default()]), None);
    }

    #[test]
    fn rows_beyond_those_held_are_counted() {
        let mut held = Held::default();
        held.columns(&[Column { name: "n".to_owned() }]).unwrap();
        for number in 0..HELD as i64 + 5 {
            held.row(&[Cell::Integer(number)]).unwrap();
        }
        assert_eq!((held.table.rows.len(), held.rows), (HELD, HELD as u64 + 5));
    }

    #[test]
    fn every_usual_report_that_there_is_needs_at_most_a_subject() {
        for query in USUAL.iter().filter_map(|name| find(name)) {
            for parameter in &query.parameters {
                assert!(
                    parameter.default.is_some() || parameter.name == "subject",
                    "{} {}",
                    query.name,
                    parameter.name
                );
            }
        }
    }
}
