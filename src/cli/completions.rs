//! `sayso completions`: a script that completes commands, options and values.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::args::{Cli, CompletionsArgs};
use super::exit::Ending;

pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<Ending> {
    // Into memory first: the generator panics on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sayso", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Ending::Done)
}
