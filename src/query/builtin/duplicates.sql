-- title: The same text under another name or headline
-- description: Articles whose text is word for word that of another one, which is where their claims and figures stand (similarity 1), and those that are nearly so.
--   Versions of one address are for changes.
-- param outlet text = null  Words of the name of the copy's or the original's outlet
-- param since date = null   The copy published on this day or later
-- param until date = null   The copy published on this day or before
-- param limit integer = 10000  How many rows at most; null for all

WITH
-- shared: asked outlet
SELECT
    iif(d.duplicate_of IS NULL, round(d.near_duplicate_similarity, 2), 1) AS similarity,
    d.title,
    co.name AS outlet,
    d.published_at,
    oo.name AS original_outlet,
    a.published_at AS original_published_at,
    d.url,
    a.url AS original_url,
    d.path,
    a.path AS original_path,
    d.id AS article_id,
    a.id AS original_id
-- By the two indexes of copies, not through all articles.
FROM (
    SELECT w.id FROM articles AS w WHERE w.duplicate_of IS NOT NULL
    UNION ALL
    SELECT n.id FROM articles AS n WHERE n.duplicate_of IS NULL AND n.near_duplicate_of IS NOT NULL
) AS copies
CROSS JOIN articles AS d ON d.id = copies.id
JOIN articles AS a ON a.id = coalesce(d.duplicate_of, d.near_duplicate_of)
LEFT JOIN sources AS cl ON cl.id = d.outlet_id
LEFT JOIN sources AS co ON co.id = coalesce(cl.merged_into, cl.id)
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS oo ON oo.id = coalesce(ol.merged_into, ol.id)
WHERE coalesce(d.version_of, d.id) <> coalesce(a.version_of, a.id)
  AND (
      :outlet IS NULL
      OR ' ' || lower(co.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w)
      OR ' ' || lower(oo.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w)
  )
  AND (:since IS NULL OR d.published_at >= :since)
  AND (:until IS NULL OR d.published_at <= :until || '~')
ORDER BY a.id, d.id
LIMIT coalesce(:limit, -1);
