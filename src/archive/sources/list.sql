-- Sources that count (mergers followed), those with most claims first.
WITH
mine (root, id) AS (
    SELECT coalesce(merged_into, id), id
    FROM sources
),
named (root) AS (
    SELECT m.root
    FROM mine AS m
    JOIN sources AS s ON s.id = m.id
    WHERE :name IS NULL OR s.name LIKE '%' || :name || '%'
    UNION
    SELECT m.root
    FROM mine AS m
    JOIN source_aliases AS a ON a.source_id = m.id
    WHERE :name IS NOT NULL AND a.alias LIKE '%' || :name || '%'
),
said (root, claims) AS (
    SELECT m.root, count(*)
    FROM claims AS c
    JOIN mine AS m ON m.id = c.source_id
    GROUP BY m.root
),
gave (root, figures) AS (
    SELECT m.root, count(*)
    FROM figures AS f
    JOIN mine AS m ON m.id = f.source_id
    GROUP BY m.root
),
stands (root, articles) AS (
    SELECT m.root, count(DISTINCT n.article_id)
    FROM article_sources AS n
    JOIN mine AS m ON m.id = n.source_id
    GROUP BY m.root
)
SELECT
    s.id,
    s.name,
    s.kind,
    s.role,
    f.name,
    coalesce(stands.articles, 0) AS articles,
    coalesce(said.claims, 0) AS claims,
    coalesce(gave.figures, 0),
    (
        SELECT group_concat(x.alias, '; ' ORDER BY x.alias)
        FROM (
            SELECT DISTINCT a.alias
            FROM sources AS t
            JOIN source_aliases AS a ON a.source_id = t.id
            WHERE (t.id = s.id OR t.merged_into = s.id) AND a.alias <> s.name
        ) AS x
    ),
    (SELECT group_concat(t.id, ' ' ORDER BY t.id) FROM sources AS t WHERE t.merged_into = s.id),
    s.article_id
FROM named
JOIN sources AS s ON s.id = named.root
LEFT JOIN sources AS e ON e.id = s.affiliation_id
LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
LEFT JOIN said ON said.root = s.id
LEFT JOIN gave ON gave.root = s.id
LEFT JOIN stands ON stands.root = s.id
WHERE :kind IS NULL OR s.kind = :kind
ORDER BY claims DESC, articles DESC, s.name COLLATE NOCASE, s.id
LIMIT :limit
