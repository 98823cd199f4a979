-- title: Claims that come from nowhere
-- description: What several articles pass on where the trail of outlets leads back to itself ("A has it from B, B from A") or to
--   nobody ("reports suggest", "it is said"). A row an article, with its trail; a trail is followed for a dozen steps.
-- param about text = null    Words that stand in what is said, in this order
-- param since date = null    Published on this day or later
-- param until date = null    Published on this day or before
-- param limit integer = 200   How many statements to look at where nothing else is asked, the latest; null for all
-- param claims integer = 5000  How many claims these statements may have in all; null for any number

WITH RECURSIVE
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
    -- By the calendar.
    SELECT n.group_id
    FROM (
        SELECT c.group_id
        FROM articles AS a
        CROSS JOIN claims AS c ON c.article_id = a.id
        WHERE :about IS NULL
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
          AND :since IS NULL
          AND :until IS NULL
          AND t.articles >= 2
        ORDER BY t.latest DESC
        LIMIT coalesce(:limit, -1)
    ) AS s
),
-- Of these as many as have :claims claims in all, the latest first.
picked (group_id) AS MATERIALIZED (
    SELECT n.group_id
    FROM (
        SELECT
            f.group_id,
            sum(coalesce(t.claims, 1)) OVER (
                ORDER BY t.latest DESC, f.group_id DESC ROWS UNBOUNDED PRECEDING
            ) - coalesce(t.claims, 1) AS before
        FROM found AS f
        LEFT JOIN claim_group_tallies AS t ON t.group_id = f.group_id
    ) AS n
    WHERE n.before < coalesce(:claims, 9e18)
),
-- shared: handed
trail (claim_id, at_id, depth, way, visited) AS (
    SELECT
        i.claim_id,
        i.claim_id,
        0,
        coalesce(o.name, 'article ' || i.article_id),
        ' ' || i.claim_id || ' '
    FROM items AS i
    LEFT JOIN sources AS o ON o.id = i.outlet_id
    UNION ALL
    SELECT
        t.claim_id,
        h.from_id,
        t.depth + 1,
        t.way || ' ← ' || coalesce(o.name, 'article ' || i.article_id),
        t.visited || h.from_id || ' '
    FROM trail AS t
    JOIN handed AS h ON h.claim_id = t.at_id
    JOIN items AS i ON i.claim_id = h.from_id
    LEFT JOIN sources AS o ON o.id = i.outlet_id
    WHERE t.depth < 12
      -- Once round is enough: where it stands is known from before.
      AND instr(t.visited, ' ' || t.at_id || ' ') = length(t.visited) - length(' ' || t.at_id || ' ') + 1
),
ends AS MATERIALIZED (
    SELECT
        t.claim_id,
        t.at_id,
        t.way,
        max(t.depth) AS depth,
        instr(t.visited, ' ' || t.at_id || ' ') < length(t.visited) - length(' ' || t.at_id || ' ') + 1 AS is_circle
    FROM trail AS t
    GROUP BY t.claim_id
),
judged AS MATERIALIZED (
    SELECT
        i.*,
        e.at_id,
        e.depth,
        CASE
            WHEN e.is_circle THEN 'itself'
            WHEN z.speaker IS NULL AND z.cites_id IS NULL AND z.is_nobody THEN 'nobody'
        END AS ends_in,
        e.way || iif(NOT e.is_circle, ' ← ' || coalesce(iif(z.is_nobody, z.source, NULL), 'nobody'), '') AS trail
    FROM items AS i
    JOIN ends AS e ON e.claim_id = i.claim_id
    JOIN items AS z ON z.claim_id = e.at_id
),
-- Nobody stands for it in any article; one article alone, or in two versions, is no trail.
baseless AS MATERIALIZED (
    SELECT
        j.*,
        (min(j.root_id) OVER g <> max(j.root_id) OVER g OR min(j.outlet_id) OVER g <> max(j.outlet_id) OVER g)
        AND count(*) OVER g = count(j.ends_in) OVER g AS is_baseless
    FROM judged AS j
    WINDOW g AS (PARTITION BY j.group_id, j.denies)
),
-- The last of a trail may look like a plain "it is said": it is shown with those that rest on it.
shown AS MATERIALIZED (
    SELECT
        b.*,
        max(b.depth) OVER a > 0
        AND (min(b.root_id) OVER a <> max(b.root_id) OVER a OR min(b.outlet_id) OVER a <> max(b.outlet_id) OVER a) AS is_passed_on
    FROM baseless AS b
    WHERE b.ends_in IS NOT NULL
    WINDOW a AS (PARTITION BY b.at_id)
)
SELECT
    j.ends_in,
    j.trail,
    c.content,
    j.source,
    ci.name AS cites,
    c.cue,
    c.hedge,
    a.published_at,
    ao.name AS outlet,
    a.title,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id,
    j.group_id
FROM shown AS j
JOIN claims AS c ON c.id = j.claim_id
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS ao ON ao.id = j.outlet_id
LEFT JOIN sources AS ci ON ci.id = j.cites_id
WHERE j.ends_in = 'itself' OR j.is_baseless OR j.is_passed_on
ORDER BY j.group_id, j.denies, a.published_at, c.article_id, c.start;
