//! An article's own row, its original bytes and its notices.

use std::borrow::Cow;
use std::fmt;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::model::{Certainty, Document, Notice};

use super::ArchiveError;

/// Zstandard's own default: a quarter to a half of news text, at the speed of hashing it.
const LEVEL: i32 = 3;

/// Packs original bytes, keeping its tables from one article to the next.
pub(super) struct Packer(zstd::bulk::Compressor<'static>);

impl Packer {
    pub(super) fn new() -> Result<Self, ArchiveError> {
        Ok(Self(zstd::bulk::Compressor::new(LEVEL)?))
    }

    fn pack(&mut self, bytes: &[u8]) -> Result<Vec<u8>, ArchiveError> {
        Ok(self.0.compress(bytes)?)
    }
}

impl fmt::Debug for Packer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Packer")
    }
}

/// The bytes that [`Packer`] packed; `bytes` is how many there were.
pub(super) fn unpack(packed: &[u8], bytes: usize) -> Result<Vec<u8>, ArchiveError> {
    Ok(zstd::bulk::decompress(packed, bytes)?)
}

/// The text as it is stored. SQLite's `substr` ends at U+0000, so each becomes U+FFFD: offsets stay as they are.
pub(super) fn body(document: &Document) -> Cow<'_, str> {
    if document.text.contains('\0') {
        Cow::Owned(document.text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(&document.text)
    }
}

/// SHA-256 of the body's UTF-8, in lower-case hex.
pub(super) fn content_hash(body: &str) -> String {
    use fmt::Write;
    Sha256::digest(body.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The input's own identifier, as JSON.
pub(super) fn external_id(document: &Document) -> Option<String> {
    document.id.as_ref().map(serde_json::Value::to_string)
}

/// What is stored beside the document's own fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) body: &'a str,
    pub(super) content_hash: &'a str,
    pub(super) path: &'a str,
    pub(super) ingested_at: &'a str,
    pub(super) outlet: Option<i64>,
    pub(super) duplicate_of: Option<i64>,
}

/// Inserts the row of `document` and gives its id. A date that is not ISO 8601 is left out with a notice.
pub(super) fn insert(
    connection: &Connection,
    document: &Document,
    row: Row<'_>,
    notices: &[Notice],
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO articles (
                 title, byline, outlet_id, url, published_at, language, content_hash, format, path, external_id,
                 ingested_at, duplicate_of, body, original_url, published_certainty)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(rusqlite::params![
            document.title,
            document.byline,
            row.outlet,
            document.url,
            published_at(document),
            document.language,
            row.content_hash,
            document.format.name(),
            row.path,
            external_id(document),
            row.ingested_at,
            row.duplicate_of,
            row.body,
            document.original_url,
            certainty(document),
        ])?;
    let article = connection.last_insert_rowid();
    put_notices(connection, article, document, notices)?;
    Ok(article)
}

/// The document's date, where it is ISO 8601.
fn published_at(document: &Document) -> Option<&str> {
    document.published_at.as_deref().filter(|date| is_iso_date(date))
}

/// How sure that date is; one that comes without a word on it is one that the document states.
fn certainty(document: &Document) -> Option<&'static str> {
    published_at(document).map(|_| document.published_certainty.unwrap_or(Certainty::Stated).name())
}

/// Notes what is odd about `article`, in place of what was noted before.
fn put_notices(connection: &Connection, article: i64, document: &Document, notices: &[Notice]) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM article_notices WHERE article_id = ?1")?.execute([article])?;
    let odd_date = document.published_at.as_deref().filter(|_| published_at(document).is_none());
    let odd_date = odd_date.map(|date| Notice::new(format!("the date {date:?} is not ISO 8601 and was left out")));
    let mut statement =
        connection.prepare_cached("INSERT INTO article_notices (article_id, seq, message) VALUES (?1, ?2, ?3)")?;
    for (seq, notice) in document.notices.iter().chain(notices).chain(&odd_date).enumerate() {
        statement.execute((article, seq as i64, &notice.message))?;
    }
    Ok(())
}

/// Brings the row of `article` to what its bytes say now. Path, format and when it came stay as they are.
pub(super) fn update(
    connection: &Connection,
    article: i64,
    document: &Document,
    row: Row<'_>,
    notices: &[Notice],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE articles
             SET byline = ?2, outlet_id = ?3, url = ?4, published_at = ?5, language = ?6, external_id = ?7,
                 original_url = ?8, published_certainty = ?9
             WHERE id = ?1",
        )?
        .execute(rusqlite::params![
            article,
            document.byline,
            row.outlet,
            document.url,
            published_at(document),
            document.language,
            external_id(document),
            document.original_url,
            certainty(document),
        ])?;
    // What the full-text index holds is touched only where it is another.
    connection
        .prepare_cached(
            "UPDATE articles
             SET title = ?2, body = ?3, content_hash = ?4, duplicate_of = ?5
             WHERE id = ?1 AND (title IS NOT ?2 OR content_hash <> ?4 OR duplicate_of IS NOT ?5)",
        )?
        .execute(rusqlite::params![article, document.title, row.body, row.content_hash, row.duplicate_of])?;
    put_notices(connection, article, document, notices)
}

/// Keeps the bytes that `article` was read from.
pub(super) fn keep_original(
    connection: &Connection,
    packer: &mut Packer,
    article: i64,
    original: &[u8],
) -> Result<rusqlite::Result<usize>, ArchiveError> {
    let packed = packer.pack(original)?;
    Ok(connection
        .prepare_cached("INSERT INTO originals (article_id, bytes, content) VALUES (?1, ?2, ?3)")
        .and_then(|mut statement| statement.execute((article, original.len() as i64, packed))))
}

/// Whether `date` is ISO 8601, as precise as it likes: `2024`, `2024-11`, `2024-11-03`, `2024-11-03T09:15`,
/// `2024-11-03T09:15:00-05:00`.
fn is_iso_date(date: &str) -> bool {
    let (day, time) = match date.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (date, None),
    };
    let mut parts = day.split('-');
    let year = parts.next().is_some_and(|year| number(year, 4, 0, 9999));
    let month = parts.next().map(|month| number(month, 2, 1, 12));
    let date = parts.next().map(|date| number(date, 2, 1, 31));
    let whole = parts.next().is_none() && year && month != Some(false) && date != Some(false);
    whole && time.is_none_or(|time| date.is_some() && is_iso_time(time))
}

fn is_iso_time(time: &str) -> bool {
    let (clock, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let zoned = matches!(zone, "" | "Z")
        || zone.get(1..).is_some_and(|zone| {
            let minutes = zone.get(2..).unwrap_or_default().trim_start_matches(':');
            zone.get(..2).is_some_and(|hours| number(hours, 2, 0, 23))
                && (minutes.is_empty() || number(minutes, 2, 0, 59))
        });
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.split(':');
    let hour = parts.next().is_some_and(|hour| number(hour, 2, 0, 24));
    let minute = parts.next().is_some_and(|minute| number(minute, 2, 0, 59));
    let second = parts.next().is_none_or(|second| number(second, 2, 0, 60));
    zoned && hour && minute && second && parts.next().is_none() && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(digits: &str, len: usize, low: u32, high: u32) -> bool {
    digits.len() == len
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.parse().is_ok_and(|number: u32| (low..=high).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2024", true)]
    #[case("2024-11", true)]
    #[case("2024-11-03", true)]
    #[case("2024-11-03T09:15", true)]
    #[case("2024-11-03T09:15:00", true)]
    #[case("2024-11-03T09:15:00.123Z", true)]
    #[case("2024-11-03T09:15:00-05:00", true)]
    #[case("2024-11-03T09:15:00+0530", true)]
    #[case("2024-13", false)]
    #[case("2024-11-3", false)]
    #[case("2024-11T09:15", false)]
    #[case("2024-11-03 09:15", false)]
    #[case("2024-11-03T", false)]
    #[case("2024-11-03T09:15+5", false)]
    #[case("Nov. 3, 2024", false)]
    #[case("", false)]
    #[case("２０２４", false)]
    fn iso_dates(#[case] date: &str, #[case] expected: bool) {
        assert_eq!(is_iso_date(date), expected);
    }

    #[test]
    fn the_hash_is_sha_256() {
        // `printf abc | sha256sum`
        assert_eq!(content_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    proptest! {
        #[test]
        fn any_date_is_judged_without_a_panic(date in "\\PC{0,30}") {
            let _ = is_iso_date(&date);
        }

        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
            let packed = Packer::new().unwrap().pack(&bytes).unwrap();
            prop_assert_eq!(unpack(&packed, bytes.len()).unwrap(), bytes);
        }
    }
}
