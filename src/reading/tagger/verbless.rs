//! A sentence needs a finite verb: where the model has found none, the likeliest word becomes it.

use super::features::Facts;
use super::tag::Tag;

/// Turns the first noun that may be a verb and agrees with the noun before it into that verb, in a sentence without
/// any: "The report claims otherwise", "These soldiers face bleak prospects".
pub(super) fn repair(facts: &[Facts], tags: &mut [Tag]) {
    if tags.iter().any(|tag| tag.is_finite_verb()) {
        return;
    }
    for index in 1..tags.len().saturating_sub(1) {
        let possible = facts[index].possible;
        let verb = match (tags[index - 1], tags[index]) {
            (Tag::Nn | Tag::Nnp, Tag::Nns) if possible.contains(Tag::Vbz) => Tag::Vbz,
            (Tag::Nns | Tag::Nnps | Tag::Prp, Tag::Nn | Tag::Vb) if possible.contains(Tag::Vbp) => Tag::Vbp,
            // "Analysts at RAND doubt the figures": the subject stands further back.
            (Tag::Nn | Tag::Nnp, Tag::Nn | Tag::Vb)
                if possible.contains(Tag::Vbp)
                    && tags[..index].iter().any(|tag| tag.is_plural())
                    && matches!(tags[index + 1], Tag::Dt | Tag::Prp | Tag::PrpPoss) =>
            {
                Tag::Vbp
            }
            _ => continue,
        };
        let opens_object =
            matches!(tags[index + 1], Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Rb | Tag::To | Tag::Cd | Tag::Wrb)
                || tags[index + 1].is_adjective()
                || tags[index + 1].is_proper();
        if opens_object {
            tags[index] = verb;
            return;
        }
    }
}
