//! Nouns and names that the model took for something else, by the sentence around them. [`super::clauses`] calls it.

use super::clauses::{as_past, is_finite};
use super::features::Facts;
use super::lexicon::Tags;
use super::tag::Tag;

/// Verbs that a name which opens a sentence has: "Labour said", "Brussels denied".
const SPEAKS: [&str; 18] = [
    "estimates",
    "estimated",
    "argues",
    "warned",
    "said",
    "says",
    "told",
    "denied",
    "denies",
    "announced",
    "insisted",
    "insists",
    "claimed",
    "confirmed",
    "warned",
    "rejected",
    "accused",
    "declined",
];

/// "quoted He Bao, director of": a pronoun stands large inside no sentence, nor before what describes a name.
pub(super) fn name_like_a_pronoun<'a>(facts: &[Facts], tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    for at in 0..tags.len().saturating_sub(2) {
        if tags[at] != Tag::Prp || word(at) != "He" || !word(at + 1).starts_with(char::is_uppercase) {
            continue;
        }
        let name = tags[at + 1] == Tag::Nnp || facts[at + 1].possible == Tags::default();
        let inside = at > 0 && tags[at - 1] != Tag::Punct && word(at - 1).starts_with(char::is_lowercase);
        let opens =
            word(at + 2) == "," || tags[at + 2].is_finite_verb() && word(at + 2).starts_with(char::is_lowercase);
        if name && (inside || opens) {
            (tags[at], tags[at + 1]) = (Tag::Nnp, Tag::Nnp);
        }
    }
}

/// "South coach Roe": between two names stands a trade, and no verb.
pub(super) fn trade_between_names(facts: &[Facts], tags: &mut [Tag]) {
    for at in 1..tags.len().saturating_sub(1) {
        let between = tags[at - 1].is_proper() && tags[at + 1].is_proper();
        if tags[at] == Tag::Vb && between && facts[at].possible.contains(Tag::Nn) {
            tags[at] = Tag::Nn;
        }
    }
}

/// "Photographs taken on 4 May appear to show": no modal stands large behind a number.
pub(super) fn month_behind_number<'a>(tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    for at in 1..tags.len() {
        if tags[at] == Tag::Md && tags[at - 1] == Tag::Cd && word(at) == "May" {
            tags[at] = Tag::Nnp;
        }
    }
}

/// "spokesman Majed al-Ansari replied": a name that begins with an article written small, and the name before it.
pub(super) fn name_with_article<'a>(tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    let large = |word: &str| word.starts_with(char::is_uppercase);
    for at in 1..tags.len() {
        // Few words have a hyphen behind two letters.
        if word(at).as_bytes().get(2) != Some(&b'-') {
            continue;
        }
        let article =
            word(at).split_once('-').filter(|(article, _)| matches!(*article, "al" | "el" | "ul" | "ad" | "ar" | "as"));
        if !article.is_some_and(|(_, name)| large(name)) {
            continue;
        }
        tags[at] = Tag::Nnp;
        if large(word(at - 1))
            && !tags[at - 1].is_noun()
            && !matches!(tags[at - 1], Tag::Dt | Tag::In | Tag::Cc | Tag::Punct)
        {
            tags[at - 1] = Tag::Nnp;
        }
        // "al-Ansari replied that"
        let by = tags.get(at + 2) == Some(&Tag::In) && word(at + 2) != "that";
        if tags.get(at + 1) == Some(&Tag::Vbn) && !by {
            tags[at + 1] = Tag::Vbd;
        }
    }
}

/// "without doubt", "beyond doubt", "in doubt": no verb.
pub(super) fn doubt(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for (at, tag) in tags.iter_mut().enumerate().skip(1).filter(|(_, tag)| tag.is_verb()) {
        if is(at, "doubt") && ["without", "beyond", "in"].iter().any(|one| is(at - 1, one)) {
            *tag = Tag::Nn;
        }
    }
}

/// "André Corrêa do Lago": a part of the name.
pub(super) fn particle(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len().saturating_sub(1) {
        if tags[at].is_verb() && tags[at - 1].is_proper() && tags[at + 1].is_proper() && is(at, "do") {
            tags[at] = Tag::Nnp;
        }
    }
}

/// "a Washington think tank": a body that thinks.
pub(super) fn think_tank(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 0..tags.len().saturating_sub(1) {
        if tags[at].is_verb() && is(at, "think") && (is(at + 1, "tank") || is(at + 1, "tanks")) {
            tags[at] = Tag::Nn;
        }
    }
}

/// "says most were hurt", "said both were wrong": those that are counted are the subject.
pub(super) fn most_of_them(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len().saturating_sub(1) {
        // ", and most do not expect it"
        if !(tags[at + 1].is_verb() || tags[at + 1] == Tag::Md) {
            continue;
        }
        let joined = || matches!(tags[at + 1], Tag::Vbp | Tag::Md) && is(at - 1, "and");
        if !(tags[at - 1].is_verb() || joined()) {
            continue;
        }
        let counted = ["most", "many", "few", "more"].iter().any(|one| is(at, one));
        let plural = matches!(tags[at + 1], Tag::Vbp | Tag::Md)
            || ["were", "are", "have", "had"].iter().any(|one| is(at + 1, one));
        if counted && plural {
            tags[at] = Tag::Nns;
        }
    }
}

/// "told Nature that", "told Which that", "wrote on X that": whoever is told, or where it is told, is named.
pub(super) fn named_listener<'a>(tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    for at in 1..tags.len().saturating_sub(1) {
        let told = matches!(word(at - 1), "told" | "tells") && word(at).starts_with(|c: char| c.is_ascii_uppercase());
        let on = word(at) == "X" && word(at - 1) == "on";
        if on || told && !tags[at].is_noun() && tags[at] != Tag::Prp && word(at + 1).eq_ignore_ascii_case("that") {
            tags[at] = Tag::Nnp;
        }
    }
}

/// "Labour said so": what stands large before such a verb, and may be no adverb, is a name.
pub(super) fn name_that_opens<'a>(facts: &[Facts], tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    let first = usize::from(matches!(tags.first(), Some(Tag::Punct)));
    let Some(&[tag, _]) = tags.get(first..first + 2) else { return };
    let opens = word(first).chars().filter(|c| c.is_alphabetic()).count() > 2 && SPEAKS.contains(&word(first + 1));
    let unlikely = match tag {
        // "Nationwide said": no word of when, where or how ends so.
        Tag::Rb if word(first).len() > 6 && word(first).ends_with("wide") => true,
        Tag::Rb | Tag::Jj | Tag::Uh => facts[first].possible == Tags::default(),
        tag => tag.is_verb(),
    };
    if opens && unlikely {
        tags[first] = Tag::Nnp;
        as_past(facts, tags, first + 1);
    }
}

/// "The bank's own forecast sees growth", "familiar with the bank's thinking said": what an owner has and a verb follows is a noun.
pub(super) fn noun_behind_own(facts: &[Facts], tags: &mut [Tag]) {
    for at in 2..tags.len().saturating_sub(1) {
        let owned = tags[at - 1] == Tag::PrpPoss
            || tags[at - 1] == Tag::Pos
            || tags[at - 1].is_adjective() && matches!(tags[at - 2], Tag::PrpPoss | Tag::Pos);
        let verb = matches!(tags[at + 1], Tag::Vbz | Tag::Md);
        let noun = tags[at] == Tag::Jj && verb && facts[at].possible.contains(Tag::Nn);
        // "the bank's thinking said"
        let thinking = tags[at] == Tag::Vbg && matches!(tags[at + 1], Tag::Vbd | Tag::Vbn | Tag::Vbz);
        if owned && (noun || thinking) {
            tags[at] = Tag::Nn;
            as_past(facts, tags, at + 1);
        }
    }
}

/// "That official, deputy director Jane Roe, said": an adjective that a mark or a name closes behind an article or a noun is a noun;
/// "three serving officers": what stands between a number and its noun is an adjective.
pub(super) fn noun_before_mark(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len().saturating_sub(1) {
        let possible = facts[at].possible;
        // "three serving officers"
        if tags[at] == Tag::Vbg && tags[at - 1] == Tag::Cd && tags[at + 1] == Tag::Nns {
            tags[at] = Tag::Jj;
            continue;
        }
        if tags[at] != Tag::Jj || !(possible == Tags::default() || possible.contains(Tag::Nn)) {
            continue;
        }
        // "one official there"
        let there = matches!(tags[at - 1], Tag::Dt | Tag::Cd) && (is(at + 1, "there") || is(at + 1, "here"));
        let closed = tags[at - 1] == Tag::Dt && at == 1 && is(at + 1, ",") || there;
        let title = tags[at - 1] == Tag::Nn && tags[at + 1].is_proper() && (at == 1 || tags[at - 2] == Tag::Punct);
        if closed || title {
            tags[at] = Tag::Nn;
        }
    }
}

/// "a man who police say was armed": of two verbs behind "who" the first is a noun.
pub(super) fn noun_behind_relative(facts: &[Facts], tags: &mut [Tag]) {
    for at in 1..tags.len().saturating_sub(2) {
        let possible = facts[at].possible;
        if matches!(tags[at], Tag::Vbp | Tag::Vb)
            && tags[at + 1] == Tag::Vbp
            && matches!(tags[at - 1], Tag::Wp | Tag::Wdt)
            && is_finite(&tags[at + 2])
            && (possible == Tags::default() || possible.any_of(Tags::of([Tag::Nns, Tag::Nn])))
        {
            tags[at] = Tag::Nns;
        }
        // "a figure that relief agencies regard as low"
        if matches!(tags[at], Tag::Vbp | Tag::Vb)
            && tags[at - 1] == Tag::Wdt
            && tags[at + 1] == Tag::Nns
            && matches!(tags[at + 2], Tag::Vbp | Tag::Vbd | Tag::Md)
        {
            tags[at] = Tag::Nn;
        }
    }
}

/// "The schools watchdog said so": no verb stands right behind an article.
pub(super) fn noun_behind_article(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 1..tags.len() {
        let verb = tags[at] == Tag::Vbz && tags[at - 1] == Tag::Dt && facts[at].possible.contains(Tag::Nns);
        if verb && (is(at - 1, "the") || is(at - 1, "a") || is(at - 1, "an")) {
            tags[at] = Tag::Nns;
        }
        // "a guarantee that"
        if matches!(tags[at], Tag::Vbp | Tag::Vb) && (is(at - 1, "a") || is(at - 1, "an")) && tags[at - 1] == Tag::Dt {
            tags[at] = Tag::Nn;
        }
    }
}

/// "Unite, which speaks for the staff, said": who is told of so is no verb.
pub(super) fn named_by_relative(tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    if tags.len() > 3
        && matches!(tags[0], Tag::Vb | Tag::Vbp)
        && is(1, ",")
        && (is(2, "which") || is(2, "who") || is(2, "whose"))
    {
        tags[0] = Tag::Nnp;
    }
}

/// How trades end that no list of words has, and some that are called like people and papers.
const TRADES: [&str; 28] = [
    "keeper",
    "ician",
    "ologist",
    "ographer",
    "maker",
    "worker",
    "smith",
    "wright",
    "inspector",
    "monger",
    "grower",
    "surgeon",
    "eree",
    "swain",
    "diver",
    "driver",
    "urer",
    "itect",
    "auditor",
    "essor",
    "teer",
    "neer",
    "abbot",
    "boxer",
    "courier",
    "forester",
    "pundit",
    "singer",
];

/// "…, coach Jane Roe said": what may be a noun and stands between a mark and a name that has a verb of its own is no verb.
/// So it is before the noun of a trade ("lift inspector Jane Roe said"), and so is a trade that looks like something else.
pub(super) fn titled<'a>(facts: &[Facts], tags: &mut [Tag], word: &impl Fn(usize) -> &'a str) {
    for index in 0..tags.len() {
        if tags.get(index + 1).is_some_and(|next| next.is_proper())
            && matches!(
                tags[index],
                Tag::Jj | Tag::Rb | Tag::Rbr | Tag::Jjr | Tag::Dt | Tag::In | Tag::Vb | Tag::Vbp | Tag::Vbg
            )
            && word(index).starts_with(char::is_lowercase)
            && TRADES.iter().any(|end| word(index).ends_with(end))
        {
            tags[index] = Tag::Nn;
            continue;
        }
        let is_verb = index > 0 && matches!(tags[index], Tag::Vb | Tag::Vbp) && tags[index - 1] == Tag::Punct;
        if !is_verb || !facts[index].possible.contains(Tag::Nn) {
            continue;
        }
        if tags.get(index + 1) == Some(&Tag::Nn) {
            let name = tags[index + 2..].iter().take_while(|tag| tag.is_proper()).count();
            if name > 1 && tags.get(index + 2 + name).is_some_and(|tag| matches!(tag, Tag::Vbd | Tag::Vbz)) {
                tags[index] = Tag::Nn;
            }
            continue;
        }
        let name = tags[index + 1..].iter().take_while(|tag| tag.is_proper()).count();
        if name > 0 && tags.get(index + 1 + name).is_some_and(|tag| matches!(tag, Tag::Vbd | Tag::Vbz)) {
            tags[index] = Tag::Nn;
        }
    }
}
