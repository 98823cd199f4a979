//! `sayso report` and `sayso show --format html`, end to end.

#![allow(clippy::unwrap_used)]

mod support;

use support::Desk;

/// What the links of a page lead to within it.
fn targets(page: &str) -> Vec<&str> {
    page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn check(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"), "{page}");
    for loads in ["<script", "<link", "<img", "src=", "url(", "@import", "http-equiv=\"refresh"] {
        assert!(!page.contains(loads), "{loads} in {page}");
    }
    for target in targets(page) {
        assert_eq!(page.matches(&format!(" id=\"{target}\"")).count(), 1, "{target} in {page}");
    }
}

#[test]
fn the_usual_page_holds_the_disagreement_and_leads_to_its_words() {
    let desk = Desk::with_articles();
    desk.out(0, &["report", "-o", "report.html"]);
    assert_eq!(desk.names("."), ["news", "report.html", "report.html.provenance.json", "sayso.db"]);
    let origin: serde_json::Value = serde_json::from_str(&desk.read("report.html.provenance.json")).unwrap();
    assert_eq!(origin["queries"][0]["query"], "disagreements");
    assert_eq!(origin["queries"][0]["parameters"]["factor"], 1.5);
    assert!(origin["archive"]["sha256"].is_string());
    desk.out(0, &["report", "claims", "-o", "bare.html", "--no-provenance"]);
    assert!(!desk.names(".").contains(&"bare.html.provenance.json".to_owned()));
    let page = desk.read("report.html");
    check(&page);
    assert!(
        page.contains("Figures that disagree") && page.contains("A subject&#39;s figures by date")
            || page.contains("figures by date"),
        "{page}"
    );
    assert!(page.contains("<svg"), "{page}");
    let marked: Vec<&str> =
        page.split("<mark id=\"").skip(1).map(|rest| rest.split("</mark>").next().unwrap()).collect();
    assert!(marked.iter().any(|mark| mark.ends_with("12,000 soldiers")), "{marked:?}");
    assert!(targets(&page).iter().filter(|target| target.starts_with('a') && target.contains('-')).count() > 2);
}

#[test]
fn the_same_archive_gives_the_same_bytes_at_the_same_time() {
    let desk = Desk::with_articles();
    let page = || {
        let output = desk.sayso(&["report"]).env("SOURCE_DATE_EPOCH", "1730592000").output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(page(), page());
    assert!(page().contains("2024-11-03 00:00 UTC"));
    let wrong = desk.sayso(&["report"]).env("SOURCE_DATE_EPOCH", "noon").output().unwrap();
    assert_eq!(wrong.status.code(), Some(1));
}

#[test]
fn any_query_is_a_report_and_parameters_go_to_those_that_have_them() {
    let desk = Desk::with_articles();
    desk.out(
        0,
        &["query", "save", "kinds", "--sql", "SELECT kind, count(*) AS n FROM claims WHERE kind <> :not GROUP BY 1"],
    );
    let page = desk
        .out(0, &["report", "kinds", "claims", "-p", "not=x", "-p", "about=bridge", "--rows", "1", "--title", "<b>"]);
    check(&page);
    assert!(
        page.contains("about = bridge") && page.contains("not = x") && page.contains("<h1>&lt;b&gt;</h1>"),
        "{page}"
    );
    let names = desk.out(0, &["query", "list", "--format", "jsonl"]);
    let needs = ["search", "timeline", "source", "kinds"];
    for name in names.lines().map(|line| line.split('"').nth(3).unwrap()).filter(|name| !needs.contains(name)) {
        check(&desk.out(0, &["report", name]));
    }
}

#[test]
fn what_is_missing_is_said_and_no_file_is_left() {
    let desk = Desk::with_articles();
    for (arguments, says) in [
        (&["report", "nonsense", "-o", "r.html"][..], "nonsense"),
        (&["report", "timeline", "-o", "r.html"], "subject"),
        (&["report", "claims", "-p", "nonsense=1", "-o", "r.html"], "they have: about"),
    ] {
        let message = desk.err(1, arguments);
        assert!(message.contains(says), "{message}");
        assert!(!desk.path("r.html").exists());
    }
}

#[test]
fn an_article_is_a_page_whose_links_all_lead_somewhere() {
    let desk = Desk::with_articles();
    for article in ["1", "2"] {
        desk.out(0, &["show", article, "-o", "article.html"]);
        let page = desk.read("article.html");
        check(&page);
        assert!(
            page.contains("class=\"figure\"") && page.contains("class=\"cue\"") && page.contains("class=\"source\""),
            "{page}"
        );
    }
}
