//! Where what is handed on comes from: a small file beside it that names the query, its parameters, the archive and the
//! program, so that whoever gets the file can ask again.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::destination::WholeFile;
use crate::query::{Bindings, Fingerprint, Query, QueryError, Value as Cell};

/// What a file is an answer to.
pub(super) enum Asked<'a> {
    /// A query, with all its parameters.
    Query(&'a Query, &'a Bindings),
    /// Several queries on one page, each with all its parameters.
    Report(&'a [(Query, Bindings)]),
    /// The archive as a whole, in a form (`csv`, `annotations`).
    Export(&'a str),
}

/// The description of what was `asked` of the archive at `db`.
pub(super) fn describe(db: &Path, archive: &Fingerprint, asked: &Asked) -> Value {
    let mut page = Map::new();
    page.insert("program".to_owned(), json!("sayso"));
    page.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    let now = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    page.insert("created".to_owned(), json!(now));
    page.insert(
        "archive".to_owned(),
        json!({
            "path": db.display().to_string(),
            "articles": archive.articles,
            "sha256": archive.sha256,
            "sha256_of": "SELECT content_hash FROM articles ORDER BY content_hash, a line each",
        }),
    );
    match asked {
        Asked::Export(form) => {
            page.insert("export".to_owned(), json!(form));
        }
        Asked::Query(query, bindings) => page.extend(question(query, bindings)),
        Asked::Report(questions) => {
            let questions = questions.iter().map(|(query, bindings)| Value::Object(question(query, bindings)));
            page.insert("queries".to_owned(), questions.collect());
        }
    }
    Value::Object(page)
}

fn question(query: &Query, bindings: &Bindings) -> Map<String, Value> {
    let mut page = Map::new();
    if !query.name.is_empty() {
        page.insert("query".to_owned(), json!(query.name));
    }
    if let Some(title) = &query.title {
        page.insert("title".to_owned(), json!(title));
    }
    let parameters = bindings.iter().map(|(name, value)| (name.to_owned(), value_of(value)));
    page.insert("parameters".to_owned(), Value::Object(parameters.collect()));
    page.insert("sql".to_owned(), json!(query.sql));
    page
}

fn value_of(value: &Cell) -> Value {
    match value {
        Cell::Null | Cell::Blob(_) => Value::Null,
        Cell::Integer(number) => json!(number),
        Cell::Real(number) => json!(number),
        Cell::Text(text) => json!(text),
    }
}

/// Lays beside `file` what was `asked` of the archive at `db`; nothing where that is stdout, a device or a pipe.
///
/// # Errors
/// When the archive cannot be read or the file not be written.
pub(super) fn lay(
    db: &Path,
    file: &Path,
    archive: impl FnOnce() -> Result<Fingerprint, QueryError>,
    asked: &Asked,
) -> anyhow::Result<()> {
    match place(file) {
        Some(place) => write(&place, &describe(db, &archive()?, asked)),
        None => Ok(()),
    }
}

/// The file beside `path`; none where that is stdout, a device or a pipe.
fn place(path: &Path) -> Option<PathBuf> {
    let named = path.as_os_str() != "-" && std::fs::metadata(path).map_or(true, |about| about.is_file());
    named.then(|| beside(path))
}

/// The name of the file beside `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".provenance.json");
    path.with_file_name(name)
}

/// Writes `page` to `path`.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn write(path: &Path, page: &Value) -> anyhow::Result<()> {
    let file = WholeFile::new(path)?;
    let mut text = serde_json::to_vec_pretty(page)?;
    text.push(b'\n');
    file.temporary.as_file().write_all(&text)?;
    file.keep()
}
