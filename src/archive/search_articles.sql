-- Articles whose title or body holds every phrase, and every literal that the index does not hold.
-- The best are chosen first: only of these the rest is looked up, and the words around the matches.
WITH best (id, score) AS MATERIALIZED (
    SELECT f.rowid, f.rank
    FROM articles_fts AS f
    WHERE f.articles_fts MATCH :phrases
      -- Mostly there are none: then not a row is looked at for them.
      AND (
          :literals = '[]'
          OR NOT EXISTS (
              SELECT 1
              FROM json_each(:literals) AS literal
              JOIN articles AS a ON a.id = f.rowid
              WHERE instr(lower(coalesce(a.title, '') || char(10) || a.body), lower(literal.value)) = 0
          )
      )
    ORDER BY f.rank, f.rowid
    LIMIT :limit
)
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
    best.score
FROM best
CROSS JOIN articles_fts ON articles_fts.rowid = best.id
CROSS JOIN articles AS a ON a.id = best.id
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS root ON root.id = outlet.merged_into
WHERE articles_fts MATCH :phrases
ORDER BY best.score, best.id
