//! Whatever is typed is searched for: never an error.
#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use sayso::archive::{Archive, Entry};
use sayso::model::Document;
use sayso::reading;

thread_local! {
    static ARCHIVE: RefCell<Option<Archive>> = const { RefCell::new(None) };
}

fn archive() -> Archive {
    let mut archive = Archive::in_memory().unwrap();
    for (path, text) in [
        ("a", "“We don't know,” said Mara Pérez of C++ Weekly. Up to 12,000 soldiers crossed."),
        ("b", "Officials denied it. NEAR the river, nobody AND nothing moved; 🪖 were sold OR given."),
    ] {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let reading = reading::read(&document);
        let (reading, original) = (Some(&reading), text.as_bytes());
        let entry =
            Entry { document: &document, reading, original, path, ingested_at: "2024-11-03T12:00:00Z", prepared: None };
        archive.store(&entry).unwrap();
    }
    archive
}

fuzz_target!(|terms: &str| {
    ARCHIVE.with_borrow_mut(|slot| {
        let hits = slot.get_or_insert_with(archive).search(terms, 5).unwrap();
        assert!(hits.len() <= 5);
    });
});
