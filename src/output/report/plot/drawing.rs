//! What all plots draw on and with.
//!
//! Colours stand in the SVG as what they are on white paper; the page's style gives others to each of them in the dark.

use std::io;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// What a plot is drawn on.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// What goes wrong in drawing.
pub(super) type Failure = DrawingAreaErrorKind<io::Error>;

/// Words.
pub(super) const INK: RGBColor = RGBColor(26, 26, 26);
/// Lines to read by.
pub(super) const GRID: RGBColor = RGBColor(204, 204, 204);
/// What is shown.
pub(super) const ACCENT: RGBColor = RGBColor(31, 95, 168);

/// How wide every plot is, in CSS pixels.
pub(super) const WIDTH: u32 = 640;
/// The size of words as plotters reckons it: 13 CSS pixels.
pub(super) const TEXT: f64 = 16.0;
/// How wide a character is, nearly: nothing here can measure fonts.
const CHARACTER: f64 = 8.0;

/// Draws a plot of this height.
pub(super) fn draw(height: u32, act: impl FnOnce(&Area<'_>) -> Result<(), Failure>) -> io::Result<String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        act(&area).and_then(|()| area.present()).map_err(|error| io::Error::other(error.to_string()))?;
    }
    Ok(svg)
}

/// Words for `TextStyle`s that are anchored at one of their ends and in the middle of their height.
pub(super) fn words(at: HPos) -> TextStyle<'static> {
    ("sans-serif", TEXT).into_font().color(&INK).pos(Pos::new(at, VPos::Center))
}

/// `text` cut so that it takes no more than `pixels`, control characters shown.
pub(super) fn fitted(text: &str, pixels: i32) -> String {
    let text = crate::output::visible::line(text).into_owned();
    let room = (f64::from(pixels.max(0)) / CHARACTER) as usize;
    if text.chars().count() <= room {
        return text;
    }
    let cut: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// How many pixels `text` takes, nearly.
pub(super) fn width(text: &str) -> i32 {
    (text.chars().count() as f64 * CHARACTER).ceil() as i32
}
