//! Dates as news writes them → ISO 8601, as precise as they are, with their zone. A wrong date is worse than none: what
//! can be read two ways ("03/11/2024") is left out, and nothing is taken from a clock.
//!
//! Written by hand because the crates for this fill what is missing from the clock and turn all zones into UTC.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::lexicon;

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

// ISO 8601 and what is close to it.

/// `2024`, `2024-11`, `2024-11-03`, `2024-11-03T09:15:00.000-05:00[Zone/Name]`, `2024-11-03 09:15:00 +0000`,
/// `20241103T091500Z`. Fractions of a second are dropped.
fn iso(text: &str) -> Option<String> {
    let text = text.split_once('[').map_or(text, |(before, _)| before.trim_end());
    let (date, rest) = iso_date(text)?;
    if rest.is_empty() {
        return Some(date);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let day = NaiveDate::parse_from_str(&date, "%Y-%m-%d").ok()?;
    iso_clock(rest)?.iso(day)
}

fn iso_date(text: &str) -> Option<(String, &str)> {
    let year = digits(text, 4)?;
    if !(1500..=2199).contains(&year) {
        return None;
    }
    let rest = text.get(4..)?;
    if rest.is_empty() {
        return Some((format!("{year:04}"), rest));
    }
    if let Some(rest) = rest.strip_prefix('-') {
        let month = digits(rest, 2).filter(|month| (1..=12).contains(month))?;
        let rest = rest.get(2..)?;
        if rest.is_empty() {
            return Some((format!("{year:04}-{month:02}"), rest));
        }
        let rest = rest.strip_prefix('-')?;
        let day = digits(rest, 2)?;
        NaiveDate::from_ymd_opt(year as i32, month, day)?;
        return Some((format!("{year:04}-{month:02}-{day:02}"), rest.get(2..)?));
    }
    // 20241103
    let (month, day) = (digits(rest, 2)?, digits(rest.get(2..)?, 2)?);
    let rest = rest.get(4..)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    NaiveDate::from_ymd_opt(year as i32, month, day)?;
    Some((format!("{year:04}-{month:02}-{day:02}"), rest))
}

fn iso_clock(text: &str) -> Option<Clock> {
    let hour = digits(text, 2)?;
    let mut rest = text.get(2..)?;
    let colon = rest.starts_with(':');
    let mut part = || -> Option<u32> {
        let tail = if colon { rest.strip_prefix(':')? } else { rest };
        let number = digits(tail, 2)?;
        rest = tail.get(2..)?;
        Some(number)
    };
    let minute = part()?;
    let second = part();
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        second?;
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let rest = rest.trim();
    let zone = match rest {
        "" => None,
        "Z" | "z" | "UTC" | "GMT" => Some(Zone::Utc),
        _ => Some(numeric_zone(rest).or_else(|| named_zone(&rest.to_lowercase()))?),
    };
    Some(Clock { hour, minute, second, zone, half: false })
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

// Dates in words.

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A number and how many digits write it.
    Number(u32, usize),
    /// In small letters, without stops.
    Word(String),
    Mark(char),
    /// "+0900", "-05:00" right after a time.
    Offset(Zone),
}

/// Cuts `text` into words, numbers and marks; none where it holds what no date has.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.trim_start();
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            if end > 8 {
                return None;
            }
            tokens.push(Token::Number(rest[..end].parse().ok()?, end));
            rest = &rest[end..];
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, tail) = (&rest[..end], &rest[end..]);
            rest = tail;
            let mut word = word.to_lowercase();
            // "a.m.", "p. m."
            if word == "a" || word == "p" {
                let after = tail.trim_start_matches(['.', ' ', '\u{a0}']);
                if tail.starts_with(['.', ' ']) && after.starts_with(['m', 'M']) {
                    let end = &after[1..];
                    if !end.starts_with(char::is_alphanumeric) {
                        word.push('m');
                        rest = end;
                    }
                }
            }
            rest = rest.strip_prefix('.').unwrap_or(rest);
            tokens.push(Token::Word(word));
        } else {
            let after_time = matches!(tokens.as_slice(), [.., Token::Mark(':'), Token::Number(..)]);
            let end = rest[first.len_utf8()..]
                .find(|c: char| !c.is_ascii_digit() && c != ':')
                .map_or(rest.len(), |end| end + first.len_utf8());
            let zone = (matches!(first, '+' | '-' | '−') && end >= 3 + first.len_utf8() - 1)
                .then(|| numeric_zone(&rest[..end]))
                .flatten();
            match zone {
                // "10:00-11:00" is a stretch of time, not a zone.
                Some(zone) if first == '+' || (after_time && !rest[..end].contains(':')) => {
                    tokens.push(Token::Offset(zone));
                    rest = &rest[end..];
                }
                _ => {
                    if !matches!(
                        first,
                        ',' | '.' | ':' | ';' | '/' | '-' | '–' | '—' | '|' | '·' | '•' | '(' | ')' | '[' | ']' | '@'
                    ) {
                        return None;
                    }
                    tokens.push(Token::Mark(first));
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        if tokens.len() > 48 {
            return None;
        }
    }
    Some(tokens)
}

/// The dates that `text` is made of, and whether a word said what they are; none where anything else stands there.
fn segments(text: &str) -> Option<(Vec<Segment>, bool)> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text)?;
    let mut segments = Vec::new();
    let mut now = Segment::default();
    let mut labelled = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let used = match token {
            Token::Mark(_) => 1,
            Token::Offset(zone) => {
                let clock = now.time.as_mut()?;
                clock.zone = Some(match clock.zone {
                    // "GMT+9"
                    None | Some(Zone::Utc) => *zone,
                    Some(_) => return None,
                });
                1
            }
            Token::Number(value, width) => number(&mut now, *value, *width, &tokens[at..])?,
            Token::Word(word) => {
                let word = word.as_str();
                if let Some(month) = lexicon::months().get(word).and_then(|number| number.parse().ok()) {
                    if now.month.is_some() || now.ambiguous {
                        return None;
                    }
                    now.month = Some(month);
                } else if let Some(&sense) = lexicon::date_words().get(word) {
                    if sense == "published" || sense == "updated" {
                        if !now.is_empty() {
                            segments.push(std::mem::take(&mut now));
                        }
                        now.updated = sense == "updated";
                        labelled = true;
                    }
                } else if word == "am" || word == "pm" {
                    half(now.time.as_mut()?, word == "pm")?;
                } else {
                    let zone = named_zone(word).or_else(|| (word == "ist").then_some(Zone::Unknown))?;
                    let clock = now.time.as_mut()?;
                    // "-0500 (EST)" names one zone twice.
                    clock.zone = clock.zone.or(Some(zone));
                }
                1
            }
        };
        at += used;
    }
    if !now.is_empty() {
        segments.push(now);
    }
    (!segments.is_empty()).then_some((segments, labelled))
}

fn half(clock: &mut Clock, afternoon: bool) -> Option<()> {
    if clock.half || clock.hour > 12 || clock.hour == 0 {
        return (clock.hour > 12 && afternoon && !clock.half).then_some(());
    }
    clock.half = true;
    clock.hour = clock.hour % 12 + if afternoon { 12 } else { 0 };
    Some(())
}

/// Takes a number with what follows it into `now`; gives how many tokens that were.
fn number(now: &mut Segment, value: u32, width: usize, tokens: &[Token]) -> Option<usize> {
    use Token::{Mark, Number, Word};
    let next_word = |at: usize| match tokens.get(at) {
        Some(Word(word)) => word.as_str(),
        _ => "",
    };
    let says_time = |word: &str| word == "am" || word == "pm" || lexicon::zones().contains_key(word);
    match tokens.get(1..5).unwrap_or(tokens.get(1..).unwrap_or_default()) {
        // 9:15, 9:15:30
        [Mark(':'), Number(minute, 2), rest @ ..] if width <= 2 => {
            if now.time.is_some() || value > 24 || *minute > 59 {
                return None;
            }
            let second = match rest {
                [Mark(':'), Number(second, 2), ..] => Some(*second),
                _ => None,
            };
            now.time = Some(Clock { hour: value, minute: *minute, second, zone: None, half: false });
            let mut used = if second.is_some() { 5 } else { 3 };
            // a fraction of a second
            if second.is_some() && matches!(tokens.get(used..used + 2), Some([Mark('.'), Number(..)])) {
                used += 2;
            }
            Some(used)
        }
        // 03/11/2024, 3.11.2024, 2024/11/03, 2024-11-03
        [Mark(first @ ('/' | '.' | '-')), Number(middle, middle_width), Mark(second), Number(last, last_width), ..]
            if first == second && *middle_width <= 2 && now.year.is_none() && now.month.is_none() =>
        {
            numeric_date(now, *first, (value, width), *middle, (*last, *last_width))?;
            Some(5)
        }
        // 9.15 a.m., 09.15 GMT
        [Mark('.'), Number(minute, 2), Word(word), ..] if width <= 2 && says_time(word) => {
            if now.time.is_some() || value > 24 || *minute > 59 {
                return None;
            }
            now.time = Some(Clock { hour: value, minute: *minute, second: None, zone: None, half: false });
            Some(3)
        }
        _ => {
            let word = next_word(1);
            if width <= 2 && (word == "am" || word == "pm") {
                if now.time.is_some() || value == 0 || value > 12 {
                    return None;
                }
                now.time = Some(Clock { hour: value, minute: 0, second: None, zone: None, half: false });
                return Some(1);
            }
            // 0915 GMT
            if width == 4 && now.time.is_none() && lexicon::zones().contains_key(word) && value / 100 < 24 {
                let minute = value % 100;
                now.time =
                    (minute < 60).then_some(Clock { hour: value / 100, minute, second: None, zone: None, half: false });
                now.time?;
                return Some(1);
            }
            let field = match word {
                "年" | "년" => 4,
                "月" | "월" => 5,
                "日" | "일" => 6,
                _ if width == 4 => 0,
                _ => 1,
            };
            let ordinal = usize::from(["st", "nd", "rd", "th", "er", "º", "ª"].contains(&word));
            let (slot_taken, used) = match field {
                0 | 4 => (now.year.replace(value as i32).is_some(), 1 + usize::from(field == 4)),
                5 => (now.month.replace(value).is_some(), 2),
                6 => (now.day.replace(value).is_some(), 2),
                _ if width <= 2 && (1..=31).contains(&value) => (now.day.replace(value).is_some(), 1 + ordinal),
                _ => return None,
            };
            (!slot_taken && !now.ambiguous).then_some(used)
        }
    }
}

/// A date in numbers alone. With stops it is day.month.year everywhere; with other marks only what has one reading is
/// taken.
fn numeric_date(now: &mut Segment, mark: char, first: (u32, usize), middle: u32, last: (u32, usize)) -> Option<()> {
    let (year, month, day) = match (first.1, last.1) {
        (4, 1 | 2) => (first.0, middle, last.0),
        (1 | 2, 4) if mark == '.' => (last.0, middle, first.0),
        (1 | 2, 4) if first.0 > 12 => (last.0, middle, first.0),
        (1 | 2, 4) if middle > 12 || middle == first.0 => (last.0, first.0, middle),
        (1 | 2, 2 | 4) => {
            now.ambiguous = true;
            return Some(());
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year as i32, month, day)?;
    (now.year, now.month, now.day) = (Some(year as i32), Some(month), Some(day));
    Some(())
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
