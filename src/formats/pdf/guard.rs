//! What would let the crates that take a PDF apart call themselves until the stack ends, which nothing can catch: forms that
//! draw themselves, page trees in a circle, brackets in brackets.

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};
use rustc_hash::FxHashSet;

use super::super::FormatError;

/// Forms may be drawn in one another this deep.
const MAX_FORMS: usize = 24;
/// Forms drawn by a document, each counted as often as it is drawn.
const MAX_DRAWN: usize = 100_000;
/// Pages may inherit from this many.
const MAX_PARENTS: usize = 64;
/// Lists and dictionaries may nest this deep.
const MAX_NESTING: usize = 256;

const BROKEN: FormatError = FormatError::GaveUp { what: "the PDF" };

/// Looks at the bytes, before anything is parsed.
pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), FormatError> {
    let mut depth = 0usize;
    let mut inside_stream = false;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if inside_stream {
            match memchr::memmem::find(rest, b"endstream") {
                Some(end) => at += end + 9,
                None => return Ok(()),
            }
            inside_stream = false;
            depth = 0;
            continue;
        }
        match bytes[at] {
            b's' if rest.starts_with(b"stream") => {
                inside_stream = true;
                at += 6;
                continue;
            }
            b'e' if rest.starts_with(b"endobj") => depth = 0,
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

/// Looks at the pages and what they draw.
pub(super) fn check(pdf: &Pdf) -> Result<(), FormatError> {
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
