//! One sentence's figures in the making.

use std::ops::Range;

use crate::model::Bound;

use super::super::tagger::Tag;
use super::amount::{self, Amount};
use super::counted::{self, Counted};
use super::number::{self, Style};
use super::piece::{Kind as PieceKind, Pieces};
use super::setting::Setting;
use super::tables::word_files;
use super::unit::{Kind, Unit};
use super::{FoundFigure, base, bound, clause, exclude, hedge, money, range, rate, subject, topic};

word_files! {
    /// What a bare number right behind it is a degree of.
    scales = "lexicon/scales.txt";
}

/// A figure before what was left unsaid is filled in. Positions are pieces of the sentence.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub start: usize,
    pub end: usize,
    /// Where the words of its bound begin.
    pub words_start: usize,
    pub value: f64,
    /// The range's ends, where it is one.
    pub range: Option<(f64, f64)>,
    pub style: Style,
    /// What scale words multiplied it by.
    pub scale: f64,
    pub bound: Bound,
    pub hedge: Option<String>,
    pub unit: Option<Unit>,
    pub per: Option<String>,
    /// What is counted or measured.
    pub counted: Option<Range<usize>>,
    /// A count's head noun.
    pub noun: Option<String>,
    pub subject: Option<String>,
    /// Whether what it counts is what the figure before it counts.
    pub borrowed: bool,
    /// Where the words of the first number begin whose verb holds for this one too: "killed 12 guards and nine soldiers".
    pub joined: Option<usize>,
    /// Where the verb stands behind the next number that holds for this one too: "140 houses and five schools were razed".
    pub joined_behind: Option<usize>,
    /// Where the words of another than the speaker begin who gives it: "at 15 million, the insurer at 6 million".
    pub other_giver: Option<usize>,
    pub setting: Setting,
}

impl Draft {
    pub fn kind(&self) -> Kind {
        self.unit.map_or(Kind::Count, |unit| unit.kind)
    }

    /// Whether it counts something that it does not name.
    pub fn is_elliptical(&self) -> bool {
        self.unit.is_none() && self.noun.is_none() && self.counted.is_none()
    }

    /// The figure, with bounds as numbers.
    pub fn finish(self, c: &Pieces) -> FoundFigure {
        let value = self.value;
        let (value, low, high, bound) = match (self.range, self.style, self.bound) {
            (Some((low, high)), ..) => (None, Some(low), Some(high), Bound::Range),
            (None, Style::Vague, Bound::AtLeast | Bound::MoreThan) => (None, Some(value), None, self.bound),
            (None, Style::Vague, _) => (None, Some(value), None, Bound::About),
            (None, _, Bound::AtLeast | Bound::MoreThan) => (Some(value), Some(value), None, self.bound),
            (None, _, Bound::AtMost | Bound::LessThan) => (Some(value), None, Some(value), self.bound),
            (None, _, Bound::Exact) => (Some(value), Some(value), Some(value), self.bound),
            (None, ..) => (Some(value), None, None, self.bound),
        };
        let unit = self.unit.map_or("count", |unit| unit.name);
        let (topic, refers) = (topic::of(c, &self), topic::back::refers(c, &self));
        let subject = self.subject.or_else(|| {
            let what = &topic.as_ref()?.what;
            Some(if unit == "count" { format!("person {what}") } else { what.clone() })
        });
        FoundFigure {
            topic,
            refers,
            is_put: matches!(c.low_before(self.words_start, 1), "at" | "to" | "as")
                && clause::put(c, self.words_start - 1).is_some()
                || has_counted(c, self.words_start),
            paragraph: 0,
            other_giver: self.other_giver.map(|at| c.bytes(at..at + 1).start),
            scene: None,
            base: base::of(unit, self.per.as_deref(), value, low, high),
            subject_qualifier: self.setting.qualifier(c),
            place: self.setting.place,
            as_of: self.setting.as_of,
            bytes: c.bytes(self.start..self.end),
            value,
            low,
            high,
            bound,
            hedge: self.hedge,
            unit: unit.to_owned(),
            per: self.per,
            counted: self.counted.map(|words| c.analysis.text[c.bytes(words)].to_owned()),
            noun: self.noun,
            // "The derby drew 17,200."
            subject,
        }
    }
}

/// Whether somebody counts what stands behind the verb before `at`: "The ministry has registered 850 cases".
fn has_counted(c: &Pieces, at: usize) -> bool {
    // "mapped an area of"
    let measured = c.is(at.wrapping_sub(1), "of")
        && (2..5)
            .any(|back| matches!(c.low_before(at, back), "measured" | "mapped" | "surveyed" | "found" | "calculated"));
    measured
        || matches!(
            c.low_before(at, 1),
            "registered"
                | "recorded"
                | "counted"
                | "confirmed"
                | "reported"
                | "logged"
                | "listed"
                | "documented"
                | "verified"
        )
}

/// The figures of the sentence that `c` holds.
pub(super) fn drafts(c: &Pieces) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < c.len() {
        if !may_open(c, at) {
            at += 1;
            continue;
        }
        let priced = money::prefix(c, at).is_some();
        if !priced {
            if !number::may_start(c, at) {
                at += 1;
                continue;
            }
            if let Some(end) = exclude::skip(c, at) {
                at = end;
                continue;
            }
        }
        let floor = drafts.last().map_or(0, |draft| draft.end);
        match amount::read(c, at).and_then(|first| draft(c, first, floor)) {
            Some(mut draft) if draft.start >= floor && draft.end > draft.start => {
                // "raised its rate by half a point to 6.5%": by how much, and to what.
                if let Some(last) = drafts.last()
                    && draft.subject.is_none()
                    && draft.unit.is_some()
                    && c.is(last.end, "to")
                    && last.end + 1 == draft.words_start
                {
                    (draft.subject, draft.counted) = (last.subject.clone(), last.counted.clone());
                }
                // "running at 19 percent, not 7 percent as the bank says"
                if let Some(last) = drafts.last()
                    && draft.subject.is_none()
                    && draft.unit.is_some()
                    && last.kind() == draft.kind()
                    && matches!(c.low_before(draft.words_start, 1), "not" | "than")
                {
                    (draft.subject, draft.counted) = (last.subject.clone(), last.counted.clone());
                }
                if let Some(last) = drafts.last_mut() {
                    join(c, last, &mut draft);
                }
                // "thousands of $12-an-hour workers" holds a figure: it is read from the number's own end on.
                at = draft.end.max(at + 1);
                drafts.push(draft);
            }
            _ => at += 1,
        }
    }
    drafts
}

/// Gives `draft` the verb before `last`, where nothing but "and" or a comma stands between the two and no verb behind; or `last` the
/// verb behind `draft`.
fn join(c: &Pieces, last: &mut Draft, draft: &mut Draft) {
    let (Some(before), Some(words)) = (&last.counted, &draft.counted) else { return };
    let counts = |draft: &Draft| draft.unit.is_none() && draft.noun.is_some() && draft.style != Style::Share;
    let between = before.end.max(last.end)..draft.words_start;
    let adjoins = matches!(between.len(), 1 | 2) && between.clone().all(|at| c.is(at, "and") || c.is(at, ","));
    if !counts(last) || !counts(draft) || !adjoins || before.end < last.start {
        return;
    }
    let (verb, behind) = (last.joined.unwrap_or(last.words_start), words.end);
    let finite = matches!(c.tag(behind), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    let (to, state) = if finite {
        last.joined_behind = Some(behind);
        (last, subject::after(c, behind))
    } else {
        draft.joined = Some(verb);
        (draft, subject::before(c, verb))
    };
    let stated = to.subject.as_deref().is_some_and(subject::has_state);
    if let Some(state) = state.filter(|_| !stated) {
        to.subject = to.subject.take().map(|subject| format!("{subject} {state}"));
    }
}

/// Whether an amount may open at `at`; asked of every piece, so it looks nothing up that it need not.
fn may_open(c: &Pieces, at: usize) -> bool {
    match c.kind(at) {
        Some(PieceKind::Digits | PieceKind::Vulgar) => true,
        Some(PieceKind::Mark) => money::is_sign(c, at) || number::may_start(c, at),
        Some(PieceKind::Word) => {
            let text = c.text(at);
            (text.len() <= 4 && text.as_bytes().first().is_some_and(u8::is_ascii_uppercase)) || number::may_start(c, at)
        }
        _ => false,
    }
}

/// The figure that begins with `first`; nothing before piece `floor` belongs to it.
fn draft(c: &Pieces, first: Amount, floor: usize) -> Option<Draft> {
    if !first.number.value.is_finite() {
        return None;
    }
    let found = range::read(c, &first).filter(|(low, high, _)| low.is_finite() && high.is_finite());
    let last = found.map_or(first, |(_, _, last)| last);
    let (number, unit) = (last.number, last.unit);
    let mut end = last.end;
    let before = bound::before(c, first.start).filter(|found| found.start >= floor);
    let kind = unit.map_or(Kind::Count, |unit| unit.kind);
    // "over 50 hours a week" is a rate, and no time that something is spread over.
    let before =
        before.filter(|found| kind != Kind::Time || found.bounds_time(c) || rate::after(c, end, kind).is_some());
    let mut bound = before.map_or(Bound::Exact, |found| found.bound);
    let words_start = before.map_or(first.start, |found| found.start);
    if bound == Bound::Exact && number.about {
        bound = Bound::About;
    }
    let mut per = unit.and_then(|unit| unit.per).map(str::to_owned);
    let behind = |bound_now: Bound, at: usize| -> Option<(Bound, usize)> {
        bound::after(c, at).filter(|_| matches!(bound_now, Bound::Exact | Bound::About))
    };
    let mut next = end;
    if let Some((found, after)) = behind(bound, next) {
        bound = found;
        next = after;
        if c.glued(after - 1) || c.hyphen(after - 1) {
            end = after;
        }
    }
    let mut unit = unit;
    // "20-plus years", "five or more percent".
    if unit.is_none()
        && next > last.end
        && let Some(found) = super::unit::measure(c, next, number.value)
    {
        unit = Some(found);
        end = found.end;
        next = found.end;
    }
    if per.is_none()
        && let Some((found, after)) = rate::after(c, next, kind)
    {
        per = Some(found);
        end = after;
        next = after;
    }
    let mut words: Option<Counted> = None;
    let mut noun = None;
    let scale = first.start.checked_sub(1).filter(|&at| c.is_word(at) && scales().contains(c.low(at)));
    if unit.is_none() && scale.is_none() {
        if c.hyphen(next) && c.is_word(next + 1) {
            match counted::joined(c, next + 1) {
                Some(head) => {
                    noun = Some(counted::singular(c.low(head)));
                    end = head + 1;
                    words = Some(Counted { words: head..head + 1, head });
                }
                None if first.start + 1 == next || c.is_word(first.start) => return None,
                None => {}
            }
        } else if per.is_none() {
            // "half the world's people"
            let share =
                number.style == Style::Share && matches!(c.tag(next), Tag::Dt | Tag::PrpPoss) && c.is_word(next);
            words = counted::read(c, next + usize::from(share))
                .filter(|found| counts(c, found, number.value, next))
                .map(|found| if number.value == 1.0 { found.of_one(c) } else { found });
            if let Some(found) = &words {
                // "the 50 previous years", "three consecutive months": a unit behind an adjective.
                if let Some(measure) = super::unit::named(c, found.head)
                    .filter(|measure| measure.end == found.head + 1 && number.style != Style::Share)
                {
                    unit = Some(measure);
                }
                // "billions of offshore dollars"
                if let Some((code, after)) = money::suffix(c, found.head, number.value, number.scale)
                    && unit.is_none()
                    && found.words.start < found.head
                    && after == found.head + 1
                {
                    unit = Some(Unit { name: code, kind: Kind::Money, per: None, end: after });
                }
                noun = Some(counted::singular(c.low(found.head))).filter(|_| unit.is_none());
                // A figure may stand inside what is counted; then this one ends before it.
                let inner = (next..found.head).find(|&at| money::is_sign(c, at));
                end = inner.unwrap_or(found.head + 1).max(end);
                if let Some((found, _)) = behind(bound, found.head + 1) {
                    bound = found;
                }
            }
        }
    } else if scale.is_none() {
        words = measured(c, next, unit.as_ref());
    }
    let after = words.as_ref().map_or(next, |found| found.words.end).max(end);
    if per.is_none() {
        per = match unit.map_or(Kind::Count, |unit| unit.kind) {
            Kind::Count if number.style == Style::Share => None,
            Kind::Count | Kind::Money | Kind::Other => rate::later(c, after).or_else(|| rate::earlier(c, words_start)),
            _ => None,
        };
    }
    let mut subject = None;
    let mut counted = words.as_ref().map(|found| found.words.clone());
    match &words {
        Some(found) => {
            let normal = subject::normal(c, found.words.clone(), found.head);
            let happened = if unit.is_none() { subject::before(c, words_start) } else { None };
            subject = Some(match happened {
                Some(state) if !subject::has_state(&normal) => format!("{normal} {state}"),
                None if unit.is_none() => subject::with_act(c, normal, words_start, found.words.end),
                _ => normal,
            });
            if number.style == Style::Share {
                subject = subject.map(|subject| format!("share of {subject}"));
            }
        }
        None if unit.is_some_and(|unit| !matches!(unit.kind, Kind::Time)) => {
            // Not what the figure before counts: "by half a percentage point to 6.5%".
            let measured = subject::measured_before(c, words_start).filter(|(words, _)| words.start >= floor);
            if let Some((words, head)) = measured {
                let normal = subject::measured(c, words.clone(), head);
                subject = Some(subject::with_measure(c, normal, head + 1..words_start));
                counted = Some(words);
            } else if let Some((normal, words)) = subject::given(c, words_start).filter(|_| kind == Kind::Money) {
                subject = Some(normal);
                counted = Some(words);
            } else if c.low_before(words_start, 1) == "worth" {
                subject = Some("value".to_owned());
            }
        }
        None => {}
    }
    if let Some(at) = scale.filter(|_| unit.is_none()) {
        subject = Some(c.low(at).to_owned());
        counted = Some(at..at + 1);
    }
    Some(Draft {
        start: first.start,
        end,
        words_start,
        value: number.value,
        range: found.map(|(low, high, _)| (low, high)),
        style: number.style,
        scale: number.scale,
        bound,
        hedge: hedge::before(c, first.start),
        unit,
        per,
        counted,
        noun,
        subject,
        borrowed: false,
        joined: None,
        joined_behind: None,
        other_giver: None,
        setting: Setting::default(),
    })
}

/// Whether the noun phrase behind a bare number is what it counts.
fn counts(c: &Pieces, found: &Counted, value: f64, at: usize) -> bool {
    let head = found.head;
    // "left dozens injured": what happened to them, not what they are.
    if found.words.start == head && c.low(head).ends_with("ed") && subject::state(c.low(head)).is_some() {
        return false;
    }
    // "killed 20 Monday", "as 20 Trump aides"; a name in the singular is not counted.
    if c.tag(head) == Tag::Nnp && !c.low(head).ends_with('s') && value != 1.0 && !c.title_case {
        return false;
    }
    let _ = at;
    true
}

/// What an amount measures by the words behind it: "20 tons of rock", "a $5 million fine", "5 percent of voters", "$5m in aid".
fn measured(c: &Pieces, at: usize, unit: Option<&Unit>) -> Option<Counted> {
    let kind = unit.map_or(Kind::Count, |unit| unit.kind);
    if matches!(c.low(at), "of" | "in") {
        if c.is(at, "in") && kind != Kind::Money {
            return None;
        }
        let from = if c.is(at, "in") { at + 1 } else { at };
        return counted::read(c, from).filter(|found| !c.capital(found.head) || kind == Kind::Percent);
    }
    if c.hyphen(at) {
        return None;
    }
    let found = counted::read(c, at)?;
    let near = found.words.start == at && !c.capital(found.head);
    near.then_some(found)
}
