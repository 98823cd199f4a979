//! Where an answer goes: stdout, or a file that appears under its name only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::NamedTempFile;

use super::args::AnswerArgs;
use super::exit::Usage;
use super::{interrupt, terminal};
use crate::output::visible::Guard;
use crate::output::{self, Format, Options, visible};
use crate::query::Sink;

/// Writes `text` to stdout, fit for a terminal where that is one: a line of JSON may hold what would command it.
///
/// # Errors
/// When stdout cannot be written.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    if stdout.is_terminal() {
        stdout.write_all(visible::lines(text).as_bytes())?;
    } else {
        stdout.write_all(text.as_bytes())?;
    }
    stdout.flush()
}

/// Hands `write` a writer to `output` (none and `-` are stdout), and puts the file in its place once that succeeded.
///
/// # Errors
/// As `write` does; when the file cannot be made or put in its place.
pub fn with_writer<T>(
    output: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    to(output, true, write)
}

/// As [`with_writer`], for text that is fit for a terminal already and may have colours.
///
/// # Errors
/// As [`with_writer`].
pub fn with_plain_writer<T>(
    output: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    to(output, false, write)
}

fn to<T>(
    output: Option<&Path>,
    guarded: bool,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        let stdout = io::stdout().lock();
        return if guarded && stdout.is_terminal() {
            finish(Guard::new(stdout), write)
        } else {
            finish(BufWriter::with_capacity(1 << 16, stdout), write)
        };
    };
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            anyhow::bail!("cannot write {}: it is a folder; name a file", path.display())
        }
        // A device or a pipe takes what it is given; there is nothing to put in its place.
        Ok(about) if !about.is_file() => {
            let file = File::options().write(true).open(path).with_context(|| cannot_write(path))?;
            finish(BufWriter::new(file), write)
        }
        _ => {
            let whole = WholeFile::new(path)?;
            let mut writer = BufWriter::with_capacity(1 << 16, whole.temporary.as_file());
            let outcome = write(&mut writer).map_err(|error| named(error, path))?;
            writer.flush().with_context(|| cannot_write(path))?;
            drop(writer);
            whole.keep()?;
            Ok(outcome)
        }
    }
}

fn finish<W: Write, T>(mut writer: W, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let outcome = write(&mut writer)?;
    writer.flush()?;
    Ok(outcome)
}

/// Says which file it was that could not be written, where that is why.
fn named(error: anyhow::Error, path: &Path) -> anyhow::Error {
    let is_of_the_file = error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some());
    if is_of_the_file { error.context(cannot_write(path)) } else { error }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

/// A file on its way: written beside its place, moved there at the end, gone when dropped before.
pub struct WholeFile {
    /// The file as it grows.
    pub temporary: NamedTempFile,
    place: PathBuf,
}

impl WholeFile {
    /// A file that is to stand at `path`; a link there stays and leads to the new file.
    ///
    /// # Errors
    /// When no file can be made in that folder.
    pub fn new(path: &Path) -> anyhow::Result<Self> {
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".sayso-").suffix(".part");
        // The rights a new file would have: the file itself may have others, which it keeps.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let temporary = builder.tempfile_in(folder).with_context(|| cannot_write(path))?;
        if let Ok(about) = fs::metadata(&place) {
            if about.permissions().readonly() {
                anyhow::bail!("cannot write {}: the file is read-only", path.display());
            }
            let _ = temporary.as_file().set_permissions(about.permissions());
        }
        interrupt::remove_on_end(temporary.path());
        Ok(Self { temporary, place })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be written out or moved.
    pub fn keep(self) -> anyhow::Result<()> {
        self.put(|temporary, place| temporary.persist(place))
    }

    /// Puts the file in its place, unless there is one by now.
    ///
    /// # Errors
    /// As [`WholeFile::keep`], and when a file is there.
    pub fn keep_new(self) -> anyhow::Result<()> {
        self.put(|temporary, place| temporary.persist_noclobber(place))
    }

    fn put(
        self,
        persist: impl FnOnce(NamedTempFile, &Path) -> Result<File, tempfile::PersistError>,
    ) -> anyhow::Result<()> {
        let Self { temporary, place } = self;
        temporary.as_file().sync_all().with_context(|| cannot_write(&place))?;
        let name = temporary.path().to_owned();
        let outcome = persist(temporary, &place);
        interrupt::keep(&name);
        outcome.map(|_| ()).map_err(|error| error.error).with_context(|| cannot_write(&place))
    }
}

/// The format that `args` mean: the one named, else the one the file's name ends in, else a table.
fn format(args: &AnswerArgs) -> anyhow::Result<Format> {
    let ending = || Format::of_ending(args.output.as_deref()?.extension()?.to_str()?);
    let format = args.format.or_else(ending).unwrap_or_default();
    if (args.bom || args.spreadsheet_safe) && !matches!(format, Format::Csv | Format::Tsv) {
        let option = if args.bom { "--bom" } else { "--spreadsheet-safe" };
        return Err(Usage(format!("{option} is for csv and tsv, not {format}; add --format csv")).into());
    }
    Ok(format)
}

/// Hands `send` the sink that `args` ask for; `title` heads formats that have one.
///
/// # Errors
/// As `send` does; when the file cannot be written; when options do not go together.
pub fn answer<T>(
    args: &AnswerArgs,
    title: &str,
    send: impl FnOnce(&mut dyn Sink) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let options = Options {
        width: terminal::width(),
        bom: args.bom,
        spreadsheet_safe: args.spreadsheet_safe,
        title: title.to_owned(),
    };
    let format = format(args)?;
    with_writer(args.output.as_deref(), |out| send(&mut *output::writer(format, &options, Box::new(out))))
}
