//! `sayso export` from outside.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use sha2::{Digest as _, Sha256};
use support::Desk;

#[test]
fn every_table_with_a_description_that_holds() {
    let desk = Desk::with_articles();
    desk.out(0, &["export", "csv", "out"]);
    let package: serde_json::Value = serde_json::from_str(&desk.read("out/datapackage.json")).unwrap();
    assert_eq!(package["profile"], "tabular-data-package");
    let resources = package["resources"].as_array().unwrap();
    let mut names = vec!["datapackage.json".to_owned()];
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        names.push(path.to_owned());
        let bytes = std::fs::read(desk.path("out").join(path)).unwrap();
        assert_eq!(resource["bytes"], bytes.len(), "{path}");
        assert_eq!(resource["hash"], format!("sha256:{:x}", Sha256::digest(&bytes)), "{path}");
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let fields: Vec<_> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(header, fields, "{path}");
        assert!(reader.records().all(|record| record.is_ok()), "{path}");
        for key in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let target = key["reference"]["resource"].as_str().unwrap();
            assert!(target.is_empty() || resources.iter().any(|known| known["name"] == target), "{key}");
        }
    }
    names.sort();
    assert_eq!(desk.names("out"), names);
    for table in ["articles", "claims", "claim_parts", "figures", "sources", "source_aliases", "saved_queries"] {
        assert!(names.contains(&format!("{table}.csv")), "{names:?}");
    }
    let bodies = desk.out(0, &["sql", "-f", "csv", "SELECT id, body FROM articles ORDER BY id"]);
    let mut exported = csv::Reader::from_path(desk.path("out/articles.csv")).unwrap();
    let at = exported.headers().unwrap().iter().position(|name| name == "body").unwrap();
    let mut asked = csv::Reader::from_reader(bodies.as_bytes());
    let exported: Vec<String> = exported.records().map(|record| record.unwrap()[at].to_owned()).collect();
    let asked: Vec<String> = asked.records().map(|record| record.unwrap()[1].to_owned()).collect();
    assert_eq!(exported, asked);
}

#[test]
fn an_earlier_export_is_replaced_and_nothing_else() {
    let desk = Desk::with_articles();
    desk.out(0, &["export", "csv", "out"]);
    desk.write("out/notes.txt", "mine");
    desk.out(0, &["query", "save", "x", "--sql", "SELECT 1"]);
    desk.out(0, &["export", "csv", "--bom", "out"]);
    assert_eq!(desk.read("out/notes.txt"), "mine");
    assert!(desk.read("out/saved_queries.csv").starts_with("\u{feff}name,"));
    assert!(desk.read("out/saved_queries.csv").contains("SELECT 1"));

    desk.write("mine/articles.csv", "mine");
    let message = desk.err(1, &["export", "csv", "mine"]);
    assert!(message.contains("articles.csv"), "{message}");
    assert_eq!(desk.read("mine/articles.csv"), "mine");
    assert_eq!(desk.names("mine"), ["articles.csv"]);
}

#[test]
fn a_file_is_no_folder() {
    let desk = Desk::with_articles();
    desk.write("out", "mine");
    let message = desk.err(1, &["export", "csv", "out"]);
    assert!(message.contains("out") && message.contains("folder"), "{message}");
    assert_eq!(desk.read("out"), "mine");
}
