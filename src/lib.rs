//! sayso: who said what, which numbers, on whose say-so.
//!
//! Data goes one way through small rooms:
//! bytes → [`formats`] → [`model::Document`] → [`reading`] → [`model::Reading`] → [`archive`] → SQLite →
//! [`query`] → [`query::Table`] → [`output`] → text. Only [`cli`] touches clock, environment, arguments and terminal.
//! `docs/architecture.md` is the one-page map.

// The rooms' own pages link to the files behind their walls: they are read by who works there.
#![allow(rustdoc::private_intra_doc_links)]

pub mod archive;
pub mod cli;
pub mod formats;
pub mod model;
pub mod output;
pub mod query;
pub mod reading;
