//! The full-text indexes against what they index.
//!
//! FTS5 can compare them itself, but holds the write lock all the while, and an ingest would give up. Here the texts are
//! indexed again, some at a time, in a temporary table of the same making, and the two indexes are compared by a sum
//! over the words of each row: nothing is locked, and the row that differs is known.

use std::hash::{Hash as _, Hasher as _};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, TransactionBehavior};
use rustc_hash::{FxHashMap, FxHasher};

use super::{Finding, Matter, Mend};

/// An index, with what its rows should be made of.
struct Index {
    name: &'static str,
    /// What its rows are called.
    what: &'static str,
    /// Number and columns of its rows that come after `?1`.
    content: &'static str,
    insert: &'static str,
}

const INDEXES: [Index; 2] = [
    Index {
        name: "articles_fts",
        what: "articles",
        content: "SELECT id, title, body FROM articles WHERE id > ?1 AND duplicate_of IS NULL ORDER BY id",
        insert: "INSERT INTO temp.check_twin (rowid, title, body) VALUES (?1, ?2, ?3)",
    },
    Index {
        name: "claims_fts",
        what: "claims",
        content: "SELECT id, content, speaker FROM claims WHERE id > ?1 ORDER BY id",
        insert: "INSERT INTO temp.check_twin (rowid, content, speaker) VALUES (?1, ?2, ?3)",
    },
];

/// Bytes of text that are indexed again at once.
const BATCH: usize = 4 << 20;

pub(super) fn look(connection: &Connection, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    for index in &INDEXES {
        let outcome = compare(connection, index, tell);
        drop_twin(connection)?;
        match outcome {
            Err(error) if super::is_damage(&error) => tell(Finding {
                matter: Matter::Index,
                article: None,
                problem: format!("{}: {error}", index.name),
                mend: Mend::Reindex,
            }),
            outcome => outcome?,
        }
    }
    Ok(())
}

/// Makes the indexes anew.
pub(super) fn rebuild(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
         INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');",
    )?;
    transaction.commit()
}

fn compare(connection: &Connection, index: &Index, tell: &mut dyn FnMut(Finding)) -> rusqlite::Result<()> {
    let sql: String =
        connection.query_row("SELECT sql FROM main.sqlite_schema WHERE name = ?1", [index.name], |row| row.get(0))?;
    drop_twin(connection)?;
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE temp.check_twin USING fts5 ({});
         CREATE VIRTUAL TABLE temp.check_twin_words USING fts5vocab (temp, check_twin, instance);
         CREATE VIRTUAL TABLE temp.check_words USING fts5vocab (main, {}, instance);",
        without_content(&sql),
        index.name
    ))?;
    let mut indexed = FxHashMap::default();
    add_up(connection, "SELECT term, doc, col, offset FROM temp.check_words", &mut indexed)?;
    let mut finding = |id: i64, problem: &str| {
        let problem = format!("{} {id}: {problem}", index.what);
        tell(Finding { matter: Matter::Index, article: None, problem, mend: Mend::Reindex });
    };
    let (mut after, mut more) = (i64::MIN, true);
    while more {
        let ids = index_again(connection, index, &mut after, &mut more)?;
        let mut again = FxHashMap::default();
        add_up(connection, "SELECT term, doc, col, offset FROM temp.check_twin_words", &mut again)?;
        connection.execute("INSERT INTO temp.check_twin (check_twin) VALUES ('delete-all')", [])?;
        for id in ids {
            match (indexed.remove(&id), again.get(&id)) {
                (None, Some(_)) => finding(id, "its words are not in the full-text index"),
                (held, expected) if held.as_ref() != expected => {
                    finding(id, "the full-text index holds other words than it has");
                }
                _ => {}
            }
        }
    }
    let mut left: Vec<i64> = indexed.into_keys().collect();
    left.sort_unstable();
    for id in left {
        finding(id, "the full-text index holds words of it, and there is no such row");
    }
    Ok(())
}

/// Fills the twin with the next rows; gives their numbers.
fn index_again(connection: &Connection, index: &Index, after: &mut i64, more: &mut bool) -> rusqlite::Result<Vec<i64>> {
    let mut content = connection.prepare_cached(index.content)?;
    // Not cached: the table goes with every check.
    let mut insert = connection.prepare(index.insert)?;
    let mut rows = content.query([*after])?;
    let (mut ids, mut bytes) = (Vec::new(), 0);
    *more = false;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        for column in 1..=2 {
            bytes += row.get_ref(column)?.as_bytes_or_null().ok().flatten().map_or(0, <[u8]>::len);
        }
        insert.execute((id, ToSqlOutput::Borrowed(row.get_ref(1)?), ToSqlOutput::Borrowed(row.get_ref(2)?)))?;
        ids.push(id);
        *after = id;
        if bytes >= BATCH {
            *more = true;
            break;
        }
    }
    Ok(ids)
}

/// Adds a hash of every word and its place to the sum of the row that it is in; the order does not matter.
fn add_up(connection: &Connection, sql: &str, sums: &mut FxHashMap<i64, u64>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut hash = FxHasher::default();
        for column in [0, 2, 3] {
            match row.get_ref(column)? {
                ValueRef::Integer(number) => number.hash(&mut hash),
                value => value.as_bytes_or_null().ok().flatten().hash(&mut hash),
            }
        }
        let sum = sums.entry(row.get(1)?).or_insert(0);
        *sum = sum.wrapping_add(hash.finish());
    }
    Ok(())
}

fn drop_twin(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DROP TABLE IF EXISTS temp.check_twin_words;
         DROP TABLE IF EXISTS temp.check_words;
         DROP TABLE IF EXISTS temp.check_twin;",
    )
}

/// What stands between the parentheses of `CREATE VIRTUAL TABLE … USING fts5 (…)`, for a table without content.
fn without_content(sql: &str) -> String {
    let inside = sql.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map_or("", |(inside, _)| inside);
    let mut arguments = vec![String::new()];
    let mut quoted = false;
    for c in inside.chars() {
        quoted ^= c == '\'';
        match arguments.last_mut() {
            Some(last) if c != ',' || quoted => last.push(c),
            _ => arguments.push(String::new()),
        }
    }
    arguments.retain(|argument| {
        !argument.split_once('=').is_some_and(|(name, _)| matches!(name.trim(), "content" | "content_rowid"))
    });
    arguments.push("content = ''".to_owned());
    arguments.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twin_is_made_as_the_index_is() {
        let sql = "CREATE VIRTUAL TABLE x USING fts5 (\n content,\n b, content = 'c,d', content_rowid = 'id', tokenize = 'porter, x')";
        assert_eq!(without_content(sql), "\n content,\n b, tokenize = 'porter, x',content = ''");
    }
}
