//! `sayso source`: who the sources are, and which of them are one.

use std::path::Path;

use super::args::{AnswerArgs, SourceCommand};
use super::exit::{Ending, complain};
use super::{destination, source_page};
use crate::archive::{Archive, Change, Decision, Filter, Pair, Ranked};
use crate::query::{Column, Table, Value};

pub(super) fn run(db: &Path, command: &SourceCommand) -> anyhow::Result<Ending> {
    match command {
        SourceCommand::List { name, kind, limit, answer } => list(db, name.as_deref(), kind.as_deref(), *limit, answer),
        SourceCommand::Show { source, format, output } => {
            source_page::show(&Archive::open(db)?.source(source)?, *format, output.as_deref())
        }
        SourceCommand::Merge { one, other } => change(db, Change::Merge(one, other)),
        SourceCommand::Split { source, article, .. } if article.is_empty() => change(db, Change::Unmerge(source)),
        SourceCommand::Split { source, article, name } => {
            change(db, Change::Split { source, articles: article, name: name.as_deref() })
        }
        SourceCommand::Rename { source, name } => change(db, Change::Rename(source, name)),
        SourceCommand::Alias { source, alias, remove: false } => change(db, Change::Alias(source, alias)),
        SourceCommand::Alias { source, alias, remove: true } => change(db, Change::Unalias(source, alias)),
        SourceCommand::Suggest { limit, answer } => suggest(db, *limit, answer),
        SourceCommand::Undo { decision } => change(db, Change::Undo(*decision)),
        SourceCommand::Log(answer) => log(db, answer),
    }
}

fn list(db: &Path, name: Option<&str>, kind: Option<&str>, limit: u32, answer: &AnswerArgs) -> anyhow::Result<Ending> {
    let archive = Archive::open(db)?;
    // One more than wanted says whether there are more.
    let mut sources = archive.sources(Filter { name, kind, limit: Some(limit.saturating_add(1)) })?;
    let more = sources.len() > usize::try_from(limit)?;
    sources.truncate(usize::try_from(limit)?);
    let columns = [
        "id",
        "source",
        "kind",
        "role",
        "affiliation",
        "articles",
        "claims",
        "figures",
        "aliases",
        "merged",
        "article",
    ];
    let row = |source: &Ranked| {
        vec![
            Value::Integer(source.id),
            text(&source.name),
            text(&source.kind),
            opt(&source.role),
            opt(&source.affiliation),
            Value::Integer(source.articles),
            Value::Integer(source.claims),
            Value::Integer(source.figures),
            opt(&source.aliases),
            opt(&source.merged),
            source.article.map_or(Value::Null, Value::Integer),
        ]
    };
    send(answer, "Sources", &columns, sources.iter().map(row).collect())?;
    if more {
        complain(&format!("these are the first {limit}; for more: --limit"));
    }
    Ok(Ending::Done)
}

fn suggest(db: &Path, limit: u32, answer: &AnswerArgs) -> anyhow::Result<Ending> {
    let pairs = Archive::open(db)?.suggest_mergers(usize::try_from(limit)?)?;
    let columns = ["score", "source_id", "source", "about", "into_id", "into", "about_into", "reason"];
    let row = |pair: &Pair| {
        vec![
            Value::Real(pair.score),
            Value::Integer(pair.one.id),
            text(&pair.one.name),
            text(&pair.one.about),
            Value::Integer(pair.other.id),
            text(&pair.other.name),
            text(&pair.other.about),
            text(&pair.reason),
        ]
    };
    send(answer, "Sources that may be one", &columns, pairs.iter().map(row).collect())?;
    Ok(Ending::Done)
}

fn log(db: &Path, answer: &AnswerArgs) -> anyhow::Result<Ending> {
    let decisions = Archive::open(db)?.source_decisions()?;
    let columns = ["decision", "made_at", "what", "undone_at"];
    let row = |decision: &Decision| {
        vec![
            Value::Integer(decision.id),
            text(&decision.made_at),
            text(&source_page::sentence(decision)),
            opt(&decision.undone_at),
        ]
    };
    send(answer, "Decisions about sources", &columns, decisions.iter().map(row).collect())?;
    Ok(Ending::Done)
}

fn change(db: &Path, change: Change<'_>) -> anyhow::Result<Ending> {
    let now = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let (decision, notes) = Archive::open(db)?.change_source(change, &now)?;
    let sentence = source_page::sentence(&decision);
    if decision.stands() {
        complain(&format!("{sentence}; to take it back: sayso source undo {}", decision.id));
    } else {
        complain(&format!("taken back: {sentence}"));
    }
    for note in notes {
        complain(&note);
    }
    Ok(Ending::Done)
}

fn send(answer: &AnswerArgs, title: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> anyhow::Result<()> {
    let columns = columns.iter().map(|name| Column { name: (*name).to_owned() }).collect();
    let table = Table { columns, rows };
    destination::answer(answer, title, |sink| Ok(table.send(sink)?))?;
    if table.rows.is_empty() {
        complain("no rows");
    }
    Ok(())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn opt(value: &Option<String>) -> Value {
    value.as_deref().map_or(Value::Null, text)
}
