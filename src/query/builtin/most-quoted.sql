-- title: Who is quoted most
-- description: Sources by the number of their claims, in how many articles and outlets, and how many of the claims are in
--   their own words; each with the first of the claims.
-- param kind text = null     person, organisation, outlet, group or document
-- param since date = null    Published on this day or later
-- param until date = null    Published on this day or before
-- param limit integer = 50   How many sources at most; null for all

WITH
counted AS MATERIALIZED (
    SELECT
        coalesce(s.merged_into, s.id) AS source_id,
        count(*) AS claims,
        count(DISTINCT c.article_id) AS articles,
        count(DISTINCT coalesce(o.merged_into, o.id)) AS outlets,
        sum(c.kind = 'direct') AS direct,
        min(a.published_at) AS since,
        max(a.published_at) AS until,
        min(c.id) AS first_claim
    FROM claims AS c
    JOIN articles AS a ON a.id = c.article_id
    JOIN sources AS s ON s.id = c.source_id
    LEFT JOIN sources AS o ON o.id = a.outlet_id
    WHERE a.duplicate_of IS NULL
      AND (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
    GROUP BY coalesce(s.merged_into, s.id)
)
SELECT
    s.name AS source,
    n.claims,
    n.articles,
    n.outlets,
    n.direct,
    s.kind,
    s.role,
    f.name AS affiliation,
    n.since AS first_published,
    n.until AS last_published,
    c.content,
    a.title,
    c.article_id,
    c.start,
    c."end",
    s.id AS source_id
FROM counted AS n
JOIN sources AS s ON s.id = n.source_id
JOIN claims AS c ON c.id = n.first_claim
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS e ON e.id = s.affiliation_id
LEFT JOIN sources AS f ON f.id = coalesce(e.merged_into, e.id)
WHERE :kind IS NULL OR s.kind = :kind
ORDER BY n.claims DESC, n.articles DESC, s.name, s.id
LIMIT coalesce(:limit, -1);
