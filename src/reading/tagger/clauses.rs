//! What the sentence around a word makes of it, where the model looks only at its neighbours.

use super::features::Facts;
use super::lexicon::Tags;
use super::nouns;
use super::subordinate;
use super::tag::Tag;

/// Puts right the tags of one sentence; `word` gives its words in any case.
pub(super) fn repair<'a>(facts: &[Facts], tags: &mut [Tag], word: impl Fn(usize) -> &'a str) {
    let is = |at: usize, one: &str| word(at).eq_ignore_ascii_case(one);
    nouns::noun_behind_article(facts, tags, &is);
    nouns::named_by_relative(tags, &is);
    nouns::noun_behind_relative(facts, tags);
    nouns::month_behind_number(tags, &word);
    nouns::name_with_article(tags, &word);
    nouns::name_like_a_pronoun(facts, tags, &word);
    nouns::trade_between_names(facts, tags);
    nouns::think_tank(tags, &is);
    subordinate::verb_with_a_clause(facts, tags, &is);
    past_of_one_form(facts, tags);
    subordinate::told_whom(facts, tags, &is);
    subordinate::adjective_behind_that(tags, &is);
    nouns::named_listener(tags, &word);
    nouns::name_that_opens(facts, tags, &word);
    nouns::noun_behind_own(facts, tags);
    nouns::noun_before_mark(facts, tags, &is);
    neither_nor(facts, tags, &is);
    subordinate::further(tags, &is);
    subordinate::verb_behind_adverb(facts, tags, &is);
    subordinate::amid(tags, &is);
    subordinate::joined_before_that(facts, tags, &is);
    main_verb_behind_apposition(facts, tags, &is);
    subordinate::verb_behind_relative(facts, tags, &is);
    subordinate::verb_behind_who(facts, tags, &is);
    subordinate::verb_behind_aside(facts, tags, &is);
    subordinate::verb_behind_participle(facts, tags, &is);
    subordinate::plain_before_that(tags, &is);
    nouns::doubt(tags, &is);
    nouns::particle(tags, &is);
    subordinate::gerund_before_that(tags, &word);
    subordinate::verb_before_that(facts, tags, &is);
    turned_round(facts, tags, &is);
    verb_before_turned_round(facts, tags, &is);
    verb_at_the_end(facts, tags, &is);
    verb_of_a_group(facts, tags, &is);
    answers_behind_question(facts, tags, &is);
    nouns::most_of_them(tags, &is);
    participle_behind_subject(facts, tags, &is);
    verb_behind_plural(facts, tags);
    participle_before_verb(facts, tags);
    verb_behind_apposition(facts, tags, &is);
    verb_of_an_aside(facts, tags, &is);
    past_behind_apposition(facts, tags, &is);
    verb_behind_who_is_asked(facts, tags, &is);
    verbs_on_a_par(facts, tags, &is);
    nouns::titled(facts, tags, &word);
}

/// "By then, Jan Roe suspects, the bird is gone": a verb of thinking between a name and a comma, behind another comma.
fn verb_of_an_aside(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    const THINKS: [&str; 9] =
        ["suspects", "notes", "claims", "fears", "hopes", "estimates", "forecasts", "reckons", "figures"];
    for at in 3..tags.len().saturating_sub(2) {
        let between = tags[at] == Tag::Nns && tags[at - 1].is_proper() && tags[at + 1] == Tag::Punct && is(at + 1, ",");
        let may = facts[at].possible == Tags::default() || facts[at].possible.contains(Tag::Vbz);
        if !between || !may || !THINKS.iter().any(|one| is(at, one)) {
            continue;
        }
        let name = tags[..at].iter().rev().take(LONGEST).take_while(|tag| tag.is_proper()).count();
        if name < at && is(at - name - 1, ",") {
            tags[at] = Tag::Vbz;
        }
    }
}

/// "a result that Jan Roe, the town's coach, described as": behind a name and what describes it, the relative clause has its verb.
fn past_behind_apposition(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for that in 1..tags.len().saturating_sub(4) {
        if !tags[that - 1].is_noun() || !tags[that + 1].is_proper() || !is(that, "that") {
            continue;
        }
        let name = tags[that + 1..].iter().take_while(|tag| tag.is_proper()).count();
        let open = that + 1 + name;
        if open + 2 >= tags.len() || !is(open, ",") {
            continue;
        }
        let close = (open + 1..tags.len() - 1).take(LONGEST).find(|&at| is(at, ","));
        let plain = |close: usize| tags[open + 1..close].iter().all(|&tag| in_phrase(tag));
        if let Some(verb) = close.filter(|&close| plain(close)).map(|close| close + 1)
            && tags[verb] == Tag::Vbn
            && facts[verb].possible.contains(Tag::Vbd)
        {
            tags[verb] = Tag::Vbd;
            tags[that] = Tag::Wdt;
        }
    }
}

/// "Asked if he would stay, the Irishman smiled.": what ends a sentence behind its subject, and has no other verb before it in its clause, is
/// past.
fn verb_behind_who_is_asked(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let Some(last) = tags.iter().rposition(|tag| *tag != Tag::Punct).filter(|&last| last >= 2) else { return };
    let may = facts[last].possible == Tags::default() || facts[last].possible.contains(Tag::Vbd);
    if tags[last] != Tag::Vbn || !may || !tags[last - 1].is_noun() {
        return;
    }
    let start = tags[..last].iter().rposition(|tag| *tag == Tag::Punct).map_or(0, |comma| comma + 1);
    let subject = last - start <= SUBJECT && tags[start..last].iter().all(|&tag| in_phrase(tag) && tag != Tag::In);
    // "Roe, a man shunned" has its own verb to come or behind it; here the sentence is over.
    let begins = start == 0 || ["asked", "pressed", "questioned", "challenged"].iter().any(|one| is(0, one));
    if subject && begins {
        tags[last] = Tag::Vbd;
    }
}

/// So many words a subject has at most whose verb ends the sentence.
const SUBJECT: usize = 6;

/// "It calls the water bad and estimates that 40 are ill", "They note that A, and concede that B": what "that" follows behind "and" is a
/// verb as the one before. So is what has an object there: "called the sum absurd and accused ministers of greed".
fn verbs_on_a_par(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let (mut of_one, mut of_many) = (false, false);
    // The last verb of the clause so far.
    let mut last = Tag::None;
    for at in 2..tags.len().saturating_sub(1) {
        of_one |= tags[at - 2] == Tag::Vbz;
        of_many |= tags[at - 2] == Tag::Vbp;
        match tags[at - 2] {
            Tag::Punct => last = Tag::None,
            tag if tag.is_verb() => last = tag,
            _ => {}
        }
        let object = matches!(tags[at + 1], Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Dt | Tag::Prp | Tag::PrpPoss);
        if tags[at] == Tag::Vbn
            && last == Tag::Vbd
            && object
            && is(at - 1, "and")
            && !tags[at - 2].is_verb()
            && facts[at].possible.contains(Tag::Vbd)
        {
            tags[at] = Tag::Vbd;
            continue;
        }
        let verb = match tags[at] {
            Tag::Nns if of_one && !tags[at - 2].is_plural() => Tag::Vbz,
            Tag::Vb if of_many && is(at - 2, ",") => Tag::Vbp,
            _ => continue,
        };
        // "rejects that and points out that"
        let that = is(at + 1, "that") || is(at + 1, "out") && at + 2 < tags.len() && is(at + 2, "that");
        if facts[at].possible.contains(verb) && (is(at - 1, "and") || is(at - 1, "but")) && that {
            tags[at] = verb;
        }
    }
}

/// Whether a word with `tag` is the verb of a clause, or the modal before it.
pub(super) fn is_finite(tag: &Tag) -> bool {
    tag.is_finite_verb() || *tag == Tag::Md
}

/// "The director put the toll at 43": a verb whose past is its plain form is one behind its subject, unless an auxiliary or "to"
/// governs it.
fn past_of_one_form(facts: &[Facts], tags: &mut [Tag]) {
    for at in 1..tags.len() {
        let possible = facts[at].possible;
        // "believes the delay cost her the use of it": no participle of such a verb has an object.
        let object = matches!(tags.get(at + 1), Some(Tag::PrpPoss | Tag::Dt | Tag::Prp));
        let alike = object && possible.contains(Tag::Vb) && possible.contains(Tag::Vbd) && tags[at - 1].is_noun();
        if alike && matches!(tags[at], Tag::Vbn | Tag::Nn) {
            // "the cut the firm made" has its verb behind it.
            let behind = || tags[at + 1..].iter().take(LONGEST).take_while(|tag| **tag != Tag::Punct).any(is_finite);
            let phrase = |tag: &&Tag| in_phrase(**tag) && **tag != Tag::In;
            let subject = tags[..at].iter().rev().take(LONGEST).take_while(phrase).count();
            let attached = tags[..at - subject].last() == Some(&Tag::In);
            if !attached && (tags[at] == Tag::Vbn || !behind()) {
                tags[at] = Tag::Vbd;
                continue;
            }
        }
        if tags[at] != Tag::Vb || !possible.contains(Tag::Vbd) || !tags[at - 1].is_noun() {
            continue;
        }
        let clause = tags[..at].iter().rev().take(LONGEST).take_while(|&&tag| tag != Tag::Punct);
        if clause.clone().all(|&tag| in_phrase(tag)) && clause.count() > 0 {
            tags[at] = Tag::Vbd;
        }
    }
}

/// "neither confirmed nor denied": two verbs of one form.
fn neither_nor(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 2..tags.len().saturating_sub(2) {
        if !tags[at - 2].is_noun() || !matches!(tags[at], Tag::Vbn | Tag::Vbd) {
            continue;
        }
        let pair = is(at - 1, "neither") && is(at + 1, "nor");
        let past = |at: usize| facts[at].possible.contains(Tag::Vbd);
        if pair && past(at) && past(at + 2) {
            (tags[at], tags[at + 2]) = (Tag::Vbd, Tag::Vbd);
        }
    }
}

/// "Those given it, 40 in all, lived longer, said Dr Jane Roe": where a name follows its verb, the clause before that has one too.
fn verb_before_turned_round(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let Some(first) = tags.iter().position(is_finite) else { return };
    if first < 4 || !is(first - 1, ",") || !tags.get(first + 1).is_some_and(|tag| tag.is_proper()) {
        return;
    }
    let mut commas = 0;
    let mut found = None;
    for at in 1..first - 1 {
        commas += usize::from(is(at, ","));
        // Behind a comma it is the verb where that closes an apposition.
        let behind = tags[at - 1].is_noun() || tags[at - 1].is_adverb() || is(at - 1, ",") && commas % 2 == 0;
        if tags[at] == Tag::Vbn && behind && facts[at].possible.contains(Tag::Vbd) {
            found = Some(at);
        }
    }
    if let Some(found) = found.filter(|_| !matches!(tags[0], Tag::In | Tag::Vbn | Tag::Vbg)) {
        tags[found] = Tag::Vbd;
    }
}

/// Words that begin a clause of their own behind a main clause.
const SUBORDINATE: [&str; 12] =
    ["though", "although", "while", "when", "because", "after", "before", "as", "if", "whereas", "who", "which"];

/// "Roe, 54, a former judge, promised at the hearing to act", "…, and its spokesman, Dr Roe, urged people to wait": behind the
/// appositions of a subject that has no verb yet what looks like a participle is one.
fn main_verb_behind_apposition(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let past = |at: usize, tags: &[Tag]| {
        matches!(tags[at], Tag::Vbn | Tag::Jj) && facts[at].possible.contains(Tag::Vbd) && is(at - 1, ",")
    };
    let mut start = 0;
    for found in 3..tags.len().saturating_sub(1) {
        if tags[found - 2] == Tag::Punct && is(found - 2, ",") && (is(found - 1, "and") || is(found - 1, "but")) {
            start = found;
        }
        if found < start + 3
            || found > start + 3 * LONGEST
            || !past(found, tags)
            || matches!(tags[start], Tag::In | Tag::Punct)
        {
            continue;
        }
        let commas = (start + 1..found - 1).filter(|&at| is(at, ",")).count();
        if commas == 0 || !(start..found).all(|at| in_phrase(tags[at]) || is(at, ",")) {
            continue;
        }
        let governs = |at: usize| {
            let object = |tag: &Tag| {
                matches!(tag, Tag::To | Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Nns | Tag::Nnps | Tag::Nnp)
            };
            tags.get(at).is_some_and(object) || is(at, "that")
        };
        // "Roe, 31, described how it sank": whatever verbs its clause has.
        // "…, denied on Tuesday that he was there"
        let dated = tags[found + 1] == Tag::In && tags.get(found + 2).is_some_and(|tag| tag.is_proper());
        let reports = ["that", "how", "why", "whether"].iter().any(|one| is(found + 1, one))
            || dated && found + 3 < tags.len() && is(found + 3, "that");
        let goes_on = governs(found + 1)
            || tags[found + 1] == Tag::In
                && (found + 3..tags.len().min(found + 3 + BETWEEN)).any(|at| tags[at] == Tag::To || is(at, "that"));
        let ends = || {
            let ends = (found + 1..tags.len()).find(|&at| is(at, ";") || SUBORDINATE.iter().any(|one| is(at, one)));
            // "…, sold the yard, a neighbour said.": the last verb is another's.
            ends.or_else(|| said_by_another(tags, found, is)).unwrap_or(tags.len())
        };
        if reports || goes_on && !tags[found + 1..ends()].iter().any(is_finite) {
            tags[found] = Tag::Vbd;
        }
    }
}

/// The comma behind `from` before the words that close a sentence and say whose it is: ", a neighbour said."
fn said_by_another(tags: &[Tag], from: usize, is: &impl Fn(usize, &str) -> bool) -> Option<usize> {
    let last = (from + 1..tags.len()).rev().find(|&at| tags[at] != Tag::Punct).filter(|&at| is_finite(&tags[at]))?;
    let comma = (from + 2..last).rev().take(BETWEEN).find(|&at| !in_phrase(tags[at]))?;
    (comma + 1 < last && is(comma, ",")).then_some(comma)
}

/// "They can form in dunes, notes Jane Roe, a geologist": behind a clause and a comma, before a name.
fn turned_round(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let first = tags.iter().position(is_finite).unwrap_or(tags.len());
    for at in 2..tags.len().saturating_sub(2) {
        if tags[at] != Tag::Nns || !facts[at].possible.contains(Tag::Vbz) || !is(at - 1, ",") {
            continue;
        }
        let name = tags[at + 1..].iter().take(LONGEST).take_while(|tag| tag.is_proper()).count();
        let told = first < at - 1;
        let closes = tags.get(at + 1 + name).is_none_or(|tag| matches!(tag, Tag::Punct | Tag::In | Tag::Wp));
        if name >= 1 && told && closes {
            tags[at] = Tag::Vbz;
        }
    }
}

/// "It was warned twice, papers obtained by the broadcaster show.": the last word, where a plural noun behind the comma has no verb yet.
fn verb_at_the_end(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    let Some(last) = tags.iter().rposition(|tag| *tag != Tag::Punct).filter(|&last| last >= 6) else { return };
    if tags[last] != Tag::Nn || !facts[last].possible.contains(Tag::Vbp) || !tags[last - 1].is_noun() {
        return;
    }
    let Some(comma) = (2..last - 2).rev().take(LONGEST).find(|&at| is(at, ",")) else { return };
    let modifiers = tags[comma + 1..].iter().take_while(|tag| tag.is_adjective() || **tag == Tag::Cd).count();
    let head = comma + 1 + modifiers;
    // "shared/VBD": on a par with a participle, it is one.
    let participle = |at: usize| {
        tags[at] == Tag::Vbn || tags[at] == Tag::Vbd && facts[at].possible.contains(Tag::Vbn) && is(at - 1, "and")
    };
    // "data from the Orrin Institute show", "analysts at Orrin estimate"
    let shows = ["show", "suggest", "indicate", "reveal", "report", "estimate", "forecast", "claim", "caution"]
        .iter()
        .any(|verb| is(last, verb));
    let attached = tags[head + 1] == Tag::Vbn || shows && tags[head + 1] == Tag::In;
    let hangs = head + 2 < last
        && (tags[head].is_plural() || is(head, "data"))
        && attached
        && (head + 1..last).all(|at| in_phrase(tags[at]) || tags[at] == Tag::Cc || participle(at));
    if hangs && tags[..comma].iter().any(is_finite) {
        tags[last] = Tag::Vbp;
    }
}

/// "It was built in a year, a team of geologists claims in a paper": a singular that many hang on has its verb behind them.
fn verb_of_a_group(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    for at in 5..tags.len().saturating_sub(1) {
        let group = tags[at - 1] == Tag::Nns && is(at - 2, "of") && tags[at - 3] == Tag::Nn && tags[at - 4] == Tag::Dt;
        let verb = tags[at] == Tag::Nns && facts[at].possible.contains(Tag::Vbz);
        if verb && group && is(at - 5, ",") && matches!(tags[at + 1], Tag::In | Tag::Punct) {
            tags[at] = Tag::Vbz;
        }
    }
}

/// "Asked which was right, a nurse laughed bitterly.": whoever is asked answers with a verb.
fn answers_behind_question(facts: &[Facts], tags: &mut [Tag], is: &impl Fn(usize, &str) -> bool) {
    if !["asked", "pressed", "questioned", "challenged"].iter().any(|one| is(0, one)) {
        return;
    }
    let Some(last) = tags.iter().rposition(|tag| *tag != Tag::Punct && !tag.is_adverb()) else { return };
    let Some(comma) = (1..last).rev().find(|&at| is(at, ",")) else { return };
    if tags[last] == Tag::Vbn
        && facts[last].possible.contains(Tag::Vbd)
        && comma + 1 < last
        && tags[comma + 1..last].iter().all(|&tag| in_phrase(tag))
        && tags[last - 1].is_noun()
    {
        tags[last] = Tag::Vbd;
    }
}

/// Whether a word with `tag` may stand in a noun phrase or join two.
pub(super) fn in_phrase(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::In | Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd)
}

/// How many words may stand between a participle and the verb of its noun.
pub(super) const BETWEEN: usize = 10;

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
    let comma = (1..before).find(|&at| is(at, ","));
    let found = (3..tags.len().saturating_sub(1).min(before)).find(|&at| {
        // "Brightwell, its largest operator, plans to close": also behind a noun that a name stands before.
        // "Roe, 51, disputes much of it"
        let aged = tags[at - 2] == Tag::Cd && at > 3 && is(at - 3, ",") && tags[at - 4].is_proper();
        let described = tags[at - 2].is_noun() && tags[0].is_proper() && comma.is_some_and(|comma| comma < at - 2);
        tags[at] == Tag::Nns
            && facts[at].possible.contains(Tag::Vbz)
            && is(at - 1, ",")
            && (tags[at - 2].is_proper() || described || aged)
    });
    let some = |at: usize| ["much", "most", "all", "some", "any", "none"].iter().any(|one| is(at, one));
    let asks = |at: usize| ["why", "how", "whether", "what"].iter().any(|one| is(at, one));
    let opens = |at: usize| {
        matches!(tags[at + 1], Tag::PrpPoss | Tag::Dt | Tag::Prp)
            || is(at + 1, "that")
            // "disputes much of it"
            || some(at + 1) && at + 2 < tags.len() && is(at + 2, "of")
            // "wonders aloud why"
            || asks(at + 1)
            || tags[at + 1].is_adverb() && at + 2 < tags.len() && asks(at + 2)
            || is(at + 1, "to") && tags.get(at + 2) == Some(&Tag::Vb)
    };
    if let Some(found) = found.filter(|&at| opens(at)) {
        tags[found] = Tag::Vbz;
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
pub(super) const LONGEST: usize = 24;

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

/// Makes a past of what looks like a participle at `at`, if it can be one.
pub(super) fn as_past(facts: &[Facts], tags: &mut [Tag], at: usize) {
    if tags[at] == Tag::Vbn && facts[at].possible.contains(Tag::Vbd) {
        tags[at] = Tag::Vbd;
    }
}
