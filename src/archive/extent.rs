//! From when to when an archive goes, and how many published it.

use super::{Archive, ArchiveError};

/// What an archive spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many outlets published its articles, mergers followed.
    pub outlets: u64,
    /// When the oldest article that has a date was published, ISO 8601.
    pub since: Option<String>,
    /// When the newest was.
    pub until: Option<String>,
}

impl Archive {
    /// What the archive spans; copies do not count.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn extent(&self) -> Result<Extent, ArchiveError> {
        self.connection
            .query_row(
                "SELECT
                     count(DISTINCT coalesce(o.merged_into, o.id)),
                     min(a.published_at),
                     max(a.published_at)
                 FROM articles AS a
                 LEFT JOIN sources AS o ON o.id = a.outlet_id
                 WHERE a.duplicate_of IS NULL",
                [],
                |row| {
                    Ok(Extent { outlets: row.get::<_, i64>(0)?.unsigned_abs(), since: row.get(1)?, until: row.get(2)? })
                },
            )
            .map_err(|error| self.failed(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_archive_spans_nothing() {
        assert_eq!(Archive::in_memory().unwrap().extent().unwrap(), Extent::default());
    }
}
