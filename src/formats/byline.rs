//! Bylines: "By Jane Doe and John Roe, Reuters | Nov. 3, 2024" on a line, and the author fields of pages and records.

use super::builder::folded;
use super::{date, lexicon};

/// A byline has no more words than this.
const MOST_WORDS: usize = 24;

/// What a byline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// Who wrote it, as printed, without "By".
    pub names: String,
    /// For whom.
    pub outlet: Option<String>,
    /// When.
    pub date: Option<date::DateLine>,
}

/// Reads `line` as a byline; none unless all of it is one.
pub(super) fn line(line: &str) -> Option<Byline> {
    let line = line.trim().trim_matches(['*', '_', '(', ')']).trim();
    if line.split_whitespace().nth(MOST_WORDS).is_some() {
        return None;
    }
    let rest = after_by(line)?;
    let mut parts = rest.split(['|', '·', '•', '—', '–', '\t']).flat_map(|part| part.split(" - ")).map(str::trim);
    let mut byline = people(parts.next()?)?;
    for part in parts.filter(|part| !part.is_empty()) {
        if let Some(line) = date::line(part) {
            byline.date = byline.date.or(Some(line));
        } else if part.split_whitespace().count() <= 6 && part.starts_with(char::is_uppercase) && !part.ends_with('.') {
            if byline.outlet.is_none() && !is_role(part) {
                byline.outlet = Some(part.to_owned());
            }
        } else if !is_reading_time(part) {
            return None;
        }
    }
    Some(byline)
}

/// What follows "By", "BY", "by:", "Written by", "Story by".
fn after_by(line: &str) -> Option<&str> {
    let mut rest = line;
    for opener in ["Written", "Story", "Words", "Text", "Report", "Article", "WRITTEN", "STORY", "WORDS", "TEXT"] {
        if let Some(tail) = rest.strip_prefix(opener).and_then(|tail| tail.strip_prefix(' ')) {
            rest = tail.trim_start();
            break;
        }
    }
    let tail = rest.strip_prefix("By").or_else(|| rest.strip_prefix("BY")).or_else(|| rest.strip_prefix("by"))?;
    let tail = tail.strip_prefix(':').unwrap_or(tail);
    tail.starts_with(char::is_whitespace).then(|| tail.trim())
}

/// "4 min read".
fn is_reading_time(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.ends_with(" read") && lower.starts_with(|c: char| c.is_ascii_digit())
}

/// "Jane Doe, John Roe and A. N. Other, Reuters", "Jane Doe in Seoul", "Jane Doe for The Daily Example".
fn people(text: &str) -> Option<Byline> {
    let mut byline = Byline { names: String::new(), outlet: None, date: None };
    let mut end = 0;
    for (index, (start, part)) in parts(text).into_iter().enumerate() {
        let (name, tail) = cut_at_preposition(part);
        let whole = start + name.len();
        if index == 0 {
            if !is_name(name, true) {
                return None;
            }
            end = whole;
        } else if let Some(line) = is_date_piece(name).then(|| date::line(text.get(start..)?)).flatten() {
            // "By Jane Doe, Nov. 3, 2024": the comma cut the date in two.
            byline.date = Some(line);
            break;
        } else if is_outlet(name) {
            byline.outlet = byline.outlet.or_else(|| Some(name.to_owned()));
        } else if is_role(name) {
            // Says nothing that is kept.
        } else if is_name(name, false) && byline.outlet.is_none() {
            end = whole;
        } else if let Some(line) = date::line(part) {
            byline.date = byline.date.or(Some(line));
        } else if !is_name(name, true) {
            // One capitalised word that is no name ("Seoul") may stand there; anything else makes this no byline.
            return None;
        }
        if let Some((preposition, object)) = tail {
            if !object.starts_with(|c: char| c.is_uppercase()) {
                return None;
            }
            if preposition != "in" {
                byline.outlet = byline.outlet.or_else(|| Some(object.to_owned()));
            }
        }
    }
    byline.names = text.get(..end)?.trim().to_owned();
    (!byline.names.is_empty()).then_some(byline)
}

/// The pieces between commas and "and", with where each starts.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut push = |start: usize, end: usize| {
        let piece = &text[start..end];
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            found.push((start + (piece.len() - piece.trim_start().len()), trimmed));
        }
    };
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let cut = [",", ";", " and ", " AND ", " & ", " with "].iter().find(|mark| rest.starts_with(**mark));
        if let Some(mark) = cut {
            push(start, at);
            at += mark.len();
            start = at;
        } else {
            at += c.len_utf8();
        }
    }
    push(start, text.len());
    found
}

/// "Jane Doe" and ("for", "The Daily Example") of "Jane Doe for The Daily Example".
fn cut_at_preposition(part: &str) -> (&str, Option<(&str, &str)>) {
    for preposition in ["for", "of", "in", "at", "FOR", "OF", "IN"] {
        let found = part
            .match_indices(preposition)
            .find(|(at, _)| part[..*at].ends_with(' ') && part[at + preposition.len()..].starts_with(' '));
        if let Some((at, _)) = found {
            let object = part[at + preposition.len()..].trim();
            let lower = match preposition {
                "IN" | "in" | "at" => "in",
                _ => "for",
            };
            return (part[..at].trim(), Some((lower, object)));
        }
    }
    (part, None)
}

fn sense(word: &str) -> Option<&'static str> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    lexicon::byline_words().get(word.as_str()).copied()
}

/// Whether `text` could name a person: two to five capitalised words, or one where `single` is allowed.
pub(super) fn is_name(text: &str, single: bool) -> bool {
    let mut capitals = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let sense = sense(word);
        // A surname may be a common word ("Jane Last"); the first word of a name is none.
        if sense == Some("no_name") && capitals == 0 {
            return false;
        }
        if is_date_piece(word) && words == 1 && !text.contains(' ') {
            return false;
        }
        if word.chars().any(|c| !(c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑' | '“' | '”' | '"')))
        {
            return false;
        }
        let starts = word.trim_start_matches(['“', '"', '\'']).chars().next();
        let capital = starts.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        let joined = word.strip_prefix("al-").or_else(|| word.strip_prefix("el-")).or_else(|| word.strip_prefix("d’"));
        if capital || joined.is_some_and(|rest| rest.starts_with(char::is_uppercase)) && capitals > 0 {
            capitals += 1;
        } else if sense != Some("particle")
            && !word.starts_with("al-")
            && !word.starts_with("d’")
            && !word.starts_with("d'")
        {
            return false;
        }
    }
    // A sentence ends with a stop; an initial or "Jr." may as well.
    let last = text.split_whitespace().last().unwrap_or_default();
    let stops = last.ends_with('.') && last.chars().count() > 3;
    !stops && words <= 6 && capitals >= if single { 1 } else { 2 }
}

/// Whether one of its words is a month or a day of the week.
pub(super) fn is_date_piece(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| {
        let word = word.trim_end_matches('.').to_lowercase();
        lexicon::months().contains_key(word.as_str()) || lexicon::date_words().get(word.as_str()) == Some(&"weekday")
    })
}

pub(super) fn is_role(text: &str) -> bool {
    text.split_whitespace().any(|word| sense(word) == Some("role"))
}

/// Whether `text` names an outlet: it holds a word that such names hold, opens with "The", or is an abbreviation.
pub(super) fn is_outlet(text: &str) -> bool {
    if is_role(text) || !text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let short = (2..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let domain = [".com", ".org", ".net"].iter().any(|end| text.to_lowercase().ends_with(end));
    short || domain || text.starts_with("The ") || text.split_whitespace().any(|word| sense(word) == Some("outlet"))
}

/// An author field as printed: without "By", addresses and repetitions; several names are joined with commas.
pub(super) fn clean<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = folded(name);
        let name = after_by(&name).unwrap_or(&name);
        // "[[Jane Doe]]" links to a note of that name.
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"' | '[' | ']'));
        let address = name.contains("://") || name.starts_with("www.") || name.starts_with('@');
        // "jane@example.org (Jane Doe)"
        let name = match name.split_once(" (") {
            Some((mail, inside)) if mail.contains('@') => inside.trim_end_matches(')'),
            _ => name,
        };
        let nobody = ["admin", "administrator", "editor", "unknown", "none", "null", "author"];
        let mail = name.contains('@') && !name.contains(' ');
        if name.is_empty() || address || mail || nobody.contains(&name.to_lowercase().as_str()) {
            continue;
        }
        if !kept.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            kept.push(name.to_owned());
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("By Jane Doe", "Jane Doe", None, None)]
    #[case("BY JANE DOE", "JANE DOE", None, None)]
    #[case("By: Jane Doe", "Jane Doe", None, None)]
    #[case("by Jane Doe", "Jane Doe", None, None)]
    #[case("Written by Jane Doe", "Jane Doe", None, None)]
    #[case("By Jane Doe and John Roe, Reuters", "Jane Doe and John Roe", Some("Reuters"), None)]
    #[case("By Jane Doe, John Roe and Ann Poe", "Jane Doe, John Roe and Ann Poe", None, None)]
    #[case("By Jane Doe, The New York Example", "Jane Doe", Some("The New York Example"), None)]
    #[case("By Jane Doe, Associated Press", "Jane Doe", Some("Associated Press"), None)]
    #[case("By Jane Doe, BBC News", "Jane Doe", Some("BBC News"), None)]
    #[case("By Jane Doe in Seoul", "Jane Doe", None, None)]
    #[case("By Jane Doe for The Daily Example", "Jane Doe", Some("The Daily Example"), None)]
    #[case("By Min-ji Doe, Harbor Ledger — 18 December 2024", "Min-ji Doe", Some("Harbor Ledger"), Some("2024-12-18"))]
    #[case("By Jane Doe, Staff Writer", "Jane Doe", None, None)]
    #[case("By Jane Doe, Seoul", "Jane Doe", None, None)]
    #[case("By Jane Doe | Nov. 3, 2024", "Jane Doe", None, Some("2024-11-03"))]
    #[case("By Jane Doe, Nov. 3, 2024", "Jane Doe", None, Some("2024-11-03"))]
    #[case("By Jane Doe | Reuters | 3 November 2024", "Jane Doe", Some("Reuters"), Some("2024-11-03"))]
    #[case("By Jane Doe · 4 min read", "Jane Doe", None, None)]
    #[case("By Choe Sang-Hun", "Choe Sang-Hun", None, None)]
    #[case("By Omar al-Hassan", "Omar al-Hassan", None, None)]
    #[case("By Jane Doe and Omar al-Hassan", "Jane Doe and Omar al-Hassan", None, None)]
    #[case("By Ludwig van der Berg", "Ludwig van der Berg", None, None)]
    #[case("By J. R. Doe Jr.", "J. R. Doe Jr.", None, None)]
    #[case("By Reuters", "Reuters", None, None)]
    #[case("*By Jane Doe*", "Jane Doe", None, None)]
    fn reads_a_byline(
        #[case] text: &str,
        #[case] names: &str,
        #[case] outlet: Option<&str>,
        #[case] published: Option<&str>,
    ) {
        let byline = line(text).unwrap_or_else(|| panic!("{text} is a byline"));
        assert_eq!(byline.names, names);
        assert_eq!(byline.outlet.as_deref(), outlet);
        assert_eq!(byline.date.and_then(|date| date.published).as_deref(), published);
    }

    #[rstest]
    #[case("By Monday the army had left.")]
    #[case("By Monday")]
    #[case("By November 2024")]
    #[case("By The Numbers")]
    #[case("By Popular Demand")]
    #[case("By contrast, the ministry said nothing")]
    #[case("By Jane Doe’s count there were 11,000.")]
    #[case("By 2025")]
    #[case("Bylaws of the House")]
    #[case("Jane Doe")]
    #[case("By")]
    #[case("")]
    fn knows_what_is_none(#[case] text: &str) {
        assert_eq!(line(text), None);
    }

    #[rstest]
    #[case(&["By Jane Doe"], Some("Jane Doe"))]
    #[case(&["Jane Doe", "jane doe", "John Roe"], Some("Jane Doe, John Roe"))]
    #[case(&["https://example.org/jane", "Jane Doe"], Some("Jane Doe"))]
    #[case(&["jane@example.org (Jane Doe)"], Some("Jane Doe"))]
    #[case(&["  Jane\n Doe , "], Some("Jane Doe"))]
    #[case(&["[[Jane Doe]]"], Some("Jane Doe"))]
    #[case(&["admin", "@jane", ""], None)]
    fn cleans_author_fields(#[case] names: &[&str], #[case] expected: Option<&str>) {
        assert_eq!(clean(names.iter().copied()).as_deref(), expected);
    }
}
