//! Which of the claims that rules find in what another says are claims: what somebody is told to have said or meant there.

use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::Class;
use super::negation;
use super::scene::Scene;

/// Whether `draft`, which stands in what another says, tells of somebody's words: what somebody offered, suspected or voted for is
/// part of the story, unless a clause says what was meant; so is what nobody said.
pub(super) fn is_told(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let nobody = draft.source.first().is_some_and(|source| {
        source.len() == 1 && matches!(a.low(source.start), "nobody" | "none" | "anyone" | "anybody")
            || source.len() == 2
                && matches!((a.low(source.start), a.low(source.start + 1)), ("no", "one") | ("anyone", "who"))
    });
    if nobody {
        return false;
    }
    // "If they think we will give in, they are wrong": what is only supposed is not said.
    let supposed = draft.source.first().and_then(|source| source.start.checked_sub(1));
    if supposed.is_some_and(|at| matches!(a.low(at), "if" | "unless")) {
        return false;
    }
    // "took allegations of misuse seriously" is no clause.
    if draft.rule == "light_verb" {
        let clause = draft.content.first().is_some_and(|content| matches!(a.low(content.start), "that" | "to"));
        return clause || draft.content.first().is_some_and(|content| a.low(content.start.saturating_sub(1)) == "that");
    }
    // "It was aware of the letter" tells what somebody knew, not what they said.
    if draft.rule == "state" && draft.source.is_empty() {
        return false;
    }
    let group = scene.groups.get(scene.group_from(draft.head)).filter(|group| group.head == draft.head);
    let Some((group, cue)) = group.and_then(|group| Some((group, group.cue?))) else { return true };
    // "cannot be expected to read it": what somebody may or must is no expectation of anybody.
    let may = draft.rule == "passive_to" && group.tokens.clone().any(|at| a.tag(at) == Tag::Md && a.low(at) != "will");
    if may {
        return false;
    }
    // "I don't need to know who took it"
    if group.shape == Shape::Infinitive && cue.class == Class::Think {
        return false;
    }
    // "Tell them to drag a net and see what they tell you": what somebody is to do is not said.
    let plain = a.tag(group.head) == Tag::Vb
        && group.tokens.len() == 1
        && matches!(a.low(group.head - usize::from(group.head > 0)), "and" | "or");
    if plain && draft.rule == "reported_question" {
        return false;
    }
    // "feared being blamed for it": what nobody is said to do is feared, not said.
    if draft.rule == "passive_about" && draft.source.is_empty() && group.shape == Shape::Gerund {
        return false;
    }
    let phrase = matches!(draft.rule, "reported_phrase" | "reported_about" | "reported_gerund");
    !phrase
        || group.shape == Shape::Finite
            && matches!(
                cue.class,
                Class::Accuse
                    | Class::Oppose
                    | Class::Deny
                    | Class::Describe
                    | Class::Call
                    | Class::Admit
                    | Class::Agree
            )
            && !matches!(cue.lemma, "suspect" | "vote for" | "vote against" | "vote")
}

/// Whether `draft` stands in what the source of `holder` denies: "denied that it plans to close" tells of no plan. What somebody else
/// said may be denied and said all the same.
pub(super) fn is_denied(scene: &Scene, holder: &Draft, draft: &Draft) -> bool {
    let a = scene.a;
    let pronoun = draft.source.first().is_some_and(|source| {
        source.len() == 1 && matches!(a.low(source.start), "it" | "he" | "she" | "they" | "who" | "which")
    });
    pronoun && draft.rule == "intention" && negation::negated(scene, holder)
}
