//! What may be typed as the value of an option, and what is said where something else was typed.

use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::model;
use crate::output;

/// The name of a format that documents are read as.
pub fn input_format() -> impl clap::builder::TypedValueParser<Value = model::Format> {
    PossibleValuesParser::new(model::Format::ALL.map(model::Format::name)).try_map(|name| name.parse::<model::Format>())
}

/// The name of a format that answers are written in.
pub fn output_format() -> impl clap::builder::TypedValueParser<Value = output::Format> {
    PossibleValuesParser::new(output::Format::ALL.map(output::Format::name))
        .try_map(|name| name.parse::<output::Format>())
}

/// A parameter of a statement and its value; SQLite's sign before the name may be typed or left out.
pub fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    let name = name.trim().trim_start_matches([':', '@', '$']);
    if name.is_empty() {
        return Err("write NAME=VALUE".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}

/// A time to wait: so many seconds, or part of one.
pub fn seconds(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || "write a number of seconds above 0, such as 30 or 0.5".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    if seconds <= 0.0 || !seconds.is_finite() {
        return Err(wrong());
    }
    std::time::Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

/// Takes a date as precise as ISO 8601 allows, and hands it on as typed.
pub fn iso_date(text: &str) -> Result<String, String> {
    let wrong = || "write ISO 8601: 2024, 2024-11, 2024-11-03, 2024-11-03T09:15 or 2024-11-03T09:15:00Z".to_owned();
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let dashes = |text: &str, places: &[usize]| {
        text.is_ascii()
            && text.bytes().enumerate().all(|(at, b)| if places.contains(&at) { b == b'-' } else { b.is_ascii_digit() })
    };
    let padded = match (day.len(), time) {
        (4, None) => format!("{day}-01-01"),
        (7, None) => format!("{day}-01"),
        (10, _) => day.to_owned(),
        _ => return Err(wrong()),
    };
    if !dashes(&padded, &[4, 7]) || chrono::NaiveDate::parse_from_str(&padded, "%Y-%m-%d").is_err() {
        return Err(wrong());
    }
    let good = match time {
        None => true,
        Some(_) => {
            chrono::DateTime::parse_from_rfc3339(text).is_ok()
                || ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
                    .iter()
                    .any(|form| chrono::NaiveDateTime::parse_from_str(text, form).is_ok())
                || ["%Y-%m-%dT%H:%M%:z"].iter().any(|form| chrono::DateTime::parse_from_str(text, form).is_ok())
        }
    };
    if good { Ok(text.to_owned()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2024", true)]
    #[case("2024-11", true)]
    #[case("2024-11-03", true)]
    #[case("2024-11-03T09:15", true)]
    #[case("2024-11-03T09:15:00-05:00", true)]
    #[case("2024-13", false)]
    #[case("2024-02-30", false)]
    #[case("3 November 2024", false)]
    #[case("2024-1-3", false)]
    #[case("+024-11-03", false)]
    #[case("2024-11-03T", false)]
    #[case("", false)]
    fn dates(#[case] text: &str, #[case] good: bool) {
        assert_eq!(iso_date(text).is_ok(), good);
    }

    #[rstest]
    #[case("a=b", Some(("a", "b")))]
    #[case(":a=b=c", Some(("a", "b=c")))]
    #[case("a=", Some(("a", "")))]
    #[case("a", None)]
    #[case("=b", None)]
    fn parameters(#[case] text: &str, #[case] expected: Option<(&str, &str)>) {
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parameter(text).ok(), expected);
    }
}
