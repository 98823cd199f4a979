//! Any bytes whose format nobody knows, read for claims and stored: what comes back is what went in.
#![no_main]

use std::sync::Once;
use std::{panic, thread};

use libfuzzer_sys::fuzz_target;
use sayso::archive::{Archive, Entry};
use sayso::formats::{self, Hints};
use sayso::reading;

static HOOK: Once = Once::new();

/// A panic ends the target, but not one of the crates that take a PDF apart: it is caught, and becomes an error of the document.
fn bear_pdf_panics() {
    HOOK.call_once(|| {
        let ends = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            if thread::current().name() != Some(formats::PDF_THREAD) {
                ends(about);
            }
        }));
    });
}

fuzz_target!(|bytes: &[u8]| {
    bear_pdf_panics();
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
