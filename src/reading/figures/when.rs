//! Times that a sentence speaks of, as dates: "by January", "on Nov. 3", "last year", "in 2019".
//!
//! What names no year is reckoned from the day of publication: into the past, as news is; behind "by" and "until" to the
//! nearer side, or into the future where the sentence speaks of it ("will").

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::super::tagger::Tag;
use super::piece::Pieces;
use super::{counted, exclude, number};

/// A time and its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// Its words, with the preposition.
    pub words: Range<usize>,
    /// ISO 8601, as precise as the words are; none where they, or the document, do not tell.
    pub date: Option<String>,
}

/// Which day or month of that name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Past,
    Future,
    Nearer,
}

/// How many pieces before "by January" a "will" may stand.
const REACH: usize = 24;

/// No more words stand before the date itself ("by the end of").
const MOST_BEFORE: usize = 5;

/// The time that the words at `at` name, in a text published on `published`.
pub(super) fn read(c: &Pieces, at: usize, published: Option<NaiveDate>) -> Option<When> {
    let first = c.low(at);
    let leads = matches!(
        first,
        "by" | "before" | "until" | "till" | "on" | "in" | "since" | "during" | "from" | "through" | "late" | "early"
    );
    let mut next = if leads { at + 1 } else { at };
    let vague =
        |at: usize| matches!(c.low(at), "end" | "start" | "beginning" | "middle" | "last" | "past" | "next" | "coming");
    if c.is(next, "the") && vague(next + 1) {
        next += 1;
    }
    while leads
        && next < at + MOST_BEFORE
        && matches!(c.low(next), "end" | "start" | "beginning" | "middle" | "of" | "late" | "early" | "mid" | "-")
    {
        next += 1;
    }
    let side = match first {
        "by" | "before" | "until" | "till" | "through" => {
            let will = (at.saturating_sub(REACH)..at).any(|before| c.tag(before) == Tag::Md);
            if will { Side::Future } else { Side::Nearer }
        }
        _ => Side::Past,
    };
    let (end, date) = dated(c, next, published, side)
        .or_else(|| if leads || next > at { year(c, next) } else { None })
        .or_else(|| relative(c, next, published, side))
        .or_else(|| if next > at + 1 || c.hyphen(next + 1) { running(c, next, published) } else { None })?;
    // "since August" says when it began, not what it is of.
    Some(When { words: at..end, date: date.filter(|_| !matches!(first, "since" | "from")) })
}

/// The time, a year included, that the words at `at` name without a word that leads to it.
pub(super) fn of(c: &Pieces, at: usize, published: Option<NaiveDate>) -> Option<When> {
    let year = || year(c, at).map(|(end, date)| When { words: at..end, date });
    read(c, at, published).or_else(year)
}

/// A month, with day or year or both: "January", "Nov. 3", "3 November 2024".
fn dated(c: &Pieces, at: usize, published: Option<NaiveDate>, side: Side) -> Option<(usize, Option<String>)> {
    // "the May Day rally"
    if c.is(at, "may") && c.is(at + 1, "day") {
        return None;
    }
    let day_first = day(c, at).filter(|_| exclude::is_month(c, at + 1));
    let at = if day_first.is_some() { at + 1 } else { at };
    if !exclude::is_month(c, at) {
        return None;
    }
    let month = month(c.low(at))?;
    let mut end = at + 1;
    if c.is(end, ".") && c.glued(end) {
        end += 1;
    }
    let day = day_first.or_else(|| {
        let found = day(c, end)?;
        end += 1;
        Some(found)
    });
    let comma = if c.is(end, ",") && day.is_some() { end + 1 } else { end };
    if let Some(year) = modern(c, comma) {
        let date = match day {
            Some(day) => NaiveDate::from_ymd_opt(year, month, day)?.format("%Y-%m-%d").to_string(),
            None => format!("{year:04}-{month:02}"),
        };
        return Some((comma + 1, Some(date)));
    }
    let date = published.and_then(|published| {
        let years = [published.year() - 1, published.year(), published.year() + 1];
        match day {
            Some(day) => {
                let days = years.iter().filter_map(|&year| NaiveDate::from_ymd_opt(year, month, day));
                chosen(days, side, |day| (*day - published).num_days()).map(|day| day.format("%Y-%m-%d").to_string())
            }
            None => {
                let now = i64::from(published.year()) * 12 + i64::from(published.month());
                chosen(years.into_iter(), side, |year| i64::from(*year) * 12 + i64::from(month) - now)
                    .map(|year| format!("{year:04}-{month:02}"))
            }
        }
    });
    Some((end, date))
}

/// The one of `all`, whose distance from publication is `away`, on the side that is meant.
fn chosen<T>(all: impl Iterator<Item = T>, side: Side, away: impl Fn(&T) -> i64) -> Option<T> {
    let fits = |one: &T| match side {
        Side::Past => away(one) <= 0,
        Side::Future => away(one) >= 0,
        Side::Nearer => true,
    };
    all.filter(fits).min_by_key(|one| away(one).abs())
}

/// "2019", which only stands for a year behind a word that leads there.
fn year(c: &Pieces, at: usize) -> Option<(usize, Option<String>)> {
    let year = modern(c, at)?;
    let plain = !c.glued(at + 1) || matches!(c.text(at + 1), "," | "." | ";" | ")");
    plain.then(|| (at + 1, Some(year.to_string())))
}

/// "yesterday", "Tuesday", "last year", "a year ago".
fn relative(c: &Pieces, at: usize, published: Option<NaiveDate>, side: Side) -> Option<(usize, Option<String>)> {
    let low = c.low(at);
    let of_day = |day: Option<NaiveDate>| day.map(|day| day.format("%Y-%m-%d").to_string());
    let back = |days: u64| published.and_then(|day| day.checked_sub_days(Days::new(days)));
    let on = |days: u64| published.and_then(|day| day.checked_add_days(Days::new(days)));
    match low {
        "today" | "tonight" | "overnight" => return Some((at + 1, of_day(published))),
        "yesterday" => return Some((at + 1, of_day(back(1)))),
        "tomorrow" => return Some((at + 1, of_day(on(1)))),
        _ => {}
    }
    if c.capital(at)
        && let Some(day) = weekday(low)
    {
        return Some((at + 1, of_day(of_week(published, day, side))));
    }
    // "a year ago", "three days earlier".
    if let Some(count) = count(c, at)
        && is_back(c, at + 2)
    {
        return Some((at + 3, shifted(&counted::singular(c.low(at + 1)), published, -count)?));
    }
    // "the year before"
    if c.is(at, "the") && c.is(at + 2, "before") && !c.is_word(at + 3) {
        return Some((at + 3, shifted(c.low(at + 1), published, -1)?));
    }
    if c.is(at, "the") && matches!(c.low(at + 1), "previous" | "preceding" | "prior") {
        return Some((at + 3, shifted(c.low(at + 2), published, -1)?));
    }
    let step = match low {
        "last" | "past" => -1,
        "this" | "current" => 0,
        "next" | "coming" => 1,
        _ => return None,
    };
    if let Some(day) = weekday(c.low(at + 1)).filter(|_| c.capital(at + 1)) {
        let side = if step > 0 { Side::Future } else { Side::Past };
        return Some((at + 2, of_day(of_week(published, day, side))));
    }
    if exclude::is_month(c, at + 1) {
        let month = month(c.low(at + 1))?;
        let date = published.map(|day| {
            let passed = if step > 0 { month <= day.month() } else { month < day.month() };
            let year = match step {
                1 => day.year() + i32::from(passed),
                0 => day.year(),
                _ => day.year() - i32::from(!passed),
            };
            format!("{year:04}-{month:02}")
        });
        return Some((at + 2, date));
    }
    Some((at + 2, shifted(c.low(at + 1), published, step)?))
}

/// "the month" behind "by the end of", "year-end" behind "by": the one that runs.
fn running(c: &Pieces, at: usize, published: Option<NaiveDate>) -> Option<(usize, Option<String>)> {
    let is_span = |at: usize| matches!(c.low(at), "year" | "month" | "week");
    if c.is(at, "the") && is_span(at + 1) {
        return Some((at + 2, shifted(c.low(at + 1), published, 0)?));
    }
    let end = is_span(at) && c.hyphen(at + 1) && c.is(at + 2, "end");
    if end { Some((at + 3, shifted(c.low(at), published, 0)?)) } else { None }
}

/// Whether the word at `at` leads back from now by what stands before it.
pub(super) fn is_back(c: &Pieces, at: usize) -> bool {
    matches!(c.low(at), "ago" | "earlier" | "before" | "previously")
}

/// How many days, weeks or years: a word or a number of up to three digits.
fn count(c: &Pieces, at: usize) -> Option<i32> {
    if matches!(c.low(at), "a" | "an" | "one") {
        return Some(1);
    }
    if c.is_digits(at) {
        return c.text(at).parse().ok().filter(|count| (1..1000).contains(count));
    }
    match number::class(c.low(at)) {
        Some(number::Class::Cardinal(value)) if (1.0..100.0).contains(&value) => Some(value as i32),
        _ => None,
    }
}

/// The year, month, week or day `step` away; a week is given by the day that many weeks away. None for other words.
fn shifted(word: &str, published: Option<NaiveDate>, step: i32) -> Option<Option<String>> {
    let months = |count: u32| {
        published.and_then(|day| {
            if step < 0 {
                day.checked_sub_months(Months::new(count))
            } else {
                day.checked_add_months(Months::new(count))
            }
        })
    };
    let moved = step.unsigned_abs();
    Some(match word {
        "decade" => months(120 * moved).map(|day| day.format("%Y").to_string()),
        "year" => months(12 * moved).map(|day| day.format("%Y").to_string()),
        "month" => months(moved).map(|day| day.format("%Y-%m").to_string()),
        "week" | "day" | "night" => {
            let days = Days::new(u64::from(moved) * if word == "week" { 7 } else { 1 });
            let day = published
                .and_then(|day| if step < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) });
            day.map(|day| day.format("%Y-%m-%d").to_string())
        }
        _ => return None,
    })
}

/// The nearest such day.
fn of_week(published: Option<NaiveDate>, day: Weekday, side: Side) -> Option<NaiveDate> {
    let published = published?;
    let week = (1..=7)
        .rev()
        .filter_map(|days| published.checked_sub_days(Days::new(days)))
        .chain((0..=7).filter_map(|days| published.checked_add_days(Days::new(days))))
        .filter(|at| at.weekday() == day);
    chosen(week, side, |at| (*at - published).num_days())
}

fn day(c: &Pieces, at: usize) -> Option<u32> {
    if !c.is_digits(at) || c.text(at).len() > 2 {
        return None;
    }
    c.text(at).parse().ok().filter(|day| (1..=31).contains(day))
}

fn modern(c: &Pieces, at: usize) -> Option<i32> {
    if !c.is_digits(at) || c.text(at).len() != 4 {
        return None;
    }
    c.text(at).parse().ok().filter(|year| (1900..2100).contains(year))
}

/// The number of the month that `word`, or its beginning, names.
fn month(word: &str) -> Option<u32> {
    let start = word.get(..3)?;
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    names.iter().position(|name| *name == start).map(|at| at as u32 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    if !word.ends_with("day") {
        return None;
    }
    word.parse().ok()
}

/// The day of an ISO 8601 date or time; none for a mere year or month.
pub(super) fn published(date: Option<&str>) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(date?.get(..10)?, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::reading::analysis::Analysis;
    use rstest::rstest;

    fn date(text: &str, published: Option<&str>) -> Option<When> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        let mut pieces = Pieces::new(&analysis);
        pieces.cut(0..analysis.tokens.len());
        read(&pieces, 0, super::published(published))
    }

    #[rstest]
    #[case("by January", Some("2025-01"))]
    #[case("in January", Some("2024-01"))]
    #[case("by the end of November", Some("2024-11"))]
    #[case("by the end of the month", Some("2024-11"))]
    #[case("by year-end", Some("2024"))]
    #[case("by the house", None)]
    #[case("in December", Some("2023-12"))]
    #[case("by October", Some("2024-10"))]
    #[case("by Tuesday", Some("2024-11-05"))]
    #[case("by Friday", Some("2024-11-08"))]
    #[case("on Nov. 3", Some("2024-11-03"))]
    #[case("on Nov. 30", Some("2023-11-30"))]
    #[case("on 3 March 2019", Some("2019-03-03"))]
    #[case("on March 3, 2019", Some("2019-03-03"))]
    #[case("in March 2019", Some("2019-03"))]
    #[case("in 2019", Some("2019"))]
    #[case("by the end of 2030", Some("2030"))]
    #[case("last year", Some("2023"))]
    #[case("next month", Some("2024-12"))]
    #[case("this week", Some("2024-11-06"))]
    #[case("last October", Some("2024-10"))]
    #[case("last December", Some("2023-12"))]
    #[case("on Monday", Some("2024-11-04"))]
    #[case("Wednesday", Some("2024-11-06"))]
    #[case("next Monday", Some("2024-11-11"))]
    #[case("yesterday", Some("2024-11-05"))]
    #[case("a year ago", Some("2023"))]
    #[case("a month ago", Some("2024-10"))]
    #[case("three days earlier", Some("2024-11-03"))]
    #[case("12 weeks ago", Some("2024-08-14"))]
    #[case("a year earlier", Some("2023"))]
    #[case("the year before", Some("2023"))]
    #[case("the previous month", Some("2024-10"))]
    #[case("since 2019", None)]
    #[case("in Kursk", None)]
    #[case("2019", None)]
    #[case("last chance", None)]
    #[case("may come", None)]
    #[case("in 1,990 cases", None)]
    fn times_have_dates(#[case] words: &str, #[case] expected: Option<&str>) {
        assert_eq!(date(words, Some("2024-11-06T09:00")).and_then(|when| when.date).as_deref(), expected);
    }

    #[rstest]
    #[case("on Nov. 3", None)]
    #[case("last year", None)]
    #[case("on Nov. 3, 2024", Some("2024-11-03"))]
    fn without_a_date_of_publication(#[case] words: &str, #[case] expected: Option<&str>) {
        assert_eq!(date(words, Some("2024")).unwrap().date.as_deref(), expected);
    }
}
