//! What an archive holds, without the numbers that it gives to rows: two archives of the same content are equal here.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;

const OF_ARTICLES: &[&str] = &[
    "SELECT a.path, json_array('article', a.title, a.byline, o.name, a.url, a.published_at, a.language, a.content_hash, a.format,
                               d.path, n.path, a.near_duplicate_similarity)
     FROM articles AS a
     LEFT JOIN sources AS o ON o.id = a.outlet_id
     LEFT JOIN articles AS d ON d.id = a.duplicate_of
     LEFT JOIN articles AS n ON n.id = a.near_duplicate_of",
    "SELECT a.path, json_array('original', o.bytes, hex(o.content)) FROM originals AS o JOIN articles AS a ON a.id = o.article_id",
    "SELECT a.path, json_array('notice', n.seq, n.message) FROM article_notices AS n JOIN articles AS a ON a.id = n.article_id",
    "SELECT a.path, json_array('claim', c.start, c.\"end\", c.kind, c.cue, c.content, c.hedge, c.negated, c.confidence, c.speaker, c.rule,
                               s.name, v.name, i.start, i.\"end\")
     FROM claims AS c
     JOIN articles AS a ON a.id = c.article_id
     LEFT JOIN sources AS s ON s.id = c.source_id
     LEFT JOIN sources AS v ON v.id = c.via_id
     LEFT JOIN claims AS i ON i.id = c.within_id",
    "SELECT a.path, json_array('part', c.start, p.seq, p.role, p.start, substr(a.body, p.start + 1, p.\"end\" - p.start))
     FROM claim_parts AS p
     JOIN claims AS c ON c.id = p.claim_id
     JOIN articles AS a ON a.id = c.article_id",
    "SELECT a.path, json_array('figure', f.text, f.start, f.\"end\", f.value, f.low, f.high, f.bound, f.unit, f.per, f.subject, c.start, s.name)
     FROM figures AS f
     JOIN articles AS a ON a.id = f.article_id
     LEFT JOIN claims AS c ON c.id = f.claim_id
     LEFT JOIN sources AS s ON s.id = f.source_id",
    "SELECT a.path, json_array('mention', s.name, m.start, m.\"end\")
     FROM source_mentions AS m
     JOIN articles AS a ON a.id = m.article_id
     JOIN sources AS s ON s.id = m.source_id",
    "SELECT a.path, json_array('source', x.seq, x.name, x.role, s.name, s.kind, s.role, f.name)
     FROM article_sources AS x
     JOIN articles AS a ON a.id = x.article_id
     JOIN sources AS s ON s.id = x.source_id
     LEFT JOIN sources AS f ON f.id = s.affiliation_id",
];

/// The rows of each article, sorted.
pub type Contents = BTreeMap<String, Vec<String>>;

pub fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.busy_timeout(std::time::Duration::from_secs(60)).unwrap();
    connection
}

/// All of it, by the path of the article. Panics where two articles have one path.
pub fn of(path: &Path) -> Contents {
    let connection = open(path);
    let mut contents = Contents::new();
    for (at, sql) in OF_ARTICLES.iter().enumerate() {
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (path, line): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            let lines = contents.entry(path.clone()).or_default();
            assert!(at > 0 || lines.is_empty(), "{path} is there twice");
            lines.push(line);
        }
    }
    contents.values_mut().for_each(|lines| lines.sort());
    contents
}

/// Panics unless SQLite finds the file whole.
pub fn verify(path: &Path) {
    let connection = open(path);
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let astray: i64 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(astray, 0);
}
