//! What the sentence around a word makes of it, where the model looks only at its neighbours.

use super::features::Facts;
use super::tag::Tag;

/// Puts right the tags of one sentence; `word` gives its words in any case.
pub(super) fn repair<'a>(facts: &[Facts], tags: &mut [Tag], word: impl Fn(usize) -> &'a str) {
    let is = |at: usize, one: &str| word(at).eq_ignore_ascii_case(one);
    noun_behind_article(facts, tags, &is);
    named_by_relative(tags, &is);
    participle_behind_subject(facts, tags, &is);
    verb_behind_plural(facts, tags);
    participle_before_verb(facts, tags);
    verb_behind_apposition(facts, tags, &is);
    verbs_on_a_par(facts, tags, &is);
    titled(facts, tags);
}

/// "It calls the water bad and estimates that 40 are ill", "They note that A, and concede that B": what "that" follows behind "and" is a
/// verb as the one before.
fn verbs_on_a_par(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let (mut of_one, mut of_many) = (false, false);
    for at in 2..tags.len().saturating_sub(1) {
        of_one |= tags[at - 2] == Tag::Vbz;
        of_many |= tags[at - 2] == Tag::Vbp;
        let verb = match tags[at] {
            Tag::Nns if of_one && !tags[at - 2].is_plural() => Tag::Vbz,
            Tag::Vb if of_many && is(at - 2, ",") => Tag::Vbp,
            _ => continue,
        };
        if facts[at].possible.contains(verb) && (is(at - 1, "and") || is(at - 1, "but")) && is(at + 1, "that") {
            tags[at] = verb;
        }
    }
}

/// "The schools watchdog said so": no verb stands right behind an article.
fn noun_behind_article(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len() {
        let article = tags[at - 1] == Tag::Dt && (is(at - 1, "the") || is(at - 1, "a") || is(at - 1, "an"));
        if article && tags[at] == Tag::Vbz && facts[at].possible.contains(Tag::Nns) {
            tags[at] = Tag::Nns;
        }
    }
}

/// Whether a word with `tag` may stand in a noun phrase or join two.
fn in_phrase(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::In | Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd)
}

/// How many words may stand between a participle and the verb of its noun.
const BETWEEN: usize = 10;

/// "Three people briefed on the talks said so": the first of two verbs with nothing but a phrase between is a participle.
fn participle_before_verb(facts: &[Facts], tags: &mut [Tag]) {
    for at in 1..tags.len().saturating_sub(2) {
        let reduced = tags[at] == Tag::Vbd && facts[at].possible.contains(Tag::Vbn);
        if !reduced || !tags[at - 1].is_plural() || tags[at + 1] != Tag::In {
            continue;
        }
        let next = at + 1 + tags[at + 1..].iter().take(BETWEEN).take_while(|&&tag| in_phrase(tag)).count();
        if next > at + 2 && tags.get(next).is_some_and(|tag| tag.is_finite_verb()) && tags[next - 1].is_noun() {
            tags[at] = Tag::Vbn;
        }
    }
}

/// "A Californian company, Synapse Dx, claims its test works": behind an apposition, where no verb stood before.
fn verb_behind_apposition(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let before = tags.iter().position(|tag| tag.is_verb() || *tag == Tag::Md).unwrap_or(tags.len());
    let found = (3..tags.len().saturating_sub(1).min(before)).find(|&at| {
        tags[at] == Tag::Nns && facts[at].possible.contains(Tag::Vbz) && is(at - 1, ",") && tags[at - 2].is_proper()
    });
    let opens = |at: usize| matches!(tags[at + 1], Tag::PrpPoss | Tag::Dt | Tag::Prp) || is(at + 1, "that");
    if let Some(found) = found.filter(|&at| opens(at)) {
        tags[found] = Tag::Vbz;
    }
}

/// "Unite, which speaks for the staff, said": who is told of so is no verb.
fn named_by_relative(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    if tags.len() > 3
        && matches!(tags[0], Tag::Vb | Tag::Vbp)
        && is(1, ",")
        && (is(2, "which") || is(2, "who") || is(2, "whose"))
    {
        tags[0] = Tag::Nnp;
    }
}

/// "Pellworth, founded in 1974, denied it": what follows the subject between commas is a participle, as the verb is still to come.
fn participle_behind_subject(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let Some(first) = tags.iter().position(|tag| tag.is_finite_verb()).filter(|&at| at >= 2 && is(at - 1, ",")) else {
        return;
    };
    if tags[first] != Tag::Vbd
        || !facts[first].possible.contains(Tag::Vbn)
        || !tags[..first - 1].iter().all(|&tag| in_phrase(tag))
        || !tags[first - 2].is_noun()
        || matches!(tags[0], Tag::In)
    {
        return;
    }
    let close = (first + 1..tags.len()).find(|&at| is(at, ","));
    let goes_on = close.is_some_and(|close| {
        tags.get(close + 1).is_some_and(|tag| tag.is_finite_verb())
            && tags[first + 1..close].iter().all(|tag| !tag.is_finite_verb())
    });
    if goes_on {
        tags[first] = Tag::Vbn;
    }
}

/// So many words the subjects before such a verb have at most.
const LONGEST: usize = 24;

/// "Sources in the party claim Lindholm offered them a post": behind a plural that opens the sentence, before a clause.
fn verb_behind_plural(facts: &[Facts], tags: &mut [Tag]) {
    let Some(head) = tags.iter().position(|tag| tag.is_noun()).filter(|&at| at <= 3 && tags[at].is_plural()) else {
        return;
    };
    let phrase = |tag: Tag| in_phrase(tag) && tag != Tag::Cd;
    let end = head + 1 + tags[head + 1..].iter().take(LONGEST).take_while(|&&tag| phrase(tag)).count();
    if !tags.get(end).is_some_and(|tag| tag.is_finite_verb()) || tags.get(head + 1).is_none_or(|tag| *tag != Tag::In) {
        return;
    }
    // The verb stands before the subject of the clause: a name, or a noun with its article.
    let found = (head + 2..end).find(|&at| {
        tags[at] == Tag::Nn
            && facts[at].possible.contains(Tag::Vbp)
            && tags[at - 1].is_noun()
            && (tags[at + 1].is_proper() && tags[at + 1..end].iter().all(|tag| tag.is_proper())
                || tags[at + 1] == Tag::Dt && !tags[at + 2..end].contains(&Tag::In))
    });
    if let Some(found) = found.filter(|&found| found + 1 < end) {
        tags[found] = Tag::Vbp;
    }
}

/// "…, coach Jane Roe said": what may be a noun and stands between a mark and a name that has a verb of its own is no verb.
fn titled(facts: &[Facts], tags: &mut [Tag]) {
    for index in 1..tags.len() {
        let is_verb = matches!(tags[index], Tag::Vb | Tag::Vbp) && tags[index - 1] == Tag::Punct;
        if !is_verb || !facts[index].possible.contains(Tag::Nn) {
            continue;
        }
        let name = tags[index + 1..].iter().take_while(|tag| tag.is_proper()).count();
        if name > 0 && tags.get(index + 1 + name).is_some_and(|tag| matches!(tag, Tag::Vbd | Tag::Vbz)) {
            tags[index] = Tag::Nn;
        }
    }
}
