//! `sayso export`: the archive for other programs, one file a form.

mod annotations;
mod claimreview;
mod datasette;
mod objects;
mod tables;

use std::path::Path;

use super::args::ExportCommand;
use super::exit::Ending;
use tables::Form;

pub(super) fn run(db: &Path, command: &ExportCommand) -> anyhow::Result<Ending> {
    match command {
        ExportCommand::Csv { dir, bom, spreadsheet_safe } => {
            tables::export(db, dir, Form::Csv { bom: *bom, spreadsheet_safe: *spreadsheet_safe })
        }
        ExportCommand::Jsonl { dir } => tables::export(db, dir, Form::Jsonl),
        ExportCommand::Parquet { dir } => tables::export(db, dir, Form::Parquet),
        ExportCommand::Claimreview { file, reviewer } => claimreview::export(db, file, reviewer.as_deref()),
        ExportCommand::Annotations { file } => annotations::export(db, file),
        ExportCommand::Datasette { file } => datasette::export(db, file),
    }
}
