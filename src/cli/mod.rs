//! The command line: what was typed ([`args`]), one file a command, and the one place that picks exit codes ([`exit`]).
//!
//! Clock, environment, arguments, files and terminal come in here and nowhere else.

pub mod args;
mod completions;
mod destination;
mod exit;
mod extract;
mod input;
mod interrupt;
mod man;
mod pipeline;
mod reading_json;
mod search;
mod show;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use exit::Ending;

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => exit::code(run(&cli)),
        Err(error) => exit::of_usage(&error),
    }
}

fn run(cli: &Cli) -> anyhow::Result<Ending> {
    interrupt::listen();
    let db = cli.db.as_path();
    match &cli.command {
        Command::Extract(args) => extract::run(args),
        Command::Search(args) => search::run(db, args),
        Command::Show(args) => show::run(db, args),
        Command::Completions(args) => completions::run(args),
        Command::Man => man::run(),
        // Their files are here; they join with the query room.
        _ => anyhow::bail!("this command waits for the queries"),
    }
}
