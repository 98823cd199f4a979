//! What a number leaves unsaid: "48 rooms, only 28 of them heated", "potentially rising to 15,000", "from 208 pounds to 193".

use super::super::lemma;
use super::super::tagger::Tag;
use super::draft::Draft;
use super::number::Style;
use super::piece::Pieces;
use super::tables::word_files;
use super::unit::Kind;
use super::{clause, counted, subject, topic};

word_files! {
    /// What "of" and a number behind it makes no sum of things.
    totals = "lexicon/totals.txt";
}

/// How many figures back the one may stand that says what is counted.
const REACH: usize = 16;

/// A number without a noun is hardly so many times the one before it that has one: "put up two cameras and arrived at 41,000".
const MOST_MORE: f64 = 1000.0;

/// Gives the elliptical figures of a sentence the unit or the noun that its other words imply.
pub(super) fn fill(c: &Pieces, drafts: &mut [Draft]) {
    for index in (0..drafts.len()).rev() {
        if drafts[index].is_elliptical() {
            forward(c, drafts, index);
        }
    }
    for index in 1..drafts.len() {
        take_from_other(c, drafts, index);
    }
    for index in 0..drafts.len() {
        if !drafts[index].is_elliptical() {
            continue;
        }
        let state = subject::after(c, drafts[index].end).or_else(|| subject::before(c, drafts[index].words_start));
        let told = subject::told(c, drafts[index].words_start);
        // Only millions go on with money: "3 million rubles, plus 4 million in benefits".
        let large = drafts[index].scale >= 1e6;
        let most = drafts[index].value.abs() / MOST_MORE;
        let before = drafts[..index].iter().rev().take(REACH).find(|draft| {
            draft.kind() != Kind::Time
                && (draft.kind() != Kind::Money || large)
                && !draft.is_elliptical()
                && draft.value.abs() >= most
                // "the clinic, which had nine tents, treated 340"
                && !clause::is_aside(c, draft.words_start, draft.end)
        });
        let link = before
            .map(|draft| (draft.unit, draft.noun.clone(), draft.subject.clone(), draft.counted.clone(), draft.style));
        // "from 208 pounds to 193"
        let from_to = c.low_before(drafts[index].words_start, 1) == "to"
            && drafts[..index].last().is_some_and(|draft| c.low_before(draft.words_start, 1) == "from");
        let floor = index.checked_sub(1).map_or(0, |before| drafts[before].end);
        let gapped = gapped(c, drafts, index);
        let topic = of_those(c, &drafts[index])
            .or_else(|| named_before(c, &drafts[index]))
            .filter(|(words, _)| words.start >= floor && !gapped);
        if gapped && is_giver(c, drafts[index].words_start) {
            drafts[index].other_giver = Some(drafts[index].words_start.saturating_sub(1));
        }
        let spoken_of = index.checked_sub(1).is_some_and(|last| c.low_before(drafts[last].words_start, 1) == "of");
        let draft = &mut drafts[index];
        let crowd = if c.low_before(draft.words_start, 1) == "of" {
            subject::phrase_before(c, draft.words_start - 1)
                .filter(|(_, head)| !totals().contains(c.low(*head)) && !c.capital(*head))
                // "The growers' union speaks of five"
                .filter(|(_, head)| !matches!(lemma::verb(c.low(*head)).as_ref(), "speak" | "talk"))
                // "The unions spoke of 20,000 and the police of 4,000": who else spoke of it.
                .filter(|(words, _)| !(spoken_of && floor > 0 && (words.start <= floor + 2 || gapped)))
        } else {
            None
        };
        // "killing 312 people, 20,000 of those who lost their homes": who they are is said.
        let those = c.is(draft.end, "of") && c.is(draft.end + 1, "those") && c.is(draft.end + 2, "who");
        match (topic, link) {
            _ if those => {
                draft.noun = Some("person".to_owned());
                draft.subject = Some("person".to_owned());
            }
            _ if told.is_some() => {
                draft.noun = Some("person".to_owned());
                draft.subject = told.map(|state| format!("person {state}"));
            }
            // "a crowd of 45,000": what they form is said, what they are is not.
            (None, link)
                if crowd.as_ref().is_some_and(|(_, head)| {
                    // "that was to cost 9 million euros and for which the maker sent bills of 22 million"
                    let bills = large && topic::is_sum(&counted::singular(c.low(*head)));
                    !(bills && link.as_ref().is_some_and(|link| is_money(link.0)))
                }) =>
            {
                if let Some((words, head)) = crowd {
                    draft.subject = Some(subject::normal(c, words.clone(), head));
                    draft.counted = Some(words);
                }
            }
            (Some((words, head)), _) => {
                draft.noun = toll(c, head);
                let normal = subject::measured(c, words.clone(), head);
                // "Of the soldiers who were brought in, 22 were dead"
                let befell = state.filter(|_| head < draft.words_start && c.is(words.start.saturating_sub(2), "of"));
                draft.subject = Some(match befell {
                    Some(state) if c.is(draft.words_start.wrapping_sub(1), ",") => with_state(&normal, state),
                    _ => normal,
                });
                draft.counted = Some(words);
            }
            (None, Some((None, Some(noun), normal, words, style))) => {
                draft.borrowed = true;
                draft.noun = Some(noun);
                draft.counted = words;
                let normal = normal.filter(|_| style != Style::Share);
                let normal = if draft.style == Style::Share {
                    normal.map(|normal| format!("share of {normal}"))
                } else {
                    normal
                };
                // "34 dead and 400 injured": the dead are not hurt.
                let dead = draft.noun.as_deref().and_then(subject::state);
                draft.subject = match (normal, state) {
                    (Some(_), Some(state)) if dead.is_some_and(|dead| dead != state) => {
                        draft.noun = Some("person".to_owned());
                        draft.borrowed = false;
                        Some(format!("person {state}"))
                    }
                    (Some(normal), Some(state)) => Some(with_state(&normal, state)),
                    (normal, _) => normal,
                };
            }
            (None, Some((Some(_), ..))) if draft.style == Style::Share => {}
            (None, Some((Some(unit), ..))) if unit.kind == Kind::Money => {
                if draft.scale >= 1e6 {
                    draft.unit = Some(unit);
                }
            }
            (None, Some((Some(unit), ..))) if (shares_unit(c, draft) || from_to) && unit.kind != Kind::Times => {
                draft.unit = Some(unit);
                draft.per = draft.per.take().or(unit.per.map(str::to_owned));
            }
            _ => {
                if let Some(state) = state {
                    draft.noun = Some("person".to_owned());
                    draft.subject = Some(format!("person {state}"));
                }
            }
        }
        if drafts[index].other_giver.is_some() {
            share_subject(drafts, index);
        }
    }
    for draft in drafts {
        draft.other_giver = draft.other_giver.or_else(|| clause::giver(c, draft.words_start));
    }
}

fn is_money(unit: Option<super::unit::Unit>) -> bool {
    unit.is_some_and(|unit| unit.kind == Kind::Money)
}

/// Whether draft `index` stands as the one before it, of which the verb holds for both: "put it at 12,000, the organizers at 45,000".
fn gapped(c: &Pieces, drafts: &[Draft], index: usize) -> bool {
    let Some(last) = index.checked_sub(1).map(|last| &drafts[last]) else { return false };
    let mut between = last.end..drafts[index].words_start;
    let lead = c.low_before(last.words_start, 1);
    matches!(lead, "at" | "to" | "of")
        && lead == c.low_before(drafts[index].words_start, 1)
        && between.len() <= GAP
        && !between.any(|at| matches!(c.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
}

/// Gives draft `index`, which another gives of the same thing as the one before, what that measures.
fn share_subject(drafts: &mut [Draft], index: usize) {
    let Some(last) = index.checked_sub(1).map(|last| drafts[last].clone()) else { return };
    let draft = &mut drafts[index];
    if draft.subject.is_none() && draft.kind() == last.kind() {
        (draft.subject, draft.counted, draft.noun) = (last.subject, last.counted, draft.noun.take().or(last.noun));
    }
}

/// Gives draft `index` what the one before it counts where somebody else is named right before it and no verb: "Police said 400 had
/// come, the organizers 1,200".
fn take_from_other(c: &Pieces, drafts: &mut [Draft], index: usize) {
    let last = drafts[index - 1].clone();
    let draft = &mut drafts[index];
    let at = draft.words_start;
    // "was put at 5 million by the town and at 9 million by the bank"
    let again = matches!(c.low_before(at, 1), "at" | "to" | "as")
        && c.low_before(at, 2) == "and"
        && (last.end..at).any(|by| c.is(by, "by"));
    if again && draft.subject.is_none() && draft.kind() == last.kind() && !last.is_elliptical() {
        (draft.subject, draft.counted) = (last.subject, last.counted);
        return;
    }
    let Some((words, head)) = subject::phrase_before(c, at) else { return };
    let article = words.start.checked_sub(1).filter(|&at| matches!(c.tag(at), Tag::Dt | Tag::PrpPoss));
    let start = article.unwrap_or(words.start);
    let opens = start > 0 && matches!(c.text(start - 1), "," | ";") && start > last.end;
    let unsaid =
        draft.is_elliptical() || draft.subject.is_none() && draft.unit.is_some() && draft.kind() == last.kind();
    let closed = !c.is_word(draft.end) || matches!(c.low(draft.end), "and" | "while" | "but");
    let near = draft.value > 0.0
        && last.value > 0.0
        && draft.value.max(last.value) <= MOST_OTHER * draft.value.min(last.value);
    let voice = subject::is_measurer(&counted::singular(c.low(head))) || c.capital(head) && article.is_none();
    if !(opens && unsaid && closed && near && voice) || last.is_elliptical() || last.kind() == Kind::Time {
        return;
    }
    draft.other_giver = Some(start);
    draft.borrowed = true;
    (draft.subject, draft.counted, draft.noun) = (last.subject, last.counted, last.noun);
    draft.unit = draft.unit.or(last.unit);
    draft.per = draft.per.take().or(last.per);
}

/// Two counts of one thing are hardly more often apart.
const MOST_OTHER: f64 = 40.0;

/// Whether somebody is named right before the preposition before the number at `at`: "and the insurer at 6 million".
fn is_giver(c: &Pieces, at: usize) -> bool {
    let Some(last) = at.checked_sub(2).filter(|&last| counted::is_noun(c, last)) else { return false };
    let first = (last.saturating_sub(GIVER)..last).rev().find(|&at| !counted::is_noun(c, at) && c.tag(at) != Tag::Jj);
    let named = c.capital(last) && matches!(c.tag(last), Tag::Nnp | Tag::Nnps);
    first.is_some_and(|first| matches!(c.tag(first), Tag::Dt | Tag::PrpPoss | Tag::Pos) || named)
        && !counted::not_heads().contains(c.low(last))
}

/// Who gives a number is named in so many words.
const GIVER: usize = 4;

/// No one else who counts is named in more words.
const GAP: usize = 9;

/// "from 20 to 30 percent": the first takes the unit of the second.
fn forward(c: &Pieces, drafts: &mut [Draft], index: usize) {
    let Some(next) = drafts.get(index + 1) else { return };
    let end = drafts[index].end;
    let near = next.words_start <= end + 1 && matches!(c.low(end), "to" | "or" | "and" | "-" | "–");
    // "four-, five- and six-cylinder engines", "280 million of the 1.5 billion shekels"
    let hangs = c.is(end, "-") && c.glued(end);
    let share = drafts[index].style == Style::Share;
    let part = c.is(end, "of") && next.start <= end + 3 && !share;
    // "two-thirds of the combined 4.3m sales"
    if share && c.is(end, "of") && next.start <= end + 4 && next.noun.is_some() {
        let (noun, subject, words) = (next.noun.clone(), next.subject.clone(), next.counted.clone());
        let draft = &mut drafts[index];
        (draft.noun, draft.counted) = (noun, words);
        draft.subject = subject.map(|subject| format!("share of {subject}"));
        return;
    }
    if hangs || part {
        let (unit, noun, subject, words) = (next.unit, next.noun.clone(), next.subject.clone(), next.counted.clone());
        let draft = &mut drafts[index];
        (draft.unit, draft.noun, draft.subject, draft.counted) = (unit, noun, subject, words);
        return;
    }
    if !near || share {
        return;
    }
    let (unit, noun, subject, words) = (next.unit, next.noun.clone(), next.subject.clone(), next.counted.clone());
    let from = c.low_before(drafts[index].words_start, 1) == "from";
    // "20 and 50 years ago": nothing between the two but the word that joins them, and no sign of money.
    let joined = next.start == end + 1 && !super::money::is_sign(c, next.start);
    if !(from || joined || unit.is_none()) {
        return;
    }
    // "from 24.2 to 33 billion": the scale is of both where the digits are near each other.
    let (scale, ends) = (next.scale, next.range.map_or(next.value, |(low, _)| low) / next.scale);
    let draft = &mut drafts[index];
    let near = draft.value > 0.0 && (ends / draft.value).max(draft.value / ends) <= 3.0;
    if from && draft.scale == 1.0 && scale >= 1e6 && near && draft.range.is_none() && draft.style == Style::Digits {
        draft.value = super::number::times(draft.value, scale);
        draft.scale = scale;
    }
    draft.unit = unit;
    draft.noun = noun;
    draft.subject = subject;
    draft.counted = words;
}

/// Whether a bare number may go on with the unit of the one before: "and 27 for the other", "down to 193".
fn shares_unit(c: &Pieces, draft: &Draft) -> bool {
    let before = c.low_before(draft.words_start, 1);
    let next = c.low(draft.end);
    matches!(before, "from" | "by" | "and" | "while" | "versus" | "only" | "just" | "with")
        || matches!(next, "for" | "in" | "against" | "a" | "last" | "of" | "on" | "more")
}

/// "The number of soldiers rose to", "casualties reached": a plural noun, a verb or two, the number.
fn named_before(c: &Pieces, draft: &Draft) -> Option<(std::ops::Range<usize>, usize)> {
    let (at, number) = (draft.words_start, draft.start);
    if let Some((words, head)) = clause::counted_behind(c, draft.end) {
        return Some((words, head));
    }
    // "put the magnitude at 6.1": whatever noun it is, unless it only says that there is a number.
    if matches!(c.low_before(at, 1), "at" | "to" | "as")
        && let Some((words, head)) = clause::put(c, at - 1)
        && !clause::tallies().contains(counted::singular(c.low(head)).as_str())
        && !c.capital(head)
    {
        return Some((words, head));
    }
    let (words, head) = clause::told_number(c, at).or_else(|| subject::measured_before(c, at))?;
    let verb = (head + 1..number).any(|at| clause::reached().contains(c.low(at)));
    // "Attendance at the final on Sunday was"
    let two = head.checked_sub(1).map(|before| format!("{} {}", c.low(before), c.low(head)));
    let says_it = topic::says_it(c.low(head)) || two.as_deref().is_some_and(topic::says_it);
    let many = c.low(head).ends_with('s');
    let plural = many || c.is(head, "toll") || counted::invariant().contains(c.low(head)) || says_it;
    let mut before = words.start;
    while before > 0 && matches!(c.tag(before - 1), super::super::tagger::Tag::Dt) {
        before -= 1;
    }
    let measured = clause::is_measure(&counted::singular(c.low_before(before, 2)));
    let counted = c.low_before(before, 1) == "of"
        && (measured || matches!(c.low_before(before, 2), "number" | "total" | "toll" | "count" | "tally"));
    let counts = counted || says_it || c.is(head, "toll") || many;
    let verb = verb
        || counts
            && (head + 1..number).any(|at| matches!(c.low(at), "was" | "were" | "is" | "are"))
            && (counted || says_it || c.is(head, "toll"));
    ((verb && (plural || counted))
        && (counted || head + 1 < number)
        && (head == 0 || !c.capital(head) || opens(c, head)))
    .then_some((words, head))
}

/// "Of the soldiers who were brought in, 22 were dead": those of whom the number tells.
fn of_those(c: &Pieces, draft: &Draft) -> Option<(std::ops::Range<usize>, usize)> {
    let first = usize::from(!c.is_word(0));
    if !c.is(first, "of") || !c.is(first + 1, "the") || !c.is(draft.words_start.wrapping_sub(1), ",") {
        return None;
    }
    let head =
        (first + 2..draft.words_start).take_while(|&at| counted::is_noun(c, at) || c.tag(at) == Tag::Jj).last()?;
    counted::is_noun(c, head).then_some((first + 2..head + 1, head))
}

/// Whether a sentence opens with the piece at `at`, behind a dateline: "RIVERTON (Wire) - Turnout was".
fn opens(c: &Pieces, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|mark| matches!(c.text(mark), "-" | "—" | "–" | "--"))
}

/// The noun of a number that a word before it names; a death toll counts deaths.
fn toll(c: &Pieces, head: usize) -> Option<String> {
    if !c.is(head, "toll") {
        return Some(counted::singular(c.low(head)));
    }
    (c.low_before(head, 1) == "death").then(|| "death".to_owned())
}

/// `normal` with its state replaced.
fn with_state(normal: &str, state: &str) -> String {
    let base =
        normal.rsplit_once(' ').filter(|(_, last)| subject::state(last).is_some()).map_or(normal, |(base, _)| base);
    format!("{base} {state}")
}
