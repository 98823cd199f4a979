-- title: Statements with a single origin
-- description: What several articles pass on and one source alone stands for, once copies fall away: the same text, versions of one
--   address, outlets that have it from one another, the same person. A row each, with the place that has it first.
-- param about text = null    Words that stand in what is said, in this order
-- param subject text = null  What its figures count, or some words of it
-- param since date = null    Published on this day or later
-- param until date = null    Published on this day or before
-- param articles integer = 2  In so many articles at least
-- param limit integer = 200   How many statements to look at where nothing else is asked, those of most articles; null for all
-- param claims integer = 5000  How many claims these statements may have in all; null for any number

WITH RECURSIVE
-- shared: asked subject
found (group_id) AS MATERIALIZED (
    -- Found by words, the latest claims that have them.
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
    UNION
    -- By what their figures count.
    SELECT c.group_id
    FROM (
        SELECT f.claim_id AS id
        FROM figures AS f
        WHERE :subject IS NOT NULL
          AND f.subject IN (
              SELECT x.subject
              FROM figure_subjects AS x
              WHERE ' ' || lower(x.subject) || ' ' GLOB (SELECT w.words FROM asked_subject AS w)
                 OR ' ' || lower(x.counted) || ' ' GLOB (SELECT w.words FROM asked_subject AS w)
          )
          AND f.claim_id IS NOT NULL
        ORDER BY f.claim_id DESC
        LIMIT coalesce(:claims, -1)
    ) AS w
    CROSS JOIN claims AS c ON c.id = w.id
    WHERE c.group_id IS NOT NULL
    UNION
    -- By the calendar.
    SELECT n.group_id
    FROM (
        SELECT c.group_id
        FROM articles AS a
        CROSS JOIN claims AS c ON c.article_id = a.id
        WHERE :about IS NULL AND :subject IS NULL
          AND (:since IS NOT NULL OR :until IS NOT NULL)
          AND a.published_at >= coalesce(:since, '')
          AND a.published_at <= coalesce(:until, '9999') || '~'
          AND c.group_id IS NOT NULL
        ORDER BY a.published_at DESC, a.id, c.id
        LIMIT coalesce(:claims, -1)
    ) AS n
    UNION
    -- All: those that most articles have.
    SELECT s.group_id
    FROM (
        SELECT t.group_id
        FROM claim_group_tallies AS t
        WHERE :about IS NULL
          AND :subject IS NULL
          AND :since IS NULL
          AND :until IS NULL
          AND t.articles >= 2
        ORDER BY t.articles DESC, t.group_id
        LIMIT coalesce(:limit, -1)
    ) AS s
    UNION
    -- What only copies word for word have, whose claims are their original's.
    SELECT c.group_id
    FROM (
        SELECT d.duplicate_of AS id
        FROM (
            SELECT a.duplicate_of
            FROM articles AS a
            WHERE :about IS NULL
              AND :subject IS NULL
              AND :since IS NULL
              AND :until IS NULL
              AND a.duplicate_of IS NOT NULL
            ORDER BY a.duplicate_of DESC
            LIMIT coalesce(:claims, -1)
        ) AS d
        GROUP BY d.duplicate_of
        ORDER BY count(*) DESC, d.duplicate_of
        LIMIT coalesce(:limit, -1)
    ) AS o
    CROSS JOIN claims AS c ON c.article_id = o.id
    WHERE c.group_id IS NOT NULL
),
-- Of these as many as have :claims claims in all, those of most articles first.
picked (group_id) AS MATERIALIZED (
    SELECT n.group_id
    FROM (
        SELECT
            f.group_id,
            sum(coalesce(t.claims, 1)) OVER (
                ORDER BY t.articles DESC, f.group_id ROWS UNBOUNDED PRECEDING
            ) - coalesce(t.claims, 1) AS before
        FROM found AS f
        LEFT JOIN claim_group_tallies AS t ON t.group_id = f.group_id
    ) AS n
    WHERE n.before < coalesce(:claims, 9e18)
),
-- shared: handed
-- Back along the trail, a dozen hands at most.
trail (claim_id, at_id, depth) AS (
    SELECT i.claim_id, i.claim_id, 0
    FROM items AS i
    UNION ALL
    SELECT t.claim_id, h.from_id, t.depth + 1
    FROM trail AS t
    JOIN handed AS h ON h.claim_id = t.at_id
    WHERE h.from_id IS NOT NULL AND t.depth < 12
),
ends AS MATERIALIZED (
    SELECT t.claim_id, t.at_id, max(t.depth) AS depth
    FROM trail AS t
    GROUP BY t.claim_id
),
origins AS MATERIALIZED (
    SELECT
        i.*,
        e.depth,
        CASE
            WHEN e.depth = 12 THEN 'circle'
            ELSE coalesce(z.speaker, 'o' || coalesce(z.cites_id, z.outlet_id), 'a' || z.root_id)
        END AS origin,
        CASE
            WHEN e.depth = 12 THEN '(a circle)'
            WHEN z.speaker IS NOT NULL THEN z.source
            ELSE coalesce(ou.name, '(an article)')
        END AS origin_name,
        iif(e.depth < 12 AND z.speaker IS NOT NULL, ou.name, NULL) AS told_to,
        z.published_at AS told_at
    FROM items AS i
    JOIN ends AS e ON e.claim_id = i.claim_id
    JOIN items AS z ON z.claim_id = e.at_id
    LEFT JOIN sources AS ou ON ou.id = coalesce(z.cites_id, z.outlet_id)
),
totals AS MATERIALIZED (
    SELECT
        o.group_id,
        o.denies,
        count(DISTINCT o.article_id) + sum((SELECT count(*) FROM articles AS d WHERE d.duplicate_of = o.article_id)) AS articles,
        count(DISTINCT o.outlet_id) AS outlets,
        -- With min(), bare columns are of its row.
        o.origin_name AS origin,
        o.told_to,
        min(o.claim_id) AS first_id
    FROM origins AS o
    GROUP BY o.group_id, o.denies
    HAVING count(DISTINCT o.origin) = 1
)
SELECT
    t.articles,
    t.outlets,
    t.origin,
    t.told_to,
    c.content,
    coalesce(m.name, s.name, '(nobody named)') AS source,
    c.hedge,
    a.published_at,
    ao.name AS outlet,
    a.title,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id,
    t.group_id
FROM totals AS t
JOIN claims AS c ON c.id = t.first_id
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
WHERE t.articles >= :articles
ORDER BY t.articles DESC, t.group_id, t.denies;
