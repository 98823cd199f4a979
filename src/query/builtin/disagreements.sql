-- title: Figures that disagree
-- description: Pairs of figures on one topic, in one kind of unit and rate (miles compare with kilometers, months with years), of one
--   place and event as far as their articles tell, that can't both be true: what their words allow does not overlap ("at
--   least 15,000", "11,000"), or what they put as the most, as the least or as the number itself is further apart than :factor
--   ("up to 100,000", "up to 11,000"). "About" allows a tenth either way. Side a is the larger one. Strongest first; ratio is
--   empty where one of the two is zero or they differ in sign. Numbers that one voice gives in one breath ("from 10,000 to
--   12,000") are not held against each other, nor those of two days, unless such a number can't change so (see change).
-- param subject text = null    What is counted or measured, or some words of it
-- param since date = null      Both articles published on this day or later
-- param until date = null      Both articles published on this day or before
-- param grown integer = 0      1 for what grew or fell from one day to another too, which is no contradiction
-- param within integer = 14    Days that two articles on one event may lie apart, at most
-- param factor real = 1.5      How many times apart two upper bounds, two lower bounds or two numbers may be
-- param each integer = 100     How many of the strongest pairs to look for among articles that share a name, where there are many; null for all
-- param copies integer = 5     How many articles at most stand for a number that many give; null for all
-- param figures integer = 5000  How many figures to look at where there are more, those of the newest articles; null for all
-- param among text = null      Only pairs with a figure of one of these articles, their numbers as a JSON list
-- param limit integer = 2000  How many rows at most; null for all

WITH
-- As whole words, in either: letters of any alphabet and digits end them.
subjects (subject) AS MATERIALIZED (
    SELECT DISTINCT x.subject
    FROM figure_subjects AS x
    WHERE ' ' || lower(x.subject) || ' / ' || lower(x.counted) || ' '
          GLOB '*[^0-9a-zÀ-῾]'
          || replace(replace(replace(lower(:subject), '[', '[[]'), '%', '*'), '_', '?')
          || '[^0-9a-zÀ-῾]*'
),
-- Of many, those of the newest articles: the last article that is looked at, if it is not the last of all.
edge (published_at, article_id) AS MATERIALIZED (
    SELECT e.*
    FROM (
        SELECT a.published_at, a.id
        FROM articles AS a
        CROSS JOIN figures AS f ON f.article_id = a.id
        WHERE :among IS NULL
          AND :subject IS NULL
          AND f.subject IS NOT NULL
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY a.published_at DESC, a.id
        LIMIT 1 OFFSET coalesce(:figures, 9e15)
    ) AS e
    UNION ALL
    SELECT e.*
    FROM (
        SELECT a.published_at, a.id
        FROM subjects AS s
        CROSS JOIN figures AS f ON f.subject = s.subject
        CROSS JOIN articles AS a ON a.id = f.article_id
        WHERE :among IS NULL
          AND (:since IS NULL OR a.published_at >= :since)
          AND (:until IS NULL OR a.published_at <= :until || '~')
        ORDER BY a.published_at DESC, a.id
        LIMIT 1 OFFSET coalesce(:figures, 9e15)
    ) AS e
),
seen (id) AS MATERIALIZED (
    SELECT a.id
    FROM articles AS a
    LEFT JOIN edge AS e ON e.article_id > 0
    WHERE iif(
        :among IS NULL,
        e.article_id IS NULL
        OR a.published_at > e.published_at
        OR (a.published_at IS NOT NULL AND e.published_at IS NULL)
        OR (a.published_at IS e.published_at AND a.id <= e.article_id),
        -- With :among, only what shares a name with those is of interest, or has none.
        a.id IN (SELECT n.value FROM json_each(:among) AS n)
        OR a.id IN (
            SELECT o.article_id
            FROM json_each(:among) AS w
            CROSS JOIN article_names AS n ON n.article_id = w.value AND n.kind = 'name' AND n.seq < 10
            CROSS JOIN article_names AS o ON o.kind = 'name' AND o.name = n.name AND o.seq < 10
        )
        OR NOT EXISTS (SELECT 1 FROM article_names AS n WHERE n.article_id = a.id AND n.kind = 'name')
    )
),
wanted (id) AS MATERIALIZED (
    SELECT f.id
    FROM seen AS w
    CROSS JOIN figures AS f ON f.article_id = w.id
    WHERE :subject IS NULL AND f.subject IS NOT NULL
      -- With :among, only what those tell of too.
      AND (
          :among IS NULL
          OR replace(coalesce(f.topic, f.subject), 'share of ', '') IN (
              SELECT replace(coalesce(g.topic, g.subject), 'share of ', '')
              FROM json_each(:among) AS n
              CROSS JOIN figures AS g ON g.article_id = n.value
              WHERE g.subject IS NOT NULL
          )
      )
    UNION ALL
    SELECT f.id
    FROM subjects AS s
    CROSS JOIN figures AS f ON f.subject = s.subject
    WHERE f.article_id IN (SELECT w.id FROM seen AS w)
    ORDER BY 1
),
-- 1. The figures, in the base unit of their kind, which holds the rate too; counts and money have none. Where the article
--    was read before there were topics, the subject is the topic.
read AS MATERIALIZED (
    SELECT
        f.id,
        f.article_id,
        coalesce(a.version_of, a.id) AS edition,
        iif(f.is_share, substr(coalesce(f.topic, f.subject), length('share of ') + 1), coalesce(f.topic, f.subject)) AS topic,
        coalesce(f.topic_of, '') AS topic_of,
        coalesce(f.course, 'moves') AS course,
        f.place,
        coalesce(f.scene, f.place) AS scene,
        (SELECT coalesce(s.merged_into, s.id) FROM sources AS s WHERE s.id = f.source_id) AS source_id,
        f.unit AS said_in,
        abs(coalesce(f.value, f.high, f.low)) * iif(f.is_share, 100, 1) AS said,
        f.per AS said_per,
        CASE
            WHEN f.unit = 'percent' OR f.is_share THEN 'percent'
            -- What is spilled is told in barrels and in tonnes. A liter of oil weighs 0.86 kilograms.
            WHEN f.by_weight THEN 'kilogram'
            ELSE coalesce(f.base_unit, f.unit)
        END AS unit,
        CASE
            WHEN f.base_unit IS NOT NULL AND f.unit <> 'percent' THEN NULL
            -- Inflation and growth are of a year where nothing else is said.
            WHEN f.unit = 'percent' AND f.per = 'year' THEN NULL
            -- A rate per a time is told per year.
            WHEN f.unit <> 'percent' AND f.per IN ('day', 'week', 'month', 'quarter', 'year') THEN 'year'
            ELSE f.per
        END AS per,
        -- "One in four" is rounded.
        iif(f.is_share AND f.bound = 'exact', 'about', f.bound) AS bound,
        iif(f.base_unit IS NULL, f.value * f.in_a_year, f.base_value * iif(f.by_weight, 0.86, 1)) AS value,
        iif(f.base_unit IS NULL, f.low * f.in_a_year, f.base_low * iif(f.by_weight, 0.86, 1)) AS low,
        iif(f.base_unit IS NULL, f.high * f.in_a_year, f.base_high * iif(f.by_weight, 0.86, 1)) AS high,
        f.as_of,
        -- "by June" and "next year" say until when, not as of when.
        iif(
            f.subject_qualifier GLOB 'by *' OR f.subject_qualifier GLOB '*, by *' OR f.as_of > a.published_at,
            f.as_of,
            NULL
        ) AS deadline,
        f.subject_qualifier GLOB 'by *' OR f.subject_qualifier GLOB '*, by *' AS due,
        -- "since January": of all that time, and not of the day that others tell of.
        coalesce(f.subject_qualifier GLOB '*since *' AND f.subject_qualifier NOT GLOB '*since *day*', 0) AS running,
        -- "by the end of the month" is to come while the month runs.
        iif(
            f.subject_qualifier GLOB 'by *' OR f.subject_qualifier GLOB '*, by *',
            length(f.as_of) < 10 AND a.published_at LIKE f.as_of || '%' OR f.as_of > a.published_at,
            f.as_of > a.published_at
        ) AS foretold,
        -- The day that it is of: the one its sentence speaks of, the middle of a month or year that is all it says, or else
        -- the article's. What adds up is as of the article: "the flood on Monday killed 20" says when they died.
        cast(
            julianday(
                CASE
                    WHEN f.course = 'adds' AND f.as_of >= date(a.published_at, '-30 days') THEN substr(a.published_at, 1, 10)
                    -- A month's rate is told in the next.
                    WHEN f.unit = 'percent' AND f.as_of = strftime('%Y-%m', a.published_at, 'start of month', '-1 month')
                        THEN substr(a.published_at, 1, 10)
                    -- "this year" is as of now.
                    WHEN a.published_at LIKE f.as_of || '%'
                        OR f.as_of > a.published_at
                        OR f.subject_qualifier GLOB 'by *'
                        OR f.subject_qualifier GLOB '*, by *' THEN substr(a.published_at, 1, 10)
                    WHEN length(f.as_of) = 4 THEN f.as_of || '-07-01'
                    WHEN length(f.as_of) = 7 THEN f.as_of || '-15'
                    ELSE coalesce(substr(f.as_of, 1, 10), iif(a.published_at GLOB '????-??-??*', substr(a.published_at, 1, 10), NULL))
                END
            ) AS INTEGER
        ) AS day,
        cast(julianday(substr(a.published_at, 1, 10)) AS INTEGER) AS told_on
    FROM (
        SELECT
            g.*,
            g.topic = 'spill' AND g.base_unit = 'liter' AS by_weight,
            -- "A third of voters" is 33 percent of them.
            g.unit = 'count' AND coalesce(g.topic, g.subject) GLOB 'share of *' AS is_share,
            CASE
                WHEN g.unit = 'count' AND coalesce(g.topic, g.subject) GLOB 'share of *' THEN 100.0
                WHEN g.unit = 'percent' THEN 1
                WHEN g.per = 'day' THEN 365.25
                WHEN g.per = 'week' THEN 52.18
                WHEN g.per = 'month' THEN 12.0
                WHEN g.per = 'quarter' THEN 4.0
                ELSE 1
            END AS in_a_year
        FROM wanted AS w
        CROSS JOIN figures AS g ON g.id = w.id
    ) AS f
    CROSS JOIN articles AS a ON a.id = f.article_id
    WHERE a.duplicate_of IS NULL
      AND (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
),
figs AS MATERIALIZED (
    SELECT
        r.*,
        dense_rank() OVER (ORDER BY r.topic, r.unit, r.per) AS thing,
        -- The same of what gives the very same number of it.
        dense_rank() OVER (ORDER BY r.value, r.low, r.high, r.bound, r.day, r.topic_of, r.scene) AS alike,
        -- Among few articles hardly two give like numbers by chance.
        (SELECT count(*) FROM articles) > 50 AS many,
        r.article_id IN (SELECT n.value FROM json_each(:among) AS n) AS new,
        NOT EXISTS (SELECT 1 FROM article_names AS n WHERE n.article_id = r.article_id AND n.kind = 'name') AS nameless,
        -- "600 delegates", "two states" and no more may count any part of what others count.
        (r.topic_of = '' AND r.course = 'moves' OR r.topic = 'person') AS bare
    FROM read AS r
    WHERE r.topic IS NOT NULL
      -- Parts of what is only counted may be any.
      AND (r.course <> 'moves' OR r.topic NOT GLOB 'part of *')
),
-- An article that gives many numbers of one thing that may change tells of its parts: what each candidate has.
tallies AS MATERIALIZED (
    SELECT f.article_id, f.thing
    FROM figs AS f
    WHERE f.course = 'moves'
    GROUP BY f.article_id, f.thing
    -- What many voices say of one sum or measure, or of those whose name or kind is told, is none.
    HAVING count(DISTINCT f.value)
        - iif(max(f.unit) IN ('count', 'percent') AND max(f.bare), 0, max(count(DISTINCT f.source_id) - 1, 0)) > 3
),

-- 2. By what two articles may be found to tell of one event: a name that few articles have, or two that more have, the
--    place, or the article itself.
few (articles) AS MATERIALIZED (
    SELECT max(30, iif(:among IS NULL, (SELECT count(*) FROM seen), (SELECT count(*) FROM articles)) / 30)
),
names AS MATERIALIZED (
    SELECT n.name, row_number() OVER (ORDER BY n.name) AS id, count(*) > (SELECT w.articles FROM few AS w) AS common
    FROM seen AS w
    CROSS JOIN article_names AS n ON n.article_id = w.id
    WHERE n.kind = 'name' AND n.seq < 10
      AND (
          :among IS NULL
          OR n.name IN (
              SELECT o.name
              FROM json_each(:among) AS w
              CROSS JOIN article_names AS o ON o.article_id = w.value AND o.kind = 'name' AND o.seq < 10
          )
      )
    GROUP BY n.name
),
named AS MATERIALIZED (
    SELECT n.article_id, m.id, m.common, n.seq
    FROM seen AS w
    CROSS JOIN article_names AS n ON n.article_id = w.id
    CROSS JOIN names AS m ON m.name = n.name
    WHERE n.kind = 'name' AND n.seq < 10
),
days AS MATERIALIZED (
    SELECT
        f.id,
        f.article_id,
        f.scene,
        f.nameless,
        day.value AS stretch,
        day.value <> 0 OR EXISTS (SELECT 1 FROM articles AS a WHERE a.published_at IS NULL) AS shared
    FROM figs AS f
    JOIN json_each(
        CASE
            WHEN f.day IS NULL THEN '[0]'
            -- It hardly changes overnight: this day's and the next one's.
            -- "16 million, the minister said" beside "21 million last year" is of last year too: see compared.
            WHEN f.course = 'moves' AND :grown = 0 AND f.unit <> 'count' AND length(f.as_of) = 4 AND f.told_on > 0
                THEN json_array(f.day, f.day + 1, f.told_on, f.told_on + 1, 0)
            WHEN f.course = 'moves' AND :grown = 0 THEN json_array(f.day, f.day + 1, 0)
            WHEN f.course = 'once' AND f.unit <> 'count' AND length(f.as_of) = 4 AND f.told_on > 0
                THEN json_array(
                    f.day / (:within + 1), f.day / (:within + 1) + 1, f.told_on / (:within + 1), f.told_on / (:within + 1) + 1, 0
                )
            ELSE json_array(f.day / (:within + 1), f.day / (:within + 1) + 1, 0)
        END
    ) AS day
),
-- Each article's names on each of its days, the places of its figures, itself (below 0), and, where some name nothing, 0, as
-- what names nothing may tell of what others name. Of these only those on which more than one article meets.
meetings AS MATERIALIZED (
    SELECT m.article_id, m.scene, m.handle, m.stretch
    FROM (
        SELECT
            h.*,
            count(*) OVER (PARTITION BY h.handle, h.stretch) AS articles,
            max(h.nameless) OVER (PARTITION BY h.handle, h.stretch) AS some_nameless
        FROM (
            SELECT DISTINCT d.article_id, NULL AS scene, n.handle, d.stretch, 0 AS nameless
            FROM (
                SELECT n.article_id, iif(n.common, min(n.id, o.id) * 1000000 + max(n.id, o.id), n.id) AS handle
                FROM named AS n
                JOIN named AS o
                    ON o.article_id = n.article_id
                    AND iif(n.common, o.seq > n.seq AND o.seq < 4 AND o.common, o.id = n.id)
            ) AS n
            JOIN days AS d ON d.article_id = n.article_id AND d.shared
            UNION ALL
            SELECT DISTINCT
                d.article_id,
                iif(kind.value = 1, d.scene, NULL),
                CASE kind.value
                    WHEN 1 THEN '@' || d.scene
                    WHEN 2 THEN -d.article_id
                    ELSE 0
                END,
                d.stretch,
                d.nameless
            FROM days AS d
            -- Within an article two numbers meet whatever days they are of.
            JOIN json_each('[1, 2, 3]') AS kind
                ON iif(kind.value = 2, d.stretch = 0, d.shared AND (kind.value > 1 OR d.scene NOT LIKE '% (country)'))
        ) AS h
    ) AS m
    WHERE m.handle < 0 OR m.articles > 1 AND (m.handle <> 0 OR m.some_nameless)
),
bucketed AS MATERIALIZED (
    SELECT
        w.id,
        w.handle,
        w.stretch,
        w.bucket,
        w.ways,
        row_number() OVER (PARTITION BY w.thing, w.handle, w.stretch, w.alike ORDER BY w.id) AS copy
    FROM (
        SELECT
            f.id,
            f.thing,
            f.alike,
            m.handle,
            m.stretch,
            min(f.id) OVER bucket AS bucket,
            count(*) OVER bucket AS ways
        FROM figs AS f
        CROSS JOIN days AS d ON d.id = f.id
        CROSS JOIN meetings AS m
            ON m.article_id = f.article_id AND m.stretch = d.stretch AND (m.scene IS NULL OR m.scene = f.scene)
        -- A tally is not held against what others count.
        WHERE f.course <> 'moves' OR NOT EXISTS (SELECT 1 FROM tallies AS t WHERE t.article_id = f.article_id AND t.thing = f.thing)
        WINDOW bucket AS (PARTITION BY f.thing, m.handle, m.stretch)
    ) AS w
    WHERE w.ways > 1
),

-- 4. What each states (an upper bound, a lower bound, or a number) and what it allows, from least to most. "About"
--    allows a tenth less or more, or less than that where :factor is finer. A vague number ("tens of thousands") has
--    no value and allows what its bounds say.
stated AS NOT MATERIALIZED (
    SELECT
        w.*,
        coalesce(w.value, w.high, w.low) AS size,
        iif(w.bound IN ('at_most', 'less_than', 'range'), coalesce(w.high, w.value), NULL) AS upper_bound,
        iif(w.bound IN ('at_least', 'more_than', 'range'), coalesce(w.low, w.value), NULL) AS lower_bound,
        iif(w.bound IN ('exact', 'about'), w.value, NULL) AS number,
        iif(w.bound IN ('exact', 'about') AND w.value IS NULL, w.low, NULL) AS vague_low,
        iif(w.bound IN ('exact', 'about') AND w.value IS NULL, w.high, NULL) AS vague_high,
        iif(w.bound = 'about', min(0.1, max((:factor - 1.0) / (:factor + 1.0), 0)), 0) AS tolerance
    FROM figs AS w
),
-- Two are compared in up to three ways, each between an edge of the one and an edge of the other:
--   apart: the least that one allows is more than the most that the other allows; upper and lower: bounds of one side.
edges AS MATERIALIZED (
    SELECT
        c.comparison,
        CASE c.comparison WHEN 'apart' THEN 0 WHEN 'upper' THEN 1 ELSE 2 END AS kind,
        s.*,
        CASE c.comparison
            WHEN 'apart' THEN coalesce(s.number, s.lower_bound, s.vague_low)
            WHEN 'upper' THEN s.upper_bound
            ELSE s.lower_bound
        END AS floor,
        CASE c.comparison
            WHEN 'apart' THEN coalesce(s.number, s.upper_bound, s.vague_high)
            -- "As many as 480" by one voice is more than 312 by another, though it allows for that.
            WHEN 'upper' THEN coalesce(s.upper_bound, s.number)
            ELSE s.lower_bound
        END AS ceiling,
        coalesce(abs(s.number) * s.tolerance, 0) AS slack
    FROM stated AS s
    JOIN (SELECT value AS comparison FROM json_each('["apart", "upper", "lower"]')) AS c
        ON c.comparison = 'apart'
        OR (c.comparison = 'upper' AND coalesce(s.upper_bound, s.number) IS NOT NULL)
        OR (c.comparison = 'lower' AND s.lower_bound IS NOT NULL)
),

-- 5. The pairs. The floor at place 3 from the top and the ceiling at place 4 from the bottom have twelve pairs at least as
--    strong, their own included: so the :each strongest in a bucket stand where the product of the places is no more than
--    :each, and the others, as many as the square of its figures, need not be compared. Where there are few, all are.
ranked AS MATERIALIZED (
    SELECT
        cast(e.kind + 3 * dense_rank() OVER (ORDER BY b.bucket, b.handle, b.stretch) AS INTEGER) AS ring,
        b.handle,
        b.stretch,
        e.id,
        e.comparison,
        e.floor,
        e.ceiling,
        e.day,
        e.nameless,
        e.new,
        iif(
            b.ways > 40,
            row_number() OVER (PARTITION BY b.bucket, b.handle, b.stretch, e.kind ORDER BY e.floor DESC, e.id),
            0
        ) AS top,
        iif(
            b.ways > 40,
            row_number() OVER (PARTITION BY b.bucket, b.handle, b.stretch, e.kind ORDER BY e.ceiling NULLS LAST, e.id),
            0
        ) AS bottom
    FROM bucketed AS b
    CROSS JOIN edges AS e ON e.id = b.id
    WHERE likely(b.copy <= coalesce(:copies, 1e18))
),
-- Each pair once, whatever names bring it about, with how many do.
met AS MATERIALIZED (
    SELECT l.id AS l, s.id AS s, l.comparison, count(*) AS ways
    FROM json_each('[1]') AS one
    CROSS JOIN ranked AS l
    CROSS JOIN ranked AS s ON s.ring = l.ring
    WHERE l.floor > s.ceiling
      AND l.top * s.bottom <= coalesce(:each, 1e18)
      AND (:among IS NULL OR l.new OR s.new)
      AND (l.handle <> 0 OR l.nameless OR s.nameless)
      AND (l.stretch <> 0 OR l.handle < 0 OR l.day IS NULL OR s.day IS NULL)
    GROUP BY l.comparison, l.id, s.id
),
-- The cheap tests come first, then the words.
compared AS MATERIALIZED (
    SELECT
        l.comparison,
        l.article_id = s.article_id AS same_article,
        -- Side a is the larger one as a whole, though a lower bound of b's may be above a's.
        (l.size, s.id) > (s.size, l.id) AS l_first,
        l.id AS l,
        s.id AS s,
        l.topic,
        l.course,
        -- Days from a to b.
        -- Where two voices of one article speak, and one says not of when, both speak of one time.
        CASE
            WHEN l.article_id = s.article_id
                AND (l.as_of IS NULL) <> (s.as_of IS NULL)
                AND (l.source_id <> s.source_id OR l.source_id IS NOT s.source_id AND iif(l.as_of IS NULL, l.source_id, s.source_id) IS NULL AND abs(l.day - s.day) <= 31)
                THEN 0
            -- Nor where another article has it of last year, and the article that says not when has another's of that year beside it.
            WHEN l.article_id <> s.article_id
                AND (l.as_of IS NULL) <> (s.as_of IS NULL)
                AND length(coalesce(l.as_of, s.as_of)) = 4
                AND l.unit <> 'count'
                AND abs(l.told_on - s.told_on) <= 1
                AND EXISTS (
                    SELECT 1
                    FROM figures AS f
                    WHERE f.article_id = iif(l.as_of IS NULL, l.article_id, s.article_id)
                      AND f.topic = l.topic
                      AND f.as_of = coalesce(l.as_of, s.as_of)
                      AND f.source_id IS NOT iif(l.as_of IS NULL, l.source_id, s.source_id)
                )
                THEN 0
            WHEN (l.size, s.id) > (s.size, l.id) THEN s.day - l.day
            ELSE l.day - s.day
        END AS days,
        l.source_id = s.source_id AS same_source,
        -- Each article's "fire brigade" may be the other's.
        coalesce(
            l.source_id <> s.source_id
            AND (SELECT n.name FROM sources AS n WHERE n.id = l.source_id)
            <> (SELECT n.name FROM sources AS n WHERE n.id = s.source_id),
            0
        ) AS two_voices,
        coalesce(l.as_of <> s.as_of, 0) AS both_dated,
        -- What has its day is of no day before it: an article of the day before tells of something else.
        coalesce(
            iif(l.as_of IS NULL, s.as_of IS NOT NULL AND s.day > l.day, s.as_of IS NULL AND l.day > s.day),
            0
        ) AS dated_later,
        l.unit <> 'count' AS measured,
        -- How often the smaller goes into the larger; without end where one is zero or the signs differ.
        iif(l.floor * s.ceiling > 0, max(l.floor / s.ceiling, s.ceiling / l.floor), 9e999) AS strength
    FROM met AS p
    CROSS JOIN edges AS l ON l.id = p.l AND l.comparison = p.comparison
    CROSS JOIN edges AS s ON s.id = p.s AND s.comparison = p.comparison
    -- A plain number that may have changed since, or of a wholly other size, is of something else; so is one of the same
    -- voice in one article.
    WHERE (
          NOT (l.bare OR s.bare)
          OR abs(l.floor) <= abs(s.ceiling) * 20
              AND iif(
                  l.article_id = s.article_id,
                  l.source_id IS NOT s.source_id,
                  l.day + s.day IS NOT NULL OR NOT l.many
              )
      )
      -- No two speak of one thing who are so far apart within an article. Nothing at all is no size to be so far from.
      AND (l.article_id <> s.article_id OR s.ceiling = 0 OR abs(l.floor) <= abs(s.ceiling) * 50)
      -- Nor is the cost of one thing so many times another's count of it.
      AND (l.article_id = s.article_id OR l.topic <> 'cost' OR abs(l.floor) <= abs(s.ceiling) * 15)
      AND (l.article_id = s.article_id OR l.day + s.day IS NOT NULL OR abs(l.floor) <= abs(s.ceiling) * 20)
      -- What a later version says in place of an earlier one is a change.
      AND (l.article_id = s.article_id OR l.edition <> s.edition)
      -- A number told in another unit is rounded there: "7 miles" and "11 km" are one; and where one writes tons and the
        -- other tonnes, the same may be meant.
      AND (
          l.comparison <> 'apart'
          OR l.floor - s.ceiling - l.slack - s.slack > (abs(l.floor) + abs(s.ceiling))
              * CASE
                  -- Those who count people and houses for themselves hardly come to the very same number.
                  WHEN l.unit = 'count' AND l.article_id <> s.article_id AND l.floor - s.ceiling = 1 AND s.ceiling > 20 THEN 1
                  WHEN l.topic = 'spill' AND (l.said_in = 'barrel') <> (s.said_in = 'barrel') THEN 0.08
                  WHEN l.said_in = s.said_in AND l.said_per IS s.said_per THEN 0
                  WHEN l.said_in IN ('ton', 'tonne') AND s.said_in IN ('ton', 'tonne') THEN 0.06
                  -- "Two miles" are any between one and a half and two and a half.
                  ELSE max(0.03, 0.12 / max(min(l.said, s.said), 1))
              END
      )
      -- What one voice puts as the most is held against a number that another gives, not one of its own.
      AND (l.comparison <> 'upper' OR s.upper_bound IS NOT NULL OR l.source_id IS NOT s.source_id AND (l.course = 'once' OR coalesce(l.due, 0) = coalesce(s.due, 0)))
      AND coalesce(l.deadline = s.deadline, 1)
      -- Within an article without a date: what it says of 1994 is not held against what it says of now.
      AND (l.article_id <> s.article_id OR (l.day IS NULL) = (s.day IS NULL))
      AND (l.article_id <> s.article_id OR l.running = s.running OR l.as_of IS NULL AND s.as_of IS NULL)
      -- What was counted on two days, as the article itself tells, and crowds of two days.
      AND NOT (
          coalesce(l.as_of <> s.as_of, 0)
          AND (l.course = 'adds' AND l.article_id = s.article_id OR l.topic = 'attend')
      )
      -- Those who died on the road this year are not those of Thursday's wreck.
      AND (l.course <> 'adds' OR coalesce(abs(length(l.as_of) - length(s.as_of)) <> 6, 1))
      -- What is foretold for a time to come is held against another's bound, and not against what is now.
      AND (
          l.comparison <> 'apart'
          OR coalesce(l.foretold, 0) = coalesce(s.foretold, 0)
          -- A plan is told with its day and without.
          OR l.topic IN ('job cut', 'job created', 'cost', 'capacity', 'built')
          OR l.article_id = s.article_id AND l.source_id <> s.source_id AND (l.as_of IS NULL OR s.as_of IS NULL)
      )
      -- What one leaves unsaid may be what the other says; within one voice's words both say the same.
      AND (
          l.topic_of = s.topic_of
          OR (
              (
                  l.article_id <> s.article_id
                  OR l.source_id <> s.source_id
                  -- The article's own voice, where what happened is told, and more than one can't be right.
                  OR l.source_id IS NOT s.source_id
                      AND (l.course <> 'moves' AND l.unit <> 'percent' OR l.topic IN ('turnout', 'unemployment', 'poverty', 'damage', 'debt', 'deficit', 'sale', 'profit') OR l.unit IN ('square meter', 'liter', 'kilogram'))
              )
              AND (
                  l.topic_of = ''
                  OR s.topic_of = ''
                  OR iif(
                      -- One word, as most: soon told.
                      instr(l.topic_of, ' ') = 0,
                      instr(' ' || s.topic_of || ' ', ' ' || l.topic_of || ' ') > 0,
                      NOT EXISTS (
                          SELECT 1
                          FROM json_each('["' || replace(l.topic_of, ' ', '","') || '"]') AS word
                          WHERE instr(' ' || s.topic_of || ' ', ' ' || word.value || ' ') = 0
                      )
                  )
                  OR iif(
                      -- One word, as most: soon told.
                      instr(s.topic_of, ' ') = 0,
                      instr(' ' || l.topic_of || ' ', ' ' || s.topic_of || ' ') > 0,
                      NOT EXISTS (
                          SELECT 1
                          FROM json_each('["' || replace(s.topic_of, ' ', '","') || '"]') AS word
                          WHERE instr(' ' || l.topic_of || ' ', ' ' || word.value || ' ') = 0
                      )
                  )
              )
          )
      )
      -- A country may hold any town. Where one's sentence does not say where, its article names the place of the other.
      AND (
          l.scene = s.scene
          OR (l.scene IS NULL OR s.scene IS NULL)
          AND (
              coalesce(l.place, s.place) IS NULL
              OR EXISTS (
                  SELECT 1
                  FROM article_names AS n
                  WHERE n.article_id = iif(l.scene IS NULL, l.article_id, s.article_id)
                    -- What an article tells of one place it tells of no place that it leaves unsaid.
                    AND l.article_id <> s.article_id
                    AND n.kind = 'name'
                    AND instr(' ' || coalesce(l.place, s.place), ' ' || n.name) > 0
              )
              OR NOT EXISTS (
                  SELECT 1
                  FROM article_names AS n
                  WHERE n.article_id = iif(l.scene IS NULL, l.article_id, s.article_id) AND n.kind = 'name'
              )
          )
          OR (l.scene LIKE '% (country)') <> (s.scene LIKE '% (country)')
          -- "In neighbouring Ostria 13 died": not where the other tells of a town of another country.
          AND (
              l.article_id = s.article_id
              OR EXISTS (
                  SELECT 1
                  FROM article_names AS n
                  WHERE n.article_id = iif(l.scene LIKE '% (country)', s.article_id, l.article_id)
                    AND n.kind = 'name'
                    AND n.name || ' (country)' IN (l.scene, s.scene)
              )
              OR iif(l.scene LIKE '% (country)', l.place, s.place) IS NULL
              OR NOT EXISTS (
                  SELECT 1
                  FROM article_names AS n
                  WHERE n.article_id = iif(l.scene LIKE '% (country)', l.article_id, s.article_id)
                    AND n.kind = 'name'
                    AND instr(' ' || iif(l.scene LIKE '% (country)', s.scene, l.scene), ' ' || n.name) > 0
              )
          )
          OR (
              l.article_id <> s.article_id
              -- What has a place of its own is there, whatever else its article names.
              AND (
                  l.place IS NULL AND EXISTS (
                      SELECT 1
                      FROM article_names AS n
                      WHERE n.article_id = l.article_id
                        AND n.kind = 'name'
                        AND instr(' ' || s.scene, ' ' || n.name) > 0
                        AND NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.article_id = l.article_id AND f.scene = s.scene)
                  )
                  OR s.place IS NULL AND EXISTS (
                      SELECT 1
                      FROM article_names AS n
                      WHERE n.article_id = s.article_id
                        AND n.kind = 'name'
                        AND instr(' ' || l.scene, ' ' || n.name) > 0
                        AND NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.article_id = s.article_id AND f.scene = l.scene)
                  )
              )
          )
      )
      -- Of articles of no day, one name in common says little, and names alone do not place a number.
      AND (
          l.article_id = s.article_id
          OR l.day + s.day IS NOT NULL
          OR NOT l.many
          OR (l.nameless OR s.nameless OR p.ways > 1)
              AND (l.scene = s.scene OR l.topic_of = s.topic_of AND l.topic_of <> '')
      )
),
-- What cannot change so contradicts or was revised: a number of one occasion, within three days; one that only adds up, and
-- is less later, by more than others' counts mostly differ or by one's own. Anything else may just have changed.
changed AS (
    SELECT
        c.*,
        CASE
            WHEN c.days IS NULL OR c.days = 0 THEN 'contradicts'
            WHEN c.course = 'once' THEN iif(abs(c.days) <= 3 AND NOT c.both_dated AND NOT c.dated_later, 'contradicts', NULL)
            -- Two voices a night apart hardly mean two days' numbers.
            WHEN c.course = 'moves'
                AND abs(c.days) = 1
                AND c.two_voices
                AND c.strength > :factor
                AND NOT c.both_dated
                -- These are fewer every day.
                AND c.topic NOT IN ('missing', 'trapped', 'power cut', 'hostage')
                THEN 'contradicts'
            -- No fire or spill is three times as large for another a night later.
            WHEN c.course = 'adds' AND c.measured AND abs(c.days) = 1 AND c.two_voices AND c.strength > 3 THEN 'contradicts'
            WHEN c.days < 0 THEN 'grew'
            -- Where another voice tells of far fewer a week later, something else has happened.
            ELSE iif(c.course = 'adds' AND (c.same_source OR c.strength > :factor AND c.days <= 8), 'revised', 'fell')
        END AS change
    FROM compared AS c
),
disputes AS MATERIALIZED (
    SELECT
        iif(c.l_first, c.l, c.s) AS a,
        iif(c.l_first, c.s, c.l) AS b,
        c.days,
        c.change,
        max(c.strength) AS strength
    FROM changed AS c
    WHERE (c.comparison = 'apart' OR c.strength > :factor)
      AND (c.change IN ('contradicts', 'revised') OR c.change IN ('grew', 'fell') AND :grown <> 0)
      AND abs(coalesce(c.days, 0)) <= :within
      -- A flood and a crash have two tolls, though in one town on one day.
      AND (
          c.course = 'moves'
          OR c.same_article
          OR NOT EXISTS (
              SELECT 1
              FROM figures AS f
              JOIN article_names AS n ON n.article_id = f.article_id
              WHERE f.id = c.l AND n.kind = 'event'
          )
          OR NOT EXISTS (
              SELECT 1
              FROM figures AS f
              JOIN article_names AS n ON n.article_id = f.article_id
              WHERE f.id = c.s AND n.kind = 'event'
          )
          OR EXISTS (
              SELECT 1
              FROM figures AS fl
              JOIN figures AS fs ON fs.id = c.s
              JOIN article_names AS nl ON nl.article_id = fl.article_id AND nl.kind = 'event'
              JOIN article_names AS ns ON ns.article_id = fs.article_id AND ns.kind = 'event' AND ns.name = nl.name
              WHERE fl.id = c.l
          )
      )
    GROUP BY 1, 2
),
pairs AS MATERIALIZED (
    SELECT
        max(d.strength) AS strength,
        d.change,
        d.days,
        fa.id AS a,
        fb.id AS b
    FROM disputes AS d
    JOIN figures AS fa ON fa.id = d.a
    JOIN figures AS fb ON fb.id = d.b
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
                    iif(
                        -- Nor does an article contradict, in another paragraph, what it tells in its own voice.
                        instr(t.between_them, char(10)) > 0,
                        fa.claim_id IS NULL AND fb.claim_id IS NULL,
                        -- A letter before the stop that is a capital makes it an abbreviation: "U.S. troops".
                        t.between_them NOT GLOB '*[a-z0-9%)”"][.!?][ ”"]*'
                        -- "put at 12 by the police and at 30 by the union", "stood at 30, that of the police at 12"
                        AND t.between_them NOT GLOB '* by * and at *'
                        AND t.between_them NOT GLOB '*, that of * at *'
                    )
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
    -- Two articles that hold the same two numbers against each other do so once.
    GROUP BY fa.article_id, fb.article_id, fa.unit, fa.value, fa.low, fa.high, fb.value, fb.low, fb.high, coalesce(fa.topic, fa.subject)
    ORDER BY d.strength DESC, fa.id, fb.id
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
        a.published_at
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
    -- "contradicts"; "revised" where what only adds up is less later; "grew" and "fell" where it may just have changed.
    p.change,
    -- Days from a to b: negative where the smaller number is the older one.
    p.days,
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
ORDER BY p.strength DESC, p.a, p.b;
