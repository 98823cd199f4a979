//! What can go wrong between a question and its answer.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why a query could not be read, bound or run. Each message names the query, what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The archive could not be opened for reading.
    #[error("cannot read {}: {message}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and what to do.
        message: String,
    },
    /// No query has that name.
    #[error("no query is called {name:?}{suggestion}; `sayso query list` shows all")]
    NoSuchQuery {
        /// What was asked for.
        name: String,
        /// `; did you mean …?`, or nothing.
        suggestion: String,
    },
    /// A name that a saved query cannot have.
    #[error("a query cannot be called {name:?}: {message}")]
    Name {
        /// The name.
        name: String,
        /// Why not.
        message: String,
    },
    /// The comment header of a query cannot be read.
    #[error("{query}: line {line}: {message}")]
    Header {
        /// The query, as messages call it.
        query: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and how it should look.
        message: String,
    },
    /// A parameter that the query has and nobody gave.
    #[error("{query} needs a value for {}: {}", list(missing), give(missing))]
    MissingParameter {
        /// The query, as messages call it.
        query: String,
        /// Their names, without colon.
        missing: Vec<String>,
    },
    /// A parameter that the query does not have.
    #[error("{query} has no parameter {name:?}{suggestion}; {}", known_parameters(valid))]
    UnknownParameter {
        /// The query, as messages call it.
        query: String,
        /// What was given.
        name: String,
        /// `; did you mean …?`, or nothing.
        suggestion: String,
        /// The parameters it has, without colon.
        valid: Vec<String>,
    },
    /// A parameter given twice.
    #[error("{query}: the parameter {name:?} is given twice; give it once")]
    RepeatedParameter {
        /// The query, as messages call it.
        query: String,
        /// Its name.
        name: String,
    },
    /// A value that its parameter cannot take.
    #[error("{query}: {name} = {value:?} is no {kind}; write {example}")]
    BadValue {
        /// The query, as messages call it.
        query: String,
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// What it should be.
        kind: &'static str,
        /// What a good one looks like.
        example: &'static str,
    },
    /// No statement at all.
    #[error("{query} is empty: write one SELECT statement")]
    Empty {
        /// The query, as messages call it.
        query: String,
    },
    /// More than one statement.
    #[error("{query} holds more than one statement (a second starts on line {line}): one is run at a time")]
    Several {
        /// The query, as messages call it.
        query: String,
        /// Where the second starts, from 1.
        line: usize,
    },
    /// A statement that does something else than read the archive.
    #[error("{query} is refused: {what}; queries may only read the archive")]
    Refused {
        /// The query, as messages call it.
        query: String,
        /// What it tried.
        what: String,
    },
    /// SQLite does not understand the statement, or fails to run it.
    #[error("{query}: {message}{}{hint}", place(*at))]
    Sql {
        /// The query, as messages call it.
        query: String,
        /// SQLite's own message.
        message: String,
        /// Line and column, from 1, where SQLite names them.
        at: Option<(usize, usize)>,
        /// `; did you mean …?` or other advice, or nothing.
        hint: String,
    },
    /// It ran longer than allowed.
    #[error(
        "{query} ran longer than {} s and was stopped: narrow it, or allow more time with --timeout SECONDS",
        limit.as_secs_f64()
    )]
    Timeout {
        /// The query, as messages call it.
        query: String,
        /// The time it had.
        limit: Duration,
    },
    /// It asked for more memory than allowed.
    #[error("{query} was stopped: {message}")]
    TooBig {
        /// The query, as messages call it.
        query: String,
        /// Which bound it hit.
        message: String,
    },
    /// The answer could not be written where it was to go.
    #[error("cannot write the answer: {0}")]
    Output(#[source] io::Error),
}

impl QueryError {
    /// Whether the answer's reader went away (a closed pipe), which is no error to a user.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn give(names: &[String]) -> String {
    let options: Vec<_> = names.iter().map(|name| format!("-p {name}=…")).collect();
    format!("give {}", options.join(" "))
}

fn known_parameters(valid: &[String]) -> String {
    if valid.is_empty() { "it takes none".to_owned() } else { format!("it takes {}", valid.join(", ")) }
}

fn place(at: Option<(usize, usize)>) -> String {
    at.map_or_else(String::new, |(line, column)| format!(" (line {line}, column {column})"))
}
