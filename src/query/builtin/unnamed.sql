-- title: Claims that rest on nobody one could call
-- description: Claims by unnamed people ("officials", "a senior officer"), by documents of nobody named ("reports suggest") or by nobody at all
--   ("is said to"), those of the outlets that do it most first: outlet_share is the part of all claims in the outlet's
--   articles that rest on unnamed sources, subject_share the part of all claims that count the same thing.
-- param outlet text = null  Words of the outlet's name
-- param subject text = null What the claim's figures count, or some words of it
-- param since date = null   Published on this day or later
-- param until date = null   Published on this day or before
-- param claims integer = 50000  How many claims to look at, the latest; null for all
-- param limit integer = 10000  How many rows at most; null for all

WITH
-- shared: asked outlet
-- shared: asked subject
-- The claims of the newest articles, as an index has them.
latest AS MATERIALIZED (
    SELECT c.id, o.id AS outlet_id, a.published_at, c.article_id, c.start
    FROM articles AS a
    LEFT JOIN sources AS ol ON ol.id = a.outlet_id
    LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
    CROSS JOIN claims AS c ON c.article_id = a.id
    WHERE a.duplicate_of IS NULL
      -- "is expected to buy, the Star said": the claim around the same words says whose they are.
      AND (
          c.source_id IS NOT NULL
          OR c.within_id IS NULL
          OR NOT EXISTS (
              SELECT 1
              FROM claims AS w
              WHERE w.id = c.within_id AND w.start = c.start AND w."end" = c."end"
          )
      )
      AND (:outlet IS NULL OR ' ' || lower(o.name) || ' ' GLOB (SELECT w.words FROM asked_outlet AS w))
      AND (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
    ORDER BY a.published_at DESC, a.id, c.id
    LIMIT coalesce(:claims, -1)
),
judged AS MATERIALIZED (
    SELECT
        l.*,
        (
            SELECT f.subject
            FROM figures AS f
            WHERE f.claim_id = c.id AND f.subject IS NOT NULL
            ORDER BY f.start
            LIMIT 1
        ) AS subject,
        CASE
            -- "The minister said that aides believe": she says so by name; whom a paper cites for its report, it rests on.
            WHEN ws.kind IN ('person', 'organisation') AND NOT ws.is_unnamed AND c.rule <> 'cited' THEN NULL
            WHEN s.id IS NULL THEN 'nobody'
            -- An outlet's name that the reading takes for a text's.
            WHEN coalesce(m.kind, s.kind) = 'document'
                AND EXISTS (
                    SELECT 1
                    FROM sources AS n
                    WHERE n.kind = 'outlet' AND n.name = coalesce(m.name, s.name) COLLATE NOCASE
                )
                THEN NULL
            -- "A report in the Star", "a study by the Nordhus Institute": whoever published it can be called.
            WHEN coalesce(m.kind, s.kind) = 'document'
                AND EXISTS (
                    SELECT 1
                    FROM sources AS p
                    WHERE p.id = coalesce(m.affiliation_id, s.affiliation_id) AND p.article_id IS NULL
                )
                THEN NULL
            WHEN coalesce(m.kind, s.kind) IN ('group', 'document') THEN coalesce(m.kind, s.kind)
            -- Singled out but not named: "the minister", "a U.S. officer".
            WHEN coalesce(m.is_unnamed, s.is_unnamed) THEN 'unnamed person'
        END AS rests_on
    FROM latest AS l
    CROSS JOIN claims AS c ON c.id = l.id
    LEFT JOIN sources AS s ON s.id = c.source_id
    LEFT JOIN sources AS m ON m.id = s.merged_into
    LEFT JOIN claims AS w ON w.id = c.within_id
    LEFT JOIN sources AS ws ON ws.id = w.source_id
),
shares AS MATERIALIZED (
    SELECT
        outlet_id,
        count(*) AS claims,
        round(1.0 * count(rests_on) / count(*), 3) AS share
    FROM judged
    GROUP BY outlet_id
),
subjects AS MATERIALIZED (
    SELECT
        subject,
        round(1.0 * count(rests_on) / count(*), 3) AS share
    FROM judged
    WHERE subject IS NOT NULL
    GROUP BY subject
),
shown AS MATERIALIZED (
    SELECT j.*, sh.share AS outlet_share, sh.claims AS outlet_claims, o.name AS outlet
    FROM judged AS j
    JOIN shares AS sh ON sh.outlet_id IS j.outlet_id
    LEFT JOIN sources AS o ON o.id = j.outlet_id
    WHERE j.rests_on IS NOT NULL
      AND (
          :subject IS NULL
          OR j.subject IN (
              SELECT x.subject
              FROM figure_subjects AS x
              WHERE ' ' || lower(x.subject) || ' ' GLOB (SELECT w.words FROM asked_subject AS w)
                 OR ' ' || lower(x.counted) || ' ' GLOB (SELECT w.words FROM asked_subject AS w)
          )
      )
    ORDER BY sh.share DESC, o.name, j.published_at DESC, j.article_id, j.start, j.id
    LIMIT coalesce(:limit, -1)
)
SELECT
    j.outlet,
    j.outlet_share,
    j.outlet_claims,
    j.subject,
    sb.share AS subject_share,
    j.rests_on,
    coalesce(c.speaker, s.name) AS source,
    c.content,
    c.cue,
    c.hedge,
    a.published_at,
    a.title,
    c.article_id,
    c.start,
    c."end",
    c.id AS claim_id
FROM shown AS j
LEFT JOIN subjects AS sb ON sb.subject = j.subject
CROSS JOIN claims AS c ON c.id = j.id
CROSS JOIN articles AS a ON a.id = c.article_id
LEFT JOIN sources AS s ON s.id = c.source_id
ORDER BY j.outlet_share DESC, j.outlet, a.published_at DESC, a.id, c.start, c.id;
