//! A text in a language that the rules do not know: its plain numbers, shares, sums of money and measures as far as digits and
//! the words in `lexicon/foreign_words.tsv` tell them, without what they count, and no claims.

use std::sync::OnceLock;

use crate::model::{Bound, CodePoints, Document, Figure, Notice, Reading};

use super::analysis::Analysis;
use super::figures::FoundFigure;
use super::own_figure;

const DIGITS: &str = include_str!("lexicon/foreign_digits.tsv");
const WORDS: &str = include_str!("lexicon/foreign_words.tsv");

/// Spaces that part groups of digits, and stand between a number and its unit.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

/// Reads `document`.
pub(super) fn read(document: &Document, analysis: &Analysis) -> Reading {
    let points = CodePoints::new(&document.text);
    let language = document.language.as_deref().unwrap_or_default();
    let marks = Marks::of(language);
    let mut figures: Vec<Figure> = Vec::new();
    for block in analysis.blocks.iter().filter(|block| block.kind.is_prose()) {
        let Some(text) = document.text.get(block.bytes.clone()) else { continue };
        let found = amounts(text, marks).into_iter().map(|amount| amount.figure(block.bytes.start));
        figures.extend(found.map(|figure| own_figure(figure, &points)));
    }
    let notice = Notice::new(format!(
        "language_unsupported: the text is in another language than English ({language}), so no claims were read"
    ));
    Reading { figures, notices: vec![notice], ..Reading::default() }
}

/// How a language writes numbers; nothing where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Marks {
    group: Option<char>,
    decimal: Option<char>,
    /// Whether the language is written with the marks exchanged elsewhere.
    both: bool,
}

impl Marks {
    fn of(language: &str) -> Self {
        if language == "es" {
            return Self { group: Some('.'), decimal: Some(','), both: true };
        }
        let row = DIGITS.lines().map(|line| line.split('\t').collect::<Vec<_>>()).find(|row| row[0] == language);
        let mark = |at: usize| row.as_ref().and_then(|row| row.get(at)?.chars().next());
        Self { group: mark(1), decimal: mark(2), both: false }
    }

    /// The value of digits with marks; none where they do not say which number it is.
    fn value(self, digits: &str) -> Option<f64> {
        let bare: String = digits.chars().filter(|c| !SPACES.contains(c)).collect();
        if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return bare.parse().ok();
        }
        let (whole, part) = match self.decimal.and_then(|mark| bare.split_once(mark)) {
            Some((whole, part)) => (whole, Some(part)),
            None => (bare.as_str(), None),
        };
        // "1,200" is hardly a number with three decimals: somebody wrote it in another way.
        if part
            .is_some_and(|part| part.is_empty() || part.len() == 3 || !part.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return None;
        }
        let groups: Vec<&str> = whole.split(|c| Some(c) == self.group).collect();
        let (first, rest) = groups.split_first()?;
        let sound = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
        let one_way = !self.both || part.is_some() || rest.len() != 1;
        if !(rest.is_empty() || sound && one_way)
            || groups.iter().any(|group| !group.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return None;
        }
        let digits = match part {
            Some(part) => format!("{}.{part}", groups.concat()),
            None => groups.concat(),
        };
        digits.parse().ok()
    }
}

/// A number with its unit, in bytes of a block.
struct Amount {
    start: usize,
    end: usize,
    value: f64,
    unit: &'static str,
}

impl Amount {
    fn figure(self, offset: usize) -> FoundFigure {
        FoundFigure {
            other_giver: None,
            is_put: false,
            paragraph: 0,
            bytes: offset + self.start..offset + self.end,
            value: Some(self.value),
            low: Some(self.value),
            high: Some(self.value),
            bound: Bound::Exact,
            hedge: None,
            unit: self.unit.to_owned(),
            per: None,
            counted: None,
            noun: None,
            subject: None,
            base: None,
            subject_qualifier: None,
            place: None,
            as_of: None,
            topic: None,
            scene: None,
            refers: super::figures::Refers::No,
        }
    }
}

/// The amounts in `text`, in order.
fn amounts(text: &str, marks: Marks) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + next;
        let end = number_end(text, start);
        at = end;
        if let Some(amount) = amount(text, start, end, marks) {
            at = at.max(amount.end);
            found.push(amount);
        }
    }
    found
}

/// Where the digits end that begin at `start`, with marks and spaces between groups of three.
fn number_end(text: &str, start: usize) -> usize {
    let digits = |from: usize| text[from..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |end| from + end);
    let mut end = digits(start);
    let mut width = end - start;
    loop {
        let Some(mark) = text[end..].chars().next() else { return end };
        let from = end + mark.len_utf8();
        let to = digits(from);
        let space = SPACES.contains(&mark);
        let goes_on = if space { width <= 3 && to - from == 3 } else { matches!(mark, '.' | ',') && to > from };
        if !goes_on {
            return end;
        }
        (width, end) = (to - from, to);
    }
}

fn amount(text: &str, start: usize, end: usize, marks: Marks) -> Option<Amount> {
    let digits = &text[start..end];
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let sign = before.and_then(|c| unit_of(&c.to_string(), true).map(|(unit, _)| (unit, c.len_utf8())));
    // "G20", "9:15", "2024-11-03", "40-jährig", "5/6" are none.
    let glued = |c: char| c.is_alphanumeric() || matches!(c, ':' | '/' | '-' | '–' | '#' | '_' | '@');
    if before.is_some_and(|c| glued(c) || matches!(c, '.' | ','))
        || after.is_some_and(|c| matches!(c, ':' | '/' | '-' | '–' | '_' | '@'))
    {
        return None;
    }
    let mut value = marks.value(digits)?;
    let gap = |from: usize| text[from..].strip_prefix(SPACES).map_or(from, |rest| text.len() - rest.len());
    let mut stop = end;
    if let Some((factor, length)) = scale_of(&text[gap(end)..]) {
        value *= factor;
        stop = gap(end) + length;
    }
    if let Some((unit, width)) = sign {
        return Some(Amount { start: start - width, end: stop, value, unit });
    }
    let scaled = stop > end;
    let year = digits.len() == 4 && (1500.0..=2199.0).contains(&value) && !scaled;
    let behind = &text[gap(stop)..];
    // "3 milliards d'euros"
    let joined = ["d'", "d’", "de ", "di "]
        .iter()
        .find(|join| scaled && behind.starts_with(**join))
        .map_or(0, |join| join.len());
    if let Some((unit, length)) = unit_of(&behind[joined..], false) {
        return (!year || unit != "year").then_some(Amount { start, end: gap(stop) + joined + length, value, unit });
    }
    if behind.is_empty() || is_none(behind) {
        return None;
    }
    // A count: a word follows, and the number is no year and no part of a name ("Boeing 737").
    let named = text[..start].trim_end().rsplit(char::is_whitespace).next().is_some_and(|word| {
        let sentence = text[..start].trim_end().len() == word.len();
        word.starts_with(char::is_uppercase) && !sentence && !word.ends_with(['.', ',', ':'])
    });
    let word = gap(stop) > stop && behind.chars().take_while(|c| c.is_alphabetic()).count() >= 3;
    (scaled || word && !year && !named).then_some(Amount { start, end: stop, value, unit: "count" })
}

struct Word {
    kind: &'static str,
    value: &'static str,
    begins: &'static str,
}

fn words() -> &'static [Word] {
    static WORDS_READ: OnceLock<Vec<Word>> = OnceLock::new();
    WORDS_READ.get_or_init(|| {
        let rows = WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?, cells.next()?))
        });
        let words = rows.flat_map(|(kind, value, list)| {
            list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(move |begins| Word {
                kind,
                value,
                begins,
            })
        });
        words.collect()
    })
}

/// The longest word of `kind` that `text` begins with, and how many bytes of `text` the whole word takes.
fn begins(text: &str, kind: &str) -> Option<(&'static str, usize)> {
    let head: String = text.chars().take(24).collect();
    let lower = head.to_lowercase();
    let found = words().iter().filter(|word| word.kind == kind).filter(|word| match word.begins.strip_suffix('$') {
        // A sign, or a word that ends there.
        Some("") => lower.starts_with('$'),
        Some(whole) => lower.strip_prefix(whole).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
        None => lower.starts_with(word.begins),
    });
    let longest = found.max_by_key(|word| word.begins.len())?;
    let phrase = longest.begins.trim_end_matches('$').chars().count().max(1);
    let length = if longest.begins.starts_with(char::is_alphabetic) {
        // To the end of the last word of the phrase.
        let rest =
            text.char_indices().enumerate().find(|(count, (_, c))| *count >= phrase && !c.is_alphabetic() && *c != '²');
        rest.map_or(text.len(), |(_, (at, _))| at)
    } else {
        text.chars().take(phrase).map(char::len_utf8).sum()
    };
    Some((longest.value, length))
}

/// The unit that `text` begins with; only a sign of money where one stands `before` its number.
fn unit_of(text: &str, before: bool) -> Option<(&'static str, usize)> {
    let money = |unit: &str| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    begins(text, "unit").filter(|(unit, _)| !before || money(unit) && !text.starts_with(char::is_alphabetic))
}

fn scale_of(text: &str) -> Option<(f64, usize)> {
    let (factor, mut length) = begins(text, "scale")?;
    // "Mio."
    if text[length..].starts_with('.') && length <= 6 {
        length += 1;
    }
    Some((factor.parse().ok()?, length))
}

fn is_none(text: &str) -> bool {
    begins(text, "none").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// The figures of `text`: words, value, unit.
    fn figures(language: &str, text: &str) -> Vec<(String, f64, String)> {
        let document = Document { text: text.to_owned(), language: Some(language.to_owned()), ..Document::default() };
        let reading = super::super::read(&document);
        assert!(reading.claims.is_empty() && reading.sources.is_empty());
        assert!(reading.notices[0].message.starts_with("language_unsupported"));
        let points = CodePoints::new(text);
        let figures = reading.figures.into_iter();
        figures.map(|figure| (points.slice(figure.span).to_owned(), figure.value.unwrap(), figure.unit)).collect()
    }

    #[rstest]
    #[case("de", "Es kamen 40 Soldaten in die Stadt.", "40", 40.0, "count")]
    #[case("de", "Das waren 12,5 % der Stimmen.", "12,5 %", 12.5, "percent")]
    #[case("de", "Das waren 12,5 Prozent der Stimmen.", "12,5 Prozent", 12.5, "percent")]
    #[case("de", "Er bekam 1.200 Euro im Monat.", "1.200 Euro", 1200.0, "EUR")]
    #[case("de", "Sie zahlten 2,5 Millionen Euro dafür.", "2,5 Millionen Euro", 2.5e6, "EUR")]
    #[case("de", "Es kamen 11.000 Soldaten in die Stadt.", "11.000", 11_000.0, "count")]
    #[case("de", "Der Preis von €300 war zu hoch.", "€300", 300.0, "EUR")]
    #[case("fr", "Ils ont reçu 3 milliards d'euros.", "3 milliards d'euros", 3e9, "EUR")]
    #[case("fr", "Il y avait 12 000 soldats dans la ville.", "12 000", 12_000.0, "count")]
    #[case("es", "Llegaron 40 soldados a la ciudad.", "40", 40.0, "count")]
    #[case("ru", "Погибли 3 млн человек.", "3 млн", 3e6, "count")]
    #[case("ru", "Выплатили 5,5 млрд рублей.", "5,5 млрд рублей", 5.5e9, "RUB")]
    #[case("uk", "Загинуло 40 солдатів у місті.", "40", 40.0, "count")]
    #[case("pl", "Zapłacili 3,5 mln złotych za to.", "3,5 mln złotych", 3.5e6, "PLN")]
    #[case("de", "Die Front ist 40 Kilometer lang.", "40 Kilometer", 40.0, "kilometer")]
    fn amounts_are_read(
        #[case] language: &str,
        #[case] text: &str,
        #[case] words: &str,
        #[case] value: f64,
        #[case] unit: &str,
    ) {
        assert_eq!(figures(language, text), [(words.to_owned(), value, unit.to_owned())]);
    }

    #[rstest]
    #[case("de", "Am 3. November kam er in die Stadt.")]
    #[case("de", "Um 9.15 Uhr kam er in die Stadt.")]
    #[case("de", "Am 03.11.2024 kam er in die Stadt.")]
    #[case("de", "Im Jahr 2024 kamen sie in die Stadt.")]
    #[case("de", "Die Boeing 737 landete in der Stadt.")]
    #[case("de", "Das G20 Treffen war in der Stadt.")]
    #[case("de", "Ein 40-jähriger Mann kam in die Stadt.")]
    #[case("de", "Sie siegten 2:1 gegen die Stadt.")]
    #[case("de", "Es waren 1,200 Leute dort.")]
    #[case("es", "Llegaron 1.200 soldados a la ciudad.")]
    #[case("es", "El 3 de noviembre llegó a la ciudad.")]
    #[case("ru", "Это было 3 ноября 2024 года в городе.")]
    fn what_is_none_or_unsure_is_left_out(#[case] language: &str, #[case] text: &str) {
        assert_eq!(figures(language, text), []);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(?s)[0-9.,$€ %a-zäмлн\n]{0,120}") {
            let document = Document { text, language: Some("de".to_owned()), ..Document::default() };
            let points = CodePoints::new(&document.text);
            for figure in super::super::read(&document).figures {
                prop_assert!(points.slice(figure.span).contains(|c: char| c.is_ascii_digit()));
            }
        }
    }
}
