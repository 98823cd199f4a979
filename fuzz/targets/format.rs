//! Any bytes, read as the format that this target is called by: an answer or an error, in time.
#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Once;
use std::{panic, thread};

use libfuzzer_sys::fuzz_target;
use sayso::formats::{self, Hints, Piece, Source};
use sayso::model::Format;

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
    let format: Format = env!("CARGO_BIN_NAME").parse().expect("a target is called by a format");
    let hints = Hints { name: None, format: Some(format) };
    formats::split(Source::File(Box::new(Cursor::new(bytes))), "x", &hints, &mut |piece| {
        if let Piece::Part(part) = piece {
            for (_, article) in part.articles() {
                if let Ok(article) = article {
                    assert!(!article.document.text.is_empty());
                }
            }
        }
        ControlFlow::Continue(())
    });
});
