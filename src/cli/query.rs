//! `sayso query`: list, show, run, save and remove queries.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use anyhow::Context as _;

use super::args::{AnswerArgs, RunArgs};
use super::destination;
use super::exit::{Ending, complain};
use super::provenance::{self, Asked};
use crate::archive::{Archive, SavedQuery, StandBy};
use crate::output::visible;
use crate::query::{
    Bindings, Cell, Column, Limits, Query, QueryError, Reader, Sink, Table, Value, bind, builtin, check_name, find,
    parse,
};

/// The guarded connection to the archive at `db`, and the archive: it refuses what is none, and clears away the files
/// that SQLite keeps beside it once the reader is gone.
pub(super) fn open(db: &Path, limits: Limits) -> anyhow::Result<(Reader, Archive)> {
    let archive = Archive::open(db)?;
    Ok((Reader::open(db, limits)?, archive))
}

/// As [`open`], where the archive itself is not asked: SQLite then reads the schema once, which is most of what a short query
/// takes. What is given beside the reader is to be kept as long.
pub(super) fn reader(db: &Path, limits: Limits) -> anyhow::Result<(Reader, Result<StandBy, Archive>)> {
    if let Some(stand_by) = Archive::stand_by(db)?
        && let Ok(reader) = Reader::open(db, limits)
        && reader.is_current()
    {
        return Ok((reader, Ok(stand_by)));
    }
    open(db, limits).map(|(reader, archive)| (reader, Err(archive)))
}

/// Runs `query` with the parameters given and writes its answer where `args` say.
pub(super) fn answer(db: &Path, reader: &Reader, query: &Query, args: &RunArgs) -> anyhow::Result<Ending> {
    let bindings = bind(query, &args.params)?;
    let title = query.title.as_deref().unwrap_or(if query.name.is_empty() { "sayso" } else { &query.name });
    let summary = destination::answer(&args.answer, title, |sink| Ok(reader.run(query, &bindings, sink)?))?;
    if let Some(file) = args.answer.output.as_deref().filter(|_| !args.no_provenance) {
        provenance::lay(db, file, || reader.fingerprint(), &Asked::Query(query, &bindings))?;
    }
    if summary.rows == 0 {
        complain("no rows");
    }
    if let Some(limit) = usual_limit(query, args).filter(|&limit| limit == summary.rows) {
        complain(&format!("the first {limit} rows; there may be more: -p limit=null"));
    }
    Ok(Ending::Done)
}

/// How many rows `query` gives at most where nobody says how many.
fn usual_limit(query: &Query, args: &RunArgs) -> Option<u64> {
    if args.params.iter().any(|(name, _)| name == "limit") {
        return None;
    }
    let limit = query.parameters.iter().find(|parameter| parameter.name == "limit")?;
    match limit.default {
        Some(Value::Integer(limit)) => u64::try_from(limit).ok().filter(|&limit| limit > 0),
        _ => None,
    }
}

pub(super) fn list(db: &Path, args: &AnswerArgs) -> anyhow::Result<Ending> {
    let own = own(db)?;
    let mut rows = Vec::new();
    for query in builtin() {
        rows.push(row(&query.name, query.title.as_deref(), query, "built in"));
    }
    for saved in &own {
        // One that no longer parses is listed all the same, so that it can be removed.
        let query = parse(&saved.name, &saved.sql).ok();
        let title = saved.title.as_deref().or_else(|| query.as_ref()?.title.as_deref());
        match &query {
            Some(query) => rows.push(row(&saved.name, title, query, "yours")),
            None => rows.push(vec![text(&saved.name), opt(title), Value::Null, text("yours")]),
        }
    }
    let columns = ["name", "title", "parameters", "from"].map(|name| Column { name: name.to_owned() }).to_vec();
    let table = Table { columns, rows };
    destination::answer(args, "Queries", |sink| Ok(table.send(sink)?))?;
    Ok(Ending::Done)
}

fn row(name: &str, title: Option<&str>, query: &Query, from: &str) -> Vec<Value> {
    let parameters: Vec<_> = query
        .parameters
        .iter()
        .map(|parameter| match &parameter.default {
            None => parameter.name.clone(),
            Some(_) => format!("[{}]", parameter.name),
        })
        .collect();
    vec![text(name), opt(title), text(&parameters.join(" ")), text(from)]
}

/// The user's queries. The built-in ones are part of the program: to see them, nobody needs an archive.
fn own(db: &Path) -> anyhow::Result<Vec<SavedQuery>> {
    if !db.exists() {
        return Ok(Vec::new());
    }
    Ok(Archive::open(db)?.saved_queries()?)
}

pub(super) fn show(db: &Path, name: &str) -> anyhow::Result<Ending> {
    let query = match find(name) {
        Some(query) => query.clone(),
        None if db.exists() => reader(db, Limits::default())?.0.query(name)?,
        None => {
            let suggestion = crate::query::nearest(name, builtin().iter().map(|query| query.name.as_str()))
                .map_or_else(String::new, |nearest| format!("; did you mean {nearest:?}?"));
            return Err(QueryError::NoSuchQuery { name: name.to_owned(), suggestion }.into());
        }
    };
    let mut page = String::new();
    let _ = write!(page, "{}", query.name);
    if let Some(title) = &query.title {
        let _ = write!(page, ": {title}");
    }
    page.push('\n');
    if let Some(description) = &query.description {
        let _ = write!(page, "\n{description}\n");
    }
    if !query.parameters.is_empty() {
        page.push_str("\nParameters:\n");
        for parameter in &query.parameters {
            let default = match &parameter.default {
                None => "must be given".to_owned(),
                Some(Value::Null) => "may be left out".to_owned(),
                Some(Value::Text(text)) => format!("default {text:?}"),
                Some(Value::Integer(number)) => format!("default {number}"),
                Some(Value::Real(number)) => format!("default {}", crate::output::number::real(*number)),
                Some(Value::Blob(_)) => "has a default".to_owned(),
            };
            let _ = write!(page, "  {} ({}, {default})", parameter.name, parameter.kind.name());
            if let Some(description) = &parameter.description {
                let _ = write!(page, ": {description}");
            }
            page.push('\n');
        }
    }
    let _ = write!(page, "\n{}\n", query.sql.trim_end());
    io::stdout().write_all(visible::lines(&page).as_bytes())?;
    Ok(Ending::Done)
}

pub(super) fn run(db: &Path, name: &str, args: &RunArgs) -> anyhow::Result<Ending> {
    let opened = reader(db, Limits::with_timeout(args.timeout))?;
    let reader = &opened.0;
    let query = reader.query(name)?;
    answer(db, reader, &query, args)
}

pub(super) fn save(
    db: &Path,
    name: &str,
    sql: Option<&str>,
    file: Option<&Path>,
    title: Option<&str>,
    description: Option<&str>,
) -> anyhow::Result<Ending> {
    check_name(name)?;
    let sql = match (sql, file) {
        (Some(sql), _) => sql.to_owned(),
        (None, Some(file)) if file.as_os_str() == "-" => {
            let mut sql = String::new();
            io::stdin().read_to_string(&mut sql).context("cannot read the SQL from stdin")?;
            sql
        }
        (None, Some(file)) => fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?,
        (None, None) => String::new(),
    };
    let query = parse(name, &sql)?;
    let mut archive = Archive::open(db)?;
    check(&Reader::open(db, Limits::default())?, &query)?;
    let now = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let saved = SavedQuery {
        name: name.to_owned(),
        title: title.map(str::to_owned).or(query.title),
        description: description.map(str::to_owned).or(query.description),
        sql,
        created_at: now.clone(),
        updated_at: now,
    };
    let replaced = archive.save_query(&saved)?;
    complain(&format!("{} {name}; run it with `sayso query run {name}`", if replaced { "changed" } else { "saved" }));
    Ok(Ending::Done)
}

/// Whether SQLite takes `query`, without running it: a sink that wants no row is asked for columns first.
fn check(reader: &Reader, query: &Query) -> Result<(), QueryError> {
    struct Prepared(bool);
    impl Sink for Prepared {
        fn columns(&mut self, _: &[Column]) -> io::Result<()> {
            self.0 = true;
            Err(io::Error::other("enough is known"))
        }
        fn row(&mut self, _: &[Cell<'_>]) -> io::Result<()> {
            Ok(())
        }
        fn end(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut bindings = Bindings::default();
    for parameter in &query.parameters {
        bindings.set(parameter.name.as_str(), Value::Null);
    }
    let mut prepared = Prepared(false);
    match reader.run(query, &bindings, &mut prepared) {
        Err(_) if prepared.0 => Ok(()),
        outcome => outcome.map(|_| ()),
    }
}

pub(super) fn remove(db: &Path, name: &str) -> anyhow::Result<Ending> {
    check_name(name)?;
    let mut archive = Archive::open(db)?;
    if archive.remove_query(name)? {
        complain(&format!("removed {name}"));
        return Ok(Ending::Done);
    }
    let own = archive.saved_queries()?;
    let suggestion = crate::query::nearest(name, own.iter().map(|query| query.name.as_str()))
        .map_or_else(String::new, |nearest| format!("; did you mean {nearest:?}?"));
    Err(QueryError::NoSuchQuery { name: name.to_owned(), suggestion }.into())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn opt(value: Option<&str>) -> Value {
    value.map_or(Value::Null, text)
}
