//! Whom the words of a source mean: kind, role, affiliation, and later names, surnames and pronouns.

use crate::model::{Source, SourceRef};

use super::analysis::Analysis;
use super::attribution::Attribution;

/// The sources of a text, and which of them each attribution rests on.
#[derive(Debug, Default)]
pub(super) struct Resolution {
    /// Every source, in order of its first mention.
    pub sources: Vec<Source>,
    /// The speaker of each attribution.
    pub speakers: Vec<Option<SourceRef>>,
    /// Whom each attribution went through.
    pub vias: Vec<Option<SourceRef>>,
}

/// Resolves the source and via words of `attributions`.
pub(super) fn resolve(_analysis: &Analysis, attributions: &[Attribution]) -> Resolution {
    Resolution { sources: Vec::new(), speakers: vec![None; attributions.len()], vias: vec![None; attributions.len()] }
}
