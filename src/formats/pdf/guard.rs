//! What would let the crates that take a PDF apart call themselves until the stack ends, which nothing can catch: forms that
//! draw themselves, page trees in a circle, brackets in brackets. And what would let them fill the memory: streams that unpack to
//! thousands of times their size, and tables from every code to every other.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};
use rustc_hash::FxHashSet;

use super::super::{FormatError, budget};

/// Forms may be drawn in one another this deep.
const MAX_FORMS: usize = 24;
/// Forms drawn by a document, each counted as often as it is drawn.
const MAX_DRAWN: usize = 100_000;
/// Pages may inherit from this many.
const MAX_PARENTS: usize = 64;
/// Lists and dictionaries may nest this deep.
const MAX_NESTING: usize = 256;

/// One stream may unpack to so many bytes; pictures are not unpacked.
const MAX_STREAM: u64 = 64 << 20;
/// The ranges in a font's table go over no more codes: a code has two bytes, and some tables have it twice.
const MAX_CODES: u64 = 1 << 18;

const BROKEN: FormatError = FormatError::GaveUp { what: "the PDF" };

/// Looks at the bytes, before anything is parsed.
pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), FormatError> {
    let mut depth = 0usize;
    let mut inside_stream = false;
    let (mut at, mut object) = (0, 0);
    let mut unpacked = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if inside_stream {
            match memchr::memmem::find(rest, b"endstream") {
                Some(end) => {
                    unpacked += unpacks_to(&bytes[object..at], &rest[..end])?;
                    if let Some(bomb) = budget::of_document(unpacked, bytes.len() as u64) {
                        return Err(bomb);
                    }
                    at += end + 9;
                }
                None => return Ok(()),
            }
            inside_stream = false;
            depth = 0;
            object = at;
            continue;
        }
        match bytes[at] {
            b's' if rest.starts_with(b"stream") => {
                inside_stream = true;
                at += 6;
                continue;
            }
            b'e' if rest.starts_with(b"endobj") => (depth, object) = (0, at),
            b'[' | b'(' => depth += 1,
            b'<' if rest.starts_with(b"<<") => {
                depth += 1;
                at += 1;
            }
            b']' | b')' => depth = depth.saturating_sub(1),
            b'>' if rest.starts_with(b">>") => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'\\' => at += 1,
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(BROKEN);
        }
        at += 1;
    }
    Ok(())
}

/// How many bytes the stream `packed` unpacks to, whose dictionary ends `before`; nothing for a picture, which nobody unpacks here.
fn unpacks_to(before: &[u8], packed: &[u8]) -> Result<u64, FormatError> {
    let holds = |word: &[u8]| memchr::memmem::find(before, word).is_some();
    if holds(b"/Image") || !holds(b"/Fl") {
        return Ok(0);
    }
    let packed = packed.trim_ascii_start();
    let mut most = 0;
    let mut layer = packed.to_vec();
    // Packed again and again, as no program does.
    for _ in 0..memchr::memmem::find_iter(before, b"/Fl").count() {
        let mut inner = Vec::new();
        // Damaged or not is for the reader to say.
        let _ = ZlibDecoder::new(layer.as_slice()).take(MAX_STREAM + 1).read_to_end(&mut inner);
        most = most.max(inner.len() as u64);
        if most > MAX_STREAM {
            return Err(FormatError::Bomb { unpacked: most, packed: packed.len() as u64 });
        }
        layer = inner;
    }
    Ok(most)
}

/// Looks at the tables of the fonts: from which codes to which they go. They are streams, which any dictionary may name.
fn check_fonts(pdf: &Pdf) -> Result<(), FormatError> {
    for stream in pdf.objects.values().filter_map(|object| object.as_stream().ok()) {
        let is_picture = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        if is_picture || stream.dict.has(b"Length1") {
            continue;
        }
        let table = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let codes: u64 = ["bfrange", "cidrange"].iter().map(|kind| codes(&table, kind)).sum();
        if codes > MAX_CODES {
            return Err(BROKEN);
        }
    }
    Ok(())
}

/// How many codes the ranges of a `kind` go over in a font's `table`: `begincidrange <0000> <00FF> 1 endcidrange`.
fn codes(table: &[u8], kind: &str) -> u64 {
    let (begin, end) = (format!("begin{kind}"), format!("end{kind}"));
    let mut count = 0u64;
    for begun in memchr::memmem::find_iter(table, begin.as_bytes()) {
        let mut rest = &table[begun + begin.len()..];
        rest = &rest[..memchr::memmem::find(rest, end.as_bytes()).unwrap_or(rest.len())];
        while let Some((low, high)) = code(&mut rest).zip(code(&mut rest)) {
            count = count.saturating_add(high.saturating_sub(low));
            // What the range goes to.
            match rest.trim_ascii_start() {
                [b'<', ..] => drop(code(&mut rest)),
                [b'[', ..] => rest = &rest[memchr::memchr(b']', rest).map_or(rest.len(), |end| end + 1)..],
                _ => {}
            }
        }
    }
    count
}

/// Takes the next code (`<00FF>`) from `table`.
fn code(table: &mut &[u8]) -> Option<u64> {
    let start = memchr::memchr(b'<', table)? + 1;
    let end = start + memchr::memchr(b'>', &table[start..])?;
    let digits = table[start..end].iter().filter_map(|&byte| char::from(byte).to_digit(16));
    let code = digits.fold(0u64, |code, digit| code.saturating_mul(16).saturating_add(u64::from(digit)));
    *table = &table[end + 1..];
    Some(code)
}

/// Looks at the pages and what they draw.
pub(super) fn check(pdf: &Pdf) -> Result<(), FormatError> {
    check_fonts(pdf)?;
    let (mut drawn, mut sound) = (0, FxHashSet::default());
    for page in pdf.get_pages().into_values() {
        let mut parents = 0;
        let mut at = page;
        while let Ok(dictionary) = pdf.get_dictionary(at) {
            if let Some(resources) = resources(pdf, dictionary) {
                forms(pdf, resources, &mut Vec::new(), &mut drawn, &mut sound)?;
            }
            let Ok(parent) = dictionary.get(b"Parent").and_then(Object::as_reference) else { break };
            parents += 1;
            if parents > MAX_PARENTS {
                return Err(BROKEN);
            }
            at = parent;
        }
    }
    Ok(())
}

fn resources<'a>(pdf: &'a Pdf, dictionary: &'a Dictionary) -> Option<&'a Dictionary> {
    pdf.dereference(dictionary.get(b"Resources").ok()?).ok()?.1.as_dict().ok()
}

/// Follows the forms that `resources` give, `above` which lie those that draw them; those found `sound` before draw nothing
/// that draws them.
fn forms(
    pdf: &Pdf,
    resources: &Dictionary,
    above: &mut Vec<ObjectId>,
    drawn: &mut usize,
    sound: &mut FxHashSet<ObjectId>,
) -> Result<(), FormatError> {
    let Ok(objects) = resources.get(b"XObject").and_then(|objects| pdf.dereference(objects)) else { return Ok(()) };
    let Ok(objects) = objects.1.as_dict() else { return Ok(()) };
    for (_, object) in objects {
        let Ok(id) = object.as_reference() else { continue };
        let Ok(stream) = pdf.get_object(id).and_then(Object::as_stream) else { continue };
        if sound.contains(&id) {
            continue;
        }
        *drawn += 1;
        if above.contains(&id) || above.len() > MAX_FORMS || *drawn > MAX_DRAWN {
            return Err(BROKEN);
        }
        // A form without resources draws with those around it, itself among them.
        let inner = self::resources(pdf, &stream.dict);
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if let Some(inner) = inner {
            above.push(id);
            forms(pdf, inner, above, drawn, sound)?;
            above.pop();
            sound.insert(id);
        } else if is_form && memchr::memmem::find(&stream.content, b" Do").is_some() {
            return Err(BROKEN);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use rstest::rstest;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn object(dictionary: &str, stream: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n4 0 obj\n<< {dictionary} /Length {} >>\nstream\n", stream.len());
        [head.as_bytes(), stream, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn a_stream_made_to_fill_a_memory_is_refused() {
        let bomb = packed(&vec![b' '; 70 << 20]);
        for (dictionary, stream) in [
            ("/Filter /FlateDecode", &bomb),
            ("/Filter [/FlateDecode /FlateDecode]", &packed(&bomb)),
            ("/Type /ObjStm /Filter/Fl", &bomb),
        ] {
            let refused = check_bytes(&object(dictionary, stream));
            assert!(matches!(refused, Err(FormatError::Bomb { .. })), "{dictionary}: {refused:?}");
        }
        assert_eq!(check_bytes(&object("/Subtype /Image /Filter /FlateDecode", &bomb)), Ok(()));
        assert_eq!(check_bytes(&object("/Filter /FlateDecode", &packed(&vec![b' '; 1 << 20]))), Ok(()));
    }

    #[rstest]
    #[case("1 begincidrange <0000> <FFFF> 0 endcidrange", 0xFFFF)]
    #[case("2 beginbfrange <00> <0F> <4E00> <10> <12> [<41> <42> <43>] endbfrange", 0x0F + 2)]
    #[case("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", 0xFFFF_FFFF)]
    #[case("1 beginbfchar <0000> <FFFF> endbfchar", 0)]
    #[case("beginbfrange <00> <", 0)]
    fn codes_are_counted(#[case] table: &str, #[case] expected: u64) {
        let counted: u64 = ["bfrange", "cidrange"].iter().map(|kind| codes(table.as_bytes(), kind)).sum();
        assert_eq!(counted, expected);
    }
}
