//! `sayso export annotations`: every claim and figure as a W3C Web Annotation (<https://www.w3.org/TR/annotation-model/>), with
//! a TextQuoteSelector (the words and those around them) and a TextPositionSelector (code points of the archive's text).

use std::path::Path;

use serde_json::{Value, json};

use super::objects::{Elements, Row, address};
use crate::cli::destination::with_writer;
use crate::cli::exit::Ending;
use crate::cli::provenance::{self, Asked};
use crate::query::{Dump, Handed};

pub(super) fn export(db: &Path, file: &Path) -> anyhow::Result<Ending> {
    let dump = Dump::open(db)?;
    with_writer(Some(file), |mut out| {
        out.write_all(
            b"{\n\"@context\": \"http://www.w3.org/ns/anno.jsonld\",\n\"type\": \"AnnotationPage\",\n\"id\": \"#annotations\",\n\"items\": [",
        )?;
        let mut claims = Elements::new(&mut out, false, &claim);
        dump.hand(Handed::Claims, &mut claims)?;
        let begun = claims.begun;
        dump.hand(Handed::Figures, &mut Elements::new(&mut out, begun, &figure))?;
        out.write_all(b"\n]\n}\n")?;
        Ok(())
    })?;
    provenance::lay(db, file, || dump.fingerprint(), &Asked::Export("annotations"))?;
    Ok(Ending::Done)
}

/// A target for `piece`, an object with `exact`, `prefix`, `suffix`, `start` and `end`.
fn target(source: &str, piece: &Value) -> Value {
    json!({
        "source": source,
        "selector": [
            { "type": "TextQuoteSelector", "exact": piece["exact"], "prefix": piece["prefix"], "suffix": piece["suffix"] },
            { "type": "TextPositionSelector", "start": piece["start"], "end": piece["end"] },
        ],
    })
}

fn annotation(id: String, tag: &str, words: String, data: Value, target: Value) -> Value {
    json!({
        "id": id,
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            { "type": "TextualBody", "purpose": "tagging", "value": tag },
            { "type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": words },
            { "type": "TextualBody", "purpose": "describing", "format": "application/json", "value": data.to_string() },
        ],
        "target": target,
    })
}

fn claim(row: &Row) -> Value {
    let source = address(row);
    let mut targets: Vec<Value> =
        row.parsed("pieces").as_array().into_iter().flatten().map(|piece| target(&source, piece)).collect();
    let target = if targets.len() == 1 { targets.remove(0) } else { Value::Array(targets) };
    let mut words = row.text("source").unwrap_or("(nobody named)").to_owned();
    for (name, before) in
        [("role", ", "), ("affiliation", ", "), ("via", ", via "), ("cue", ": "), ("hedge", "; hedged: ")]
    {
        if let Some(text) = row.text(name) {
            words.push_str(before);
            words.push_str(text);
        }
    }
    let names = [
        "kind",
        "cue",
        "hedge",
        "negated",
        "confidence",
        "source",
        "source_kind",
        "role",
        "affiliation",
        "via",
        "within_id",
        "article",
    ];
    annotation(format!("#claim-{}", row.get("id")), "claim", words, Value::Object(row.some(&names)), target)
}

fn figure(row: &Row) -> Value {
    let piece = Value::Object(row.some(&["exact", "prefix", "suffix", "start", "end"]));
    let mut words = row.text("counted").or_else(|| row.text("unit")).unwrap_or_default().to_owned();
    if let Some(giver) = row.text("source") {
        words.push_str(&format!(", given by {giver}"));
    }
    let names = [
        "value", "low", "high", "bound", "hedge", "unit", "per", "counted", "subject", "source", "claim_id", "article",
    ];
    let data = Value::Object(row.some(&names));
    annotation(format!("#figure-{}", row.get("id")), "figure", words, data, target(&address(row), &piece))
}
