//! A sentence needs a finite verb: where the model has found none, the likeliest word becomes it.

use super::features::Facts;
use super::tag::Tag;

/// Turns the first noun that may be a verb and agrees with the noun before it into that verb, in a sentence without
/// any: "The report claims otherwise", "These soldiers face bleak prospects".
pub(super) fn repair(facts: &[Facts], tags: &mut [Tag]) {
    let finite = tags.iter().filter(|tag| tag.is_finite_verb()).count();
    if finite > 0 {
        return behind_relative_clause(facts, tags, finite);
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
                    && (matches!(tags[index + 1], Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Cd)
                        // "Unions with members in Portland hope to win"
                        || tags[index + 1] == Tag::To && tags.get(index + 2) == Some(&Tag::Vb)
                        || counts(&tags[index + 1..])) =>
            {
                Tag::Vbp
            }
            _ => continue,
        };
        let opens_object =
            matches!(tags[index + 1], Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Rb | Tag::To | Tag::Cd | Tag::Wrb)
                || tags[index + 1].is_adjective()
                || tags[index + 1].is_proper()
                || counts(&tags[index + 1..]);
        // What is a verb anyhow needs no object to be told by.
        if opens_object || tags[index] == Tag::Vb {
            tags[index] = verb;
            return;
        }
    }
}

/// "at least four craters": whether `tags` begin with a bounded number.
fn counts(tags: &[Tag]) -> bool {
    matches!(tags, [Tag::In, Tag::Jjs, Tag::Cd, ..])
}

/// "A clerk who attended the hearing declined to comment": where each finite verb has its "who", the participle behind the
/// last of them is the sentence's own verb.
fn behind_relative_clause(facts: &[Facts], tags: &mut [Tag], finite: usize) {
    let pronouns = tags.iter().filter(|&&tag| tag == Tag::Wp).count();
    let Some(last) = tags.iter().rposition(|tag| tag.is_finite_verb()).filter(|_| finite <= pronouns) else { return };
    // "had read": what the finite verb goes on with.
    let behind = last + 1 + tags[last + 1..].iter().take_while(|tag| tag.is_verb() || tag.is_adverb()).count();
    let Some(found) = (behind + 1..tags.len().saturating_sub(1)).find(|&at| tags[at] == Tag::Vbn) else { return };
    let stands_alone = tags[behind..found].iter().all(|tag| !tag.is_verb() && *tag != Tag::Punct);
    let governs = matches!(tags[found + 1], Tag::To | Tag::Dt | Tag::Prp | Tag::PrpPoss);
    if stands_alone && governs && tags[found - 1].is_noun() && facts[found].possible.contains(Tag::Vbd) {
        tags[found] = Tag::Vbd;
    }
}
