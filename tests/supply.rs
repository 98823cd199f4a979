//! `sbom.cdx.json` lists what is in the program (CycloneDX 1.6): every crate that is linked in, and the C that some bring. It follows
//! `Cargo.lock`; when that changes:
//!
//!     SAYSO_SBOM=write cargo test --test supply

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// The platform that the list is for: others link a few crates more or less.
const TARGET: &str = "x86_64-unknown-linux-gnu";

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform", TARGET])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The checksums of `Cargo.lock` by name and version.
fn checksums() -> BTreeMap<(String, String), String> {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let field = |entry: &str, name: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let entries = lock.split("[[package]]").skip(1);
    entries
        .filter_map(|entry| Some(((field(entry, "name")?, field(entry, "version")?), field(entry, "checksum")?)))
        .collect()
}

/// What other languages bring in: SQLite's, Zstandard's and mimalloc's C.
fn in_c(packages: &BTreeMap<&str, &Value>) -> Vec<Value> {
    let version = |name: &str| {
        packages.values().find(|package| text(package, "name") == name).map(|package| text(package, "version"))
    };
    let zstd = version("zstd-sys").and_then(|version| version.split_once("+zstd.")).map_or("", |(_, zstd)| zstd);
    vec![
        json!({ "type": "library", "bom-ref": "c:sqlite", "name": "sqlite", "version": rusqlite::version(),
                "purl": format!("pkg:generic/sqlite@{}", rusqlite::version()), "licenses": [{ "license": { "name": "Public Domain" } }],
                "description": "compiled in by libsqlite3-sys" }),
        json!({ "type": "library", "bom-ref": "c:zstd", "name": "zstd", "version": zstd,
                "purl": format!("pkg:generic/zstd@{zstd}"), "licenses": [{ "license": { "id": "BSD-3-Clause" } }],
                "description": "compiled in by zstd-sys" }),
        json!({ "type": "library", "bom-ref": "c:mimalloc", "name": "mimalloc", "licenses": [{ "license": { "id": "MIT" } }],
                "description": "compiled in by libmimalloc-sys" }),
    ]
}

fn sbom() -> String {
    let metadata = metadata();
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).map(|package| (text(package, "id"), package)).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(node, "id"), node)).collect();
    let is_macro = |id: &str| {
        list(&packages[id]["targets"]).flat_map(|target| list(&target["kind"])).any(|kind| kind == "proc-macro")
    };
    // What a crate links to: neither what builds it nor what tests it, nor macros, which have run by then.
    let links = |id: &str| -> Vec<&str> {
        let normal = |dep: &&Value| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null());
        let mut links: Vec<&str> =
            list(&nodes[id]["deps"]).filter(normal).map(|dep| text(dep, "pkg")).filter(|id| !is_macro(id)).collect();
        links.sort_unstable();
        links
    };
    let root = text(&metadata["resolve"], "root");
    let (mut inside, mut waiting) = (BTreeSet::new(), vec![root]);
    while let Some(id) = waiting.pop() {
        if inside.insert(id) {
            waiting.extend(links(id));
        }
    }
    let purl = |id: &str| format!("pkg:cargo/{}@{}", text(packages[id], "name"), text(packages[id], "version"));
    let checksums = checksums();
    let mut components: Vec<Value> = inside
        .iter()
        .filter(|id| **id != root)
        .map(|id| {
            let package = packages[id];
            let (name, version) = (text(package, "name").to_owned(), text(package, "version").to_owned());
            let mut component = json!({
                "type": "library", "bom-ref": purl(id), "name": name, "version": version, "purl": purl(id),
                "licenses": [{ "expression": text(package, "license").replace(" / ", "/").replace('/', " OR ") }],
            });
            if let Some(checksum) = checksums.get(&(name, version)) {
                component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
            }
            component
        })
        .collect();
    components.sort_by_key(|component| component["purl"].as_str().unwrap().to_owned());
    components.extend(in_c(&packages));
    let mut dependencies: Vec<Value> = inside
        .iter()
        .map(|id| {
            let mut on: Vec<String> = links(id).into_iter().map(purl).collect();
            match text(packages[id], "name") {
                "libsqlite3-sys" => on.push("c:sqlite".to_owned()),
                "zstd-sys" => on.push("c:zstd".to_owned()),
                "libmimalloc-sys" => on.push("c:mimalloc".to_owned()),
                _ => {}
            }
            json!({ "ref": purl(id), "dependsOn": on })
        })
        .collect();
    dependencies.sort_by_key(|dependency| dependency["ref"].as_str().unwrap().to_owned());
    let root = packages[root];
    let bom = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": { "component": {
            "type": "application", "bom-ref": format!("pkg:cargo/{}@{}", text(root, "name"), text(root, "version")),
            "name": text(root, "name"), "version": text(root, "version"), "licenses": [{ "expression": text(root, "license") }],
        }, "properties": [{ "name": "target", "value": TARGET }] },
        "components": components,
        "dependencies": dependencies,
    });
    serde_json::to_string_pretty(&bom).unwrap() + "\n"
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn the_list_of_what_is_in_the_program_is_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sbom.cdx.json");
    let sbom = sbom();
    if std::env::var_os("SAYSO_SBOM").is_some_and(|value| value == "write") {
        std::fs::write(&path, &sbom).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == sbom, "sbom.cdx.json is not what Cargo.lock says; run SAYSO_SBOM=write cargo test --test supply");
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn every_licence_is_one_that_deny_toml_allows() {
    let deny = include_str!("../deny.toml");
    let bom: Value = serde_json::from_str(&sbom()).unwrap();
    for component in list(&bom["components"]) {
        let Some(expression) = component["licenses"][0]["expression"].as_str() else { continue };
        let name = text(component, "name");
        // One of those that may be chosen must be allowed, for all or for this crate.
        let allowed = expression.split(" OR ").any(|choice| {
            choice.trim_matches(['(', ')']).split(" AND ").all(|licence| {
                let licence = licence.trim_matches(['(', ')', ' ']);
                deny.contains(&format!("\"{licence}\",")) && licence != "MPL-2.0"
                    || licence == "MPL-2.0" && deny.contains(&format!("crate = \"{name}\""))
            })
        });
        assert!(allowed, "{name}: {expression}");
    }
}
