//! The built-in queries on archives whose answers are known, and their pages in the documentation.

use rstest::rstest;

use super::builtin::names;
use super::invented::{Amount, Invented, about, at_least, at_most, exact, pick, range};
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

/// Says more of what is counted: a plain "7 dogs" may be any part of others.
const BROWN: &str = "UPDATE figures SET topic = subject, topic_of = 'brown', course = 'moves'";

/// Two figures on one subject in two articles, and the ratio at which they disagree.
#[rstest]
#[case(at_most(100_000.0), at_most(11_000.0), Some(9.09))]
#[case(at_most(15_000.0), at_most(11_000.0), None)]
#[case(at_least(30.0), at_least(10.0), Some(3.0))]
#[case(at_least(12.0), at_least(10.0), None)]
#[case(at_least(15_000.0), exact(11_000.0), Some(1.36))]
#[case(at_least(10_000.0), exact(11_000.0), None)]
#[case(at_least(10_000.0), at_most(10_000.0), None)]
#[case(exact(10.0), exact(12.0), Some(1.2))]
#[case(exact(10.0), exact(10.0), None)]
#[case(about(10_000.0), exact(10_300.0), None)]
#[case(about(10_000.0), exact(12_000.0), Some(1.2))]
#[case(about(10_000.0), about(11_500.0), None)]
#[case(range(10.0, 12.0), exact(11.0), None)]
#[case(range(10.0, 12.0), exact(15.0), Some(1.25))]
#[case(range(10.0, 12.0), range(11.0, 30.0), Some(2.5))]
#[case(range(10.0, 100.0), range(30.0, 40.0), Some(3.0))]
#[case(range(10.0, 12.0), at_most(5.0), Some(2.4))]
#[case(at_least(10.0), at_most(5.0), Some(2.0))]
#[case(exact(100.0), at_most(5.0), Some(20.0))]
#[case(exact(3.0), at_most(500.0), None)]
#[case((None, Some(20_000.0), None, "about"), exact(5_000.0), Some(4.0))]
#[case((None, Some(20_000.0), None, "about"), exact(50_000.0), None)]
#[case(exact(0.0), exact(5.0), Some(f64::INFINITY))]
#[case(exact(-5.0), exact(-10.0), Some(2.0))]
fn figures_disagree_when_both_cannot_be(#[case] one: Amount, #[case] other: Amount, #[case] ratio: Option<f64>) {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for (number, amount) in [one, other].into_iter().enumerate() {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-01", "Some 7 dogs.");
        archive.figure(article, None, "7 dogs", amount, "dog");
        archive.figure(article, None, "7 dogs", exact(7.0), "cat");
    }
    archive.connection.execute_batch(BROWN).unwrap();
    let expected: Vec<Vec<String>> = ratio
        .map(|ratio| vec![if ratio.is_finite() { ratio.to_string() } else { "-".to_owned() }])
        .into_iter()
        .collect();
    assert_eq!(pick(&archive.ask("disagreements", &[]), &["ratio"]), expected);
}

#[test]
fn one_voice_in_one_breath_does_not_contradict_itself() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    let ada = archive.source("Ada", "person");
    let body = "From 10 dogs they became 20 dogs in the U.S. and then 40 dogs. Later 80 dogs came.";
    let own = archive.article("Own", outlet, "2024-01-01", body);
    for (words, value) in [("10 dogs", 10.0), ("20 dogs", 20.0), ("40 dogs", 40.0), ("80 dogs", 80.0)] {
        archive.figure(own, None, words, exact(value), "dog");
    }
    let said = archive.article(
        "Said",
        outlet,
        "2024-01-01",
        "There were 5 cats. Now 50 cats, Ada said; Ben had seen 500 cats.",
    );
    let claim = archive.claim(said, Some(ada), None, "There were 5 cats. Now 50 cats", None);
    let ben = archive.claim(said, None, None, "500 cats", None);
    archive.figure(said, Some(claim), "5 cats", exact(5.0), "cat");
    archive.figure(said, Some(claim), "50 cats", exact(50.0), "cat");
    archive.figure(said, Some(ben), "500 cats", exact(500.0), "cat");
    archive.connection.execute_batch(BROWN).unwrap();
    let answer = pick(&archive.ask("disagreements", &[]), &["value_a", "value_b", "given_by_a", "given_by_b"]);
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    assert_eq!(
        answer,
        [
            row(["500", "5", "(nobody named)", "Ada"]),
            row(["500", "50", "(nobody named)", "Ada"]),
            row(["80", "10", "(the article)", "(the article)"]),
            row(["80", "20", "(the article)", "(the article)"]),
            row(["80", "40", "(the article)", "(the article)"]),
        ]
    );
}

#[test]
fn of_a_crowded_subject_the_strongest_are_found_and_copies_are_few() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for number in 1..=60_u32 {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-01", "Some 7 dogs. Another 7 cats.");
        let value = f64::from(number);
        let amount = [exact(value), at_most(value), at_least(value), about(value)][number as usize % 4];
        archive.figure(article, None, "7 dogs", amount, "dog");
        if number <= 12 {
            archive.figure(article, None, "7 cats", exact(f64::from(1 + number % 2)), "cat");
        }
    }
    archive.connection.execute_batch(BROWN).unwrap();
    let pairs =
        |given: &[(&str, &str)]| pick(&archive.ask("disagreements", given), &["ratio", "figure_id_a", "figure_id_b"]);
    let all = pairs(&[("subject", "dog"), ("each", "null"), ("factor", "1")]);
    assert!(all.len() > 500);
    // What is looked for by place is what is found by comparing all.
    let strongest = pairs(&[("subject", "dog"), ("each", "50"), ("factor", "1")]);
    assert!(strongest.len() < all.len());
    assert_eq!(strongest[..50], all[..50]);
    assert_eq!(pairs(&[("subject", "cat")]).len(), 25);
    assert_eq!(pairs(&[("subject", "cat"), ("copies", "2")]).len(), 4);
    assert_eq!(pairs(&[("limit", "7")]), pairs(&[])[..7]);
}

#[test]
fn units_and_rates_keep_figures_apart() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for number in 1..=3 {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-01", "Some 7 dogs.");
        archive.figure(article, None, "7 dogs", exact(f64::from(number * number)), "dog");
    }
    archive
        .connection
        .execute_batch("UPDATE figures SET unit = 'USD' WHERE id = 1; UPDATE figures SET per = 'day' WHERE id = 2")
        .unwrap();
    assert!(archive.ask("disagreements", &[]).rows.is_empty());
    archive.connection.execute_batch("UPDATE figures SET unit = 'count', per = 'day'").unwrap();
    assert_eq!(archive.ask("disagreements", &[]).rows.len(), 3);
}

/// A number of which nothing more is said is held against another only where the two are of like size and known days, and an
/// article that gives many such numbers tells of parts.
#[test]
fn plain_numbers_are_hardly_compared() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for (number, value) in [10.0, 40.0].into_iter().enumerate() {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-10", "Some 7 dogs.");
        archive.figure(article, None, "7 dogs", exact(value), "dog");
    }
    let change = |sql: &str| archive.connection.execute_batch(sql).unwrap();
    let rows = |given: &[(&str, &str)]| archive.ask("disagreements", given).rows.len();
    assert_eq!(rows(&[]), 1);
    // Only what one of these articles gives is of interest.
    assert_eq!(rows(&[("among", "[2]")]), 1);
    assert_eq!(rows(&[("among", "[3]")]), 0);
    change("UPDATE figures SET value = 4000, low = 4000, high = 4000 WHERE id = 2");
    assert_eq!(rows(&[]), 0);
    change("UPDATE figures SET value = 40, low = 40, high = 40 WHERE id = 2");
    change("UPDATE articles SET published_at = NULL WHERE id = 1");
    assert_eq!(rows(&[]), 1);
    // Among many articles, of which some have no day, chance plays a part.
    for number in 2..=60 {
        archive.article(&format!("A{number}"), outlet, "2024-01-10", &format!("No dogs, {number} times."));
    }
    assert_eq!(rows(&[]), 0);
    change(BROWN);
    assert_eq!(rows(&[]), 1);
    // One name in common says little then.
    change("INSERT INTO article_names VALUES (1, 'name', 'tolm', 0), (2, 'name', 'tolm', 0)");
    assert_eq!(rows(&[]), 0);
    change("INSERT INTO article_names VALUES (1, 'name', 'ulm', 1), (2, 'name', 'ulm', 1)");
    assert_eq!(rows(&[]), 1);
    change("UPDATE articles SET published_at = '2024-01-10' WHERE id = 1; UPDATE figures SET topic_of = ''");
    assert_eq!(rows(&[]), 1);
    for value in [41.0, 42.0, 43.0] {
        archive.figure(2, None, "7 dogs", exact(value), "dog");
    }
    assert_eq!(rows(&[]), 0);
}

/// Two names that were merged are one voice, which one breath does not set against itself.
#[test]
fn merged_sources_do_not_disagree_in_one_breath() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    let article = archive.article("Dogs", outlet, "2024-01-01", "Ada saw 7 dogs, Lind saw 90 dogs.");
    for (name, words, number) in [("Ada Lind", "7 dogs", 7.0), ("Lind", "90 dogs", 90.0)] {
        let source = archive.source(name, "person");
        let claim = archive.claim(article, Some(source), None, words, None);
        archive.figure(article, Some(claim), words, exact(number), "dog");
    }
    assert_eq!(archive.ask("disagreements", &[]).rows.len(), 1);
    let merge = "UPDATE sources SET merged_into = (SELECT id FROM sources WHERE name = 'Ada Lind') WHERE name = 'Lind'";
    archive.connection.execute_batch(merge).unwrap();
    assert!(archive.ask("disagreements", &[]).rows.is_empty());
}

/// Miles and kilometers compare by their base unit, two places never, and the day is the one that the words speak of.
#[test]
fn base_units_places_and_days_of_figures() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for (number, value) in [10.0, 40.0].into_iter().enumerate() {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-10", "Some 7 dogs.");
        archive.figure(article, None, "7 dogs", exact(value), "front");
    }
    let change = |sql: &str| archive.connection.execute_batch(sql).unwrap();
    let answer = || pick(&archive.ask("disagreements", &[("grown", "1")]), &["ratio", "unit", "unit_b", "days"]);
    change("UPDATE figures SET unit = 'mile', base_unit = 'meter', base_value = 16093.44 WHERE id = 1");
    change("UPDATE figures SET unit = 'kilometer', base_unit = 'meter', base_value = 40000.0 WHERE id = 2");
    assert_eq!(answer(), [["2.49", "kilometer", "mile", "0"]]);
    change("UPDATE figures SET as_of = '2023' WHERE id = 1; UPDATE figures SET as_of = '2023-07-11' WHERE id = 2");
    assert_eq!(answer(), [["2.49", "kilometer", "mile", "-10"]]);
    // What is the same but for rounding is no disagreement; in one unit it would be.
    change("UPDATE figures SET base_value = 39000.0 WHERE id = 1");
    assert!(answer().is_empty());
    change("UPDATE figures SET unit = 'mile'");
    assert_eq!(answer().len(), 1);
    change("UPDATE figures SET place = 'kursk' WHERE id = 1");
    assert_eq!(answer().len(), 1);
    change("UPDATE figures SET place = 'russia (country)' WHERE id = 2");
    assert_eq!(answer().len(), 1);
    change("UPDATE figures SET place = 'sumy' WHERE id = 2");
    assert!(answer().is_empty());
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

/// The disagreements name outlets and speakers that were merged by the one that counts.
#[test]
fn disagreements_follow_mergers() {
    let archive = Invented::harbour();
    let names = || {
        let table = archive.ask("disagreements", &[("grown", "1")]);
        pick(&table, &["given_by_a", "given_by_b", "via_b", "outlet_a", "outlet_b"])
    };
    assert!(names().iter().flatten().any(|name| name == "Northern Wire"));
    let ada = archive.source("A. Lindqvist", "person");
    archive
        .connection
        .execute_batch(&format!(
            "UPDATE claims SET source_id = {ada} WHERE source_id = (SELECT id FROM sources WHERE name = 'Ada Lindqvist');
             UPDATE figures SET source_id = {ada} WHERE source_id = (SELECT id FROM sources WHERE name = 'Ada Lindqvist');
             UPDATE sources SET merged_into = (SELECT id FROM sources WHERE name = 'Ada Lindqvist') WHERE id = {ada};
             UPDATE sources SET merged_into = 1 WHERE name = 'Northern Wire';"
        ))
        .unwrap();
    assert_eq!(
        names(),
        [
            ["officials", "Ada Lindqvist", "Harbour Courier", "Harbour Courier", "Harbour Courier"],
            ["officials", "(the article)", "-", "Harbour Courier", "Harbour Courier"],
        ]
    );
}

/// Topics, places, names and days tell what is of one event.
#[test]
fn events_are_kept_apart() {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for (number, value) in [40.0, 10.0].into_iter().enumerate() {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-10", "Some 7 dogs.");
        archive.figure(article, None, "7 dogs", exact(value), "person killed");
    }
    let change = |sql: &str| archive.connection.execute_batch(sql).unwrap();
    let answer = |given: &[(&str, &str)]| pick(&archive.ask("disagreements", given), &["change", "days"]);
    change("UPDATE figures SET topic = 'killed', topic_of = '', course = 'adds'");
    assert_eq!(answer(&[]), [["contradicts", "0"]]);
    // What one leaves unsaid may be what the other says; what both say must agree.
    change("UPDATE figures SET topic_of = 'miner' WHERE id = 1");
    assert_eq!(answer(&[]).len(), 1);
    change(
        "UPDATE figures SET topic_of = 'miner pit' WHERE id = 1; UPDATE figures SET topic_of = 'diver' WHERE id = 2",
    );
    assert!(answer(&[]).is_empty());
    change("UPDATE figures SET topic_of = ''");
    // A toll that falls was revised; one that grew is asked for.
    change("UPDATE articles SET published_at = '2024-01-12' WHERE id = 2");
    assert_eq!(answer(&[]), [["revised", "2"]]);
    change("UPDATE articles SET published_at = '2024-01-08' WHERE id = 2");
    assert!(answer(&[]).is_empty());
    assert_eq!(answer(&[("grown", "1")]), [["grew", "-2"]]);
    assert!(answer(&[("grown", "1"), ("within", "1")]).is_empty());
    // One occasion is one, on whatever day it is told.
    change("UPDATE figures SET topic = 'attend', course = 'once'");
    assert_eq!(answer(&[]), [["contradicts", "-2"]]);
    change("UPDATE articles SET published_at = '2024-01-10'");
    // Articles that have names share one, and a kind of event where they have any.
    change("INSERT INTO article_names VALUES (1, 'name', 'tolm', 0), (2, 'name', 'vardek', 0)");
    assert!(answer(&[]).is_empty());
    change("INSERT INTO article_names VALUES (2, 'name', 'tolm', 1)");
    assert_eq!(answer(&[]).len(), 1);
    change("INSERT INTO article_names VALUES (1, 'event', 'flood', 0), (2, 'event', 'crash', 0)");
    assert!(answer(&[]).is_empty());
    change("INSERT INTO article_names VALUES (2, 'event', 'flood', 1)");
    assert_eq!(answer(&[]).len(), 1);
    // A day's rate and a year's are one.
    change("UPDATE figures SET per = 'month', value = 10, low = 10, high = 10 WHERE id = 1");
    change("UPDATE figures SET per = 'year', value = 120, low = 120, high = 120 WHERE id = 2");
    assert!(answer(&[]).is_empty());
    change("UPDATE figures SET value = 300, low = 300, high = 300 WHERE id = 2");
    assert_eq!(answer(&[]).len(), 1);
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
