-- What is shown of the claims :ids that a search found, with the words around the matches.
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
    snippet(claims_fts, -1, :open, :close, '…', :words) AS snippet
FROM json_each(:ids) AS wanted
CROSS JOIN claims_fts ON claims_fts.rowid = wanted.value
CROSS JOIN claims AS c ON c.id = wanted.value
CROSS JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS outlet_root ON outlet_root.id = outlet.merged_into
LEFT JOIN sources AS speaker ON speaker.id = c.source_id
LEFT JOIN sources AS root ON root.id = speaker.merged_into
WHERE claims_fts MATCH :phrases
ORDER BY wanted.key
