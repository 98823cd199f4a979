//! What is said of a claim or a figure, in words.

use std::fmt::Write as _;

use crate::archive::{StoredArticle, StoredClaim, StoredFigure};
use crate::output::number::grouped;
use crate::reading;

/// Who said it, and what is said of them: role and affiliation.
pub(super) fn who<'a>(article: &'a StoredArticle, claim: &'a StoredClaim) -> (&'a str, String) {
    let who = claim.source.as_deref().or(claim.speaker.as_deref()).unwrap_or("nobody named");
    let source = claim.source_id.and_then(|id| article.sources.iter().find(|source| source.id == id));
    let mut about: Vec<&str> = Vec::new();
    for words in source.into_iter().flat_map(|source| [source.role.as_deref(), source.affiliation.as_deref()]).flatten()
    {
        // "spokesman for the ministry" says what body it is.
        if words != who && !about.iter().any(|known| known.contains(words)) {
            about.push(words);
        }
    }
    (who, about.join(", "))
}

/// Who said it, through whom, how.
pub(super) fn claim(article: &StoredArticle, claim: &StoredClaim) -> String {
    let (who, about) = who(article, claim);
    let mut said = who.to_owned();
    if !about.is_empty() {
        let _ = write!(said, " ({about})");
    }
    if let Some(via) = &claim.via {
        let _ = write!(said, ", via {via}");
    }
    let _ = write!(said, "; {}", claim.kind);
    if let Some(cue) = &claim.cue {
        let _ = write!(said, ", “{cue}”");
    }
    if claim.negated {
        said.push_str(", denied");
    }
    if let Some(hedge) = &claim.hedge {
        let _ = write!(said, "; hedged: “{hedge}”");
    }
    if let Some(within) = claim.within_id.and_then(|id| article.claims.iter().position(|outer| outer.id == id)) {
        let _ = write!(said, "; within C{}", within + 1);
    }
    let _ = write!(said, "; confidence {:.2} by {}", claim.confidence, claim.rule);
    said
}

/// What the figure's words allow, of what, and who gave it.
pub(super) fn figure(article: &StoredArticle, figure: &StoredFigure) -> String {
    let mut said = bounds(figure);
    let unit = if figure.value == Some(1.0) { figure.unit.as_str() } else { reading::unit_of_several(&figure.unit) };
    let what = match (unit, figure.counted.as_deref()) {
        ("count", counted) => counted.unwrap_or("(of what is not said)").to_owned(),
        (unit, None) => unit.to_owned(),
        (unit, Some(counted)) => format!("{unit}, {counted}"),
    };
    let _ = write!(said, " {what}");
    if let Some(per) = &figure.per {
        let _ = write!(said, " per {per}");
    }
    if let Some(hedge) = &figure.hedge {
        let _ = write!(said, "; hedged: “{hedge}”");
    }
    match figure.claim_id {
        None => said.push_str("; in the article's own voice"),
        Some(id) => {
            let _ = write!(said, "; given by {}", figure.source.as_deref().unwrap_or("nobody named"));
            if let Some(claim) = article.claims.iter().position(|claim| claim.id == id) {
                let _ = write!(said, " (C{})", claim + 1);
            }
        }
    }
    said
}

fn bounds(figure: &StoredFigure) -> String {
    let one = figure.value.or(figure.high).or(figure.low).map_or_else(|| "?".to_owned(), grouped);
    let (low, high) = (figure.low.map(grouped), figure.high.map(grouped));
    match figure.bound.as_str() {
        "at_most" => format!("at most {}", high.unwrap_or(one)),
        "less_than" => format!("less than {}", high.unwrap_or(one)),
        "at_least" => format!("at least {}", low.unwrap_or(one)),
        "more_than" => format!("more than {}", low.unwrap_or(one)),
        "about" => match (figure.value, low, high) {
            (None, Some(low), Some(high)) => format!("about {low} to {high}"),
            // "dozens of": so many at least, and nobody says how many.
            (None, Some(low), None) => format!("some {low} or more"),
            _ => format!("about {one}"),
        },
        "range" => match (low, high) {
            (Some(low), Some(high)) => format!("{low} to {high}"),
            _ => one,
        },
        _ => one,
    }
}

/// Where and when it was published and where it came from.
pub(super) fn place(article: &StoredArticle) -> String {
    let date = article.published_at.as_ref().map(|date| match article.published_certainty.as_deref() {
        Some(certainty @ ("inferred" | "guessed")) => format!("{date} ({certainty})"),
        _ => date.clone(),
    });
    let parts = [&article.byline, &article.outlet, &date];
    let parts: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
    parts.join(", ")
}

/// Of which articles it is nearly a copy, and which are of it.
pub(super) fn nearly(article: &StoredArticle) -> Option<String> {
    let of = article.near_duplicate_of.map(|first| {
        let percent = article.near_duplicate_similarity.unwrap_or_default() * 100.0;
        format!("nearly article {first} word for word ({percent:.0} % alike)")
    });
    let copies: Vec<String> = article.near_duplicates.iter().map(i64::to_string).collect();
    let by = (!copies.is_empty()).then(|| {
        let articles = if copies.len() > 1 { "articles" } else { "article" };
        format!("nearly word for word in {articles} {}", copies.join(", "))
    });
    let parts: Vec<String> = of.into_iter().chain(by).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
