//! What the words before a number say it measures: "a fine of", "the jobless rate rose to", "put attendance at the rally at".

use std::ops::Range;

use super::super::super::lemma;
use super::super::super::tagger::Tag;
use super::super::piece::{Kind, Pieces};
use super::super::{clause, counted, topic};
use super::gives;
use super::phrase::{governing, phrase_before};

/// What the words before a number say it measures: "a fine of", "the jobless rate rose to", "each soldier earning".
pub(in super::super) fn measured_before(c: &Pieces, at: usize) -> Option<(Range<usize>, usize)> {
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
        // "The growers' leaders speak of 1,200 acres"
        let speaks = c.is(last + 1, "of") && matches!(lemma::verb(c.low(last)).as_ref(), "speak" | "talk" | "hear");
        if speaks && last > 0 && counted::is_noun(c, last - 1) {
            return None;
        }
        if counted::is_noun(c, last) && !earning {
            // "The bureau expects 41,000 tonnes": whoever gives a number is not what it measures.
            let verb = (last + 1..at)
                .find(|&verb| !matches!(c.low(verb), "had" | "has" | "have" | "will" | "would" | "now" | "nearby"));
            // "the ransom demanded was 9 million": what is given is measured.
            let given = |verb: usize| {
                matches!(c.tag(verb), Tag::Vbn | Tag::Vbd)
                    && matches!(c.low(verb + 1), "was" | "is" | "were" | "are")
                    && verb + 1 < at
            };
            // "The researchers measured 720 square kilometers"
            let counts = |verb: usize| {
                matches!(lemma::verb(c.low(verb)).as_ref(), "measure" | "map" | "survey")
                    && is_measurer(&counted::singular(c.low(last)))
            };
            if verb
                .is_some_and(|verb| counts(verb) || !given(verb) && gives().contains(lemma::verb(c.low(verb)).as_ref()))
            {
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
            && matches!(lemma::verb(c.low_before(last, 1)).as_ref(), "stretch" | "run" | "extend" | "go");
        // "is expected to come in at 22 million"
        let comes = c.is(last, "in") && c.is(last + 1, "at");
        if !links && !earning && !stretches && !comes {
            return None;
        }
        end = last;
    }
    None
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

/// Whether `noun` is of those who measure a thing.
pub(in super::super) fn is_measurer(noun: &str) -> bool {
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
