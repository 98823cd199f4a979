//! Versions: what stood at one address at different times.

use rusqlite::Connection;

/// Numbers what came from `url`, in the order of coming. Each text is a version of its own: the same text from the same
/// address is no second article.
pub(super) fn number(connection: &Connection, url: Option<&str>) -> rusqlite::Result<()> {
    let Some(url) = url else { return Ok(()) };
    connection
        .prepare_cached(
            "UPDATE articles
             SET version_of = nullif(v.first, v.id), version = v.number
             FROM (
                 SELECT id, min(id) OVER () AS first, row_number() OVER (ORDER BY id) AS number
                 FROM articles
                 WHERE url = ?1
             ) AS v
             WHERE articles.id = v.id
               AND (articles.version_of IS NOT nullif(v.first, v.id) OR articles.version <> v.number)",
        )?
        .execute([url])
        .map(drop)
}

/// Numbers what came from `url` after an article was added, which is the first version unless the address was known.
pub(super) fn number_added(connection: &Connection, url: Option<&str>) -> rusqlite::Result<()> {
    let Some(address) = url else { return Ok(()) };
    let is_known =
        connection.prepare_cached("SELECT 1 FROM articles WHERE url = ?1 LIMIT 1 OFFSET 1")?.exists([address])?;
    if is_known { number(connection, url) } else { Ok(()) }
}

/// Takes `article` out of its versions, whose address is no longer `url`.
pub(super) fn leave(connection: &Connection, article: i64, url: Option<&str>) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE articles SET version_of = NULL, version = 1 WHERE id = ?1 AND (version_of IS NOT NULL OR version > 1)",
        )?
        .execute([article])?;
    number(connection, url)
}

#[cfg(test)]
mod tests {
    use super::super::Archive;
    use super::super::invented::{document, entry};
    use crate::model::{Document, Reading};

    fn at(text: &str, url: Option<&str>) -> Document {
        Document { url: url.map(str::to_owned), ..document(text) }
    }

    fn versions(archive: &Archive) -> Vec<(i64, Option<i64>, i64)> {
        let mut statement =
            archive.connection().prepare("SELECT id, version_of, version FROM articles ORDER BY id").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn a_changed_text_of_one_address_is_a_new_version() {
        let mut archive = Archive::in_memory().unwrap();
        let reading = Reading::default();
        let url = Some("https://a.example/x");
        let documents = [at("One.", url), at("Elsewhere.", None), at("Two.", url), at("One.", url), at("Three.", url)];
        for (number, document) in documents.iter().enumerate() {
            archive.store(&entry(document, &reading, &format!("{number}.html"))).unwrap();
        }
        // The same text again is no version.
        assert_eq!(versions(&archive), [(1, None, 1), (2, None, 1), (3, Some(1), 2), (4, Some(1), 3)]);
        // Read again, the second is found to be from another address.
        archive.reread(3, &at("Two.", Some("https://a.example/y")), &reading).unwrap();
        assert_eq!(versions(&archive), [(1, None, 1), (2, None, 1), (3, None, 1), (4, Some(1), 2)]);
        archive.reread(1, &at("One.", Some("https://a.example/z")), &reading).unwrap();
        assert_eq!(versions(&archive), [(1, None, 1), (2, None, 1), (3, None, 1), (4, None, 1)]);
    }
}
