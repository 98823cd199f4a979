//! Feeds that programs print without a look at the rules: bare ampersands, characters that no XML may hold, entities of
//! HTML, numbers for ids in JSON.

use serde_json::Value;

/// `source` as its parser wants it.
pub(super) fn well_formed(source: &str) -> String {
    if source.trim_start().starts_with('{') {
        return with_ids(source).unwrap_or_else(|| source.to_owned());
    }
    let mut out = String::with_capacity(source.len() + 64);
    let mut rest = source;
    // In what is marked as text to the letter an ampersand is itself.
    while let Some(at) = rest.find("<![CDATA[") {
        let (before, inside) = rest.split_at(at);
        escape(before, &mut out);
        let end = inside.find("]]>").map_or(inside.len(), |end| end + 3);
        out.extend(inside[..end].chars().filter(|c| is_allowed(*c)));
        rest = &inside[end..];
    }
    escape(rest, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    let mut pieces = text.split('&');
    out.extend(pieces.next().unwrap_or_default().chars().filter(|c| is_allowed(*c)));
    for piece in pieces {
        out.push_str(if opens_with_reference(piece) { "&" } else { "&amp;" });
        out.extend(piece.chars().filter(|c| is_allowed(*c)));
    }
}

/// "amp;", "#233;", "eacute;" at the start of what follows an ampersand.
fn opens_with_reference(piece: &str) -> bool {
    let Some(end) = piece.bytes().take(33).position(|byte| byte == b';') else { return false };
    let name = &piece.as_bytes()[..end];
    match name.strip_prefix(b"#") {
        Some(number) => !number.is_empty() && number.iter().all(u8::is_ascii_alphanumeric),
        None => !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric),
    }
}

/// Whether XML may hold `c`.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

/// JSON Feed wants its ids as text, and says to take numbers for text.
fn with_ids(source: &str) -> Option<String> {
    let mut feed: Value = serde_json::from_str(source).ok()?;
    for item in feed.get_mut("items")?.as_array_mut()? {
        if let Some(id) = item.get_mut("id").filter(|id| !id.is_string()) {
            *id = Value::String(id.to_string());
        }
    }
    Some(feed.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("<a>b & c &amp; d &#233; &x y; &</a>", "<a>b &amp; c &amp; d &#233; &amp;x y; &amp;</a>")]
    #[case("<a>\u{1}b<![CDATA[c & \u{2}d]]>&</a>", "<a>b<![CDATA[c & d]]>&amp;</a>")]
    #[case("<![CDATA[a & b", "<![CDATA[a & b")]
    #[case("<a>fine</a>", "<a>fine</a>")]
    fn ampersands_and_controls_are_mended(#[case] source: &str, #[case] expected: &str) {
        assert_eq!(well_formed(source), expected);
    }
}
