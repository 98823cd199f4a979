//! Any bytes, read as the format that this target is called by: an answer or an error, in time.
#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use sayso::formats::{self, Hints, Piece, Source};
use sayso::model::Format;

fuzz_target!(|bytes: &[u8]| {
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
