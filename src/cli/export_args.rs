//! What can be typed after `sayso export`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

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
