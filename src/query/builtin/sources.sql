-- title: The sources, and what they are called
-- description: Every source with its role, affiliation, other names, and how many claims and figures rest on it; with the place
--   that first names it.
-- param name text = null    Part of a name or alias
-- param kind text = null    person, organisation, outlet, group or document

WITH
-- A source and all that was merged into it.
mine (root, id) AS NOT MATERIALIZED (
    SELECT s.id, s.id
    FROM sources AS s
    UNION ALL
    SELECT s.merged_into, s.id
    FROM sources AS s
    WHERE s.merged_into IS NOT NULL
),
named (id) AS (
    SELECT coalesce(s.merged_into, s.id)
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
        -- Ordered inside, as SQLite before 3.44 (Datasette's, often) cannot order in group_concat.
        SELECT group_concat(x.alias, '; ')
        FROM (
            SELECT DISTINCT sa.alias
            FROM mine AS i
            JOIN source_aliases AS sa ON sa.source_id = i.id
            WHERE i.root = s.id AND sa.alias <> s.name
            ORDER BY sa.alias
        ) AS x
    ) AS aliases,
    (SELECT count(*) FROM mine AS i JOIN claims AS c ON c.source_id = i.id WHERE i.root = s.id) AS claims,
    (SELECT count(*) FROM mine AS i JOIN figures AS g ON g.source_id = i.id WHERE i.root = s.id) AS figures,
    substr(a.body, sm.start + 1, sm."end" - sm.start) AS words,
    a.title,
    sm.article_id,
    sm.start,
    sm."end",
    s.id AS source_id
FROM named
JOIN sources AS s ON s.id = named.id
LEFT JOIN sources AS e ON e.id = s.affiliation_id
LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
LEFT JOIN source_mentions AS sm
    ON (sm.article_id, sm.source_id, sm.start) = (
        SELECT x.article_id, x.source_id, x.start
        FROM mine AS i
        JOIN source_mentions AS x ON x.source_id = i.id
        WHERE i.root = s.id
        ORDER BY x.article_id, x.start, x.source_id
        LIMIT 1
    )
LEFT JOIN articles AS a ON a.id = sm.article_id
WHERE s.merged_into IS NULL
  AND (:kind IS NULL OR s.kind = :kind)
ORDER BY claims DESC, s.name COLLATE NOCASE, s.id;
