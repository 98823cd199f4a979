//! Whether a claim says that something is so or is not so, which others can say too or deny; or neither: "did not say", "asked
//! whether", "praised the plan".

use super::super::tagger::Tag;
use super::draft::Draft;
use super::lexicon::{Class, Cue, Lexicon};
use super::negation;
use super::scene::Scene;

/// Whether the claim of `draft`, `negated` or not, does.
pub(super) fn states(scene: &Scene, draft: &Draft, negated: bool) -> bool {
    let a = scene.a;
    let cue = main(scene, draft);
    if negated
        && !negation::is_denial(scene, draft)
        && (negation::is_silent(scene, draft) || !cue.is_none_or(takes_stand))
    {
        return false;
    }
    let Some(first) = draft.content.first() else { return false };
    // "asked whether it will close", "does not know who was there"
    if matches!(a.low(first.start), "whether" | "if" | "why" | "who" | "which" | "what") {
        return false;
    }
    let verbs = draft.content.iter().flat_map(Clone::clone).any(|at| a.tag(at).is_verb() || a.tag(at) == Tag::Md);
    if verbs || negated {
        return true;
    }
    // "condemned the attack", "her call for peace" say nothing that is so or is not; "announced the closure" does.
    match cue {
        Some(cue) => match cue.class {
            Class::Say => matches!(
                cue.lemma,
                "announce"
                    | "confirm"
                    | "declare"
                    | "disclose"
                    | "forecast"
                    | "pledge"
                    | "proclaim"
                    | "promise"
                    | "propose"
                    | "report"
                    | "reveal"
                    | "signal"
                    | "vow"
            ),
            Class::Show | Class::Admit | Class::Plan | Class::Deny => true,
            Class::Think => matches!(
                cue.lemma,
                "expect" | "anticipate" | "predict" | "forecast" | "estimate" | "project" | "foresee"
            ),
            _ => false,
        },
        // "according to the guild, a rise of 3 percent": a rule that knows no verb knows a cue.
        None => !draft.rule.starts_with("noun") && !matches!(draft.rule, "state" | "spans"),
    }
}

/// The cue that `draft` has: that of its head, or of its last verb that is one.
fn main(scene: &Scene, draft: &Draft) -> Option<Cue> {
    let lexicon = Lexicon::get();
    let of = |at: usize| {
        let low = scene.a.low(at);
        let phrasal = lexicon.phrasal(low, scene.a.low(at + 1));
        phrasal.or_else(|| lexicon.verb(low)).copied()
    };
    of(draft.head).or_else(|| draft.cue.iter().flat_map(Clone::clone).rev().find_map(of))
}

/// Whether "does not" before a cue makes what is said untrue to whom it belongs ("does not believe", "has no plans"), and
/// not only unsaid or unknown.
fn takes_stand(cue: Cue) -> bool {
    match cue.class {
        Class::Plan | Class::Deny | Class::Oppose | Class::Agree | Class::Order | Class::Seem | Class::Praise => true,
        Class::Think => !matches!(
            cue.lemma,
            "know"
                | "understand"
                | "remember"
                | "realize"
                | "recognize"
                | "see"
                | "wonder"
                | "care"
                | "decide"
                | "learn"
        ),
        Class::Say | Class::Ask | Class::Show | Class::Accuse | Class::Describe | Class::Call | Class::Admit => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::super::analysis::Analysis;
    use super::super::ruled;
    use crate::model::Document;

    #[rstest]
    #[case("Nora Vik said the weir had burst.", true)]
    #[case("Nora Vik denied that the weir had burst.", true)]
    #[case("Nora Vik denied the theft.", true)]
    #[case("Nora Vik does not believe that the weir has burst.", true)]
    #[case("Nora Vik does not plan to sell the weir.", true)]
    #[case("The guild rejected the claim that the weir had burst.", true)]
    #[case("The guild dismissed as baseless the claim that the weir had burst.", true)]
    #[case("Nora Vik did not say that the weir had burst.", false)]
    #[case("Nora Vik refused to confirm that the weir had burst.", false)]
    #[case("Nora Vik does not know who opened the weir.", false)]
    #[case("Nora Vik asked whether the weir had burst.", false)]
    #[case("Nora Vik condemned the attack on the weir.", false)]
    #[case("Nora Vik supports a ban on weirs.", false)]
    #[case("Nora Vik announced the closure of the weir.", true)]
    #[case("Nora Vik expects growth of 3 percent.", true)]
    fn what_others_can_say_too(#[case] text: &str, #[case] expected: bool) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let found = ruled(&Analysis::new(&document));
        let first = found.first().unwrap_or_else(|| panic!("nothing read in {text}"));
        assert_eq!(first.states, expected, "{text} {found:#?}");
    }
}
