//! Mailboxes (mbox): mails one after the other, each under a line "From sender date".

use std::io::BufRead;

use super::FormatError;
use super::detect::Detected;
use super::lines::{Line, line};
use super::parts::{Flow, MAX_MEMBER, Place, Walk};
use crate::model::Format;

const WHAT: &str = "the mailbox";
/// A line of a mail may have this many bytes.
const MAX_LINE: usize = 16 << 20;

/// Takes apart a mailbox.
pub(super) fn split(reader: &mut dyn BufRead, place: &Place, walk: &mut Walk<'_>) -> Flow {
    let mut number = 0usize;
    let mut mail: Option<Vec<u8>> = None;
    let mut size = 0usize;
    let mut after_blank = true;
    let mut next = Vec::new();
    let mut hand_on = |mail: Vec<u8>, size: usize, walk: &mut Walk<'_>| {
        number += 1;
        let path = format!("{}#{number}", place.path);
        if size > MAX_MEMBER {
            return walk.fail(&path, FormatError::TooLarge { what: "the mail", bytes: size, limit: MAX_MEMBER });
        }
        let detected = Detected::new(Format::Mail, "it stands under a From line");
        walk.known(mail, place.within(path, None, WHAT), detected)
    };
    loop {
        next.clear();
        let read = match line(reader, &mut next, MAX_LINE) {
            Ok(read) => read,
            Err(error) => {
                if let Some(mail) = mail.take() {
                    hand_on(mail, size, walk)?;
                }
                return walk.fail(&place.path, FormatError::io(&error, WHAT));
            }
        };
        if read == Line::End {
            break;
        }
        if after_blank && is_from_line(&next) {
            if let Some(mail) = mail.replace(Vec::new()) {
                hand_on(mail, size, walk)?;
            }
            size = 0;
            after_blank = false;
            continue;
        }
        after_blank = next.trim_ascii().is_empty();
        size += next.len();
        if let Some(mail) = &mut mail
            && size <= MAX_MEMBER
        {
            // ">From " at the start of a line was "From ".
            let marks = next.iter().take_while(|byte| **byte == b'>').count();
            let quoted = marks > 0 && next[marks..].starts_with(b"From ");
            mail.extend_from_slice(if quoted { &next[1..] } else { &next });
        }
    }
    match mail {
        Some(mail) => hand_on(mail, size, walk),
        None => walk.fail(&place.path, FormatError::NoArticles),
    }
}

/// Whether `line` is "From somebody@example.org Thu Nov 14 09:15:00 2024".
pub(super) fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    // A sentence starts so as well, but gives no year at its end.
    let rest = rest.trim_ascii();
    let year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit) && matches!(word[0], b'1' | b'2');
    let mut words = rest.rsplit(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let clock = |word: &[u8]| word.contains(&b':') && word[0].is_ascii_digit();
    let tail: Vec<&[u8]> = words.by_ref().take(3).collect();
    tail.iter().any(|word| year(word)) && rest.split(|byte| *byte == b' ').any(|word| !word.is_empty() && clock(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(b"From desk@example.org Thu Nov 14 09:15:00 2024\n", true)]
    #[case(b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\r\n", true)]
    #[case(b"From desk@example.org Thu Nov 14 09:15:00 2024 +0100\n", true)]
    #[case(b"From Monday on, the bridge is closed.\n", false)]
    #[case(b"From 9:15 in 2024 on, all was quiet there.\n", false)]
    #[case(b"Subject: From\n", false)]
    fn from_lines_are_known(#[case] line: &[u8], #[case] expected: bool) {
        assert_eq!(is_from_line(line), expected);
    }
}
