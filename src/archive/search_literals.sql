-- Articles that hold every literal, when nothing that the index holds was asked for. Reads every text.
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
    a.body AS snippet,
    1.0 AS score
FROM articles AS a
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS root ON root.id = outlet.merged_into
WHERE a.duplicate_of IS NULL
  AND NOT EXISTS (
      SELECT 1
      FROM json_each(:literals) AS literal
      WHERE instr(coalesce(a.title, '') || char(10) || a.body, literal.value) = 0
  )
ORDER BY a.id DESC
LIMIT :limit
