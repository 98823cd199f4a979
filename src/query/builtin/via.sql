-- title: Claims that came through another outlet
-- description: What a source told somebody else than the article's own outlet, or said there: "told Reuters". The trail back
--   to where a claim was first heard.
-- param outlet text = null  Words of the name or alias of whom it was told to
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 10000  How many rows at most; null for all

WITH
-- shared: asked outlet
-- shared: named outlet
-- With all that was merged into these.
picked (id) AS (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
-- Whom anything came through, by name, with how many claims came through those before.
through AS MATERIALIZED (
    SELECT n.id, sum(n.claims) OVER (ORDER BY n.via, n.id) - n.claims AS before
    FROM (
        SELECT v.id, coalesce(vm.name, v.name) AS via, k.claims
        FROM (
            SELECT c.via_id, count(*) AS claims
            FROM claims AS c
            WHERE c.via_id IS NOT NULL
              AND (:outlet IS NULL OR c.via_id IN (SELECT p.id FROM picked AS p))
            GROUP BY c.via_id
        ) AS k
        JOIN sources AS v ON v.id = k.via_id
        LEFT JOIN sources AS vm ON vm.id = v.merged_into
        -- "told reporters" is no other outlet.
        WHERE coalesce(vm.kind, v.kind) <> 'group'
    ) AS n
),
chosen (id) AS MATERIALIZED (
    SELECT c.id
    FROM through AS t
    CROSS JOIN claims AS c ON c.via_id = t.id
    -- Some are left out yet, as what an outlet tells by its own name.
    WHERE :limit IS NULL OR t.before < :limit * 2
)
SELECT
    coalesce(vm.name, v.name) AS via,
    coalesce(m.name, s.name, '(nobody named)') AS source,
    c.content,
    c.cue,
    c.hedge,
    a.published_at,
    o.name AS outlet,
    a.title,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id
FROM chosen
CROSS JOIN claims AS c ON c.id = chosen.id
CROSS JOIN articles AS a ON a.id = c.article_id
JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
WHERE a.duplicate_of IS NULL
  -- An outlet tells what it was told itself by its own name.
  AND coalesce(vm.id, v.id) IS NOT o.id
  AND (:since IS NULL OR a.published_at >= :since)
  AND (:until IS NULL OR a.published_at <= :until || '~')
ORDER BY via, a.published_at DESC, a.id, c.start, c.id
LIMIT coalesce(:limit, -1);
