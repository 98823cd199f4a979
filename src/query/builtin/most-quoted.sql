-- title: Who is quoted most
-- description: Sources by the number of their claims, in how many articles and outlets, and how many of the claims are in
--   their own words; each with the first of the claims.
-- param kind text = null     person, organisation, outlet, group or document
-- param since date = null    Published on this day or later
-- param until date = null    Published on this day or before
-- param limit integer = 50   How many sources at most; null for all

WITH
-- All that was merged into another, and those others.
mergers (root, id) AS MATERIALIZED (
    SELECT s.merged_into, s.id
    FROM sources AS s
    WHERE s.merged_into IS NOT NULL
    UNION
    SELECT s.merged_into, s.merged_into
    FROM sources AS s
    WHERE s.merged_into IS NOT NULL
),
-- Of all, those of most claims, from one end of an index to the other, and some more, as equals are told apart by articles.
candidates (id) AS MATERIALIZED (
    SELECT c.source_id
    FROM claims AS c
    WHERE c.source_id IS NOT NULL
    GROUP BY c.source_id
    HAVING c.source_id NOT IN (SELECT g.id FROM mergers AS g)
        AND (:kind IS NULL OR EXISTS (SELECT 1 FROM sources AS s WHERE s.id = c.source_id AND s.kind = :kind))
    ORDER BY count(*) DESC, c.source_id
    LIMIT iif(:since IS NULL AND :until IS NULL, coalesce(:limit + 25, -1), -1)
),
-- When and where an article was published, from an index.
published AS MATERIALIZED (
    SELECT a.id, a.published_at, coalesce(o.merged_into, o.id) AS outlet_id
    FROM articles AS a
    LEFT JOIN sources AS o ON o.id = a.outlet_id
    WHERE (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
),
-- One by one, as an index has their claims, so that nothing need be sorted.
told (source_id, numbers) AS MATERIALIZED (
    SELECT
        k.id,
        (
            SELECT json_array(
                sum(i.claims), count(*), count(DISTINCT p.outlet_id), sum(i.direct), min(p.published_at), max(p.published_at),
                min(i.first_claim)
            )
            FROM (
                SELECT c.article_id, count(*) AS claims, sum(c.kind = 'direct') AS direct, min(c.id) AS first_claim
                FROM claims AS c
                WHERE c.source_id = k.id
                GROUP BY c.article_id
            ) AS i
            CROSS JOIN published AS p ON p.id = i.article_id
        )
    FROM candidates AS k
    UNION ALL
    SELECT
        r.root,
        (
            SELECT json_array(
                sum(i.claims), count(*), count(DISTINCT p.outlet_id), sum(i.direct), min(p.published_at), max(p.published_at),
                min(i.first_claim)
            )
            FROM (
                SELECT c.article_id, count(*) AS claims, sum(c.kind = 'direct') AS direct, min(c.id) AS first_claim
                FROM mergers AS g
                CROSS JOIN claims AS c ON c.source_id = g.id
                WHERE g.root = r.root
                GROUP BY c.article_id
            ) AS i
            CROSS JOIN published AS p ON p.id = i.article_id
        )
    FROM (SELECT DISTINCT g.root FROM mergers AS g) AS r
),
counted AS MATERIALIZED (
    SELECT
        t.source_id,
        json_extract(t.numbers, '$[0]') AS claims,
        json_extract(t.numbers, '$[1]') AS articles,
        json_extract(t.numbers, '$[2]') AS outlets,
        json_extract(t.numbers, '$[3]') AS direct,
        json_extract(t.numbers, '$[4]') AS since,
        json_extract(t.numbers, '$[5]') AS until,
        json_extract(t.numbers, '$[6]') AS first_claim
    FROM told AS t
    WHERE json_extract(t.numbers, '$[0]') > 0
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
