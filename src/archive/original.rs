//! The bytes that articles were read from, packed beside the text that was read out of them: what the text says is not
//! kept twice.

use std::io::{Read, Write};

use rusqlite::{Connection, OptionalExtension};

use super::ArchiveError;

/// Zstandard's own default: at the speed of hashing it.
const LEVEL: i32 = 3;

/// Original bytes, as they are stored.
#[derive(Debug)]
pub(super) struct Packed {
    /// How many there were.
    bytes: usize,
    /// One Zstandard frame that refers to the article's body.
    content: Vec<u8>,
}

impl Packed {
    /// Packs `original`, the bytes of an article whose text is `body`.
    pub(super) fn new(original: &[u8], body: &str) -> Result<Self, ArchiveError> {
        let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(Vec::new(), LEVEL, body.as_bytes())?;
        encoder.set_pledged_src_size(Some(original.len() as u64))?;
        encoder.include_contentsize(true)?;
        // A body that was changed by hand would give other bytes, unnoticed.
        encoder.include_checksum(true)?;
        encoder.write_all(original)?;
        Ok(Self { bytes: original.len(), content: encoder.finish()? })
    }

    /// Keeps them as those of `article`, in place of what was kept.
    pub(super) fn keep(&self, connection: &Connection, article: i64) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO originals (article_id, bytes, content, beside_body)
                 VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT (article_id) DO UPDATE SET bytes = ?2, content = ?3, beside_body = 1",
            )?
            .execute((article, self.bytes as i64, &self.content))
            .map(drop)
    }
}

/// The original of an article as it stands in the archive.
pub(super) struct Kept {
    bytes: usize,
    content: Vec<u8>,
    /// The text it is packed beside; none where it stands alone.
    body: Option<String>,
}

/// That of `article`; none where none was kept.
pub(super) fn find(connection: &Connection, article: i64) -> rusqlite::Result<Option<Kept>> {
    connection
        .prepare_cached(
            "SELECT o.bytes, o.content, CASE WHEN o.beside_body THEN a.body END
             FROM originals AS o
             JOIN articles AS a ON a.id = o.article_id
             WHERE o.article_id = ?1",
        )?
        .query_row([article], |row| {
            Ok(Kept { bytes: row.get::<_, i64>(0)? as usize, content: row.get(1)?, body: row.get(2)? })
        })
        .optional()
}

impl Kept {
    /// The bytes themselves.
    pub(super) fn unpack(&self) -> Result<Vec<u8>, ArchiveError> {
        let Some(body) = &self.body else { return Ok(zstd::bulk::decompress(&self.content, self.bytes)?) };
        let mut bytes = Vec::with_capacity(self.bytes);
        zstd::stream::read::Decoder::with_ref_prefix(self.content.as_slice(), body.as_bytes())?
            // One more, so that too much is seen as that.
            .take(self.bytes as u64 + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() == self.bytes {
            Ok(bytes)
        } else {
            Err(std::io::Error::other(format!("{} bytes where {} were kept", bytes.len(), self.bytes)).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::invented::{document, entry};
    use super::super::{Archive, Entry};
    use super::*;
    use crate::model::Reading;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..3000), body in "\\PC{0,300}") {
            let packed = Packed::new(&bytes, &body).unwrap();
            let kept = Kept { bytes: packed.bytes, content: packed.content, body: Some(body) };
            prop_assert_eq!(kept.unpack().unwrap(), bytes);
        }
    }

    #[test]
    fn what_the_text_says_is_not_kept_twice() {
        let text: String = (0..900).map(|n| format!("word{} ", n * n)).collect();
        let original = format!("{{\"id\": 7, \"text\": \"{text}\"}}");
        let packed = Packed::new(original.as_bytes(), &text).unwrap();
        assert!(packed.content.len() < 100, "{} bytes", packed.content.len());
    }

    #[test]
    fn a_text_changed_by_hand_is_noticed() {
        let text = "The minister said on Monday that the bridge would open by the end of the year, after all.";
        let (document, reading) = (document(text), Reading::default());
        let mut archive = Archive::in_memory().unwrap();
        let id = archive.store(&entry(&document, &reading, "a.txt")).unwrap().article();
        assert_eq!(archive.original(id).unwrap().unwrap(), text.as_bytes());
        archive.connection().execute("UPDATE articles SET body = upper(body)", []).unwrap();
        assert!(archive.original(id).is_err());
    }

    #[test]
    fn originals_of_before_still_stand_alone() {
        let (document, reading) = (document("What it says."), Reading::default());
        let mut archive = Archive::in_memory().unwrap();
        let original: &[u8] = b"<p>What it says.</p>";
        let id = archive.store(&Entry { original, ..entry(&document, &reading, "a.html") }).unwrap().article();
        let alone = zstd::bulk::compress(original, LEVEL).unwrap();
        archive
            .connection()
            .execute("UPDATE originals SET content = ?1, beside_body = 0 WHERE article_id = ?2", (alone, id))
            .unwrap();
        assert_eq!(archive.original(id).unwrap().unwrap(), original);
    }
}
