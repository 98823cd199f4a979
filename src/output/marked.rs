//! A text with marks on it as HTML: paragraphs, in which `<mark>`s nest as elements must, however the spans lie.
//!
//! Where two spans cross, and where one goes on after a paragraph's end, its mark is closed and opened again. An `id`
//! stands at the first piece alone, so that a link leads to where the span begins.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use super::visible;
use crate::model::Span;

/// A span to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where, in code points of the text; what reaches beyond the text is cut.
    pub span: Span,
    /// What a link leads to.
    pub id: Option<String>,
    /// How it looks.
    pub class: &'static str,
    /// A short link put at its beginning: where it leads, and its words.
    pub label: Option<(String, String)>,
}

/// What stands between two empty lines.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its text with the marks.
    pub text: String,
    /// The marks that begin in it, by their places in the list, as they come.
    pub begins: Vec<usize>,
    /// Whether any mark stands in it.
    pub marked: bool,
}

impl Paragraph {
    /// Its text, to be put into a page.
    pub fn markup(&self) -> PreEscaped<&str> {
        PreEscaped(&self.text)
    }
}

/// `text` with `marks`, in the order of the text; paragraphs without text are left out.
pub fn paragraphs(text: &str, marks: &[Mark]) -> Vec<Paragraph> {
    let mut writer = Writer {
        marks,
        done: Vec::new(),
        here: Paragraph::default(),
        open: Vec::new(),
        named: vec![false; marks.len()],
    };
    let mut from = 0;
    for (byte, events) in events(text, marks) {
        writer.text(text.get(from..byte).unwrap_or_default());
        from = byte;
        for mark in events.ends {
            writer.end(mark);
        }
        for mark in events.begins {
            writer.open.push((mark, false));
            if marks.get(mark).is_some_and(|mark| mark.span.is_empty()) {
                writer.end(mark);
            }
        }
    }
    writer.text(text.get(from..).unwrap_or_default());
    for (mark, _) in writer.open.clone() {
        writer.end(mark);
    }
    writer.next();
    writer.done
}

/// What happens at one place.
#[derive(Default)]
struct Events {
    ends: Vec<usize>,
    begins: Vec<usize>,
}

/// Where marks begin (the longest first) and end, by byte.
fn events(text: &str, marks: &[Mark]) -> BTreeMap<usize, Events> {
    let mut points: Vec<u32> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    points.sort_unstable();
    points.dedup();
    let mut bytes: BTreeMap<u32, usize> = BTreeMap::new();
    let mut wanted = points.into_iter().peekable();
    for (point, (byte, _)) in text.char_indices().enumerate() {
        match wanted.peek() {
            None => break,
            Some(&next) if next as usize == point => {
                bytes.insert(next, byte);
                wanted.next();
            }
            Some(_) => {}
        }
    }
    let byte_of = |point: u32| bytes.get(&point).copied().unwrap_or(text.len());
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&mark| marks.get(mark).map(|mark| (mark.span.start, u32::MAX - mark.span.end)));
    let mut events: BTreeMap<usize, Events> = BTreeMap::new();
    for index in order {
        let Some(mark) = marks.get(index) else { continue };
        events.entry(byte_of(mark.span.start)).or_default().begins.push(index);
        if !mark.span.is_empty() {
            events.entry(byte_of(mark.span.end)).or_default().ends.push(index);
        }
    }
    events
}

struct Writer<'a> {
    marks: &'a [Mark],
    done: Vec<Paragraph>,
    here: Paragraph,
    /// The marks at this place, the outermost first, and whether each is written already: always a first part of them.
    open: Vec<(usize, bool)>,
    named: Vec<bool>,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        for (index, piece) in text.split("\n\n").enumerate() {
            if index > 0 {
                self.next();
            }
            let piece = if self.here.text.is_empty() { piece.trim_start_matches('\n') } else { piece };
            if piece.is_empty() {
                continue;
            }
            for place in 0..self.open.len() {
                if let Some(&(mark, false)) = self.open.get(place) {
                    self.begin(mark);
                    if let Some(open) = self.open.get_mut(place) {
                        open.1 = true;
                    }
                }
            }
            self.here.text.push_str(&html! { (visible::lines(piece)) }.into_string());
        }
    }

    fn begin(&mut self, index: usize) {
        let Some(mark) = self.marks.get(index) else { return };
        self.here.marked = true;
        let first = self.named.get_mut(index).is_some_and(|named| !std::mem::replace(named, true));
        if first {
            self.here.begins.push(index);
        }
        self.here.text.push_str("<mark");
        if let (Some(id), true) = (&mark.id, first) {
            self.attribute("id", id);
        }
        self.attribute("class", mark.class);
        self.here.text.push('>');
        if let (Some((to, words)), true) = (&mark.label, first) {
            self.here.text.push_str(&html! { a.label href=(to) { (words) } }.into_string());
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let value = html! { (value) }.into_string();
            self.here.text.push_str(&format!(" {name}=\"{value}\""));
        }
    }

    /// Ends `mark`, and begins anew what was within it and goes on.
    fn end(&mut self, mark: usize) {
        let Some(place) = self.open.iter().rposition(|&(open, _)| open == mark) else { return };
        for open in self.open.get_mut(place..).unwrap_or_default().iter_mut() {
            if std::mem::replace(&mut open.1, false) {
                self.here.text.push_str("</mark>");
            }
        }
        self.open.remove(place);
        // Of a span that holds no text there is still a place.
        if self.named.get(mark) == Some(&false) {
            self.begin(mark);
            self.here.text.push_str("</mark>");
        }
    }

    fn next(&mut self) {
        for open in &mut self.open {
            if std::mem::replace(&mut open.1, false) {
                self.here.text.push_str("</mark>");
            }
        }
        let done = std::mem::take(&mut self.here);
        if !done.text.trim().is_empty() {
            self.done.push(done);
        }
    }
}

/// A page's `id` for a place in an article.
pub fn anchor(article: i64, span: Span) -> String {
    format!("a{article}-{}-{}", span.start, span.end)
}

/// A link where it is one; `javascript:` and the like stay text.
pub fn link(url: &str) -> Markup {
    let shown = visible::line(url);
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    html! { @if is_web { a href=(shown) rel="noopener noreferrer" { (shown) } } @else { (shown) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: u32, end: u32, id: &str) -> Mark {
        Mark { span: Span::new(start, end), id: Some(id.to_owned()), class: "m", label: None }
    }

    fn whole(text: &str, marks: &[Mark]) -> String {
        paragraphs(text, marks).iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn spans_within_one_another_are_elements_within_one_another() {
        assert_eq!(
            whole("one two three", &[mark(4, 7, "b"), mark(0, 13, "a")]),
            "<mark id=\"a\" class=\"m\">one <mark id=\"b\" class=\"m\">two</mark> three</mark>"
        );
    }

    #[test]
    fn of_spans_that_cross_one_is_opened_again() {
        assert_eq!(
            whole("one two three", &[mark(0, 7, "a"), mark(4, 13, "b")]),
            "<mark id=\"a\" class=\"m\">one <mark id=\"b\" class=\"m\">two</mark></mark><mark class=\"m\"> three</mark>"
        );
    }

    #[test]
    fn a_mark_stops_at_a_paragraph_and_goes_on_in_the_next() {
        assert_eq!(
            whole("one\n\ntwo", &[mark(0, 8, "a")]),
            "<mark id=\"a\" class=\"m\">one</mark>|<mark class=\"m\">two</mark>"
        );
    }

    #[test]
    fn text_is_text_and_a_place_beyond_it_is_still_one() {
        let page = whole("<b>&", &[mark(90, 99, "x\"><script>")]);
        assert_eq!(page, "&lt;b&gt;&amp;<mark id=\"x&quot;&gt;&lt;script&gt;\" class=\"m\"></mark>");
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(link("https://example.org/a?b=\"c\"").into_string().contains("href=\"https://example.org/a?b=&quot;c"));
        assert_eq!(link("javascript:alert(1)").into_string(), "javascript:alert(1)");
    }

    proptest! {
        #[test]
        fn elements_always_nest_and_every_mark_is_there_once(
            text in "[a-c<&é\n]{0,30}",
            spans in proptest::collection::vec((0_u32..35, 0_u32..12), 0..8),
        ) {
            let marks: Vec<Mark> = spans
                .iter()
                .enumerate()
                .map(|(index, &(start, length))| mark(start, start + length, &format!("m{index}")))
                .collect();
            let mut ids = 0;
            for paragraph in paragraphs(&text, &marks) {
                let mut depth = 0_i32;
                for piece in paragraph.text.split('<').skip(1) {
                    depth += if piece.starts_with('/') { -1 } else { 1 };
                    prop_assert!(depth >= 0);
                }
                prop_assert_eq!(depth, 0);
                ids += paragraph.text.matches(" id=").count();
            }
            prop_assert_eq!(ids, marks.len());
        }
    }
}
