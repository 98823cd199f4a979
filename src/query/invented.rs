//! An invented archive for this room's tests: known rows, so that each answer is known too.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use tempfile::TempDir;

use super::{Limits, Reader, Table, Value, bind, find, parse};

/// A folder with an archive in it, gone with the value.
pub struct Invented {
    pub folder: TempDir,
    pub connection: Connection,
}

/// What a figure's words allow: value, low, high, bound.
pub type Amount = (Option<f64>, Option<f64>, Option<f64>, &'static str);

pub fn exact(value: f64) -> Amount {
    (Some(value), Some(value), Some(value), "exact")
}

pub fn at_most(value: f64) -> Amount {
    (Some(value), None, Some(value), "at_most")
}

pub fn at_least(value: f64) -> Amount {
    (Some(value), Some(value), None, "at_least")
}

pub fn about(value: f64) -> Amount {
    (Some(value), None, None, "about")
}

pub fn range(low: f64, high: f64) -> Amount {
    (None, Some(low), Some(high), "range")
}

impl Invented {
    /// An archive with no row in it.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("sayso.db")).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;").unwrap();
        let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut files: Vec<_> = std::fs::read_dir(migrations)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter_map(|path| {
                let name = path.file_name()?.to_str()?;
                let number: u32 = name.strip_prefix('V')?.split("__").next()?.parse().ok()?;
                Some((number, path.clone()))
            })
            .collect();
        files.sort();
        for (_, file) in files {
            connection.execute_batch(&std::fs::read_to_string(file).unwrap()).unwrap();
        }
        Self { folder, connection }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("sayso.db")
    }

    pub fn reader(&self) -> Reader {
        Reader::open(&self.path(), Limits::default()).unwrap()
    }

    pub fn source(&self, name: &str, kind: &str) -> i64 {
        self.connection.execute("INSERT INTO sources (name, kind) VALUES (?1, ?2)", (name, kind)).unwrap();
        let id = self.connection.last_insert_rowid();
        self.alias(id, name);
        id
    }

    pub fn alias(&self, id: i64, alias: &str) {
        self.connection.execute("INSERT INTO source_aliases (source_id, alias) VALUES (?1, ?2)", (id, alias)).unwrap();
    }

    pub fn article(&self, title: &str, outlet: i64, date: &str, body: &str) -> i64 {
        self.connection
            .execute(
                "INSERT INTO articles
                     (title, outlet_id, published_at, content_hash, format, path, ingested_at, body)
                 VALUES (?1, ?2, ?3, printf('%064d', (SELECT count(*) FROM articles)), 'text', ?1 || '.txt', '2025', ?4)",
                (title, outlet, date, body),
            )
            .unwrap();
        self.connection.last_insert_rowid()
    }

    /// The span of the first `words` in the body, in code points.
    fn span(&self, article: i64, words: &str) -> (i64, i64) {
        let body: String =
            self.connection.query_row("SELECT body FROM articles WHERE id = ?1", [article], |row| row.get(0)).unwrap();
        let at = body.find(words).unwrap();
        let start = body[..at].chars().count() as i64;
        (start, start + words.chars().count() as i64)
    }

    pub fn claim(&self, article: i64, source: Option<i64>, via: Option<i64>, words: &str, hedge: Option<&str>) -> i64 {
        let (start, end) = self.span(article, words);
        self.connection
            .execute(
                "INSERT INTO claims
                     (article_id, source_id, via_id, kind, cue, content, start, \"end\", hedge, negated, confidence, rule)
                 VALUES (?1, ?2, ?3, 'indirect', 'said', ?4, ?5, ?6, ?7, 0, 0.9, 'test')",
                params![article, source, via, words, start, end, hedge],
            )
            .unwrap();
        self.connection.last_insert_rowid()
    }

    /// A count of `subject`; `claim` with its source where somebody gives it.
    pub fn figure(&self, article: i64, claim: Option<i64>, words: &str, amount: Amount, subject: &str) -> i64 {
        let (start, end) = self.span(article, words);
        let (value, low, high, bound) = amount;
        self.connection
            .execute(
                "INSERT INTO figures
                     (article_id, claim_id, source_id, text, start, \"end\", value, low, high, bound, unit, counted,
                      noun, subject)
                 VALUES (?1, ?2, (SELECT source_id FROM claims WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'count',
                         ?3, NULL, ?10)",
                params![article, claim, words, start, end, value, low, high, bound, subject],
            )
            .unwrap();
        self.connection.last_insert_rowid()
    }

    /// Three articles on a harbour: two outlets, a named speaker told through the other outlet, unnamed officials, nobody,
    /// figures that agree and that don't, a linked copy.
    pub fn harbour() -> Self {
        let it = Self::empty();
        let courier = it.source("Harbour Courier", "outlet");
        let wire = it.source("Northern Wire", "outlet");
        let ada = it.source("Ada Lindqvist", "person");
        it.alias(ada, "Lindqvist");
        let officials = it.source("officials", "group");
        let first = it.article(
            "Strike grows",
            courier,
            "2024-03-01",
            "Up to 4,000 dockers walked out, Ada Lindqvist told Northern Wire.\nOfficials said at least 9,000 dockers \
             may have joined. The don't-know vote was large. About 300 ships wait.",
        );
        let second = it.article(
            "Strike \u{1FA96} shrinks",
            wire,
            "2024-03-05T08:00:00+01:00",
            "The port counted 310 ships. It is said that pay fell. The union speaks of 4,000 dockers.",
        );
        let third = it.article("Nothing new", wire, "2024", "C++ programmers cheer.");
        let told = it.claim(first, Some(ada), Some(wire), "Up to 4,000 dockers walked out", None);
        let joined = it.claim(first, Some(officials), None, "at least 9,000 dockers may have joined", Some("may"));
        it.claim(second, None, None, "pay fell", Some("It is said"));
        it.claim(second, Some(ada), None, "The union speaks of 4,000 dockers", None);
        it.figure(first, Some(told), "4,000 dockers", at_most(4000.0), "docker");
        it.figure(first, Some(joined), "9,000 dockers", at_least(9000.0), "docker");
        it.figure(first, None, "300 ships", about(300.0), "ship");
        it.figure(second, None, "310 ships", exact(310.0), "ship");
        it.figure(second, None, "4,000 dockers", exact(4000.0), "docker");
        it.connection
            .execute(
                "INSERT INTO articles
                     (title, outlet_id, published_at, content_hash, format, path, ingested_at, duplicate_of, body)
                 SELECT 'Strike grows (copy)', ?2, '2024-03-02', content_hash, format, 'copy.txt', '2025', id, body
                 FROM articles
                 WHERE id = ?1",
                (first, wire),
            )
            .unwrap();
        it.connection
            .execute(
                "INSERT INTO source_mentions (article_id, source_id, start, \"end\") VALUES (?1, ?2, 32, 45)",
                (first, ada),
            )
            .unwrap();
        // Ada's number is one statement in two articles, surer in the second; the third article is the second's address anew.
        it.connection
            .execute_batch(
                "INSERT INTO claim_groups (id, words) VALUES (1, '#4000 docker'), (2, 'join pay');
                 UPDATE claims SET group_id = 1, denies = 0, certainty = iif(id = 1, 1, 3) WHERE id IN (1, 4);
                 UPDATE claims SET group_id = 2, denies = id = 3, certainty = 2 WHERE id IN (2, 3);
                 UPDATE articles SET url = 'https://wire.example/strike' WHERE id IN (2, 3);
                 UPDATE articles SET version_of = 2, version = 2 WHERE id = 3",
            )
            .unwrap();
        assert_eq!(third, 3);
        it
    }

    /// Runs a built-in query with `given`.
    pub fn ask(&self, name: &str, given: &[(&str, &str)]) -> Table {
        let query = find(name).unwrap_or_else(|| panic!("{name} is no query, or does not parse"));
        let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let bindings = bind(query, &given).unwrap();
        self.reader().table(query, &bindings).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Runs a statement without parameters.
    pub fn sql(&self, sql: &str) -> Table {
        self.reader().table(&parse("", sql).unwrap(), &super::Bindings::default()).unwrap()
    }
}

/// The cells of the columns called `names`, as text, a row each.
pub fn pick(table: &Table, names: &[&str]) -> Vec<Vec<String>> {
    let places: Vec<_> =
        names.iter().map(|name| table.columns.iter().position(|column| column.name == *name).expect(name)).collect();
    table.rows.iter().map(|row| places.iter().map(|&place| shown(&row[place])).collect()).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("{bytes:?}"),
    }
}
