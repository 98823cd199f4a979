//! Where one statement ends and another begins within what is said.

use std::ops::Range;

use super::super::analysis::Analysis;
use super::super::tagger::Tag;

/// The statements in `tokens`, in order: sentences, and what "but", "and that" or a semicolon sets beside what has its verb.
pub(super) fn statements(analysis: &Analysis, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut has_verb) = (tokens.start, false);
    for at in tokens.clone() {
        let ends = has_verb
            && match analysis.low(at) {
                "but" | ";" => true,
                "and" => analysis.low(at + 1) == "that",
                _ => analysis.sentence_of(at) != analysis.sentence_of(at - 1),
            };
        // "is cracked and cannot be rung": the one is so, the other is not, whatever is taken for its verb.
        let ends = ends || at > start + 2 && analysis.low(at) == "and" && turns(analysis, at + 1);
        if ends {
            found.push(start..at);
            (start, has_verb) = (at, false);
        }
        has_verb |= analysis.tag(at).is_verb();
    }
    found.push(start..tokens.end);
    found
}

/// Whether a verb begins at `at` that says that something is not so: "did not sell", "can't", "never paid".
fn turns(analysis: &Analysis, at: usize) -> bool {
    let not = |at: usize| {
        let low = analysis.low(at);
        matches!(low, "not" | "never" | "cannot") || low.ends_with("n't") || low.ends_with("n’t")
    };
    let auxiliary = analysis.tag(at) == Tag::Md
        || matches!(analysis.low(at), "do" | "does" | "did" | "has" | "have" | "had" | "is" | "are" | "was" | "were");
    not(at) && analysis.tag(at + 1) != Tag::Jj || auxiliary && not(at + 1)
}

/// The first of `tokens`, up to where a clause that hangs on the first verb begins.
pub(super) fn main_clause(analysis: &Analysis, tokens: Range<usize>) -> Range<usize> {
    let mut has_verb = false;
    // "a ban on voters who are not citizens": all of it is a noun, with no clause but the one that hangs on it.
    let finite = |at: &usize| analysis.tag(*at).is_finite_verb() || analysis.tag(*at) == Tag::Md;
    let first = tokens.clone().find(finite);
    let hung = first.filter(|&at| at > tokens.start + 1 && matches!(analysis.low(at - 1), "who" | "which"));
    if let Some(at) = hung.filter(|&at| !(at + 1..tokens.end).any(|at| finite(&at) && analysis.tag(at - 1) != Tag::Md))
    {
        return tokens.start..at - 1;
    }
    for at in tokens.clone() {
        let tag = analysis.tag(at);
        let opens = matches!(
            analysis.low(at),
            "because" | "although" | "though" | "which" | "who" | "if" | "unless" | "while" | ";"
        );
        if has_verb && opens {
            return tokens.start..at;
        }
        has_verb |= matches!(tag, Tag::Vb | Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md);
    }
    tokens
}

/// How many of `tokens`, at their beginning, say what a cue such as "dismissed" makes of the rest: "as false", "as wholly untrue".
pub(super) fn verdict(analysis: &Analysis, tokens: Range<usize>) -> usize {
    if analysis.low(tokens.start) != "as" {
        return 0;
    }
    let noun = tokens.clone().skip(1).position(|at| !matches!(analysis.tag(at), Tag::Jj | Tag::Rb));
    noun.map_or(0, |noun| noun + 1)
}
