-- title: Who covers it, and when?
-- description: How many articles, claims and figures each outlet has on each day, of all or of what is asked for: a subject, or a
--   source that it rests on. With the first place of the day.
-- param about text = null   Words that stand in what is said or counted, in this order
-- param source text = null  Words of the source's name or alias
-- param outlet text = null  Words of the outlet's name
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 10000  How many rows at most, the latest, and ten times as many claims and figures looked at; null for all

WITH
-- shared: asked source
-- shared: asked about
-- shared: asked outlet
-- shared: told
-- shared: named source
-- With all that was merged into these.
picked (id) AS MATERIALIZED (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
places AS MATERIALIZED (
    SELECT c.article_id, c.id AS claim_id, NULL AS figure_id, c.start, c."end"
    FROM (
        SELECT f.rowid AS id
        FROM claims_fts AS f
        WHERE :about IS NOT NULL
          AND :source IS NULL
          AND f.claims_fts MATCH 'content : "' || replace(:about, '"', '""') || '"'
        ORDER BY f.rowid DESC
        LIMIT coalesce(:limit * 10, -1)
    ) AS w
    CROSS JOIN claims AS c ON c.id = w.id
    UNION ALL
    SELECT f.article_id, NULL, f.id, f.start, f."end"
    FROM (
        SELECT g.id
        FROM figures AS g
        WHERE :about IS NOT NULL
          AND :source IS NULL
          AND g.subject IN (
              SELECT x.subject
              FROM figure_subjects AS x
              WHERE ' ' || lower(x.subject) || ' ' GLOB (SELECT w.words FROM asked_about AS w)
                 OR ' ' || lower(x.counted) || ' ' GLOB (SELECT w.words FROM asked_about AS w)
          )
        ORDER BY g.id DESC
        LIMIT coalesce(:limit * 10, -1)
    ) AS w
    CROSS JOIN figures AS f ON f.id = w.id
    UNION ALL
    SELECT c.article_id, c.id, NULL, c.start, c."end"
    FROM picked AS p
    JOIN claims AS c ON c.source_id = p.id
    WHERE :source IS NOT NULL
      AND (:about IS NULL OR c.id IN (SELECT t.id FROM told AS t))
),
-- Of each article, or of each with such a place; without either, only the article counts.
seen AS MATERIALIZED (
    SELECT
        p.article_id,
        count(p.claim_id) AS claims,
        count(p.figure_id) AS figures,
        min(p.start) AS start,
        p."end"
    FROM places AS p
    GROUP BY p.article_id
    UNION ALL
    SELECT
        a.id,
        (SELECT count(*) FROM claims AS c WHERE c.article_id = a.id),
        (SELECT count(*) FROM figures AS f WHERE f.article_id = a.id),
        NULL,
        NULL
    FROM (
        SELECT DISTINCT coalesce(w.duplicate_of, w.id) AS id
        FROM (
            SELECT x.id, x.duplicate_of
            FROM articles AS x
            WHERE :about IS NULL
              AND :source IS NULL
              AND (:since IS NULL OR x.published_at >= :since)
              AND (:until IS NULL OR x.published_at <= :until || '~')
            ORDER BY x.published_at DESC, x.id DESC
            LIMIT coalesce(:limit, -1)
        ) AS w
    ) AS a
),
-- Of copies the one that was published first counts, as far as both dates are known, whichever came first.
counted AS MATERIALIZED (
    SELECT
        s.*,
        coalesce(
            (
                SELECT d.id
                FROM articles AS d
                WHERE d.duplicate_of = k.id
                  AND substr(d.published_at, 1, length(k.published_at)) < substr(k.published_at, 1, length(d.published_at))
                ORDER BY d.published_at, d.id
                LIMIT 1
            ),
            k.id
        ) AS first_id
    FROM seen AS s
    JOIN articles AS k ON k.id = s.article_id
)
SELECT
    substr(a.published_at, 1, 10) AS day,
    ao.name AS outlet,
    count(*) AS articles,
    sum(s.claims) AS claims,
    sum(s.figures) AS figures,
    substr(a.body, s.start + 1, s."end" - s.start) AS words,
    a.title,
    min(a.id) AS article_id,
    s.start,
    s."end"
FROM counted AS s
CROSS JOIN articles AS a ON a.id = s.first_id
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
WHERE (:outlet IS NULL OR ' ' || lower(ao.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w))
  AND (:since IS NULL OR a.published_at >= :since)
  AND (:until IS NULL OR a.published_at <= :until || '~')
GROUP BY day, ao.id
ORDER BY day DESC, outlet
LIMIT coalesce(:limit, -1);
