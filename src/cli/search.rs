//! `sayso search`: words in articles and claims.

use std::path::Path;

use super::args::SearchArgs;
use super::destination;
use super::exit::{Ending, complain};
use crate::archive::{Archive, Hit, HitKind};
use crate::query::{Column, Table, Value};

pub(super) fn run(db: &Path, args: &SearchArgs) -> anyhow::Result<Ending> {
    let terms = args.terms.join(" ");
    let archive = Archive::open(db)?;
    let hits = archive.search(&terms, usize::try_from(args.limit)?)?;
    if hits.is_empty() {
        complain(&format!("nothing found for {terms:?}"));
        if args.answer.format.is_none() && args.answer.output.is_none() {
            return Ok(Ending::Done);
        }
    }
    let columns = ["article", "date", "outlet", "title", "source", "snippet"];
    let columns = columns.map(|name| Column { name: name.to_owned() }).to_vec();
    let table = Table { columns, rows: hits.iter().map(row).collect() };
    destination::answer(&args.answer, &format!("Search: {terms}"), |sink| Ok(table.send(sink)?))?;
    Ok(Ending::Done)
}

/// A hit's row; the source is that of a claim, empty where the article's own words match.
fn row(hit: &Hit) -> Vec<Value> {
    let opt = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    let source = match (hit.kind, &hit.speaker) {
        (HitKind::Article, _) => Value::Null,
        (HitKind::Claim, Some(speaker)) => Value::Text(speaker.clone()),
        (HitKind::Claim, None) => Value::Text("(nobody named)".to_owned()),
    };
    vec![
        Value::Integer(hit.article),
        hit.published_at.as_deref().map_or(Value::Null, |date| Value::Text(date.get(..10).unwrap_or(date).to_owned())),
        opt(&hit.outlet),
        // Without a title, where it came from tells most.
        Value::Text(hit.title.clone().unwrap_or_else(|| hit.path.clone())),
        source,
        Value::Text(hit.snippet.marked("[", "]")),
    ]
}
