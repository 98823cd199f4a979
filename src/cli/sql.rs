//! `sayso sql`: one read-only statement.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;

use super::args::SqlArgs;
use super::exit::Ending;
use super::query::{answer, reader};
use crate::query::{Limits, parse};

pub(super) fn run(db: &Path, args: &SqlArgs) -> anyhow::Result<Ending> {
    let opened = reader(db, Limits::with_timeout(args.run.timeout))?;
    let reader = &opened.0;
    let mut sql = args.sql.clone();
    if sql == "-" {
        sql.clear();
        std::io::stdin().read_to_string(&mut sql).context("cannot read the statement from stdin")?;
    }
    let statement = parse("", &sql)?;
    answer(db, reader, &statement, &args.run)
}
