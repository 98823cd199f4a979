//! CONTENT, SOURCE cue: a cue that stands behind what it speaks for, or breaks it in two.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::super::analysis::Analysis;
use super::super::sources;
use super::super::tagger::Tag;
use super::complement::Complement;
use super::draft::Draft;
use super::groups::Shape;
use super::lexicon::{Class, Cue, Frames};
use super::scene::Scene;
use super::{lexicon, nouns, reported};

/// "It will rain, she said." and "It will rain, she said on Tuesday."
pub(super) fn trailing(scene: &Scene, index: usize, cue: Cue, found: &Complement) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let bounds = scene.bounds(group.head);
    // "It will rain, experts believe." ends the sentence; elsewhere only what may follow a quotation trails.
    let teller = learned_from(scene, index, cue);
    let ends = closes(a, group.tokens.end, bounds.end) || teller.is_some();
    let quotes = cue.frames.any(Frames::QUOTE);
    // "Two members preferred a cut, the minutes showed.", "Two members, the minutes show, preferred a cut."
    // "…, official figures showed on Friday, dealing a blow to both."
    let shows = cue.class == Class::Show
        && (ends || a.word(found.start) == "," || ends_with_time(scene, group.tokens.end, bounds.end));
    // "The owner ignored them, a court heard on Monday."
    let heard = is_heard(scene, index);
    // "By then, Roe suspects, the bird is gone."
    // "A, you know, is B" is nobody's thought.
    let broken = a.word(group.tokens.end) == ","
        && scene.quotation_at(group.head).is_none()
        && cue.lemma != "know"
        && !matches!(a.low(group.tokens.start.saturating_sub(1)), "i" | "you" | "we");
    let thinks = cue.class == Class::Think && (ends || broken);
    let may_trail = quotes || shows || heard || thinks;
    // "Why, she asked, should they believe him?"
    let asks = || cue.frames.any(Frames::WH) && a.word(bounds.end - 1) == "?";
    if !may_trail || !(cue.frames.any(Frames::THAT) || cue.frames.any(Frames::CONJUNCTION) || asks()) {
        return None;
    }
    let quoted = quoted_as(scene, index);
    let finite = group.shape == Shape::Finite || quoted.is_some();
    if !(finite || group.shape == Shape::Participle && reported::acts(scene, index)) {
        return None;
    }
    let lead = quoted.unwrap_or(index);
    let first = scene.groups[lead].tokens.start;
    let own = scene.own_subject(lead);
    // "The grocer, which reports next week, fell."
    let relative = |at: usize| matches!(a.tag(at), Tag::Wdt | Tag::Wp);
    if own.as_ref().is_some_and(|subject| subject.tokens.len() == 1 && relative(subject.tokens.start)) {
        return None;
    }
    // "a figure critics say proves it": a clause within another has the verb of that right behind it.
    if scene.groups.get(index + 1).is_some_and(|next| {
        next.tokens.start == group.tokens.end && next.shape == Shape::Finite && next.head < bounds.end
    }) {
        return None;
    }
    if let Some(subject) = own.as_ref() {
        // "As mayor Jane Roe said, A": not as a mayor.
        let office = |at: &usize| a.tag(*at).is_noun() && !a.tag(*at).is_proper();
        let named = a.tag(subject.tokens.start).is_proper();
        let back = (bounds.start..subject.tokens.start).rev().take(OFFICE).take_while(office).count();
        let from = subject.tokens.start - if named { back } else { 0 };
        if from > bounds.start && a.low(from - 1) == "as" {
            return as_said(scene, index, from..subject.tokens.end, bounds);
        }
    }
    let (cut, source) = match own {
        Some(subject) => {
            let before = subject.tokens.start.checked_sub(1).filter(|&before| before > bounds.start)?;
            if is_break(scene, before) {
                (before, subject.tokens)
            } else {
                let from = subject.tokens.start;
                let comma = joined_source(scene, from, bounds.start)
                    .or_else(|| long_source(scene, from, bounds.start))
                    .or_else(|| described(scene, from, bounds.start))?;
                (comma, comma + 1..first)
            }
        }
        None => {
            // ", said Lee, a researcher"
            let before = group.tokens.start.checked_sub(1).filter(|&before| before > bounds.start)?;
            // "…, had told the company": whoever it is, it is not the company.
            if !is_break(scene, before) || group.head != group.tokens.start {
                return None;
            }
            (before, nouns::behind_cue(a, group.tokens.end, bounds.end)?)
        }
    };
    let breaks = a.word(group.tokens.end) == ",";
    let start = opening(scene, own_part(scene, bounds.start, cut, breaks), cut);
    // "a tax cut, without which, it argues, shops will close": the relative clause alone.
    let start = match a.low(cut - 1) {
        // "none of whom, she said, had seen it"
        "which" | "whom" if cut > start + 3 && a.tag(cut - 2) == Tag::In => {
            let some =
                matches!(a.low(cut - 3), "none" | "some" | "many" | "most" | "all" | "both" | "one" | "few" | "half");
            cut - 2 - usize::from(some || a.tag(cut - 3) == Tag::Cd)
        }
        _ => hung(scene, start, cut).unwrap_or(start),
    };
    // "Unions, she pointed out, have asked for more.", "Most, a review concluded in 2022, were old."
    let dated = usize::from(matches!(a.low(found.start), "on" | "in"));
    let year = dated == 1 && a.word(found.start + 1).len() == 4 && a.tag(found.start + 1) == Tag::Cd;
    let behind = nouns::time_end(a, found.start + dated)
        .or_else(|| year.then_some(found.start + 2))
        .filter(|&end| a.word(end) == ",")
        .or_else(|| circumstances(scene, found.start))
        // "A doctor had come, he said finally, and had been kind"
        .or_else(|| (a.tag(found.start).is_adverb() && a.word(found.start + 1) == ",").then_some(found.start + 1))
        .unwrap_or(found.start);
    let broken = a.word(behind) == "," && a.word(cut) == "," && behind + 2 < bounds.end;
    if cut <= start || cut - start < 2 && !broken {
        return None;
    }
    let end = if scene.quotation_at(cut).is_some() { cut + 1 } else { scene.trim(start, cut) };
    let rule = match quotes {
        _ if (quotes || heard) && ends_with_time(scene, group.tokens.end, bounds.end) => "trailing_when",
        // "…, three diplomats told Reuters."
        true if found.listener.is_some() && a.tag(found.start) == Tag::Punct && found.start + 1 >= bounds.end => {
            "trailing_when"
        }
        true => "trailing",
        false => "trailing_last",
    };
    if let Some(teller) = teller {
        let draft = Draft::new(rule, group.head, first..teller.start, start..end).said_by(Some(teller));
        return (cut - start > 1).then_some(draft);
    }
    let draft = Draft::new(rule, group.head, first..group.tokens.end, start..end).said_by(Some(source));
    // "The plan, she said, would cost …": what goes on after the comma is said too.
    if broken {
        let rest = behind + 1..scene.content_end(index, behind + 1, false);
        let speaks_itself = matches!(a.low(rest.start), "and" | "but" | "though" | "although" | "whereas")
            && another_speaks(scene, index, rest.clone());
        // Without a verb before the cue it follows, whatever its tag.
        let verbless = scene.groups.get(scene.group_from(start)).is_none_or(|first| first.head >= cut);
        // "She had, they said, been away": the verb is broken in two.
        let last = end.checked_sub(1).map_or("", |last| a.low(last));
        let parted = is_auxiliary(last) && matches!(a.tag(rest.start), Tag::Vbn | Tag::Vbg | Tag::Vb);
        let follows = verbless || parted || goes_on(scene, rest.start);
        if !rest.is_empty() && scene.quotation_at(rest.start).is_none() && follows && !speaks_itself {
            return Some(draft.and(rest));
        }
    }
    // "He had what he wanted, she argued: cash and thanks."
    let list = a.word(found.start) == ":" && cut - start > 1 && scene.quotation_at(found.start + 1).is_none();
    let more = found.start + 1..scene.trim(found.start + 1, bounds.end);
    if list
        && !more.is_empty()
        && scene.groups.get(scene.group_from(more.start)).is_none_or(|next| next.head >= more.end)
    {
        return Some(draft.and(more));
    }
    (cut - start > 1).then_some(draft)
}

/// "He lost a fortune, a sum that the bank, he says, has promised to repay": where what hangs on the sentence begins that is broken before its
/// verb, at token `cut`.
fn hung(scene: &Scene, start: usize, cut: usize) -> Option<usize> {
    let a = scene.a;
    let comma = (start + 3..cut).rev().take(HUNG).find(|&at| a.word(at) == ",")?;
    let that = (comma + 3..cut).find(|&at| matches!(a.low(at), "that" | "which") && a.tag(at - 1).is_noun())?;
    let verb = scene.groups.get(scene.group_from(comma)).is_some_and(|group| group.head < cut);
    (matches!(a.low(comma + 1), "a" | "an") && that + 1 < cut && !verb).then_some(comma + 1)
}

/// How many words say what somebody is before a name: "lift inspector Jane Roe".
const OFFICE: usize = 3;

/// How many words what hangs on a sentence has before the cue that breaks it.
const HUNG: usize = 12;

/// How many words may say where or when something is said: "said in a speech on the coast".
const WHERE: usize = 8;

/// "The room, he said after the match, had gone quiet": the comma behind what tells where or when, at token `at`, before the verb of what
/// is said.
fn circumstances(scene: &Scene, at: usize) -> Option<usize> {
    let a = scene.a;
    if a.tag(at) != Tag::In || a.low(at) == "that" {
        return None;
    }
    let phrase = |at: &usize| {
        let tag = a.tag(*at);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::In | Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd)
    };
    let comma = at + (at..at + WHERE).take_while(phrase).count();
    let next = scene.groups.get(scene.group_from(comma))?;
    let verb = next.tokens.start == comma + 1 && next.shape == Shape::Finite;
    (a.word(comma) == "," && verb).then_some(comma)
}

/// "A, the station has learned from a report in the Post.": whom it is learned from at the end of the sentence says it.
fn learned_from(scene: &Scene, index: usize, cue: Cue) -> Option<Range<usize>> {
    let a = scene.a;
    let from = scene.groups[index].tokens.end;
    let end = scene.bounds(scene.groups[index].head).end;
    if !matches!(cue.lemma, "learn" | "hear" | "know") || a.low(from) != "from" {
        return None;
    }
    let mut teller = nouns::base(a, from + 1, end)?;
    while matches!(a.low(teller.end), "in" | "of" | "by" | "at" | "on")
        && let Some(more) = nouns::base(a, teller.end + 1, end)
        && !nouns::is_time(a, more.start)
    {
        teller.end = more.end;
    }
    ends_here(scene, teller.end, end).then_some(teller)
}

/// "A, Lee was quoted by the Post as saying": the group of "was quoted" before that of "saying".
fn quoted_as(scene: &Scene, index: usize) -> Option<usize> {
    let a = scene.a;
    let first = scene.groups[index].tokens.start;
    let before = index.checked_sub(1)?;
    let quoting = &scene.groups[before];
    let quotes = quoting.passive && matches!(a.low(quoting.head), "quoted" | "cited" | "reported");
    (quotes && scene.groups[index].shape == Shape::Gerund && first > quoting.tokens.end && a.low(first - 1) == "as")
        .then_some(before)
}

/// "…, a court heard on Monday.": whether group `index` ends its sentence so.
pub(super) fn is_heard(scene: &Scene, index: usize) -> bool {
    let group = &scene.groups[index];
    // "It broke the law, a tribunal found on Thursday, ordering it to pay."
    group.cue.is_some_and(|cue| matches!(cue.lemma, "hear" | "find"))
        && ends_here(scene, group.tokens.end, scene.bounds(group.head).end)
        && is_court(scene, index)
}

/// Whether a sentence that ends at `end` has nothing but a mark, or the day, from token `at` on.
pub(super) fn ends_here(scene: &Scene, at: usize, end: usize) -> bool {
    closes(scene.a, at, end) || ends_with_time(scene, at, end)
}

/// Whether nothing but a mark stands from token `at` to `end`.
pub(super) fn closes(a: &Analysis, at: usize, end: usize) -> bool {
    at >= end || a.tag(at) == Tag::Punct && at + 1 >= end
}

/// Whether the subject of group `index` is a court or the like.
pub(super) fn is_court(scene: &Scene, index: usize) -> bool {
    let subject = scene.own_subject(index).map(|subject| subject.tokens);
    subject.is_some_and(|subject| subject.clone().any(|at| hears(scene.a.low(at))))
}

/// Whether `word`, in small letters, is a noun for those before whom something is said.
pub(in crate::reading) fn hears(word: &str) -> bool {
    static COURTS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let courts = COURTS.get_or_init(|| lexicon::lines(include_str!("lexicon/courts.txt")).map(str::trim).collect());
    courts.contains(word)
}

/// So many words without a verb may stand between "and" and a cue.
const JOINED: usize = 8;

/// So many words lead to what follows a cue at most: "of those".
const LEAD: usize = 5;

/// Where what a cue behind token `cut` speaks for begins: behind a semicolon, where what stands before that is somebody's already: "Baird
/// warned that A; B, he claimed", "She said there was hope: B, she said".
///
/// "Roe went further: it was, she said, the worst": where the cue `breaks` a clause in two, that clause is hers.
fn own_part(scene: &Scene, start: usize, cut: usize, breaks: bool) -> usize {
    // "Roe puts it at six, and most of that, he argues, will go": what has no verb before the cue begins behind "and".
    let joined = (start + 2..cut).rev().take(JOINED).find(|&at| {
        matches!(scene.a.low(at), "and" | "but") && scene.a.word(at - 1) == "," && scene.quotation_at(at).is_none()
    });
    let verb = |from: usize, to: usize| {
        scene.groups[scene.group_from(from)..]
            .iter()
            .take_while(|group| group.head < to)
            .any(|group| group.shape == Shape::Finite)
    };
    if let Some(and) = joined.filter(|&and| breaks && and + 1 < cut && verb(start, and) && !verb(and, cut)) {
        return and + 1;
    }
    let mark = (start..cut).rev().find(|&at| matches!(scene.a.word(at), ";" | ":") && scene.quotation_at(at).is_none());
    let Some(mark) = mark else { return start };
    // "Roe doubts it: B, she notes": so does whoever thinks, denies or agrees.
    let said = scene.groups[scene.group_from(start)..].iter().take_while(|group| group.head < mark).any(|group| {
        group.shape == Shape::Finite
            && group.cue.is_some_and(|cue| {
                cue.frames.any(Frames::THAT) && !matches!(cue.class, Class::Show | Class::Seem)
                    || matches!(
                        cue.class,
                        Class::Deny
                            | Class::Agree
                            | Class::Oppose
                            | Class::Admit
                            | Class::Accuse
                            | Class::Order
                            | Class::Ask
                            | Class::Call
                    )
            })
    });
    // "There are 90 boats; of those, he reckons, 40 still sail": what stands behind the mark leads to what follows the cue.
    let clause = scene.groups.get(scene.group_from(mark)).is_some_and(|group| group.head < cut);
    let leads = cut - mark <= LEAD && scene.a.tag(mark + 1) == Tag::In && !clause;
    let broken = breaks && clause && scene.a.word(mark) == ":";
    if said || leads || broken { mark + 1 } else { start }
}

/// "It is closed, the port announced on Wednesday.": whether nothing but the day follows, or that no name may be told.
pub(super) fn ends_with_time(scene: &Scene, from: usize, end: usize) -> bool {
    let a = scene.a;
    let at = from + usize::from(a.low(from) == "on");
    // "alleged on Wednesday, as it published the papers"
    let ends = |after: usize| {
        closes(a, after, end)
            || a.word(after) == ","
                && (a.tag(after + 1) == Tag::Vbg
                    || matches!(
                        a.low(after + 1),
                        "as" | "after" | "while" | "hours" | "days" | "but" | "though" | "although"
                    ))
    };
    // "said on condition of anonymity"
    let unnamed = (from..end.min(from + 5)).find(|&at| a.low(at) == "anonymity").filter(|_| a.low(from) == "on");
    nouns::time_end(a, at).is_some_and(ends) || unnamed.is_some_and(|last| ends(last + 1))
}

/// "…, three diplomats told Reuters.": whether nothing but whom it was told to follows at token `from`.
pub(super) fn ends_with_listener(scene: &Scene, index: usize, from: usize, end: usize) -> bool {
    let a = scene.a;
    scene.groups[index].cue.is_some_and(|cue| cue.frames.any(Frames::OBJ))
        && nouns::base(a, from, end).is_some_and(|listener| closes(a, listener.end, end))
}

/// The comma before "Ukrainian and Western officials", whose last words are at token `from`.
fn joined_source(scene: &Scene, from: usize, floor: usize) -> Option<usize> {
    let a = scene.a;
    let joint = from.checked_sub(1).filter(|&at| at > floor && matches!(a.low(at), "and" | "or"))?;
    let part = |at: usize| {
        let tag = a.tag(at);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Pos)
    };
    let comma =
        (floor + 2..joint).rev().take(6).find(|&at| !part(at)).filter(|&at| a.word(at) == "," && at + 1 < joint)?;
    let told = scene.groups.get(scene.group_from(floor)).is_some_and(|group| group.head < comma);
    told.then_some(comma)
}

/// The comma before the words in small letters that say what somebody is whose name begins at token `from`, whatever their tags: ", shipping
/// minister | Jane Roe said".
fn described(scene: &Scene, from: usize, floor: usize) -> Option<usize> {
    let a = scene.a;
    let plain = |at: &usize| {
        a.word(*at).starts_with(char::is_lowercase)
            && !a.tag(*at).is_finite_verb()
            && !matches!(
                a.tag(*at),
                Tag::Ex
                    | Tag::Rb
                    | Tag::Dt
                    | Tag::In
                    | Tag::To
                    | Tag::Md
                    | Tag::Cc
                    | Tag::Prp
                    | Tag::PrpPoss
                    | Tag::Wp
                    | Tag::Wdt
                    | Tag::Wrb
            )
    };
    let words = (floor + 2..from).rev().take(OFFICE).take_while(plain).count();
    let comma = from.checked_sub(words + 1).filter(|&at| words > 0 && a.word(at) == ",")?;
    // The last of them, or the first of what was taken for the whole, is a noun: "shipping | minister Jane Roe".
    let noun = a.tag(from - 1).is_noun() || a.tag(from).is_noun() && !a.tag(from).is_proper();
    let named = (from..from + OFFICE).any(|at| a.tag(at).is_proper());
    let told = scene.groups.get(scene.group_from(floor)).is_some_and(|group| group.head < comma);
    (told && named && noun && scene.quotation_at(comma).is_none()).then_some(comma)
}

/// The comma before a source that reaches past one noun phrase: ", people familiar with the plans of two states said".
fn long_source(scene: &Scene, from: usize, floor: usize) -> Option<usize> {
    let a = scene.a;
    let comma = (floor + 2..from).rev().take(25).find(|&at| a.word(at) == ",")?;
    let head = nouns::base(a, comma + 1, from)?;
    let narrows = matches!(a.low(head.end), "familiar" | "close" | "briefed" | "who")
        || a.tag(head.end) == Tag::In
        || matches!(a.tag(head.end), Tag::Vbn | Tag::Vbg)
        // The base phrase may have taken the adjective: "people familiar with".
        || head.len() > 1 && a.tag(head.end - 1).is_adjective() && a.tag(head.end - 2).is_noun();
    // "a survey carried out in April by the guild suggests": behind "by" stands no subject, so "carried" has none.
    let done = a.tag(head.end) == Tag::Vbd && a.low(head.end).ends_with("ed") && a.low(from.saturating_sub(1)) == "by";
    let narrows = narrows || done;
    let plain = |at: usize| !a.tag(at).is_finite_verb() || a.low(head.end) == "who" || done && at == head.end;
    let told = scene.groups.get(scene.group_from(floor)).is_some_and(|group| group.head < comma);
    (narrows && told && (head.end..from).all(plain) && (comma..from).all(|at| scene.quotation_at(at).is_none()))
        .then_some(comma)
}

/// So many words without a verb open a sentence: "By then,".
const OPENING: usize = 4;

/// "As the paper reported, A." and "A, as the paper reported."
fn as_said(scene: &Scene, index: usize, source: Range<usize>, bounds: Range<usize>) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    let conjunction = source.start - 1;
    // "By then, as the keepers would later tell the court, A"
    let verb = scene.groups.get(scene.group_from(bounds.start)).is_some_and(|first| first.head < conjunction);
    let content = if conjunction <= bounds.start + 1 || conjunction <= bounds.start + OPENING && !verb {
        let comma =
            (group.tokens.end..bounds.end.min(group.tokens.end + 15)).find(|&at| matches!(a.word(at), "," | ":"))?;
        comma + 1..scene.trim(comma + 1, bounds.end)
    } else {
        let comma = conjunction.checked_sub(1).filter(|&comma| a.word(comma) == "," && comma > bounds.start)?;
        bounds.start..scene.trim(bounds.start, comma)
    };
    (content.len() > 1).then(|| Draft::new("as_said", group.head, group.tokens.clone(), content).said_by(Some(source)))
}

/// "…, officials said, and rescuers fear that": whether behind the conjunction at the beginning of `rest` somebody else is cited, not
/// the speaker of group `index`.
fn another_speaks(scene: &Scene, index: usize, rest: Range<usize>) -> bool {
    let next = scene.group_from(rest.start).max(index + 1);
    let cited = scene.groups.get(next).is_some_and(|group| {
        group.head < rest.end
            && group.shape == Shape::Finite
            && group.cue.is_some_and(|cue| {
                cue.frames.any(Frames::THAT) || cue.class == Class::Deny || scene.a.low(group.head) == "declined"
            })
    });
    cited && scene.own_subject(next).is_some_and(|subject| subject.tokens.start == rest.start + 1)
}

/// What may go on a sentence that a cue interrupts: not a participle, a relative clause or another attribution.
fn goes_on(scene: &Scene, at: usize) -> bool {
    let tag = scene.a.tag(at);
    !matches!(tag, Tag::Vbg | Tag::Vbn | Tag::Wdt | Tag::Wp | Tag::Wrb)
        && !matches!(scene.a.low(at), "who" | "which" | "according" | "as" | "while" | "but")
}

/// Whether token `at` closes what was said before it.
fn is_break(scene: &Scene, at: usize) -> bool {
    let a = scene.a;
    match a.word(at) {
        "," | "—" | "–" | "--" | "?" | "!" => true,
        _ => scene.quotation_at(at).is_some_and(|place| {
            scene.quotation_tokens(place).end == at + 1
                && matches!(scene.last_word(place), "," | "?" | "!" | "—" | "…" | "...")
        }),
    }
}

/// Where a content that ends before `cut` begins: the sentence's start, or that of the quotation running into it.
pub(super) fn opening(scene: &Scene, start: usize, cut: usize) -> usize {
    let mut start = start;
    while start < cut && matches!(scene.a.word(start), "-" | "–" | "—" | "•" | "," | ")" | "*") {
        start += 1;
    }
    start
}

/// Whether `word` is a verb that another one completes.
fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "had" | "has" | "have" | "is" | "are" | "was" | "were" | "be" | "been" | "will" | "would" | "could" | "should"
    )
}

/// How many words an answer without a verb has at most: "Not at all".
const ANSWER: usize = 4;

/// "A, finds a new study": whether what shows something stands behind group `index`, and its verb behind a comma.
pub(super) fn is_study(scene: &Scene, index: usize, cue: Cue) -> bool {
    let a = scene.a;
    let group = &scene.groups[index];
    let noun = nouns::base(a, group.tokens.end, group.tokens.end + OFFICE * 2).map(|phrase| phrase.end - 1);
    matches!(cue.class, Class::Show | Class::Think)
        && group.shape == Shape::Finite
        && a.low(group.head).ends_with('s')
        && group.tokens.start.checked_sub(1).is_some_and(|comma| a.word(comma) == ",")
        && noun.is_some_and(|noun| sources::may_say(a.low(noun)))
}

/// ", said Lee" before more of the sentence.
pub(super) fn inverted(scene: &Scene, index: usize, cue: Cue) -> Option<Draft> {
    let a = scene.a;
    let group = &scene.groups[index];
    if !(cue.frames.any(Frames::QUOTE) || is_study(scene, index, cue)) || scene.own_subject(index).is_some() {
        return None;
    }
    let bounds = scene.bounds(group.head);
    let before = group.tokens.start.checked_sub(1).filter(|&before| before > bounds.start)?;
    if !is_break(scene, before) || a.tag(group.tokens.end - 1) == Tag::Vbg {
        return None;
    }
    // "Two diplomats, speaking on condition they not be named, said the delay": nothing is said yet.
    let quoted = scene.quotation_at(before).is_some();
    let told = (bounds.start..before).any(|at| a.tag(at).is_finite_verb());
    // "Not so, said the engineer."
    let answers =
        before <= bounds.start + ANSWER && matches!(a.low(bounds.start), "not" | "no" | "yes" | "far" | "quite");
    if !quoted && !told && !answers {
        return None;
    }
    let source = nouns::starting_at(a, group.tokens.end, bounds.end)?;
    // A verb that follows at once means that this is a clause: ", said the troops were".
    if scene.clause_at(group.tokens.end, bounds.end) && a.word(source.end) != "," {
        return None;
    }
    let start = opening(scene, own_part(scene, bounds.start, before, false), before);
    // "such appeals, said the lawyer Jan Roe, are rarely won"
    let behind = source.end + 1;
    let goes_on = a.word(source.end) == ","
        && a.word(before) == ","
        && behind + 1 < bounds.end
        && (a.tag(behind).is_finite_verb() || a.tag(behind) == Tag::Md)
        && !scene.groups[scene.group_from(start)..index].iter().any(|group| group.shape == Shape::Finite);
    if before < start + 2 {
        return None;
    }
    let end = if scene.quotation_at(before).is_some() { before + 1 } else { scene.trim(start, before) };
    let draft = Draft::new("trailing_inverted", group.head, group.tokens.clone(), start..end).said_by(Some(source));
    if goes_on {
        return Some(draft.and(behind..scene.content_end(index, behind, false)));
    }
    Some(draft)
}

/// "They conceded that A: B, she said, C": what somebody said before the mark ends where the next one's part begins.
pub(super) fn end_before_own_part(scene: &Scene, drafts: &mut [Draft]) {
    let mark = |draft: &Draft| {
        let start = draft.content.first().filter(|_| draft.trails())?.start;
        start.checked_sub(1).filter(|&at| scene.a.word(at) == ":" && scene.quotation_at(at).is_none())
    };
    let mut marks: Vec<usize> = drafts.iter().filter_map(mark).collect();
    if marks.is_empty() {
        return;
    }
    marks.sort_unstable();
    for draft in drafts.iter_mut().filter(|draft| !draft.trails()) {
        for piece in &mut draft.content {
            let next = marks.partition_point(|&mark| mark <= piece.start);
            if let Some(&mark) = marks.get(next).filter(|&&mark| mark < piece.end && draft.head < mark) {
                piece.end = mark;
            }
        }
    }
}
