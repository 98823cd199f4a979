//! What can be typed after `sayso query`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::args::{AnswerArgs, RunArgs};

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
