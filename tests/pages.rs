//! How much of a page's article is found, and how little else: pages of many makes in `fixtures/pages/`, each beside the
//! text that a reader would say is the article. Measured as the Scrapinghub benchmark does: by runs of four words.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use sayso::formats::{self, Hints};

/// How often each run of four words stands in `text`.
fn runs(text: &str) -> HashMap<Vec<String>, usize> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let mut runs = HashMap::new();
    for run in words.windows(4.min(words.len()).max(1)) {
        *runs.entry(run.to_vec()).or_default() += 1;
    }
    runs
}

/// Precision and recall of `found` against `expected`.
fn scores(found: &str, expected: &str) -> (f64, f64) {
    let (found, expected) = (runs(found), runs(expected));
    let common: usize = found.iter().map(|(run, count)| *count.min(expected.get(run).unwrap_or(&0))).sum();
    let of = |all: &HashMap<Vec<String>, usize>| common as f64 / all.values().sum::<usize>().max(1) as f64;
    (of(&found), of(&expected))
}

/// The text without the headline, as the benchmark's texts are, and without what is marked as no part of it but a table.
fn body(bytes: &[u8]) -> String {
    let article = formats::read(bytes, &Hints::default()).unwrap().next().unwrap().unwrap();
    let title = article.document.title.unwrap_or_default();
    article.document.text.lines().filter(|line| *line != title).collect::<Vec<_>>().join("\n")
}

#[test]
fn articles_are_found_in_pages_of_all_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    assert!(pages.len() >= 12);
    let (mut precision, mut recall) = (0.0, 0.0);
    let mut report = String::new();
    for page in &pages {
        let expected = fs::read_to_string(page.with_extension("txt")).unwrap();
        let found = body(&fs::read(page).unwrap());
        let (of_found, of_expected) = scores(&found, &expected);
        precision += of_found / pages.len() as f64;
        recall += of_expected / pages.len() as f64;
        report += &format!("{:>5.3} {:>5.3} {}\n", of_found, of_expected, page.file_stem().unwrap().to_string_lossy());
        if of_found < 0.9 || of_expected < 0.9 {
            report += &format!("{found}\n\n");
        }
    }
    let f1 = 2.0 * precision * recall / (precision + recall);
    assert!(f1 >= 0.97, "F1 {f1:.3} (precision {precision:.3}, recall {recall:.3})\n{report}");
}
