//! How much an archive holds.

use super::{Archive, ArchiveError};

/// How much an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles, linked copies aside.
    pub articles: i64,
    /// Linked copies.
    pub duplicates: i64,
    /// Claims.
    pub claims: i64,
    /// Figures.
    pub figures: i64,
    /// Sources, those merged into others aside.
    pub sources: i64,
}

impl Archive {
    /// How much the archive holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn counts(&self) -> Result<Counts, ArchiveError> {
        self.connection
            .query_row(
                "SELECT
                     (SELECT count(*) FROM articles) - (SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL),
                     (SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL),
                     (SELECT count(*) FROM claims),
                     (SELECT count(*) FROM figures),
                     (SELECT count(*) FROM sources) - (SELECT count(*) FROM sources WHERE merged_into IS NOT NULL)",
                [],
                |row| {
                    Ok(Counts {
                        articles: row.get(0)?,
                        duplicates: row.get(1)?,
                        claims: row.get(2)?,
                        figures: row.get(3)?,
                        sources: row.get(4)?,
                    })
                },
            )
            .map_err(|error| self.failed(error))
    }
}
