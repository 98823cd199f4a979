//! Whether a name is a person's, a body's or an outlet's, from the name itself.

use std::ops::Range;

use crate::model::SourceKind;
use crate::reading::analysis::Analysis;

use super::called_it;
use super::lexicon::{Gender, lexicon};
use super::names::{Class, ends_in_pair, is_acronym, is_suffix};

/// What a name was judged to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub class: Class,
    pub sure: bool,
    pub gender: Gender,
}

/// Judges the name at `tokens`, which no list holds whole and no title precedes.
pub(super) fn judge(analysis: &Analysis, tokens: &Range<usize>) -> Judged {
    let lexicon = lexicon();
    let (first, last) = (tokens.start, tokens.end.saturating_sub(1));
    let low = |at: usize| analysis.low(at);
    let given = lexicon.given.get(low(first)).copied();
    let of = tokens.clone().find(|&at| matches!(low(at), "of" | "for" | "on" | "to" | "in" | "against" | "without"));
    let noun = match of {
        Some(of) => of.checked_sub(1).and_then(|at| lexicon.body_ending(low(at))),
        None => lexicon.body_ending(low(last)),
    };
    // "Nordland News Network": what broadcasts, where the word before says so.
    let news = last.checked_sub(1).filter(|_| tokens.len() > 1).and_then(|at| lexicon.body_ending(low(at)));
    let noun = match (noun, news) {
        (Some(noun), Some(news)) if news.kind == SourceKind::Outlet && noun.also.contains(&"broadcaster") => Some(news),
        _ => noun,
    };
    if let Some(noun) = noun {
        // "Hope House", "Ben Church" are people; "Charlotte Police Department" is none.
        let person = given.is_some() && tokens.len() == 2 && !is_plain_body(low(last));
        if !person && (tokens.len() > 1 || noun.kind == SourceKind::Organisation) {
            let class = if noun.kind == SourceKind::Outlet { Class::Outlet } else { Class::Organisation };
            return Judged { class, sure: tokens.len() > 1, gender: Gender::Unknown };
        }
    }
    // "General Staff", "Civil Guard"
    if ends_in_pair(analysis, tokens) {
        return Judged { class: Class::Organisation, sure: true, gender: Gender::Unknown };
    }
    if tokens.len() > 1 && given.is_none() && lexicon.is_document(low(last)) {
        return Judged { class: Class::Document, sure: true, gender: Gender::Unknown };
    }
    // "Deborah Lane" is a person, "Victoria Station" none.
    // … and what a match is won at, "Hill Park", is one whatever its words.
    let situated = first > 0 && matches!(low(first - 1), "at" | "in" | "near" | "outside");
    let named = given.is_some() && tokens.len() == 2 && lexicon.surnames.contains(analysis.word(last)) && !situated;
    if tokens.len() > 1 && lexicon.place_words.contains(low(last)) && !named {
        return Judged { class: Class::Place, sure: true, gender: Gender::Unknown };
    }
    // "Police Scotland", "Bank Negara", "Radio Prague".
    let leading = lexicon.body_ending(low(first)).filter(|noun| noun.leads);
    if let Some(noun) =
        leading.filter(|_| tokens.len() > 1 && given.is_none() && !lexicon.surnames.contains(analysis.word(first)))
    {
        let outlet = noun.kind == SourceKind::Outlet;
        let class = if outlet { Class::Outlet } else { Class::Organisation };
        return Judged { class, sure: outlet, gender: Gender::Unknown };
    }
    let person = |sure| Judged { class: Class::Person, sure, gender: gender(analysis, tokens) };
    if tokens.len() >= 2 {
        let initial = tokens.clone().take(tokens.len() - 1).any(|at| is_initial(analysis.word(at)));
        let particle = tokens.clone().skip(1).any(|at| lexicon.particles.contains(low(at)));
        if initial || particle || given.is_some() || is_suffix(analysis.word(last)) || family_first(analysis, tokens) {
            return person(true);
        }
        // "Heritage New Zealand", "Statistics Canada"
        let surname = lexicon.surnames.contains(analysis.word(last));
        let region = called_it::sign(low(first)) == Some("before");
        if !surname && !region && (1..tokens.len()).any(|skip| is_country(analysis, first + skip..tokens.end)) {
            return Judged { class: Class::Organisation, sure: true, gender: Gender::Unknown };
        }
        // "Lisbon-based Norte Marine", "a trade body for weavers, Loom Europe,"
        let based = first > 0 && low(first - 1).ends_with("-based");
        // "World Athletics", "National Grid"
        let signed = called_it::sign(low(first)) == Some("first");
        if based || signed || is_called_body(analysis, first) {
            return Judged { class: Class::Organisation, sure: false, gender: Gender::Unknown };
        }
        let shouted = tokens.clone().any(|at| is_acronym(analysis.word(at)) && analysis.word(at).len() > 2);
        let the = first > 0 && low(first - 1) == "the";
        if shouted || the || tokens.clone().any(|at| analysis.word(at) == "&") || tokens.len() > 4 {
            return Judged { class: Class::Organisation, sure: shouted, gender: Gender::Unknown };
        }
        return person(false);
    }
    if is_acronym(analysis.word(first)) && !analysis.word(first).ends_with('.') {
        // "STV", "NTV"
        let class = if analysis.word(first).contains("TV") { Class::Outlet } else { Class::Organisation };
        return Judged { class, sure: true, gender: Gender::Unknown };
    }
    if is_brand(analysis.word(first)) {
        return Judged { class: Class::Organisation, sure: false, gender: Gender::Unknown };
    }
    if lexicon.surnames.contains(analysis.word(first)) {
        return Judged { class: Class::Person, sure: false, gender: Gender::Unknown };
    }
    if given.is_some() {
        return person(false);
    }
    Judged { class: Class::Unknown, sure: false, gender: Gender::Unknown }
}

/// Whether `tokens` are the name of a country, and all of it.
fn is_country(analysis: &Analysis, tokens: Range<usize>) -> bool {
    let word = |ahead: usize| if tokens.start + ahead < tokens.end { analysis.word(tokens.start + ahead) } else { "" };
    let found = lexicon().body_at(analysis.low(tokens.start), false, word);
    found.is_some_and(|(body, count)| {
        // "Denzel Washington" is called by a capital's name.
        let text = &analysis.text[analysis.bytes(tokens.clone())];
        let whole = |name: &str| name.eq_ignore_ascii_case(text);
        count == tokens.len() && lexicon().body(body).is_some_and(|body| body.noun == "country" && whole(body.name))
    })
}

/// Whether the name at `first` stands behind a body that is described: "A lobby for weavers, Loom Europe".
fn is_called_body(analysis: &Analysis, first: usize) -> bool {
    let Some(comma) = first.checked_sub(1).filter(|&at| analysis.low(at) == ",") else { return false };
    let start = analysis.sentence_of(first).map_or(first, |sentence| analysis.sentences[sentence].tokens.start);
    let article = matches!(analysis.low(start), "a" | "an" | "the" | "another");
    let attached = (start + 1..comma).take(4).find(|&at| matches!(analysis.low(at), "for" | "of" | "that" | "which"));
    let head = attached.map(|at| at - 1).filter(|&at| article && at > start && comma - start <= DESCRIBED);
    head.is_some_and(|at| {
        lexicon().body_noun(analysis.low(at)).is_some_and(|noun| noun.kind == SourceKind::Organisation)
            && (at + 1..comma).all(|at| analysis.low(at) != "," && !analysis.tag(at).is_proper())
    })
}

/// So many words such a description has at most.
const DESCRIBED: usize = 10;

/// He or she, by the given name.
pub(super) fn gender(analysis: &Analysis, tokens: &Range<usize>) -> Gender {
    if family_first(analysis, tokens) {
        return Gender::Unknown;
    }
    let given = &lexicon().given;
    // "J. Edgar Hoover": the first that is written out.
    let written = tokens.clone().find(|&at| !is_initial(analysis.word(at)));
    // A lone word is a surname as often as not.
    let alone = tokens.len() == 1 && lexicon().surnames.contains(analysis.word(tokens.start));
    written.filter(|_| !alone).and_then(|at| given.get(analysis.low(at))).copied().unwrap_or_default()
}

/// "OpenMind", "xAI": a capital inside a word, as no "McCoy" or "DeLuca" has it.
pub(super) fn is_brand(word: &str) -> bool {
    let inner = word.char_indices().skip(1).find(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at);
    inner.is_some_and(|at| {
        let (head, tail) = word.split_at(at);
        let particle = matches!(
            head,
            "Mc" | "Mac" | "De" | "Di" | "Du" | "La" | "Le" | "Lo" | "Van" | "Von" | "Fitz" | "St" | "Del" | "Da"
        );
        head.chars().all(char::is_alphabetic)
            && head.chars().skip(1).any(char::is_lowercase)
            && !particle
            && tail.len() > 1
    })
}

fn is_initial(word: &str) -> bool {
    word.len() <= 4
        && word.ends_with('.')
        && word.starts_with(char::is_uppercase)
        && !is_suffix(word)
        && word.chars().filter(|c| c.is_alphabetic()).count() <= 2
        && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// Nouns that are never a surname.
fn is_plain_body(noun: &str) -> bool {
    !matches!(
        noun,
        "house"
            | "church"
            | "post"
            | "press"
            | "bank"
            | "court"
            | "star"
            | "sun"
            | "force"
            | "guard"
            | "college"
            | "school"
            | "works"
            | "front"
            | "page"
            | "mail"
            | "camp"
            | "chambers"
            | "monitor"
            | "watch"
            | "trust"
            | "brothers"
            | "co"
            | "standard"
    )
}

/// Whether the family name stands first: "Kim Jong Un", "Xi Jinping", "Lee Jae-myung".
pub(super) fn family_first(analysis: &Analysis, tokens: &Range<usize>) -> bool {
    if !(2..=4).contains(&tokens.len()) {
        return false;
    }
    let lexicon = lexicon();
    let first = analysis.word(tokens.start);
    let rest = tokens.start + 1..tokens.end;
    let syllable = |part: &str| {
        let mut chars = part.chars();
        let large: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
        lexicon.syllables.contains(large.as_str())
    };
    let of_syllables = rest.clone().all(|at| {
        let word = analysis.word(at);
        let hyphened = word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_lowercase));
        hyphened || word.split('-').all(syllable)
    });
    if lexicon.family_maybe.contains(first) {
        return of_syllables;
    }
    if !lexicon.family_first.contains(first) {
        return false;
    }
    // "Wang Smith"? A Western surname last turns it round.
    let last = analysis.word(tokens.end - 1);
    of_syllables || !lexicon.surnames.contains(last) || lexicon.family_first.contains(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use rstest::rstest;

    #[rstest]
    #[case("Kim Jong Un", true)]
    #[case("Kim Yong-hyun", true)]
    #[case("Lee Jae-myung", true)]
    #[case("Xi Jinping", true)]
    #[case("Park Geun-hye", true)]
    #[case("Kim Kardashian", false)]
    #[case("Lee Smith", false)]
    #[case("Hyunseung Lee", false)]
    fn tells_family_names_that_stand_first(#[case] name: &str, #[case] expected: bool) {
        let document = Document { text: name.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        assert_eq!(family_first(&analysis, &(0..analysis.tokens.len())), expected);
    }

    #[rstest]
    #[case("Bruce W. Bennett", Class::Person)]
    #[case("Ursula von der Leyen", Class::Person)]
    #[case("Ministry of Unification", Class::Organisation)]
    #[case("Kookmin Defense Institute", Class::Organisation)]
    #[case("Riverton Gazette", Class::Outlet)]
    #[case("Grace House", Class::Person)]
    #[case("KORUS", Class::Organisation)]
    #[case("Halvorsen", Class::Unknown)]
    #[case("Priya Nair", Class::Person)]
    #[case("SITE Monitors", Class::Organisation)]
    #[case("Holm Tower", Class::Place)]
    #[case("Harbour Safety Act", Class::Document)]
    fn judges_a_name(#[case] name: &str, #[case] expected: Class) {
        let document = Document { text: name.to_owned(), ..Document::default() };
        let analysis = Analysis::new(&document);
        assert_eq!(judge(&analysis, &(0..analysis.tokens.len())).class, expected);
    }
}
