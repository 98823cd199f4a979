//! The query `disagreements` on archives made for it: which figures cannot both be true.

use rstest::rstest;

use super::invented::{Amount, Invented, about, at_least, at_most, exact, pick, range};

/// Says more of what is counted: a plain "7 dogs" may be any part of others.
const BROWN: &str = "UPDATE figures SET topic = subject, topic_of = 'brown', course = 'moves'";

/// An archive of two articles of one day and one outlet, each with one of `values` on `subject`; and that outlet.
fn two_articles(values: [f64; 2], subject: &str) -> (Invented, i64) {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    for (number, value) in values.into_iter().enumerate() {
        let article = archive.article(&format!("A{number}"), outlet, "2024-01-10", "Some 7 dogs.");
        archive.figure(article, None, "7 dogs", exact(value), subject);
    }
    (archive, outlet)
}

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
    let body = "From 10 dogs they became 20 dogs in the U.S. or more. Later 80 dogs came.";
    let own = archive.article("Own", outlet, "2024-01-01", body);
    for (words, value) in [("10 dogs", 10.0), ("20 dogs", 20.0), ("80 dogs", 80.0)] {
        archive.figure(own, None, words, exact(value), "dog");
    }
    let said = archive.article(
        "Said",
        outlet,
        "2024-01-01",
        "There were 50 cats. Now 90 cats, Ada said; Ben had seen 500 cats.",
    );
    let claim = archive.claim(said, Some(ada), None, "There were 50 cats. Now 90 cats", None);
    let ben = archive.claim(said, None, None, "500 cats", None);
    archive.figure(said, Some(claim), "50 cats", exact(50.0), "cat");
    archive.figure(said, Some(claim), "90 cats", exact(90.0), "cat");
    archive.figure(said, Some(ben), "500 cats", exact(500.0), "cat");
    archive.connection.execute_batch(BROWN).unwrap();
    let answer = pick(&archive.ask("disagreements", &[]), &["value_a", "value_b", "given_by_a", "given_by_b"]);
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    assert_eq!(
        answer,
        [
            row(["500", "50", "(nobody named)", "Ada"]),
            row(["80", "10", "(the article)", "(the article)"]),
            row(["500", "90", "(nobody named)", "Ada"]),
            row(["80", "20", "(the article)", "(the article)"]),
        ]
    );
}

/// What an article tells in its own voice in two paragraphs, what it counts many times, and what is a hundred times as large.
#[rstest]
#[case("Ada saw 10 dogs. Then Ben saw 30 dogs.", &[10.0, 30.0], 1)]
#[case("Ada saw 10 dogs.\n\nThen Ben saw 30 dogs.", &[10.0, 30.0], 0)]
#[case("Ada saw 10 dogs. Then Ben saw 900 dogs.", &[10.0, 900.0], 0)]
#[case("Of 10 dogs. Of 20 dogs. Of 30 dogs. Of 40 dogs.", &[10.0, 20.0, 30.0, 40.0], 0)]
fn an_article_in_its_own_voice(#[case] body: &str, #[case] values: &[f64], #[case] rows: usize) {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    let own = archive.article("Own", outlet, "2024-01-01", body);
    for value in values {
        archive.figure(own, None, &format!("{value} dogs"), exact(*value), "dog");
    }
    archive.connection.execute_batch(BROWN).unwrap();
    assert_eq!(pick(&archive.ask("disagreements", &[]), &["value_a"]).len(), rows);
}

/// Two voices of one article, of whom one counts none.
#[rstest]
#[case(0.0, 14.0, 1)]
#[case(14.0, 0.0, 1)]
#[case(2.0, 14.0, 1)]
#[case(0.0, 0.0, 0)]
#[case(2.0, 900.0, 0)]
fn none_and_some_disagree_within_an_article(#[case] one: f64, #[case] other: f64, #[case] rows: usize) {
    let archive = Invented::empty();
    let outlet = archive.source("Courier", "outlet");
    let body = format!("Ada saw {one} dogs. Then Ben saw {other} dogs of his own.");
    let own = archive.article("Own", outlet, "2024-01-01", &body);
    for (name, value) in [("Ada", one), ("Ben", other)] {
        let voice = archive.source(name, "person");
        let words = format!("{name} saw {value} dogs");
        let claim = archive.claim(own, Some(voice), None, &words, None);
        archive.figure(own, Some(claim), &words, exact(value), "dog");
    }
    archive.connection.execute_batch(BROWN).unwrap();
    assert_eq!(pick(&archive.ask("disagreements", &[]), &["value_a"]).len(), rows);
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
    let (archive, outlet) = two_articles([10.0, 40.0], "dog");
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
    let (archive, _) = two_articles([10.0, 40.0], "front");
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
    let (archive, _) = two_articles([40.0, 10.0], "person killed");
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

/// "One in four voters" is 25 percent of them, and rounded; what has its day is of no day before it; another voice's far smaller number
/// a fortnight later is of something else.
#[test]
fn shares_rounded_units_and_days_told() {
    let (archive, _) = two_articles([0.25, 41.0], "dog");
    let change = |sql: &str| archive.connection.execute_batch(sql).unwrap();
    let rows = || archive.ask("disagreements", &[]).rows.len();
    change("UPDATE figures SET topic = 'share of dog', topic_of = 'brown', course = 'moves' WHERE id = 1");
    change("UPDATE figures SET unit = 'percent', topic = 'dog', topic_of = 'brown', course = 'moves' WHERE id = 2");
    assert_eq!(rows(), 1);
    change("UPDATE figures SET value = 27, low = 27, high = 27 WHERE id = 2");
    assert_eq!(rows(), 0);
    // "Two miles" may be 3.2 kilometers; "20 miles" are no 30.
    let measures = |miles: f64, kilometers: f64| {
        let base = |id: i64, unit: &str, said: f64, meters: f64| {
            change(&format!(
                "UPDATE figures
                 SET unit = '{unit}', topic = 'road', value = {said}, low = {said}, high = {said}, base_unit = 'meter',
                     base_value = {meters}, base_low = {meters}, base_high = {meters}
                 WHERE id = {id}"
            ));
        };
        base(1, "mile", miles, miles * 1609.344);
        base(2, "kilometer", kilometers, kilometers * 1000.0);
    };
    measures(2.0, 3.0);
    assert_eq!(rows(), 0);
    measures(20.0, 30.0);
    assert_eq!(rows(), 1);
    // Of one occasion, and the later one has its day: the earlier article tells of another.
    change("UPDATE figures SET course = 'once'; UPDATE articles SET published_at = '2024-01-11' WHERE id = 2");
    assert_eq!(rows(), 1);
    change("UPDATE figures SET as_of = '2024-01-11' WHERE id = 2");
    assert_eq!(rows(), 0);
    change(
        "UPDATE figures SET as_of = NULL, course = 'adds' WHERE true; UPDATE articles SET published_at = '2024-01-14' WHERE id = 1",
    );
    change("UPDATE figures SET unit = 'count', base_unit = NULL, value = 9, low = 9, high = 9 WHERE id = 1");
    change("UPDATE figures SET unit = 'count', base_unit = NULL, value = 30, low = 30, high = 30 WHERE id = 2");
    assert_eq!(rows(), 1);
    change("UPDATE articles SET published_at = '2024-01-22' WHERE id = 1");
    assert_eq!(rows(), 0);
}
