//! `sayso export csv|jsonl|parquet`: every table in a file of its own, described by a Frictionless data package
//! (<https://specs.frictionlessdata.io/>).

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::cli::destination::WholeFile;
use crate::cli::exit::Ending;
use crate::cli::provenance::{self, Asked};
use crate::output::parquet::{Kind, ParquetSink};
use crate::output::{self, Format, Options};
use crate::query::{Dump, TableShape};

/// What the package is called; by it an earlier export is known.
const NAME: &str = "sayso-archive";
/// Where the files come from.
const PROVENANCE: &str = "provenance.json";

/// How the tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// RFC 4180.
    Csv {
        /// A byte-order mark first.
        bom: bool,
        /// No cell is a formula.
        spreadsheet_safe: bool,
    },
    /// An object a line.
    Jsonl,
    /// Columns with types.
    Parquet,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv { .. } => "text/csv",
            Self::Jsonl => "application/jsonl",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    fn file_name(self, table: &TableShape) -> String {
        format!("{}.{}", table.name, self.name())
    }
}

pub(super) fn export(db: &Path, dir: &Path, form: Form) -> anyhow::Result<Ending> {
    let dump = Dump::open(db)?;
    let tables = dump.tables()?;
    let made = prepare(dir, &tables, form)?;
    let origin = provenance::describe(db, &dump.fingerprint()?, &Asked::Export(form.name()));
    let outcome = write(&dump, &tables, dir, form, &origin);
    if outcome.is_err() && made {
        // Only what is empty can go: what stood there before stays.
        let _ = fs::remove_dir(dir);
    }
    let rows = outcome?;
    let mut page = String::new();
    for (table, count) in tables.iter().zip(&rows) {
        page.push_str(&format!("{count:>9}  {}\n", form.file_name(table)));
    }
    page.push_str(&format!("described by {}\n", dir.join("datapackage.json").display()));
    io::stdout().write_all(output::visible::lines(&page).as_bytes())?;
    Ok(Ending::Done)
}

/// Makes the folder where there is none (and says so). Refuses a folder in which files of ours would replace others'.
fn prepare(dir: &Path, tables: &[TableShape], form: Form) -> anyhow::Result<bool> {
    match fs::metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
            return Ok(true);
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write to {}", dir.display())),
        Ok(about) if !about.is_dir() => {
            anyhow::bail!("cannot export to {}: it is a file; name a folder", dir.display())
        }
        Ok(_) => {}
    }
    let package = fs::read(dir.join("datapackage.json"));
    let is_ours = match &package {
        Ok(package) => serde_json::from_slice::<Value>(package).is_ok_and(|package| package["name"] == NAME),
        Err(_) => false,
    };
    if !is_ours {
        let names =
            tables.iter().map(|table| form.file_name(table)).chain(["datapackage.json", PROVENANCE].map(str::to_owned));
        if let Some(name) = names.into_iter().find(|name| dir.join(name).exists()) {
            anyhow::bail!(
                "cannot export to {}: {name} there is not from an export of sayso; name another folder",
                dir.display()
            );
        }
    }
    Ok(false)
}

/// Writes all files under other names, and gives them theirs when the last is whole.
fn write(dump: &Dump, tables: &[TableShape], dir: &Path, form: Form, origin: &Value) -> anyhow::Result<Vec<u64>> {
    let mut files = Vec::new();
    let mut resources = Vec::new();
    let mut counts = Vec::new();
    for table in tables {
        let path = dir.join(form.file_name(table));
        let file = WholeFile::new(&path)?;
        let (rows, bytes, hash) =
            fill(dump, table, &file, form).with_context(|| format!("cannot export to {}", path.display()))?;
        resources.push(resource(table, tables, bytes, &hash, form));
        counts.push(rows);
        files.push(file);
    }
    let package = json!({
        "profile": if matches!(form, Form::Csv { .. }) { "tabular-data-package" } else { "data-package" },
        "name": NAME,
        "title": "An archive of sayso: news articles, and who said what in them",
        "description": "Offsets (start, end) count Unicode code points from 0 in articles.body, end exclusive. \
                        Empty cells are null. Bytes are hexadecimal.",
        "created": chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "resources": resources,
    });
    let described = WholeFile::new(&dir.join("datapackage.json"))?;
    let mut out = BufWriter::new(described.temporary.as_file());
    serde_json::to_writer_pretty(&mut out, &package)?;
    out.write_all(b"\n")?;
    out.flush()?;
    drop(out);
    // The description last: where it stands, all that it describes does.
    for file in files {
        file.keep()?;
    }
    provenance::write(&dir.join(PROVENANCE), origin)?;
    described.keep()?;
    Ok(counts)
}

/// Writes one table; says how many rows and bytes it has, and their SHA-256.
fn fill(dump: &Dump, table: &TableShape, file: &WholeFile, form: Form) -> anyhow::Result<(u64, u64, String)> {
    let out = BufWriter::with_capacity(1 << 16, file.temporary.as_file());
    let mut out = Counted { out, hash: Sha256::new(), bytes: 0 };
    let options = match form {
        Form::Csv { bom, spreadsheet_safe } => Options { bom, spreadsheet_safe, ..Options::default() },
        Form::Jsonl | Form::Parquet => Options::default(),
    };
    let rows = match form {
        Form::Csv { .. } => dump.send(table, &mut *output::writer(Format::Csv, &options, Box::new(&mut out)))?,
        Form::Jsonl => dump.send(table, &mut *output::writer(Format::Jsonl, &options, Box::new(&mut out)))?,
        Form::Parquet => {
            let kinds = table.columns.iter().map(|column| Kind::of(&column.kind)).collect();
            dump.send(table, &mut ParquetSink::new(&mut out, kinds))?
        }
    };
    out.flush()?;
    Ok((rows, out.bytes, format!("{:x}", out.hash.finalize())))
}

fn resource(table: &TableShape, all: &[TableShape], bytes: u64, hash: &str, form: Form) -> Value {
    let fields: Vec<Value> = table
        .columns
        .iter()
        .map(|column| {
            let kind = match column.kind.as_str() {
                "INTEGER" => "integer",
                "REAL" => "number",
                _ => "string",
            };
            let mut field = json!({ "name": column.name, "type": kind });
            // An empty text is no null in SQLite but looks like one in CSV, so only numbers are held to it.
            if (column.not_null || table.primary_key.contains(&column.name)) && kind != "string" {
                field["constraints"] = json!({ "required": true });
            }
            field
        })
        .collect();
    let one_or_all = |names: &[String]| match names {
        [one] => json!(one),
        names => json!(names),
    };
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !table.primary_key.is_empty() {
        schema["primaryKey"] = one_or_all(&table.primary_key);
    }
    let foreign_keys: Vec<Value> = table
        .foreign_keys
        .iter()
        .filter(|key| all.iter().any(|table| table.name == key.table))
        .map(|key| {
            // A table that points to itself is called "" in a table schema.
            let resource = if key.table == table.name { "" } else { key.table.as_str() };
            json!({
                "fields": one_or_all(&key.from),
                "reference": { "resource": resource, "fields": one_or_all(&key.to) },
            })
        })
        .collect();
    if !foreign_keys.is_empty() {
        schema["foreignKeys"] = json!(foreign_keys);
    }
    // Only CSV is a tabular resource by the specification; of the others a validator checks size and hash.
    let tabular = matches!(form, Form::Csv { .. });
    let mut resource = json!({
        "profile": if tabular { "tabular-data-resource" } else { "data-resource" },
        "type": if tabular { "table" } else { "file" },
        "name": table.name,
        "path": form.file_name(table),
        "format": form.name(),
        "mediatype": form.media_type(),
    });
    if let Form::Csv { bom, .. } = form {
        resource["encoding"] = json!(if bom { "utf-8-sig" } else { "utf-8" });
        resource["dialect"] = json!({
            "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true,
        });
    }
    resource["bytes"] = json!(bytes);
    resource["hash"] = json!(format!("sha256:{hash}"));
    resource["schema"] = schema;
    resource
}

/// Counts and hashes what goes through.
struct Counted<W: Write> {
    out: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        if let Some(bytes) = bytes.get(..written) {
            self.hash.update(bytes);
            self.bytes += written as u64;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
