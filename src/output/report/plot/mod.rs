//! The plots of a report: which answer is drawn as what, told by its columns.

mod bars;
mod drawing;
mod ranges;
mod tree;

use std::io;

use maud::{Markup, html};

use super::Section;
use crate::output::visible;

/// A drawing with the words that stand for it where it cannot be seen.
pub(super) struct Plot {
    /// The SVG.
    svg: String,
    /// What it shows, in a sentence.
    says: String,
    /// How to read it.
    key: &'static str,
}

/// A plot as it stands in the page.
pub(super) struct Drawn {
    /// The drawing with what it shows below.
    pub(super) figure: Markup,
    /// What it shows, in a sentence.
    pub(super) says: String,
}

/// The plot of an answer, if there is one that people would rather look at than at the table.
pub(super) fn of(section: &Section) -> io::Result<Option<Drawn>> {
    let plot = match tree::of(&section.table)? {
        Some(plot) => Some(plot),
        None => match ranges::of(&section.table)? {
            Some(plot) => Some(plot),
            None => bars::of(&section.table)?,
        },
    };
    Ok(plot.map(|plot| {
        let says = visible::line(&plot.says);
        let figure = html! {
            figure {
                div.plot role="region" tabindex="0" aria-label={ "Plot: " (says) } {
                    div role="img" aria-label=(says) { (maud::PreEscaped(&plot.svg)) }
                }
                figcaption { (says) " " span.about { (plot.key) } }
            }
        };
        Drawn { figure, says: says.into_owned() }
    }))
}
