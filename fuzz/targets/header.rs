//! The header of a query, and values for its parameters: taken or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::query;

fuzz_target!(|text: &str| {
    let (given, sql) = text.split_once('\0').unwrap_or(("", text));
    if let Ok(parsed) = query::parse("fuzz", sql) {
        let given: Vec<(String, String)> =
            given.split(',').filter_map(|one| one.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        let _ = query::bind(&parsed, &given);
    }
});
