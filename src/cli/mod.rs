//! The command line: what was typed ([`args`]), one file a command, and the one place that picks exit codes ([`exit`]).
//!
//! Clock, environment, arguments, files and terminal come in here and nowhere else.

pub mod args;
mod backup;
mod check;
mod completions;
mod destination;
mod exit;
mod export;
mod export_args;
mod extract;
mod ingest;
mod input;
mod interrupt;
mod man;
mod pipeline;
mod provenance;
mod query;
mod query_args;
mod reading_json;
mod report;
mod reread;
mod search;
mod show;
mod source;
mod source_args;
mod source_page;
mod sql;
mod summary;
mod terminal;
mod values;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command, QueryCommand};
use exit::Ending;

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => exit::code(run(&cli)),
        Err(error) => exit::of_usage(&error),
    }
}

fn run(cli: &Cli) -> anyhow::Result<Ending> {
    exit::quiet_pdf_readers();
    interrupt::listen();
    let db = cli.db.as_path();
    match &cli.command {
        Command::Ingest(args) => ingest::run(db, args),
        Command::Reread(args) => reread::run(db, args),
        Command::Extract(args) => extract::run(args),
        Command::Search(args) => search::run(db, args),
        Command::Show(args) => show::run(db, args),
        Command::Report(args) => report::run(db, args),
        Command::Query(args) => match &args.command {
            QueryCommand::List(answer) => query::list(db, answer),
            QueryCommand::Show { name } => query::show(db, name),
            QueryCommand::Run { name, run } => query::run(db, name, run),
            QueryCommand::Save { name, sql, file, title, description } => {
                query::save(db, name, sql.as_deref(), file.as_deref(), title.as_deref(), description.as_deref())
            }
            QueryCommand::Remove { name } => query::remove(db, name),
        },
        Command::Source(args) => source::run(db, &args.command),
        Command::Sql(args) => sql::run(db, args),
        Command::Export(args) => export::run(db, &args.command),
        Command::Check(args) => check::run(db, args),
        Command::Backup(args) => backup::run(db, args),
        Command::Completions(args) => completions::run(args),
        Command::Man => man::run(),
    }
}
