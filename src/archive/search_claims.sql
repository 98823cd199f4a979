-- The best claims whose content or source words hold every phrase, and every literal that the index does not hold: their numbers,
-- articles and weights. Only of those that are shown the rest is looked up.
WITH best (id, score) AS MATERIALIZED (
    SELECT f.rowid, f.rank
    FROM claims_fts AS f
    WHERE f.claims_fts MATCH :phrases
      -- Mostly there are none: then not a row is looked at for them.
      AND (
          :literals = '[]'
          OR NOT EXISTS (
              SELECT 1
              FROM json_each(:literals) AS literal
              JOIN claims AS c ON c.id = f.rowid
              WHERE instr(lower(coalesce(c.speaker, '') || char(10) || c.content), lower(literal.value)) = 0
          )
      )
    ORDER BY f.rank, f.rowid
    LIMIT :limit
)
SELECT best.id, c.article_id, best.score
FROM best
CROSS JOIN claims AS c ON c.id = best.id
ORDER BY best.score, best.id
