//! Months of invented copy with known copies, chains, denials and changes: what the reports say of them, held against a key that
//! was written before they were run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rstest::rstest;
use serde_json::Value;
use support::Desk;

/// A cell as the key writes it: what is before and after a change in one, and what is missing as "-".
fn cell(row: &Value, column: &str, ids: &BTreeMap<i64, String>) -> String {
    let text = |name: &str| match &row[name] {
        Value::Null => None,
        Value::String(text) => Some(text.strip_prefix("that ").unwrap_or(text).to_owned()),
        other => Some(other.to_string()),
    };
    let article = |name: &str| row[name].as_i64().and_then(|id| ids.get(&id).cloned());
    let found = match column {
        "article" => article("article_id"),
        "denial" => article("denial_article_id"),
        "contradicts" if !row["contradicts_article_id"].is_null() => article("contradicts_article_id"),
        "words" if row.get("change").is_some_and(Value::is_string) => {
            let both: Vec<String> = ["before", "after"].iter().filter_map(|name| text(name)).collect();
            Some(both.join(">"))
        }
        _ => text(column),
    };
    found.unwrap_or_else(|| "-".to_owned())
}

#[rstest]
#[case::first(include_str!("desk/articles.jsonl"), include_str!("desk/key.tsv"))]
#[case::second(include_str!("desk/second.jsonl"), include_str!("desk/second_key.tsv"))]
#[case::fourth(include_str!("desk/fourth.jsonl"), include_str!("desk/fourth_key.tsv"))]
#[case::fifth(include_str!("desk/fifth.jsonl"), include_str!("desk/fifth_key.tsv"))]
#[case::seventh(include_str!("desk/seventh.jsonl"), include_str!("desk/seventh_key.tsv"))]
#[case::eighth(include_str!("desk/eighth.jsonl"), include_str!("desk/eighth_key.tsv"))]
#[case::ninth(include_str!("desk/ninth.jsonl"), include_str!("desk/ninth_key.tsv"))]
#[case::tenth(include_str!("desk/tenth.jsonl"), include_str!("desk/tenth_key.tsv"))]
#[case::eleventh(include_str!("desk/eleventh.jsonl"), include_str!("desk/eleventh_key.tsv"))]
#[case::twelfth(include_str!("desk/twelfth.jsonl"), include_str!("desk/twelfth_key.tsv"))]
#[case::thirteenth(include_str!("desk/thirteenth.jsonl"), include_str!("desk/thirteenth_key.tsv"))]
#[case::fourteenth(include_str!("desk/fourteenth.jsonl"), include_str!("desk/fourteenth_key.tsv"))]
#[case::fifteenth(include_str!("desk/fifteenth.jsonl"), include_str!("desk/fifteenth_key.tsv"))]
#[case::sixteenth(include_str!("desk/sixteenth.jsonl"), include_str!("desk/sixteenth_key.tsv"))]
fn reports_say_what_the_key_says(#[case] articles: &str, #[case] key: &str) {
    let desk = Desk::new();
    desk.write("desk.jsonl", articles);
    desk.out(0, &["ingest", "--db", "desk.db", "desk.jsonl"]);
    // Articles are stored in the order of the file.
    let ids: BTreeMap<i64, String> = (1..)
        .zip(articles.lines())
        .map(|(at, line)| (at, serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned()))
        .collect();
    hold(&desk, &ids, key);
}

/// Stores one-paragraph articles, each with its outlet, in their order.
fn told(desk: &Desk, articles: &[(&str, &str)]) {
    let lines: Vec<String> =
        articles.iter().map(|(outlet, text)| serde_json::json!({"outlet": outlet, "text": text}).to_string()).collect();
    desk.write("desk.jsonl", lines.join("\n"));
    desk.out(0, &["ingest", "--db", "desk.db", "desk.jsonl"]);
}

/// On whom `single-source` says that statements rest.
fn origins(desk: &Desk) -> BTreeSet<String> {
    let answer = desk.out(0, &["query", "run", "single-source", "--db", "desk.db", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&answer).unwrap();
    rows.iter().filter_map(|row| row["origin"].as_str().map(str::to_owned)).collect()
}

#[test]
fn a_bare_surname_is_the_full_name_and_a_study_its_publishers() {
    let desk = Desk::new();
    let articles = [
        ("Lesk Courier", "The weir at Lesk will be rebuilt in spring, engineer Hedda Roth said."),
        ("Vale Echo", "The Lesk weir will be rebuilt in spring, Roth said."),
        ("Lesk Courier", "Otters have returned to the upper Tarn, a study by the Brenner Institute found."),
        ("Vale Echo", "Otters have returned to the upper Tarn, a survey by the Brenner Institute found."),
    ];
    told(&desk, &articles);
    assert_eq!(origins(&desk), BTreeSet::from(["Hedda Roth", "study by the Brenner Institute"].map(str::to_owned)));
    assert_eq!(desk.out(0, &["query", "run", "circular", "--db", "desk.db", "--format", "json"]).trim(), "[]");
}

/// Whoever says the same under the same full name is one, however they are called, until somebody says otherwise.
#[test]
fn one_full_name_in_one_statement_is_one_origin() {
    let desk = Desk::new();
    let articles = [
        ("Lesk Courier", "The old mill at Lesk will be turned into flats, surgeon Tuva Ekeland said."),
        ("Vale Echo", "The old mill at Lesk will be turned into flats, said Tuva Ekeland, a councillor."),
        ("Lesk Courier", "The moor road will stay closed until May, General Odo Brandvold said."),
        ("Vale Echo", "The moor road will stay closed until May, said Odo Brandvold, the chief of staff."),
        ("Vale Echo", "Toll roads are a mistake, said Odo Brandvold, the chief of staff."),
    ];
    told(&desk, &articles);
    let (surgeon, general) = ("Tuva Ekeland".to_owned(), "Odo Brandvold".to_owned());
    assert_eq!(origins(&desk), BTreeSet::from([surgeon.clone(), general]));
    // A surgeon and a councillor stay two sources; a general and a chief of staff are one, until they are split.
    let count = "SELECT count(*) FROM sources WHERE kind = 'person'";
    assert!(desk.out(0, &["sql", "--db", "desk.db", "--format", "csv", count]).trim().ends_with("\n3"));
    desk.out(0, &["source", "--db", "desk.db", "split", "Odo Brandvold", "--article", "4,5"]);
    assert_eq!(origins(&desk), BTreeSet::from([surgeon]));
}

/// What was published first counts, whichever came first, and what one article tells in two versions goes round in nobody's circle.
#[test]
fn the_first_to_publish_counts_and_two_versions_are_one() {
    let desk = Desk::new();
    let text = "The lock at Delle is cracked from top to bottom, keeper Ole Thun said on Monday. Two barges have been waiting for a \
                week and their flour is going damp, so that the bakers of the valley bake rye instead of wheat for the time being.";
    let article = |outlet: &str, day: &str, url: &str, text: &str| {
        serde_json::json!({"outlet": outlet, "published_at": day, "url": url, "text": text}).to_string()
    };
    let rumour = |end: &str| format!("Rumour has it that the abbot will leave Delle for the coast.\n\n{end}");
    let lines = [
        article("Vale Echo", "2021-05-04T12:00:00Z", "https://echo.example/lock", text),
        article("Lesk Courier", "2021-05-04T08:00:00Z", "https://courier.example/lock", text),
        article("Vale Echo", "2021-05-05", "https://echo.example/abbot", &rumour("It rained.")),
        article("Vale Echo", "2021-05-06", "https://echo.example/abbot", &rumour("It rained until noon.")),
    ];
    desk.write("desk.jsonl", lines.join("\n"));
    desk.out(0, &["ingest", "--db", "desk.db", "desk.jsonl"]);
    let rows = |arguments: &[&str]| -> Vec<Value> {
        let all = [&["query", "run"], arguments, &["--db", "desk.db", "--format", "json"]].concat();
        serde_json::from_str(&desk.out(0, &all)).unwrap()
    };
    let of_lock = rows(&["coverage", "-p", "about=lock"]);
    assert_eq!(of_lock.iter().map(|row| row["outlet"].as_str().unwrap()).collect::<Vec<_>>(), ["Lesk Courier"]);
    let of_day = rows(&["coverage", "-p", "since=2021-05-04", "-p", "until=2021-05-04"]);
    assert_eq!(of_day.len(), 1, "{of_day:?}");
    assert_eq!(of_day[0]["claims"], 1);
    assert!(rows(&["circular"]).is_empty());
}

/// A month as a desk has it: saved pages, feeds, Markdown and JSONL in one folder.
#[test]
fn reports_on_a_folder_of_many_formats_say_what_the_key_says() {
    let desk = Desk::new();
    let key = include_str!("desk/third_key.tsv");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/third");
    desk.out(0, &["ingest", "--db", "desk.db", folder.to_str().unwrap()]);
    let known: BTreeMap<(&str, &str), &str> = key
        .lines()
        .filter_map(|line| line.strip_prefix("= "))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            ((cells[1], cells[2]), cells[0])
        })
        .collect();
    let sql = "SELECT a.id, a.title, s.name AS outlet FROM articles AS a JOIN sources AS s ON s.id = a.outlet_id";
    let stored: Vec<Value> =
        serde_json::from_str(&desk.out(0, &["sql", "--db", "desk.db", "--format", "json", sql])).unwrap();
    assert_eq!(stored.len(), known.len());
    let ids = stored
        .iter()
        .map(|row| {
            let known = known[&(row["outlet"].as_str().unwrap(), row["title"].as_str().unwrap())];
            (row["id"].as_i64().unwrap(), known.to_owned())
        })
        .collect();
    hold(&desk, &ids, key);
}

/// Holds what the reports say against `key`; `ids` are what it calls the articles.
fn hold(desk: &Desk, ids: &BTreeMap<i64, String>, key: &str) {
    let (mut hits, mut found, mut wanted) = (0, 0, 0);
    let mut wrong = String::new();
    for line in key.lines().filter(|line| !line.starts_with(['#', '='])) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [extent, report, parameters, columns, rows] = cells[..] else { panic!("{line}") };
        let mut arguments = vec!["query", "run", report, "--db", "desk.db", "--format", "json"];
        for parameter in parameters.split(';').filter(|parameter| !parameter.is_empty()) {
            arguments.extend(["-p", parameter]);
        }
        let answer: Vec<Value> = serde_json::from_str(&desk.out(0, &arguments)).unwrap();
        let columns: Vec<&str> = columns.split(',').collect();
        let answered: BTreeSet<String> = answer
            .iter()
            .map(|row| columns.iter().map(|column| cell(row, column, ids)).collect::<Vec<_>>().join("|"))
            .collect();
        let expected: BTreeSet<String> = rows.split(';').filter(|row| !row.is_empty()).map(str::to_owned).collect();
        let right = answered.intersection(&expected).count();
        hits += right;
        wanted += expected.len();
        found += if extent == "all" { answered.len() } else { right };
        for missing in expected.difference(&answered) {
            writeln!(wrong, "{report} {parameters}: lacks {missing}").unwrap();
        }
        if extent == "all" {
            for extra in answered.difference(&expected) {
                writeln!(wrong, "{report} {parameters}: has {extra}").unwrap();
            }
        }
    }
    let share =
        |part: usize, whole: usize| f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap());
    let (precision, recall) = (share(hits, found), share(hits, wanted));
    assert!(precision >= 0.9 && recall >= 0.9, "precision {precision:.3}, recall {recall:.3}\n{wrong}");
}

/// What copies alone have, word for word, rests on one as well.
#[test]
fn what_only_copies_have_rests_on_whoever_said_it() {
    let desk = Desk::new();
    let text = "The ice on the Tarn will bear a horse by Sunday, warden Odo Brandvold said.";
    told(&desk, &[("Lesk Courier", text), ("Vale Echo", text), ("Vale Echo", "It snowed in Delle.")]);
    assert_eq!(origins(&desk), BTreeSet::from(["Odo Brandvold".to_owned()]));
}

/// A surname alone is whoever has it in full, and what another outlet reports of it was told to that one.
#[test]
fn a_bare_surname_may_contradict_its_full_name() {
    let desk = Desk::new();
    let articles = [
        ("Lesk Courier", "The moor road will be closed in May, engineer Hedda Roth said."),
        ("Vale Echo", "The moor road will not be closed in May, Roth said."),
        ("Vale Echo", "Hedda Roth says a lift for the tower will cost 40,000 euros, the Lesk Courier reported."),
    ];
    told(&desk, &articles);
    let answer = desk.out(0, &["query", "run", "source", "-p", "name=Roth", "--db", "desk.db", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&answer).unwrap();
    let of = |article: i64| rows.iter().find(|row| row["article_id"] == article).unwrap();
    assert_eq!(
        (&of(1)["contradicts_article_id"], &of(2)["contradicts_article_id"]),
        (&2.into(), &1.into()),
        "{rows:?}"
    );
    assert_eq!(of(3)["told_to"], "Lesk Courier", "{rows:?}");
}

/// In a large archive a claim and its denial are of one thing only where their articles share a name that few have.
#[test]
fn among_many_articles_a_denial_is_of_whom_both_name() {
    let desk = Desk::new();
    let mut articles: Vec<(&str, String)> = (1..60)
        .map(|day| ("Vale Echo", format!("Delle had {day} hours of rain, said the warden of the moor.")))
        .collect();
    articles.push(("Lesk Courier", "The guild forged the old map, said Nora Vik. It shows 40 towns.".to_owned()));
    articles
        .push(("Vale Echo", "The guild never forged the old map, said Odo Brandvold. It shows 40 towns.".to_owned()));
    articles.push((
        "Vale Echo",
        "Nora Vik is wrong.\n\nThe guild never forged the old map, said Tuva Ekeland. It shows 40 towns.".to_owned(),
    ));
    let articles: Vec<(&str, &str)> = articles.iter().map(|(outlet, text)| (*outlet, text.as_str())).collect();
    told(&desk, &articles);
    let answer = desk.out(0, &["query", "run", "denials", "--db", "desk.db", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&answer).unwrap();
    let by: Vec<&Value> = rows.iter().map(|row| &row["denied_by"]).collect();
    assert_eq!(by, ["Tuva Ekeland"], "{rows:?}");
}
