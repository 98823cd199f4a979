//! "The bank dismissed as false a report that A", "She branded the claim that A a lie": a verb with the verdict that a report, claim or
//! charge gets, and what that was. Whoever gives the verdict denies A.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::tagger::Tag;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::{self, Class, Frames, Lexicon};
use super::negation;
use super::scene::Scene;

pub(super) const RULE: &str = "turned_down";

/// How many words may stand between the verb and the noun: "as an outright and shameless lie the persistent".
const MOST_BETWEEN: usize = 9;
/// How many words a verdict behind what was said has at most: "as an utter lie".
const MOST_BEHIND: usize = 5;

fn is_verdict(low: &str) -> bool {
    static VERDICTS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let read = || lexicon::lines(include_str!("lexicon/verdicts.txt")).map(str::trim).collect();
    VERDICTS.get_or_init(read).contains(low)
}

/// The drafts of all such verbs; what hangs on the nouns alone is no claim besides.
pub(super) fn drafts(scene: &Scene, into: &mut Vec<Draft>) {
    for index in 0..scene.groups.len() {
        if let Some(draft) = draft(scene, index) {
            let cue = draft.cue[0].clone();
            into.retain(|other| !cue.contains(&other.head));
            into.push(draft);
        }
    }
}

fn draft(scene: &Scene, index: usize) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let cue = group.cue.filter(|_| !group.passive && group.shape != Shape::Infinitive)?;
    let calls = matches!(cue.class, Class::Describe | Class::Accuse) || cue.lemma == "decry";
    let denies = negation::always_denies(cue);
    if !calls && !denies {
        return None;
    }
    let bounds = scene.bounds(group.head);
    let from = group.tokens.end;
    let that = (from + 1..bounds.end.min(from + MOST_BETWEEN + 2)).find(|&at| a.low(at) == "that")?;
    let noun = that - 1;
    let between = |at: usize| {
        let tag = a.tag(at);
        tag.is_noun()
            || tag.is_adjective()
            || tag.is_adverb()
            || matches!(tag, Tag::Dt | Tag::In | Tag::Cc | Tag::PrpPoss | Tag::Pos | Tag::Vbn | Tag::Vbg | Tag::Vbd)
            || is_verdict(a.low(at))
    };
    if !Lexicon::get().noun(a.low(noun)).is_some_and(|cue| cue.frames.any(Frames::THAT)) || !(from..noun).all(between) {
        return None;
    }
    let mut content = that..scene.content_end(index, that, false);
    let before = (from..noun).any(|at| is_verdict(a.low(at)));
    // "dismissed as baseless the claim that": where only the claim stands between, another rule knows it.
    let told = before || denies && a.low(from) == "as";
    if !told {
        content.end = verdict_behind(scene, content.clone()).filter(|_| calls || denies)?;
    }
    let source = scene.subject(index)?.tokens;
    // "The guild rejected as false a report that A", where the verb is taken for a participle though the sentence has no other.
    let is_only = || source.start <= bounds.start + 1 && content.end + 1 >= bounds.end;
    if group.shape == Shape::Participle && !is_only() {
        return None;
    }
    (content.len() > 2).then(|| Draft::new(RULE, group.head, group.tokens.start..that, content).said_by(Some(source)))
}

/// Where what was said ends, if a verdict stands behind it: "that she had hit him | a lie", "… | as utterly false".
fn verdict_behind(scene: &Scene, content: Range<usize>) -> Option<usize> {
    let a = scene.a;
    let last = content.end.checked_sub(1).filter(|&last| is_verdict(a.low(last)))?;
    let floor = content.start.max(last.saturating_sub(MOST_BEHIND));
    let mut at = last;
    while at > floor && (a.tag(at - 1).is_adjective() || a.tag(at - 1).is_adverb()) {
        at -= 1;
    }
    if at > floor && matches!(a.low(at - 1), "a" | "an") {
        at -= 1;
    }
    let named = a.low(at.saturating_sub(1)) == "as";
    // "that the news was false", "that she told a lie" is what was said.
    let own_verb = matches!(
        a.low(at.saturating_sub(1)),
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "tell" | "tells" | "told" | "spread" | "spreads"
    );
    if named || !own_verb && matches!(a.low(at), "a" | "an") {
        return Some(at - usize::from(named));
    }
    // "called the claim that he had fled nonsense"
    let bare = matches!(
        a.low(last),
        "nonsense" | "rubbish" | "absurd" | "false" | "untrue" | "baseless" | "unfounded" | "ludicrous"
    );
    (bare && !own_verb && !a.tag(last - 1).is_adverb()).then_some(last)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::super::analysis::Analysis;
    use super::super::ruled;
    use crate::model::Document;

    #[rstest]
    #[case("Nora Vik called the claim that she had sold the mill nonsense.", "Nora Vik", "that she had sold the mill")]
    #[case("The guild rejected as untrue a report that the dam was cracked.", "The guild", "that the dam was cracked")]
    #[case("Nora Vik called the rumour that she had fled a lie.", "Nora Vik", "that she had fled")]
    #[case("Nora Vik denounced as slander the accusation that she had fled.", "Nora Vik", "that she had fled")]
    #[case(
        "The abbot described the claim that the relic was stolen as absurd.",
        "The abbot",
        "that the relic was stolen"
    )]
    fn a_verdict_denies_what_gets_it(#[case] text: &str, #[case] source: &str, #[case] content: &str) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let found = ruled(&Analysis::new(&document));
        let words = |spans: &[std::ops::Range<usize>]| spans.iter().map(|span| &text[span.clone()]).collect::<String>();
        let [only] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!((words(&only.source).as_str(), words(&only.content).as_str()), (source, content));
        assert!(only.negated && only.states, "{only:#?}");
    }

    #[rstest]
    #[case("Nora Vik described the claim that the news was false.")]
    #[case("The guild called the report that the dam was safe a relief.")]
    #[case("The guild called the claim that the clerk told a lie.")]
    fn what_gets_no_verdict_is_not_denied(#[case] text: &str) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let found = ruled(&Analysis::new(&document));
        assert!(found.iter().all(|claim| claim.rule != super::RULE && !claim.negated), "{found:#?}");
    }
}
