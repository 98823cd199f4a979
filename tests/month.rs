//! A month of invented wire copy, read and asked for its disagreements: what contradicts on one day is found, and what
//! grew, stands in another place or is only told in another unit is not.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::Desk;

/// Two articles' titles and numbers, in order; numbers as text so that they compare whole.
type Pair = [(String, String); 2];

fn pair(a: (&str, f64), b: (&str, f64)) -> Pair {
    let mut both = [(a.0.to_owned(), a.1.to_string()), (b.0.to_owned(), b.1.to_string())];
    both.sort();
    both
}

fn wanted() -> BTreeSet<Pair> {
    let titles: BTreeMap<String, String> = include_str!("month/articles.jsonl")
        .lines()
        .map(|line| {
            let article: serde_json::Value = serde_json::from_str(line).unwrap();
            (article["id"].as_str().unwrap().to_owned(), article["title"].as_str().unwrap().to_owned())
        })
        .collect();
    include_str!("month/pairs.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let side = |at: usize| (titles[cells[at]].as_str(), cells[at + 1].parse().unwrap());
            pair(side(0), side(2))
        })
        .collect()
}

#[test]
fn of_a_month_the_contradictions_of_one_day_are_found_and_hardly_anything_else() {
    let desk = Desk::new();
    desk.write("month.jsonl", include_str!("month/articles.jsonl"));
    desk.out(0, &["ingest", "--db", "month.db", "month.jsonl"]);
    let out = desk.out(0, &["query", "run", "disagreements", "--db", "month.db", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
    let found: BTreeSet<Pair> = rows
        .iter()
        // A number of another day may just have grown.
        .filter(|row| row["days"] == 0)
        .map(|row| {
            let number = |side: &str| {
                ["value", "high", "low"].iter().find_map(|name| row[format!("{name}_{side}")].as_f64()).unwrap()
            };
            let title = |side: &str| row[format!("title_{side}")].as_str().unwrap();
            pair((title("a"), number("a")), (title("b"), number("b")))
        })
        .collect();
    let wanted = wanted();
    let hits = u32::try_from(found.intersection(&wanted).count()).unwrap();
    let (of_found, of_wanted) = (u32::try_from(found.len()).unwrap(), u32::try_from(wanted.len()).unwrap());
    let missed: Vec<_> = wanted.difference(&found).collect();
    let wrong: Vec<_> = found.difference(&wanted).collect();
    let precision = f64::from(hits) / f64::from(of_found);
    let recall = f64::from(hits) / f64::from(of_wanted);
    assert!(
        precision >= 0.9 && recall >= 0.9,
        "precision {precision:.3}, recall {recall:.3}\nmissed {missed:#?}\nwrong {wrong:#?}"
    );
}
