-- title: Full text, as a query
-- description: Articles and claims that hold all the words, the best match first. Anything may be typed: each stretch
--   between spaces is looked for as it stands, never as search syntax. The span is the first match in the text.
-- param terms text          The words
-- param limit integer = 20  How many articles, and how many claims, at most; null for all

WITH
-- Every word becomes a quoted string of FTS5's: "don't" "C++". Space of other kinds, and quotes, part words too.
asked (words) AS (
    SELECT
        '"'
        || replace(
            replace(replace(replace(replace(:terms, '"', ' '), char(9), ' '), char(10), ' '), char(160), ' '),
            ' ',
            '" "'
        )
        || '"'
),
article_hits AS (
    SELECT
        'article' AS found,
        articles_fts.rank AS rank,
        articles_fts.rowid AS article_id,
        NULL AS claim_id,
        snippet(articles_fts, -1, '[', ']', '…', 24) AS words,
        instr(highlight(articles_fts, 1, char(1), char(2)), char(1)) - 1 AS start,
        instr(highlight(articles_fts, 1, char(1), char(2)), char(2)) - 2 AS "end"
    FROM articles_fts
    WHERE articles_fts MATCH (SELECT asked.words FROM asked)
    ORDER BY articles_fts.rank
    LIMIT coalesce(:limit, -1)
),
claim_hits AS (
    SELECT
        'claim' AS found,
        claims_fts.rank AS rank,
        c.article_id,
        c.id AS claim_id,
        snippet(claims_fts, 0, '[', ']', '…', 24) AS words,
        c.start,
        c."end"
    FROM claims_fts
    JOIN claims AS c ON c.id = claims_fts.rowid
    WHERE claims_fts MATCH (SELECT asked.words FROM asked)
    ORDER BY claims_fts.rank
    LIMIT coalesce(:limit, -1)
)
SELECT
    h.found,
    h.words,
    a.title,
    o.name AS outlet,
    a.published_at,
    coalesce(m.name, s.name) AS source,
    h.article_id,
    -- Where only the title matches, there is no place in the text.
    iif(h."end" > h.start, h.start, NULL) AS start,
    iif(h."end" > h.start, h."end", NULL) AS "end",
    h.claim_id
FROM (SELECT * FROM article_hits UNION ALL SELECT * FROM claim_hits) AS h
JOIN articles AS a ON a.id = h.article_id
LEFT JOIN sources AS ol ON ol.id = a.outlet_id
LEFT JOIN sources AS o ON o.id = coalesce(ol.merged_into, ol.id)
LEFT JOIN claims AS c ON c.id = h.claim_id
LEFT JOIN sources AS s ON s.id = c.source_id
LEFT JOIN sources AS m ON m.id = s.merged_into
WHERE a.duplicate_of IS NULL
ORDER BY h.found, h.rank, h.article_id, h.claim_id;
