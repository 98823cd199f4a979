-- title: A subject's figures by date
-- description: The numbers given for one subject from the oldest article to the newest, each with how far it is from the one before
--   (change: 2 is twice as much) in the same unit and rate. course says whether the number grows or falls since its giver last gave
--   one, or since the one before; contradicts is another's number of that day that cannot be true beside it.
-- param subject text         What is counted or measured, or some words of it
-- param unit text = null     count, percent, USD, kilometer, …
-- param since date = null    Published on this day or later
-- param until date = null    Published on this day or before
-- param limit integer = 5000  How many figures at most, the latest; null for all

WITH
-- shared: asked subject
-- Subjects that are called so, or of which some figure speaks in such words: asked for "North Korean troops", the soldiers
-- from North Korea come along.
subjects (subject) AS MATERIALIZED (
    SELECT DISTINCT x.subject
    FROM figure_subjects AS x
    WHERE ' ' || lower(x.subject) || ' ' GLOB (SELECT w.words FROM asked_subject AS w)
       OR ' ' || lower(x.counted) || ' ' GLOB (SELECT w.words FROM asked_subject AS w)
),
called (id, article_id) AS (
    SELECT f.id, f.article_id
    FROM subjects AS s
    CROSS JOIN figures AS f ON f.subject = s.subject
    WHERE :unit IS NULL OR f.unit = :unit
    UNION ALL
    SELECT f.id, f.article_id
    FROM figures AS f INDEXED BY figures_without_subject
    WHERE f.subject IS NULL
      AND (f.noun IS NOT NULL OR f.counted IS NOT NULL)
      AND (f.noun LIKE :subject OR ' ' || lower(f.counted) || ' ' GLOB (SELECT w.words FROM asked_subject AS w))
      AND (:unit IS NULL OR f.unit = :unit)
),
-- When articles were published, from an index; linked copies have no figures.
published AS MATERIALIZED (
    SELECT a.id, a.published_at
    FROM articles AS a
    WHERE (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
),
chosen (id) AS MATERIALIZED (
    SELECT c.id
    FROM called AS c
    CROSS JOIN published AS a ON a.id = c.article_id
    ORDER BY a.published_at DESC, c.article_id DESC, c.id DESC
    LIMIT coalesce(:limit, -1)
),
dated AS MATERIALIZED (
    SELECT
        f.id,
        f.subject,
        f.unit,
        f.per,
        f.place,
        f.text,
        f.start,
        a.id AS article_id,
        a.published_at,
        substr(coalesce(f.as_of, a.published_at), 1, 10) AS day,
        coalesce(f.value, f.high, f.low) AS number,
        -- What its words allow; "about" allows a tenth either way.
        CASE
            WHEN f.low IS NOT NULL THEN f.low
            WHEN f.bound IN ('at_most', 'less_than') THEN -9e999
            WHEN f.bound = 'about' THEN f.value - abs(f.value) / 10
            ELSE f.value
        END AS least,
        CASE
            WHEN f.high IS NOT NULL THEN f.high
            WHEN f.bound IN ('at_least', 'more_than') THEN 9e999
            WHEN f.bound = 'about' THEN f.value + abs(f.value) / 10
            ELSE f.value
        END AS most,
        -- Who gives it; a body without a name of its own is the same where it is called so.
        CASE
            WHEN s.id IS NULL THEN 'o' || coalesce(a.outlet_id, -a.id)
            WHEN s.article_id IS NULL THEN 's' || coalesce(s.merged_into, s.id)
            ELSE s.kind || ' ' || lower(s.name)
        END AS voice
    FROM chosen
    CROSS JOIN figures AS f ON f.id = chosen.id
    JOIN articles AS a ON a.id = f.article_id
    LEFT JOIN sources AS s ON s.id = f.source_id
),
placed AS MATERIALIZED (
    SELECT
        d.*,
        lag(d.number) OVER same AS number_before,
        lag(d.number) OVER own AS own_before
    FROM dated AS d
    WINDOW
        same AS (
            PARTITION BY d.subject, d.unit, d.per
            ORDER BY d.published_at, d.article_id, d.start, d.id
        ),
        own AS (
            PARTITION BY d.subject, d.unit, d.per, d.voice
            ORDER BY d.published_at, d.article_id, d.start, d.id
        )
)
SELECT
    p.published_at,
    f.text AS words,
    f.bound,
    f.value,
    f.low,
    f.high,
    f.unit,
    f.per,
    round(p.number / p.number_before, 2) AS change,
    CASE
        WHEN p.number_before IS NULL THEN 'first'
        WHEN p.number > coalesce(p.own_before, p.number_before) THEN 'growing'
        WHEN p.number < coalesce(p.own_before, p.number_before) THEN 'falling'
        ELSE 'same'
    END AS course,
    (
        SELECT d.text
        FROM dated AS d
        WHERE d.subject IS p.subject
          AND d.unit = p.unit
          AND d.per IS p.per
          AND d.day = p.day
          AND d.place IS p.place
          AND d.voice <> p.voice
          AND (d.least > p.most OR d.most < p.least)
        ORDER BY d.article_id, d.start
        LIMIT 1
    ) AS contradicts,
    coalesce(m.name, s.name, iif(f.claim_id IS NULL, '(the article)', '(nobody named)')) AS given_by,
    coalesce(vm.name, v.name) AS via,
    f.hedge,
    o.name AS outlet,
    a.title,
    replace(
        substr(a.body, max(f.start - 60, 0) + 1, f."end" - max(f.start - 60, 0) + 60),
        char(10),
        ' '
    ) AS context,
    f.subject,
    f.article_id,
    f.start,
    f."end",
    f.id AS figure_id
FROM placed AS p
JOIN figures AS f ON f.id = p.id
JOIN articles AS a ON a.id = p.article_id
LEFT JOIN claims AS c ON c.id = f.claim_id
LEFT JOIN sources AS s ON s.id = f.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
ORDER BY a.published_at, a.id, f.start, f.id;
