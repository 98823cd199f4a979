//! An HTTP response as a crawl keeps it: status, type, and the body as the browser would have had it.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;

use super::budget::Bounded;
use super::parts::MAX_MEMBER;

/// A response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response {
    pub status: u16,
    /// In small letters, without parameters; empty where it is not said.
    pub mime: String,
    pub charset: Option<String>,
    pub body: Vec<u8>,
}

/// Why a response is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Its body is packed in a way that nobody here unpacks.
    Encoding(String),
    /// It is none, or its body does not unpack.
    Broken(String),
}

/// Reads a response.
pub(super) fn response(bytes: &[u8]) -> Result<Response, Fault> {
    let broken = |why: &str| Fault::Broken(why.to_owned());
    let (head, mut body) = parted(bytes).ok_or_else(|| broken("its header has no end"))?;
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let mut words = line.split_ascii_whitespace();
    let status = match (words.next(), words.next()) {
        (Some(protocol), Some(status)) if protocol.starts_with("HTTP/") => status.parse().ok(),
        _ => None,
    };
    let status = status.ok_or_else(|| broken("its first line gives no status"))?;
    let (mut mime, mut charset) = (String::new(), None);
    let (mut chunked, mut encodings) = (false, Vec::new());
    for (name, value) in fields(head) {
        match name.as_str() {
            "content-type" => (mime, charset) = content_type(&value),
            "transfer-encoding" => chunked |= value.to_ascii_lowercase().contains("chunked"),
            "content-encoding" => {
                encodings.extend(value.split(',').map(|name| name.trim().to_ascii_lowercase()));
            }
            _ => {}
        }
    }
    let unpacked;
    // Many crawlers unpack a body and leave its header as it was.
    if chunked && let Some(whole) = chunks(body) {
        unpacked = whole;
        body = &unpacked;
    }
    let mut body = body.to_vec();
    for encoding in encodings.iter().rev() {
        match encoding.as_str() {
            "" | "identity" => {}
            "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
                body = inflated(MultiGzDecoder::new(&body[..]), body.len())?
            }
            "deflate" => {
                let sound = inflated(ZlibDecoder::new(&body[..]), body.len());
                body = sound.or_else(|_| inflated(DeflateDecoder::new(&body[..]), body.len())).unwrap_or(body);
            }
            "gzip" | "x-gzip" => {}
            // Text that was unpacked already shows by its first byte.
            _ if body.trim_ascii_start().starts_with(b"<") => {}
            "br" => body = inflated(brotli_decompressor::Decompressor::new(&body[..], 4096), body.len())?,
            "zstd" => {
                let frames =
                    zstd::stream::read::Decoder::new(&body[..]).map_err(|error| Fault::Broken(error.to_string()))?;
                body = inflated(frames, body.len())?;
            }
            other => return Err(Fault::Encoding(other.to_owned())),
        }
    }
    Ok(Response { status, mime, charset, body })
}

/// Unpacks; what breaks off is taken as far as it goes.
fn inflated(reader: impl Read, packed: usize) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    let read = Bounded::member(reader, packed as u64).take(MAX_MEMBER as u64).read_to_end(&mut body);
    match read {
        Err(error) if body.is_empty() || error.get_ref().is_some() && error.kind() == std::io::ErrorKind::Other => {
            Err(Fault::Broken(error.to_string()))
        }
        _ => Ok(body),
    }
}

/// The header with its last line end, and what follows the empty line.
fn parted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let crlf = memmem::find(bytes, b"\r\n\r\n").map(|at| (at + 2, at + 4));
    let lf = memmem::find(&bytes[..crlf.map_or(bytes.len(), |(at, _)| at)], b"\n\n").map(|at| (at + 1, at + 2));
    let (head, body) = lf.or(crlf)?;
    Some((&bytes[..head], &bytes[body..]))
}

/// The fields of a header, names in small letters, continued lines joined.
pub(super) fn fields(head: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(head);
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

/// The type in small letters without parameters, and the charset.
pub(super) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let mime = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (mime, charset)
}

/// The body of chunks; none where it is not in chunks. What breaks off is taken as far as it goes.
fn chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let line = std::str::from_utf8(rest[..end].trim_ascii()).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16);
        let Ok(size) = size else {
            return (!body.is_empty()).then_some(body);
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn gzipped(text: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn chunks_and_gzip_are_taken_off() {
        let packed = gzipped(b"<p>One.</p>");
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"windows-1252\"\r\n\
            Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
            .to_vec();
        bytes.extend(format!("{:x}\r\n", packed.len()).bytes());
        bytes.extend(&packed);
        bytes.extend(b"\r\n0\r\n\r\n");
        let read = response(&bytes).unwrap();
        assert_eq!(
            (read.status, read.mime.as_str(), read.charset.as_deref()),
            (200, "text/html", Some("windows-1252"))
        );
        assert_eq!(read.body, b"<p>One.</p>");
    }

    #[test]
    fn what_a_crawler_unpacked_is_left_as_it_is() {
        let bytes = b"HTTP/1.1 200 OK\nContent-Encoding: br\nTransfer-Encoding: chunked\n\n<p>One.</p>";
        assert_eq!(response(bytes).unwrap().body, b"<p>One.</p>");
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Encoding: sdch\r\n\r\n\x8b\x02\x80";
        assert_eq!(response(bytes), Err(Fault::Encoding("sdch".to_owned())));
    }

    #[test]
    fn brotli_and_zstandard_are_taken_off() {
        // "<p>One.</p>", as `brotli` packs it.
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n".to_vec();
        bytes.extend(b"\x0b\x05\x80<p>One.</p>\x03");
        assert_eq!(response(&bytes).unwrap().body, b"<p>One.</p>");
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n".to_vec();
        bytes.extend(zstd::stream::encode_all(&b"<p>One.</p>"[..], 3).unwrap());
        assert_eq!(response(&bytes).unwrap().body, b"<p>One.</p>");
        let broken = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\xff\xff\xff";
        assert!(matches!(response(broken), Err(Fault::Broken(_))));
    }

    #[test]
    fn what_is_no_response_is_said() {
        assert!(matches!(response(b"HTTP/1.1\r\n\r\n"), Err(Fault::Broken(_))));
        assert!(matches!(response(b"junk"), Err(Fault::Broken(_))));
    }
}
