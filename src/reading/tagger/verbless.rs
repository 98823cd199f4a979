//! A sentence needs a finite verb outside its relative clauses: where the model has found none, the likeliest word becomes it.

use super::features::Facts;
use super::tag::Tag;

/// Turns the first noun that may be a verb and agrees with the noun before it into that verb, in a sentence without
/// any: "The report claims otherwise", "These soldiers face bleak prospects".
pub(super) fn repair(facts: &[Facts], tags: &mut [Tag]) {
    let is_relative = |at: usize| at > 0 && matches!(tags[at - 1], Tag::Wp | Tag::Wdt);
    let mut finite = (0..tags.len()).filter(|&at| tags[at].is_finite_verb()).peekable();
    if finite.peek().is_some() {
        // "A clerk who saw it declined to answer": the verb of a relative clause is not the sentence's.
        if finite.all(is_relative)
            && let Some(verb) = (1..tags.len().saturating_sub(1)).find(|&at| {
                tags[at] == Tag::Vbn
                    && facts[at].possible.contains(Tag::Vbd)
                    && (tags[at - 1].is_noun() || tags[at - 1] == Tag::Prp)
                    && tags[at + 1] == Tag::To
                    && tags[..at].iter().any(|tag| tag.is_finite_verb())
            })
        {
            tags[verb] = Tag::Vbd;
        }
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
        // "Experts warn of it": what is a verb already needs no object to be one.
        let base = tags[index] == Tag::Vb && tags[index - 1].is_plural() && tags[index + 1] == Tag::In;
        let opens_object = base
            || matches!(tags[index + 1], Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Rb | Tag::To | Tag::Cd | Tag::Wrb)
            || tags[index + 1].is_adjective()
            || tags[index + 1].is_proper();
        if opens_object {
            tags[index] = verb;
            return;
        }
    }
}
