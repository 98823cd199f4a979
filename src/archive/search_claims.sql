-- Claims whose content or source words hold every phrase, and every literal that the index does not hold.
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
    claims_fts.rank AS score
FROM claims_fts
JOIN claims AS c ON c.id = claims_fts.rowid
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS outlet_root ON outlet_root.id = outlet.merged_into
LEFT JOIN sources AS speaker ON speaker.id = c.source_id
LEFT JOIN sources AS root ON root.id = speaker.merged_into
WHERE claims_fts MATCH :phrases
  AND NOT EXISTS (
      SELECT 1
      FROM json_each(:literals) AS literal
      WHERE instr(lower(coalesce(c.speaker, '') || char(10) || c.content), lower(literal.value)) = 0
  )
ORDER BY claims_fts.rank, c.id
LIMIT :limit
