use super::super::invented::{NOON, claim, document, entry, figure, source, span};
use super::super::{Archive, Reread};
use super::*;
use crate::model::{Document, Reading, SourceKind};
use proptest::prelude::*;
use rstest::rstest;

/// An article in which `name` says yes and gives a number.
fn article(name: &str, role: &str, at: usize) -> (Document, Reading) {
    let text = format!("“Yes to 7,” {name} said in article {at}.");
    let mut person = source(SourceKind::Person, name);
    person.role = Some(role.to_owned()).filter(|role| !role.is_empty());
    person.mentions = vec![span(&text, name)];
    let said = claim(&[span(&text, "“Yes to 7,”")], Some(0));
    let mut seven = figure(span(&text, "7"), 7.0);
    seven.source = Some(crate::model::SourceRef(0));
    seven.claim = Some(crate::model::ClaimRef(0));
    let mut document = document(&text);
    document.outlet = Some("Daily Wire Service".to_owned());
    (document, Reading { claims: vec![said], figures: vec![seven], sources: vec![person], ..Reading::default() })
}

/// Stores articles of speakers with their roles; the first is article 1.
fn archive(speakers: &[(&str, &str)]) -> Archive {
    let mut archive = Archive::in_memory().unwrap();
    for (at, (name, role)) in speakers.iter().enumerate() {
        add(&mut archive, name, role, at + 1);
    }
    archive
}

fn add(archive: &mut Archive, name: &str, role: &str, at: usize) {
    let (document, reading) = article(name, role, at);
    archive.store(&entry(&document, &reading, &format!("{at}.txt"))).unwrap();
}

/// Reads article `at` again, which says what it said.
fn again(archive: &mut Archive, name: &str, role: &str, at: usize) -> Reread {
    let (document, reading) = article(name, role, at);
    archive.reread(at as i64, &document, &reading).unwrap()
}

fn change(archive: &mut Archive, change: Change<'_>) -> Decision {
    archive.change_source(change, NOON).unwrap().0
}

fn refused(archive: &mut Archive, change: Change<'_>) -> String {
    let before = dump(archive);
    let error = archive.change_source(change, NOON).unwrap_err().to_string();
    assert_eq!(dump(archive), before, "{error}");
    error
}

/// All that stands about sources, decisions aside.
fn dump(archive: &Archive) -> Vec<String> {
    let mut lines = Vec::new();
    for sql in [
        "SELECT json_array(id, name, kind, role, affiliation_id, merged_into, article_id) FROM sources",
        "SELECT json_array(source_id, alias, key, by_hand) FROM source_aliases",
        "SELECT json_array(article_id, source_id, start) FROM source_mentions",
        "SELECT json_array(article_id, seq, source_id, name, role, affiliation_id) FROM article_sources",
        "SELECT json_array(id, source_id, via_id, content) FROM claims",
        "SELECT json_array(id, source_id, claim_id, text) FROM figures",
        "SELECT json_array(id, outlet_id, title, content_hash) FROM articles",
    ] {
        let mut statement = archive.connection().prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let mut rows: Vec<String> = rows.map(Result::unwrap).collect();
        rows.sort();
        lines.extend(rows);
        lines.push(String::new());
    }
    lines
}

/// The claims of each article, by the name of the source that counts.
fn speakers(archive: &Archive) -> Vec<String> {
    archive
        .connection()
        .prepare(
            "SELECT root.name || ' ' || root.id
             FROM claims AS c
             JOIN sources AS s ON s.id = c.source_id
             JOIN sources AS root ON root.id = coalesce(s.merged_into, s.id)
             ORDER BY c.article_id",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

fn id(archive: &Archive, name: &str) -> i64 {
    archive.source(name).unwrap().id
}

#[test]
fn a_merger_holds_for_what_comes_and_for_what_is_read_again_and_goes_without_a_trace() {
    let mut archive = archive(&[("Vladimir Salo", "president"), ("Volodymyr Salo", "president")]);
    let (one, other) = (id(&archive, "Vladimir Salo"), id(&archive, "Volodymyr Salo"));
    let before = dump(&archive);
    let made = change(&mut archive, Change::Merge("vladimir salo", "Volodymyr Salo"));
    assert_eq!((made.source_id, made.other_id, made.stands()), (one, Some(other), true));
    let merged = dump(&archive);
    assert_eq!(again(&mut archive, "Vladimir Salo", "president", 1), Reread::Same);
    assert_eq!(dump(&archive), merged);
    add(&mut archive, "Vladimir Salo", "president", 3);
    let salo = format!("Volodymyr Salo {other}");
    assert_eq!(speakers(&archive), [salo.clone(), salo.clone(), salo.clone()]);
    let page = archive.source("Vladimir Salo").unwrap();
    assert_eq!((page.id, page.claims, page.figures, page.articles.len()), (other, 3, 3, 3));
    // Taken back, also what came since goes with its name.
    change(&mut archive, Change::Undo(None));
    let own = format!("Vladimir Salo {one}");
    assert_eq!(speakers(&archive), [own.clone(), salo, own]);
    archive.connection().execute("DELETE FROM articles WHERE id = 3", []).unwrap();
    assert_eq!(dump(&archive), before);
    assert!(refused(&mut archive, Change::Undo(None)).contains("no decision to take back"));
    // What was taken apart is not proposed again.
    assert_eq!(archive.suggest_mergers(10).unwrap(), []);
    assert_eq!(archive.source_decisions().unwrap().len(), 1);
}

#[test]
fn mergers_are_taken_back_in_any_order() {
    let names = ["Ann Lee", "Bea Lee", "Cid Lee", "Dan Lee"];
    let mut archive = archive(&names.map(|name| (name, "")));
    let before = dump(&archive);
    let first = change(&mut archive, Change::Merge("Ann Lee", "Bea Lee"));
    let second = change(&mut archive, Change::Merge("Cid Lee", "Dan Lee"));
    let third = change(&mut archive, Change::Merge("Ann Lee", "Cid Lee"));
    assert_eq!(third.source_id, id_of(&archive, "Bea Lee"));
    let all = id(&archive, "Dan Lee");
    assert!(names.iter().all(|name| id(&archive, name) == all));
    assert!(refused(&mut archive, Change::Merge("Ann Lee", "Dan Lee")).contains("one source already"));
    assert!(refused(&mut archive, Change::Unmerge("Dan Lee")).contains("name the one"));
    change(&mut archive, Change::Undo(Some(first.id)));
    assert_eq!(speakers(&archive)[0], format!("Ann Lee {}", id_of(&archive, "Ann Lee")));
    assert_eq!(id(&archive, "Bea Lee"), all);
    change(&mut archive, Change::Undo(Some(second.id)));
    assert_eq!(id(&archive, "Cid Lee"), id_of(&archive, "Cid Lee"));
    assert_eq!(id(&archive, "Bea Lee"), all);
    change(&mut archive, Change::Unmerge("Bea Lee"));
    assert_eq!(dump(&archive), before);
    assert!(refused(&mut archive, Change::Undo(Some(first.id))).contains("already"));
    assert!(refused(&mut archive, Change::Undo(Some(99))).contains("no decision 99"));
}

/// The row of that name, mergers not followed.
fn id_of(archive: &Archive, name: &str) -> i64 {
    archive.connection().query_row("SELECT id FROM sources WHERE name = ?1", [name], |row| row.get(0)).unwrap()
}

#[test]
fn persons_of_one_name_are_taken_apart_by_article_and_stay_so() {
    let mut archive = archive(&[("Ann Lee", "mayor"), ("Ann Lee", "mayor"), ("Ann Lee", "mayor")]);
    let lee = id(&archive, "Ann Lee");
    let made =
        change(&mut archive, Change::Split { source: "Ann Lee", articles: &[2], name: Some("Ann Lee (Brimley)") });
    let other = made.source_id;
    assert_eq!(made.articles, [2]);
    let apart = [format!("Ann Lee {lee}"), format!("Ann Lee (Brimley) {other}"), format!("Ann Lee {lee}")];
    assert_eq!(speakers(&archive), apart);
    let split = dump(&archive);
    assert_eq!(again(&mut archive, "Ann Lee", "mayor", 2), Reread::Same);
    assert_eq!(again(&mut archive, "Ann Lee", "mayor", 1), Reread::Same);
    assert_eq!(dump(&archive), split);
    // Read otherwise, it is still hers.
    assert_eq!(again(&mut archive, "Ann Lee", "singer", 2), Reread::Changed);
    assert_eq!(speakers(&archive), apart);
    assert_eq!(archive.source("Ann Lee (Brimley)").unwrap().role.as_deref(), Some("singer"));
    add(&mut archive, "Ann Lee", "mayor", 4);
    assert_eq!(speakers(&archive)[3], format!("Ann Lee {lee}"));
    assert_eq!(archive.suggest_mergers(10).unwrap(), []);
    // Taken back, all is one again, whatever is read.
    change(&mut archive, Change::Undo(Some(made.id)));
    assert_eq!(speakers(&archive), [0; 4].map(|_| format!("Ann Lee {lee}")));
    again(&mut archive, "Ann Lee", "mayor", 2);
    assert_eq!(speakers(&archive), [0; 4].map(|_| format!("Ann Lee {lee}")));
    // And apart once more.
    change(&mut archive, Change::Split { source: "Ann Lee", articles: &[1, 2], name: None });
    let speakers = speakers(&archive);
    assert_eq!(speakers[0], speakers[1]);
    assert_ne!(speakers[0], speakers[2]);
    assert_eq!(archive.source(speakers[0].rsplit(' ').next().unwrap()).unwrap().articles.len(), 2);
}

#[test]
fn an_outlet_is_taken_apart_by_article() {
    let mut archive = archive(&[("Ann Lee", ""), ("Ann Lee", "")]);
    let made = change(&mut archive, Change::Split { source: "Daily Wire Service", articles: &[2], name: None });
    let outlet = |archive: &Archive, at| archive.article(at).unwrap().unwrap().outlet_id.unwrap();
    assert_eq!(outlet(&archive, 2), made.source_id);
    assert_ne!(outlet(&archive, 1), made.source_id);
    assert_eq!(again(&mut archive, "Ann Lee", "", 2), Reread::Same);
    assert_eq!(outlet(&archive, 2), made.source_id);
}

#[test]
fn a_split_that_makes_no_sense_is_refused() {
    let mut archive = archive(&[("Ann Lee", ""), ("Ann Lee", ""), ("Bea Lee", "")]);
    let split = |articles: &'static [i64]| Change::Split { source: "Ann Lee", articles, name: None };
    assert!(refused(&mut archive, split(&[3])).contains("these do: 1, 2"));
    assert!(refused(&mut archive, split(&[1, 2])).contains("nothing would be left"));
    assert!(refused(&mut archive, Change::Unmerge("Ann Lee")).contains("--article"));
    let made = change(&mut archive, split(&[2]));
    change(&mut archive, Change::Merge(&made.source_id.to_string(), "Bea Lee"));
    assert!(refused(&mut archive, Change::Undo(Some(made.id))).contains("merged since"));
}

#[test]
fn a_new_name_and_the_old_one_find_it() {
    let mut archive = archive(&[("B. Reed", "diver")]);
    let before = dump(&archive);
    let made = change(&mut archive, Change::Rename("B. Reed", "Bob  Reed"));
    assert_eq!(made.after.as_deref(), Some("Bob Reed"));
    let reed = id(&archive, "B. Reed");
    assert_eq!(id(&archive, "bob reed"), reed);
    assert_eq!(again(&mut archive, "B. Reed", "diver", 1), Reread::Same);
    add(&mut archive, "Bob Reed", "diver", 2);
    add(&mut archive, "B. Reed", "diver", 3);
    assert_eq!(speakers(&archive), [0; 3].map(|_| format!("Bob Reed {reed}")));
    let second = change(&mut archive, Change::Rename("B. Reed", "Robert Reed"));
    assert!(refused(&mut archive, Change::Undo(Some(made.id))).contains("renamed since"));
    assert!(refused(&mut archive, Change::Rename("B. Reed", "Robert Reed")).contains("already"));
    assert!(refused(&mut archive, Change::Rename("B. Reed", " … ")).contains("letter"));
    change(&mut archive, Change::Undo(Some(second.id)));
    archive.connection().execute("DELETE FROM articles WHERE id > 1", []).unwrap();
    change(&mut archive, Change::Undo(None));
    assert_eq!(dump(&archive), before);
}

#[rstest]
#[case::of_a_person("Bob Reed", SourceKind::Person, "Bobby Reedman")]
#[case::of_a_person_by_description("Bob Reed", SourceKind::Person, "the Ashford diver")]
#[case::of_a_body("Northwind Grain Syndicate", SourceKind::Organisation, "NGS")]
#[case::before_the_lists("Apex Press", SourceKind::Outlet, "AP")]
fn an_alias_finds_its_source_in_articles_to_come(#[case] name: &str, #[case] kind: SourceKind, #[case] alias: &str) {
    let mut archive = Archive::in_memory().unwrap();
    let store = |archive: &mut Archive, name: &str, at: usize| {
        let reading = Reading { sources: vec![source(kind, name)], ..Reading::default() };
        let document = document(&format!("Text {at}."));
        archive.store(&entry(&document, &reading, &format!("{at}.txt"))).unwrap();
        let sql = "SELECT source_id FROM article_sources WHERE article_id = ?1";
        archive.connection().query_row(sql, [at as i64], |row| row.get::<_, i64>(0)).unwrap()
    };
    let known = store(&mut archive, name, 1);
    let before = dump(&archive);
    let made = change(&mut archive, Change::Alias(name, alias));
    assert!(refused(&mut archive, Change::Alias(name, alias)).contains("already"));
    assert_eq!(store(&mut archive, alias, 2), known);
    change(&mut archive, Change::Undo(Some(made.id)));
    let sql = "SELECT source_id FROM article_sources WHERE article_id = 2";
    let without: i64 = archive.connection().query_row(sql, [], |row| row.get(0)).unwrap();
    assert_ne!(without, known, "article 2 was joined by it alone");
    assert_ne!(store(&mut archive, alias, 3), known);
    archive.connection().execute("DELETE FROM articles WHERE id > 1", []).unwrap();
    archive.connection().execute("DELETE FROM sources WHERE id > 1", []).unwrap();
    assert_eq!(dump(&archive), before);
}

#[test]
fn a_name_that_it_does_not_have_is_not_learnt_again() {
    let mut archive = archive(&[("Ann B. Lee", ""), ("Ann Lee", "")]);
    assert!(refused(&mut archive, Change::Unalias("Ann Lee", "Ann B. Lee")).contains("rename it first"));
    assert!(refused(&mut archive, Change::Unalias("Ann B. Lee", "Bea")).contains("not known as"));
    let before = dump(&archive);
    change(&mut archive, Change::Unalias("Ann B. Lee", "Ann Lee"));
    let aliases = |archive: &Archive| archive.source("Ann B. Lee").unwrap().aliases.len();
    assert_eq!(aliases(&archive), 0);
    again(&mut archive, "Ann Lee", "", 2);
    add(&mut archive, "Ann Lee", "", 3);
    assert_eq!(aliases(&archive), 0);
    archive.connection().execute("DELETE FROM articles WHERE id = 3", []).unwrap();
    change(&mut archive, Change::Undo(None));
    assert_eq!(dump(&archive), before);
}

#[test]
fn names_are_told_apart_by_number() {
    let mut archive = archive(&[("Ann Lee", "mayor"), ("Ann Lee", "actor"), ("the minister", "")]);
    let error = archive.source("ann lee").unwrap_err().to_string();
    assert!(error.contains("1 Ann Lee") || error.contains("2 Ann Lee"), "{error}");
    assert!(error.contains("mayor") && error.contains("actor"), "{error}");
    let error = archive.source("Anne Lee").unwrap_err().to_string();
    assert!(error.contains("Ann Lee"), "{error}");
    assert!(archive.source("Nobody").unwrap_err().to_string().contains("source list"));
    let minister = id(&archive, "the minister");
    assert!(refused(&mut archive, Change::Alias("the minister", "Bea Lee")).contains("article 3 alone"));
    let lee = archive.sources(Filter { name: Some("ann"), ..Filter::default() }).unwrap()[0].id;
    let way = refused(&mut archive, Change::Merge(&lee.to_string(), "the minister"));
    assert!(way.contains(&format!("merge {minister} {lee}")), "{way}");
    // What one article alone knows may be one that all know; read again it still is.
    change(&mut archive, Change::Merge("the minister", &lee.to_string()));
    assert_eq!(again(&mut archive, "the minister", "", 3), Reread::Same);
    assert_eq!(speakers(&archive)[2], format!("Ann Lee {lee}"));
    archive.connection().execute("DELETE FROM articles WHERE id = 3", []).unwrap();
}

#[test]
fn reading_again_changes_what_is_read_otherwise_alone() {
    let mut archive = archive(&[("Ann Lee", "mayor"), ("Tom Reed", "diver"), ("Ann Lee", "")]);
    let before = dump(&archive);
    assert_eq!(again(&mut archive, "Tom Reed", "diver", 2), Reread::Same);
    assert_eq!(dump(&archive), before);
    // The diver turns out to be the actor Ann Lee; so the bare name is nobody's.
    let (_, mut reading) = article("Tom Reed", "actor", 2);
    reading.sources[0].name = "Ann Lee".to_owned();
    let (document, _) = article("Tom Reed", "", 2);
    assert_eq!(archive.reread(2, &document, &reading).unwrap(), Reread::Changed);
    let him = "SELECT count(*) FROM sources WHERE name = 'Tom Reed'";
    let him: i64 = archive.connection().query_row(him, [], |row| row.get(0)).unwrap();
    assert_eq!(him, 0, "nothing rests on him any more");
    let now = speakers(&archive);
    assert!(now[0] != now[1] && now[1] != now[2] && now[0] != now[2], "{now:?}");
    // And when that was wrong, all is as before, but for the number of a row.
    assert_eq!(again(&mut archive, "Tom Reed", "diver", 2), Reread::Changed);
    let back = speakers(&archive);
    assert_eq!(back[0], back[2]);
}

#[test]
fn a_text_that_is_read_otherwise_parts_from_its_copies() {
    let mut archive = archive(&[("Ann Lee", "")]);
    let (mut document, reading) = article("Ann Lee", "", 1);
    archive.store(&entry(&document, &reading, "copy.txt")).unwrap();
    assert_eq!(archive.to_reread(&[1]).unwrap(), [1, 2]);
    assert_eq!(archive.to_reread(&[]).unwrap(), [1, 2]);
    assert_eq!(archive.reread(2, &document, &reading).unwrap(), Reread::Copy);
    document.text.push_str(" More.");
    assert_eq!(archive.reread(1, &document, &reading).unwrap(), Reread::Changed);
    document.text.push_str(" And more.");
    assert_eq!(archive.reread(2, &document, &reading).unwrap(), Reread::Changed);
    assert_eq!(archive.counts().unwrap().duplicates, 0);
    assert_eq!(archive.search("more", 10).unwrap().iter().filter(|hit| hit.claim.is_none()).count(), 2);
}

/// One step of somebody at work.
#[derive(Debug, Clone)]
enum Step {
    Merge(usize, usize),
    Split(usize, usize),
    Rename(usize),
    Alias(usize),
    Unalias(usize, usize),
    Unmerge(usize),
    Undo(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0usize..9, 0usize..9).prop_map(|(one, other)| Step::Merge(one, other)),
        (0usize..9, 1usize..7).prop_map(|(one, article)| Step::Split(one, article)),
        (0usize..9).prop_map(Step::Rename),
        (0usize..9).prop_map(Step::Alias),
        (0usize..9, 0usize..9).prop_map(|(one, other)| Step::Unalias(one, other)),
        (0usize..9).prop_map(Step::Unmerge),
        (1i64..9).prop_map(Step::Undo),
    ];
    prop::collection::vec(step, 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever is decided: reading again changes nothing, and taking all of it back, last first, leaves each claim with
    /// the source that it had.
    #[test]
    fn decisions_hold_and_go(steps in steps()) {
        let said = [
            ("Ann Lee", "mayor"), ("Ann Lee", "actor"), ("Ann Lee", ""), ("Bea Reed", "diver"), ("B. Reed", "diver"),
            ("the minister", ""), ("Bea Reed", ""),
        ];
        let mut archive = archive(&said);
        let before = speakers(&archive);
        let names = ["1", "2", "3", "4", "Ann Lee", "Bea Reed", "B. Reed", "the minister", "Daily Wire Service"];
        for step in steps {
            let articles;
            let change = match step {
                Step::Merge(one, other) => Change::Merge(names[one], names[other]),
                Step::Split(one, article) => {
                    articles = [article as i64];
                    Change::Split { source: names[one], articles: &articles, name: None }
                }
                Step::Rename(one) => Change::Rename(names[one], "Ann Lee"),
                Step::Alias(one) => Change::Alias(names[one], "Bea Reed"),
                Step::Unalias(one, other) => Change::Unalias(names[one], names[other]),
                Step::Unmerge(one) => Change::Unmerge(names[one]),
                Step::Undo(id) => Change::Undo(Some(id)),
            };
            let _ = archive.change_source(change, NOON);
        }
        let decided = dump(&archive);
        // A name that was taken away from a source is somebody else's when it is read again.
        let taken = archive.source_decisions().unwrap().iter().any(|it| it.stands() && it.action == "unalias");
        for (at, (name, role)) in said.iter().enumerate().filter(|_| !taken) {
            prop_assert_eq!(again(&mut archive, name, role, at + 1), Reread::Same);
        }
        prop_assert_eq!(dump(&archive), decided);
        let deep = "SELECT count(*) FROM sources AS s JOIN sources AS t ON t.id = s.merged_into WHERE t.merged_into IS NOT NULL";
        let deep: i64 = archive.connection().query_row(deep, [], |row| row.get(0)).unwrap();
        prop_assert_eq!(deep, 0);
        while archive.change_source(Change::Undo(None), NOON).is_ok() {}
        let left = archive.source_decisions().unwrap().iter().filter(|decision| decision.stands()).count();
        prop_assert_eq!(left, 0);
        prop_assert_eq!(speakers(&archive), before);
    }
}
