//! Whether a clause denies: "will not join", "nobody was hurt", "it is a lie that".

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;
use super::lexicon::lexicon;

/// Whether a clause says the contrary: "will not join", "nobody was hurt". Twice is not at all.
pub(super) fn is_contrary(analysis: &Analysis, tokens: Range<usize>) -> bool {
    // "nothing will happen unless": it may.
    let end = analysis.sentence_of(tokens.start).map_or(tokens.end, |sentence| analysis.sentences[sentence].tokens.end);
    // "Why didn't he pay?": what is asked is not denied.
    let asks = end.checked_sub(1).is_some_and(|last| last >= tokens.start && analysis.word(last) == "?");
    if asks || analysis.low(tokens.end) == "unless" && tokens.end < end {
        return false;
    }
    let tokens = past_condition(analysis, tokens);
    // "No mayor has ever known less than she does": that is how little she knows.
    let compares = tokens.clone().any(|at| analysis.low(at) == "than");
    // "It is a lie that": so it is not.
    let is_lie = |at: usize| {
        let before = |back: usize| at.checked_sub(back).map_or("", |at| analysis.low(at));
        matches!(analysis.low(at), "lie" | "myth" | "nonsense" | "fabrication" | "invention" | "fiction")
            && analysis.low(at + 1) == "that"
            && (matches!(before(1), "is" | "was") || before(1) == "a" && matches!(before(2), "is" | "was"))
    };
    let (start, aside) = (tokens.start, relative(analysis, tokens.clone()));
    let negators = tokens.filter(|at| !aside.contains(at)).filter(|&at| {
        let low = analysis.low(at);
        // "neither sold nor lent it" denies once.
        if low == "nor" && at > start {
            return false;
        }
        let negates = is_lie(at) || lexicon().negators.contains(low) || low.ends_with("n't") || low.ends_with("n’t");
        // "not only", "no longer than", "No. 5"; "No, she never did" denies once.
        // "I don't know if", "she was not sure that": nothing is said not to be so.
        let unknown = || (at + 1..at + 4).any(|next| is_unknown(analysis, next));
        let before = at.checked_sub(1).map_or("", |before| analysis.low(before));
        // "for nothing", "whether or not", "nothing but a joke", "no doubt": nothing is denied.
        let free = low == "nothing" && (before == "for" || matches!(analysis.low(at + 1), "but" | "short"))
            || low == "not" && before == "or"
            || low == "no"
                && matches!(
                    analysis.low(at + 1),
                    "doubt" | "question" | "wonder" | "surprise" | "secret" | "coincidence" | "matter"
                );
        // "a false passport" is one.
        let forged = matches!(low, "false" | "untrue") && analysis.tag(at + 1).is_noun();
        let most = compares && matches!(low, "no" | "never" | "nobody" | "none" | "nothing");
        // "you don't think that": so it is put to somebody, who may or may not.
        let put = at.checked_sub(2).is_some_and(|you| analysis.low(you) == "you")
            && matches!(analysis.low(at + 1), "think" | "believe" | "want" | "like");
        negates
            && !most
            && !free
            && !forged
            && !put
            && !matches!(
                analysis.low(at + 1),
                "only"
                    | "just"
                    | "quite"
                    | "entirely"
                    | "exactly"
                    | "necessarily"
                    | "merely"
                    | "simply"
                    | "because"
                    | "later"
                    | "."
                    | "fewer"
                    | "less"
                    | "more"
                    | ","
            )
            && !unknown()
    });
    negators.count() % 2 == 1
}

/// `tokens` without a condition or a reason at their beginning: "If nobody wins, there will be a second round" denies nothing.
fn past_condition(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let opens = |at: usize| {
        matches!(
            analysis.low(at),
            "if" | "when" | "unless" | "since" | "because" | "although" | "though" | "while" | "once" | "until"
        )
    };
    let first = tokens.start + usize::from(analysis.low(tokens.start) == "that");
    if first >= tokens.end || !opens(first) {
        return tokens;
    }
    let comma = tokens.clone().find(|&at| analysis.word(at) == ",");
    comma.map_or(tokens.clone(), |comma| comma..tokens.end)
}

/// The relative clause that hangs on the subject of `tokens`, before the verb: "Carters who did not pay were turned back" denies nothing.
fn relative(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let finite = |at: &usize| analysis.tag(*at).is_finite_verb() || analysis.tag(*at) == Tag::Md;
    let none = tokens.start..tokens.start;
    let Some(first) = tokens.clone().find(finite) else { return none };
    let hangs = |at: &usize| {
        matches!(analysis.low(*at), "who" | "which") || analysis.low(*at) == "that" && analysis.tag(*at - 1).is_noun()
    };
    let Some(pronoun) = (tokens.start + 1..first).find(hangs) else { return none };
    let main = (first + 1..tokens.end).find(finite);
    main.map_or(none, |main| pronoun..main)
}

/// Whether the word at `at`, behind a "not", says that somebody does not know what follows.
fn is_unknown(analysis: &Analysis, at: usize) -> bool {
    let next = analysis.low(at + 1);
    let asks =
        matches!(next, "if" | "whether" | "what" | "who" | "how" | "why" | "where" | "when" | "which" | "." | ",");
    match analysis.low(at) {
        "know" | "idea" | "clue" => asks,
        "sure" | "certain" => asks || matches!(next, "that" | "i" | "we" | "he" | "she" | "it" | "they" | "the"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::first;

    #[test]
    fn a_no_before_a_denial_does_not_take_it_back() {
        assert!(first("“No, the abbey never sold the bell,” the abbot said.").denies);
        assert!(first("“The bell,” the abbot said, “was never sold.”").denies);
        assert!(first("It is a lie that the abbey sold the bell, the abbot said.").denies);
        assert!(!first("The abbey rang the bell for nothing all day, the abbot said.").denies);
        assert!(!first("The abbot said he did not know whether the abbey had sold the bell.").denies);
        assert!(!first("The abbey had not left the bell unsold for no reason, the abbot said.").denies);
    }

    #[test]
    fn a_no_that_goes_with_something_else_denies_nothing() {
        for text in [
            "The abbot said there was no doubt that the abbey had sold the bell.",
            "The abbot said the abbey would sell the bell whether or not the guild paid.",
            "The abbot said the bell was nothing but a burden to the abbey.",
            "The abbot said the guild had bought the bell with false coins.",
            "The abbot said the bell was not quite silent on the tower of the abbey.",
            "Carters who had not paid for the bell were sent away, the abbot said.",
            "If no guild pays, the abbey will sell the bell, the abbot said.",
        ] {
            assert!(!first(text).denies, "{text} {:?}", first(text));
        }
        assert!(first("The abbey neither sold nor lent the bell, the abbot said.").denies);
        assert!(first("If the guild pays, the abbey will not sell the bell, the abbot said.").denies);
    }

    #[test]
    fn what_hangs_on_a_noun_denies_nothing() {
        assert!(!first("The reeve said a toll on carters who are not from Lesk.").denies);
        assert!(first("The carter, who is from Lesk, did not pay, the reeve said.").denies);
        assert!(!first("Nothing will be rebuilt unless the guild pays, the reeve said.").denies);
    }
}
