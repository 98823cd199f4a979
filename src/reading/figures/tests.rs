//! Whole sentences, in our own words.

use super::*;
use crate::model::Document;

/// The figures of `text`, as "value unit/noun" with what else they have.
pub(super) fn shown(text: &str) -> Vec<String> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let analysis = Analysis::new(&document);
    figures(&analysis).iter().map(show).collect()
}

fn show(figure: &FoundFigure) -> String {
    let number = |value: Option<f64>| value.map_or("?".to_owned(), |value| format!("{}", (value * 1e4).round() / 1e4));
    let mut out = match figure.bound {
        Bound::Exact => number(figure.value),
        Bound::Range => format!("{}..{}", number(figure.low), number(figure.high)),
        bound if figure.value.is_none() => format!("{} from {}", bound.name(), number(figure.low)),
        bound => format!("{} {}", bound.name(), number(figure.value)),
    };
    let unit = if figure.unit == "count" { figure.noun.as_deref().unwrap_or("-") } else { &figure.unit };
    out.push_str(&format!(" {unit}"));
    if let Some(per) = &figure.per {
        out.push_str(&format!(" per {per}"));
    }
    if let Some(hedge) = &figure.hedge {
        out.push_str(&format!(" ({hedge})"));
    }
    out
}
