-- What is shown of the articles :ids that a search found, with the words around the matches.
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
    snippet(articles_fts, -1, :open, :close, '…', :words) AS snippet
FROM json_each(:ids) AS wanted
CROSS JOIN articles_fts ON articles_fts.rowid = wanted.value
CROSS JOIN articles AS a ON a.id = wanted.value
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS root ON root.id = outlet.merged_into
WHERE articles_fts MATCH :phrases
ORDER BY wanted.key
