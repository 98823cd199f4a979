-- title: Claims that are hedged
-- description: Claims that the article or its source weakens ("likely", "reportedly"), with the words that do it.
-- param hedge text = null   Some of those words
-- param about text = null   Words that stand in what is said, in this order
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 10000  How many rows at most, the newest; null for all

WITH
-- shared: asked hedge
-- shared: told
SELECT
    c.hedge,
    c.content,
    coalesce(m.name, s.name, '(nobody named)') AS source,
    c.cue,
    coalesce(vm.name, v.name) AS via,
    a.published_at,
    o.name AS outlet,
    a.title,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id
-- Article by article, as an index has them: the limit is soon reached.
FROM articles AS a
CROSS JOIN claims AS c ON c.article_id = a.id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
WHERE c.hedge IS NOT NULL
  AND a.duplicate_of IS NULL
  AND (:hedge IS NULL OR ' ' || lower(c.hedge) || ' ' GLOB (SELECT w.words FROM asked_hedge AS w))
  AND (:about IS NULL OR c.id IN (SELECT t.id FROM told AS t))
  AND (:since IS NULL OR a.published_at >= :since)
  AND (:until IS NULL OR a.published_at <= :until || '~')
ORDER BY a.published_at DESC, a.id, c.start, c.id
LIMIT coalesce(:limit, -1);
