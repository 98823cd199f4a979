//! What is no article, by its first bytes: pictures, archives, office documents, feeds.

use super::FormatError;

/// First bytes and what has them. Longer ones come before their beginnings.
const BINARY: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1F\x8B", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word, Excel or PowerPoint file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7FELF", "a program"),
    (b"\xCF\xFA\xED\xFE", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\0asm", "a WebAssembly program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1A\x45\xDF\xA3", "a Matroska film"),
    (b"PAR1", "a Parquet table"),
    (b"bplist00", "a binary property list"),
    (b"AT&TFORM", "a DjVu document"),
];

/// Refuses what is surely no text.
///
/// # Errors
/// [`FormatError::Binary`], with what it seems to be.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), FormatError> {
    let refuse = |seems: &str| Err(FormatError::Binary { seems: seems.to_owned() });
    if let Some((_, seems)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // Text may begin with letters that a signature has ("BZhang", "ID3 tags"), but then it is text all through.
        let head = &bytes[..bytes.len().min(512)];
        let letters = head.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 32..=126 | 128..));
        if !letters || std::str::from_utf8(head).is_err() && head[0] >= 128 {
            return refuse(seems);
        }
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => refuse("a WebP picture"),
        (Some(b"RIFF"), _, Some(b"WAVE" | b"AVI ")) => refuse("a recording or film"),
        (_, Some(b"ftyp"), _) => refuse("an MP4 film or HEIC picture"),
        _ if bytes.get(257..262) == Some(b"ustar") => refuse("a tar archive"),
        _ => Ok(()),
    }
}

/// What `head`, the start of a text, is of the kinds of text that hold no single article.
pub(super) fn other_text(head: &str) -> Option<&'static str> {
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if start.starts_with("{\\rtf") {
        return Some("an RTF document");
    }
    if start.starts_with("%!PS-") {
        return Some("a PostScript document");
    }
    if !start.starts_with('<') {
        return None;
    }
    let first = |tag: &str| opens_with(start, tag);
    (first("urlset") || first("sitemapindex")).then_some("a sitemap")
}

/// Whether `start` is an RSS or Atom feed.
pub(super) fn is_feed(start: &str) -> bool {
    start.starts_with('<')
        && (["rss", "rdf:RDF", "feed"].iter().any(|tag| opens_with(start, tag)) || is_prefixed_atom(start))
}

/// `<a:feed xmlns:a='http://www.w3.org/2005/Atom'>`.
fn is_prefixed_atom(start: &str) -> bool {
    let Some((before, after)) = start.split_once(":feed ") else { return false };
    let Some((rest, prefix)) = before.rsplit_once('<') else { return false };
    let named = after.split('>').next().is_some_and(|tag| tag.contains("http://www.w3.org/2005/Atom"));
    named && !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !rest.contains("<html")
}

/// Whether the first element of `xml` is called `tag`: only its declaration and comments stand before it.
fn opens_with(xml: &str, tag: &str) -> bool {
    let mut rest = xml.trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else {
            break;
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    if rest.starts_with("<!DOCTYPE") {
        // It may hold entities of its own: "<!DOCTYPE rss [ … ]>".
        let inner = rest.find('[').filter(|at| rest.find('>').is_none_or(|end| *at < end));
        let end = if inner.is_some() { rest.find("]>").map(|at| at + 2) } else { rest.find('>').map(|at| at + 1) };
        rest = end.and_then(|end| rest.get(end..)).unwrap_or_default().trim_start();
    }
    let name = rest.strip_prefix('<').and_then(|rest| rest.strip_prefix(tag));
    name.is_some_and(|after| after.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">]><rss version='2.0'>", true)]
    #[case("<!DOCTYPE rss SYSTEM \"rss.dtd\"><rss>", true)]
    #[case("<?xml version='1.0'?><!-- a --><feed xmlns='x'>", true)]
    #[case("<!DOCTYPE rss [<!ENTITY a 'b'", false)]
    fn feeds_are_known_by_their_first_element(#[case] start: &str, #[case] expected: bool) {
        assert_eq!(is_feed(start), expected);
    }

    #[rstest]
    #[case(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR", "PNG")]
    #[case(b"PK\x03\x04\x14\0\0\0", "ZIP")]
    #[case(b"\x1F\x8B\x08\0", "gzip")]
    #[case(b"SQLite format 3\0\x10\0", "SQLite")]
    #[case(b"\xFF\xD8\xFF\xE0\0\x10JFIF", "JPEG")]
    #[case(b"\0\0\0\x18ftypmp42", "MP4")]
    fn binaries_are_named(#[case] bytes: &[u8], #[case] name: &str) {
        let error = refuse_binary(bytes).unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }

    #[rstest]
    #[case(b"ID3 tags are read by most players.")]
    #[case(b"BZhang said so.")]
    #[case(b"\xEF\xBB\xBFText")]
    #[case(b"")]
    fn text_is_let_through(#[case] bytes: &[u8]) {
        assert_eq!(refuse_binary(bytes), Ok(()));
    }

    #[rstest]
    #[case("<?xml version='1.0'?>\n<urlset>", Some("a sitemap"))]
    #[case("{\\rtf1\\ansi text}", Some("an RTF document"))]
    #[case("<!DOCTYPE html><html><p>How <rss> works", None)]
    #[case("A text about <rss> feeds", None)]
    fn other_kinds_of_text_are_named(#[case] head: &str, #[case] expected: Option<&str>) {
        assert_eq!(other_text(head), expected);
    }
}
