//! What a document tells beside its dates: whether the day or the month comes first in it, and when somebody fetched it.
//! "03/11/2024" and "yesterday" say nothing without.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use url::Url;

use super::iso::iso;
use crate::formats::lexicon;

/// What comes first in a date of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
}

/// What decides the dates of one document. Nothing decides in the default.
#[derive(Debug, Clone, Default)]
pub(in crate::formats) struct Setting {
    order: Option<Order>,
    seen: Option<Seen>,
}

/// When the document was fetched or saved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The day where that was said.
    pub day: NaiveDate,
    /// The moment, where it is known with its zone.
    pub moment: Option<DateTime<FixedOffset>>,
}

impl Setting {
    /// Of a document that says it is in `tags` ("en-GB"), stands at `url`, and was fetched at `seen` (ISO 8601).
    pub(in crate::formats) fn of<'a>(
        tags: impl IntoIterator<Item = &'a str>,
        url: Option<&str>,
        seen: Option<&str>,
    ) -> Self {
        Self { order: order(tags, url), seen: seen.and_then(Seen::of) }
    }

    /// When it was fetched.
    pub(super) fn seen(&self) -> Option<Seen> {
        self.seen
    }

    /// Whether `date` (ISO 8601) lies after the document was fetched, a day of zones aside.
    pub(in crate::formats) fn is_after(&self, date: &str) -> bool {
        let day = date.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
        matches!((self.seen, day), (Some(seen), Some(day)) if day > seen.day + TimeDelta::days(1))
    }

    /// Whether `day` (ISO 8601), which somebody took from `page`, can be its date: the page was not fetched before it, and
    /// it is not one of the two readings of a date in numbers.
    pub(in crate::formats) fn admits(&self, day: &str, page: &str) -> bool {
        let parts: Vec<&str> = day.split('-').collect();
        let [year, month, date] = parts.as_slice() else { return false };
        let bare = |part: &str| part.trim_start_matches('0').to_owned();
        let either = self.order.is_none() && *date <= "12" && date != month;
        let written = |first: &str, second: &str| {
            let short = year.get(2..).unwrap_or(year);
            let stands = |words: &str| {
                let whole = |at: usize| !page[at + words.len()..].starts_with(|c: char| c.is_ascii_digit());
                page.match_indices(words).any(|(at, _)| whole(at))
            };
            ['/', '-']
                .iter()
                .any(|mark| [*year, short].iter().any(|year| stands(&format!("{first}{mark}{second}{mark}{year}"))))
        };
        let two_ways = either
            && [(date, month), (month, date)]
                .iter()
                .any(|(first, second)| written(first, second) || written(&bare(first), &bare(second)));
        !self.is_after(day) && !two_ways
    }

    /// The day that two numbers and a year mean, if anything decides it.
    pub(super) fn settle(&self, year: i32, first: u32, second: u32, short_year: bool) -> Option<NaiveDate> {
        let day_first = NaiveDate::from_ymd_opt(year, second, first);
        let month_first = NaiveDate::from_ymd_opt(year, first, second);
        match self.order {
            Some(Order::Day) => day_first,
            Some(Order::Month) => month_first,
            // What lies after the day it was read on is not meant.
            None => {
                let latest = self.seen.filter(|_| !short_year)?.day + TimeDelta::days(1);
                match (day_first.filter(|day| *day <= latest), month_first.filter(|day| *day <= latest)) {
                    (Some(day), None) | (None, Some(day)) => Some(day),
                    _ => None,
                }
            }
        }
    }
}

impl Seen {
    fn of(text: &str) -> Option<Self> {
        let text = iso(text.trim())?;
        let day = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
        Some(Self { day, moment: DateTime::parse_from_rfc3339(&text).ok() })
    }
}

/// The outlet's own way, else what its country and the document's language agree on.
fn order<'a>(tags: impl IntoIterator<Item = &'a str>, url: Option<&str>) -> Option<Order> {
    let host = url.and_then(|url| Url::parse(url).ok()).and_then(|url| url.host_str().map(str::to_lowercase));
    if let Some(host) = &host {
        let mut domain = host.as_str();
        loop {
            if let Some(order) = listed("host", domain) {
                return Some(order);
            }
            match domain.split_once('.') {
                Some((_, rest)) if rest.contains('.') => domain = rest,
                _ => break,
            }
        }
    }
    let country = host.as_deref().and_then(|host| host.rsplit('.').next()).and_then(|end| listed("tld", end));
    let tongue = tags.into_iter().find_map(|tag| {
        let tag = tag.trim().to_lowercase().replace('_', "-");
        listed("language", &tag).or_else(|| listed("language", tag.split('-').next()?))
    });
    match (country, tongue) {
        (Some(country), Some(tongue)) if country != tongue => None,
        (country, tongue) => country.or(tongue),
    }
}

fn listed(kind: &str, name: &str) -> Option<Order> {
    lexicon::date_orders().iter().find(|row| row.0 == kind && row.1 == name).map(|row| match row.2 {
        "month" => Order::Month,
        _ => Order::Day,
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse_in;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::british("en-GB", None, Some("2024-11-03"))]
    #[case::american("en_US", None, Some("2024-03-11"))]
    #[case::english("en", None, None)]
    #[case::german("de", None, Some("2024-11-03"))]
    #[case::austrian("de-AT", None, Some("2024-11-03"))]
    #[case::by_country("en", Some("https://www.example.co.uk/a"), Some("2024-11-03"))]
    #[case::by_no_country("en", Some("https://www.example.com/a"), None)]
    #[case::two_that_disagree("en-US", Some("https://www.example.co.uk/a"), None)]
    #[case::by_outlet("en-US", Some("https://www.bbc.com/news/a"), Some("2024-11-03"))]
    fn day_and_month_are_told_by_language_and_outlet(
        #[case] tag: &str,
        #[case] url: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        let setting = Setting::of([tag], url, None);
        assert_eq!(parse_in("03/11/2024", &setting).map(|date| date.iso).as_deref(), expected);
    }

    #[rstest]
    #[case("03/11/2024", Some("2024-05-01"), Some("2024-03-11"))]
    #[case("03/11/2024", Some("2024-12-01"), None)]
    #[case("03/11/2024", None, None)]
    #[case("03/11/24", Some("2024-05-01"), None)]
    fn what_lies_ahead_is_not_meant(#[case] text: &str, #[case] seen: Option<&str>, #[case] expected: Option<&str>) {
        let setting = Setting::of([], None, seen);
        assert_eq!(parse_in(text, &setting).map(|date| date.iso).as_deref(), expected);
    }

    #[test]
    fn two_digits_of_a_year_need_an_order() {
        let setting = Setting::of(["fr"], None, None);
        assert_eq!(parse_in("03/11/24 à 9h15", &setting).map(|date| date.iso).as_deref(), Some("2024-11-03T09:15"));
    }

    #[rstest]
    #[case("2024-11-03", "on 03/11/2024", false)]
    #[case("2024-11-03", "on 3/11/24.", false)]
    #[case("2024-11-03", "on 11-03-24", false)]
    #[case("2024-11-03", "part 03/11/2477", true)]
    #[case("2024-11-23", "on 11/23/24", true)]
    #[case("2024-11-03", "on Nov. 3", true)]
    fn what_can_be_read_two_ways_is_no_date(#[case] day: &str, #[case] page: &str, #[case] expected: bool) {
        assert_eq!(Setting::default().admits(day, page), expected);
    }
}
