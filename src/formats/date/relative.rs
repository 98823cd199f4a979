//! "2 hours ago": worth a date only where it is known when the document was fetched.

use chrono::{SecondsFormat, TimeDelta, Timelike};

use super::Setting;
use crate::formats::lexicon;

/// What a text says that counts back from when it was read.
pub(super) struct Ago {
    /// The moment or day in ISO 8601, where that can be told without being off by days.
    pub date: Option<String>,
    /// Whether a change is dated.
    pub updated: bool,
}

/// Reads `text` if it is all of such a form, with or without "Published" or "Updated" before it.
pub(super) fn ago(text: &str, setting: &Setting) -> Option<Ago> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim();
    let mut updated = false;
    let phrases = |kind: &'static str| lexicon::relative().iter().filter(move |row| row.1 == kind).map(|row| row.0);
    while let Some((word, tail)) = rest.split_once(|c: char| c.is_whitespace() || c == ':') {
        if phrases("before").any(|phrase| rest.starts_with(phrase)) {
            break;
        }
        match lexicon::date_words().get(word).copied() {
            Some("updated") => updated = true,
            Some("published" | "filler") => {}
            _ => break,
        }
        rest = tail.trim_start_matches([':', ' ', '\u{a0}']);
    }
    let after = || phrases("after").find_map(|phrase| rest.strip_suffix(phrase)?.strip_suffix([' ', '\u{a0}']));
    let before = || phrases("before").find_map(|phrase| rest.strip_prefix(phrase)?.strip_prefix([' ', '\u{a0}']));
    let mut words = after().or_else(before)?.split_whitespace();
    let kind = |word: &str| lexicon::relative().iter().find(|row| row.0 == word).map(|row| row.1);
    let first = words.next()?;
    // "2h ago", "an hour ago", "vor einer Stunde", "час назад"
    let digits = first.find(|c: char| !c.is_ascii_digit()).unwrap_or(first.len());
    let (count, unit) = match (digits, first.len()) {
        (0, _) if kind(first) == Some("one") => (1, words.next()?),
        (0, _) => (1, first),
        (digits, length) if digits == length => (first.parse().ok()?, words.next()?),
        (digits, _) => (first[..digits].parse().ok()?, &first[digits..]),
    };
    if words.next().is_some() {
        return None;
    }
    let unit = kind(unit.trim_end_matches('.'))?;
    matches!(unit, "second" | "minute" | "hour" | "day" | "week" | "month" | "year")
        .then(|| Ago { date: back(count, unit, setting), updated })
}

/// Weeks and more are rounded: what they lead to is no date.
fn back(count: i64, unit: &str, setting: &Setting) -> Option<String> {
    let seen = setting.seen()?;
    if unit == "day" {
        return (count < 31).then(|| (seen.day - TimeDelta::days(count)).format("%Y-%m-%d").to_string());
    }
    let seconds = count.checked_mul(match unit {
        "second" => 1,
        "minute" => 60,
        "hour" => 3600,
        _ => return None,
    })?;
    if seconds > 48 * 3600 {
        return None;
    }
    let moment = seen.moment?.checked_sub_signed(TimeDelta::seconds(seconds))?;
    let moment = moment.with_second(0)?.with_nanosecond(0)?;
    Some(moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2 hours ago", Some("2024-11-03T08:15:00Z"))]
    #[case("2h ago", Some("2024-11-03T08:15:00Z"))]
    #[case("an hour ago", Some("2024-11-03T09:15:00Z"))]
    #[case("Published 30 mins ago", Some("2024-11-03T09:45:00Z"))]
    #[case("3 days ago", Some("2024-10-31"))]
    #[case("2 weeks ago", None)]
    #[case("vor 2 Stunden", Some("2024-11-03T08:15:00Z"))]
    #[case("Veröffentlicht vor einem Tag", Some("2024-11-02"))]
    #[case("il y a 2 heures", Some("2024-11-03T08:15:00Z"))]
    #[case("hace 3 días", Some("2024-10-31"))]
    #[case("2 ore fa", Some("2024-11-03T08:15:00Z"))]
    #[case("há 2 horas", Some("2024-11-03T08:15:00Z"))]
    #[case("2 uur geleden", Some("2024-11-03T08:15:00Z"))]
    #[case("2 часа назад", Some("2024-11-03T08:15:00Z"))]
    #[case("2 години тому", Some("2024-11-03T08:15:00Z"))]
    #[case("2 godziny temu", Some("2024-11-03T08:15:00Z"))]
    fn it_counts_back_from_when_it_was_seen(#[case] text: &str, #[case] expected: Option<&str>) {
        let setting = Setting::of([], None, Some("2024-11-03T10:15:30Z"));
        assert_eq!(ago(text, &setting).unwrap().date.as_deref(), expected);
        assert_eq!(ago(text, &Setting::default()).unwrap().date, None);
    }

    #[rstest]
    #[case("long ago")]
    #[case("2 ministers ago")]
    #[case("2 hours later")]
    #[case("It was 2 hours ago")]
    #[case("99999999999999999999 hours ago")]
    fn and_is_nothing_else(#[case] text: &str) {
        assert!(ago(text, &Setting::default()).is_none());
    }

    #[test]
    fn a_day_alone_tells_no_hours() {
        let setting = Setting::of([], None, Some("2024-11-03"));
        assert_eq!(ago("2 hours ago", &setting).unwrap().date, None);
        assert_eq!(ago("updated 1 day ago", &setting).unwrap().date.as_deref(), Some("2024-11-02"));
        assert!(ago("updated 1 day ago", &setting).unwrap().updated);
    }
}
