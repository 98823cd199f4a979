-- Claims whose content or source words hold every phrase, and every literal that the index does not hold.
-- The best are chosen first: only of these the rest is looked up, and the words around the matches.
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
SELECT
    a.id,
    c.id AS claim,
    a.title,
    coalesce(outlet_root.name, outlet.name) AS outlet,
    a.published_at,
    a.url,
    a.path,
    coalesce(root.name, speaker.name, c.speaker) AS speaker,
    c.start,
    c."end",
    snippet(claims_fts, -1, :open, :close, '…', :words) AS snippet,
    best.score
FROM best
CROSS JOIN claims_fts ON claims_fts.rowid = best.id
CROSS JOIN claims AS c ON c.id = best.id
CROSS JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS outlet_root ON outlet_root.id = outlet.merged_into
LEFT JOIN sources AS speaker ON speaker.id = c.source_id
LEFT JOIN sources AS root ON root.id = speaker.merged_into
WHERE claims_fts MATCH :phrases
ORDER BY best.score, best.id
