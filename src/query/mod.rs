//! Saved queries, their parameters, and the guarded read-only connection they run on.

mod allowed;
mod builtin;
mod dump;
mod error;
mod guard;
mod handed;
mod header;
mod parameter;
mod reader;
mod saved;
mod scan;
mod suggest;
mod table;
mod textual;

#[cfg(test)]
mod builtin_tests;
#[cfg(test)]
mod disagreement_tests;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod invented;
#[cfg(test)]
mod plan_tests;

pub use builtin::{builtin, find};
pub use dump::{ColumnShape, Dump, ForeignKey, TableShape};
pub use error::QueryError;
pub use guard::Limits;
pub use handed::{Fingerprint, Handed};
pub use header::{Query, parse};
pub use parameter::{Bindings, Kind, Parameter, bind};
pub use reader::{Reader, RunSummary, Statement};
pub use saved::{Listed, check_name};
pub use suggest::nearest;
pub use table::{Cell, Column, Sink, Table, Value};
