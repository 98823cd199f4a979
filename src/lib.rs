//! sayso: who said what, which numbers, on whose say-so.
//!
//! Data goes one way through small rooms:
//! bytes → [`formats`] → [`model::Document`] → [`reading`] → [`model::Reading`] → [`archive`] → SQLite →
//! [`query`] → [`query::Table`] → [`output`] → text. Only [`cli`] touches clock, environment, arguments and terminal.
//! `docs/architecture.md` is the one-page map.

pub mod archive;
pub mod cli;
pub mod formats;
pub mod model;
pub mod output;
pub mod query;
pub mod reading;
