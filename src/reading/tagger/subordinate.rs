//! What looks like something else before "that" or in a relative clause, by the clause that hangs on it. [`super::clauses`] calls it.

use super::clauses::{BETWEEN, LONGEST, in_phrase, is_finite};
use super::features::Facts;
use super::lexicon::Tags;
use super::tag::Tag;

/// "The complaint, which the mayor has received, runs to 88 pages", "said that film from the port, which was shot at dawn, shows men
/// fled": behind a relative clause in commas, where the sentence or the clause has no verb yet.
pub(super) fn verb_behind_relative(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let mut start = 0;
    let mut open = 1;
    while open + 1 < tags.len() {
        if matches!(tags[open], Tag::In | Tag::Wdt | Tag::Dt) && is(open, "that") {
            start = open + 1;
        }
        let relative = tags[open] == Tag::Punct && is(open, ",") && (is(open + 1, "which") || is(open + 1, "who"));
        if !relative || open <= start || open > start + BETWEEN || !tags[start..open].iter().all(|&tag| in_phrase(tag))
        {
            open += 1;
            continue;
        }
        let Some(close) = (open + 2..tags.len()).take(LONGEST).find(|&at| is(at, ",")) else { return };
        let verb = close + 1;
        let told = tags[open + 2..close].iter().any(is_finite);
        let opens = matches!(tags.get(verb + 1), Some(Tag::In | Tag::To | Tag::Dt | Tag::Cd | Tag::PrpPoss));
        // "shows officials agreed"
        let clause = tags.get(verb + 1).is_some_and(|tag| tag.is_noun()) && tags.get(verb + 2).is_some_and(is_finite);
        if told
            && (opens || clause)
            && tags[verb] == Tag::Nns
            && facts[verb].possible.contains(Tag::Vbz)
            && tags[start..open].iter().find(|tag| tag.is_noun()).is_some_and(|tag| !tag.is_plural())
        {
            tags[verb] = Tag::Vbz;
        }
        open = close;
    }
}

/// "Jane Roe, who chairs the board": behind "who" what governs an object is a verb.
pub(super) fn verb_behind_who(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len().saturating_sub(1) {
        let object = matches!(tags[at + 1], Tag::Dt | Tag::PrpPoss);
        if tags[at] == Tag::Nns && object && is(at - 1, "who") && facts[at].possible.contains(Tag::Vbz) {
            tags[at] = Tag::Vbz;
        }
    }
}

/// "a draft that, according to a diplomat, stops short of it": behind an aside the relative clause has its verb.
pub(super) fn verb_behind_aside(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for open in 2..tags.len().saturating_sub(3) {
        let relative = matches!(tags[open - 1], Tag::Wdt | Tag::Wp) && tags[open - 2].is_noun() && is(open, ",");
        if !relative {
            continue;
        }
        let Some(verb) = (open + 2..tags.len() - 1).take(LONGEST).find(|&at| is(at, ",")).map(|at| at + 1) else {
            return;
        };
        if tags[verb] == Tag::Nns
            && facts[verb].possible.contains(Tag::Vbz)
            && !tags.get(verb + 1).is_some_and(is_finite)
        {
            tags[verb] = Tag::Vbz;
        }
    }
}

/// "The other two, brothers from Tarn, maintain that": no plain verb stands between a comma and "that".
pub(super) fn plain_before_that(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let mut has_verb = tags.iter().take(3).any(is_finite);
    for at in 3..tags.len().saturating_sub(1) {
        let plain = tags[at] == Tag::Vb && is(at - 1, ",") && is(at + 1, "that");
        if plain && tags[at - 2].is_noun() && !has_verb {
            tags[at] = Tag::Vbp;
        }
        has_verb |= is_finite(&tags[at]);
    }
}

/// "a draft, seen by the newspaper Tarn Times, blames poor upkeep": behind what was done with it a subject has its verb.
pub(super) fn verb_behind_participle(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for open in 1..tags.len().saturating_sub(4) {
        let hung = tags[open] == Tag::Punct && tags[open - 1].is_noun() && tags[open + 1] == Tag::Vbn && is(open, ",");
        if !hung {
            continue;
        }
        let Some(verb) = (open + 2..tags.len() - 1).take(LONGEST).find(|&at| is(at, ",")).map(|at| at + 1) else {
            continue;
        };
        let before = tags[..open].iter().rev().take_while(|tag| **tag != Tag::Punct);
        let possible = facts[verb].possible;
        let may = possible == Tags::default() || possible.contains(Tag::Vbz);
        let object = tags.get(verb + 1).is_some_and(|tag| {
            tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpPoss) || is(verb + 1, "that")
        });
        if tags[verb] == Tag::Nns && may && object && !before.clone().any(is_finite) {
            tags[verb] = Tag::Vbz;
        }
    }
}

/// "…, with one adding that it would": no noun in -ing stands between a noun or a number and "that".
pub(super) fn gerund_before_that<'a>(tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    for at in 2..tags.len().saturating_sub(1) {
        if tags[at] != Tag::Nn {
            continue;
        }
        let with = word(at - 2).eq_ignore_ascii_case("with") && (tags[at - 1].is_noun() || tags[at - 1] == Tag::Cd);
        if with && word(at).ends_with("ing") && word(at + 1).eq_ignore_ascii_case("that") {
            tags[at] = Tag::Vbg;
        }
    }
}

/// "A memo, dated May, states that cracks had grown", "His colleagues counter that it would freeze": what might be a noun is a verb
/// before a clause with "that", where no verb stood before it.
pub(super) fn verb_before_that(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let first = tags.iter().position(is_finite).unwrap_or(tags.len());
    for at in 1..first.min(tags.len().saturating_sub(2)) {
        let (before, possible) = (tags[at - 1], facts[at].possible);
        let verb = match tags[at] {
            Tag::Nns if possible.contains(Tag::Vbz) && (is(at - 1, ",") || before.is_noun() && !before.is_plural()) => {
                Tag::Vbz
            }
            Tag::Nn | Tag::Vb if possible.contains(Tag::Vbp) && before.is_plural() => Tag::Vbp,
            _ => continue,
        };
        if !is(at + 1, "that") || matches!(tags[at + 2], Tag::Vbd | Tag::Md | Tag::Vbp | Tag::Rb) {
            continue;
        }
        // "The sports show that Rome aired was dull": two verbs with nothing to part them are one in the clause, one behind it.
        let mut verbs = (at + 3..tags.len()).filter(|&at| is_finite(&tags[at]));
        let Some(own) = verbs.next() else { return };
        let parted = verbs.next().is_none_or(|next| {
            tags[own + 1..next].iter().any(|tag| matches!(tag, Tag::Punct | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb))
                || (own + 1..next).any(|at| is(at, "that"))
        });
        if parted {
            tags[at] = verb;
            tags[at + 1] = Tag::In;
            // "… states that cracks had grown"
            if tags[at + 2] == Tag::Vbz && facts[at + 2].possible.contains(Tag::Nns) {
                tags[at + 2] = Tag::Nns;
            }
            return;
        }
    }
}

/// "Officials assessed in their daily update that it had sunk": a plural that opens the sentence, and behind what looks like its participle
/// a phrase and a clause with "that": no other verb governs that.
pub(super) fn verb_with_a_clause(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let Some(verb) = (1..tags.len().min(LONGEST)).find(|&at| !in_phrase(tags[at])) else { return };
    let opens = tags[verb] == Tag::Vbn && facts[verb].possible.contains(Tag::Vbd) && tags[verb - 1].is_plural();
    if !opens || tags[0] == Tag::In {
        return;
    }
    let phrase = tags[verb + 1..].iter().take(BETWEEN).take_while(|&&tag| in_phrase(tag)).count();
    let that = (verb + 2..=verb + 1 + phrase).find(|&at| at < tags.len() && is(at, "that"));
    let Some(that) = that.filter(|_| tags.get(verb + 1) == Some(&Tag::In)) else { return };
    // The clause has its verb, and nothing but it follows: "Officials briefed on claims that it sank say" has another.
    let mut verbs = (that + 1..tags.len()).filter(|&at| is_finite(&tags[at]));
    let Some(first) = verbs.next() else { return };
    if verbs.next().is_none_or(|next| (first..next).any(|at| is(at, ","))) {
        tags[verb] = Tag::Vbd;
    }
}

/// "the claim that planned cuts will save money": before a noun that has its verb behind it what looks like one describes it.
pub(super) fn adjective_behind_that(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len().saturating_sub(2) {
        if tags[at] == Tag::Vbd && is(at - 1, "that") && tags[at + 1] == Tag::Nns && is_finite(&tags[at + 2]) {
            (tags[at - 1], tags[at]) = (Tag::In, Tag::Jj);
        }
    }
}

/// "One nurse told inspectors she went home": behind a subject that opens the sentence, what has both an object and a clause with a
/// pronoun is no participle.
pub(super) fn told_whom(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let Some(verb) = (1..tags.len().min(LONGEST)).find(|&at| !in_phrase(tags[at])) else { return };
    if tags[verb] != Tag::Vbn
        || !facts[verb].possible.contains(Tag::Vbd)
        || !tags[verb - 1].is_noun()
        || tags[0] == Tag::In
    {
        return;
    }
    let object = tags[verb + 1..].iter().take_while(|&&tag| in_phrase(tag) && tag != Tag::In).count();
    let clause = verb + 1 + object;
    let subject = ["he", "she", "they", "it", "we"].iter().any(|one| is(clause, one));
    if object > 0 && subject && tags.get(clause + 1).is_some_and(is_finite) {
        tags[verb] = Tag::Vbd;
    }
}

/// "confirmed the raid but claimed in a message that": what leads to a clause is on a par with the verb before.
pub(super) fn joined_before_that(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 3..tags.len().saturating_sub(3) {
        if tags[at] != Tag::Vbn || !facts[at].possible.contains(Tag::Vbd) || !(is(at - 1, "and") || is(at - 1, "but")) {
            continue;
        }
        let end = tags.len().min(at + THAT);
        let that = (at + 2..end)
            .take_while(|&at| !tags[at - 1].is_verb() && tags[at - 1] != Tag::Punct || tags[at - 1] == Tag::Vbn)
            .any(|at| is(at, "that"));
        // "confirmed four homes burned and said the order stood"
        let says =
            is(at, "said") && matches!(tags[at + 1], Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Ex | Tag::Nnp | Tag::Nns);
        let that = that && tags[at + 1] == Tag::In && !is(at + 1, "by");
        if (that || says) && tags[..at - 1].contains(&Tag::Vbd) {
            tags[at] = Tag::Vbd;
        }
    }
}

/// "The premier, meanwhile, called for calm": behind an adverb in commas stands the verb of what is before.
pub(super) fn verb_behind_adverb(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 4..tags.len() {
        let aside = tags[at - 2].is_adverb() && is(at - 1, ",") && is(at - 3, ",") && tags[at - 4].is_noun();
        if tags[at] == Tag::Vbn && aside && facts[at].possible.contains(Tag::Vbd) && !is(at + 1, "by") {
            tags[at] = Tag::Vbd;
        }
    }
}

/// "Amid reports that": a preposition, whatever it is taken for.
pub(super) fn amid(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 0..tags.len().saturating_sub(1) {
        if tags[at] != Tag::In && (is(at, "amid") || is(at, "amidst")) {
            tags[at] = Tag::In;
            if tags[at + 1] == Tag::Vbz {
                tags[at + 1] = Tag::Nns;
            }
        }
    }
}

/// So far behind a verb may stand the "that" of what is said.
const THAT: usize = 6;

/// "The military further claimed", whatever it is taken for: it goes with the verb.
pub(super) fn further(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len().saturating_sub(1) {
        let open = tags[at] != Tag::Rb && tags[at + 1] == Tag::Vbd && !matches!(tags[at - 1], Tag::Dt | Tag::Punct);
        if open && is(at, "further") {
            tags[at] = Tag::Rb;
        }
    }
}
