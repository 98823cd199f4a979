//! ISO 8601 and what is close to it.

use chrono::NaiveDate;

use super::{Clock, Zone, digits, named_zone, numeric_zone};

/// `2024`, `2024-11`, `2024-11-03`, `2024-11-03T09:15:00.000-05:00[Zone/Name]`, `2024-11-03 09:15:00 +0000`,
/// `20241103T091500Z`. Fractions of a second are dropped.
pub(super) fn iso(text: &str) -> Option<String> {
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
