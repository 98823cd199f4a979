//! What a reader of a document should know, though nothing failed.

use serde::{Deserialize, Serialize};

/// Something odd about a document that did not stop it from being read ("the encoding was guessed", "cut after
/// 3 lines"). One sentence, without the file's name, which whoever reports it adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What is odd and what was done about it.
    pub message: String,
}

impl Notice {
    /// A notice that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}
