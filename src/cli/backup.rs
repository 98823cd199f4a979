//! `sayso backup`: a whole copy of the archive, also while it is written to.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::args::BackupArgs;
use super::destination::WholeFile;
use super::exit::Ending;
use super::terminal;
use crate::archive::{Archive, ArchiveError};
use crate::output::visible;

pub(super) fn run(db: &Path, args: &BackupArgs) -> anyhow::Result<Ending> {
    let archive = Archive::open(db)?;
    let file = args.file.as_path();
    may_stand_at(file, db, args.force)?;
    let whole = WholeFile::new(file)?;
    let bar = if terminal::bars() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    let outcome = archive.back_up(whole.temporary.path(), &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    for ending in ["-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(whole.temporary.path(), ending));
    }
    outcome.map_err(|error| of_copy(error, file))?;
    let bytes = whole.temporary.as_file().metadata().map_or(0, |about| about.len());
    if args.force {
        whole.keep()?;
    } else {
        whole.keep_new()?;
    }
    let page = format!("{}: a whole copy of {}, {bytes} bytes\n", file.display(), db.display());
    io::stdout().write_all(visible::lines(&page).as_bytes())?;
    Ok(Ending::Done)
}

/// Refuses a place where something would be lost.
fn may_stand_at(file: &Path, db: &Path, force: bool) -> anyhow::Result<()> {
    let name = file.display();
    if file.as_os_str() == "-" {
        anyhow::bail!("cannot write a backup to stdout; name a file");
    }
    let Ok(about) = fs::metadata(file) else { return Ok(()) };
    if about.is_dir() {
        anyhow::bail!("cannot write {name}: it is a folder; name a file");
    }
    if !about.is_file() {
        anyhow::bail!("cannot write {name}: it is no ordinary file; name another");
    }
    if fs::canonicalize(file).ok() == fs::canonicalize(db).ok() {
        anyhow::bail!("cannot write {name}: it is the archive itself; name another file");
    }
    if !force {
        anyhow::bail!("cannot write {name}: there is a file of that name; name another, or add --force");
    }
    // Its log would be taken for that of the new file.
    if ["-wal", "-journal"].iter().any(|ending| fs::metadata(beside(file, ending)).is_ok_and(|about| about.len() > 0)) {
        anyhow::bail!("cannot write {name}: it is an archive that another program has open; name another file");
    }
    Ok(())
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Names the file that was asked for, not its makeshift.
fn of_copy(error: ArchiveError, file: &Path) -> anyhow::Error {
    let path = file.to_owned();
    match error {
        ArchiveError::Full(at) if at != path => {
            anyhow::anyhow!("{}: the disk is full; make room, or name another", file.display())
        }
        ArchiveError::Damaged { reason, .. } => anyhow::anyhow!(
            "{}: no backup was made: the archive is damaged ({reason}); `sayso check` says how to mend it",
            file.display()
        ),
        error => anyhow::Error::from(error).context(format!("{}: no backup was made", file.display())),
    }
}
