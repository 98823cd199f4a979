-- Rows that a person in charge took apart.
split_apart (speaker) AS MATERIALIZED (
    SELECT 's' || d.source_id
    FROM source_decisions AS d
    WHERE d.action = 'split' AND d.undone_at IS NULL
    UNION
    SELECT 's' || d.other_id
    FROM source_decisions AS d
    WHERE d.action = 'split' AND d.undone_at IS NULL
),
-- Whom each claim of the statements in `picked` is from, and from which of the others it was handed on.
-- One claim an article: the one that says most of where it comes from.
items AS MATERIALIZED (
    SELECT
        d.claim_id,
        d.group_id,
        d.denies,
        d.article_id,
        d.root_id,
        d.outlet_id,
        -- A bare surname is whoever has it in full, where only one has it.
        iif(d.surname = lower(d.source) AND d.in_full = d.last_in_full, d.in_full, d.speaker) AS speaker,
        iif(d.surname = lower(d.source) AND d.in_full = d.last_in_full, d.full_name, d.source) AS source,
        d.cites_id,
        d.is_nobody,
        d.published_at
    FROM (
        SELECT
            n.*,
            min(iif(n.surname <> lower(n.source), n.speaker, NULL)) OVER namesakes AS in_full,
            max(iif(n.surname <> lower(n.source), n.speaker, NULL)) OVER namesakes AS last_in_full,
            min(iif(n.surname <> lower(n.source), n.source, NULL)) OVER namesakes AS full_name
        FROM (
            SELECT
                t.claim_id,
                t.group_id,
                t.denies,
                t.article_id,
                t.root_id,
                t.outlet_id,
                -- Two persons of one full name who say the same are one, whatever else they are called.
                iif(
                    t.surname <> lower(t.source) AND t.speaker NOT IN (SELECT x.speaker FROM split_apart AS x),
                    min(t.speaker) OVER (
                        PARTITION BY
                            t.group_id,
                            t.denies,
                            lower(t.source),
                            t.surname IS NULL,
                            t.speaker IN (SELECT x.speaker FROM split_apart AS x)
                    ),
                    -- "The city's fire service", "the fire service of Lima" are the fire service to those who say the same.
                    iif(
                        t.speaker LIKE 'organisation %' AND t.surname IS NULL AND t.body = lower(t.body) AND t.source NOT LIKE '% by %',
                        'organisation ' || t.body,
                        t.speaker
                    )
                ) AS speaker,
                t.source,
                t.surname,
                t.cites_id,
                t.is_nobody,
                a.published_at,
                row_number() OVER (
                    PARTITION BY t.group_id, t.denies, t.article_id
                    ORDER BY t.is_inner, t.speaker IS NULL, t.cites_id IS NULL, t.claim_id
                ) AS place
            FROM (
                SELECT
                    o.*,
                    iif(o.owned LIKE '% % of %', substr(o.owned, 1, instr(o.owned, ' of ') - 1), o.owned) AS body
                FROM (
                    SELECT
                        v.*,
                        ltrim(substr(v.source, iif(instr(replace(v.source, '’', ''''), '''s ') > 0, instr(replace(v.source, '’', ''''), '''s ') + 3, 1))) AS owned
                    FROM picked AS p
                    CROSS JOIN claim_trails AS v ON v.group_id = p.group_id
                ) AS o
            ) AS t
            JOIN articles AS a ON a.id = t.article_id
            WHERE (:since IS NULL OR a.published_at >= :since)
              AND (:until IS NULL OR a.published_at <= :until || '~')
        ) AS n
        WHERE n.place = 1
        WINDOW namesakes AS (PARTITION BY n.group_id, n.denies, n.surname)
    ) AS d
),
by_outlet AS MATERIALIZED (
    SELECT
        i.group_id,
        i.denies,
        i.outlet_id,
        i.claim_id,
        i.article_id,
        row_number() OVER (
            PARTITION BY i.group_id, i.denies, i.outlet_id
            ORDER BY i.speaker IS NULL, i.published_at, i.claim_id
        ) AS place
    FROM items AS i
),
firsts AS MATERIALIZED (
    SELECT o.group_id, o.denies, o.outlet_id, o.claim_id
    FROM by_outlet AS o
    WHERE o.place = 1
),
-- All that is an outlet, or called like one.
press (id) AS MATERIALIZED (
    -- By name, for the sake of an index.
    SELECT sa.source_id
    FROM source_aliases AS sa
    WHERE sa.alias COLLATE NOCASE IN (
        SELECT o.name
        FROM sources AS o
        WHERE o.kind = 'outlet' AND o.name COLLATE NOCASE >= ''
    )
    UNION
    SELECT o.id
    FROM sources AS o INDEXED BY outlets_by_name
    WHERE o.kind = 'outlet' AND o.name COLLATE NOCASE >= ''
    UNION
    SELECT m.id
    FROM sources AS m
    JOIN sources AS o ON o.id = m.merged_into
    WHERE m.merged_into IS NOT NULL
),
-- The outlets that an article which names none for it names elsewhere, by the first claim that does.
cited AS MATERIALIZED (
    SELECT t.article_id, t.cites_id, min(t.claim_id) AS first_id
    FROM (SELECT DISTINCT i.article_id FROM items AS i WHERE i.speaker IS NULL AND i.cites_id IS NULL) AS q
    CROSS JOIN claims AS c ON c.article_id = q.article_id
    LEFT JOIN claims AS w ON w.id = c.within_id
    -- The few that may: to follow the trail of each claim costs more.
    CROSS JOIN claim_trails AS t
        ON t.claim_id = c.id
        AND (
            c.via_id IS NOT NULL
            OR w.via_id IS NOT NULL
            OR c.source_id IN (SELECT n.id FROM press AS n)
            OR w.source_id IN (SELECT n.id FROM press AS n)
        )
    WHERE t.cites_id IS NOT NULL
    GROUP BY t.article_id, t.cites_id
),
elsewhere AS MATERIALIZED (
    SELECT i.claim_id, o.claim_id AS from_id, min(x.first_id) AS first_id
    FROM items AS i
    JOIN cited AS x ON x.article_id = i.article_id
    JOIN firsts AS o ON o.group_id = i.group_id AND o.denies = i.denies AND o.outlet_id = x.cites_id
    WHERE i.speaker IS NULL AND i.cites_id IS NULL
    GROUP BY i.claim_id
),
-- Whom each has it from, among the claims that say the same: the first copy, the outlet it names for it, or one that the
-- article names elsewhere. A named speaker is an origin.
handed AS MATERIALIZED (
    SELECT i.claim_id, coalesce(r.claim_id, o.claim_id, e.from_id) AS from_id
    FROM items AS i
    LEFT JOIN items AS r
        ON r.article_id = i.root_id AND r.group_id = i.group_id AND r.denies = i.denies AND r.article_id <> i.article_id
    LEFT JOIN firsts AS o ON o.group_id = i.group_id AND o.denies = i.denies AND o.outlet_id = i.cites_id
    LEFT JOIN elsewhere AS e ON e.claim_id = i.claim_id
    WHERE i.speaker IS NULL
),
