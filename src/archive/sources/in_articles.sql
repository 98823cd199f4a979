-- What each article says of one source, mergers followed, the oldest article first.
WITH
mine (id) AS (
    SELECT id
    FROM sources
    WHERE id = ?1 OR merged_into = ?1
),
stands (article_id, name, role, affiliation_id) AS (
    -- With a bare min(), SQLite takes the other columns from the row that has it.
    SELECT n.article_id, n.name, n.role, n.affiliation_id
    FROM (
        SELECT article_id, name, role, affiliation_id, min(seq)
        FROM article_sources
        WHERE source_id IN (SELECT id FROM mine)
        GROUP BY article_id
    ) AS n
)
SELECT
    a.id,
    coalesce(a.title, a.path),
    coalesce(root.name, outlet.name),
    a.published_at,
    n.name,
    n.role,
    f.name,
    (SELECT count(*) FROM claims AS c WHERE c.article_id = a.id AND c.source_id IN (SELECT id FROM mine)),
    (SELECT count(*) FROM figures AS g WHERE g.article_id = a.id AND g.source_id IN (SELECT id FROM mine))
FROM stands AS n
JOIN articles AS a ON a.id = n.article_id
LEFT JOIN sources AS outlet ON outlet.id = a.outlet_id
LEFT JOIN sources AS root ON root.id = outlet.merged_into
LEFT JOIN sources AS e ON e.id = n.affiliation_id
LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
ORDER BY a.published_at, a.id
