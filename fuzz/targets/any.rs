//! Any bytes whose format nobody knows, read for claims and stored: what comes back is what went in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::archive::{Archive, Entry};
use sayso::formats::{self, Hints};
use sayso::reading;

fuzz_target!(|bytes: &[u8]| {
    let Ok(articles) = formats::read(bytes, &Hints::default()) else { return };
    let mut archive = Archive::in_memory().unwrap();
    for article in articles.flatten().take(8) {
        let reading = reading::read(&article.document);
        let entry = Entry {
            document: &article.document,
            reading: Some(&reading),
            original: bytes,
            path: "x",
            ingested_at: "2024-11-03T12:00:00Z",
            prepared: None,
        };
        let stored = archive.store(&entry).unwrap();
        assert!(archive.article(stored.article()).unwrap().is_some());
    }
    archive.check(&mut |finding| panic!("{finding:?}")).unwrap();
});
