//! One value of an answer as a reader of a report wants it.

use std::borrow::Cow;

use crate::output::{blob_note, number};
use crate::query::Value;

/// The most characters of a text that a cell shows: all of it stands in the article.
const LONGEST: usize = 500;

/// `value` of the column called `name` as text; none for NULL.
pub(super) fn shown<'a>(name: &str, value: &'a Value) -> Option<Cow<'a, str>> {
    Some(match value {
        Value::Null => return None,
        Value::Integer(flag @ (0 | 1)) if is_flag(name) => Cow::Borrowed(if *flag == 1 { "yes" } else { "no" }),
        // A year is no amount: no comma.
        Value::Integer(count) => {
            Cow::Owned(if (1000..3000).contains(count) { count.to_string() } else { number::grouped(*count as f64) })
        }
        Value::Real(share) if is_share(name) && (0.0..=1.0).contains(share) => Cow::Owned(percent(*share)),
        Value::Real(real) => Cow::Owned(number::grouped(*real)),
        Value::Blob(bytes) => Cow::Owned(blob_note(bytes)),
        Value::Text(text) if name.ends_with("_at") => Cow::Borrowed(day(text)),
        Value::Text(text) => cut(text),
    })
}

/// As much of `text` as a cell shows.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default().trim_end())),
    }
}

/// The day of a point in time.
pub(super) fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}

/// "12 %"; what is little but not nothing is "<1 %".
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 1.0 { "<1 %".to_owned() } else { format!("{percent:.0} %") }
}

/// Whether a column holds parts of a whole, 0 to 1.
pub(super) fn is_share(name: &str) -> bool {
    name == "share" || name.ends_with("_share")
}

fn is_flag(name: &str) -> bool {
    name == "negated" || name.starts_with("is_") || name.starts_with("same_") || name.ends_with("_hand")
}

/// A column's name as a heading: `given_by` is "given by".
pub(super) fn heading(name: &str) -> String {
    match name {
        "published_at" => "published".to_owned(),
        _ => name.replace('_', " "),
    }
}

/// Whether a column says again, for machines, what the words of a figure say.
pub(super) fn is_machine(name: &str) -> bool {
    matches!(
        name,
        "bound"
            | "value"
            | "low"
            | "high"
            | "figure"
            | "unit"
            | "per"
            | "base_value"
            | "base_low"
            | "base_high"
            | "base_unit"
            | "noun"
            | "confidence"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("outlet_share", Value::Real(0.5), Some("50 %"))]
    #[case("share", Value::Real(0.004), Some("<1 %"))]
    #[case("ratio", Value::Real(0.5), Some("0.5"))]
    #[case("same_article", Value::Integer(0), Some("no"))]
    #[case("claims", Value::Integer(1), Some("1"))]
    #[case("value", Value::Integer(12_000), Some("12,000"))]
    #[case("x", Value::Null, None)]
    fn values(#[case] name: &str, #[case] value: Value, #[case] expected: Option<&str>) {
        assert_eq!(shown(name, &value).as_deref(), expected);
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let value = Value::Text("é".repeat(2000));
        assert_eq!(shown("content", &value).unwrap().chars().count(), LONGEST + 1);
    }
}
