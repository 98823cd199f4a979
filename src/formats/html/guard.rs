//! Refuses pages that are built to exhaust whoever parses them, before they are parsed: an HTML parser's work grows with
//! the square of the nesting, of the attributes of a tag, and of the formatting tags left open. One pass, small memory.

use memchr::{memchr, memmem};
use rustc_hash::FxHashMap;

use crate::formats::FormatError;

/// A page may be this long, in bytes.
pub(super) const MAX_PAGE: usize = 16 * 1024 * 1024;
/// Tags may stand this deep in one another. Browsers flatten from 512 on.
const MAX_DEPTH: usize = 512;
/// A tag may have so many attributes.
const MAX_ATTRIBUTES: usize = 256;
/// A page may become so many elements. (A long live blog has some tens of thousands; a hundred thousand
/// take some five seconds and half a gigabyte to extract from.)
const MAX_ELEMENTS: usize = 120_000;
/// A page may have so many `<` that begin nothing: each becomes four letters wherever the page is written out again.
const MAX_STRAY: usize = 1_000_000;

/// Whether `html` can be parsed in time and memory that fit its length.
///
/// # Errors
/// When it is too long or breaks one of the bounds above.
pub(super) fn check(html: &str) -> Result<(), FormatError> {
    if html.len() > MAX_PAGE {
        return Err(FormatError::TooLarge { what: "the page", bytes: html.len(), limit: MAX_PAGE });
    }
    Scan { html: html.as_bytes(), at: 0 }.run().map_err(|why| FormatError::Tangled { why })
}

/// What holds for a tag by its name, in the HTML standard's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Has no end.
    Void,
    /// Its content is not markup.
    Raw,
    /// Opened again in every block that follows until it is closed.
    Formatting,
    /// Ends where the next of its kind begins.
    Implied,
    /// Bounds what an end tag inside it can close.
    Barrier,
    /// Any other tag that the standard calls special.
    Special,
    Other,
}

fn class(name: &[u8]) -> Class {
    match name {
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta" | b"param"
        | b"source" | b"track" | b"wbr" | b"frame" | b"keygen" | b"image" | b"bgsound" | b"basefont" => Class::Void,
        b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => {
            Class::Raw
        }
        b"a" | b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small" | b"strike" | b"strong"
        | b"tt" | b"u" => Class::Formatting,
        b"p" | b"li" | b"dd" | b"dt" | b"tr" | b"tbody" | b"thead" | b"tfoot" | b"option" | b"optgroup" | b"rp"
        | b"rt" | b"colgroup" => Class::Implied,
        b"table" | b"td" | b"th" | b"caption" | b"html" | b"object" | b"marquee" | b"template" | b"applet"
        | b"foreignobject" => Class::Barrier,
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"button" | b"center" | b"details" | b"dir"
        | b"div" | b"dl" | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form" | b"frameset" | b"h1"
        | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"header" | b"hgroup" | b"listing" | b"main" | b"menu"
        | b"nav" | b"ol" | b"plaintext" | b"pre" | b"search" | b"section" | b"select" | b"summary" | b"ul" => {
            Class::Special
        }
        _ => Class::Other,
    }
}

/// An element that is open.
struct Open {
    name: Vec<u8>,
    class: Class,
}

struct Scan<'a> {
    html: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), String> {
        let mut open: Vec<Open> = Vec::new();
        // Formatting tags without their end, by their words: the standard opens each at most three times again.
        let mut unclosed: FxHashMap<&[u8], usize> = FxHashMap::default();
        let mut unclosed_names: FxHashMap<Vec<u8>, usize> = FxHashMap::default();
        let mut again = 0usize;
        let (mut elements, mut stray) = (0usize, 0usize);
        while let Some(found) = memchr(b'<', &self.html[self.at..]) {
            let start = self.at + found;
            self.at = start + 1;
            match self.html.get(self.at) {
                Some(b'!') => self.skip_declaration(),
                Some(b'?') => self.skip_past(b">"),
                Some(b'/') => {
                    self.at += 1;
                    let name = self.name();
                    if name.is_empty() {
                        continue;
                    }
                    self.skip_past(b">");
                    // The end of a paragraph that nobody began is one, and `</br>` is a break.
                    if name == b"br" || name == b"p" && !open.iter().rev().any(|open| open.name == b"p") {
                        elements += 1;
                        if elements > MAX_ELEMENTS {
                            return Err(format!("it holds more than {MAX_ELEMENTS} elements"));
                        }
                    }
                    close(&mut open, &name);
                    if let Some(count) = unclosed_names.get_mut(&name).filter(|count| **count > 0) {
                        *count -= 1;
                        again = again.saturating_sub(1);
                        if *count == 0 {
                            unclosed.retain(|tag, _| !tag_is(tag, &name));
                        }
                    }
                }
                Some(byte) if byte.is_ascii_alphabetic() => {
                    let name = self.name();
                    let self_closing = self.attributes()?;
                    let tag = self.html.get(start..self.at).unwrap_or_default();
                    elements += 1;
                    let kind = class(&name);
                    match kind {
                        Class::Void => {}
                        Class::Raw => self.skip_raw(&name),
                        Class::Formatting => {
                            let times = unclosed.entry(tag).or_default();
                            if *times < 3 {
                                *times += 1;
                                again += 1;
                                *unclosed_names.entry(name.clone()).or_default() += 1;
                            }
                            open.push(Open { name, class: kind });
                        }
                        _ => {
                            // What was left open is opened again in the new block.
                            elements += again;
                            imply_ends(&mut open, &name, kind);
                            let foreign = self_closing && open.iter().rev().any(|open| is_foreign(&open.name));
                            if !foreign {
                                open.push(Open { name, class: kind });
                            }
                        }
                    }
                    if open.len() + again > MAX_DEPTH {
                        return Err(format!("its tags stand more than {MAX_DEPTH} deep in one another"));
                    }
                    if elements > MAX_ELEMENTS {
                        return Err(format!("it holds more than {MAX_ELEMENTS} elements"));
                    }
                }
                _ => {
                    stray += 1;
                    if stray > MAX_STRAY {
                        return Err(format!("it holds more than {MAX_STRAY} signs '<' that begin no tag"));
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads a tag's name, in small letters.
    fn name(&mut self) -> Vec<u8> {
        let rest = &self.html[self.at..];
        let end = rest
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
            .unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_ascii_lowercase()
    }

    /// Passes a tag's attributes and its `>`; tells whether it ends with `/>`.
    fn attributes(&mut self) -> Result<bool, String> {
        let mut count = 0;
        let mut slash = false;
        loop {
            match self.html.get(self.at) {
                None => return Ok(false),
                Some(b'>') => {
                    self.at += 1;
                    return Ok(slash);
                }
                Some(b'/') => {
                    slash = true;
                    self.at += 1;
                }
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(_) => {
                    slash = false;
                    count += 1;
                    if count > MAX_ATTRIBUTES {
                        return Err(format!("a tag has more than {MAX_ATTRIBUTES} attributes"));
                    }
                    self.attribute();
                }
            }
        }
    }

    fn attribute(&mut self) {
        // An equals sign at the start is part of the name.
        self.at += 1;
        while let Some(byte) = self.html.get(self.at) {
            if byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=') {
                break;
            }
            self.at += 1;
        }
        self.skip_space();
        if self.html.get(self.at) != Some(&b'=') {
            return;
        }
        self.at += 1;
        self.skip_space();
        match self.html.get(self.at) {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.at = memchr(*quote, &self.html[self.at..]).map_or(self.html.len(), |end| self.at + end + 1);
            }
            _ => {
                while self.html.get(self.at).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>') {
                    self.at += 1;
                }
            }
        }
    }

    fn skip_space(&mut self) {
        while self.html.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn skip_past(&mut self, mark: &[u8]) {
        self.at = memmem::find(&self.html[self.at..], mark).map_or(self.html.len(), |end| self.at + end + mark.len());
    }

    fn skip_declaration(&mut self) {
        let rest = &self.html[self.at..];
        if !rest.starts_with(b"!--") {
            // CDATA ends here too outside of SVG, as for a parser of HTML.
            return self.skip_past(b">");
        }
        self.at += 3;
        let rest = &self.html[self.at..];
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            return;
        }
        let end = memmem::find(rest, b"-->").map(|end| end + 3);
        let odd = memmem::find(rest, b"--!>").map(|end| end + 4);
        self.at = match (end, odd) {
            (Some(end), Some(odd)) => self.at + end.min(odd),
            (Some(end), None) | (None, Some(end)) => self.at + end,
            (None, None) => self.html.len(),
        };
    }

    /// Passes content that is not markup, up to its end tag.
    fn skip_raw(&mut self, name: &[u8]) {
        while let Some(found) = memmem::find(&self.html[self.at..], b"</") {
            self.at += found + 2;
            let rest = &self.html[self.at..];
            if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name) {
                return self.skip_past(b">");
            }
        }
        self.at = self.html.len();
    }
}

fn tag_is(tag: &[u8], name: &[u8]) -> bool {
    tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !tag.get(name.len() + 1).is_some_and(u8::is_ascii_alphanumeric)
}

fn is_foreign(name: &[u8]) -> bool {
    name == b"svg" || name == b"math"
}

/// Ends what the start of a `name` ends without an end tag.
fn imply_ends(open: &mut Vec<Open>, name: &[u8], class: Class) {
    let ends: &[&[u8]] = match name {
        b"li" => &[b"li"],
        b"dd" | b"dt" => &[b"dd", b"dt"],
        b"tr" => &[b"tr", b"td", b"th"],
        b"td" | b"th" => &[b"td", b"th"],
        b"tbody" | b"thead" | b"tfoot" => &[b"tbody", b"thead", b"tfoot", b"tr", b"td", b"th"],
        b"option" | b"optgroup" => &[b"option"],
        b"rp" | b"rt" => &[b"rp", b"rt"],
        _ => &[],
    };
    let lists: &[&[u8]] = &[b"ul", b"ol", b"dl", b"table", b"select", b"ruby", b"template"];
    let mut lowest = None;
    for (at, element) in open.iter().enumerate().rev() {
        if ends.contains(&element.name.as_slice()) {
            lowest = Some(at);
        } else if ends.is_empty()
            || lists.contains(&element.name.as_slice())
            || element.class == Class::Special && element.name != b"div"
        {
            break;
        }
    }
    if let Some(at) = lowest {
        open.truncate(at);
    }
    let closes_p = matches!(class, Class::Special | Class::Implied) || name == b"table" || name == b"hr";
    if closes_p {
        let p = open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, element)| element.class != Class::Barrier && element.name != b"button")
            .find(|(_, element)| element.name == b"p")
            .map(|(at, _)| at);
        if let Some(at) = p {
            open.truncate(at);
        }
    }
}

/// Closes as much of `open` as the end tag `name` does, and no more.
fn close(open: &mut Vec<Open>, name: &[u8]) {
    let class = class(name);
    let table = matches!(name, b"table" | b"td" | b"th" | b"tr" | b"tbody" | b"thead" | b"tfoot" | b"caption");
    for at in (0..open.len()).rev() {
        let element = &open[at];
        if element.name == name {
            // Blocks inside a formatting element outlive its end.
            if class == Class::Formatting {
                open.remove(at);
            } else {
                open.truncate(at);
            }
            return;
        }
        let stops = match class {
            Class::Other => matches!(element.class, Class::Special | Class::Barrier | Class::Implied),
            _ if table => element.name == b"table" || element.name == b"template",
            _ => element.class == Class::Barrier,
        };
        if stops {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::paragraphs_left_open("<p>One <b>two</b>".repeat(20_000))]
    #[case::items_left_open(format!("<ul>{}</ul>", "<li>One".repeat(20_000)))]
    #[case::rows_left_open(format!("<table>{}</table>", "<tr><td>1<td>2".repeat(20_000)))]
    #[case::terms_left_open(format!("<dl>{}</dl>", "<dt>1<dd>2".repeat(20_000)))]
    #[case::divs_closed("<div><span>x</span><img src=a><br></div>".repeat(20_000))]
    #[case::a_drawing(format!("<svg>{}</svg>", "<path d='M0'/>".repeat(20_000)))]
    #[case::markup_in_script(format!("<script>{}</script>", "'<div>'".repeat(20_000)))]
    #[case::markup_in_a_comment(format!("<!-- {} -->", "<div>".repeat(20_000)))]
    #[case::one_font_left_open("<p><font size=2>x".repeat(3_000))]
    #[case::broken("<".repeat(100_000))]
    #[case::no_tag("a < b and 1 <2".repeat(10_000))]
    fn what_is_only_long_passes(#[case] html: String) {
        assert_eq!(check(&html), Ok(()));
    }

    #[rstest]
    #[case::nested("<div>".repeat(1_000_000))]
    #[case::nothing_but_broken("<".repeat(2_000_000))]
    #[case::nested_unknown("<x/>".repeat(100_000))]
    #[case::nested_formatting("<b>".repeat(100_000).replace("<b><b>", "<b><i>"))]
    #[case::closed_in_the_wrong_order("<span><div></span>".repeat(100_000))]
    #[case::block_in_formatting("<b><div></b>".repeat(100_000))]
    #[case::barred_by_a_cell("<div><table><tr><td></div>".repeat(100_000))]
    #[case::attributes(format!("<p {}>", "a ".repeat(100_000)))]
    #[case::reopened((0..100_000).map(|n| format!("<p><font size={n}>")).collect())]
    #[case::many("<p>x</p>".repeat(300_000))]
    #[case::ends_alone("</p></br>".repeat(100_000))]
    #[case::too_long("x".repeat(MAX_PAGE + 1))]
    fn what_exhausts_is_refused(#[case] html: String) {
        assert!(check(&html).is_err());
    }

    proptest! {
        #[test]
        fn any_markup_is_scanned(parts in proptest::collection::vec("</?[a-z]{1,3}[ =\"'/]{0,3}>?|<!--|-->|<!|<script>|</|é|<\\?", 0..60)) {
            let _ = check(&parts.concat());
        }
    }
}
