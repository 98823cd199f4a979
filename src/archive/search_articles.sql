-- Articles whose title or body holds every phrase, and every literal that the index does not hold.
SELECT
    a.id,
    NULL AS claim,
    a.title,
    coalesce(root.name, outlet.name) AS outlet,
    a.published_at,
    a.url,
    a.path,
    NULL AS speaker,
    NULL AS start,
    NULL AS "end",
    snippet(articles_fts, -1, :open, :close, '…', :words) AS snippet,
    articles_fts.rank AS score
FROM articles_fts
JOIN articles AS a ON a.id = articles_fts.rowid
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS root ON root.id = outlet.merged_into
WHERE articles_fts MATCH :phrases
  AND NOT EXISTS (
      SELECT 1
      FROM json_each(:literals) AS literal
      WHERE instr(lower(coalesce(a.title, '') || char(10) || a.body), lower(literal.value)) = 0
  )
ORDER BY articles_fts.rank, a.id
LIMIT :limit
