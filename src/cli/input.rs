//! Which files a command line means: files as named, folders with all in them, `-` for stdin.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::interrupt;
use crate::formats::{self, Source};

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// How it is called in the archive and in messages.
    pub name: String,
    /// Where it is; none for stdin.
    pub place: Option<PathBuf>,
}

/// What the walk comes upon.
#[derive(Debug)]
pub enum Found {
    /// A file to read.
    File(Input),
    /// Something that should have been read and could not be.
    Failed {
        /// What it is called.
        name: String,
        /// Why.
        why: String,
    },
    /// Something that is no document, left alone: worth a word, no failure.
    Skipped {
        /// What it is called.
        name: String,
        /// Why.
        why: String,
    },
    /// A file in a folder whose ending says that it is no document; counted.
    LeftOut {
        /// Its ending, in small letters.
        ending: String,
    },
}

/// Walks through `paths` in the order given; within a folder by name, so that every run has one order. Hidden files in
/// folders are left out, and so are those that are no documents by their ending and the archive `own` with SQLite's files beside it.
pub struct Inputs {
    paths: VecDeque<PathBuf>,
    walk: Option<walkdir::IntoIter>,
    own: Vec<PathBuf>,
    /// The folder of a saved page's parts in which the walk is.
    parts: Option<PathBuf>,
}

impl Inputs {
    /// The inputs that `paths` mean.
    pub fn new(paths: &[PathBuf], own: Option<&Path>) -> Self {
        let own = own.and_then(|own| fs::canonicalize(own).ok()).map_or_else(Vec::new, |own| {
            ["", "-wal", "-shm", "-journal"]
                .iter()
                .map(|ending| {
                    let mut name = own.as_os_str().to_owned();
                    name.push(ending);
                    PathBuf::from(name)
                })
                .collect()
        });
        Self { paths: paths.iter().cloned().collect(), walk: None, own, parts: None }
    }

    fn in_folder(&mut self, outcome: walkdir::Result<walkdir::DirEntry>) -> Option<Found> {
        let entry = match outcome {
            Ok(entry) => entry,
            Err(error) => {
                let name = error.path().map_or_else(|| "?".to_owned(), name);
                if let Some(ancestor) = error.loop_ancestor() {
                    let why = format!("a link back to {}; its files are read there", self::name(ancestor));
                    return Some(Found::Skipped { name, why });
                }
                let why = error.io_error().map_or_else(|| "it cannot be read".to_owned(), io::Error::to_string);
                return Some(Found::Failed { name, why });
            }
        };
        if entry.file_type().is_dir() {
            let inside = self.parts.as_ref().is_some_and(|parts| entry.path().starts_with(parts));
            if entry.depth() > 0 && !inside && holds_parts(entry.path()) {
                self.parts = Some(entry.into_path());
            }
            return None;
        }
        if self.is_own(entry.path()) {
            return None;
        }
        if self.parts.as_ref().is_some_and(|parts| entry.path().starts_with(parts)) {
            let ending = entry.path().extension().and_then(OsStr::to_str).unwrap_or("?").to_ascii_lowercase();
            return Some(Found::LeftOut { ending: format!("{ending} of a saved page") });
        }
        if let Some(ending) = entry.path().file_name().and_then(OsStr::to_str).and_then(formats::no_document) {
            return Some(Found::LeftOut { ending });
        }
        let name = name(entry.path());
        if entry.file_type().is_file() {
            return Some(Found::File(Input { name, place: Some(entry.into_path()) }));
        }
        Some(Found::Skipped { name, why: format!("{}, not a file", kind(entry.file_type())) })
    }

    fn named(&mut self, path: PathBuf) -> Option<Found> {
        if path.as_os_str() == "-" {
            return Some(Found::File(Input { name: "-".to_owned(), place: None }));
        }
        let shown = name(&path);
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Some(Found::Failed { name: shown, why: "no such file or folder".to_owned() })
            }
            Err(error) => Some(Found::Failed { name: shown, why: error.to_string() }),
            Ok(about) if about.is_dir() => {
                let root = plain(&path);
                let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
                self.walk = Some(walk.into_iter());
                None
            }
            // `<(command)` of a shell is a pipe that somebody fills; another may never be.
            Ok(about) if about.is_file() || is_descriptor(&path) => {
                Some(Found::File(Input { name: shown, place: Some(path) }))
            }
            Ok(about) => {
                let why = format!("{}, not a file; use - to read from stdin", kind(about.file_type()));
                Some(Found::Failed { name: shown, why })
            }
        }
    }

    fn is_own(&self, path: &Path) -> bool {
        !self.own.is_empty() && fs::canonicalize(path).is_ok_and(|path| self.own.contains(&path))
    }
}

impl Iterator for Inputs {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            while let Some(walk) = &mut self.walk {
                let Some(outcome) = walk.next() else {
                    self.walk = None;
                    break;
                };
                let hidden = outcome.as_ref().is_ok_and(|entry| entry.depth() > 0 && is_hidden(entry.file_name()));
                if hidden {
                    if outcome.is_ok_and(|entry| entry.file_type().is_dir()) {
                        walk.skip_current_dir();
                    }
                    continue;
                }
                if let Some(found) = self.in_folder(outcome) {
                    return Some(found);
                }
            }
            let path = self.paths.pop_front()?;
            if let Some(found) = self.named(path) {
                return Some(found);
            }
        }
    }
}

impl Input {
    /// Its bytes, to be taken one after the other, or as one likes where it is a file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(&self) -> io::Result<Source<'static>> {
        let Some(place) = &self.place else {
            return Ok(Source::Stream(Box::new(Heeding(io::stdin()))));
        };
        let file = File::open(place)?;
        let is_file = file.metadata().is_ok_and(|about| about.is_file());
        Ok(if is_file { Source::File(Box::new(Heeding(file))) } else { Source::Stream(Box::new(Heeding(file))) })
    }

    /// All bytes of a small file, in one go: readers that ask for a few at a time cost more than the file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        match &self.place {
            Some(place) => fs::read(place),
            None => {
                let mut bytes = Vec::new();
                Heeding(io::stdin()).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// How many bytes it says it has; none for stdin and pipes.
    pub fn size(&self) -> Option<u64> {
        fs::metadata(self.place.as_ref()?).ok().filter(fs::Metadata::is_file).map(|about| about.len())
    }
}

/// A reader that ends at Ctrl-C, also where much is read before anything comes of it.
struct Heeding<R>(R);

impl<R: Read> Read for Heeding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if interrupt::seen() {
            return Err(io::Error::other("interrupted"));
        }
        self.0.read(buffer)
    }
}

impl<R: Seek> Seek for Heeding<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// Whether a folder holds the parts of a page that a browser saved beside it.
fn holds_parts(folder: &Path) -> bool {
    let page = folder.file_name().and_then(OsStr::to_str).and_then(formats::saved_page_of);
    page.is_some_and(|page| {
        formats::PAGE_ENDINGS.iter().any(|end| folder.with_file_name(format!("{page}.{end}")).is_file())
    })
}

/// A path without `.` in it: `./a.txt` is `a.txt`, wherever it comes from.
fn plain(path: &Path) -> PathBuf {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain }
}

/// What a file is called, the same for the same file: bytes that are no UTF-8 as `\xNN`, so that two names stay two.
fn name(path: &Path) -> String {
    let path = plain(path);
    let path = path.strip_prefix(".").unwrap_or(&path);
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    if name.is_empty() { ".".to_owned() } else { name }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_descriptor(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == Path::new("/dev/stdin")
}

#[cfg(unix)]
fn kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_char_device() || kind.is_block_device() {
        "a device"
    } else {
        "a special file"
    }
}

#[cfg(not(unix))]
fn kind(_: FileType) -> &'static str {
    "a special file"
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn names(paths: &[PathBuf], own: Option<&Path>) -> Vec<String> {
        Inputs::new(paths, own)
            .map(|found| match found {
                Found::File(input) => input.place.unwrap().file_name().unwrap().to_string_lossy().into_owned(),
                Found::Failed { why, .. } => format!("failed: {why}"),
                Found::Skipped { why, .. } => format!("skipped: {}", why.split(';').next_back().unwrap()),
                Found::LeftOut { ending } => format!("left out: {ending}"),
            })
            .collect()
    }

    #[test]
    fn folders_in_order_without_what_is_hidden_or_our_own() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.txt", ".hidden", "sub/c.txt", ".git/config", "s.db", "s.db-wal", "t.dat", "u.CSS"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let own = folder.path().join("s.db");
        assert_eq!(
            names(&[folder.path().to_owned()], Some(&own)),
            ["a.txt", "b.txt", "c.txt", "t.dat", "left out: css"]
        );
    }

    #[test]
    fn the_parts_of_a_saved_page_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Troops.html", "Troops_files/ad.html", "Troops_files/x/a.css", "my_files/a.txt", "z.txt"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        assert_eq!(
            names(&[folder.path().to_owned()], None),
            ["Troops.html", "left out: html of a saved page", "left out: css of a saved page", "a.txt", "z.txt"]
        );
        assert_eq!(names(&[folder.path().join("Troops_files")], None), ["ad.html", "left out: css"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("nowhere")).unwrap();
        let found = names(&[folder.path().to_owned()], None);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[..2], ["a.txt", "skipped:  its files are read there"]);
        assert!(found[2].starts_with("failed: No such file"), "{found:?}");
    }

    #[test]
    fn what_is_missing_is_said_and_the_rest_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let found = names(&[PathBuf::from("/nowhere/at/all"), file.path().to_owned()], None);
        assert_eq!(found[0], "failed: no such file or folder");
        assert_eq!(found.len(), 2);
    }

    #[rstest]
    #[case("./a//b/./c.txt", "a/b/c.txt")]
    #[case(".", ".")]
    #[case("../x", "../x")]
    #[case("/abs/x", "/abs/x")]
    fn one_name_a_file(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(name(Path::new(path)), expected);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        assert_eq!(name(Path::new(OsStr::from_bytes(b"a\xff.txt"))), "a\\xFF.txt");
        assert_eq!(name(Path::new(OsStr::from_bytes(b"a\xfe.txt"))), "a\\xFE.txt");
    }
}
