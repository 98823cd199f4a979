//! A copy of an archive in use.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{Archive, ArchiveError};

/// Pages between two words on how far it is.
const PAGES: i32 = 4096;

impl Archive {
    /// Copies the archive as it is at this moment into the empty file `to`, and makes sure of the copy: whole by SQLite's
    /// checks, and with as many rows. Others may write meanwhile; what they write is not in it. `progress` is told
    /// the pages copied, and how many there are.
    ///
    /// # Errors
    /// When the archive cannot be read or the copy not be written, or when the copy is not whole, as a copy of a damaged archive
    /// is not.
    pub fn back_up(&self, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<(), ArchiveError> {
        let here = |error| self.failed(error);
        let there = |error| ArchiveError::of(to, error);
        // Holds one state of the archive, so that the copying need not begin again whenever somebody writes.
        let snapshot = self.snapshot().map_err(here)?;
        let counts = self.counts()?;
        let mut copy = Connection::open_with_flags(
            to,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .map_err(there)?;
        {
            let backup = Backup::new(&self.connection, &mut copy).map_err(there)?;
            while backup.step(PAGES).map_err(there)? != StepResult::Done {
                let now = backup.progress();
                let all = u64::try_from(now.pagecount).unwrap_or(0);
                progress(all.saturating_sub(u64::try_from(now.remaining).unwrap_or(0)), all);
            }
        }
        snapshot.finish().map_err(here)?;
        verify(&copy, to)?;
        // One file: what SQLite keeps beside it is folded in.
        copy.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(there)?;
        copy.close().map_err(|(_, error)| there(error))?;
        let copied = Self::open(to)?.counts()?;
        if copied != counts {
            let reason = format!("the copy holds {copied:?}, not {counts:?}");
            return Err(ArchiveError::Damaged { path: to.to_owned(), reason });
        }
        Ok(())
    }
}

/// Reads all of the copy.
fn verify(copy: &Connection, path: &Path) -> Result<(), ArchiveError> {
    let failed = |error| ArchiveError::of(path, error);
    let damaged = |reason| ArchiveError::Damaged { path: path.to_owned(), reason };
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if verdict != "ok" {
        return Err(damaged(verdict));
    }
    let astray: i64 =
        copy.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).map_err(failed)?;
    if astray > 0 {
        return Err(damaged(format!("{astray} rows point to rows that are not there")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::invented::{claim, document, entry, figure};
    use super::*;
    use crate::model::{Reading, Span};

    #[test]
    fn a_copy_is_of_one_moment_and_whole_while_another_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut writer = Archive::create(&path).unwrap();
        let reading = Reading {
            claims: vec![claim(&[Span::new(0, 3)], None)],
            figures: vec![figure(Span::new(0, 3), 1.0)],
            ..Reading::default()
        };
        for number in 0..200 {
            let document = document(&format!("One {number} {}", "word ".repeat(500)));
            writer.store(&entry(&document, &reading, &format!("{number}.txt"))).unwrap();
        }
        let reader = Archive::open(&path).unwrap();
        let before = reader.counts().unwrap();
        let to = folder.path().join("copy.db");
        let mut told = 0;
        reader
            .back_up(&to, &mut |_, _| {
                told += 1;
                let document = document(&format!("Meanwhile {told}"));
                writer.store(&entry(&document, &reading, &format!("later{told}.txt"))).unwrap();
            })
            .unwrap();
        let copy = Archive::open(&to).unwrap();
        assert_eq!(copy.counts().unwrap(), before);
        copy.check(&mut |finding| panic!("{finding:?}")).unwrap();
        drop(copy);
        assert!(!folder.path().join("copy.db-wal").exists());
    }
}
