//! Every format that sayso reads, in documents that other programs wrote (`fixtures/formats/make.py`), whole and broken.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use sayso::formats::{self, Hints, Piece, Source};
use sayso::model::Document;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "py"));
    files.sort();
    assert!(files.len() >= 15, "only {} documents", files.len());
    files
}

fn show(out: &mut String, document: &Document) {
    let meta = [
        &document.title,
        &document.byline,
        &document.outlet,
        &document.published_at,
        &document.url,
        &document.language,
    ];
    let meta: Vec<&str> = meta.into_iter().map(|value| value.as_deref().unwrap_or("-")).collect();
    writeln!(out, "  {} | {}", document.format, meta.join(" | ")).unwrap();
    for line in document.text.lines().filter(|line| !line.is_empty()) {
        writeln!(out, "    {line}").unwrap();
    }
}

#[test]
fn each_format_is_read_as_reviewed() {
    let mut out = String::new();
    for file in files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        writeln!(out, "{name}").unwrap();
        let hints = Hints { name: Some(&name), format: None };
        let source = Source::File(Box::new(fs::File::open(&file).unwrap()));
        formats::split(source, &name, &hints, &mut |piece| {
            match piece {
                Piece::Part(part) => {
                    for (path, article) in part.articles() {
                        writeln!(out, "- {path}").unwrap();
                        match article {
                            Ok(article) => show(&mut out, &article.document),
                            Err(error) => writeln!(out, "  {error}").unwrap(),
                        }
                    }
                }
                Piece::Failed { error, .. } => writeln!(out, "  {error}").unwrap(),
                Piece::Skipped { why, .. } => writeln!(out, "- skipped: {why}").unwrap(),
            }
            ControlFlow::Continue(())
        });
    }
    insta::assert_snapshot!(out);
}

/// The texts that `bytes` hold, and what is said of the rest and of each.
fn texts_of(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut texts, mut said) = (Vec::new(), Vec::new());
    match formats::read(bytes, &Hints::default()) {
        Ok(articles) => {
            for article in articles {
                match article {
                    Ok(article) => {
                        said.extend(article.document.notices.iter().map(|notice| notice.message.clone()));
                        texts.push(article.document.text);
                    }
                    Err(error) => said.push(error.to_string()),
                }
            }
        }
        Err(error) => said.push(error.to_string()),
    }
    (texts, said)
}

/// A download that broke off has lost its directory, and yet holds what came.
#[test]
fn what_is_left_of_packed_documents_is_read() {
    for name in ["story.docx", "book.epub", "bundle.zip"] {
        let bytes = fs::read(files().iter().find(|file| file.ends_with(name)).unwrap()).unwrap();
        let (whole, _) = texts_of(&bytes);
        let (left, said) = texts_of(&bytes[..bytes.len() - 30]);
        assert_eq!(left, whole, "{name}");
        assert!(said.iter().any(|said| said.contains("breaks off in the middle")), "{name}: {said:?}");
        // At every cut there is either something or a word.
        for part in 1..20 {
            let (left, said) = texts_of(&bytes[..bytes.len() * part / 20]);
            assert!(!said.is_empty(), "{name} at {part}/20");
            assert!(left.len() <= whole.len(), "{name} at {part}/20");
        }
    }
}

/// Without its table of objects, and in the middle of its last page.
#[test]
fn a_document_that_lost_its_table_is_read() {
    let bytes = fs::read(files().iter().find(|file| file.ends_with("story.pdf")).unwrap()).unwrap();
    let (whole, _) = texts_of(&bytes);
    let table = bytes.windows(4).rposition(|mark| mark == b"xref").unwrap();
    let start = bytes[..table].windows(4).rposition(|mark| mark == b"xref").unwrap_or(table);
    let (left, said) = texts_of(&bytes[..start]);
    assert_eq!(left, whole);
    assert!(said[0].contains("damaged or breaks off"), "{said:?}");
}

#[test]
fn members_of_one_name_are_all_read() {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("a.txt", "The ferry sank on Monday."), ("b.txt", "The crew was saved on Tuesday.")] {
        packed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    }
    let mut bytes = packed.finish().unwrap().into_inner();
    while let Some(at) = bytes.windows(5).position(|name| name == b"b.txt") {
        bytes[at] = b'a';
    }
    let (texts, said) = texts_of(&bytes);
    assert_eq!(texts, ["The ferry sank on Monday.", "The crew was saved on Tuesday."]);
    assert!(said.is_empty(), "{said:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Whatever is broken in them: an error, or what can be read all the same.
    #[test]
    fn broken_documents_panic_nobody(
        file in any::<prop::sample::Index>(),
        cut in prop::option::of(any::<prop::sample::Index>()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let files = files();
        let file = file.get(&files);
        let mut bytes = fs::read(file).unwrap();
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let name = file.file_name().unwrap().to_string_lossy();
        if let Ok(articles) = formats::read(&bytes, &Hints { name: Some(&name), format: None }) {
            for article in articles.flatten() {
                prop_assert!(!article.document.text.is_empty());
            }
        }
    }
}
