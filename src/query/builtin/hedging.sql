-- title: Claims that grow surer as they are copied
-- description: What was "may" or "plans to" in one article and "will" in a later one, each statement in the order of its dates. sure is
--   possible, likely or stated; rise says by how many steps it is surer than the least sure one before. Denials and copies are left
--   out.
-- param about text = null   Words that stand in what is said, in this order
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 1000  How many statements to look at, the latest; null for all
-- param claims integer = 10000  How many claims these statements may have in all; null for any number

WITH
-- Only what is surer in one place than in another can rise.
found (group_id) AS MATERIALIZED (
    SELECT s.group_id
    FROM (
        SELECT t.group_id
        FROM claim_group_tallies AS t
        WHERE :about IS NULL AND t.most_sure > t.least_sure AND t.articles >= 2
        ORDER BY t.latest DESC
        LIMIT coalesce(:limit, -1)
    ) AS s
    UNION
    SELECT s.group_id
    FROM (
        SELECT c.group_id
        FROM (
            SELECT f.rowid AS id
            FROM claims_fts AS f
            WHERE :about IS NOT NULL AND f.claims_fts MATCH 'content : "' || replace(:about, '"', '""') || '"'
            ORDER BY f.rowid DESC
            LIMIT coalesce(:claims, -1)
        ) AS w
        CROSS JOIN claims AS c ON c.id = w.id
        WHERE c.group_id IS NOT NULL
        GROUP BY c.group_id
        ORDER BY max(c.id) DESC
        LIMIT coalesce(:limit, -1)
    ) AS s
),
-- Of these as many as have :claims claims in all, the latest first.
unsure (group_id) AS MATERIALIZED (
    SELECT n.group_id
    FROM (
        SELECT t.group_id, sum(t.claims) OVER (ORDER BY t.latest DESC ROWS UNBOUNDED PRECEDING) - t.claims AS before
        FROM found AS f
        CROSS JOIN claim_group_tallies AS t ON t.group_id = f.group_id
        WHERE t.most_sure > t.least_sure
    ) AS n
    WHERE n.before < coalesce(:claims, 9e18)
),
-- One claim an article: the surest.
items AS MATERIALIZED (
    SELECT n.*
    FROM (
        SELECT
            c.id,
            c.group_id,
            c.article_id,
            c.certainty,
            a.published_at,
            row_number() OVER (PARTITION BY c.group_id, c.article_id ORDER BY c.certainty DESC, c.id) AS place
        FROM unsure AS u
        CROSS JOIN claims AS c ON c.group_id = u.group_id
        CROSS JOIN articles AS a ON a.id = c.article_id
        WHERE c.denies = 0
          -- What a denial holds is not what its article says.
          AND NOT EXISTS (
              SELECT 1
              FROM claims AS w
              WHERE w.id = c.within_id AND w.group_id = c.group_id AND w.denies = 1
          )
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
          AND NOT EXISTS (
              SELECT 1
              FROM claims AS x
              WHERE x.article_id = coalesce(a.near_duplicate_of, a.version_of)
                AND x.group_id = c.group_id
                AND x.denies = 0
                AND x.certainty = c.certainty
          )
    ) AS n
    WHERE n.place = 1
),
steps AS MATERIALIZED (
    SELECT
        i.*,
        row_number() OVER w AS step,
        min(i.certainty) OVER (
            PARTITION BY i.group_id
            ORDER BY i.published_at, i.id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS least
    FROM items AS i
    WINDOW w AS (PARTITION BY i.group_id ORDER BY i.published_at, i.id)
),
rising AS MATERIALIZED (
    SELECT s.group_id, max(s.certainty - s.least) AS rise
    FROM steps AS s
    GROUP BY s.group_id
    HAVING max(s.certainty - s.least) > 0
)
SELECT
    s.step,
    CASE s.certainty WHEN 1 THEN 'possible' WHEN 2 THEN 'likely' ELSE 'stated' END AS sure,
    max(s.certainty - s.least, 0) AS rise,
    c.content,
    c.hedge,
    coalesce(m.name, o.name, '(nobody named)') AS source,
    coalesce(vm.name, v.name) AS via,
    s.published_at,
    ao.name AS outlet,
    a.title,
    s.article_id,
    c.start,
    c."end",
    c.id AS claim_id,
    s.group_id
FROM rising AS r
JOIN steps AS s ON s.group_id = r.group_id
CROSS JOIN claims AS c ON c.id = s.id
CROSS JOIN articles AS a ON a.id = s.article_id
LEFT JOIN sources AS o ON o.id = c.source_id
LEFT JOIN sources AS m ON m.id = o.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
ORDER BY r.rise DESC, s.group_id, s.step;
