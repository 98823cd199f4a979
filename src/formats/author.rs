//! Who wrote an article, out of fields and lines that hold more than names: "By Jane Doe and John Roe, Senior Reporters |
//! @janedoe | The Daily Example".

use super::builder::folded;
use super::{byline, lexicon};

/// Marks between what stands on a line of names.
const MARKS: [char; 11] = ['|', '·', '•', '—', '–', '\t', '/', ';', ',', '\u{2022}', '›'];
/// No more authors are taken, and no name of more bytes.
const MOST: usize = 12;
const LONGEST: usize = 80;

/// Who is named.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// What reads like the name of a person.
    pub people: Vec<String>,
    /// What does not, and yet stands for the author: an agency, a pen name.
    pub others: Vec<String>,
}

impl Named {
    /// The names in `fields`, each a field or line of its own; an article's own `outlet` is no author.
    pub(super) fn of<'a>(fields: impl IntoIterator<Item = &'a str>, outlet: Option<&str>) -> Self {
        let mut named = Self::default();
        for field in fields {
            named.take(field, outlet);
        }
        named
    }

    /// People, with commas between them; none where there are none.
    pub(super) fn people(&self) -> Option<String> {
        (!self.people.is_empty()).then(|| self.people.join(", "))
    }

    /// As printed, with commas between them: people, else whoever else is named.
    pub(super) fn anybody(&self) -> Option<String> {
        self.people().or_else(|| (!self.others.is_empty()).then(|| self.others.join(", ")))
    }

    fn take(&mut self, field: &str, outlet: Option<&str>) {
        let field = folded(field);
        if field.len() > 600 {
            return;
        }
        let bare: Vec<&str> =
            field.split(' ').filter(|word| !word.contains("://") && !word.starts_with("www.")).collect();
        let bare = without_brackets(&bare.join(" "));
        // "Doe, Jane"
        let turned = bare.split_once(',').filter(|(last, first)| {
            let single = |part: &str| part.split_whitespace().count() == 1;
            single(last) && single(first) && !byline::is_outlet(first.trim())
        });
        if let Some((last, first)) = turned {
            return self.add(&format!("{} {}", first.trim(), last.trim()), outlet);
        }
        for (at, piece) in bare.split(MARKS).flat_map(|part| part.split(" - ")).enumerate() {
            // "Jane Doe, Deputy Political Editor"
            if is_desk(piece) || at > 0 && piece.split_whitespace().last().is_some_and(byline::is_role) {
                continue;
            }
            for name in joined(piece) {
                self.add(&name, outlet);
            }
        }
    }

    fn add(&mut self, piece: &str, outlet: Option<&str>) {
        let Some(name) = cleaned(piece) else { return };
        let same = |other: &str| other.trim().to_lowercase() == name.to_lowercase();
        let own = |outlet: &str| {
            without_article(&name) == without_article(outlet)
                || outlet.to_lowercase().starts_with(&format!("{}.", name.to_lowercase()))
        };
        if outlet.is_some_and(own) || is_nobody(&name) {
            return;
        }
        let person = (byline::is_name(&name, false) || is_eastern(&name)) && !byline::is_outlet(&name);
        let list = if person { &mut self.people } else { &mut self.others };
        if list.len() < MOST && !list.iter().any(|known| same(known)) {
            list.push(name);
        }
    }
}

/// The name of an outlet in small letters, without "The", "Der", "Le" before it.
fn without_article(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let articles = ["the ", "der ", "die ", "das ", "le ", "la ", "les ", "el ", "il ", "de "];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
}

/// "(jane@example.org)" and the like are no part of a name.
fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0_usize;
    // "jane@example.org (Jane Doe)" has the name there.
    let mail_first = text.split_once(" (").is_some_and(|(before, _)| before.contains('@'));
    for c in text.chars() {
        match c {
            '(' | '[' if mail_first => kept.push(' '),
            ')' | ']' if mail_first => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The names in "Jane Doe and John Roe".
fn joined(piece: &str) -> Vec<String> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let mut names = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let joins = lower == "&" || lower == "+" || sense(&lower, "joiner");
        // One letter may be part of a name ("Ortega y Gasset"): then whole names stand on both sides.
        let sure = lower.chars().count() > 1
            || matches!(lower.as_str(), "&" | "+")
            || (at - start >= 2 && words.len() - at > 2);
        if joins && sure && at > start {
            names.push(words[start..at].join(" "));
            start = at + 1;
        } else if joins && at == start && words.len() > 2 && lower.chars().count() > 1 {
            // ", and Jane Doe"
            start = at + 1;
        }
    }
    names.push(words[start.min(words.len())..].join(" "));
    names
}

/// The name in `piece`, without what stands around it.
fn cleaned(piece: &str) -> Option<String> {
    let mut text = piece.trim();
    loop {
        let shorter =
            text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '"' | '“' | '”' | '*' | '_' | '#'));
        let shorter = without_opener(shorter);
        if shorter == text {
            break;
        }
        text = shorter;
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.retain(|word| !word.contains('@'));
    // A date or a number of comments follows.
    let end = words.iter().position(|word| word.contains(|c: char| c.is_ascii_digit())).unwrap_or(words.len());
    words.truncate(end);
    // "Jane Doe for The Daily Example", "Jane Doe in Seoul"
    let place = |word: &&str| matches!(*word, "for" | "in" | "at" | "of" | "für" | "pour" | "para" | "per");
    if let Some(at) = words.iter().position(place).filter(|at| *at > 1) {
        words.truncate(at);
    }
    while words.last().is_some_and(|word| {
        (end < text.len() && byline::is_date_piece(word) && words.len() > 2)
            || byline::is_role(word)
            || is_left_over(word)
    }) {
        words.pop();
    }
    // "Jane Doe Associated Press"
    let whole = words.join(" ").to_lowercase();
    let agencies = lexicon::author_words().iter().filter(|(_, kind)| *kind == "agency");
    let agency = agencies
        .map(|(name, _)| *name)
        .filter(|name| whole.ends_with(&format!(" {name}")))
        .max_by_key(|name| name.len());
    if let Some(agency) = agency {
        let left = words.len() - agency.split(' ').count();
        words.truncate(if left >= 2 { left } else { words.len() });
    }
    // "Senior Political Correspondent Jane Doe"
    let named = words.len().saturating_sub(2);
    if let Some(role) = words.get(..named).and_then(|before| before.iter().rposition(|word| byline::is_role(word))) {
        words.drain(..=role);
    }
    // "Jane Doe Chief Political Correspondent"
    if let Some(role) = words.iter().skip(2).position(|word| byline::is_role(word)) {
        words.truncate(role + 2);
    }
    // "Fri May" of a date.
    if words.iter().all(|word| byline::is_date_piece(word)) && end < text.len() {
        return None;
    }
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '"'));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2 && name.len() <= LONGEST && words.len() <= 6).then(|| name.to_owned())
}

/// A word that can end no name: of what follows one.
fn is_left_over(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(
        lower.trim_end_matches(':'),
        "on" | "at" | "last" | "updated" | "published" | "posted" | "by" | "am" | "le" | "el" | "und" | "and"
    )
}

/// Whether `text` begins as a line of names does: "By Jane Doe", "Reported by: Jane Doe".
pub(super) fn is_opened(text: &str) -> bool {
    without_opener(text).len() < text.len()
}

/// What begins with the word before a name, where a date stands before that: "by Jane Doe" of "Posted on November 3, 2024
/// by Jane Doe, Example Wire".
pub(super) fn opened_within(text: &str) -> Option<&str> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    let found = starts.filter(|at| text[..*at].contains(|c: char| c.is_ascii_digit())).find_map(|at| {
        let rest = text.get(at..)?;
        let (word, name) = rest.split_once(' ')?;
        let opens = sense(&word.to_lowercase(), "opener") && word.len() <= 4;
        (opens && name.starts_with(char::is_uppercase)).then_some(rest)
    })?;
    Some(found.split(',').next().unwrap_or(found))
}

fn without_opener(text: &str) -> &str {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text;
    }
    lexicon::author_words()
        .iter()
        .filter(|(_, kind)| *kind == "opener")
        .filter_map(|(word, _)| {
            let rest = text.get(word.len()..).filter(|_| lower.starts_with(word))?;
            rest.starts_with([' ', ':', '：']).then(|| rest.trim_start_matches([' ', ':', '：']))
        })
        .min_by_key(|rest| rest.len())
        .unwrap_or(text)
}

/// Whether `name` stands where an author would and is none: "Staff".
pub(super) fn is_nobody(name: &str) -> bool {
    sense(&name.trim().to_lowercase(), "nobody") || is_desk(name)
}

/// A name in Chinese or Japanese characters, which no space parts.
pub(super) fn is_eastern(name: &str) -> bool {
    let letters = name.chars().filter(|c| !c.is_whitespace() && *c != '・').count();
    let all = name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3040}'..='\u{30FF}' | ' ' | '々'));
    all && (2..=6).contains(&letters)
}

/// Whether `piece` names a newsroom's own people: "KXYZ Staff", "News 5 Web Team", and not "Jane Doe Staff".
fn is_desk(piece: &str) -> bool {
    let piece = without_opener(piece.trim());
    let words: Vec<&str> = piece.split_whitespace().collect();
    let desk = |word: &str| sense(&word.to_lowercase(), "desk");
    let Some((last, before)) = words.split_last().filter(|(last, _)| desk(last)) else { return false };
    let ends = !matches!(last.to_lowercase().as_str(), "web" | "digital" | "online" | "news");
    let call_sign = |word: &&str| (3..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let shouted = words.iter().all(|word| !word.contains(char::is_lowercase));
    let of_newsroom = before.iter().any(|word| {
        desk(word)
            || word.contains(|c: char| c.is_ascii_digit())
            || !shouted && call_sign(word)
            || byline::is_outlet(word)
    });
    ends && (before.len() == 1 || of_newsroom || !byline::is_name(&before.join(" "), false))
}

/// Whether the list has `word` as `kind`.
pub(super) fn sense(word: &str, kind: &str) -> bool {
    lexicon::author_words().iter().any(|(known, of)| *known == word && *of == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(&["Jane Doe"], "Jane Doe")]
    #[case(&["By Jane Doe"], "Jane Doe")]
    #[case(&["By: JANE DOE"], "JANE DOE")]
    #[case(&["Jane Doe Staff"], "Jane Doe")]
    #[case(&["By Jane Doe Associated Press"], "Jane Doe")]
    #[case(&["By Jane Doe, The Associated Press"], "Jane Doe")]
    #[case(&["By Jane van der Doe and Omar al-Hassan"], "Jane van der Doe, Omar al-Hassan")]
    #[case(&["By Jane Doe, Deputy Political Editor, and John Roe in Seoul"], "Jane Doe, John Roe")]
    #[case(&["KXYZ Staff", "Jane Doe"], "Jane Doe")]
    #[case(&["作者：李明"], "李明")]
    #[case(&["Av Jane Doe"], "Jane Doe")]
    #[case(&["Written by Jane Doe, Senior Reporter"], "Jane Doe")]
    #[case(&["Senior Political Correspondent Jane Doe"], "Jane Doe")]
    #[case(&["Jane Doe and John Roe"], "Jane Doe, John Roe")]
    #[case(&["Jane Doe, John Roe & Ann Poe"], "Jane Doe, John Roe, Ann Poe")]
    #[case(&["Jane Doe | The Daily Example"], "Jane Doe")]
    #[case(&["Jane Doe for The Daily Example"], "Jane Doe")]
    #[case(&["Jane Doe (jane@example.org)"], "Jane Doe")]
    #[case(&["jane@example.org (Jane Doe)"], "Jane Doe")]
    #[case(&["Jane Doe @janedoe"], "Jane Doe")]
    #[case(&["Jane Doe - November 3, 2024"], "Jane Doe")]
    #[case(&["Posted by Jane Doe on November 3, 2024"], "Jane Doe")]
    #[case(&["Jane Doe", "jane doe", "John Roe"], "Jane Doe, John Roe")]
    #[case(&["https://example.org/jane", "Jane Doe"], "Jane Doe")]
    #[case(&["Doe, Jane"], "Jane Doe")]
    #[case(&["Von Jana Muster und Hans Beispiel"], "Jana Muster, Hans Beispiel")]
    #[case(&["Ein Beitrag von Jana Muster"], "Jana Muster")]
    #[case(&["Par Jeanne Exemple et Paul Modèle"], "Jeanne Exemple, Paul Modèle")]
    #[case(&["José Ortega y Gasset"], "José Ortega y Gasset")]
    #[case(&["Ana Ejemplo y Luis Modelo"], "Ana Ejemplo, Luis Modelo")]
    #[case(&["Автор: Иван Петров"], "Иван Петров")]
    #[case(&["Staff", "Jane Doe"], "Jane Doe")]
    #[case(&["Reuters", "Jane Doe"], "Jane Doe")]
    #[case(&["Reuters"], "Reuters")]
    #[case(&["janed"], "janed")]
    fn names_are_found(#[case] fields: &[&str], #[case] expected: &str) {
        let named = Named::of(fields.iter().copied(), Some("The Daily Example"));
        assert_eq!(named.anybody().as_deref(), Some(expected));
    }

    #[rstest]
    #[case("admin")]
    #[case("By Staff")]
    #[case("The Daily Example")]
    #[case("Daily Example")]
    #[case("Editorial Team")]
    #[case("@jane")]
    #[case("https://example.org/jane")]
    #[case("Redaktion")]
    #[case("2024")]
    #[case("")]
    fn nobody_is_named(#[case] field: &str) {
        assert_eq!(Named::of([field], Some("The Daily Example")).anybody(), None);
    }

    proptest! {
        #[test]
        fn any_field_is_read_without_panic(text in "\\PC{0,80}", outlet in "\\PC{0,10}") {
            let _ = Named::of([text.as_str()], Some(&outlet));
        }
    }
}
