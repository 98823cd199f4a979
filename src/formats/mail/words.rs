//! The words of one part of a mail, where the parser's own are not to be trusted: nothing says what encoding they have, or
//! what is said is wrong, or the transfer encoding breaks off.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders as _};

use crate::formats::encoding;

/// What `part` of `mail` says anew, from its bytes; none where the parser read it as it is.
pub(super) fn anew(mail: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let raw = mail.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    let said = part.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase();
    let in_base64 = part.encoding == Encoding::Base64 || said == "base64";
    let bytes = match part.encoding {
        _ if in_base64 => of_base64(raw)?,
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        _ => raw.to_vec(),
    };
    // What breaks off the parser gives as it is.
    if in_base64 && (part.is_encoding_problem || part.encoding != Encoding::Base64) {
        return encoding::decode(&bytes).ok().map(|decoded| decoded.text.into_owned());
    }
    let charset = part.content_type().and_then(|kind| kind.attribute("charset")).map(str::to_ascii_lowercase);
    let open = charset.as_deref().is_none_or(|name| ["us-ascii", "ascii", "utf-8", "utf8"].contains(&name));
    let in_utf8 = std::str::from_utf8(&bytes).is_ok();
    let doubtful =
        open && !bytes.is_ascii() && (!in_utf8 || charset.as_deref().is_some_and(|name| name.ends_with("ascii")));
    if !doubtful {
        return None;
    }
    encoding::decode(&bytes).ok().map(|decoded| decoded.text.into_owned())
}

/// All that is there of a part, where the parser gave none of its words as it breaks off.
pub(in crate::formats) fn of_broken(mail: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let raw = mail.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    let bytes = match part.content_transfer_encoding().unwrap_or_default().to_ascii_lowercase().as_str() {
        "base64" => of_base64(raw)?,
        "quoted-printable" => {
            // A letter may be cut in its middle.
            let end = raw.len() - raw.iter().rev().take(2).position(|byte| *byte == b'=').map_or(0, |at| at + 1);
            quoted_printable_decode(&raw[..end])?
        }
        _ => raw.to_vec(),
    };
    encoding::decode(&bytes).ok().map(|decoded| decoded.text.into_owned())
}

/// As far as it goes.
fn of_base64(raw: &[u8]) -> Option<Vec<u8>> {
    let letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut letters: Vec<u8> = raw.iter().copied().filter(letter).collect();
    // One letter alone is less than a byte.
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    while !letters.len().is_multiple_of(4) {
        letters.push(b'=');
    }
    base64_decode(&letters)
}
