-- title: What did an outlet change in its article?
-- description: The claims and figures that were added, dropped or changed from one version of an address to the next. A figure is changed
--   where the same thing is counted otherwise; a claim where the same statement has other words or another number. The place is
--   in the later version, or in the earlier one for what was dropped.
-- param url text = null     Part of the address
-- param outlet text = null  Words of the outlet's name
-- param since date = null   The later version published on this day or later
-- param until date = null   The later version published on this day or before
-- param limit integer = 500 How many versions to look at, the latest; null for all

WITH
-- shared: asked outlet
pairs AS MATERIALIZED (
    SELECT
        b.id AS before_article,
        a.id AS after_article,
        -- A word-for-word copy of another article has its claims there.
        coalesce(b.duplicate_of, b.id) AS before_id,
        coalesce(a.duplicate_of, a.id) AS after_id,
        a.version
    -- The few that are later versions.
    FROM articles AS a INDEXED BY articles_by_first_version
    JOIN articles AS b ON b.id = a.version_of OR b.version_of = a.version_of
    LEFT JOIN sources AS al ON al.id = a.outlet_id
    LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
    WHERE a.version_of IS NOT NULL
      AND b.version = a.version - 1
      AND (:url IS NULL OR a.url LIKE '%' || :url || '%')
      AND (:outlet IS NULL OR ' ' || lower(ao.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w))
      AND (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
    ORDER BY a.id DESC
    LIMIT coalesce(:limit, -1)
),
-- Outermost claims: what stands in another one changes with it.
old_claims AS MATERIALIZED (
    SELECT p.after_article, p.before_article, c.id, c.group_id, c.denies, c.content, c.source_id, s.name AS source
    FROM pairs AS p
    JOIN claims AS c ON c.article_id = p.before_id
    LEFT JOIN sources AS s ON s.id = c.source_id
    WHERE c.within_id IS NULL
),
new_claims AS MATERIALIZED (
    SELECT p.after_article, p.before_article, c.id, c.group_id, c.denies, c.content, c.source_id, s.name AS source
    FROM pairs AS p
    JOIN claims AS c ON c.article_id = p.after_id
    LEFT JOIN sources AS s ON s.id = c.source_id
    WHERE c.within_id IS NULL
),
kept AS MATERIALIZED (
    SELECT n.after_article, n.id AS new_id, min(o.id) AS old_id
    FROM new_claims AS n
    JOIN old_claims AS o
        ON o.after_article = n.after_article
        AND o.content = n.content
        AND o.source IS n.source
    GROUP BY n.after_article, n.id
),
-- The same statement, or another number of the same thing, by whom it was.
changed AS MATERIALIZED (
    SELECT n.after_article, n.id AS new_id, min(o.id) AS old_id
    FROM new_claims AS n
    JOIN old_claims AS o ON o.after_article = n.after_article
    WHERE n.id NOT IN (SELECT k.new_id FROM kept AS k WHERE k.after_article = n.after_article)
      AND o.id NOT IN (SELECT k.old_id FROM kept AS k WHERE k.after_article = n.after_article)
      AND (
          o.group_id = n.group_id
          OR o.content = n.content
          OR EXISTS (
              SELECT 1
              FROM figures AS f
              JOIN figures AS g ON g.subject = f.subject AND g.unit = f.unit AND g.per IS f.per
              WHERE f.claim_id = o.id AND g.claim_id = n.id
          )
          -- The same speaker begins alike: "his side had been lucky", "unlucky".
          OR o.source_id = n.source_id
          AND length(o.content) >= 15
          AND substr(o.content, 1, 15) = substr(n.content, 1, 15)
          -- The same words but for the last: "closed until Friday", "until Sunday".
          OR o.source = n.source
          AND length(o.content) >= 25
          AND rtrim(o.content, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
            = rtrim(n.content, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
          -- The same words but for one number: "hiding 90 million crowns".
          OR EXISTS (
              SELECT 1
              FROM claims AS oc
              JOIN figures AS f ON f.article_id = oc.article_id AND f.start >= oc.start AND f."end" <= oc."end"
              JOIN claims AS nc ON nc.id = n.id
              JOIN figures AS g ON g.article_id = nc.article_id AND g.start >= nc.start AND g."end" <= nc."end"
              WHERE oc.id = o.id
                AND g.unit = f.unit
                AND replace(nc.content, g.text, f.text) = oc.content
          )
      )
    GROUP BY n.after_article, n.id
),
old_figures AS MATERIALIZED (
    SELECT p.after_article, p.before_article, f.*
    FROM pairs AS p
    JOIN figures AS f ON f.article_id = p.before_id
),
new_figures AS MATERIALIZED (
    SELECT p.after_article, p.before_article, f.*
    FROM pairs AS p
    JOIN figures AS f ON f.article_id = p.after_id
),
same_figures AS MATERIALIZED (
    SELECT n.after_article, n.id AS new_id, min(o.id) AS old_id
    FROM new_figures AS n
    JOIN old_figures AS o
        ON o.after_article = n.after_article
        AND o.unit = n.unit
        AND o.per IS n.per
        AND coalesce(o.subject, o.counted) IS coalesce(n.subject, n.counted)
        AND o.value IS n.value
        AND o.low IS n.low
        AND o.high IS n.high
    GROUP BY n.after_article, n.id
),
changed_figures AS MATERIALIZED (
    SELECT n.after_article, n.id AS new_id, min(o.id) AS old_id
    FROM new_figures AS n
    JOIN old_figures AS o
        ON o.after_article = n.after_article
        AND o.unit = n.unit
        AND o.per IS n.per
        AND coalesce(o.subject, o.counted) IS coalesce(n.subject, n.counted)
        AND o.place IS n.place
    WHERE n.id NOT IN (SELECT k.new_id FROM same_figures AS k WHERE k.after_article = n.after_article)
      AND o.id NOT IN (SELECT k.old_id FROM same_figures AS k WHERE k.after_article = n.after_article)
    GROUP BY n.after_article, n.id
),
found AS MATERIALIZED (
    SELECT c.after_article, 'claim' AS kind, 'changed' AS change, c.old_id, c.new_id
    FROM changed AS c
    UNION ALL
    SELECT n.after_article, 'claim', 'added', NULL, n.id
    FROM new_claims AS n
    WHERE n.id NOT IN (
        SELECT k.new_id FROM kept AS k WHERE k.after_article = n.after_article
        UNION ALL
        SELECT k.new_id FROM changed AS k WHERE k.after_article = n.after_article
    )
    UNION ALL
    SELECT o.after_article, 'claim', 'dropped', o.id, NULL
    FROM old_claims AS o
    WHERE o.id NOT IN (
        SELECT k.old_id FROM kept AS k WHERE k.after_article = o.after_article
        UNION ALL
        SELECT k.old_id FROM changed AS k WHERE k.after_article = o.after_article
    )
    UNION ALL
    SELECT c.after_article, 'figure', 'changed', c.old_id, c.new_id
    FROM changed_figures AS c
    UNION ALL
    SELECT n.after_article, 'figure', 'added', NULL, n.id
    FROM new_figures AS n
    WHERE n.id NOT IN (
        SELECT k.new_id FROM same_figures AS k WHERE k.after_article = n.after_article
        UNION ALL
        SELECT k.new_id FROM changed_figures AS k WHERE k.after_article = n.after_article
    )
    UNION ALL
    SELECT o.after_article, 'figure', 'dropped', o.id, NULL
    FROM old_figures AS o
    WHERE o.id NOT IN (
        SELECT k.old_id FROM same_figures AS k WHERE k.after_article = o.after_article
        UNION ALL
        SELECT k.old_id FROM changed_figures AS k WHERE k.after_article = o.after_article
    )
),
-- Whatever it is, as words at a place.
words AS MATERIALIZED (
    SELECT
        x.*,
        coalesce(oc.content, og.text) AS before_words,
        coalesce(nc.content, ng.text) AS after_words,
        coalesce(nc.article_id, ng.article_id, oc.article_id, og.article_id) AS article_id,
        coalesce(nc.start, ng.start, oc.start, og.start) AS start,
        coalesce(nc."end", ng."end", oc."end", og."end") AS "end",
        coalesce(oc.start, og.start) AS before_start,
        coalesce(oc."end", og."end") AS before_end,
        coalesce(nc.source_id, ng.source_id, oc.source_id, og.source_id) AS source_id
    FROM found AS x
    LEFT JOIN claims AS oc ON oc.id = x.old_id AND x.kind = 'claim'
    LEFT JOIN claims AS nc ON nc.id = x.new_id AND x.kind = 'claim'
    LEFT JOIN figures AS og ON og.id = x.old_id AND x.kind = 'figure'
    LEFT JOIN figures AS ng ON ng.id = x.new_id AND x.kind = 'figure'
)
SELECT
    p.version,
    w.kind,
    w.change,
    w.before_words AS before,
    w.after_words AS after,
    coalesce(m.name, s.name) AS source,
    b.published_at AS before_published_at,
    a.published_at,
    ao.name AS outlet,
    a.title,
    a.url,
    w.article_id,
    w.start,
    w."end",
    p.before_id AS before_article_id,
    w.before_start,
    w.before_end
FROM words AS w
JOIN pairs AS p ON p.after_article = w.after_article
JOIN articles AS a ON a.id = p.after_article
JOIN articles AS b ON b.id = p.before_article
LEFT JOIN sources AS s ON s.id = w.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS al ON al.id = a.outlet_id
LEFT JOIN sources AS ao ON ao.id = coalesce(al.merged_into, al.id)
ORDER BY a.published_at DESC, a.id, p.version, w.kind, w.article_id = p.before_id, w.start, w.change;
