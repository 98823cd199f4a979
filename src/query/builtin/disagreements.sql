-- title: Figures that disagree
-- description: Pairs of figures on one subject, in one kind of unit and rate (miles compare with kilometers), not for two
--   different places, that can't both be true: what their words allow does not overlap ("at least 15,000", "11,000"), or what they put as the most, as the least or as the number itself is further
--   apart than :factor ("up to 100,000", "up to 11,000"). "About" allows a tenth either way. Side a is the larger one.
--   Strongest first; ratio is empty where one of the two is zero or they differ in sign. Numbers that one voice gives in one breath ("from 10,000 to
--   12,000") are not held against each other.
-- param subject text = null    What is counted or measured, or part of it
-- param since date = null      Both articles published on this day or later
-- param until date = null      Both articles published on this day or before
-- param factor real = 1.5      How many times apart two upper bounds, two lower bounds or two numbers may be
-- param each integer = 500     How many of the strongest pairs on one subject to look for, where there are many; null for all
-- param copies integer = 20    How many articles at most stand for a number that many give; null for all
-- param limit integer = 10000  How many rows at most; null for all

WITH
subjects (subject) AS (
    SELECT DISTINCT f.subject
    FROM figures AS f
    WHERE :subject IS NOT NULL
      AND f.subject IS NOT NULL
      AND (f.subject LIKE '%' || :subject || '%' OR f.counted LIKE '%' || :subject || '%')
),

-- 1. Every way in which a number is put, once a subject, however many articles put it so: the pairs are made of these,
--    which are few, and not of the figures, which are many. Read in the order of the index figures_by_subject, and
--    known by the first figure that puts it so.
wordings AS MATERIALIZED (
    SELECT
        f.subject,
        f.unit,
        f.per,
        f.bound,
        f.value,
        f.low,
        f.high,
        f.base_unit,
        f.base_value,
        f.base_low,
        f.base_high,
        f.place,
        min(f.id) AS wording
    FROM figures AS f
    WHERE f.subject IS NOT NULL
      AND (:subject IS NULL OR f.subject IN (SELECT s.subject FROM subjects AS s))
      AND f.article_id NOT IN (SELECT d.id FROM articles AS d WHERE d.duplicate_of IS NOT NULL)
      AND (
          (:since IS NULL AND :until IS NULL)
          OR EXISTS (
              SELECT 1
              FROM articles AS a
              WHERE a.id = f.article_id
                AND (:since IS NULL OR a.published_at >= :since)
                AND (:until IS NULL OR a.published_at <= :until || '~')
          )
      )
    GROUP BY
        f.subject, f.unit, f.per, f.bound, f.value, f.low, f.high, f.base_unit, f.base_value, f.base_low, f.base_high,
        f.place
),
-- In the base unit of their kind, which holds the rate too; counts and money have none and stay as they are.
measured AS MATERIALIZED (
    SELECT
        w.wording,
        w.subject,
        coalesce(w.base_unit, w.unit) AS unit,
        w.unit AS said_in,
        iif(w.base_unit IS NULL, w.per, NULL) AS per,
        w.bound,
        iif(w.base_unit IS NULL, w.value, w.base_value) AS value,
        iif(w.base_unit IS NULL, w.low, w.base_low) AS low,
        iif(w.base_unit IS NULL, w.high, w.base_high) AS high,
        w.place
    FROM wordings AS w
),
-- What makes figures comparable, where there is anything to compare.
topics AS MATERIALIZED (
    SELECT w.subject, w.unit, w.per, count(*) AS ways, min(w.wording) AS topic
    FROM measured AS w
    GROUP BY w.subject, w.unit, w.per
    HAVING count(*) > 1
),

-- 2. What each states (an upper bound, a lower bound, or a number) and what it allows, from least to most. "About"
--    allows a tenth less or more, or less than that where :factor is finer. A vague number ("tens of thousands") has
--    no value and allows what its bounds say.
stated AS (
    SELECT
        w.wording,
        t.topic,
        t.ways,
        w.place,
        w.said_in,
        coalesce(w.value, w.high, w.low) AS size,
        iif(w.bound IN ('at_most', 'less_than', 'range'), coalesce(w.high, w.value), NULL) AS upper_bound,
        iif(w.bound IN ('at_least', 'more_than', 'range'), coalesce(w.low, w.value), NULL) AS lower_bound,
        iif(w.bound IN ('exact', 'about'), w.value, NULL) AS number,
        iif(w.bound IN ('exact', 'about') AND w.value IS NULL, w.low, NULL) AS vague_low,
        iif(w.bound IN ('exact', 'about') AND w.value IS NULL, w.high, NULL) AS vague_high,
        iif(w.bound = 'about', min(0.1, max((:factor - 1.0) / (:factor + 1.0), 0)), 0) AS tolerance
    FROM topics AS t
    JOIN measured AS w ON w.subject = t.subject AND w.unit = t.unit AND w.per IS t.per
),
-- Two are compared in up to three ways, each between an edge of the one and an edge of the other:
--   apart: the least that one allows is more than the most that the other allows; upper and lower: bounds of one side.
edges AS MATERIALIZED (
    SELECT
        c.comparison,
        s.topic,
        s.ways,
        s.wording,
        s.place,
        s.said_in,
        s.size,
        CASE c.comparison
            WHEN 'apart' THEN coalesce(s.number, s.lower_bound, s.vague_low)
            WHEN 'upper' THEN s.upper_bound
            ELSE s.lower_bound
        END AS floor,
        CASE c.comparison
            WHEN 'apart' THEN coalesce(s.number, s.upper_bound, s.vague_high)
            WHEN 'upper' THEN s.upper_bound
            ELSE s.lower_bound
        END AS ceiling,
        coalesce(abs(s.number) * s.tolerance, 0) AS slack
    FROM stated AS s
    JOIN (SELECT value AS comparison FROM json_each('["apart", "upper", "lower"]')) AS c
        ON c.comparison = 'apart'
        OR (c.comparison = 'upper' AND s.upper_bound IS NOT NULL)
        OR (c.comparison = 'lower' AND s.lower_bound IS NOT NULL)
),

-- 3. The pairs. The floor at place 3 from the top and the ceiling at place 4 from the bottom have twelve pairs at least as
--    strong, their own included: so the :each strongest on a topic stand where the product of the places is no more than
--    :each, and the others, as many as the square of its wordings, need not be compared. Where there are few, all are.
ranked AS MATERIALIZED (
    SELECT e.*, 0 AS top, 0 AS bottom
    FROM edges AS e
    WHERE e.ways <= 40
    UNION ALL
    SELECT
        e.*,
        row_number() OVER (PARTITION BY e.comparison, e.topic ORDER BY e.floor DESC, e.wording),
        row_number() OVER (PARTITION BY e.comparison, e.topic ORDER BY e.ceiling NULLS LAST, e.wording)
    FROM edges AS e
    WHERE e.ways > 40
),
distances AS (
    SELECT
        l.comparison,
        -- Side a is the larger one as a whole, though a lower bound of b's may be above a's.
        iif((l.size, s.wording) > (s.size, l.wording), l.wording, s.wording) AS a,
        iif((l.size, s.wording) > (s.size, l.wording), s.wording, l.wording) AS b,
        -- How often the smaller goes into the larger; without end where one is zero or the signs differ.
        iif(l.floor * s.ceiling > 0, max(l.floor / s.ceiling, s.ceiling / l.floor), 9e999) AS strength
    FROM (SELECT * FROM ranked WHERE top <= coalesce(:each, 1e18)) AS l
    JOIN (SELECT * FROM ranked WHERE bottom <= coalesce(:each, 1e18)) AS s ON s.topic = l.topic AND s.comparison = l.comparison
    WHERE l.floor > s.ceiling
      -- A country may hold any town.
      AND (
          l.place IS NULL
          OR s.place IS NULL
          OR l.place = s.place
          OR (l.place LIKE '% (country)') <> (s.place LIKE '% (country)')
      )
      AND l.top * s.bottom <= coalesce(:each, 1e18)
      -- A number told in another unit is rounded there: "7 miles" and "11 km" are one; and where one writes tons and the
      -- other tonnes, the same may be meant.
      AND (
          l.comparison <> 'apart'
          OR l.floor - s.ceiling - l.slack - s.slack > (abs(l.floor) + abs(s.ceiling))
              * CASE
                  WHEN l.said_in = s.said_in THEN 0
                  WHEN l.said_in IN ('ton', 'tonne') AND s.said_in IN ('ton', 'tonne') THEN 0.06
                  ELSE 0.03
              END
      )
),
-- A pair is here once for each comparison, so three times :limit hold the :limit strongest.
strongest AS (
    SELECT d.a, d.b, d.strength
    FROM distances AS d
    WHERE d.comparison = 'apart' OR d.strength > :factor
    ORDER BY d.strength DESC, d.a, d.b
    LIMIT coalesce(3 * :limit, -1)
),
disputes AS MATERIALIZED (
    SELECT
        row_number() OVER (ORDER BY s.strength DESC, s.a, s.b) AS dispute,
        s.*
    FROM (
        SELECT a, b, max(strength) AS strength
        FROM strongest
        GROUP BY a, b
    ) AS s
),

-- 4. Back to the figures, by index: one an article and giver for each wording in dispute.
givers AS MATERIALIZED (
    SELECT
        n.id AS wording,
        min(f.id) AS figure_id
    FROM (
        SELECT DISTINCT iif(side.value, d.a, d.b) AS wording
        FROM disputes AS d
        CROSS JOIN json_each('[0, 1]') AS side
    ) AS d
    CROSS JOIN figures AS n ON n.id = d.wording
    CROSS JOIN figures AS f ON f.id IN (
        SELECT g.id
        FROM figures AS g
        JOIN articles AS a ON a.id = g.article_id
        WHERE g.subject = n.subject
          AND g.unit = n.unit
          AND g.per IS n.per
          AND g.bound = n.bound
          AND g.value IS n.value
          AND g.low IS n.low
          AND g.high IS n.high
          AND g.place IS n.place
          AND a.duplicate_of IS NULL
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY g.article_id
        LIMIT coalesce(:copies, -1)
    )
    GROUP BY n.id, f.article_id, f.source_id
),
pairs AS MATERIALIZED (
    SELECT
        d.dispute,
        d.strength,
        fa.id AS a,
        fb.id AS b
    FROM disputes AS d
    CROSS JOIN givers AS ga ON ga.wording = d.a
    CROSS JOIN givers AS gb ON gb.wording = d.b
    JOIN figures AS fa ON fa.id = ga.figure_id
    JOIN figures AS fb ON fb.id = gb.figure_id
    -- One voice in one breath: the same claim, or one source, or the article itself, with no end of a sentence between.
    WHERE NOT (
        fa.article_id = fb.article_id
        AND (
            fa.claim_id IS fb.claim_id
            OR coalesce(
                (SELECT coalesce(s.merged_into, s.id) FROM sources AS s WHERE s.id = fa.source_id)
                = (SELECT coalesce(s.merged_into, s.id) FROM sources AS s WHERE s.id = fb.source_id),
                0
            )
        )
        AND (
            coalesce(fa.claim_id = fb.claim_id, 0)
            OR (
                SELECT
                    instr(t.between_them, char(10)) = 0
                    -- A letter before the stop that is a capital makes it an abbreviation: "U.S. troops".
                    AND t.between_them NOT GLOB '*[a-z0-9%)”"][.!?][ ”"]*'
                FROM (
                    SELECT
                        -- With the last character of the first, for the stop that may follow it.
                        substr(
                            a.body,
                            min(fa."end", fb."end"),
                            max(max(fa.start, fb.start) - min(fa."end", fb."end"), 0) + 1
                        ) AS between_them
                    FROM articles AS a
                    WHERE a.id = fa.article_id
                ) AS t
            )
        )
    )
    ORDER BY d.dispute, fa.id, fb.id
    LIMIT coalesce(:limit, -1)
),

-- 5. What a reader needs of each figure: the words with some around them, so that "up to" shows; who gave it; where.
shown AS NOT MATERIALIZED (
    SELECT
        f.*,
        iif(f.start > 40, '…', '')
        || trim(
            replace(
                iif(
                    f.start > 40,
                    -- From the first whole word on.
                    substr(
                        substr(a.body, f.start - 39, 40),
                        instr(replace(substr(a.body, f.start - 39, 40), char(10), ' '), ' ') + 1
                    ),
                    substr(a.body, 1, f.start)
                )
                || substr(a.body, f.start + 1, f."end" - f.start)
                -- To the last whole word.
                || rtrim(
                    substr(a.body, f."end" + 1, 40) || iif(length(substr(a.body, f."end" + 1, 41)) < 41, ' ', ''),
                    replace(replace(substr(a.body, f."end" + 1, 40), ' ', ''), char(10), '')
                ),
                char(10),
                ' '
            )
        )
        || iif(length(substr(a.body, f."end" + 1, 41)) = 41, '…', '') AS words,
        coalesce(m.name, s.name, iif(f.claim_id IS NULL, '(the article)', '(nobody named)')) AS given_by,
        s.kind AS giver_kind,
        coalesce(vm.name, v.name) AS via,
        o.name AS outlet,
        a.title,
        a.published_at,
        -- The day that it is of: the one its sentence speaks of, the middle of a month or year that is all it says, or
        -- else the article's.
        CASE length(f.as_of)
            WHEN 4 THEN f.as_of || '-07-01'
            WHEN 7 THEN f.as_of || '-15'
            ELSE coalesce(substr(f.as_of, 1, 10), iif(a.published_at GLOB '????-??-??*', substr(a.published_at, 1, 10), NULL))
        END AS day
    FROM figures AS f
    JOIN articles AS a ON a.id = f.article_id
    LEFT JOIN claims AS c ON c.id = f.claim_id
    LEFT JOIN sources AS s ON s.id = f.source_id
    LEFT JOIN sources AS m ON m.id = s.merged_into
    LEFT JOIN sources AS v ON v.id = c.via_id
    LEFT JOIN sources AS vm ON vm.id = v.merged_into
    LEFT JOIN sources AS ol ON ol.id = a.outlet_id
    LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
)
SELECT
    a.subject,
    iif(p.strength < 9e999, round(p.strength, 2), NULL) AS ratio,
    a.words AS words_a,
    a.given_by AS given_by_a,
    b.words AS words_b,
    b.given_by AS given_by_b,
    a.article_id = b.article_id AS same_article,
    -- Days from a to b: negative where the smaller number is the older one, and things may just have grown.
    cast(julianday(b.day) - julianday(a.day) AS INTEGER) AS days,
    a.title AS title_a,
    b.title AS title_b,
    a.outlet AS outlet_a,
    b.outlet AS outlet_b,
    a.published_at AS published_at_a,
    b.published_at AS published_at_b,
    a.via AS via_a,
    b.via AS via_b,
    a.unit,
    a.per,
    a.text AS figure_a,
    a.bound AS bound_a,
    a.value AS value_a,
    a.low AS low_a,
    a.high AS high_a,
    a.hedge AS hedge_a,
    b.text AS figure_b,
    b.bound AS bound_b,
    b.value AS value_b,
    b.low AS low_b,
    b.high AS high_b,
    b.hedge AS hedge_b,
    b.unit AS unit_b,
    b.per AS per_b,
    a.subject_qualifier AS qualifier_a,
    b.subject_qualifier AS qualifier_b,
    a.as_of AS as_of_a,
    b.as_of AS as_of_b,
    a.article_id AS article_id_a,
    a.start AS start_a,
    a."end" AS end_a,
    b.article_id AS article_id_b,
    b.start AS start_b,
    b."end" AS end_b,
    a.id AS figure_id_a,
    b.id AS figure_id_b
FROM pairs AS p
CROSS JOIN shown AS a ON a.id = p.a
CROSS JOIN shown AS b ON b.id = p.b
ORDER BY p.dispute, p.a, p.b;
