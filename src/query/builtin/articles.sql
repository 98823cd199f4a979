-- title: Articles, newest first
-- description: What the archive holds, by outlet and date, with how much was read out of each article. Linked copies are
--   left out; `duplicates` lists them.
-- param outlet text = null  Words of the outlet's name or alias
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 10000  How many rows at most, the newest; null for all

WITH
-- shared: asked outlet
named (id) AS (
    SELECT coalesce(s.merged_into, s.id)
    FROM sources AS s
    WHERE :outlet IS NOT NULL AND s.kind = 'outlet' AND ' ' || lower(s.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w)
    UNION
    SELECT coalesce(s.merged_into, s.id)
    FROM source_aliases AS sa
    JOIN sources AS s ON s.id = sa.source_id
    WHERE :outlet IS NOT NULL AND ' ' || lower(sa.alias) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w)
),
-- With all that was merged into these.
outlets (id) AS (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
-- Two roads, of which one is empty: without an outlet the newest articles as an index has them, with one its own.
chosen (id) AS MATERIALIZED (
    SELECT n.id
    FROM (
        SELECT a.id
        FROM articles AS a
        WHERE :outlet IS NULL
          AND a.duplicate_of IS NULL
          AND (:since IS NULL OR a.published_at >= :since)
          -- "~" comes after every character of a date, so a day holds all its hours and a year all its days.
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY a.published_at DESC, a.id
        LIMIT coalesce(:limit, -1)
    ) AS n
    UNION ALL
    SELECT n.id
    FROM (
        SELECT a.id
        FROM outlets AS o
        JOIN articles AS a ON a.outlet_id = o.id
        WHERE :outlet IS NOT NULL
          AND a.duplicate_of IS NULL
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY a.published_at DESC, a.id
        LIMIT coalesce(:limit, -1)
    ) AS n
)
SELECT
    a.published_at,
    o.name AS outlet,
    a.title,
    a.byline,
    (SELECT count(*) FROM claims AS c WHERE c.article_id = a.id) AS claims,
    (SELECT count(*) FROM figures AS f WHERE f.article_id = a.id) AS figures,
    a.url,
    a.path,
    a.id AS article_id
FROM chosen
CROSS JOIN articles AS a ON a.id = chosen.id
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
ORDER BY a.published_at DESC, a.id;
