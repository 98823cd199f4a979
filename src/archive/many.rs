//! Rows of one table, several put in or found with one statement: to begin and end one costs SQLite as much as a short row
//! does.

use std::sync::OnceLock;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, params_from_iter};

/// The most rows of one statement: as many as the last place of [`Table::statements`] stands for.
const MOST: usize = 8;

/// A table that rows go into.
pub(super) struct Table<const COLUMNS: usize> {
    name: &'static str,
    columns: &'static str,
    /// What becomes of a row that another forbids: FAIL or IGNORE. Rows that came before one that fails are taken back with
    /// their article, so SQLite need not be able to take them back alone.
    or: &'static str,
    /// Statements that put in 1, 2, 4 and 8 rows.
    statements: [OnceLock<String>; 4],
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// That of this name, whose `columns` rows have. A row that another forbids is an error.
    pub(super) const fn new(name: &'static str, columns: &'static str) -> Self {
        Self { name, columns, or: "FAIL", statements: [const { OnceLock::new() }; 4] }
    }

    /// The same, which leaves out rows that another forbids.
    pub(super) const fn new_or_ignore(name: &'static str, columns: &'static str) -> Self {
        Self { name, columns, or: "IGNORE", statements: [const { OnceLock::new() }; 4] }
    }

    /// The statement that puts in two to the power of `doubled` rows.
    fn statement<'a>(&self, connection: &'a Connection, doubled: usize) -> rusqlite::Result<CachedStatement<'a>> {
        let Self { name, columns, or, .. } = self;
        let make = || {
            let marks = format!("({})", ["?"; COLUMNS].join(", "));
            let rows = vec![marks.as_str(); 1 << doubled].join(", ");
            format!("INSERT OR {or} INTO {name} ({columns}) VALUES {rows}")
        };
        match self.statements.get(doubled) {
            Some(made) => connection.prepare_cached(made.get_or_init(make)),
            None => connection.prepare_cached(&make()),
        }
    }

    /// Puts `rows` in.
    pub(super) fn insert(&self, connection: &Connection, rows: &[[ToSqlOutput<'_>; COLUMNS]]) -> rusqlite::Result<()> {
        let whole = rows.chunks_exact(MOST);
        let mut left = whole.remainder();
        if whole.len() > 0 {
            let mut statement = self.statement(connection, MOST.ilog2() as usize)?;
            for rows in whole {
                statement.execute(params_from_iter(rows.iter().flatten()))?;
            }
        }
        while let Some(doubled) = left.len().checked_ilog2() {
            // 4, 2 or 1: few statements to keep.
            let (now, later) = left.split_at(1 << doubled);
            self.statement(connection, doubled as usize)?.execute(params_from_iter(now.iter().flatten()))?;
            left = later;
        }
        Ok(())
    }

    /// Puts `rows` in, which [`numbered`] gave `ids` out of `numbers`.
    pub(super) fn insert_numbered(
        &self,
        connection: &Connection,
        numbers: &[i64],
        ids: &[i64],
        rows: &[[ToSqlOutput<'_>; COLUMNS]],
    ) -> rusqlite::Result<()> {
        if numbers.is_empty() {
            // SQLite numbers them so by itself. Were it told, it would copy every page that the statement writes to, as what
            // stands for a number might be none.
            return self.insert(connection, rows);
        }
        let Self { name, columns, .. } = self;
        let marks = ["?"; COLUMNS].join(", ");
        let sql = format!("INSERT INTO {name} (id, {columns}) VALUES (?, {marks})");
        let mut statement = connection.prepare_cached(&sql)?;
        for (id, row) in ids.iter().zip(rows) {
            statement.execute(params_from_iter([&(*id).into()].into_iter().chain(row)))?;
        }
        Ok(())
    }
}

/// A value that may be none.
pub(super) fn cell<'a>(value: Option<impl Into<ToSqlOutput<'a>>>) -> ToSqlOutput<'a> {
    value.map_or(ToSqlOutput::Borrowed(ValueRef::Null), Into::into)
}

/// The numbers that `count` new rows of `table` get: first the free `numbers`, in their order, then those that follow the last one.
pub(super) fn numbered(
    connection: &Connection,
    table: &str,
    numbers: &[i64],
    count: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut ids: Vec<i64> = numbers.iter().copied().take(count).collect();
    if ids.len() < count {
        let last = format!("SELECT coalesce(max(id), 0) FROM {table}");
        let last: i64 = connection.prepare_cached(&last)?.query_row([], |row| row.get(0))?;
        let first = ids.iter().copied().fold(last, i64::max) + 1;
        ids.extend((first..).take(count - ids.len()));
    }
    Ok(ids)
}

/// A statement that gives the rows of several keys at once.
pub(super) struct Finder {
    /// Gives the one number of each row of one key.
    select: &'static str,
    /// The same for as many keys as its place says.
    for_many: [OnceLock<String>; 32],
}

impl Finder {
    pub(super) const fn new(select: &'static str) -> Self {
        Self { select, for_many: [const { OnceLock::new() }; 32] }
    }

    /// What each of `keys` has, as many of them as come at once.
    pub(super) fn find(&self, connection: &Connection, keys: &[i32]) -> rusqlite::Result<Vec<i64>> {
        let mut found = Vec::new();
        for keys in keys.chunks(self.for_many.len() - 1) {
            let all = || vec![format!("SELECT * FROM ({})", self.select); keys.len()].join(" UNION ALL ");
            let Some(sql) = self.for_many.get(keys.len()).map(|sql| sql.get_or_init(all)) else { continue };
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(params_from_iter(keys))?;
            while let Some(row) = rows.next()? {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rows_come_in_in_their_order() {
        static TABLE: Table<2> = Table::new("t", "n, word");
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, word TEXT)").unwrap();
        for count in 0..30_i64 {
            connection.execute("DELETE FROM t", []).unwrap();
            let rows: Vec<[ToSqlOutput<'_>; 2]> = (0..count).map(|n| [n.into(), "x".into()]).collect();
            TABLE.insert(&connection, &rows).unwrap();
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
        let finder = Finder::new("SELECT n FROM t WHERE key = ? ORDER BY n LIMIT 2");
        for (keys, expected) in
            [(vec![], vec![]), (vec![1], vec![5, 6]), (vec![3, 2, 1], vec![5, 5, 6]), (vec![2; 100], vec![5; 100])]
        {
            assert_eq!(finder.find(&connection, &keys).unwrap(), expected);
        }
    }
}
