//! The built-in queries on archives whose answers are known, and their pages in the documentation.

use rstest::rstest;

use super::builtin::names;
use super::invented::{Invented, pick};
use super::{Bindings, Value, bind, builtin, find};

#[test]
fn each_parses_and_says_what_it_is() {
    let parsed: Vec<_> = builtin().iter().map(|query| query.name.as_str()).collect();
    assert_eq!(parsed, names());
    for query in builtin() {
        assert!(query.title.is_some() && query.description.is_some(), "{}", query.name);
        for parameter in &query.parameters {
            assert!(parameter.description.is_some(), "{}: {}", query.name, parameter.name);
        }
    }
}

#[test]
fn each_runs_on_an_empty_archive_and_leads_back_to_articles() {
    let archive = Invented::empty();
    for query in builtin() {
        let given: Vec<_> = query
            .parameters
            .iter()
            .filter(|parameter| parameter.default.is_none())
            .map(|parameter| (parameter.name.as_str(), "x"))
            .collect();
        let table = archive.ask(&query.name, &given);
        assert!(table.rows.is_empty(), "{}", query.name);
        let has =
            |name: &str| table.columns.iter().any(|column| column.name == name || column.name == format!("{name}_a"));
        for column in ["article_id", "title"] {
            assert!(has(column), "{} lacks {column}", query.name);
        }
        assert!(
            matches!(query.name.as_str(), "articles" | "duplicates") || (has("start") && has("end")),
            "{}",
            query.name
        );
        let mut seen = std::collections::BTreeSet::new();
        assert!(table.columns.iter().all(|column| seen.insert(&column.name)), "{}: a column twice", query.name);
    }
}

/// Query, parameters, columns, and the rows expected in them.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
    &'static [&'static [&'static str]],
);

const ANSWERS: &[Case] = &[
    (
        "articles",
        &[],
        &["title", "outlet", "claims", "figures"],
        &[
            &["Strike \u{1FA96} shrinks", "Northern Wire", "2", "2"],
            &["Strike grows", "Harbour Courier", "2", "3"],
            &["Nothing new", "Northern Wire", "0", "0"],
        ],
    ),
    ("articles", &[("outlet", "wire"), ("since", "2024-03")], &["title"], &[&["Strike \u{1FA96} shrinks"]]),
    ("articles", &[("until", "2024-03-05")], &["article_id"], &[&["2"], &["1"], &["3"]]),
    ("articles", &[("until", "2024-03-04"), ("since", "2024-02")], &["article_id"], &[&["1"]]),
    (
        "claims",
        &[("source", "lindqvist")],
        &["source", "content", "via", "article_id"],
        &[
            &["Ada Lindqvist", "The union speaks of 4,000 dockers", "-", "2"],
            &["Ada Lindqvist", "Up to 4,000 dockers walked out", "Northern Wire", "1"],
        ],
    ),
    ("claims", &[("about", "PAY")], &["source", "content", "hedge"], &[&["(nobody named)", "pay fell", "It is said"]]),
    ("claims", &[("source", "nobody at all")], &["source"], &[]),
    // Whole words, in any form that English gives them.
    ("claims", &[("about", "ocker")], &["content"], &[]),
    ("claims", &[("about", "docker"), ("until", "2024-03-01"), ("limit", "1")], &["article_id"], &[&["1"]]),
    ("claims", &[("source", "lind")], &["source"], &[]),
    ("claims", &[("source", "lind%"), ("since", "2024-03-02")], &["source"], &[&["Ada Lindqvist"]]),
    ("first-hand", &[("about", "ion")], &["content"], &[]),
    ("figures", &[("subject", "hip")], &["words"], &[]),
    ("figures", &[("subject", "SHIPS"), ("until", "2024-03-01")], &["words"], &[&["300 ships"]]),
    ("unnamed", &[("subject", "dockers")], &["outlet"], &[&["Harbour Courier"]]),
    ("via", &[("outlet", "north")], &["via"], &[]),
    (
        "figures",
        &[("subject", "ship")],
        &["words", "bound", "value", "given_by"],
        &[&["310 ships", "exact", "310", "(the article)"], &["300 ships", "about", "300", "(the article)"]],
    ),
    ("figures", &[("unit", "USD")], &["words"], &[]),
    (
        "figures",
        &[("until", "2024-03-01")],
        &["words", "given_by", "via"],
        &[
            &["9,000 dockers", "officials", "-"],
            &["4,000 dockers", "Ada Lindqvist", "Northern Wire"],
            &["300 ships", "(the article)", "-"],
        ],
    ),
    (
        "timeline",
        &[("subject", "docker")],
        &["published_at", "words", "change", "course", "contradicts"],
        &[
            &["2024-03-01", "4,000 dockers", "-", "first", "9,000 dockers"],
            &["2024-03-01", "9,000 dockers", "2.25", "growing", "4,000 dockers"],
            &["2024-03-05T08:00:00+01:00", "4,000 dockers", "0.44", "falling", "-"],
        ],
    ),
    (
        "unnamed",
        &[],
        &["outlet", "outlet_share", "subject", "subject_share", "rests_on", "content"],
        &[
            &["Harbour Courier", "0.5", "docker", "0.5", "group", "at least 9,000 dockers may have joined"],
            &["Northern Wire", "0.5", "-", "-", "nobody", "pay fell"],
        ],
    ),
    ("unnamed", &[("subject", "ship")], &["outlet"], &[]),
    (
        "via",
        &[("outlet", "northern")],
        &["via", "source", "outlet", "content"],
        &[&["Northern Wire", "Ada Lindqvist", "Harbour Courier", "Up to 4,000 dockers walked out"]],
    ),
    ("via", &[("outlet", "courier")], &["via"], &[]),
    (
        "most-quoted",
        &[("limit", "1")],
        &["source", "claims", "articles", "outlets", "content"],
        &[&["Ada Lindqvist", "2", "2", "2", "Up to 4,000 dockers walked out"]],
    ),
    ("most-quoted", &[("kind", "group")], &["source", "claims"], &[&["officials", "1"]]),
    (
        "sources",
        &[("name", "lindq%")],
        &["source", "aliases", "claims", "figures", "words", "article_id"],
        &[&["Ada Lindqvist", "Lindqvist", "2", "1", "Ada Lindqvist", "1"]],
    ),
    ("hedged", &[("hedge", "may")], &["hedge", "source"], &[&["may", "officials"]]),
    (
        "duplicates",
        &[],
        &["title", "outlet", "original_outlet", "article_id", "original_id"],
        &[&["Strike grows (copy)", "Northern Wire", "Harbour Courier", "4", "1"]],
    ),
    (
        "first-hand",
        &[],
        &["standing", "content"],
        &[
            &["nobody named", "pay fell"],
            &["first-hand", "The union speaks of 4,000 dockers"],
            &["told elsewhere", "Up to 4,000 dockers walked out"],
            &["first-hand", "at least 9,000 dockers may have joined"],
        ],
    ),
    (
        "search",
        &[("terms", "docker walks")],
        &["found", "article_id", "start", "end"],
        &[&["article", "1", "12", "19"], &["claim", "1", "0", "30"]],
    ),
    (
        "search",
        &[("terms", "don't \"know vote\"")],
        &["found", "words"],
        &[&["article", "…The [don't]-[know] [vote] was large. About 300 ships wait."]],
    ),
    ("search", &[("terms", "C++")], &["title"], &[&["Nothing new"]]),
    ("search", &[("terms", "\u{1FA96}")], &["title", "start"], &[&["Strike \u{1FA96} shrinks", "-"]]),
    ("search", &[("terms", "strike \u{1FA96}")], &["title", "start"], &[&["Strike \u{1FA96} shrinks", "-"]]),
    (
        "disagreements",
        &[("subject", "dockers")],
        &["ratio", "words_a", "given_by_a", "words_b", "given_by_b", "via_b", "same_article", "change", "days"],
        &[&[
            "2.25",
            "…Northern Wire. Officials said at least 9,000 dockers may have joined. The don't-know vote…",
            "officials",
            "Up to 4,000 dockers walked out, Ada Lindqvist told…",
            "Ada Lindqvist",
            "Northern Wire",
            "1",
            "contradicts",
            "0",
        ]],
    ),
    (
        "disagreements",
        &[("subject", "dockers"), ("grown", "1")],
        &["ratio", "given_by_a", "given_by_b", "same_article", "change", "days"],
        &[
            &["2.25", "officials", "Ada Lindqvist", "1", "contradicts", "0"],
            &["2.25", "officials", "(the article)", "0", "fell", "4"],
        ],
    ),
    ("disagreements", &[("subject", "ship")], &["ratio"], &[]),
    (
        "changes",
        &[],
        &["version", "kind", "change", "before", "after", "article_id"],
        &[
            &["2", "claim", "dropped", "pay fell", "-", "2"],
            &["2", "claim", "dropped", "The union speaks of 4,000 dockers", "-", "2"],
            &["2", "figure", "dropped", "310 ships", "-", "2"],
            &["2", "figure", "dropped", "4,000 dockers", "-", "2"],
        ],
    ),
    ("changes", &[("url", "elsewhere")], &["version"], &[]),
    ("circular", &[], &["ends_in"], &[]),
    (
        "corroboration",
        &[],
        &["articles", "origins", "origin", "told_to", "had_from", "article_id"],
        &[
            &["3", "1", "Ada Lindqvist", "Northern Wire", "from another outlet", "1"],
            &["3", "1", "Ada Lindqvist", "Northern Wire", "the same text", "4"],
            &["3", "1", "Ada Lindqvist", "Northern Wire", "its own", "2"],
            &["2", "1", "Harbour Courier", "-", "its own, unnamed", "1"],
            &["2", "1", "Harbour Courier", "-", "the same text", "4"],
        ],
    ),
    ("corroboration", &[("about", "dockers walked"), ("articles", "4")], &["origin"], &[]),
    (
        "corroboration",
        &[("subject", "docker"), ("until", "2024-03-01")],
        &["article_id"],
        &[&["1"], &["4"], &["1"], &["4"]],
    ),
    (
        "coverage",
        &[("about", "docker")],
        &["day", "outlet", "articles", "claims", "figures", "article_id"],
        &[&["2024-03-05", "Northern Wire", "1", "1", "1", "2"], &["2024-03-01", "Harbour Courier", "1", "2", "2", "1"]],
    ),
    (
        "coverage",
        &[("source", "lindqvist"), ("outlet", "wire")],
        &["day", "words"],
        &[&["2024-03-05", "The union speaks of 4,000 dockers"]],
    ),
    (
        "denials",
        &[],
        &["content", "source", "denial", "denied_by", "days", "article_id", "denial_article_id"],
        &[&["at least 9,000 dockers may have joined", "officials", "pay fell", "(nobody named)", "4", "1", "2"]],
    ),
    ("denials", &[("source", "lindqvist")], &["content"], &[]),
    (
        "hedging",
        &[],
        &["step", "sure", "rise", "content"],
        &[
            &["1", "possible", "-", "Up to 4,000 dockers walked out"],
            &["2", "stated", "2", "The union speaks of 4,000 dockers"],
        ],
    ),
    ("hedging", &[("until", "2024-03-02")], &["step"], &[]),
    (
        "single-source",
        &[],
        &["articles", "outlets", "origin", "article_id"],
        &[&["3", "2", "Ada Lindqvist", "1"], &["2", "1", "Harbour Courier", "1"]],
    ),
    (
        "source",
        &[("name", "lindqvist")],
        &["published_at", "content", "sure", "told_to", "contradicts"],
        &[
            &["2024-03-01", "Up to 4,000 dockers walked out", "possible", "Northern Wire", "-"],
            &["2024-03-05T08:00:00+01:00", "The union speaks of 4,000 dockers", "stated", "Northern Wire", "-"],
        ],
    ),
    ("disagreements", &[("since", "2024-03-02")], &["ratio"], &[]),
];

/// Names end where no letter or digit follows, of whatever alphabet; what patterns are made of is looked for as it stands.
#[rstest]
#[case("lee", &["Anna Lee", "Lee-Marsh (Yard)"])]
#[case("Yard", &["Lee-Marsh (Yard)"])]
#[case("marsh (y", &[])]
#[case("marsh (yard)", &["Lee-Marsh (Yard)"])]
#[case("ann", &[])]
#[case("nn", &[])]
#[case("Bj\u{f6}rn", &["Bj\u{f6}rn \u{d8}st [sic]"])]
#[case("Bj", &[])]
#[case("[sic]", &["Bj\u{f6}rn \u{d8}st [sic]"])]
#[case("\u{674e}", &["\u{674e}\u{660e}"])]
#[case("le_", &["Anna Lee", "Fleet \u{201c}Les\u{201d}", "Lee-Marsh (Yard)"])]
#[case("les", &["Fleet \u{201c}Les\u{201d}"])]
#[case("fl% _les", &["Fleet \u{201c}Les\u{201d}"])]
fn names_are_found_by_whole_words(#[case] asked: &str, #[case] found: &[&str]) {
    let archive = Invented::empty();
    for name in
        ["Anna Lee", "Fleet \u{201c}Les\u{201d}", "Lee-Marsh (Yard)", "Bj\u{f6}rn \u{d8}st [sic]", "\u{674e}\u{660e}"]
    {
        archive.connection.execute("INSERT INTO sources (name, kind) VALUES (?1, 'person')", [name]).unwrap();
    }
    let mut answer = pick(&archive.ask("sources", &[("name", asked)]), &["source"]);
    answer.sort();
    let answer: Vec<&str> = answer.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(answer, found);
}

#[test]
fn answers_are_the_known_ones() {
    let archive = Invented::harbour();
    for (name, given, columns, rows) in ANSWERS {
        let answer = pick(&archive.ask(name, given), columns);
        let expected: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect();
        assert_eq!(answer, expected, "{name} {given:?}");
    }
    let asked: std::collections::BTreeSet<_> = ANSWERS.iter().map(|case| case.0).collect();
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), names());
}

/// Two outlets and two speakers that are one: each by the name of the one that counts, found by either.
#[test]
fn mergers_are_followed() {
    let archive = Invented::harbour();
    let ada = archive.source("A. Lindqvist", "person");
    archive
        .connection
        .execute_batch(&format!(
            "UPDATE claims SET source_id = {ada} WHERE id = 4;
             UPDATE sources SET merged_into = (SELECT id FROM sources WHERE name = 'Ada Lindqvist') WHERE id = {ada};
             UPDATE sources SET merged_into = 1 WHERE name = 'Northern Wire';"
        ))
        .unwrap();
    // Nobody disagrees with himself, nothing here goes in a circle, and what an outlet was told itself came through no other.
    assert!(archive.ask("via", &[]).rows.is_empty());
    for name in names().into_iter().filter(|name| !matches!(*name, "disagreements" | "circular" | "via")) {
        let given: &[(&str, &str)] = match name {
            "search" => &[("terms", "dockers")],
            "timeline" => &[("subject", "docker")],
            "source" => &[("name", "lindqvist")],
            _ => &[],
        };
        let table = archive.ask(name, given);
        assert!(!table.rows.is_empty(), "{name}");
        for (cell, column) in table.rows.iter().flat_map(|row| row.iter().zip(&table.columns)) {
            let merged = [Value::Text("Northern Wire".to_owned()), Value::Text("A. Lindqvist".to_owned())];
            assert!(!merged.contains(cell) || column.name == "aliases", "{name}: {cell:?}");
        }
    }
    for (name, parameter) in [("claims", "source"), ("first-hand", "source")] {
        for given in ["ada l%", "A. Lind%"] {
            assert_eq!(archive.ask(name, &[(parameter, given)]).rows.len(), 2, "{name} {given}");
        }
    }
    let rows = |name, given: &[(&str, &str)], columns: &[&str]| pick(&archive.ask(name, given), columns);
    assert_eq!(rows("sources", &[("name", "A. Lind%")], &["source", "claims"]), [["Ada Lindqvist", "2"]]);
    assert_eq!(rows("most-quoted", &[("limit", "1")], &["source", "claims", "outlets"]), [["Ada Lindqvist", "2", "1"]]);
    assert_eq!(rows("articles", &[("outlet", "northern")], &["outlet"]).len(), 3);
    assert!(rows("via", &[("outlet", "northern")], &["via"]).is_empty());
    // What was told to the other one of two that are one was told to the article's own outlet.
    assert!(!rows("first-hand", &[], &["standing"]).contains(&vec!["told elsewhere".to_owned()]));
}

#[rstest]
#[case("")]
#[case("\"")]
#[case("\"\"\"")]
#[case("AND")]
#[case("NEAR(a b)")]
#[case("title:x")]
#[case("a* -b ^c {d} (e")]
#[case("'; DROP TABLE articles; --")]
#[case("%_\\")]
#[case("\t\n\u{a0}")]
#[case("\u{1F1FA}\u{1F1F8} 北朝鮮 — …")]
fn anything_may_be_searched_for(#[case] terms: &str) {
    Invented::harbour().ask("search", &[("terms", terms)]);
}

/// No scan of a table that grows with the archive, where what is asked names one thing.
#[rstest]
#[case("claims", "source", "SEARCH c USING")]
#[case("via", "outlet", "SEARCH c USING")]
#[case("articles", "outlet", "SEARCH a USING")]
#[case("disagreements", "subject", "SEARCH f USING COVERING INDEX figures_by_subject")]
fn indexes_serve(#[case] name: &str, #[case] parameter: &str, #[case] step: &str) {
    let archive = Invented::harbour();
    let query = find(name).unwrap();
    let bindings = bind(query, &[(parameter.to_owned(), "x".to_owned())]).unwrap();
    let plan = archive.reader().table(&format!("EXPLAIN QUERY PLAN\n{}", query.sql), &bindings).unwrap();
    let steps: Vec<_> = plan
        .rows
        .iter()
        .filter_map(|row| match row.last() {
            Some(Value::Text(step)) => Some(step.as_str()),
            _ => None,
        })
        .collect();
    assert!(steps.iter().any(|taken| taken.starts_with(step)), "{name}\n{}", steps.join("\n"));
}

/// The words of a shell line, with single and double quotes, which is all that the examples use.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn each_is_documented_with_all_its_parameters_and_an_example_that_runs() {
    let page = include_str!("../../docs/queries.md");
    let archive = Invented::harbour();
    for query in builtin() {
        let name = &query.name;
        assert!(page.contains(&format!("| [`{name}`](#{name}) |")), "{name} is not in the list");
        let start = page.find(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("{name} has no section"));
        let section = &page[start + 1..];
        let section = section.split("\n## ").next().unwrap();
        for parameter in &query.parameters {
            let documented = section
                .lines()
                .filter(|line| line.starts_with("- `"))
                .find(|line| line.split(" (").next().unwrap().contains(&format!("`{}`", parameter.name)))
                .unwrap_or_else(|| panic!("{name}: {} is not documented", parameter.name));
            assert!(documented.contains(&format!("({}", parameter.kind.name())), "{documented}");
            match &parameter.default {
                None => assert!(documented.contains("must be given"), "{documented}"),
                Some(Value::Null) => {}
                Some(Value::Integer(default)) => assert!(documented.contains(&format!(", {default})")), "{documented}"),
                Some(Value::Real(default)) => assert!(documented.contains(&format!(", {default})")), "{documented}"),
                Some(other) => panic!("{name}: {other:?} is not checked"),
            }
        }
        let example = section.split("```sh\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
        let words = words(example);
        assert_eq!(words[..4], ["sayso", "query", "run", name]);
        let given: Vec<_> = words[4..]
            .chunks(2)
            .map(|pair| {
                assert_eq!(pair[0], "-p");
                pair[1].split_once('=').unwrap()
            })
            .collect();
        archive.ask(name, &given);
    }
    let sections = page.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(sections, builtin().len());
}

#[test]
fn the_example_of_an_own_query_runs() {
    let page = include_str!("../../docs/queries.md");
    let example = page.split("```sql\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let query = super::parse("mine", example).unwrap();
    assert_eq!(query.parameters.len(), 2);
    let bindings = bind(&query, &[]).unwrap();
    assert_eq!(Invented::harbour().reader().table(&query, &bindings).unwrap().rows.len(), 1);
}

#[test]
fn spans_are_the_words() {
    let archive = Invented::harbour();
    for table in ["claims", "figures"] {
        let column = if table == "claims" { "content" } else { "text" };
        let wrong = archive.sql(&format!(
            "SELECT 1 FROM {table} AS t JOIN articles AS a ON a.id = t.article_id
             WHERE substr(a.body, t.start + 1, t.\"end\" - t.start) <> t.{column}"
        ));
        assert!(wrong.rows.is_empty());
    }
    let found = archive.ask("search", &[("terms", "dockers")]);
    assert!(!found.rows.is_empty());
    assert_eq!(archive.reader().table("SELECT 1", &Bindings::default()).unwrap().rows.len(), 1);
}
