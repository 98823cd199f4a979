//! The date that a page gives to those who count its readers: `dataLayer.push({"publishDate": "2024-11-03"})`, where nothing in sight
//! and no field made for it says when it was published.

use trafilatura::dom::Document as Page;

use crate::formats::lexicon;

/// Scripts longer than this are programs.
const LONGEST: usize = 256 * 1024;
/// What the variables are called in which such data stands.
const LAYERS: [&str; 6] = ["dataLayer", "digitalData", "utag_data", "analyticsData", "pageData", "adobeData"];
/// No date is longer, in bytes.
const DATE: usize = 48;
/// The longest name of a field.
const NAME: usize = 40;

/// What stands under a name for when it was published, in the order of the page.
pub(super) fn dates(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    for script in page.get_elements_by_tag_name(page.root(), "script") {
        let text = page.text_content(script);
        if text.len() <= LONGEST && LAYERS.iter().any(|layer| text.contains(layer)) {
            fields(&text, &mut found);
        }
    }
    found
}

/// The values of fields so named in `script`, whatever quotes are used: `"publishDate": "…"`, `pub_date:'…'`.
fn fields(script: &str, found: &mut Vec<String>) {
    for (colon, _) in script.match_indices(':') {
        let (before, after) = (script[..colon].trim_end(), script[colon + 1..].trim_start());
        let before = before.trim_end_matches(['"', '\'', '\\']);
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name: String =
            before.chars().rev().take(NAME).take_while(|&c| part(c)).filter(char::is_ascii_alphanumeric).collect();
        let name: String = name.chars().rev().map(|c| c.to_ascii_lowercase()).collect();
        if !lexicon::layer_dates().contains(&name.as_str()) {
            continue;
        }
        let after = after.trim_start_matches('\\');
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            // A moment in seconds or milliseconds.
            let number: String = after.chars().take_while(char::is_ascii_digit).take(14).collect();
            found.extend((!number.is_empty()).then_some(number));
            continue;
        };
        let value = after[1..].split([quote, '\\']).next().unwrap_or_default();
        found.extend((!value.is_empty() && value.len() <= DATE).then(|| value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Saved, read};
    use rstest::rstest;
    use trafilatura::dom::Document as Page;

    fn page(script: &str) -> String {
        format!(
            "<html><head><title>Ducks</title><script>{script}</script></head><body><article><h1>Ducks</h1><p>The ducks left the \
             pond on Monday, the warden said, and nobody saw them go.</p></article></body></html>"
        )
    }

    #[rstest]
    #[case("dataLayer.push({\"publishDate\": \"2024-11-03T09:15:00+01:00\", 'pub-date': '2024-11-04'});", &["2024-11-03T09:15:00+01:00", "2024-11-04"])]
    #[case("window.digitalData = {page: {pub_date: '2024-11-03', author: 'x'}};", &["2024-11-03"])]
    #[case("dataLayer = [{\\\"article_published_date\\\":\\\"2024-11-03\\\"}]", &["2024-11-03"])]
    #[case("dataLayer.push({datePublished: 1730624400000})", &["1730624400000"])]
    #[case("dataLayer.push({modifiedDate: '2024-11-03', publishDate: '', x: ':'})", &[])]
    #[case("start({publishDate: '2024-11-03'})", &[])]
    #[case("dataLayer:é:", &[])]
    fn fields_are_found_whatever_their_quotes(#[case] script: &str, #[case] dates: &[&str]) {
        assert_eq!(super::dates(&Page::parse(&page(script))), dates);
    }

    #[rstest]
    #[case("dataLayer.push({publishDate: '2024-11-03T09:15:00+01:00'});", "2024-11-03T09:15:00+01:00")]
    #[case("dataLayer.push({datePublished: 1730624400000})", "2024-11-03T09:00:00Z")]
    fn what_is_told_to_counters_dates_a_page(#[case] script: &str, #[case] date: &str) {
        assert_eq!(read(page(script).as_bytes(), Saved::default()).unwrap().published_at.as_deref(), Some(date));
    }

    #[test]
    fn what_stands_in_sight_comes_first() {
        let html = page("dataLayer=[{publishDate:'2024-11-05'}]")
            .replace("</h1>", "</h1><div class=date>November 3, 2024</div>");
        assert_eq!(read(html.as_bytes(), Saved::default()).unwrap().published_at.as_deref(), Some("2024-11-03"));
    }
}
