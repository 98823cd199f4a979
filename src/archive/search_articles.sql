-- The best articles whose title or body holds every phrase, and every literal that the index does not hold: their numbers and
-- weights. Only of those that are shown the rest is looked up.
SELECT f.rowid, f.rowid AS article, f.rank
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
