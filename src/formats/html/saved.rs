//! What browsers and archives write into the pages they save: where a page stood, and when it was saved.

use crate::formats::date;

/// How far into a page such a comment stands, and how far before its end.
const REACH: usize = 8 * 1024;

/// What is known of a page from outside of its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::formats) struct Saved {
    /// Where it stood.
    pub url: Option<String>,
    /// When it was fetched or saved, in ISO 8601.
    pub when: Option<String>,
}

impl Saved {
    /// As `self`, and where that is silent, as the comments of `html` say.
    pub(super) fn or_in(mut self, html: &str) -> Self {
        let mut start = html.len().min(REACH);
        while !html.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = html.len().saturating_sub(REACH).max(start);
        while !html.is_char_boundary(end) {
            end += 1;
        }
        for comment in [&html[..start], &html[end..]].into_iter().flat_map(comments) {
            self.url = self.url.take().or_else(|| address(comment));
            self.when = self.when.take().or_else(|| moment(comment));
        }
        self
    }
}

fn comments(html: &str) -> impl Iterator<Item = &str> {
    html.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next())
}

/// `saved from url=(0042)https://example.org/a`, or a line `url: https://example.org/a` of SingleFile's.
fn address(comment: &str) -> Option<String> {
    let after = match comment.split_once("saved from url=") {
        Some((_, rest)) => rest.trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit()),
        None if comment.contains("SingleFile") => comment.split_once("url:")?.1.trim_start(),
        None => return None,
    };
    let address = after.split_whitespace().next()?;
    (address.starts_with("http://") || address.starts_with("https://")).then(|| address.to_owned())
}

/// "saved date: Sun Nov 03 2024 10:00:00 GMT+0100 (…)" of SingleFile, "FILE ARCHIVED ON 10:00:00 Nov 03, 2024 AND …" of
/// the Wayback Machine, which counts in UTC.
fn moment(comment: &str) -> Option<String> {
    if let Some((_, rest)) = comment.split_once("saved date:") {
        return date::parse(rest.split(['(', '\n']).next()?);
    }
    let rest = comment.split_once("FILE ARCHIVED ON ")?.1;
    date::parse(&format!("{} UTC", rest.split(" AND ").next()?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("<!-- saved from url=(0021)https://example.org/a -->", Some("https://example.org/a"), None)]
    #[case("<!-- saved from url=(0014)about:internet -->", None, None)]
    #[case(
        "<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: Sun Nov 03 2024 10:00:00 GMT+0100 (Central European Standard Time)\n-->",
        Some("https://example.org/a"),
        Some("2024-11-03T10:00:00+01:00")
    )]
    #[case(
        "<!--\n     FILE ARCHIVED ON 10:20:30 Nov 03, 2024 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 1 -->",
        None,
        Some("2024-11-03T10:20:30Z")
    )]
    #[case("<!-- url: https://example.org/a -->", None, None)]
    fn comments_tell_where_and_when(#[case] comment: &str, #[case] url: Option<&str>, #[case] when: Option<&str>) {
        let html = format!("<!DOCTYPE html>{comment}<html><p>One.</p></html>");
        let saved = Saved::default().or_in(&html);
        assert_eq!((saved.url.as_deref(), saved.when.as_deref()), (url, when));
    }
}
