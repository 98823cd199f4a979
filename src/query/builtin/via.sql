-- title: Claims that came through another outlet
-- description: What a source told somebody else than the article's own outlet, or said there: "told Reuters". The trail back
--   to where a claim was first heard.
-- param outlet text = null  Part of the name or alias of whom it was told to
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before

WITH
named (id) AS (
    SELECT coalesce(s.merged_into, s.id)
    FROM sources AS s
    WHERE s.name LIKE '%' || :outlet || '%'
    UNION
    SELECT coalesce(s.merged_into, s.id)
    FROM source_aliases AS sa
    JOIN sources AS s ON s.id = sa.source_id
    WHERE sa.alias LIKE '%' || :outlet || '%'
),
-- With all that was merged into these.
picked (id) AS (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
chosen (id) AS (
    SELECT c.id
    FROM claims AS c
    WHERE :outlet IS NULL AND c.via_id IS NOT NULL
    UNION ALL
    SELECT c.id
    FROM picked AS p
    JOIN claims AS c ON c.via_id = p.id
    WHERE :outlet IS NOT NULL
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
JOIN claims AS c ON c.id = chosen.id
JOIN articles AS a ON a.id = c.article_id
JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
WHERE a.duplicate_of IS NULL
  -- "told reporters" is no other outlet, and an outlet tells what it was told itself by its own name.
  AND coalesce(vm.kind, v.kind) <> 'group'
  AND coalesce(vm.id, v.id) IS NOT o.id
  AND (:since IS NULL OR a.published_at >= :since)
  AND (:until IS NULL OR a.published_at <= :until || '~')
ORDER BY via, a.published_at DESC, a.id, c.start, c.id;
