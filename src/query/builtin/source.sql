-- title: What did this source say over time?
-- description: All that a source said, the oldest first: where, to whom, about what, how sure, and where it says otherwise elsewhere
--   (the contrary, or another number of the same thing).
-- param name text           Part of the source's name or alias
-- param about text = null   Words that stand in what is said
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before

WITH
named (id) AS (
    SELECT coalesce(s.merged_into, s.id)
    FROM sources AS s
    WHERE s.name LIKE '%' || :name || '%'
    UNION
    SELECT coalesce(s.merged_into, s.id)
    FROM source_aliases AS sa
    JOIN sources AS s ON s.id = sa.source_id
    WHERE sa.alias LIKE '%' || :name || '%'
),
-- With all that was merged into these.
picked (id) AS MATERIALIZED (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
said AS MATERIALIZED (
    SELECT
        c.id,
        c.article_id,
        c.group_id,
        c.denies,
        coalesce(s.merged_into, s.id) AS source_id,
        -- A body or person without a name of its own is the same where it is called so.
        iif(s.article_id IS NULL, coalesce(s.merged_into, s.id), s.kind || ' ' || lower(s.name)) AS voice
    FROM picked AS p
    JOIN claims AS c ON c.source_id = p.id
    JOIN sources AS s ON s.id = c.source_id
),
numbers AS MATERIALIZED (
    SELECT
        f.id,
        f.claim_id,
        d.voice,
        f.subject,
        f.unit,
        f.per,
        f.place,
        f.text,
        coalesce(f.base_low, f.low, iif(f.high IS NULL, coalesce(f.base_value, f.value), -9e999)) AS low,
        coalesce(f.base_high, f.high, iif(f.low IS NULL, coalesce(f.base_value, f.value), 9e999)) AS high,
        d.article_id
    FROM said AS d
    JOIN figures AS f ON f.claim_id = d.id
    WHERE f.subject IS NOT NULL
),
against AS MATERIALIZED (
    SELECT d.id AS claim_id, min(e.id) AS other_id, 'the contrary' AS how
    FROM said AS d
    JOIN said AS e ON e.group_id = d.group_id AND e.voice = d.voice AND e.denies <> d.denies
    GROUP BY d.id
    UNION ALL
    SELECT n.claim_id, min(o.claim_id), 'another number'
    FROM numbers AS n
    JOIN numbers AS o
        ON o.voice = n.voice
        AND o.subject = n.subject
        AND o.unit = n.unit
        AND o.per IS n.per
        AND o.place IS n.place
        AND o.article_id <> n.article_id
        AND (o.low > n.high OR o.high < n.low)
    GROUP BY n.claim_id
),
first_against AS MATERIALIZED (
    SELECT g.claim_id, g.other_id, max(g.how) AS how
    FROM against AS g
    GROUP BY g.claim_id
)
SELECT
    a.published_at,
    coalesce(m.name, s.name) AS source,
    c.content,
    c.cue,
    CASE c.certainty WHEN 1 THEN 'possible' WHEN 2 THEN 'likely' WHEN 3 THEN 'stated' END AS sure,
    c.hedge,
    (
        -- Ordered inside, as SQLite before 3.44 (Datasette's, often) cannot order in group_concat.
        SELECT group_concat(x.counted, '; ')
        FROM (
            SELECT f.counted
            FROM figures AS f
            WHERE f.claim_id = c.id AND f.counted IS NOT NULL
            ORDER BY f.start
        ) AS x
    ) AS counts,
    coalesce(vm.name, v.name, ao.name) AS told_to,
    ao.name AS outlet,
    g.how AS contradicts,
    x.content AS contradicts_words,
    xa.published_at AS contradicts_published_at,
    x.article_id AS contradicts_article_id,
    x.start AS contradicts_start,
    x."end" AS contradicts_end,
    a.title,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id
FROM said AS d
JOIN claims AS c ON c.id = d.id
JOIN articles AS a ON a.id = c.article_id
JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
LEFT JOIN first_against AS g ON g.claim_id = c.id
LEFT JOIN claims AS x ON x.id = g.other_id
LEFT JOIN articles AS xa ON xa.id = x.article_id
WHERE (:about IS NULL OR c.content LIKE '%' || :about || '%')
  AND (:since IS NULL OR a.published_at >= :since)
  AND (:until IS NULL OR a.published_at <= :until || '~')
ORDER BY a.published_at, a.id, c.start, c.id;
