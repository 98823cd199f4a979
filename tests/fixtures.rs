//! The fixture articles, each held to its reviewed reading in `fixtures/news/<case>/expected.snap`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::formats::{self, Hints};
use sayso::model::{CodePoints, Document, Reading, SourceRef, Span};
use sayso::reading;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/news");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 12, "only {} fixture cases", cases.len());
    cases
}

/// The documents of a case, with their readings.
fn readings(case: &Path) -> Vec<(Document, Reading)> {
    let mut files: Vec<_> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_stem().is_some_and(|stem| stem == "article" || stem == "articles"));
    assert_eq!(files.len(), 1, "{}: one document a case", case.display());
    let bytes = fs::read(&files[0]).unwrap();
    let name = files[0].to_string_lossy();
    let articles = formats::read(&bytes, &Hints { name: Some(&name), format: None }).unwrap();
    articles
        .map(|article| {
            let document = article.unwrap().document;
            let reading = reading::read(&document);
            (document, reading)
        })
        .collect()
}

/// A reading as a person reviews it: who said what, which numbers, on whose say-so.
fn render(document: &Document, reading: &Reading) -> String {
    let points = CodePoints::new(&document.text);
    let words = |spans: &[Span]| {
        spans.iter().map(|&span| points.slice(span).replace('\n', " ")).collect::<Vec<_>>().join(" | ")
    };
    let name = |source: Option<SourceRef>| source.map_or("-", |source| reading.sources[source.0].name.as_str());
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
    let mut out = String::new();
    let meta = [&document.title, &document.byline, &document.outlet, &document.published_at, &document.url];
    writeln!(out, "{}", meta.map(or_dash).join(" / ")).unwrap();
    for (index, claim) in reading.claims.iter().enumerate() {
        write!(out, "\nC{index} {} says ({}", name(claim.speaker), claim.kind.name()).unwrap();
        for (label, value) in [("via", Some(name(claim.via))), ("hedge", claim.hedge.as_deref())] {
            if let Some(value) = value.filter(|value| *value != "-") {
                write!(out, ", {label} {value}").unwrap();
            }
        }
        if claim.negated {
            out.push_str(", negated");
        }
        if let Some(outer) = claim.within {
            write!(out, ", within C{}", outer.0).unwrap();
        }
        writeln!(out, ") [{}] <{}>\n   {}", words(&claim.cue), words(&claim.source), words(&claim.content)).unwrap();
    }
    out.push('\n');
    for figure in &reading.figures {
        write!(out, "F {} = {} ", words(&[figure.span]), figure.bound.name()).unwrap();
        write!(out, "{} [{}, {}] ", number(figure.value), number(figure.low), number(figure.high)).unwrap();
        write!(out, "{} per {}; ", figure.unit, or_dash(&figure.per)).unwrap();
        write!(out, "subject {}; hedge {}; ", or_dash(&figure.subject), or_dash(&figure.hedge)).unwrap();
        if figure.subject_qualifier.is_some() || figure.place.is_some() {
            write!(out, "{} ", or_dash(&figure.subject_qualifier)).unwrap();
            write!(out, "<{}> as of {}; ", or_dash(&figure.place), or_dash(&figure.as_of)).unwrap();
        }
        match figure.claim {
            Some(claim) => writeln!(out, "C{} {}", claim.0, name(figure.source)).unwrap(),
            None => writeln!(out, "own voice").unwrap(),
        }
    }
    out.push('\n');
    for source in &reading.sources {
        write!(out, "S {} ({}", source.name, source.kind.name()).unwrap();
        if let Some(role) = &source.role {
            write!(out, ", {role}").unwrap();
        }
        if source.affiliation.is_some() {
            write!(out, ", of {}", name(source.affiliation)).unwrap();
        }
        writeln!(out, "): {}", words(&source.mentions)).unwrap();
    }
    out
}

#[test]
fn each_fixture_reads_as_reviewed() {
    let mut wrong = Vec::new();
    for case in cases() {
        let text: Vec<_> = readings(&case).iter().map(|(document, reading)| render(document, reading)).collect();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        // All cases are compared before any fails, so that one change is reviewed at once.
        let held = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            settings.bind(|| insta::assert_snapshot!("expected", text.join("\n----\n\n")));
        }));
        if held.is_err() {
            wrong.push(case.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    assert!(wrong.is_empty(), "read otherwise than reviewed: {}", wrong.join(", "));
}

#[test]
fn every_span_slices_to_its_text_and_every_reference_holds() {
    for case in cases() {
        for (document, reading) in readings(&case) {
            let length = document.text.chars().count() as u32;
            let sound = |span: Span| !span.is_empty() && span.end <= length;
            for claim in &reading.claims {
                assert!(!claim.content.is_empty());
                assert!(claim.content.iter().chain(&claim.cue).chain(&claim.source).all(|&span| sound(span)));
                assert!(claim.content.windows(2).all(|pair| pair[0].end <= pair[1].start), "pieces in order");
                assert!([claim.speaker, claim.via].iter().flatten().all(|source| source.0 < reading.sources.len()));
                assert!(claim.within.is_none_or(|outer| outer.0 < reading.claims.len()));
                assert!((0.0..=1.0).contains(&claim.confidence));
            }
            for figure in &reading.figures {
                assert!(sound(figure.span));
                assert!(figure.claim.is_none_or(|claim| claim.0 < reading.claims.len()));
            }
            for source in &reading.sources {
                assert!(!source.name.trim().is_empty());
                assert!(source.mentions.iter().all(|&span| sound(span)));
            }
        }
    }
}
