-- title: What did this source say over time?
-- description: All that a source said, the oldest first: where, to whom, about what, how sure, and where it says otherwise elsewhere
--   (the contrary, or another number of the same thing).
-- param name text           Words of the source's name or alias
-- param about text = null   Words that stand in what is said, in this order
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param limit integer = 5000  How many claims at most, the latest; null for all

WITH
-- shared: asked name
-- shared: told
-- shared: named name
-- With all that was merged into these.
picked (id) AS MATERIALIZED (
    SELECT n.id
    FROM named AS n
    UNION
    SELECT s.id
    FROM named AS n
    JOIN sources AS s ON s.merged_into = n.id
),
-- Of one that says much, what it said last.
shown (id) AS MATERIALIZED (
    SELECT c.id
    FROM picked AS p
    CROSS JOIN claims AS c ON c.source_id = p.id
    CROSS JOIN articles AS a ON a.id = c.article_id
    WHERE (:about IS NULL OR c.id IN (SELECT t.id FROM told AS t))
      AND (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
    ORDER BY a.published_at DESC, c.article_id DESC, c.id DESC
    LIMIT coalesce(:limit, -1)
),
-- What these may contradict.
heard (id) AS MATERIALIZED (
    SELECT w.id
    FROM shown AS w
    UNION
    SELECT n.id
    FROM (
        SELECT c.id
        FROM picked AS p
        CROSS JOIN claims AS c ON c.source_id = p.id
        ORDER BY c.article_id DESC, c.id DESC
        LIMIT coalesce(:limit, -1)
    ) AS n
),
-- A surname alone is whoever among these has it in full, where only one has.
full_names (surname, voice) AS MATERIALIZED (
    SELECT f.surname, max(f.voice)
    FROM (
        SELECT
            lower(replace(s.name, rtrim(s.name, replace(s.name, ' ', '')), '')) AS surname,
            coalesce(s.merged_into, s.id) AS voice
        FROM picked AS p
        JOIN sources AS s ON s.id = p.id
        WHERE s.kind = 'person' AND s.article_id IS NULL AND s.name LIKE '% %'
    ) AS f
    GROUP BY f.surname
    HAVING count(DISTINCT f.voice) = 1
),
said AS MATERIALIZED (
    SELECT
        c.id,
        -- Versions of one address are one article.
        coalesce(a.version_of, a.id) AS article_id,
        c.group_id,
        c.denies,
        coalesce(s.merged_into, s.id) AS source_id,
        -- A body or person without a name of its own is the same where it is called so.
        coalesce(
            n.voice,
            iif(s.article_id IS NULL, coalesce(s.merged_into, s.id), s.kind || ' ' || lower(s.name))
        ) AS voice
    FROM heard AS h
    CROSS JOIN claims AS c ON c.id = h.id
    JOIN articles AS a ON a.id = c.article_id
    JOIN sources AS s ON s.id = c.source_id
    LEFT JOIN full_names AS n ON n.surname = lower(s.name) AND s.kind = 'person'
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
    CROSS JOIN figures AS f ON f.claim_id = d.id
    WHERE f.subject IS NOT NULL
),
-- What one voice gives as a number of one thing: each once, with the first claim that does, and the first of another article.
ranges AS MATERIALIZED (
    SELECT
        n.voice,
        n.subject,
        n.unit,
        n.per,
        n.place,
        n.low,
        n.high,
        min(n.claim_id) AS first_id,
        n.first_article,
        min(iif(n.article_id <> n.first_article, n.claim_id, NULL)) AS second_id
    FROM (
        SELECT
            m.*,
            first_value(m.article_id) OVER (
                PARTITION BY m.voice, m.subject, m.unit, m.per, m.place, m.low, m.high
                ORDER BY m.claim_id
            ) AS first_article
        FROM numbers AS m
    ) AS n
    GROUP BY n.voice, n.subject, n.unit, n.per, n.place, n.low, n.high
),
stances AS MATERIALIZED (
    SELECT d.voice, d.group_id, d.denies, min(d.id) AS first_id
    FROM said AS d
    WHERE d.group_id IS NOT NULL
    GROUP BY d.voice, d.group_id, d.denies
),
against AS MATERIALIZED (
    SELECT d.id AS claim_id, e.first_id AS other_id, 'the contrary' AS how
    FROM said AS d
    JOIN stances AS e ON e.group_id = d.group_id AND e.voice = d.voice AND e.denies <> d.denies
    UNION ALL
    SELECT n.claim_id, min(iif(o.first_article <> n.article_id, o.first_id, o.second_id)) AS other_id, 'another number'
    FROM numbers AS n
    JOIN ranges AS o
        ON o.voice = n.voice
        AND o.subject = n.subject
        AND o.unit = n.unit
        AND o.per IS n.per
        AND o.place IS n.place
        AND (o.first_article <> n.article_id OR o.second_id IS NOT NULL)
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
    -- "…, Roe says, the Post reported": she told the Post.
    coalesce(vm.name, v.name, iif(coalesce(wm.kind, ws.kind) = 'outlet', coalesce(wm.name, ws.name), NULL), ao.name) AS told_to,
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
FROM shown AS d
CROSS JOIN claims AS c ON c.id = d.id
JOIN articles AS a ON a.id = c.article_id
JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
LEFT JOIN claims AS w ON w.id = c.within_id
LEFT JOIN sources AS ws ON ws.id = w.source_id
LEFT JOIN sources AS wm ON wm.id = ws.merged_into
LEFT JOIN first_against AS g ON g.claim_id = c.id
LEFT JOIN claims AS x ON x.id = g.other_id
LEFT JOIN articles AS xa ON xa.id = x.article_id
ORDER BY a.published_at, a.id, c.start, c.id;
