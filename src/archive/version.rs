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

/// Takes `article` out of its versions, whose address is no longer `url`.
pub(super) fn leave(connection: &Connection, article: i64, url: Option<&str>) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE articles SET version_of = NULL, version = 1 WHERE id = ?1 AND (version_of IS NOT NULL OR version > 1)",
        )?
        .execute([article])?;
    number(connection, url)
}
