//! Letters that stand for a name: "National Grain Service (NGS)", then "NGS".

use rustc_hash::FxHashMap;

use crate::reading::analysis::Analysis;

use super::names::{Class, Names, is_acronym};

/// Files every acronym that the text defines, or that a body's initials make, under the entity of the full name.
pub(super) fn define(
    analysis: &Analysis,
    names: &Names,
    of_name: &[Option<usize>],
    acronyms: &mut FxHashMap<String, usize>,
) {
    let mut initials = Vec::new();
    for (name, entity) in names.0.iter().zip(of_name) {
        let Some(entity) = *entity else { continue };
        if name.tokens.len() < 2 {
            continue;
        }
        if let Some(letters) = defined(analysis, name.tokens.end) {
            acronyms.entry(letters).or_insert(entity);
        }
        if name.class.is_body() || name.class == Class::Place {
            let large =
                name.tokens.clone().map(|at| analysis.word(at)).filter(|word| word.starts_with(char::is_uppercase));
            // "U.S. Geological Survey" makes USGS.
            let letters = |word: &str| if is_acronym(word) { letters(word) } else { word.chars().take(1).collect() };
            initials.push((large.map(letters).collect::<String>(), entity));
        }
    }
    // What the text itself defines comes first.
    for (letters, entity) in initials {
        if letters.chars().count() >= 3 {
            acronyms.entry(letters).or_insert(entity);
        }
    }
}

/// The acronym that follows a name ending before token `at`: "(NGS)", "(the “NGS”)", ", or NGS,".
fn defined(analysis: &Analysis, at: usize) -> Option<String> {
    let low = |at: usize| analysis.low(at);
    let mut from = match (low(at), low(at + 1)) {
        ("(", _) => at + 1,
        (",", "or") => at + 2,
        (",", "known" | "called") => at + 1,
        _ => return None,
    };
    let mut called = false;
    while matches!(low(from), "the" | "or" | "“" | "\"" | "‘" | "known" | "as" | "called") && from < at + 5 {
        called |= matches!(low(from), "known" | "called");
        from += 1;
    }
    let word = analysis.word(from);
    let closes = matches!(low(from + 1), ")" | "," | "”" | "\"" | "’" | ";");
    // "…, known as Phivolcs,"
    let named = called && word.starts_with(char::is_uppercase);
    ((is_acronym(word) || named) && closes).then(|| letters(word))
}

/// An acronym without its full stops: "U.N." is "UN".
pub(super) fn letters(word: &str) -> String {
    word.chars().filter(|&c| c != '.').collect()
}
