//! Dates in words and in numbers with marks between them.

use chrono::NaiveDate;

use super::{Clock, LONGEST, Segment, Zone, named_zone, numeric_zone};
use crate::formats::lexicon;

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
            // "GMT+1"
            let of_utc = matches!(tokens.last(), Some(Token::Word(word)) if word == "gmt" || word == "utc");
            let short = (of_utc && zone.is_none() && matches!(first, '+' | '-' | '−'))
                .then(|| numeric_zone(&format!("{first}0{}", &rest[first.len_utf8()..end])))
                .flatten();
            match zone.or(short) {
                Some(zone) if short.is_some() => {
                    tokens.push(Token::Offset(zone));
                    rest = &rest[end..];
                }
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
pub(super) fn segments(text: &str) -> Option<(Vec<Segment>, bool)> {
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
                    if now.month.is_some() || now.is_open() {
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
                    } else if let Some(days) = ["today", "yesterday"].iter().position(|known| *known == sense) {
                        if now.is_open() || now.month.is_some() {
                            return None;
                        }
                        now.back = i64::try_from(days).ok();
                    }
                } else if word == "am" && now.time.is_none() {
                    // German: "am Sonntag". Of a clock it never stands before the time.
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
    let says_time = |word: &str| {
        let clock = lexicon::date_words().get(word) == Some(&"clock");
        word == "am" || word == "pm" || clock || lexicon::zones().contains_key(word)
    };
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
        // 9h15, 9 h 15
        [Word(hours), Number(minute, 2), ..] if width <= 2 && hours == "h" => {
            if now.time.is_some() || value > 24 || *minute > 59 {
                return None;
            }
            now.time = Some(Clock { hour: value, minute: *minute, second: None, zone: None, half: false });
            Some(3)
        }
        // 03/11/2024, 3.11.2024, 2024/11/03, 2024-11-03
        [Mark(first @ ('/' | '.' | '-')), Number(middle, middle_width), Mark(second), Number(last, last_width), ..]
            if first == second && *middle_width <= 2 && now.year.is_none() && now.month.is_none() && !now.is_open() =>
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
                // "12 Jul 23"
                _ if width == 2 && now.day.is_some() && now.month.is_some() && now.year.is_none() => {
                    let free = matches!(tokens.get(1), None | Some(Mark(',' | '|' | ';' | '·' | '•' | ')')));
                    let year = 2000 + value as i32;
                    (!free || year > 2069 || now.year.replace(year).is_some(), 1)
                }
                _ if width <= 2 && (1..=31).contains(&value) => (now.day.replace(value).is_some(), 1 + ordinal),
                _ => return None,
            };
            (!slot_taken && !now.is_open()).then_some(used)
        }
    }
}

/// A date in numbers alone. With stops it is day.month.year everywhere; with other marks what has two readings is left
/// open.
fn numeric_date(now: &mut Segment, mark: char, first: (u32, usize), middle: u32, last: (u32, usize)) -> Option<()> {
    let (year, month, day) = match (first.1, last.1) {
        (4, 1 | 2) => (first.0, middle, last.0),
        (1 | 2, 4) if mark == '.' => (last.0, middle, first.0),
        (1 | 2, 4) if first.0 > 12 => (last.0, middle, first.0),
        (1 | 2, 4) if middle > 12 || middle == first.0 => (last.0, first.0, middle),
        (1 | 2, width @ (2 | 4)) => {
            let year = if width == 2 { 2000 + last.0 } else { last.0 };
            now.either = Some((first.0, middle, year as i32, width == 2));
            return Some(());
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year as i32, month, day)?;
    (now.year, now.month, now.day) = (Some(year as i32), Some(month), Some(day));
    Some(())
}
