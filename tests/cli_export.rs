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
    let mut names = vec!["datapackage.json".to_owned(), "provenance.json".to_owned()];
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

#[test]
fn every_table_as_lines_and_as_columns() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let desk = Desk::with_articles();
    desk.out(0, &["export", "jsonl", "lines"]);
    desk.out(0, &["export", "parquet", "columns"]);
    for table in ["articles", "claims", "claim_parts", "figures", "sources"] {
        let count = desk.out(0, &["sql", "-f", "tsv", &format!("SELECT count(*) FROM {table}")]);
        let count: usize = count.lines().nth(1).unwrap().parse().unwrap();
        assert_eq!(desk.read(&format!("lines/{table}.jsonl")).lines().count(), count, "{table}");
        let file = std::fs::File::open(desk.path(&format!("columns/{table}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        assert_eq!(reader.get_row_iter(None).unwrap().count(), count, "{table}");
    }
    let first: serde_json::Value =
        serde_json::from_str(desk.read("lines/figures.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!((&first["high"], &first["bound"]), (&12000.into(), &"at_most".into()));
    // A folder with an export of another form is ours, too.
    desk.out(0, &["export", "csv", "lines"]);
}

#[test]
fn claims_in_the_words_of_schema_org() {
    let desk = Desk::with_articles();
    let page: serde_json::Value = serde_json::from_str(&desk.out(0, &["export", "claimreview", "-"])).unwrap();
    assert_eq!(page["@context"], "https://schema.org");
    let claims = page["@graph"].as_array().unwrap();
    let direct = claims.iter().find(|claim| claim["text"] == "“We counted every one of them,”").unwrap();
    assert_eq!((&direct["@type"], &direct["author"]["@type"]), (&"Claim".into(), &"Person".into()));
    assert_eq!(
        (&direct["author"]["name"], &direct["author"]["jobTitle"]),
        (&"Mara Lindqvist".into(), &"spokeswoman for the border guard".into())
    );
    assert!(direct["description"].as_str().unwrap().starts_with("direct; cue: told"), "{direct}");
    assert!(direct["appearance"]["@id"].as_str().unwrap().starts_with("urn:sha256:"));
    desk.out(0, &["export", "claimreview", "drafts.jsonld", "--reviewer", "Desk"]);
    let drafts: serde_json::Value = serde_json::from_str(&desk.read("drafts.jsonld")).unwrap();
    let draft = &drafts["@graph"][0];
    assert_eq!((&draft["@type"], &draft["author"]["name"]), (&"ClaimReview".into(), &"Desk".into()));
    assert_eq!(draft["claimReviewed"], draft["itemReviewed"]["text"]);
    assert!(draft.get("reviewRating").is_none(), "nobody has rated it");
    let origin: serde_json::Value = serde_json::from_str(&desk.read("drafts.jsonld.provenance.json")).unwrap();
    assert_eq!((&origin["export"], &origin["archive"]["articles"]), (&"claimreview".into(), &2.into()));
}

#[test]
fn annotations_point_at_the_words() {
    let desk = Desk::with_articles();
    desk.out(0, &["export", "annotations", "a.jsonld"]);
    let page: serde_json::Value = serde_json::from_str(&desk.read("a.jsonld")).unwrap();
    assert_eq!(
        (&page["@context"], &page["type"]),
        (&"http://www.w3.org/ns/anno.jsonld".into(), &"AnnotationPage".into())
    );
    let bodies = desk.out(0, &["sql", "-f", "jsonl", "SELECT content_hash, body FROM articles"]);
    let bodies: Vec<serde_json::Value> = bodies.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut tags = Vec::new();
    for item in page["items"].as_array().unwrap() {
        tags.push(item["body"][0]["value"].as_str().unwrap());
        let one = std::slice::from_ref(&item["target"]);
        for target in item["target"].as_array().map_or(one, Vec::as_slice) {
            let hash = target["source"].as_str().unwrap().strip_prefix("urn:sha256:").unwrap();
            let body: Vec<char> = bodies.iter().find(|body| body["content_hash"] == hash).unwrap()["body"]
                .as_str()
                .unwrap()
                .chars()
                .collect();
            let (quote, position) = (&target["selector"][0], &target["selector"][1]);
            let at = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
            let text = |from: usize, to: usize| body[from..to].iter().collect::<String>();
            assert_eq!(quote["exact"], text(at("start"), at("end")));
            assert_eq!(quote["prefix"], text(at("start").saturating_sub(32), at("start")));
            assert_eq!(quote["suffix"], text(at("end"), body.len().min(at("end") + 32)));
        }
    }
    assert!(tags.contains(&"claim") && tags.contains(&"figure"), "{tags:?}");
}

#[test]
fn datasette_is_told_of_every_query() {
    let desk = Desk::with_articles();
    desk.out(0, &["query", "save", "mine", "--sql=-- param least integer = 3\nSELECT :least", "--title", "Mine"]);
    let page: serde_json::Value = serde_json::from_str(&desk.out(0, &["export", "datasette", "-"])).unwrap();
    let queries = &page["databases"]["sayso"]["queries"];
    for name in
        desk.out(0, &["query", "list", "-f", "tsv"]).lines().skip(1).map(|line| line.split('\t').next().unwrap())
    {
        assert!(queries[name]["sql"].is_string(), "{name}");
    }
    assert_eq!(queries["mine"]["title"], "Mine");
    assert_eq!(queries["mine"]["params"], serde_json::json!(["least"]));
    // Rows come first, and what each parameter is for stands in a list.
    assert_eq!(queries["claims"]["hide_sql"], true);
    let words = queries["claims"]["description_html"].as_str().unwrap();
    assert!(words.starts_with("<p>") && words.contains("<li>about (text, may be empty): "), "{words}");
    assert_eq!(page["databases"]["sayso"]["tables"]["claim_group_keys"]["hidden"], true);
    assert!(
        queries["mine"]["sql"].as_str().unwrap().ends_with("SELECT CAST(coalesce(nullif(:least, ''), 3) AS INTEGER)")
    );
}

#[test]
fn an_answer_says_where_it_comes_from() {
    let desk = Desk::with_articles();
    desk.out(0, &["query", "run", "figures", "-p", "subject=soldier", "-o", "f.csv"]);
    let origin: serde_json::Value = serde_json::from_str(&desk.read("f.csv.provenance.json")).unwrap();
    assert_eq!((&origin["program"], &origin["query"]), (&"sayso".into(), &"figures".into()));
    assert_eq!(origin["parameters"]["subject"], "soldier");
    assert!(origin["parameters"].as_object().unwrap().len() > 1, "defaults too");
    let hashes = desk.out(0, &["sql", "-f", "tsv", "SELECT content_hash FROM articles ORDER BY content_hash"]);
    let hashes: String = hashes.lines().skip(1).map(|line| format!("{line}\n")).collect();
    assert_eq!(origin["archive"]["sha256"], format!("{:x}", Sha256::digest(hashes)));
    desk.out(0, &["sql", "SELECT 1", "-o", "one.csv", "--no-provenance"]);
    desk.out(0, &["sql", "SELECT 1", "-o", "two.csv"]);
    assert_eq!(desk.names(".").iter().filter(|name| name.ends_with(".provenance.json")).count(), 2);
}
