//! Dates as news writes them → ISO 8601, as precise as they are, with their zone. A wrong date is worse than none: what
//! can be read two ways ("03/11/2024") or counts back ("2 hours ago") is left out unless the document's [`Setting`]
//! decides it, and nothing is taken from a clock.
//!
//! Written by hand because the crates for this fill what is missing from the clock and turn all zones into UTC.

mod address;
mod iso;
mod relative;
mod setting;
mod within;
mod words;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::lexicon;
pub(super) use address::{in_url, month_in_url};
use iso::iso;
use relative::ago;
pub(super) use setting::Setting;
pub(super) use within::within;
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
    /// Whether the setting had to decide, as the line alone does not.
    pub worked_out: bool,
}

/// A date and whether it had to be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// ISO 8601.
    pub iso: String,
    /// Whether the setting had to decide, as the words alone do not.
    pub worked_out: bool,
    /// Whether it is that of a change.
    pub updated: bool,
}

/// The date that `text` gives, if it gives one for certain and nothing else: as published, else as updated.
pub(super) fn parse(text: &str) -> Option<String> {
    parse_in(text, &Setting::default()).map(|date| date.iso)
}

/// As [`parse`], in a document of which more is known.
pub(super) fn parse_in(text: &str, setting: &Setting) -> Option<Dated> {
    let text = text.trim();
    if let Some(iso) = iso(text) {
        return Some(Dated { iso, worked_out: false, updated: false });
    }
    let line = read(text, setting)?.0;
    let updated = line.published.is_none();
    Some(Dated { iso: line.published.or(line.updated)?, worked_out: line.worked_out, updated })
}

/// Reads a line that gives only when: "Nov. 3, 2024", "Updated 9:15 a.m. EST", "2 hours ago". None where it says more
/// than that, or too little to be sure ("May", "2024").
pub(super) fn line(text: &str) -> Option<DateLine> {
    line_in(text, &Setting::default())
}

/// As [`line()`], in a document of which more is known.
pub(super) fn line_in(text: &str, setting: &Setting) -> Option<DateLine> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(iso) = iso(text).filter(|_| text.len() > 7) {
        return Some(DateLine { published: Some(iso), ..DateLine::default() });
    }
    read(text, setting).filter(|(_, sure)| *sure).map(|(line, _)| line)
}

/// What `text` says if it is made of dates alone, and whether they are surely dates.
fn read(text: &str, setting: &Setting) -> Option<(DateLine, bool)> {
    if let Some(found) = labelled_iso(text) {
        return Some((found, true));
    }
    if let Some(ago) = (text.len() <= LONGEST).then(|| ago(text, setting)).flatten() {
        let mut line = DateLine { worked_out: true, ..DateLine::default() };
        *(if ago.updated { &mut line.updated } else { &mut line.published }) = ago.date;
        return Some((line, true));
    }
    let (segments, labelled) = segments(text)?;
    let sure = segments.iter().any(|segment| segment.is_sure(labelled));
    // The first that is published or says nothing, and the first that is updated.
    let first = |updated: bool| {
        segments
            .iter()
            .filter(|segment| segment.updated == updated)
            .find_map(|segment| Some((segment.iso(setting)?, segment.is_open())))
    };
    let (published, updated) = (first(false), first(true));
    let worked_out = published.as_ref().or(updated.as_ref()).is_some_and(|(_, open)| *open);
    let line =
        DateLine { published: published.map(|(date, _)| date), updated: updated.map(|(date, _)| date), worked_out };
    Some((line, sure))
}

/// "Published: 2024-11-03T09:15:00Z".
fn labelled_iso(text: &str) -> Option<DateLine> {
    let (word, rest) = text.split_once([':', ' '])?;
    let found = Some(iso(rest.trim_start_matches([':', ' '])).filter(|date| date.len() > 7)?);
    match *lexicon::date_words().get(word.to_lowercase().as_str())? {
        "published" => Some(DateLine { published: found, ..DateLine::default() }),
        "updated" => Some(DateLine { updated: found, ..DateLine::default() }),
        _ => None,
    }
}

/// A date (and time) gathered from words and numbers.
#[derive(Debug, Default, Clone)]
struct Segment {
    updated: bool,
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<Clock>,
    /// A date with numbers alone that can be read two ways: the two, the year, and whether that has two digits.
    either: Option<(u32, u32, i32, bool)>,
    /// Days before the one it is read on: "yesterday".
    back: Option<i64>,
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
        self.year.is_none() && self.month.is_none() && self.day.is_none() && self.time.is_none() && !self.is_open()
    }

    /// Whether more than its own words must say which day it is.
    fn is_open(&self) -> bool {
        self.either.is_some() || self.back.is_some()
    }

    /// Whether it is a date or time beyond doubt, not a stray number or month.
    fn is_sure(&self, labelled: bool) -> bool {
        let day = self.month.is_some() && (self.day.is_some() || self.year.is_some());
        let time = self.time.is_some_and(|time| time.half || time.zone.is_some() || labelled);
        day || time || self.is_open()
    }

    fn iso(&self, setting: &Setting) -> Option<String> {
        if self.is_open() {
            let day = match (self.either, self.back) {
                (Some((first, second, year, short)), None) => setting.settle(year, first, second, short)?,
                (None, Some(days)) if self.year.is_none() && self.month.is_none() && self.day.is_none() => {
                    setting.seen()?.day - TimeDelta::days(days)
                }
                _ => return None,
            };
            return self.at(day);
        }
        let year = self.year?;
        if !(1500..=2199).contains(&year) {
            return None;
        }
        let Some(month) = self.month else {
            return (self.day.is_none() && self.time.is_none()).then(|| format!("{year:04}"));
        };
        let Some(day) = self.day else {
            return (1..=12).contains(&month).then(|| format!("{year:04}-{month:02}"));
        };
        self.at(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    fn at(&self, day: NaiveDate) -> Option<String> {
        self.time.map_or_else(|| Some(day.format("%Y-%m-%d").to_string()), |clock| clock.iso(day))
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
    #[case("3 Nov 24", "2024-11-03")]
    #[case("03-Nov-24", "2024-11-03")]
    #[case("3. marts 2024", "2024-03-03")]
    #[case("3 maaliskuuta 2024", "2024-03-03")]
    #[case("3 Ağustos 2024", "2024-08-03")]
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
    #[case("3 November 2024 09:15 GMT+1", "2024-11-03T09:15+01:00")]
    #[case("3 November 2024 09:15 UTC−3", "2024-11-03T09:15-03:00")]
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
    #[case("Nov. 3, 2024 9:15 a.m. EST", "2024-11-03T09:15-05:00")]
    #[case("Sunday, 3 Nov 2024 at 21:15 GMT", "2024-11-03T21:15Z")]
    #[case("November 3, 2024 / 9:15 AM EST", "2024-11-03T09:15-05:00")]
    #[case("Sun 3 Nov 2024 09.15 GMT", "2024-11-03T09:15Z")]
    #[case("First published on Sun 3 Nov 2024 09.15 GMT", "2024-11-03T09:15Z")]
    #[case("3-Nov-2024", "2024-11-03")]
    #[case("3rd of November 2024", "2024-11-03")]
    #[case("Published: 2024-11-03T09:15:00Z", "2024-11-03T09:15:00Z")]
    #[case("Stand: 03.11.2024, 21.15 Uhr", "2024-11-03T21:15")]
    #[case("Sonntag, 3. November 2024, 9:15 Uhr", "2024-11-03T09:15")]
    #[case("Publié le 3 novembre 2024 à 9h15", "2024-11-03T09:15")]
    #[case("Mis à jour le 3 novembre 2024 à 9 h 15", "2024-11-03T09:15")]
    #[case("Publicado el 3 de noviembre de 2024 a las 9:15 h", "2024-11-03T09:15")]
    #[case("domenica 3 novembre 2024, ore 9:15", "2024-11-03T09:15")]
    #[case("Publicado em 3 de novembro de 2024 às 09h15", "2024-11-03T09:15")]
    #[case("zondag 3 november 2024 om 9.15 uur", "2024-11-03T09:15")]
    #[case("3 ноября 2024 г., 09:15", "2024-11-03T09:15")]
    #[case("Опубликовано: 3 ноября 2024 в 09:15", "2024-11-03T09:15")]
    #[case("3 листопада 2024 року, 09:15", "2024-11-03T09:15")]
    #[case("niedziela, 3 listopada 2024 r., godz. 9:15", "2024-11-03T09:15")]
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
        let found = line(text).unwrap();
        assert_eq!((found.published.as_deref(), found.updated.as_deref()), (published, updated));
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
