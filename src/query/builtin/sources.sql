-- title: The sources, and what they are called
-- description: Every source with its role, affiliation, other names, and how many claims and figures rest on it; with the place
--   that first names it.
-- param name text = null    Part of a name or alias
-- param kind text = null    person, organisation, outlet, group or document

WITH
named (id) AS (
    SELECT s.id
    FROM sources AS s
    WHERE s.name LIKE '%' || coalesce(:name, '') || '%'
    UNION
    SELECT coalesce(s.merged_into, s.id)
    FROM source_aliases AS sa
    JOIN sources AS s ON s.id = sa.source_id
    WHERE :name IS NOT NULL AND sa.alias LIKE '%' || :name || '%'
)
SELECT
    s.name AS source,
    s.kind,
    s.role,
    f.name AS affiliation,
    (
        SELECT group_concat(sa.alias, '; ' ORDER BY sa.alias)
        FROM source_aliases AS sa
        WHERE sa.source_id = s.id AND sa.alias <> s.name
    ) AS aliases,
    (SELECT count(*) FROM claims AS c WHERE c.source_id = s.id) AS claims,
    (SELECT count(*) FROM figures AS g WHERE g.source_id = s.id) AS figures,
    substr(a.body, sm.start + 1, sm."end" - sm.start) AS words,
    a.title,
    sm.article_id,
    sm.start,
    sm."end",
    s.id AS source_id
FROM named
JOIN sources AS s ON s.id = named.id
LEFT JOIN sources AS f ON f.id = s.affiliation_id
LEFT JOIN source_mentions AS sm
    ON sm.source_id = s.id
    AND (sm.article_id, sm.start) = (
        SELECT x.article_id, x.start
        FROM source_mentions AS x
        WHERE x.source_id = s.id
        ORDER BY x.article_id, x.start
        LIMIT 1
    )
LEFT JOIN articles AS a ON a.id = sm.article_id
WHERE s.merged_into IS NULL
  AND (:kind IS NULL OR s.kind = :kind)
ORDER BY claims DESC, s.name COLLATE NOCASE, s.id;
