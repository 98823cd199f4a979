-- title: A claim and its denial, side by side
-- description: Where one article says that something is so and another claim says that it is not: "will join" and "will not join",
--   "denied that they will join". A row a pair; copies of either are left out.
-- param about text = null   Words that stand in what is said, in this order
-- param source text = null  Words of the name or alias of who claims or denies
-- param since date = null   The later one published on this day or later
-- param until date = null   The later one published on this day or before
-- param within integer = 90  Days that the two may lie apart, at most; null for any number
-- param limit integer = 1000  How many statements to look at, the latest, and ten times as many pairs; null for all

WITH
-- shared: asked source
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
both_ways AS MATERIALIZED (
    -- Found by words, or by who says it; the latest first.
    SELECT s.group_id
    FROM (
        SELECT f.rowid AS id
        FROM claims_fts AS f
        WHERE :about IS NOT NULL AND f.claims_fts MATCH 'content : "' || replace(:about, '"', '""') || '"'
        ORDER BY f.rowid DESC
        LIMIT coalesce(:limit * 10, -1)
    ) AS n
    CROSS JOIN claims AS s ON s.id = n.id
    WHERE s.group_id IS NOT NULL
    UNION
    SELECT s.group_id
    FROM (
        SELECT c.id
        FROM picked AS p
        CROSS JOIN claims AS c ON c.source_id = p.id
        WHERE :about IS NULL AND :source IS NOT NULL
        ORDER BY c.id DESC
        LIMIT coalesce(:limit * 10, -1)
    ) AS n
    CROSS JOIN claims AS s ON s.id = n.id
    WHERE s.group_id IS NOT NULL
    UNION
    -- All, the latest first.
    SELECT s.group_id
    FROM (
        SELECT t.group_id
        FROM claim_group_tallies AS t
        WHERE :about IS NULL AND :source IS NULL AND t.asserted = 1 AND t.denied = 1
        ORDER BY t.latest DESC, t.group_id DESC
        LIMIT coalesce(:limit, -1)
    ) AS s
),
pairs AS MATERIALIZED (
    SELECT c.id AS claim_id, d.id AS denial_id, c.article_id AS claim_article, d.article_id AS denial_article
    FROM (
        SELECT t.group_id
        FROM both_ways AS b
        CROSS JOIN claim_group_tallies AS t ON t.group_id = b.group_id AND t.asserted = 1 AND t.denied = 1
        ORDER BY t.latest DESC, t.group_id DESC
        -- The order stays with a limit alone, and with it which pairs are the latest.
        LIMIT -1
    ) AS g
    CROSS JOIN claims AS c ON c.group_id = g.group_id AND c.denies = 0
    CROSS JOIN claims AS d ON d.group_id = g.group_id AND d.denies = 1
    -- What a denial holds is no claim of its own ("she denied that she had said so"), nor is what stands in a claim of the same.
    -- Nor does what a denial stands in, or a part of it, say the contrary, unless both are of the same words: "disputes that".
    WHERE (
        c.article_id <> d.article_id
        OR c.within_id IS NOT d.id
        -- Who says both in one text qualifies what they say.
        AND c.source_id IS NOT d.source_id
        AND (c.start >= d."end" OR d.start >= c."end" OR c.start = d.start AND c."end" = d."end")
    )
      -- "Some plan to back her", "most do not want to back her": what two want of themselves are two things.
      AND NOT (c.content LIKE 'to %' AND d.content LIKE 'to %' AND c.source_id IS NOT d.source_id)
      AND NOT EXISTS (SELECT 1 FROM claims AS w WHERE w.id = c.within_id AND w.group_id = c.group_id)
    LIMIT coalesce(:limit * 10, -1)
),
-- Of many articles, two tell of one thing only where they share a name that few have, one of the first of either.
crowd (few) AS MATERIALIZED (
    SELECT max(30, min(300, n.articles / 30))
    FROM (SELECT a.id AS articles FROM articles AS a ORDER BY a.id DESC LIMIT 1) AS n
    WHERE n.articles > 50
),
in_both (claim_article, denial_article, name) AS MATERIALIZED (
    SELECT p.claim_article, p.denial_article, x.name
    FROM (SELECT DISTINCT o.claim_article, o.denial_article FROM pairs AS o) AS p
    CROSS JOIN article_names AS x ON x.article_id = p.claim_article AND x.kind = 'name'
    CROSS JOIN article_names AS y
        ON y.article_id = p.denial_article AND y.kind = 'name' AND y.name = x.name
    WHERE p.claim_article <> p.denial_article
      AND min(x.seq, y.seq) < 10
      AND EXISTS (SELECT 1 FROM crowd AS w)
),
telling (name) AS MATERIALIZED (
    SELECT n.name
    FROM (SELECT DISTINCT o.name FROM in_both AS o) AS n
    WHERE (
        SELECT count(*)
        FROM (
            SELECT 1
            FROM article_names AS k
            WHERE k.kind = 'name' AND k.seq < 10 AND k.name = n.name
            LIMIT (SELECT w.few + 1 FROM crowd AS w)
        ) AS m
    ) <= (SELECT w.few FROM crowd AS w)
),
of_one_thing (claim_article, denial_article) AS MATERIALIZED (
    SELECT DISTINCT s.claim_article, s.denial_article
    FROM telling AS t
    JOIN in_both AS s ON s.name = t.name
)
SELECT
    c.content,
    coalesce(m.name, s.name, '(nobody named)') AS source,
    c.hedge,
    a.published_at,
    ao.name AS outlet,
    a.title,
    d.content AS denial,
    coalesce(dm.name, ds.name, '(nobody named)') AS denied_by,
    d.cue AS denial_cue,
    b.published_at AS denial_published_at,
    bo.name AS denial_outlet,
    b.title AS denial_title,
    CAST(julianday(substr(b.published_at, 1, 10)) - julianday(substr(a.published_at, 1, 10)) AS INTEGER) AS days,
    c.article_id,
    c.start,
    c."end",
    d.article_id AS denial_article_id,
    d.start AS denial_start,
    d."end" AS denial_end,
    c.id AS claim_id,
    d.id AS denial_id
FROM pairs AS p
CROSS JOIN claims AS c ON c.id = p.claim_id
CROSS JOIN claims AS d ON d.id = p.denial_id
CROSS JOIN articles AS a ON a.id = c.article_id
CROSS JOIN articles AS b ON b.id = d.article_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS ds ON ds.id = d.source_id
LEFT JOIN sources AS dm ON dm.id = ds.merged_into
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
LEFT JOIN sources AS bl ON bl.id = b.outlet_id
LEFT JOIN sources AS bo ON bo.id = coalesce(bl.merged_into, bl.id)
WHERE (
      :source IS NULL
      OR c.source_id IN (SELECT k.id FROM picked AS k)
      OR d.source_id IN (SELECT k.id FROM picked AS k)
  )
  AND (:since IS NULL OR max(a.published_at, b.published_at) >= :since)
  AND (
      :within IS NULL
      OR a.published_at IS NULL
      OR b.published_at IS NULL
      OR abs(julianday(substr(b.published_at, 1, 10)) - julianday(substr(a.published_at, 1, 10))) <= :within
  )
  AND (:until IS NULL OR max(a.published_at, b.published_at) <= :until || '~')
  AND (
      c.article_id = d.article_id
      OR NOT EXISTS (SELECT 1 FROM crowd AS w)
      -- Where an article has no names, nothing tells.
      OR NOT EXISTS (SELECT 1 FROM article_names AS n WHERE n.article_id = c.article_id AND n.kind = 'name')
      OR NOT EXISTS (SELECT 1 FROM article_names AS n WHERE n.article_id = d.article_id AND n.kind = 'name')
      OR (c.article_id, d.article_id) IN (SELECT t.claim_article, t.denial_article FROM of_one_thing AS t)
  )
  -- The same said of it in the text that this one is a copy of.
  AND NOT EXISTS (
      SELECT 1
      FROM claims AS x
      WHERE x.article_id = coalesce(a.near_duplicate_of, a.version_of)
        AND x.group_id = c.group_id
        AND x.denies = c.denies
  )
  AND NOT EXISTS (
      SELECT 1
      FROM claims AS x
      WHERE x.article_id = coalesce(b.near_duplicate_of, b.version_of)
        AND x.group_id = d.group_id
        AND x.denies = d.denies
  )
ORDER BY c.group_id, b.published_at, d.id, a.published_at, c.id;
