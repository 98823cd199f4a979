//! `sayso export datasette`: metadata for `datasette FILE.db -m METADATA`: every query, built in or the user's, as a canned
//! query whose parameters may be left empty; facets, labels and descriptions for the tables.
//!
//! <https://docs.datasette.io/en/stable/metadata.html>

use std::path::Path;

use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::cli::destination::with_writer;
use crate::cli::exit::{Ending, complain};
use crate::cli::provenance::{self, Asked};
use crate::cli::query::reader;
use crate::query::{Kind, Limits, Parameter, Query, Reader, Value as Default};

pub(super) fn export(db: &Path, file: &Path) -> anyhow::Result<Ending> {
    let opened = reader(db, Limits::default())?;
    let reader = &opened.0;
    // Datasette calls a database what its file is called.
    let name = db.file_stem().map_or_else(|| "sayso".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let page = json!({
        "title": "An archive of sayso",
        "description": "News articles, and who said what in them, which numbers, on whose say-so.",
        "databases": { name: { "queries": queries(reader)?, "tables": tables() } },
    });
    with_writer(Some(file), |out| {
        serde_json::to_writer_pretty(&mut *out, &page)?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    provenance::lay(db, file, || reader.fingerprint(), &Asked::Export("datasette"))?;
    Ok(Ending::Done)
}

fn queries(reader: &Reader) -> anyhow::Result<Map<String, Value>> {
    let mut queries = Map::new();
    for listed in reader.queries()? {
        match reader.query(&listed.name) {
            Ok(query) => drop(queries.insert(listed.name, canned(&query, listed.title))),
            // One that can no longer be read is no reason to keep the others back.
            Err(error) => complain(&format!("left out: {error}")),
        }
    }
    Ok(queries)
}

fn canned(query: &Query, title: Option<String>) -> Value {
    let mut canned = Map::new();
    canned.insert("sql".to_owned(), json!(query.textual()));
    if let Some(title) = title.or_else(|| query.title.clone()) {
        canned.insert("title".to_owned(), json!(title));
    }
    if query.description.is_some() || !query.parameters.is_empty() {
        canned.insert("description_html".to_owned(), json!(described(query).into_string()));
    }
    // What it found comes first; a hundred lines of SQL are a click away.
    canned.insert("hide_sql".to_owned(), json!(true));
    if !query.parameters.is_empty() {
        let names: Vec<&str> = query.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        canned.insert("params".to_owned(), json!(names));
    }
    Value::Object(canned)
}

/// What the query is for, and a line on each of its parameters.
fn described(query: &Query) -> Markup {
    html! {
        @if let Some(words) = &query.description { p { (words) } }
        @if !query.parameters.is_empty() {
            ul { @for parameter in &query.parameters { li { (explained(parameter)) } } }
        }
    }
}

fn explained(parameter: &Parameter) -> String {
    let left_out = match &parameter.default {
        None => "must be given".to_owned(),
        Some(Default::Null | Default::Blob(_)) => "may be empty".to_owned(),
        Some(Default::Integer(number)) => format!("empty for {number}"),
        Some(Default::Real(number)) => format!("empty for {}", crate::output::number::real(*number)),
        Some(Default::Text(text)) => format!("empty for {text:?}"),
    };
    let kind = if parameter.kind == Kind::Any { String::new() } else { format!("{}, ", parameter.kind.name()) };
    let what = parameter.description.as_deref().map_or_else(String::new, |words| format!(": {words}"));
    format!("{} ({kind}{left_out}){what}", parameter.name)
}

/// What a reader of the tables is helped by.
fn tables() -> Value {
    let mut tables = described_tables();
    if let Value::Object(tables) = &mut tables {
        tables.extend(INNER.iter().map(|name| ((*name).to_owned(), json!({ "hidden": true }))));
    }
    tables
}

/// By which the archive finds and counts, and what no reader asks for.
const INNER: [&str; 9] = [
    "article_names",
    "claim_group_keys",
    "claim_group_tallies",
    "figure_subjects",
    "index_later",
    "near_bands",
    "near_signatures",
    "originals",
    "refinery_schema_history",
];

fn described_tables() -> Value {
    json!({
        "articles": {
            "description": "One row an article. Offsets elsewhere count Unicode code points from 0 in body, end exclusive: \
                            substr(body, start + 1, end - start) is the text.",
            "label_column": "title",
            "sort_desc": "published_at",
            "facets": ["outlet_id", "language", "format"],
        },
        "claims": {
            "description": "Who said what, in which words, how hedged, through whom.",
            "label_column": "content",
            "facets": ["kind", "negated", "source_id", "via_id"],
        },
        "figures": {
            "description": "Which numbers, of what, at most or at least, given by whom. value, low and high are in unit (per per).",
            "label_column": "text",
            "facets": ["unit", "bound", "per", "subject"],
        },
        "sources": {
            "description": "People, organisations, outlets, unnamed groups and documents.",
            "label_column": "name",
            "facets": ["kind", "affiliation_id"],
        },
    })
}
