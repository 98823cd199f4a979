//! What can be typed. What it means stands in the file of each command; commands that have commands of their own have
//! a file for what can be typed after them, too.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

pub use super::export_args::{ExportArgs, ExportCommand};
pub use super::query_args::{QueryArgs, QueryCommand};
pub use super::source_args::{SourceArgs, SourceCommand};
use super::values::{input_format, iso_date, output_format, parameter, seconds};
use crate::model;
use crate::output;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    about = "Who said what, which numbers, on whose say-so: an archive of news claims and figures",
    long_about = "Keeps news articles in one SQLite file, reads each of them for claims (who said what, through whom),\n\
                  figures (how many of what, given by whom) and sources, and answers questions about them.",
    after_help = "Examples:\n  \
                  sayso ingest articles/            read a folder of articles into ./sayso.db\n  \
                  sayso query run disagreements     which figures contradict each other, and who gave them\n  \
                  sayso search \"troop numbers\"      articles and claims that hold these words\n\n\
                  Exit status: 0 all well, 1 something was not done, 2 the command line is wrong.",
    max_term_width = 100,
    arg_required_else_help = true,
    subcommand_required = true
)]
pub struct Cli {
    /// The archive
    #[arg(
        long,
        global = true,
        env = "SAYSO_DB",
        hide_env_values = true,
        default_value = "sayso.db",
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        display_order = 100
    )]
    pub db: PathBuf,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles into the archive
    #[command(after_help = "Examples:\n  \
        sayso ingest articles/ wire.jsonl\n  \
        sayso ingest --outlet \"Example Times\" --published 2024-11-03 story.txt\n  \
        curl -s https://example.org/story | sayso ingest --format html --url https://example.org/story -\n  \
        sayso ingest --dry-run --json articles/\n  \
        sayso ingest --watch inbox/")]
    Ingest(IngestArgs),
    /// Read stored articles again, from the bytes that were kept
    #[command(after_help = "Examples:\n  \
        sayso reread         all articles, after an update of sayso\n  \
        sayso reread 3 7\n\n\
        What was decided about sources (`sayso source log`) holds.")]
    Reread(RereadArgs),
    /// Print what a reading finds, one JSON line a document, without an archive
    #[command(after_help = "Examples:\n  \
        sayso extract story.txt\n  \
        sayso extract --format jsonl - < wire.jsonl | jq '.figures[].counted'")]
    Extract(ExtractArgs),
    /// Find words in articles and claims
    #[command(after_help = "Examples:\n  \
        sayso search troops\n  \
        sayso search --limit 5 \"don't\" C++\n\n\
        All words must occur, in any order and inflection. Nothing typed is a syntax error; a word that starts\n\
        with - comes after --.")]
    Search(SearchArgs),
    /// Show an article with its claims and figures marked
    #[command(after_help = "Examples:\n  \
        sayso show 3\n  \
        sayso show 3 --format html -o story.html")]
    Show(ShowArgs),
    /// Answers to saved queries as one page (HTML), with the articles they rest on
    #[command(after_help = "Examples:\n  \
        sayso report -o report.html\n  \
        sayso report disagreements timeline -p subject=troop -o troops.html\n\n\
        The page loads and runs nothing. Every row leads to the words it rests on. Without NAME: what an editor\n\
        asks first. Each parameter goes to every query that has it. Where SOURCE_DATE_EPOCH is set, the page\n\
        bears that time.")]
    Report(ReportArgs),
    /// Saved queries: list, show, run, save, remove
    #[command(
        subcommand_required = true,
        arg_required_else_help = true,
        after_help = "Examples:\n  \
        sayso query list\n  \
        sayso query run claims -p source=Bennett"
    )]
    Query(QueryArgs),
    /// Who the sources are, and which of them are one: list, show, merge, split, rename, alias, suggest, undo, log
    #[command(
        subcommand_required = true,
        arg_required_else_help = true,
        after_help = "Examples:\n  \
        sayso source list\n  \
        sayso source merge \"Vladimir Zelensky\" \"Volodymyr Zelensky\"\n\n\
        A source is given by its number or its name. Nothing is lost: `sayso source undo` takes a change back."
    )]
    Source(SourceArgs),
    /// Run one read-only SQL statement
    #[command(after_help = "Examples:\n  \
        sayso sql 'SELECT kind, count(*) FROM claims GROUP BY kind'\n  \
        sayso sql 'SELECT text FROM figures WHERE unit = :unit' -p unit=USD --format csv\n  \
        sayso sql - < report.sql")]
    Sql(SqlArgs),
    /// Export the whole archive
    #[command(
        subcommand_required = true,
        arg_required_else_help = true,
        after_help = "Example:\n  sayso export csv archive-csv/"
    )]
    Export(ExportArgs),
    /// Look whether the archive is whole, and say how to mend what is not
    #[command(after_help = "Examples:\n  \
        sayso check\n  \
        sayso check --json --db /backups/monday.db\n  \
        sayso check --reindex")]
    Check(CheckArgs),
    /// Copy the archive as it is now, also while an ingest runs
    #[command(after_help = "Examples:\n  \
        sayso backup /backups/monday.db\n  \
        sayso backup --force latest.db\n\n\
        The copy is an archive like any other; it appears under its name only when it is whole.")]
    Backup(BackupArgs),
    /// Print a completion script for a shell
    #[command(after_help = "Examples:\n  \
        sayso completions bash > ~/.local/share/bash-completion/completions/sayso\n  \
        sayso completions zsh > ~/.zfunc/_sayso")]
    Completions(CompletionsArgs),
    /// Print the manual page (roff), every command included
    #[command(after_help = "Example:\n  sayso man > sayso.1 && man ./sayso.1")]
    Man,
}

/// Which documents, and how to read them.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders (with all in them), or - for stdin
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Read every input as this format instead of detecting it
    #[arg(long, value_name = "FORMAT", value_parser = input_format())]
    pub format: Option<model::Format>,

    /// How many documents to read at once [default: one a processor]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
}

/// `ingest`.
#[derive(Debug, Args)]
pub struct IngestArgs {
    /// The documents
    #[command(flatten)]
    pub input: InputArgs,

    /// Who published documents that do not say
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Where a document stands that does not say
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,

    /// When documents were published that do not say, ISO 8601: 2024, 2024-11, 2024-11-03, 2024-11-03T09:15
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    pub published: Option<String>,

    /// Read and report, but write nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,

    /// Print one JSON line a document instead of the summary
    #[arg(long)]
    pub json: bool,

    /// Go on, and take what comes into the folders once it is complete, until Ctrl-C
    #[arg(long, conflicts_with_all = ["dry_run", "url"])]
    pub watch: bool,
}

/// `extract`.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// The documents
    #[command(flatten)]
    pub input: InputArgs,

    /// Say which rule found each claim, and why a document was taken for its format
    #[arg(long)]
    pub explain: bool,
}

/// Where an answer goes, and as what.
#[derive(Debug, Args)]
pub struct AnswerArgs {
    /// How to write it [default: what FILE's name ends in, else table]
    #[arg(long, short = 'f', value_name = "FORMAT", value_parser = output_format())]
    pub format: Option<output::Format>,

    /// Write to FILE, which appears only when it is whole
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// csv, tsv: start with a byte-order mark, by which Excel knows UTF-8
    #[arg(long)]
    pub bom: bool,

    /// csv, tsv: put ' before text that a spreadsheet would run as a formula
    #[arg(long)]
    pub spreadsheet_safe: bool,
}

/// What a statement is run with.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// A parameter's value; may be given again for another
    #[arg(long = "param", short, value_name = "NAME=VALUE", value_parser = parameter)]
    pub params: Vec<(String, String)>,

    /// Stop after this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: std::time::Duration,

    /// Write no FILE.provenance.json (the query, its parameters, the archive's hash) beside FILE
    #[arg(long)]
    pub no_provenance: bool,

    /// Where the answer goes
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The words
    #[arg(required = true, value_name = "TERMS")]
    pub terms: Vec<String>,

    /// At most this many hits
    #[arg(long, short = 'n', value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,

    /// Where the hits go
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The queries, in the order of the page [default: a set that suits most archives]
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,

    /// A parameter's value, for every query that has it; may be given again for another
    #[arg(long = "param", short, value_name = "NAME=VALUE", value_parser = parameter)]
    pub params: Vec<(String, String)>,

    /// How many rows of each answer to show at most; all of them are counted
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u32).range(1..=5000))]
    pub rows: u32,

    /// What to call the page
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// Stop a query after this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: std::time::Duration,

    /// Write no FILE.provenance.json (the queries, their parameters, the archive's hash) beside FILE
    #[arg(long)]
    pub no_provenance: bool,

    /// Write to FILE, which appears only when it is whole
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The article's id, as search and queries give it
    #[arg(value_name = "ARTICLE")]
    pub article: i64,

    /// How to write it [default: what FILE's name ends in, else text]
    #[arg(long, short = 'f', value_name = "FORMAT")]
    pub format: Option<ShowFormat>,

    /// Write to FILE, which appears only when it is whole
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// How an article is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ShowFormat {
    /// For the terminal
    Text,
    /// All that the archive holds of it
    Json,
    /// A page with notes in the margin
    Html,
}

/// `reread`.
#[derive(Debug, Args)]
pub struct RereadArgs {
    /// The articles' ids [default: all]
    #[arg(value_name = "ARTICLE")]
    pub articles: Vec<i64>,

    /// How many documents to read at once [default: one a processor]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
}

/// `sql`.
#[derive(Debug, Args)]
pub struct SqlArgs {
    /// One SELECT statement, or - to read it from stdin
    #[arg(value_name = "SQL")]
    pub sql: String,
    /// How to run it
    #[command(flatten)]
    pub run: RunArgs,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Print one JSON line a finding instead of the report
    #[arg(long)]
    pub json: bool,

    /// Make the full-text indexes anew first, and count anew what reports go by
    #[arg(long)]
    pub reindex: bool,
}

/// `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Where the copy goes
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,

    /// Put the copy in place of a FILE that is there
    #[arg(long)]
    pub force: bool,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
