//! What a query must not do, tried in every way that came to mind; afterwards the file's bytes are the same.

use std::path::Path;
use std::time::{Duration, Instant};

use rstest::rstest;

use super::invented::Invented;
use super::{Bindings, Limits, QueryError, Reader, Sink, Table, Value};

/// The whole message of each, so that no statement passes this test by failing for another reason.
const REFUSED: &[(&str, &str)] = &[
    // Writes by the front door.
    ("INSERT INTO sources (name, kind) VALUES ('x', 'person')", "it writes to sources"),
    ("INSERT INTO sources (name, kind) SELECT name, kind FROM sources RETURNING id", "it writes to sources"),
    ("REPLACE INTO saved_queries (name, sql, created_at, updated_at) VALUES ('a', 'b', 'c', 'd')", "it writes to"),
    ("UPDATE articles SET body = ''", "it writes to articles"),
    ("UPDATE articles SET body = '' WHERE 0 RETURNING id", "it writes to articles"),
    ("DELETE FROM articles", "it deletes from articles"),
    ("DELETE FROM sqlite_schema", "table sqlite_master may not be modified"),
    ("WITH x AS (SELECT 1) DELETE FROM claims RETURNING id", "it deletes from claims"),
    ("WITH x AS (SELECT 1) INSERT INTO claim_parts SELECT 1, 1, 'cue', 0, 1", "it writes to claim_parts"),
    ("EXPLAIN DELETE FROM articles", "it deletes from articles"),
    ("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')", "it writes to articles_fts"),
    ("INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25()')", "it writes to articles_fts"),
    ("UPDATE articles_fts_data SET block = x''", "articles_fts_data may not be modified"),
    // The schema.
    ("CREATE TABLE x (y)", "it writes to sqlite_master"),
    ("CREATE TABLE x AS SELECT * FROM articles", "it writes to sqlite_master"),
    ("CREATE TEMP TABLE x (y)", "it writes to sqlite_temp_master"),
    ("CREATE TEMPORARY VIEW x AS SELECT 1", "it writes to sqlite_temp_master"),
    ("CREATE TEMP TRIGGER x AFTER INSERT ON articles BEGIN SELECT 1; END", "more than one statement"),
    ("CREATE VIEW x AS SELECT 1", "it writes to sqlite_master"),
    ("CREATE INDEX x ON articles (body)", "it writes to sqlite_master"),
    ("CREATE VIRTUAL TABLE x USING fts5 (y)", "it writes to sqlite_master"),
    ("CREATE VIRTUAL TABLE temp.x USING fts5vocab (articles_fts, row)", "it writes to sqlite_master"),
    ("DROP TABLE articles", "it deletes from sqlite_master"),
    ("DROP INDEX articles_by_date", "it deletes from sqlite_master"),
    ("DROP TABLE articles_fts", "it deletes from sqlite_master"),
    ("ALTER TABLE articles RENAME TO x", "it changes the table"),
    ("ALTER TABLE articles ADD COLUMN x", "it changes the table"),
    ("ALTER TABLE articles DROP COLUMN url", "it changes the table"),
    ("REINDEX", "it rewrites indexes"),
    ("ANALYZE", "it writes to sqlite_master"),
    ("VACUUM", "it does not read"),
    ("VACUUM INTO '/tmp/sayso-hostile-copy.db'", "it does not read"),
    // Other files.
    ("ATTACH '/tmp/sayso-hostile-other.db' AS x", "ATTACH"),
    ("ATTACH ':memory:' AS x", "ATTACH"),
    ("ATTACH 'file:/tmp/sayso-hostile-other.db?mode=rwc' AS x", "ATTACH"),
    ("DETACH main", "DETACH"),
    ("SELECT load_extension('/tmp/x.so')", "load_extension"),
    ("SELECT load_extension('/tmp/x.so', 'entry') FROM articles", "load_extension"),
    ("SELECT readfile('/etc/passwd')", "no such function: readfile"),
    ("SELECT writefile('/tmp/sayso-hostile-file', 'x')", "no such function: writefile"),
    ("SELECT edit('x')", "no such function: edit"),
    ("SELECT * FROM fsdir('/')", "no such table: fsdir"),
    ("SELECT fts3_tokenizer('simple')", "fts3_tokenizer"),
    ("SELECT fts3_tokenizer('x', x'0000000000000000')", "fts3_tokenizer"),
    ("SELECT sqlite_log(1, 'x')", "sqlite_log"),
    ("SELECT rtreecheck('articles')", "rtreecheck"),
    ("SELECT * FROM dbstat", "dbstat"),
    ("SELECT * FROM sqlite_dbpage", "sqlite_dbpage"),
    // Settings.
    ("PRAGMA writable_schema = ON", "PRAGMA writable_schema"),
    ("PRAGMA query_only = 0", "PRAGMA query_only"),
    ("PRAGMA query_only(0)", "PRAGMA query_only"),
    ("PRAGMA journal_mode = DELETE", "PRAGMA journal_mode"),
    ("PRAGMA main.journal_mode(OFF)", "PRAGMA journal_mode"),
    ("PRAGMA user_version = 99", "PRAGMA user_version"),
    ("PRAGMA application_id = 1", "PRAGMA application_id"),
    ("PRAGMA schema_version = 1", "PRAGMA schema_version"),
    ("PRAGMA trusted_schema = 1", "PRAGMA trusted_schema"),
    ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys"),
    ("PRAGMA hard_heap_limit = 1", "PRAGMA hard_heap_limit"),
    ("PRAGMA temp_store_directory = '/tmp'", "PRAGMA temp_store_directory"),
    ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA wal_checkpoint"),
    ("PRAGMA optimize", "PRAGMA optimize"),
    ("PRAGMA incremental_vacuum", "PRAGMA incremental_vacuum"),
    ("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode"),
    ("PRAGMA mmap_size = 1000000000", "PRAGMA mmap_size"),
    ("PRAGMA database_list", "PRAGMA database_list"),
    ("SELECT * FROM pragma_database_list", "PRAGMA database_list"),
    ("SELECT * FROM pragma_wal_checkpoint", "no such table"),
    // Transactions, and several statements at once.
    ("BEGIN", "it controls transactions"),
    ("BEGIN EXCLUSIVE", "it controls transactions"),
    ("COMMIT", "it controls transactions"),
    ("ROLLBACK", "it controls transactions"),
    ("SAVEPOINT x", "it controls transactions"),
    ("RELEASE x", "it controls transactions"),
    ("SELECT 1; DROP TABLE articles", "more than one statement"),
    ("SELECT 1; SELECT 2", "more than one statement"),
    ("SELECT ';' ; -- ; \n /* ; */ DELETE FROM articles", "more than one statement"),
    ("SELECT 1;\u{feff}DELETE FROM articles", "more than one statement"),
    // More than is good.
    ("SELECT randomblob(10000000000)", "stopped"),
    ("SELECT zeroblob(2000000000)", "stopped"),
    ("SELECT length(hex(randomblob(200000000)))", "stopped"),
    ("SELECT printf('%2000000000d', 1)", "stopped"),
    ("SELECT replace(hex(zeroblob(100000)), '0', hex(zeroblob(100000)))", "stopped"),
    ("SELECT 1 WHERE 'a' LIKE replace(hex(zeroblob(3000)), '0', '%a')", "LIKE or GLOB pattern too complex"),
    // Nothing, and nonsense.
    ("", "is empty"),
    (" ; -- SELECT 1\n", "is empty"),
    ("SELECT 1 \0; DROP TABLE articles", "NUL"),
    ("SELECT", "incomplete input"),
    ("garbage", "syntax error"),
    ("SELECT ?1", "needs a value"),
    ("SELECT :missing", "needs a value for \"missing\""),
];

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // SQLite keeps read marks in the shared memory; it is no part of the archive.
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn nothing_hostile_passes_and_no_byte_changes() {
    assert!(REFUSED.len() >= 60);
    let archive = Invented::harbour();
    let before = bytes(archive.folder.path());
    let reader = Reader::open(&archive.path(), Limits::with_timeout(Duration::from_secs(20))).unwrap();
    for (sql, why) in REFUSED {
        let outcome = reader.table(*sql, &Bindings::default());
        let message = outcome.map(|_| ()).unwrap_err().to_string();
        assert!(message.contains(why), "{sql}\n  said: {message}\n  not:  {why}");
    }
    // The connection is as good as before.
    assert_eq!(reader.table("SELECT count(*) FROM articles", &Bindings::default()).unwrap().rows.len(), 1);
    assert_eq!(bytes(archive.folder.path()), before);
    drop(reader);
    for left in ["copy.db", "other.db", "file"] {
        assert!(!Path::new("/tmp").join(format!("sayso-hostile-{left}")).exists(), "{left}");
    }
}

#[rstest]
#[case("SELECT a.title, row_number() OVER (ORDER BY a.id) FROM articles AS a; -- all of them\n;")]
#[case("VALUES (1, 2)")]
#[case("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT sum(i) FROM n")]
#[case(
    "SELECT snippet(articles_fts, 1, '[', ']', '…', 5), bm25(articles_fts) FROM articles_fts WHERE articles_fts MATCH 'dockers' ORDER BY rank"
)]
#[case("SELECT highlight(articles_fts, 1, '[', ']') FROM articles_fts('dockers NOT zebras')")]
#[case("SELECT * FROM claims_fts WHERE content MATCH '\"walked out\"'")]
#[case("PRAGMA table_info(articles)")]
#[case("PRAGMA user_version")]
#[case("SELECT * FROM pragma_table_info('articles')")]
#[case("SELECT * FROM pragma_index_list('articles')")]
#[case("SELECT name, sql FROM sqlite_schema")]
#[case("EXPLAIN QUERY PLAN SELECT * FROM articles")]
#[case("SELECT value FROM json_each('[1, 2]')")]
#[case("SELECT strftime('%Y', published_at), iif(1, 2, 3), json_object('a', 1) FROM articles")]
#[case("SELECT group_concat(DISTINCT kind) FROM sources")]
#[case("SELECT cast(x'ff41' AS TEXT)")]
fn what_only_reads_runs(#[case] sql: &str) {
    let archive = Invented::harbour();
    let rows = archive.reader().table(sql, &Bindings::default()).unwrap_or_else(|error| panic!("{sql}: {error}")).rows;
    assert!(!rows.is_empty());
}

#[rstest]
#[case("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")]
#[case("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")]
#[case(
    "WITH t (x) AS (SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,0]'))
        SELECT count(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l"
)]
#[case(
    "SELECT count(*) FROM articles WHERE EXISTS (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT 1 - i FROM n) \
        SELECT 1 FROM n WHERE i = 2)"
)]
fn what_never_ends_is_stopped(#[case] sql: &str) {
    let archive = Invented::harbour();
    let reader = Reader::open(&archive.path(), Limits::with_timeout(Duration::from_millis(300))).unwrap();
    let begun = Instant::now();
    let error = reader.run(sql, &Bindings::default(), &mut Nowhere).unwrap_err();
    assert!(matches!(error, QueryError::Timeout { .. }), "{error}");
    assert!(error.to_string().contains("--timeout"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    // The next one has its own time.
    reader.run("SELECT 1", &Bindings::default(), &mut Nowhere).unwrap();
}

/// Takes rows and keeps none, slowly where asked.
struct Nowhere;

impl Sink for Nowhere {
    fn columns(&mut self, _: &[super::Column]) -> std::io::Result<()> {
        Ok(())
    }
    fn row(&mut self, _: &[super::Cell<'_>]) -> std::io::Result<()> {
        Ok(())
    }
    fn end(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A sink whose reader takes its time, then goes away.
struct Pager(u32);

impl Sink for Pager {
    fn columns(&mut self, _: &[super::Column]) -> std::io::Result<()> {
        Ok(())
    }
    fn row(&mut self, _: &[super::Cell<'_>]) -> std::io::Result<()> {
        self.0 += 1;
        if self.0 > 4 {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        std::thread::sleep(Duration::from_millis(150));
        Ok(())
    }
    fn end(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_time_of_whoever_reads_the_answer_does_not_count() {
    let archive = Invented::empty();
    let reader = Reader::open(&archive.path(), Limits::with_timeout(Duration::from_millis(300))).unwrap();
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    let error = reader.run(sql, &Bindings::default(), &mut Pager(0)).unwrap_err();
    assert!(error.is_closed_pipe(), "{error}");
}

#[rstest]
#[case("SELECT nam FROM sources", "the statement: no such column: nam (line 1, column 8); did you mean \"name\"?")]
#[case("SELECT *\nFROM article", "the statement: no such table: article; did you mean \"articles\"?")]
#[case(
    "SELECT * FROM sources WHERE name = \"Ada\"",
    "the statement: no such column: \"Ada\" - should this be a string literal in single-quotes? (line 1, column 36); write a text in single quotes: 'Ada'"
)]
#[case(
    "SELECT 1 FROM sources WHERE name MATCH 'x'",
    "the statement: unable to use function MATCH in the requested context"
)]
fn messages_say_where_and_what_to_do(#[case] sql: &str, #[case] message: &str) {
    let archive = Invented::harbour();
    assert_eq!(archive.reader().table(sql, &Bindings::default()).unwrap_err().to_string(), message);
}

#[test]
fn values_come_as_they_are() {
    let archive = Invented::empty();
    let mut bindings = Bindings::default();
    bindings.set("x", Value::Text("é".into()));
    let table =
        archive.reader().table("SELECT NULL, 1, 1.5, :x, x'00ff', cast(x'41ff42' AS TEXT), $x", &bindings).unwrap();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(
        table.rows,
        [[
            Value::Null,
            Value::Integer(1),
            Value::Real(1.5),
            text("é"),
            Value::Blob(vec![0, 255]),
            text("A\u{fffd}B"),
            text("é")
        ]]
    );
}

#[rstest]
#[case("missing.db", None, "no such file; make an archive with `sayso ingest`")]
#[case(
    "text.db",
    Some("just some text, and then some more of it, so that it is longer than a header"),
    "it is no sayso archive (no SQLite database at all)"
)]
fn what_is_no_archive_is_refused(#[case] name: &str, #[case] content: Option<&str>, #[case] message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    if let Some(content) = content {
        std::fs::write(&path, content).unwrap();
    }
    let error = Reader::open(&path, Limits::default()).err().unwrap().to_string();
    assert_eq!(error, format!("cannot read {}: {message}", path.display()));
    assert!(Reader::open(folder.path(), Limits::default()).err().unwrap().to_string().contains("folder"));
    assert_eq!(path.exists(), content.is_some());
}

#[test]
fn reads_beside_a_writer() {
    let archive = Invented::harbour();
    let reader = archive.reader();
    let count = || reader.table("SELECT count(*) FROM sources", &Bindings::default()).unwrap().rows[0][0].clone();
    let before = count();
    archive.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    archive.source("Somebody Else", "person");
    assert_eq!(count(), before);
    archive.connection.execute_batch("COMMIT").unwrap();
    assert_ne!(count(), before);
}

#[test]
fn odd_names_are_just_names() {
    let archive = Invented::harbour();
    archive.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    for name in ["file:x?mode=memory", "a b%20#é.db", "-x.db"] {
        let path = archive.folder.path().join(name);
        std::fs::copy(archive.path(), &path).unwrap();
        for immutable in [false, true] {
            let connection = super::guard::open_guarded(&path, immutable, &Limits::default()).unwrap();
            let count: i64 = connection.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap();
            assert_eq!(count, 4, "{name}");
        }
    }
}

#[test]
fn the_users_queries_stand_beside_the_built_in_ones() {
    let archive = Invented::harbour();
    archive
        .connection
        .execute_batch(
            "INSERT INTO saved_queries (name, title, sql, created_at, updated_at)
             VALUES ('mine', 'My own', '-- title: Older' || char(10) || 'SELECT :x', '2025', '2025'),
                    ('broken', NULL, '-- param y text' || char(10) || 'SELECT 1', '2025', '2025')",
        )
        .unwrap();
    let reader = archive.reader();
    let own: Vec<_> = reader.queries().unwrap().into_iter().filter(|query| !query.built_in).collect();
    assert_eq!(own.iter().map(|query| query.name.as_str()).collect::<Vec<_>>(), ["broken", "mine"]);
    let mine = reader.query("mine").unwrap();
    assert_eq!((mine.title.as_deref(), mine.parameters.len()), (Some("My own"), 1));
    assert!(reader.query("broken").unwrap_err().to_string().contains("does not use :y"));
    assert_eq!(reader.query("claims").unwrap().name, "claims");
    let message = reader.query("mien").unwrap_err().to_string();
    assert_eq!(message, "no query is called \"mien\"; did you mean \"mine\"?; `sayso query list` shows all");
    assert!(reader.check(&mine).is_ok());
    assert!(matches!(reader.check("DELETE FROM claims"), Err(QueryError::Refused { .. })));
    let _: Table = reader.table("SELECT 1", &Bindings::default()).unwrap();
}
