//! Bodies by what the text calls them: "Kestrel Aerosystems said it would", "its owner, Baltlines". No list need know the name.

use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::names::Name;

/// How many words may stand between a name and "it": "said on Monday that it".
const BETWEEN: usize = 6;

/// Roles that a firm may have as well as a person.
const HELD: [&str; 9] =
    ["owner", "operator", "maker", "manufacturer", "builder", "publisher", "parent", "sponsor", "developer"];

/// Whether what stands around `name` makes it one to be called "it".
pub(super) fn is_thing(analysis: &Analysis, name: &Name) -> bool {
    says_it(analysis, name.tokens.end) || holds_role(analysis, name)
}

/// "… said Monday that it will": the subject of what follows the name's own verb.
fn says_it(analysis: &Analysis, verb: usize) -> bool {
    if !matches!(analysis.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Vbp) {
        return false;
    }
    (verb + 1..verb + BETWEEN)
        .take_while(|&at| {
            let when =
                analysis.tag(at).is_proper() || matches!(analysis.low(at), "on" | "that" | "last" | "this" | "week");
            when || analysis.low(at) == "it"
        })
        .any(|at| analysis.low(at) == "it" && matches!(analysis.tag(at + 1), Tag::Md | Tag::Vbd | Tag::Vbz))
}

/// "its owner, Baltlines"
fn holds_role(analysis: &Analysis, name: &Name) -> bool {
    let Some(comma) = name.tokens.start.checked_sub(1).filter(|&at| analysis.low(at) == ",") else { return false };
    name.front.is_empty()
        && name.tokens.len() == 1
        && comma >= 2
        && HELD.contains(&analysis.low(comma - 1))
        && (analysis.low(comma - 2) == "its" || analysis.tag(comma - 2) == Tag::Pos)
}
