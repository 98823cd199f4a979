//! What is counted: the noun phrase behind a number, and its head.

use std::ops::Range;

use super::super::tagger::Tag;
use super::piece::{Kind, Pieces};
use super::tables::word_files;

word_files! {
    /// Nouns whose plural is their singular.
    invariant = "lexicon/invariant.txt";
    /// Nouns that are no heads here.
    not_heads = "lexicon/not_heads.txt";
    /// What "two-…" counts nothing with.
    compounds = "lexicon/compounds.txt";
}

/// No noun phrase is followed further than this, in pieces.
const REACH: usize = 14;

/// The words counted and their head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// From the first modifier through the head.
    pub words: Range<usize>,
    pub head: usize,
}

impl Counted {
    /// What a single one of: "one proposal asks", where the verb behind the noun looks like a plural.
    pub fn of_one(self, c: &Pieces) -> Self {
        let before = self.head.wrapping_sub(1);
        let verb = c.tag(self.head) == Tag::Nns && self.words.start <= before && c.tag(before) == Tag::Nn;
        if verb { Self { words: self.words.start..self.head, head: before } } else { self }
    }
}

/// Whether piece `at` is a common noun or a name.
pub(super) fn is_noun(c: &Pieces, at: usize) -> bool {
    c.is_word(at) && matches!(c.tag(at), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
}

fn is_plural(c: &Pieces, at: usize) -> bool {
    c.is_word(at)
        && (matches!(c.tag(at), Tag::Nns | Tag::Nnps)
            || (c.tag(at) == Tag::Nnp && c.low(at).ends_with('s') && c.low(at).len() > 3 && !c.low(at).ends_with("ss"))
            || invariant().contains(c.low(at)))
}

/// Whether a noun phrase at `at` has a plural head.
pub(super) fn reaches_plural(c: &Pieces, at: usize) -> bool {
    read(c, at).is_some_and(|counted| is_plural(c, counted.head))
}

/// The noun phrase at `at`, right behind a number.
pub(super) fn read(c: &Pieces, at: usize) -> Option<Counted> {
    let mut at = at;
    // "six of the judges", "dozens of houses".
    if c.is(at, "of") {
        at += 1;
        while at < c.len()
            && (matches!(c.tag(at), Tag::Dt | Tag::PrpPoss | Tag::Pdt) && c.is_word(at) || c.is(at, "all"))
        {
            at += 1;
        }
        // "a third of them foreigners"
        if c.is(at, "them") && is_plural(c, at + 1) {
            at += 1;
        }
    }
    // "2.1 last year" says when; "11's" owns.
    if c.text(at).starts_with(['\'', '’']) {
        return None;
    }
    // "about 40 were missing"
    if matches!(c.low(at), "were" | "was" | "are" | "is" | "have" | "had" | "has") {
        return None;
    }
    if matches!(
        c.low(at),
        "last" | "this" | "next" | "each" | "every" | "a" | "an" | "that" | "earlier" | "once" | "when" | "until"
    ) {
        return None;
    }
    // “3,210 “shooting victims””: a mark of quotation may open here.
    while matches!(c.text(at), "“" | "\"" | "‘") {
        at += 1;
    }
    let mut head = None;
    let mut next = at;
    let mut first = at;
    while next < c.len() && next < at + REACH {
        let tag = c.tag(next);
        let word = c.low(next);
        match c.kind(next) {
            Some(Kind::Word) => {}
            Some(Kind::Mark) if c.hyphen(next) => {
                next += 1;
                continue;
            }
            // "20 tall, thin men"
            Some(Kind::Mark)
                if c.is(next, ",")
                    && head.is_none()
                    && adjective(c, next + 1)
                    && next > at
                    && adjective(c, next - 1) =>
            {
                next += 1;
                continue;
            }
            // "two 500-pound bombs", "two 20-year-old men"
            Some(Kind::Digits) if head.is_none() && c.hyphen(next + 1) && next > at => {
                next += 1;
                continue;
            }
            Some(Kind::Digits) if head.is_none() && c.hyphen(next + 1) && c.is_word(next + 2) => {
                next += 3;
                continue;
            }
            // "thousands of COVID -19 tests"
            Some(Kind::Mark)
                if c.is(next, "-")
                    && !c.glued(next)
                    && c.is_digits(next + 1)
                    && c.glued(next + 1)
                    && c.is_word(next + 2) =>
            {
                next += 2;
                continue;
            }
            // "two new 737 Max jets"
            Some(Kind::Digits) if head.is_none() && next > at && c.capital(next + 1) && !c.capital(at) => {
                next += 1;
                continue;
            }
            // "thousands of $12-an-hour workers": money that describes what is counted.
            Some(Kind::Mark)
                if head.is_none()
                    && super::money::is_sign(c, next)
                    && c.is_digits(next + 1)
                    && (c.hyphen(next + 2) || is_plural(c, next + 2)) =>
            {
                next += 2;
                while c.hyphen(next) && next < at + REACH {
                    next += 2;
                }
                while matches!(c.text(next), "”" | "\"") {
                    next += 1;
                }
                continue;
            }
            _ => break,
        }
        if head.is_some() && (not_heads().contains(word) || not_heads().contains(word.trim_end_matches('.'))) {
            break;
        }
        // "lost 50 meters of its length last year"
        if head.is_some() && matches!(word, "last" | "this" | "next" | "earlier") {
            break;
        }
        // "four of the seven hostages": another number counts those.
        if head.is_none()
            && matches!(super::number::class(word), Some(super::number::Class::Cardinal(_)))
            && !c.hyphen(next + 1)
        {
            break;
        }
        // Part of a hyphened word goes with its last part.
        let inside = c.hyphen(next + 1) && c.is_word(next + 2);
        if inside && !(is_noun(c, next) && head.is_some() && is_plural(c, next)) {
            next += 1;
            continue;
        }
        // Behind a number no verb stands in the third person singular: "eight states" is a slip of the tagger's.
        let named = head.is_some_and(|head| c.tag(head) == Tag::Nnp && !is_plural(c, head));
        let slip = (head.is_none() || named && next == at + 1)
            && tag == Tag::Vbz
            && word.len() > 3
            && word.ends_with('s')
            && !matches!(word, "does" | "goes");
        let noun =
            (is_noun(c, next) || slip) && !not_heads().contains(word) || (head.is_none() && invariant().contains(word));
        if noun {
            if let Some(before) = head {
                let proper = matches!(tag, Tag::Nnp | Tag::Nnps);
                // "707 people shot": a singular behind a plural is a tagger's slip, unless a plural follows ("20 arms control talks").
                let slips =
                    is_plural(c, before) && !is_plural(c, next) && !(is_noun(c, next + 1) && is_plural(c, next + 1));
                if slips
                    || is_plural(c, before)
                        && (proper && !matches!(c.tag(before), Tag::Nnp | Tag::Nnps)
                            || c.capital(next) && !c.capital(before))
                {
                    break;
                }
            }
            head = Some(next);
            next += 1;
            continue;
        }
        let possessive = tag == Tag::Pos || matches!(word, "'s" | "’s");
        if possessive {
            if head.take().is_none() {
                break;
            }
            next += 1;
            continue;
        }
        if let Some(found) = head {
            // "20 Iraqi trained men": a modifier after a singular noun only leads on to a plural one.
            let leads = !is_plural(c, found)
                && matches!(tag, Tag::Jj | Tag::Vbn | Tag::Vbg | Tag::Cc)
                && (1..4).any(|step| is_plural(c, next + step) && c.tag(next + step) != Tag::None);
            if !leads {
                break;
            }
            next += 1;
            continue;
        }
        let modifier = matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Vbn | Tag::Vbg | Tag::Cd)
            // "the state's 20 pledged delegates": a past tense right before a plural is a tagger's slip.
            || (tag == Tag::Vbd && next == at && is_plural(c, next + 1))
            || (matches!(tag, Tag::Rb | Tag::Rbs | Tag::Rbr) && (adjective(c, next + 1) || is_plural(c, next + 1) || c.hyphen(next + 1)))
            || (tag == Tag::Cc && adjective(c, next - 1) && adjective(c, next + 1) && next > at && !super::number::may_start(c, next + 1))
            // A verb form here is a tagger's slip where a plural follows ("four rotating units").
            || (tag == Tag::Vb && next == at && is_plural(c, next + 1));
        if !modifier || (tag == Tag::Cd && super::number::may_start(c, next)) {
            break;
        }
        next += 1;
    }
    let head = head?;
    // "20 more soldiers", "the 20 other men".
    while first < head && matches!(c.low(first), "more" | "other" | "additional" | "further" | "extra") {
        first += 1;
    }
    Some(Counted { words: first..head + 1, head })
}

fn adjective(c: &Pieces, at: usize) -> bool {
    c.is_word(at) && matches!(c.tag(at), Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Vbn | Tag::Vbg | Tag::Nn | Tag::Rb)
}

/// The noun that a number and a hyphen count: "28-nation", "three-judge". `at` is the piece behind the hyphen.
pub(super) fn joined(c: &Pieces, at: usize) -> Option<usize> {
    let sound = c.is_word(at) && !compounds().contains(c.low(at)) && !c.low(at).ends_with("ed");
    sound.then_some(at)
}

/// The singular of a noun in lower case.
pub(super) fn singular(noun: &str) -> String {
    super::super::lemma::noun(noun.trim_end_matches('.')).into_owned()
}
