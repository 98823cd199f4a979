//! PDFs whose table of objects is lost, as in a download that broke off: the objects are found by how each begins, and where
//! nothing names the pages any more, those that are there are named anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use memchr::memmem;
use pdf_extract::Document as Pdf;

/// No document has more objects.
const MOST: usize = 500_000;
/// No page's text is longer, unpacked.
const MOST_TEXT: u64 = 16 << 20;

/// `bytes` with a new table of objects behind it; none where there are no pages in sight.
pub(super) fn rebuilt(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut objects = objects(bytes);
    let mut out = bytes.to_vec();
    close_last(&mut out);
    let root = reference(bytes, b"/Root").filter(|root| objects.contains_key(root));
    let root = match root {
        Some(root) => root,
        None => catalogue(bytes, &mut objects, &mut out)?,
    };
    let table = out.len() + 1;
    let mut tail = String::from("\nxref\n0 1\n0000000000 65535 f \n");
    for (number, (at, generation)) in &objects {
        let _ = write!(tail, "{number} 1\n{at:010} {generation:05} n \n");
    }
    let size = objects.keys().next_back()? + 1;
    let info = reference(bytes, b"/Info").filter(|info| objects.contains_key(info));
    let info = info.map(|info| format!(" /Info {info} 0 R")).unwrap_or_default();
    let _ = write!(tail, "trailer\n<< /Size {size} /Root {root} 0 R{info} >>\nstartxref\n{table}\n%%EOF\n");
    out.extend(tail.bytes());
    Some(out)
}

/// Ends the stream that the file breaks off in, and says how long it is.
fn close_last(out: &mut Vec<u8>) {
    let Some(start) = memmem::rfind(out, b" obj") else { return };
    let object = &out[start..];
    let Some(body) = memmem::find(object, b"stream").filter(|_| memmem::find(object, b"endobj").is_none()) else {
        return;
    };
    let lead = object[body + 6..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let length = object.len() - body - 6 - lead;
    if let Some(at) = memmem::find(&object[..body], b"/Length ") {
        let from = start + at + 8;
        let digits = out[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let written = format!("{length:0digits$}");
        if written.len() == digits {
            out[from..from + digits].copy_from_slice(written.as_bytes());
        }
    }
    out.extend(b"\nendstream\nendobj\n");
}

/// Streams that do not unpack to their end are taken as far as they do.
pub(super) fn streams(pdf: &mut Pdf) {
    for object in pdf.objects.values_mut() {
        let Ok(stream) = object.as_stream_mut() else { continue };
        let packed =
            stream.dict.get(b"Filter").and_then(|filter| filter.as_name()).is_ok_and(|name| name == b"FlateDecode");
        if !packed || stream.dict.has(b"DecodeParms") || stream.dict.has(b"Width") {
            continue;
        }
        let mut plain = Vec::new();
        let broken = ZlibDecoder::new(&stream.content[..]).take(MOST_TEXT).read_to_end(&mut plain).is_err();
        if broken && !plain.is_empty() {
            stream.set_plain_content(plain);
        }
    }
}

/// Where each object begins, and its generation: of several with one number the last.
fn objects(bytes: &[u8]) -> BTreeMap<u32, (usize, u16)> {
    let mut found = BTreeMap::new();
    for at in memmem::find_iter(bytes, b" obj").take(MOST) {
        let Some((generation, start)) = number_before(bytes, at) else { continue };
        let Some(space) = start.checked_sub(1).filter(|space| bytes[*space] == b' ') else { continue };
        let Some((number, start)) = number_before(bytes, space) else { continue };
        let apart = start.checked_sub(1).is_none_or(|before| bytes[before].is_ascii_whitespace());
        if let (true, Ok(generation)) = (apart && number > 0, u16::try_from(generation)) {
            found.insert(number, (start, generation));
        }
    }
    found
}

/// The number that ends at `end`, and where it begins.
fn number_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let digits = bytes[..end].iter().rev().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&bytes[end - digits..end]).ok()?;
    Some((text.parse().ok()?, end - digits))
}

/// The object that the last `key` points to.
fn reference(bytes: &[u8], key: &[u8]) -> Option<u32> {
    let rest = bytes.get(memmem::rfind(bytes, key)? + key.len()..)?.trim_ascii_start();
    let digits = rest.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}

/// A catalogue of the pages that are there, behind what is in `out`; the number of its object.
fn catalogue(bytes: &[u8], objects: &mut BTreeMap<u32, (usize, u16)>, out: &mut Vec<u8>) -> Option<u32> {
    let starts: Vec<(u32, usize, u16)> =
        objects.iter().map(|(number, (at, generation))| (*number, *at, *generation)).collect();
    let mut pages = starts.iter().filter(|(_, at, _)| is_page(&bytes[*at..])).peekable();
    pages.peek()?;
    let kids: Vec<String> = pages.map(|(number, _, generation)| format!("{number} {generation} R")).collect();
    let tree = objects.keys().next_back()? + 1;
    let root = tree + 1;
    let written = format!(
        "\n{tree} 0 obj\n<< /Type /Pages /Kids [{}] /Count {} >>\nendobj\n{root} 0 obj\n<< /Type /Catalog /Pages {tree} 0 R >>\nendobj\n",
        kids.join(" "),
        kids.len()
    );
    let second = written.find(&format!("\n{root} 0 obj"))?;
    objects.insert(tree, (out.len() + 1, 0));
    objects.insert(root, (out.len() + second + 1, 0));
    out.extend(written.bytes());
    Some(root)
}

/// Whether the object at the start of `bytes` is a whole page.
fn is_page(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let Some(end) = memmem::find(head, b"endobj") else { return false };
    let object = &head[..end];
    let kinds = memmem::find_iter(object, b"/Type");
    kinds.map(|at| object[at + 5..].trim_ascii_start()).any(|kind| {
        kind.strip_prefix(b"/Page").is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Page /Contents 2 0 R >>\nendobj\n2 0 obj\n<< >>\nendobj\n\
        3 0 obj\n<< /Type /Pages /Kids [1 0 R] >>\nendobj\n1 0 obj\n<< /Type/Page /Contents 2 0 R >>\nendobj\n";

    #[test]
    fn objects_are_found_and_the_last_counts() {
        let found = objects(PAGES.as_bytes());
        assert_eq!(found.keys().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(found[&1].0, PAGES.rfind("1 0 obj").unwrap());
    }

    #[test]
    fn pages_that_nothing_names_are_named() {
        let text = String::from_utf8(rebuilt(PAGES.as_bytes()).unwrap()).unwrap();
        assert!(text.contains("/Kids [1 0 R] /Count 1") && text.contains("/Root 5 0 R"), "{text}");
        let at = text.find("5 0 obj").unwrap();
        assert!(text.contains(&format!("5 1\n{at:010} 00000 n")), "{text}");
        assert_eq!(rebuilt(b"%PDF-1.4\n2 0 obj\n<< >>\nendobj\n"), None);
    }
}
