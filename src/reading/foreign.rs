//! A text in a language that the rules do not know: its plain numbers, shares and sums of money, without what they count, and
//! no claims.

use crate::model::{CodePoints, Document, Figure, Notice, Reading};

use super::analysis::Analysis;
use super::figures::{self, FoundFigure};
use super::own_figure;

/// How words begin that make a number larger.
const MAGNITUDES: &str = include_str!("figures/lexicon/foreign_magnitudes.txt");

/// Reads `document`.
pub(super) fn read(document: &Document, analysis: &Analysis) -> Reading {
    let (text, points) = (document.text.as_str(), CodePoints::new(&document.text));
    let figures = figures::figures(analysis, document)
        .figures
        .into_iter()
        .filter_map(|figure| {
            let length = amount(text.get(figure.bytes.start..)?)?;
            let bytes = figure.bytes.start..figure.bytes.start + length;
            Some(own_figure(FoundFigure { bytes, ..figure }, &points))
        })
        // English words alone say what is counted, where and when.
        .map(|figure| Figure {
            counted: None,
            noun: None,
            subject: None,
            subject_qualifier: None,
            place: None,
            as_of: None,
            topic: None,
            scene: None,
            ..figure
        })
        .collect();
    let language = document.language.as_deref().unwrap_or_default();
    let notice = Notice::new(format!(
        "language_unsupported: the text is in another language than English ({language}), so no claims were read"
    ));
    Reading { figures, notices: vec![notice], ..Reading::default() }
}

/// How many bytes of `text` the amount takes that it begins with; none where its digits do not say which it is.
fn amount(text: &str) -> Option<usize> {
    let sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₩' | '₽' | '₴' | '₹' | '%');
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}') || sign(c)));
    let amount = text[..end.unwrap_or(text.len())].trim_end_matches([' ', '.', ',', '\u{a0}', '\u{202f}']);
    let digits = amount.trim_start_matches(sign).trim_end_matches(|c: char| sign(c) || c.is_whitespace());
    let last = digits.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    // "1.000" is a thousand in one language and one in another; "5 Millionen" are not five.
    let is_ambiguous = last.len() != digits.len() && last.len() == 3;
    let next = text[amount.len()..].trim_start().to_lowercase();
    let grows = MAGNITUDES.lines().filter(|line| !line.starts_with('#')).any(|start| next.starts_with(start));
    (!last.is_empty() && !is_ambiguous && !grows).then_some(amount.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("40 Soldaten", Some("40"))]
    #[case("12,5 % der", Some("12,5 %"))]
    #[case("$300 zahlte", Some("$300"))]
    #[case("11.000 Soldaten", None)]
    #[case("5 Millionen Euro", None)]
    #[case("elf Soldaten", None)]
    fn amounts(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(amount(text).map(|length| &text[..length]), expected);
    }

    #[test]
    fn no_claims_are_made_up() {
        let text =
            "Der Minister sagte: \"Wir zahlen 40 % mehr\", so Anna Weiss. 11.000 Soldaten kamen, 5 Millionen gingen.";
        let document = Document { text: text.to_owned(), language: Some("de".to_owned()), ..Document::default() };
        let reading = super::super::read(&document);
        assert!(reading.claims.is_empty() && reading.sources.is_empty());
        let points = CodePoints::new(text);
        let figures: Vec<&str> = reading.figures.iter().map(|figure| points.slice(figure.span)).collect();
        assert_eq!(figures, ["40 %"]);
        assert!(reading.notices[0].message.starts_with("language_unsupported"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(?s)[0-9.,$ %a-zä\n]{0,120}") {
            let document = Document { text, language: Some("de".to_owned()), ..Document::default() };
            let points = CodePoints::new(&document.text);
            for figure in super::super::read(&document).figures {
                prop_assert!(points.slice(figure.span).contains(|c: char| c.is_ascii_digit()));
            }
        }
    }
}
