//! Many articles made of the sentences of the fixtures, each text another; the same for the same numbers.

use std::path::{Path, PathBuf};

use super::Desk;

/// The paragraphs of the plain fixtures, in one order.
fn paragraphs() -> Vec<String> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/news")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                files.push(path);
            }
        }
    }
    files.sort();
    let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    texts
        .iter()
        .flat_map(|text| text.split("\n\n"))
        .map(str::trim)
        .filter(|text| text.len() > 60)
        .map(str::to_owned)
        .collect()
}

/// Article number `number`: three paragraphs, and a sentence of its own.
pub fn article(paragraphs: &[String], number: usize) -> String {
    let of = |at: usize| paragraphs[at % paragraphs.len()].as_str();
    format!(
        "Report {number}\n\n{}\n\nThe harbour master said that {} boats had left on day {number}.\n\n{}\n\n{}\n",
        of(number),
        number + 2,
        of(number * 7 + 3),
        of(number * 13 + 5)
    )
}

/// Writes `count` articles into `folder`: half as files of their own, half as lines of one JSONL file.
pub fn write(desk: &Desk, folder: &str, count: usize) {
    let paragraphs = paragraphs();
    let mut lines = String::new();
    for number in 0..count {
        let text = article(&paragraphs, number);
        if number % 2 == 0 {
            desk.write(&format!("{folder}/{number:05}.txt"), text);
        } else {
            lines.push_str(&serde_json::json!({ "text": text, "outlet": format!("Paper {}", number % 5) }).to_string());
            lines.push('\n');
        }
    }
    desk.write(&format!("{folder}/wire.jsonl"), lines);
}
