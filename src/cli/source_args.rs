//! What can be typed after `sayso source`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::args::AnswerArgs;

/// `source`.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// What to do with sources
    #[command(subcommand)]
    pub command: SourceCommand,
}

/// The commands of `source`.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// List sources, those with most claims first
    #[command(after_help = "Examples:\n  \
        sayso source list\n  \
        sayso source list zelensky\n  \
        sayso source list --kind organisation --format csv -o bodies.csv")]
    List {
        /// Part of a name or alias; % stands for any run of characters, _ for any one
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Only sources of this kind
        #[arg(long, value_name = "KIND", value_parser = ["person", "organisation", "outlet", "group", "document"])]
        kind: Option<String>,
        /// At most this many
        #[arg(long, short = 'n', value_name = "N", default_value = "100", value_parser = clap::value_parser!(u32).range(1..))]
        limit: u32,
        /// Where the list goes
        #[command(flatten)]
        answer: AnswerArgs,
    },
    /// Show a source: what it is called and said to be, its articles, what was decided about it
    #[command(after_help = "Examples:\n  \
        sayso source show \"Bruce Bennett\"\n  \
        sayso source show 12 --format json")]
    Show {
        /// Its number or name
        source: String,
        /// How to write it [default: what FILE's name ends in, else text]
        #[arg(long, short = 'f', value_name = "FORMAT")]
        format: Option<PageFormat>,
        /// Write to FILE, which appears only when it is whole
        #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
    },
    /// Say that two sources are one: what is A's counts as B's
    #[command(after_help = "Examples:\n  \
        sayso source merge \"Vladimir Zelensky\" \"Volodymyr Zelensky\"\n  \
        sayso source merge 31 12\n\n\
        Both names find it from then on, in articles to come too.")]
    Merge {
        /// The one that goes into the other: number or name
        #[arg(value_name = "A")]
        one: String,
        /// The one that counts: number or name
        #[arg(value_name = "B")]
        other: String,
    },
    /// Take a merger apart, or say which articles mean somebody else of the name
    #[command(after_help = "Examples:\n  \
        sayso source split \"Vladimir Zelensky\"                                 no longer one with another\n  \
        sayso source split \"Ann Lee\" --article 3,7 --as \"Ann Lee (actor)\"      two persons of one name")]
    Split {
        /// The source: number or name
        source: String,
        /// These articles mean somebody else, who becomes a source of their own
        #[arg(long, value_name = "ARTICLE", value_delimiter = ',')]
        article: Vec<i64>,
        /// What to call the new source [default: the name in these articles]
        #[arg(long = "as", value_name = "NAME", requires = "article")]
        name: Option<String>,
    },
    /// Give a source another name; the old one still finds it
    #[command(after_help = "Example:\n  sayso source rename \"B. Bennett\" \"Bruce Bennett\"")]
    Rename {
        /// The source: number or name
        source: String,
        /// The new name
        name: String,
    },
    /// Say what else a source is called, in articles to come too
    #[command(after_help = "Examples:\n  \
        sayso source alias \"Northwind Grain Syndicate\" NGS\n  \
        sayso source alias \"Northwind Grain Syndicate\" Syndicate --remove")]
    Alias {
        /// The source: number or name
        source: String,
        /// The other name
        alias: String,
        /// It is not called so; no article makes it an alias again
        #[arg(long)]
        remove: bool,
    },
    /// List pairs of sources that are likely one, each with the reason
    #[command(after_help = "Examples:\n  \
        sayso source suggest\n  \
        sayso source suggest -n 200 -o pairs.csv\n\n\
        Join a pair with `sayso source merge SOURCE_ID INTO_ID`. Pairs that were merged and taken apart are left out.")]
    Suggest {
        /// At most this many
        #[arg(long, short = 'n', value_name = "N", default_value = "50", value_parser = clap::value_parser!(u32).range(1..))]
        limit: u32,
        /// Where the list goes
        #[command(flatten)]
        answer: AnswerArgs,
    },
    /// Take a change back: the last one, or one of the log
    #[command(after_help = "Examples:\n  \
        sayso source undo\n  \
        sayso source undo 4")]
    Undo {
        /// The number of the decision in the log [default: the last that stands]
        #[arg(value_name = "DECISION")]
        decision: Option<i64>,
    },
    /// List what was decided about sources, and what of it was taken back
    #[command(after_help = "Example:\n  sayso source log")]
    Log(AnswerArgs),
}

/// How a source is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum PageFormat {
    /// For the terminal
    Text,
    /// All that the archive holds of it
    Json,
}
