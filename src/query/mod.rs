//! Saved queries, their parameters, and the guarded read-only connection they run on.

mod table;

pub use table::{Cell, Column, Sink, Table, Value};
