//! The subject: the normal form of what is counted or measured, by which figures compare.

use super::super::tagger::Tag;
use super::piece::{Kind, Pieces};
use super::tables::{word_files, word_maps};
use super::{clause, counted, country, topic};
use std::ops::Range;

word_files! {
    /// Modifiers that change nothing.
    dropped = "lexicon/subject_drop.txt";
    /// Verbs whose subject gives a number.
    gives = "lexicon/gives.txt";
    /// What "of" and a noun is measured by.
    measures = "lexicon/measures.txt";
    /// Nouns that say too little alone.
    generic = "lexicon/generic.txt";
    /// Nouns that are compared by what they are of.
    of_what = "lexicon/of_what.txt";
    /// Nouns for money that "on" and what it is for follow.
    spent_on = "lexicon/spent_on.txt";
}

word_maps! {
    /// Nouns to their normal form.
    synonyms = "lexicon/synonyms.tsv";
    /// Verbs to what those counted do.
    acts = "lexicon/acts.tsv";
    /// Verbs to what they measure.
    measure_verbs = "lexicon/measure_verbs.tsv";
    /// Verbs to what an amount is to those it is given to.
    given_verbs = "lexicon/given_verbs.tsv";
    /// Words to what happened.
    states = "lexicon/states.tsv";
}

/// What `word`, in lower case, says happened to those counted.
pub(super) fn state(word: &str) -> Option<&'static str> {
    states().get(word).copied()
}

/// Whether a normal form says what happened to those counted.
pub(super) fn has_state(normal: &str) -> bool {
    normal.rsplit(' ').next().is_some_and(|last| state(last) == Some(last))
}

/// Whether two nouns in the singular are one, or mean the same.
pub(super) fn same_noun(a: &str, b: &str) -> bool {
    let normal = |noun| synonyms().get(noun).copied().unwrap_or(noun);
    normal(a) == normal(b)
}

/// The normal form of the noun phrase `words` with its head `head`: country, other modifiers, head, state.
pub(super) fn normal(c: &Pieces, words: Range<usize>, head: usize) -> String {
    let mut place = None;
    let mut modifiers: Vec<String> = Vec::new();
    let mut happened = None;
    let mut at = words.start;
    while at < head {
        if let Some((country, end)) = country::any(c, at).filter(|(_, end)| *end <= head) {
            place.get_or_insert(country);
            at = end;
            continue;
        }
        let low = c.low(at);
        let time = c.capital(at) && counted::not_heads().contains(low);
        if c.is_word(at) && !time && !dropped().contains(low) && !matches!(low, "'s" | "’s" | "and" | "or" | "of") {
            match state(low) {
                Some(state) => happened = Some(state),
                None => modifiers.push(clean(low)),
            }
        }
        at += 1;
    }
    // "20 Americans": the people is the head.
    let mut noun = match country::adjective(c, head) {
        Some((country, _)) if c.capital(head) && place.is_none() => {
            place = Some(country);
            "person".to_owned()
        }
        _ => clean(&counted::singular(c.low(head))),
    };
    // "340 cases of the new fever" are new fever cases.
    if of_what().contains(noun.as_str()) && c.is(head + 1, "of")
        || spent_on().contains(noun.as_str()) && matches!(c.low(head + 1), "on" | "for")
    {
        let start = head + 2 + usize::from(matches!(c.tag(head + 2), Tag::Dt | Tag::PrpPoss));
        let is_part = |at: &usize| c.is_word(*at) && (counted::is_noun(c, *at) || c.tag(*at) == Tag::Jj);
        let words: Vec<usize> = (start..start + 4).take_while(is_part).collect();
        if words.last().is_some_and(|&last| counted::is_noun(c, last)) {
            modifiers.extend(words.into_iter().map(|at| clean(&counted::singular(c.low(at)))));
        }
    }
    // "military personnel", "death toll": the longest synonym from the head backwards.
    for take in (0..=modifiers.len().min(2)).rev() {
        let from = modifiers.len() - take;
        let phrase = modifiers[from..].iter().chain([&noun]).map(String::as_str).collect::<Vec<_>>().join(" ");
        if let Some(&normal) = synonyms().get(phrase.as_str()) {
            noun = normal.to_owned();
            modifiers.truncate(from);
            break;
        }
    }
    if place.is_none() {
        place = origin(c, head + 1);
    }
    let mut happened = happened.or_else(|| after(c, head + 1));
    // "elephant carcasses"
    if noun == "carcass"
        && let Some(animal) = modifiers.pop()
    {
        noun = animal;
        happened = Some("killed");
    }
    // "and 30 others wounded"
    if noun == "other" {
        "person".clone_into(&mut noun);
    }
    let mut parts: Vec<&str> = Vec::new();
    parts.extend(place);
    parts.extend(modifiers.iter().map(String::as_str));
    parts.push(&noun);
    parts.extend(happened.filter(|state| !noun.ends_with(state)));
    parts.join(" ")
}

/// The normal form of what `words` with their head `head` measure: "sales of cars" are "car sale".
pub(super) fn measured(c: &Pieces, words: Range<usize>, head: usize) -> String {
    let normal = normal(c, words.clone(), head);
    let mut before = words.start;
    while before > 0 && matches!(c.tag(before - 1), Tag::Dt | Tag::PrpPoss) {
        before -= 1;
    }
    if before < 2 || !c.is(before - 1, "of") || !c.is_word(before - 2) {
        return normal;
    }
    let measure = counted::singular(c.low(before - 2));
    if measures().contains(measure.as_str()) { format!("{normal} {measure}") } else { normal }
}

/// `normal` with what a verb among the pieces `between` it and its number measures of it: "the bridge will cost $80".
pub(super) fn with_measure(c: &Pieces, normal: String, mut between: Range<usize>) -> String {
    let measure = between.find_map(|at| measure_verbs().get(super::super::lemma::verb(c.low(at)).as_ref()));
    match measure {
        Some(measure) if !normal.ends_with(measure) => format!("{normal} {measure}"),
        _ => normal,
    }
}

/// `normal` with what is done by or to those counted, where their noun says too little: "person attend". The number's
/// words begin at `at`, what it counts ends before `end`.
pub(super) fn with_act(c: &Pieces, normal: String, at: usize, end: usize) -> String {
    if !generic().contains(normal.as_str()) {
        return normal;
    }
    let is_verb = |at: usize| {
        c.is_word(at) && matches!(c.tag(at), Tag::Vb | Tag::Vbd | Tag::Vbn | Tag::Vbp | Tag::Vbz | Tag::Vbg)
    };
    let mut verb = None;
    for next in end..end + 5 {
        if is_verb(next) {
            verb = Some(next);
            let helps = matches!(
                c.low(next),
                "were" | "was" | "are" | "is" | "be" | "been" | "being" | "have" | "has" | "had" | "do" | "did"
            );
            if !helps {
                break;
            }
        } else if !(c.is_word(next) && matches!(c.tag(next), Tag::Md | Tag::Rb | Tag::To) || c.is(next, "who")) {
            break;
        }
    }
    let verb = verb.or_else(|| at.checked_sub(1).filter(|&before| is_verb(before)));
    match verb.map(|at| super::super::lemma::verb(c.low(at))) {
        Some(base) if !matches!(base.as_ref(), "be" | "have" | "do" | "say" | "include" | "number") => {
            let act = acts().get(base.as_ref()).copied().unwrap_or(&base);
            format!("{normal} {act}")
        }
        _ => normal,
    }
}

/// A word as subjects write it: ASCII lower case, without the marks at its ends.
fn clean(word: &str) -> String {
    word.trim_matches(['.', '\'', '’']).to_lowercase()
}

/// "soldiers from North Korea", "residents of Kyiv".
fn origin(c: &Pieces, at: usize) -> Option<&'static str> {
    if !matches!(c.low(at), "from" | "of") {
        return None;
    }
    country::any(c, at + 1).map(|(country, _)| country)
}

/// No place behind what is counted has more words.
const PLACE: usize = 6;

/// What the words behind a head say happened: "killed", "were feared dead".
pub(super) fn after(c: &Pieces, at: usize) -> Option<&'static str> {
    let at = behind_place(c, at);
    for next in at..at + 6 {
        if !c.is_word(next) {
            return None;
        }
        let low = c.low(next);
        if let Some(state) = state(low) {
            // "flattened 12 villages, killing 40"
            if low.ends_with("ing") && !matches!(low, "missing") {
                return None;
            }
            // "20 people killed" suffered it; "20 soldiers killed a man" did it.
            let object = matches!(c.tag(next + 1), Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Nnp)
                && !matches!(low, "died" | "dead" | "missing");
            // "killed or wounded" is one thing, in either order.
            if matches!(c.low(next + 1), "or" | "and") && joins(c.low(next + 2), state) {
                return Some("killed or wounded").filter(|_| matches!(state, "killed" | "wounded"));
            }
            return (!object).then_some(state);
        }
        let link = matches!(
            low,
            "were"
                | "was"
                | "are"
                | "is"
                | "have"
                | "has"
                | "had"
                | "been"
                | "being"
                | "be"
                | "to"
                | "reported"
                | "confirmed"
                | "feared"
                | "believed"
                | "reportedly"
                | "also"
                | "known"
                | "thought"
                | "may"
                | "might"
                | "presumed"
                | "said"
                | "who"
                | "and"
                | "shot"
                | "already"
                | "went"
                | "gone"
                | "remain"
                | "remained"
                | "left"
                | "still"
        );
        // "were badly hurt"
        let how = next > at && c.tag(next) == Tag::Rb && !matches!(low, "not" | "never" | "n't");
        if !(link || how) {
            return None;
        }
    }
    None
}

/// The piece behind "in and around Riverton" at `at`, or `at`.
fn behind_place(c: &Pieces, at: usize) -> usize {
    let leads = |at: usize| matches!(c.low(at), "in" | "at" | "near" | "around" | "across");
    if !leads(at) {
        return at;
    }
    let ends =
        |at: usize| !leads(at) && !c.is(at, "and") && !matches!(c.tag(at), Tag::Dt | Tag::Nnp | Tag::Nn | Tag::Jj);
    (at..at + PLACE).find(|&at| !c.is_word(at) || ends(at)).unwrap_or(at)
}

fn joins(word: &str, from: &str) -> bool {
    state(word).is_some_and(|other| other != from && matches!(other, "killed" | "wounded"))
}

/// What the verb before a number, whose words begin at `at`, does to those counted: "killing at least 12 people".
pub(super) fn before(c: &Pieces, at: usize) -> Option<&'static str> {
    let last = at.checked_sub(1)?;
    let verb = if matches!(c.low(last), "of" | "another" | "and") { last.checked_sub(1)? } else { last };
    let found = state(c.low(verb))?;
    // "were killed 12 days ago" is past; only an active verb acts on what follows.
    let passive = matches!(c.low_before(verb, 1), "were" | "was" | "been" | "be" | "are" | "is");
    (!passive && matches!(c.tag(verb), Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbz | Tag::Vbp)).then_some(found)
}

/// Whether `noun` is of those who measure a thing.
pub(super) fn is_measurer(noun: &str) -> bool {
    topic::is_people(noun)
        || topic::scene::is_institution(noun)
        || matches!(
            noun,
            "coastguard"
                | "observatory"
                | "authority"
                | "service"
                | "department"
                | "survey"
                | "navy"
                | "center"
                | "centre"
                | "police"
                | "government"
                | "opposition"
                | "army"
                | "hospital"
                | "ministry"
                | "church"
                | "mission"
                | "town"
                | "city"
                | "company"
                | "firm"
                | "charity"
        )
}

/// The noun phrase that ends right before `end`: its words and head.
pub(super) fn phrase_before(c: &Pieces, end: usize) -> Option<(Range<usize>, usize)> {
    let head = end.checked_sub(1)?;
    if !counted::is_noun(c, head) {
        return None;
    }
    let mut start = head;
    while start > 0 && head - start < 5 {
        let before = start - 1;
        let modifies = (c.is_word(before)
            && matches!(
                c.tag(before),
                Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Jjs | Tag::Pos | Tag::Vbn
            )
            // "the league put inflation at 5 percent": behind a noun this is a verb.
            && !(c.tag(before) == Tag::Vbn && before > 0 && counted::is_noun(c, before - 1))
            && !super::number::may_start(c, before))
            || c.hyphen(before);
        if !modifies {
            break;
        }
        start = before;
    }
    while start < head && !c.is_word(start) {
        start += 1;
    }
    // "each soldier": whom a rate is for.
    if start > 0 && matches!(c.low(start - 1), "each" | "every") {
        start -= 1;
    }
    Some((start..head + 1, head))
}

/// What an amount, whose words begin at `at`, is to those named right before it: "pays its miners $900" is a miner wage. The
/// normal form and their words.
pub(super) fn given(c: &Pieces, at: usize) -> Option<(String, Range<usize>)> {
    let (words, head) = phrase_before(c, at)?;
    let mut verb = words.start.checked_sub(1)?;
    while verb > 0 && matches!(c.tag(verb), Tag::Dt | Tag::PrpPoss) {
        verb -= 1;
    }
    let given = given_verbs().get(super::super::lemma::verb(c.low(verb)).as_ref())?;
    Some((format!("{} {given}", normal(c, words.clone(), head)), words))
}

/// How far before its number "the number of dead" may stand, in pieces.
const TOLD: usize = 14;

/// What happened to those of whom a number is told, whose words begin at `at`: "the number of dead in Riverton rose to".
pub(super) fn told(c: &Pieces, at: usize) -> Option<&'static str> {
    let of = (at.saturating_sub(TOLD)..at).rev().find(|&of| c.is(of, "of"))?;
    let number = matches!(c.low_before(of, 1), "number" | "total" | "toll" | "count" | "tally");
    let whom = if matches!(c.low(of + 1), "the" | "those") { of + 2 } else { of + 1 };
    state(c.low(whom)).filter(|_| number && !counted::is_noun(c, whom + 1) && !(of..at).any(|at| c.is_digits(at)))
}

/// How many noun phrases hang on one another at most: linear, and no subject is put in more.
const MOST_HUNG: usize = 3;

/// The noun phrase that `phrase` hangs on: the men of "men under arms", the cases of "cases in the city", the
/// toll of "the toll from the flood in the valley"; else itself.
pub(super) fn governing(c: &Pieces, phrase: (Range<usize>, usize)) -> (Range<usize>, usize) {
    (0..MOST_HUNG).try_fold(phrase, |inner, _| hung_on(c, &inner).ok_or(inner)).unwrap_or_else(|outermost| outermost)
}

/// The noun phrase that `phrase` hangs on by a preposition.
fn hung_on(c: &Pieces, phrase: &(Range<usize>, usize)) -> Option<(Range<usize>, usize)> {
    let mut start = phrase.0.start;
    while start > 0 && matches!(c.tag(start - 1), Tag::Dt | Tag::PrpPoss) {
        start -= 1;
    }
    let hangs = start > 0
        && matches!(
            c.low(start - 1),
            "in" | "at"
                | "to"
                | "on"
                | "from"
                | "for"
                | "under"
                | "across"
                | "among"
                | "inside"
                | "near"
                | "within"
                | "throughout"
                | "around"
                | "off"
                | "along"
                | "outside"
                | "against"
        );
    let end = start.checked_sub(1).filter(|_| hangs)?;
    // "Spending on roads"
    let gerund = || {
        let at = end.checked_sub(1).filter(|&at| c.tag(at) == Tag::Vbg && spent_on().contains(c.low(at)))?;
        Some((at..end, at))
    };
    phrase_before(c, end).or_else(gerund)
}

/// What the verb between `nearest`, the noun phrase before a number, and the number, whose words begin at `at`, tells of: "the
/// bridge over the Tarn at Kelby will cost"; or what somebody counts: "put attendance at the rally at".
fn clause(c: &Pieces, nearest: &(Range<usize>, usize), at: usize) -> Option<(Range<usize>, usize)> {
    let behind = clause::behind_time(c, nearest.1 + 1);
    if matches!(c.low_before(at, 1), "at" | "to" | "as") && c.tag(behind) != Tag::Md {
        let found = clause::put(c, at - 1).filter(|(words, _)| words.start < nearest.0.end);
        if found.is_some() {
            return found;
        }
    }
    let is_verb = matches!(c.tag(behind), Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Md | Tag::Vbn)
        || c.is(behind, "amounts") && c.is(behind + 1, "to");
    clause::subject(c, behind).filter(|(_, head)| {
        let hangs = matches!(c.tag(head + 1), Tag::In | Tag::To | Tag::Vbn | Tag::Vbg | Tag::Vbd)
            || matches!(c.low(head + 1), "of" | "numbers" | "in" | "at");
        is_verb && *head < nearest.1 && hangs
    })
}

/// What the words before a number say it measures: "a fine of", "the jobless rate rose to", "each soldier earning".
pub(super) fn measured_before(c: &Pieces, at: usize) -> Option<(Range<usize>, usize)> {
    nearest_before(c, at).or_else(|| {
        // "She put the vaccination rate among the elderly at": no noun stands before "at".
        let at = at.checked_sub(1).filter(|&last| c.is(last, "at"))?;
        clause::put(c, at).filter(|(_, head)| !c.capital(*head) && c.tag(at - 1) == Tag::Jj)
    })
}

/// The same, by the noun phrase that stands nearest.
fn nearest_before(c: &Pieces, at: usize) -> Option<(Range<usize>, usize)> {
    // "The crop reached a record 172 million tonnes"
    let at = if at > 2 && c.is(at - 1, "record") && c.tag(at - 2) == Tag::Dt { at - 2 } else { at };
    let mut end = at;
    for _ in 0..7 {
        let last = end.checked_sub(1)?;
        // "the link, which is 18 miles long"
        if matches!(c.low(last), "which" | "that") && end < at && last > 1 && c.is(last - 1, ",") {
            let told = phrase_before(c, last - 1).map(|phrase| governing(c, phrase));
            return told.filter(|(_, head)| !matches!(c.tag(*head), Tag::Nnp | Tag::Nnps));
        }
        // "aid worth $3 million"
        if end == at && c.is(last, "worth") {
            // "The contract, worth $3 million, is"
            let goods = phrase_before(c, if last > 0 && c.is(last - 1, ",") { last - 1 } else { last });
            let goods = goods.filter(|(_, head)| *head == 0 || !c.capital(*head));
            if goods.is_some() {
                return goods;
            }
            end = last;
            continue;
        }
        let time = counted::not_heads().contains(c.low(last)) && c.tag(last) != Tag::Md;
        // "Exports in 2030 were"
        if c.is_digits(last) && c.text(last).len() == 4 && end < at && matches!(c.low_before(last, 1), "in" | "for") {
            end = last - 1;
            continue;
        }
        if c.kind(last) != Some(Kind::Word) || time && end == at {
            return None;
        }
        // "rose on Monday to"
        if time {
            let on = matches!(c.low_before(last, 1), "on" | "in" | "late" | "early" | "by" | "since");
            end = if on { last - 1 } else { last };
            continue;
        }
        // "The harvest this year was": nor is the year what was told.
        if clause::is_stretch(c.low(last)) && matches!(c.low_before(last, 1), "last" | "this" | "next" | "that") {
            let on = matches!(c.low_before(last, 2), "in" | "for" | "during" | "of" | "over");
            end = if on { last - 2 } else { last - 1 };
            continue;
        }
        // "each soldier earning $20", "the tank weighs 46 tonnes": what touches the number is a verb, whatever its tag,
        // and where it has no noun before it an object that measures nothing ("cost taxpayers $50").
        // "would amount to"
        let amounts = c.is(last, "amounts") && c.is(last + 1, "to");
        let slip = counted::is_noun(c, last) && last > 0 && c.tag(last - 1) == Tag::Md || amounts;
        // "The budget, which the house passed on Thursday, amounts to": what stands between the commas is passed over.
        if amounts && last > 0 && c.is(last - 1, ",") {
            return clause::subject(c, last).filter(|(_, head)| !matches!(c.tag(*head), Tag::Nnp | Tag::Nnps));
        }
        let earning = slip || end == at && counted::is_noun(c, last) && last > 0 && counted::is_noun(c, last - 1);
        if end == at && counted::is_noun(c, last) && !earning {
            // "paid each soldier $2,000"
            return phrase_before(c, end).filter(|(words, _)| matches!(c.low(words.start), "each" | "every"));
        }
        if counted::is_noun(c, last) && !earning {
            // "The bureau expects 41,000 tonnes": whoever gives a number is not what it measures.
            let verb =
                (last + 1..at).find(|&verb| !matches!(c.low(verb), "had" | "has" | "have" | "will" | "would" | "now"));
            // "the ransom demanded was 9 million": what is given is measured.
            let given = |verb: usize| {
                matches!(c.tag(verb), Tag::Vbn | Tag::Vbd)
                    && matches!(c.low(verb + 1), "was" | "is" | "were" | "are")
                    && verb + 1 < at
            };
            // "The researchers measured 720 square kilometers"
            let counts = |verb: usize| {
                matches!(super::super::lemma::verb(c.low(verb)).as_ref(), "measure" | "map" | "survey")
                    && is_measurer(&counted::singular(c.low(last)))
            };
            if verb.is_some_and(|verb| {
                counts(verb) || !given(verb) && gives().contains(super::super::lemma::verb(c.low(verb)).as_ref())
            }) {
                return None;
            }
            let nearest = phrase_before(c, end)?;
            let found = clause(c, &nearest, at).unwrap_or_else(|| governing(c, nearest));
            // "Obama by 20 points": a name measures nothing; "Turnover at the firm reached" is none.
            let says = |head: usize| {
                let noun = counted::singular(c.low(head));
                topic::is_sum(&noun)
                    || topic::says_it(&noun)
                    || matches!(c.tag(head + 1), Tag::In) && (clause::is_measure(&noun) || topic::is_told(&noun))
            };
            return Some(found).filter(|(_, head)| !matches!(c.tag(*head), Tag::Nnp | Tag::Nnps) || says(*head));
        }
        let links = matches!(
            c.tag(last),
            Tag::Vb
                | Tag::Vbd
                | Tag::Vbg
                | Tag::Vbn
                | Tag::Vbp
                | Tag::Vbz
                | Tag::Md
                | Tag::To
                | Tag::Rb
                | Tag::In
                | Tag::Rp
                | Tag::Dt
                | Tag::Jjr
                | Tag::Rbr
                | Tag::Jj
                | Tag::Jjs
        ) && !matches!(
            c.low(last),
            "that"
                | "if"
                | "because"
                | "while"
                | "for"
                | "with"
                | "said"
                | "told"
                | "says"
                | "when"
                | "after"
                | "before"
                | "since"
                | "in"
                | "on"
                | "per"
                | "among"
                | "into"
        );
        // "Rebuilding will cost $3 million"
        let gerund = c.tag(last) == Tag::Vbg && c.tag(last + 1) == Tag::Md && end == last + 1;
        if gerund && (last == 0 || !c.is_word(last - 1) || matches!(c.tag(last - 1), Tag::Dt | Tag::In | Tag::Vbd)) {
            return Some((last..last + 1, last));
        }
        // "The slick stretches for 12 miles"
        let stretches = c.is(last, "for")
            && matches!(super::super::lemma::verb(c.low_before(last, 1)).as_ref(), "stretch" | "run" | "extend" | "go");
        // "is expected to come in at 22 million"
        let comes = c.is(last, "in") && c.is(last + 1, "at");
        if !links && !earning && !stretches && !comes {
            return None;
        }
        end = last;
    }
    None
}
