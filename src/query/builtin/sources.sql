-- title: The sources, and what they are called
-- description: Every source with its role, affiliation, other names, and how many claims and figures rest on it; with the place
--   that first names it.
-- param name text = null    Words of a name or alias
-- param kind text = null    person, organisation, outlet, group or document
-- param limit integer = 10000  How many sources at most, those of most claims; null for all

WITH
-- shared: asked name
-- All that was merged into another, and those others.
mergers (root, id) AS MATERIALIZED (
    SELECT s.merged_into, s.id
    FROM sources AS s
    WHERE s.merged_into IS NOT NULL
    UNION
    SELECT s.merged_into, s.merged_into
    FROM sources AS s
    WHERE s.merged_into IS NOT NULL
),
named (id) AS MATERIALIZED (
    SELECT coalesce(s.merged_into, s.id)
    FROM sources AS s
    WHERE (:name IS NOT NULL OR :kind IS NOT NULL)
      AND (:name IS NULL OR ' ' || lower(s.name) || ' ' GLOB (SELECT w.words FROM asked_name AS w))
      AND (:kind IS NULL OR s.merged_into IS NOT NULL OR s.kind = :kind)
    UNION
    SELECT coalesce(s.merged_into, s.id)
    FROM source_aliases AS sa
    JOIN sources AS s ON s.id = sa.source_id
    WHERE :name IS NOT NULL AND ' ' || lower(sa.alias) || ' ' GLOB (SELECT w.words FROM asked_name AS w)
),
-- How many claims rest on each: of all sources, from one end of an index to the other, or of those that are asked for.
tallies (id, claims) AS MATERIALIZED (
    SELECT t.source_id, t.claims
    FROM (
        SELECT c.source_id, count(*) AS claims
        FROM claims AS c
        WHERE :name IS NULL AND :kind IS NULL AND c.source_id IS NOT NULL
        GROUP BY c.source_id
        HAVING c.source_id NOT IN (SELECT g.id FROM mergers AS g)
        ORDER BY count(*) DESC, c.source_id
        LIMIT coalesce(:limit, -1)
    ) AS t
    UNION ALL
    SELECT g.root, sum((SELECT count(*) FROM claims AS c WHERE c.source_id = g.id))
    FROM mergers AS g
    WHERE :name IS NULL AND :kind IS NULL
    GROUP BY g.root
    UNION ALL
    SELECT
        n.id,
        CASE
            WHEN n.id IN (SELECT g.root FROM mergers AS g)
                THEN (SELECT sum((SELECT count(*) FROM claims AS c WHERE c.source_id = g.id)) FROM mergers AS g WHERE g.root = n.id)
            ELSE (SELECT count(*) FROM claims AS c WHERE c.source_id = n.id)
        END
    FROM named AS n
),
-- Where there is room, those of which nothing rests on any.
ranked (id, claims) AS MATERIALIZED (
    SELECT r.id, r.claims
    FROM (
        SELECT t.id, t.claims
        FROM tallies AS t
        JOIN sources AS s ON s.id = t.id
        WHERE :kind IS NULL OR s.kind = :kind
        ORDER BY t.claims DESC, s.name COLLATE NOCASE, s.id
        LIMIT coalesce(:limit, -1)
    ) AS r
    UNION ALL
    SELECT r.id, 0
    FROM (
        SELECT s.id
        FROM sources AS s
        WHERE :name IS NULL
          AND :kind IS NULL
          AND s.merged_into IS NULL
          AND NOT EXISTS (SELECT 1 FROM claims AS c WHERE c.source_id = s.id)
          AND s.id NOT IN (SELECT g.id FROM mergers AS g)
        ORDER BY s.id
        LIMIT max(coalesce(:limit - (SELECT count(*) FROM tallies), 9e15), 0)
    ) AS r
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
            FROM (SELECT s.id AS id UNION ALL SELECT x.id FROM sources AS x WHERE x.merged_into = s.id) AS i
            CROSS JOIN source_aliases AS sa ON sa.source_id = i.id
            WHERE sa.alias <> s.name
            ORDER BY sa.alias
        ) AS x
    ) AS aliases,
    r.claims,
    (
        SELECT count(*)
        FROM (SELECT s.id AS id UNION ALL SELECT x.id FROM sources AS x WHERE x.merged_into = s.id) AS i
        CROSS JOIN figures AS g ON g.source_id = i.id
    ) AS figures,
    substr(a.body, sm.start + 1, sm."end" - sm.start) AS words,
    a.title,
    sm.article_id,
    sm.start,
    sm."end",
    s.id AS source_id
FROM ranked AS r
CROSS JOIN sources AS s ON s.id = r.id
LEFT JOIN sources AS e ON e.id = s.affiliation_id
LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
LEFT JOIN source_mentions AS sm
    ON (sm.article_id, sm.source_id, sm.start) = (
        SELECT x.article_id, x.source_id, x.start
        FROM (SELECT s.id AS id UNION ALL SELECT x.id FROM sources AS x WHERE x.merged_into = s.id) AS i
        -- The first of each, as an index has them.
        CROSS JOIN source_mentions AS x
            ON (x.article_id, x.source_id, x.start) = (
                SELECT y.article_id, y.source_id, y.start
                FROM source_mentions AS y
                WHERE y.source_id = i.id
                ORDER BY y.article_id, y.start
                LIMIT 1
            )
        ORDER BY x.article_id, x.start, x.source_id
        LIMIT 1
    )
LEFT JOIN articles AS a ON a.id = sm.article_id
WHERE s.merged_into IS NULL
ORDER BY r.claims DESC, s.name COLLATE NOCASE, s.id
LIMIT coalesce(:limit, -1);
