//! Any statement on the guarded connection: an answer or a refusal, and the archive is as it was.
#![no_main]

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use sayso::archive::Archive;
use sayso::query::{Bindings, Limits, Reader};

fn path() -> &'static PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let path = std::env::temp_dir().join(format!("sayso-fuzz-{}.db", std::process::id()));
        drop(Archive::create(&path).unwrap());
        path
    })
}

fuzz_target!(|sql: &str| {
    let before = std::fs::read(path()).unwrap();
    let limits = Limits { timeout: Duration::from_millis(200), length: 1 << 20, memory: 1 << 28 };
    let _ = Reader::open(path(), limits).unwrap().table(sql, &Bindings::default());
    assert_eq!(std::fs::read(path()).unwrap(), before);
});
