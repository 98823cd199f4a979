//! The words that all rooms share. No input or output here.

mod claim;
mod document;
mod figure;
mod notice;
mod reading;
mod source;
mod span;

pub use claim::{Claim, ClaimKind, ClaimRef, Gist};
pub use document::{Block, BlockKind, Certainty, Document, Format};
pub use figure::{Base, Bound, Figure};
pub use notice::Notice;
pub use reading::Reading;
pub use source::{Source, SourceKind, SourceRef};
pub use span::{CodePoints, Span};
