-- title: Figures on a subject
-- description: Numbers with their bound, unit and rate, what they count, who gave them, and the words around them.
-- param subject text = null  What is counted or measured, or some words of it
-- param unit text = null     count, percent, USD, kilometer, …
-- param since date = null    Published on this day or later
-- param until date = null    Published on this day or before
-- param limit integer = 10000  How many rows at most, in the order of subjects; null for all

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
-- When articles were published, from an index; linked copies have no figures.
published AS MATERIALIZED (
    SELECT a.id, a.published_at
    FROM articles AS a
    WHERE (:since IS NULL OR a.published_at >= :since)
      AND (:until IS NULL OR a.published_at <= :until || '~')
),
-- Roads of which most are empty. Asked for nothing, in the order of an index, as far as the limit goes.
with_subject (id) AS MATERIALIZED (
    SELECT n.id
    FROM (
        SELECT f.id
        FROM figures AS f
        CROSS JOIN published AS a ON a.id = f.article_id
        WHERE :subject IS NULL
          AND f.subject IS NOT NULL
          AND (:unit IS NULL OR f.unit = :unit)
        ORDER BY f.subject, f.unit, f.per, coalesce(f.value, f.high, f.low) DESC, a.published_at, f.id
        LIMIT coalesce(:limit, -1)
    ) AS n
    UNION ALL
    SELECT n.id
    FROM (
        SELECT f.id
        FROM subjects AS s
        CROSS JOIN figures AS f ON f.subject = s.subject
        CROSS JOIN published AS a ON a.id = f.article_id
        WHERE (:unit IS NULL OR f.unit = :unit)
        ORDER BY f.subject, f.unit, f.per, coalesce(f.value, f.high, f.low) DESC, a.published_at, f.id
        LIMIT coalesce(:limit, -1)
    ) AS n
),
chosen (id) AS MATERIALIZED (
    SELECT w.id
    FROM with_subject AS w
    UNION ALL
    SELECT n.id
    FROM (
        SELECT f.id
        FROM figures AS f
        CROSS JOIN published AS a ON a.id = f.article_id
        WHERE :subject IS NULL
          AND f.subject IS NULL
          AND (:unit IS NULL OR f.unit = :unit)
        ORDER BY f.unit, f.per, coalesce(f.value, f.high, f.low) DESC, a.published_at, f.id
        LIMIT coalesce(:limit - (SELECT count(*) FROM with_subject), -1)
    ) AS n
    UNION ALL
    SELECT f.id
    FROM figures AS f INDEXED BY figures_without_subject
    JOIN published AS a ON a.id = f.article_id
    -- Asked for nothing, nothing of it is read.
    WHERE :subject IS NOT NULL
      AND f.subject IS NULL
      AND (f.noun IS NOT NULL OR f.counted IS NOT NULL)
      AND (f.noun LIKE :subject OR ' ' || lower(f.counted) || ' ' GLOB (SELECT w.words FROM asked_subject AS w))
      AND (:unit IS NULL OR f.unit = :unit)
)
SELECT
    f.text AS words,
    f.bound,
    f.value,
    f.low,
    f.high,
    f.unit,
    f.per,
    f.counted,
    coalesce(m.name, s.name, iif(f.claim_id IS NULL, '(the article)', '(nobody named)')) AS given_by,
    coalesce(vm.name, v.name) AS via,
    f.hedge,
    a.published_at,
    o.name AS outlet,
    a.title,
    replace(
        substr(a.body, max(f.start - 60, 0) + 1, f."end" - max(f.start - 60, 0) + 60),
        char(10),
        ' '
    ) AS context,
    f.subject,
    f.noun,
    f.subject_qualifier,
    f.as_of,
    f.base_value,
    f.base_low,
    f.base_high,
    f.base_unit,
    f.article_id,
    f.start,
    f."end",
    f.id AS figure_id
FROM chosen
CROSS JOIN figures AS f ON f.id = chosen.id
CROSS JOIN articles AS a ON a.id = f.article_id
LEFT JOIN claims AS c ON c.id = f.claim_id
LEFT JOIN sources AS s ON s.id = f.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
LEFT JOIN sources AS v ON v.id = c.via_id
LEFT JOIN sources AS vm ON vm.id = v.merged_into
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
ORDER BY f.subject IS NULL, f.subject, f.unit, f.per, coalesce(f.value, f.high, f.low) DESC, a.published_at, f.id
LIMIT coalesce(:limit, -1);
