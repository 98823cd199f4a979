//! A report that is made up, whatever queries find.

use super::*;
use crate::query::{Column, Value};

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn section(names: &[&str], rows: Vec<Vec<Value>>) -> Section {
    Section {
        name: "claims".to_owned(),
        title: "Who said what?".to_owned(),
        description: Some("More <i>of</i> that.".to_owned()),
        parameters: vec![("about".to_owned(), "<b>".to_owned())],
        shown: rows.len(),
        rows: rows.len() as u64,
        table: Table { columns: names.iter().map(|name| Column { name: (*name).to_owned() }).collect(), rows },
    }
}

fn report() -> Report {
    let names = ["content", "source", "title", "article_id", "start", "end"];
    let row = |start: i64, end: i64| {
        vec![
            text("grain <script>"),
            text("Lee"),
            text("Grain"),
            Value::Integer(3),
            Value::Integer(start),
            Value::Integer(end),
        ]
    };
    let article = Article {
        id: 3,
        title: Some("Grain \u{202e}<img>".to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        body: "Lee said grain <script> left.\n\nNothing else.".to_owned(),
        ..Article::default()
    };
    Report {
        title: "</title><script>alert(1)</script>".to_owned(),
        made_at: "2024-11-03".to_owned(),
        made_by: "sayso".to_owned(),
        archive: "a.db".to_owned(),
        facts: vec![("articles".to_owned(), "1".to_owned())],
        sections: vec![section(&names, vec![row(9, 14), row(4, 23), row(9, 14)])],
        articles: vec![article],
    }
}

fn written(report: &Report) -> String {
    let mut page = Vec::new();
    write(report, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn every_row_leads_to_its_words() {
    let page = written(&report());
    let targets: Vec<&str> = page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(targets.contains(&"a3-9-14") && targets.contains(&"a3-4-23"), "{targets:?}");
    for target in targets {
        assert_eq!(page.matches(&format!(" id=\"{target}\"")).count(), 1, "{target} in {page}");
    }
    assert!(
        page.contains("<mark id=\"a3-4-23\">said <mark id=\"a3-9-14\">grain</mark> &lt;script&gt;</mark>"),
        "{page}"
    );
}

#[test]
fn nothing_from_outside_is_markup_and_nothing_is_loaded() {
    let page = written(&report());
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains("<i>") && !page.contains("<b>"),
        "{page}"
    );
    assert!(!page.contains("src=") && !page.contains("@import") && !page.contains("url("), "{page}");
    assert!(!page.contains("href=\"javascript:") && !page.contains('\u{202e}'), "{page}");
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn an_answer_of_any_shape_is_a_section() {
    let mut report = report();
    report.sections.push(section(&["n"], vec![vec![Value::Integer(4)]]));
    report.sections.push(section(&[], vec![]));
    let lost = vec![text("x"), Value::Integer(99), Value::Integer(5), Value::Integer(2)];
    report.sections.push(section(&["words", "article_id", "start", "end"], vec![lost, vec![]]));
    let page = written(&report);
    assert!(page.contains("Nothing found") && page.contains("article 99"), "{page}");
    assert!(!page.contains("href=\"#a99"), "{page}");
}

#[test]
fn sides_stand_beside_one_another() {
    let names = ["subject", "words_a", "given_by_a", "article_id_a", "words_b", "given_by_b", "article_id_b"];
    let row = vec![
        text("troop"),
        text("10 of them"),
        text("Lee"),
        Value::Integer(3),
        text("900"),
        text("Kim"),
        Value::Integer(4),
    ];
    let report = Report { sections: vec![section(&names, vec![row])], articles: vec![], ..report() };
    let page = written(&report);
    assert!(page.contains("<q>10 of them</q><div class=\"who\">Lee</div>"), "{page}");
    assert!(page.contains("“10 of them” (Lee) against “900” (Kim)"), "{page}");
}

#[test]
fn of_a_long_article_the_marked_parts_are_shown() {
    let mut report = report();
    report.articles[0].body = format!("Lee said grain <script> left.{}\n\nThe end.", "\n\nMore and more.".repeat(2000));
    let page = written(&report);
    assert!(page.len() < 20_000 && page.contains("[…]") && page.contains("sayso show 3"), "{}", page.len());
}
