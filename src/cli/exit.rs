//! How the program ends: exit codes and hints, picked here alone.
//!
//! | code | means |
//! | --- | --- |
//! | 0 | all well; also when whoever read the output went away |
//! | 1 | something was not done |
//! | 2 | the command line is wrong |
//! | 130 | stopped by Ctrl-C |

use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::output::visible;

/// How a command ended that did not fail as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All well.
    Done,
    /// Something was not done, and that was said.
    Incomplete,
    /// Ctrl-C ended it early, and that was said.
    Interrupted,
}

/// A command line that clap takes but that makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// Code of an interrupt: 128 and the signal's number, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// The exit code for what a command came to; says on stderr what went wrong.
pub fn code(outcome: anyhow::Result<Ending>) -> ExitCode {
    match outcome {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Incomplete) => ExitCode::from(1),
        Ok(Ending::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let message = message(&error);
            complain(&format!("sayso: {message}"));
            if error.downcast_ref::<Usage>().is_some() {
                complain("Try `sayso --help`.");
                return ExitCode::from(2);
            }
            ExitCode::from(1)
        }
    }
}

/// The exit code for what clap says of the command line: help and version are no mistake.
pub fn of_usage(error: &clap::Error) -> ExitCode {
    // A closed pipe here is no error either.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Writes one line to stderr. That stderr is closed is nobody's concern.
pub fn complain(line: &str) {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "{}", visible::line(line));
}

/// What panics in a thread of the PDF reader is told as an error of the document, and not a second time on stderr. The
/// panic of any other thread is a fault of the program and is shown.
pub fn quiet_pdf_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(crate::formats::PDF_THREAD) {
            usual(panic);
        }
    }));
}

/// The error and its causes in one line, without saying the same twice.
pub fn message(error: &anyhow::Error) -> String {
    let mut message = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !message.contains(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
    }
    message
}

/// Whether the output's reader went away (`sayso … | head`).
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn a_closed_pipe_is_found_below_other_errors() {
        let broken = io::Error::from(io::ErrorKind::BrokenPipe);
        let error = Err::<(), _>(broken).context("writing the answer").unwrap_err();
        assert!(is_closed_pipe(&error));
        assert!(!is_closed_pipe(&anyhow::anyhow!("broken pipe")));
    }

    #[test]
    fn causes_are_said_once() {
        let cause = anyhow::anyhow!("no such file");
        assert_eq!(message(&cause.context("a.txt: no such file")), "a.txt: no such file");
        let cause = anyhow::anyhow!("denied");
        assert_eq!(message(&cause.context("cannot write a.csv")), "cannot write a.csv: denied");
    }
}
