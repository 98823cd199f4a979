-- title: First-hand, or passed on?
-- description: How near each claim is to its source: first-hand (a person or body says it to the article's own outlet, as far
--   as the words tell), told elsewhere (to another outlet), second-hand (somebody says that somebody says), from a document,
--   from another outlet, or from nobody named.
-- param about text = null   Words that stand in what is said, in this order
-- param source text = null  Words of the source's name or alias
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
        LEFT JOIN claims AS w ON w.id = c.within_id
        WHERE :source IS NULL
          AND a.duplicate_of IS NULL
          -- "is expected to buy, the Star said": the claim around the same words says whose they are.
          AND (c.source_id IS NOT NULL OR w.id IS NULL OR w.start <> c.start OR w."end" <> c."end")
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
    CASE
        WHEN s.id IS NULL THEN 'nobody named'
        WHEN c.via_id IS NOT NULL
            AND coalesce(v.merged_into, v.id) IS NOT o.id
            -- "told reporters", "told a news conference": its own may have been there.
            AND coalesce(vm.kind, v.kind) <> 'group'
            AND coalesce(vm.name, v.name) NOT LIKE '%conference'
            AND coalesce(vm.name, v.name) NOT LIKE '%briefing'
            THEN 'told elsewhere'
        WHEN c.within_id IS NOT NULL THEN 'second-hand'
        -- An outlet's name that the reading takes for a person's or a text's.
        WHEN coalesce(m.kind, s.kind) IN ('person', 'document')
            AND EXISTS (
                SELECT 1
                FROM sources AS n
                WHERE n.kind = 'outlet'
                  AND n.name = coalesce(m.name, s.name) COLLATE NOCASE
                  AND coalesce(n.merged_into, n.id) IS NOT o.id
            )
            THEN 'from another outlet'
        -- "A report in the Star": the Star.
        WHEN coalesce(m.kind, s.kind) = 'document'
            AND EXISTS (
                SELECT 1
                FROM sources AS p
                WHERE p.id = coalesce(m.affiliation_id, s.affiliation_id)
                  AND p.kind = 'outlet'
                  AND coalesce(p.merged_into, p.id) IS NOT o.id
            )
            THEN 'from another outlet'
        WHEN coalesce(m.kind, s.kind) = 'document' THEN 'from a document'
        WHEN coalesce(m.kind, s.kind) = 'outlet' AND coalesce(m.id, s.id) IS NOT o.id THEN 'from another outlet'
        ELSE 'first-hand'
    END AS standing,
    coalesce(m.name, s.name) AS source,
    c.content,
    coalesce(vm.name, v.name) AS via,
    coalesce(wm.name, ws.name, w.speaker) AS within,
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
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN claims AS w ON w.id = c.within_id
LEFT JOIN sources AS ws ON ws.id = w.source_id
LEFT JOIN sources AS wm ON wm.id = ws.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
ORDER BY a.published_at DESC, a.id, c.start, c.id;
