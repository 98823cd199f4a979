-- title: Figures, to be handed on
-- description: One row a figure with the words around it, the article and whoever gave it. For `export annotations`.
SELECT
    f.id,
    f.text AS exact,
    f.start,
    f."end",
    substr(a.body, max(f.start - 32, 0) + 1, min(f.start, 32)) AS prefix,
    substr(a.body, f."end" + 1, 32) AS suffix,
    f.value,
    f.low,
    f.high,
    f.bound,
    f.hedge,
    f.unit,
    f.per,
    f.counted,
    f.subject,
    f.claim_id,
    coalesce(m.name, s.name) AS source,
    a.id AS article,
    a.url,
    a.content_hash
FROM figures AS f
JOIN articles AS a ON a.id = f.article_id
LEFT JOIN sources AS s ON s.id = f.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
ORDER BY f.article_id, f.id
