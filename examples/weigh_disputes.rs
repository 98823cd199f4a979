//! Weighs the signs that two numbers side by side are of one thing, by a logistic regression on the pairs of `tests/month`.
//!
//!     cargo run --release --features trainer --example weigh_disputes -- MONTHS [TEXTS]
//!
//! MONTHS is a folder of `*.jsonl` with their keys, `*.tsv` (`articles.jsonl` has `pairs.tsv`): a pair of numbers of one article that the
//! key names is of one thing, one with "?" is passed over, all others are not. TEXTS is a folder of plain texts without a key, all of whose
//! pairs count as of different things. Prints what `src/reading/figures/lexicon/dispute.tsv` may hold, heaviest first, and how often the
//! months are right when each is judged by the others. The same files give the same numbers.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use sayso::model::Document;
use sayso::reading::training::side_by_side;

/// How dear weights are, and how many steps of Newton's there are.
const PENALTY: f64 = 1.0;
const STEPS: usize = 12;
/// The weight that counts where nothing else is said.
const ALWAYS: &str = "always";

/// A pair of numbers: of which month, its signs, whether it is of one thing.
struct Pair {
    month: usize,
    signs: Vec<&'static str>,
    one: bool,
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(months) = arguments.next() else {
        return Err(io::Error::other("give the folder of months: weigh_disputes tests/month [TEXTS]"));
    };
    let files = sorted(Path::new(&months), "jsonl")?;
    let mut pairs = Vec::new();
    for (month, file) in files.iter().enumerate() {
        of_month(month, file, &mut pairs)?;
    }
    if let Some(texts) = arguments.next() {
        for file in sorted(Path::new(&texts), "txt")? {
            let document = Document { text: fs::read_to_string(file)?, ..Document::default() };
            let found = side_by_side(&document).into_iter();
            pairs.extend(found.map(|(_, signs)| Pair { month: files.len(), signs, one: false }));
        }
    }
    let (mut right, mut chosen, mut all) = (0, 0, 0);
    for month in 0..files.len() {
        let weights = learn(pairs.iter().filter(|pair| pair.month != month));
        for pair in pairs.iter().filter(|pair| pair.month == month) {
            let is_chosen = sum(&weights, &pair.signs) >= 0.0;
            chosen += usize::from(is_chosen);
            all += usize::from(pair.one);
            right += usize::from(is_chosen && pair.one);
        }
    }
    println!("# each month by the others: {right} right of {chosen} chosen, of {all} that are of one thing");
    let mut weights: Vec<_> = learn(pairs.iter()).into_iter().collect();
    weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
    for (sign, weight) in weights {
        println!("{sign}\t{weight:.2}");
    }
    Ok(())
}

/// The files of `folder` that end so, by name.
fn sorted(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Adds the pairs of the articles in `file`, judged by the key beside it.
fn of_month(month: usize, file: &Path, pairs: &mut Vec<Pair>) -> io::Result<()> {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let key = file.with_file_name(if stem == "articles" { "pairs.tsv".to_owned() } else { format!("{stem}.tsv") });
    let key = fs::read_to_string(key)?;
    // Numbers as text, so that they compare whole.
    let ordered = |a: f64, b: f64| (a.min(b).to_string(), a.max(b).to_string());
    let (mut named, mut open) = (BTreeSet::new(), BTreeSet::new());
    for line in key.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [article, a, other, b, ..] = cells.as_slice() else { continue };
        let (Ok(a), Ok(b)) = (a.parse(), b.parse()) else { continue };
        if article == other {
            let set = if cells.get(4) == Some(&"?") { &mut open } else { &mut named };
            set.insert(((*article).to_owned(), ordered(a, b)));
        }
    }
    for line in fs::read_to_string(file)?.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        let document = Document { text: field("text"), title: Some(field("title")), ..Document::default() };
        for ([a, b], signs) in side_by_side(&document) {
            let at = (field("id"), ordered(a, b));
            if !open.contains(&at) {
                pairs.push(Pair { month, signs, one: named.contains(&at) });
            }
        }
    }
    Ok(())
}

fn sum(weights: &BTreeMap<&'static str, f64>, signs: &[&'static str]) -> f64 {
    let of = |sign: &str| weights.get(sign).copied().unwrap_or_default();
    of(ALWAYS) + signs.iter().map(|sign| of(sign)).sum::<f64>()
}

/// The weights that make `pairs` likeliest, small ones preferred: Newton's method on the penalised likelihood (Hastie, Tibshirani and Friedman
/// 2009, 4.4.1).
fn learn<'a>(pairs: impl Iterator<Item = &'a Pair>) -> BTreeMap<&'static str, f64> {
    let pairs: Vec<&Pair> = pairs.collect();
    let mut names: BTreeSet<&'static str> = pairs.iter().flat_map(|pair| &pair.signs).copied().collect();
    names.insert(ALWAYS);
    let places: BTreeMap<&'static str, usize> = names.iter().copied().zip(0..).collect();
    let always = places[ALWAYS];
    let rows: Vec<Vec<usize>> =
        pairs.iter().map(|pair| pair.signs.iter().map(|sign| places[sign]).chain([always]).collect()).collect();
    let mut weights = vec![0.0; places.len()];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -PENALTY * weight).collect();
        let mut curve = vec![vec![0.0; weights.len()]; weights.len()];
        for (at, row) in curve.iter_mut().enumerate() {
            row[at] = PENALTY;
        }
        for (row, pair) in rows.iter().zip(&pairs) {
            let chance = 1.0 / (1.0 + (-row.iter().map(|&at| weights[at]).sum::<f64>()).exp());
            for &at in row {
                slope[at] += f64::from(u8::from(pair.one)) - chance;
                for &other in row {
                    curve[at][other] += chance * (1.0 - chance);
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solved(curve, slope)) {
            *weight += step;
        }
    }
    places.into_iter().map(|(name, at)| (name, weights[at])).collect()
}

/// What `curve` times it is `slope`; `curve` is symmetric and positive, so that no row need be swapped.
fn solved(mut curve: Vec<Vec<f64>>, mut slope: Vec<f64>) -> Vec<f64> {
    for at in 0..slope.len() {
        let (above, below) = curve.split_at_mut(at + 1);
        let pivot = &above[at];
        for (place, row) in (at + 1..).zip(below) {
            let share = row[at] / pivot[at];
            for (cell, own) in row.iter_mut().zip(pivot) {
                *cell -= share * own;
            }
            slope[place] -= share * slope[at];
        }
    }
    for at in (0..slope.len()).rev() {
        let known: f64 = (at + 1..slope.len()).map(|other| curve[at][other] * slope[other]).sum();
        slope[at] = (slope[at] - known) / curve[at][at];
    }
    slope
}
