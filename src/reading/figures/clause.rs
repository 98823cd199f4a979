//! Whose number it is by the clause before it, where other noun phrases stand between: "The new bridge over the Tarn at Kelby
//! will cost", "put attendance at Sunday's rally at".

use std::ops::Range;

use super::super::lemma;
use super::super::tagger::Tag;
use super::counted;
use super::piece::{Kind, Pieces};
use super::setting;
use super::subject::{self, gives};
use super::tables::word_files;

word_files! {
    /// Verbs with somebody's count of a thing behind them, and "at" before the number.
    puts = "lexicon/puts.txt";
    /// Verbs with somebody's count of a thing behind them, and "as" before the number.
    gives_as = "lexicon/gives_as.txt";
    /// Nouns that "of" and a thing follow, of which the number is.
    measures = "lexicon/measures.txt";
    /// Nouns that count what "of" leads to, or what was counted before.
    tallies = "lexicon/tallies.txt";
    /// Verbs that lead from what is counted to its number.
    reached = "lexicon/reached.txt";
}

/// No clause is looked back over further, in pieces.
const REACH: usize = 24;

/// Words and head of a noun phrase.
pub(super) type Phrase = (Range<usize>, usize);

/// The piece behind the words at `at` that say when, or `at`: "on Monday", "last year", "in 2030".
pub(super) fn behind_time(c: &Pieces, at: usize) -> usize {
    let leads = matches!(c.low(at), "on" | "in" | "late" | "early" | "by" | "since" | "until" | "for" | "during");
    let from = if leads { at + 1 } else { at };
    let from = if leads && matches!(c.low(from), "late" | "early" | "mid") { from + 1 } else { from };
    let each = matches!(c.low(from), "last" | "this" | "next" | "that" | "each" | "every" | "past");
    let stretch = each && is_stretch(c.low(from + 1));
    let year = leads && c.is_digits(from) && c.text(from).len() == 4;
    let end = if stretch {
        from + 2
    } else if year || counted::not_heads().contains(c.low(from)) && c.tag(from) != Tag::Md {
        from + 1
    } else {
        return at;
    };
    // "on Monday evening"
    if matches!(c.low(end), "morning" | "afternoon" | "evening" | "night") { end + 1 } else { end }
}

/// Whether a word is for a stretch of time that "last" and "this" may stand before.
pub(super) fn is_stretch(word: &str) -> bool {
    matches!(
        word,
        "year"
            | "month"
            | "week"
            | "quarter"
            | "season"
            | "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "decade"
            | "night"
    )
}

/// Where the clause begins in which `at` stands.
fn start(c: &Pieces, at: usize) -> usize {
    let floor = at.saturating_sub(REACH);
    let closes = |at: usize| c.kind(at) == Some(Kind::Mark) && !c.hyphen(at) && !matches!(c.text(at), "$" | "€" | "£");
    let opens = |at: usize| {
        setting::ends().contains(c.low(at))
            && !c.is(at, "against")
            && (!c.is(at, "and") || matches!(c.tag(at + 1), Tag::Dt | Tag::PrpPoss))
    };
    let begin =
        |from: usize| (floor..from).rev().find(|&before| closes(before) || opens(before)).map_or(floor, |at| at + 1);
    let first = begin(at);
    // "The toll from the flood, the worst in years, rose to": what stands between two commas is passed over.
    let inserted = first == at && first > floor && c.is(first - 1, ",");
    match inserted.then(|| begin(first - 1)) {
        Some(comma) if comma > floor && c.is(comma - 1, ",") => begin(comma - 1),
        // "The budget, which the house passed, amounts to"
        Some(which) if which > floor + 1 && c.tag(which - 1) == Tag::Wdt && c.is(which - 2, ",") => begin(which - 2),
        _ => first,
    }
}

/// The noun phrase at `from`, before `limit`, without what hangs on it.
fn phrase_at(c: &Pieces, from: usize, limit: usize) -> Option<Phrase> {
    let mut first = from;
    while first < limit && (matches!(c.tag(first), Tag::Dt | Tag::PrpPoss | Tag::Pdt | Tag::Rb | Tag::Cc | Tag::Cd)) {
        first += 1;
    }
    let mut head = None;
    let mut at = first;
    while at < limit {
        // "the party's spending"
        let gerund = at > first && c.tag(at) == Tag::Vbg && c.tag(at - 1) == Tag::Pos;
        // "put government losses at": right before the limit a plural that looks like a verb.
        let slip = at > first
            && at + 1 == limit
            && matches!(c.tag(at), Tag::Vbz | Tag::Vbg)
            && (counted::is_noun(c, at - 1) || c.tag(at - 1) == Tag::Pos);
        // "put the dead at", "put the army's wounded at"
        let befallen = at + 1 == limit && head.is_none() && subject::state(c.low(at)).is_some();
        if gerund || slip || befallen || counted::is_noun(c, at) {
            head = Some(at);
        } else if c.tag(at) == Tag::Pos {
            head = None;
        } else if !(c.hyphen(at)
            || c.is_word(at)
                && matches!(c.tag(at), Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Vbn | Tag::Vbg)
                && head.is_none())
        {
            break;
        }
        at += 1;
    }
    head.map(|head| (first..head + 1, head))
}

/// `phrase`, or what it is a number, a price or the like of: "the number of soldiers", "the price of bread".
fn of(c: &Pieces, phrase: Phrase, limit: usize) -> Phrase {
    let (ref words, head) = phrase;
    let noun = counted::singular(c.low(head));
    // "passenger numbers"
    if noun == "number" && c.is(head, "numbers") && head > words.start && counted::is_noun(c, head - 1) {
        return (words.start..head, head - 1);
    }
    let leads = c.is(head + 1, "of") && (tallies().contains(noun.as_str()) || measures().contains(noun.as_str()));
    if leads { phrase_at(c, head + 2, limit).unwrap_or(phrase) } else { phrase }
}

/// What the tally at `at` counts, right behind its number: "raised to 262 its count of rebels killed".
pub(super) fn counted_behind(c: &Pieces, at: usize) -> Option<Phrase> {
    let tally = counted::singular(c.low(at + 1));
    let counts =
        matches!(c.tag(at), Tag::Dt | Tag::PrpPoss) && tallies().contains(tally.as_str()) && c.is(at + 2, "of");
    phrase_at(c, at + 3, at + REACH).filter(|_| counts)
}

/// The subject of the verb at `verb`: the first noun phrase of its clause, behind "In Riverton".
pub(super) fn subject(c: &Pieces, verb: usize) -> Option<Phrase> {
    let mut from = start(c, verb);
    if c.tag(from) == Tag::In {
        let (words, _) = phrase_at(c, from + 1, verb)?;
        from = words.end;
    }
    phrase_at(c, from, verb).map(|found| of(c, found, verb))
}

/// Whether `noun` is for what is measured and says nothing of what is: "volume".
pub(super) fn is_measure(noun: &str) -> bool {
    measures().contains(noun) || tallies().contains(noun)
}

/// Whether the noun phrase that begins at `at` is what "the number of" counts.
pub(super) fn is_told(c: &Pieces, at: usize) -> bool {
    let of = if matches!(c.tag(at.saturating_sub(1)), Tag::Dt | Tag::PrpPoss) { at.saturating_sub(1) } else { at };
    c.low_before(of, 1) == "of" && tallies().contains(counted::singular(c.low_before(of, 2)).as_str())
}

/// What the subject of the verb before a number, whose words begin at `at`, is the number of: "the number of families who have left
/// the valley has reached".
pub(super) fn told_number(c: &Pieces, at: usize) -> Option<Phrase> {
    let from = start(c, at);
    let of = (from..at).find(|&of| c.is(of, "of"))?;
    let tally = counted::singular(c.low_before(of, 1));
    let verb = c.low_before(at, if matches!(c.low_before(at, 1), "to" | "at") { 2 } else { 1 });
    let whole = tallies().contains(tally.as_str())
        && of <= from + 3
        && (reached().contains(verb) || matches!(verb, "was" | "were" | "is" | "are" | "be" | "been"));
    phrase_at(c, of + 1, at).filter(|_| whole)
}

/// What the number behind `at`, the piece of an "at" or "to", is put for: "estimated the crowd on the square at".
pub(super) fn put(c: &Pieces, at: usize) -> Option<Phrase> {
    let from = start(c, at);
    let verbs = if c.is(at, "as") { gives_as() } else { puts() };
    let verb = (from..at).find(|&verb| verbs.contains(lemma::verb(c.low(verb)).as_ref()))?;
    phrase_at(c, verb + 1, at).map(|found| of(c, found, at))
}

/// How far before a number a clause that only describes may begin, and how far behind it end, in pieces.
const ASIDE: usize = 10;

/// Whether the number whose words stand between `start` and `end` is told in passing: "the ward, which has 50 beds, treated 120", "the
/// union, which surveyed 900 schools, counts 34". What somebody gives there is no such.
pub(super) fn is_aside(c: &Pieces, start: usize, end: usize) -> bool {
    let before = (start.saturating_sub(ASIDE)..start).rev().take_while(|&at| c.is_word(at));
    let mut which = before.filter(|&at| matches!(c.low(at), "which" | "who"));
    let Some(which) = which.next().filter(|&which| which > 0 && c.is(which - 1, ",")) else { return false };
    let told = (which + 1..start).any(|verb| gives().contains(lemma::verb(c.low(verb)).as_ref()));
    if told {
        return false;
    }
    let closes = (end..end + ASIDE).find(|&at| !c.is_word(at) && !c.is_digits(at)).unwrap_or(end + ASIDE);
    let goes_on = c.is(closes, ",") && matches!(c.tag(closes + 1), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    goes_on || c.is(closes, ".") && matches!(c.low_before(start, 1), "has" | "have" | "had")
}

/// Where the clause begins, behind a semicolon, in which somebody else gives the number at `at`: "400 were hurt; the firm counts 150".
pub(super) fn giver(c: &Pieces, at: usize) -> Option<usize> {
    let is_verb = |at: usize| {
        matches!(c.tag(at), Tag::Vb | Tag::Vbd | Tag::Vbn | Tag::Vbp | Tag::Vbz | Tag::Nns) || c.is(at, "of")
    };
    let mark = (at.saturating_sub(REACH)..at).rev().find(|&mark| c.is(mark, ";"))?;
    // "the bank put its debts at 2 million; the company gives them as 1 million"
    let puts_so = |verb: usize| {
        let base = lemma::verb(c.low(verb));
        gives_as().contains(base.as_ref()) || puts().contains(base.as_ref())
    };
    if matches!(c.low_before(at, 1), "at" | "as")
        && phrase_at(c, mark + 1, at).is_some_and(|(_, head)| puts_so(head + 1))
    {
        return Some(mark + 1);
    }
    let verb = at.checked_sub(1).filter(|&verb| c.is_word(verb) && is_verb(verb))?;
    let (words, head) = phrase_at(c, mark + 1, verb)?;
    let counts = gives().contains(lemma::verb(c.low(verb)).as_ref()) || c.is(verb, "of") && verb == head + 2;
    (counts && words.start > mark && (verb == head + 1 || verb == head + 2)).then_some(mark + 1)
}
