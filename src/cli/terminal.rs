//! What is known of the terminal.

use std::env;
use std::io::{self, IsTerminal as _};

/// Width where nothing tells it.
const WIDTH: usize = 80;
/// Below this nothing can be laid out.
const NARROWEST: usize = 20;

/// How wide stdout is: the terminal's columns, else `COLUMNS`, else 80.
pub fn width() -> usize {
    let terminal = if io::stdout().is_terminal() { terminal_size::terminal_size_of(io::stdout()) } else { None };
    let columns = || env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let width = terminal.map(|(width, _)| usize::from(width.0)).filter(|&width| width > 0).or_else(columns);
    width.unwrap_or(WIDTH).clamp(NARROWEST, 10_000)
}

/// Whether stdout shows colour: it is a terminal that can, and `NO_COLOR` is not set (or empty).
pub fn colour() -> bool {
    io::stdout().is_terminal() && wants_colour()
}

/// Whether stderr shows a progress bar.
pub fn bars() -> bool {
    io::stderr().is_terminal() && wants_colour()
}

fn wants_colour() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}
