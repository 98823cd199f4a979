//! What can be typed. What it means stands in the file of each command.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

pub use super::source_args::{SourceArgs, SourceCommand};
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

/// `query`.
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// What to do with saved queries
    #[command(subcommand)]
    pub command: QueryCommand,
}

/// The commands of `query`.
#[derive(Debug, Subcommand)]
pub enum QueryCommand {
    /// List the built-in queries and your own
    #[command(after_help = "Example:\n  sayso query list")]
    List(AnswerArgs),
    /// Print a query: what it answers, its parameters, its SQL
    #[command(after_help = "Example:\n  sayso query show disagreements")]
    Show {
        /// The query
        name: String,
    },
    /// Run a query
    #[command(after_help = "Examples:\n  \
        sayso query run most-quoted\n  \
        sayso query run claims -p source=Bennett --format markdown\n  \
        sayso query run disagreements -o disagreements.csv")]
    Run {
        /// The query
        name: String,
        /// How to run it
        #[command(flatten)]
        run: RunArgs,
    },
    /// Save a query of your own, or change it
    #[command(after_help = "Examples:\n  \
        sayso query save by-day --sql 'SELECT published_at, count(*) FROM articles GROUP BY 1'\n  \
        sayso query save by-unit --file by-unit.sql --title \"Figures in a unit\"\n\n\
        The SQL may open with a comment header that declares its title and parameters:\n  \
        -- title: Figures in a unit\n  \
        -- param unit text = USD   An ISO 4217 code, or a unit's English singular\n  \
        SELECT text, value FROM figures WHERE unit = :unit")]
    Save {
        /// What to call it: lower-case letters, digits, - and _
        name: String,
        /// The SQL
        #[arg(long, value_name = "SQL", conflicts_with = "file", required_unless_present = "file")]
        sql: Option<String>,
        /// The file that holds the SQL, or - for stdin
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
        /// What it answers, in one line [default: the SQL's header]
        #[arg(long, value_name = "TITLE")]
        title: Option<String>,
        /// More of that [default: the SQL's header]
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
    },
    /// Remove one of your own queries
    #[command(after_help = "Example:\n  sayso query remove by-day")]
    Remove {
        /// The query
        name: String,
    },
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

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// As what
    #[command(subcommand)]
    pub command: ExportCommand,
}

/// The commands of `export`.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Every table as CSV, with a datapackage.json (Frictionless Data) that describes them
    #[command(
        after_help = "Example:\n  sayso export csv archive-csv/ && frictionless validate archive-csv/datapackage.json"
    )]
    Csv {
        /// The folder, made where there is none; an earlier export in it is replaced
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: PathBuf,
        /// Start each file with a byte-order mark, by which Excel knows UTF-8
        #[arg(long)]
        bom: bool,
        /// Put ' before text that a spreadsheet would run as a formula
        #[arg(long)]
        spreadsheet_safe: bool,
    },
    /// Every table as JSON Lines, with a datapackage.json that describes them
    #[command(after_help = "Example:\n  sayso export jsonl archive-jsonl/")]
    Jsonl {
        /// The folder, made where there is none; an earlier export in it is replaced
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// Every table as Parquet, for DuckDB, pandas and the like
    #[command(
        after_help = "Example:\n  sayso export parquet archive-parquet/ && \\\n  duckdb -c \"SELECT count(*) FROM 'archive-parquet/claims.parquet'\""
    )]
    Parquet {
        /// The folder, made where there is none; an earlier export in it is replaced
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// Every claim as a schema.org Claim (JSON-LD), or as the draft of a ClaimReview
    #[command(after_help = "Examples:\n  sayso export claimreview claims.jsonld\n  \
        sayso export claimreview drafts.jsonld --reviewer 'The Fact Desk'")]
    Claimreview {
        /// The file; - for stdout
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Make drafts of reviews by this organisation; the rating is left for it to give
        #[arg(long, value_name = "NAME")]
        reviewer: Option<String>,
    },
    /// Every claim and figure as a W3C Web Annotation (JSON-LD)
    #[command(after_help = "Example:\n  sayso export annotations annotations.jsonld")]
    Annotations {
        /// The file; - for stdout
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Metadata by which Datasette shows the archive, every query as a page of its own
    #[command(after_help = "Example:\n  sayso export datasette metadata.json && datasette sayso.db -m metadata.json")]
    Datasette {
        /// The file, JSON whatever it is called (which is YAML, too); - for stdout
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
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

fn input_format() -> impl clap::builder::TypedValueParser<Value = model::Format> {
    PossibleValuesParser::new(model::Format::ALL.map(model::Format::name)).try_map(|name| name.parse::<model::Format>())
}

fn output_format() -> impl clap::builder::TypedValueParser<Value = output::Format> {
    PossibleValuesParser::new(output::Format::ALL.map(output::Format::name))
        .try_map(|name| name.parse::<output::Format>())
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    let name = name.trim().trim_start_matches([':', '@', '$']);
    if name.is_empty() {
        return Err("write NAME=VALUE".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}

fn seconds(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || "write a number of seconds above 0, such as 30 or 0.5".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    if seconds <= 0.0 || !seconds.is_finite() {
        return Err(wrong());
    }
    std::time::Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

/// Takes a date as precise as ISO 8601 allows, and hands it on as typed.
fn iso_date(text: &str) -> Result<String, String> {
    let wrong = || "write ISO 8601: 2024, 2024-11, 2024-11-03, 2024-11-03T09:15 or 2024-11-03T09:15:00Z".to_owned();
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let dashes = |text: &str, places: &[usize]| {
        text.is_ascii()
            && text.bytes().enumerate().all(|(at, b)| if places.contains(&at) { b == b'-' } else { b.is_ascii_digit() })
    };
    let padded = match (day.len(), time) {
        (4, None) => format!("{day}-01-01"),
        (7, None) => format!("{day}-01"),
        (10, _) => day.to_owned(),
        _ => return Err(wrong()),
    };
    if !dashes(&padded, &[4, 7]) || chrono::NaiveDate::parse_from_str(&padded, "%Y-%m-%d").is_err() {
        return Err(wrong());
    }
    let good = match time {
        None => true,
        Some(_) => {
            chrono::DateTime::parse_from_rfc3339(text).is_ok()
                || ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
                    .iter()
                    .any(|form| chrono::NaiveDateTime::parse_from_str(text, form).is_ok())
                || ["%Y-%m-%dT%H:%M%:z"].iter().any(|form| chrono::DateTime::parse_from_str(text, form).is_ok())
        }
    };
    if good { Ok(text.to_owned()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;
    use rstest::rstest;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[rstest]
    #[case("2024", true)]
    #[case("2024-11", true)]
    #[case("2024-11-03", true)]
    #[case("2024-11-03T09:15", true)]
    #[case("2024-11-03T09:15:00-05:00", true)]
    #[case("2024-13", false)]
    #[case("2024-02-30", false)]
    #[case("3 November 2024", false)]
    #[case("2024-1-3", false)]
    #[case("+024-11-03", false)]
    #[case("2024-11-03T", false)]
    #[case("", false)]
    fn dates(#[case] text: &str, #[case] good: bool) {
        assert_eq!(iso_date(text).is_ok(), good);
    }

    #[rstest]
    #[case("a=b", Some(("a", "b")))]
    #[case(":a=b=c", Some(("a", "b=c")))]
    #[case("a=", Some(("a", "")))]
    #[case("a", None)]
    #[case("=b", None)]
    fn parameters(#[case] text: &str, #[case] expected: Option<(&str, &str)>) {
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parameter(text).ok(), expected);
    }
}
