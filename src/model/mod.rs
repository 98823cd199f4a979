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
pub use figure::{Base, Bound, Course, Figure, Topic};
pub use notice::Notice;
pub use reading::{Name, NameKind, Reading};
pub use source::{Source, SourceKind, SourceRef};
pub use span::{CodePoints, Span};
