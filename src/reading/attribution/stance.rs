//! Whether a claim says that something is so or is not so, which others can say too or deny; or neither: "did not say", "asked
//! whether", "praised the plan".

use super::super::tagger::Tag;
use super::draft::Draft;
use super::lexicon::{Class, Cue, Lexicon};
use super::scene::Scene;
use super::{negation, nouns};

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
    // "asked whether it will close", "does not know who was there", "has yet to say how"; not "if it rains, it will close".
    let open = match a.low(first.start) {
        "whether" | "why" | "who" | "which" | "what" => true,
        "if" => !first.clone().any(|at| a.word(at) == ","),
        "how" | "when" | "where" => negated,
        _ => false,
    };
    // "that you don't think it is": it is put to somebody, who may or may not.
    let put = draft.source.first().is_some_and(|source| source.len() == 1 && a.low(source.start) == "you");
    if open || put || is_withheld(scene, draft, cue) {
        return false;
    }
    // "rejected the offer", "disavowed her endorsement": turned down, not denied.
    if negated && !is_clause(scene, draft) && turns_down(scene, draft, cue) {
        return false;
    }
    let verbs = draft.content.iter().flat_map(Clone::clone).any(|at| a.tag(at).is_verb() || a.tag(at) == Tag::Md);
    if verbs || negated {
        return true;
    }
    // "condemned the attack", "her call for peace" say nothing that is so or is not; "announced the closure" does.
    match cue {
        Some(cue) => match cue.class {
            Class::Say => announces(cue),
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

/// Whether the claim of `draft`, `negated` or not, says that something is so, was done or will be: in a clause, or with a word for a
/// charge, a plan or an announcement. What somebody calls for, wants or describes is not denied by whoever says that it is not so.
pub(super) fn asserts(scene: &Scene, draft: &Draft, negated: bool) -> bool {
    let infinitive = draft.content.first().is_some_and(|first| scene.a.low(first.start) == "to");
    // What these rules find is a clause, whatever is taken for its verb.
    let says = draft.rule.starts_with("trailing")
        || draft.rule.starts_with("passive")
        || matches!(
            draft.rule,
            "reported_that" | "reported_clause" | "as_said" | "hearsay" | "it_is_said" | "taken_up"
        );
    if negated || says || !infinitive && is_clause(scene, draft) {
        return true;
    }
    match main(scene, draft) {
        Some(cue) => match cue.class {
            Class::Accuse | Class::Deny | Class::Admit | Class::Seem => true,
            // "a report saying the firm hired her", where the verb is taken for a participle.
            Class::Say => {
                let past = |at: usize| matches!(scene.a.tag(at), Tag::Vbn | Tag::Vbd);
                let told = draft.content.iter().flat_map(Clone::clone).any(past);
                !infinitive && cue.lemma != "cite" && (announces(cue) || told)
            }
            Class::Plan => matches!(
                cue.lemma,
                "aim"
                    | "decide"
                    | "guarantee"
                    | "intend"
                    | "mean"
                    | "offer"
                    | "plan"
                    | "plan on"
                    | "pledge"
                    | "promise"
                    | "resolve"
                    | "threaten"
                    | "vow"
            ),
            Class::Think => draft.cue.iter().flat_map(Clone::clone).any(|at| scene.a.low(at) == "expected"),
            _ => false,
        },
        None => !draft.rule.starts_with("noun") && !matches!(draft.rule, "state" | "spans"),
    }
}

/// Whether what `cue` has for its object is said to be so or to come: "announced the closure".
fn announces(cue: Cue) -> bool {
    matches!(
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
    )
}

/// Whether what is said has a verb of its own, not only one of a clause that hangs on a noun.
fn is_clause(scene: &Scene, draft: &Draft) -> bool {
    let a = scene.a;
    let mut hung = false;
    let first = draft.content.first().map_or(0, |first| first.start);
    let finite = |at: usize| a.tag(at).is_finite_verb() || a.tag(at) == Tag::Md;
    for at in draft.content.iter().flat_map(Clone::clone) {
        // "the tax that", "the reason he"
        let pronoun = at > first && a.tag(at) == Tag::Prp && a.tag(at - 1).is_noun();
        if pronoun || at > first && hangs(a.low(at)) {
            hung = true;
        } else if finite(at) {
            // "mail that she thinks should be read"
            let more = at > first && finite(at - 1);
            if !hung && !more {
                return true;
            }
            hung = false;
        }
    }
    false
}

/// How many words say from whom something is withheld, at most.
const WHOM: usize = 8;

/// Whether a clause that begins with `word` hangs on what stands before it.
fn hangs(word: &str) -> bool {
    matches!(word, "who" | "which" | "that" | "where" | "when" | "because" | "if" | "while" | "what" | "how")
}

/// "denied voters the right to a say": whether what is denied is not given, which says nothing of what is so.
fn is_withheld(scene: &Scene, draft: &Draft, cue: Option<Cue>) -> bool {
    let a = scene.a;
    let Some(first) = draft.content.first().filter(|_| cue.is_some_and(|cue| cue.class == Class::Deny)) else {
        return false;
    };
    let given = |at: usize| {
        let whose = a.tag(at - 1).is_noun() || a.tag(at - 1).is_adjective() || a.tag(at - 1) == Tag::Prp;
        whose
            && (a.low(at) == "access"
                || matches!(a.tag(at), Tag::Dt | Tag::PrpPoss)
                    && matches!(
                        a.low(at + 1),
                        "right" | "rights" | "chance" | "opportunity" | "vote" | "place" | "use"
                    ))
    };
    let to = nouns::base(a, first.start, first.end);
    to.is_some_and(|to| to.end < first.end && matches!(a.tag(to.end), Tag::Dt | Tag::PrpPoss))
        || (first.start + 1..first.end.min(first.start + WHOM)).any(given)
}

/// Whether `draft`, whose content is no clause, has a cue that turns down a thing ("rejected the offer", "does not back the tax") and not
/// what is told ("denied the theft", "dismissed the rumours of a sale").
fn turns_down(scene: &Scene, draft: &Draft, cue: Option<Cue>) -> bool {
    let a = scene.a;
    let verb = |at: usize| Lexicon::get().verb(a.low(at)).copied();
    let mut verbs = draft.cue.iter().flat_map(Clone::clone).filter_map(verb);
    // "has no plan to", "does not agree with it": their own.
    let own = cue.is_some_and(|cue| matches!(cue.class, Class::Plan | Class::Agree))
        && !verbs.clone().any(negation::always_denies);
    let denies = own || verbs.any(|cue| cue.class == Class::Deny);
    let told = |at: usize| {
        let class = Lexicon::get().noun(a.low(at)).map(|noun| noun.class);
        class.is_some_and(|class| matches!(class, Class::Say | Class::Accuse))
            && !matches!(a.low(at), "offer" | "proposal")
    };
    let verbal =
        draft.content.first().is_some_and(|first| a.low(first.start) == "to" || a.tag(first.start) == Tag::Vbg);
    // The noun that the content begins with says what sort of thing it is.
    let base = draft.content.first().and_then(|first| nouns::base(a, first.start, first.end));
    let cued = draft.cue.iter().flat_map(Clone::clone).any(told);
    !denies && !verbal && !cued && !base.is_some_and(|base| base.into_iter().any(told))
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
    #[case("Nora Vik plans to sell the weir.", true)]
    #[case("As many as 40 weirs may burst, Nora Vik said.", true)]
    #[case("Nora Vik accused the guild of selling the weir.", true)]
    #[case("Nora Vik denied having sold the weir.", true)]
    #[case("Nora Vik called for a ban on weirs.", false)]
    #[case("Nora Vik wants to sell the weir.", false)]
    #[case("Nora Vik asked the guild to sell the weir.", false)]
    #[case("Nora Vik praised the men who built the weir.", false)]
    fn what_others_can_deny(#[case] text: &str, #[case] expected: bool) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let found = ruled(&Analysis::new(&document));
        let first = found.first().unwrap_or_else(|| panic!("nothing read in {text}"));
        assert_eq!(first.asserts, expected, "{text} {found:#?}");
    }

    #[rstest]
    #[case("Nora Vik denied carters the right to cross the weir.", false)]
    #[case("Nora Vik said you think the weir has burst.", true)]
    #[case("Nora Vik said that if it rains, the weir will burst.", true)]
    #[case("Nora Vik rejected the offer of a loan.", false)]
    #[case("Nora Vik rejected reports of a sale.", true)]
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
