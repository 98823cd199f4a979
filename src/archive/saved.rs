//! The user's own queries, kept in the archive.

use rusqlite::{OptionalExtension, Row};

use super::{Archive, ArchiveError};

/// A query as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuery {
    /// What `query run` calls it.
    pub name: String,
    /// What it answers, in one line.
    pub title: Option<String>,
    /// More of that.
    pub description: Option<String>,
    /// Its SQL, with its header.
    pub sql: String,
    /// When it was first saved, RFC 3339.
    pub created_at: String,
    /// When it was last saved, RFC 3339.
    pub updated_at: String,
}

impl SavedQuery {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get(0)?,
            title: row.get(1)?,
            description: row.get(2)?,
            sql: row.get(3)?,
            created_at: row.get(4)?,
            updated_at: row.get(5)?,
        })
    }
}

impl Archive {
    /// All saved queries, by name.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn saved_queries(&self) -> Result<Vec<SavedQuery>, ArchiveError> {
        self.connection
            .prepare_cached(
                "SELECT name, title, description, sql, created_at, updated_at FROM saved_queries ORDER BY name",
            )
            .and_then(|mut statement| statement.query_map([], SavedQuery::from_row)?.collect())
            .map_err(|error| self.failed(error))
    }

    /// The saved query called `name`.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn saved_query(&self, name: &str) -> Result<Option<SavedQuery>, ArchiveError> {
        self.connection
            .prepare_cached(
                "SELECT name, title, description, sql, created_at, updated_at FROM saved_queries WHERE name = ?1",
            )
            .and_then(|mut statement| statement.query_row([name], SavedQuery::from_row).optional())
            .map_err(|error| self.failed(error))
    }

    /// Saves `query`, over one of its name if there is one (which keeps its `created_at`). Says whether there was.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn save_query(&mut self, query: &SavedQuery) -> Result<bool, ArchiveError> {
        let Self { connection, path, .. } = self;
        let failed = |error| ArchiveError::of(path, error);
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        let replaced = transaction
            .query_row("SELECT EXISTS (SELECT 1 FROM saved_queries WHERE name = ?1)", [&query.name], |row| row.get(0))
            .map_err(failed)?;
        transaction
            .execute(
                "INSERT INTO saved_queries (name, title, description, sql, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (name) DO UPDATE
                 SET title = excluded.title,
                     description = excluded.description,
                     sql = excluded.sql,
                     updated_at = excluded.updated_at",
                (&query.name, &query.title, &query.description, &query.sql, &query.created_at, &query.updated_at),
            )
            .map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(replaced)
    }

    /// Removes the saved query called `name`. Says whether there was one.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn remove_query(&mut self, name: &str) -> Result<bool, ArchiveError> {
        self.connection
            .execute("DELETE FROM saved_queries WHERE name = ?1", [name])
            .map(|removed| removed > 0)
            .map_err(|error| self.failed(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(name: &str, sql: &str, at: &str) -> SavedQuery {
        SavedQuery {
            name: name.to_owned(),
            title: Some("A title".to_owned()),
            description: None,
            sql: sql.to_owned(),
            created_at: at.to_owned(),
            updated_at: at.to_owned(),
        }
    }

    #[test]
    fn saved_replaced_listed_removed() {
        let mut archive = Archive::in_memory().unwrap();
        assert!(!archive.save_query(&query("pay", "SELECT 1", "2024-01-01T00:00:00Z")).unwrap());
        assert!(!archive.save_query(&query("men", "SELECT 2", "2024-01-01T00:00:00Z")).unwrap());
        assert!(archive.save_query(&query("pay", "SELECT 3", "2024-02-02T00:00:00Z")).unwrap());
        let pay = archive.saved_query("pay").unwrap().unwrap();
        assert_eq!(pay.sql, "SELECT 3");
        assert_eq!(
            (pay.created_at.as_str(), pay.updated_at.as_str()),
            ("2024-01-01T00:00:00Z", "2024-02-02T00:00:00Z")
        );
        let names: Vec<_> = archive.saved_queries().unwrap().into_iter().map(|query| query.name).collect();
        assert_eq!(names, ["men", "pay"]);
        assert!(archive.remove_query("pay").unwrap());
        assert!(!archive.remove_query("pay").unwrap());
        assert_eq!(archive.saved_query("pay").unwrap(), None);
    }
}
