use super::super::invented::{NOON, document, entry, source, span};
use super::super::{Archive, Entry};
use super::*;
use crate::model::Reading;
use proptest::prelude::*;
use rstest::rstest;

/// Stores a text with `sources` and gives their rows, by their order.
fn store(archive: &mut Archive, text: &str, sources: Vec<Source>) -> Vec<i64> {
    let document = document(text);
    let reading = Reading { sources, ..Reading::default() };
    let article = archive.store(&entry(&document, &reading, text)).unwrap().article();
    rows_in(archive, article)
}

fn rows_in(archive: &Archive, article: i64) -> Vec<i64> {
    archive
        .connection()
        .prepare("SELECT source_id FROM article_sources WHERE article_id = ?1 ORDER BY seq")
        .unwrap()
        .query_map([article], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// A person, with the body of an affiliation behind.
fn expert(name: &str, role: &str, body: &str) -> Vec<Source> {
    let mut sources = vec![source(SourceKind::Person, name)];
    sources[0].role = Some(role.to_owned()).filter(|role| !role.is_empty());
    if !body.is_empty() {
        sources[0].affiliation = Some(SourceRef(1));
        sources.push(source(SourceKind::Organisation, body));
    }
    sources
}

fn number(archive: &Archive, sql: &str) -> i64 {
    archive.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn an_outlet_is_one_row_however_it_comes() {
    let mut archive = Archive::in_memory().unwrap();
    let mut first = document("One.");
    first.outlet = Some("The Daily Wire Service".to_owned());
    let nothing = Reading::default();
    archive.store(&entry(&first, &nothing, "1")).unwrap();
    let named = store(&mut archive, "Two.", vec![source(SourceKind::Organisation, "DAILY WIRE SERVICE")]);
    let mut third = document("Three.");
    third.outlet = Some("daily wire service".to_owned());
    let copy = Entry { reading: Some(&nothing), ..entry(&third, &nothing, "3") };
    let id = archive.store(&copy).unwrap().article();
    let outlet = archive.article(id).unwrap().unwrap();
    assert_eq!(outlet.outlet_id, Some(named[0]));
    assert_eq!(outlet.outlet.as_deref(), Some("The Daily Wire Service"));
    assert_eq!(archive.counts().unwrap().sources, 1);
}

#[test]
fn an_outlet_is_called_as_it_calls_itself() {
    let mut archive = Archive::in_memory().unwrap();
    let told = store(&mut archive, "One.", vec![source(SourceKind::Outlet, "Tarnby Lantern")]);
    let mut own = document("Two.");
    own.outlet = Some("The Tarnby Lantern".to_owned());
    let nothing = Reading::default();
    let id = archive.store(&entry(&own, &nothing, "2")).unwrap().article();
    let outlet = archive.article(id).unwrap().unwrap();
    assert_eq!((outlet.outlet_id, outlet.outlet.as_deref()), (Some(told[0]), Some("The Tarnby Lantern")));
}

#[test]
fn an_outlet_that_calls_itself_by_its_last_words_is_meant() {
    let mut archive = Archive::in_memory().unwrap();
    let mut own = document("One.");
    own.outlet = Some("The Lakewood Herald".to_owned());
    let herald = vec![source(SourceKind::Outlet, "Herald")];
    let reading = Reading { sources: herald.clone(), ..Reading::default() };
    let id = archive.store(&entry(&own, &reading, "1")).unwrap().article();
    let outlet = archive.article(id).unwrap().unwrap().outlet_id.unwrap();
    assert_eq!(rows_in(&archive, id), [outlet]);
    let mut agency = document("Four.");
    agency.outlet = Some("Fjord News Agency".to_owned());
    let short = Reading { sources: vec![source(SourceKind::Outlet, "Fjord")], ..Reading::default() };
    let id = archive.store(&entry(&agency, &short, "4")).unwrap().article();
    assert_eq!(rows_in(&archive, id), [archive.article(id).unwrap().unwrap().outlet_id.unwrap()]);
    // Elsewhere it may be another.
    assert_ne!(store(&mut archive, "Two.", herald), [outlet]);
    assert_ne!(store(&mut archive, "Three.", vec![source(SourceKind::Outlet, "Old Herald")]), [outlet]);
}

#[test]
fn an_outlet_of_the_lists_is_one_by_any_of_its_names() {
    let mut archive = Archive::in_memory().unwrap();
    let ids: Vec<i64> = ["AP", "The Associated Press", "A.P."]
        .iter()
        .map(|name| store(&mut archive, name, vec![source(SourceKind::Outlet, name)])[0])
        .collect();
    assert_eq!(ids, [ids[0]; 3]);
}

#[test]
fn an_organisation_that_publishes_becomes_an_outlet() {
    let mut archive = Archive::in_memory().unwrap();
    let spoken = store(&mut archive, "One.", vec![source(SourceKind::Organisation, "Northwind News")]);
    let published = store(&mut archive, "Two.", vec![source(SourceKind::Outlet, "Northwind News")]);
    assert_eq!(spoken, published);
    let kind: String = archive.connection().query_row("SELECT kind FROM sources", [], |row| row.get(0)).unwrap();
    assert_eq!(kind, "outlet");
}

#[test]
fn a_short_name_of_one_article_joins_nothing_in_another() {
    let mut archive = Archive::in_memory().unwrap();
    let text = "The Harbour Times reported it. The Times stood by it.";
    let mut harbour = source(SourceKind::Outlet, "Harbour Times");
    harbour.mentions = vec![span(text, "Harbour Times"), span(text, "The Times")];
    let harbour = store(&mut archive, text, vec![harbour]);
    assert_ne!(store(&mut archive, "Again.", vec![source(SourceKind::Outlet, "Times")]), harbour);
    // But it is proposed.
    let pairs = archive.suggest_mergers(10).unwrap();
    assert_eq!(pairs.len(), 1);
    assert!(pairs[0].reason.contains("The Times"), "{}", pairs[0].reason);
}

#[test]
fn a_person_is_joined_by_full_name_unless_something_speaks_against_it() {
    let mut archive = Archive::in_memory().unwrap();
    let first = store(&mut archive, "1", expert("Dana Q. Holt", "researcher", "Ridge Institute"))[0];
    let same = [
        expert("Dana Holt", "", ""),
        expert("Dr. Dana Holt", "senior researcher", ""),
        expert("Dana Holt", "analyst", "Ridge"),
    ];
    for (at, sources) in same.into_iter().enumerate() {
        assert_eq!(store(&mut archive, &format!("same {at}"), sources)[0], first, "{at}");
    }
    let others = [
        expert("Dana R. Holt", "", ""),
        expert("Dana Holt", "striker", "Lowland United"),
        expert("Dana Holt", "mayor", ""),
        expert("Holt", "researcher", "Ridge Institute"),
    ];
    let mut seen = vec![first];
    for (at, sources) in others.into_iter().enumerate() {
        let id = store(&mut archive, &format!("other {at}"), sources)[0];
        assert!(!seen.contains(&id), "{at}");
        seen.push(id);
    }
    let known = store(&mut archive, "known", expert("Dana Holt", "a former striker", ""))[0];
    assert_eq!(known, seen[2]);
    // The bare name of an earlier article may now be anybody's.
    assert_ne!(rows_in(&archive, 2)[0], first);
}

#[test]
fn a_bare_name_goes_its_own_way_with_its_claims_once_there_are_two() {
    let mut archive = Archive::in_memory().unwrap();
    let text = "“Yes,” Ann Lee said. It rained.";
    let mut lee = source(SourceKind::Person, "Ann Lee");
    lee.mentions = vec![span(text, "Ann Lee")];
    let said = super::super::invented::claim(&[span(text, "“Yes,”")], Some(0));
    let mut seven = super::super::invented::figure(span(text, "It"), 7.0);
    seven.source = Some(SourceRef(0));
    let reading = Reading { claims: vec![said], figures: vec![seven], sources: vec![lee], ..Reading::default() };
    archive.store(&entry(&document(text), &reading, "a")).unwrap();
    let mayor = store(&mut archive, "mayor", expert("Ann Lee", "mayor", ""))[0];
    assert_eq!(rows_in(&archive, 1), [mayor]);
    let actor = store(&mut archive, "actor", expert("Ann Lee", "actor", ""))[0];
    let bare = rows_in(&archive, 1)[0];
    assert!(bare != mayor && bare != actor);
    assert_eq!(rows_in(&archive, 2), [mayor]);
    for table in ["claims", "figures", "source_mentions"] {
        assert_eq!(number(&archive, &format!("SELECT source_id FROM {table}")), bare, "{table}");
    }
    // And back, when it turns out that the two are one.
    let both = store(&mut archive, "both", expert("Ann Lee", "actor and mayor", ""))[0];
    assert_eq!(archive.counts().unwrap().sources, 1);
    assert_eq!(number(&archive, "SELECT count(*) FROM sources"), 1);
    for table in ["claims", "figures", "source_mentions"] {
        assert_eq!(number(&archive, &format!("SELECT source_id FROM {table}")), both, "{table}");
    }
}

#[test]
fn unnamed_sources_belong_to_their_article() {
    let mut archive = Archive::in_memory().unwrap();
    let unnamed = || {
        vec![
            source(SourceKind::Group, "officials"),
            source(SourceKind::Document, "reports"),
            source(SourceKind::Person, "the minister"),
            source(SourceKind::Person, "Lee"),
            source(SourceKind::Organisation, "the ministry"),
        ]
    };
    let first = store(&mut archive, "One.", unnamed());
    let second = store(&mut archive, "Two.", unnamed());
    assert!(first.iter().all(|id| !second.contains(id)));
    assert_eq!(number(&archive, "SELECT count(*) FROM sources WHERE article_id IS NULL"), 0);
}

#[test]
fn mergers_are_followed_and_stay_one_step_deep() {
    let mut archive = Archive::in_memory().unwrap();
    let names = ["Alpha Agency", "Beta Agency", "Gamma Agency"];
    let ids = store(&mut archive, "One.", names.map(|name| source(SourceKind::Outlet, name)).to_vec());
    let merge = "UPDATE sources SET merged_into = ?2 WHERE id = ?1";
    archive.connection().execute(merge, (ids[0], ids[1])).unwrap();
    archive.connection().execute(merge, (ids[1], ids[2])).unwrap();
    let roots: Vec<i64> = archive
        .connection()
        .prepare("SELECT coalesce(merged_into, id) FROM sources ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(roots, [ids[2]; 3]);
    assert!(archive.connection().execute(merge, (ids[2], ids[0])).is_err(), "a circle");
    // What comes later stays with the row that has the name, so that it can be taken apart.
    assert_eq!(store(&mut archive, "Two.", vec![source(SourceKind::Outlet, "Alpha Agency")]), [ids[0]]);
    let page = archive.source("Alpha Agency").unwrap();
    assert_eq!((page.id, page.articles.len()), (ids[2], 2));
}

#[test]
fn aliases_are_the_names_in_the_text() {
    let mut archive = Archive::in_memory().unwrap();
    let text = "Ann Lee spoke. She left. Lee's lawyer and Ann\nLee agree.";
    let mut lee = source(SourceKind::Person, "Ann Lee");
    lee.mentions = ["Ann Lee", "She", "Lee's", "Ann\nLee"].map(|form| span(text, form)).to_vec();
    store(&mut archive, text, vec![lee]);
    let aliases: Vec<(String, Option<String>)> = archive
        .connection()
        .prepare("SELECT alias, key FROM source_aliases ORDER BY alias")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(aliases, [("Ann Lee".to_owned(), Some("ann lee".to_owned())), ("Lee's".to_owned(), None)]);
}

/// Which of all sources of all articles are one, whatever their rows are called.
fn partition(archive: &Archive, texts: &[String]) -> Vec<usize> {
    let mut rows = Vec::new();
    for text in texts {
        let sql = "SELECT id FROM articles WHERE path = ?1";
        let article: i64 = archive.connection().query_row(sql, [text], |row| row.get(0)).unwrap();
        rows.extend(rows_in(archive, article));
    }
    rows.iter().map(|row| rows.iter().position(|other| other == row).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn the_order_of_articles_does_not_matter(
        articles in prop::collection::vec((0usize..4, 0usize..8, 0usize..6), 1..9),
        seed in any::<u64>(),
    ) {
        let names = ["Ann Lee", "Dr. Ann B. Lee", "Ann C. Lee", "Lee"];
        let roles = ["", "", "researcher", "mayor of Ashford", "Brimley Mayor", "actor and mayor", "expert", "striker"];
        let bodies = ["", "", "RAND", "the RAND Corporation", "NATO", "the company"];
        let texts: Vec<String> = (0..articles.len()).map(|at| format!("Article {at}.")).collect();
        let read = |order: &[usize]| {
            let mut archive = Archive::in_memory().unwrap();
            for &at in order {
                let (name, role, body) = articles[at];
                store(&mut archive, &texts[at], expert(names[name], roles[role], bodies[body]));
            }
            prop_assert_eq!(number(&archive, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
            // No row is left behind.
            let unused = "SELECT count(*) FROM sources WHERE id NOT IN (SELECT source_id FROM article_sources)";
            prop_assert_eq!(number(&archive, unused), 0);
            Ok(partition(&archive, &texts))
        };
        let mut order: Vec<usize> = (0..articles.len()).collect();
        let plain = read(&order)?;
        order.sort_by_key(|&at| (at as u64 + 1).wrapping_mul(seed | 1));
        prop_assert_eq!(read(&order)?, plain);
    }
}

#[rstest]
#[case("Volodymyr Zelensky", "president", "Volodymyr Zelenskyy", "Ukraine's president", "another spelling")]
#[case("Kim Jong-un", "leader", "Jong Un Kim", "leader", "another order")]
#[case("Bruce Bennett", "researcher", "Bruce Benrett", "researcher", "one letter apart")]
#[case("B. Bennett", "researcher", "Bruce Bennett", "defense researcher", "surname and role")]
#[case("Bennett", "researcher", "Bruce Bennett", "defense researcher", "surname and role")]
#[case("Ann Lee", "mayor", "Ann Lee", "actor", "same name, but")]
fn likely_persons(
    #[case] one: &str,
    #[case] one_role: &str,
    #[case] other: &str,
    #[case] other_role: &str,
    #[case] reason: &str,
) {
    let mut archive = Archive::in_memory().unwrap();
    store(&mut archive, "One.", expert(one, one_role, ""));
    store(&mut archive, "Two.", expert(other, other_role, ""));
    store(&mut archive, "Three.", expert("Tom Reed", one_role, ""));
    let pairs = archive.suggest_mergers(10).unwrap();
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert!(pairs[0].reason.contains(reason), "{}", pairs[0].reason);
    assert!(pairs[0].score > 0.0 && pairs[0].score < 1.0);
}

#[rstest]
#[case("Northwind Grain Syndicate", "NGS", "letters")]
#[case("Kelder", "Kelder Corporation", "Corporation")]
#[case("Defence Ministry", "Ministry of Defence", "another order")]
#[case("Defense Institute", "Defence Institute", "one letter")]
fn likely_bodies(#[case] one: &str, #[case] other: &str, #[case] reason: &str) {
    let mut archive = Archive::in_memory().unwrap();
    store(&mut archive, "One.", vec![source(SourceKind::Organisation, one)]);
    store(&mut archive, "Two.", vec![source(SourceKind::Organisation, other)]);
    store(&mut archive, "Three.", vec![source(SourceKind::Organisation, "Polar Fund")]);
    let pairs = archive.suggest_mergers(10).unwrap();
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert!(pairs[0].reason.contains(reason), "{}", pairs[0].reason);
}

#[rstest]
#[case(expert("Ann Lee", "researcher", "RAND"), expert("Bob Lee", "researcher", "RAND"))]
#[case(expert("Lee", "mayor", ""), expert("Lee", "mayor", ""))]
#[case(expert("Ann Lee", "mayor", ""), expert("Ann Reed", "mayor", ""))]
fn unlikely_pairs(#[case] one: Vec<Source>, #[case] other: Vec<Source>) {
    let mut archive = Archive::in_memory().unwrap();
    store(&mut archive, "One.", one);
    store(&mut archive, "Two.", other);
    assert_eq!(archive.suggest_mergers(10).unwrap(), []);
}

#[test]
fn many_of_one_surname_are_not_all_compared() {
    let mut archive = Archive::in_memory().unwrap();
    let sources: Vec<Source> = (0..600)
        .map(|at| {
            // Surname and role in common, first names of their own.
            let first: String =
                [at / 26 % 26, at % 26, at * 7 % 26].map(|n| char::from(b'a' + n as u8)).iter().collect();
            let mut person = source(SourceKind::Person, &format!("J{first} Lee"));
            person.role = Some("mayor".to_owned());
            person
        })
        .collect();
    store(&mut archive, "One.", sources);
    let pairs = archive.suggest_mergers(1_000_000).unwrap();
    assert!(pairs.len() < 600 * 30, "{}", pairs.len());
    assert_eq!(archive.suggest_mergers(1_000_000).unwrap(), pairs);
    let _ = NOON;
}
