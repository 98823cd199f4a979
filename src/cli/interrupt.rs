//! Ctrl-C.
//!
//! `ingest` ends after the article in hand; every other command ends at once, and leaves no file half written.

use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit;

static SEEN: AtomicBool = AtomicBool::new(false);
/// Whether the command at hand looks at [`seen`] itself.
static GENTLE: AtomicBool = AtomicBool::new(false);
/// Files that must not outlive an interrupt.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Starts to listen. Where that fails, Ctrl-C ends the program as it ends any other.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        // The second time the person means it.
        if GENTLE.load(Ordering::SeqCst) && !SEEN.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Ok(files) = TEMPORARY.lock() {
            for file in files.iter() {
                let _ = std::fs::remove_file(file);
            }
        }
        end();
    });
}

/// The handler's thread is the only place that cannot return to `main`.
#[allow(clippy::exit)]
fn end() -> ! {
    process::exit(i32::from(exit::INTERRUPTED))
}

/// From now on Ctrl-C only sets what [`seen`] tells.
pub fn gently() {
    GENTLE.store(true, Ordering::SeqCst);
}

/// Whether Ctrl-C was pressed.
pub fn seen() -> bool {
    SEEN.load(Ordering::SeqCst)
}

/// Removes `file` if Ctrl-C ends the program before [`keep`].
pub fn remove_on_end(file: &Path) {
    if let Ok(mut files) = TEMPORARY.lock() {
        files.push(file.to_owned());
    }
}

/// `file` is gone or stands under its final name.
pub fn keep(file: &Path) {
    if let Ok(mut files) = TEMPORARY.lock() {
        files.retain(|known| known != file);
    }
}
