-- title: The same text under another name or headline
-- description: Articles whose text is word for word that of another one (similarity 1) or nearly so; of two, the one published later is the copy.
--   Versions of one address are for changes.
-- param outlet text = null  Words of the name of the copy's or the original's outlet
-- param since date = null   The copy published on this day or later
-- param until date = null   The copy published on this day or before
-- param limit integer = 10000  How many rows at most; null for all

WITH
-- shared: asked outlet
-- By the two indexes of copies, not through all articles. Of two the one that was published first is the original, whichever came first.
pairs AS MATERIALIZED (
    SELECT
        iif(n.is_later, n.copy_id, n.kept_id) AS copy_id,
        iif(n.is_later, n.kept_id, n.copy_id) AS original_id,
        n.kept_id,
        n.similarity
    FROM (
        SELECT
            c.id AS copy_id,
            k.id AS kept_id,
            iif(c.duplicate_of IS NULL, round(c.near_duplicate_similarity, 2), 1) AS similarity,
            -- As precisely as both dates are known.
            coalesce(
                substr(c.published_at, 1, length(k.published_at)) >= substr(k.published_at, 1, length(c.published_at)),
                TRUE
            ) AS is_later
        FROM (
            SELECT w.id FROM articles AS w WHERE w.duplicate_of IS NOT NULL
            UNION ALL
            SELECT n.id FROM articles AS n WHERE n.duplicate_of IS NULL AND n.near_duplicate_of IS NOT NULL
        ) AS copies
        CROSS JOIN articles AS c ON c.id = copies.id
        JOIN articles AS k ON k.id = coalesce(c.duplicate_of, c.near_duplicate_of)
        WHERE coalesce(c.version_of, c.id) <> coalesce(k.version_of, k.id)
    ) AS n
)
SELECT
    p.similarity,
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
FROM pairs AS p
CROSS JOIN articles AS d ON d.id = p.copy_id
CROSS JOIN articles AS a ON a.id = p.original_id
LEFT JOIN sources AS cl ON cl.id = d.outlet_id
LEFT JOIN sources AS co ON co.id = coalesce(cl.merged_into, cl.id)
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS oo ON oo.id = coalesce(ol.merged_into, ol.id)
-- A later version of what the original is itself a copy of is no copy of it.
WHERE (p.original_id, coalesce(d.version_of, d.id)) NOT IN (
    SELECT q.copy_id, coalesce(v.version_of, v.id)
    FROM pairs AS q
    CROSS JOIN articles AS v ON v.id = q.original_id
    WHERE q.copy_id = q.kept_id
)
  AND (
      :outlet IS NULL
      OR ' ' || lower(co.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w)
      OR ' ' || lower(oo.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w)
  )
  AND (:since IS NULL OR d.published_at >= :since)
  AND (:until IS NULL OR d.published_at <= :until || '~')
ORDER BY a.id, d.id
LIMIT coalesce(:limit, -1);
