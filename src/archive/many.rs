//! Rows of one table, several put in or found with one statement: to begin and end one costs SQLite as much as a short row
//! does.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params_from_iter};

/// The most rows of one statement.
const MOST: usize = 8;

/// Puts `rows` in with the statement `into`, which ends before its VALUES. It should say OR FAIL, or OR IGNORE: rows that came
/// before one that fails are taken back with their article, so SQLite need not be able to take them back alone.
pub(super) fn insert<const COLUMNS: usize>(
    connection: &Connection,
    into: &str,
    rows: &[[ToSqlOutput<'_>; COLUMNS]],
) -> rusqlite::Result<()> {
    let mut left = rows;
    while let Some(most) = left.len().checked_ilog2() {
        // 8, 4, 2 or 1: few statements to keep.
        let (now, later) = left.split_at(MOST.min(1 << most));
        let marks = format!("({})", ["?"; COLUMNS].join(", "));
        let sql = format!("{into} VALUES {}", vec![marks; now.len()].join(", "));
        connection.prepare_cached(&sql)?.execute(params_from_iter(now.iter().flatten()))?;
        left = later;
    }
    Ok(())
}

/// What `select`, which gives the rows of one number of one key, gives for each of `keys`, all with one statement.
pub(super) fn find(connection: &Connection, select: &str, keys: &[i32]) -> rusqlite::Result<Vec<i64>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let sql = vec![format!("SELECT * FROM ({select})"); keys.len()].join(" UNION ALL ");
    connection.prepare_cached(&sql)?.query_map(params_from_iter(keys), |row| row.get(0))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rows_come_in_in_their_order() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, word TEXT)").unwrap();
        for count in 0..30_i64 {
            connection.execute("DELETE FROM t", []).unwrap();
            let rows: Vec<[ToSqlOutput<'_>; 2]> = (0..count).map(|n| [n.into(), "x".into()]).collect();
            insert(&connection, "INSERT OR FAIL INTO t (n, word)", &rows).unwrap();
            let found: Vec<i64> = connection
                .prepare("SELECT n FROM t WHERE word = 'x' ORDER BY id")
                .unwrap()
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert_eq!(found, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_several_keys_have_is_found_at_once() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE t (key INTEGER, n INTEGER); INSERT INTO t VALUES (1, 5), (1, 6), (1, 7), (2, 5)",
            )
            .unwrap();
        let select = "SELECT n FROM t WHERE key = ? ORDER BY n LIMIT 2";
        for (keys, expected) in [(vec![], vec![]), (vec![1], vec![5, 6]), (vec![3, 2, 1], vec![5, 5, 6])] {
            assert_eq!(find(&connection, select, &keys).unwrap(), expected);
        }
    }
}
