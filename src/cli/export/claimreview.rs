//! `sayso export claimreview`: claims in schema.org's words, as JSON-LD.
//!
//! A claim is a <https://schema.org/Claim>. With a reviewer each becomes the draft of a <https://schema.org/ClaimReview>:
//! without a rating, as nobody has given one.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::objects::{Elements, Row, address};
use crate::cli::destination::with_writer;
use crate::cli::exit::Ending;
use crate::cli::provenance::{self, Asked};
use crate::query::{Dump, Handed};

pub(super) fn export(db: &Path, file: &Path, reviewer: Option<&str>) -> anyhow::Result<Ending> {
    let dump = Dump::open(db)?;
    let shape = |row: &Row| {
        let claim = claim(row);
        match reviewer {
            Some(name) => review(row, claim, name),
            None => claim,
        }
    };
    with_writer(Some(file), |mut out| {
        out.write_all(b"{\n\"@context\": \"https://schema.org\",\n\"@graph\": [")?;
        dump.hand(Handed::Claims, &mut Elements::new(&mut out, false, &shape))?;
        out.write_all(b"\n]\n}\n")?;
        Ok(())
    })?;
    provenance::lay(db, file, || dump.fingerprint(), &Asked::Export("claimreview"))?;
    Ok(Ending::Done)
}

fn claim(row: &Row) -> Value {
    let mut claim = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            claim.insert(name.to_owned(), value);
        }
    };
    put("@type", json!("Claim"));
    put("@id", json!(format!("#claim-{}", row.get("id"))));
    put("text", row.get("content").clone());
    put("author", author(row));
    // A document says things, but is nobody.
    if row.text("source_kind") == Some("document") {
        put("isBasedOn", json!({ "@type": "CreativeWork", "name": row.get("source") }));
    }
    put("appearance", article(row));
    put("inLanguage", row.get("language").clone());
    put("description", json!(description(row)));
    Value::Object(claim)
}

/// How it is said, in words: schema.org has no property for any of it.
fn description(row: &Row) -> String {
    let mut words = vec![row.text("kind").unwrap_or_default().to_owned()];
    if row.get("negated") == 1 {
        words.push("denied".to_owned());
    }
    for (name, what) in [("hedge", "hedged"), ("via", "via"), ("cue", "cue")] {
        if let Some(text) = row.text(name) {
            words.push(format!("{what}: {text}"));
        }
    }
    words.push(format!("confidence {:.2}", row.get("confidence").as_f64().unwrap_or_default()));
    words.push(format!("characters {} to {} of the text", row.get("start"), row.get("end")));
    words.join("; ")
}

fn author(row: &Row) -> Value {
    let (Some(name), Some(kind)) = (row.text("source"), row.text("source_kind")) else { return Value::Null };
    match kind {
        "person" => {
            let mut person = Map::new();
            person.insert("@type".to_owned(), json!("Person"));
            person.insert("name".to_owned(), json!(name));
            if let Some(role) = row.text("role") {
                person.insert("jobTitle".to_owned(), json!(role));
            }
            if let Some(body) = row.text("affiliation") {
                person.insert("affiliation".to_owned(), json!({ "@type": "Organization", "name": body }));
            }
            Value::Object(person)
        }
        "outlet" => json!({ "@type": "NewsMediaOrganization", "name": name }),
        "organisation" => json!({ "@type": "Organization", "name": name }),
        "group" => {
            json!({ "@type": "Organization", "name": name, "disambiguatingDescription": "people who are not named" })
        }
        _ => Value::Null,
    }
}

fn article(row: &Row) -> Value {
    let mut article = Map::new();
    article.insert("@type".to_owned(), json!("NewsArticle"));
    article.insert("@id".to_owned(), json!(address(row)));
    for (name, property) in [("title", "headline"), ("url", "url"), ("published_at", "datePublished")] {
        if let Some(text) = row.text(name) {
            article.insert(property.to_owned(), json!(text));
        }
    }
    if let Some(byline) = row.text("byline") {
        article.insert("author".to_owned(), json!({ "@type": "Person", "name": byline }));
    }
    if let Some(outlet) = row.text("outlet") {
        article.insert("publisher".to_owned(), json!({ "@type": "NewsMediaOrganization", "name": outlet }));
    }
    Value::Object(article)
}

fn review(row: &Row, claim: Value, reviewer: &str) -> Value {
    json!({
        "@type": "ClaimReview",
        "@id": format!("#review-{}", row.get("id")),
        "creativeWorkStatus": "Draft",
        "claimReviewed": row.get("content"),
        "author": { "@type": "Organization", "name": reviewer },
        "itemReviewed": claim,
    })
}
