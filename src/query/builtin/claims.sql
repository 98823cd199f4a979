-- title: Who said what
-- description: Claims, by source and by words in what is said; each with the cue, the hedge and whom it was told to.
-- param source text = null  Words of the source's name or alias
-- param about text = null   Words that stand in what is said, in this order
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 10000  How many rows at most, the newest; null for all

WITH
-- shared: asked source
-- shared: told
-- shared: named source
-- With all that was merged into these: any of its names finds all of a source.
picked (id) AS (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
-- Two roads, of which one is empty: without a source those of the newest articles, as an index has them; with one its own.
chosen (id) AS MATERIALIZED (
    SELECT n.id
    FROM (
        SELECT c.id
        FROM articles AS a
        CROSS JOIN claims AS c ON c.article_id = a.id
        WHERE :source IS NULL
          AND a.duplicate_of IS NULL
          AND (:about IS NULL OR c.id IN (SELECT t.id FROM told AS t))
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY a.published_at DESC, a.id, c.start, c.id
        LIMIT coalesce(:limit, -1)
    ) AS n
    UNION ALL
    SELECT n.id
    FROM (
        SELECT c.id
        FROM picked AS p
        -- In this order: the claims of one source lead to a few articles, not all articles to its claims.
        CROSS JOIN claims AS c ON c.source_id = p.id
        CROSS JOIN articles AS a ON a.id = c.article_id
        WHERE :source IS NOT NULL
          AND a.duplicate_of IS NULL
          AND (:about IS NULL OR c.id IN (SELECT t.id FROM told AS t))
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY a.published_at DESC, a.id, c.start, c.id
        LIMIT coalesce(:limit, -1)
    ) AS n
)
SELECT
    coalesce(m.name, s.name, '(nobody named)') AS source,
    c.content,
    c.cue,
    c.hedge,
    c.negated,
    c.kind,
    coalesce(vm.name, v.name) AS via,
    a.published_at,
    o.name AS outlet,
    a.title,
    c.speaker,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id
FROM chosen
CROSS JOIN claims AS c ON c.id = chosen.id
CROSS JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
ORDER BY a.published_at DESC, a.id, c.start, c.id;
