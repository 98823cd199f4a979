//! Bodies by what the text calls them: "Kestrel Aerosystems said it would", "its owner, Baltlines", "Karsh, which". No list need know
//! the name.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::reading::analysis::Analysis;
use crate::reading::tagger::Tag;

use super::lexicon::lexicon;
use super::names::Name;

/// How many words may stand between a name and "it": "said on Monday that it".
const BETWEEN: usize = 6;
/// So many words tell how and where it was said, at most: "in an emailed reply to questions".
const ASIDE: usize = 14;
/// So many words has a sentence with "it said" at its end, at most.
const SENTENCE: usize = 40;
/// How many words behind an owner what it owns may stand: "Karsh's Foreign Ministry".
const OWNED: usize = 3;

/// The words of `lexicon/body_signs.tsv`, each to how it shows a body.
fn signs() -> &'static FxHashMap<&'static str, &'static str> {
    static SIGNS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    SIGNS.get_or_init(|| {
        include_str!("lexicon/body_signs.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .flat_map(|(how, words)| words.split_whitespace().map(move |word| (word, how)))
            .collect()
    })
}

/// What the word `low` shows of a name that it stands in or beside.
pub(super) fn sign(low: &str) -> Option<&'static str> {
    signs().get(low).copied()
}

/// Whether what stands around `name` makes it one to be called "it".
pub(super) fn is_thing(analysis: &Analysis, name: &Name) -> bool {
    let end = name.tokens.end;
    // "One of them, Karsh, said it would"
    let apart = usize::from(analysis.low(end) == "," && analysis.low(name.tokens.start.wrapping_sub(1)) == ",");
    says_it(analysis, end + apart)
        || says_it_behind(analysis, end)
        || holds_role(analysis, name)
        || owns(analysis, end)
        || is_led(analysis, end)
        || is_which(analysis, end)
        || is_many(analysis, name)
        || is_region(analysis, name)
        || has_players(analysis, name)
}

/// "the second Tarn goal", "the Tarn manager": a club's.
fn has_players(analysis: &Analysis, name: &Name) -> bool {
    let start = name.front.start.min(name.tokens.start);
    let article = start > 0 && (analysis.low(start - 1) == "the" || analysis.tag(start - 1).is_adjective());
    article && name.tokens.len() <= 2 && sign(analysis.low(name.tokens.end)) == Some("beside")
}

/// "… said Monday that it will": the subject of what follows the name's own verb.
fn says_it(analysis: &Analysis, verb: usize) -> bool {
    // "Solvane, in a letter to staff seen by the Post, said it was closing"
    let aside = analysis.low(verb) == "," && matches!(analysis.low(verb + 1), "in" | "by" | "through");
    let verb = match (verb + 1..verb + ASIDE).find(|&at| aside && analysis.low(at) == ",") {
        Some(close) => close + 1,
        None => verb,
    };
    if !matches!(analysis.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Vbp) {
        return false;
    }
    (verb + 1..verb + BETWEEN)
        .take_while(|&at| {
            let when =
                analysis.tag(at).is_proper() || matches!(analysis.low(at), "on" | "that" | "last" | "this" | "week");
            when || analysis.low(at) == "it"
        })
        .any(|at| {
            // "said it was too late" tells nothing; "said it was closing" does.
            let is = matches!(analysis.low(at + 1), "was" | "is" | "'s" | "’s");
            let does = !is || (at + 2..at + 4).any(|at| matches!(analysis.tag(at), Tag::Vbg | Tag::Vbn));
            analysis.low(at) == "it" && matches!(analysis.tag(at + 1), Tag::Md | Tag::Vbd | Tag::Vbz) && does
        })
        || says_that_it(analysis, verb)
}

/// "said in an emailed reply to questions that it had repaid six of them"
fn says_that_it(analysis: &Analysis, verb: usize) -> bool {
    let that = (verb + 1..verb + ASIDE)
        .take_while(|&at| !analysis.tag(at).is_finite_verb() && !matches!(analysis.low(at), "," | "." | ";" | ""))
        .find(|&at| analysis.low(at) == "that" && analysis.low(at + 1) == "it");
    that.is_some_and(|that| {
        let had = matches!(analysis.low(that + 2), "had" | "has" | "would" | "will");
        had && (that + 3..that + 6)
            .any(|at| matches!(analysis.tag(at), Tag::Vbn | Tag::Vb) && analysis.low(at) != "been")
    })
}

/// "Kestrel Motors lost 340 million last year, it said": the subject of the sentence, where it names nobody else.
fn says_it_behind(analysis: &Analysis, verb: usize) -> bool {
    if !matches!(analysis.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Md) {
        return false;
    }
    let words = (verb + 1..verb + SENTENCE).take_while(|&at| !matches!(analysis.low(at), "." | ";" | "?" | "!" | ""));
    let behind = |at: usize| {
        analysis.low(at) == ","
            && analysis.low(at + 1) == "it"
            && matches!(analysis.low(at + 2), "said" | "says" | "announced" | "reported")
    };
    let mut names = words.clone().take_while(|&at| !behind(at)).filter(|&at| analysis.tag(at).is_proper());
    names.next().is_none() && words.into_iter().any(behind)
}

/// "the army of neighbouring Karsh", "crossed into Karsh"
fn is_region(analysis: &Analysis, name: &Name) -> bool {
    let start = name.front.start.min(name.tokens.start);
    let led = start > 0 && sign(analysis.low(start - 1)) == Some("before");
    // "into Roe's car"
    led && !matches!(analysis.low(name.tokens.end), "'s" | "’s") && name.tokens.len() == 1
}

/// "its owner, Baltlines"
fn holds_role(analysis: &Analysis, name: &Name) -> bool {
    let Some(comma) = name.tokens.start.checked_sub(1).filter(|&at| analysis.low(at) == ",") else { return false };
    name.front.is_empty()
        && (name.tokens.len() == 1 || is_plural(analysis, name))
        && comma >= 2
        && sign(analysis.low(comma - 1)) == Some("role")
        && (analysis.low(comma - 2) == "its" || analysis.tag(comma - 2) == Tag::Pos)
}

/// "Zenith Apparels": what firms are called, and hardly anybody.
fn is_plural(analysis: &Analysis, name: &Name) -> bool {
    let last = analysis.word(name.tokens.end - 1);
    last.len() > 3 && last.ends_with('s') && !last.ends_with("ss") && !lexicon().surnames.contains(last)
}

/// "Karsh's Foreign Ministry"
fn owns(analysis: &Analysis, end: usize) -> bool {
    matches!(analysis.low(end), "'s" | "’s")
        && (end + 1..=end + OWNED)
            .take_while(|&at| analysis.tag(at).is_noun() || analysis.tag(at).is_adjective())
            .any(|at| sign(analysis.low(at)) == Some("owns"))
}

/// "Karsh's former chief executive": nothing but an adjective before who leads it.
fn is_led(analysis: &Analysis, end: usize) -> bool {
    matches!(analysis.low(end), "'s" | "’s")
        && (end + 1..=end + OWNED)
            .find(|&at| !analysis.tag(at).is_adjective() && analysis.low(at) != "chief")
            .is_some_and(|at| sign(analysis.low(at)) == Some("led"))
}

/// "Rovers insist that", "City have": the one name with the verb of many, as British papers write of clubs and firms.
fn is_many(analysis: &Analysis, name: &Name) -> bool {
    let verb = name.tokens.end;
    let alone = name.front.start.checked_sub(1).is_none_or(|before| {
        !analysis.tag(before).is_verb() && !matches!(analysis.low(before), "and" | "or" | "nor" | "&")
    });
    let plain = matches!(analysis.tag(verb), Tag::Vbp | Tag::Vb) && !matches!(analysis.low(verb), "do" | "am");
    // "Roe put", "Roe cut": a past, whatever its tag.
    let past = sign(analysis.low(verb)) == Some("past");
    alone && plain && !past && name.tokens.len() <= 2
}

/// "Karsh, which invaded its neighbour": who is a person would be "who".
fn is_which(analysis: &Analysis, end: usize) -> bool {
    analysis.low(end) == "," && analysis.low(end + 1) == "which" && analysis.tag(end + 2).is_finite_verb()
}
