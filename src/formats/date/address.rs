//! Days in the addresses of the web.

use chrono::NaiveDate;

use super::digits;
use crate::formats::lexicon;

/// The day in the path of `url`: `/2024/11/03/`, `/2024-11-03-troops`, `/2024/nov/03/`, `/20241103/`, `/troops-20241103.html`.
pub(in crate::formats) fn in_url(url: &str) -> Option<String> {
    let path = path(url)?;
    years(path).find_map(|(year, rest)| {
        let day = spread(year, rest).or_else(|| solid(year, rest))?;
        Some(day.format("%Y-%m-%d").to_string())
    })
}

/// The month in the path of `url` that gives no day: `/2024/11/troops`.
pub(in crate::formats) fn month_in_url(url: &str) -> Option<String> {
    let parts: Vec<&str> = path(url)?.split('/').collect();
    parts.windows(2).find_map(|two| {
        let year = digits(two[0], 4).filter(|year| two[0].len() == 4 && (1990..=2099).contains(year))?;
        Some(format!("{year:04}-{:02}", month(two[1])?))
    })
}

fn path(url: &str) -> Option<&str> {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    address.find('/').and_then(|slash| address.get(slash..))
}

/// Every year that could open a date, and what follows it.
fn years(path: &str) -> impl Iterator<Item = (i32, &str)> {
    path.match_indices(['1', '2']).filter_map(move |(at, _)| {
        let before = path[..at].chars().next_back();
        let year = digits(path.get(at..)?, 4).filter(|year| (1990..=2099).contains(year))?;
        (!before.is_some_and(char::is_alphanumeric)).then_some(())?;
        Some((i32::try_from(year).ok()?, path.get(at + 4..)?))
    })
}

/// `/11/03`, `-11-03`, `_11_03`, `/nov/3`: the marks on both sides alike.
fn spread(year: i32, rest: &str) -> Option<NaiveDate> {
    let mark = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '_' | '.'))?;
    let mut parts = rest.get(1..)?.splitn(2, mark);
    let month = month(parts.next()?)?;
    let tail = parts.next()?;
    let width = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
    // "/2024/11/5-ways-to-leave" counts ways.
    let counts = mark == '/' && width == 1 && tail.get(1..)?.starts_with('-');
    let day = digits(tail, width).filter(|_| (1..=2).contains(&width) && !counts)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `1103`, and no digit after it.
fn solid(year: i32, rest: &str) -> Option<NaiveDate> {
    let ends = !rest.get(4..)?.starts_with(|c: char| c.is_ascii_digit());
    NaiveDate::from_ymd_opt(year, digits(rest, 2)?, digits(rest.get(2..)?, 2)?).filter(|_| ends)
}

fn month(part: &str) -> Option<u32> {
    if let Some(number) = lexicon::months().get(part.to_lowercase().as_str()) {
        return number.parse().ok();
    }
    digits(part, part.len()).filter(|month| (1..=2).contains(&part.len()) && (1..=12).contains(month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://example.org/2024/11/03/troops", Some("2024-11-03"))]
    #[case("https://example.org/world/2024/nov/03/troops", Some("2024-11-03"))]
    #[case("https://example.org/news/2024-11-03-troops.html", Some("2024-11-03"))]
    #[case("https://example.org/news/troops-2024-11-03", Some("2024-11-03"))]
    #[case("https://example.org/news/troops_2024_11_3.html", Some("2024-11-03"))]
    #[case("https://example.org/20241103/troops", Some("2024-11-03"))]
    #[case("https://example.org/a/troops-20241103.html", Some("2024-11-03"))]
    #[case("https://example.org/a/202411031234", None)]
    #[case("https://example.org/a/x20241103", None)]
    #[case("https://example.org/2024/11/troops", None)]
    #[case("https://example.org/2024/11/5-ways-to-leave", None)]
    #[case("https://example.org/20249999/troops", None)]
    #[case("https://example.org/?d=/2024/11/03/", None)]
    #[case("https://2024.11.03.example.org/a", None)]
    fn finds_the_day_in_a_url(#[case] url: &str, #[case] expected: Option<&str>) {
        assert_eq!(in_url(url).as_deref(), expected);
    }

    #[rstest]
    #[case("https://example.org/2024/11/troops", Some("2024-11"))]
    #[case("https://example.org/blog/2024/nov/troops", Some("2024-11"))]
    #[case("https://example.org/2024/troops", None)]
    #[case("https://example.org/2024/13/troops", None)]
    fn finds_the_month_in_a_url(#[case] url: &str, #[case] expected: Option<&str>) {
        assert_eq!(month_in_url(url).as_deref(), expected);
    }
}
