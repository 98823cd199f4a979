//! The queries that come with the program, one SQL file each.

use std::sync::OnceLock;

use super::{Query, parse};

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("builtin/", $name, ".sql")))),*] };
}

/// Name and text of each, by name.
const FILES: &[(&str, &str)] = files![
    "articles",
    "changes",
    "circular",
    "claims",
    "corroboration",
    "coverage",
    "denials",
    "disagreements",
    "duplicates",
    "figures",
    "first-hand",
    "hedged",
    "hedging",
    "most-quoted",
    "search",
    "single-source",
    "source",
    "sources",
    "timeline",
    "unnamed",
    "via",
];

/// What several of them share, by the name in a line `-- shared: NAME`; in a line `-- shared: NAME PARAMETER` also the parameter
/// that it is for, which they call `parameter`.
const SHARED: &[(&str, &str)] = &[
    ("asked", include_str!("builtin/shared/asked.sql")),
    ("handed", include_str!("builtin/shared/handed.sql")),
    ("named", include_str!("builtin/shared/named.sql")),
    ("told", include_str!("builtin/shared/told.sql")),
];

/// `text` with what it shares in place of the lines that name it. Each is followed by a comma, as another table comes behind it; the last
/// of them before the SELECT has none.
fn whole(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if line.starts_with("SELECT") && whole.ends_with("),\n") {
            whole.truncate(whole.len() - 2);
            whole.push('\n');
        }
        let mut words = line.strip_prefix("-- shared: ").unwrap_or_default().split_whitespace();
        let shared = words.next().and_then(|name| SHARED.iter().find(|(known, _)| *known == name));
        match (shared, words.next()) {
            (Some((_, shared)), Some(parameter)) => whole.push_str(&shared.replace("parameter", parameter)),
            (Some((_, shared)), None) => whole.push_str(shared),
            (None, _) => whole.push_str(line),
        }
    }
    whole
}

/// The built-in queries, by name.
pub fn builtin() -> &'static [Query] {
    static PARSED: OnceLock<Vec<Query>> = OnceLock::new();
    // A test holds that each of them parses.
    PARSED.get_or_init(|| FILES.iter().filter_map(|(name, text)| parse(name, &whole(text)).ok()).collect())
}

/// The built-in query called `name`.
pub fn find(name: &str) -> Option<&'static Query> {
    static ONE: [OnceLock<Option<Query>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let at = FILES.iter().position(|(known, _)| *known == name)?;
    let (name, text) = FILES.get(at)?;
    // Alone: to parse them all takes as long as many a query.
    ONE.get(at)?.get_or_init(|| parse(name, &whole(text)).ok()).as_ref()
}

/// The names of the files, whether they parse or not.
#[cfg(test)]
pub(super) fn names() -> Vec<&'static str> {
    FILES.iter().map(|(name, _)| *name).collect()
}
