//! Dates as news writes them → ISO 8601, as precise as they are, with their zone. A wrong date is worse than none: what
//! can be read two ways ("03/11/2024") is left out, and nothing is taken from a clock.
//!
//! Written by hand because the crates for this fill what is missing from the clock and turn all zones into UTC.

mod iso;
mod words;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::lexicon;
use iso::iso;
use words::segments;

/// No line that gives only a date is longer, in bytes.
const LONGEST: usize = 160;

/// What a line that gives nothing but dates or times says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DateLine {
    /// The day it names as that of publication, or without saying what day it is, in ISO 8601.
    pub published: Option<String>,
    /// The day it names as that of a change, in ISO 8601.
    pub updated: Option<String>,
}

/// The date that `text` gives, if it gives one for certain and nothing else: as published, else as updated.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(date) = iso(text) {
        return Some(date);
    }
    let (segments, _) = segments(text)?;
    let line = date_line(&segments);
    line.published.or(line.updated)
}

/// Reads a line that gives only when: "Nov. 3, 2024", "Updated 9:15 a.m. EST", "2 hours ago". None where it says more
/// than that, or too little to be sure ("May", "2024").
pub(super) fn line(text: &str) -> Option<DateLine> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if iso(text).is_some() && text.len() > 7 {
        return Some(DateLine { published: iso(text), updated: None });
    }
    if is_relative(text) {
        return Some(DateLine::default());
    }
    let (segments, labelled) = segments(text)?;
    let sure = segments.iter().any(|segment| segment.is_sure(labelled));
    sure.then(|| date_line(&segments))
}

/// The first of `segments` that is published or says nothing, and the first that is updated.
fn date_line(segments: &[Segment]) -> DateLine {
    let first = |updated: bool| segments.iter().filter(|segment| segment.updated == updated).find_map(Segment::iso);
    DateLine { published: first(false), updated: first(true) }
}

/// "2 hours ago", "yesterday".
fn is_relative(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some(rest) = lower.strip_suffix(" ago") else { return false };
    let mut words = rest.split_whitespace();
    let number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()) || word == "an");
    let unit = words.next().is_some_and(|word| {
        ["second", "minute", "hour", "day", "week", "month", "year", "min", "sec"].contains(&word.trim_end_matches('s'))
    });
    number && unit && words.next().is_none()
}

/// A date (and time) gathered from words and numbers.
#[derive(Debug, Default, Clone)]
struct Segment {
    updated: bool,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<Clock>,
    /// A date with numbers alone that can be read two ways.
    ambiguous: bool,
}

#[derive(Debug, Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    zone: Option<Zone>,
    /// Whether "a.m." or "p.m." stood with it.
    half: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Utc,
    /// Minutes east of UTC.
    East(i32),
    /// A zone of the US whose name hides daylight time: minutes east in winter.
    Us(i32),
    /// Named, but not known for certain.
    Unknown,
}

impl Segment {
    fn is_empty(&self) -> bool {
        self.year.is_none() && self.month.is_none() && self.day.is_none() && self.time.is_none() && !self.ambiguous
    }

    /// Whether it is a date or time beyond doubt, not a stray number or month.
    fn is_sure(&self, labelled: bool) -> bool {
        let day = self.month.is_some() && (self.day.is_some() || self.year.is_some());
        let time = self.time.is_some_and(|time| time.half || time.zone.is_some() || labelled);
        day || time || (self.ambiguous)
    }

    fn iso(&self) -> Option<String> {
        let year = self.year?;
        if self.ambiguous || !(1500..=2199).contains(&year) {
            return None;
        }
        let Some(month) = self.month else {
            return (self.day.is_none() && self.time.is_none()).then(|| format!("{year:04}"));
        };
        let Some(day) = self.day else {
            return (1..=12).contains(&month).then(|| format!("{year:04}-{month:02}"));
        };
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let Some(clock) = self.time else { return Some(date.format("%Y-%m-%d").to_string()) };
        clock.iso(date)
    }
}

impl Clock {
    fn iso(self, date: NaiveDate) -> Option<String> {
        let time = NaiveTime::from_hms_opt(self.hour, self.minute, self.second.unwrap_or(0))?;
        let mut text = date.format("%Y-%m-%dT").to_string();
        text.push_str(&time.format(if self.second.is_some() { "%H:%M:%S" } else { "%H:%M" }).to_string());
        match self.zone {
            None | Some(Zone::Unknown) => {}
            Some(Zone::Utc) => text.push('Z'),
            Some(Zone::East(minutes)) => text.push_str(&offset(minutes)?),
            Some(Zone::Us(winter)) => {
                if let Some(summer) = us_daylight_time(date, time) {
                    text.push_str(&offset(winter + if summer { 60 } else { 0 })?);
                }
            }
        }
        Some(text)
    }
}

fn offset(minutes: i32) -> Option<String> {
    let (sign, size) = if minutes < 0 { ('-', -minutes) } else { ('+', minutes) };
    (size <= 15 * 60).then(|| format!("{sign}{:02}:{:02}", size / 60, size % 60))
}

/// Whether US daylight time holds, by the rule in force since 2007; none before it.
fn us_daylight_time(date: NaiveDate, time: NaiveTime) -> Option<bool> {
    if date.year() < 2007 {
        return None;
    }
    let starts = NaiveDate::from_weekday_of_month_opt(date.year(), 3, Weekday::Sun, 2)?;
    let ends = NaiveDate::from_weekday_of_month_opt(date.year(), 11, Weekday::Sun, 1)?;
    let two = NaiveTime::from_hms_opt(2, 0, 0)?;
    Some((date, time) >= (starts, two) && (date, time) < (ends, two))
}

/// "+05:00", "-0500", "+05".
fn numeric_zone(text: &str) -> Option<Zone> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let rest = text.trim_start_matches(['+', '-', '−']);
    let hours = digits(rest, 2)?;
    let rest = rest.get(2..)?;
    let minutes = match rest.strip_prefix(':').unwrap_or(rest) {
        "" => 0,
        tail if tail.len() == 2 => digits(tail, 2).filter(|&minutes| minutes < 60)?,
        _ => return None,
    };
    (hours <= 15).then_some(Zone::East(sign * (hours as i32 * 60 + minutes as i32)))
}

fn named_zone(word: &str) -> Option<Zone> {
    let offset = lexicon::zones().get(word)?;
    let (us, offset) = match offset.strip_prefix("us") {
        Some(rest) => (true, rest),
        None => (false, *offset),
    };
    match numeric_zone(offset)? {
        Zone::East(0) if ["z", "utc", "gmt"].contains(&word) => Some(Zone::Utc),
        Zone::East(minutes) if us => Some(Zone::Us(minutes)),
        zone => Some(zone),
    }
}

/// The number that the first `count` bytes of `text` write, all of them digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let head = text.get(..count)?;
    head.bytes().all(|byte| byte.is_ascii_digit()).then(|| head.parse().ok()).flatten()
}

/// A day in a URL's path: `/2024/11/03/`, `/2024-11-03/`, `/2024/nov/03/`, `/20241103/`.
pub(super) fn in_url(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let whole = |year: &str, month: &str, day: &str| -> Option<String> {
        let number = |text: &str, widths: &[usize]| -> Option<u32> {
            (widths.contains(&text.len())).then(|| digits(text, text.len())).flatten()
        };
        let year = number(year, &[4]).filter(|year| (1990..=2199).contains(year))?;
        let month = match lexicon::months().get(month.to_lowercase().as_str()) {
            Some(number) => number.parse().ok()?,
            None => number(month, &[1, 2])?,
        };
        let day = number(day, &[1, 2])?;
        let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
        Some(date.format("%Y-%m-%d").to_string())
    };
    let spread = parts.windows(3).find_map(|three| whole(three[0], three[1], three[2]));
    spread.or_else(|| {
        parts.iter().find_map(|part| {
            let dashed = part.get(..10).filter(|head| head.bytes().filter(|&byte| byte == b'-').count() == 2);
            if let Some(head) = dashed {
                let mut three = head.split('-');
                return whole(three.next()?, three.next()?, three.next()?);
            }
            (part.len() == 8).then(|| whole(part.get(..4)?, part.get(4..6)?, part.get(6..)?)).flatten()
        })
    })
}

/// A moment in Unix time, in seconds or milliseconds, of the years 1990 to 2099.
pub(super) fn from_unix(number: i64) -> Option<String> {
    let seconds = if number.abs() >= 100_000_000_000 { number / 1000 } else { number };
    if !(631_152_000..4_102_444_800).contains(&seconds) {
        return None;
    }
    Some(chrono::DateTime::from_timestamp(seconds, 0)?.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2024", "2024")]
    #[case("2024-11", "2024-11")]
    #[case("2024-11-03", "2024-11-03")]
    #[case("2024-11-03T09:15", "2024-11-03T09:15")]
    #[case("2024-11-03T09:15:00-05:00", "2024-11-03T09:15:00-05:00")]
    #[case("2024-11-03T09:15:00.123Z", "2024-11-03T09:15:00Z")]
    #[case("2024-11-03 09:15:00 +0000", "2024-11-03T09:15:00+00:00")]
    #[case("2024-11-03 09:15:00", "2024-11-03T09:15:00")]
    #[case("2024-11-03T09:15+09", "2024-11-03T09:15+09:00")]
    #[case("2024-11-03T09:15:00+01:00[Europe/Berlin]", "2024-11-03T09:15:00+01:00")]
    #[case("20241103", "2024-11-03")]
    #[case("20241103T091500Z", "2024-11-03T09:15:00Z")]
    #[case("Nov. 3, 2024", "2024-11-03")]
    #[case("November 3, 2024", "2024-11-03")]
    #[case("NOV 3, 2024", "2024-11-03")]
    #[case("3 November 2024", "2024-11-03")]
    #[case("3rd of November 2024", "2024-11-03")]
    #[case("November 3rd, 2024", "2024-11-03")]
    #[case("Sunday, Nov. 3, 2024", "2024-11-03")]
    #[case("Sept. 30, 2024", "2024-09-30")]
    #[case("November 2024", "2024-11")]
    #[case("03-Nov-2024", "2024-11-03")]
    #[case("Nov. 3, 2024 9:15 a.m. EST", "2024-11-03T09:15-05:00")]
    #[case("Nov. 3, 2024, 9:15 p.m. ET", "2024-11-03T21:15-05:00")]
    #[case("July 3, 2024 at 9:15 PM ET", "2024-07-03T21:15-04:00")]
    #[case("Nov 3, 2024 12:05am", "2024-11-03T00:05")]
    #[case("Nov 3, 2024 12:05 pm PDT", "2024-11-03T12:05-07:00")]
    #[case("9:15 a.m. KST, Nov. 3, 2024", "2024-11-03T09:15+09:00")]
    #[case("3 November 2024 09.15 GMT", "2024-11-03T09:15Z")]
    #[case("Sun, 03 Nov 2024 09:15:00 GMT", "2024-11-03T09:15:00Z")]
    #[case("Sun, 3 Nov 2024 09:15:00 -0500 (EST)", "2024-11-03T09:15:00-05:00")]
    #[case("Sun Nov  3 09:15:00 EST 2024", "2024-11-03T09:15:00-05:00")]
    #[case("Nov 3, 2024 0915 GMT", "2024-11-03T09:15Z")]
    #[case("Nov 3, 2024 9:15 IST", "2024-11-03T09:15")]
    #[case("Published: Nov. 3, 2024", "2024-11-03")]
    #[case("Published Nov. 3, 2024 | Updated Nov. 4, 2024", "2024-11-03")]
    #[case("Updated Nov. 4, 2024; first published Nov. 3, 2024", "2024-11-03")]
    #[case("Last updated on 4 November 2024 at 17:30", "2024-11-04T17:30")]
    #[case("13/11/2024", "2024-11-13")]
    #[case("11/13/2024", "2024-11-13")]
    #[case("11/11/2024", "2024-11-11")]
    #[case("3.11.2024", "2024-11-03")]
    #[case("03.11.2024, 09:15 Uhr", "2024-11-03T09:15")]
    #[case("2024/11/03", "2024-11-03")]
    #[case("2024/11/03 09:15:22", "2024-11-03T09:15:22")]
    #[case("2024年11月3日", "2024-11-03")]
    #[case("3 de noviembre de 2024", "2024-11-03")]
    #[case("3. November 2024", "2024-11-03")]
    #[case("3 novembre 2024 à 09:15", "2024-11-03T09:15")]
    #[case("1er novembre 2024", "2024-11-01")]
    fn reads_what_news_writes(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(parse(text).as_deref(), Some(expected));
    }

    #[rstest]
    #[case("03/11/2024")]
    #[case("03-11-2024")]
    #[case("03/11/24")]
    #[case("Nov. 3")]
    #[case("9:15 a.m. EST")]
    #[case("yesterday")]
    #[case("2 hours ago")]
    #[case("Nov. 31, 2024")]
    #[case("2024-13-03")]
    #[case("2024-02-30T10:00:00Z")]
    #[case("The troops came on Nov. 3, 2024")]
    #[case("November 3, 2024 in Seoul")]
    #[case("3 4 November 2024")]
    #[case("")]
    #[case("0000-00-00 00:00:00")]
    #[case("25:00 Nov 3, 2024")]
    fn leaves_out_what_is_unsure(#[case] text: &str) {
        assert_eq!(parse(text), None);
    }

    #[rstest]
    #[case("Nov. 3", None, None)]
    #[case("Updated 9:15 a.m. EST", None, None)]
    #[case("2 hours ago", None, None)]
    #[case("Updated Nov. 4, 2024", None, Some("2024-11-04"))]
    #[case("03/11/2024", None, None)]
    #[case("November 2024", Some("2024-11"), None)]
    #[case("Published 3 Nov 2024 Updated 4 Nov 2024", Some("2024-11-03"), Some("2024-11-04"))]
    fn knows_a_date_line(#[case] text: &str, #[case] published: Option<&str>, #[case] updated: Option<&str>) {
        let expected = DateLine { published: published.map(str::to_owned), updated: updated.map(str::to_owned) };
        assert_eq!(line(text), Some(expected));
    }

    #[rstest]
    #[case("May")]
    #[case("2024")]
    #[case("12")]
    #[case("March of the Titans")]
    #[case("10:30")]
    #[case("On Sunday")]
    #[case("11,000")]
    #[case("3.5")]
    fn knows_what_is_no_date_line(#[case] text: &str) {
        assert_eq!(line(text), None);
    }

    #[rstest]
    #[case("https://example.org/2024/11/03/troops", Some("2024-11-03"))]
    #[case("https://example.org/world/2024/nov/03/troops", Some("2024-11-03"))]
    #[case("https://example.org/news/2024-11-03-troops.html", Some("2024-11-03"))]
    #[case("https://example.org/20241103/troops", Some("2024-11-03"))]
    #[case("https://example.org/2024/11/troops", None)]
    #[case("https://example.org/20249999/troops", None)]
    #[case("https://example.org/?d=/2024/11/03/", None)]
    fn finds_the_day_in_a_url(#[case] url: &str, #[case] expected: Option<&str>) {
        assert_eq!(in_url(url).as_deref(), expected);
    }

    #[rstest]
    #[case(1_730_625_300, Some("2024-11-03T09:15:00Z"))]
    #[case(1_730_625_300_000, Some("2024-11-03T09:15:00Z"))]
    #[case(20_241_103, None)]
    #[case(-1, None)]
    fn reads_unix_time(#[case] number: i64, #[case] expected: Option<&str>) {
        assert_eq!(from_unix(number).as_deref(), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "(?s)\\PC{0,60}") {
            let _ = (parse(&text), line(&text), in_url(&text));
        }

        #[test]
        fn text_made_of_date_parts_is_read_without_panic(
            parts in proptest::collection::vec("[0-9]{1,9}|[-+:/.,|T ]|Nov|am|p\\.m\\.|EST|年|−|updated", 0..14)
        ) {
            let text = parts.concat();
            let _ = (parse(&text), line(&text), in_url(&text));
        }

        #[test]
        fn a_date_comes_back_as_it_was_written(days in 0i64..60_000, form in 0usize..6) {
            let date = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Duration::days(days);
            let form = ["%Y-%m-%d", "%B %-d, %Y", "%b. %-d, %Y", "%-d %B %Y", "%d.%m.%Y", "%A, %-d %b %Y"][form];
            let expected = date.format("%Y-%m-%d").to_string();
            prop_assert_eq!(parse(&date.format(form).to_string()), Some(expected));
        }
    }
}
